"""What a failed dbt build says to a person: which checks are red, with the rows that failed."""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dagster_pipeline.settings import Settings

_KEPT_ROWS = 1000


@dataclass(frozen=True)
class RedCheck:
    """A check or model that failed; `rows_file` holds its failing rows where it has any."""

    name: str
    message: str
    rows_file: Path | None

    def as_json(self) -> dict[str, str | None]:
        rows_file = str(self.rows_file) if self.rows_file else None
        return {"name": self.name, "message": self.message, "rows_file": rows_file}


def clear_results(settings: Settings) -> None:
    """Forgets the last build's results, so that a night that never reaches dbt does not report
    them."""
    _results_file(settings).unlink(missing_ok=True)


def red_checks(settings: Settings) -> list[RedCheck]:
    """The failures of the last dbt build in the warehouse folder; the failing rows of each check
    are written beside it as CSV (at most 1000 each)."""
    results_file = _results_file(settings)
    if not results_file.exists():
        return []
    folder = settings.warehouse / "red_checks"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.csv"):
        old.unlink()
    results = json.loads(results_file.read_text())["results"]
    return [
        RedCheck(
            name=result["unique_id"].split(".")[2],
            message=" ".join(str(result.get("message") or "").split()),
            rows_file=_failing_rows(settings, folder, result),
        )
        for result in results
        if result["status"] in ("fail", "error")
    ]


def _failing_rows(settings: Settings, folder: Path, result: dict) -> Path | None:
    if result["status"] != "fail" or not result.get("compiled_code"):
        return None
    target = folder / f"{result['unique_id'].split('.')[2]}.csv"
    with duckdb.connect(str(settings.warehouse / "warehouse.duckdb"), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        landing = str(settings.landing_file).replace("'", "''")
        connection.execute(f"attach '{landing}' as landing (read_only)")
        query = f"select * from ({result['compiled_code']}) as failing limit {_KEPT_ROWS}"
        connection.sql(query).write_csv(str(target))
    return target


def _results_file(settings: Settings) -> Path:
    return settings.warehouse / "dbt" / "run_results.json"
