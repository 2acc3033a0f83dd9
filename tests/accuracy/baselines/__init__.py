"""Two ways in which this is done without a model, on the same files and scored by the same truth.

Each is a query as a competent analyst would write it; `documents.sql` is what both read. A baseline
gives one verdict, or a few, per channel, order and SKU: it holds for every true line there, and
what it says beyond is a line too many. What it cannot express it never finds.
"""

from collections import Counter, defaultdict
from pathlib import Path

import duckdb

from ..evidence import Line, Side
from ..scores import Score

FOLDER = Path(__file__).parent
BASELINES = {"outer join": "full_outer_join.sql", "greedy matcher": "greedy_matcher.sql"}

Key = tuple[str, str, str]
# Diagnoses by channel, order and SKU.
Verdicts = dict[Key, list[str]]


def verdicts(exports: Path, reference: Path) -> dict[str, Verdicts]:
    """What every baseline says."""
    with duckdb.connect() as connection:
        connection.execute("set variable exports = ?", [str(exports)])
        connection.execute("set variable reference = ?", [str(reference)])
        connection.execute((FOLDER / "documents.sql").read_text())
        found = {}
        for name, file in BASELINES.items():
            by_key: Verdicts = defaultdict(list)
            for *key, diagnosis in connection.execute((FOLDER / file).read_text()).fetchall():
                by_key[tuple(key)].append(diagnosis)
            found[name] = by_key
    return found


def scored(truth: Side, found: Verdicts) -> dict[str, Score]:
    """Per diagnosis: of lines whose truth is plain, and of what was said beyond them."""
    said, true, right = Counter[str](), Counter[str](), Counter[str]()
    plain, unclear = told_lines(truth)
    for key, wanted in plain.items():
        given = sorted(found.get(key, []))
        for place, diagnosis in enumerate(wanted):
            true[diagnosis] += 1
            if given:
                answer = given[min(place, len(given) - 1)]
                said[answer] += 1
                right[answer] += answer == diagnosis
        said.update(given[len(wanted) :])
    for key in found.keys() - plain.keys() - unclear:
        said.update(found[key])
    return {name: Score(said[name], true[name], right[name]) for name in sorted(true | said)}


def told_lines(truth: Side) -> tuple[Verdicts, set[Key]]:
    """The diagnoses of the true lines by channel, order and SKU, and where they are not plain."""
    plain: Verdicts = defaultdict(list)
    unclear = set()
    for line in truth.lines.values():
        if line.is_ambiguous:
            unclear.add(key_of(line))
        else:
            plain[key_of(line)].append(line.diagnosis)
    return {key: sorted(told) for key, told in plain.items()}, unclear


def key_of(line: Line) -> Key:
    """Where a line stands."""
    return line.channel, line.order_reference, line.sku
