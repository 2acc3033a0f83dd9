"""Harbour's own settings: the reference tables of its warehouse, row by row.

Channels, accounts and places are the same however long its history is told. Its calendar, sign-offs
and decisions are not: `Books` holds them, and the demo company's are here.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from . import shopify
from .harbour import AU, DROPSHIP, HARBOUR, JANUARY_SIGNED_AT, MUG, TRADE, UK
from .story import Channel

COMPANY = HARBOUR.name
ROLES = {
    HARBOUR.accounts.revenue: "revenue",
    HARBOUR.accounts.returns: "sales_returns",
    HARBOUR.accounts.cost_of_goods: "cogs",
    HARBOUR.accounts.stock: "inventory_asset",
    HARBOUR.accounts.shipping: "shipping",
    HARBOUR.accounts.tax: "tax",
}


@dataclass(frozen=True)
class Books:
    """The months of a calendar, the sign-offs of some, and what was decided about exceptions."""

    periods: tuple[tuple[str, str, str], ...]
    signoffs: tuple[tuple, ...]
    decisions: tuple[tuple, ...] = ()


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
CONTRACT_COLUMNS = (
    "channel", "company", "channel_system", "channel_instance", "source_name", "hub_system",
    "hub_instance", "hub_source_channel", "ledger_system", "ledger_instance", "ledger_posting",
    "ledger_reference_pattern", "financial_system_of_record", "inventory_system_of_record",
    "valuation_system_of_record", "goods_expected_back", "no_restock_means",
    "restock_within_days", "refund_within_days", "cost_within_days", "together_within_hours",
    "amount_tolerance", "cost_tolerance", "price_only_below", "owner", "valid_from", "valid_to",
)  # fmt: skip


def contract(channel: Channel, pattern: str, **terms: object) -> dict:
    """A channel's contract: what its returns must produce, where, and within how many days."""
    row = {
        "channel": channel.name,
        "company": COMPANY,
        "channel_system": "shopify" if channel.shop else "",
        "channel_instance": channel.shop or "",
        "hub_system": "cin7_core",
        "hub_instance": "core",
        "hub_source_channel": channel.hub_label,
        "ledger_system": "xero",
        "ledger_instance": "books",
        "ledger_posting": "document",
        "ledger_reference_pattern": pattern,
        "financial_system_of_record": "hub",
        "inventory_system_of_record": "hub",
        "valuation_system_of_record": "hub",
        "goods_expected_back": "yes",
        "no_restock_means": "undecided",
        "restock_within_days": 14,
        "refund_within_days": 14,
        "cost_within_days": 14,
        "together_within_hours": 48,
        "amount_tolerance": "0.05",
        "cost_tolerance": "0.05",
        "price_only_below": "0.5",
        **terms,
    }
    return {column: row.get(column, "") for column in CONTRACT_COLUMNS}


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


def tables(books: Books) -> dict[str, tuple[tuple[str, ...], list[tuple]]]:
    """Every reference table: its header and its rows."""
    instances = (
        ("shopify", "au", "channel", "Australia/Sydney"),
        ("shopify", "uk", "channel", "Europe/London"),
        ("cin7_core", "core", "hub", "Australia/Sydney"),
        ("xero", "books", "ledger", "Australia/Sydney"),
    )
    return {
        "source_instances": (
            ("system", "instance", "company", "tier", "time_zone", "base_currency"),
            [(system, name, COMPANY, tier, zone, "AUD") for system, name, tier, zone in instances],
        ),
        "channel_contracts": (
            CONTRACT_COLUMNS,
            [tuple(row.values()) for row in contracts()],
        ),
        "accounting_periods": (
            ("company", "period", "first_day", "last_day"),
            [(COMPANY, *period) for period in books.periods],
        ),
        "period_signoffs": (
            ("company", "period", "version", "signed_at", "signed_by", "restatement_threshold",
             "release_id"),
            [(COMPANY, *signoff) for signoff in books.signoffs],
        ),
        "period_signoff_totals": (
            ("company", "period", "version", "channel", "credited_units", "restocked_units",
             "revenue_reversed_amount", "restored_cost_amount", "reversed_cost_amount"),
            [],
        ),
        "account_roles": (
            ("company", "ledger_system", "ledger_instance", "account_code", "role"),
            [(COMPANY, "xero", "books", code, role) for code, role in ROLES.items()],
        ),
        "sku_aliases": (
            ("system", "instance", "source_sku", "sku", "unit_factor"),
            [("shopify", "uk", "MUG-SET-UK", MUG, 1)],
        ),
        "kit_components": (
            ("kit_sku", "component_sku", "component_units", "valid_from", "valid_to"),
            [],
        ),
        "location_aliases": (
            ("system", "instance", "source_location", "location"),
            [
                *(("shopify", store.shop, shopify.location_id(store), store.location)
                  for store in (AU, UK)),
                *(("cin7_core", "core", name, name) for name in (AU.location, UK.location)),
            ],
        ),
        "exchange_rates": (
            ("rate_date", "from_currency", "to_currency", "rate"),
            [],
        ),
        "exception_decisions": (
            ("company", "channel", "order_reference", "sku", "decision", "reason", "decided_by",
             "decided_on", "expires_on"),
            [(COMPANY, *decision) for decision in books.decisions],
        ),
    }  # fmt: skip


def write_reference(folder: Path, books: Books) -> None:
    """Writes every table, with its header where it has no rows."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (header, rows) in tables(books).items():
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
