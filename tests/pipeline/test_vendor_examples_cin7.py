"""Cin7 Core's own documented examples land whole and come out of staging with the right values.

Every value here was read off the payload by hand (tests/payloads/cin7_core). Nothing is said about
what the engine concludes from them: they are no consistent history.
"""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.pipeline.vendor_examples import Rows, stage_examples

OBJECTS = {
    "get_sale_by_ID_CombineAdditionalCharges_200.json": "sales",
    "get_saleCreditNoteList_by_Page_Limit_200.json": "sale_credit_notes",
    "delete_sale_creditnote_by_TaskID_Void_200.json": "sale_credit_notes",
    "get_ref_location_by_ID_Page_200.json": "locations",
    "get_stockadjustment_by_TaskID_200.json": "stock_adjustments",
    "get_stocktake_by_TaskID_200.json": "stocktakes",
    "get_stockTransfer_by_TaskID_200.json": "stock_transfers",
    "get_inventoryWriteOff_by_TaskID_200.json": "inventory_write_offs",
    "get_transactions_by_Page_Limit_200.json": "transactions",
    "get_me_200.json": "me",
    "empty_lists/stock_adjustments.json": "stock_adjustments",
    "empty_lists/stocktakes.json": "stocktakes",
    "empty_lists/stock_transfers.json": "stock_transfers",
    "empty_lists/inventory_write_offs.json": "inventory_write_offs",
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


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The examples, landed and staged once; a query on what came of them."""
    return stage_examples(
        tmp_path_factory.mktemp("vendor_examples_cin7"),
        {f"cin7_core/{name}": f"cin7_core/core/{landed}" for name, landed in OBJECTS.items()},
        REFERENCE,
        ["staging.reference", "staging.cin7_core"],
    )


def test_every_example_lands_whole(rows: Rows) -> None:
    assert rows(
        "select object, status, landed_records, quarantined_records from landing.control.files "
        "order by object, landed_records"
    ) == [
        ("inventory_write_offs", "loaded", 0, 0),
        ("inventory_write_offs", "loaded", 1, 0),
        ("locations", "loaded", 4, 0),
        ("me", "loaded", 1, 0),
        ("sale_credit_notes", "loaded", 1, 0),
        ("sale_credit_notes", "loaded", 2, 0),
        ("sales", "loaded", 1, 0),
        ("stock_adjustments", "loaded", 0, 0),
        ("stock_adjustments", "loaded", 1, 0),
        ("stock_transfers", "loaded", 0, 0),
        ("stock_transfers", "loaded", 1, 0),
        ("stocktakes", "loaded", 0, 0),
        ("stocktakes", "loaded", 1, 0),
        ("transactions", "loaded", 2, 0),
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


def test_stock_documents_are_dated_as_written_and_the_write_off_is_a_draft(rows: Rows) -> None:
    assert rows(
        "select document_type, document_number, document_date, reference_text, state "
        "from staging.stg_cin7_core__documents where document_type not like 'sale%' "
        "order by document_type"
    ) == [
        ("inventory_write_off", "FG-00034", date(2018, 1, 12), None, "pending"),
        ("stock_adjustment", "ST-00022", date(2017, 12, 1), None, "posted"),
        ("stock_transfer", "TR-00005", date(2017, 12, 19), None, "posted"),
        ("stocktake", "ST-00025", date(2017, 12, 6), None, "posted"),
    ]


def test_new_stock_is_600_units_and_no_value(rows: Rows) -> None:
    assert rows(stock_legs("stock_adjustment")) == [
        ("stock:af308:1", "stock_adjustment", "Main Warehouse", Decimal(600), None, True, True)
    ]


def test_the_stocktake_found_three_batches_of_bread_gone_and_one_ink_pad(rows: Rows) -> None:
    assert rows(stock_legs("stocktake")) == [
        ("stock:af101:1", "stocktake", "Bin 1", Decimal(1), None, True, True),
        ("stock:bread:1", "stocktake", "Main Warehouse", Decimal(-100), None, True, True),
        ("stock:bread:2", "stocktake", "Main Warehouse", Decimal(-50), None, True, True),
        ("stock:bread:3", "stocktake", "Main Warehouse", Decimal(-1), None, True, True),
    ]


def test_the_transfer_moves_100_loaves_into_a_bin(rows: Rows) -> None:
    assert rows(stock_legs("stock_transfer")) == [
        ("in:bread:1", "stock_transfer", "Main Warehouse: Bin 1", Decimal(100), None, True, False),
        ("out:bread:1", "stock_transfer", "Main Warehouse", Decimal(-100), None, True, False),
    ]


def test_the_drafted_write_off_would_take_out_units_and_value(rows: Rows) -> None:
    cost = Decimal("-1.00")
    assert rows(stock_legs("inventory_write_off")) == [
        ("cost:train-ms:1", "write_down", "Main Warehouse", None, cost, False, True),
        ("out:bread:1", "write_off", "Main Warehouse", Decimal(-2), None, False, True),
        ("out:bread:2", "write_off", "Main Warehouse", Decimal(-2), None, False, True),
        ("out:train-ms:1", "write_off", "Main Warehouse", Decimal(-1), None, False, True),
    ]


def stock_legs(document_type: str) -> str:
    """A query for the legs of the documents of one type."""
    return (
        "select leg_key, leg_kind, source_location, units, cost_amount, is_posted, is_manual "
        "from staging.stg_cin7_core__return_legs "
        f"where document_type = '{document_type}' order by leg_key"
    )


def test_the_tenant_and_its_ledger_are_kept_without_names(rows: Rows) -> None:
    assert rows("select payload from landing.cin7_core.me") == [
        ('{"Currency":"RUB","LockDate":null,"TimeZone":"Europe/Moscow"}',)
    ]
    assert (
        rows("select payload from landing.cin7_core.transactions where payload like '%DIISR%'")
        == []
    )
