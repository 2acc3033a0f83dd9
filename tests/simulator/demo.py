"""Writes the demo company again: `python -m tests.simulator.demo [seeds folder]`.

Each pull asks every system for what changed since a day before the last one, as a nightly exporter
with an overlap does, so that documents come in several forms and some of them twice.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from . import cin7_core, shopify, xero
from .exports import write_lines, write_manifest, write_page
from .harbour import AU, HARBOUR, PULLS, UK, harbour
from .harbour_reference import write_reference
from .story import Channel, Story, form_at

OVERLAP = timedelta(days=1)
HISTORY_FROM = date(2025, 11, 1)
LEDGER_PAGE_SIZE = 20


class Pull:
    """One round of exports: what changed after `since`, as it stood at `at`."""

    def __init__(self, at: datetime, previous: datetime | None) -> None:
        self.at = at
        self.since = previous - OVERLAP if previous else None
        self.covers_from = None if previous else HISTORY_FROM
        self.name = at.date().isoformat()

    def takes(self, changed_at: datetime | None) -> bool:
        """Whether a document that last changed then is in this round."""
        if changed_at is None or changed_at > self.at:
            return False
        return self.since is None or changed_at > self.since


def pulls() -> list[Pull]:
    """The rounds in order."""
    return [Pull(at, previous) for at, previous in zip(PULLS, (None, *PULLS), strict=False)]


def write_store(folder: Path, story: Story, store: Channel, pull: Pull) -> None:
    """A store's orders, returns and locations."""
    orders = [order for order in story.orders if order.channel == store]
    changed = [
        shopify.order_document(order, pull.at)
        for order in orders
        if order.ordered_at <= pull.at and pull.takes(shopify.updated_at(order, pull.at))
    ]
    returns = [
        shopify.return_document(order, store_return, pull.at)
        for order in orders
        for store_return in order.store_returns
        if store_return.opened_at <= pull.at
    ]
    for name, records in (
        ("orders", changed),
        ("returns", returns),
        ("locations", shopify.locations(store)),
    ):
        path = folder / "shopify" / store.shop / name / pull.name / f"{name}.json"
        write_page(path, name, records)
        write_manifest(path, len(records), pull.at, pull.covers_from)


def write_hub(folder: Path, story: Story, pull: Pull) -> None:
    """The hub's sales one per line (the long history compressed), products and locations."""
    root = folder / "cin7_core" / "core"
    sales = [
        cin7_core.sale_document(story, place, order, pull.at)
        for place, order in story.numbered_orders()
        if not order.is_test
        and cin7_core.entered_at(order) <= pull.at
        and pull.takes(cin7_core.last_modified_at(order, pull.at))
    ]
    path = root / "sales" / f"{pull.name}.jsonl{'' if pull.since else '.gz'}"
    write_lines(path, sales)
    write_manifest(path, len(sales), pull.at, pull.covers_from)
    places = [AU.location, UK.location]
    for name, key, records in (
        ("products", "Products", [cin7_core.product_document(row) for row in story.products]),
        (
            "locations",
            "LocationList",
            [cin7_core.location_document(place, place == places[0]) for place in places],
        ),
    ):
        path = root / name / f"{pull.name}.json"
        write_page(path, key, records, {"Total": len(records), "Page": 1})


def write_ledger(folder: Path, story: Story, pull: Pull) -> None:
    """The ledger's credit notes, cost journals, invoices and accounts, page by page."""
    credit_notes = changed_forms(
        pull,
        [
            (order, credit, xero.credit_note_document)
            for order in story.orders
            for credit in order.ledger_credits
        ],
    )
    journals = changed_forms(
        pull,
        [
            (order, journal, xero.manual_journal_document)
            for order in story.orders
            for journal in order.cost_journals
        ],
    )
    invoices = [
        xero.invoice_document(order, place)
        for place, order in story.numbered_orders()
        if not order.is_test and pull.takes(order.shipped_at)
    ]
    root = folder / "xero" / "books"
    write_ledger_pages(root / "credit_notes", "CreditNotes", credit_notes, pull)
    write_ledger_pages(root / "manual_journals", "ManualJournals", journals, pull)
    write_ledger_pages(root / "invoices", "Invoices", invoices, pull)
    write_page(
        root / "accounts" / f"{pull.name}.json",
        "Accounts",
        xero.accounts(HARBOUR),
        xero.envelope(HARBOUR, "Accounts", pull.at),
    )


def changed_forms(pull: Pull, documents: Sequence[tuple]) -> list[dict]:
    """The documents whose last form belongs to this round, oldest first."""
    standing = [
        (form, order, document, write)
        for order, document, write in documents
        if (form := form_at(document.forms, pull.at)) and pull.takes(form.recorded_at)
    ]
    standing.sort(key=lambda row: row[0].recorded_at)
    return [write(order, document, form) for form, order, document, write in standing]


def write_ledger_pages(folder: Path, key: str, records: list[dict], pull: Pull) -> None:
    """One file per page; the envelope counts all pages of the query."""
    starts = range(0, max(len(records), 1), LEDGER_PAGE_SIZE)
    for page, start in enumerate(starts, start=1):
        rows = records[start : start + LEDGER_PAGE_SIZE]
        envelope = {
            **xero.envelope(HARBOUR, f"{key} {page}", pull.at),
            "pagination": {
                "page": page,
                "pageSize": LEDGER_PAGE_SIZE,
                "pageCount": len(starts),
                "itemCount": len(records),
            },
        }
        path = folder / pull.name / f"page_{page}.json"
        write_page(path, key, rows, envelope)
        write_manifest(path, len(rows), pull.at, pull.covers_from)


def write_demo(seeds: Path) -> None:
    """Writes `exports` and `reference` below a folder."""
    story = harbour()
    writers: list[Callable[[Path, Story, Pull], None]] = [write_hub, write_ledger]
    for pull in pulls():
        for store in (AU, UK):
            write_store(seeds / "exports", story, store, pull)
        for write in writers:
            write(seeds / "exports", story, pull)
    write_reference(seeds / "reference")


if __name__ == "__main__":
    write_demo(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("seeds"))
