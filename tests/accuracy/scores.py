"""Precision and recall, of links between legs and of diagnoses."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from .evidence import Leg, Side

Pair = tuple[Leg, Leg]


@dataclass(frozen=True)
class Score:
    """How many were found, how many are true, and how many are both."""

    found: int
    true: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was found that is true; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is true that was found; 1 where nothing is true."""
        return self.right / self.true if self.true else 1.0


def pairs(side: Side, legs: Iterable[Leg]) -> set[Pair]:
    """Every two of the legs that stand on one line."""
    members: dict[str, list[Leg]] = {}
    for leg in sorted(legs):
        for line_id in side.lines_of.get(leg, ()):
            members.setdefault(line_id, []).append(leg)
    return {pair for group in members.values() for pair in combinations(group, 2)}


def plain_legs(truth: Side) -> set[Leg]:
    """The legs that count and whose return is a fact."""
    return {
        leg
        for leg in truth.counting
        if not any(truth.lines[line_id].is_ambiguous for line_id in truth.lines_of[leg])
    }


def counterparts(truth: Side, warehouse: Side) -> dict[str, str]:
    """The warehouse's line of each true line: the one that holds most of its legs."""
    votes: dict[str, Counter[str]] = {}
    for leg, line_ids in truth.lines_of.items():
        for line_id in line_ids:
            # A leg that counts speaks louder than any number of drafts and voids.
            weight = 1000 if leg in truth.counting else 1
            for found in warehouse.lines_of.get(leg, ()):
                votes.setdefault(line_id, Counter())[found] += weight
    return {
        line_id: min(found, key=lambda line: (-found[line], line))
        for line_id, found in votes.items()
    }


def verdict_scores(
    truth: Side, warehouse: Side, matched: dict[str, str], word: str
) -> dict[str, Score]:
    """Per word of a verdict (`diagnosis` or `persistence`): of lines whose truth is plain."""
    found, true, right = Counter[str](), Counter[str](), Counter[str]()
    for line_id, line in truth.lines.items():
        if line.is_ambiguous:
            continue
        wanted = getattr(line, word)
        true[wanted] += 1
        if line_id in matched:
            given = getattr(warehouse.lines[matched[line_id]], word)
            found[given] += 1
            right[given] += given == wanted
    return {name: Score(found[name], true[name], right[name]) for name in sorted(true | found)}
