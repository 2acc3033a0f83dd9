"""Returns of which a step is missing, not due yet, or not expected at all."""

from ..scene import Scene
from ..telling import Tale
from ..witness import Testimony, Verdict, one_return
from .healthy import one_unit
from .verdicts import (
    ALIGNED,
    NO_GOODS,
    NOT_BACK,
    NOT_BACK_YET,
    NOT_CREDITED,
    NOT_CREDITED_YET,
    ONLY_REQUESTED,
)


def credited_only(scene: Scene, tale: Tale, back: dict[str, int]) -> Tale:
    """A credit note in hub and ledger, and no word of goods."""
    number = scene.credit()
    return tale.credited_without_goods(number, scene.day(), back)


def never_came_back(scene: Scene, verdict: Verdict = NOT_BACK) -> Testimony:
    """Credited; the goods are still with the customer."""
    sku, back = one_unit(scene)
    tale = scene.refunded(scene.sold({sku: 1}), back, scene.day(), goods="no_restock")
    return one_return(credited_only(scene, tale, back), verdict)


def one_of_two_products(scene: Scene) -> Testimony:
    """Two products on one credit note, of which only one reached the shelf."""
    arrived, lacking = scene.skus(2)
    back = {arrived: 1, lacking: 1}
    number, day = scene.credit(), scene.day()
    tale = (
        scene.refunded(scene.sold(back), back, day, goods="no_restock")
        .credited(number, day, back)
        .restocked(number, day, {arrived: 1})
        .booked(number)
        .cost_booked(number)
    )
    return one_return(tale, ALIGNED, but={lacking: NOT_BACK})


def on_its_way_back(scene: Scene) -> Testimony:
    """The same, some days ago: the parcel has its time."""
    return never_came_back(scene, NOT_BACK_YET)


def lost_by_the_carrier(scene: Scene) -> Testimony:
    """Refunded; the return says that the parcel is missing."""
    return refunded_by_fate(scene, "MISSING", NOT_BACK)


def too_worn_for_the_shelf(scene: Scene) -> Testimony:
    """Refunded; the return says that the goods are not to be restocked."""
    return refunded_by_fate(scene, "NOT_RESTOCKED", NO_GOODS.with_kept(1))


def refunded_by_fate(scene: Scene, fate: str, verdict: Verdict) -> Testimony:
    """Refunded for a return whose goods did not reach the shelf."""
    sku, back = one_unit(scene)
    tale, name = scene.return_decided(scene.sold({sku: 1}), sku, {fate: 1})
    tale = scene.refunded(tale, back, scene.day(), goods="no_restock", return_name=name)
    return one_return(credited_only(scene, tale, back), verdict)


def kept_by_the_customer(scene: Scene) -> Testimony:
    """Refunded without a return, in a store where this means that the customer keeps the goods."""
    return never_came_back(scene, NO_GOODS.with_kept(1))


def maker_took_it_back(scene: Scene) -> Testimony:
    """Goods that were never the company's stock: credited, and nothing is expected."""
    sku, back = one_unit(scene)
    return one_return(credited_only(scene, scene.sold({sku: 1}), back), NO_GOODS.with_kept(1))


def restocked_uncredited(scene: Scene, verdict: Verdict = NOT_CREDITED) -> Testimony:
    """On the shelf on a credit note that is still a draft; nobody refunded the customer."""
    sku, back = one_unit(scene)
    tale, _ = scene.return_decided(scene.sold({sku: 1}), sku, {"RESTOCKED": 1})
    return one_return(tale.restocked_on_draft(scene.credit(), scene.day(), back), verdict)


def restocked_credit_to_come(scene: Scene) -> Testimony:
    """The same, some days ago: the refund has its time."""
    return restocked_uncredited(scene, NOT_CREDITED_YET)


def refund_failed(
    scene: Scene, payment: str = "failure", verdict: Verdict = NOT_CREDITED
) -> Testimony:
    """On the shelf; the store's refund was made and its money never went out."""
    sku, back = one_unit(scene)
    tale, name = scene.return_decided(scene.sold({sku: 1}), sku, {"RESTOCKED": 1})
    tale = scene.refunded(
        tale, back, scene.day(), goods="no_restock", return_name=name, payment=payment
    )
    return one_return(tale.restocked_on_draft(scene.credit(), scene.day(), back), verdict)


def refund_pending(scene: Scene) -> Testimony:
    """The same, some days ago, with the money still on its way."""
    return refund_failed(scene, "pending", NOT_CREDITED_YET)


def return_requested(scene: Scene) -> Testimony:
    """A return was asked for; nothing is refunded or received."""
    sku = scene.sku()
    tale = scene.sold({sku: 2}).return_opened(scene.shop_hours(scene.day()), sku, 1)
    return one_return(tale, ONLY_REQUESTED)


def cancelled_before_picking(scene: Scene) -> Testimony:
    """Cancelled before anything was picked: the hub voided the sale and owes no credit note."""
    return voided_in_hub(scene, "cancel")


def voided_in_hub(scene: Scene, goods: str) -> Testimony:
    """The hub voided the sale, whatever the store's refund says of the goods."""
    sku, back = one_unit(scene)
    order = scene.sold_lines(scene.line(sku, 1), shipped_at=None)
    tale = order.cancelled(scene.shop_hours(scene.day()), back, goods)
    return one_return(tale, NO_GOODS.with_never_shipped(1))


def voided_and_called_kept(scene: Scene) -> Testimony:
    """The same, and the store's refund reads as if the customer kept the goods."""
    return voided_in_hub(scene, "no_restock")


def cut_in_hub(scene: Scene) -> Testimony:
    """The hub shipped one unit less than the store sold; the store refunds that one."""
    sku = scene.sku()
    line = scene.line(sku, 3, hub_units=2)
    tale = scene.refunded(scene.sold_lines(line), {sku: 1}, scene.day(), goods="no_restock")
    return one_return(tale, NO_GOODS.with_never_shipped(1))


def out_of_stock(scene: Scene) -> Testimony:
    """One of two products was invoiced and never shipped: refunded as cancelled, and credited."""
    shipped, lacking = scene.skus(2)
    back = {lacking: 1}
    tale = scene.sold_lines(scene.line(shipped, 1), scene.line(lacking, 1, is_shipped=False))
    tale = scene.refunded(tale, back, scene.day(), goods="cancel")
    return one_return(credited_only(scene, tale, back), NO_GOODS.with_never_shipped(1))
