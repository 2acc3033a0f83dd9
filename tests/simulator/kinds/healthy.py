"""Returns of one credit note, in which credit, goods and cost agree."""

from ..scene import Scene
from ..telling import Tale
from ..witness import Testimony, one_return
from .verdicts import ALIGNED


def came_back(scene: Scene, tale: Tale, back: dict[str, int], days_later: int = 0) -> Tale:
    """Refund, credit note, restock, booking and cost on one day."""
    day = scene.day(days_later)
    return scene.refunded(tale, back, day).came_back(scene.credit(), day, back)


def single_unit(scene: Scene) -> Testimony:
    """One unit was sold and came back."""
    sku = scene.sku()
    return one_return(came_back(scene, scene.sold({sku: 1}), {sku: 1}), ALIGNED)


def some_units(scene: Scene) -> Testimony:
    """Some units of several came back."""
    sku = scene.sku()
    units = scene.dice.randint(2, 6)
    back = {sku: scene.dice.randint(1, units - 1)}
    return one_return(came_back(scene, scene.sold({sku: units}), back), ALIGNED)


def several_lines(scene: Scene) -> Testimony:
    """Two or three products came back together, on one credit note with one cost journal."""
    sold = {sku: scene.dice.randint(1, 3) for sku in scene.skus(scene.dice.randint(2, 3))}
    back = {sku: scene.dice.randint(1, units) for sku, units in sold.items()}
    return one_return(came_back(scene, scene.sold(sold), back), ALIGNED)


def restocked_days_later(scene: Scene) -> Testimony:
    """The goods were on the shelf some days after the credit note, in the same month."""
    sku, back = one_unit(scene)
    later = scene.day(scene.dice.randint(1, 7))
    tale = scene.refunded(scene.sold({sku: 1}), back, scene.day())
    return one_return(tale.came_back(scene.credit(), scene.day(), back, later), ALIGNED)


def restocked_by_disposition(scene: Scene) -> Testimony:
    """The store refunded first; days later its return says that the goods are on the shelf."""
    sku, back = one_unit(scene)
    later = scene.day(scene.dice.randint(1, 7))
    tale, name = scene.return_decided(scene.sold({sku: 1}), sku, {"RESTOCKED": 1}, on=later)
    tale = scene.refunded(tale, back, scene.day(), goods="no_restock", return_name=name)
    return one_return(tale.came_back(scene.credit(), scene.day(), back, later), ALIGNED)


def said_twice(scene: Scene) -> Testimony:
    """The refund says that it restocks, and its return's disposition says so too: one movement."""
    sku, back = one_unit(scene)
    tale, name = scene.return_decided(scene.sold({sku: 1}), sku, {"RESTOCKED": 1})
    tale = scene.refunded(tale, back, scene.day(), return_name=name)
    return one_return(tale.came_back(scene.credit(), scene.day(), back), ALIGNED)


def partly_kept(scene: Scene) -> Testimony:
    """Three units were refunded, of which one was too worn for the shelf."""
    sku = scene.sku()
    fate = {"RESTOCKED": 2, "NOT_RESTOCKED": 1}
    tale, name = scene.return_decided(scene.sold({sku: 3}), sku, fate)
    number, day = scene.credit(), scene.day()
    tale = (
        scene.refunded(tale, {sku: 3}, day, goods="no_restock", return_name=name)
        .credited(number, day, {sku: 3})
        .restocked(number, day, {sku: 2})
        .booked(number)
        .cost_booked(number)
    )
    return one_return(tale, ALIGNED.with_kept(1))


def shipping_refunded(scene: Scene) -> Testimony:
    """What the parcel cost was given back too."""
    sku, back = one_unit(scene)
    number, day = scene.credit(), scene.day()
    tale = (
        scene.refunded(scene.sold({sku: 1}), back, day, shipping="9.00")
        .credited(number, day, back, shipping="9.00")
        .restocked(number, day, back)
        .booked(number)
        .cost_booked(number)
    )
    return one_return(tale, ALIGNED)


def hub_was_first(scene: Scene) -> Testimony:
    """The warehouse wrote the credit note, and the store refunded days later."""
    sku, back = one_unit(scene)
    tale = scene.sold({sku: 1}).came_back(scene.credit(), scene.day(), back)
    return one_return(scene.refunded(tale, back, scene.day(3)), ALIGNED)


def hub_on_the_next_day(scene: Scene) -> Testimony:
    """The store refunds on a month's last day, hub and ledger on the first of the next."""
    sku, back = one_unit(scene)
    tale = scene.refunded(scene.sold({sku: 1}), back, scene.day())
    return one_return(tale.came_back(scene.credit(), scene.day(1), back), ALIGNED)


def booked_by_hand(scene: Scene) -> Testimony:
    """The ledger's credit note has a number of its own: only the order's name joins them."""
    sku, back = one_unit(scene)
    number, own_number = scene.credit(), scene.ledger_credit()
    tale = (
        scene.refunded(scene.sold({sku: 1}), back, scene.day())
        .back_in_hub(number, scene.day(), back)
        .credited_in_ledger_only(own_number, scene.day(1), back)
        .cost_booked(number)
    )
    return one_return(tale, ALIGNED)


def late_in_the_evening(scene: Scene) -> Testimony:
    """At half past eleven on a month's last day, which is the next month elsewhere."""
    sku, back = one_unit(scene)
    number, day = scene.credit(), scene.day()
    tale = (
        scene.sold({sku: 1})
        .refunded(f"{day} 23:30", back)
        .credited(number, day, back, entered=f"{scene.day(1)} 11:00")
        .restocked(number, day, back, entered=f"{scene.day(1)} 11:10")
        .booked(number)
        .cost_booked(number)
    )
    return one_return(tale, ALIGNED)


def soon_after_midnight(scene: Scene) -> Testimony:
    """Twenty past midnight on the first: the return's stamp still says the old month in UTC."""
    sku, back = one_unit(scene)
    day = scene.day(1)
    tale = scene.sold({sku: 1}).return_opened(
        f"{day} 00:10", sku, 1, ("RESTOCKED", 1, f"{day} 00:20")
    )
    name = tale.order.store_returns[0].name
    tale = tale.refunded(f"{day} 00:20", back, goods="no_restock", return_name=name)
    return one_return(tale.came_back(scene.credit(), day, back), ALIGNED)


def one_unit(scene: Scene) -> tuple[str, dict[str, int]]:
    """A product of which one unit comes back."""
    sku = scene.sku()
    return sku, {sku: 1}


def unit_in_hub(scene: Scene) -> tuple[Tale, str]:
    """One unit refunded, credited and restocked on one day, with the number of its credit note: the
    ledger has not heard of it yet."""
    sku, back = one_unit(scene)
    number, day = scene.credit(), scene.day()
    tale = scene.refunded(scene.sold({sku: 1}), back, day)
    return tale.back_in_hub(number, day, back), number
