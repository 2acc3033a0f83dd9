"""A company's own settings: the reference tables of its warehouse, row by row.

Which channels, places and aliases a company has is its own to say; the columns, and what follows
from its channels, are here.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import shopify
from .story import Channel, Company

CONTRACT_COLUMNS = (
    "channel", "company", "channel_system", "channel_instance", "source_name", "hub_system",
    "hub_instance", "hub_source_channel", "ledger_system", "ledger_instance", "ledger_posting",
    "ledger_reference_pattern", "financial_system_of_record", "inventory_system_of_record",
    "valuation_system_of_record", "goods_expected_back", "no_restock_means",
    "restock_within_days", "refund_within_days", "cost_within_days", "together_within_hours",
    "amount_tolerance", "cost_tolerance", "price_only_below", "owner", "valid_from", "valid_to",
)  # fmt: skip

Rows = list[tuple]


@dataclass(frozen=True)
class Books:
    """The months of a calendar, the sign-offs of some, and what was decided about exceptions."""

    periods: tuple[tuple[str, str, str], ...]
    signoffs: tuple[tuple, ...]
    decisions: tuple[tuple, ...] = ()


@dataclass(frozen=True)
class Terms:
    """What a company says of its channels, items and places beside its calendar."""

    company: Company
    contracts: Sequence[dict]
    stores: Sequence[Channel]
    books: Books
    aliases: Sequence[tuple] = ()
    kits: Sequence[tuple] = ()
    rates: Sequence[tuple] = ()
    other_roles: Sequence[tuple[str, str]] = ()


def contract(channel: Channel, pattern: str, **terms: object) -> dict:
    """A channel's contract: what its returns must produce, where, and within how many days."""
    row = {
        "channel": channel.name,
        "company": channel.company.name,
        "channel_system": "shopify" if channel.shop else "",
        "channel_instance": channel.shop or "",
        "hub_system": "cin7_core",
        "hub_instance": channel.company.hub,
        "hub_source_channel": channel.hub_label,
        "ledger_system": "xero",
        "ledger_instance": channel.company.ledger,
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


def tables(terms: Terms) -> dict[str, tuple[tuple[str, ...], Rows]]:
    """Every reference table of a company: its header and its rows."""
    company, books = terms.company, terms.books
    name, accounts = company.name, company.accounts
    shops = {store.shop: store for store in reversed(terms.stores)}
    zones = [
        *(("shopify", shop, "channel", store.zone) for shop, store in reversed(shops.items())),
        ("cin7_core", company.hub, "hub", company.zone),
        ("xero", company.ledger, "ledger", company.zone),
    ]
    roles = [
        (accounts.revenue, "revenue"),
        (accounts.returns, "sales_returns"),
        (accounts.cost_of_goods, "cogs"),
        (accounts.stock, "inventory_asset"),
        (accounts.shipping, "shipping"),
        (accounts.tax, "tax"),
        *terms.other_roles,
    ]
    places = [
        *dict.fromkeys(store.location for store in terms.stores),
        *company.other_places,
    ]
    return {
        "source_instances": (
            ("system", "instance", "company", "tier", "time_zone", "base_currency"),
            [
                (system, instance, name, tier, zone.key, company.currency)
                for system, instance, tier, zone in zones
            ],
        ),
        "channel_contracts": (
            CONTRACT_COLUMNS,
            [tuple(row.values()) for row in terms.contracts],
        ),
        "accounting_periods": (
            ("company", "period", "first_day", "last_day"),
            [(name, *period) for period in books.periods],
        ),
        "period_signoffs": (
            ("company", "period", "version", "signed_at", "signed_by", "restatement_threshold",
             "release_id"),
            [(name, *signoff) for signoff in books.signoffs],
        ),
        "period_signoff_totals": (
            ("company", "period", "version", "channel", "credited_units", "restocked_units",
             "revenue_reversed_amount", "restored_cost_amount", "reversed_cost_amount"),
            [],
        ),
        "account_roles": (
            ("company", "ledger_system", "ledger_instance", "account_code", "role"),
            [(name, "xero", company.ledger, code, role) for code, role in roles],
        ),
        "sku_aliases": (
            ("system", "instance", "source_sku", "sku", "unit_factor"),
            list(terms.aliases),
        ),
        "kit_components": (
            ("kit_sku", "component_sku", "component_units", "valid_from", "valid_to"),
            list(terms.kits),
        ),
        "location_aliases": (
            ("system", "instance", "source_location", "location"),
            [
                *(("shopify", store.shop, shopify.location_id(store), store.location)
                  for _, store in reversed(shops.items())),
                *(("cin7_core", company.hub, place, place) for place in places),
            ],
        ),
        "exchange_rates": (
            ("rate_date", "from_currency", "to_currency", "rate"),
            list(terms.rates),
        ),
        "exception_decisions": (
            ("company", "channel", "order_reference", "sku", "decision", "reason", "decided_by",
             "decided_on", "expires_on"),
            [(name, *decision) for decision in books.decisions],
        ),
    }  # fmt: skip


def write_reference(folder: Path, companies: Iterable[Terms]) -> None:
    """Writes every table of some companies, with its header where it has no rows."""
    folder.mkdir(parents=True, exist_ok=True)
    together: dict[str, tuple[tuple[str, ...], Rows]] = {}
    for terms in companies:
        for name, (header, rows) in tables(terms).items():
            together.setdefault(name, (header, []))[1].extend(rows)
    for name, (header, rows) in together.items():
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(dict.fromkeys(rows))
