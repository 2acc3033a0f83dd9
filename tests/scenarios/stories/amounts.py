"""Amounts: fees, discretion, currencies and tax."""

from decimal import Decimal

from tests.simulator.harbour import AU

from .stage import NZ, Scenario, fee, note, scenario, sku, sold
from .verdicts import ALIGNED, OTHER_AMOUNT


def amounts() -> list[Scenario]:
    """S81 to S86."""
    return [
        scenario(
            "S81",
            "a restocking fee is withheld, recorded as one on the return and on the credit note",
            sold(AU, "S81", "2026-01-08")
            .return_opened("2026-01-20 10:00", sku("S81"), 1,
                           ("RESTOCKED", 1, "2026-01-23 10:00"), fee="5.00")
            .refunded("2026-01-23 10:30", {sku("S81"): 1}, goods="no_restock",
                      return_name="#10810-R1", beyond="-5.00")
            .credited(note("S81"), "2026-01-23", {sku("S81"): 1}, charges=[fee("-5.00")])
            .restocked(note("S81"), "2026-01-23", {sku("S81"): 1})
            .booked(note("S81"))
            .cost_booked(note("S81")),
            ALIGNED,
        ),
        scenario(
            "S82",
            "the staff gave more than the line's value, without a reason; the books did not",
            sold(AU, "S82", "2026-01-08")
            .refunded("2026-01-23 10:00", {sku("S82"): 1}, beyond="8.00")
            .came_back(note("S82"), "2026-01-23", {sku("S82"): 1}),
            OTHER_AMOUNT,
        ),
        scenario(
            "S84",
            "sold in euro at 1.60, refunded at 1.65, booked at the rate of the credit note",
            sold(AU, "S84", "2026-01-08", currency="EUR", rate=Decimal("1.60"))
            .refunded("2026-01-23 10:00", {sku("S84"): 1}, rate="1.65")
            .credited(note("S84"), "2026-01-23", {sku("S84"): 1}, rate="1.60")
            .restocked(note("S84"), "2026-01-23", {sku("S84"): 1})
            .booked(note("S84"))
            .cost_booked(note("S84")),
            ALIGNED,
        ),
        scenario(
            "S86",
            "store and hub hold prices with tax, the ledger without",
            sold(NZ, "S86", "2026-01-28")
            .refunded("2026-02-12 10:00", {sku("S86"): 1})
            .came_back(note("S86"), "2026-02-12", {sku("S86"): 1}),
            ALIGNED,
        ),
    ]  # fmt: skip
