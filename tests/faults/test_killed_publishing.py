"""Publishing killed with `kill -9`, in real processes: the current release is whole at any moment,
the old one until the new one is, and the next run leaves nothing half done on the shelf."""

from pathlib import Path

import duckdb
import pytest

from tests.faults.killing import kill_at
from tests.faults.places import PUBLISHING_PLACES
from tests.faults.releases import current_release, publish_alone, shelf
from tests.faults.small_house import build_something
from tests.figures import FIGURES
from tests.nights import House

COMMAND = "tests.faults.publish_alone"
IS_CURRENT = {
    "the release is current and nothing is pruned",
    "an old release is half removed",
    "the release is current and nobody knows",
}
IN_CI = {
    "the manifest is written",
    "the release is on the shelf and not current",
    "an old release is half removed",
}


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(place, marks=() if place in IN_CI else pytest.mark.soak)
        for place in PUBLISHING_PLACES
    ],
)
def test_a_killed_publishing_leaves_a_whole_release_current(house: House, place: str) -> None:
    build_something(house)
    before = current_release(house)
    with duckdb.connect(str(house.release), read_only=True) as reader:
        assert kill_at(house, COMMAND, place)
        assert reader.sql("select count(*) from marts.fct_returns").fetchone() == (20000,)
    after = current_release(house)
    assert (after != before) == (place in IS_CURRENT)

    publish_alone(house)
    assert current_release(house) != after
    assert all(_is_whole(house.warehouse / "releases" / name) for name in shelf(house))
    assert not (house.warehouse / ".current.tmp").is_symlink()
    FIGURES.survived += 1


def _is_whole(release: Path) -> bool:
    return not release.name.startswith(".") and (release / "manifest.json").exists()
