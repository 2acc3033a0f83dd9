"""Sign-offs and period ends (M9.3, M10): what moved since, what was open, and how that rolled on.

Decisions on exceptions are left out: a company that has written something off is none for this.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace as Row

from .clocks import History, leg_forms
from .computation import NOW, Outcome, Reading, Result, compute
from .contracts import record_tier
from .conversions import cents
from .evidence import Evidence
from .kits import KIT_MARK
from .linking import Order
from .units import unit_shares

ZERO = Decimal(0)
OPEN = ("timing_open", "permanent", "undetermined")
MEASURES = ("count", "units", "revenue", "cost")

Item = tuple[Order, str | None]


@dataclass
class Open:
    """What is open of an order and SKU."""

    diagnoses: set[str] = field(default_factory=set)
    units: Decimal = ZERO
    revenue: Decimal = ZERO
    cost: Decimal = ZERO
    days: int = 0

    @property
    def count(self) -> Decimal:
        return Decimal(1)


@dataclass(frozen=True)
class End:
    """A period's end: the day on which it is looked at, and K(P); no cut: now."""

    period: str
    day: date
    cut: datetime | None


class Closes:
    """Every sign-off and period end of a company's warehouse. A reading is computed once."""

    def __init__(self, evidence: Evidence, as_of: date | None = None) -> None:
        self.evidence = evidence
        self.now = compute(evidence, as_of)
        self.readings: dict[Reading, Outcome] = {NOW: self.now}

    def outcome(self, reading: Reading) -> Outcome:
        if reading not in self.readings:
            as_of = reading.day or self.now.as_of
            self.readings[reading] = compute(self.evidence, as_of, reading)
        return self.readings[reading]

    def left_out(self) -> set[Order]:
        """Orders that some reading leaves out."""
        return {order for outcome in self.readings.values() for order in outcome.left_out}

    def signoffs(self, company: str) -> list[Row]:
        return [
            row
            for row in self.evidence.reference["period_signoffs"]
            if row.company == company and row.signed_at.date() <= self.now.as_of
        ]

    def companies(self) -> list[str]:
        return sorted({row.company for row in self.evidence.reference["source_instances"]})

    # Sign-offs

    def moved(self, signoff: Row) -> dict[tuple[str, str], tuple[str, tuple[Decimal, ...]]]:
        """(channel, leg) → cause and what it adds now less what it added then."""
        then = self.outcome(Reading(cut=signoff.signed_at))
        before, after = contributions(then, signoff), contributions(self.now, signoff)
        known = {history.leg_id(): history for history in then.histories}
        found = {}
        for key in sorted(before.keys() | after.keys()):
            none = (ZERO,) * 4
            delta = tuple(
                b - a for a, b in zip(before.get(key, none), after.get(key, none), strict=True)
            )
            if any(delta):
                leg_id = staged(key[1])
                found[key] = self.cause(leg_id, known.get(leg_id), signoff), delta
        return found

    def cause(self, leg_id: str, then: History | None, signoff: Row) -> str:
        forms = self.forms[leg_id]
        if then is None:
            return "late_landing" if forms[0].known_at <= signoff.signed_at else "backdated"
        if forms[-1].form_number == then.form_number:
            return "relinked"
        return "voided" if forms[-1].is_voided or forms[-1].is_deleted else "edited"

    @property
    def forms(self) -> dict[str, list[History]]:
        if not hasattr(self, "_forms"):
            self._forms = {forms[0].leg_id(): forms for forms in leg_forms(self.evidence) if forms}
        return self._forms

    # Period ends

    def ends(self, company: str, periods: list[str]) -> list[End]:
        """The ends of periods that have begun, in order, each with its K(P)."""
        found = []
        for period in sorted(periods):
            first_day, last_day = self.days(company, period)
            if first_day > self.now.as_of:
                continue
            signed = [row for row in self.signoffs(company) if row.period == period]
            latest = max(signed, key=lambda row: row.version, default=None)
            day = min(last_day, self.now.as_of)
            found.append(End(period, day, latest and latest.signed_at))
        return found

    def days(self, company: str, period: str) -> tuple[date, date]:
        """M9.1: the first and the last day of a period; a silent calendar means the month."""
        for row in self.evidence.reference["accounting_periods"]:
            if (row.company, row.period) == (company, period):
                return row.first_day, row.last_day
        first_day = date.fromisoformat(f"{period}-01")
        return first_day, (first_day + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    def open_at(self, day: date, cut: datetime | None) -> dict[Item, Open]:
        """What was open on a day, as a cut knows it."""
        outcome = self.outcome(Reading(cut=cut, day=day))
        found: dict[Item, Open] = defaultdict(Open)
        for result in outcome.results:
            if result.verdict.persistence in OPEN:
                add_open(found[result.case.line.order, result.case.line.sku], result)
        return dict(found)


def staged(leg_id: str) -> str:
    """The leg as its document holds it: that of the whole kit for one of its components."""
    return leg_id.partition(KIT_MARK)[0]


def contributions(outcome: Outcome, signoff: Row) -> dict[tuple[str, str], tuple[Decimal, ...]]:
    """(channel, leg) → credited and restocked units, revenue and cost that count in the period."""
    found: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [ZERO] * 4)
    for result in outcome.results:
        case = result.case
        company, channel, _ = case.line.order
        if company != signoff.company:
            continue
        for place, amount, share in counted(result):
            if case.books.period(company, share.leg.posted_date) == signoff.period:
                found[channel, share.leg.covers or share.leg.leg_id][place] += amount
    return {key: tuple(amounts) for key, amounts in found.items() if any(amounts)}


def counted(result: Result) -> Iterator[tuple[int, Decimal, object]]:
    """What each share of a system-of-record leg adds, by its place in the totals."""
    line, contract = result.case.line, result.case.contract
    for share in unit_shares(line, record_tier(contract, "financial"), "financial"):
        yield 0, share.units, share
        # The money of a batch is its posting's, whole.
        if not share.leg.covers:
            yield 2, share.base_amount, share
    for share in unit_shares(line, record_tier(contract, "inventory"), "inventory"):
        yield 1, share.units, share
    for share in unit_shares(line, record_tier(contract, "valuation"), "valuation"):
        if not share.leg.covers:
            yield 3, share.cost_amount, share


def add_open(found: Open, result: Result) -> None:
    """M10, Open: units, and what is at stake; an unknown price or cost adds nothing."""
    case, units, amounts = result.case, result.case.units, result.case.amounts
    gaps = units.gaps
    found.diagnoses.add(result.verdict.diagnosis)
    found.units += max(abs(gaps["financial"]), abs(gaps["inventory"]))
    found.revenue += amounts.largest_difference
    if case.sale.unit_price is not None:
        found.revenue += cents(abs(gaps["financial"]) * rounded(case.sale.unit_price, 6))
    if case.ledger_lacks_credit or case.ledger_lacking_units:
        record = record_tier(case.contract, "financial")
        found.revenue += abs(amounts.revenue[record] - amounts.revenue["ledger"])
    if case.sale.unit_cost is not None:
        lacking = abs(gaps["inventory"]) + abs(gaps["valuation"])
        found.cost += cents(lacking * rounded(case.sale.unit_cost, 10))
    found.cost += amounts.value_difference
    found.days = max(found.days, (case.books.as_of - case.line.return_first_date).days)


def rounded(value: Decimal, places: int) -> Decimal:
    return round(value, places)


def rolled(closes: Closes, ends: list[End]) -> Counter[tuple[str, str, str, str, str]]:
    """(channel, period, diagnosis, measure, column) → figure, from nothing open before the first.

    Of an item whose lines differ the verdict is not decided here: it is a set, and left out.
    """
    figures: Counter[tuple[str, str, str, str, str]] = Counter()
    for place, end in enumerate(ends):
        before_end = ends[place - 1] if place else None
        opening = closes.open_at(before_end.day, before_end.cut) if before_end else {}
        before = closes.open_at(before_end.day, end.cut) if before_end else {}
        after = closes.open_at(end.day, end.cut)
        for item in opening.keys() | before.keys() | after.keys():
            walk_item(
                figures, item, end.period, opening.get(item), before.get(item), after.get(item)
            )
    return figures


def walk_item(
    figures: Counter[tuple[str, str, str, str, str]],
    item: Item,
    period: str,
    opening: Open | None,
    before: Open | None,
    after: Open | None,
) -> None:
    """One item's way from opening to closing, in every measure."""
    channel = item[0][1]

    def add(state: Open, measure: str, column: str, value: Decimal) -> None:
        figures[channel, period, "/".join(sorted(state.diagnoses)), measure, column] += value

    for measure in MEASURES:
        opened, was, is_now = (
            getattr(state, measure) if state else ZERO for state in (opening, before, after)
        )
        if opening:
            add(opening, measure, "opening", opened)
            add(opening, measure, "restated", -opened)
        if before:
            add(before, measure, "restated", was)
        if before and after and before.diagnoses != after.diagnoses:
            add(before, measure, "reclassified", -was)
            add(after, measure, "reclassified", was)
        state = after or before
        if state and is_now > was:
            add(state, measure, "opened", is_now - was)
        if state and is_now < was:
            add(state, measure, "cleared", was - is_now)
        if after:
            add(after, measure, "closing", is_now)
