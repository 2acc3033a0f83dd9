"""The sale of an order and SKU (M4.13), and what of it never shipped (M4.5)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import SimpleNamespace as Row

from .clocks import DocumentKey, document_key
from .conversions import Conversions, number
from .evidence import Evidence
from .linking import Links, Order

TIERS = ("channel", "hub", "ledger")


@dataclass
class SaleRow:
    """What one line of a sale document says: sold units with their price, or what left."""

    document: DocumentKey
    order: Order
    tier: str
    sku: str | None
    sale_date: date
    sold: Decimal | None
    net: Decimal | None
    shipped: Decimal | None
    cost: Decimal | None
    is_of_kit: bool = False


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


def read_sale_rows(
    evidence: Evidence, conversions: Conversions, links: Links, documents: dict[DocumentKey, Row]
) -> list[SaleRow]:
    """The lines of the latest version of every sale document, in the company's words."""
    rows = []
    for line in evidence.sale_lines:
        key = document_key(line)
        document, order = documents.get(key), links.orders.get(key)
        if document is None or order is None:
            continue
        if line.document_version_id != document.document_version_id or document.is_test:
            continue
        if document.state != "posted" and line.cost_amount is None:
            continue
        sku, factor = conversions.sku(line)
        tier = conversions.instances[key[:2]].tier
        net = None
        if line.sold_units is not None:
            base = line.base_net_amount
            if base is None:
                base = conversions.base(line, line.net_amount, line.sale_date)
            net = number(base)
        never_left = tier == "hub" and document.state == "voided"
        rows.append(
            SaleRow(
                document=key,
                order=order,
                tier=tier,
                sku=sku,
                sale_date=line.sale_date,
                sold=None if line.sold_units is None else line.sold_units * factor,
                net=net,
                shipped=None
                if line.shipped_units is None or never_left
                else line.shipped_units * factor,
                cost=line.cost_amount,
            )
        )
    return rows


def read_sales(rows: list[SaleRow], links: Links, documents: dict[DocumentKey, Row]) -> Sales:
    """The sales of all orders from the rows of their documents, kits taken apart."""
    lines: dict[tuple[Order, str], Sale] = defaultdict(Sale)
    first_dates: dict[Order, date] = {}
    for row in rows:
        sale = lines[row.order, row.sku]
        sale.dates.append(row.sale_date)
        first_dates[row.order] = min(first_dates.get(row.order, row.sale_date), row.sale_date)
        if row.sold is not None:
            sale.sold[row.tier] += row.sold
            sale.net[row.tier] += number(row.net)
        if row.shipped is not None:
            sale.shipped[row.tier] += row.shipped
        if row.cost is not None:
            sale.cost[row.tier] += row.cost
    hub_sales = [(key, row) for key, row in documents.items() if key[2] == "sale"]
    live = {links.orders.get(key) for key, row in hub_sales if row.state != "voided"}
    held = {links.orders[key] for key, _ in hub_sales if key in links.orders}
    return Sales(dict(lines), held, held - live, first_dates)
