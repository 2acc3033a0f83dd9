"""Returns whose goods never came back by a restock, and what people did by hand about that."""

from ..harbour import UK
from ..scene import Scene
from ..story import OtherJournal, Product, StockKind
from ..telling import Tale, moment
from ..witness import Testimony, one_return
from ..xero import reference
from .verdicts import BY_HAND, REFUSED, VALUE_BY_HAND


def goods_out(scene: Scene) -> tuple[Product, Tale, str]:
    """One unit of a product of its own is credited, and nothing restocked."""
    product, number = scene.own_product(), scene.credit()
    back = {product.sku: 1}
    tale = scene.refunded(scene.sold_own(product), back, scene.day(), goods="no_restock")
    return product, tale.credited_without_goods(number, scene.day(), back), number


def adjusted_naming_nothing(scene: Scene, kind: StockKind = StockKind.ADJUSTED) -> Testimony:
    """One more on the shelf within weeks: it can only be meant for this return."""
    product, tale, _ = goods_out(scene)
    document = scene.by_hand(kind, product, scene.dice.randint(1, 25))
    return one_return(tale, BY_HAND, stock=(document,), products=(product,))


def counted(scene: Scene) -> Testimony:
    """A count finds one more."""
    return adjusted_naming_nothing(scene, StockKind.COUNTED)


def adjusted_naming_the_note(scene: Scene) -> Testimony:
    """One more on the shelf, however late: its text says what for."""
    product, tale, number = goods_out(scene)
    document = scene.by_hand(StockKind.ADJUSTED, product, 40, text=f"found, {number}")
    return one_return(tale, BY_HAND, stock=(document,), products=(product,))


def adjusted_twice(scene: Scene) -> Testimony:
    """Two adjustments fit equally well: neither is linked."""
    product, tale, _ = goods_out(scene)
    documents = tuple(scene.by_hand(StockKind.ADJUSTED, product, later) for later in (3, 4))
    return one_return(tale, REFUSED, stock=documents, products=(product,))


def value_forced(scene: Scene) -> Testimony:
    """A journal that names the order moves the value back; the shelf stays as it was."""
    product, tale, _ = goods_out(scene)
    codes, day = scene.channel.company.accounts, scene.today
    journal = OtherJournal(
        f"Stock correction {reference(tale.order)}",
        moment(f"{day.isoformat()} 16:00", UK.company.zone),
        day,
        ((codes.stock, product.unit_cost), (codes.cost_of_goods, -product.unit_cost)),
    )
    return one_return(tale, VALUE_BY_HAND, journals=(journal,), products=(product,))
