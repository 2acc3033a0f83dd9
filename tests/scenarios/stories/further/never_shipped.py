"""Units that never left, whatever the refund calls them."""

from tests.simulator.harbour import AU, UK
from tests.simulator.story import OrderLine

from ..stage import PRICE, Scenario, note, scenario, sku, sold
from ..verdicts import ONE_LEG


def never_shipped() -> list[Scenario]:
    """F41 to F43."""
    cut = OrderLine(sku("F41"), 3, PRICE, hub_units=2)
    stays = OrderLine(sku("F42", "B"), 1, PRICE)
    out_of_stock = OrderLine(sku("F42"), 1, PRICE, is_shipped=False)
    return [
        scenario(
            "F41",
            "the hub shipped two of the three that the store sold; the store refunds the third",
            sold(AU, "F41", "2026-01-02", lines=(cut,)).refunded(
                "2026-01-06 10:00", {sku("F41"): 1}, goods="no_restock"
            ),
            ONE_LEG,
        ),
        scenario(
            "F42",
            "invoiced and never shipped: refunded as cancelled, and credited everywhere",
            sold(UK, "F42", "2026-01-02", lines=(out_of_stock, stays))
            .refunded("2026-01-06 10:00", {sku("F42"): 1}, goods="cancel")
            .credited_without_goods(note("F42"), "2026-01-06", {sku("F42"): 1}),
            ONE_LEG,
        ),
        scenario(
            "F43",
            "the hub voided the sale before anything left; the store calls its refund a return",
            sold(AU, "F43", "2026-01-15", shipped_at=None)
            .cancelled("2026-01-16 08:20", {sku("F43"): 1}, goods="no_restock"),
            ONE_LEG,
        ),
    ]  # fmt: skip
