"""A cold night of a seeded company: stage by stage, each in its own process, and as a whole."""

import sys
from pathlib import Path

from tests.benchmarks.measure import Cost, cost_of
from tests.benchmarks.table import heading, line
from tests.nights import House
from tests.simulator.company import write_company

STAGES = ("land", "parse", "build", "publish")


def bench(folder: Path, returns: int, seed: int) -> None:
    """Writes the company and runs its night; prints a table."""
    write_company(folder, seed=seed, returns=returns)
    apart = House(folder / "exports", folder / "reference", folder / "apart")
    whole = House(folder / "exports", folder / "reference", folder / "whole")
    heading(f"A cold night of {returns:,} returns, start-up included")
    files = str(apart.exports / "**" / "*.json*")
    bare = ("tests.benchmarks.bare_read", files, "auto", str(folder / "bare.duckdb"))
    line("bare read of all files", _cost(apart, *bare))
    for stage in STAGES:
        line(stage, _cost(apart, "tests.benchmarks.stage", stage))
    line("the whole night, run by Dagster", _cost(whole, "dagster_pipeline.nightly"))
    line("an idle night", _cost(whole, "dagster_pipeline.nightly"))
    line("dagster --version", _cost(whole, "dagster", "--version"))


def _cost(house: House, module: str, *arguments: str) -> Cost:
    return cost_of([sys.executable, "-m", module, *arguments], house.environ())
