"""The measure itself: what a perfect, a merged and a careless warehouse score on three legs."""

from decimal import Decimal

from tests.accuracy.evidence import FIGURES, Leg, Line, Side
from tests.accuracy.links import compare, printed

REFUND = Leg("shopify", "au", "refund", "1", "financial", "TEE")
NOTE = Leg("cin7_core", "core", "sale_credit_note", "2", "financial", "TEE")
OTHER_NOTE = Leg("cin7_core", "core", "sale_credit_note", "3", "financial", "TEE")


def side(
    lines: dict[str, tuple[Leg, ...]], diagnosis: str = "aligned", is_ambiguous: bool = False
) -> Side:
    """Lines with their legs, a unit of ten on each."""
    told = Side()
    for line_id, legs in lines.items():
        figures = {name: Decimal(0) for name in FIGURES}
        told.lines[line_id] = Line(
            "online_au", "#1", "TEE", "kind", figures, diagnosis, "none", is_ambiguous
        )
        for leg in legs:
            told.add_leg(leg, line_id, Decimal(1), Decimal(10), counts=True)
    return told


TRUTH = {"a": (REFUND, NOTE), "b": (OTHER_NOTE,)}


def test_the_same_lines_under_other_names_are_right() -> None:
    report = compare(side(TRUTH), side({"x": (REFUND, NOTE), "y": (OTHER_NOTE,)}))
    assert (report.links.precision, report.links.recall) == (1, 1)
    assert not report.differences


def test_two_returns_on_one_line_cost_precision() -> None:
    report = compare(side(TRUTH), side({"x": (REFUND, NOTE, OTHER_NOTE)}))
    assert (report.links.found, report.links.true, report.links.right) == (3, 1, 1)


def test_a_return_on_two_lines_costs_recall_and_is_one_line_too_many() -> None:
    report = compare(side(TRUTH), side({"x": (REFUND,), "y": (NOTE,), "z": (OTHER_NOTE,)}))
    assert (report.links.precision, report.links.recall) == (1, 0)
    assert report.differences == ["online_au #1 TEE: one line too many, aligned"]


def test_a_lost_leg_and_an_invented_one_are_differences() -> None:
    report = compare(side({"a": (REFUND, NOTE)}), side({"x": (REFUND, OTHER_NOTE)}))
    assert report.differences == [
        "leg cin7_core/core/sale_credit_note/2/financial/TEE is not counted",
        "leg cin7_core/core/sale_credit_note/3/financial/TEE is counted and never happened",
    ]


def test_another_diagnosis_costs_the_recall_of_one_and_the_precision_of_the_other() -> None:
    report = compare(side(TRUTH), side(TRUTH, diagnosis="ambiguous"))
    assert report.diagnoses["aligned"].recall == 0
    assert report.diagnoses["ambiguous"].precision == 0
    assert any("diagnosis aligned" in line for line in printed(report))


def test_what_the_truth_cannot_tell_apart_is_not_scored() -> None:
    merged = {"x": (REFUND, NOTE, OTHER_NOTE)}
    report = compare(side(TRUTH, is_ambiguous=True), side(merged, diagnosis="ambiguous"))
    assert (report.links.found, report.links.true) == (0, 0)
    assert not report.differences
