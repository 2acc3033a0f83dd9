"""Credits without units, price alone, fees, currencies, a gift."""

from dataclasses import replace
from decimal import Decimal

from tests.simulator.harbour import AU
from tests.simulator.story import OrderLine

from ..stage import PRICE, Scenario, fee, goodwill, note, scenario, sku, sold
from ..verdicts import ALIGNED, OTHER_AMOUNT, OTHER_VALUE, SYSTEMS_DIFFER


def amounts() -> list[Scenario]:
    """F21 to F32."""
    gift = (
        OrderLine(sku("F27"), 1, PRICE),
        OrderLine(sku("F27", "B"), 1, Decimal("8.00"), discount=Decimal("8.00")),
    )
    both = {sku("F27"): 1, sku("F27", "B"): 1}
    return [
        scenario(
            "F21",
            "4.00 off in January, and in February the product comes back for what was left",
            sold(AU, "F21", "2026-01-02")
            .money_given("2026-01-14 10:00", "4.00")
            .credited(note("F21"), "2026-01-14", {sku("F21"): 1}, amounts={sku("F21"): "4.00"})
            .booked(note("F21"))
            .refunded("2026-02-12 10:00", {sku("F21"): 1}, beyond="-4.00")
            .credited(note("F21", 1), "2026-02-12", {sku("F21"): 1}, amounts={sku("F21"): "26.00"})
            .restocked(note("F21", 1), "2026-02-12", {sku("F21"): 1})
            .booked(note("F21", 1))
            .cost_booked(note("F21", 1)),
            ALIGNED,
        ),
        scenario(
            "F22",
            "the store paid all of the order back without a line; the hub credited the goods",
            sold(AU, "F22", "2026-01-02", 2)
            .money_given("2026-01-14 10:00", "60.00")
            .came_back(note("F22"), "2026-01-14", {sku("F22"): 2}),
            ALIGNED,
        ),
        scenario(
            "F23",
            "the accountant credits the amount of a return and names no product",
            sold(AU, "F23", "2026-01-02", 2)
            .refunded("2026-01-14 10:00", {sku("F23"): 2})
            .back_in_hub(note("F23"), "2026-01-14", {sku("F23"): 2})
            .cost_booked(note("F23"))
            .credited_in_ledger_only("CN-20230", "2026-01-15", {}, charges=[goodwill("60.00")]),
            replace(ALIGNED, also=("inferred_link",)),
        ),
        scenario(
            "F24",
            "goodwill in store and hub that the ledger never saw",
            sold(AU, "F24", "2026-01-02")
            .money_given("2026-01-14 10:00", "7.00")
            .credited(note("F24"), "2026-01-14", {}, charges=[goodwill("7.00")]),
            SYSTEMS_DIFFER,
        ),
        scenario(
            "F25",
            "the ledger keeps the books in dollars what the store paid back in euro, at its rate",
            sold(AU, "F25", "2026-01-08", currency="EUR", rate=Decimal("1.60"))
            .refunded("2026-01-23 10:00", {sku("F25"): 1})
            .came_back(note("F25"), "2026-01-23", {sku("F25"): 1}),
            ALIGNED,
        ),
        scenario(
            "F26",
            "the same, and the ledger booked it at another day's rate: a difference of currency",
            sold(AU, "F26", "2026-01-08", currency="EUR", rate=Decimal("1.60"))
            .refunded("2026-01-23 10:00", {sku("F26"): 1})
            .back_in_hub(note("F26"), "2026-01-23", {sku("F26"): 1})
            .booked(note("F26"), rate="1.25")
            .cost_booked(note("F26")),
            ALIGNED,
        ),
        scenario(
            "F27",
            "a free gift comes back with what it came with: a unit, a cost, no revenue",
            sold(AU, "F27", "2026-01-02", lines=gift)
            .refunded("2026-01-14 10:00", both)
            .came_back(note("F27"), "2026-01-14", both),
            ALIGNED,
        ),
        scenario(
            "F28",
            "two cents less in hub and ledger: rounding",
            sold(AU, "F28", "2026-01-02")
            .refunded("2026-01-14 10:00", {sku("F28"): 1})
            .credited(note("F28"), "2026-01-14", {sku("F28"): 1}, amounts={sku("F28"): "29.98"})
            .restocked(note("F28"), "2026-01-14", {sku("F28"): 1})
            .booked(note("F28"))
            .cost_booked(note("F28")),
            ALIGNED,
        ),
        scenario(
            "F29",
            "the hub withheld a fee that the store paid out: a fee is no revenue",
            sold(AU, "F29", "2026-01-02")
            .refunded("2026-01-14 10:00", {sku("F29"): 1})
            .credited(note("F29"), "2026-01-14", {sku("F29"): 1}, charges=[fee("-3.00")])
            .restocked(note("F29"), "2026-01-14", {sku("F29"): 1})
            .booked(note("F29"))
            .cost_booked(note("F29")),
            ALIGNED,
        ),
        scenario(
            "F30",
            "the store gave 5.00 less than its line and recorded no fee; the books gave all",
            sold(AU, "F30", "2026-01-02")
            .refunded("2026-01-14 10:00", {sku("F30"): 1}, beyond="-5.00")
            .came_back(note("F30"), "2026-01-14", {sku("F30"): 1}),
            OTHER_AMOUNT,
        ),
        scenario(
            "F31",
            "the ledger booked 27.00 of the 30.00 that store and hub gave",
            sold(AU, "F31", "2026-01-02")
            .refunded("2026-01-14 10:00", {sku("F31"): 1})
            .back_in_hub(note("F31"), "2026-01-14", {sku("F31"): 1})
            .booked(note("F31"), amounts={sku("F31"): "27.00"})
            .cost_booked(note("F31")),
            OTHER_AMOUNT,
        ),
        scenario(
            "F32",
            "the hub's value is right; the ledger journalled another cost",
            sold(AU, "F32", "2026-01-02")
            .refunded("2026-01-14 10:00", {sku("F32"): 1})
            .back_in_hub(note("F32"), "2026-01-14", {sku("F32"): 1})
            .booked(note("F32"))
            .cost_booked(note("F32"), amount="14.00"),
            OTHER_VALUE,
        ),
    ]
