"""Returns of money: without lines, of price alone, with fees, in another currency."""

from decimal import Decimal

from ..money import cents
from ..scene import Scene
from ..story import Charge
from ..telling import Tale
from ..witness import Testimony, one_return
from .healthy import one_unit
from .verdicts import ALIGNED, NO_GOODS, OTHER_AMOUNT

EURO_RATES = ("1.60", "1.25", "2.00")


def goodwill(scene: Scene) -> Testimony:
    """Money as a courtesy: no line in the store, a charge in hub and ledger."""
    sku, _ = one_unit(scene)
    number, day = scene.credit(), scene.day()
    amount = f"{scene.dice.randint(200, 900) / 100:.2f}"
    charge = Charge("Goodwill", Decimal(amount), scene.channel.company.accounts.returns)
    tale = (
        scene.sold({sku: 2})
        .money_given(scene.shop_hours(day), amount)
        .credited(number, day, {}, charges=[charge])
        .booked(number)
    )
    return one_return(tale, NO_GOODS)


def paid_back_without_lines(scene: Scene) -> Testimony:
    """The store paid all of an order back and named nothing; hub and ledger credited the goods."""
    sku = scene.sku()
    back = {sku: scene.dice.randint(1, 3)}
    tale = scene.sold(back)
    amount = f"{tale.order.line(sku).amount:.2f}"
    tale = tale.money_given(scene.shop_hours(scene.day()), amount, meant=back)
    return one_return(tale.came_back(scene.credit(), scene.day(), back), ALIGNED)


def credited_by_amount_in_ledger(scene: Scene) -> Testimony:
    """The accountant credited what the goods were sold for, and wrote no product."""
    sku, number, day = scene.sku(), scene.credit(), scene.day()
    back = {sku: 2}
    tale = scene.refunded(scene.sold({sku: 2}), back, day)
    amount = tale.order.line(sku).amount
    returns = scene.channel.company.accounts.returns
    charge = Charge("Returned goods", amount, returns, tuple(back.items()))
    tale = (
        tale.back_in_hub(number, day, back)
        .cost_booked(number)
        .credited_in_ledger_only(scene.ledger_credit(), scene.day(1), {}, charges=[charge])
    )
    return one_return(tale, ALIGNED)


def price_lowered(scene: Scene) -> Testimony:
    """A tenth of the price given back afterwards: a credit note of one unit, and no return."""
    return one_return(lowered(scene, scene.credit())[0], NO_GOODS)


def price_lowered_then_returned(scene: Scene) -> Testimony:
    """The same, and days later the product comes back for what was left."""
    tale, sku, part = lowered(scene, scene.credit())
    number, day = scene.credit(), scene.day(5)
    rest = tale.order.line(sku).amount - part
    tale = (
        tale.refunded(scene.shop_hours(day), {sku: 1}, beyond=f"-{part:.2f}")
        .credited(number, day, {sku: 1}, amounts={sku: f"{rest:.2f}"})
        .restocked(number, day, {sku: 1})
        .booked(number)
        .cost_booked(number)
    )
    return one_return(tale, ALIGNED)


def lowered(scene: Scene, number: str) -> tuple[Tale, str, Decimal]:
    """A tenth of one unit's price, given back everywhere."""
    sku, day = scene.sku(), scene.day()
    tale = scene.sold({sku: 1})
    part = cents(tale.order.line(sku).amount / 10)
    amount = f"{part:.2f}"
    tale = (
        tale.money_given(scene.shop_hours(day), amount, meant={sku: 0})
        .credited(number, day, {sku: 1}, amounts={sku: amount})
        .booked(number)
    )
    return tale, sku, part


def fee_withheld(scene: Scene) -> Testimony:
    """The store keeps a recorded fee; on hub's and ledger's note it is a charge of its own."""
    sku, back = one_unit(scene)
    number, day = scene.credit(), scene.day()
    opened, at = scene.shop_hours(scene.day(-2)), scene.shop_hours(day)
    tale = scene.sold({sku: 1}).return_opened(opened, sku, 1, ("RESTOCKED", 1, at), fee="5.00")
    name = tale.order.store_returns[0].name
    charge = Charge("Restocking fee", Decimal("-5.00"), "460")
    tale = (
        tale.refunded(at, back, goods="no_restock", return_name=name, beyond="-5.00")
        .credited(number, day, back, charges=[charge])
        .restocked(number, day, back)
        .booked(number)
        .cost_booked(number)
    )
    return one_return(tale, ALIGNED)


def gave_more_than_the_line(scene: Scene) -> Testimony:
    """The staff gave more than the line's value, without a reason; the books did not."""
    sku, back = one_unit(scene)
    tale = scene.refunded(scene.sold({sku: 1}), back, scene.day(), beyond="6.00")
    return one_return(tale.came_back(scene.credit(), scene.day(), back), OTHER_AMOUNT)


def sold_abroad(scene: Scene, refund_rate: str | None = None) -> Testimony:
    """Sold and refunded in euro, at one rate in every system."""
    sku, back = one_unit(scene)
    rate = Decimal(scene.dice.choice(EURO_RATES))
    tale = scene.sold_lines(scene.line(sku, 1), currency="EUR", rate=rate)
    tale = scene.refunded(tale, back, scene.day(), rate=refund_rate)
    return one_return(tale.came_back(scene.credit(), scene.day(), back), ALIGNED)


def refunded_at_another_rate(scene: Scene) -> Testimony:
    """The store converted at the day's rate, hub and ledger at the sale's: no mismatch."""
    return sold_abroad(scene, refund_rate="1.70")
