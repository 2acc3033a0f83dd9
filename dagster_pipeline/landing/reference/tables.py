"""The reference tables: their columns, what each value must be, and which may be missing.

The one list of interface.md 4. How a value is checked is reference_rules.py's; how files are read
and stored is reference.py's.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column: the kind of its values, and whether a value is needed in every row."""

    name: str
    kind: str
    """A kind of reference_rules.KINDS, or `one of: a b c`."""
    is_optional: bool = False
    """May be empty, or missing as a column."""


@dataclass(frozen=True)
class ReferenceTable:
    """One reference file; `key` columns together name a row once."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    needs_rows: bool = False
    from_to: tuple[str, str] | None = None
    """The columns of a row's first and last day; an empty one: always."""
    overlap_key: tuple[str, ...] = ()
    """The columns within which no two rows may share a day."""

    @property
    def file_name(self) -> str:
        return f"{self.name}.csv"


def _columns(*columns: tuple[str, str] | tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(column[0], column[1], len(column) == 3) for column in columns)


OPTIONAL = "optional"
SYSTEM_OF_RECORD = "one of: channel hub ledger none"

_TABLES = (
    ReferenceTable(
        "source_instances",
        _columns(
            ("system", "system"),
            ("instance", "text"),
            ("company", "text"),
            ("tier", "one of: channel hub ledger"),
            ("time_zone", "time zone"),
            ("base_currency", "currency"),
        ),
        key=("system", "instance"),
        needs_rows=True,
    ),
    ReferenceTable(
        "channel_contracts",
        _columns(
            ("channel", "text"),
            ("company", "text"),
            ("channel_system", "system", OPTIONAL),
            ("channel_instance", "text", OPTIONAL),
            ("source_name", "text", OPTIONAL),
            ("hub_system", "system", OPTIONAL),
            ("hub_instance", "text", OPTIONAL),
            ("hub_source_channel", "text", OPTIONAL),
            ("ledger_system", "system", OPTIONAL),
            ("ledger_instance", "text", OPTIONAL),
            ("ledger_posting", "one of: document day month payout none", OPTIONAL),
            ("ledger_reference_pattern", "pattern", OPTIONAL),
            ("financial_system_of_record", SYSTEM_OF_RECORD),
            ("inventory_system_of_record", SYSTEM_OF_RECORD),
            ("valuation_system_of_record", SYSTEM_OF_RECORD),
            ("goods_expected_back", "one of: yes no"),
            ("no_restock_means", "one of: kept undecided"),
            ("restock_within_days", "count"),
            ("refund_within_days", "count"),
            ("cost_within_days", "count"),
            ("together_within_hours", "amount", OPTIONAL),
            ("amount_tolerance", "amount"),
            ("cost_tolerance", "amount"),
            ("price_only_below", "amount", OPTIONAL),
            ("owner", "text", OPTIONAL),
            ("valid_from", "date", OPTIONAL),
            ("valid_to", "date", OPTIONAL),
        ),
        key=("company", "channel"),
        needs_rows=True,
        from_to=("valid_from", "valid_to"),
        overlap_key=("company", "channel"),
    ),
    ReferenceTable(
        "accounting_periods",
        _columns(
            ("company", "text"),
            ("period", "period"),
            ("first_day", "date"),
            ("last_day", "date"),
        ),
        key=("company", "period"),
        from_to=("first_day", "last_day"),
        overlap_key=("company",),
    ),
    ReferenceTable(
        "period_signoffs",
        _columns(
            ("company", "text"),
            ("period", "period"),
            ("version", "count"),
            ("signed_at", "instant"),
            ("signed_by", "text"),
            ("restatement_threshold", "amount", OPTIONAL),
            ("release_id", "text", OPTIONAL),
        ),
        key=("company", "period", "version"),
    ),
    ReferenceTable(
        "period_signoff_totals",
        _columns(
            ("company", "text"),
            ("period", "period"),
            ("version", "count"),
            ("channel", "text"),
            ("credited_units", "number"),
            ("restocked_units", "number"),
            ("revenue_reversed_amount", "number"),
            ("restored_cost_amount", "number"),
            ("reversed_cost_amount", "number"),
        ),
        key=("company", "period", "version", "channel"),
    ),
    ReferenceTable(
        "account_roles",
        _columns(
            ("company", "text"),
            ("ledger_system", "system"),
            ("ledger_instance", "text"),
            ("account_code", "text"),
            (
                "role",
                "one of: revenue sales_returns cogs inventory_asset returns_clearing tax "
                "shipping rounding",
            ),
        ),
        key=("company", "ledger_system", "ledger_instance", "account_code"),
    ),
    ReferenceTable(
        "sku_aliases",
        _columns(
            ("system", "system"),
            ("instance", "text"),
            ("source_sku", "text"),
            ("sku", "text"),
            ("unit_factor", "positive number"),
        ),
        key=("system", "instance", "source_sku"),
    ),
    ReferenceTable(
        "kit_components",
        _columns(
            ("kit_sku", "text"),
            ("component_sku", "text"),
            ("component_units", "positive number"),
            ("valid_from", "date", OPTIONAL),
            ("valid_to", "date", OPTIONAL),
        ),
        key=("kit_sku", "component_sku"),
        from_to=("valid_from", "valid_to"),
        overlap_key=("kit_sku", "component_sku"),
    ),
    ReferenceTable(
        "location_aliases",
        _columns(
            ("system", "system"),
            ("instance", "text"),
            ("source_location", "text"),
            ("location", "text"),
        ),
        key=("system", "instance", "source_location"),
    ),
    ReferenceTable(
        "exchange_rates",
        _columns(
            ("rate_date", "date"),
            ("from_currency", "currency"),
            ("to_currency", "currency"),
            ("rate", "positive number"),
        ),
        key=("rate_date", "from_currency", "to_currency"),
    ),
    ReferenceTable(
        "exception_decisions",
        _columns(
            ("company", "text"),
            ("channel", "text"),
            ("order_reference", "text"),
            ("sku", "text"),
            ("decision", "one of: accepted written_off snoozed"),
            ("reason", "text"),
            ("decided_by", "text"),
            ("decided_on", "date"),
            ("expires_on", "date", OPTIONAL),
        ),
        key=("company", "channel", "order_reference", "sku", "decision", "decided_on"),
    ),
)

REFERENCE_TABLES = {table.name: table for table in _TABLES}
