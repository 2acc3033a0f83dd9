"""What a batch leaves in the control schema beside its files: quarantined records, findings of
stored documents, and the names of dropped paths with the number of documents that held them.
"""

from collections import Counter
from dataclasses import asdict

import duckdb

from dagster_pipeline.landing.engine.row_loading import load_rows
from dagster_pipeline.landing.records.reading import BatchReading
from dagster_pipeline.landing.rules.sources import LandingRule
from dagster_pipeline.landing.storing.documents import Load

REMEDY = "; correct it at the source and export it again"
QUARANTINED_COLUMNS = {
    "file_no": "INTEGER",
    "source_line": "BIGINT",
    "reason": "VARCHAR",
    "raw_text": "VARCHAR",
}
FINDING_COLUMNS = {
    "file_no": "INTEGER",
    "source_line": "BIGINT",
    "path": "VARCHAR",
    "reason": "VARCHAR",
}


def store_control_rows(
    connection: duckdb.DuckDBPyConnection,
    rule: LandingRule,
    instance: str,
    load: Load,
    reading: BatchReading,
) -> None:
    """Writes them all; a rejected file (not in `batch_files`) leaves none."""
    stamp = {
        "system": rule.system,
        "instance": instance,
        "object": rule.object,
        "landed_at": load.landed_at,
        "load_id": load.load_id,
    }
    quarantined = map(asdict, reading.quarantined)
    load_rows(connection, "batch_quarantined", quarantined, QUARANTINED_COLUMNS)
    connection.execute(
        """
        insert into control.quarantined_records
        select
            $system, $instance, $object, source_file, source_line, reason || $remedy, raw_text,
            $landed_at, $load_id
        from batch_quarantined
        inner join batch_files using (file_no)
        order by file_no, source_line, reason
        """,
        {**stamp, "remedy": REMEDY},
    )
    load_rows(connection, "batch_findings", map(asdict, reading.findings), FINDING_COLUMNS)
    connection.execute(
        """
        insert into control.findings
        select
            $system, $instance, $object, source_file, source_line, path, reason,
            $landed_at, $load_id
        from batch_findings
        inner join batch_files using (file_no)
        where (file_no, source_line) in (
            select (file_no, source_line) from fresh where not is_repeated
        )
        order by file_no, source_line, path
        """,
        stamp,
    )
    _add_dropped_paths(connection, rule, instance, reading.dropped_paths())


def _add_dropped_paths(
    connection: duckdb.DuckDBPyConnection, rule: LandingRule, instance: str, dropped: Counter[str]
) -> None:
    rows = [{"path": path, "documents_count": count} for path, count in sorted(dropped.items())]
    load_rows(connection, "batch_dropped", rows, {"path": "VARCHAR", "documents_count": "BIGINT"})
    scope = {"system": rule.system, "instance": instance, "object": rule.object}
    same_path = """
        source_system = $system and source_instance = $instance and object = $object
        and dropped_paths.path = batch_dropped.path
    """
    connection.execute(
        f"""
        update control.dropped_paths
        set documents_count = dropped_paths.documents_count + batch_dropped.documents_count
        from batch_dropped where {same_path}
        """,
        scope,
    )
    connection.execute(
        f"""
        insert into control.dropped_paths
        select $system, $instance, $object, path, documents_count from batch_dropped
        where not exists (from control.dropped_paths where {same_path})
        """,
        scope,
    )
