"""All scenarios, and the exports, reference tables and rounds of landing that tell them.

Files are landed round by round at the instants at which they were pulled, as nights would have, so
that what a sign-off knew, and what was landed too late for it, is as the stories say.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.nights import House
from tests.simulator.harbour import AU, HARBOUR, JANUARY_SIGNED_AT, SYDNEY, UK
from tests.simulator.harbour_reference import contracts
from tests.simulator.outpost import lose_credit_notes
from tests.simulator.pulls import Exporter, pulls
from tests.simulator.reference import Books, Terms, contract, write_reference
from tests.simulator.shopify import order_document
from tests.simulator.story import Channel, Story
from tests.simulator.telling import moment

from .amounts import amounts
from .by_hand import by_hand
from .further import further
from .kits import COMPONENTS, kits
from .leg_presence import leg_presence
from .postings import PATTERN, TILL, postings
from .records import records
from .stage import COVE, DELTA, INLET, MARKET, MOOR, NZ, PLACES, POS, Scenario
from .systems import systems
from .timing import timing
from .values import REFURBISHED, values

HISTORY_FROM = date(2025, 11, 1)
PULLS = tuple(
    moment(text, SYDNEY) for text in ("2026-01-16 07:00", "2026-02-02 07:00", "2026-02-28 23:30")
)
# Delta's files of this round come with the next one's.
LATE = PULLS[1]
LANDING_DELAY = timedelta(minutes=20)
BOOKS = Books(
    periods=(
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2026-01", "2026-01-01", "2026-01-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
    ),
    signoffs=(("2026-01", 1, JANUARY_SIGNED_AT.isoformat(), "Financial controller", "50.00", ""),),
)
NEIGHBOURS = (COVE, DELTA, INLET, MOOR)


def scenarios() -> list[Scenario]:
    """Every scenario, those of the list first."""
    return [
        *leg_presence(), *timing(), *systems(), *postings(), *by_hand(), *values(), *kits(),
        *amounts(), *records(), *further(),
    ]  # fmt: skip


def terms() -> Iterator[Terms]:
    """Every company's settings."""
    yield Terms(
        PLACES,
        [
            *contracts(),
            contract(POS, r"AU(#\d+)", source_name="pos"),
            contract(TILL, PATTERN, ledger_posting="day"),
            contract(NZ, r"NZ(#\d+)", financial_system_of_record="ledger"),
            contract(MARKET, "", ledger_system="", ledger_instance="", ledger_posting="none"),
        ],
        (AU, UK, NZ, TILL),
        BOOKS,
        kits=COMPONENTS,
        aliases=[("cin7_core", HARBOUR.hub, REFURBISHED, "S72-A", 1)],
    )
    for store in NEIGHBOURS:
        yield Terms(store.company, [contract(store, r"N(#\d+)")], (store,), BOOKS)


def write_company(folder: Path, told: Sequence[Scenario], stores: tuple[Channel, ...]) -> None:
    """One company's exports of every round, below a folder."""
    company = stores[0].company
    tales = [tale for one in told for tale in one.tales]
    products = {sku: product for tale in tales for sku, product in tale.products.items()}
    if company == HARBOUR:
        company = PLACES
    story = Story(
        tuple(products.values()),
        tuple(tale.order for tale in tales),
        other_journals=tuple(journal for one in told for journal in one.journals),
        stock_documents=tuple(document for one in told for document in one.stock),
    )
    exporter = Exporter(folder, company, stores, store_page_size=250, ledger_page_size=100)
    exporter.write(story, pulls(PULLS, HISTORY_FROM))


def write_all(outbox: Path, reference: Path) -> None:
    """Exports and reference tables of every company, with what happens to files on their way."""
    told = scenarios()
    for stores in ((AU, UK, NZ, TILL), *((store,) for store in NEIGHBOURS)):
        own = [one for one in told if one.channel.company == stores[0].company]
        write_company(outbox, own, stores)
    write_reference(reference, terms())
    lose_credit_notes(outbox, COVE.company.ledger)
    list_credit_notes(outbox / "xero" / MOOR.company.ledger / "credit_notes")
    say_refunds_again(outbox / "shopify" / MOOR.shop, told)
    shutil.rmtree(outbox / "xero" / INLET.company.ledger)


def list_credit_notes(folder: Path) -> None:
    """The ledger's list shows the same credit notes at the same stamps, without their lines."""
    for path in folder.glob("*/page_1.json"):
        page = json.loads(path.read_text())
        notes = [{**note, "LineItems": []} for note in page["CreditNotes"]]
        path.with_name("list.json").write_text(json.dumps({"CreditNotes": notes}))


def say_refunds_again(folder: Path, told: Sequence[Scenario]) -> None:
    """Each refund of the store as a webhook sent it at once, and as a poll found it later."""
    for one in told:
        for order in (tale.order for tale in one.tales if tale.order.channel == MOOR):
            for refund in order_document(order, PULLS[-1])["refunds"]:
                for way, pulled in (("webhook", PULLS[1]), ("poll", PULLS[2])):
                    path = folder / "refunds" / pulled.date().isoformat() / f"{way}_{refund['id']}"
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.with_suffix(".json").write_text(json.dumps({"refund": refund}))


def deliver(outbox: Path, exports: Path, pulled: datetime, is_late: bool = False) -> None:
    """Copies one round's files into the exports folder: those that come in time, or the others."""
    name = pulled.date().isoformat()
    for path in sorted(outbox.rglob("*")):
        place = path.relative_to(outbox)
        if path.is_dir() or not any(part.startswith(name) for part in place.parts):
            continue
        if is_late != (pulled == LATE and DELTA.shop in str(place)):
            continue
        target = exports / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        if MOOR.shop in str(place):
            shutil.copyfile(path, target.with_name(f"again_{target.name}"))


def told_house(folder: Path) -> House:
    """The companies of all scenarios after their last night."""
    outbox = folder / "outbox"
    house = House(folder / "exports", folder / "reference", folder / "warehouse")
    write_all(outbox, house.reference)
    *earlier, last = PULLS
    for pulled in earlier:
        deliver(outbox, house.exports, pulled)
        replace(house, landed_at=pulled + LANDING_DELAY).landing_alone()
    deliver(outbox, house.exports, LATE, is_late=True)
    deliver(outbox, house.exports, last)
    replace(house, landed_at=last + LANDING_DELAY).publishing_night()
    return house
