"""What was voided, edited or written again, before and after January's sign-off."""

from dataclasses import replace

from tests.simulator.harbour import AU, TRADE

from ..stage import Scenario, note, order_name, scenario, sku, sold
from ..verdicts import (
    AFTER_SIGNOFF,
    ALIGNED,
    CREDIT_OUT,
    CREDIT_TO_COME,
    NO_RETURN,
    REQUESTED,
    SYSTEMS_DIFFER,
)


def changes() -> list[Scenario]:
    """F11 to F18."""
    return [
        scenario(
            "F11",
            "voided on the next day and written again with the right number",
            sold(AU, "F11", "2026-01-02")
            .refunded("2026-01-20 10:00", {sku("F11"): 1})
            .credited(note("F11"), "2026-01-20", {sku("F11"): 1})
            .voided(note("F11"), "2026-01-21 10:00")
            .booked(note("F11"))
            .came_back(note("F11", 1), "2026-01-21", {sku("F11"): 1}),
            ALIGNED,
        ),
        scenario(
            "F12",
            "voided after the sign-off and written again in February",
            sold(AU, "F12", "2026-01-02")
            .refunded("2026-01-20 10:00", {sku("F12"): 1})
            .back_in_hub(note("F12"), "2026-01-20", {sku("F12"): 1})
            .voided(note("F12"), "2026-02-10 10:00")
            .booked(note("F12"))
            .came_back(note("F12", 1), "2026-02-10", {sku("F12"): 1}),
            AFTER_SIGNOFF,
        ),
        scenario(
            "F13",
            "two units corrected to one within days, before anybody signed",
            sold(AU, "F13", "2026-01-02", 3)
            .refunded("2026-01-12 10:00", {sku("F13"): 1})
            .back_in_hub(note("F13"), "2026-01-12", {sku("F13"): 2})
            .corrected(note("F13"), "2026-01-19 10:00", {sku("F13"): 1})
            .booked(note("F13"))
            .cost_booked(note("F13")),
            ALIGNED,
        ),
        scenario(
            "F14",
            "the store's refund stands; hub and ledger voided their note, goods and all",
            sold(AU, "F14", "2026-01-02")
            .refunded("2026-01-12 10:00", {sku("F14"): 1})
            .back_in_hub(note("F14"), "2026-01-12", {sku("F14"): 1})
            .voided(note("F14"), "2026-01-15 10:00")
            .booked(note("F14")),
            SYSTEMS_DIFFER,
        ),
        scenario(
            "F15",
            "a note against the wrong customer, voided everywhere",
            sold(TRADE, "F15", "2026-01-02", 5)
            .credited(note("F15"), "2026-01-12", {sku("F15"): 1})
            .voided(note("F15"), "2026-01-15 10:00")
            .booked(note("F15")),
            NO_RETURN,
        ),
        scenario(
            "F16",
            "a note that was begun in the hub and never authorised; nothing else happened",
            sold(TRADE, "F16", "2026-01-02", 5).credit_drafted(
                note("F16"), "2026-01-12", {sku("F16"): 1}
            ),
            REQUESTED,
        ),
        scenario(
            "F17",
            "the goods are back; the store's refund is still pending",
            sold(AU, "F17", "2026-01-02")
            .return_opened("2026-02-18 10:00", sku("F17"), 1, ("RESTOCKED", 1, "2026-02-20 10:00"))
            .refunded(
                "2026-02-20 11:00",
                {sku("F17"): 1},
                goods="no_restock",
                return_name=f"{order_name(AU, 'F17')}-R1",
                payment="pending",
            )
            .restocked_on_draft(note("F17"), "2026-02-20", {sku("F17"): 1}),
            replace(CREDIT_TO_COME, also=("pending_refund",)),
        ),
        scenario(
            "F18",
            "the goods are back; the refund failed seven weeks ago",
            sold(AU, "F18", "2026-01-02")
            .return_opened("2026-01-08 10:00", sku("F18"), 1, ("RESTOCKED", 1, "2026-01-12 10:00"))
            .refunded(
                "2026-01-12 11:00",
                {sku("F18"): 1},
                goods="no_restock",
                return_name=f"{order_name(AU, 'F18')}-R1",
                payment="failure",
            )
            .restocked_on_draft(note("F18"), "2026-01-12", {sku("F18"): 1}),
            CREDIT_OUT,
        ),
    ]
