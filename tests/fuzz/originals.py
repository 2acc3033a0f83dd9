"""The files that are damaged: the vendors' published payloads, in every form that an export has.

Ids are made different, so that each record of a file can be looked for by itself.
"""

import copy
import gzip
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PAYLOADS = Path(__file__).resolve().parents[1] / "payloads"
COPIES = 4
"""Documents in a file, of those that hold several."""


@dataclass(frozen=True)
class Original:
    """A good file: where it belongs, its suffix and its bytes."""

    folder: str
    suffix: str
    content: bytes = field(repr=False)


JSON_OBJECTS = {
    "shopify/shop/orders": ("shopify/rest_order.json", "order", "id"),
    "shopify/shop/refunds": ("shopify/rest_refund_01.json", "refunds", "id"),
    "shopify/shop/locations": ("shopify/locations.json", "locations", "id"),
    "cin7_core/hub/sales": ("cin7_core/get_sale_by_ID_CombineAdditionalCharges_200.json", "", "ID"),
    "cin7_core/hub/locations": (
        "cin7_core/get_ref_location_by_ID_Page_200.json", "LocationList", "ID",
    ),
    "xero/books/credit_notes": ("xero/get_CreditNotes.json", "CreditNotes", "CreditNoteID"),
    "xero/books/manual_journals": (
        "xero/get_ManualJournals.json", "ManualJournals", "ManualJournalID",
    ),
    "xero/books/accounts": ("xero/get_Accounts.json", "Accounts", "AccountID"),
}  # fmt: skip
"""By folder: the payload, its envelope and the name of its documents' id."""

RETURNS_HEADER = (
    "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\tfulfillment-center-id\t"
    "detailed-disposition\treason\tstatus\tlicense-plate-number\tcustomer-comments"
)
RETURNS_ROW = (
    "2025-06-05T15:31:40+00:00\t114-2962899-57626{number:02}\tLVA1004-UPC\tB00TZ73MUY\tB00TZ73MUY\t"
    "Vive Mattress Pad\t1\tLEX1\tCUSTOMER_DAMAGED\tNOT_COMPATIBLE\tIMMEDIATE_DONATION\t"
    "LPNNC5N165ZVR\t"
)


@cache
def originals() -> tuple[Original, ...]:
    """Every object as a page, as lines and packed, and a report of rows."""
    made: list[Original] = []
    for folder, (file, envelope, id_name) in JSON_OBJECTS.items():
        payload = json.loads((PAYLOADS / file).read_text(encoding="utf-8"))
        documents = _documents(payload, envelope, id_name)
        page = json.dumps({envelope: documents} if envelope else documents[0], indent=1).encode()
        lines = "".join(f"{json.dumps(document)}\n" for document in documents).encode()
        made += [
            Original(folder, ".json", page),
            Original(folder, ".jsonl", lines),
            Original(folder, ".jsonl.gz", gzip.compress(lines, mtime=0)),
        ]
    rows = [RETURNS_HEADER, *(RETURNS_ROW.format(number=number) for number in range(COPIES)), ""]
    report = "\n".join(rows).encode()
    made += [
        Original("amazon/us/fba_customer_returns", ".tsv", report),
        Original("amazon/us/fba_customer_returns", ".tsv.gz", gzip.compress(report, mtime=0)),
    ]
    return tuple(made)


def _documents(payload: dict, envelope: str, id_name: str) -> list[dict]:
    inside = payload.get(envelope, payload) if envelope else payload
    first = inside[0] if isinstance(inside, list) else inside
    documents = [copy.deepcopy(first) for _ in range(COPIES)]
    for number, document in enumerate(documents, start=1):
        document[id_name] = number if isinstance(first.get(id_name), int) else f"id-{number}"
    return documents
