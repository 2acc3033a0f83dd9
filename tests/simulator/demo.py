"""Writes the demo company again: `python -m tests.simulator.demo [seeds folder]`."""

import sys
from datetime import date
from pathlib import Path

from .exports import write_report
from .harbour import AU, HARBOUR, PULLS, UK, harbour
from .harbour_reference import DEMO_BOOKS, harbour_terms
from .pulls import Exporter, Pull, ledger_documents, pulls
from .reference import write_reference
from .story import Company, Story
from .tasman import NZ, TASMAN, tasman, tasman_terms
from .trial_balance import month_ends, trial_balance

HISTORY_FROM = date(2025, 11, 1)
STORE_PAGE_SIZE = 50
LEDGER_PAGE_SIZE = 20
FIRST_TRIAL_BALANCE = date(2025, 12, 1)


def write_demo(seeds: Path) -> None:
    """Writes `exports` and `reference` below a folder."""
    hand_worked, rounds = harbour(), pulls(PULLS, HISTORY_FROM)
    for company, stores, story in (
        (HARBOUR, (AU, UK), hand_worked),
        (TASMAN, (NZ,), tasman(hand_worked)),
    ):
        exporter = Exporter(seeds / "exports", company, stores, STORE_PAGE_SIZE, LEDGER_PAGE_SIZE)
        exporter.write(story, rounds)
        for pull in rounds:
            write_trial_balances(seeds / "exports", company, story, pull)
    write_reference(seeds / "reference", [harbour_terms(DEMO_BOOKS), tasman_terms(DEMO_BOOKS)])


def write_trial_balances(exports: Path, company: Company, story: Story, pull: Pull) -> None:
    """The trial balance of every month that has ended by a pull, one file per month."""
    folder = exports / "xero" / company.ledger / "trial_balance"
    everything = Pull(pull.at, None, None)
    documents = [document() for document in ledger_documents(story, everything, company)]
    for day in month_ends(FIRST_TRIAL_BALANCE, pull.at.date()):
        report = trial_balance(company, documents, day, pull.at)
        write_report(folder / pull.name / f"as_at_{day.isoformat()}.json", report)


if __name__ == "__main__":
    write_demo(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("seeds"))
