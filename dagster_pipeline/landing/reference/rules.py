"""What a value and a row of the reference tables must be (interface.md 4).

Every rule gives sentences, none stops at the first: a person corrects a file once. A problem reads
`file:line: value: what is wrong: what to do`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo, available_timezones

import duckdb

from dagster_pipeline.landing.reference.tables import REFERENCE_TABLES, Column, ReferenceTable
from dagster_pipeline.landing.rules.value_types import parse_day

TIERS = ("channel", "hub", "ledger")
POSTINGS_THAT_NEED_A_PATTERN = ("day", "month", "payout")
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"


@dataclass(frozen=True)
class ReferenceRow:
    """One row as text; an empty value is None."""

    file: str
    line: int
    values: dict[str, str | None]

    def __getitem__(self, column: str) -> str | None:
        return self.values.get(column)

    def problem(self, column: str, wrong: str, remedy: str) -> str:
        """The sentence about one value of the row."""
        return f"{self.file}:{self.line}: {column} '{self[column] or ''}': {wrong}: {remedy}"


ReferenceRows = dict[str, list[ReferenceRow]]


def _is_decimal(text: str) -> bool:
    return re.fullmatch(r"-?[0-9]{1,18}([.][0-9]{1,10})?", text) is not None


def _is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


@cache
def _is_time_zone(text: str) -> bool:
    if text not in available_timezones():
        return False
    return ZoneInfo(text) is not None


@cache
def _is_pattern(text: str) -> bool:
    """Whether the engine takes the text as a regular expression."""
    try:
        duckdb.execute("select regexp_extract('', ?)", [text])
    except duckdb.Error:
        return False
    return True


KINDS: dict[str, tuple[Callable[[str], bool], str, str]] = {
    "text": (lambda text: True, "", ""),
    "date": (
        lambda text: parse_day(text) is not None,
        "is no date",
        "write a day that exists as YYYY-MM-DD",
    ),
    "instant": (
        _is_instant,
        "is no instant with its zone",
        "write it as 2026-10-02T09:00:00Z or with an offset such as +11:00",
    ),
    "period": (
        lambda text: re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text) is not None,
        "is no period",
        "write it as YYYY-MM",
    ),
    "count": (
        lambda text: re.fullmatch(r"[0-9]{1,9}", text) is not None,
        "is no whole number",
        "write digits only, 0 or more",
    ),
    "number": (_is_decimal, "is no number", "write digits with a decimal point"),
    "amount": (
        lambda text: _is_decimal(text) and not text.startswith("-"),
        "is no number of 0 or more",
        "write digits with a decimal point",
    ),
    "positive number": (
        lambda text: _is_decimal(text) and float(text) > 0,
        "is no number above 0",
        "write digits with a decimal point",
    ),
    "currency": (
        lambda text: re.fullmatch(r"[A-Z]{3}", text) is not None,
        "is no currency code",
        "write three capital letters such as AUD",
    ),
    "time zone": (
        _is_time_zone,
        "is no time zone",
        "write an IANA name such as Australia/Sydney",
    ),
    "pattern": (_is_pattern, "is no regular expression", "correct it, or escape its special signs"),
}


def check_values(table: ReferenceTable, row: ReferenceRow, systems: set[str]) -> Iterator[str]:
    """Every value of a row by itself."""
    for column in table.columns:
        value = row[column.name]
        if value is None:
            if not column.is_optional:
                yield row.problem(column.name, "is missing", _what_to_write(column, systems))
        elif column.kind == "system":
            if value not in systems:
                known = ", ".join(sorted(systems))
                yield row.problem(column.name, "is no known system", f"use one of {known}")
        elif column.kind.startswith("one of: "):
            if value not in _choices(column):
                yield row.problem(
                    column.name, "is not a known value", _what_to_write(column, systems)
                )
        else:
            is_right, wrong, remedy = KINDS[column.kind]
            if not is_right(value):
                yield row.problem(column.name, wrong, remedy)


def _choices(column: Column) -> list[str]:
    return column.kind.removeprefix("one of: ").split()


def _what_to_write(column: Column, systems: set[str]) -> str:
    if column.name == "financial_system_of_record":
        return "name the tier whose credits count: channel, hub or ledger"
    if column.kind == "system":
        return f"use one of {', '.join(sorted(systems))}"
    if column.kind.startswith("one of: "):
        return f"use one of {', '.join(_choices(column))}"
    return KINDS[column.kind][2] or "fill it in"


def check_rows(tables: ReferenceRows) -> Iterator[str]:
    """What rows say together: keys, overlaps, and contracts against the instances they name."""
    for table in REFERENCE_TABLES.values():
        rows = tables[table.name]
        if table.from_to:
            yield from _check_order_of_days(table, rows)
            yield from _check_overlaps(table, rows)
        if not table.from_to or table.overlap_key != table.key:
            yield from _check_keys(table, rows)
        if table.name != "source_instances":
            yield from _check_companies(rows, tables["source_instances"])
    yield from _check_twin_channels(tables["channel_contracts"])
    for contract in tables["channel_contracts"]:
        yield from _check_tiers(contract, tables["source_instances"])
        yield from _check_systems_of_record(contract)
        yield from _check_posting(contract)
    yield from _check_kits(tables["kit_components"])


def _check_keys(table: ReferenceTable, rows: list[ReferenceRow]) -> Iterator[str]:
    first: dict[tuple, ReferenceRow] = {}
    for row in rows:
        key = tuple(row[column] for column in table.key)
        if key in first:
            names = ", ".join(table.key)
            yield row.problem(
                table.key[-1],
                f"the same {names} stands on line {first[key].line}",
                "keep one of the two",
            )
        else:
            first[key] = row


def _span(table: ReferenceTable, row: ReferenceRow) -> tuple[str, str] | None:
    """First and last day as sortable text, None where one cannot be read."""
    first, last = table.from_to
    if any(row[name] and parse_day(row[name]) is None for name in (first, last)):
        return None
    return row[first] or FIRST_DAY, row[last] or LAST_DAY


def _check_order_of_days(table: ReferenceTable, rows: list[ReferenceRow]) -> Iterator[str]:
    for row in rows:
        span = _span(table, row)
        if span and span[1] < span[0]:
            yield row.problem(
                table.from_to[1], f"lies before {table.from_to[0]} {span[0]}", "correct either day"
            )


def _check_overlaps(table: ReferenceTable, rows: list[ReferenceRow]) -> Iterator[str]:
    groups: dict[tuple, list[tuple[str, str, int, ReferenceRow]]] = {}
    for row in rows:
        span = _span(table, row)
        if span:
            key = tuple(row[column] for column in table.overlap_key)
            groups.setdefault(key, []).append((*span, row.line, row))
    for spans in groups.values():
        for (_, last, line, earlier), (first, _, _, later) in pairwise(sorted(spans, key=_by_day)):
            if first <= last:
                yield later.problem(
                    table.from_to[0],
                    f"overlaps line {line}, which lasts to {earlier[table.from_to[1]] or 'always'}",
                    "let one end before the other begins",
                )


def _check_companies(rows: list[ReferenceRow], instances: list[ReferenceRow]) -> Iterator[str]:
    """A row of a company that nothing lands for would count for nobody, without a word."""
    companies = {row["company"] for row in instances}
    for row in rows:
        if row["company"] and row["company"] not in companies:
            yield row.problem(
                "company",
                "no instance in source_instances.csv belongs to it",
                f"use one of {', '.join(sorted(filter(None, companies)))}",
            )


def _check_twin_channels(contracts: list[ReferenceRow]) -> Iterator[str]:
    """Two channels that take the same sales of a store on the same day: which one is a guess."""
    table = REFERENCE_TABLES["channel_contracts"]
    groups: dict[tuple, list[tuple[tuple[str, str], ReferenceRow]]] = {}
    for row in contracts:
        span = _span(table, row)
        if span and row["channel_system"]:
            label = (row["source_name"] or "").lower()
            store = (row["channel_system"], row["channel_instance"], label)
            groups.setdefault(store, []).append((span, row))
    for twins in groups.values():
        for ((first, last), row), ((other_first, other_last), other) in combinations(twins, 2):
            if row["channel"] != other["channel"] and first <= other_last and other_first <= last:
                yield other.problem(
                    "source_name",
                    f"channel '{row['channel']}' on line {row.line} takes the same sales",
                    "tell the two apart by source_name, or let one end before the other begins",
                )


def _check_kits(rows: list[ReferenceRow]) -> Iterator[str]:
    """No kit holds itself on any day, be it by other kits (M4.7). Every such circle has a day on
    which the last of its rows begins."""
    table = REFERENCE_TABLES["kit_components"]
    kits = {row["kit_sku"] for row in rows}
    inner_kits = [
        (span, row)
        for row in rows
        if row["component_sku"] in kits and row["kit_sku"] and (span := _span(table, row))
    ]
    closing_lines: set[int] = set()
    for day in sorted({first for (first, _), _ in inner_kits}):
        holds: dict[str | None, dict[str | None, ReferenceRow]] = {}
        for (first, last), row in inner_kits:
            if first <= day <= last and row.line not in closing_lines:
                holds.setdefault(row["kit_sku"], {})[row["component_sku"]] = row
        while circle := _circle(holds):
            *others, closing = sorted(circle, key=lambda row: row.line)
            lines = ", ".join(f"line {row.line}" for row in others)
            yield closing.problem(
                "component_sku",
                f"holds its own kit '{closing['kit_sku']}'" + (f" by {lines}" if lines else ""),
                "name what the kit consists of in the end",
            )
            closing_lines.add(closing.line)
            del holds[closing["kit_sku"]][closing["component_sku"]]


def _circle(holds: dict[str | None, dict[str | None, ReferenceRow]]) -> list[ReferenceRow]:
    """Rows by which a kit holds itself, none if there is no such kit."""
    try:
        TopologicalSorter(holds).prepare()
    except CycleError as found:
        return [holds[kit][component] for component, kit in pairwise(found.args[1])]
    return []


def _by_day(span: tuple[str, str, int, ReferenceRow]) -> tuple[str, str, int]:
    return span[:3]


def _check_tiers(contract: ReferenceRow, instances: Iterable[ReferenceRow]) -> Iterator[str]:
    known = {(row["system"], row["instance"]): row for row in instances}
    for tier in TIERS:
        system, instance = contract[f"{tier}_system"], contract[f"{tier}_instance"]
        if bool(system) != bool(instance):
            empty = f"{tier}_instance" if system else f"{tier}_system"
            yield contract.problem(
                empty, f"is empty beside the other half of the {tier}", "fill in both or neither"
            )
            continue
        if not system:
            continue
        row = known.get((system, instance))
        if row is None:
            yield contract.problem(
                f"{tier}_instance",
                f"{system} has no such instance in source_instances.csv",
                "add it there or correct the name",
            )
        elif row["tier"] != tier:
            yield contract.problem(
                f"{tier}_instance",
                f"source_instances.csv calls it a {row['tier']}",
                f"name an instance of the tier {tier}",
            )
        elif row["company"] != contract["company"]:
            yield contract.problem(
                f"{tier}_instance",
                f"belongs to company '{row['company']}' in source_instances.csv",
                "name an instance of the contract's own company",
            )


def _check_systems_of_record(contract: ReferenceRow) -> Iterator[str]:
    if contract["financial_system_of_record"] == "none":
        yield contract.problem(
            "financial_system_of_record",
            "a contract needs a financial system of record",
            "name the tier whose credits count: channel, hub or ledger",
        )
    for layer in ("financial", "inventory", "valuation"):
        column = f"{layer}_system_of_record"
        tier = contract[column]
        if tier in TIERS and not contract[f"{tier}_system"]:
            yield contract.problem(
                column,
                f"the contract has no {tier}",
                f"fill in {tier}_system and {tier}_instance, or name another tier",
            )


def _check_posting(contract: ReferenceRow) -> Iterator[str]:
    posting, pattern = contract["ledger_posting"], contract["ledger_reference_pattern"]
    if contract["ledger_system"] and not posting:
        yield contract.problem(
            "ledger_posting", "is missing", "say how the ledger is posted to: document, day, "
            "month, payout or none",
        )  # fmt: skip
    if not contract["ledger_system"] and posting not in (None, "none"):
        yield contract.problem(
            "ledger_posting", "the contract has no ledger", "name the ledger, or write none"
        )
    if posting in POSTINGS_THAT_NEED_A_PATTERN and not pattern:
        yield contract.problem(
            "ledger_reference_pattern",
            f"is empty with ledger_posting {posting}",
            "write the pattern that this channel's postings match",
        )
    if posting == "document" and pattern and _is_pattern(pattern) and not _groups(pattern):
        yield contract.problem(
            "ledger_reference_pattern",
            "has no group that holds the order",
            "put the order's part in brackets, such as #(\\d+)",
        )


def _groups(pattern: str) -> int:
    """The number of capturing groups."""
    plain = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]])*\]", "", pattern)
    return len(re.findall(r"\((?!\?)|\(\?P?<", plain))
