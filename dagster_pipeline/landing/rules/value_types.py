"""The types that a kept value can be required to have (`meta.landing.types`).

Each type is a pattern, and whether the value begins with a calendar day that must exist. Landing
only asks whether a value is readable; what it is worth is staging's to say.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?"
OFFSET = r" ?(Z|z|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)"
MS_DATE = r"/Date[(]-?[0-9]+([+-][0-9]{4})?[)]/"
DAY_OF_MONTH = r"(0?[1-9]|[12][0-9]|3[01])"
REGIONAL_DAY = rf"{DAY_OF_MONTH}[./-]{DAY_OF_MONTH}[./-]([0-9]{{4}}|[0-9]{{2}})([T ].*)?"
REGIONAL_NUMBER = r"[+-]?([0-9]{1,3}([., ][0-9]{3})+|[0-9]+)([.,][0-9]+)?"
INSTANT = rf"{DAY}([T ]{CLOCK}({OFFSET})?)?"


@dataclass(frozen=True)
class ValueType:
    """A readable value's pattern, and what to call it in a reason."""

    pattern: str
    means: str
    has_day: bool = False


VALUE_TYPES = {
    "number": ValueType(r"[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,2})?", "a number"),
    "integer": ValueType(r"[+-]?[0-9]+", "a whole number"),
    "instant": ValueType(INSTANT, "an ISO 8601 instant", has_day=True),
    "date": ValueType(rf"{DAY}([T ].*)?", "a date", has_day=True),
    "msdate": ValueType(rf"{MS_DATE}|{INSTANT}", "a date", has_day=True),
    # Files of some regions: which of the two marks is the decimal one, and whether the day or the
    # month comes first, is staging's to say.
    "regional_number": ValueType(REGIONAL_NUMBER, "a number with a decimal point or comma"),
    "regional_date": ValueType(rf"{DAY}([T ].*)?|{REGIONAL_DAY}", "a date"),
    "boolean": ValueType(r"(?i:true|false|0|1)", "true or false"),
}


def is_readable(value: str, type_name: str) -> bool:
    """Whether a text can be read as the type. An empty text is absent, not unreadable."""
    text = value.strip()
    if not text:
        return True
    value_type = VALUE_TYPES[type_name]
    if not re.fullmatch(value_type.pattern, text):
        return False
    return not value_type.has_day or text.startswith("/") or parse_day(text[:10]) is not None


def parse_instant(text: str) -> datetime | None:
    """An ISO 8601 instant as UTC without zone (one without offset is read as UTC), else None."""
    try:
        instant = datetime.fromisoformat(text.strip())
        utc = instant.astimezone(UTC) if instant.tzinfo else instant
        return utc.replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def parse_day(text: str) -> date | None:
    """A calendar day written YYYY-MM-DD, else None."""
    if not re.fullmatch(DAY, text.strip()):
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
