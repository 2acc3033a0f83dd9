"""A fuzz run of any length, in a company of its own."""

import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dagster_pipeline.settings import Settings
from tests.conftest import REFERENCE
from tests.fuzz.conservation import land_damaged
from tests.fuzz.mutations import damaged_files

FILES_PER_LANDING = 50
INSTANCES = """system,instance,company,tier,time_zone,base_currency
shopify,shop,outco,channel,Australia/Sydney,AUD
amazon,us,outco,channel,UTC,USD
cin7_core,hub,outco,hub,UTC,AUD
xero,books,outco,ledger,UTC,AUD
"""


class _Files(tuple):
    """The files of one landing; a failure names the one to blame, not all of them."""

    def __repr__(self) -> str:
        return f"<{len(self)} damaged files>"


def fuzz(mutations: int, is_repeatable: bool) -> Counter[str]:
    """Lands at least so many damaged files; returns how many ended in which status.

    A repeatable run tries the same files each time. Raises AssertionError at the first rule that
    does not hold, with the file that shows it.
    """
    seen: Counter[str] = Counter()

    @hypothesis_settings(
        max_examples=-(-mutations // FILES_PER_LANDING),
        deadline=None,
        database=None,
        derandomize=is_repeatable,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        print_blob=False,
    )
    @given(_many_files())
    def try_one(files) -> None:
        try:
            seen.update(_landed(files))
        except Exception:
            _find_the_one_to_blame(files)
            raise

    try_one()
    return seen


def _many_files() -> st.SearchStrategy[_Files]:
    many = st.lists(damaged_files(), min_size=FILES_PER_LANDING, max_size=FILES_PER_LANDING)
    return many.map(_Files)


def _landed(files: _Files) -> Counter[str]:
    with tempfile.TemporaryDirectory(prefix="fuzz_") as folder:
        return land_damaged(new_company(Path(folder) / "company"), files)


def _find_the_one_to_blame(files: _Files) -> None:
    """Lands the files one by one, which is quicker than making the list smaller."""
    for file in files:
        try:
            _landed(_Files([file]))
        except Exception as error:
            raise AssertionError(f"{file}: {error}") from error


def new_company(folder: Path) -> Settings:
    """A company with an instance of each system, in a new folder."""
    settings = Settings(
        exports=folder / "exports",
        reference=folder / "reference",
        warehouse=folder / "warehouse",
        as_of=None,
        landed_at=datetime(2026, 10, 1, tzinfo=UTC),
        keep_releases=30,
        memory_limit="1GiB",
        alert_command=None,
    )
    settings.exports.mkdir(parents=True)
    settings.reference.mkdir()
    for name, content in {**REFERENCE, "source_instances": INSTANCES}.items():
        (settings.reference / f"{name}.csv").write_text(content)
    return settings
