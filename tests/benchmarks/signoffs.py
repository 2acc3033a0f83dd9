"""What 24 sign-offs cost a night: the same company built with none and with 24.

The company's five months are cut into 24 accounting periods, each signed three days after its end:
as many readings as two years have, over returns that are open across more of them.
"""

import csv
import shutil
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.benchmarks.measure import Cost, cost_of
from tests.benchmarks.table import heading, line
from tests.nights import House
from tests.simulator.company import write_company
from tests.simulator.months import AS_OF, HISTORY_FROM

SIGNOFFS = 24
Row = dict[str, str]


def bench(folder: Path, returns: int, seed: int) -> None:
    """Builds the company twice; prints a table with the ratio."""
    write_company(folder, seed=seed, returns=returns)
    heading(f"Building {returns:,} returns in {SIGNOFFS} periods, without and with sign-offs")
    none = _built(folder, "unsigned", [])
    line("no sign-off", none)
    line(f"{SIGNOFFS} sign-offs", _built(folder, "signed", list(_signoffs())), none)


def _built(folder: Path, name: str, signoffs: list[Row]) -> Cost:
    """What dbt alone takes on the landed company, with a manifest that is there."""
    reference = Path(shutil.copytree(folder / "reference", folder / f"reference_{name}"))
    _write(reference / "accounting_periods.csv", list(_periods()))
    _write(reference / "period_signoffs.csv", signoffs)
    house = House(folder / "exports", reference, folder / name)
    stages = {
        stage: cost_of([sys.executable, "-m", "tests.benchmarks.stage", stage], house.environ())
        for stage in ("land", "parse", "build")
    }
    return stages["build"]


def _periods() -> Iterator[Row]:
    days = (AS_OF - HISTORY_FROM).days + 1
    for number in range(SIGNOFFS):
        first, after = (
            HISTORY_FROM + timedelta(days=days * place // SIGNOFFS)
            for place in (number, number + 1)
        )
        yield {
            "company": "harbour",
            "period": _name(number),
            "first_day": first.isoformat(),
            "last_day": (after - timedelta(days=1)).isoformat(),
        }


def _name(number: int) -> str:
    """Periods are named like months, whatever days they hold."""
    return f"{2024 + number // 12}-{number % 12 + 1:02d}"


def _signoffs() -> Iterator[Row]:
    for period in _periods():
        signed_on = min(date.fromisoformat(period["last_day"]) + timedelta(days=3), AS_OF)
        yield {
            "company": period["company"],
            "period": period["period"],
            "version": "1",
            "signed_at": f"{signed_on}T17:00:00+11:00",
            "signed_by": "Financial controller",
            "restatement_threshold": "500.00",
            "release_id": "",
        }


def _write(file: Path, rows: list[Row]) -> None:
    """The rows of a table; without any, its header alone."""
    with file.open(newline="") as there:
        columns = next(csv.reader(there))
    with file.open("w", newline="") as written:
        writer = csv.DictWriter(written, columns)
        writer.writeheader()
        writer.writerows(rows)
