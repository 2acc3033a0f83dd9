"""The two sides of a comparison: a company's truth files, and a warehouse's published tables."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import duckdb


class Leg(NamedTuple):
    """What both sides call the same: one layer and product of one document."""

    source_system: str
    source_instance: str
    document_type: str
    document_id: str
    layer: str
    sku: str


class Line(NamedTuple):
    """What a line says that a story can say too, with its place for a reader."""

    channel: str
    order_reference: str
    sku: str
    kind: str
    figures: dict[str, Decimal]
    diagnosis: str
    persistence: str
    is_ambiguous: bool


@dataclass
class Side:
    """Legs with their lines, totals of what counts, and the lines themselves, by id."""

    lines_of: dict[Leg, set[str]] = field(default_factory=lambda: defaultdict(set))
    units: dict[Leg, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    amounts: dict[Leg, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    counting: set[Leg] = field(default_factory=set)
    lines: dict[str, Line] = field(default_factory=dict)

    def add_leg(
        self, leg: Leg, line_id: str | None, units: Decimal, amount: Decimal, counts: bool
    ) -> None:
        """One share of a leg; only what counts has totals."""
        if line_id:
            self.lines_of[leg].add(line_id)
        if counts:
            self.counting.add(leg)
            self.units[leg] += units
            self.amounts[leg] += amount


# Shipping, cash and fees stand beside a return; no story says to which of its lines.
GOODS_KINDS = (
    "credit", "goodwill", "price_adjustment", "restock", "unrestock", "cost_reversal", "request",
)  # fmt: skip
FIGURES = (
    "kept_units", "never_shipped_units", "channel_revenue_amount", "hub_revenue_amount",
    "ledger_revenue_amount", "restored_cost_amount", "reversed_cost_amount",
)  # fmt: skip


def read_truth(folder: Path) -> Side:
    """A company's truth, as `python -m tests.simulator.company` writes it."""
    side = Side()
    for row in rows_of(folder / "return_legs.csv"):
        leg = Leg(*(row[column] for column in Leg._fields))
        side.add_leg(
            leg,
            f"{row['true_return_id']}/{row['sku']}",
            Decimal(0 if is_unitless(leg) else row["units"]),
            Decimal(row["amount"]),
            row["counts"] == "true",
        )
    for row in rows_of(folder / "return_lines.csv"):
        side.lines[f"{row['true_return_id']}/{row['sku']}"] = Line(
            row["channel"],
            row["order_reference"],
            row["sku"],
            row["kind"],
            {name: Decimal(row[name]) for name in FIGURES},
            row["diagnosis"],
            row["persistence"],
            row["is_ambiguous"] == "true",
        )
    return side


def is_unitless(leg: Leg) -> bool:
    """Whether units are no matter of a leg: the ledger's cost journals name none."""
    return (leg.document_type, leg.layer) == ("manual_journal", "valuation")


def rows_of(path: Path) -> list[dict[str, str]]:
    """A CSV file's rows."""
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def read_warehouse(file: Path) -> Side:
    """A built warehouse's, or a release's, legs that say something of returned goods, and lines."""
    side = Side()
    with duckdb.connect(str(file), read_only=True) as connection:
        legs = connection.execute(
            """
            select source_system, source_instance, document_type, document_id,
                coalesce(layer, ''), coalesce(sku, ''), return_line_id,
                coalesce(units, 0),
                coalesce(case layer when 'valuation' then cost_amount else base_net_amount end, 0),
                is_posted and not is_voided and not is_excluded
            from marts.fct_return_legs
            where (sku is not null or leg_kind = 'goodwill') and list_contains($kinds, leg_kind)
            """,
            {"kinds": GOODS_KINDS},
        ).fetchall()
        lines = connection.execute(f"""
            select return_line_id, channel, order_reference, sku, {", ".join(FIGURES)},
                diagnosis, persistence
            from marts.fct_return_lines
        """).fetchall()
    for *key, line_id, units, amount, counts in legs:
        side.add_leg(Leg(*key), line_id, units, amount, counts)
    for line_id, channel, order_reference, sku, *figures, diagnosis, persistence in lines:
        named = {name: value or Decimal(0) for name, value in zip(FIGURES, figures, strict=True)}
        side.lines[line_id] = Line(
            channel, order_reference, sku, "", named, diagnosis, persistence, False
        )
    return side
