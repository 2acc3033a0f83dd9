"""Names of keys and columns, shown only where they are surely names and no data."""

import re

MASKED_NAME = "(name not shown)"
SHOWN_NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$-]{0,59}")
"""A key that is surely a name: without the blanks and dots that people and addresses have."""
SHOWN_HEADER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$ .()/#-]{0,59}")
"""A column's name in a header that names all columns that are needed."""


def shown_name(key: str) -> str:
    """The key of a document, where it is safe to show."""
    return key if SHOWN_NAME.fullmatch(key) else MASKED_NAME


def shown_header(name: str) -> str:
    """The name of a column, where it is safe to show."""
    return name if SHOWN_HEADER.fullmatch(name) else MASKED_NAME
