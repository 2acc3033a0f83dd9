"""What the scenarios say of a line, under names that read well in a table."""

from .stage import Expected

NOT_BACK = "credit_note_without_stock_movement"
NOT_CREDITED = "stock_movement_without_financial_reversal"
SEVERAL = ("several_systems", "inferred_link")

ALIGNED = Expected("aligned")
ALIGNED_BY_INFERENCE = Expected("aligned", also_any=SEVERAL)
GOODS_OUT = Expected(NOT_BACK, "permanent", "missing_step")
GOODS_ON_THEIR_WAY = Expected(NOT_BACK, "timing_open", "timing")
CREDIT_OUT = Expected(NOT_CREDITED, "permanent", "missing_step")
CREDIT_TO_COME = Expected(NOT_CREDITED, "timing_open", "timing")
ONE_LEG = Expected("one_leg_expected")
REQUESTED = Expected("return_requested")
OTHER_PERIOD = Expected("out_of_sequence_processing", "timing_cleared", "timing")
AFTER_SIGNOFF = Expected("processed_after_reconciliation", "timing_cleared", "timing")
SYSTEMS_DIFFER = Expected("multi_system_processing", "permanent", "system_misalignment")
NOT_KNOWN = Expected("incomplete_evidence", "undetermined", "evidence_gap")
BY_HAND = Expected("manual_adjustment", "none", "system_misalignment", also=(NOT_BACK,))
VALUE_BY_HAND = Expected("manual_adjustment", "permanent", "system_misalignment", also=(NOT_BACK,))
REFUSED = Expected("ambiguous", "undetermined", "evidence_gap", also=(NOT_BACK,))
OTHER_VALUE = Expected("valuation_mismatch", "permanent", "valuation")
OTHER_AMOUNT = Expected("amount_mismatch", "permanent", "amount")
COST_NOT_KNOWN = Expected("cost_unknown", "undetermined", "evidence_gap")
NO_RETURN = Expected("excluded")
