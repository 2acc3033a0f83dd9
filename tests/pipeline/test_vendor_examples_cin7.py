"""Cin7 Core's own documented examples land whole and come out of staging with the right values.

Every value here was read off the payload by hand (tests/payloads/cin7_core). Nothing is said about
what the engine concludes from them: they are no consistent history.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dagster_pipeline.landing import land
from dagster_pipeline.settings import DBT_PROJECT, Settings

PAYLOADS = Path(__file__).resolve().parents[1] / "payloads" / "cin7_core"

OBJECTS = {
    "get_sale_by_ID_CombineAdditionalCharges_200.json": "sales",
    "get_saleCreditNoteList_by_Page_Limit_200.json": "sale_credit_notes",
    "delete_sale_creditnote_by_TaskID_Void_200.json": "sale_credit_notes",
    "get_ref_location_by_ID_Page_200.json": "locations",
}

REFERENCE = {
    "source_instances": (
        "system,instance,company,tier,time_zone,base_currency\n"
        "cin7_core,core,acme,hub,Europe/Moscow,RUB\n"
    ),
    "channel_contracts": (
        "channel,company,hub_system,hub_instance,ledger_posting,financial_system_of_record,"
        "inventory_system_of_record,valuation_system_of_record,goods_expected_back,"
        "no_restock_means,restock_within_days,refund_within_days,cost_within_days,"
        "amount_tolerance,cost_tolerance\n"
        "wholesale,acme,cin7_core,core,none,hub,hub,hub,yes,kept,14,14,14,0.05,0.05\n"
    ),
}

SALE = "916ab4c0-6ccb-4c93-873d-0603859050e4"
CREDIT_NOTE = "280fba91-281c-4416-ad43-674ae2d17355"
BREAD_PICK = "cde5fb4a-1dac-4e9a-bc33-5dfa14eedb57"

Rows = Callable[[str], list[tuple]]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The examples, landed and staged once; a query on what came of them."""
    folder = tmp_path_factory.mktemp("vendor_examples_cin7")
    for name, landed_as in OBJECTS.items():
        export = folder / "exports" / "cin7_core" / "core" / landed_as / name
        export.parent.mkdir(parents=True, exist_ok=True)
        export.write_bytes((PAYLOADS / name).read_bytes())
    (folder / "reference").mkdir()
    for name, content in REFERENCE.items():
        (folder / "reference" / f"{name}.csv").write_text(content)
    settings = Settings(
        exports=folder / "exports",
        reference=folder / "reference",
        warehouse=folder / "warehouse",
        as_of=None,
        landed_at=datetime(2026, 10, 1, tzinfo=UTC),
        keep_releases=30,
        memory_limit="1GiB",
        alert_command=None,
    )
    land(settings)
    build_staging(settings.warehouse)
    attached = f"attach '{settings.landing_file}' as landing (read_only)"

    def query(sql: str) -> list[tuple]:
        with duckdb.connect(str(settings.warehouse / "warehouse.duckdb"), read_only=True) as build:
            build.execute(attached)
            return build.execute(sql).fetchall()

    return query


def build_staging(warehouse: Path) -> None:
    """Builds and checks the Cin7 Core staging alone into a warehouse folder."""
    environ = os.environ | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "RETURNS_WAREHOUSE": str(warehouse),
        "RETURNS_MEMORY_LIMIT": "1GiB",
    }
    build = subprocess.run(
        [
            "dbt", "build", "--select", "staging.cin7_core",
            "--exclude-resource-type", "unit_test",
            "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT),
            "--target-path", str(warehouse / "dbt"), "--log-path", str(warehouse / "logs"),
        ],
        env=environ,
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert build.returncode == 0, build.stdout


def test_every_example_lands_whole(rows: Rows) -> None:
    assert rows(
        "select object, status, landed_records, quarantined_records from landing.control.files "
        "order by source_file"
    ) == [
        ("locations", "loaded", 4, 0),
        ("sale_credit_notes", "loaded", 1, 0),
        ("sale_credit_notes", "loaded", 2, 0),
        ("sales", "loaded", 1, 0),
    ]


def test_no_name_address_or_email_is_stored(rows: Rows) -> None:
    payloads = " ".join(
        payload for (payload,) in rows("select payload from landing.cin7_core.sales")
    )
    for personal in ("Hamilton", "infodemo@hsmithdemo.co", "Melbourne", "3189080", "Sheree"):
        assert personal not in payloads


def test_the_sale_is_its_order(rows: Rows) -> None:
    assert rows(
        "select document_number, document_date, version_at, state, channel_label, order_reference "
        "from staging.stg_cin7_core__documents where document_type = 'sale' "
    ) == [
        (
            "SO-00001",
            date(2017, 10, 28),
            datetime(2017, 11, 22, 10, 10, 49, 750000),
            "posted",
            "Amazon_US",
            None,
        )
    ]


def test_bread_was_sold_for_eight_and_left_at_no_cost(rows: Rows) -> None:
    assert rows(
        "select line_key, sold_units, shipped_units, net_amount, cost_amount "
        "from staging.stg_cin7_core__sale_lines order by line_key"
    ) == [
        (f"outbound:{BREAD_PICK}:bread", None, Decimal(1), None, Decimal("0.00")),
        ("sold:bread", Decimal(1), None, Decimal("8.00"), None),
    ]


def test_the_draft_credits_bread_and_a_fee_and_plans_a_restock(rows: Rows) -> None:
    assert rows(
        "select leg_key, layer, leg_kind, posted_date, units, net_amount, currency_code, is_posted "
        "from staging.stg_cin7_core__return_legs as legs "
        f"where document_id = '{CREDIT_NOTE}' and document_version_id like 'sales:%' "
        "order by leg_key"
    ) == [
        (
            "cash:20d5ff25-afa2-cd74-96d7-c7f0dd1fa1c1", None, "cash",
            date(2017, 11, 23), None, Decimal("358.00"), "RUB", False,
        ),
        (
            "charge:1", "financial", None,
            date(2017, 11, 22), None, Decimal("350.00"), "RUB", False,
        ),
        (
            "credit:bread:1", "financial", "credit",
            date(2017, 11, 22), Decimal(1), Decimal("8.00"), "RUB", False,
        ),
        (
            "restock:bread:1", "inventory", "restock",
            date(2017, 11, 22), Decimal(1), None, "RUB", False,
        ),
    ]  # fmt: skip


def test_the_void_empties_the_note_and_keeps_number_and_date(rows: Rows) -> None:
    assert rows(
        "select document_number, document_date, state, sale_document_id, is_header_only "
        "from staging.stg_cin7_core__documents "
        f"where document_id = '{CREDIT_NOTE}' and document_version_id like 'sale_credit_notes:%'"
    ) == [("CR-00003", date(2017, 11, 22), "voided", SALE, False)]


def test_list_rows_are_headers_of_their_credit_notes(rows: Rows) -> None:
    assert rows(
        "select sale_document_id, document_number, state, version_at, is_header_only "
        "from staging.stg_cin7_core__documents where is_header_only order by version_at"
    ) == [
        (
            "d31f22a1-c74d-46ca-aa52-61b26e758603", None, "pending",
            datetime(2021, 10, 26, 16, 31, 0, 287000), True,
        ),
        (
            "c83c5508-ae64-4be5-9292-b1a7e5682db4", "CR-00002", "posted",
            datetime(2021, 11, 11, 13, 27, 28, 160000), True,
        ),
    ]  # fmt: skip


def test_a_bin_stands_for_its_location(rows: Rows) -> None:
    assert rows(
        "select source_location, location_name from staging.stg_cin7_core__locations "
        "where source_location like 'Test%' order by source_location"
    ) == [
        ("Test bin", "Test new location"),
        ("Test bin second", "Test new location"),
        ("Test new location", "Test new location"),
        ("Test new location: Test bin", "Test new location"),
        ("Test new location: Test bin second", "Test new location"),
    ]
