"""The same exports, reference tables and as_of make the same rows, however the files came (M3.4).

The demo company's records come again in other files: renamed, turned around, cut and put together
anew, each once more in a copy, and the later pull a night before the earlier one. Lineage may
differ, and nothing else. That other records make other rows is for other tests.
"""

from pathlib import Path

import pytest

from tests.nights import DEMO_EXPORTS, DEMO_REFERENCE, House
from tests.pipeline.comparison import differences
from tests.pipeline.rearrangement import read_pulls, write_rearranged


@pytest.fixture(scope="module")
def rearranged(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The demo company after two nights that brought its files in another shape and order."""
    folder = tmp_path_factory.mktemp("rearranged")
    house = House(folder / "exports", DEMO_REFERENCE, folder / "warehouse")
    seen_folders: set[str] = set()
    earlier_pulls = []
    for pull in read_pulls(DEMO_EXPORTS):
        if pull.object_folder in seen_folders:
            earlier_pulls.append(pull)
            continue
        seen_folders.add(pull.object_folder)
        write_rearranged(pull, house.exports, "a_first_night")
    house.publishing_night()
    for place, pull in enumerate(earlier_pulls):
        write_rearranged(pull, house.exports, f"b_second_night_{place}")
    house.publishing_night()
    return house


def test_files_in_another_shape_and_order_over_two_nights_make_the_same_rows(
    demo_house: House, rearranged: House
) -> None:
    _assert_same(demo_house.release, rearranged.release)


def test_a_warehouse_built_anew_holds_the_same_rows(demo_house: House, rearranged: House) -> None:
    (rearranged.warehouse / "warehouse.duckdb").unlink()
    (rearranged.warehouse / "current").unlink()
    rearranged.publishing_night()

    _assert_same(demo_house.release, rearranged.release)


def _assert_same(before: Path, after: Path) -> None:
    found = differences(before, after)
    assert not found, "\n".join([f"{len(found)} tables differ", *found])
