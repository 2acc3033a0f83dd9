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
    "cin7_core/hub/sale_credit_notes": (
        "cin7_core/get_saleCreditNoteList_by_Page_Limit_200.json", "SaleList", "SaleID",
    ),
    "cin7_core/hub/stock_adjustments": (
        "cin7_core/get_stockadjustment_by_TaskID_200.json", "", "TaskID",
    ),
    "cin7_core/hub/stocktakes": ("cin7_core/get_stocktake_by_TaskID_200.json", "", "TaskID"),
    "cin7_core/hub/stock_transfers": (
        "cin7_core/get_stockTransfer_by_TaskID_200.json", "", "TaskID",
    ),
    "cin7_core/hub/inventory_write_offs": (
        "cin7_core/get_inventoryWriteOff_by_TaskID_200.json", "", "TaskID",
    ),
    "cin7_core/hub/transactions": (
        "cin7_core/get_transactions_by_Page_Limit_200.json", "Transactions", "",
    ),
    "cin7_core/hub/locations": (
        "cin7_core/get_ref_location_by_ID_Page_200.json", "LocationList", "ID",
    ),
    "xero/books/credit_notes": ("xero/get_CreditNotes.json", "CreditNotes", "CreditNoteID"),
    "xero/books/manual_journals": (
        "xero/get_ManualJournals.json", "ManualJournals", "ManualJournalID",
    ),
    "xero/books/journals": ("xero/get_Journals.json", "Journals", "JournalID"),
    "xero/books/organisation": ("xero/get_Organisation.json", "Organisations", "OrganisationID"),
    "xero/books/trial_balance": ("xero/get_Reports_TrialBalance.json", "Reports", ""),
    "xero/books/accounts": ("xero/get_Accounts.json", "Accounts", "AccountID"),
}  # fmt: skip
"""By folder: the payload, its envelope and the name of its documents' id, if they have one."""

RETURNS_HEADER = (
    "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\tfulfillment-center-id\t"
    "detailed-disposition\treason\tstatus\tlicense-plate-number\tcustomer-comments"
)
RETURNS_ROW = (
    "2025-06-05T15:31:40+00:00\t114-2962899-57626{number:02}\tLVA1004-UPC\tB00TZ73MUY\tB00TZ73MUY\t"
    "Vive Mattress Pad\t1\tLEX1\tCUSTOMER_DAMAGED\tNOT_COMPATIBLE\tIMMEDIATE_DONATION\t"
    "LPNNC5N165ZVR\t"
)
SETTLEMENTS_HEADER = (
    "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\t"
    "currency\ttransaction-type\torder-id\tmerchant-order-id\tadjustment-id\tshipment-id\t"
    "marketplace-name\tamount-type\tamount-description\tamount\tfulfillment-id\tposted-date\t"
    "posted-date-time\torder-item-code\tmerchant-order-item-id\tmerchant-adjustment-item-id\t"
    "sku\tquantity-purchased\tpromotion-id"
)
SETTLEMENTS_ROW = (
    "14285640911\t\t\t\t\t\tRefund\t114-2962899-57626{number:02}\t\tA1\t\tAmazon.com\tItemPrice\t"
    "Principal\t-19.99\tAFN\t2025-06-05\t2025-06-05 15:31:40 UTC\t5762602\t\t\tLVA1004-UPC\t\t"
)
REPORTS = {
    "amazon/us/fba_customer_returns": (RETURNS_HEADER, RETURNS_ROW),
    "amazon/us/settlements": (SETTLEMENTS_HEADER, SETTLEMENTS_ROW),
}
"""By folder: the header of a report of rows, and one of its rows."""


@cache
def originals() -> tuple[Original, ...]:
    """Every object as a page, as lines and packed, and the reports of rows."""
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
    for folder, (header, row) in REPORTS.items():
        rows = [header, *(row.format(number=number) for number in range(COPIES)), ""]
        report = "\n".join(rows).encode()
        made += [
            Original(folder, ".tsv", report),
            Original(folder, ".tsv.gz", gzip.compress(report, mtime=0)),
        ]
    return tuple(made)


def _documents(payload: dict, envelope: str, id_name: str) -> list[dict]:
    inside = payload.get(envelope, payload) if envelope else payload
    first = inside[0] if isinstance(inside, list) else inside
    documents = [copy.deepcopy(first) for _ in range(COPIES)]
    if id_name:
        for number, document in enumerate(documents, start=1):
            document[id_name] = number if isinstance(first.get(id_name), int) else f"id-{number}"
    return documents
