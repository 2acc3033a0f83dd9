"""Several small companies, told in one run: each case keeps its documents and becomes a company.

Every build costs the same start; so the cases' export folders and reference tables are put together
under one roof, their company and source instances marked with the case's number. What the cases
hold, and what must come out of them, belongs to the tests.
"""

import csv
import shutil
from pathlib import Path

import duckdb

CASES = Path(__file__).resolve().parent / "cases"


def case_mark(case: Path) -> str:
    """What marks a case's names in the joint run: its number."""
    return case.name.split("_", 1)[0]


def joint_company(folder: Path) -> tuple[Path, Path]:
    """Writes exports and reference tables of all cases into one folder; gives the two folders."""
    exports, reference = folder / "exports", folder / "reference"
    reference.mkdir(parents=True)
    tables: dict[str, list[dict[str, str]]] = {}
    for case in sorted(CASES.iterdir()):
        if not case.is_dir():
            continue
        mark = case_mark(case)
        for instance in sorted((case / "exports").glob("*/*")):
            system = instance.parent.name
            shutil.copytree(instance, exports / system / f"{instance.name}{mark}")
        for table in sorted((case / "reference").glob("*.csv")):
            with table.open(newline="") as file:
                rows = [_marked(row, mark) for row in csv.DictReader(file)]
            tables.setdefault(table.name, []).extend(rows)
    for name, rows in tables.items():
        if not rows:
            continue
        with (reference / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return exports, reference


def _marked(row: dict[str, str], mark: str) -> dict[str, str]:
    """A reference row whose company and instances carry the case's mark."""
    return {
        column: f"{text}{mark}"
        if text and (column == "company" or column.endswith("instance"))
        else text
        for column, text in row.items()
    }


def rows(release: duckdb.DuckDBPyConnection, query: str) -> list[tuple]:
    """What a query of the release gives."""
    return release.execute(query).fetchall()
