"""The search for planted personal data in everything that was written to a folder.

In every byte as it lies there, and in what databases, Parquet and packed files hold inside, for the
engine compresses texts.
"""

import gzip
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from tests.faults.personal_data import NEEDLES


@dataclass(frozen=True)
class Found:
    """A place that holds planted data."""

    place: str
    needle: str


@dataclass
class Search:
    """What was looked through and what was found."""

    files: int = 0
    bytes: int = 0
    """Of the files and of what is packed in them."""
    found: list[Found] = field(default_factory=list)

    def look_at(self, place: str, content: bytes) -> None:
        """At bytes as they are, and as the wide letters that some programs write."""
        self.bytes += len(content)
        text = content.lower()
        for needle in NEEDLES:
            wide = needle.encode("utf-16-le").removesuffix(b"\0")
            if needle.encode() in text or wide in text:
                self.found.append(Found(place, needle))


def find(folder: Path) -> Search:
    """Looks through everything below a folder, links apart: names and contents."""
    search = Search()
    for file in sorted(folder.rglob("*")):
        if file.is_symlink() or not file.is_file():
            continue
        shown = str(file.relative_to(folder))
        search.files += 1
        search.look_at(f"name of {shown}", shown.encode())
        content = file.read_bytes()
        search.look_at(shown, content)
        for place, inside in _packed_in(file, content, shown):
            search.look_at(place, inside)
    return search


def _packed_in(file: Path, content: bytes, shown: str) -> Iterator[tuple[str, bytes]]:
    if content.startswith(b"\x1f\x8b"):
        yield shown, gzip.decompress(content)
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield f"{shown}: {name}", packed.read(name)
    elif content.startswith(b"PAR1"):
        with duckdb.connect() as connection:
            yield shown, _rows(connection, f"read_parquet('{file}')")
    elif content[8:12] == b"DUCK":
        with duckdb.connect(str(file), read_only=True) as connection:
            for schema, table in connection.execute(
                "select schema_name, table_name from duckdb_tables() where not internal"
            ).fetchall():
                yield f"{shown}: {schema}.{table}", _rows(connection, f'"{schema}"."{table}"')


def _rows(connection: duckdb.DuckDBPyConnection, source: str) -> bytes:
    """All rows of a table as text."""
    (text,) = connection.execute(
        f"select string_agg(cast(whole as varchar), chr(10)) from {source} as whole"
    ).fetchone()
    return (text or "").encode()
