"""Every numbered rule of the model is cited where it is implemented, and where it is tested.

Rules are known by their numbers (M4.2) and, where the model keeps a table, by its rows' words. That
a citation is true is for the reader; that none is missing is for this test.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "dbt_project"

RULES = [
    *(f"M4.{number}" for number in range(1, 14)),
    *(f"M5.{number}" for number in range(1, 8)),
    "M6",
    "M7",
    *(f"M8.{number}" for number in range(1, 5)),
]
# The rows of the tables of M5 and M7.
WORDS = {
    "M5": [
        "document_link",
        "order_line",
        "order_amount",
        "manual_reference",
        "manual_candidate",
    ],
    "M7": [
        "credit_note_without_stock_movement",
        "stock_movement_without_financial_reversal",
        "out_of_sequence_processing",
        "multi_system_processing",
        "manual_adjustment",
        "processed_after_reconciliation",
    ],
}


def implementations() -> Iterator[str]:
    """Models and what they are made of."""
    for folder in ("models", "macros"):
        yield from (path.read_text() for path in (PROJECT / folder).rglob("*.sql"))


def checks() -> Iterator[str]:
    """Unit tests and invariants of dbt, and pytest's: no helper that is no test itself."""
    for path in (PROJECT / "models").rglob("*.yml"):
        yield path.read_text().partition("unit_tests:")[2]
    yield from (path.read_text() for path in (PROJECT / "tests").glob("*.sql"))
    yield from (path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))


@pytest.fixture(scope="module", params=[implementations, checks])
def texts(request: pytest.FixtureRequest) -> list[str]:
    """All texts of one side."""
    return list(request.param())


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_cited(texts: list[str], rule: str) -> None:
    citation = re.compile(rf"\b{re.escape(rule)}(?!\d)")
    assert any(citation.search(text) for text in texts), f"nothing cites {rule}"


@pytest.mark.parametrize(
    ("rule", "word"), [(rule, word) for rule, words in WORDS.items() for word in words]
)
def test_a_row_of_a_rules_table_is_told_with_its_rule(
    texts: list[str], rule: str, word: str
) -> None:
    citation = re.compile(rf"\b{rule}\b")
    assert any(word in text and citation.search(text) for text in texts), f"{rule}: {word}"
