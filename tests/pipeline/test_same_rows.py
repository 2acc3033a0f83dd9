"""The same exports, reference tables and as_of make the same rows, however files came (M3.4, M5.7).

The demo company's records come again in other files: renamed, turned around, cut and put together
anew, each once more in a copy, and the later pull a landing before the earlier one. Lineage may
differ, and nothing else. That other records make other rows is for other tests.
"""

import pytest

from tests.nights import DEMO_EXPORTS, DEMO_REFERENCE, House
from tests.pipeline.comparison import differences
from tests.pipeline.rearrangement import read_pulls, write_rearranged


@pytest.fixture(scope="module")
def rearranged(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The demo company after two landings that brought its files in another shape and order."""
    folder = tmp_path_factory.mktemp("rearranged")
    house = House(folder / "exports", DEMO_REFERENCE, folder / "warehouse")
    seen_folders: set[str] = set()
    earlier_pulls = []
    for pull in read_pulls(DEMO_EXPORTS):
        if pull.object_folder in seen_folders:
            earlier_pulls.append(pull)
            continue
        seen_folders.add(pull.object_folder)
        write_rearranged(pull, house.exports, "a_first_landing")
    house.landing_alone()
    for place, pull in enumerate(earlier_pulls):
        write_rearranged(pull, house.exports, f"b_second_landing_{place}")
    house.publishing_night()
    return house


def test_files_in_another_shape_and_order_over_two_landings_make_the_same_rows(
    demo_house: House, rearranged: House
) -> None:
    found = differences(demo_house.release, rearranged.release)
    assert not found, "\n".join([f"{len(found)} tables differ", *found])
