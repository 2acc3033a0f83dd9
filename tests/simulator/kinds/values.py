"""Returns whose amounts or costs differ, or whose cost nobody can know."""

from decimal import Decimal

from ..scene import Scene
from ..witness import Testimony, Verdict, one_return
from .healthy import one_unit, unit_in_hub
from .verdicts import ALIGNED, OTHER_AMOUNT, OTHER_VALUE, UNKNOWN_COST


def taken_back_at_another_cost(scene: Scene) -> Testimony:
    """Sold from one layer, taken back at a dearer one; the ledger followed the hub."""
    sku, back = one_unit(scene)
    number, day = scene.credit(), scene.day()
    tale = (
        scene.refunded(scene.sold({sku: 1}), back, day)
        .credited(number, day, back)
        .restocked(number, day, back, unit_costs={sku: scene.unit_cost(sku, "1.15")})
        .booked(number)
        .cost_booked(number)
    )
    return one_return(tale, OTHER_VALUE)


def taken_back_at_no_cost(scene: Scene) -> Testimony:
    """The hub took the goods back at zero, so that no cost was ever journalled."""
    sku, back = one_unit(scene)
    number, day = scene.credit(), scene.day()
    tale = (
        scene.refunded(scene.sold({sku: 1}), back, day)
        .credited(number, day, back)
        .restocked(number, day, back, unit_costs={sku: "0.00"})
        .booked(number)
    )
    return one_return(tale, OTHER_VALUE)


def credited_another_amount(
    scene: Scene, less: str = "5.00", verdict: Verdict = OTHER_AMOUNT
) -> Testimony:
    """The store gave back what was paid, hub and ledger a little less."""
    sku, back = one_unit(scene)
    number, day = scene.credit(), scene.day()
    tale = scene.refunded(scene.sold({sku: 1}), back, day)
    amount = tale.order.line(sku).amount - Decimal(less)
    tale = (
        tale.credited(number, day, back, amounts={sku: f"{amount:.2f}"})
        .restocked(number, day, back)
        .booked(number)
        .cost_booked(number)
    )
    return one_return(tale, verdict)


def rounded_otherwise(scene: Scene) -> Testimony:
    """Two cents less: under every tolerance."""
    return credited_another_amount(scene, "0.02", ALIGNED)


def sold_before_the_hub(scene: Scene) -> Testimony:
    """The sale came over from an older system without a pick: what it cost is not known."""
    sku, back = one_unit(scene)
    order = scene.sold_lines(scene.line(sku, 1), is_picked_in_hub=False)
    tale = scene.refunded(order, back, scene.day())
    return one_return(tale.came_back(scene.credit(), scene.day(), back), UNKNOWN_COST)


def booked_another_amount(scene: Scene) -> Testimony:
    """Store and hub agree; the ledger's credit note was typed with another amount."""
    sku, back = one_unit(scene)
    number, day = scene.credit(), scene.day()
    tale = scene.refunded(scene.sold({sku: 1}), back, day).credited(number, day, back)
    amount = tale.order.line(sku).amount - Decimal("3.00")
    tale = (
        tale.restocked(number, day, back)
        .booked(number, amounts={sku: f"{amount:.2f}"})
        .cost_booked(number)
    )
    return one_return(tale, OTHER_AMOUNT)


def cost_booked_otherwise(scene: Scene) -> Testimony:
    """The hub took the goods back at their cost; the ledger's journal says another one."""
    tale, number = unit_in_hub(scene)
    sku = tale.order.lines[0].sku
    tale = tale.booked(number).cost_booked(number, amount=scene.unit_cost(sku, "1.20"))
    return one_return(tale, OTHER_VALUE)
