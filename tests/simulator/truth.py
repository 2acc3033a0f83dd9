"""The truth beside the exports: what belongs together, and what is so, as the authors know it.

`return_legs.csv` has a row per document, layer, product and true return: what of the document is
that return's. `return_lines.csv` has a row per true return and product: its units and amounts in
each tier, and the verdict that its story makes plain.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from .facts import CHANNEL, FINANCIAL, HUB, INVENTORY, LEDGER, VALUATION, Fact, facts
from .money import cents
from .witness import Testimony, TrueReturn, Verdict

TIERS = (CHANNEL, HUB, LEDGER)
LEG_COLUMNS = (
    "true_return_id", "kind", "channel", "order_reference", "tier", "source_system",
    "source_instance", "document_type", "document_id", "document_name", "layer", "sku", "units",
    "amount", "counts", "is_ambiguous",
)  # fmt: skip
LINE_COLUMNS = (
    "true_return_id", "kind", "channel", "order_reference", "sku",
    "channel_credited_units", "hub_credited_units", "ledger_credited_units",
    "channel_restocked_units", "hub_restocked_units", "kept_units", "never_shipped_units",
    "channel_revenue_amount", "hub_revenue_amount", "ledger_revenue_amount",
    "restored_cost_amount", "reversed_cost_amount", "diagnosis", "persistence", "is_ambiguous",
)  # fmt: skip


@dataclass(frozen=True)
class TrueLeg:
    """A true return's share of a fact."""

    true_return_id: str
    fact: Fact
    units: int
    amount: Decimal


def true_return_id(testimony: Testimony, place: int) -> str:
    """A true return's id: its channel, its order and its place among the order's returns."""
    order = testimony.order
    return f"{order.channel.name}/{order.name}/{place}"


def true_legs(testimony: Testimony) -> Iterator[TrueLeg]:
    """Every fact of an order, shared among its true returns."""
    for fact in facts(testimony.order):
        if fact.document.document_type in testimony.unheard:
            continue
        given_units, given_amount = 0, Decimal(0)
        for place, true_return in enumerate(testimony.returns, start=1):
            units = share_of(true_return, fact)
            if units is None:
                continue
            given_units += units
            amount = up_to(fact, given_units) - given_amount
            given_amount += amount
            yield TrueLeg(true_return_id(testimony, place), fact, units, amount)


def share_of(true_return: TrueReturn, fact: Fact) -> int | None:
    """The units of a fact that are this return's; None where it has no part in it."""
    if true_return.shares is None:
        return fact.units
    return true_return.shares.get(fact.document.name, {}).get(fact.sku)


def up_to(fact: Fact, units: int) -> Decimal:
    """What the first units of a fact amount to, in cents."""
    return cents(fact.amount * units / fact.units) if fact.units else fact.amount


class TruthWriter:
    """Writes the truth of one order after another."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._files = [
            (folder / f"{name}.csv").open("w", newline="")
            for name in ("return_legs", "return_lines")
        ]
        self._legs, self._lines = (csv.writer(file, lineterminator="\n") for file in self._files)
        self._legs.writerow(LEG_COLUMNS)
        self._lines.writerow(LINE_COLUMNS)

    def __enter__(self) -> "TruthWriter":
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()

    def write(self, kind: str, testimony: Testimony) -> None:
        """One order's legs and lines."""
        legs = list(true_legs(testimony))
        ambiguous = flag(testimony.is_ambiguous)
        order = (kind, testimony.order.channel.name, testimony.order.name)
        for leg in legs:
            document = leg.fact.document
            self._legs.writerow((
                leg.true_return_id, *order, document.tier, document.source_system,
                document.source_instance, document.document_type, document.document_id,
                document.name, leg.fact.layer, leg.fact.sku, leg.units, leg.amount,
                flag(leg.fact.counts), ambiguous,
            ))  # fmt: skip
        for place, true_return in enumerate(testimony.returns, start=1):
            return_id = true_return_id(testimony, place)
            own = [leg for leg in legs if leg.true_return_id == return_id]
            for sku in sorted({leg.fact.sku for leg in own}):
                verdict = true_return.verdict_of(sku)
                figures = line_figures(verdict, [leg for leg in own if leg.fact.sku == sku])
                self._lines.writerow((
                    return_id, *order, sku, *figures, verdict.diagnosis, verdict.persistence,
                    ambiguous,
                ))  # fmt: skip


def line_figures(verdict: Verdict, legs: list[TrueLeg]) -> tuple:
    """A true line's units and amounts by tier, of what counts in the end."""
    units: defaultdict[tuple[str, str], int] = defaultdict(int)
    amounts: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for leg in legs:
        if leg.fact.counts:
            cell = (leg.fact.document.tier, leg.fact.layer)
            units[cell] += leg.units
            amounts[cell] += leg.amount
    return (
        *(units[tier, FINANCIAL] for tier in TIERS),
        *(units[tier, INVENTORY] for tier in (CHANNEL, HUB)),
        verdict.kept_units,
        verdict.never_shipped_units,
        *(amounts[tier, FINANCIAL] for tier in TIERS),
        *(amounts[tier, VALUATION] for tier in (HUB, LEDGER)),
    )


def flag(value: bool) -> str:
    """A boolean as the files write it."""
    return "true" if value else "false"
