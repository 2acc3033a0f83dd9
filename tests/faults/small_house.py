"""A company whose landing and publishing take a second: the demo's exports with some faults among
them, and a warehouse of two tables where no test needs the real one."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dagster_pipeline.night.inputs import NightInputs
from dagster_pipeline.warehouse.build_state import begin_build, delete_warehouse, finish_build
from tests.faults.releases import publish_alone
from tests.nights import DEMO_EXPORTS, DEMO_REFERENCE, House

LONG_AGO = datetime(2026, 3, 1, tzinfo=UTC).timestamp()
INPUTS = NightInputs(landing_id="l", content="c", program="p", requested_as_of="")
BUILT = """
    create schema intermediate;
    create table intermediate.int_as_of as select date '2026-02-28' as as_of;
    create schema marts;
    create table marts.fct_returns as
    select range as return_id, md5(cast(range as varchar)) as channel from range(20000);
    create schema reporting;
    create view reporting.rpt_returns as select return_id from marts.fct_returns;
"""
LANDED = "create schema reference; create table reference.period_signoffs (release_id varchar)"


def new_house(folder: Path) -> House:
    """The demo company with a broken line and a cut file, so that every control table has rows."""
    house = House(folder / "exports", folder / "reference", folder / "warehouse")
    shutil.copytree(DEMO_EXPORTS, house.exports)
    shutil.copytree(DEMO_REFERENCE, house.reference)
    sales = house.exports / "cin7_core" / "core" / "sales"
    (sales / "broken.jsonl").write_text('{"ID": "half-a-sale", "Customer"\n')
    packed = (sales / "2026-02-02.jsonl.gz").read_bytes()
    (sales / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    finish_long_ago(house.exports)
    return house


def finish_long_ago(exports: Path) -> None:
    """Makes every file as old as an export that nobody is still writing."""
    for path in exports.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def publish_something(house: House) -> None:
    """Makes a release of a small warehouse current, then removes what is not the release's."""
    build_something(house)
    publish_alone(house)
    house.landing_file.unlink()


def build_something(house: House) -> None:
    """A finished build, and a landing file that holds no more than publishing asks."""
    house.warehouse.mkdir(exist_ok=True)
    warehouse = house.warehouse / "warehouse.duckdb"
    delete_warehouse(warehouse)
    house.landing_file.unlink(missing_ok=True)
    begin_build(warehouse, INPUTS)
    for file, statements in ((warehouse, BUILT), (house.landing_file, LANDED)):
        with duckdb.connect(str(file)) as connection:
            connection.execute(statements)
    finish_build(warehouse, INPUTS)
