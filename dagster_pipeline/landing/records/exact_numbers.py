"""Numbers that the engine cannot hold: beyond 64-bit integers and double precision.

It rounds them without a word, already when it takes a record out of its page. So texts that hold a
number long enough are looked at before, and such a number is put down as NaN, which no record with
a required number may hold.
"""

import json
import math
from decimal import Context, Decimal, InvalidOperation

LARGEST_INTEGER = 2**64 - 1
SMALLEST_INTEGER = -(2**63)

LONG_NUMBER = r"[:,\[]\s*-?[0-9.]{19,}"
"""In a JSON text: a number of more digits than every double or 64-bit integer has."""


_DIGITS_ALIKE = bytes.maketrans(b"123456789.", b"0" * 10)
_LONG_RUN = b"0" * 19


def may_hold_long_number(text: str) -> bool:
    """Whether a text holds so many digits in a row, be they of a number or not: a quick look."""
    return _LONG_RUN in text.encode().translate(_DIGITS_ALIKE)


class NumberText(str):
    """A JSON number as it was written."""


def read_exactly(text: str) -> object:
    """A JSON text with its numbers as written and the first of repeated keys, like the engine.

    Raises ValueError (JSONDecodeError) and RecursionError.
    """
    return json.loads(
        text,
        parse_float=NumberText,
        parse_int=NumberText,
        parse_constant=NumberText,
        object_pairs_hook=first_of_repeated,
    )


def mark_inexact(text: str) -> str:
    """The same JSON text with NaN for every number that the engine would change.

    A text that is nested too deeply for Python stays as it is.
    """
    try:
        marked = json.loads(
            text,
            parse_float=lambda number: float(number) if is_exact(number) else math.nan,
            parse_int=lambda number: int(number) if is_exact(number) else math.nan,
            object_pairs_hook=first_of_repeated,
        )
        return json.dumps(marked, ensure_ascii=False)
    except (ValueError, RecursionError):
        return text


def first_of_repeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON, the first of repeated keys like the engine."""
    document: dict[str, object] = {}
    for key, value in pairs:
        document.setdefault(key, value)
    return document


def is_exact(number: str) -> bool:
    """Whether a number survives as a 64-bit integer, or as a double to its own last digit.

    0.10000000000000001 does (it is how some systems write 0.1), 1.23456789012345678901 does not.
    """
    try:
        exact = Decimal(number)
        if not exact.is_finite():
            return False
        if "." not in number and "e" not in number.lower():
            return SMALLEST_INTEGER <= int(number) <= LARGEST_INTEGER
        nearest = float(number)
        if not math.isfinite(nearest) or (nearest == 0) != (exact == 0):
            return False
        return Context(prec=len(exact.as_tuple().digits)).create_decimal(nearest) == exact
    except (InvalidOperation, OverflowError, ValueError):
        return False
