"""Landing's cost against the bare read: many page files, the same records as lines, and packed."""

import sys
from pathlib import Path

from tests.benchmarks.documents import PAGE_DOCUMENTS, write_lines, write_pages
from tests.benchmarks.measure import Cost, cost_of, least_cost
from tests.benchmarks.table import heading, line
from tests.nights import DEMO_REFERENCE, House

ORDERS = Path("shopify") / "au" / "orders"


def bench(folder: Path, pages: int, repeats: int) -> None:
    """Writes, reads and lands each form; prints a table."""
    documents = pages * PAGE_DOCUMENTS
    heading(
        f"Landing {documents:,} orders beyond start-up, against storing the same files as they are"
    )
    for name, file in (("lines", "orders.jsonl"), ("packed lines", "orders.jsonl.gz")):
        exports = folder / name.replace(" ", "_") / "exports"
        write_lines(exports / ORDERS / file, documents)
        _compare(f"{name}, 1 file", exports, "newline_delimited", repeats)
    exports = folder / "pages" / "exports"
    write_pages(exports / ORDERS, pages)
    _compare(f"{pages:,} pages", exports, "auto", repeats)


def landing_cost(exports: Path, repeats: int) -> Cost:
    """Beyond what a landing of nothing takes."""
    nothing = exports.with_name("nothing")
    nothing.mkdir(exist_ok=True)
    return _landed(exports, repeats).beyond(_landed(nothing, repeats))


def _compare(name: str, exports: Path, form: str, repeats: int) -> None:
    empty = exports.with_name("empty.jsonl")
    empty.touch()
    bare = _read(exports / ORDERS / "*", form, repeats).beyond(_read(empty, form, repeats))
    line(f"{name}: bare read", bare)
    line(f"{name}: landing", landing_cost(exports, repeats), bare)


def _read(files: Path, form: str, repeats: int) -> Cost:
    command = [sys.executable, "-m", "tests.benchmarks.bare_read", str(files), form]
    return least_cost(repeats, lambda folder: cost_of([*command, str(folder / "bare.duckdb")]))


def _landed(exports: Path, repeats: int) -> Cost:
    def land(folder: Path) -> Cost:
        house = House(exports, DEMO_REFERENCE, folder)
        return cost_of([sys.executable, "-m", "dagster_pipeline.landing"], house.environ())

    return least_cost(repeats, land)
