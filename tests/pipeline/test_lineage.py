"""For any leg, one query says which document, which line of which file, which rule linked it and to
what: the query that docs/closing-a-month.md shows, for all legs of the demo company.

Not asserted here: that the rule was the right one.
"""

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb
import pytest

from tests.nights import DEMO_EXPORTS, ROOT

QUERY = re.compile(r"```sql\n(select legs\.return_leg_id.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def legs(demo_release: Path) -> list[dict]:
    """What the query says of every leg; it stands in the guide for the legs of one document."""
    shown = QUERY.search((ROOT / "docs" / "closing-a-month.md").read_text())
    assert shown, "the guide does not show the query"
    query = re.sub(r"where legs\.document_number = '.*'", "", shown[1])
    with duckdb.connect(str(demo_release), read_only=True) as connection:
        found = connection.execute(query)
        columns = [column[0] for column in found.description]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def test_every_leg_is_told_once(legs: list[dict], demo_release: Path) -> None:
    with duckdb.connect(str(demo_release), read_only=True) as connection:
        published = connection.execute("select return_leg_id from marts.fct_return_legs").fetchall()
    assert sorted(leg["return_leg_id"] for leg in legs) == sorted(leg_id for (leg_id,) in published)


def test_the_line_of_the_file_holds_the_document_of_the_leg(legs: list[dict]) -> None:
    strays = [
        f"{leg['return_leg_id']}: {leg['source_file']}, {leg['source_line']}"
        for leg in legs
        if leg["document_id"] not in texts_in(record_at(leg["source_file"], leg["source_line"]))
    ]
    assert not strays, "\n".join(strays)


def test_a_leg_is_linked_by_a_rule_or_says_why_not(legs: list[dict]) -> None:
    silent = [leg for leg in legs if leg["linked_to"] is None]
    ruleless = [leg for leg in legs if "|" in leg["linked_to"] and leg["match_rule"] is None]
    assert not silent
    assert not ruleless


@cache
def records_of(file: str) -> list:
    """The records of an export file in their order: its lines, or its one list."""
    path = DEMO_EXPORTS / file
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    if ".jsonl" in path.name:
        return [json.loads(line) for line in text.splitlines()]
    page = json.loads(text)
    (records,) = (value for value in page.values() if isinstance(value, list))
    return records


def record_at(file: str, line: int) -> object:
    return records_of(file)[line - 1]


def texts_in(value: object) -> Iterator[str]:
    """Every value in a record, as text; of an id that is an address, the number as well."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_in(part)
    else:
        yield str(value)
        yield str(value).rsplit("/", 1)[-1]
