"""Shopify's and Xero's own examples land whole and come out of staging with the right values.

Every value here was read off the payload by hand (tests/payloads/shopify, tests/payloads/xero).
Nothing is said about what the engine concludes from them: they are no consistent history.
"""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.pipeline.vendor_examples import Rows, stage_examples

OBJECTS = {
    "shopify/rest_order.json": "shopify/shop/orders",
    **{
        f"shopify/rest_refund_{name}.json": "shopify/shop/refunds"
        for name in ("01", "02", "03", "04", "05", "06", "python")
    },
    "shopify/locations.json": "shopify/shop/locations",
    "xero/get_CreditNotes.json": "xero/books/credit_notes",
    "xero/get_CreditNotes_CreditNoteID.json": "xero/books/credit_notes",
    "xero/get_ManualJournals.json": "xero/books/manual_journals",
    "xero/get_ManualJournals_ManualJournalID.json": "xero/books/manual_journals",
    "xero/get_Accounts.json": "xero/books/accounts",
    "xero/get_Journals.json": "xero/books/journals",
    "xero/get_Journals_JournalID.json": "xero/books/journals",
    "xero/get_Organisation.json": "xero/books/organisation",
    "xero/get_Reports_TrialBalance.json": "xero/books/trial_balance",
}

REFERENCE = {
    "source_instances": (
        "system,instance,company,tier,time_zone,base_currency\n"
        "shopify,shop,acme,channel,America/New_York,USD\n"
        "xero,books,acme,ledger,Pacific/Auckland,NZD\n"
    ),
    "channel_contracts": (
        "channel,company,channel_system,channel_instance,ledger_system,ledger_instance,"
        "ledger_posting,financial_system_of_record,inventory_system_of_record,"
        "valuation_system_of_record,goods_expected_back,no_restock_means,restock_within_days,"
        "refund_within_days,cost_within_days,amount_tolerance,cost_tolerance\n"
        "online,acme,shopify,shop,xero,books,document,channel,channel,none,yes,kept,"
        "14,14,14,0.05,0.05\n"
    ),
}

CREDIT_NOTE = "249f15fa-f2a7-4acc-8769-0984103f2225"
JOURNAL = "99cb8353-ce73-4a5d-8e0d-8b0edf86cfc4"


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    folder = tmp_path_factory.mktemp("vendor_examples_shop")
    return stage_examples(
        folder, OBJECTS, REFERENCE, ["staging.reference", "staging.shopify", "staging.xero"]
    )


def test_every_example_lands_whole_but_suggested_refunds_which_have_no_id(rows: Rows) -> None:
    assert rows(
        "select object, sum(landed_records), sum(repeated_records), sum(quarantined_records) "
        "from landing.control.files where status = 'loaded' group by object order by object"
    ) == [
        ("accounts", 2, 0, 0),
        ("credit_notes", 3, 0, 0),
        ("journals", 5, 0, 0),
        ("locations", 2, 0, 0),
        ("manual_journals", 4, 0, 0),
        ("orders", 1, 0, 0),
        ("organisation", 1, 0, 0),
        ("refunds", 4, 1, 2),
        ("trial_balance", 1, 0, 0),
    ]


def test_no_name_address_or_email_is_stored(rows: Rows) -> None:
    payloads = " ".join(
        payload
        for (payload,) in rows(
            "select payload from landing.shopify.orders union all "
            "select payload from landing.shopify.refunds union all "
            "select payload from landing.xero.credit_notes union all "
            "select payload from landing.xero.journals"
        )
    )
    for personal in (
        "Norman",
        "hostmail",
        "Chestnut",
        "Gallagher",
        "liam@",
        "Happy Birthday",
        "Acme",
    ):
        assert personal not in payloads


def test_the_order_sold_three_players_and_its_failed_parcel_shipped_none(rows: Rows) -> None:
    assert rows(
        "select line_key, source_sku, sale_date, sold_units, shipped_units, net_amount "
        "from staging.stg_shopify__sale_lines order by line_key"
    ) == [
        (
            "sold:466157049", "IPOD2008GREEN", date(2008, 1, 10),
            Decimal(1), None, Decimal("199.00"),
        ),
        ("sold:518995019", "IPOD2008RED", date(2008, 1, 10), Decimal(1), None, Decimal("199.00")),
        (
            "sold:703073504", "IPOD2008BLACK", date(2008, 1, 10),
            Decimal(1), None, Decimal("199.00"),
        ),
    ]  # fmt: skip


def test_one_refund_in_two_forms_takes_the_older_forms_line_prices(rows: Rows) -> None:
    """The form of 2016 has no subtotal and no restock type: 199.00 by its line, and restocked."""
    assert rows(
        "select posted_date, leg_key, leg_kind, units, net_amount, tax_amount, source_location "
        "from staging.stg_shopify__return_legs "
        "where document_id = '509562969' and leg_key like 'line:104689539:%' order by all"
    ) == [
        (
            date(2016, 6, 20), "line:104689539:financial", "credit",
            Decimal(1), Decimal("199.00"), Decimal("3.98"), None,
        ),
        (date(2016, 6, 20), "line:104689539:inventory", "restock", Decimal(1), None, None, None),
        (
            date(2025, 7, 2), "line:104689539:financial", "credit",
            Decimal(1), Decimal("195.66"), Decimal("3.98"), "487838322",
        ),
        (
            date(2025, 7, 2), "line:104689539:inventory", "restock",
            Decimal(1), None, None, "487838322",
        ),
    ]  # fmt: skip


def test_cash_of_a_refund_is_its_transaction_whatever_its_lines_say(rows: Rows) -> None:
    assert rows(
        "select distinct document_id, leg_key, layer, net_amount, is_posted "
        "from staging.stg_shopify__return_legs where leg_kind = 'cash' order by document_id"
    ) == [
        ("509562969", "cash:179259969", None, Decimal("209.00"), True),
        ("929361471", "cash:1068278525", None, Decimal("5.00"), False),
        ("929361472", "cash:1068278526", None, Decimal("41.94"), False),
    ]


def test_shipping_that_both_carriers_tell_of_is_one_leg_of_five(rows: Rows) -> None:
    assert rows(
        "select leg_key, layer, leg_kind, units, net_amount, base_net_amount, is_posted "
        "from staging.stg_shopify__return_legs "
        "where document_id = '929361471' and leg_kind <> 'cash'"
    ) == [
        (
            "adjustment:shipping", "financial", "shipping",
            None, Decimal("5.00"), Decimal("5.00"), True,
        )
    ]  # fmt: skip


def test_a_refund_by_test_transactions_is_a_test_and_its_kept_unit_moves_no_stock(
    rows: Rows,
) -> None:
    assert rows(
        "select legs.leg_key, legs.units, legs.kept_units, documents.is_test "
        "from staging.stg_shopify__return_legs as legs "
        "inner join staging.stg_shopify__documents as documents "
        "using (source_instance, document_type, document_id, document_version_id) "
        "where document_id = '929361472' and leg_kind <> 'cash'"
    ) == [("line:1058498320:financial", Decimal(1), Decimal(1), True)]


def test_locations_are_named_by_their_number(rows: Rows) -> None:
    assert rows(
        "select source_location, location_name from staging.stg_shopify__locations "
        "order by source_location"
    ) == [("1034478814", "Berlin Store"), ("487838322", "Fifth Avenue AppleStore")]


def test_a_list_page_is_a_header_of_the_fuller_credit_note(rows: Rows) -> None:
    assert rows(
        "select document_type, document_number, document_date, version_at, state, is_header_only "
        "from staging.stg_xero__documents where document_type like '%credit_note' "
        "order by document_type, is_header_only"
    ) == [
        (
            "credit_note", "CN-0005", date(2019, 3, 5),
            datetime(2019, 3, 5, 18, 59, 6, 157000), "posted", False,
        ),
        (
            "credit_note", "CN-0005", date(2019, 3, 5),
            datetime(2019, 3, 5, 18, 59, 6, 157000), "posted", True,
        ),
        (
            "supplier_credit_note", None, date(2019, 1, 5),
            datetime(2019, 3, 5, 19, 1, 46, 153000), "pending", True,
        ),
    ]  # fmt: skip


def test_a_credit_line_without_an_item_is_an_amount_without_units(rows: Rows) -> None:
    assert rows(
        "select account_code, source_sku, units, currency_code, net_amount, tax_amount, base_rate "
        f"from staging.stg_xero__return_legs where document_id = '{CREDIT_NOTE}'"
    ) == [("200", None, None, "NZD", Decimal("30.00"), Decimal("4.50"), Decimal(1))]


def test_a_journal_is_debit_less_credit_by_account(rows: Rows) -> None:
    assert rows(
        "select account_code, posted_date, net_amount, is_posted, is_manual "
        f"from staging.stg_xero__return_legs where document_id = '{JOURNAL}' order by account_code"
    ) == [
        ("200", date(2019, 3, 12), Decimal("-100.00"), True, True),
        ("429", date(2019, 3, 12), Decimal("100.00"), True, True),
    ]


def test_accounts_keep_the_zeros_of_their_codes(rows: Rows) -> None:
    assert rows(
        "select account_code, account_type from staging.stg_xero__accounts order by account_code"
    ) == [("091", "BANK"), ("200", "REVENUE")]


def test_a_journal_fetched_alone_has_the_source_that_the_list_names(rows: Rows) -> None:
    assert rows(
        "select journal_number, source_type, journal_date, created_at, is_counted "
        "from staging.stg_xero__journals order by cast(journal_number as int)"
    ) == [
        ("1", "ACCREC", date(2018, 10, 20), datetime(2018, 11, 2, 16, 30, 43, 467000), False),
        ("1", "ACCREC", date(2018, 10, 20), datetime(2018, 11, 2, 16, 30, 43, 467000), False),
        ("9", "ACCREC", date(2018, 10, 20), datetime(2018, 11, 2, 16, 35, 4, 83000), False),
        (
            "14", "ACCRECPAYMENT", date(2018, 11, 29),
            datetime(2018, 11, 2, 16, 36, 32, 673000), True,
        ),
        ("30", "ACCPAY", date(2019, 3, 11), datetime(2019, 3, 11, 19, 43, 9, 227000), False),
    ]  # fmt: skip


def test_a_payments_journal_is_debit_less_credit_in_base_currency(rows: Rows) -> None:
    assert rows(
        "select account_code, currency_code, net_amount, is_posted "
        "from staging.stg_xero__return_legs where document_type = 'journal' order by account_code"
    ) == [
        ("610", "NZD", Decimal("-46.00"), True),
        ("970", "NZD", Decimal("46.00"), True),
    ]


def test_an_organisations_lock_dates_are_calendar_dates_and_its_key_is_not_stored(
    rows: Rows,
) -> None:
    assert rows(
        "select base_currency, time_zone_name, period_lock_date, year_lock_date "
        "from staging.stg_xero__organisations"
    ) == [("NZD", "NEWZEALANDSTANDARDTIME", date(2018, 12, 31), date(2018, 12, 31))]
    assert rows(
        "select count(*) from landing.xero.organisation where payload like '%taken-out%'"
    ) == [(0,)]


def test_a_trial_balance_balances_without_its_totals(rows: Rows) -> None:
    assert rows(
        "select as_of_date, count(*), sum(debit_amount), sum(credit_amount), "
        "sum(year_debit_amount), sum(year_credit_amount) "
        "from staging.stg_xero__trial_balance_lines group by as_of_date"
    ) == [
        (
            date(2019, 4, 24), 19, Decimal("1200.00"), Decimal("1200.00"),
            Decimal("46019.00"), Decimal("46019.00"),
        )
    ]  # fmt: skip


def test_a_trial_balance_line_says_the_month_and_the_year(rows: Rows) -> None:
    assert rows(
        "select account_id, account_name, section, debit_amount, credit_amount, "
        "year_debit_amount, year_credit_amount "
        "from staging.stg_xero__trial_balance_lines where account_code = '400'"
    ) == [
        (
            "02439bca-5fdc-4b62-b281-0bdf9f16fd5b", "Sales", "Revenue",
            Decimal(0), Decimal("200.00"), Decimal(0), Decimal("1020.22"),
        )
    ]  # fmt: skip
