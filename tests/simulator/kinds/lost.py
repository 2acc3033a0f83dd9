"""Returns of Outpost, whose ledger's credit notes were lost on their way to us."""

from ..scene import Scene
from ..witness import Testimony, one_return
from .healthy import came_back, one_unit
from .verdicts import NOT_KNOWN, ONLY_REQUESTED


def note_lost(scene: Scene) -> Testimony:
    """All went well in every system; that the ledger has its note, nobody here can know."""
    sku, back = one_unit(scene)
    tale = came_back(scene, scene.sold({sku: 1}), back)
    return one_return(tale, NOT_KNOWN, unheard=("credit_note",))


def requested_meanwhile(scene: Scene) -> Testimony:
    """A return was asked for: the ledger owes nothing yet, so nothing is lacking."""
    sku = scene.sku()
    tale = scene.sold({sku: 2}).return_opened(scene.shop_hours(scene.day()), sku, 1)
    return one_return(tale, ONLY_REQUESTED)
