"""Units over several documents, returns and periods."""

from tests.simulator.harbour import AU, TRADE, UK

from ..stage import MARKET, POS, Scenario, note, order_name, scenario, sku, sold
from ..verdicts import ALIGNED, GOODS_OUT, OTHER_PERIOD, SYSTEMS_DIFFER


def documents() -> list[Scenario]:
    """F01 to F19."""
    parts = sku("F01")
    twice = sku("F02")
    three = sku("F03")
    return [
        scenario(
            "F01",
            "two refunds of two and three units, hub notes of one and four, one of the ledger",
            sold(AU, "F01", "2026-01-02", 6)
            .refunded("2026-01-12 10:00", {parts: 2})
            .refunded("2026-01-13 10:00", {parts: 3})
            .back_in_hub(note("F01"), "2026-01-14", {parts: 1})
            .cost_booked(note("F01"))
            .back_in_hub(note("F01", 1), "2026-01-15", {parts: 4})
            .cost_booked(note("F01", 1))
            .credited_in_ledger_only("CN-20010", "2026-01-16", {parts: 5}),
            ALIGNED,
        ),
        scenario(
            "F02",
            "two returns of one product in one order: one in January, one in February",
            sold(AU, "F02", "2026-01-02", 2)
            .refunded("2026-01-12 10:00", {twice: 1})
            .came_back(note("F02"), "2026-01-12", {twice: 1})
            .refunded("2026-02-10 10:00", {twice: 1})
            .came_back(note("F02", 1), "2026-02-10", {twice: 1}),
            ALIGNED,
            ALIGNED,
        ),
        scenario(
            "F03",
            "three units credited at once come back in three parcels, the last one in February",
            sold(AU, "F03", "2026-01-02", 3)
            .refunded("2026-01-27 10:00", {three: 3})
            .credited(note("F03"), "2026-01-27", {three: 3})
            .restocked(note("F03"), "2026-01-28", {three: 1})
            .restocked(note("F03"), "2026-01-30", {three: 1})
            .restocked(note("F03"), "2026-02-03", {three: 1})
            .booked(note("F03"))
            .cost_booked(note("F03"), dated="2026-02-03"),
            OTHER_PERIOD,
        ),
        scenario(
            "F04",
            "twenty past midnight on 1 February in Sydney, 31 January in UTC",
            sold(AU, "F04", "2026-01-14", 2)
            .return_opened("2026-02-01 00:10", sku("F04"), 2, ("RESTOCKED", 2, "2026-02-01 00:20"))
            .refunded(
                "2026-02-01 00:20",
                {sku("F04"): 2},
                goods="no_restock",
                return_name=f"{order_name(AU, 'F04')}-R1",
            )
            .came_back(note("F04"), "2026-02-01", {sku("F04"): 2}),
            ALIGNED,
        ),
        scenario(
            "F05",
            "two products come back on one note; of one of them nothing reached the shelf",
            sold(UK, "F05", "2026-01-02", {sku("F05"): 1, sku("F05", "B"): 1})
            .refunded("2026-01-12 10:00", {sku("F05"): 1, sku("F05", "B"): 1}, goods="no_restock")
            .credited(note("F05"), "2026-01-12", {sku("F05"): 1, sku("F05", "B"): 1})
            .restocked(note("F05"), "2026-01-12", {sku("F05"): 1})
            .booked(note("F05"))
            .cost_booked(note("F05")),
            ALIGNED,
            GOODS_OUT,
        ),
        scenario(
            "F06",
            "the ledger booked one of the two units that the hub credited",
            sold(AU, "F06", "2026-01-02", 2)
            .refunded("2026-01-12 10:00", {sku("F06"): 2})
            .back_in_hub(note("F06"), "2026-01-12", {sku("F06"): 2})
            .cost_booked(note("F06"))
            .credited_in_ledger_only("CN-20060", "2026-01-12", {sku("F06"): 1}),
            SYSTEMS_DIFFER,
        ),
        scenario(
            "F07",
            "two people took one unit in: a second note, still a draft, restocks it once more",
            sold(AU, "F07", "2026-01-02", 2)
            .refunded("2026-01-12 10:00", {sku("F07"): 1})
            .came_back(note("F07"), "2026-01-12", {sku("F07"): 1})
            .restocked_on_draft(note("F07", 1), "2026-01-14", {sku("F07"): 1}),
            SYSTEMS_DIFFER,
        ),
        scenario(
            "F19",
            "sold, credited and restocked in the hub alone, by a channel without store or ledger",
            sold(MARKET, "F19", "2026-01-02", 3).back_in_hub(
                note("F19"), "2026-01-12", {sku("F19"): 1}
            ),
            ALIGNED,
        ),
        scenario(
            "F10",
            "the hub wrote a second note with goods of its own: a return the store never refunded",
            sold(AU, "F10", "2026-01-02", 2)
            .refunded("2026-01-12 10:00", {sku("F10"): 1})
            .came_back(note("F10"), "2026-01-12", {sku("F10"): 1})
            .came_back(note("F10", 1), "2026-01-14", {sku("F10"): 1}),
            ALIGNED,
        ),
        scenario(
            "F08",
            "a till of the store takes goods back and updates stock itself",
            sold(POS, "F08", "2026-02-02")
            .refunded("2026-02-12 10:00", {sku("F08"): 1})
            .came_back(note("F08"), "2026-02-12", {sku("F08"): 1}),
            ALIGNED,
        ),
        scenario(
            "F09",
            "trade goods that the accountant credited alone: the hub holds neither note nor goods",
            sold(TRADE, "F09", "2025-12-17", 6).credited_in_ledger_only(
                "CN-20090", "2026-01-15", {sku("F09"): 2}
            ),
            GOODS_OUT,
        ),
    ]
