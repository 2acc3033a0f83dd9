"""Amounts and values of a return line (M8)."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace as Row

from .conversions import cents
from .placing import Line
from .sales import TIERS, Sale
from .units import Units, cost_units

ZERO = Decimal(0)


@dataclass
class Amounts:
    """Money of one line, in base currency."""

    revenue: dict[str, Decimal]
    holds_credit: dict[str, bool]
    revenue_difference: Decimal
    fx_difference: Decimal
    excess_difference: Decimal
    expected_cost: Decimal | None
    restored_cost: Decimal
    reversed_cost: Decimal
    quantity_effect: Decimal | None
    rate_effect: Decimal | None
    is_cost_unknown: bool
    has_value_difference: bool
    is_value_awaited: bool
    value_difference: Decimal
    largest_difference: Decimal


def line_amounts(line: Line, units: Units, sale: Sale, contract: Row) -> Amounts:
    credits = {
        tier: [s for s in line.live(tier, "financial") if s.leg.kind == "credit"] for tier in TIERS
    }
    revenue = {tier: sum((s.base_amount for s in credits[tier]), ZERO) for tier in TIERS}
    net = {tier: sum((s.net_amount for s in credits[tier]), ZERO) for tier in TIERS}
    currencies = {tier: {s.leg.currency for s in credits[tier]} for tier in TIERS}
    holding = [tier for tier in TIERS if credits[tier]]
    excess = fx = largest = ZERO
    for earlier, later in pairwise(holding):
        held = units.found[earlier, "financial"], units.found[later, "financial"]
        common = min(held)
        if common <= 0:
            continue
        base_gap = scaled(revenue[later], common, held[1]) - scaled(
            revenue[earlier], common, held[0]
        )
        own_gap = base_gap
        if currencies[earlier] == currencies[later] and len(currencies[earlier]) == 1:
            own_gap = scaled(net[later], common, held[1]) - scaled(net[earlier], common, held[0])
            if net[earlier] != revenue[earlier] and net[earlier]:
                own_gap = cents(own_gap * revenue[earlier] / net[earlier])
        fx += base_gap - own_gap
        if abs(own_gap) > contract.amount_tolerance:
            excess += abs(own_gap)
            largest = max(largest, abs(own_gap))
    difference = revenue[holding[-1]] - revenue[holding[0]] - fx if holding else ZERO
    values = line_values(line, units, sale, contract)
    return Amounts(
        revenue=revenue,
        holds_credit={tier: bool(credits[tier]) for tier in TIERS},
        revenue_difference=difference,
        fx_difference=fx,
        excess_difference=excess,
        largest_difference=largest,
        **values,
    )


def scaled(amount: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    return cents(amount * part / whole)


def line_values(line: Line, units: Units, sale: Sale, contract: Row) -> dict:
    """M8.2, M8.3: what the restock should have brought back, and what it did."""
    stock_tier = "hub" if contract.hub_system else "channel"
    values = line.live(stock_tier, "valuation")
    restored_shares = [share for share in values if share.leg.kind == "cost_reversal"]
    changed = sum((s.cost_amount for s in values if s.leg.kind == "later_cost_change"), ZERO)
    reversed_shares = line.live("ledger", "valuation")
    restored = sum((share.cost_amount for share in restored_shares), ZERO)
    reversed_cost = sum((share.cost_amount for share in reversed_shares), ZERO)
    restocked = units.recorded["inventory"]
    actual_units = cost_units(line, stock_tier, contract, units.found)
    unit_cost = sale.unit_cost
    tolerance = contract.cost_tolerance
    has_difference = actual_units > restocked
    is_awaited = False
    value_difference = ZERO
    expected = quantity_effect = rate_effect = None
    if unit_cost is not None:
        expected = cents(unit_cost * restocked)
        quantity_effect = cents((actual_units - restocked) * unit_cost)
        rate_effect = restored - expected - quantity_effect
        # A gap of the system of record is judged by its days; elsewhere lacking units are value.
        is_record = contract.valuation_system_of_record == stock_tier
        compared = rate_effect if is_record else rate_effect + quantity_effect
        if restored_shares:
            lacks_value = abs(compared) > tolerance
            is_awaited = lacks_value and abs(rate_effect) <= tolerance and not has_difference
            has_difference |= lacks_value
            value_difference += abs(compared) if lacks_value else ZERO
    elif not restocked and not actual_units:
        expected = quantity_effect = rate_effect = ZERO
    has_difference |= actual_units > 0 and restored == 0 and unit_cost != 0
    if abs(changed) > tolerance:
        has_difference, is_awaited = True, False
        value_difference += abs(changed)
    if reversed_shares:
        against = restored + changed if restored_shares or expected is None else expected
        gap = ledger_gap(line, units, contract, against, reversed_cost)
        has_difference |= abs(gap) > tolerance
        is_awaited &= abs(gap) <= tolerance
        value_difference += abs(gap) if abs(gap) > tolerance else ZERO
    return {
        "expected_cost": expected,
        "restored_cost": restored + changed,
        "reversed_cost": reversed_cost,
        "quantity_effect": quantity_effect,
        "rate_effect": rate_effect,
        "is_cost_unknown": (
            unit_cost is None and restocked > 0 and contract.valuation_system_of_record != "none"
        ),
        "has_value_difference": has_difference,
        "is_value_awaited": is_awaited,
        "value_difference": value_difference,
    }


def ledger_gap(
    line: Line, units: Units, contract: Row, restored: Decimal, reversed_cost: Decimal
) -> Decimal:
    """M8.3: what the ledger reversed against what the hub restored, for the units of both.

    A value without units is compared whole, and so is what is reversed for more units.
    """
    stock_tier = "hub" if contract.hub_system else "channel"
    restored_units = cost_units(line, stock_tier, contract, units.found)
    reversed_units = cost_units(line, "ledger", contract, units.found)
    has_units = units.found["ledger", "valuation"] != 0
    if not has_units or reversed_units > restored_units or restored_units <= 0:
        return reversed_cost - restored
    return reversed_cost - scaled(restored, reversed_units, restored_units)
