"""A ledger that knows a day's returns as one posting (S42, S43): right values by hand.

The tills' ledger is of record for credits, the store's for cost. What was refunded and posted:

| day | refunds | postings | |
|---|---|---|---|
| 20 August | #4207 25.00 | 25.00 | a draft until after August was signed |
| 9 September | #4201 20.00, #4202 30.00 | 50.00 | S42 |
| 11 September | #4203 20.00 | on the 14th, an invoice of takings less 20.00 | S43 |
| 15 September | #4204 40.00 | none within three days | |
| 19 September | none | 12.50 | |
| 21 September | #4206 15.00 at ten, #4205 20.00 at six | 15.00 at noon, 19.00 at night | |
| 10 September | the store's #4301 80.00, cost 35.00 | 80.00 and a cost of 33.00 | |
"""

from decimal import Decimal

import duckdb

from tests.accuracy.second_computation import compare
from tests.nights import House
from tests.scenarios.field_cases import rows


def test_a_return_that_a_days_posting_covers_is_aligned(
    release: duckdb.DuckDBPyConnection,
) -> None:
    assert rows(
        release,
        "select order_reference, diagnosis, persistence, match_rule, match_confidence, "
        "credited_units, channel_revenue_amount, ledger_revenue_amount, "
        "signals like '%several_systems%' from marts.fct_return_lines "
        "where company = 'dayco42' and diagnosis = 'aligned' order by 1",
    ) == [
        ("#4201", "aligned", "none", "batch_total", "batch", 1, 20, 20, True),
        ("#4202", "aligned", "none", "batch_total", "batch", 1, 30, 30, True),
        ("#4203", "aligned", "none", "batch_total", "batch", 1, 20, 20, True),
        ("#4205", "aligned", "none", "batch_total", "batch", 1, 20, 20, True),
        ("#4206", "aligned", "none", "batch_total", "batch", 1, 15, 15, True),
        ("#4207", "aligned", "none", "batch_total", "batch", 1, 25, 25, True),
        ("#4301", "aligned", "none", "batch_total", "batch", 1, 80, 80, True),
    ]


def test_a_refund_that_no_posting_covers_in_its_days_lacks_the_ledgers_credit(
    release: duckdb.DuckDBPyConnection,
) -> None:
    """Four days lie between the refund and the next posting."""
    assert rows(
        release,
        "select order_reference, diagnosis, persistence, credited_units, restocked_units, "
        "credit_gap_units, has_revenue_mismatch, ledger_revenue_amount, open_revenue_amount "
        "from marts.fct_return_lines where company = 'dayco42' and diagnosis <> 'aligned'",
    ) == [("#4204", "multi_system_processing", "permanent", 0, 1, 1, True, 0, 40)]
    assert rows(
        release,
        "select recommended_action like 'Let a posting to Xero take in 1 _ BOWL of order #4204: "
        "Shopify holds it as refund 880000004204%' from marts.fct_return_lines "
        "where company = 'dayco42' and order_reference = '#4204'",
    ) == [(True,)]


def test_a_cell_is_dated_by_the_posting_that_covers_it(
    release: duckdb.DuckDBPyConnection,
) -> None:
    """The evening's refund belongs to the posting that was made after it."""
    assert rows(
        release,
        "select order_reference, right(document_id, 1), posted_date::varchar, layer, units, "
        "base_net_amount, cost_amount, is_system_of_record from marts.fct_return_legs "
        "where company = 'dayco42' and match_rule = 'batch_total' order by 1, 4",
    ) == [
        ("#4201", "1", "2026-09-09", "financial", 1, 20, None, True),
        ("#4202", "1", "2026-09-09", "financial", 1, 30, None, True),
        ("#4203", "2", "2026-09-14", "financial", 1, 20, None, True),
        ("#4205", "5", "2026-09-21", "financial", 1, 20, None, True),
        ("#4206", "4", "2026-09-21", "financial", 1, 15, None, True),
        ("#4207", "6", "2026-08-20", "financial", 1, 25, None, True),
        ("#4301", "7", "2026-09-10", "financial", 1, 80, None, False),
        ("#4301", "8", "2026-09-10", "valuation", 1, None, 35, True),
    ]


def test_a_posting_stands_once_and_a_difference_beside_what_it_covers(
    release: duckdb.DuckDBPyConnection,
) -> None:
    assert rows(
        release,
        "select right(document_id, 1), layer, unlinked_reason, base_net_amount, cost_amount, "
        "is_system_of_record, is_manual, channel from marts.fct_return_legs "
        "where company = 'dayco42' and leg_kind = 'batch_summary' order by 1, 3",
    ) == [
        ("1", "financial", "batch", 50, None, False, False, "till"),
        ("2", "financial", "batch", 20, None, False, False, "till"),
        ("3", "financial", "batch", 0, None, False, False, "till"),
        ("3", "financial", "batch_difference", Decimal("12.50"), None, True, False, "till"),
        ("4", "financial", "batch", 16, None, False, False, "till"),
        ("4", "financial", "batch_difference", -1, None, True, False, "till"),
        ("5", "financial", "batch", 19, None, False, False, "till"),
        ("6", "financial", "batch", 25, None, False, False, "till"),
        ("7", "financial", "batch", 80, None, False, False, "store"),
        ("8", "valuation", "batch", None, 35, False, False, "store"),
        ("8", "valuation", "batch_difference", None, -2, True, False, "store"),
    ]


def test_the_bridges_lead_to_whole_postings(release: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        release,
        "select channel, bridge, component, coalesce(units, amount) "
        "from marts.fct_period_bridges where company = 'dayco42' and period = '2026-09' "
        "and coalesce(units, amount) <> 0 and (channel = 'till' or bridge = 'valuation') "
        "order by channel, bridge, step_order",
    ) == [
        ("store", "valuation", "expected_cost", 35),
        ("store", "valuation", "restored_cost", 35),
        ("store", "valuation", "batch_difference", -2),
        ("store", "valuation", "reversed_cost", 33),
        ("till", "quantity", "credited", 5),
        ("till", "quantity", "missing_credit", 1),
        ("till", "quantity", "restocked", 6),
        ("till", "revenue", "channel_credited", 145),
        ("till", "revenue", "hub_credited", 145),
        ("till", "revenue", "not_in_ledger", -40),
        ("till", "revenue", "batch_difference", Decimal("11.50")),
        ("till", "revenue", "ledger_credited", Decimal("116.50")),
    ]
    # the postings of the month: 50.00 + 20.00 + 12.50 + 15.00 + 19.00
    assert rows(
        release,
        "select channel, revenue_reversed_amount, reversed_cost_amount "
        "from marts.fct_period_reconciliation "
        "where company = 'dayco42' and period = '2026-09' order by 1",
    ) == [("store", 80, 33), ("till", Decimal("116.50"), 0)]


def test_a_difference_drills_down_to_its_posting(release: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        release,
        "select lines.bridge, legs.posted_date::varchar, lines.amount, lines.return_line_id "
        "from marts.fct_period_bridge_lines as lines "
        "inner join marts.fct_return_legs as legs using (return_leg_id) "
        "where lines.company = 'dayco42' and component = 'batch_difference' order by all",
    ) == [
        ("revenue", "2026-09-19", Decimal("12.50"), None),
        ("revenue", "2026-09-21", -1, None),
        ("valuation", "2026-09-10", -2, None),
    ]


def test_the_tie_out_counts_the_lines_of_batches_alone(
    release: duckdb.DuckDBPyConnection,
) -> None:
    """September: the tills' 116.50 and the store's 80.00. The trial balance moves by 40.00 more: a
    journal that was posted in the ledger and left out of its export."""
    assert rows(
        release,
        "select period, component, amount from marts.fct_ledger_tie_out "
        "where company = 'dayco42' and amount <> 0 order by all",
    ) == [
        ("2026-08", "batches", 25),
        ("2026-08", "ledger_movement", 25),
        ("2026-09", "batches", Decimal("196.50")),
        ("2026-09", "ledger_movement", Decimal("236.50")),
        ("2026-09", "not_landed", 40),
    ]


def test_a_posting_that_came_after_the_signoff_restates_it(
    release: duckdb.DuckDBPyConnection,
) -> None:
    """It was seen as a draft: its line was edited, and the refund counts otherwise because of it.
    These two lead from the signed totals to today's. August closed with the refund waiting."""
    assert rows(
        release,
        "select split_part(source_leg_id, '/', 3), cause, credited_units_delta, "
        "revenue_delta_amount from marts.fct_period_restatements where company = 'dayco42' "
        "order by 1",
    ) == [("manual_journal", "edited", 0, 25), ("refund", "relinked", 1, 0)]
    assert rows(
        release,
        "select period, signoff_status from marts.fct_period_reconciliation "
        "where company = 'dayco42' and channel = 'till' order by 1",
    ) == [("2026-08", "lapsed"), ("2026-09", "not_signed_off")]
    assert rows(
        release,
        "select return_line_id like '%4207%', diagnosis, persistence, open_revenue_amount "
        "from marts.fct_open_returns_at_period_end "
        "where company = 'dayco42' and period = '2026-08'",
    ) == [(True, "multi_system_processing", "timing_open", 25)]


def test_plain_python_from_the_models_words_finds_the_same(cases_house: House) -> None:
    differences = compare(cases_house.warehouse / "warehouse.duckdb").differences
    assert [told for told in differences if "dayco42" in told] == []
