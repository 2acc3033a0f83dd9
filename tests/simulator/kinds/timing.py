"""Returns that are complete, but whose steps stand in different months or came after a sign-off."""

from ..scene import Scene
from ..witness import Testimony, Verdict, one_return
from .healthy import one_unit, unit_in_hub
from .verdicts import AFTER_SIGNOFF, ALIGNED, OUT_OF_SEQUENCE


def restocked_next_month(scene: Scene) -> Testimony:
    """Credited at the end of a month, on the shelf in the next."""
    sku, back = one_unit(scene)
    tale = scene.refunded(scene.sold({sku: 1}), back, scene.day())
    later = scene.day(scene.dice.randint(4, 9))
    return one_return(tale.came_back(scene.credit(), scene.day(), back, later), OUT_OF_SEQUENCE)


def credited_next_month(scene: Scene) -> Testimony:
    """On the shelf at the end of a month on a draft, credited in the next."""
    sku, back = one_unit(scene)
    number, later = scene.credit(), scene.day(scene.dice.randint(4, 9))
    tale = scene.sold({sku: 1}).restocked_on_draft(number, scene.day(), back)
    tale = (
        scene.refunded(tale, back, later)
        .authorised(number, later)
        .booked(number)
        .cost_booked(number, dated=later)
    )
    return one_return(tale, OUT_OF_SEQUENCE)


def cost_journal_next_month(scene: Scene) -> Testimony:
    """The cost was journalled weeks later, which matters where the ledger is of record for it."""
    tale, number = unit_in_hub(scene)
    tale = tale.booked(number).cost_booked(number, dated=scene.day(scene.dice.randint(10, 20)))
    return one_return(tale, OUT_OF_SEQUENCE if scene.ledger_is_of_record else ALIGNED)


def booked_late(scene: Scene) -> Testimony:
    """The credit note reached the ledger days later, under its own date and before the sign-off."""
    tale, number = unit_in_hub(scene)
    entered = f"{scene.day(scene.dice.randint(2, 7))} 12:30"
    tale = tale.booked(number, entered=entered).cost_booked(number)
    return one_return(tale, ALIGNED)


def written_after_signoff(scene: Scene) -> Testimony:
    """The hub's credit note and restock were written after the sign-off, under the old date."""
    sku, back = one_unit(scene)
    number, day, later = scene.credit(), scene.day(), scene.after_signoff()
    tale = (
        scene.refunded(scene.sold({sku: 1}), back, day)
        .credited(number, day, back, entered=f"{later} 09:10")
        .restocked(number, day, back, entered=f"{later} 09:12")
        .booked(number)
        .cost_booked(number)
    )
    return one_return(tale, AFTER_SIGNOFF)


def booked_after_signoff(scene: Scene) -> Testimony:
    """The ledger's note was written after the sign-off, but no earlier form of it proves when."""
    tale, number = unit_in_hub(scene)
    tale = tale.booked(number, entered=f"{scene.after_signoff()} 11:00").cost_booked(number)
    return one_return(tale, ALIGNED)


def corrected_after_signoff(scene: Scene) -> Testimony:
    """Two units were credited, and after the sign-off corrected to the one that had come back."""
    return corrected(scene, scene.after_signoff(), AFTER_SIGNOFF)


def corrected_in_time(scene: Scene) -> Testimony:
    """The same within days, before anybody signed anything."""
    return corrected(scene, scene.day(scene.dice.randint(1, 5)), ALIGNED)


def corrected(scene: Scene, on: str, verdict: Verdict) -> Testimony:
    """Hub, ledger and cost journal said two units, and one from a day on."""
    sku, back = one_unit(scene)
    number, day = scene.credit(), scene.day()
    tale = (
        scene.refunded(scene.sold({sku: 3}), back, day)
        .back_in_hub(number, day, {sku: 2})
        .corrected(number, f"{on} 10:00", back)
        .booked(number)
        .cost_booked(number)
    )
    return one_return(tale, verdict)
