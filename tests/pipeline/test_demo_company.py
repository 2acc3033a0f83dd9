"""The demo company's release says what was worked out by hand from its story.

Expected values stand in seeds/expected, told line by line in docs/the-demo-company.md; none of them
comes from a run. Columns that the expected tables do not have are not asserted here. The returns of
the store in New Zealand are too many for that: they are held to what their stories' authors say.
"""

import csv
import gzip
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

import duckdb

from tests.accuracy.evidence import read_truth, read_warehouse
from tests.accuracy.links import compare
from tests.simulator.demo import write_demo
from tests.simulator.tasman import NZ, told
from tests.simulator.truth import TruthWriter

REPOSITORY = Path(__file__).resolve().parents[2]
SEEDS = REPOSITORY / "seeds"
EXPECTED = SEEDS / "expected"

Row = dict[str, str]


def read_expected(name: str) -> list[Row]:
    """A table that was worked out by hand."""
    with (EXPECTED / f"{name}.csv").open(newline="") as file:
        return [
            {column: plain(text) for column, text in row.items()} for row in csv.DictReader(file)
        ]


def read_release(release: Path, query: str) -> list[Row]:
    """Rows of the release as plain text."""
    with duckdb.connect(str(release), read_only=True) as connection:
        result = connection.execute(query)
        columns = [column[0] for column in result.description]
        return [dict(zip(columns, map(plain, row), strict=True)) for row in result.fetchall()]


def plain(value: object) -> str:
    """A value as text that is the same for 1, 1.0000 and '1': empty for null."""
    if value is None:
        return ""
    text = str(value)
    if text.lower() in ("true", "false"):
        return text.lower()
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return f"{number.normalize():f}" if number else "0"


def differences(expected: list[Row], actual: list[Row], keys: Sequence[str]) -> list[str]:
    """One sentence per row that is missing or not expected, and per cell that differs."""

    def by_key(rows: Iterable[Row]) -> dict[tuple[str, ...], Row]:
        return {tuple(row[key] for key in keys): row for row in rows}

    wanted, found = by_key(expected), by_key(actual)
    assert len(wanted) == len(expected), "two expected rows have one key"
    sentences = [f"{' '.join(key)}: missing" for key in wanted if key not in found]
    sentences += [f"{' '.join(key)}: not expected" for key in found if key not in wanted]
    if len(found) != len(actual):
        sentences.append(f"{len(actual) - len(found)} rows repeat the key of another")
    sentences += [
        f"{' '.join(key)}: {column} is {found[key][column] or 'empty'}, not {text or 'empty'}"
        for key, row in wanted.items()
        if key in found
        for column, text in row.items()
        if found[key][column] != text
    ]
    return sentences


def assert_same(expected: list[Row], actual: list[Row], keys: Sequence[str]) -> None:
    """Fails with every difference, one per line."""
    found = differences(expected, actual, keys)
    assert not found, "\n".join([f"{len(found)} differences", *found])


def columns_of(rows: list[Row]) -> str:
    """The columns of an expected table, for a query."""
    return ", ".join(rows[0])


def test_every_return_line_has_the_figures_and_the_verdict_of_its_story(demo_release: Path) -> None:
    expected = read_expected("return_lines")
    actual = read_release(
        demo_release,
        f"select {columns_of(expected)} from marts.fct_return_lines where channel <> '{NZ.name}'",
    )
    assert_same(expected, actual, ("channel", "order_reference", "sku", "credit_note_numbers"))


def test_every_period_has_the_totals_of_its_stories(demo_release: Path) -> None:
    expected = read_expected("periods")
    actual = read_release(
        demo_release,
        f"select {columns_of(expected)} from marts.fct_period_reconciliation "
        f"where channel <> '{NZ.name}'",
    )
    assert_same(expected, actual, ("channel", "period"))


def test_every_bridge_walks_by_the_components_of_its_stories(demo_release: Path) -> None:
    """Components of value zero are left out on both sides."""
    actual = read_release(
        demo_release,
        f"""
        select channel, period, bridge, component,
            case bridge when 'quantity' then units else amount end as value
        from marts.fct_period_bridges
        where case bridge when 'quantity' then units else amount end <> 0
            and channel <> '{NZ.name}'
        """,
    )
    assert_same(read_expected("bridges"), actual, ("channel", "period", "bridge", "component"))


def test_every_period_ends_with_the_open_returns_of_its_stories(demo_release: Path) -> None:
    """January as its sign-off of 5 February knew it, February as it is known now."""
    expected = read_expected("open_returns")
    actual = read_release(
        demo_release,
        f"""
        select open_returns.*, return_lines.order_reference, return_lines.sku
        from marts.fct_open_returns_at_period_end as open_returns
        inner join marts.fct_return_lines as return_lines
            on open_returns.return_line_id = return_lines.return_line_id
        where return_lines.channel <> '{NZ.name}'
        """,
    )
    assert_same(expected, actual, ("channel", "period", "order_reference", "sku"))


def test_the_open_returns_roll_forward_from_january_to_february(demo_release: Path) -> None:
    """Of the 16 open at January's end one was restated away (#1016), three cleared (#1007, #1008,
    PO-3002) and five opened (#1015, two in the British store, two in trade)."""
    actual = read_release(
        demo_release,
        f"""
        select period, sum(opening) as opening, sum(restated) as restated, sum(opened) as opened,
            sum(cleared) as cleared, sum(written_off) as written_off,
            sum(reclassified) as reclassified, sum(closing) as closing
        from marts.fct_open_returns_rollforward
        where measure = 'count' and channel <> '{NZ.name}'
        group by period
        order by period
        """,
    )
    figures = [tuple(row.values()) for row in actual]
    assert figures == [
        ("2026-01", "0", "0", "16", "0", "0", "0", "16"),
        ("2026-02", "16", "-1", "5", "3", "0", "0", "17"),
    ]


def test_the_store_in_new_zealand_is_told_as_its_stories_are(
    demo_release: Path, tmp_path: Path
) -> None:
    """Links, units, amounts and verdicts of every line, and every unit and cent of its legs."""
    with TruthWriter(tmp_path) as truth:
        for kind, testimony in told():
            truth.write(kind.name, testimony)
    warehouse = read_warehouse(demo_release)
    warehouse.counting = {leg for leg in warehouse.counting if leg.source_instance == NZ.shop}
    warehouse.lines = {
        line_id: line for line_id, line in warehouse.lines.items() if line.channel == NZ.name
    }
    report = compare(read_truth(tmp_path), warehouse)
    assert not report.differences, "\n".join(report.differences)
    assert len(warehouse.lines) > 250


def test_the_story_writes_the_seeds_again_byte_for_byte(tmp_path: Path) -> None:
    """A compressed file is compared by its content: its bytes depend on the library."""

    def files(folder: Path) -> dict[str, bytes]:
        return {
            str(path.relative_to(folder)): gzip.decompress(path.read_bytes())
            if path.suffix == ".gz"
            else path.read_bytes()
            for kind in ("exports", "reference")
            for path in sorted((folder / kind).rglob("*"))
            if path.is_file()
        }

    write_demo(tmp_path)
    written, kept = files(tmp_path), files(SEEDS)
    changed = sorted(
        name for name in written.keys() | kept.keys() if written.get(name) != kept.get(name)
    )
    assert not changed, f"run `python -m tests.simulator.demo`; it changes {changed}"
