"""Landing against dlt on the same documents, in one file of lines, both into DuckDB.

dlt lives in an environment of its own, made at the first run; it is no dependency of the project.
"""

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.documents import write_lines
from tests.benchmarks.landing import ORDERS, landing_cost
from tests.benchmarks.measure import Failed, cost_of
from tests.benchmarks.table import heading, line
from tests.nights import ROOT

REQUIREMENTS = ["dlt[duckdb]==1.31.0", "duckdb==1.5.6"]
ENVIRONMENT = ROOT / ".bench" / "dlt"
LOAD = Path(__file__).with_name("dlt_load.py")
WAYS = {
    "nested": "its default, lists as tables",
    "flat": "no nested tables",
    "payload": "each document as one text",
}


def bench(folder: Path, documents: int, repeats: int) -> None:
    """Loads the same file by each; prints a table. Ratios are dlt's cost over landing's."""
    heading(f"{documents:,} orders as lines, beyond start-up, against landing them")
    if not _installed():
        print("skipped: dlt cannot be installed here")
        return
    exports = folder / "exports"
    file = exports / ORDERS / "orders.jsonl"
    write_lines(file, documents)
    landed = landing_cost(exports, repeats)
    line("landing", landed)
    empty = folder / "empty.jsonl"
    empty.touch()
    for way, meaning in WAYS.items():
        load = [str(ENVIRONMENT / "bin" / "python"), str(LOAD), way]
        start_up = cost_of([*load, str(empty), str(folder / f"{way}_nothing")])
        loaded = cost_of([*load, str(file), str(folder / way)])
        line(f"dlt: {meaning}", loaded.beyond(start_up), landed)


def _installed() -> bool:
    """Whether dlt runs in its environment, which is made where it is missing."""
    python = ENVIRONMENT / "bin" / "python"
    try:
        if not python.exists():
            cost_of([sys.executable, "-m", "venv", str(ENVIRONMENT)])
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *REQUIREMENTS], check=True, capture_output=True)
    except (Failed, OSError, subprocess.SubprocessError):
        return False
    return True
