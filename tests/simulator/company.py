"""A larger company: `python -m tests.simulator.company --seed 1 --returns 5000 --out DIR`.

Harbour again, with thousands of returns: `exports` and `reference` for a run, and `truth` beside
them, which no run reads. The same seed and number always write the same bytes.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from .harbour import AU, HARBOUR, PRODUCTS, SYDNEY, UK
from .harbour_reference import harbour_terms
from .kinds.kits import COMPONENTS
from .kinds.table import CHANNEL_WEIGHTS, HEALTHY, KINDS, NOTHING_CAME_BACK, Kind
from .months import (
    HISTORY_FROM,
    MONTHS,
    SIGNED_MONTHS,
    When,
    days_of,
    days_when,
    pulled_at,
    signed_at,
)
from .noise import other_journals, supplier_credits
from .outpost import OUTPOST, STORE, lose_credit_notes, outpost_terms
from .pulls import Exporter, pulls
from .quay import QUAY, posting_journals, quay_terms
from .quay import STORES as QUAYS_STORES
from .reference import Books, write_reference
from .scene import Names, Scene
from .story import Channel, Company, OtherJournal, Story, SupplierCredit
from .truth import TruthWriter
from .witness import Testimony

STORE_PAGE_SIZE = 250
LEDGER_PAGE_SIZE = 100
# Orders of which nothing came back, per story of a return.
OTHER_ORDERS = 0.6


@dataclass(frozen=True)
class Plan:
    """A kind of story that will be told, where and when."""

    kind: Kind
    channel: Channel
    day: date


def planned(returns: int, dice: Random, told_kinds: Sequence[Kind]) -> list[Plan]:
    """The stories of a company, oldest first: every kind once, then by weight, and other orders."""
    weights = [kind.weight for kind in told_kinds]
    more = dice.choices(told_kinds, weights, k=max(returns - len(told_kinds), 0))
    kinds = [*told_kinds[:returns], *more]
    kinds += [NOTHING_CAME_BACK] * round(returns * OTHER_ORDERS)
    days = {when: days_when(when) for when in When}
    plans = [Plan(kind, some_channel(kind, dice), dice.choice(days[kind.when])) for kind in kinds]
    return sorted(plans, key=lambda plan: plan.day)


def some_channel(kind: Kind, dice: Random) -> Channel:
    """One of a kind's channels, by their weights."""
    weights = [CHANNEL_WEIGHTS.get(channel.name, 1) for channel in kind.channels]
    return dice.choices(kind.channels, weights)[0]


def told(
    seed: int, returns: int, kinds: Sequence[Kind] = KINDS
) -> Iterator[tuple[Kind, Testimony]]:
    """Every story of a company, each with what its author knows."""
    dice = Random(seed)
    names = Names()
    for plan in planned(returns, dice, kinds):
        yield plan.kind, plan.kind.tell(Scene(plan.channel, plan.day, dice, names))


def books() -> Books:
    """The company's calendar and sign-offs."""
    return Books(
        periods=tuple(
            (f"{year}-{number:02d}", days[0].isoformat(), days[-1].isoformat())
            for year, number in MONTHS
            for days in [days_of((year, number))]
        ),
        signoffs=tuple(
            (
                f"{year}-{number:02d}",
                1,
                signed_at((year, number), SYDNEY).isoformat(),
                "Financial controller",
                "500.00",
                "",
            )
            for year, number in SIGNED_MONTHS
        ),
    )


def write_company(folder: Path, seed: int, returns: int, kinds: Sequence[Kind] = KINDS) -> None:
    """Writes `exports`, `reference` and `truth` below a folder."""
    testimonies = []
    with TruthWriter(folder / "truth") as truth:
        for kind, testimony in told(seed, returns, kinds):
            truth.write(kind.name, testimony)
            testimonies.append(testimony)
    dice = Random(seed)
    exports = folder / "exports"
    credits, journals = supplier_credits(HARBOUR, dice), other_journals(HARBOUR, dice)
    write_exports(exports, (AU, UK), story_of(HARBOUR, testimonies, credits, journals))
    terms = [harbour_terms(books(), COMPONENTS)]
    if outpost := story_of(OUTPOST, testimonies):
        write_exports(exports, (STORE,), outpost)
        lose_credit_notes(exports)
        terms.append(outpost_terms(books()))
    postings = posting_journals(row.order for row in testimonies)
    if quay := story_of(QUAY, testimonies, journals=(*postings, *other_journals(QUAY, dice))):
        write_exports(exports, QUAYS_STORES, quay)
        terms.append(quay_terms(books()))
    write_reference(folder / "reference", terms)


def story_of(
    company: Company,
    testimonies: Sequence[Testimony],
    credits: Iterable[SupplierCredit] = (),
    journals: Iterable[OtherJournal] = (),
) -> Story | None:
    """What happened in one of the companies, if anything did."""
    own = [row for row in testimonies if row.order.channel.company == company]
    if not own:
        return None
    items = [*PRODUCTS.values(), *(item for row in own for item in row.products)]
    return Story(
        tuple(dict.fromkeys(items)),
        tuple(row.order for row in own),
        tuple(credits),
        (*journals, *(journal for row in own for journal in row.journals)),
        tuple(document for row in own for document in row.stock),
    )


def write_exports(folder: Path, stores: tuple[Channel, ...], story: Story) -> None:
    """One company's exports of every pull."""
    company = stores[0].company
    exporter = Exporter(folder, company, stores, STORE_PAGE_SIZE, LEDGER_PAGE_SIZE)
    exporter.write(story, pulls(list(pulled_at(SYDNEY)), HISTORY_FROM))


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the command line and writes the company."""
    parser = argparse.ArgumentParser(description="Write a seeded company and its truth.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--returns", type=int, default=5000, help="stories of returns to tell")
    parser.add_argument("--healthy", action="store_true", help="nothing is wrong with any of them")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    options = parser.parse_args(arguments)
    if (options.out / "exports").exists():
        parser.error(f"{options.out} holds exports already: name another folder")
    kinds = HEALTHY if options.healthy else KINDS
    write_company(options.out, options.seed, options.returns, kinds)


if __name__ == "__main__":
    main()
