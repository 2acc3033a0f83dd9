"""Harbour's own settings: its contracts, and the calendar and decisions of the demo company.

Channels, accounts and places are the same however long its history is told; its calendar,
sign-offs and decisions are not.
"""

from collections.abc import Sequence

from .harbour import AU, DROPSHIP, HARBOUR, JANUARY_SIGNED_AT, MUG, TRADE, UK
from .reference import Books, Terms, contract

DEMO_BOOKS = Books(
    periods=(
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2026-01", "2026-01-01", "2026-01-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2026-03", "2026-03-01", "2026-03-31"),
        ("2026-04", "2026-04-01", "2026-04-30"),
    ),
    signoffs=(
        ("2026-01", 1, JANUARY_SIGNED_AT.isoformat(), "Financial controller", "50.00", ""),
    ),
    decisions=(
        ("online_au", "#1009", "LAMP-DESK", "accepted",
         "Claim with the carrier is open", "Financial controller", "2026-02-20", ""),
        ("online_au", "#1018", "LAMP-DESK", "snoozed",
         "Store asked about the restocking fee", "Online operations", "2026-02-23", "2026-03-15"),
    ),
)  # fmt: skip


def contracts() -> list[dict]:
    """Two stores, trade with the ledger of record, and goods that never come back."""
    of_record = {
        "financial_system_of_record": "ledger",
        "valuation_system_of_record": "ledger",
    }
    return [
        contract(AU, r"AU(#\d+)", no_restock_means="kept", owner="Online operations"),
        contract(UK, r"UK(#\d+)", restock_within_days=21, owner="Online operations"),
        contract(
            TRADE, r"(PO-\d+)", restock_within_days=30, cost_within_days=30, owner="Trade desk",
            **of_record,
        ),
        contract(DROPSHIP, r"(DS-\d+)", goods_expected_back="no", owner="Trade desk"),
    ]  # fmt: skip


def harbour_terms(books: Books, kits: Sequence[tuple] = ()) -> Terms:
    """Harbour's settings with a calendar."""
    aliases = [("shopify", UK.shop, "MUG-SET-UK", MUG, 1)]
    return Terms(HARBOUR, contracts(), (AU, UK), books, aliases, kits)
