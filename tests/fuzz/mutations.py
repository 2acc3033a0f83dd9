"""Damage done to a file: what can happen to bytes on their way, and to documents at their source.

A change is data (what, where, with which of the odd values), so that a failing one can be written
down and tried again. `where` is a share of the file, so that a change fits any file.
"""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.fuzz.originals import Original, originals

ODD_BYTES = (
    b"\0", b"\xff", b"\xef\xbb\xbf", b'"', b"\\", b"\n", b"\r\n", b"\r", b"{", b"}", b"[", b"]",
    b",", b":", b"\t", b" ", b"NaN", b"null", b"-", b"1e999", b"\\u0000", b"\\ud800", b"\xe9",
    b"\x1a", b"\x80", b"{}", b'{"id":1}',
)  # fmt: skip
ODD_VALUES = (
    None, True, 0, -1, 1.5, 10**40, 1.2345678901234567e300, "", " ", "x", "2026-13-45", "1,5",
    [], {}, [[]], {"id": 1}, [None], "\0", "ann@example.com", "x" * 5000, "\u2028",
)  # fmt: skip
ODD_TEXTS = ("NaN", "1e400", "123456789012345678901234567890", "1.23456789012345678901", "-0")


@dataclass(frozen=True)
class Change:
    """One thing that goes wrong."""

    kind: str
    where: float
    what: int


@dataclass(frozen=True)
class DamagedFile:
    """An original after the changes, in their order."""

    original: Original
    changes: tuple[Change, ...]

    @property
    def content(self) -> bytes:
        content = self.original.content
        for change in self.changes:
            content = CHANGES[change.kind](content, change)
        return content


def damaged_files() -> st.SearchStrategy[DamagedFile]:
    """Any original with one to four changes."""
    change = st.builds(
        Change,
        kind=st.sampled_from(sorted(CHANGES)),
        where=st.floats(0, 1, exclude_max=True),
        what=st.integers(0, 255),
    )
    changes = st.lists(change, min_size=1, max_size=4).map(tuple)
    return st.builds(DamagedFile, original=st.sampled_from(originals()), changes=changes)


def _at(content: bytes | list, change: Change) -> int:
    return int(len(content) * change.where)


def _cut(content: bytes, change: Change) -> bytes:
    return content[: _at(content, change)]


def _cut_out(content: bytes, change: Change) -> bytes:
    place = _at(content, change)
    return content[:place] + content[place + 1 + change.what :]


def _flip(content: bytes, change: Change) -> bytes:
    place = _at(content, change)
    flipped = bytes(byte ^ (change.what or 1) for byte in content[place : place + 1])
    return content[:place] + flipped + content[place + 1 :]


def _insert(content: bytes, change: Change) -> bytes:
    place = _at(content, change)
    return content[:place] + ODD_BYTES[change.what % len(ODD_BYTES)] + content[place:]


def _repeat(content: bytes, change: Change) -> bytes:
    place = _at(content, change)
    return content[: place + 4 * change.what] + content[place:]


def _append(content: bytes, change: Change) -> bytes:
    return content + ODD_BYTES[change.what % len(ODD_BYTES)]


def _swap_lines(content: bytes, change: Change) -> bytes:
    lines = content.split(b"\n")
    one, other = _at(lines, change), change.what % len(lines)
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _repeat_line(content: bytes, change: Change) -> bytes:
    lines = content.split(b"\n")
    place = _at(lines, change)
    return b"\n".join([*lines[:place], lines[place], *lines[place:]])


def _join_lines(content: bytes, change: Change) -> bytes:
    lines = content.split(b"\n")
    place = _at(lines, change)
    return b"\n".join([*lines[:place], b"".join(lines[place : place + 2]), *lines[place + 2 :]])


def _other_encoding(content: bytes, change: Change) -> bytes:
    encoding = ("utf-16", "utf-16-be", "utf-8-sig", "latin-1", "utf-32")[change.what % 5]
    text = content.decode("utf-8", "replace").replace("a", "\u00e9", 1)
    return text.encode(encoding, "replace")


def _other_ends(content: bytes, change: Change) -> bytes:
    return content.replace(b"\n", (b"\r\n", b"\r", b"\n\n", b"\n\xef\xbb\xbf")[change.what % 4])


def _packed_damage(content: bytes, change: Change) -> bytes:
    """Unpacks, damages and packs again, or packs what was not packed."""
    try:
        return gzip.compress(_flip(gzip.decompress(content), change), mtime=0)
    except (OSError, EOFError, zlib.error):
        return gzip.compress(content, mtime=0)[: -1 - change.what % 12]


def _in_document(change_text: Callable[[dict, str, Change], str | None]):
    """A change to one document of the file, where one can still be read."""

    def changed(content: bytes, change: Change) -> bytes:
        lines = content.split(b"\n")
        place = _at(lines, change)
        for start, end in ((place, place + 1), (0, len(lines))):
            try:
                document = json.loads(b"\n".join(lines[start:end]))
                places = list(_objects(document))
                if places:
                    new = change_text(document, places[change.what % len(places)], change)
                    return b"\n".join([*lines[:start], new.encode(), *lines[end:]])
            except (ValueError, RecursionError):
                continue
        return content

    return changed


def _objects(value: object) -> Iterator[dict]:
    """Every object inside a value that has a key."""
    if isinstance(value, dict) and value:
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _objects(one)


def _wrong_value(document: object, inside: dict, change: Change) -> str:
    name = list(inside)[int(len(inside) * change.where)]
    inside[name] = ODD_VALUES[change.what % len(ODD_VALUES)]
    return json.dumps(document)


def _wrong_number(document: object, inside: dict, change: Change) -> str:
    name = list(inside)[int(len(inside) * change.where)]
    inside[name] = "odd number stands here"
    odd = ODD_TEXTS[change.what % len(ODD_TEXTS)]
    return json.dumps(document).replace('"odd number stands here"', odd)


def _repeated_key(document: object, inside: dict, change: Change) -> str:
    name = list(inside)[int(len(inside) * change.where)]
    inside["odd key stands here"] = ODD_VALUES[change.what % len(ODD_VALUES)]
    return json.dumps(document).replace('"odd key stands here"', json.dumps(name))


def _lacking_key(document: object, inside: dict, change: Change) -> str:
    del inside[list(inside)[int(len(inside) * change.where)]]
    return json.dumps(document)


def _renamed_key(document: object, inside: dict, change: Change) -> str:
    name = list(inside)[int(len(inside) * change.where)]
    odd_names = (":", '":', "a.b", name.upper(), "", "ann@example.com", '\\":"', "x" * 300)
    inside[odd_names[change.what % len(odd_names)]] = inside.pop(name)
    return json.dumps(document)


def _deep(document: object, inside: dict, change: Change) -> str:
    name = list(inside)[int(len(inside) * change.where)]
    inside[name] = "depth stands here"
    depth = 40 * change.what
    return json.dumps(document).replace('"depth stands here"', "[" * depth + "]" * depth)


CHANGES: dict[str, Callable[[bytes, Change], bytes]] = {
    "append": _append,
    "cut": _cut,
    "cut out": _cut_out,
    "deep": _in_document(_deep),
    "flip": _flip,
    "insert": _insert,
    "join lines": _join_lines,
    "lacking key": _in_document(_lacking_key),
    "other encoding": _other_encoding,
    "other line ends": _other_ends,
    "packed damage": _packed_damage,
    "renamed key": _in_document(_renamed_key),
    "repeat": _repeat,
    "repeat line": _repeat_line,
    "repeated key": _in_document(_repeated_key),
    "swap lines": _swap_lines,
    "wrong number": _in_document(_wrong_number),
    "wrong value": _in_document(_wrong_value),
}
