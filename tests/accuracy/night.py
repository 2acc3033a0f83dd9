"""A simulated company's night, scored: `python -m tests.accuracy.night --seed 1 --returns 300`.

Writes the company, runs a whole night on it, and compares the release with the truth.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.nights import House
from tests.simulator.company import write_company
from tests.simulator.kinds.table import HEALTHY, KINDS, Kind

from .evidence import read_truth, read_warehouse
from .links import Report, compare, printed


def scored_night(folder: Path, seed: int, returns: int, kinds: Sequence[Kind] = KINDS) -> Report:
    """The scores of one night on a company that is written into an empty folder."""
    write_company(folder, seed, returns, kinds)
    house = House(folder / "exports", folder / "reference", folder / "warehouse")
    house.publishing_night()
    return compare(read_truth(folder / "truth"), read_warehouse(house.release))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores; the exit status says whether anything differs."""
    parser = argparse.ArgumentParser(description="Score a night on a simulated company.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--returns", type=int, default=300, help="stories of returns to tell")
    parser.add_argument("--healthy", action="store_true", help="nothing is wrong with any of them")
    options = parser.parse_args(arguments)
    kinds = HEALTHY if options.healthy else KINDS
    started = monotonic()
    with TemporaryDirectory() as folder:
        report = scored_night(Path(folder), options.seed, options.returns, kinds)
    print("\n".join([*printed(report), *report.differences]))
    print(f"{options.returns} stories in {monotonic() - started:.0f} seconds")
    return 1 if report.differences else 0


if __name__ == "__main__":
    raise SystemExit(main())
