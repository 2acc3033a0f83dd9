"""`make bench`: what landing, a night and linking cost, against the bare read and against dlt.

    python -m tests.benchmarks --returns 20000 --pages 30000 --documents 100000 --gigabytes 1

Seconds depend on the machine and on what else it does: read the ratios, and CPU before wall.
Nothing here is asserted.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import against_dlt, landing, links, memory, night, signoffs

PARTS = ("landing", "memory", "dlt", "night", "links", "signoffs")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Measure landing and a night.")
    parser.add_argument("--returns", type=int, default=1000, help="returns of the night's company")
    parser.add_argument("--pages", type=int, default=500, help="page files to land, and as lines")
    parser.add_argument("--documents", type=int, default=2000, help="documents to land beside dlt")
    parser.add_argument(
        "--linked", type=int, nargs="+", default=[500, 5000], help="sizes of the companies to link"
    )
    parser.add_argument("--gigabytes", type=float, default=0.05, help="one file, then twice that")
    parser.add_argument("--repeats", type=int, default=1, help="runs of which the cheapest counts")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="these parts alone")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="returns_bench_") as name:
        folder = Path(name)
        if "landing" in options.only:
            landing.bench(folder / "landing", options.pages, options.repeats)
        if "memory" in options.only:
            memory.bench(folder / "memory", options.gigabytes)
        if "dlt" in options.only:
            against_dlt.bench(folder / "dlt", options.documents, options.repeats)
        if "night" in options.only:
            night.bench(folder / "night", options.returns, options.seed)
        if "links" in options.only:
            links.bench(folder / "links", options.linked, options.seed)
        if "signoffs" in options.only:
            signoffs.bench(folder / "signoffs", options.returns, options.seed)


if __name__ == "__main__":
    main()
