"""Several returns of one product in one order, of which not all went well."""

from ..scene import Scene
from ..story import Order
from ..witness import Shares, Testimony, TrueReturn, Verdict, refund_name, shares_of
from .healthy import came_back
from .verdicts import ALIGNED, NO_GOODS, NOT_BACK, SYSTEMS_DIFFER


def second_never_synced(scene: Scene) -> Testimony:
    """The first return is in every system; of the second, later one only the store knows."""
    sku = scene.sku()
    tale = came_back(scene, scene.sold({sku: 2}), {sku: 1})
    number = tale.order.hub_credits[0].name
    tale = scene.refunded(tale, {sku: 1}, scene.day(5))
    return two_returns(
        tale.order,
        (ALIGNED, shares_of(sku, {refund_name(1): 1, number: 1})),
        (SYSTEMS_DIFFER, shares_of(sku, {refund_name(2): 1})),
    )


def first_never_came_back(scene: Scene) -> Testimony:
    """Both were credited; only the goods of the second are on the shelf, by its own note."""
    return second_came_back(scene, NOT_BACK)


def first_was_kept(scene: Scene) -> Testimony:
    """The customer keeps the first unit and sends the second."""
    return second_came_back(scene, NO_GOODS.with_kept(1))


def second_came_back(scene: Scene, first_verdict: Verdict) -> Testimony:
    """A return without goods, and days later one with all its documents."""
    sku, first = scene.sku(), scene.credit()
    tale = scene.refunded(scene.sold({sku: 2}), {sku: 1}, scene.day(), goods="no_restock")
    tale = tale.credited_without_goods(first, scene.day(), {sku: 1})
    tale = came_back(scene, tale, {sku: 1}, days_later=5)
    second = tale.order.hub_credits[1].name
    return two_returns(
        tale.order,
        (first_verdict, shares_of(sku, {refund_name(1): 1, first: 1})),
        (ALIGNED, shares_of(sku, {refund_name(2): 1, second: 1})),
    )


def two_returns(order: Order, *told: tuple[Verdict, Shares]) -> Testimony:
    """Returns of one order, each with its own verdict."""
    return Testimony(order, tuple(TrueReturn(verdict, shares) for verdict, shares in told))
