"""Healthy returns of several documents, which the systems cut in their own ways."""

from ..scene import Scene
from ..witness import (
    Testimony,
    in_order,
    one_return,
    refund_name,
    several_returns,
    shares_of,
)
from .healthy import came_back
from .verdicts import ALIGNED


def one_after_the_other(scene: Scene) -> Testimony:
    """The same product came back twice, each time with all its documents, weeks apart perhaps."""
    sku = scene.sku()
    first = came_back(scene, scene.sold({sku: 3}), {sku: 1})
    tale = came_back(scene, first, {sku: 2}, scene.days_until_later(3, 40))
    shares = [
        shares_of(sku, {refund_name(place): units, credit.name: units})
        for place, (units, credit) in enumerate(
            zip((1, 2), tale.order.hub_credits, strict=True), start=1
        )
    ]
    return several_returns(tale, ALIGNED, *shares)


def split_in_hub(scene: Scene) -> Testimony:
    """One refund of three units; the hub took them in two parcels, with a credit note each."""
    sku = scene.sku()
    tale = scene.refunded(scene.sold({sku: 4}), {sku: 3}, scene.day())
    tale = tale.came_back(scene.credit(), scene.day(1), {sku: 1})
    tale = tale.came_back(scene.credit(), scene.day(3), {sku: 2})
    return one_return(tale, ALIGNED)


def split_by_product(scene: Scene) -> Testimony:
    """One refund of two products; the hub wrote a credit note for each."""
    first, second = scene.skus(2)
    back = {first: 1, second: 1}
    tale = scene.refunded(scene.sold(back), back, scene.day())
    tale = tale.came_back(scene.credit(), scene.day(1), {first: 1})
    tale = tale.came_back(scene.credit(), scene.day(2), {second: 1})
    return one_return(tale, ALIGNED)


def arrived_in_steps(scene: Scene) -> Testimony:
    """One return in a store whose units reached the shelf on two days."""
    sku = scene.sku()
    arrivals = ((1, scene.day(1)), (2, scene.day(4)))
    fate = [("RESTOCKED", units, scene.shop_hours(day)) for units, day in arrivals]
    tale = scene.sold({sku: 3}).return_opened(scene.shop_hours(scene.day(-2)), sku, 3, *fate)
    name = tale.order.store_returns[0].name
    tale = scene.refunded(tale, {sku: 3}, scene.day(), goods="no_restock", return_name=name)
    for units, day in arrivals:
        tale = tale.came_back(scene.credit(), day, {sku: units})
    return one_return(tale, ALIGNED)


def merged_in_hub(scene: Scene) -> Testimony:
    """Two refunds days apart; the hub wrote one credit note for both."""
    sku, number = scene.sku(), scene.credit()
    tale = scene.refunded(scene.sold({sku: 2}), {sku: 1}, scene.day())
    tale = scene.refunded(tale, {sku: 1}, scene.day(2))
    tale = tale.came_back(number, scene.day(3), {sku: 2})
    shares = [shares_of(sku, {refund_name(place): 1, number: 1}) for place in (1, 2)]
    return several_returns(tale, ALIGNED, *shares)


def products_merged_in_hub(scene: Scene) -> Testimony:
    """Two refunds of a product each; the hub wrote one credit note for both."""
    skus, number = scene.skus(2), scene.credit()
    back = dict.fromkeys(skus, 1)
    tale = scene.sold(back)
    for days_later, sku in enumerate(skus):
        tale = scene.refunded(tale, {sku: 1}, scene.day(days_later))
    tale = tale.came_back(number, scene.day(3), back)
    shares = [
        shares_of(sku, {refund_name(place): 1, number: 1})
        for place, sku in enumerate(skus, start=1)
    ]
    return several_returns(tale, ALIGNED, *shares)


def cut_otherwise_in_hub(scene: Scene) -> Testimony:
    """Several refunds, worked off in their order; the hub's notes cut the units otherwise."""
    sku = scene.sku()
    units = scene.dice.randint(3, 6)
    refunded, noted = scene.cut(units, 3), scene.cut(units, 3)
    numbers = [scene.credit() for _ in noted]
    tale = scene.sold({sku: units})
    for days_later, count in enumerate(refunded):
        tale = scene.refunded(tale, {sku: count}, scene.day(days_later))
    for days_later, (number, count) in enumerate(zip(numbers, noted, strict=True), start=3):
        tale = tale.came_back(number, scene.day(days_later), {sku: count})
    shares = [
        shares_of(
            sku,
            {refund_name(place): refunded[place - 1]}
            | {numbers[note]: count for note, count in cover.items()},
        )
        for place, cover in enumerate(in_order(refunded, noted), start=1)
    ]
    return several_returns(tale, ALIGNED, *shares)


def twice_on_one_day(scene: Scene) -> Testimony:
    """Two credit notes of one day; each one's number is in the ledger too."""
    sku, numbers = scene.sku(), [scene.credit(), scene.credit()]
    tale = scene.sold({sku: 6})
    for number in numbers:
        tale = tale.came_back(number, scene.day(), {sku: 1})
    return several_returns(tale, ALIGNED, *(shares_of(sku, {number: 1}) for number in numbers))


def merged_in_ledger(scene: Scene) -> Testimony:
    """Two returns with their own credit notes in the hub; the accountant booked them as one."""
    sku, own_number = scene.sku(), scene.ledger_credit()
    numbers = [scene.credit(), scene.credit()]
    tale = scene.sold({sku: 4})
    for days_later, number in zip((0, 2), numbers, strict=True):
        day = scene.day(days_later)
        tale = scene.refunded(tale, {sku: 1}, day).credited(number, day, {sku: 1})
        tale = tale.restocked(number, day, {sku: 1}).cost_booked(number)
    tale = tale.credited_in_ledger_only(own_number, scene.day(3), {sku: 2})
    shares = [
        shares_of(sku, {refund_name(place): 1, number: 1, own_number: 1})
        for place, number in enumerate(numbers, start=1)
    ]
    return several_returns(tale, ALIGNED, *shares)


def split_in_ledger(scene: Scene) -> Testimony:
    """One credit note of two units in the hub; the accountant booked two of one."""
    sku, number, day = scene.sku(), scene.credit(), scene.day()
    tale = (
        scene.refunded(scene.sold({sku: 3}), {sku: 2}, day)
        .back_in_hub(number, day, {sku: 2})
        .cost_booked(number)
    )
    for days_later in (1, 2):
        own_number = scene.ledger_credit()
        tale = tale.credited_in_ledger_only(own_number, scene.day(days_later), {sku: 1})
    return one_return(tale, ALIGNED)
