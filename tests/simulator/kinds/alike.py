"""Several returns of one product in one order that nothing written tells apart."""

from ..scene import Scene
from ..witness import Testimony, refund_name, several_returns, shares_of
from .verdicts import ALIGNED, NOT_BACK


def credited_in_another_order(scene: Scene) -> Testimony:
    """Two refunds; the hub credited the second one first, and nobody can see it."""
    sku, first, second = scene.sku(), scene.credit(), scene.credit()
    tale = scene.refunded(scene.sold({sku: 2}), {sku: 1}, scene.day())
    tale = scene.refunded(tale, {sku: 1}, scene.day(1))
    tale = tale.came_back(first, scene.day(2), {sku: 1})
    tale = tale.came_back(second, scene.day(3), {sku: 1})
    return several_returns(
        tale,
        ALIGNED,
        shares_of(sku, {refund_name(1): 1, second: 1}),
        shares_of(sku, {refund_name(2): 1, first: 1}),
        is_ambiguous=True,
    )


def one_of_two_came_back(scene: Scene) -> Testimony:
    """Two refunds; the goods of one came back, and nothing says of which."""
    sku, first, second = scene.sku(), scene.credit(), scene.credit()
    tale = scene.refunded(scene.sold({sku: 2}), {sku: 1}, scene.day(), goods="no_restock")
    tale = scene.refunded(tale, {sku: 1}, scene.day(1), goods="no_restock")
    tale = tale.credited_without_goods(first, scene.day(1), {sku: 1})
    tale = tale.came_back(second, scene.day(2), {sku: 1})
    return several_returns(
        tale,
        NOT_BACK,
        shares_of(sku, {refund_name(1): 1, first: 1}),
        shares_of(sku, {refund_name(2): 1, second: 1}),
        is_ambiguous=True,
    )
