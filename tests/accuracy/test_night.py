"""A night on a simulated company tells every return as its story's author does."""

from pathlib import Path

import pytest

from tests.accuracy.night import scored_night


@pytest.mark.soak
def test_a_night_links_and_diagnoses_every_kind_of_story_as_it_was_told(tmp_path: Path) -> None:
    report = scored_night(tmp_path, seed=11, returns=150).report
    assert not report.differences, "\n".join(report.differences)
    assert report.links.true > 1000
