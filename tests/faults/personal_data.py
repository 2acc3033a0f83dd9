"""Personal data planted in exports, and the search for it in everything that was written.

`plant` makes exports for every object of the landing rules: each kept path holds a readable value,
and around them, wherever a vendor could put it, stands personal data: in paths that are dropped, in
free text of which tokens are kept, in kept names, in keys, beside envelopes, in places of another
kind, in broken lines, in columns. `find` looks for it in every byte of a folder: as it lies there,
and in what databases, Parquet and packed files hold inside, for the engine compresses texts.
"""

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dagster_pipeline.landing.kept_paths import LEAF, Shape
from dagster_pipeline.landing.sources import LandingRule

EMAIL = "annegret.plantedsmith@example.org"
NAME = "Annegret Plantedsmith"
KINDS = {
    "name": NAME,
    "email": EMAIL,
    "phone_with_country": "+61412345678",
    "phone_in_groups": "+61 412 345 678",
    "phone_local": "0412 345 678",
    "phone_in_dashes": "0412-345-678",
    "phone_with_area": "(02) 9876 5432",
    "phone_american": "(415) 555-0134",
    "address": "42 Plantedwood Street, Plantedville",
    "internet_address": "203.0.113.77",
    "card": "4111 1111 1111 1111",
    "card_plain": "4111111111111111",
}
FREE_TEXT = f"{NAME} <{EMAIL}>, " + "; ".join(KINDS.values()) + f" wrote {EMAIL} about #1001"
NEEDLES = (
    "plantedsmith", "annegret", "plantedwood", "plantedville", "example.org",
    "412345678", "412 345 678", "412-345-678", "9876 5432", "98765432",
    "555-0134", "203.0.113.77", "1111 1111", "11111111",
)  # fmt: skip
"""Parts that no spelling of the planted data is without, in lower case."""

READABLE = {
    "number": "1.50",
    "integer": "7",
    "instant": "2026-09-01T10:00:00Z",
    "date": "2026-09-01",
    "msdate": "/Date(1552357217359+0000)/",
    "regional_number": "1,50",
    "regional_date": "01.09.2026",
    "boolean": "true",
}


@dataclass(frozen=True)
class Found:
    """A place that holds planted data."""

    place: str
    needle: str


def plant(exports: Path, rules: dict[tuple[str, str], LandingRule], instance: str) -> int:
    """Writes the exports of one instance of every system; returns the number of planted files."""
    count = 0
    for rule in rules.values():
        folder = exports / rule.system / instance / rule.object
        folder.mkdir(parents=True)
        files = _delimited_files(rule) if rule.columns else _json_files(rule)
        for name, content in files.items():
            (folder / name).write_bytes(content)
            count += 1
    return count


def _json_files(rule: LandingRule) -> dict[str, bytes]:
    """Good, odd and broken documents, as lines and as pages."""
    documents = [_document(rule, 1), *_odd_documents(rule)]
    good = [json.dumps(document) for document in documents]
    cuts = [good[0][: len(good[0]) * part // 7] for part in range(1, 7)]
    broken = [f"{good[0]} {FREE_TEXT}", FREE_TEXT, f"{{'name': '{NAME}', {EMAIL}: 1}}", *cuts]
    page: object = documents
    for name in reversed(rule.envelopes[0].split(".") if rule.envelopes else []):
        page = {name: page, **KINDS, EMAIL: FREE_TEXT}
    packed = gzip.compress(json.dumps(page).encode())
    return {
        "lines.jsonl": "\n".join([*good, *broken, ""]).encode(),
        "latin.jsonl": f'{{"x": "{NAME} \u00e9"}}\n'.encode("latin-1") + good[0].encode() + b"\n",
        "page.json": json.dumps(page, indent=1).encode(),
        "cut.json": json.dumps(page).encode()[:-3],
        "packed.json.gz": packed,
        "packed_cut.json.gz": packed[:-9],
    }


def _document(rule: LandingRule, number: int) -> dict:
    return _planted(rule.shape, rule, "", number)


def _planted(shape: Shape, rule: LandingRule, path: str, number: int) -> object:
    """A value of the shape with personal data beside everything that is kept."""
    if isinstance(shape, list):
        return [_planted(shape[0], rule, f"{path}[]", number) for _ in range(2)]
    if isinstance(shape, dict):
        prefix = f"{path}." if path else ""
        kept = {
            name: _planted(inner, rule, f"{prefix}{name}", number) for name, inner in shape.items()
        }
        around = {f"dropped_{kind}": value for kind, value in KINDS.items()}
        keys = dict.fromkeys(KINDS.values(), 1)
        nested = {"dropped_people": [{**around, "contact": {"who": FREE_TEXT}}]}
        return {**around, **kept, **keys, **nested}
    if path in rule.tokens:
        return FREE_TEXT
    if path == rule.document_id:
        return str(number)
    type_name = rule.types.get(path)
    return READABLE[type_name] if type_name else f"kept {EMAIL} 1"


def _odd_documents(rule: LandingRule) -> Iterator[dict]:
    """Documents in which one kept name holds personal data of another kind, or no id stands."""
    for number, (name, shape) in enumerate(rule.shape.items(), start=2):
        wrong = {"who": FREE_TEXT, EMAIL: NAME} if shape == LEAF else FREE_TEXT
        yield {**_document(rule, number), name: wrong}
    yield {"dropped": FREE_TEXT, EMAIL: [FREE_TEXT]}


def _delimited_files(rule: LandingRule) -> dict[str, bytes]:
    """Rows with more columns than are kept, ragged rows, and quotes that never close."""
    columns = rule.columns
    dropped = ["dropped-comment", "Buyer Name", EMAIL, *KINDS]
    header = columns.delimiter.join([*columns.names, *dropped])
    row = [_planted(LEAF, rule, name, 1) for name in columns.names]
    around = [FREE_TEXT.replace(columns.delimiter, " ") for _ in dropped]
    good = columns.delimiter.join([*row, *around])
    lines = [header, good, f'"{good}', f"{good}{columns.delimiter}{NAME}", FREE_TEXT, good, ""]
    return {
        "rows.tsv": "\n".join(lines).encode(),
        "no_header.tsv": f"{good}\n{good}\n".encode(),
    }


def find(folder: Path) -> list[Found]:
    """Everything below a folder, links apart, that holds planted data, in its name or inside."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_symlink() or not file.is_file():
            continue
        shown = str(file.relative_to(folder))
        for place, text in [(f"name of {shown}", shown), *_contents(file, shown)]:
            found += [Found(place, needle) for needle in NEEDLES if needle in text.lower()]
    return found


def _contents(file: Path, shown: str) -> Iterator[tuple[str, str]]:
    """The texts of a file: its bytes as they are, and what they pack."""
    content = file.read_bytes()
    yield shown, content.decode("latin-1")
    yield f"{shown} as UTF-16", content.decode("utf-16-le", "replace")
    readers: dict[bytes, Callable[[], Iterator[tuple[str, str]]]] = {
        b"\x1f\x8b": lambda: iter([(shown, gzip.decompress(content).decode("latin-1"))]),
        b"PK\x03\x04": lambda: _members(content, shown),
        b"PAR1": lambda: _rows(duckdb.connect(), f"read_parquet('{file}')", shown),
    }
    for mark, read in readers.items():
        if content.startswith(mark):
            yield from read()
    if content[8:12] == b"DUCK":
        yield from _tables(file, shown)


def _members(content: bytes, shown: str) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            yield f"{shown}: {name}", packed.read(name).decode("latin-1")


def _tables(file: Path, shown: str) -> Iterator[tuple[str, str]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        names = connection.execute(
            "select schema_name, table_name from duckdb_tables() where not internal"
        ).fetchall()
        for schema, table in names:
            place = f"{shown}: {schema}.{table}"
            yield from _rows(connection, f'"{schema}"."{table}"', place)


def _rows(
    connection: duckdb.DuckDBPyConnection, source: str, place: str
) -> Iterator[tuple[str, str]]:
    result = connection.execute(f"select cast(whole as varchar) from {source} as whole")
    while some := result.fetchmany(1000):
        yield place, "\n".join(text for (text,) in some)
