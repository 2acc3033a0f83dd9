"""Reading the records of a batch of files into the connection's memory.

All files of a batch are of one object of one instance. The engine parses, unwraps and keeps; Python
hands it texts some megabytes at a time and looks only at what the engine marked. Nothing is written
to landing.duckdb here (batches.py does).
"""

import duckdb

from dagster_pipeline.landing.discovery import ExportFile
from dagster_pipeline.landing.judging import judge
from dagster_pipeline.landing.reading import BatchReading, FieldFinding, QuarantinedRecord
from dagster_pipeline.landing.record_sql import kept_records, unwrapped_records
from dagster_pipeline.landing.row_loading import load_rows
from dagster_pipeline.landing.sources import OCCURRENCE, LandingRule
from dagster_pipeline.landing.structures import judge_structure
from dagster_pipeline.landing.texts import Chunk, chunks_of, load_texts

REMEMBERED_STRUCTURES = 5000
STAGED_COLUMNS = """
    file_no integer, source_line bigint, place bigint, document_id varchar, version_at varchar,
    created_at varchar, payload varchar, content_hash varchar
"""
JUDGED_COLUMNS = {
    "file_no": "INTEGER",
    "source_line": "BIGINT",
    "place": "BIGINT",
    "is_quarantined": "BOOLEAN",
    "payload": "VARCHAR",
}


def read_batch(
    connection: duckdb.DuckDBPyConnection,
    rule: LandingRule,
    files: list[ExportFile],
) -> BatchReading:
    """Fills the temporary table `staged` with the records of the files, numbered from 0."""
    reading = BatchReading()
    connection.execute(f"create or replace temp table staged ({STAGED_COLUMNS})")
    for chunk in chunks_of(rule, files, reading):
        _read_chunk(connection, rule, chunk, reading)
    if rule.document_id is None:
        _content_as_id(connection)
    return reading


def _read_chunk(
    connection: duckdb.DuckDBPyConnection,
    rule: LandingRule,
    chunk: Chunk,
    reading: BatchReading,
) -> None:
    load_texts(connection, rule, chunk, reading)
    connection.execute(
        f"create or replace temp table landing_unwrapped as {unwrapped_records(rule)}"
    )
    _note_envelope_totals(connection, reading)
    connection.execute("""
        create or replace temp table landing_offsets as
        select
            file_no, is_whole, line,
            sum(len(records)) over (
                partition by file_no order by line
                rows between unbounded preceding and 1 preceding
            ) as page_offset
        from landing_unwrapped
        where is_whole
    """)
    for file_no, count in connection.execute(
        "select file_no, sum(len(records))::bigint from landing_unwrapped group by file_no"
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
        order by file_no, source_line, place
    """)


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
        "select file_no, source_line, place, record from landing_kept "
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
    if len(reading.structures) > REMEMBERED_STRUCTURES:
        reading.structures.clear()
    for skeleton, count in connection.execute(
        "select skeleton, count(*) from landing_kept where is_document group by skeleton"
    ).fetchall():
        verdict = reading.structures.get(skeleton)
        if verdict is None:
            verdict = reading.structures[skeleton] = judge_structure(skeleton, rule.shape)
        for path in verdict.dropped:
            reading.dropped[path] += count
        if verdict.is_odd:
            odd.append({"skeleton": skeleton})
    if odd:
        load_rows(connection, "odd_structures", odd, {"skeleton": "VARCHAR"})
        connection.execute(
            "update landing_kept set suspect = true "
            "where skeleton in (select skeleton from odd_structures)"
        )


def _content_as_id(connection: duckdb.DuckDBPyConnection) -> None:
    """Records without an id (M4.12): their content is the id, their count the largest in any file.

    Each of the equal records of a file carries its number among them: n of them are n documents,
    and the same ones in another file repeat.
    """
    connection.execute(f"""
        create or replace temp table staged as
        with counted as (
            select
                *,
                row_number() over (
                    partition by file_no, content_hash order by source_line, place
                ) as occurrence
            from staged
        ),
        numbered as (
            select
                * exclude (payload),
                '{{"{OCCURRENCE}":"' || occurrence || '",' || payload[2:] as payload
            from counted
        )
        select
            file_no, source_line, place, content_hash || ':' || occurrence as document_id,
            version_at, created_at, payload, md5(payload) as content_hash
        from numbered
        order by file_no, source_line, place
    """)
