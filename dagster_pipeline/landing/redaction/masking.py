"""Raw text of a quarantined record, fit to be kept: structure and key names, no values.

A person repairing an export needs to see where a record broke and which document it was; nobody
needs the customer in it. The document id stays, every other value is masked.
"""

import json
import re

from dagster_pipeline.landing.redaction.names import SHOWN_NAME

MASK = "***"
LONGEST_RAW_TEXT = 20_000
SHOWN_ID = re.compile(r"[A-Za-z0-9_./:#-]{1,80}")
PART = re.compile(
    r"""(?P<key>"(?:[^"\\]|\\.)*")(?=\s*:)
      | (?P<string>"(?:[^"\\]|\\.)*"?)
      | (?P<mark>[{}\[\],:\s])
      | (?P<bare>[^{}\[\],:\s"]+)""",
    re.VERBOSE,
)


def masked_document(document: object, id_path: str | None) -> str:
    """A readable JSON value with every value masked but the one at the id path."""
    masked = _masked(document)
    if id_path:
        _show_id(document, masked, id_path.split("."))
    return json.dumps(masked, ensure_ascii=False)[:LONGEST_RAW_TEXT]


def _masked(value: object) -> object:
    if isinstance(value, dict):
        return {_shown_key(key): _masked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner) for inner in value]
    return None if value is None else MASK


def _shown_key(key: str) -> str:
    return key if SHOWN_NAME.fullmatch(key) else MASK


def _show_id(document: object, masked: object, names: list[str]) -> None:
    for name in names[:-1]:
        document = document.get(name) if isinstance(document, dict) else None
        masked = masked.get(name) if isinstance(masked, dict) else None
    if not isinstance(document, dict) or not isinstance(masked, dict):
        return
    value = document.get(names[-1])
    if isinstance(value, str | int | float) and SHOWN_ID.fullmatch(str(value)):
        masked[names[-1]] = str(value)


def masked_text(text: str, id_path: str | None) -> str:
    """A text that is no JSON, part by part: marks and key names stay, the rest is masked.

    Where quotes are unbalanced a key may be masked too; a value never shows.
    """
    id_name = id_path.split(".")[-1] if id_path else None
    shown: list[str] = []
    last_key = None
    for part in PART.finditer(text[:LONGEST_RAW_TEXT]):
        found = part.group()
        if part["key"]:
            last_key = found[1:-1]
            shown.append(f'"{_shown_key(last_key)}"')
        elif part["mark"]:
            shown.append(found)
        else:
            value = found.strip('"')
            is_id = last_key is not None and last_key == id_name and SHOWN_ID.fullmatch(value)
            shown.append(found if is_id else MASK)
            last_key = None
    return "".join(shown)
