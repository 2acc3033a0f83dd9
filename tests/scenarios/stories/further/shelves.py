"""What was done to the goods, by hand and afterwards."""

from tests.simulator.harbour import AU
from tests.simulator.story import StockKind

from ..by_hand import goods_out
from ..stage import Expected, Scenario, note, scenario, shelf, sku, sold
from ..verdicts import ALIGNED, BY_HAND, GOODS_OUT, NOT_CREDITED, REFUSED


def shelves() -> list[Scenario]:
    """F51 to F57."""
    moved = sku("F51")
    return [
        scenario(
            "F51",
            "taken back in quarantine, then moved to the shelf by a transfer that names the note",
            sold(AU, "F51", "2026-01-02")
            .refunded("2026-01-12 10:00", {moved: 1})
            .credited(note("F51"), "2026-01-12", {moved: 1})
            .restocked(note("F51"), "2026-01-12", {moved: 1}, place="Quarantine")
            .booked(note("F51"))
            .cost_booked(note("F51")),
            ALIGNED,
            stock=(
                shelf(
                    StockKind.MOVED,
                    "F51",
                    "2026-01-14",
                    place="Quarantine",
                    to_place=AU.location,
                    text=note("F51"),
                ),
            ),
        ),
        scenario(
            "F52",
            "a count finds one more, and only one return lacks it",
            goods_out("F52", "2026-01-12"),
            BY_HAND,
            stock=(shelf(StockKind.COUNTED, "F52", "2026-01-29"),),
        ),
        scenario(
            "F53",
            "+1 on the shelf seven weeks later, naming the credit note",
            goods_out("F53", "2026-01-06"),
            BY_HAND,
            stock=(shelf(StockKind.ADJUSTED, "F53", "2026-02-24", text=f"found, {note('F53')}"),),
        ),
        scenario(
            "F54",
            "two adjustments fit one return equally well: nothing is linked",
            goods_out("F54", "2026-01-12"),
            REFUSED,
            stock=(
                shelf(StockKind.ADJUSTED, "F54", "2026-01-19"),
                shelf(StockKind.ADJUSTED, "F54", "2026-01-20", copy=1),
            ),
        ),
        scenario(
            "F55",
            "+1 on the shelf seven weeks later, naming nothing: too late to be meant",
            goods_out("F55", "2026-01-06"),
            GOODS_OUT,
            stock=(shelf(StockKind.ADJUSTED, "F55", "2026-02-24"),),
        ),
        scenario(
            "F56",
            "the hub took two back of the one that was returned",
            sold(AU, "F56", "2026-01-02", 3)
            .refunded("2026-01-12 10:00", {sku("F56"): 1})
            .credited(note("F56"), "2026-01-12", {sku("F56"): 1})
            .restocked(note("F56"), "2026-01-12", {sku("F56"): 2})
            .booked(note("F56"))
            .cost_booked(note("F56")),
            Expected(NOT_CREDITED, "permanent", "missing_step"),
        ),
        scenario(
            "F57",
            "returned goods that are sold on and written off later: no matter of the return",
            sold(AU, "F57", "2026-01-02")
            .refunded("2026-01-12 10:00", {sku("F57"): 1})
            .came_back(note("F57"), "2026-01-12", {sku("F57"): 1}),
            ALIGNED,
            stock=(shelf(StockKind.WRITTEN_OFF, "F57", "2026-02-12", text="shop soiled"),),
        ),
    ]
