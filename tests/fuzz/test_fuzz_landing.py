"""The quick form of the fuzz run, the same few hundred files each time, and the long one."""

from pathlib import Path

import pytest

from tests.fuzz.conservation import land_damaged
from tests.fuzz.mutations import DamagedFile
from tests.fuzz.originals import originals
from tests.fuzz.run import fuzz, new_company


def test_the_originals_land_whole(tmp_path: Path) -> None:
    """Otherwise damage would prove nothing."""
    whole = [DamagedFile(original, ()) for original in originals()]
    seen = land_damaged(new_company(tmp_path / "company"), whole)
    assert seen["rejected"] == 0


def test_damaged_files_lose_no_record_and_stop_nothing() -> None:
    seen = fuzz(300, is_repeatable=True)
    assert seen.total() >= 300
    assert seen["loaded"] > 0 < seen["rejected"]


@pytest.mark.soak
def test_ten_thousand_other_damaged_files_lose_no_record_and_stop_nothing() -> None:
    seen = fuzz(10_000, is_repeatable=False)
    assert seen.total() >= 10_000
