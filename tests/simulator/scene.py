"""Where and when a kind of story happens once: its channel, its day, and the dice.

A scene opens orders and hands out the names that systems give: order names per channel, numbers of
credit notes for the whole company.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from random import Random

from . import harbour
from .harbour import AU, DROPSHIP, MUG, TRADE, UK
from .months import AS_OF, HISTORY_FROM, signed_at
from .outpost import STORE
from .quay import COUNTER, DEPOT, MARKETPLACE, STALL, TILL
from .story import Channel, Order, OrderLine, Product, StockDocument, StockKind
from .telling import Tale, moment

ORDER_NAMES = {
    AU.name: "#{}", UK.name: "#{}", STORE.name: "#{}", TRADE.name: "PO-{}", DROPSHIP.name: "DS-{}",
    TILL.name: "#{}", MARKETPLACE.name: "#{}", COUNTER.name: "#{}", STALL.name: "#{}",
    DEPOT.name: "DP-{}",
}  # fmt: skip
STORE_SKUS = {(UK.name, MUG): "MUG-SET-UK"}
OLDEST_SALE_DAYS = 60
DISCOUNTED_SHARE = 0.15
DISCOUNT = Decimal("0.10")


@dataclass
class Names:
    """The next name of an order in each channel, and of a credit note."""

    orders: dict[str, count] = field(
        default_factory=lambda: {channel: count(1001) for channel in ORDER_NAMES}
    )
    credits: count = field(default_factory=lambda: count(1))
    ledger_credits: count = field(default_factory=lambda: count(1))
    products: count = field(default_factory=lambda: count(1))
    stock_documents: count = field(default_factory=lambda: count(1))

    def order(self, channel: Channel) -> str:
        """A new order's name in its channel: two stores have the same ones."""
        return ORDER_NAMES[channel.name].format(next(self.orders[channel.name]))

    def credit(self) -> str:
        """A new credit note's number in the hub."""
        return f"CR-{next(self.credits):05d}"

    def ledger_credit(self) -> str:
        """A new number of the ledger's own."""
        return f"CN-{next(self.ledger_credits):05d}"


@dataclass(frozen=True)
class Scene:
    """One telling of a kind of story."""

    channel: Channel
    today: date
    dice: Random
    names: Names

    @property
    def ledger_is_of_record(self) -> bool:
        """Whether this channel's revenue and cost are the ledger's to say."""
        return self.channel == TRADE

    def day(self, days_later: int = 0) -> str:
        """A day counted from the day of the story."""
        return (self.today + timedelta(days=days_later)).isoformat()

    def days_until_later(self, least: int, most: int) -> int:
        """Some days, so few that the company's history still holds them."""
        return self.dice.randint(least, min(most, (AS_OF - self.today).days))

    def cut(self, units: int, most_parts: int) -> list[int]:
        """Units in two parts or more."""
        places = range(1, units)
        cuts = sorted(self.dice.sample(places, self.dice.randint(1, min(most_parts, units) - 1)))
        return [end - start for start, end in zip([0, *cuts], [*cuts, units], strict=True)]

    def shop_hours(self, day: str) -> str:
        """A moment of the morning, so early that the day is the same in every zone."""
        return f"{day} {self.dice.randint(8, 10):02d}:{self.dice.randint(0, 59):02d}"

    def after_signoff(self) -> str:
        """A day after the month of the story was signed off."""
        signed = signed_at((self.today.year, self.today.month), self.channel.company.zone)
        return (signed.date() + timedelta(days=self.dice.randint(1, 15))).isoformat()

    def credit(self) -> str:
        """The number of a new credit note."""
        return self.names.credit()

    def ledger_credit(self) -> str:
        """The number of a credit note that somebody writes in the ledger by hand."""
        return self.names.ledger_credit()

    def skus(self, number: int = 1) -> list[str]:
        """Different products of the channel."""
        return self.dice.sample(sorted(harbour.PRICES[self.channel.name]), number)

    def sku(self) -> str:
        """A product of the channel."""
        return self.skus()[0]

    def unit_cost(self, sku: str, factor: str = "1") -> str:
        """A product's unit cost, or a part or multiple of it, in cents."""
        return f"{harbour.PRODUCTS[sku].unit_cost * Decimal(factor):.2f}"

    def own_product(self) -> Product:
        """A product that no other story sells: what is done to its stock is meant for this one."""
        sku = f"ITEM-{next(self.names.products):05d}"
        return Product(sku, sku, Decimal(self.dice.randint(500, 9000)) / 100)

    def sold_own(self, product: Product, units: int = 1) -> Tale:
        """The same as `sold`, of a product of its own."""
        line = OrderLine(product.sku, units, 3 * product.unit_cost)
        return replace(self.sold_lines(line), products={product.sku: product})

    def by_hand(
        self, kind: StockKind, product: Product, days_later: int, text: str = ""
    ) -> StockDocument:
        """What a person did to one unit of a product, some days after the story."""
        day = self.today + timedelta(days=days_later)
        return StockDocument(
            kind,
            f"ST-{next(self.names.stock_documents):05d}",
            moment(f"{day.isoformat()} 12:00", self.channel.company.zone),
            day,
            product.sku,
            1,
            product.unit_cost,
            self.channel.location,
            text=text,
        )

    def line(self, sku: str, units: int, **parts: object) -> OrderLine:
        """An order's line, now and then at a discount, named as the channel names it."""
        price = harbour.price(self.channel, sku)
        is_discounted = self.dice.random() < DISCOUNTED_SHARE
        return OrderLine(
            sku,
            units,
            price,
            discount=price * DISCOUNT * units if is_discounted else Decimal(0),
            store_sku=STORE_SKUS.get((self.channel.name, sku)),
            **parts,
        )

    def sold(self, sold: Mapping[str, int]) -> Tale:
        """An order of some days or weeks ago that was shipped on the next day."""
        return self.sold_lines(*(self.line(sku, units) for sku, units in sold.items()))

    def sold_lines(self, *lines: OrderLine, **parts: object) -> Tale:
        """The same, with lines and particulars that the story says."""
        oldest = min((self.today - HISTORY_FROM).days - 1, OLDEST_SALE_DAYS)
        ordered_on = self.today - timedelta(days=self.dice.randint(4, oldest))
        ordered_at = moment(self.shop_hours(ordered_on.isoformat()), self.channel.zone)
        details: dict = {"shipped_at": harbour.next_morning(ordered_at), **parts}
        order = Order(
            self.channel, self.names.order(self.channel), ordered_at, lines=lines, **details
        )
        return Tale(harbour.PRODUCTS, order)

    def refunded(self, tale: Tale, back: Mapping[str, int], day: str, **parts: object) -> Tale:
        """The store refunds, if the channel has one."""
        if self.channel.shop is None:
            return tale
        return tale.refunded(self.shop_hours(day), back, **parts)

    def return_decided(
        self, tale: Tale, sku: str, decided: Mapping[str, int], on: str | None = None
    ) -> tuple[Tale, str]:
        """A store's return opened two days ago whose goods' fate is decided; with its name."""
        told = tale.return_opened(
            self.shop_hours(self.day(-2)),
            sku,
            sum(decided.values()),
            *((kind, units, self.shop_hours(on or self.day())) for kind, units in decided.items()),
        )
        return told, told.order.store_returns[-1].name
