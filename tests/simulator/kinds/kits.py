"""Kits: sold as one line, back on the shelf as what they were packed of."""

from collections.abc import Mapping
from decimal import Decimal

from ..harbour import BAG, CAP, MUG, PRODUCTS, SOCK
from ..scene import Scene
from ..story import OrderLine, Part, Product
from ..telling import Tale
from ..witness import Testimony, one_return
from .verdicts import ALIGNED, SYSTEMS_DIFFER

PICNIC = Product("KIT-PICNIC", "Picnic set", Decimal(0))
HAMPER = Product("KIT-HAMPER", "Hamper: a picnic set, another bag and socks", Decimal(0))
PACKED = {BAG: 1, CAP: 1, MUG: 2}
PACKED_IN_HAMPER = {BAG: 2, CAP: 1, MUG: 2, SOCK: 3}
COMPONENTS = [
    *((PICNIC.sku, sku, units, "", "") for sku, units in PACKED.items()),
    *((HAMPER.sku, sku, units, "", "") for sku, units in ((PICNIC.sku, 1), (BAG, 1), (SOCK, 3))),
]


def kit_came_back(scene: Scene) -> Testimony:
    """A kit was credited everywhere as one line; its parts were restocked one by one."""
    tale = told(scene, PICNIC, PACKED, restocked=PACKED)
    return one_return(tale, ALIGNED, products=(PICNIC,))


def kit_in_a_kit_came_back(scene: Scene) -> Testimony:
    """The same of a kit that holds another one, packed on the same day."""
    tale = told(scene, HAMPER, PACKED_IN_HAMPER, restocked=PACKED_IN_HAMPER)
    return one_return(tale, ALIGNED, products=(HAMPER, PICNIC))


def kit_without_a_part(scene: Scene) -> Testimony:
    """The same, and one of its parts never reached the hub's shelf."""
    arrived = {sku: units for sku, units in PACKED.items() if sku != CAP}
    tale = told(scene, PICNIC, PACKED, restocked=arrived)
    return one_return(tale, ALIGNED, but={CAP: SYSTEMS_DIFFER}, products=(PICNIC,))


def told(
    scene: Scene, kit: Product, packed: Mapping[str, int], restocked: Mapping[str, int]
) -> Tale:
    """A kit's return, with what of it the hub took back."""
    parts = tuple(Part(sku, units, PRODUCTS[sku].unit_cost) for sku, units in packed.items())
    line = OrderLine(kit.sku, scene.dice.randint(1, 2), Decimal("72.00"), parts=parts)
    number, day, back = scene.credit(), scene.day(), {kit.sku: 1}
    return (
        scene.refunded(scene.sold_lines(line), back, day)
        .credited(number, day, back)
        .restocked(number, day, restocked)
        .booked(number)
        .cost_booked(number)
    )
