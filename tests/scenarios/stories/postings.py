"""Tills whose ledger knows a day's returns as one posting."""

from datetime import date
from decimal import Decimal

from tests.simulator import harbour
from tests.simulator.harbour import AU, HARBOUR, SYDNEY
from tests.simulator.story import Channel, OtherJournal
from tests.simulator.telling import Tale, moment

from .stage import Scenario, note, scenario, sku, sold
from .verdicts import ALIGNED_BY_INFERENCE

TILL = Channel(HARBOUR, "till", "Till", harbour.GST, AU.location, SYDNEY, "till", "T")
RETURNS, SALES, CLEARING = HARBOUR.accounts.returns, HARBOUR.accounts.revenue, "610"
PATTERN = r"TILL-\d{4}-\d{2}-\d{2}"


def came_back(number: str, day: str, hour: int, place: int) -> Tale:
    """One unit refunded at the till, credited and restocked in the hub; the ledger has no note."""
    back = {sku(number): 1}
    return (
        sold(TILL, number, "2026-01-02", place=place)
        .refunded(f"{day} {hour}:00", back)
        .back_in_hub(note(number, place), day, back)
    )


def posting(day: str, *amounts: tuple[str, str]) -> OtherJournal:
    """What the till sent to the ledger at night."""
    return OtherJournal(
        f"TILL-{day}",
        moment(f"{day} 20:00", SYDNEY),
        date.fromisoformat(day),
        tuple((account, Decimal(amount)) for account, amount in amounts),
    )


def postings() -> list[Scenario]:
    """S42 and S43."""
    return [
        scenario(
            "S42",
            "three returns of a day, posted to the ledger as one amount; the shelf knows each",
            tuple(came_back("S42", "2026-01-14", 10 + place, place) for place in range(3)),
            ALIGNED_BY_INFERENCE,
            journals=(posting("2026-01-14", (RETURNS, "90.00"), (CLEARING, "-90.00")),),
        ),
        scenario(
            "S43",
            "a day's posting nets two refunds against takings, with an account for refunds",
            tuple(came_back("S43", "2026-01-16", 10 + place, place) for place in range(2)),
            ALIGNED_BY_INFERENCE,
            journals=(
                posting("2026-01-16", (SALES, "-500.00"), (RETURNS, "60.00"), (CLEARING, "440.00")),
            ),
        ),
    ]
