"""Orders, channels and document sets (M5.1, M5.2)."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace as Row
from typing import TypeVar

from .clocks import DocumentKey, document_key
from .evidence import Evidence, of_instance

Order = tuple[str, str, str]
Found = TypeVar("Found")
RETURN_DOCUMENTS = ("refund", "return", "sale_credit_note")
LEDGER_DOCUMENTS = ("credit_note", "manual_journal")
SUMMING_INVOICES = ("invoice",)


def normalised(reference: str | None) -> str | None:
    """M5.1: an order reference without case, spaces and `#`."""
    text = re.sub(r"[\s#]", "", reference or "").lower()
    return text or None


def tokens(text: str | None) -> set[str]:
    return {word.lower() for word in re.split(r"[\s,;:()]+", text or "") if word}


def prose_tokens(text: str | None) -> set[str]:
    """Of a free text: a bare year is a date there, and the name of no order."""
    return {word for word in tokens(text) if not re.fullmatch(r"(19|20)\d\d\.?", word)}


@dataclass
class Links:
    """Where documents belong: their order, their set, and what cannot be told here."""

    orders: dict[DocumentKey, Order] = field(default_factory=dict)
    roots: dict[DocumentKey, DocumentKey] = field(default_factory=dict)
    manual: set[DocumentKey] = field(default_factory=set)
    batches: set[DocumentKey] = field(default_factory=set)
    postings: dict[DocumentKey, Row] = field(default_factory=dict)
    named: dict[DocumentKey, set[DocumentKey]] = field(default_factory=dict)
    written_off: set[Order] = field(default_factory=set)

    def root(self, key: DocumentKey) -> DocumentKey:
        while key in self.roots:
            key = self.roots[key]
        return key


class Linker:
    """Finds each document's order and parent, tier after tier."""

    def __init__(self, evidence: Evidence, documents: dict[DocumentKey, Row]) -> None:
        self.contracts = evidence.reference["channel_contracts"]
        self.item_documents = {
            document_key(row) for row in evidence.legs + evidence.sale_lines if row.source_sku
        }
        self.documents = documents
        self.links = Links()
        self.known_orders: dict[str, set[Order]] = defaultdict(set)

    def link(self) -> Links:
        self.place_channel_documents()
        self.place_hub_documents()
        self.name_refunds_returns()
        self.place_cost_changes()
        self.place_ledger_documents()
        self.find_write_offs()
        return self.links

    def of_type(self, *types: str) -> list[tuple[DocumentKey, Row]]:
        return [(key, row) for key, row in sorted(self.documents.items()) if key[2] in types]

    def know(self, key: DocumentKey, order: Order) -> None:
        self.links.orders[key] = order
        self.known_orders[order[2]].add(order)

    # Channel

    def place_channel_documents(self) -> None:
        """A shop's documents belong to the order that they name by id, else by name."""
        for key, row in self.of_type("order"):
            contract = self.shop_contract(row)
            if contract and (reference := normalised(row.order_reference)):
                self.know(key, (contract.company, contract.channel, reference))
        for key, row in self.of_type("refund", "return"):
            order = self.links.orders.get((key[0], key[1], "order", row.sale_document_id))
            contract = self.shop_contract(row)
            if order is None and contract and (reference := normalised(row.order_reference)):
                order = (contract.company, contract.channel, reference)
            if order:
                self.know(key, order)

    def shop_contract(self, row: Row) -> Row | None:
        """The contract of the label, else the one that takes what no other names."""
        fitting = [
            contract
            for contract in self.contracts
            if (contract.channel_system, contract.channel_instance) == of_instance(row)
            and contract.source_name in (None, row.channel_label)
        ]
        return min(fitting, key=lambda contract: contract.source_name is None, default=None)

    # Hub

    def place_hub_documents(self) -> None:
        """A hub's label names the channel; an order known in one other channel is that order."""
        for key, row in self.of_type("sale", "sale_credit_note"):
            reference = normalised(row.order_reference) or normalised(row.order_reference_alternate)
            contracts = [
                contract
                for contract in self.contracts
                if (contract.hub_system, contract.hub_instance) == of_instance(row)
            ]
            labelled = [c for c in contracts if c.hub_source_channel == row.channel_label]
            own = {(c.company, c.channel, reference) for c in labelled or contracts}
            order = self.only(own & self.known_orders[reference or ""])
            order = (
                order
                or (
                    None
                    if not labelled or labelled[0].channel_system is None
                    else self.only(self.known_orders[reference or ""])
                )
                or self.only(own)
            )
            if reference and order:
                self.know(key, order)

    @staticmethod
    def only(candidates: Iterable[Found]) -> Found | None:
        found = list(candidates)
        return found[0] if len(found) == 1 else None

    # Sets

    def name_refunds_returns(self) -> None:
        """M5.2: a refund's return is its parent, also when that never landed."""
        for key, row in self.of_type("refund"):
            if row.parent_document_id:
                self.links.roots[key] = (*key[:2], row.parent_document_type, row.parent_document_id)

    def place_cost_changes(self) -> None:
        """M8.4: a later change of cost is of its sale's order; under a note's task of that note."""
        for key, row in self.of_type("sale_cost_change"):
            if order := self.links.orders.get((*key[:2], "sale", row.sale_document_id)):
                self.links.orders[key] = order
            if row.parent_document_id:
                self.links.roots[key] = (*key[:2], row.parent_document_type, row.parent_document_id)

    def find_write_offs(self) -> None:
        """Orders that a write-off names, by their own name or by a return document's."""
        names = self.document_names()
        for _, row in self.of_type("inventory_write_off"):
            for word in prose_tokens(row.reference_text):
                self.links.written_off |= self.known_orders[normalised(word) or ""]
                documents = names.get(word, ())
                self.links.written_off |= {self.links.orders[key] for key in documents}

    def place_ledger_documents(self) -> None:
        """A ledger's document names its order by the contract's pattern, its note by number."""
        names = self.document_names()
        for key, row in self.of_type(*LEDGER_DOCUMENTS):
            orders = self.pattern_orders(row)
            number = (row.document_number or "").lower()
            parents = self.fitting(names.get(number, set()), orders, row)
            if not parents:
                words = tokens(row.order_reference) | prose_tokens(row.reference_text)
                named = {found for word in words - {number} for found in names.get(word, ())}
                parents = self.fitting(named, orders, row)
            if contract := self.posting_contract(key, row, orders):
                self.links.postings[key] = contract
                self.links.named[key] = parents
            elif len({self.links.root(parent) for parent in parents}) > 1:
                self.links.batches.add(key)
                self.links.named[key] = parents
            elif parents:
                (self.links.roots[key],) = {self.links.root(parent) for parent in parents}
                if order := self.links.orders.get(min(parents)):
                    self.know(key, order)
            elif key[2] == "manual_journal":
                self.links.manual.add(key)
            if key not in self.links.orders and (order := self.only(orders)):
                self.know(key, order)
        for key, row in self.of_type(*SUMMING_INVOICES):
            if contract := self.posting_contract(key, row, self.pattern_orders(row)):
                self.links.postings[key] = contract

    def posting_contract(self, key: DocumentKey, row: Row, orders: set[Order]) -> Row | None:
        """M5.5: the one contract whose pattern a document without order and SKU matches."""
        if key in self.item_documents or any(o in self.known_orders[o[2]] for o in orders):
            return None
        return self.only(
            contract
            for contract in self.contracts
            if (contract.ledger_system, contract.ledger_instance) == of_instance(row)
            and contract.ledger_posting in ("day", "month", "payout")
            and contract.valid_from <= row.document_date <= contract.valid_to
            and any(
                re.search(contract.ledger_reference_pattern, text or "")
                for text in (row.document_number, row.order_reference, row.reference_text)
            )
        )

    def document_names(self) -> dict[str, set[DocumentKey]]:
        """Numbers and ids of return documents; one that several orders use names nothing."""
        names: dict[str, set[DocumentKey]] = defaultdict(set)
        for key, row in self.of_type(*RETURN_DOCUMENTS):
            for name in {row.document_number, row.document_id} - {None}:
                names[name.lower()].add(key)
        return {
            name: keys
            for name, keys in names.items()
            if len({self.links.orders.get(key) for key in keys}) == 1
        }

    def pattern_orders(self, row: Row) -> set[Order]:
        """M5.5: the first group of a contract's pattern, in number, reference or text."""
        found = set()
        for contract in self.contracts:
            if (contract.ledger_system, contract.ledger_instance) != of_instance(row):
                continue
            if contract.ledger_posting != "document":
                continue
            texts = (row.document_number, row.order_reference, row.reference_text)
            for text in texts if contract.ledger_reference_pattern else ():
                match = re.search(contract.ledger_reference_pattern, text or "")
                if match and (reference := normalised(match.group(1))):
                    found.add((contract.company, contract.channel, reference))
        return found & set().union(*(self.known_orders[o[2]] for o in found)) or found

    def fitting(self, keys: set[DocumentKey], orders: set[Order], row: Row) -> set[DocumentKey]:
        """M5.1: a number links only inside one contract, and never across two known orders."""
        inside = {
            (contract.company, contract.channel)
            for contract in self.contracts
            if (contract.ledger_system, contract.ledger_instance) == of_instance(row)
        }
        return {
            key
            for key in keys
            if (order := self.links.orders.get(key)) is not None
            and order[:2] in inside
            and (not orders or order in orders)
        }


def link_documents(evidence: Evidence, documents: dict[DocumentKey, Row]) -> Links:
    """Every document's order and set."""
    return Linker(evidence, {document_key(row): row for row in documents.values()}).link()
