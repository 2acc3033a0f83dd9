"""The tables that always exist in `landing.duckdb`: raw, control and reference, empty at first."""

import uuid
from datetime import datetime

import duckdb

from dagster_pipeline.landing.engine.sql_text import quoted
from dagster_pipeline.landing.reference.tables import REFERENCE_TABLES
from dagster_pipeline.landing.rules.sources import LandingRule

RAW_COLUMNS = """
    source_system varchar, source_instance varchar, document_id varchar, version_at varchar,
    created_at varchar, payload varchar, content_hash varchar, exported_at timestamp,
    source_file varchar, source_line bigint, landed_at timestamp, load_id bigint
"""

CONTROL_TABLES = {
    "files": """
        source_system varchar, source_instance varchar, object varchar, source_file varchar,
        file_sha256 varchar, file_bytes bigint, modified_ns bigint, status varchar, reason varchar,
        declared_records bigint, envelope_total bigint, file_records bigint,
        landed_records bigint, repeated_records bigint, quarantined_records bigint,
        exported_at timestamp, covers_from date, covers_to date,
        landed_at timestamp, load_id bigint,
        -- what landing compares to know that nothing has changed
        manifest_state varchar, rule_digest varchar
    """,
    "quarantined_records": """
        source_system varchar, source_instance varchar, object varchar, source_file varchar,
        source_line bigint, reason varchar, raw_text varchar, landed_at timestamp, load_id bigint
    """,
    "dropped_paths": """
        source_system varchar, source_instance varchar, object varchar, path varchar,
        documents_count bigint
    """,
    "findings": """
        source_system varchar, source_instance varchar, object varchar, source_file varchar,
        source_line bigint, path varchar, reason varchar, landed_at timestamp, load_id bigint
    """,
    "runs": "load_id bigint, landed_at timestamp, requested_as_of date",
    "reference_tables": "table_name varchar, content_hash varchar, landed_at timestamp",
    "landing": "landing_id varchar, created_at timestamp",
}


def create_tables(
    connection: duckdb.DuckDBPyConnection,
    rules: dict[tuple[str, str], LandingRule],
    created_at: datetime,
) -> None:
    """Every raw, control and reference table that does not exist yet, empty."""
    for system, object_name in rules:
        connection.execute(f"create schema if not exists {quoted(system)}")
        connection.execute(
            f"create table if not exists {quoted(system)}.{quoted(object_name)} ({RAW_COLUMNS})"
        )
    connection.execute("create schema if not exists control")
    for name, columns in CONTROL_TABLES.items():
        connection.execute(f"create table if not exists control.{name} ({columns})")
    connection.execute("create schema if not exists reference")
    for table in REFERENCE_TABLES.values():
        columns = ", ".join(f"{quoted(column.name)} varchar" for column in table.columns)
        connection.execute(
            f"create table if not exists reference.{table.name} "
            f"({columns}, source_file varchar, source_line bigint)"
        )
    connection.execute(
        "insert into control.landing select ?, ? where not exists (from control.landing)",
        [str(uuid.uuid4()), created_at],
    )
