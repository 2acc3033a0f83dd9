"""When the legs were posted, and what a sign-off knew. January is signed off on 5 February."""

from tests.simulator.harbour import AU, TRADE, UK

from .stage import DELTA, Scenario, note, scenario, sku, sold
from .verdicts import AFTER_SIGNOFF, ALIGNED, OTHER_PERIOD


def timing() -> list[Scenario]:
    """S23 to S35."""
    return [
        scenario(
            "S23",
            "refunded on 31 January, restocked on 2 February",
            sold(AU, "S23", "2026-01-15")
            .return_opened("2026-01-30 10:00", sku("S23"), 1, ("RESTOCKED", 1, "2026-02-02 14:00"))
            .refunded(
                "2026-01-31 11:30", {sku("S23"): 1}, goods="no_restock", return_name="#10230-R1"
            )
            .came_back(note("S23"), "2026-01-31", {sku("S23"): 1}, restocked_on="2026-02-02"),
            OTHER_PERIOD,
        ),
        scenario(
            "S25",
            "both legs at 23:30 in London on 31 January, which is February in UTC stamps' east",
            sold(UK, "S25", "2026-01-14")
            .refunded("2026-01-31 23:30", {sku("S25"): 1})
            .credited(note("S25"), "2026-01-31", {sku("S25"): 1}, entered="2026-02-01 11:00")
            .restocked(note("S25"), "2026-01-31", {sku("S25"): 1}, entered="2026-02-01 11:10")
            .booked(note("S25"))
            .cost_booked(note("S25")),
            ALIGNED,
        ),
        scenario(
            "S27",
            "the goods are back in January; credit note and restock written after the sign-off",
            sold(AU, "S27", "2026-01-12")
            .refunded("2026-01-29 10:00", {sku("S27"): 1})
            .credited(note("S27"), "2026-01-29", {sku("S27"): 1}, entered="2026-02-12 09:10")
            .restocked(note("S27"), "2026-01-29", {sku("S27"): 1}, entered="2026-02-12 09:12")
            .booked(note("S27"))
            .cost_booked(note("S27")),
            AFTER_SIGNOFF,
        ),
        scenario(
            "S28",
            "sold in January, which is signed off; both legs in February, which is open",
            sold(AU, "S28", "2026-01-20")
            .refunded("2026-02-16 10:00", {sku("S28"): 1})
            .came_back(note("S28"), "2026-02-16", {sku("S28"): 1}),
            ALIGNED,
        ),
        scenario(
            "S30",
            "the cost journal comes a month after the credit note, where the ledger is of record",
            sold(TRADE, "S30", "2025-12-12", 4)
            .back_in_hub(note("S30"), "2026-01-20", {sku("S30"): 2})
            .booked(note("S30"))
            .cost_booked(note("S30"), dated="2026-02-20"),
            OTHER_PERIOD,
        ),
        scenario(
            "S32",
            "the money is paid out in the next month; the three legs stand in one",
            sold(AU, "S32", "2026-01-12")
            .refunded("2026-01-27 10:00", {sku("S32"): 1})
            .came_back(note("S32"), "2026-01-27", {sku("S32"): 1})
            .paid_out(note("S32"), "2026-02-03"),
            ALIGNED,
        ),
        scenario(
            "S34",
            "two units credited, January signed off, then corrected to the one that came back",
            sold(TRADE, "S34", "2026-01-08", 20)
            .back_in_hub(note("S34"), "2026-01-27", {sku("S34"): 2})
            .corrected(note("S34"), "2026-02-16 10:00", {sku("S34"): 1})
            .booked(note("S34"))
            .cost_booked(note("S34")),
            AFTER_SIGNOFF,
        ),
        scenario(
            "S35",
            "recorded in time in every system; our files of that round came after the sign-off",
            sold(DELTA, "S35", "2026-01-19")
            .refunded("2026-01-26 10:00", {sku("S35"): 1})
            .came_back(note("S35"), "2026-01-26", {sku("S35"): 1}),
            ALIGNED,
        ),
    ]
