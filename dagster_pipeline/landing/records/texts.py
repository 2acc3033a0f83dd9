"""The text of a batch of files, some megabytes at a time, as SQL reads it.

Here a file stops being bytes. What a file holds is split into JSON texts in the engine: a page is
one text, of a file of lines each line is one.
"""

import json
import uuid
from collections import Counter
from collections.abc import Iterator

from dagster_pipeline.landing.files.delimited import read_rows
from dagster_pipeline.landing.files.discovery import ExportFile
from dagster_pipeline.landing.files.whole_file import (
    PIECE_BYTES,
    BadLine,
    FileNotWhole,
    Form,
    Piece,
    read_pieces,
)
from dagster_pipeline.landing.records.exact_numbers import may_hold_long_number
from dagster_pipeline.landing.records.reading import BatchReading
from dagster_pipeline.landing.rules.sources import LandingRule

PIECE_FORM = (
    '[{"file_no":"INTEGER","first_line":"BIGINT","is_whole":"BOOLEAN","may_round":"BOOLEAN"}]'
)

Chunk = list[tuple[int, Piece]]
"""Pieces with the number of their file in the batch."""

TEXTS_OF_CHUNK = f"""
    select
        about.file_no, about.is_whole, false as is_joined, about.may_round,
        about.first_line + generate_subscripts(parts, 1) - 1 as line,
        unnest(parts) as text
    from (
        select
            about,
            case when about.is_whole then [piece] else string_split(piece, chr(10)) end as parts
        from (
            select
                unnest(string_split($pieces, $separator)) as piece,
                unnest(from_json($described, '{PIECE_FORM}')) as about
        )
    )
"""
"""SQL: one JSON text a row, its line, and what record_sql.py asks of it; see `bound`."""


def bound(chunk: Chunk) -> dict[str, str]:
    """The parameters of TEXTS_OF_CHUNK.

    All pieces are bound as one text: the engine's Python client looks for modules that are not
    there with each value of a list, which took a third of the time of many small files [M].
    """
    separator = uuid.uuid4().hex
    described = [
        {
            "file_no": file_no,
            "first_line": piece.first_line,
            "is_whole": piece.form is Form.WHOLE,
            "may_round": piece.form is Form.LINES or may_hold_long_number(piece.text),
        }
        for file_no, piece in chunk
    ]
    return {
        "pieces": separator.join(piece.text for _, piece in chunk),
        "separator": separator,
        "described": json.dumps(described),
    }


def chunks_of(rule: LandingRule, files: list[ExportFile], reading: BatchReading) -> Iterator[Chunk]:
    """Pieces of the files, some megabytes together; files that are not whole are rejected."""
    chunk: Chunk = []
    size = 0
    for file_no, file in enumerate(files):
        dropped = Counter[frozenset[str]]()
        try:
            for piece in _pieces(rule, file, dropped):
                if isinstance(piece, BadLine):
                    reading.quarantine_line(file_no, piece)
                    continue
                if piece.form is Form.WHOLE and not piece.text.strip():
                    reading.blank.add(file_no)
                chunk.append((file_no, piece))
                size += len(piece.text)
                if size >= PIECE_BYTES:
                    yield chunk
                    chunk, size = [], 0
        except FileNotWhole as problem:
            reading.reject(file_no, str(problem))
        for paths, count in dropped.items():
            reading.dropped[file_no, paths] += count
    if chunk:
        yield chunk


def _pieces(
    rule: LandingRule, file: ExportFile, dropped: Counter[frozenset[str]]
) -> Iterator[Piece | BadLine]:
    if rule.columns:
        return read_rows(file, rule.columns, rule.encodings, dropped)
    return read_pieces(file, rule.encodings)
