"""What the structure of a record, its names and kinds without its values, tells before any value.

Records of one structure are looked at once, however many there are: which paths landing drops, so
that a vendor's new field shows, and whether something stands where the rule expects another kind.
"""

import json
import re
from dataclasses import dataclass

from dagster_pipeline.landing.records.exact_numbers import first_of_repeated
from dagster_pipeline.landing.redaction.names import shown_name
from dagster_pipeline.landing.rules.kept_paths import Shape

VALUE_OF_NAME = r'":\s*(?:"(?:[^"\\]|\\.)*"|[-+0-9.eE]+)'
BLANK_VALUE = '":0'
"""A record with this for every such value is its skeleton: to the engine and to Python the same."""
MISREAD = re.compile(r'[\[{, \t\n]":|\\":')
"""A value is told by the quote and colon before it. Where these stand elsewhere, it shows in the
skeleton by what is before them: a text that begins with a colon, a quote inside one."""


@dataclass(frozen=True)
class StructureVerdict:
    """What holds for every record of one structure."""

    dropped: frozenset[str]
    """Paths that are not kept, each named where it parts from the kept shape."""
    is_odd: bool
    """Whether an object, a list or a single value stands where the shape has another kind."""


def is_misread(record: str) -> bool:
    """Whether the skeleton of a record does not tell its structure."""
    return bool(MISREAD.search(re.sub(VALUE_OF_NAME, BLANK_VALUE, record, flags=re.ASCII)))


def judge_structure(record: str, shape: Shape) -> StructureVerdict:
    """The verdict on all records of the structure of this one."""
    try:
        found = json.loads(record, object_pairs_hook=first_of_repeated)
    except (ValueError, RecursionError):
        return StructureVerdict(frozenset(), is_odd=True)
    return StructureVerdict(frozenset(_dropped(found, shape, "")), _is_odd(found, shape))


def _dropped(structure: object, shape: Shape, path: str) -> set[str]:
    """Nothing below a dropped path is looked at; a name that could be data is not shown."""
    if isinstance(shape, list):
        if not isinstance(structure, list):
            return set()
        return set().union(*(_dropped(item, shape[0], f"{path}[]") for item in structure))
    if not isinstance(shape, dict) or not isinstance(structure, dict):
        return set()
    found = set()
    for name, inner in structure.items():
        shown = shown_name(name)
        here = f"{path}.{shown}" if path else shown
        if name in shape:
            found |= _dropped(inner, shape[name], here)
        else:
            found.add(here)
    return found


def _is_odd(structure: object, shape: Shape) -> bool:
    if structure is None:
        return False
    if isinstance(shape, list):
        return not isinstance(structure, list) or any(_is_odd(item, shape[0]) for item in structure)
    if isinstance(shape, dict):
        return not isinstance(structure, dict) or any(
            name in structure and _is_odd(structure[name], inner) for name, inner in shape.items()
        )
    return isinstance(structure, dict | list)
