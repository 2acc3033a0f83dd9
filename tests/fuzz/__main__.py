"""`python -m tests.fuzz --mutations 10000`: a long fuzz run, its figures printed."""

import argparse
import sys
import time

from tests.figures import FIGURES
from tests.fuzz.run import fuzz


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--mutations", type=int, default=10_000, help="how many damaged files")
    mutations = parser.parse_args().mutations
    began = time.monotonic()
    seen = fuzz(mutations, is_repeatable=False)
    told = ", ".join(f"{count} {status}" for status, count in sorted(seen.items()))
    seconds = time.monotonic() - began
    print(f"{seen.total()} damaged files in {seconds:.0f} s: {told}")
    print("\n".join(FIGURES.lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
