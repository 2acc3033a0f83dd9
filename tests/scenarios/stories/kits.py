"""Kits: sold as one line, come back as what they were packed of."""

from tests.simulator.harbour import AU
from tests.simulator.story import OrderLine, Part
from tests.simulator.telling import Tale

from .stage import COST, PRICE, Scenario, note, scenario, sku, sold
from .verdicts import ALIGNED, ALIGNED_BY_INFERENCE

KIT, CUP, LID, TRAY = (sku("S73", letter) for letter in ("KIT", "A", "B", "C"))
OLD_KIT, BOWL, SPOON = (sku("S76", letter) for letter in ("KIT", "A", "B"))
FORK = sku("S76", "C")

# The second kit was packed otherwise from 11 January on.
COMPONENTS = [
    (KIT, CUP, 1, "", ""),
    (KIT, LID, 1, "", ""),
    (KIT, TRAY, 2, "", ""),
    (OLD_KIT, BOWL, 1, "", ""),
    (OLD_KIT, SPOON, 2, "", "2026-01-10"),
    (OLD_KIT, FORK, 2, "2026-01-11", ""),
]


def kit_back(number: str, kit: str, parts: tuple[tuple[str, int], ...], beside: str = "") -> Tale:
    """A kit is refunded and credited as one line, and its parts are restocked."""
    line = OrderLine(
        kit, 1, PRICE * 2, parts=tuple(Part(part, units, COST) for part, units in parts)
    )
    others = (*(part for part, _ in parts), *([beside] if beside else []))
    return (
        sold(AU, number, "2026-01-06", lines=(line,), other_products=others)
        .refunded("2026-01-20 10:00", {kit: 1})
        .credited(note(number), "2026-01-20", {kit: 1})
        .restocked(note(number), "2026-01-20", dict(parts))
        .booked(note(number))
        .cost_booked(note(number))
    )


def kits() -> list[Scenario]:
    """S73 and S76."""
    return [
        scenario(
            "S73",
            "a kit is credited as one line; its three components are restocked each by itself",
            kit_back("S73", KIT, ((CUP, 1), (LID, 1), (TRAY, 2))),
            ALIGNED_BY_INFERENCE,
        ),
        scenario(
            "S76",
            "between sale and return the kit was packed otherwise: what was sold came back",
            kit_back("S76", OLD_KIT, ((BOWL, 1), (SPOON, 2)), beside=FORK),
            ALIGNED,
        ),
    ]
