"""What the documents of an order say of returned goods in the end, product by product.

One fact per document, layer and product, with the id that its vendor gives the document. A document
that counts for nothing (a draft, a void, a plan, a test) is a fact too, and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from . import cin7_core, shopify, xero
from .identity import number
from .money import cents
from .story import Charge, CreditLine, HubCredit, Meant, Order, Refund, RefundLine, Taken
from .witness import refund_name

CHANNEL, HUB, LEDGER = "channel", "hub", "ledger"
FINANCIAL, INVENTORY, VALUATION, NO_LAYER = "financial", "inventory", "valuation", ""
# Goodwill is about no product.
NO_PRODUCT = ""


@dataclass(frozen=True)
class Document:
    """A document in its system, and its name in the story."""

    tier: str
    source_system: str
    source_instance: str
    document_type: str
    document_id: str
    name: str


@dataclass(frozen=True)
class Fact:
    """Units and an amount (net revenue or cost) of one product on one layer of a document."""

    document: Document
    layer: str
    sku: str
    units: int
    amount: Decimal
    counts: bool = True


def facts(order: Order) -> Iterator[Fact]:
    """Everything that was written about returns of the order, channel first."""
    yield from refund_facts(order)
    yield from store_return_facts(order)
    yield from hub_facts(order)
    yield from ledger_facts(order)
    yield from cost_facts(order)
    yield from (fact for _, fact in posted_facts(order))


def refund_facts(order: Order) -> Iterator[Fact]:
    """A store's refunds; a line of type `return` says that goods are on the shelf.

    Where the refund's return says so too, the goods came back once, and the return tells of them.
    """
    told_by_return = {row.name for row in order.store_returns if row.dispositions}
    for place, refund in enumerate(order.refunds, start=1):
        refund_id = str(number("Refund", *shopify.refund_names(order, refund)))
        document = Document(
            CHANNEL, "shopify", order.channel.shop, "refund", refund_id, refund_name(place)
        )
        counts = not order.is_test and refund.payment not in ("pending", "failure")
        for line in refund.lines_at(datetime.max.replace(tzinfo=UTC)):
            net = order.channel.tax.net(shopify.refunded(order, line))
            base = shopify.in_shop_money(order, net, refund)
            yield from goods(order, document, FINANCIAL, line, base, counts)
            if line.restock_type == "return" and refund.return_name not in told_by_return:
                yield from goods(order, document, INVENTORY, line, Decimal(0), counts)
        beyond = order.channel.tax.net(refund.beyond + fee(order, refund))
        if beyond:
            # Beside lines it changes the price of the first; alone it is what it was meant for.
            meant = refund.meant or tuple((line.sku, 0) for line in refund.lines[:1])
            net = shopify.in_shop_money(order, beyond, refund)
            yield from money_facts(order, document, net, meant, counts)


def goods(
    order: Order,
    document: Document,
    layer: str,
    line: RefundLine | CreditLine,
    amount: Decimal,
    counts: bool,
) -> Iterator[Fact]:
    """A line of goods. A kit is what it was packed of, its money by what its parts cost."""
    parts = sorted(order.line(line.sku).parts, key=lambda part: part.sku)
    if not parts:
        yield Fact(document, layer, line.sku, line.units, amount, counts)
        return
    total = sum(part.units * part.unit_cost for part in parts)
    given, so_far = Decimal(0), Decimal(0)
    for part in parts:
        so_far += part.units * part.unit_cost
        share = cents(amount * so_far / total) - given
        given += share
        yield Fact(document, layer, part.sku, part.units * line.units, share, counts)


def fee(order: Order, refund: Refund) -> Decimal:
    """What the refund's return withheld as a fee: no revenue."""
    fees = (row.fee for row in order.store_returns if row.name == refund.return_name)
    return sum(fees, Decimal(0))


def money_facts(
    order: Order, document: Document, net: Decimal, meant: Meant, counts: bool
) -> Iterator[Fact]:
    """Money without a line: goodwill, or what it was meant for, by what that was sold for."""
    if not meant:
        yield Fact(document, FINANCIAL, NO_PRODUCT, 0, net, counts)
        return
    weights = [
        order.line(sku).amount / order.line(sku).units * max(units, 1) for sku, units in meant
    ]
    given, so_far = Decimal(0), Decimal(0)
    for (sku, units), weight in zip(meant, weights, strict=True):
        so_far += weight
        share = cents(net * so_far / sum(weights)) - given
        given += share
        yield Fact(document, FINANCIAL, sku, units, share, counts)


def charge_facts(
    order: Order, document: Document, charges: tuple[Charge, ...], rate: Decimal, counts: bool
) -> Iterator[Fact]:
    """Charges on the account of returns: shipping and fees stand apart."""
    for charge in charges:
        if charge.account == order.channel.company.accounts.returns:
            net = cents(order.channel.tax.net(charge.amount) * rate)
            yield from money_facts(order, document, net, charge.meant, counts)


def store_return_facts(order: Order) -> Iterator[Fact]:
    """A store's returns: what was put on the shelf, or only that a return was asked for."""
    for store_return in order.store_returns:
        return_id = str(number("Return", order.channel.shop, store_return.name))
        document = Document(
            CHANNEL, "shopify", order.channel.shop, "return", return_id, store_return.name
        )
        if store_return.dispositions:
            units = sum(row.units for row in store_return.dispositions if row.kind == "RESTOCKED")
            yield Fact(document, INVENTORY, store_return.sku, units, Decimal(0))
        else:
            units = store_return.units
            yield Fact(document, NO_LAYER, store_return.sku, units, Decimal(0), counts=False)


def hub_facts(order: Order) -> Iterator[Fact]:
    """The hub's credit notes: a void says nothing any more, so its last live form is told."""
    for credit in order.hub_credits:
        last = credit.forms[-1]
        is_void = last.status == "VOIDED"
        form = credit.forms[-2] if is_void else last
        document = hub_document(order, credit)
        is_credited = last.status == "AUTHORISED"
        is_restocked = form.restock_status == "AUTHORISED"
        rate = form.rate or order.rate
        for line in form.lines:
            net = cents(order.channel.tax.net(line.amount) * rate)
            yield from goods(order, document, FINANCIAL, line, net, is_credited)
        yield from charge_facts(order, document, form.charges, rate, is_credited)
        for restock in form.restocks:
            counts = is_restocked and not is_void
            yield Fact(document, INVENTORY, restock.sku, restock.units, Decimal(0), counts)
            if is_restocked:
                cost = cents(restock.units * restock.unit_cost)
                yield Fact(document, VALUATION, restock.sku, restock.units, cost, counts)


def hub_document(order: Order, credit: HubCredit) -> Document:
    """A credit note of the hub, known by its task."""
    task = cin7_core.credit_task(order, credit)
    return Document(
        HUB, "cin7_core", order.channel.company.hub, "sale_credit_note", task, credit.name
    )


def ledger_facts(order: Order) -> Iterator[Fact]:
    """The ledger's credit notes; a void keeps its lines."""
    books = order.channel.company.ledger
    for credit in order.ledger_credits:
        form = credit.forms[-1]
        document_id = xero.ledger_credit_id(order, credit)
        document = Document(LEDGER, "xero", books, "credit_note", document_id, credit.number)
        counts = form.status == "AUTHORISED"
        rate = form.rate or order.rate
        for line in form.lines:
            net = cents(xero.net_amount(order, line) * rate)
            yield from goods(order, document, FINANCIAL, line, net, counts)
        yield from charge_facts(order, document, form.charges, rate, counts)


def posted_facts(order: Order) -> Iterator[tuple[Taken, Fact]]:
    """What the ledger's postings took in: the documents' own units and amounts, on the posting."""
    company = order.channel.company
    written = [*refund_facts(order), *hub_facts(order)]
    for taken in order.taken:
        name = taken.posting.name
        document = Document(
            LEDGER, "xero", company.ledger, "manual_journal", xero.other_journal_id(name), name
        )
        for fact in written:
            if (fact.document.name, fact.layer) == (taken.document, taken.layer) and fact.counts:
                yield taken, replace(fact, document=document)


def cost_facts(order: Order) -> Iterator[Fact]:
    """The ledger's cost journals: one amount for all that the credit note restocked.

    It is shared by what each product's restock restored.
    """
    books = order.channel.company.ledger
    for journal in order.cost_journals:
        journal_id = xero.cost_journal_id(order, journal)
        document = Document(
            LEDGER, "xero", books, "manual_journal", journal_id, journal.credit_number
        )
        credit = next(row for row in order.hub_credits if row.name == journal.credit_number)
        restocks = credit.forms[-1].restocks
        costs = [cents(restock.units * restock.unit_cost) for restock in restocks]
        factor = journal.forms[-1].amount / sum(costs)
        for restock, cost in zip(restocks, costs, strict=True):
            yield Fact(document, VALUATION, restock.sku, restock.units, cents(cost * factor))
