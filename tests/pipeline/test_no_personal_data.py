"""Personal data in the exports reaches no byte that landing writes.

Asserts nothing of the steps after landing, which read what it stored; `find` serves any folder.
"""

import gzip
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dagster_pipeline.landing.land import STAGING_FOLDER
from dagster_pipeline.landing.sources import read_landing_rules
from tests.conftest import Company
from tests.faults.personal_data import EMAIL, NAME, NEEDLES, find, plant

INSTANCE = "planted"


@pytest.fixture
def planted(company: Company) -> Company:
    """Every object of the project's own sources, planted, and landed."""
    company.staging_folder = STAGING_FOLDER
    rules = read_landing_rules(STAGING_FOLDER)
    plant(company.settings.exports, rules, INSTANCE)
    tiers = {"cin7_core": "hub", "xero": "ledger", "quickbooks": "ledger", "cin7_omni": "hub"}
    rows = [
        f"{system},{INSTANCE},outco,{tiers.get(system, 'channel')},UTC,AUD\n"
        for system in dict.fromkeys(system for system, _ in rules)
    ]
    instances = company.settings.reference / "source_instances.csv"
    instances.write_text(instances.read_text() + "".join(rows))
    company.settings = replace(company.settings)
    company.land()
    return company


def test_no_planted_personal_data_is_in_any_byte_of_the_warehouse_folder(planted: Company) -> None:
    found = find(planted.settings.warehouse)
    print(f"personal data: {len(NEEDLES)} marks looked for, {len(found)} found")
    assert found == []


def test_the_planted_exports_were_landed_quarantined_and_rejected_everywhere(
    planted: Company,
) -> None:
    """Otherwise the search would prove nothing."""
    landed = planted.query(
        "select source_system || '.' || object, sum(landed_records), sum(quarantined_records), "
        "count(*) filter (where status = 'rejected') from control.files group by 1"
    )
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
    places = {found.place.split(":")[0].removesuffix(" as UTF-16") for found in find(tmp_path)}
    assert places == {
        "plain.log", "packed.gz", "wide.log", "name of 0412-345-678.txt", "some.duckdb",
        "some.parquet",
    }  # fmt: skip
