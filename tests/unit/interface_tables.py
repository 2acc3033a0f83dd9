"""The columns that others hold on to, table by table, as the public interface fixes them.

Only names belong here. Written by hand, never generated from the project: a column may be added to
a table without a change here, and none may leave or be renamed.
"""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.replace(",", " ").split())


_SHARES = (
    "aligned",
    "same_period",
    "same_workflow",
    "manual",
    "after_signoff",
    "commonest_path",
    "inferred_link",
)

_RETURN_LINES = _names("""
    return_line_id, return_id, company, channel, order_reference, credit_note_numbers, sku,
    first_leg_date, last_leg_date, sold_units, sale_unit_price_amount, expected_unit_cost_amount,
    returned_units, expected_credit_units, expected_restock_units, expected_cost_units,
    credited_units, restocked_units, cost_reversed_units, manual_units, manual_credit_units,
    manual_restock_units, kept_units, never_shipped_units, credit_gap_units, restock_gap_units,
    channel_revenue_amount, hub_revenue_amount, ledger_revenue_amount, revenue_reversed_amount,
    revenue_difference_amount, fx_difference_amount, expected_cost_amount, restored_cost_amount,
    reversed_cost_amount, quantity_effect_amount, rate_effect_amount, financial_period,
    inventory_period, valuation_period, diagnosis, patterns, is_credit_note_without_stock_movement,
    is_stock_movement_without_financial_reversal, is_out_of_sequence_processing,
    is_multi_system_processing, is_manual_adjustment, is_processed_after_reconciliation,
    persistence, has_revenue_mismatch, has_quantity_mismatch, has_valuation_mismatch, issue_class,
    signals, financial_action_recorded, stock_movement_completed, same_workflow, same_period,
    several_systems, before_or_after_signoff, completed_together, recommended_action, days_open,
    open_units, open_revenue_amount, open_cost_amount, match_rule, match_confidence,
    candidate_count
""")

_OF_LINES_ALONE = _names("return_line_id, sku, sale_unit_price_amount, expected_unit_cost_amount")

INTERFACE_TABLES: dict[str, frozenset[str]] = {
    "fct_return_legs": _names("""
        return_leg_id, source_leg_id, return_line_id, unlinked_reason, return_id, company, channel,
        tier, layer, leg_kind, source_system, source_instance, document_type, document_id,
        document_number, order_reference, sku, location, units, currency_code, net_amount,
        tax_amount, base_net_amount, cost_amount, occurred_at, posted_date, recorded_at,
        recorded_at_basis, landed_at, period, is_posted, is_voided, is_manual, is_excluded,
        is_system_of_record, match_rule, match_confidence, candidate_count, source_file,
        source_line
    """),
    "fct_matched_legs": _names("""
        matched_leg_id, return_line_id, financial_leg_id, inventory_leg_id, valuation_leg_id,
        matched_units, revenue_amount, cost_amount, financial_period, inventory_period,
        valuation_period, match_rule
    """),
    "fct_return_lines": _RETURN_LINES,
    "fct_returns": (_RETURN_LINES - _OF_LINES_ALONE) | {"line_count"},
    "fct_evidence_cells": _names("""
        return_line_id, tier, layer, is_expected, is_system_of_record, expected_units, found_units,
        found_amount, document_numbers, first_posted_date, last_posted_date, verdict
    """),
    "fct_period_reconciliation": _names("""
        company, channel, period, base_currency, credited_units, restocked_units, unit_difference,
        revenue_reversed_amount, expected_cost_amount, restored_cost_amount, reversed_cost_amount,
        cost_difference_amount, aligned_returns, returns, unexplained_units,
        unexplained_revenue_amount, unexplained_cost_amount, signoff_status,
        restated_revenue_amount, restated_units
    """),
    "fct_period_bridges": _names("""
        company, channel, period, bridge, step_order, component, is_total, units, amount
    """),
    "fct_period_bridge_lines": _names("""
        company, channel, period, bridge, component, return_line_id, return_leg_id, units, amount
    """),
    "fct_open_returns_at_period_end": _names("""
        company, channel, period, return_line_id, diagnosis, persistence, open_units,
        open_revenue_amount, open_cost_amount, days_open, ageing_bucket
    """),
    "fct_open_returns_rollforward": _names("""
        company, channel, period, diagnosis, measure, opening, restated, opened, cleared,
        written_off, reclassified, closing
    """),
    "fct_period_restatements": _names("""
        company, channel, period, signoff_version, source_leg_id, cause, credited_units_delta,
        restocked_units_delta, revenue_delta_amount, cost_delta_amount, recorded_at, landed_at,
        document_number
    """),
    "fct_ledger_tie_out": _names("company, account_code, role, period, component, amount"),
    "fct_alignment_scorecard": _names("""
        company, channel, period, returns_count, lag_p50_days, lag_p90_days, commonest_path,
        clearing_rate
    """)
    | {f"{share}_{form}" for share in _SHARES for form in ("rate", "count")},
    "fct_control_totals": _names("""
        source_system, source_instance, object, source_file, file_sha256, status, reason,
        declared_records, landed_records, repeated_records, quarantined_records, landed_at
    """),
    "fct_quarantined_records": _names("""
        source_system, source_instance, object, source_file, source_line, reason, raw_text
    """),
    "fct_source_coverage": _names("""
        source_system, source_instance, layer, documents_count, heard_from, heard_until
    """),
    "fct_evidence_gaps": _names("""
        source_system, source_instance, layer, first_day, last_day, reason
    """),
    "dim_companies": _names("company, base_currency"),
    "dim_channels": _names("company, channel, owner"),
    "dim_periods": _names("company, period, first_day, last_day"),
    "dim_products": _names("company, sku, product_name"),
    "dim_locations": _names("company, location"),
    "dim_diagnoses": _names("diagnosis, precedence, issue_class, meaning"),
    "rpt_close_summary": _names("company, channel, period"),
    "rpt_exceptions": _names("return_line_id, owner, days_open, recommended_action"),
    "rpt_channel_alignment": _names("company, channel, period"),
    "rpt_return_timeline": _names("return_id, posted_date, occurred_at, recorded_at, landed_at"),
    "rpt_unlinked_adjustments": _names("return_leg_id, company"),
    "rpt_period_bridge": _names("company, channel, period, bridge, step_order, component"),
    "rpt_proposed_entries": _names("account_role, amount, return_line_ids"),
}
