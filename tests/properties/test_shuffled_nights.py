"""The same exports make the same rows, however records are shuffled, split and repeated (M3.4).

The demo company's records come in any order, in files of any size and form, some of them twice,
over one to three landings of which the last is the night. Lineage may differ, and nothing else.
"""

from pathlib import Path
from random import Random

import pytest

from tests.nights import DEMO_EXPORTS, DEMO_REFERENCE, House
from tests.pipeline.comparison import differences
from tests.pipeline.rearrangement import read_pulls, write_shuffled

NIGHTS = 10


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(NIGHTS))
def test_a_shuffled_night_makes_the_same_rows(demo_house: House, tmp_path: Path, seed: int) -> None:
    dice = Random(seed)
    house = House(tmp_path / "exports", DEMO_REFERENCE, tmp_path / "warehouse")
    pulls = read_pulls(DEMO_EXPORTS)
    landings = dice.randint(1, 3)
    for landing in range(landings):
        for place, pull in enumerate(pulls):
            # What is left over comes with the last landing; one pull never comes twice.
            if place % landings == landing:
                write_shuffled(pull, house.exports, f"{landing}_{place}", dice)
        if landing < landings - 1:
            house.landing_alone()
    house.publishing_night()
    found = differences(demo_house.release, house.release)
    assert not found, "\n".join([f"{len(found)} tables differ", *found])
