"""What sign-offs saw move and what was open at period ends, against the second computation.

Compared are orders that no reading leaves out: per sign-off every leg that moved, with its cause;
per period end every open order and SKU; and the roll-forward of channels of which nothing open is
left out.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace as Row
from typing import Protocol

from tests.oracle.linking import normalised
from tests.oracle.periods import Closes, rolled

Table = Callable[[str], list[Row]]
OpenKey = tuple[str, str, str | None, str | None]


class Counts(Protocol):
    restatement_items: int
    open_figures: int
    rollforward_figures: int
    differences: list[str]


def compare_closes(closes: Closes, table: Table, counts: Counts) -> None:
    """Adds what differs to `counts.differences`."""
    lines = {row.return_line_id: row for row in table("fct_return_lines")}
    for company in closes.companies():
        channel_periods = {
            (row.channel, row.period)
            for row in table("fct_period_reconciliation")
            if row.company == company
        }
        ends = closes.ends(company, sorted({period for _, period in channel_periods}))
        figures = rolled(closes, ends)
        moved = {(row.period, row.version): closes.moved(row) for row in closes.signoffs(company)}
        left_out = closes.left_out()
        compare_moved(company, moved, closes, table, left_out, counts)
        published_open = open_rows(company, table, lines)
        channels_left_out = compare_open(
            company, closes, ends, channel_periods, published_open, left_out, counts
        )
        compare_rollforward(company, figures, table, channels_left_out, counts)


def compare_moved(
    company: str, moved: dict, closes: Closes, table: Table, left_out: set, counts: Counts
) -> None:
    orders = {
        share.leg.leg_id: result.case.line.order
        for outcome in closes.readings.values()
        for result in outcome.results
        for share in result.case.line.shares
    }
    theirs: dict[tuple[str, int], dict] = defaultdict(dict)
    for row in table("fct_period_restatements"):
        is_decided = row.source_leg_id in orders and orders[row.source_leg_id] not in left_out
        if row.company == company and is_decided:
            theirs[row.period, row.signoff_version][row.channel, row.source_leg_id] = (
                row.cause,
                (
                    row.credited_units_delta, row.restocked_units_delta,
                    row.revenue_delta_amount, row.cost_delta_amount,
                ),
            )  # fmt: skip
    for signoff, found in moved.items():
        ours = {key: item for key, item in found.items() if orders[key[1]] not in left_out}
        for key in sorted(ours.keys() | theirs[signoff].keys()):
            counts.restatement_items += 1
            differ(counts, f"restatement {signoff} {key}", theirs[signoff].get(key), ours.get(key))


def open_rows(company: str, table: Table, lines: dict[str, Row]) -> dict[str, dict[OpenKey, tuple]]:
    """Per period the open returns, an order and SKU once."""
    found: dict[str, dict[OpenKey, list]] = defaultdict(dict)
    for row in table("fct_open_returns_at_period_end"):
        if row.company != company:
            continue
        line = lines[row.return_line_id]
        key = (company, row.channel, normalised(line.order_reference), line.sku)
        total = found[row.period].setdefault(key, [set(), Decimal(0), Decimal(0), Decimal(0), 0])
        total[0].add(row.diagnosis)
        total[1] += row.open_units
        total[2] += row.open_revenue_amount
        total[3] += row.open_cost_amount
        total[4] = max(total[4], row.days_open)
    return {
        period: {key: tuple(total) for key, total in rows.items()} for period, rows in found.items()
    }


def compare_open(
    company: str,
    closes: Closes,
    ends: list,
    channel_periods: set[tuple[str, str]],
    theirs: dict,
    left_out: set,
    counts: Counts,
) -> set[str]:
    """Compares each end of a channel's periods, which run from its first to its last leg (M10);
    answers the channels of which something open is left out."""
    channels = set()
    for end in ends:
        rows = theirs.get(end.period, {})
        for key in rows:
            if not closes.now.decides(key[:3]) or key[:3] in left_out:
                channels.add(key[1])
        ours = {
            (*order, sku): (state.diagnoses, state.units, state.revenue, state.cost, state.days)
            for (order, sku), state in closes.open_at(end.day, end.cut).items()
            if order[0] == company and (order[1], end.period) in channel_periods
            if order not in left_out
        }
        for key in sorted(rows.keys() | ours.keys(), key=str):
            if not closes.now.decides(key[:3]) or key[:3] in left_out:
                continue
            counts.open_figures += 1
            differ(counts, f"open at the end of {end.period} {key}", rows.get(key), ours.get(key))
    return channels


def compare_rollforward(
    company: str, figures: Counter, table: Table, left_out_channels: set[str], counts: Counts
) -> None:
    columns = ("opening", "restated", "opened", "cleared", "reclassified", "closing")
    for row in table("fct_open_returns_rollforward"):
        if row.company != company or row.channel in left_out_channels:
            continue
        for column in columns:
            counts.rollforward_figures += 1
            key = (row.channel, row.period, row.diagnosis, row.measure, column)
            differ(counts, f"roll-forward {key}", getattr(row, column), figures[key])


def differ(counts: Counts, name: str, found: object, computed: object) -> None:
    if found != computed:
        counts.differences.append(f"{name} is {found} in the warehouse, {computed} computed")
