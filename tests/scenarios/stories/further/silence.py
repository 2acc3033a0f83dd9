"""A company whose ledger never landed, and one whose ledger lists notes without lines."""

from ..stage import INLET, MOOR, Scenario, note, scenario, sku, sold
from ..verdicts import ALIGNED, NOT_KNOWN, REQUESTED


def silence() -> list[Scenario]:
    """F60 to F62."""
    return [
        scenario(
            "F60",
            "the ledger's list shows the note once more, at the same stamp, without its lines",
            sold(MOOR, "F60", "2026-01-02")
            .refunded("2026-01-12 10:00", {sku("F60"): 1})
            .came_back(note("F60"), "2026-01-12", {sku("F60"): 1}),
            ALIGNED,
        ),
        scenario(
            "F61",
            "refunded, credited and restocked; the ledger owes its note, and we never heard it",
            sold(INLET, "F61", "2026-01-02")
            .refunded("2026-01-12 10:00", {sku("F61"): 1})
            .back_in_hub(note("F61"), "2026-01-12", {sku("F61"): 1}),
            NOT_KNOWN,
        ),
        scenario(
            "F62",
            "a return was asked for there: nobody owes anything yet",
            sold(INLET, "F62", "2026-01-20").return_opened("2026-02-12 10:00", sku("F62"), 1),
            REQUESTED,
        ),
    ]
