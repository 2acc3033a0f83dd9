"""Each invariant is proved able to fail: a fault is put into the demo company's built warehouse,
and the test that guards against it must go red.

The SQL that runs is the one that the night compiled. A fault is undone before the next, so that the
warehouse is built and copied once. Generic tests (unique_grain, conserves) and dbt unit tests are
not proved here.
"""

import json
import shutil
from collections.abc import Iterator

import duckdb
import pytest

from dagster_pipeline.settings import DBT_PROJECT
from tests.invariants.faults import FAULTS
from tests.nights import House

INVARIANTS = sorted(path.stem for path in (DBT_PROJECT / "tests").glob("*.sql"))


@pytest.fixture(scope="module")
def warehouse(
    demo_house: House, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the demo company's warehouse, under its own name, for compiled SQL names it."""
    copy = tmp_path_factory.mktemp("faulty") / "warehouse.duckdb"
    shutil.copy(demo_house.warehouse / "warehouse.duckdb", copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("set TimeZone = 'UTC'")
        landing = demo_house.warehouse / "landing.duckdb"
        connection.execute(f"attach '{landing}' as landing (read_only)")
        yield connection


def compiled_sql(house: House, invariant: str) -> str:
    """The test as the demo company's night ran it."""
    compiled = house.warehouse / "dbt" / "compiled" / "returns_reconciliation" / "tests"
    return (compiled / f"{invariant}.sql").read_text()


@pytest.mark.parametrize(
    ("invariant", "fault"),
    [pytest.param(invariant, sql, id=f"{invariant}: {what}") for invariant, what, sql in FAULTS],
)
def test_the_invariant_goes_red(
    demo_house: House, warehouse: duckdb.DuckDBPyConnection, invariant: str, fault: str
) -> None:
    sql = compiled_sql(demo_house, invariant)
    assert not warehouse.execute(sql).fetchall(), "it is red without the fault"

    warehouse.begin()
    try:
        warehouse.execute(fault)
        failing_rows = warehouse.execute(sql).fetchall()
    finally:
        warehouse.rollback()

    assert failing_rows, "it stays green"


def test_every_invariant_has_a_proof() -> None:
    assert sorted({invariant for invariant, _, _ in FAULTS}) == INVARIANTS


@pytest.mark.parametrize("invariant", INVARIANTS)
def test_the_invariant_says_what_it_does_not_assert(invariant: str) -> None:
    lines = (DBT_PROJECT / "tests" / f"{invariant}.sql").read_text().splitlines()
    header = [line for line in lines if line.startswith("-- ")]
    assert "oes not assert" in " ".join(line.removeprefix("-- ") for line in header)


def test_every_invariant_blocks_the_release_as_a_check_of_a_published_table(
    demo_house: House,
) -> None:
    manifest = json.loads((demo_house.warehouse / "dbt" / "manifest.json").read_text())
    published = {path.stem for path in (DBT_PROJECT / "models" / "marts").glob("fct_*.sql")}
    for invariant in INVARIANTS:
        config = manifest["nodes"][f"test.returns_reconciliation.{invariant}"]["config"]
        assert config["severity"].lower() == "error" and config["enabled"], invariant
        assert config["meta"]["dagster"]["ref"]["name"] in published, invariant
