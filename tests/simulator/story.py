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
    """Who keeps the books: one currency, one calendar for hub and ledger."""

    name: str
    zone: ZoneInfo
    currency: str
    accounts: Accounts

    def day(self, moment: datetime) -> date:
        """The calendar day of an instant where the books are kept."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True)
class Channel:
    """Where orders come from. Without a `shop` the hub takes the orders itself.

    `desk_hour` is the hour, by the company's clock, at which its credit notes are entered.
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


@dataclass(frozen=True)
class OrderLine:
    """One product of an order. `store_sku` is what the store calls it, where that differs."""

    sku: str
    units: int
    unit_price: Decimal
    discount: Decimal = Decimal(0)
    store_sku: str | None = None
    is_shipped: bool = True

    @property
    def amount(self) -> Decimal:
        """What the line was sold for, after its discount."""
        return self.units * self.unit_price - self.discount


@dataclass(frozen=True)
class RefundLine:
    """Units that a store refunds, with the store's own word about the goods."""

    sku: str
    units: int
    restock_type: str = "return"


@dataclass(frozen=True)
class Refund:
    """A refund in a store, of lines and perhaps of shipping, for a return of that store or none."""

    created_at: datetime
    lines: tuple[RefundLine, ...]
    shipping: Decimal = Decimal(0)
    return_name: str | None = None


@dataclass(frozen=True)
class Disposition:
    """What became of returned units: RESTOCKED, NOT_RESTOCKED or MISSING."""

    kind: str
    units: int
    decided_at: datetime


@dataclass(frozen=True)
class StoreReturn:
    """A return that was opened in a store, and what became of its goods."""

    name: str
    opened_at: datetime
    sku: str
    units: int
    dispositions: tuple[Disposition, ...] = ()


@dataclass(frozen=True)
class CreditLine:
    """Units and money given back on a credit note."""

    sku: str
    units: int
    amount: Decimal
    tax: Decimal | None = None


@dataclass(frozen=True)
class Restock:
    """Units that are to come back to the shelf, at the unit cost at which they are taken back."""

    sku: str
    units: int
    on: date
    unit_cost: Decimal


@dataclass(frozen=True)
class HubCreditForm:
    """What the hub's credit note said from one instant on."""

    recorded_at: datetime
    dated: date
    lines: tuple[CreditLine, ...]
    restocks: tuple[Restock, ...] = ()
    shipping: Decimal = Decimal(0)
    status: str = "AUTHORISED"
    restock_status: str = "NOT AVAILABLE"


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
    shipping: Decimal = Decimal(0)
    status: str = "AUTHORISED"


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
class Order:
    """A sale and everything that came back of it, in every system that was told."""

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
    is_test: bool = False
    is_picked_in_hub: bool = True
    cancelled_at: datetime | None = None

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
    """A journal that has nothing to do with returns; amounts are debits, credits negative."""

    narration: str
    recorded_at: datetime
    dated: date
    amounts: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True)
class Story:
    """A company's products and orders, and what else its ledger holds."""

    products: tuple[Product, ...]
    orders: tuple[Order, ...]
    supplier_credits: tuple[SupplierCredit, ...] = ()
    other_journals: tuple[OtherJournal, ...] = ()

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
