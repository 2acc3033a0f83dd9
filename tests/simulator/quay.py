"""Quay: a company beside Harbour whose ledger knows many returns as one posting.

Each of its channels posts in its own way: the till every working day at eight in the evening, the
marketplace with its payouts, the depot once a month, the counter by a journal that names a week's
credit notes, and the stall not at all. What a posting took in, the stories say; that it then holds
the sum is the only arithmetic here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from .facts import FINANCIAL, VALUATION, posted_facts
from .harbour import AU, GST, HARBOUR, PRICES, SYDNEY, TRADE
from .months import next_month
from .reference import Books, Terms, contract
from .story import Channel, Company, Order, OtherJournal, Posting

QUAY = Company("quay", SYDNEY, "AUD", HARBOUR.accounts, hub="quay", ledger="quay")
CLEARING = "610"


def shop(name: str, label: str, prefix: str) -> Channel:
    """A channel of the company with a store of its own."""
    return Channel(QUAY, name, label, GST, AU.location, SYDNEY, name, prefix)


TILL = shop("till", "Till", "TL")
MARKETPLACE = shop("marketplace", "Marketplace", "MP")
COUNTER = shop("counter", "Counter", "CT")
STALL = shop("stall", "Market stall", "ST")
DEPOT = Channel(QUAY, "depot", "Depot", GST, AU.location, SYDNEY)
STORES = (TILL, MARKETPLACE, COUNTER, STALL)
PRICES |= {store.name: PRICES[AU.name] for store in STORES}
PRICES[DEPOT.name] = PRICES[TRADE.name]

CLOSING_HOUR = 20
MONDAY, TUESDAY, THURSDAY, FRIDAY, SUNDAY = 0, 1, 3, 4, 6


def posting(name: str, day: date, recorded_at: datetime | None = None, **parts: object) -> Posting:
    """A posting that was recorded in the evening of its day, if not at another time."""
    evening = datetime.combine(day, time(CLOSING_HOUR), tzinfo=SYDNEY)
    return Posting(name, recorded_at or evening, day, **parts)


def closing(day: date) -> Posting:
    """The till's, with its takings; a Sunday's is Monday's, and on Thursdays somebody rounds."""
    if day.weekday() == SUNDAY:
        day += timedelta(days=1)
    takings = Decimal(700 + 10 * day.day)
    return posting(f"TILL-{day}", day, takings=takings, is_rounded=day.weekday() == THURSDAY)


def payout(day: date) -> Posting:
    """The marketplace's next one: Tuesday's or Friday's."""
    while day.weekday() not in (TUESDAY, FRIDAY):
        day += timedelta(days=1)
    return posting(f"PAYOUT-{day}", day)


def month_end(day: date) -> Posting:
    """The depot's: dated on the last day of the month, written on the next morning."""
    first_of_next = date(*next_month((day.year, day.month)), 1)
    written_at = datetime.combine(first_of_next, time(9), tzinfo=SYDNEY)
    return posting(f"DEPOT-{day:%Y-%m}", first_of_next - timedelta(days=1), written_at)


def week(day: date) -> Posting:
    """The counter's: it names what the week until Friday brought."""
    friday = day + timedelta(days=(FRIDAY - day.weekday()) % 7)
    return posting(f"Week to {friday}", friday, names_documents=True)


def posting_journals(orders: Iterable[Order]) -> Iterator[OtherJournal]:
    """Every posting that took something in, with what it took in of all orders."""
    sums: dict[Posting, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    names: dict[Posting, dict[str, None]] = defaultdict(dict)
    for order in orders:
        for taken, fact in posted_facts(order):
            sums[taken.posting][fact.layer] += fact.amount
            names[taken.posting][taken.document] = None
    for one, amounts in sums.items():
        narration = f"{one.name}: {', '.join(names[one])}" if one.names_documents else one.name
        lines = posting_lines(one, amounts[FINANCIAL], amounts[VALUATION])
        yield OtherJournal(narration, one.recorded_at, one.dated, tuple(lines), one.name)


def posting_lines(one: Posting, revenue: Decimal, cost: Decimal) -> Iterator[tuple[str, Decimal]]:
    """Debits, credits negative: what was reversed, beside what was taken on the same day."""
    codes = QUAY.accounts
    if one.is_rounded:
        revenue = revenue.quantize(Decimal(1), ROUND_HALF_UP)
    yield codes.returns, revenue
    if one.takings:
        yield codes.revenue, -one.takings
    yield CLEARING, one.takings - revenue
    if cost:
        yield codes.stock, cost
        yield codes.cost_of_goods, -cost


def quay_terms(books: Books) -> Terms:
    """Quay's settings with a calendar. Of the till's credits and costs the ledger is of record."""
    of_record = {"financial_system_of_record": "ledger", "valuation_system_of_record": "ledger"}
    contracts = [
        contract(TILL, r"TILL-\d{4}-\d{2}-\d{2}", ledger_posting="day", **of_record),
        contract(MARKETPLACE, r"PAYOUT-\d{4}-\d{2}-\d{2}", ledger_posting="payout"),
        contract(DEPOT, r"DEPOT-\d{4}-\d{2}", ledger_posting="month"),
        contract(COUNTER, r"CT(#\d+)"),
        contract(STALL, r"STALL-\d+", ledger_posting="day"),
    ]
    return Terms(QUAY, contracts, STORES, books)
