"""The quantity bridge of a return line (M10): signed units per period and component."""

from collections import Counter
from decimal import Decimal

from .blocks import Piece, credit_stock_blocks
from .contracts import record_tier
from .units import unit_shares
from .verdicts import Case

ZERO = Decimal(0)


def quantity_components(case: Case, diagnosis: str) -> Counter[tuple[str, str]]:
    """(period, component) → units. Sums to 0 between credited and restocked."""
    company = case.line.order[0]
    rows: Counter[tuple[str, str]] = Counter()
    for layer, name in (("financial", "credited"), ("inventory", "restocked")):
        for share in unit_shares(case.line, record_tier(case.contract, layer), layer):
            rows[case.books.period(company, share.leg.posted_date), name] += share.units
    matching = credit_stock_blocks(case.line, case.contract, case.links)
    for block in matching.blocks:
        ask = case.books.period(company, block.ask.day)
        answer = case.books.period(company, block.answer.day)
        if ask != answer:
            rows[ask, "restocked_in_other_period"] -= block.units
            rows[answer, "credited_in_other_period"] += block.units
    pieces = list(matching.unmatched)
    start = case.books.period(company, case.line.return_first_date)
    for name, units in explanations(case, diagnosis):
        for piece, part in explained(pieces, units):
            rows[case.books.period(company, piece.day), name] += part
            units -= part
        rows[start, name] += units
    return rows


def explanations(case: Case, diagnosis: str) -> list[tuple[str, Decimal]]:
    """Why the line's stock and credit differ, in the order of the bridge."""
    units, contract = case.units, case.contract
    age = (case.books.as_of - case.line.return_first_date).days
    credit, restock = units.gaps["financial"], units.gaps["inventory"]
    is_open = diagnosis in ("ambiguous", "incomplete_evidence")
    restock_name = "awaiting_restock" if age <= contract.restock_within_days else "missing_restock"
    credit_name = "awaiting_credit" if age <= contract.refund_within_days else "missing_credit"
    found = [
        ("kept", -units.kept),
        ("never_shipped", units.nothing_to_reverse - units.never_shipped),
        (diagnosis if is_open else restock_name, -max(restock, ZERO)),
        (diagnosis if is_open else credit_name, max(credit, ZERO)),
        ("duplicate_credit", min(credit, ZERO)),
        ("over_restocked", -min(restock, ZERO)),
    ]
    return [(name, part) for name, part in found if part]


def explained(pieces: list[Piece], units: Decimal) -> list[tuple[Piece, Decimal]]:
    """The unmatched units that a component accounts for, oldest first.

    What is negative explains credit that no stock met; what is positive, stock that no credit met.
    """
    found = []
    for piece in pieces:
        is_credit = (piece.layer == "financial") == (piece.sign > 0)
        part = min(piece.left, abs(units))
        if is_credit == (units < 0) and part:
            piece.left -= part
            found.append((piece, part if units > 0 else -part))
            units -= found[-1][1]
    return found
