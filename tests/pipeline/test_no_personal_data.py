"""Personal data in the exports reaches no byte that a night writes: no database, no Parquet, no
log, no failing row, no message.

The nights are those of test_bad_input: one that published and needs a look, one with red checks.
The name of a person where a kept name or reference is expected, or in the name of a file, cannot be
told from another word and is not asserted.
"""

import gzip
from pathlib import Path

import duckdb

from dagster_pipeline.landing.land import STAGING_FOLDER
from dagster_pipeline.landing.rules.sources import read_landing_rules
from tests.faults.personal_data import EMAIL, NAME
from tests.faults.searching import find
from tests.figures import FIGURES
from tests.pipeline.troubled import PLANTED_INSTANCE, TroubledNights


def test_no_planted_personal_data_is_in_any_byte_of_the_warehouse_folder(
    troubled_nights: TroubledNights,
) -> None:
    search = find(troubled_nights.house.warehouse)
    FIGURES.files_searched += search.files
    FIGURES.bytes_searched += search.bytes
    FIGURES.personal_data_found += len(search.found)
    assert search.found == []


def test_every_place_that_a_night_writes_to_was_searched(troubled_nights: TroubledNights) -> None:
    """Otherwise the search would prove nothing."""
    written = {
        path.relative_to(troubled_nights.house.warehouse).parts[0]
        for path in troubled_nights.house.warehouse.rglob("*")
        if path.is_file()
    }
    assert written >= {
        "landing.duckdb", "warehouse.duckdb", "releases", "dagster", "dbt", "logs",
        "red_checks", "last_night.json", "last_landing.json",
    }  # fmt: skip


def test_every_object_landed_and_lost_records_and_files(troubled_nights: TroubledNights) -> None:
    """Otherwise there would have been nothing to find."""
    with duckdb.connect(str(troubled_nights.house.landing_file), read_only=True) as connection:
        landed = connection.execute(
            "select source_system || '.' || object, sum(landed_records), "
            "sum(quarantined_records), count(*) filter (where status = 'rejected') "
            "from control.files where source_instance = ? group by 1",
            [PLANTED_INSTANCE],
        ).fetchall()
    rules = read_landing_rules(STAGING_FOLDER)
    assert {name for name, *_ in landed} == {f"{system}.{name}" for system, name in rules}
    assert [name for name, *counts in landed if not all(counts)] == []


def test_the_search_finds_what_is_compressed_packed_or_in_a_name(tmp_path: Path) -> None:
    (tmp_path / "plain.log").write_text(f"failed for {EMAIL}")
    (tmp_path / "packed.gz").write_bytes(gzip.compress(NAME.encode()))
    (tmp_path / "wide.log").write_bytes(NAME.encode("utf-16-le"))
    (tmp_path / "0412-345-678.txt").write_text("")
    with duckdb.connect(str(tmp_path / "some.duckdb")) as connection:
        connection.execute(f"create table t as select '{NAME} ' || range as x from range(100000)")
        connection.execute(f"copy t to '{tmp_path / 'some.parquet'}' (compression zstd)")
    places = {one.place.split(":")[0] for one in find(tmp_path).found}
    assert places == {
        "plain.log", "packed.gz", "wide.log", "name of 0412-345-678.txt", "some.duckdb",
        "some.parquet",
    }  # fmt: skip
