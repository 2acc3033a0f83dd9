"""The baselines on a small simulated company: what each sees, and what it cannot."""

import csv
from pathlib import Path

import pytest

from tests.accuracy.baselines import scored, told_lines, verdicts
from tests.accuracy.evidence import read_truth
from tests.simulator.company import write_company


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company")
    write_company(folder, seed=5, returns=150)
    return folder


def told_kinds(company: Path, kind: str) -> list[tuple[str, str, str]]:
    """Where a kind of story was told."""
    with (company / "truth" / "return_lines.csv").open(newline="") as file:
        return [
            (row["channel"], row["order_reference"], row["sku"])
            for row in csv.DictReader(file)
            if row["kind"] == kind
        ]


@pytest.mark.parametrize(
    ("kind", "diagnosis"),
    [
        # one unit, one note, one restock
        ("hub_was_first", "aligned"),
        # the store knows of it alone
        ("never_synced", "multi_system_processing"),
        # the ledger lacks it
        ("never_booked", "multi_system_processing"),
        # a person put it right by hand, or wrote it after the sign-off: it cannot say so
        ("counted", "credit_note_without_stock_movement"),
        ("written_after_signoff", "aligned"),
    ],
)
def test_the_join_says_what_it_can_see(company: Path, kind: str, diagnosis: str) -> None:
    found = verdicts(company / "exports", company / "reference")
    places = told_kinds(company, kind)
    assert places
    for place in places:
        assert set(found["outer join"].get(place, [])) == {diagnosis}, place


def test_the_matcher_meets_equal_quantities_across_orders(company: Path) -> None:
    """A credit whose goods never came takes another order's restock: its own verdict is wrong."""
    found = verdicts(company / "exports", company / "reference")["greedy matcher"]
    wrong = [
        place
        for place, wanted in told_lines(read_truth(company / "truth"))[0].items()
        if set(found.get(place, [])) - set(wanted)
    ]
    assert len(wrong) > 10


def test_a_line_that_was_never_true_costs_precision(company: Path) -> None:
    truth = read_truth(company / "truth")
    right, _ = told_lines(truth)
    perfect = scored(truth, right)
    assert {score.precision for score in perfect.values()} == {1}
    assert {score.recall for score in perfect.values()} == {1}
    invented = scored(truth, right | {("online_au", "#0", "TEE"): ["aligned"]})
    assert invented["aligned"].precision < 1


def test_files_are_read_at_their_latest_form(company: Path) -> None:
    """What a credit note said before it was corrected is no second credit."""
    corrected = told_kinds(company, "corrected_in_time")
    found = verdicts(company / "exports", company / "reference")["outer join"]
    assert corrected
    assert all(found[place] == ["aligned"] for place in corrected)
