"""Stories beside the list: the rules of M4 to M8 from other sides."""

from ..stage import Scenario
from .amounts import amounts
from .changes import changes
from .documents import documents
from .never_shipped import never_shipped
from .shelves import shelves
from .silence import silence


def further() -> list[Scenario]:
    """F01 onwards."""
    return [*documents(), *changes(), *amounts(), *never_shipped(), *shelves(), *silence()]
