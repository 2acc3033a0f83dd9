"""Reading the records of a batch of files into the connection's memory.

All files of a batch are of one object of one instance. They are read some megabytes at a time, two
such chunks at once (chunks.py), and gathered here in the order of the files. Nothing is written to
landing.duckdb (storing does that).
"""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

import duckdb

from dagster_pipeline.landing.engine.database import IN_MEMORY
from dagster_pipeline.landing.files.discovery import ExportFile
from dagster_pipeline.landing.records.chunks import SOURCE_LINE, read_chunk
from dagster_pipeline.landing.records.reading import BatchReading
from dagster_pipeline.landing.records.texts import chunks_of
from dagster_pipeline.landing.rules.sources import OCCURRENCE, LandingRule

CHUNKS_AT_ONCE = 2
STAGED_COLUMNS = """
    file_no integer, source_line bigint, place bigint, document_id varchar, version_at varchar,
    created_at varchar, payload varchar, content_hash varchar
"""


def read_batch(
    connection: duckdb.DuckDBPyConnection,
    rule: LandingRule,
    files: list[ExportFile],
) -> BatchReading:
    """Fills the temporary table `staged` with the records of the files, numbered from 0."""
    reading = BatchReading()
    connection.execute(f"create or replace temp table staged ({STAGED_COLUMNS})")
    begun: deque[tuple[str, BatchReading, Future[None]]] = deque()
    with ThreadPoolExecutor(CHUNKS_AT_ONCE) as workers:
        for number, chunk in enumerate(chunks_of(rule, files, reading)):
            if len(begun) == CHUNKS_AT_ONCE:
                _gather(connection, reading, *begun.popleft())
            table = f"{IN_MEMORY}.chunk_{number}"
            part = BatchReading(structures=reading.structures)
            read = workers.submit(read_chunk, connection.cursor(), rule, chunk, table, part)
            begun.append((table, part, read))
        while begun:
            _gather(connection, reading, *begun.popleft())
    if rule.document_id is None:
        _content_as_id(connection)
    return reading


def _gather(
    connection: duckdb.DuckDBPyConnection,
    reading: BatchReading,
    table: str,
    part: BatchReading,
    read: Future[None],
) -> None:
    """Takes over what was read of a chunk, once it is read."""
    read.result()
    connection.execute(f"""
        insert into staged
        select
            file_no, {SOURCE_LINE} as source_line, place, document_id, version_at, created_at,
            payload, content_hash
        from {table}
        where record is not null
    """)
    connection.execute(f"drop table {table}")
    reading.add(part)


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
