"""Returns and their lines (M5.3), with each leg's share of units and cents on them.

Units are placed by the plain-Python M5.3 that the placement models are tested with.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tests.properties.test_placements import CELLS, place_units
from tests.properties.test_placements import Leg as PlacedLeg

from .conversions import Leg, cents
from .linking import Links, Order
from .sales import Sales

UNIT_KINDS = ("credit", "restock", "unrestock", "cost_reversal")


@dataclass
class Share:
    """What of a leg stands on one return line."""

    leg: Leg
    units: Decimal
    surplus_units: Decimal
    net_amount: Decimal
    base_amount: Decimal
    cost_amount: Decimal
    kept_units: Decimal
    missing_units: Decimal
    never_shipped_units: Decimal
    nothing_to_reverse_units: Decimal


@dataclass
class Line:
    """A return line: a return, named by the set that opened it, and a SKU."""

    order: Order
    return_set: str
    sku: str | None
    shares: list[Share] = field(default_factory=list)
    dead_legs: list[Leg] = field(default_factory=list)
    return_first_date: date | None = None

    def live(self, tier: str, layer: str) -> list[Share]:
        return [
            share for share in self.shares if (share.leg.tier, share.leg.layer) == (tier, layer)
        ]


def set_name(links: Links, leg: Leg) -> str:
    return "/".join(links.root(leg.document))


def carries_units(leg: Leg) -> bool:
    return leg.kind in UNIT_KINDS and bool(leg.units) and leg.sku is not None


def order_lines(order: Order, legs: list[Leg], links: Links, sales: Sales) -> list[Line]:
    """The return lines of one order."""
    live = [leg for leg in legs if leg.counts]
    whole = [leg for leg in live if carries_units(leg)]
    placed = place_units(
        [
            PlacedLeg(
                leg_id=leg.leg_id,
                set_id=set_name(links, leg),
                sku=leg.sku,
                cell=CELLS.index((leg.tier, leg.layer)),
                units=int(leg.units),
                never_shipped=int(leg.never_shipped_units) if leg.layer == "financial" else 0,
                posted_date=leg.posted_date,
            )
            for leg in whole
        ]
    )
    lines: dict[tuple[str, str], Line] = {}
    by_id = {leg.leg_id: leg for leg in whole}
    given: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for (leg_id, return_set), (units, surplus) in placed.items():
        given[leg_id].append((return_set, units, surplus))
    for leg_id, places in given.items():
        leg = by_id[leg_id]
        for return_set, share in zip(
            [place[0] for place in places], cut_leg(leg, places), strict=True
        ):
            line = lines.setdefault((return_set, leg.sku), Line(order, return_set, leg.sku))
            line.shares.append(share)
    add_declarations(live, lines, links)
    add_values_without_units(order, live, lines, links, sales)
    add_cost_changes(live, lines, links, sales)
    add_dead_legs(order, legs, lines, links)
    for line in lines.values():
        dates = [
            share.leg.posted_date
            for other in lines.values()
            if other.return_set == line.return_set
            for share in other.shares
        ]
        dates = dates or [leg.posted_date for leg in line.dead_legs]
        line.return_first_date = min(dates)
    return list(lines.values())


def cut_leg(leg: Leg, places: list[tuple[str, int, int]]) -> list[Share]:
    """M2: money by cumulative rounding; declared units follow units, to four decimals (M6)."""
    so_far = Decimal(0)
    shares = []
    for _, units, surplus in places:
        before, so_far = so_far, so_far + units

        def part(amount: Decimal, before: Decimal = before, after: Decimal = so_far) -> Decimal:
            return cents(amount * after / leg.units) - cents(amount * before / leg.units)

        def declared(value: Decimal, units: int = units) -> Decimal:
            return round(value * units / leg.units, 4)

        shares.append(
            Share(
                leg, Decimal(units), Decimal(surplus),
                part(leg.net_amount), part(leg.base_amount or Decimal(0)), part(leg.cost_amount),
                declared(leg.kept_units), declared(leg.missing_units),
                declared(leg.never_shipped_units), declared(leg.nothing_to_reverse_units),
            )
        )  # fmt: skip
    return shares


def lines_of_set(lines: dict[tuple[str, str], Line], links: Links, leg: Leg) -> list[Line]:
    """The lines on which a set's units stand; else the return that bears its name."""
    name = set_name(links, leg)
    found = [
        line
        for line in lines.values()
        if leg.sku in (None, line.sku)
        and any(set_name(links, share.leg) == name and share.units for share in line.shares)
    ]
    return found or [
        line for line in lines.values() if leg.sku in (None, line.sku) and line.return_set == name
    ]


def add_declarations(live: list[Leg], lines: dict, links: Links) -> None:
    """Dispositions that bring nothing back stand with their set's units of the SKU."""
    for leg in live:
        if leg.layer != "inventory" or leg.units != 0:
            continue
        zero = Decimal(0)
        share = Share(
            leg, zero, zero, zero, zero, zero,
            leg.kept_units, leg.missing_units, leg.never_shipped_units, zero,
        )  # fmt: skip
        of_sku = [line for line in lines.values() if line.sku == leg.sku]
        found = lines_of_set(lines, links, leg) or of_sku
        if found:
            min(found, key=lambda line: line.return_set).shares.append(share)


def add_values_without_units(
    order: Order, live: list[Leg], lines: dict, links: Links, sales: Sales
) -> None:
    """M8.3: a value without SKU or units is shared by what the hub restored for its set.

    Where no value and no unit cost is known, the model is silent: the first line takes it whole.
    """
    for leg in live:
        if leg.layer != "valuation" or leg.units is not None or leg.kind == "later_cost_change":
            continue
        found = sorted(
            lines_of_set(lines, links, leg), key=lambda line: (line.sku or "", line.return_set)
        )
        name = set_name(links, leg)
        if not found:
            found = [lines.setdefault((name, leg.sku), Line(order, name, leg.sku))]
        weights = [hub_value(line, links, name) for line in found]
        if not any(weights):
            weights = [
                set_units(line, links, name) * (sales.sale(line.order, line.sku).unit_cost or 0)
                for line in found
            ]
        total = sum(weights)
        if found and not total:
            weights, total = [Decimal(1), *[Decimal(0)] * (len(found) - 1)], Decimal(1)
        so_far = given = Decimal(0)
        for line, weight in zip(found, weights, strict=True):
            if not weight:
                continue
            so_far += weight
            part = cents(leg.cost_amount * so_far / total) - given
            given += part
            zero = Decimal(0)
            line.shares.append(Share(leg, zero, zero, zero, zero, part, zero, zero, zero, zero))


def add_cost_changes(
    live: list[Leg], lines: dict[tuple[str, str], Line], links: Links, sales: Sales
) -> None:
    """M8.4: a later change of cost is the returns' for what came back of the sold units.

    One that a credit note's task made is the note's; what no unit came back for is no return's.
    """
    zero = Decimal(0)
    for leg in live:
        if leg.kind != "later_cost_change":
            continue
        of_sku = sorted(
            (line for line in lines.values() if line.sku == leg.sku),
            key=lambda line: line.return_set,
        )
        name = set_name(links, leg)
        units = [set_units(line, links, name) for line in of_sku]
        total = sum(units)
        if not total:
            units = [most_units(line, links) for line in of_sku]
            sold = sales.sale(of_sku[0].order, leg.sku).sold_units if of_sku else None
            total = max(sum(units), sold or zero)
        so_far = given = zero
        for line, weight in zip(of_sku, units, strict=True):
            if not weight:
                continue
            so_far += weight
            part = cents(leg.cost_amount * so_far / total) - given
            given += part
            line.shares.append(Share(leg, zero, zero, zero, zero, part, zero, zero, zero, zero))


def most_units(line: Line, links: Links) -> Decimal:
    """The units of a return: documents of several sets tell of the same ones."""
    names = {set_name(links, share.leg) for share in line.shares}
    return max((set_units(line, links, name) for name in names), default=Decimal(0))


def set_units(line: Line, links: Links, name: str) -> Decimal:
    """The units of a set on a line: what most of its cells hold."""
    cells: dict[tuple[str, str | None], Decimal] = defaultdict(Decimal)
    for share in line.shares:
        if set_name(links, share.leg) == name:
            cells[share.leg.tier, share.leg.layer] += share.units
    return max(cells.values(), default=Decimal(0))


def hub_value(line: Line, links: Links, name: str) -> Decimal:
    return sum(
        (
            share.cost_amount
            for share in line.live("hub", "valuation")
            if set_name(links, share.leg) == name
        ),
        Decimal(0),
    )


def add_dead_legs(order: Order, legs: list[Leg], lines: dict, links: Links) -> None:
    """M4.2: what counts in nothing makes a line only where nothing live of its SKU does.

    It is one line per SKU, named by its earliest set.
    """
    live_skus = {line.sku for line in lines.values()}
    lonely: dict[str, list[Leg]] = defaultdict(list)
    for leg in legs:
        is_evidence = leg.layer is not None or leg.kind == "request"
        if leg.counts or leg.sku is None or not is_evidence or leg.kind == "later_cost_change":
            continue
        if leg.sku not in live_skus:
            lonely[leg.sku].append(leg)
            continue
        of_sku = [line for line in lines.values() if line.sku == leg.sku]
        of_sku.sort(key=lambda line: line.return_set)
        for line in lines_of_set(lines, links, leg) or of_sku[:1]:
            line.dead_legs.append(leg)
    for sku, dead in lonely.items():
        _, name = min((leg.posted_date, set_name(links, leg)) for leg in dead)
        lines[name, sku] = Line(order, name, sku, dead_legs=dead)
