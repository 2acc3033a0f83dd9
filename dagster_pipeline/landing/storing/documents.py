"""Storing the documents of a batch: each version once, whatever the files say again.

With a version stamp a document repeats when that stamp and content are stored. Without one it
repeats only when it equals the document's latest stored content, so that A, B, A keeps three.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from dagster_pipeline.landing.engine.sql_text import quoted
from dagster_pipeline.landing.rules.sources import LandingRule


@dataclass(frozen=True)
class Load:
    """The run that the rows are stamped with."""

    load_id: int
    landed_at: datetime
    """UTC, without zone."""


@dataclass
class DocumentCounts:
    """Records of each file, by its number in the batch."""

    landed: Counter[int] = field(default_factory=Counter)
    repeated: Counter[int] = field(default_factory=Counter)


def store_documents(
    connection: duckdb.DuckDBPyConnection, rule: LandingRule, instance: str, load: Load
) -> DocumentCounts:
    """Inserts what is new of `staged` and counts, per file, what is new and what repeats.

    Leaves the temporary table `fresh`: every staged record, by its row there, and whether it
    repeats. Payloads are not carried through the windows.
    """
    table = f"{quoted(rule.system)}.{quoted(rule.object)}"
    connection.execute(
        f"""
        create or replace temp table fresh as
        with placed as (
            select
                staged.rowid as staged_row, file_no, source_line, document_id, version_at,
                content_hash,
                row_number() over (
                    partition by document_id, version_at, content_hash
                    order by file_no, source_line, place
                ) as copy_number,
                lag(content_hash) over (
                    partition by document_id, version_at is null
                    order by file_no, source_line, place
                ) as previous_hash
            from staged
            inner join batch_files using (file_no)
        ),
        stored as (
            select distinct document_id, version_at, content_hash
            from {table}
            where source_instance = $instance and version_at is not null
                and document_id in (select document_id from staged)
        ),
        latest as (
            select document_id, arg_max(content_hash, rowid) as content_hash
            from {table}
            where source_instance = $instance and version_at is null
                and document_id in (select document_id from staged)
            group by document_id
        )
        select
            placed.staged_row, placed.file_no, placed.source_line,
            case
                when placed.version_at is not null
                    then placed.copy_number > 1 or stored.content_hash is not null
                else placed.content_hash
                    is not distinct from coalesce(placed.previous_hash, latest.content_hash)
            end as is_repeated
        from placed
        left join stored using (document_id, version_at, content_hash)
        left join latest on placed.document_id = latest.document_id
        """,
        {"instance": instance},
    )
    # Streamed in the order of `staged`, which is that of the files: to sort payloads takes memory.
    connection.execute(
        f"""
        insert into {table}
        select
            $system, $instance, document_id, version_at, created_at, payload, content_hash,
            exported_at, source_file, staged.source_line, $landed_at, $load_id
        from staged
        inner join batch_files on staged.file_no = batch_files.file_no
        where staged.rowid not in (select staged_row from fresh where is_repeated)
        """,
        {
            "system": rule.system,
            "instance": instance,
            "landed_at": load.landed_at,
            "load_id": load.load_id,
        },
    )
    counts = DocumentCounts()
    for file_no, landed, repeated in connection.execute(
        "select file_no, count(*) filter (not is_repeated), count(*) filter (is_repeated) "
        "from fresh group by file_no"
    ).fetchall():
        counts.landed[file_no] = landed
        counts.repeated[file_no] = repeated
    return counts
