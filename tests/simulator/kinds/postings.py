"""Returns of Quay, which its ledger knows as a part of something larger."""

from datetime import date, timedelta
from decimal import Decimal

from ..quay import closing, month_end, payout, week
from ..scene import Scene
from ..story import Charge, Posting
from ..telling import Tale
from ..witness import Testimony, one_return, refund_name, several_returns
from .healthy import one_unit
from .verdicts import ALIGNED, NO_GOODS, SYSTEMS_DIFFER

AFTER_CLOSING = "21:30"


def posted_that_day(scene: Scene) -> Testimony:
    """Refund, credit note and restock of one day, and the evening's closing took all of it in."""
    sku, back = one_unit(scene)
    return one_return(at_the_till(scene, scene.sold({sku: 1}), back), ALIGNED)


def products_posted_that_day(scene: Scene) -> Testimony:
    """The same of several products, some of which came back in part."""
    sold = {sku: scene.dice.randint(1, 3) for sku in scene.skus(2)}
    back = {sku: scene.dice.randint(1, units) for sku, units in sold.items()}
    return one_return(at_the_till(scene, scene.sold(sold), back), ALIGNED)


def posted_twice_in_a_week(scene: Scene) -> Testimony:
    """A product came back twice: each time that evening's closing took it in."""
    sku = scene.sku()
    tale, shares = scene.sold({sku: 3}), []
    for place, (units, later) in enumerate(((1, 0), (2, 3)), start=1):
        tale = at_the_till(scene, tale, {sku: units}, later)
        number, evening = tale.order.hub_credits[-1].name, closing(day_of(scene, later))
        documents = (refund_name(place), number, evening.name)
        shares.append({document: {sku: units} for document in documents})
    return several_returns(tale, ALIGNED, *shares)


def refunded_after_closing(scene: Scene) -> Testimony:
    """Refunded when the day was closed: the next closing took it in, with what the hub wrote."""
    sku, back = one_unit(scene)
    tale = scene.sold({sku: 1}).refunded(f"{scene.day()} {AFTER_CLOSING}", back)
    return one_return(hub_and_closing(scene, tale, back, days_later=1), ALIGNED)


def goodwill_at_the_till(scene: Scene) -> Testimony:
    """Money as a courtesy, a charge on the hub's note; the closing took the refund in."""
    number, day = scene.credit(), scene.day()
    amount = f"{scene.dice.randint(200, 900) / 100:.2f}"
    charge = Charge("Goodwill", Decimal(amount), scene.channel.company.accounts.returns)
    tale = (
        scene.sold({scene.sku(): 2})
        .money_given(scene.shop_hours(day), amount)
        .credited(number, day, {}, charges=[charge])
        .revenue_posted(closing(scene.today), refund_name(1))
    )
    return one_return(tale, NO_GOODS)


def posted_with_a_payout(scene: Scene) -> Testimony:
    """The next payout, days later perhaps, was less by what the marketplace refunded."""
    sku, back = one_unit(scene)
    tale = scene.refunded(scene.sold({sku: 1}), back, scene.day())
    tale = tale.back_in_hub(scene.credit(), scene.day(), back)
    return one_return(tale.revenue_posted(payout(scene.today), refund_name(1)), ALIGNED)


def posted_with_its_month(scene: Scene) -> Testimony:
    """The depot's credit notes and what they brought back are one journal a month."""
    tale, number = depot_return(scene)
    return one_return(hub_posted(tale, number, month_end(scene.today)), ALIGNED)


def month_to_come(scene: Scene) -> Testimony:
    """The same while the month lasts: nothing is lacking yet."""
    tale, _ = depot_return(scene)
    return one_return(tale, ALIGNED)


def named_by_a_journal(scene: Scene) -> Testimony:
    """Two products by a credit note each; a journal of the week names every note that it holds."""
    first, second = scene.skus(2)
    back = {first: 1, second: 1}
    tale = scene.refunded(scene.sold(back), back, scene.day())
    for sku in back:
        number = scene.credit()
        tale = tale.back_in_hub(number, scene.day(), {sku: 1})
        tale = hub_posted(tale, number, week(scene.today))
    return one_return(tale, ALIGNED)


def never_posted(scene: Scene) -> Testimony:
    """The stall's store and hub know of it, and nobody ever told the ledger."""
    sku, back = one_unit(scene)
    tale = scene.refunded(scene.sold({sku: 1}), back, scene.day())
    return one_return(tale.back_in_hub(scene.credit(), scene.day(), back), SYSTEMS_DIFFER)


def at_the_till(scene: Scene, tale: Tale, back: dict[str, int], days_later: int = 0) -> Tale:
    """Refunded and back in the hub on one day, and in that day's closing."""
    tale = scene.refunded(tale, back, scene.day(days_later))
    return hub_and_closing(scene, tale, back, days_later)


def hub_and_closing(scene: Scene, tale: Tale, back: dict[str, int], days_later: int) -> Tale:
    """The hub's part of a day, and the closing that took it in with the last refund."""
    number, evening = scene.credit(), closing(day_of(scene, days_later))
    return (
        tale.back_in_hub(number, scene.day(days_later), back)
        .revenue_posted(evening, refund_name(len(tale.order.refunds)))
        .cost_posted(evening, number)
    )


def depot_return(scene: Scene) -> tuple[Tale, str]:
    """Units that the hub alone sold and took back, and the number of its note."""
    sku, number = scene.sku(), scene.credit()
    units = scene.dice.randint(2, 6)
    back = {sku: scene.dice.randint(1, units)}
    return scene.sold({sku: units}).back_in_hub(number, scene.day(), back), number


def hub_posted(tale: Tale, number: str, posting: Posting) -> Tale:
    """A posting took in what a note of the hub credited, and the cost that came back by it."""
    return tale.revenue_posted(posting, number).cost_posted(posting, number)


def day_of(scene: Scene, days_later: int) -> date:
    """A day counted from the day of the story."""
    return scene.today + timedelta(days=days_later)
