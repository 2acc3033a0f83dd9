"""Reading one chunk of a batch: its records, and what of them could not be read.

The engine parses, unwraps and keeps; Python looks only at what the engine marked. Nothing is
written to landing.duckdb here, and a raw text lives no longer than its chunk.
"""

import duckdb

from dagster_pipeline.landing.engine.row_loading import load_rows
from dagster_pipeline.landing.records.judging import ONLY_ERRORS, judge
from dagster_pipeline.landing.records.odd_texts import mend_odd_texts
from dagster_pipeline.landing.records.reading import BatchReading, FieldFinding, QuarantinedRecord
from dagster_pipeline.landing.records.record_sql import kept_records
from dagster_pipeline.landing.records.structures import is_misread, judge_structure
from dagster_pipeline.landing.records.texts import TEXTS_OF_CHUNK, Chunk, bound
from dagster_pipeline.landing.redaction.tokens import tokens_macro
from dagster_pipeline.landing.rules.sources import LandingRule

REMEMBERED_STRUCTURES = 5000
JUDGED_COLUMNS = {"kept_row": "BIGINT", "is_quarantined": "BOOLEAN", "payload": "VARCHAR"}
SOURCE_LINE = "case when is_whole then place else line end"
"""SQL: a record of a page is found by its place in the list, another by its line."""


def read_chunk(
    connection: duckdb.DuckDBPyConnection,
    rule: LandingRule,
    chunk: Chunk,
    table: str,
    part: BatchReading,
) -> None:
    """Reads a chunk into a new table, in its order, and into `part`. Closes the connection."""
    with connection:
        if rule.tokens:
            connection.execute(tokens_macro())
        connection.execute(
            f"create table {table} as {kept_records(rule, TEXTS_OF_CHUNK)}", bound(chunk)
        )
        mend_odd_texts(connection, rule, table, part)
        _count_records(connection, table, part)
        _judge_structures(connection, rule, table, part)
        _judge_suspects(connection, rule, table, part)


def _count_records(
    connection: duckdb.DuckDBPyConnection, table: str, reading: BatchReading
) -> None:
    for file_no, count, total in connection.execute(f"""
        select file_no, count(record), max(envelope_total)
        from {table}
        group by file_no
    """).fetchall():
        reading.record_counts[file_no] += count
        if total is not None:
            reading.envelope_totals[file_no] = max(total, reading.envelope_totals.get(file_no, 0))


def _judge_structures(
    connection: duckdb.DuckDBPyConnection, rule: LandingRule, table: str, reading: BatchReading
) -> None:
    """Counts dropped paths and marks the records of odd structures as suspect."""
    odd = []
    if len(reading.structures) > REMEMBERED_STRUCTURES:
        reading.structures.clear()
    for structure, file_no, count, record in _told_structures(connection, table, reading):
        verdict = reading.structures.get(structure)
        if verdict is None:
            verdict = reading.structures[structure] = judge_structure(record, rule.shape)
        reading.dropped[file_no, verdict.dropped] += count
        if verdict.is_odd:
            odd.append({"structure": structure})
    if odd:
        load_rows(connection, "odd_structures", odd, {"structure": "UBIGINT"})
        connection.execute(
            f"update {table} set suspect = true "
            "where structure in (select structure from odd_structures)"
        )


def _told_structures(
    connection: duckdb.DuckDBPyConnection, table: str, reading: BatchReading
) -> list[tuple[int, int, int, str]]:
    """Each structure of each file of a chunk, its documents and one of them.

    Where a skeleton does not tell the structure, only equal records count as alike.
    """
    structures = (
        f"select structure, file_no, count(*), any_value(record) from {table} "
        "where is_document group by structure, file_no"
    )
    told = connection.execute(structures).fetchall()
    misread = [
        {"structure": structure}
        for structure, _, _, record in told
        if structure not in reading.structures and is_misread(record)
    ]
    if not misread:
        return told
    load_rows(connection, "misread_structures", misread, {"structure": "UBIGINT"})
    connection.execute(
        f"update {table} set structure = hash('misread ' || record) "
        "where structure in (select structure from misread_structures)"
    )
    return connection.execute(structures).fetchall()


def _judge_suspects(
    connection: duckdb.DuckDBPyConnection, rule: LandingRule, table: str, reading: BatchReading
) -> None:
    """Takes what may not land out of the table, and corrects what may land otherwise."""
    judged = []
    for kept_row, file_no, is_whole, source_line, record in connection.execute(
        f"select rowid, file_no, is_whole, {SOURCE_LINE} as source_line, record from {table} "
        "where suspect order by file_no, source_line, place"
    ).fetchall():
        judgement = judge(record, rule)
        if judgement.reason == ONLY_ERRORS and is_whole and reading.record_counts[file_no] == 1:
            reading.reject(file_no, f"{ONLY_ERRORS}; export it again")
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
                    "kept_row": kept_row,
                    "is_quarantined": judgement.reason is not None,
                    "payload": judgement.payload,
                }
            )
    if not judged:
        return
    load_rows(connection, "judged", judged, JUDGED_COLUMNS)
    connection.execute(
        f"update {table} set payload = judged.payload, content_hash = md5(judged.payload) "
        f"from judged where {table}.rowid = kept_row and not is_quarantined"
    )
    connection.execute(
        f"delete from {table} where rowid in (select kept_row from judged where is_quarantined)"
    )
