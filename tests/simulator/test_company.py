"""The simulated company is the same for a seed, tells every kind, and its truth is as written.

The totals of its documents are read from the files again, by the vendors' own fields.
"""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.simulator.company import told, write_company
from tests.simulator.facts import facts
from tests.simulator.kinds import kits
from tests.simulator.kinds.table import KINDS
from tests.simulator.quay import QUAY
from tests.simulator.quay import STORES as QUAYS_STORES
from tests.simulator.truth import true_legs

RETURNS = 120
# A kit is counted by its parts, which no vendor's line says.
COUNTED = [kind for kind in KINDS if kind.tell.__module__ != kits.__name__]

Cell = tuple[str, str]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small company, with every kind of story that is counted at least once."""
    folder = tmp_path_factory.mktemp("company")
    write_company(folder, seed=1, returns=RETURNS, kinds=COUNTED)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def latest(company: Path, source: str, key: str | None, identity: str) -> list[dict]:
    """The documents of a source, each as the last pull that brought it showed it."""
    documents: dict[object, dict] = {}
    paths = (company / "exports" / source).rglob("*.json*")
    for path in sorted(path for path in paths if not path.name.endswith(".manifest.json")):
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
        rows = json.loads(text)[key] if key else map(json.loads, text.splitlines())
        documents |= {row[identity]: row for row in rows}
    return list(documents.values())


def truth_rows(company: Path, name: str) -> Iterator[dict[str, str]]:
    """A file of the truth."""
    with (company / "truth" / f"{name}.csv").open(newline="") as file:
        yield from csv.DictReader(file)


def true_totals(
    company: Path, document_type: str, column: str, without: Collection[str] = ()
) -> Counter[Cell]:
    """What counts in the truth, by instance and layer, some documents apart."""
    totals: Counter[Cell] = Counter()
    for row in truth_rows(company, "return_legs"):
        if row["document_type"] != document_type or row["document_id"] in without:
            continue
        if row["counts"] == "true":
            totals[row["source_instance"], row["layer"]] += Decimal(row[column])
    return totals


def test_a_seed_always_writes_the_same_bytes(company: Path, tmp_path: Path) -> None:
    write_company(tmp_path, seed=1, returns=RETURNS, kinds=COUNTED)
    assert contents(tmp_path) == contents(company)


def test_another_seed_tells_another_company(company: Path, tmp_path: Path) -> None:
    write_company(tmp_path, seed=2, returns=RETURNS, kinds=COUNTED)
    assert contents(tmp_path / "truth") != contents(company / "truth")


def test_every_kind_of_story_is_told() -> None:
    told_kinds = {kind for kind, testimony in told(seed=1, returns=RETURNS) if testimony.returns}
    assert told_kinds == set(KINDS)


def test_every_unit_and_cent_of_a_document_belongs_to_its_true_returns() -> None:
    for kind, testimony in told(seed=3, returns=RETURNS):
        written, given = Counter(), Counter()
        for fact in facts(testimony.order):
            if fact.document.document_type in testimony.unheard:
                continue
            written[fact.document, fact.layer, fact.sku] += fact.units + fact.amount
        for leg in true_legs(testimony):
            given[leg.fact.document, leg.fact.layer, leg.fact.sku] += leg.units + leg.amount
        assert given == written, kind.name


def test_the_truth_has_the_units_that_the_stores_wrote(company: Path) -> None:
    refunds, dispositions = Counter[Cell](), Counter[Cell]()
    without_lines = set()
    for shop in ("au", "uk", "outpost", *(store.shop for store in QUAYS_STORES)):
        for order in latest(company, f"shopify/{shop}/orders", "orders", "id"):
            for refund in () if order["test"] else order["refunds"]:
                if not refund["refund_line_items"]:
                    without_lines.add(str(refund["id"]))
                if {row["status"] for row in refund["transactions"]} & {"pending", "failure"}:
                    continue
                for line in refund["refund_line_items"]:
                    refunds[shop, "financial"] += line["quantity"]
                    if line["restock_type"] == "return" and not refund["return"]:
                        refunds[shop, "inventory"] += line["quantity"]
        for document in latest(company, f"shopify/{shop}/returns", "returns", "id"):
            for reverse in document["reverseFulfillmentOrders"]["nodes"]:
                for line in reverse["lineItems"]["nodes"]:
                    for row in line["dispositions"]:
                        if row["type"] == "RESTOCKED":
                            dispositions[shop, "inventory"] += row["quantity"]
    assert true_totals(company, "refund", "units", without_lines) == refunds
    assert true_totals(company, "return", "units") == dispositions


def test_the_truth_has_the_units_and_the_cost_that_the_hub_wrote(company: Path) -> None:
    units, cost = Counter[Cell](), Counter[str]()
    sales = [
        (hub, sale)
        for hub in ("core", "outpost", "quay")
        for sale in latest(company, f"cin7_core/{hub}/sales", None, "ID")
    ]
    for hub, sale in sales:
        for note in sale["CreditNotes"]:
            if note["Status"] == "AUTHORISED":
                units[hub, "financial"] += sum(line["Quantity"] for line in note["Lines"])
            if note["RestockStatus"] == "AUTHORISED":
                restocked = sum(line["Quantity"] for line in note["Restock"])
                units[hub, "inventory"] += restocked
                units[hub, "valuation"] += restocked
        tasks = {note["TaskID"] for note in sale["CreditNotes"]}
        cost[hub] -= sum(
            (Decimal(str(row["COGS"])) for row in sale["InventoryMovements"]
             if row["TaskID"] in tasks),
            Decimal(0),
        )  # fmt: skip
    assert true_totals(company, "sale_credit_note", "units") == units
    amounts = true_totals(company, "sale_credit_note", "amount")
    assert {hub: amounts[hub, "valuation"] for hub in cost} == cost


def test_the_truth_has_the_units_and_the_money_that_the_ledger_wrote(company: Path) -> None:
    units, revenue, cost = 0, Decimal(0), Decimal(0)
    without_products = set()
    for note in latest(company, "xero/books/credit_notes", "CreditNotes", "CreditNoteID"):
        if note["Type"] != "ACCRECCREDIT" or note["Status"] != "AUTHORISED":
            continue
        if not any("ItemCode" in line for line in note["LineItems"]):
            without_products.add(note["CreditNoteID"])
        for line in note["LineItems"]:
            if "ItemCode" in line:
                units += int(line["Quantity"])
                tax = line["TaxAmount"] if note["LineAmountTypes"] == "Inclusive" else 0
                net = Decimal(str(line["LineAmount"])) - Decimal(str(tax))
                revenue += net / Decimal(str(note["CurrencyRate"]))
    journals = latest(company, "xero/books/manual_journals", "ManualJournals", "ManualJournalID")
    for journal in journals:
        if journal["Narration"].startswith("Cost of goods returned"):
            cost += sum(
                Decimal(str(line["LineAmount"]))
                for line in journal["JournalLines"]
                if line["LineAmount"] > 0
            )
    for column, total in (("units", units), ("amount", revenue)):
        found = true_totals(company, "credit_note", column, without_products)
        assert found == {("books", "financial"): total}
    costs = true_totals(company, "manual_journal", "amount")
    assert costs["books", "valuation"] == cost


def test_the_truth_has_what_the_postings_took_in(company: Path) -> None:
    """Some are rounded, so that half a unit of money may be theirs alone."""
    codes = QUAY.accounts
    layers = {codes.returns: "financial", codes.stock: "valuation"}
    taken_in = Counter[Cell]()
    for row in truth_rows(company, "return_legs"):
        if (row["source_instance"], row["document_type"]) == (QUAY.ledger, "manual_journal"):
            taken_in[row["document_id"], row["layer"]] += Decimal(row["amount"])
    posted = Counter[Cell]()
    for journal in latest(
        company, "xero/quay/manual_journals", "ManualJournals", "ManualJournalID"
    ):
        for line in journal["JournalLines"]:
            key = (journal["ManualJournalID"], layers.get(line["AccountCode"], ""))
            if key in taken_in:
                posted[key] += Decimal(str(line["LineAmount"]))
    assert posted.keys() == taken_in.keys()
    assert max(abs(posted[key] - taken_in[key]) for key in posted) <= Decimal("0.50")


def test_documents_come_in_several_forms_and_some_of_them_twice(company: Path) -> None:
    """What one pull brought comes again in the next, unchanged or changed."""
    lines: Counter[str] = Counter()
    forms: dict[str, set[str]] = {}
    for path in (company / "exports/cin7_core/core/sales").glob("*.jsonl*"):
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
        for line in text.splitlines():
            if line and not path.name.endswith(".manifest.json"):
                lines[line] += 1
                forms.setdefault(json.loads(line)["ID"], set()).add(line)
    assert max(lines.values()) > 1
    assert max(map(len, forms.values())) > 2
