"""Harbour's store in New Zealand: some hundred ordinary returns beside those worked out by hand.

It has a shop, a hub and a ledger of its own, so that nothing of it touches the other channels, and
nothing of it moved after January was signed off, so that the company's restatement stays by hand.
Its stories are drawn from the simulator, kind by kind, on days of the two months of the demo; the
same ones every time.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from .harbour import AU, GST, HARBOUR, PRICES
from .kinds import alike, amounts, by_hand, kits
from .kinds.table import KINDS, NOTHING_CAME_BACK, Kind
from .months import When, days_when
from .reference import Books, Terms, contract
from .scene import ORDER_NAMES, Names, Scene
from .story import Accounts, Channel, Story
from .witness import Testimony

AUCKLAND = ZoneInfo("Pacific/Auckland")
TASMAN = replace(
    HARBOUR,
    zone=AUCKLAND,
    accounts=Accounts(
        revenue="N200", returns="N205", shipping="N425", cost_of_goods="N310", stock="N630",
        tax="N820",
    ),
    hub="nz",
    ledger="nz",
)  # fmt: skip
NZ = Channel(TASMAN, "online_nz", "Shopify NZ", GST, "Auckland Depot", AUCKLAND, "nz", "NZ")
PRICES[NZ.name] = PRICES[AU.name]
ORDER_NAMES[NZ.name] = ORDER_NAMES[AU.name]

SEED = 20260228
RETURNS = 240
OTHER_ORDERS = 60
FIRST_DAY = date(2026, 1, 1)
FIRST_CREDIT = 5001
# What the second computation leaves out, or no author can know, is for other companies.
ELSEWHERE = (alike, amounts, by_hand, kits)


def kinds() -> list[Kind]:
    """The kinds that can happen in a store like the Australian one, in the demo's months."""
    modules = {module.__name__ for module in ELSEWHERE}
    return [
        kind
        for kind in KINDS
        if AU in kind.channels
        and kind.when != When.SIGNED
        and kind.tell.__module__ not in modules
        and days(kind)
    ]


def days(kind: Kind) -> list[date]:
    """The days of the demo's months on which a kind can happen."""
    return [day for day in days_when(kind.when) if day >= FIRST_DAY]


def told() -> Iterator[tuple[Kind, Testimony]]:
    """Every story of the store, oldest first."""
    dice = Random(SEED)
    names = Names(credits=count(FIRST_CREDIT))
    choice = kinds()
    drawn = [*choice, *dice.choices(choice, [kind.weight for kind in choice], k=RETURNS)]
    drawn = [*drawn[:RETURNS], *[NOTHING_CAME_BACK] * OTHER_ORDERS]
    plans = sorted(((dice.choice(days(kind)), kind) for kind in drawn), key=lambda plan: plan[0])
    for day, kind in plans:
        yield kind, kind.tell(Scene(NZ, day, dice, names))


def tasman(products: Story) -> Story:
    """What happened in the store, with the company's products."""
    return Story(products.products, tuple(testimony.order for _, testimony in told()))


def tasman_terms(books: Books) -> Terms:
    """The store's settings; the company's calendar, sign-offs and decisions stand once."""
    terms = contract(NZ, r"NZ(#\d+)", no_restock_means="kept", owner="Online operations")
    return Terms(TASMAN, [terms], (NZ,), replace(books, decisions=()))
