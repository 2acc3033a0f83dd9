"""Nights that meet another process: a second night, and readers of the private files."""

import signal
import subprocess
import time
from pathlib import Path

import dagster as dg
import pytest

from dagster_pipeline.night import patience
from dagster_pipeline.night.step_lock import FileIsOpenElsewhere, step_lock
from dagster_pipeline.warehouse.build_state import begin_build, finish_build
from tests.faults.opened import opened_by_another
from tests.faults.releases import current_release
from tests.faults.small_house import INPUTS
from tests.nights import House


def test_a_second_night_names_the_one_that_runs_and_changes_nothing(house: House) -> None:
    first = house.start(
        "tests.faults.interrupted",
        "SIGSTOP",
        "a batch is stored and not committed",
        "3",
        "dagster_pipeline.nightly",
    )
    try:
        _wait_until_stopped(first.pid)
        release = current_release(house)
        second = house.night()
        landing = house.run("dagster_pipeline.landing")
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()

    assert second.status == 1
    assert second.complained.startswith("Another night is writing to")
    assert f"process {first.pid}" in second.complained
    assert (landing.status, landing.said) == (1, "")
    assert "another process holds it" in landing.complained
    for text in (second.complained, landing.complained):
        assert "Traceback" not in text
    assert current_release(house) == release
    assert house.run("dagster_pipeline.landing").status == 0


def _wait_until_stopped(pid: int) -> None:
    for _ in range(600):
        if _state(pid) == "T":
            return
        time.sleep(0.1)
    raise AssertionError("the first night never came by the place where it is held")


def _state(pid: int) -> str:
    """The process's state in one letter."""
    shown = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return shown.stdout.strip()[:1]


def test_a_reader_of_the_landing_file_is_waited_for_then_named(house: House) -> None:
    assert house.run("dagster_pipeline.landing").status == 0
    release = current_release(house)
    with opened_by_another(house.landing_file):
        night = house.run("tests.faults.impatient")

    assert night.status == 1
    assert night.said.count("waiting") == patience.RETRIES
    assert f"{house.landing_file}: another process holds it" in night.complained
    assert "Traceback" not in night.said + night.complained
    assert current_release(house) == release


def test_a_reader_of_the_warehouse_makes_the_step_wait_and_is_named(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    begin_build(warehouse, INPUTS)
    finish_build(warehouse, INPUTS)
    with (
        opened_by_another(warehouse) as reader,
        pytest.raises(dg.RetryRequested) as asked,
        step_lock(tmp_path),
    ):
        begin_build(warehouse, INPUTS)

    assert asked.value.max_retries == patience.RETRIES
    assert isinstance(asked.value.__cause__, FileIsOpenElsewhere)
    assert f"PID {reader}" in str(asked.value.__cause__)
