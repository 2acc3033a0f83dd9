"""Nights of a company that grows, each a real `python -m dagster_pipeline.nightly`.

A night publishes, or does not, and says so; whatever way the exports came, in how many nights, the
rows are those of the demo company's one night over all of them (M3.4, M5.7). Lineage may
differ, and nothing else. What the tables say is for other tests.
"""

import fcntl
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.landed_rows import OF_THE_FILE, landed_rows
from tests.nights import House
from tests.pipeline.comparison import differences
from tests.pipeline.grown import GrownHouse

IDLE_SECONDS = 10


def test_the_first_night_publishes_a_release(grown_house: GrownHouse) -> None:
    first = grown_house.first
    assert first.last_night["outcome"] == "published"
    assert str(grown_house.house.release) in first.night.said
    release = grown_house.house.warehouse / "releases" / first.current
    assert json.loads((release / "manifest.json").read_text())["run_id"] == first.current
    assert (release / "parquet" / "marts" / "fct_returns.parquet").exists()


def test_a_night_with_nothing_new_says_so_runs_no_dbt_and_costs_next_to_nothing(
    grown_house: GrownHouse,
) -> None:
    first, idle = grown_house.first, grown_house.idle
    assert "Nothing new" in idle.night.said
    assert idle.last_night["outcome"] == "current"
    assert idle.dbt_ended_at == first.dbt_ended_at
    assert idle.releases == [first.current]
    assert idle.seconds - grown_house.startup_seconds <= IDLE_SECONDS


def test_new_files_are_published_anew_beside_the_old_release(grown_house: GrownHouse) -> None:
    first, grown = grown_house.first, grown_house.with_new_files
    assert grown.current > first.current
    assert grown.releases == [first.current, grown.current]
    assert "from nothing" in first.night.said
    assert "from nothing" not in grown.night.said


def test_files_in_another_shape_and_order_over_two_nights_make_the_same_rows(
    demo_house: House, grown_house: GrownHouse
) -> None:
    found = differences(demo_house.release, grown_house.house.release)
    assert not found, "\n".join([f"{len(found)} tables differ", *found])


def test_a_warehouse_file_that_is_gone_is_no_news(grown_house: GrownHouse) -> None:
    house = grown_house.house
    gone = house.warehouse / "warehouse.duckdb"
    aside = gone.rename(gone.with_suffix(".aside"))
    try:
        assert "Nothing new" in house.night().said
    finally:
        aside.rename(gone)


def test_a_landing_file_rebuilt_from_the_exports_is_no_news(grown_house: GrownHouse) -> None:
    """Each row with its landed_at. When the reference tables came is all that no release knows."""
    house = grown_house.house
    before = _landed_rows(house)
    house.landing_file.unlink()
    rebuilt = house.run("dagster_pipeline.landing", "--rebuild")

    assert "landed_at of each file as recorded in" in rebuilt.said
    assert _landed_rows(house) == before
    assert "Nothing new" in house.night().said


def _landed_rows(house: House) -> dict[tuple, int]:
    rows = landed_rows(house.landing_file, apart=OF_THE_FILE)
    return {row: count for row, count in rows.items() if row[0] != "control.reference_tables"}


@pytest.mark.soak
def test_every_table_built_from_a_rebuilt_landing_file_is_the_same(
    grown_house: GrownHouse, tmp_path: Path
) -> None:
    house = replace(grown_house.house, warehouse=tmp_path / "warehouse")
    shutil.copytree(grown_house.house.warehouse, house.warehouse, symlinks=True)
    house.landing_file.unlink()
    assert house.run("dagster_pipeline.landing", "--rebuild").status == 0
    (house.warehouse / "current").unlink()
    house.publishing_night()
    found = differences(grown_house.house.release, house.release, with_lineage=True)
    assert not found, "\n".join(found)


def test_a_second_night_at_the_same_time_stops_with_one_message(grown_house: GrownHouse) -> None:
    with (grown_house.house.warehouse / "night.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        night = grown_house.house.night()

    assert night.status == 1
    assert night.complained.startswith("Another night is writing to")
    assert night.said == ""


def test_a_bad_reference_row_stops_the_night_with_its_place_and_raises_the_alarm(
    grown_house: GrownHouse, tmp_path: Path
) -> None:
    before = grown_house.with_new_files.current
    house = replace(grown_house.house, reference=tmp_path / "reference")
    shutil.copytree(grown_house.house.reference, house.reference)
    instances = house.reference / "source_instances.csv"
    place = len(instances.read_text().splitlines()) + 1
    with instances.open("a") as file:
        file.write("shopfiy,second,harbour,channel,Australia/Sydney,AUD\n")
    alarm = ["env", f"RETURNS_ALERT_COMMAND=cp -t '{tmp_path}'"]
    night = house.run("dagster_pipeline.nightly", within=alarm)

    assert night.status == 1
    for part in (f"source_instances.csv:{place}", "shopfiy"):
        assert part in night.complained
    assert "Traceback" not in night.said + night.complained
    assert (house.warehouse / "current").readlink().name == before
    assert house.last_night()["outcome"] == "failed"
    assert json.loads((tmp_path / "last_night.json").read_text()) == house.last_night()
