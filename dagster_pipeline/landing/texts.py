"""The JSON texts of a batch of files, some megabytes at a time, in `landing_texts`.

Here a file stops being bytes: what is no JSON is set apart (a line is quarantined, a page rejects
its file), and numbers that the engine would round are marked.
"""

import json
import re
import uuid
from collections.abc import Iterator

import duckdb

from dagster_pipeline.landing.delimited import read_rows
from dagster_pipeline.landing.discovery import ExportFile
from dagster_pipeline.landing.exact_numbers import LONG_NUMBER, mark_inexact, read_exactly
from dagster_pipeline.landing.masking import masked_text
from dagster_pipeline.landing.reading import BatchReading, QuarantinedRecord
from dagster_pipeline.landing.record_sql import envelope_types
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

PIECE_FORM = '[{"file_no":"INTEGER","first_line":"BIGINT","is_whole":"BOOLEAN"}]'
NEXT_TEXT = re.compile(r"\s*")
SEVERAL_COLUMNS = {
    "file_no": "INTEGER",
    "is_whole": "BOOLEAN",
    "line": "BIGINT",
    "text": "VARCHAR",
}

Chunk = list[tuple[int, Piece]]
"""Pieces with the number of their file in the batch."""


def chunks_of(rule: LandingRule, files: list[ExportFile], reading: BatchReading) -> Iterator[Chunk]:
    """Pieces of the files, some megabytes together; files that are not whole are rejected."""
    chunk: Chunk = []
    size = 0
    for file_no, file in enumerate(files):
        try:
            for piece in _pieces(rule, file, reading):
                if isinstance(piece, BadLine):
                    _quarantine(file_no, piece, reading)
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
    if chunk:
        yield chunk


def _pieces(
    rule: LandingRule, file: ExportFile, reading: BatchReading
) -> Iterator[Piece | BadLine]:
    if rule.columns:
        return read_rows(file, rule.columns, rule.encodings, reading.dropped)
    return read_pieces(file, find_form(file), rule.encodings)


def _quarantine(file_no: int, line: BadLine, reading: BatchReading) -> None:
    reading.record_counts[file_no] += 1
    reading.bad_lines.setdefault(file_no, set()).add(line.line)
    reading.quarantined.append(QuarantinedRecord(file_no, line.line, line.reason, line.raw_text))


def load_texts(
    connection: duckdb.DuckDBPyConnection,
    rule: LandingRule,
    chunk: Chunk,
    reading: BatchReading,
) -> None:
    """Fills the temporary table landing_texts with the valid JSON texts of a chunk."""
    _split_into_texts(connection, rule, chunk)
    _set_invalid_apart(connection, rule, reading)
    if not rule.columns:
        _mark_inexact_numbers(connection)


def _split_into_texts(
    connection: duckdb.DuckDBPyConnection, rule: LandingRule, chunk: Chunk
) -> None:
    """One JSON text a row, blank lines left out and lines still numbered.

    All pieces are bound as one text: the engine's Python client looks for modules that are not
    there with each value of a list, which took a third of the time of many small files [M].
    """
    separator = uuid.uuid4().hex
    described = [
        {"file_no": no, "first_line": piece.first_line, "is_whole": piece.form is Form.WHOLE}
        for no, piece in chunk
    ]
    connection.execute(
        f"""
        create or replace temp table landing_texts as
        with pieces as (
            select
                unnest(string_split($pieces, $separator)) as piece,
                unnest(from_json($described, '{PIECE_FORM}')) as about
        ),
        split as (
            select
                about.file_no, about.is_whole, about.first_line,
                case when about.is_whole then [piece] else string_split(piece, chr(10)) end as parts
            from pieces
        ),
        numbered as (
            select
                file_no, is_whole,
                first_line + generate_subscripts(parts, 1) - 1 as line,
                unnest(parts) as text
            from split
        )
        select
            file_no, is_whole, line, text, json_valid(text) as is_valid,
            case when is_valid then {envelope_types(rule)} end as types,
            false as is_joined
        from numbered
        where trim(text, e' \\t\\r\\n') <> ''
        """,
        {
            "pieces": separator.join(piece.text for _, piece in chunk),
            "separator": separator,
            "described": json.dumps(described),
        },
    )


def _set_invalid_apart(
    connection: duckdb.DuckDBPyConnection, rule: LandingRule, reading: BatchReading
) -> None:
    """Texts that are no JSON leave the chunk: a line is quarantined, a page rejects its file.

    One that holds several documents one after another is as good as a list of them.
    """
    invalid = connection.execute(
        "select file_no, is_whole, line, text from landing_texts where not is_valid"
    ).fetchall()
    if not invalid:
        return
    connection.execute("delete from landing_texts where not is_valid")
    several: list[dict] = []
    for file_no, is_whole, line, text in invalid:
        values = _texts_one_after_another(text)
        if values and is_whole:
            several += [
                {"file_no": file_no, "is_whole": True, "line": place, "text": value}
                for place, value in enumerate(values, start=1)
            ]
        elif values:
            joined = f"[{','.join(values)}]"
            several.append({"file_no": file_no, "is_whole": False, "line": line, "text": joined})
        else:
            _reject_or_quarantine(rule, reading, file_no, is_whole, line, text)
    if several:
        load_rows(connection, "several_texts", several, SEVERAL_COLUMNS)
        connection.execute(
            "insert into landing_texts "
            f"select file_no, is_whole, line, text, true, {envelope_types(rule)}, not is_whole "
            "from several_texts"
        )


def _reject_or_quarantine(
    rule: LandingRule, reading: BatchReading, file_no: int, is_whole: bool, line: int, text: str
) -> None:
    where, problem = _json_problem(text)
    if is_whole:
        reading.reject(
            file_no,
            f"line {where} is not valid JSON ({problem}), so the page cannot be trusted; "
            "export it again",
        )
        return
    raw_text = masked_text(text, rule.document_id)
    _quarantine(
        file_no, BadLine(line, f"the line is not valid JSON ({problem})", raw_text), reading
    )


def _mark_inexact_numbers(connection: duckdb.DuckDBPyConnection) -> None:
    """Before the engine takes records out of their pages, and rounds their numbers.

    A line that is a document is never taken out of anything.
    """
    long = connection.execute(
        "select file_no, is_whole, line, text from landing_texts "
        "where (is_whole or is_joined or list_has_any(types[2:], ['OBJECT', 'ARRAY'])) "
        "and regexp_matches(text, ?)",
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
        return error.lineno, f"{error.msg.removesuffix(' at')} at character {error.colno}"
    except (ValueError, RecursionError) as error:
        return 1, type(error).__name__
    return 1, "it holds what JSON does not allow"
