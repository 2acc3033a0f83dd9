"""Reading the records of a batch of files into the connection's memory.

All files of a batch are of one object of one instance. The engine parses, unwraps and keeps; Python
hands it texts some megabytes at a time and looks only at what the engine marked. Nothing is written
to landing.duckdb here (batches.py does).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import duckdb

from dagster_pipeline.landing.discovery import ExportFile
from dagster_pipeline.landing.judging import judge, read_exactly
from dagster_pipeline.landing.masking import masked_text
from dagster_pipeline.landing.record_sql import kept_records, unwrapped_records
from dagster_pipeline.landing.row_loading import load_rows
from dagster_pipeline.landing.sources import LandingRule
from dagster_pipeline.landing.structures import StructureVerdict, judge_structure
from dagster_pipeline.landing.whole_file import (
    PIECE_BYTES,
    BadLine,
    FileNotWhole,
    Form,
    Piece,
    find_form,
    read_pieces,
)

STAGED_COLUMNS = """
    file_no integer, source_line bigint, place bigint, document_id varchar, version_at varchar,
    created_at varchar, payload varchar, content_hash varchar
"""
NEXT_TEXT = re.compile(r"\s*")
JUDGED_COLUMNS = {
    "file_no": "INTEGER",
    "source_line": "BIGINT",
    "place": "BIGINT",
    "is_quarantined": "BOOLEAN",
    "payload": "VARCHAR",
}


@dataclass(frozen=True)
class QuarantinedRecord:
    """A record that could not be read, with its text masked."""

    file_no: int
    source_line: int
    reason: str
    raw_text: str


@dataclass(frozen=True)
class FieldFinding:
    """A field that could not be read and was stored as null."""

    file_no: int
    source_line: int
    path: str
    reason: str


@dataclass
class BatchReading:
    """What reading a batch found, beside the rows in the temporary table `staged`."""

    record_counts: Counter[int] = field(default_factory=Counter)
    envelope_totals: dict[int, int] = field(default_factory=dict)
    rejections: dict[int, str] = field(default_factory=dict)
    quarantined: list[QuarantinedRecord] = field(default_factory=list)
    findings: list[FieldFinding] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    structures: dict[str, StructureVerdict] = field(default_factory=dict)

    def reject(self, file_no: int, reason: str) -> None:
        self.rejections.setdefault(file_no, reason)


def read_batch(
    connection: duckdb.DuckDBPyConnection,
    rule: LandingRule,
    files: list[ExportFile],
) -> BatchReading:
    """Fills the temporary table `staged` with the records of the files, numbered from 0."""
    reading = BatchReading()
    connection.execute(f"create or replace temp table staged ({STAGED_COLUMNS})")
    for chunk in _chunks(files, reading):
        _read_chunk(connection, rule, chunk, reading)
    if rule.document_id is None:
        _content_as_id(connection)
    return reading


def _chunks(files: list[ExportFile], reading: BatchReading) -> Iterator[list[tuple[int, Piece]]]:
    """Pieces of the files, some megabytes together; files that are not whole are rejected."""
    chunk: list[tuple[int, Piece]] = []
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


def _read_chunk(
    connection: duckdb.DuckDBPyConnection,
    rule: LandingRule,
    chunk: list[tuple[int, Piece]],
    reading: BatchReading,
) -> None:
    _load_texts(connection, chunk)
    _set_invalid_apart(connection, rule, reading)
    connection.execute(
        f"create or replace temp table landing_unwrapped as {unwrapped_records(rule)}"
    )
    _note_envelope_totals(connection, reading)
    connection.execute("""
        create or replace temp table landing_records as
        select
            file_no,
            -- a record of a page is found by its place in the list, another by its line
            case when is_whole then place_in_page + page_offset else line end as source_line,
            place_in_page as place,
            record
        from (
            select
                file_no, is_whole, line,
                coalesce(sum(len(records)) over (
                    partition by file_no, is_whole order by line
                    rows between unbounded preceding and 1 preceding
                ), 0) as page_offset,
                generate_subscripts(records, 1) as place_in_page,
                unnest(records) as record
            from landing_unwrapped
        )
    """)
    for file_no, count in connection.execute(
        "select file_no, count(*) from landing_records group by file_no"
    ).fetchall():
        reading.record_counts[file_no] += count
    connection.execute(f"create or replace temp table landing_kept as {kept_records(rule)}")
    _judge_structures(connection, rule, reading)
    load_rows(connection, "judged", _judge_suspects(connection, rule, reading), JUDGED_COLUMNS)
    connection.execute("""
        insert into staged
        select
            file_no, source_line, place, document_id, version_at, created_at,
            coalesce(judged.payload, landing_kept.payload) as kept_payload, md5(kept_payload)
        from landing_kept
        left join judged using (file_no, source_line, place)
        where not coalesce(judged.is_quarantined, false)
    """)


def _load_texts(connection: duckdb.DuckDBPyConnection, chunk: Iterable[tuple[int, Piece]]) -> None:
    """The chunk as one JSON text a row, blank lines left out and lines still numbered."""
    pieces = list(chunk)
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
        for piece_no, (file_no, piece) in enumerate(pieces, start=1)
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
        {"texts": [piece.text for _, piece in pieces]},
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


def _note_envelope_totals(connection: duckdb.DuckDBPyConnection, reading: BatchReading) -> None:
    for file_no, total in connection.execute(
        "select file_no, max(envelope_total) from landing_unwrapped "
        "where envelope_total is not null group by file_no"
    ).fetchall():
        reading.envelope_totals[file_no] = max(total, reading.envelope_totals.get(file_no, 0))


def _judge_suspects(
    connection: duckdb.DuckDBPyConnection, rule: LandingRule, reading: BatchReading
) -> list[dict]:
    judged = []
    for file_no, source_line, place, record in connection.execute(
        "select file_no, source_line, place, record "
        "from landing_kept inner join landing_records using (file_no, source_line, place) "
        "where suspect order by file_no, source_line, place"
    ).fetchall():
        judgement = judge(record, rule)
        if judgement.reason:
            reading.quarantined.append(
                QuarantinedRecord(file_no, source_line, judgement.reason, judgement.raw_text or "")
            )
        reading.findings += [
            FieldFinding(file_no, source_line, finding.path, finding.reason)
            for finding in judgement.findings
        ]
        if judgement.reason or judgement.payload:
            judged.append(
                {
                    "file_no": file_no,
                    "source_line": source_line,
                    "place": place,
                    "is_quarantined": judgement.reason is not None,
                    "payload": judgement.payload,
                }
            )
    return judged


def _judge_structures(
    connection: duckdb.DuckDBPyConnection, rule: LandingRule, reading: BatchReading
) -> None:
    """Counts dropped paths and marks the records of odd structures as suspect."""
    odd = []
    for structure, count in connection.execute(
        "select structure, count(*) from landing_kept where is_document group by structure"
    ).fetchall():
        verdict = reading.structures.get(structure)
        if verdict is None:
            verdict = reading.structures[structure] = judge_structure(structure, rule.shape)
        for path in verdict.dropped:
            reading.dropped[path] += count
        if verdict.is_odd:
            odd.append({"structure": structure})
    if odd:
        load_rows(connection, "odd_structures", odd, {"structure": "VARCHAR"})
        connection.execute(
            "update landing_kept set suspect = true "
            "where structure in (select structure from odd_structures)"
        )


def _content_as_id(connection: duckdb.DuckDBPyConnection) -> None:
    """Records without an id: their content is the id, with the largest count in any one file."""
    connection.execute("""
        create or replace temp table staged as
        select * replace (
            content_hash || ':' || row_number() over (
                partition by file_no, content_hash order by source_line, place
            ) as document_id
        )
        from staged
    """)
