"""What the second computation starts from: staged rows and reference rows, as they stand.

Only reading belongs here. Every table becomes a list of `Row`, which names columns as attributes.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace as Row
from zoneinfo import ZoneInfo

import duckdb

SYSTEMS = ("shopify", "cin7_core", "xero")
REFERENCES = (
    "source_instances",
    "channel_contracts",
    "accounting_periods",
    "period_signoffs",
    "account_roles",
    "sku_aliases",
    "kit_components",
    "exchange_rates",
)


@dataclass(frozen=True)
class Evidence:
    """The rows of one warehouse."""

    documents: list[Row]
    legs: list[Row]
    sale_lines: list[Row]
    product_skus: set[tuple[str, str, str]]
    reference: dict[str, list[Row]]
    coverage: list[Row]
    gaps: list[Row]

    def instance(self, row: Row) -> Row:
        """The source instance that a row comes from."""
        for instance in self.reference["source_instances"]:
            if of_instance(instance) == of_instance(row):
                return instance
        raise KeyError(of_instance(row))

    def first_landed_at(self, instance: tuple[str, str]) -> datetime:
        """Since when an instance is live here."""
        return self.first_landings[instance]

    @cached_property
    def first_landings(self) -> dict[tuple[str, str], datetime]:
        found: dict[tuple[str, str], datetime] = {}
        for row in self.documents:
            key = of_instance(row)
            found[key] = min(row.landed_at, found.get(key, row.landed_at))
        return found


def of_instance(row: Row) -> tuple[str, str]:
    return row.source_system, row.source_instance


def local_day(instant: datetime, zone: str) -> date:
    """M3.1: an instant's date where its source lives."""
    return instant.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).date()


def read_evidence(warehouse_file: Path) -> Evidence:
    """All input rows of a built warehouse file."""
    with duckdb.connect(str(warehouse_file), read_only=True) as connection:

        def rows(query: str) -> list[Row]:
            found = connection.execute(query)
            names = [column[0] for column in found.description]
            return [Row(**dict(zip(names, values, strict=True))) for values in found.fetchall()]

        def of_systems(shape: str) -> list[Row]:
            return [row for name in SYSTEMS for row in rows(f"from staging.stg_{name}__{shape}")]

        return Evidence(
            documents=of_systems("documents"),
            legs=of_systems("return_legs") + rows("from staging.stg_xero__summary_lines"),
            sale_lines=of_systems("sale_lines"),
            product_skus={
                (*of_instance(row), row.source_sku)
                for name in ("shopify", "cin7_core")
                for row in rows(f"from staging.stg_{name}__products")
            },
            reference={name: rows(f"from staging.stg_reference__{name}") for name in REFERENCES},
            coverage=rows("from marts.fct_source_coverage"),
            gaps=rows("from marts.fct_evidence_gaps"),
        )
