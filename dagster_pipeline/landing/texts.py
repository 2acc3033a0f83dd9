"""The JSON texts of a batch of files, some megabytes at a time, in `landing_texts`.

Here a file stops being bytes: what is no JSON is set apart (a line is quarantined, a page rejects
its file), and numbers that the engine would round are marked.
"""

import json
import re
from collections.abc import Iterator

import duckdb

from dagster_pipeline.landing.discovery import ExportFile
from dagster_pipeline.landing.exact_numbers import LONG_NUMBER, mark_inexact, read_exactly
from dagster_pipeline.landing.masking import masked_text
from dagster_pipeline.landing.reading import BatchReading, QuarantinedRecord
from dagster_pipeline.landing.row_loading import load_rows
from dagster_pipeline.landing.sources import LandingRule
from dagster_pipeline.landing.whole_file import (
    PIECE_BYTES,
    BadLine,
    FileNotWhole,
    Form,
    Piece,
    find_form,
    read_pieces,
)

NEXT_TEXT = re.compile(r"\s*")

Chunk = list[tuple[int, Piece]]
"""Pieces with the number of their file in the batch."""


def chunks_of(files: list[ExportFile], reading: BatchReading) -> Iterator[Chunk]:
    """Pieces of the files, some megabytes together; files that are not whole are rejected."""
    chunk: Chunk = []
    size = 0
    for file_no, file in enumerate(files):
        try:
            for piece in read_pieces(file, find_form(file)):
                if isinstance(piece, BadLine):
                    _quarantine_bad_line(file_no, piece, reading)
                    continue
                chunk.append((file_no, piece))
                size += len(piece.text)
                if size >= PIECE_BYTES:
                    yield chunk
                    chunk, size = [], 0
        except FileNotWhole as problem:
            reading.reject(file_no, str(problem))
    if chunk:
        yield chunk


def _quarantine_bad_line(file_no: int, line: BadLine, reading: BatchReading) -> None:
    reading.record_counts[file_no] += 1
    reading.quarantined.append(
        QuarantinedRecord(file_no, line.line, "its text is not UTF-8", masked_text(line.text, None))
    )


def load_texts(
    connection: duckdb.DuckDBPyConnection,
    rule: LandingRule,
    chunk: Chunk,
    reading: BatchReading,
) -> None:
    """Fills the temporary table landing_texts with the valid JSON texts of a chunk."""
    _split_into_texts(connection, chunk)
    _set_invalid_apart(connection, rule, reading)
    _mark_inexact_numbers(connection)


def _split_into_texts(connection: duckdb.DuckDBPyConnection, chunk: Chunk) -> None:
    """One JSON text a row, blank lines left out and lines still numbered."""
    columns = {
        "piece_no": "INTEGER",
        "file_no": "INTEGER",
        "first_line": "BIGINT",
        "is_whole": "BOOLEAN",
    }
    described = [
        {
            "piece_no": piece_no,
            "file_no": file_no,
            "first_line": piece.first_line,
            "is_whole": piece.form is Form.WHOLE,
        }
        for piece_no, (file_no, piece) in enumerate(chunk, start=1)
    ]
    load_rows(connection, "landing_pieces", described, columns)
    connection.execute(
        """
        create or replace temp table landing_texts as
        with pieces as (
            select unnest($texts) as piece, generate_subscripts($texts, 1) as piece_no
        ),
        split as (
            select
                file_no, is_whole, first_line,
                case when is_whole then [piece] else string_split(piece, chr(10)) end as parts
            from pieces
            inner join landing_pieces using (piece_no)
        ),
        numbered as (
            select
                file_no, is_whole,
                first_line + generate_subscripts(parts, 1) - 1 as line,
                unnest(parts) as text
            from split
        )
        select file_no, is_whole, line, text
        from numbered
        where not regexp_full_match(text, '\\s*')
        """,
        {"texts": [piece.text for _, piece in chunk]},
    )


def _set_invalid_apart(
    connection: duckdb.DuckDBPyConnection, rule: LandingRule, reading: BatchReading
) -> None:
    """Texts that are no JSON leave the chunk: a line is quarantined, a page rejects its file."""
    invalid = connection.execute(
        "select file_no, is_whole, line, text from landing_texts where not json_valid(text)"
    ).fetchall()
    if not invalid:
        return
    connection.execute("delete from landing_texts where not json_valid(text)")
    for file_no, is_whole, line, text in invalid:
        if not is_whole:
            reason = f"the line is not valid JSON ({_json_problem(text)[1]})"
            raw_text = masked_text(text, rule.document_id)
            reading.record_counts[file_no] += 1
            reading.quarantined.append(QuarantinedRecord(file_no, line, reason, raw_text))
            continue
        values = _texts_one_after_another(text)
        if values:
            connection.executemany(
                "insert into landing_texts values (?, true, ?, ?)",
                [(file_no, place, value) for place, value in enumerate(values, start=1)],
            )
        else:
            where, problem = _json_problem(text)
            reading.reject(
                file_no,
                f"line {where} is not valid JSON ({problem}), so the page cannot be trusted; "
                "export it again",
            )


def _mark_inexact_numbers(connection: duckdb.DuckDBPyConnection) -> None:
    """Before the engine takes records out of their pages, and rounds their numbers."""
    long = connection.execute(
        "select file_no, is_whole, line, text from landing_texts where regexp_matches(text, ?)",
        [LONG_NUMBER],
    ).fetchall()
    if not long:
        return
    marked = [
        {"file_no": file_no, "is_whole": is_whole, "line": line, "marked": mark_inexact(text)}
        for file_no, is_whole, line, text in long
    ]
    columns = {
        "file_no": "INTEGER",
        "is_whole": "BOOLEAN",
        "line": "BIGINT",
        "marked": "VARCHAR",
    }
    load_rows(connection, "marked_texts", marked, columns)
    connection.execute("""
        update landing_texts set text = marked
        from marked_texts
        where landing_texts.file_no = marked_texts.file_no
            and landing_texts.is_whole = marked_texts.is_whole
            and landing_texts.line = marked_texts.line
    """)


def _texts_one_after_another(text: str) -> list[str] | None:
    """The JSON texts of a file that holds several without a list around them, else None."""
    decoder = json.JSONDecoder()
    texts = []
    start = NEXT_TEXT.match(text).end()
    while start < len(text):
        try:
            _, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            return None
        texts.append(text[start:end])
        start = NEXT_TEXT.match(text, end).end()
    return texts if len(texts) > 1 else None


def _json_problem(text: str) -> tuple[int, str]:
    """The line and the nature of what makes a text no JSON; never a value of it."""
    try:
        read_exactly(text)
    except json.JSONDecodeError as error:
        return error.lineno, f"{error.msg} at character {error.colno}"
    except (ValueError, RecursionError) as error:
        return 1, type(error).__name__
    return 1, "it holds what JSON does not allow"
