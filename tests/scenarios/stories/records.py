"""Data and operations: what arrives twice, late, as a test, deleted or changed in place."""

from tests.simulator.harbour import AU, TRADE

from .stage import MOOR, Scenario, note, scenario, sku, sold
from .verdicts import ALIGNED, NO_RETURN


def records() -> list[Scenario]:
    """S91 to S98."""
    return [
        scenario(
            "S91",
            "every file of this company landed twice, under two names",
            sold(MOOR, "S91", "2026-01-06")
            .refunded("2026-01-19 10:00", {sku("S91"): 1})
            .came_back(note("S91"), "2026-01-19", {sku("S91"): 1}),
            ALIGNED,
        ),
        scenario(
            "S94",
            "a refund comes in its order, from a webhook and from a poll",
            sold(MOOR, "S94", "2026-01-06", 2)
            .refunded("2026-01-19 10:00", {sku("S94"): 1})
            .came_back(note("S94"), "2026-01-19", {sku("S94"): 1}),
            ALIGNED,
        ),
        scenario(
            "S95",
            "a test order and its refund",
            sold(AU, "S95", "2026-01-10", is_test=True).refunded(
                "2026-01-11 10:00", {sku("S95"): 1}
            ),
            NO_RETURN,
        ),
        scenario(
            "S96",
            "a credit note that the ledger marks as deleted, and nothing else",
            sold(TRADE, "S96", "2026-01-09", 12)
            .credited_in_ledger_only("CN-10960", "2026-01-22", {sku("S96"): 2})
            .ledger_said("CN-10960", "2026-01-24 10:00", "DELETED"),
            NO_RETURN,
        ),
        scenario(
            "S98",
            "the store changes a refund in place: the same id, and two units become one",
            sold(AU, "S98", "2026-01-06", 3)
            .refunded("2026-01-28 10:00", {sku("S98"): 2})
            .refund_amended("2026-02-03 09:00", {sku("S98"): 1})
            .came_back(note("S98"), "2026-01-28", {sku("S98"): 1}),
            ALIGNED,
        ),
    ]
