"""What happened in a company: orders, refunds, goods that came back, credit notes, cost journals.

A story is told as the world saw it, with the instant at which each system was told. The vendor
modules turn it into documents; no rule of the warehouse belongs here.

Amounts are priced the channel's way: with tax where its prices hold the tax, without it elsewhere.
Instants carry a zone. A document that was edited has several forms, each with the instant from
which on it stood; its vendor shows the last form that stood at the moment of an export.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from .money import TaxRule


@dataclass(frozen=True)
class Product:
    """A thing that is sold, at the cost at which it leaves the stock."""

    sku: str
    name: str
    unit_cost: Decimal


@dataclass(frozen=True)
class Accounts:
    """The ledger's account codes that returns touch."""

    revenue: str
    returns: str
    shipping: str
    cost_of_goods: str
    stock: str
    tax: str


@dataclass(frozen=True)
class Company:
    """Who keeps the books: one currency, one calendar for hub and ledger.

    `hub` and `ledger` are what its two systems are called; `other_places` are where the hub keeps
    stock that no channel ships.
    """

    name: str
    zone: ZoneInfo
    currency: str
    accounts: Accounts
    hub: str = "core"
    ledger: str = "books"
    other_places: tuple[str, ...] = ()

    def day(self, moment: datetime) -> date:
        """The calendar day of an instant where the books are kept."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True)
class Channel:
    """Where orders come from. Without a `shop` the hub takes the orders itself.

    `desk_hour` is the hour, by the company's clock, at which its credit notes are entered;
    `source_name` is what a store that serves several channels says of an order; the ledger may keep
    amounts without tax whatever the prices hold.
    """

    company: Company
    name: str
    hub_label: str
    tax: TaxRule
    location: str
    zone: ZoneInfo
    shop: str | None = None
    ledger_prefix: str = ""
    desk_hour: int = 15
    source_name: str = "web"
    is_net_in_ledger: bool = False


@dataclass(frozen=True)
class Part:
    """What one unit of a kit holds of a product."""

    sku: str
    units: int
    unit_cost: Decimal


@dataclass(frozen=True)
class OrderLine:
    """One product of an order. `store_sku` is what the store calls it, where that differs.

    `hub_units` are what the hub's sale holds, where it was cut below the store's; a line that went
    out in exchange was `added_at` some instant. What one unit of a kit was packed of are its
    `parts`: the hub picks those.
    """

    sku: str
    units: int
    unit_price: Decimal
    discount: Decimal = Decimal(0)
    store_sku: str | None = None
    is_shipped: bool = True
    hub_units: int | None = None
    added_at: datetime | None = None
    parts: tuple[Part, ...] = ()

    @property
    def amount(self) -> Decimal:
        """What the line was sold for, after its discount."""
        return self.units * self.unit_price - self.discount

    @property
    def units_in_hub(self) -> int:
        """The units that the hub's sale holds."""
        return self.units if self.hub_units is None else self.hub_units

    @property
    def picked(self) -> list[tuple[str, int]]:
        """What left the shelf, product by product: the parts of a kit."""
        if not self.is_shipped:
            return []
        if not self.parts:
            return [(self.sku, self.units_in_hub)]
        return [(part.sku, part.units * self.units_in_hub) for part in self.parts]


@dataclass(frozen=True)
class RefundLine:
    """Units that a store refunds, with the store's own word about the goods."""

    sku: str
    units: int
    restock_type: str = "return"


@dataclass(frozen=True)
class RefundAmendment:
    """What a refund's lines said from one instant on: the store changed the record in place."""

    amended_at: datetime
    lines: tuple[RefundLine, ...]


# Units by product that money without a line was for; 0 where it was for the price alone.
Meant = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Refund:
    """A refund in a store, of lines and perhaps of shipping, for a return of that store or none.

    `beyond` was given back beyond lines and shipping, negative where something was withheld, and
    stands as a discrepancy row; nothing of what it was `meant` for is written. `payment` is how its
    transaction ended, or `none`. `rate` is that of its day, in an order of another currency.
    """

    created_at: datetime
    lines: tuple[RefundLine, ...]
    shipping: Decimal = Decimal(0)
    return_name: str | None = None
    beyond: Decimal = Decimal(0)
    meant: Meant = ()
    payment: str = "success"
    rate: Decimal | None = None
    amendments: tuple[RefundAmendment, ...] = ()

    def lines_at(self, moment: datetime) -> tuple[RefundLine, ...]:
        """Its lines as they stood at a moment."""
        standing = [change.lines for change in self.amendments if change.amended_at <= moment]
        return standing[-1] if standing else self.lines


@dataclass(frozen=True)
class Disposition:
    """What became of returned units: RESTOCKED, NOT_RESTOCKED or MISSING."""

    kind: str
    units: int
    decided_at: datetime


@dataclass(frozen=True)
class StoreReturn:
    """A return that was opened in a store, and what became of its goods.

    `fee` is what the store keeps for restocking; `exchanged_for` is what went out for it.
    """

    name: str
    opened_at: datetime
    sku: str
    units: int
    dispositions: tuple[Disposition, ...] = ()
    fee: Decimal = Decimal(0)
    exchanged_for: str | None = None


@dataclass(frozen=True)
class CreditLine:
    """Units and money given back on a credit note."""

    sku: str
    units: int
    amount: Decimal
    tax: Decimal | None = None


@dataclass(frozen=True)
class Charge:
    """Money on a credit note that is no product: its account says what it is, and nothing says what
    it was `meant` for."""

    name: str
    amount: Decimal
    account: str
    meant: Meant = ()


@dataclass(frozen=True)
class Restock:
    """Units that are to come back to the shelf, at the unit cost at which they are taken back.

    `place` is where, if not where the channel ships from. Now and then a system moves the units and
    never posts their cost.
    """

    sku: str
    units: int
    on: date
    unit_cost: Decimal
    place: str | None = None
    is_costed: bool = True


@dataclass(frozen=True)
class HubCreditForm:
    """What the hub's credit note said from one instant on."""

    recorded_at: datetime
    dated: date
    lines: tuple[CreditLine, ...]
    restocks: tuple[Restock, ...] = ()
    charges: tuple[Charge, ...] = ()
    status: str = "AUTHORISED"
    restock_status: str = "NOT AVAILABLE"
    rate: Decimal | None = None
    paid_on: date | None = None


@dataclass(frozen=True)
class HubCredit:
    """A credit note of the hub. It gets its number when it is authorised."""

    name: str
    forms: tuple[HubCreditForm, ...]


@dataclass(frozen=True)
class LedgerCreditForm:
    """What the ledger's credit note said from one instant on."""

    recorded_at: datetime
    dated: date
    lines: tuple[CreditLine, ...]
    charges: tuple[Charge, ...] = ()
    status: str = "AUTHORISED"
    rate: Decimal | None = None


@dataclass(frozen=True)
class LedgerCredit:
    """A credit note of the ledger."""

    number: str
    forms: tuple[LedgerCreditForm, ...]


@dataclass(frozen=True)
class JournalForm:
    """What a cost journal said from one instant on."""

    recorded_at: datetime
    dated: date
    amount: Decimal
    status: str = "POSTED"


@dataclass(frozen=True)
class CostJournal:
    """A journal that puts the cost of returned goods back, naming the hub's credit note."""

    credit_number: str
    forms: tuple[JournalForm, ...]


@dataclass(frozen=True)
class Posting:
    """One journal of the ledger for what many documents said.

    One that `names_documents` lists them; `takings` stand in it beside what was given back, which
    may be rounded to whole units of money.
    """

    name: str
    recorded_at: datetime
    dated: date
    takings: Decimal = Decimal(0)
    is_rounded: bool = False
    names_documents: bool = False


@dataclass(frozen=True)
class Taken:
    """What of a document, by its name in the story, a posting took in: its revenue or its cost."""

    posting: Posting
    document: str
    layer: str


@dataclass(frozen=True)
class Order:
    """A sale and everything that came back of it, in every system that was told.

    In another `currency` than the company's its amounts are in that, and `rate` is how much of the
    company's one unit was worth at the sale.
    """

    channel: Channel
    name: str
    ordered_at: datetime
    shipped_at: datetime | None
    lines: tuple[OrderLine, ...]
    refunds: tuple[Refund, ...] = ()
    store_returns: tuple[StoreReturn, ...] = ()
    hub_credits: tuple[HubCredit, ...] = ()
    ledger_credits: tuple[LedgerCredit, ...] = ()
    cost_journals: tuple[CostJournal, ...] = ()
    taken: tuple[Taken, ...] = ()
    is_test: bool = False
    is_picked_in_hub: bool = True
    cancelled_at: datetime | None = None
    currency: str | None = None
    rate: Decimal = Decimal(1)

    def line(self, sku: str) -> OrderLine:
        """The line that sold a SKU."""
        return next(line for line in self.lines if line.sku == sku)


@dataclass(frozen=True)
class SupplierCredit:
    """A supplier's credit note: the ledger keeps it beside the customers'."""

    number: str
    supplier: str
    recorded_at: datetime
    dated: date
    account: str
    amount: Decimal


@dataclass(frozen=True)
class OtherJournal:
    """A journal that no single return brought about; amounts are debits, credits negative.

    Its narration tells it apart from others, where it has no `name`.
    """

    narration: str
    recorded_at: datetime
    dated: date
    amounts: tuple[tuple[str, Decimal], ...]
    name: str | None = None


class StockKind(Enum):
    """What a person can do to stock beside sales and their credit notes."""

    ADJUSTED = "stock_adjustments"
    COUNTED = "stocktakes"
    WRITTEN_OFF = "inventory_write_offs"
    MOVED = "stock_transfers"


@dataclass(frozen=True)
class StockDocument:
    """Units of a product that a person put right, counted, wrote off or moved in the hub.

    `text` is what the person wrote beside it; a move ends at `to_place`.
    """

    kind: StockKind
    number: str
    recorded_at: datetime
    dated: date
    sku: str
    units: int
    unit_cost: Decimal
    place: str
    to_place: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Story:
    """A company's products and orders, and what else its hub and its ledger hold."""

    products: tuple[Product, ...]
    orders: tuple[Order, ...]
    supplier_credits: tuple[SupplierCredit, ...] = ()
    other_journals: tuple[OtherJournal, ...] = ()
    stock_documents: tuple[StockDocument, ...] = ()

    def product(self, sku: str) -> Product:
        """The product of a SKU."""
        return next(product for product in self.products if product.sku == sku)

    def numbered_orders(self) -> Iterator[tuple[int, Order]]:
        """Every order with its place in the story, from 1: the hub numbers sales by it."""
        return enumerate(self.orders, start=1)


class Recorded(Protocol):
    """Anything that a system was told at an instant."""

    @property
    def recorded_at(self) -> datetime: ...


Form = TypeVar("Form", bound=Recorded)


def form_at(forms: tuple[Form, ...], moment: datetime) -> Form | None:
    """The last form that stood at a moment; None before the first."""
    standing = [form for form in forms if form.recorded_at <= moment]
    return max(standing, key=lambda form: form.recorded_at, default=None)
