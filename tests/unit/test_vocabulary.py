"""The words that the project defines: complete, in the model's order, described and typed."""

import csv
import re
from pathlib import Path

import pytest
import yaml

VOCABULARY = Path(__file__).resolve().parents[2] / "seeds" / "vocabulary"

# What a sentence of recommended_actions.csv may ask for; the model that writes the sentences knows
# these and no others.
PLACEHOLDERS = {
    "order_reference",
    "sku",
    "units",
    "amount",
    "due_date",
    "candidate_count",
    "credit_document",
    "manual_document",
    "duplicate_document",
    "channel_system",
    "hub_system",
    "ledger_system",
    "financial_system",
    "inventory_system",
    "holding_system",
    "lacking_system",
    "silent_system",
    "financial_period",
    "inventory_period",
    "valuation_period",
}


def in_order(text: str) -> list[str]:
    """The words of a text, in its order."""
    return text.split()


DIAGNOSES_IN_ORDER = in_order("""
    excluded incomplete_evidence ambiguous return_requested manual_adjustment
    multi_system_processing credit_note_without_stock_movement
    stock_movement_without_financial_reversal processed_after_reconciliation
    out_of_sequence_processing valuation_mismatch amount_mismatch cost_unknown one_leg_expected
    aligned
""")

BRIDGES_IN_ORDER = {
    "quantity": in_order("""
        credited kept never_shipped awaiting_restock missing_restock restocked_in_other_period
        credited_in_other_period awaiting_credit missing_credit duplicate_credit over_restocked
        manual_units ambiguous incomplete_evidence unexplained restocked
    """),
    "revenue": in_order("""
        channel_credited not_in_hub only_in_hub hub_amount_difference hub_fx_difference
        hub_rounding hub_timing hub_credited not_in_ledger only_in_ledger ledger_amount_difference
        fx_difference rounding ledger_timing batch_difference manual_journals unexplained
        ledger_credited
    """),
    "valuation": in_order("""
        expected_cost quantity_effect rate_effect restoring_timing cost_unknown later_cost_change
        restored_cost not_reversed only_reversed reversal_difference reversal_timing
        batch_difference manual_journals unexplained reversed_cost
    """),
}

BRIDGE_TOTALS = {
    "quantity": ["credited", "restocked"],
    "revenue": ["channel_credited", "hub_credited", "ledger_credited"],
    "valuation": ["expected_cost", "restored_cost", "reversed_cost"],
}


def words(name: str) -> list[dict[str, str]]:
    """The rows of one vocabulary file, in its order."""
    with (VOCABULARY / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def test_diagnoses_stand_in_the_order_in_which_they_are_tried():
    rows = words("diagnoses")
    assert [row["diagnosis"] for row in rows] == DIAGNOSES_IN_ORDER
    assert [int(row["precedence"]) for row in rows] == list(range(1, 16))


def test_a_return_takes_its_worst_line_and_excluded_comes_last():
    by_return = sorted(words("diagnoses"), key=lambda row: int(row["return_precedence"]))
    assert [row["diagnosis"] for row in by_return] == [*DIAGNOSES_IN_ORDER[1:], "excluded"]


@pytest.mark.parametrize("bridge", BRIDGES_IN_ORDER)
def test_a_bridge_has_its_steps_in_order_and_its_totals(bridge):
    rows = [row for row in words("bridge_components") if row["bridge"] == bridge]
    assert [row["component"] for row in rows] == BRIDGES_IN_ORDER[bridge]
    assert [int(row["step_order"]) for row in rows] == list(range(1, len(rows) + 1))
    assert [row["component"] for row in rows if row["is_total"] == "true"] == BRIDGE_TOTALS[bridge]


def test_every_diagnosis_has_a_sentence_and_only_known_placeholders_are_asked_for():
    rows = words("recommended_actions")
    asked = {name for row in rows for name in re.findall(r"\{(.*?)\}", row["sentence"])}
    assert asked - PLACEHOLDERS == set()
    assert {row["diagnosis"] for row in rows} == set(DIAGNOSES_IN_ORDER)


def test_every_vocabulary_file_is_described_and_typed_column_by_column():
    described = yaml.safe_load((VOCABULARY / "_vocabulary.yml").read_text(encoding="utf-8"))
    seeds = {seed["name"]: seed for seed in described["seeds"]}
    assert set(seeds) == {path.stem for path in VOCABULARY.glob("*.csv")}
    for name, seed in seeds.items():
        header = list(words(name)[0])
        assert list(seed["config"]["column_types"]) == header, name
        assert [column["name"] for column in seed["columns"]] == header, name
        assert all(column["description"].strip() for column in seed["columns"]), name
