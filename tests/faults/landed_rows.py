"""What a landing file holds, to be compared with another one, and whether it holds half a batch."""

from collections import Counter
from pathlib import Path

import duckdb

# What tells one run from another and says nothing of the content.
OF_THE_FILE = frozenset({"load_id", "landing_id", "created_at", "modified_ns"})
OF_THE_RUN = OF_THE_FILE | {"landed_at"}
RUNS = "control.runs"


def landed_rows(landing_file: Path, apart: frozenset[str] = OF_THE_RUN) -> Counter[tuple]:
    """Every row of every table but that of the runs, without the columns that are set apart, its
    table's name before it, and how often."""
    with duckdb.connect(str(landing_file), read_only=True) as connection:
        columns = connection.execute(
            "select schema_name || '.' || table_name, list(column_name order by column_index) "
            "from duckdb_columns() where not internal group by all"
        ).fetchall()
        return Counter(
            (table, *row)
            for table, names in columns
            if table != RUNS
            for row in connection.execute(
                f"select {', '.join(n for n in names if n not in apart)} from {table}"
                if set(names) - apart
                else f"select count(*) from {table}"
            ).fetchall()
        )


def assert_nothing_is_half_landed(landing_file: Path) -> None:
    """Every file that is logged is accounted for, and every record has its file's row."""
    if not landing_file.exists():
        return
    with duckdb.connect(str(landing_file)) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() "
            "where schema_name not in ('control', 'reference')"
        ).fetchall()
        has_log = connection.execute(
            "select 1 from duckdb_tables() where schema_name = 'control' and table_name = 'files'"
        ).fetchall()
        if not has_log:
            return
        for system, name in tables:
            stored = connection.sql(f'select count(*) from "{system}"."{name}"').fetchone()
            logged = connection.execute(
                "select coalesce(sum(landed_records), 0) from control.files "
                "where source_system = ? and object = ?",
                [system, name],
            ).fetchone()
            assert stored == logged, f"{system}.{name} holds {stored}, its files landed {logged}"
        unaccounted = connection.execute(
            "select source_file from control.files where status <> 'rejected' "
            "and landed_records + repeated_records + quarantined_records <> file_records"
        ).fetchall()
        assert not unaccounted
