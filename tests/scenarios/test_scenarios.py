"""Every scenario, told in vendors' shapes and built with all others in one run, is diagnosed right.

What happened stands in `stories`, with what must come out of it; nothing of that comes from a run.
Not asserted: figures that a story does not name, and what the periods make of them.
"""

from collections import defaultdict
from typing import NamedTuple

import duckdb
import pytest

from tests.nights import House
from tests.scenarios.stories.stage import Expected, Scenario
from tests.scenarios.stories.told import scenarios

SCENARIOS = scenarios()


class Line(NamedTuple):
    """A return line as it was published; `words` are its patterns and signals."""

    sku: str
    diagnosis: str
    persistence: str
    issue_class: str
    words: frozenset[str]


@pytest.fixture(scope="module")
def lines(scenario_house: House) -> dict[tuple[str, str, str], list[Line]]:
    """Every return line by company, channel and order, oldest first, then by product."""
    found: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    with duckdb.connect(str(scenario_house.release), read_only=True) as release:
        for company, channel, order, patterns, signals, *verdict in release.execute(
            """
            select company, channel, order_reference, patterns, signals,
                sku, diagnosis, persistence, issue_class
            from marts.fct_return_lines
            order by first_leg_date, sku, return_line_id
            """
        ).fetchall():
            words = frozenset(f"{patterns},{signals}".split(",")) - {""}
            found[company, channel, order].append(Line(*verdict, words))
    return found


def lines_of(scenario: Scenario, lines: dict[tuple[str, str, str], list[Line]]) -> list[Line]:
    """The return lines of a scenario's orders."""
    orders = [tale.order for tale in scenario.tales]
    return [
        line
        for order in orders
        for line in lines.get((order.channel.company.name, order.channel.name, order.name), [])
    ]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.number)
def test_the_story_is_diagnosed_as_it_happened(
    scenario: Scenario, lines: dict[tuple[str, str, str], list[Line]]
) -> None:
    found = lines_of(scenario, lines)
    expected = scenario.expected
    if len(expected) == 1:
        expected = expected * max(len(found), 1)
    differences = [
        sentence
        for wanted, line in zip(expected, found, strict=False)
        for sentence in differs(wanted, line)
    ]
    if len(found) != len(expected):
        differences.append(f"{len(found)} lines, not {len(expected)}: {found}")
    assert not differences, "\n".join([scenario.words, *differences])


def differs(expected: Expected, line: Line) -> list[str]:
    """What a line says otherwise than its story, as sentences."""
    sentences = [
        f"{line.sku}: {word} is {said}, not {wanted} ({', '.join(sorted(line.words))})"
        for word, said, wanted in (
            ("diagnosis", line.diagnosis, expected.diagnosis),
            ("persistence", line.persistence, expected.persistence),
            ("issue class", line.issue_class, expected.issue_class),
        )
        if said != wanted
    ]
    sentences += [
        f"{line.sku}: {word} is not said" for word in expected.also if word not in line.words
    ]
    if expected.also_any and not line.words & set(expected.also_any):
        sentences.append(f"{line.sku}: none of {', '.join(expected.also_any)} is said")
    return sentences


def test_no_two_scenarios_share_a_number() -> None:
    numbers = [scenario.number for scenario in SCENARIOS]
    assert len(numbers) == len(set(numbers))
