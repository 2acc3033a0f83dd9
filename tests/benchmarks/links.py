"""What linking costs: the models of legs and links on so many returns, under a memory limit.

The orders of a small seeded company are told over and over under other names: every id, number and
reference of a copy, and every one that a text names, ends in the copy's digits. They are written
as staging gives them: what staging costs is the night's to measure.
"""

import json
import sys
from pathlib import Path

import duckdb

from tests.benchmarks.measure import Cost, cost_of
from tests.benchmarks.table import heading, line
from tests.chain import Chain, attach_night, table_of
from tests.compiled import compile_models
from tests.nights import House
from tests.simulator.company import write_company

TOLD_RETURNS = 500
MEMORY_LIMIT = "1500MB"
# What names a document, wherever staging writes it.
NAMES = {
    *("document_id", "document_version_id", "document_number", "sale_document_id"),
    *("parent_document_id", "order_reference", "order_reference_alternate", "reference_text"),
}
COPIED = ("documents", "return_legs", "sale_lines")


def bench(folder: Path, sizes: list[int], seed: int) -> None:
    """Links companies of these sizes, smallest first; prints a table with what each costs of the
    first."""
    write_company(folder, seed=seed, returns=TOLD_RETURNS)
    house = House(folder / "exports", folder / "reference", folder / "warehouse")
    for stage in ("land", "build"):
        cost_of([sys.executable, "-m", "tests.benchmarks.stage", stage], house.environ())
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(compile_models(house.warehouse, folder / "target")))
    heading(f"Legs and links within {MEMORY_LIMIT}")
    first: Cost | None = None
    for size in sizes:
        database = folder / f"{size}.duckdb"
        multiply(house.warehouse, manifest, database, size // TOLD_RETURNS)
        command = [sys.executable, "-m", "tests.benchmarks.links", str(manifest), str(database)]
        cost = cost_of(command, house.environ())
        line(f"{size:,} returns", cost, first)
        first = first or cost
        database.unlink()


def multiply(warehouse: Path, manifest: Path, database: Path, copies: int) -> None:
    """Writes what linking reads into a database, the documents so many times."""
    with duckdb.connect(str(database)) as connection:
        attach_night(connection, warehouse)
        connection.execute(f"create table copies as select range as copy from range({copies})")
        for relation in Chain(json.loads(manifest.read_text()), connection).inputs:
            table = table_of(relation)
            is_copied = table.startswith("stg_") and table.endswith(COPIED)
            columns = [
                _copied(name) if is_copied and name in NAMES else f'"{name}"'
                for (name, *_) in connection.execute(f"describe {relation}").fetchall()
            ]
            others = "cross join copies" if is_copied else ""
            connection.execute(
                f"create table inputs.{table} as select {', '.join(columns)} "
                f"from {relation} {others}"
            )


def _copied(column: str) -> str:
    """A name, or a text of names, with the digits of the copy at the end of each."""
    digits = "lpad(copy::varchar, 4, '0')"
    return (
        rf"regexp_replace({column}, '([0-9A-Za-z])(\s|$)', '\1' || {digits} || '\2', 'g') "
        f"as {column}"
    )


def link(manifest: Path, database: Path) -> None:
    """Runs the models on what the database holds."""
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        connection.execute("set threads = 2")
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set preserve_insertion_order = false")
        Chain(json.loads(manifest.read_text()), connection).build()


if __name__ == "__main__":
    link(Path(sys.argv[1]), Path(sys.argv[2]))
