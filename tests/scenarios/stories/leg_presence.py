"""Which legs are there, and which must be."""

from tests.simulator.harbour import AU, DROPSHIP, TRADE, UK

from .stage import Scenario, goodwill, note, scenario, sku, sold
from .verdicts import (
    ALIGNED,
    CREDIT_OUT,
    GOODS_ON_THEIR_WAY,
    GOODS_OUT,
    ONE_LEG,
    REQUESTED,
)


def leg_presence() -> list[Scenario]:
    """S01 to S22."""
    return [
        scenario(
            "S01",
            "refund and restock in one workflow, on one day; the cost reversed as it was",
            sold(AU, "S01", "2026-02-10")
            .refunded("2026-02-28 13:00", {sku("S01"): 1})
            .came_back(note("S01"), "2026-02-28", {sku("S01"): 1}),
            ALIGNED,
        ),
        scenario(
            "S02",
            "credited, the goods must come back, nothing is restocked and the days are over",
            sold(UK, "S02", "2025-12-28")
            .refunded("2026-01-10 10:00", {sku("S02"): 1}, goods="no_restock")
            .credited_without_goods(note("S02"), "2026-01-10", {sku("S02"): 1}),
            GOODS_OUT,
        ),
        scenario(
            "S03",
            "the same, three days after the refund",
            sold(UK, "S03", "2026-02-10")
            .refunded("2026-02-25 10:00", {sku("S03"): 1}, goods="no_restock")
            .credited_without_goods(note("S03"), "2026-02-25", {sku("S03"): 1}),
            GOODS_ON_THEIR_WAY,
        ),
        scenario(
            "S04",
            "received and restocked, never refunded, the days are over",
            sold(AU, "S04", "2026-01-08")
            .return_opened("2026-01-19 10:00", sku("S04"), 1, ("RESTOCKED", 1, "2026-01-22 14:00"))
            .restocked_on_draft(note("S04"), "2026-01-22", {sku("S04"): 1}),
            CREDIT_OUT,
        ),
        scenario(
            "S06",
            "three refunded, two restocked, the third recorded as missing",
            sold(UK, "S06", "2026-01-02", 3)
            .return_opened(
                "2026-01-08 10:00",
                sku("S06"),
                3,
                ("RESTOCKED", 2, "2026-01-12 11:00"),
                ("MISSING", 1, "2026-01-12 11:01"),
            )
            .refunded(
                "2026-01-12 12:00",
                {sku("S06"): 3},
                goods="no_restock",
                return_name="#10060-R1",
            )
            .credited(note("S06"), "2026-01-12", {sku("S06"): 3})
            .restocked(note("S06"), "2026-01-12", {sku("S06"): 2})
            .booked(note("S06"))
            .cost_booked(note("S06")),
            GOODS_OUT,
        ),
        scenario(
            "S07",
            "three refunded, two restocked, the third recorded as damaged",
            sold(UK, "S07", "2026-01-02", 3)
            .return_opened(
                "2026-01-08 10:00",
                sku("S07"),
                3,
                ("RESTOCKED", 2, "2026-01-12 11:00"),
                ("NOT_RESTOCKED", 1, "2026-01-12 11:01"),
            )
            .refunded(
                "2026-01-12 12:00",
                {sku("S07"): 3},
                goods="no_restock",
                return_name="#10070-R1",
            )
            .credited(note("S07"), "2026-01-12", {sku("S07"): 3})
            .restocked(note("S07"), "2026-01-12", {sku("S07"): 2})
            .booked(note("S07"))
            .cost_booked(note("S07")),
            ALIGNED,
        ),
        scenario(
            "S09",
            "money as a courtesy, without a line, booked as such in hub and ledger",
            sold(AU, "S09", "2026-01-05")
            .money_given("2026-01-14 10:00", "7.00")
            .credited(note("S09"), "2026-01-14", {}, charges=[goodwill("7.00")])
            .booked(note("S09")),
            ONE_LEG,
        ),
        scenario(
            "S10",
            "refunded without a return, in a store where that means that the customer keeps it",
            sold(AU, "S10", "2026-01-05")
            .refunded("2026-01-14 10:00", {sku("S10"): 1}, goods="no_restock")
            .credited_without_goods(note("S10"), "2026-01-14", {sku("S10"): 1}),
            ONE_LEG,
        ),
        scenario(
            "S12",
            "a lower price given afterwards: a credit note of one unit, and no return",
            sold(AU, "S12", "2026-01-05")
            .money_given("2026-01-14 10:00", "4.00")
            .credited(note("S12"), "2026-01-14", {sku("S12"): 1}, amounts={sku("S12"): "4.00"})
            .booked(note("S12")),
            ONE_LEG,
        ),
        scenario(
            "S13",
            "cancelled before it was picked: nothing had left",
            sold(AU, "S13", "2026-01-15", shipped_at=None).cancelled(
                "2026-01-16 08:20", {sku("S13"): 1}
            ),
            ONE_LEG,
        ),
        scenario(
            "S14",
            "a return is asked for; nothing refunded or received",
            sold(AU, "S14", "2026-02-01").return_opened("2026-02-12 10:00", sku("S14"), 1),
            REQUESTED,
        ),
        scenario(
            "S21",
            "goods that the maker ships and takes back: credited, never our stock",
            sold(DROPSHIP, "S21", "2026-01-03").credited_without_goods(
                note("S21"), "2026-01-21", {sku("S21"): 1}
            ),
            ONE_LEG,
        ),
        scenario(
            "S22",
            "a lost chargeback: the money is gone, the customer keeps the goods",
            sold(TRADE, "S22", "2025-12-20")
            .credited(note("S22"), "2026-01-21", {}, charges=[goodwill("18.00")])
            .booked(note("S22")),
            ONE_LEG,
        ),
    ]
