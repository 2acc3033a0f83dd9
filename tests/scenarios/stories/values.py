"""What the goods were worth when they came back."""

from decimal import Decimal

from tests.simulator.harbour import AU
from tests.simulator.story import StockKind

from .stage import Scenario, note, scenario, shelf, sku, sold
from .verdicts import ALIGNED, COST_NOT_KNOWN, OTHER_VALUE

REFURBISHED = "S72-A-REFURB"


def values() -> list[Scenario]:
    """S63 to S80."""
    return [
        scenario(
            "S63",
            "sold from the layer of 10.00, taken back at the next layer of 12.00",
            sold(AU, "S63", "2026-01-08", cost=Decimal("10.00"))
            .refunded("2026-01-23 10:00", {sku("S63"): 1})
            .credited(note("S63"), "2026-01-23", {sku("S63"): 1})
            .restocked(note("S63"), "2026-01-23", {sku("S63"): 1}, {sku("S63"): "12.00"})
            .booked(note("S63"))
            .cost_booked(note("S63")),
            OTHER_VALUE,
        ),
        scenario(
            "S64",
            "two of four come back at a cost computed anew: 300.00 where 200.00 had gone out",
            sold(AU, "S64", "2026-01-08", 4, cost=Decimal("100.00"))
            .refunded("2026-01-23 10:00", {sku("S64"): 2})
            .credited(note("S64"), "2026-01-23", {sku("S64"): 2})
            .restocked(note("S64"), "2026-01-23", {sku("S64"): 2}, {sku("S64"): "150.00"})
            .booked(note("S64"))
            .cost_booked(note("S64")),
            OTHER_VALUE,
        ),
        scenario(
            "S67",
            "put back at no cost, as a policy says",
            sold(AU, "S67", "2026-01-08")
            .refunded("2026-01-23 10:00", {sku("S67"): 1})
            .credited(note("S67"), "2026-01-23", {sku("S67"): 1})
            .restocked(note("S67"), "2026-01-23", {sku("S67"): 1}, {sku("S67"): "0.00"})
            .booked(note("S67")),
            OTHER_VALUE,
        ),
        scenario(
            "S68",
            "the units came back, and no system ever posted their cost",
            sold(AU, "S68", "2026-01-08")
            .refunded("2026-01-23 10:00", {sku("S68"): 1})
            .credited(note("S68"), "2026-01-23", {sku("S68"): 1})
            .restocked(note("S68"), "2026-01-23", {sku("S68"): 1}, is_costed=False)
            .booked(note("S68")),
            OTHER_VALUE,
        ),
        scenario(
            "S71",
            "damaged: taken into quarantine, then written off naming the credit note",
            sold(AU, "S71", "2026-01-08")
            .refunded("2026-01-23 10:00", {sku("S71"): 1})
            .credited(note("S71"), "2026-01-23", {sku("S71"): 1})
            .restocked(note("S71"), "2026-01-23", {sku("S71"): 1}, place="Quarantine")
            .booked(note("S71"))
            .cost_booked(note("S71")),
            ALIGNED,
            stock=(
                shelf(StockKind.WRITTEN_OFF, "S71", "2026-01-27", place="Quarantine",
                      text=f"{note('S71')} broken"),
            ),
        ),
        scenario(
            "S72",
            "refurbished: back under a grade of its own, which is an alias of the product",
            sold(AU, "S72", "2026-01-08", other_products=(REFURBISHED,))
            .refunded("2026-01-23 10:00", {sku("S72"): 1})
            .credited(note("S72"), "2026-01-23", {sku("S72"): 1})
            .restocked(note("S72"), "2026-01-23", {REFURBISHED: 1})
            .booked(note("S72"))
            .cost_booked(note("S72")),
            ALIGNED,
        ),
        scenario(
            "S80",
            "an order older than the history of the hub: what it cost is not known",
            sold(AU, "S80", "2025-11-24", is_picked_in_hub=False)
            .refunded("2026-01-21 10:00", {sku("S80"): 1})
            .came_back(note("S80"), "2026-01-21", {sku("S80"): 1}),
            COST_NOT_KNOWN,
        ),
    ]  # fmt: skip
