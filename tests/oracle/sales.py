"""The sale of an order and SKU (M4.13), and what of it never shipped (M4.5)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .clocks import DocumentKey, document_key, latest_documents
from .conversions import Conversions, number
from .evidence import Evidence
from .linking import Links, Order

TIERS = ("channel", "hub", "ledger")


@dataclass
class Sale:
    """What was sold and sent of one SKU in one order, per tier."""

    dates: list[date] = field(default_factory=list)
    sold: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    net: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    shipped: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    cost: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    @property
    def sold_units(self) -> Decimal | None:
        return next((self.sold[tier] for tier in TIERS if tier in self.sold), None)

    @property
    def unit_price(self) -> Decimal | None:
        tier = next((tier for tier in TIERS if tier in self.sold), None)
        return self.net[tier] / self.sold[tier] if tier and self.sold[tier] else None

    @property
    def unit_cost(self) -> Decimal | None:
        """M8.2: the cost that the sale took out, never from a ledger."""
        for tier in ("hub", "channel"):
            if tier in self.cost and self.shipped[tier]:
                return self.cost[tier] / self.shipped[tier]
        return None


@dataclass
class Sales:
    """All sales, and the orders whose hub sale is known, or voided."""

    lines: dict[tuple[Order, str], Sale]
    hub_orders: set[Order]
    voided_orders: set[Order]
    first_dates: dict[Order, date]

    @property
    def hub_orders_with_lines(self) -> set[Order]:
        return {order for (order, _), sale in self.lines.items() if "hub" in sale.sold}

    def sale(self, order: Order | None, sku: str | None) -> Sale:
        return self.lines.get((order, sku)) or Sale()


def read_sales(evidence: Evidence, conversions: Conversions, links: Links) -> Sales:
    """The latest version of every sale document, line by line."""
    documents = latest_documents(evidence)
    lines: dict[tuple[Order, str], Sale] = defaultdict(Sale)
    first_dates: dict[Order, date] = {}
    for row in evidence.sale_lines:
        key: DocumentKey = document_key(row)
        document = documents.get(key)
        order = links.orders.get(key)
        if document is None or order is None:
            continue
        if row.document_version_id != document.document_version_id or document.is_test:
            continue
        if document.state != "posted" and row.cost_amount is None:
            continue
        sku, factor = conversions.sku(row)
        tier = conversions.instances[key[:2]].tier
        sale = lines[order, sku]
        sale.dates.append(row.sale_date)
        first_dates[order] = min(first_dates.get(order, row.sale_date), row.sale_date)
        if row.sold_units is not None:
            base = row.base_net_amount
            if base is None:
                base = conversions.base(row, row.net_amount, row.sale_date)
            sale.sold[tier] += row.sold_units * factor
            sale.net[tier] += number(base)
        if row.shipped_units is not None and not (tier == "hub" and document.state == "voided"):
            sale.shipped[tier] += row.shipped_units * factor
        if row.cost_amount is not None:
            sale.cost[tier] += row.cost_amount
    hub_sales = [(key, row) for key, row in documents.items() if key[2] == "sale"]
    live = {links.orders.get(key) for key, row in hub_sales if row.state != "voided"}
    held = {links.orders[key] for key, _ in hub_sales if key in links.orders}
    return Sales(dict(lines), held, held - live, first_dates)
