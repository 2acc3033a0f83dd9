"""Outpost: a small company beside Harbour whose exports are not whole.

It is there for what is lost on the way: a page of its ledger's credit notes never arrives, and the
page's manifest says what it held.
"""

import json
from pathlib import Path

from .harbour import AU, GST, HARBOUR, PRICES, SYDNEY
from .reference import Books, Terms, contract
from .story import Channel, Company

OUTPOST = Company("outpost", SYDNEY, "AUD", HARBOUR.accounts, hub="outpost", ledger="outpost")
STORE = Channel(
    OUTPOST, "online_outpost", "Shopify Outpost", GST, AU.location, SYDNEY, "outpost", "OP"
)
PRICES[STORE.name] = PRICES[AU.name]


def lose_credit_notes(exports: Path, ledger: str = OUTPOST.ledger) -> None:
    """Empties every page of a ledger's credit notes; manifests and envelopes stay."""
    for path in (exports / "xero" / ledger / "credit_notes").glob("*/page_*.json"):
        page = json.loads(path.read_text())
        path.write_text(json.dumps({**page, "CreditNotes": []}))


def outpost_terms(books: Books) -> Terms:
    """Outpost's settings with a calendar."""
    return Terms(OUTPOST, [contract(STORE, r"OP(#\d+)")], (STORE,), books)
