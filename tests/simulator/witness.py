"""What a story's author knows to be true: which documents belong to one real return, and more.

The author says it beside the story. Nothing here is derived from what the warehouse does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .story import Order, OtherJournal, Product, StockDocument
from .telling import Tale

# Units by product, by the document's name in its story.
Shares = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Verdict:
    """What is true of each line of a return, and the units that nobody expects on a shelf."""

    diagnosis: str
    persistence: str
    kept_units: int = 0
    never_shipped_units: int = 0

    def with_kept(self, units: int) -> "Verdict":
        """The same of a return of which the customer, or nobody, keeps units."""
        return replace(self, kept_units=units)

    def with_never_shipped(self, units: int) -> "Verdict":
        """The same of a return whose units never left."""
        return replace(self, never_shipped_units=units)


@dataclass(frozen=True)
class TrueReturn:
    """Goods that came back together, or money that was given back at once.

    `verdict` holds for every product except those in `but`. `shares` says how many units of each
    product on each document are this return's, by the document's name in the story; without it the
    order has one return, and every document is its own.
    """

    verdict: Verdict
    shares: Shares | None = None
    but: Mapping[str, Verdict] = field(default_factory=dict)

    def verdict_of(self, sku: str) -> Verdict:
        """What is true of one of its products."""
        return self.but.get(sku, self.verdict)


@dataclass(frozen=True)
class Testimony:
    """An order with its true returns; none came back of most orders.

    Where several returns of one product cannot be told apart by anything that was written, which of
    them a document belongs to is not a fact: `is_ambiguous`. `stock` and `journals` are what people
    did by hand about it; documents of the types in `unheard` were lost on their way to us.
    """

    order: Order
    returns: tuple[TrueReturn, ...] = ()
    is_ambiguous: bool = False
    stock: tuple[StockDocument, ...] = ()
    journals: tuple[OtherJournal, ...] = ()
    products: tuple[Product, ...] = ()
    unheard: tuple[str, ...] = ()


def refund_name(place: int) -> str:
    """How shares name a store's refund: by its place in the order, from 1."""
    return f"refund {place}"


def one_return(
    tale: Tale, verdict: Verdict, but: Mapping[str, Verdict] | None = None, **beside: object
) -> Testimony:
    """All that was written about the order is about one return."""
    return Testimony(tale.order, (TrueReturn(verdict, but=but or {}),), **beside)


def several_returns(
    tale: Tale, verdict: Verdict, *shares: Shares, is_ambiguous: bool = False
) -> Testimony:
    """Several returns of one order, alike in what is true of them."""
    returns = tuple(TrueReturn(verdict, documents) for documents in shares)
    return Testimony(tale.order, returns, is_ambiguous)


def shares_of(sku: str, units: Mapping[str, int]) -> Shares:
    """Shares of documents about one product."""
    return {document: {sku: count} for document, count in units.items()}


def in_order(refunded: Sequence[int], noted: Sequence[int]) -> list[dict[int, int]]:
    """How notes cover refunds that are worked off one after the other.

    For each refund's units: the units of each note, by its place from 0, that are about them.
    """
    left = list(noted)
    covers = []
    for units in refunded:
        cover: dict[int, int] = {}
        for place, free in enumerate(left):
            taken = min(units - sum(cover.values()), free)
            if taken:
                cover[place] = taken
                left[place] -= taken
        covers.append(cover)
    return covers
