"""Kits (M4.7): a line of a kit is its components as of the sale's date, in sales and in returns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace as Row

from .clocks import DocumentKey
from .conversions import Leg, cents
from .linking import Links, Order
from .sales import TIERS, SaleRow

ZERO = Decimal(0)
# What stands between the id of a kit's leg and the SKU of one of its components.
KIT_MARK = " > "
LEG_UNITS = ("units", "kept_units", "missing_units", "never_shipped_units")
LEG_AMOUNTS = ("net_amount", "base_amount", "cost_amount")


def split(amount: Decimal | None, weights: list[Fraction]) -> list[Decimal | None]:
    """M2: the rounded share of the weights so far, less what was given."""
    if amount is None:
        return [None] * len(weights)
    shares, given, so_far = [], ZERO, Fraction(0)
    for weight in weights:
        so_far += weight
        exact = Fraction(amount) * so_far / sum(weights)
        share = cents(Decimal(exact.numerator) / Decimal(exact.denominator)) - given
        shares.append(share)
        given += share
    return shares


class Kits:
    """What each kit was in each order, and which components a sale lists beside their kit."""

    def __init__(
        self, definitions: list[Row], rows: list[SaleRow], links: Links, documents: dict
    ) -> None:
        self.definitions: dict[str, list[Row]] = defaultdict(list)
        for row in definitions:
            self.definitions[row.kit_sku].append(row)
        self.rows = rows
        self.rows_of: dict[Order, list[SaleRow]] = defaultdict(list)
        for row in rows:
            self.rows_of[row.order].append(row)
        self.links = links
        self.listed: set[tuple[Order, str]] = set()
        self.dates = self.sale_dates(documents)

    def sale_dates(self, documents: dict[DocumentKey, Row]) -> dict[Order, date]:
        """The first tier that holds the sale dates it; an unsold order has its first document's."""
        found: dict[Order, date] = {}
        for key, row in documents.items():
            if (order := self.links.orders.get(key)) and row.document_date:
                found[order] = min(found.get(order, row.document_date), row.document_date)
        sold: dict[Order, tuple[int, date]] = {}
        for row in self.rows:
            dated = TIERS.index(row.tier), row.sale_date
            sold[row.order] = min(sold.get(row.order, dated), dated)
        return found | {order: day for order, (_, day) in sold.items()}

    def components(self, order: Order | None, sku: str | None) -> dict[str, Decimal]:
        """The kit's components, in the order of their SKU; none where it is no kit on that day."""
        day = self.dates.get(order)
        return self.contents(sku, day) if day else {}

    def contents(self, sku: str | None, day: date) -> dict[str, Decimal]:
        """What a kit held on a day, the kits in it taken apart as well."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for row in self.definitions.get(sku, ()):
            if row.valid_from <= day <= row.valid_to:
                parts = self.contents(row.component_sku, day) or {row.component_sku: Decimal(1)}
                for part, units in parts.items():
                    found[part] += units * row.component_units
        return dict(sorted(found.items()))

    def unit_cost(self, order: Order, sku: str) -> Fraction | None:
        """What a unit of a component cost in the sale, from the hub, else the channel."""
        for tier in ("hub", "channel"):
            rows = [row for row in self.rows_of[order] if row.tier == tier]
            own = [row for row in rows if row.sku == sku]
            costs = [row.cost for row in own if row.cost is not None]
            units = [row.shipped for row in own if row.shipped is not None] or [
                row.shipped * kit[sku]
                for row in rows
                if row.shipped is not None
                and row.cost is None
                and sku in (kit := self.components(order, row.sku))
            ]
            if costs and sum(units):
                return Fraction(sum(costs)) / Fraction(sum(units))
        return None

    def weights(self, order: Order, parts: dict[str, Decimal]) -> list[Fraction]:
        """Units at their unit cost; units alone where any cost is unknown, or all are 0."""
        costs = {sku: self.unit_cost(order, sku) for sku in parts}
        if all(cost is not None for cost in costs.values()) and any(costs.values()):
            return [Fraction(units) * costs[sku] for sku, units in parts.items()]
        return [Fraction(units) for units in parts.values()]

    def sold(self) -> list[SaleRow]:
        """The sale's rows at components; those at price 0 beside their kit are no second sale."""
        found = []
        for row in self.rows:
            parts = self.components(row.order, row.sku)
            if not parts:
                found.append(replace(row))
                continue
            weights = self.weights(row.order, parts)
            amounts = zip(split(row.net, weights), split(row.cost, weights), strict=True)
            for (sku, units), (net, cost) in zip(parts.items(), amounts, strict=True):
                found.append(
                    replace(
                        row,
                        sku=sku,
                        is_of_kit=True,
                        sold=None if row.sold is None else row.sold * units,
                        shipped=None if row.shipped is None else row.shipped * units,
                        net=net,
                        cost=cost,
                    )
                )
        for rows in grouped(found, lambda row: (row.document, row.sku)):
            self.take_off(rows)
        return found

    def take_off(self, rows: list[SaleRow]) -> None:
        """Takes off what the rows of one document and component say twice."""
        free = [row for row in rows if row.sold is not None and not row.is_of_kit and row.net == 0]
        left = sum((row.sold or ZERO for row in rows if row.is_of_kit), ZERO)
        for row in free:
            taken = max(min(row.sold, left), ZERO)
            if taken:
                self.listed.add((row.order, row.sku))
            row.sold -= taken
            left -= taken
        own = [row for row in rows if not row.is_of_kit]
        if any((row.order, row.sku) in self.listed or row.cost is not None for row in own):
            left = sum((row.shipped or ZERO for row in own), ZERO)
            for row in rows:
                if row.is_of_kit and row.shipped is not None:
                    taken = max(min(row.shipped, left), ZERO)
                    row.shipped -= taken
                    left -= taken

    def returned(self, legs: Iterable[Leg]) -> list[Leg]:
        """Legs at components; those of a component that the sale lists are the kit's as well."""
        found = [part for leg in legs for part in self.leg_parts(leg)]
        for same in grouped(found, lambda leg: (leg.document, leg.layer, leg.kind, leg.sku)):
            order = self.order_of(same[0])
            if (order, same[0].sku) not in self.listed:
                continue
            for name in LEG_UNITS:
                left = sum((getattr(leg, name) or ZERO for leg in same if leg.is_of_kit), ZERO)
                for leg in sorted(same, key=lambda leg: leg.leg_id):
                    if leg.is_of_kit or leg.net_amount:
                        continue
                    taken = max(min(getattr(leg, name) or ZERO, left), ZERO)
                    if taken:
                        setattr(leg, name, getattr(leg, name) - taken)
                    left -= taken
        return found

    def order_of(self, leg: Leg) -> Order | None:
        return self.links.orders.get(leg.document) or self.links.orders.get(
            self.links.root(leg.document)
        )

    def leg_parts(self, leg: Leg) -> Iterator[Leg]:
        order = self.order_of(leg)
        parts = self.components(order, leg.sku)
        if not parts:
            yield leg
            return
        weights = self.weights(order, parts)
        shares = {name: split(getattr(leg, name), weights) for name in LEG_AMOUNTS}
        for place, (sku, units) in enumerate(parts.items()):
            counts = {name: getattr(leg, name) for name in LEG_UNITS}
            yield replace(
                leg,
                leg_id=f"{leg.leg_id}{KIT_MARK}{sku}",
                sku=sku,
                is_of_kit=True,
                **{name: n if n is None else n * units for name, n in counts.items()},
                **{name: shares[name][place] for name in LEG_AMOUNTS},
            )


def grouped(rows: list, key) -> Iterator[list]:
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    yield from groups.values()
