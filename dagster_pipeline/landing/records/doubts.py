"""Where a value may be unreadable, told from a payload's text by one search for all of its values.

For each type of value_types.py a pattern of how a JSON text goes on behind the opening quote of a
value that may not be of the type. No unreadable value escapes it; a readable one may be doubted
(1e3, a blank before a number, 29 February, a grouped number), and judging.py decides.
"""

import re

from dagster_pipeline.landing.rules.kept_paths import parse_path
from dagster_pipeline.landing.rules.value_types import DAY

_TIME_BEHIND = r'[T ][^"\\]*\\'  # an escape in what may be any text
_MONTH_AND_DAY = (
    r"[0-9]{4}[^-]|[0-9]{4}-(?:[^01]|0[^1-9]|1[^0-2]|[01][0-9][^-]"
    r"|[01][0-9]-(?:[^0-3]|0[^1-9]|[12][^0-9]|3[^01])|02-(?:29|3)|(?:0[469]|11)-31)"
)
_DAY = rf"[0-9]{{1,3}}[^0-9]|{_MONTH_AND_DAY}"
_ZONE = (
    r'Z[^"]|[+-](?:[^012]|2[^0-3]|[01][^0-9]|[0-9]{2}(?:[^:]|:(?:[^0-5]|[0-5][^0-9]'
    r'|[0-9]{2}[^"])))'
)
_CLOCK = (
    r"[^012]|2[^0-3]|[01][^0-9]|[0-9]{2}(?:[^:]|:(?:[^0-5]|[0-5][^0-9]|[0-9]{2}(?:[^:]"
    rf'|:(?:[^0-5]|[0-5][^0-9]|[0-9]{{2}}(?:[^Z+".-]|{_ZONE}'
    rf'|[.](?:[^0-9]|[0-9]{{1,9}}(?:[^0-9Z+"-]|{_ZONE})|[0-9]{{10}}))))))'
)
_INSTANT = rf'{_DAY}|{DAY}(?:[^T "]|[T ](?:{_CLOCK}))'
_MS_DATE = (
    r"/(?:[^D]|D[^a]|Da[^t]|Dat[^e]|Date[^(]|Date[(](?:[^0-9-]|-[^0-9]|-?[0-9]+(?:[^0-9+)-]"
    r'|[+-][0-9]{0,3}[^0-9]|[+-][0-9]{4}[^)]|(?:[+-][0-9]{4})?[)](?:[^/]|/[^"]))))'
)
_NO_DAY_OF_MONTH = r"(?:00?|3[2-9]|[4-9][0-9])[./-]"
_REGIONAL_DAY = (
    rf"[0-9]{{1,2}}[^0-9./-]|{_NO_DAY_OF_MONTH}|[0-9]{{1,2}}[./-](?:[^0-9]|[0-9][^0-9./-]"
    rf"|[0-9]{{2}}[^./-]|{_NO_DAY_OF_MONTH}|[0-9]{{1,2}}[./-](?:[0-9]?[^0-9]"
    rf'|[0-9]{{2}}(?:[^0-9T "]|[0-9][^0-9]|(?:[0-9]{{2}})?(?:{_TIME_BEHIND})|[0-9]{{2}}[^T "])))'
)

DOUBTS = {
    "number": r'[^"0-9.+-]|[+-]?[0-9.]+[^0-9."]|[+-][^0-9.]|[+-]?[0-9]*[.][0-9]*[.]|[+-]?[.]"',
    "integer": r'[^"0-9+-]|[+-]?[0-9]+[^0-9"]|[+-][^0-9]',
    "instant": rf'[^"0-9]|{_INSTANT}',
    "date": rf'[^"0-9]|{_DAY}|{DAY}(?:[^T "]|{_TIME_BEHIND})',
    "msdate": rf'[^"0-9/]|{_MS_DATE}|{_INSTANT}',
    "regional_number": r'[^"0-9+-]|[+-][^0-9]|[+-]?[0-9]+[^0-9.,"]'
    r'|[+-]?[0-9]+[.,](?:[^0-9]|[0-9]+[^0-9"])',
    "regional_date": rf'[^"0-9]|[0-9]{{3}}[^0-9]|{_MONTH_AND_DAY}|{DAY}(?:[^T "]|{_TIME_BEHIND})'
    rf"|{_REGIONAL_DAY}",
    "boolean": r'[^"tf01]|[01][^"]|t(?:[^r]|r[^u]|ru[^e]|rue[^"])'
    r'|f(?:[^a]|a[^l]|al[^s]|als[^e]|alse[^"])',
}


def doubtful_values(types: dict[str, str]) -> str | None:
    """A pattern that finds, in a payload, every unreadable value at these paths; `types` by path.

    Values are told by their names alone, wherever these stand.
    """
    names: dict[str, set[str]] = {}
    for path, type_name in types.items():
        last = parse_path(path)[-1]
        doubt = r"\[[^\]]*[^\]]" if last.is_list else f'"(?:{DOUBTS[type_name]})'
        names.setdefault(doubt, set()).add(re.escape(last.name))
    return (
        "|".join(f'"(?:{"|".join(sorted(alike))})":(?:{doubt})' for doubt, alike in names.items())
        or None
    )
