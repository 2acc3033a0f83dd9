"""Private files that are no longer what they were: the build heals itself, landing says what to do,
and the last release stays as it is."""

import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dagster_pipeline.warehouse.build_state import begin_build, finish_build
from tests.faults.releases import current_release
from tests.faults.small_house import INPUTS
from tests.nights import House

PAGE_BYTES = 4096
HEADER_BYTES = 3 * PAGE_BYTES


def with_noise(file: Path) -> None:
    file.write_bytes(os.urandom(file.stat().st_size))


def with_text(file: Path) -> None:
    file.write_text("no database\n" * 1000)


def with_nothing(file: Path) -> None:
    file.write_bytes(b"")


def with_a_half(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def with_bad_blocks(file: Path) -> None:
    """Its header is good, and in every page after it a byte is another one."""
    content = bytearray(file.read_bytes())
    for place in range(HEADER_BYTES + 100, len(content), PAGE_BYTES):
        content[place] ^= 0xFF
    file.write_bytes(content)


def with_a_bad_log(file: Path) -> None:
    Path(f"{file}.wal").write_bytes(os.urandom(PAGE_BYTES))


DAMAGES = [with_noise, with_text, with_nothing, with_a_half, with_bad_blocks, with_a_bad_log]
damaged = pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)


def filled(file: Path) -> Path:
    """A finished build with rows enough for many blocks."""
    begin_build(file, INPUTS)
    with duckdb.connect(str(file)) as connection:
        connection.execute("create table t as select md5(range::varchar) as x from range(200000)")
    finish_build(file, INPUTS)
    return file


@damaged
def test_a_damaged_warehouse_is_built_anew(tmp_path: Path, damage: Callable) -> None:
    warehouse = filled(tmp_path / "warehouse.duckdb")
    damage(warehouse)
    begin_build(warehouse, INPUTS)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create or replace table t as select 1 as x")
    finish_build(warehouse, INPUTS)


def test_a_warehouse_whose_build_did_not_end_well_is_built_from_nothing(tmp_path: Path) -> None:
    warehouse = filled(tmp_path / "warehouse.duckdb")
    assert begin_build(warehouse, INPUTS) is False
    assert begin_build(warehouse, INPUTS) is True


@pytest.mark.parametrize(
    "damage",
    [with_noise, with_text, with_a_half, with_bad_blocks],
    ids=lambda damage: damage.__name__,
)
def test_a_damaged_landing_file_stops_the_night_with_the_remedy(
    house: House, damage: Callable
) -> None:
    assert house.run("dagster_pipeline.landing").status == 0
    damage(house.landing_file)
    broken, release = house.landing_file.read_bytes(), current_release(house)

    night = house.night()

    assert night.status == 1
    for part in (str(house.landing_file), "make rebuild-landing", "backup"):
        assert part in night.complained
    assert "Traceback" not in night.said + night.complained
    assert house.landing_file.read_bytes() == broken
    assert current_release(house) == release
