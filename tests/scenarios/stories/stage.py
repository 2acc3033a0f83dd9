"""Where the scenarios happen: companies, channels and contracts, and how a story is told in them.

Harbour has most of them, in four more channels than the demo company. What happens to files on
their way happens to companies of their own, so that nobody else's evidence is touched. Every
scenario has products of its own: no story can answer another's question.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tests.simulator import harbour
from tests.simulator.harbour import AU, DROPSHIP, HARBOUR, SYDNEY, TRADE, UK
from tests.simulator.money import TaxRule
from tests.simulator.story import (
    Channel,
    Charge,
    Company,
    Order,
    OrderLine,
    OtherJournal,
    Product,
    StockDocument,
    StockKind,
)
from tests.simulator.telling import Tale, moment

PLACES = replace(HARBOUR, other_places=("Quarantine",))
POS = Channel(
    HARBOUR, "pos_au", "Shopify POS", harbour.GST, AU.location, SYDNEY, AU.shop, "AU",
    source_name="pos",
)  # fmt: skip
NZ = Channel(
    HARBOUR, "online_nz", "Shopify NZ", TaxRule(Decimal("0.15"), included=True, name="GST 15%"),
    AU.location, SYDNEY, "nz", "NZ", is_net_in_ledger=True,
)  # fmt: skip
MARKET = Channel(HARBOUR, "market", "Market stall", harbour.GST, AU.location, SYDNEY)

PRICES = {AU: "30.00", POS: "30.00", UK: "36.00", NZ: "34.50", TRADE: "18.00", DROPSHIP: "30.00"}
PRICE = Decimal("30.00")
COST = Decimal("12.00")

# An account without a role: what is booked there is a fee.
FEES = "460"


def neighbour(name: str) -> Channel:
    """The online store of a company that is like Harbour and has systems of its own."""
    company = Company(
        name, SYDNEY, "AUD", HARBOUR.accounts, hub=f"{name}_core", ledger=f"{name}_books"
    )
    return Channel(
        company, f"online_{name}", f"Shopify {name}", harbour.GST, AU.location, SYDNEY, name, "N"
    )


COVE, DELTA, INLET, MOOR = (neighbour(name) for name in ("cove", "delta", "inlet", "moor"))


@dataclass(frozen=True)
class Expected:
    """What is asserted of a return line. `also` names patterns and signals that must be there;
    `also_any` is a choice of signals of which one must be."""

    diagnosis: str
    persistence: str = "none"
    issue_class: str = "none"
    also: tuple[str, ...] = ()
    also_any: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A story with its number, and what must come out for each line of its orders: in the order
    of the orders, of the lines' first days, and of the products. A single expectation holds for
    all of them."""

    number: str
    words: str
    tales: tuple[Tale, ...]
    expected: tuple[Expected, ...]
    stock: tuple[StockDocument, ...] = ()
    journals: tuple[OtherJournal, ...] = ()

    @property
    def channel(self) -> Channel:
        return self.tales[0].order.channel


def scenario(
    number: str,
    words: str,
    told: Tale | tuple[Tale, ...],
    *expected: Expected,
    stock: tuple[StockDocument, ...] = (),
    journals: tuple[OtherJournal, ...] = (),
) -> Scenario:
    """One story, of one order or of several."""
    tales = (told,) if isinstance(told, Tale) else told
    return Scenario(number, words, tales, expected, stock, journals)


def sku(number: str, letter: str = "A") -> str:
    """A product of a scenario."""
    return f"{number}-{letter}"


def digits(number: str, place: int = 0) -> int:
    """A scenario's own number range: S07 is 10070 to 10079, F07 is 20070 to 20079."""
    return {"S": 10_000, "F": 20_000}[number[0]] + int(number[1:]) * 10 + place


def note(number: str, place: int = 0) -> str:
    """A credit note's number."""
    return f"CR-{digits(number, place)}"


def order_name(channel: Channel, number: str, place: int = 0) -> str:
    """An order's name in its channel."""
    prefix = {TRADE: "PO-", DROPSHIP: "DS-", MARKET: "MK-"}.get(channel, "#")
    return f"{prefix}{digits(number, place)}"


def sold(
    channel: Channel,
    number: str,
    day: str,
    units: int | Mapping[str, int] = 1,
    place: int = 0,
    cost: Decimal = COST,
    lines: tuple[OrderLine, ...] | None = None,
    name: str | None = None,
    other_products: tuple[str, ...] = (),
    **parts: object,
) -> Tale:
    """An order of a scenario's products, shipped the next morning."""
    counts = {sku(number): units} if isinstance(units, int) else units
    price = Decimal(PRICES.get(channel, PRICE))
    if lines is None:
        lines = tuple(OrderLine(product, count, price) for product, count in counts.items())
    ordered_at = moment(f"{day} 09:30", channel.zone)
    details: dict = {"shipped_at": harbour.next_morning(ordered_at), "lines": lines, **parts}
    order = Order(channel, name or order_name(channel, number, place), ordered_at, **details)
    products = dict.fromkeys([*(line.sku for line in lines), *other_products])
    return Tale({name: Product(name, name, cost) for name in products}, order)


def shelf(
    kind: StockKind,
    number: str,
    on: str,
    units: int = 1,
    place: str = AU.location,
    to_place: str | None = None,
    text: str = "",
    item: str | None = None,
    copy: int = 0,
) -> StockDocument:
    """What a person did to a scenario's stock in the hub."""
    return StockDocument(
        kind,
        f"ST-{digits(number, copy)}",
        moment(f"{on} 12:00", SYDNEY),
        date.fromisoformat(on),
        item or sku(number),
        units,
        COST,
        place,
        to_place,
        text,
    )


def journal(words: str, on: str, amount: str, debited: str, credited: str) -> OtherJournal:
    """A journal that somebody typed; its words are all that it says."""
    value = Decimal(amount)
    return OtherJournal(
        words,
        moment(f"{on} 16:00", SYDNEY),
        date.fromisoformat(on),
        ((debited, value), (credited, -value)),
    )


def goodwill(amount: str, channel: Channel = AU) -> Charge:
    """Money for nothing that came back, on the account of returns."""
    return Charge("Goodwill", Decimal(amount), channel.company.accounts.returns)


def fee(amount: str) -> Charge:
    """What is withheld from a credit note: negative."""
    return Charge("Restocking fee", Decimal(amount), FEES)
