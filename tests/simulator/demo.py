"""Writes the demo company again: `python -m tests.simulator.demo [seeds folder]`."""

import sys
from datetime import date
from pathlib import Path

from .harbour import AU, HARBOUR, PULLS, UK, harbour
from .harbour_reference import DEMO_BOOKS, write_reference
from .pulls import Exporter, pulls

HISTORY_FROM = date(2025, 11, 1)
STORE_PAGE_SIZE = 50
LEDGER_PAGE_SIZE = 20


def write_demo(seeds: Path) -> None:
    """Writes `exports` and `reference` below a folder."""
    exporter = Exporter(seeds / "exports", HARBOUR, (AU, UK), STORE_PAGE_SIZE, LEDGER_PAGE_SIZE)
    exporter.write(harbour(), pulls(PULLS, HISTORY_FROM))
    write_reference(seeds / "reference", DEMO_BOOKS)


if __name__ == "__main__":
    write_demo(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("seeds"))
