"""The warehouse against the second computation.

`python -m tests.accuracy.second_computation --warehouse-file FILE` compares return lines, the
quantity bridge, what the ledger's batches differ by, restatements, open returns and their
roll-forward of a built warehouse with `tests.oracle`. What the second computation leaves out is
counted, never compared. Exit status 1 says that something differs.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace as Row

import duckdb

from tests.oracle.computation import Outcome, Result, record_periods
from tests.oracle.evidence import read_evidence
from tests.oracle.linking import normalised
from tests.oracle.periods import Closes

from .closes import compare_closes

LineKey = tuple[str, str, str | None, str, str | None]


@dataclass
class Comparison:
    """What was compared and what differs."""

    lines: int = 0
    figures: int = 0
    bridge_figures: int = 0
    restatement_items: int = 0
    open_figures: int = 0
    rollforward_figures: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    left_out_lines: int = 0
    differences: list[str] = field(default_factory=list)

    def printed(self) -> list[str]:
        return [
            f"{self.lines} return lines compared, {self.figures} figures",
            f"{self.bridge_figures} figures of the quantity bridge compared",
            f"{self.restatement_items} restatement items, {self.open_figures} open returns and "
            f"{self.rollforward_figures} figures of the roll-forward compared",
            f"{self.left_out_lines} lines left out; orders left out: "
            + (", ".join(f"{n} with {why}" for why, n in sorted(self.left_out.items())) or "none"),
            *self.differences,
            f"{len(self.differences)} differences",
        ]


def figures(result: Result) -> dict[str, object]:
    """A result under the names of `fct_return_lines`."""
    case, verdict = result.case, result.verdict
    units, amounts = case.units, case.amounts
    return {
        "returned_units": units.returned,
        "expected_credit_units": units.expected["financial"],
        "expected_restock_units": units.expected["inventory"],
        "expected_cost_units": units.expected["valuation"],
        "credited_units": units.recorded["financial"],
        "restocked_units": units.recorded["inventory"],
        "cost_reversed_units": units.recorded["valuation"],
        "kept_units": units.kept,
        "never_shipped_units": units.never_shipped,
        "credit_gap_units": units.gaps["financial"],
        "restock_gap_units": units.gaps["inventory"],
        "channel_revenue_amount": amounts.revenue["channel"],
        "hub_revenue_amount": amounts.revenue["hub"],
        "ledger_revenue_amount": amounts.revenue["ledger"],
        "revenue_difference_amount": amounts.revenue_difference,
        "fx_difference_amount": amounts.fx_difference,
        "expected_cost_amount": amounts.expected_cost,
        "restored_cost_amount": amounts.restored_cost,
        "reversed_cost_amount": amounts.reversed_cost,
        "quantity_effect_amount": amounts.quantity_effect,
        "rate_effect_amount": amounts.rate_effect,
        "financial_period": record_periods(case, "financial"),
        "inventory_period": record_periods(case, "inventory"),
        "valuation_period": record_periods(case, "valuation"),
        "patterns": ",".join(verdict.patterns),
        "diagnosis": verdict.diagnosis,
        "persistence": verdict.persistence,
        "has_revenue_mismatch": verdict.has_revenue_mismatch,
        "has_quantity_mismatch": verdict.has_quantity_mismatch,
        "has_valuation_mismatch": verdict.has_valuation_mismatch,
    }


def computed_key(result: Result) -> LineKey:
    line = result.case.line
    return (*line.order, line.return_set, line.sku)


def published_key(row: Row) -> LineKey:
    """A return is named by the set that opened it (M5.3)."""
    return_set = row.return_id.split("|")[-1]
    return row.company, row.channel, normalised(row.order_reference), return_set, row.sku


def published(warehouse_file: Path, table: str) -> list[Row]:
    with duckdb.connect(str(warehouse_file), read_only=True) as connection:
        found = connection.execute(f"from marts.{table}")
        names = [column[0] for column in found.description]
        return [Row(**dict(zip(names, values, strict=True))) for values in found.fetchall()]


def compare(warehouse_file: Path, as_of: date | None = None) -> Comparison:
    """Every line and every bridge figure that the second computation decides."""
    closes = Closes(read_evidence(warehouse_file), as_of)
    outcome = closes.now
    rows = published(warehouse_file, "fct_return_lines")
    comparison = Comparison(left_out=Counter(outcome.left_out.values()))
    kept_out = compare_lines(outcome, rows, comparison)
    compare_bridge(outcome, warehouse_file, kept_out, comparison)
    compare_batches(outcome, warehouse_file, comparison)
    compare_closes(closes, lambda table: published(warehouse_file, table), comparison)
    return comparison


def compare_lines(outcome: Outcome, rows: list[Row], comparison: Comparison) -> set[str]:
    """Compares lines; answers the ids of those that are left out."""
    theirs = {published_key(row): row for row in rows}
    kept_out = {key for key in theirs if not outcome.decides(key[:3])}
    comparison.left_out_lines = len(kept_out)
    ours = {computed_key(result): result for result in outcome.results}
    for key in sorted(theirs.keys() | ours.keys(), key=str):
        if key in kept_out:
            continue
        name = " ".join(str(part) for part in key)
        if key not in ours or key not in theirs:
            where = "the second computation" if key in ours else "the warehouse"
            comparison.differences.append(f"{name}: only in {where}")
            continue
        comparison.lines += 1
        for column, value in figures(ours[key]).items():
            comparison.figures += 1
            found = getattr(theirs[key], column)
            if found != value:
                comparison.differences.append(
                    f"{name}: {column} is {found} in the warehouse, {value} computed"
                )
    return {theirs[key].return_line_id for key in kept_out}


def compare_bridge(
    outcome: Outcome, warehouse_file: Path, kept_out: set[str], comparison: Comparison
) -> None:
    """Sums both sides per channel, period and component, without the lines left out."""
    ours: Counter[tuple[str, str, str, str]] = Counter()
    for result in outcome.results:
        for (period, component), units in result.bridge.items():
            ours[(*result.case.line.order[:2], period, component)] += units
    without = without_left_out(warehouse_file, kept_out)
    theirs = {
        (row.company, row.channel, row.period, row.component): row.units
        for row in published(warehouse_file, "fct_period_bridges")
        if row.bridge == "quantity"
    }
    for key in sorted(theirs.keys() | ours.keys()):
        comparison.bridge_figures += 1
        found = theirs.get(key, Decimal(0)) - without[key]
        if found != ours[key]:
            comparison.differences.append(
                f"quantity bridge {' '.join(key)}: {found} in the warehouse, {ours[key]} computed"
            )


def compare_batches(outcome: Outcome, warehouse_file: Path, comparison: Comparison) -> None:
    """What the ledger's batches differ by, per channel, period and money bridge.

    Where orders of a channel are left out, what they make up of its batches is not known here.
    """
    unknown = {order[:2] for order in outcome.left_out}
    theirs = {
        (row.company, row.channel, row.period, row.bridge): row.amount
        for row in published(warehouse_file, "fct_period_bridges")
        if row.component == "batch_difference" and row.amount
    }
    for key in sorted(theirs.keys() | outcome.batch_differences.keys()):
        if key[:2] in unknown:
            continue
        found, computed = theirs.get(key, Decimal(0)), outcome.batch_differences[key]
        comparison.bridge_figures += 1
        if found != computed:
            comparison.differences.append(
                f"batch difference {' '.join(key)}: {found} in the warehouse, {computed} computed"
            )


def without_left_out(
    warehouse_file: Path, kept_out: set[str]
) -> Counter[tuple[str, str, str, str]]:
    """What the lines that are left out hold of each bridge figure."""
    units: Counter[tuple[str, str, str, str]] = Counter()
    for row in published(warehouse_file, "fct_period_bridge_lines"):
        if row.bridge == "quantity" and row.return_line_id in kept_out:
            units[row.company, row.channel, row.period, row.component] += row.units
    return units


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the comparison; the exit status says whether anything differs."""
    parser = argparse.ArgumentParser(description="Compare a warehouse with plain Python.")
    parser.add_argument("--warehouse-file", type=Path, required=True)
    parser.add_argument("--as-of", type=date.fromisoformat, help="the run's date, if it was set")
    options = parser.parse_args(arguments)
    comparison = compare(options.warehouse_file, options.as_of)
    print("\n".join(comparison.printed()))
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    raise SystemExit(main())
