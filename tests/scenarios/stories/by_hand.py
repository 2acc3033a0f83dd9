"""What a person did by hand about a return, and what it cannot mend."""

from decimal import Decimal

from tests.simulator.harbour import HARBOUR, UK
from tests.simulator.story import StockKind
from tests.simulator.telling import Tale

from .stage import Scenario, journal, note, scenario, shelf, sku, sold
from .verdicts import BY_HAND, REFUSED, VALUE_BY_HAND

STOCK, COST_OF_GOODS = HARBOUR.accounts.stock, HARBOUR.accounts.cost_of_goods


def goods_out(number: str, on: str, place: int = 0, cost: Decimal = Decimal("12.00")) -> Tale:
    """Refunded and credited everywhere, and never restocked."""
    return (
        sold(UK, number, "2026-01-02", place=place, cost=cost)
        .refunded(f"{on} 10:00", {sku(number): 1}, goods="no_restock")
        .credited_without_goods(note(number, place), on, {sku(number): 1})
    )


def by_hand() -> list[Scenario]:
    """S57 to S61."""
    return [
        scenario(
            "S57",
            "a missing restock put right by +1 on the shelf, naming nothing",
            goods_out("S57", "2026-01-12"),
            BY_HAND,
            stock=(shelf(StockKind.ADJUSTED, "S57", "2026-01-19"),),
        ),
        scenario(
            "S58",
            "a journal to the stock account forces the balance; the shelf is as it was",
            goods_out("S58", "2026-01-12", cost=Decimal("47.11")),
            VALUE_BY_HAND,
            journals=(
                journal("Stock correction for January", "2026-01-29", "47.11", STOCK,
                        COST_OF_GOODS),
            ),
        ),
        scenario(
            "S61",
            "a count weeks later finds one more, and two returns could explain it",
            (goods_out("S61", "2026-01-12"), goods_out("S61", "2026-01-14", place=1)),
            REFUSED,
            stock=(shelf(StockKind.COUNTED, "S61", "2026-02-05"),),
        ),
    ]  # fmt: skip
