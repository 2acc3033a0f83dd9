"""A simulated company's night, scored: `python -m tests.accuracy.night --seed 1 --returns 300`.

Writes the company, runs a whole night on it, and compares the release with the truth; beside it,
the two baselines on the same files. `--healthy` tells stories of which nothing is wrong.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.nights import House
from tests.simulator.company import write_company
from tests.simulator.kinds.table import HEALTHY, KINDS, Kind

from .baselines import Verdicts, scored, verdicts
from .evidence import Side, read_truth, read_warehouse
from .links import Report, compare, printed
from .side_by_side import alarms, table


@dataclass(frozen=True)
class ScoredNight:
    """What a night made of a company, what the baselines make of it, and how right each is."""

    truth: Side
    warehouse: Side
    report: Report
    baselines: dict[str, Verdicts]

    def printed(self, is_healthy: bool) -> Iterator[str]:
        """Everything as lines of text, differences last."""
        yield from printed(self.report)
        scores = {name: scored(self.truth, found) for name, found in self.baselines.items()}
        yield from table({"ours": self.report.diagnoses} | scores)
        if is_healthy:
            yield from alarms(self.warehouse, self.baselines)
        yield from self.report.differences


def scored_night(
    folder: Path, seed: int, returns: int, kinds: Sequence[Kind] = KINDS
) -> ScoredNight:
    """The scores of one night on a company that is written into an empty folder."""
    write_company(folder, seed, returns, kinds)
    house = House(folder / "exports", folder / "reference", folder / "warehouse")
    house.publishing_night()
    truth, warehouse = read_truth(folder / "truth"), read_warehouse(house.release)
    return ScoredNight(
        truth, warehouse, compare(truth, warehouse), verdicts(house.exports, house.reference)
    )


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
        night = scored_night(Path(folder), options.seed, options.returns, kinds)
    print("\n".join(night.printed(options.healthy)))
    print(f"{options.returns} stories in {monotonic() - started:.0f} seconds")
    return 1 if night.report.differences else 0


if __name__ == "__main__":
    raise SystemExit(main())
