"""Rounds of exports: what each system shows at an instant, in the files that an exporter leaves.

Each pull asks every system for what changed since a day before the last one, as a nightly exporter
with an overlap does, so that documents come in several forms and some of them twice. GraphQL
returns have no stamp to ask by: every pull brings all of them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from . import cin7_core, cin7_stock, shopify, xero
from .exports import write_lines, write_manifest, write_page
from .story import Channel, Company, StockKind, Story, form_at

OVERLAP = timedelta(days=1)

# A document that is written when its turn comes.
Document = Callable[[], dict]


@dataclass(frozen=True)
class Pull:
    """One round of exports: what changed after `since`, as it stood at `at`."""

    at: datetime
    since: datetime | None
    covers_from: date | None

    @property
    def name(self) -> str:
        """What its files and folders are called."""
        return self.at.date().isoformat()

    def takes(self, changed_at: datetime | None) -> bool:
        """Whether a document that last changed then is in this round."""
        if changed_at is None or changed_at > self.at:
            return False
        return self.since is None or changed_at > self.since


def pulls(instants: Sequence[datetime], history_from: date) -> list[Pull]:
    """The rounds in order; the first asks for all there is from a day on."""
    first, *later = instants
    followers = zip(instants, later, strict=False)
    return [
        Pull(first, None, history_from),
        *(Pull(at, previous - OVERLAP, None) for previous, at in followers),
    ]


@dataclass(frozen=True)
class Exporter:
    """Whose systems are asked, where the files go, and how many documents a page holds."""

    folder: Path
    company: Company
    stores: tuple[Channel, ...]
    store_page_size: int
    ledger_page_size: int

    def write(self, story: Story, rounds: Sequence[Pull]) -> None:
        """Writes every round of every system."""
        for pull in rounds:
            for store in self.stores:
                self.write_store(story, store, pull)
            self.write_hub(story, pull)
            self.write_ledger(story, pull)

    def write_store(self, story: Story, store: Channel, pull: Pull) -> None:
        """A store's orders, returns and locations."""
        orders = [order for order in story.orders if order.channel.shop == store.shop]
        changed = [
            partial(shopify.order_document, order, pull.at)
            for order in orders
            if order.ordered_at <= pull.at and pull.takes(shopify.updated_at(order, pull.at))
        ]
        returns = [
            partial(shopify.return_document, order, store_return, pull.at)
            for order in orders
            for store_return in order.store_returns
            if store_return.opened_at <= pull.at
        ]
        places = [partial(dict, place) for place in shopify.locations(store)]
        for name, documents in (("orders", changed), ("returns", returns), ("locations", places)):
            folder = self.folder / "shopify" / store.shop / name / pull.name
            for page, rows in pages(documents, self.store_page_size):
                path = folder / f"{name}{'' if page == 1 else f'_{page}'}.json"
                count = write_page(path, name, written(rows))
                write_manifest(path, count, pull.at, pull.covers_from)

    def write_hub(self, story: Story, pull: Pull) -> None:
        """The hub's sales one per line (the long history compressed), products and locations."""
        root = self.folder / "cin7_core" / self.company.hub
        sales = [
            partial(cin7_core.sale_document, story, place, order, pull.at)
            for place, order in story.numbered_orders()
            if not order.is_test
            and cin7_core.entered_at(order) <= pull.at
            and pull.takes(cin7_core.last_modified_at(order, pull.at))
        ]
        path = root / "sales" / f"{pull.name}.jsonl{'' if pull.since else '.gz'}"
        count = write_lines(path, written(sales))
        write_manifest(path, count, pull.at, pull.covers_from)
        products = [cin7_core.product_document(product) for product in story.products]
        places = [*(store.location for store in self.stores), *self.company.other_places]
        locations = [cin7_core.location_document(place, place == places[0]) for place in places]
        for name, key, records in (
            ("products", "Products", products),
            ("locations", "LocationList", locations),
        ):
            path = root / name / f"{pull.name}.json"
            write_page(path, key, records, {"Total": len(records), "Page": 1})
        if story.stock_documents:
            self.write_stock(story, pull)

    def write_stock(self, story: Story, pull: Pull) -> None:
        """What people did to the hub's stock, one list per kind of document."""
        for kind in StockKind:
            documents = [
                cin7_stock.stock_document(document)
                for document in story.stock_documents
                if document.kind == kind and pull.takes(document.recorded_at)
            ]
            folder = self.folder / "cin7_core" / self.company.hub / kind.value
            path = folder / f"{pull.name}.jsonl"
            write_manifest(path, write_lines(path, documents), pull.at, pull.covers_from)

    def write_ledger(self, story: Story, pull: Pull) -> None:
        """The ledger's credit notes, journals, invoices and accounts, page by page."""
        root = self.folder / "xero" / self.company.ledger
        credit_notes = [*ledger_credits(story, pull), *supplier_credits(story, pull, self.company)]
        journals = [*cost_journals(story, pull), *other_journals(story, pull)]
        invoices = [*invoices_of(story, pull)]
        self.write_ledger_pages(
            root / "credit_notes", "CreditNotes", oldest_first(credit_notes), pull
        )
        self.write_ledger_pages(
            root / "manual_journals", "ManualJournals", oldest_first(journals), pull
        )
        self.write_ledger_pages(root / "invoices", "Invoices", invoices, pull)
        write_page(
            root / "accounts" / f"{pull.name}.json",
            "Accounts",
            xero.accounts(self.company),
            xero.envelope(self.company, "Accounts", pull.at),
        )

    def write_ledger_pages(
        self, folder: Path, key: str, documents: Sequence[Document], pull: Pull
    ) -> None:
        """One file per page; the envelope counts all pages of the query."""
        size = self.ledger_page_size
        page_count = max(-(-len(documents) // size), 1)
        for page, rows in pages(documents, size):
            envelope = {
                **xero.envelope(self.company, f"{key} {page}", pull.at),
                "pagination": {
                    "page": page,
                    "pageSize": size,
                    "pageCount": page_count,
                    "itemCount": len(documents),
                },
            }
            path = folder / pull.name / f"page_{page}.json"
            count = write_page(path, key, written(rows), envelope)
            write_manifest(path, count, pull.at, pull.covers_from)


Stamped = tuple[datetime, Document]


def ledger_credits(story: Story, pull: Pull) -> Iterator[Stamped]:
    """Customers' credit notes whose last form belongs to this round."""
    for order in story.orders:
        for credit in order.ledger_credits:
            form = form_at(credit.forms, pull.at)
            if form and pull.takes(form.recorded_at):
                yield form.recorded_at, partial(xero.credit_note_document, order, credit, form)


def cost_journals(story: Story, pull: Pull) -> Iterator[Stamped]:
    """Cost journals whose last form belongs to this round."""
    for order in story.orders:
        for journal in order.cost_journals:
            form = form_at(journal.forms, pull.at)
            if form and pull.takes(form.recorded_at):
                yield form.recorded_at, partial(xero.cost_journal_document, order, journal, form)


def supplier_credits(story: Story, pull: Pull, company: Company) -> Iterator[Stamped]:
    """Suppliers' credit notes of this round."""
    for credit in story.supplier_credits:
        if pull.takes(credit.recorded_at):
            yield credit.recorded_at, partial(xero.supplier_credit_document, company, credit)


def other_journals(story: Story, pull: Pull) -> Iterator[Stamped]:
    """Journals of this round that have nothing to do with returns."""
    for journal in story.other_journals:
        if pull.takes(journal.recorded_at):
            yield journal.recorded_at, partial(xero.other_journal_document, journal)


def invoices_of(story: Story, pull: Pull) -> Iterator[Document]:
    """Customers' invoices of this round."""
    for place, order in story.numbered_orders():
        if not order.is_test and pull.takes(order.shipped_at):
            yield partial(xero.invoice_document, order, place)


def ledger_documents(story: Story, pull: Pull, company: Company) -> Iterator[Document]:
    """Every document of the ledger in this round, in its last form."""
    stamped = (
        *ledger_credits(story, pull),
        *supplier_credits(story, pull, company),
        *cost_journals(story, pull),
        *other_journals(story, pull),
    )
    yield from (document for _, document in stamped)
    yield from invoices_of(story, pull)


def oldest_first(stamped: list[Stamped]) -> list[Document]:
    """Documents in the order in which they were recorded."""
    return [document for _, document in sorted(stamped, key=lambda row: row[0])]


def pages(documents: Sequence[Document], size: int) -> Iterator[tuple[int, Sequence[Document]]]:
    """Page numbers from 1 with their documents; one empty page where there are none."""
    starts = range(0, max(len(documents), 1), size)
    for page, start in enumerate(starts, start=1):
        yield page, documents[start : start + size]


def written(documents: Sequence[Document]) -> Iterator[dict]:
    """The documents, each made when the file comes to it."""
    return (document() for document in documents)
