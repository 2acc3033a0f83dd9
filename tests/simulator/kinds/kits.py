"""Kits: sold as one line, back on the shelf as what they were packed of."""

from decimal import Decimal

from ..harbour import BAG, CAP, MUG, PRODUCTS
from ..scene import Scene
from ..story import OrderLine, Part, Product
from ..telling import Tale
from ..witness import Testimony, one_return
from .verdicts import ALIGNED, SYSTEMS_DIFFER

PICNIC = Product("KIT-PICNIC", "Picnic set", Decimal(0))
PACKED = ((BAG, 1), (CAP, 1), (MUG, 2))
COMPONENTS = [(PICNIC.sku, sku, units, "", "") for sku, units in PACKED]


def kit_came_back(scene: Scene) -> Testimony:
    """A kit was credited everywhere as one line; its parts were restocked one by one."""
    return one_return(told(scene, dict(PACKED)), ALIGNED, products=(PICNIC,))


def kit_without_a_part(scene: Scene) -> Testimony:
    """The same, and one of its parts never reached the hub's shelf."""
    tale = told(scene, {sku: units for sku, units in PACKED if sku != CAP})
    return one_return(tale, ALIGNED, but={CAP: SYSTEMS_DIFFER}, products=(PICNIC,))


def told(scene: Scene, restocked: dict[str, int]) -> Tale:
    """A kit's return, with what of it the hub took back."""
    parts = tuple(Part(sku, units, PRODUCTS[sku].unit_cost) for sku, units in PACKED)
    line = OrderLine(PICNIC.sku, scene.dice.randint(1, 2), Decimal("72.00"), parts=parts)
    number, day, back = scene.credit(), scene.day(), {PICNIC.sku: 1}
    return (
        scene.refunded(scene.sold_lines(line), back, day)
        .credited(number, day, back)
        .restocked(number, day, restocked)
        .booked(number)
        .cost_booked(number)
    )
