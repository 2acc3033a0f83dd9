"""Several systems at once: what each of them holds, and what never reached it."""

from decimal import Decimal

from tests.simulator.harbour import AU, UK
from tests.simulator.story import OrderLine
from tests.simulator.telling import Tale, moment

from .stage import COVE, NZ, POS, PRICE, Expected, Scenario, note, order_name, scenario, sku, sold
from .verdicts import (
    ALIGNED,
    NOT_BACK,
    NOT_KNOWN,
    SEVERAL,
    SYSTEMS_DIFFER,
)

GOODS_OUT_IN_SEVERAL_SYSTEMS = Expected(NOT_BACK, "permanent", "missing_step", also_any=SEVERAL)


def exchanged(number: str, day: str) -> Tale:
    """An order of A from which A came back and B went out, without any money."""
    given, taken = sku(number), sku(number, "B")
    at = f"{day} 11:00"
    lines = (
        OrderLine(given, 1, PRICE),
        OrderLine(taken, 1, PRICE, added_at=moment(at, AU.zone)),
    )
    return (
        sold(AU, number, "2026-01-04", lines=lines)
        .return_opened(
            f"{day} 10:00", given, 1, ("RESTOCKED", 1, f"{day} 10:30"), exchanged_for=taken
        )
        .refunded(
            at,
            {given: 1},
            goods="no_restock",
            return_name=f"{order_name(AU, number)}-R1",
            payment="none",
        )
    )


def systems() -> list[Scenario]:
    """S37 to S56."""
    other_name = OrderLine(sku("S56"), 1, Decimal("36.00"), store_sku="S56-OF-THE-STORE")
    return [
        scenario(
            "S37",
            "the store refunded and restocked; in the hub the restock stayed a plan",
            sold(AU, "S37", "2026-01-06")
            .refunded("2026-01-19 10:00", {sku("S37"): 1})
            .credited(note("S37"), "2026-01-19", {sku("S37"): 1})
            .restock_planned(note("S37"), "2026-01-19", {sku("S37"): 1})
            .booked(note("S37")),
            SYSTEMS_DIFFER,
        ),
        scenario(
            "S40",
            "the sync wrote a credit note, and a person another by hand",
            sold(AU, "S40", "2026-01-07")
            .refunded("2026-01-20 10:00", {sku("S40"): 1})
            .came_back(note("S40"), "2026-01-20", {sku("S40"): 1})
            .credited_without_goods(note("S40", 1), "2026-01-22", {sku("S40"): 1}),
            SYSTEMS_DIFFER,
        ),
        scenario(
            "S44",
            "the till does not update stock when it takes goods back, and nobody else did",
            sold(POS, "S44", "2026-01-07")
            .refunded("2026-01-20 10:00", {sku("S44"): 1}, goods="no_restock")
            .credited_without_goods(note("S44"), "2026-01-20", {sku("S44"): 1}),
            GOODS_OUT_IN_SEVERAL_SYSTEMS,
        ),
        scenario(
            "S45",
            "an even exchange of A for B, the refund is 0: A came back everywhere",
            exchanged("S45", "2026-01-19").came_back(note("S45"), "2026-01-19", {sku("S45"): 1}),
            ALIGNED,
        ),
        scenario(
            "S47",
            "the same exchange in the store, never made again in the hub",
            exchanged("S47", "2026-01-19"),
            SYSTEMS_DIFFER,
        ),
        scenario(
            "S50",
            "money given back in the payment processor alone: no lines, unknown to the books",
            sold(AU, "S50", "2026-01-06").money_given("2026-01-19 10:00", "11.00"),
            SYSTEMS_DIFFER,
        ),
        scenario(
            "S51",
            "the accountant credits in the ledger what the store paid back; the hub never heard",
            sold(NZ, "S51", "2025-12-17", 6)
            .refunded("2026-01-15 10:00", {sku("S51"): 2}, goods="no_restock")
            .credited_in_ledger_only("CN-10510", "2026-01-15", {sku("S51"): 2}),
            GOODS_OUT_IN_SEVERAL_SYSTEMS,
        ),
        scenario(
            "S55",
            "#1001 of two stores, with the same product, a day apart",
            (
                sold(AU, "S55", "2025-12-18", name="#1001")
                .refunded("2026-01-06 10:15", {sku("S55"): 1})
                .came_back(note("S55"), "2026-01-06", {sku("S55"): 1}),
                sold(UK, "S55", "2025-12-19", name="#1001")
                .refunded("2026-01-07 10:00", {sku("S55"): 1})
                .came_back(note("S55", 1), "2026-01-07", {sku("S55"): 1}),
            ),
            ALIGNED,
        ),
        scenario(
            "S56",
            "the store calls the product something that nobody told us",
            sold(UK, "S56", "2026-01-06", lines=(other_name,))
            .refunded("2026-01-19 10:00", {sku("S56"): 1})
            .came_back(note("S56"), "2026-01-19", {sku("S56"): 1}),
            NOT_KNOWN,
        ),
        scenario(
            "S92",
            "a page of the ledger's credit notes was lost on the way: its manifest says so",
            sold(COVE, "S92", "2026-01-06")
            .refunded("2026-01-19 10:00", {sku("S92"): 1})
            .came_back(note("S92"), "2026-01-19", {sku("S92"): 1}),
            NOT_KNOWN,
        ),
    ]
