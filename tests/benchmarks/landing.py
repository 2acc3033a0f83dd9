"""Landing's cost against the bare read: many page files, the same records as lines, and packed."""

import sys
from pathlib import Path

from tests.benchmarks.documents import PAGE_DOCUMENTS, write_lines, write_pages
from tests.benchmarks.measure import Cost, cost_of
from tests.benchmarks.table import heading, line
from tests.nights import DEMO_REFERENCE, House

ORDERS = Path("shopify") / "au" / "orders"


def bench(folder: Path, pages: int) -> None:
    """Writes, reads and lands each form; prints a table."""
    documents = pages * PAGE_DOCUMENTS
    heading(
        f"Landing {documents:,} orders beyond start-up, against the bare read of the same files"
    )
    for name, file in (("lines", "orders.jsonl"), ("packed lines", "orders.jsonl.gz")):
        exports = folder / name.replace(" ", "_") / "exports"
        write_lines(exports / ORDERS / file, documents)
        _compare(f"{name}, 1 file", exports)
    exports = folder / "pages" / "exports"
    write_pages(exports / ORDERS, pages)
    _compare(f"{pages:,} pages", exports)


def landing_cost(exports: Path) -> Cost:
    """Beyond what a landing of nothing takes."""
    nothing = exports.with_name("nothing")
    nothing.mkdir(exist_ok=True)
    return _landed(exports).beyond(_landed(nothing))


def _compare(name: str, exports: Path) -> None:
    empty = exports.with_name("empty.jsonl")
    empty.touch()
    bare = _read(exports / ORDERS / "*").beyond(_read(empty))
    line(f"{name}: bare read", bare)
    line(f"{name}: landing", landing_cost(exports), bare)


def _read(files: Path) -> Cost:
    command = [sys.executable, "-m", "tests.benchmarks.bare_read", str(files), "newline_delimited"]
    return cost_of(command)


def _landed(exports: Path) -> Cost:
    house = House(exports, DEMO_REFERENCE, exports.with_name(f"warehouse_of_{exports.name}"))
    command = [sys.executable, "-m", "dagster_pipeline.landing"]
    return cost_of(command, house.environ())
