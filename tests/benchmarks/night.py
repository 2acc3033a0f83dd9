"""A cold night of a seeded company: stage by stage, each in its own process, and as a whole.

A stage's ratio is what it costs beyond the same stage over no exports, against the bare read of
the same files. So is the whole night's: what is taken off is a cold night over empty exports with
the same reference tables, that is starting Dagster and dbt, parsing the project, building every
model, checking every check and publishing, all on no rows. What is left is what the data costs. The
bare read stores the files as they are (bare_read.py), and its own start is taken off as well.
"""

import sys
from pathlib import Path

from tests.benchmarks.measure import Cost, cost_of
from tests.benchmarks.table import heading, line
from tests.nights import House
from tests.simulator.company import write_company

STAGES = ("land", "build", "publish")
MEMORY_LIMIT = "1500MB"
"""The engine's; what Python, dbt and Dagster take comes on top of it."""


def bench(folder: Path, returns: int, seed: int) -> None:
    """Writes the company and runs its night; prints a table."""
    write_company(folder, seed=seed, returns=returns)
    exports, nothing = folder / "exports", folder / "nothing"
    nothing.mkdir()
    apart, empty_apart, whole, empty_whole = (
        House(files, folder / "reference", folder / "warehouses" / name)
        for files, name in (
            (exports, "apart"),
            (nothing, "empty_apart"),
            (exports, "whole"),
            (nothing, "empty_whole"),
        )
    )
    heading(
        f"A cold night of {returns:,} returns, engine held to {MEMORY_LIMIT}: as measured, and\n"
        "beyond the same over no exports, in so many times the bare read beyond its own start"
    )
    bare = _bare_read(folder, exports)
    for house in (empty_apart, apart):
        parse = _cost(house, "tests.benchmarks.stage", "parse")
    line("parse, whatever the exports", parse)
    for stage in STAGES:
        begun = _cost(empty_apart, "tests.benchmarks.stage", stage)
        _line(stage, _cost(apart, "tests.benchmarks.stage", stage), begun, bare)
    begun = _cost(empty_whole, "dagster_pipeline.nightly")
    line("a cold night over no exports", begun)
    _line("the whole cold night", _cost(whole, "dagster_pipeline.nightly"), begun, bare)
    idle = _cost(whole, "dagster_pipeline.nightly")
    version = _cost(whole, "dagster", "--version")
    line("an idle night", idle)
    line("dagster --version", version)
    line("an idle night beyond dagster --version", idle.beyond(version))


def _bare_read(folder: Path, exports: Path) -> Cost:
    """Prints and returns it, beyond the read of one empty file."""
    empty = folder / "empty.json"
    empty.touch()
    start, read = (
        cost_of([sys.executable, "-m", "tests.benchmarks.bare_read", *arguments])
        for arguments in (
            (str(empty), "auto", str(folder / "bare_start.duckdb")),
            (str(exports / "**" / "*.json*"), "auto", str(folder / "bare.duckdb")),
        )
    )
    line("bare read of all files", read)
    beyond = read.beyond(start)
    line("bare read of all files, beyond its start", beyond)
    return beyond


def _line(name: str, cost: Cost, start: Cost, yardstick: Cost) -> None:
    """What a stage cost as measured, and the ratio of what it cost beyond its start."""
    line(name, cost)
    line(f"{name}, beyond start-up", cost.beyond(start), yardstick)


def _cost(house: House, module: str, *arguments: str) -> Cost:
    environ = house.environ() | {"RETURNS_MEMORY_LIMIT": MEMORY_LIMIT}
    return cost_of([sys.executable, "-m", module, *arguments], environ)
