"""Returns about which the systems disagree, and records of what was no return."""

from ..scene import Scene
from ..witness import Testimony, Verdict, one_return
from .healthy import came_back, one_unit, unit_in_hub
from .verdicts import ALIGNED, NO_RETURN, NOT_BACK, SYSTEMS_DIFFER, SYSTEMS_DIFFER_YET


def restock_failed(scene: Scene, verdict: Verdict = SYSTEMS_DIFFER) -> Testimony:
    """The store restocked; the hub's restock stayed a plan that moved nothing."""
    sku, back = one_unit(scene)
    number, day = scene.credit(), scene.day()
    tale = (
        scene.refunded(scene.sold({sku: 1}), back, day)
        .credited(number, day, back)
        .restock_planned(number, day, back)
        .booked(number)
    )
    return one_return(tale, verdict)


def restock_to_come(scene: Scene) -> Testimony:
    """The same, some days ago."""
    return restock_failed(scene, SYSTEMS_DIFFER_YET)


def restocked_in_part(scene: Scene) -> Testimony:
    """The store restocked three units, the hub two of them."""
    sku, number, day = scene.sku(), scene.credit(), scene.day()
    tale = (
        scene.refunded(scene.sold({sku: 3}), {sku: 3}, day)
        .credited(number, day, {sku: 3})
        .restocked(number, day, {sku: 2})
        .booked(number)
        .cost_booked(number)
    )
    return one_return(tale, SYSTEMS_DIFFER)


def never_synced(scene: Scene) -> Testimony:
    """The store refunded and restocked, and neither hub nor ledger heard of it."""
    sku, back = one_unit(scene)
    return one_return(scene.refunded(scene.sold({sku: 1}), back, scene.day()), SYSTEMS_DIFFER)


def only_drafted_in_hub(scene: Scene) -> Testimony:
    """The store refunded and restocked; the hub's credit note is still a draft without goods."""
    sku, back = one_unit(scene)
    tale = scene.refunded(scene.sold({sku: 1}), back, scene.day())
    return one_return(tale.credit_drafted(scene.credit(), scene.day(), back), SYSTEMS_DIFFER)


def credited_twice(scene: Scene) -> Testimony:
    """The sync wrote a credit note, and a person another; both reached the ledger."""
    sku, back = one_unit(scene)
    second = scene.credit()
    tale = came_back(scene, scene.sold({sku: 1}), back)
    return one_return(tale.credited(second, scene.day(2), back).booked(second), SYSTEMS_DIFFER)


def never_booked(scene: Scene, verdict: Verdict = SYSTEMS_DIFFER) -> Testimony:
    """The credit note never reached the ledger."""
    return one_return(unit_in_hub(scene)[0], verdict)


def booking_to_come(scene: Scene) -> Testimony:
    """The credit note has not reached the ledger yet."""
    return never_booked(scene, SYSTEMS_DIFFER_YET)


def cost_never_booked(scene: Scene) -> Testimony:
    """No cost journal was written, which the ledger owes only where it is of record."""
    tale, number = unit_in_hub(scene)
    tale = tale.booked(number)
    return one_return(tale, SYSTEMS_DIFFER if scene.ledger_is_of_record else ALIGNED)


def voided_in_hub_and_ledger(scene: Scene) -> Testimony:
    """The store's refund stands; hub and ledger voided their credit notes, goods and all."""
    tale, number = unit_in_hub(scene)
    tale = tale.voided(number, f"{scene.day(3)} 10:00").booked(number)
    return one_return(tale, SYSTEMS_DIFFER)


def voided_and_written_again(scene: Scene) -> Testimony:
    """A first credit note was voided, a second is right."""
    sku, back = one_unit(scene)
    wrong, right = scene.credit(), scene.credit()
    tale = (
        scene.refunded(scene.sold({sku: 1}), back, scene.day())
        .credited(wrong, scene.day(), back)
        .voided(wrong, f"{scene.day(1)} 10:00")
        .booked(wrong)
        .came_back(right, scene.day(1), back)
    )
    return one_return(tale, ALIGNED)


def credited_by_mistake(scene: Scene) -> Testimony:
    """A credit note of a customer who returned nothing, voided everywhere."""
    sku, back = one_unit(scene)
    number = scene.credit()
    tale = (
        scene.sold({sku: 5})
        .credited(number, scene.day(), back)
        .voided(number, f"{scene.day(3)} 10:00")
        .booked(number)
    )
    return one_return(tale, NO_RETURN)


def credited_in_ledger_only(scene: Scene) -> Testimony:
    """The accountant wrote a credit note that the hub never saw; the goods are still out."""
    sku, back = one_unit(scene)
    number = scene.ledger_credit()
    tale = scene.sold({sku: 4}).credited_in_ledger_only(number, scene.day(), back)
    return one_return(tale, NOT_BACK)


def tested_by_the_web_team(scene: Scene) -> Testimony:
    """A test order and its refund."""
    sku, back = one_unit(scene)
    order = scene.sold_lines(scene.line(sku, 1), is_test=True)
    return one_return(scene.refunded(order, back, scene.day()), NO_RETURN)


def never_came_back_of_it(scene: Scene) -> Testimony:
    """Most orders: nothing comes back."""
    return Testimony(
        scene.sold(
            {sku: scene.dice.randint(1, 3) for sku in scene.skus(scene.dice.randint(1, 3))}
        ).order
    )
