"""The whole computation: from a warehouse's staged rows to lines, verdicts and the bridge."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from .amounts import line_amounts
from .batches import Batches, by_period
from .bridge import quantity_components
from .clocks import (
    History,
    default_as_of,
    document_key,
    latest_documents,
    leg_histories,
    versions_by_document,
)
from .contracts import Books, record_tier
from .conversions import Conversions, Leg
from .evidence import SYSTEMS, Evidence
from .kits import Kits
from .linking import Links, Order, link_documents
from .never_shipped import settle_never_shipped
from .placing import Line, order_lines
from .sales import Sales, read_sale_rows, read_sales
from .silence import Silence, orders_with_unmapped
from .units import line_units
from .verdicts import Case, Verdict

LEFT_OUT_KINDS = ("goodwill", "price_adjustment", "chargeback", "reimbursement")


@dataclass(frozen=True)
class Result:
    """A return line as computed, with its part of the quantity bridge."""

    case: Case
    verdict: Verdict
    bridge: Counter[tuple[str, str]]


@dataclass(frozen=True)
class Outcome:
    """All results, and the orders that hold what this computation leaves out, with the reason."""

    as_of: date
    results: list[Result]
    histories: list[History]
    left_out: dict[Order, str]
    batch_differences: Counter[tuple[str, str, str, str]]
    outside_channels: set[tuple[str, str]]

    def decides(self, order: tuple[str, str, str | None]) -> bool:
        """Whether the lines of an order are computed here."""
        is_known = order[1] != "unassigned" and order[:2] not in self.outside_channels
        return is_known and order not in self.left_out


@dataclass(frozen=True)
class Reading:
    """How an earlier state is read: what was known at a cut, posted up to a day."""

    cut: datetime | None = None
    day: date | None = None


NOW = Reading()


def compute(evidence: Evidence, as_of: date | None = None, reading: Reading = NOW) -> Outcome:
    """Everything, in the order of the model, as `reading` shows it."""
    conversions = Conversions(evidence)
    histories = list(leg_histories(evidence, reading.cut))
    as_of = as_of or default_as_of(evidence, histories)
    documents = latest_documents(evidence)
    links = link_documents(evidence, documents)
    sale_rows = read_sale_rows(evidence, conversions, links, documents)
    kits = Kits(evidence.reference["kit_components"], sale_rows, links, documents)
    sales = read_sales(kits.sold(), links, documents)
    books = Books(evidence, as_of)
    histories = [
        history
        for history in without_orphans(histories, links, evidence, reading.cut)
        if reading.day is None or history.row.posted_date <= reading.day
    ]
    staged_legs = [conversions.leg(history) for history in histories]
    batches = Batches(conversions, histories, staged_legs, links)
    all_legs = kits.returned(staged_legs)
    orders = by_order(all_legs, links)
    outside = outside_channels(books)
    by_hand = {leg.sku for leg in all_legs if leg.is_manual and leg.layer == "inventory"}
    left_out = {
        order: reason
        for order, legs in orders.items()
        if (reason := why_left_out(legs, links, sales, order, books))
        or (reason := stock_by_hand(legs, by_hand))
    }
    lines = [
        line
        for order, legs in sorted(orders.items())
        if order not in left_out and order[:2] not in outside
        for line in lines_of(order, legs, links, sales)
    ]
    batches.add_cells(lines)
    silence = Silence(evidence, conversions, as_of, reading.cut)
    results = list(judged(lines, books, links, sales, silence))
    differences = by_period(batches.differences(lines), books)
    return Outcome(as_of, results, histories, left_out, differences, outside)


def without_orphans(
    histories: list[History], links: Links, evidence: Evidence, cut: datetime | None
) -> Iterator[History]:
    """A journal that names a document which had not landed was a manual one (M4.11, M9.3)."""
    landed = {
        key: min(row.landed_at for row in rows if row.document_number == rows[-1].document_number)
        for key, rows in versions_by_document(evidence).items()
    }
    for history in histories:
        parent = links.roots.get(document_key(history.row))
        is_journal = history.row.document_type == "manual_journal"
        is_orphan = (
            cut is not None
            and is_journal
            and parent in landed
            and evidence.first_landed_at(parent[:2]) <= cut < landed[parent]
        )
        if not is_orphan:
            yield history


def outside_channels(books: Books) -> set[tuple[str, str]]:
    """Channels whose contract names a system that this computation does not read."""
    return {
        (row.company, row.channel)
        for row in books.contracts
        if {row.channel_system, row.hub_system, row.ledger_system} - {None, *SYSTEMS}
    }


def by_order(legs: list[Leg], links: Links) -> dict[Order, list[Leg]]:
    """The legs of each order; a document of no order stands by itself, without one."""
    orders: dict[Order, list[Leg]] = defaultdict(list)
    for leg in legs:
        order = links.orders.get(leg.document) or links.orders.get(links.root(leg.document))
        if order:
            orders[order].append(leg)
    return orders


def why_left_out(
    legs: list[Leg],
    links: Links,
    sales: Sales,
    order: Order,
    books: Books,
) -> str | None:
    """What this computation does not decide."""
    if order in links.written_off:
        return "a write-off that names it"
    for leg in legs:
        if leg.document in links.manual and leg.layer is not None:
            return "a manual journal"
        if leg.kind in LEFT_OUT_KINDS:
            return "a credit without units"
        if leg.units is not None and leg.units != int(leg.units):
            return "part of a unit"
        if leg.kind == "credit" and leg.sku is None:
            return "a credit without a SKU"
        if is_price_only(leg, legs, sales, order, books):
            return "a credit of price alone"
    return None


def stock_by_hand(legs: list[Leg], by_hand: set[str | None]) -> str | None:
    """A product whose stock somebody put right may have been meant for any of its returns."""
    return "stock put right by hand" if {leg.sku for leg in legs} & by_hand else None


def is_price_only(leg: Leg, legs: list[Leg], sales: Sales, order: Order, books: Books) -> bool:
    """M4.4: a candidate is cheap against the sale, and its document brings nothing back."""
    price = sales.sale(order, leg.sku).unit_price
    contract = books.contract(order, leg.posted_date)
    if leg.kind != "credit" or not leg.units or not price or contract is None:
        return False
    has_stock = any(other.document == leg.document and other.layer == "inventory" for other in legs)
    return not has_stock and (leg.base_amount or 0) / leg.units < contract.price_only_below * price


def lines_of(order: Order, legs: list[Leg], links: Links, sales: Sales) -> list[Line]:
    settle_never_shipped(order, legs, sales)
    return order_lines(order, legs, links, sales)


def judged(
    lines: list[Line], books: Books, links: Links, sales: Sales, silence: Silence
) -> Iterator[Result]:
    """Each line with its figures and its verdict."""
    under = [
        (line, contract)
        for line in lines
        if (contract := books.contract(line.order, line.return_first_date))
    ]
    unmapped = orders_with_unmapped(under, silence)
    for line, contract in under:
        units = line_units(line, contract)
        sale = sales.sale(line.order, line.sku)
        amounts = line_amounts(line, units, sale, contract)
        is_incomplete = line.order in unmapped or silence.is_incomplete(
            line, units, contract, sales
        )
        case = Case(line, units, amounts, contract, books, links, is_incomplete, sale)
        verdict = case.verdict()
        yield Result(case, verdict, quantity_components(case, verdict.diagnosis))


def record_periods(case: Case, layer: str) -> str | None:
    """The periods of the line's live system-of-record legs of a layer."""
    company = case.line.order[0]
    found = {
        case.books.period(company, share.leg.posted_date)
        for share in case.line.live(record_tier(case.contract, layer), layer)
        if share.leg.kind != "later_cost_change"
    }
    return ",".join(sorted(found)) or None
