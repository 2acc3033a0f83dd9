"""For each sentence of `one_story`, a change of a release that contradicts it.

Each touches one side alone, as a wrong model would.
"""

LINE = "update marts.fct_return_lines set {change} where {where}"
CELL = "update marts.fct_evidence_cells set {change} where {where}"
LEG = "update marts.fct_return_legs set {change} where {where}"


def line(change: str, where: str = "diagnosis = 'aligned'") -> str:
    return LINE.format(change=change, where=where)


def cell(change: str, where: str) -> str:
    return CELL.format(change=change, where=where)


def leg(change: str, where: str = "leg_kind = 'credit' and return_line_id is not null") -> str:
    return LEG.format(change=change, where=where)


CONTRADICTIONS = {
    "a cell holds the units of its steps": leg("units = units + 1"),
    "a cell holds the money of its steps": leg("base_net_amount = base_net_amount + 0.01"),
    "a cell names the documents of its steps, and no others": cell(
        "document_numbers = 'CR-0'", "document_numbers is not null"
    ),
    "a cell is dated by its steps": cell(
        "last_posted_date = last_posted_date + 1", "last_posted_date is not null"
    ),
    "the steps of a return are told in the order of their dates": (
        "create or replace view reporting.rpt_return_timeline as "
        "select * replace (-step_number as step_number) from "
        "(select legs.*, 'posted' as state, net_amount + tax_amount as gross_amount, "
        "row_number() over (partition by return_id order by posted_date) as step_number "
        "from marts.fct_return_legs as legs)"
    ),
    "a line's units are those of its systems of record": line("restocked_units = 0"),
    "a line expects what its cells expect": line("expected_restock_units = 9"),
    "a tier's revenue on the line is its cell's": line("ledger_revenue_amount = 0.01"),
    "a gap is what is expected and neither found nor mended by hand": line(
        "manual_restock_units = 1", "diagnosis = 'credit_note_without_stock_movement'"
    ),
    "what was returned was kept, never left, or is expected on the shelf": line("kept_units = 9"),
    "the credit is recorded as far as its cell of record says": line(
        "financial_action_recorded = 'no'"
    ),
    "the stock has moved as far as its cell of record says": cell(
        "verdict = 'missing'", "layer = 'inventory' and is_system_of_record"
    ),
    "several systems are those that the steps name": line("several_systems = 'no'"),
    "what does not apply to one answer about two layers applies to none": line(
        "same_workflow = 'not_applicable'"
    ),
    "credit and stock of two periods are told as out of sequence": line("same_period = 'no'"),
    "out of sequence needs two periods": line("is_out_of_sequence_processing = true"),
    "only what was recorded after the sign-off is told as such": line(
        "before_or_after_signoff = 'after'"
    ),
    "a pattern that a line is diagnosed by is one of its patterns": line(
        "diagnosis = 'manual_adjustment'"
    ),
    "each pattern stands in the list and in its flag": line("is_manual_adjustment = true"),
    "nothing lacks and nothing differs in what is aligned": cell(
        "verdict = 'differs'", "is_expected"
    ),
    "goods that are out are lacking on the shelf, and credited somewhere": line(
        "is_credit_note_without_stock_movement = true"
    ),
    "stock without a credit is there, and lacks a credit or is too much": line(
        "diagnosis = 'stock_movement_without_financial_reversal'"
    ),
    "systems that are said to differ do, in a cell, a void or a second document": cell(
        "found_units = 1, found_amount = 1", "true"
    ),
    "a wrong amount is seen in a cell": line("diagnosis = 'amount_mismatch'"),
    "a wrong value is seen in a cell": line("diagnosis = 'valuation_mismatch'"),
    "evidence that is lacking is silent in a cell, or its action names what to add": line(
        "diagnosis = 'incomplete_evidence'"
    ),
    "an excluded return has no step that counts, and every other has one or a request": line(
        "diagnosis = 'excluded'"
    ),
    "a manual adjustment has a step by hand": line("is_manual_adjustment = true"),
    "an ambiguous line had more than one choice, and lacks something": line(
        "diagnosis = 'ambiguous'"
    ),
    "what lasts is open, and what is open lasts": line("credit_gap_units = 1"),
    "the class follows the diagnosis, and what is still to come is timing": line(
        "issue_class = 'timing'"
    ),
    "a quantity mismatch is a restock gap": line("has_quantity_mismatch = true"),
    "nothing is to do where nothing is wrong, and only there": line("diagnosis = 'cost_unknown'"),
    "an action is a whole sentence: nothing in it was left to fill in": line(
        "recommended_action = 'Restock {units} now.'"
    ),
    "no action asks for a credit note that every tier holds": line(
        "recommended_action = 'Make the credit note for 1 of TEE.'"
    ),
    "an action that asks for a credit note says how many units lack": line(
        "recommended_action = 'Make the credit note for 7 of TEE.'"
    ),
    "an action that asks for a restock says how many units lack": line(
        "recommended_action = 'Restock 7 of TEE.'"
    ),
    "an action that names a second document names one of the steps": line(
        "recommended_action = 'Void the second credit note CR-0 in Xero.'"
    ),
}
