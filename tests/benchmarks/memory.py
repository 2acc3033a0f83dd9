"""Landing's peak memory on one large file of lines, and on one of twice its size: the same."""

import json
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.documents import orders
from tests.benchmarks.landing import ORDERS
from tests.benchmarks.measure import cost_of
from tests.benchmarks.table import heading, line
from tests.nights import DEMO_REFERENCE, House

ALIKE = 10_000
"""Documents that are written over and over, with other ids: to make each anew takes minutes."""


def bench(folder: Path, gigabytes: float) -> None:
    """Writes, lands and deletes each file; prints a table."""
    heading("Landing one large file of lines, start-up included")
    for size in (gigabytes, 2 * gigabytes):
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix="large_") as name:
            exports = Path(name) / "exports"
            documents = _write(exports / ORDERS / "orders.jsonl", round(size * 1e9))
            house = House(exports, DEMO_REFERENCE, Path(name) / "warehouse")
            cost = cost_of([sys.executable, "-m", "dagster_pipeline.landing"], house.environ())
            line(f"{size:g} GB, {documents:,} orders", cost)


def _write(path: Path, size: int) -> int:
    """Lines up to a size in bytes; returns how many."""
    path.parent.mkdir(parents=True)
    texts = [json.dumps(order).partition(",")[2] for order in orders(ALIKE)]
    number = written = 0
    with path.open("w") as file:
        while written < size:
            written += file.write(f'{{"id": {9_000_000_000 + number},{texts[number % ALIKE]}\n')
            number += 1
    return number
