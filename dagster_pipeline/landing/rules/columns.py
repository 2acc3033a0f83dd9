"""How delimited files (csv, tsv) of one object are read, as its `meta.landing` block says it.

Columns are found by the names in a file's header, whatever their case and order: a name that is
kept, or one of its aliases. sources.py describes the settings.
"""

from dataclasses import dataclass

DELIMITED_SETTINGS = {"delimiter", "quoting", "aliases", "optional"}
DELIMITERS = {"csv": ",", "tsv": "\t"}
QUOTING = {"csv": "double", "tsv": "none"}
"""Tab-separated exports of the vendors know no quoting: a quote is a character in a value."""


class ColumnsInvalid(ValueError):
    """Settings of a delimited object that cannot be used."""


class HeaderInvalid(ValueError):
    """A header that does not name the columns that are needed; the text says what is wrong."""


@dataclass(frozen=True)
class Columns:
    """How rows are divided, and how headers name the columns."""

    delimiter: str
    has_quotes: bool
    """Whether values may stand in double quotes; else a quote is a character like any other."""
    names: tuple[str, ...]
    """The kept columns."""
    aliases: dict[str, tuple[str, ...]]
    """Column to the other names under which a header may have it."""
    optional: tuple[str, ...]
    """Kept columns that a header may lack: their values are null."""


@dataclass(frozen=True)
class Header:
    """The header of one file: the place of each kept column, and the names of the others."""

    width: int
    places: dict[str, int]
    dropped: tuple[str, ...]


def read_columns(block: dict) -> Columns:
    """The settings of a block whose format is csv or tsv. Raises ColumnsInvalid."""
    kept = ("keep", "tokens", "document_id", "version_at", "created_at")
    names = tuple(dict.fromkeys(name for key in kept for name in listed(block.get(key))))
    quoting = block.get("quoting", QUOTING[block["format"]])
    if quoting not in ("double", "none"):
        raise ColumnsInvalid(f"quoting '{quoting}' is not double or none")
    delimiter = block.get("delimiter", DELIMITERS[block["format"]])
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n':
        raise ColumnsInvalid(f"delimiter '{delimiter}' is not one character")
    aliases = {name: listed(others) for name, others in (block.get("aliases") or {}).items()}
    optional = listed(block.get("optional"))
    unkept = [name for name in (*aliases, *optional) if name not in names]
    if unkept:
        raise ColumnsInvalid(f"column '{unkept[0]}' is described and not kept; add it to keep")
    return Columns(delimiter, quoting == "double", names, aliases, optional)


def listed(value: str | list[str] | None) -> tuple[str, ...]:
    """A setting that may be one name, several or none."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def read_header(fields: list[str], columns: Columns) -> Header:
    """Finds the kept columns in a header. Raises HeaderInvalid.

    Names that the header has are not repeated in the reason: without a header they are data.
    """
    found = [_comparable(field) for field in fields]
    places: dict[str, int] = {}
    for name in columns.names:
        known_as = (name, *columns.aliases.get(name, ()))
        spelt = next((other for other in known_as if _comparable(other) in found), None)
        if spelt is None:
            continue
        if found.count(_comparable(spelt)) > 1:
            raise HeaderInvalid(f"has the column '{spelt}' more than once; keep one")
        places[name] = found.index(_comparable(spelt))
    lacking = [name for name in columns.names if name not in {*places, *columns.optional}]
    if lacking:
        raise HeaderInvalid(
            f"lacks {', '.join(lacking)}; export it with these columns, "
            f"separated by {_told(columns.delimiter)}"
        )
    taken = set(places.values())
    dropped = [name.strip() for place, name in enumerate(fields) if place not in taken]
    return Header(len(fields), places, tuple(name for name in dropped if name))


def _comparable(name: str) -> str:
    return name.strip().strip('"').strip().casefold()


def _told(delimiter: str) -> str:
    return {",": "commas", "\t": "tabs", ";": "semicolons"}.get(delimiter, f"'{delimiter}'")
