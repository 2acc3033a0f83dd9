"""Expected units and gaps of a return line (M6)."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace as Row

from .contracts import record_tier
from .placing import Line, Share
from .sales import TIERS

ZERO = Decimal(0)
UNIT_KINDS = {
    "financial": ("credit",),
    "inventory": ("restock", "unrestock"),
    "valuation": ("cost_reversal",),
}


@dataclass
class Units:
    """The units of one line, per tier and in sum.

    `unreversed_behind` are units for which hub and ledger hold no credit (M4.5); only where one of
    them is the system of record is that credit not expected: `nothing_to_reverse`.
    """

    found: dict[tuple[str, str], Decimal]
    duplicates: dict[tuple[str, str], Decimal]
    returned: Decimal = ZERO
    kept: Decimal = ZERO
    never_shipped: Decimal = ZERO
    nothing_to_reverse: Decimal = ZERO
    unreversed_behind: Decimal = ZERO
    expected: dict[str, Decimal] = field(default_factory=dict)
    recorded: dict[str, Decimal] = field(default_factory=dict)
    gaps: dict[str, Decimal] = field(default_factory=dict)


def unit_shares(line: Line, tier: str | None, layer: str) -> list[Share]:
    return [s for s in line.live(tier, layer) if s.leg.kind in UNIT_KINDS[layer]]


def duplicate_units(line: Line, tier: str, layer: str) -> Decimal:
    """Of the surplus, what stands in other documents than the tier's first on the line."""
    shares = [share for share in unit_shares(line, tier, layer) if share.units]
    if not shares:
        return ZERO
    first = min(shares, key=lambda share: (share.leg.posted_date, share.leg.document)).leg.document
    return sum((s.surplus_units for s in shares if s.leg.document != first), ZERO)


def cost_units(line: Line, tier: str | None, contract: Row, found: dict) -> Decimal:
    """M8.3: a value without units covers the tier before it, else the restocked units."""
    shares = unit_shares(line, tier, "valuation")
    if any(share.leg.units is not None for share in shares):
        return found[tier, "valuation"]
    if not shares:
        return ZERO
    for earlier in reversed(TIERS[: TIERS.index(tier)]):
        if found[earlier, "valuation"]:
            return found[earlier, "valuation"]
    return found.get((record_tier(contract, "inventory"), "inventory"), ZERO)


def line_units(line: Line, contract: Row) -> Units:
    """Every unit figure of the line."""
    found = {
        (tier, layer): sum((share.units for share in unit_shares(line, tier, layer)), ZERO)
        for tier in TIERS
        for layer in UNIT_KINDS
    }
    duplicates = {}
    for layer in UNIT_KINDS:
        origin = next((tier for tier in TIERS if found[tier, layer]), None)
        for tier in TIERS:
            is_origin = tier == origin
            duplicates[tier, layer] = ZERO if is_origin else duplicate_units(line, tier, layer)
    units = Units(found, duplicates)
    kept: dict[str, Decimal] = defaultdict(Decimal)
    never: dict[str, Decimal] = defaultdict(Decimal)
    for share in line.shares:
        is_refund = share.leg.document[2] == "refund"
        if not is_refund or contract.no_restock_means == "kept":
            kept[share.leg.tier] += share.kept_units
        never[share.leg.tier] += share.never_shipped_units
        units.unreversed_behind += share.nothing_to_reverse_units
    if record_tier(contract, "financial") != "channel":
        units.nothing_to_reverse = units.unreversed_behind
    units.never_shipped = max([*never.values(), ZERO])
    for tier in TIERS:
        credited = found[tier, "financial"] - duplicates[tier, "financial"]
        restocked = found[tier, "inventory"] - duplicates[tier, "inventory"]
        units.returned = max(units.returned, credited, restocked + kept[tier] + never[tier])
    for layer in UNIT_KINDS:
        units.recorded[layer] = found.get((record_tier(contract, layer), layer), ZERO)
    left = max(units.returned - units.never_shipped - units.recorded["inventory"], ZERO)
    units.kept = min(max([*kept.values(), ZERO]), left)
    if not contract.goods_expected_back or record_tier(contract, "inventory") is None:
        units.kept = left
    valuation = record_tier(contract, "valuation")
    units.recorded["valuation"] = cost_units(line, valuation, contract, found)
    units.expected = {
        "financial": units.returned - units.nothing_to_reverse,
        "inventory": units.returned - units.kept - units.never_shipped,
        "valuation": units.recorded["inventory"],
    }
    for layer, expected in units.expected.items():
        has_record = record_tier(contract, layer) is not None
        units.gaps[layer] = expected - units.recorded[layer] if has_record else ZERO
    return units
