"""Consolidated ledger postings, what they cover and what they leave over (M5.5)."""

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace as Row

from .clocks import History
from .contracts import Books, record_tier
from .conversions import Conversions, Leg
from .evidence import of_instance
from .linking import Links, Order
from .placing import Line, Share

ZERO = Decimal(0)
DAYS = timedelta(days=3)
CONSOLIDATED = ("day", "month", "payout")
LayerDay = tuple[str, str, str, date]


@dataclass(frozen=True)
class SummaryLine:
    """A batch's line that sums up revenue or cost. Without a contract it covers what it names."""

    leg: Leg
    company: str
    channel: str
    contract: Row | None
    amount: Decimal


class Batches:
    """The batches as now known, and which of them covers a leg."""

    def __init__(
        self, conversions: Conversions, histories: list[History], legs: list[Leg], links: Links
    ) -> None:
        self.links = links
        self.lines = list(summary_lines(conversions, histories, legs, links))
        self.posted_roots = {
            links.root(leg.document)
            for leg in legs
            if leg.tier == "ledger" and not is_batch(leg, links) and leg.document in links.roots
        }

    def covering(self, leg: Leg, order: Order) -> SummaryLine | None:
        """The batch that names the leg's document, else the first posting of its days."""
        if not can_be_covered(leg) or self.links.root(leg.document) in self.posted_roots:
            return None
        found = [
            (rank, line)
            for line in self.lines
            if (line.company, line.channel, line.leg.layer) == (*order[:2], leg.layer)
            and (rank := self.rank(leg, line)) is not None
        ]
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def rank(self, leg: Leg, line: SummaryLine) -> tuple | None:
        """How near a batch is to a leg, None where it cannot cover it."""
        is_named = leg.document in self.links.named.get(line.leg.document, ())
        if line.contract and leg.tier != covered_tier(line.contract, leg.layer):
            return None
        if not is_named and (line.contract is None or not is_in_its_days(leg, line)):
            return None
        posting = line.leg
        recorded = posting.recorded_at.isoformat() if posting.recorded_at else "~"
        return (
            not is_named, posting.posted_date < leg.posted_date, posting.posted_date, recorded,
            posting.document, posting.leg_id,
        )  # fmt: skip

    def add_cells(self, lines: Iterable[Line]) -> None:
        """The ledger's cell of a covered share: its own units and amounts, the posting's day."""
        for line in lines:
            for share in list(line.shares):
                if summary := self.covering(share.leg, line.order):
                    line.shares.append(cell(share, summary.leg))

    def differences(self, lines: Iterable[Line]) -> Counter[LayerDay]:
        """Postings of one day less their documents."""
        left: Counter[LayerDay] = Counter()
        for summary in self.lines:
            key = summary.company, summary.channel, summary.leg.layer, summary.leg.posted_date
            left[key] += summary.amount
        for line in lines:
            for share in line.shares:
                if share.leg.covers is not None:
                    key = *line.order[:2], share.leg.layer, share.leg.posted_date
                    left[key] -= amount_of(share)
        return left


def is_batch(leg: Leg, links: Links) -> bool:
    return leg.document in links.postings or leg.document in links.batches


def can_be_covered(leg: Leg) -> bool:
    """Goods that channel or hub credited, or cost that the hub brought back."""
    if not leg.counts or leg.is_manual or leg.tier == "ledger" or leg.covers is not None:
        return False
    if leg.layer == "financial":
        return leg.kind in ("credit", "goodwill", "chargeback", "price_adjustment")
    return leg.layer == "valuation" and leg.tier == "hub" and leg.kind == "cost_reversal"


def covered_tier(contract: Row, layer: str) -> str:
    """Revenue is the channel's, where there is one; cost the hub's."""
    return "channel" if layer == "financial" and contract.channel_system else "hub"


def is_in_its_days(leg: Leg, line: SummaryLine) -> bool:
    """On the document's day or at most three later, or in its month; never recorded before it."""
    posting = line.leg
    if posting.recorded_at and leg.occurred_at and posting.recorded_at < leg.occurred_at:
        return False
    if line.contract.ledger_posting == "month":
        return f"{posting.posted_date:%Y-%m}" == f"{leg.posted_date:%Y-%m}"
    return leg.posted_date <= posting.posted_date <= leg.posted_date + DAYS


def summary_lines(
    conversions: Conversions, histories: list[History], legs: list[Leg], links: Links
) -> Iterator[SummaryLine]:
    """By the account's role; beside a returns account what stands on revenue are takings."""
    found: dict[tuple, list[tuple[str | None, Leg]]] = defaultdict(list)
    for history, leg in zip(histories, legs, strict=True):
        role = conversions.roles.get((*of_instance(history.row), history.row.account_code))
        is_goods = leg.layer == "financial" and leg.kind in ("credit", "goodwill")
        if is_batch(leg, links) and (is_goods or leg.layer == "valuation"):
            found[leg.document].append((role, leg))
    for document, lines in found.items():
        has_returns_account = any(role == "sales_returns" for role, _ in lines)
        contract = links.postings.get(document)
        channels = {links.orders[key][:2] for key in links.named.get(document, ())}
        if contract is None and len(channels) != 1:
            continue
        company, channel = (
            (contract.company, contract.channel) if contract else next(iter(channels))
        )
        for role, leg in lines:
            is_takings = leg.layer == "financial" and has_returns_account
            if leg.counts and not (is_takings and role != "sales_returns"):
                amount = leg.base_amount if leg.layer == "financial" else leg.cost_amount
                yield SummaryLine(leg, company, channel, contract, amount or ZERO)


def cell(share: Share, posting: Leg) -> Share:
    """What a document declares of its units it declares once."""
    leg = replace(
        share.leg,
        leg_id=f"{posting.leg_id}#{share.leg.leg_id}",
        document=posting.document,
        tier="ledger",
        posted_date=posting.posted_date,
        occurred_at=None,
        recorded_at=None,
        covers=share.leg.leg_id,
    )
    return replace(
        share, leg=leg, kept_units=ZERO, missing_units=ZERO, never_shipped_units=ZERO,
        nothing_to_reverse_units=ZERO,
    )  # fmt: skip


def amount_of(share: Share) -> Decimal:
    return share.base_amount if share.leg.layer == "financial" else share.cost_amount


def ledger_due(line: Line, contract: Row) -> date | None:
    """M7: the day until which a consolidated ledger has time for the first uncovered credit."""
    covered = {share.leg.covers for share in line.shares}
    record = record_tier(contract, "financial")
    own = [share.leg for share in line.live(record, "financial") if share.leg.kind == "credit"]
    starts = [leg.posted_date for leg in own]
    if contract.ledger_posting in CONSOLIDATED:
        uncovered = [
            share.leg.posted_date
            for share in line.live(covered_tier(contract, "financial"), "financial")
            if can_be_covered(share.leg) and share.leg.leg_id not in covered
        ]
        starts = uncovered or starts
    if not starts:
        return None
    start = min(starts)
    if contract.ledger_posting == "month":
        return start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return start + DAYS if contract.ledger_posting in CONSOLIDATED else start


def is_ledger_due(line: Line, contract: Row, as_of: date) -> bool:
    """Whether a credit that the ledger lacks is lacking by now."""
    due = ledger_due(line, contract)
    return contract.ledger_posting not in CONSOLIDATED or due is None or as_of > due


def by_period(differences: Counter[LayerDay], books: Books) -> Counter[tuple[str, str, str, str]]:
    """The step `batch_difference` of the money bridges."""
    bridges = {"financial": "revenue", "valuation": "valuation"}
    found: Counter[tuple[str, str, str, str]] = Counter()
    for (company, channel, layer, day), amount in differences.items():
        if amount:
            found[company, channel, books.period(company, day), bridges[layer]] += amount
    return found
