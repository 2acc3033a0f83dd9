"""Compares a built warehouse with its company's truth:

`python -m tests.accuracy.links --truth DIR/truth --warehouse-file FILE`

FILE is a warehouse.duckdb or a release's returns.duckdb. Links are pairs of legs on one return
line; only returns that the truth can tell apart are scored, everything must be conserved.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .evidence import FIGURES, Side, is_unitless, read_truth, read_warehouse
from .scores import Score, counterparts, pairs, plain_legs, verdict_scores


@dataclass(frozen=True)
class Report:
    """Scores, and every difference as a sentence."""

    links: Score
    diagnoses: dict[str, Score]
    persistences: dict[str, Score]
    differences: list[str]


def compare(truth: Side, warehouse: Side) -> Report:
    """Scores a warehouse against the truth."""
    legs = plain_legs(truth)
    true_pairs, found_pairs = pairs(truth, legs), pairs(warehouse, legs)
    matched = counterparts(truth, warehouse)
    return Report(
        links=Score(len(found_pairs), len(true_pairs), len(true_pairs & found_pairs)),
        diagnoses=verdict_scores(truth, warehouse, matched, "diagnosis"),
        persistences=verdict_scores(truth, warehouse, matched, "persistence"),
        differences=[
            *leg_differences(truth, warehouse),
            *line_differences(truth, warehouse, matched),
        ],
    )


def leg_differences(truth: Side, warehouse: Side) -> Iterator[str]:
    """Legs that only one side counts, and legs whose units or cents are not conserved."""
    for leg in sorted(truth.counting - warehouse.counting):
        yield f"leg {'/'.join(leg)} is not counted"
    for leg in sorted(warehouse.counting - truth.counting):
        if warehouse.units[leg] or warehouse.amounts[leg]:
            yield f"leg {'/'.join(leg)} is counted and never happened"
    for leg in sorted(truth.counting & warehouse.counting):
        for what, true, found in (
            ("units", truth.units, warehouse.units),
            ("amount", truth.amounts, warehouse.amounts),
        ):
            if true[leg] != found[leg] and not (what == "units" and is_unitless(leg)):
                yield f"leg {'/'.join(leg)}: {what} {found[leg]}, not {true[leg]}"


def line_differences(truth: Side, warehouse: Side, matched: dict[str, str]) -> Iterator[str]:
    """Lines that only one side has, and lines that say something else than their story."""
    for line_id, line in truth.lines.items():
        place = f"{line.kind}: {line.channel} {line.order_reference} {line.sku}"
        if line_id not in matched:
            yield f"{place} has no line"
            continue
        if line.is_ambiguous:
            continue
        found = warehouse.lines[matched[line_id]]
        for name in FIGURES:
            if found.figures[name] != line.figures[name]:
                yield f"{place}: {name} {found.figures[name]}, not {line.figures[name]}"
        for name in ("channel", "diagnosis", "persistence"):
            if getattr(found, name) != getattr(line, name):
                yield f"{place}: {name} {getattr(found, name)}, not {getattr(line, name)}"
    for line_id in sorted(warehouse.lines.keys() - set(matched.values())):
        line = warehouse.lines[line_id]
        place = f"{line.channel} {line.order_reference} {line.sku}"
        yield f"{place}: one line too many, {line.diagnosis}"


def printed(report: Report) -> Iterator[str]:
    """The report as lines of a table."""
    yield f"{'':44}{'found':>8}{'true':>8}{'right':>8}{'precision':>11}{'recall':>9}"
    scores = {"links between legs": report.links}
    scores |= {f"diagnosis {name}": score for name, score in report.diagnoses.items()}
    scores |= {f"persistence {name}": score for name, score in report.persistences.items()}
    for name, score in scores.items():
        counts = f"{score.found:>8}{score.true:>8}{score.right:>8}"
        yield f"{name:44}{counts}{score.precision:>11.4f}{score.recall:>9.4f}"
    yield f"{len(report.differences)} differences"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the comparison; the exit status says whether anything differs."""
    parser = argparse.ArgumentParser(description="Compare a warehouse with a company's truth.")
    parser.add_argument("--truth", type=Path, required=True, help="the company's truth folder")
    parser.add_argument("--warehouse-file", type=Path, required=True, help="a DuckDB file")
    parser.add_argument("--show", type=int, default=40, help="how many differences to print")
    options = parser.parse_args(arguments)
    report = compare(read_truth(options.truth), read_warehouse(options.warehouse_file))
    print("\n".join([*printed(report), *report.differences[: options.show]]))
    return 1 if report.differences else 0


if __name__ == "__main__":
    raise SystemExit(main())
