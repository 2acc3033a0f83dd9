"""Verdicts that stories share. An author picks one by what happened, never by a computation."""

from ..witness import Verdict

ALIGNED = Verdict("aligned", "none")
OUT_OF_SEQUENCE = Verdict("out_of_sequence_processing", "timing_cleared")
AFTER_SIGNOFF = Verdict("processed_after_reconciliation", "timing_cleared")
NOT_BACK = Verdict("credit_note_without_stock_movement", "permanent")
NOT_BACK_YET = Verdict("credit_note_without_stock_movement", "timing_open")
NOT_CREDITED = Verdict("stock_movement_without_financial_reversal", "permanent")
NOT_CREDITED_YET = Verdict("stock_movement_without_financial_reversal", "timing_open")
SYSTEMS_DIFFER = Verdict("multi_system_processing", "permanent")
SYSTEMS_DIFFER_YET = Verdict("multi_system_processing", "timing_open")
OTHER_VALUE = Verdict("valuation_mismatch", "permanent")
OTHER_AMOUNT = Verdict("amount_mismatch", "permanent")
UNKNOWN_COST = Verdict("cost_unknown", "undetermined")
BY_HAND = Verdict("manual_adjustment", "none")
VALUE_BY_HAND = Verdict("manual_adjustment", "permanent")
REFUSED = Verdict("ambiguous", "undetermined")
NOT_KNOWN = Verdict("incomplete_evidence", "undetermined")
NO_GOODS = Verdict("one_leg_expected", "none")
ONLY_REQUESTED = Verdict("return_requested", "none")
NO_RETURN = Verdict("excluded", "none")
