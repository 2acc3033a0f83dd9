"""What a landing run tells its caller, and the fingerprint of all that is stored."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

import duckdb

from dagster_pipeline.landing.engine.sql_text import quoted
from dagster_pipeline.landing.storing.file_log import REJECTED


@dataclass
class TableCounts:
    """What a run did to one raw table, in records."""

    landed: int = 0
    repeated: int = 0
    quarantined: int = 0


@dataclass
class LandingOutcome:
    """What a landing run did, and a fingerprint of all that is stored now."""

    load_id: int
    landing_id: str
    tables: dict[str, TableCounts] = field(default_factory=dict)
    """By `system.object`, every raw table that exists."""
    files_by_status: Counter[str] = field(default_factory=Counter)
    """Files that were new or changed, by the status that they got."""
    rejected: dict[str, str] = field(default_factory=dict)
    """Every file that stands rejected now, with its reason."""
    outdated: list[str] = field(default_factory=list)
    """Objects whose landed files hold what an earlier rule kept."""
    has_new_content: bool = False
    """Whether anything that the warehouse reads changed: records, files, manifests."""
    reference_changed: bool = False
    content_fingerprint: str = ""
    """Equal while the stored content, the reference and the requested as_of are equal."""

    @property
    def files(self) -> int:
        """Files that were new or changed."""
        return self.files_by_status.total()

    @property
    def rejected_files(self) -> int:
        """Files that this run rejected."""
        return self.files_by_status[REJECTED]

    @property
    def landed_records(self) -> int:
        return sum(counts.landed for counts in self.tables.values())

    @property
    def repeated_records(self) -> int:
        return sum(counts.repeated for counts in self.tables.values())

    @property
    def quarantined_records(self) -> int:
        return sum(counts.quarantined for counts in self.tables.values())

    def lines(self) -> list[str]:
        """A short plain summary."""
        told = [
            f"{name}: {counts.landed} landed, {counts.repeated} repeated, "
            f"{counts.quarantined} quarantined"
            for name, counts in self.tables.items()
            if counts.landed or counts.repeated or counts.quarantined
        ]
        told += [f"rejected: {name}: {reason}" for name, reason in self.rejected.items()]
        if self.outdated:
            told.append(
                f"{', '.join(self.outdated)}: landed when something else was kept; "
                "run `make rebuild-landing` to land these files again"
            )
        files = ", ".join(
            f"{count} {status}" for status, count in sorted(self.files_by_status.items())
        )
        told.append(f"files: {files or 'nothing new'}")
        return told


def fingerprint(
    connection: duckdb.DuckDBPyConnection,
    tables: list[tuple[str, str]],
    requested_as_of: date | None,
) -> str:
    """Of the raw tables' sizes, the file log, the reference tables and the requested as_of.

    Raw tables only grow, by the files that the log names with their hashes: together they tell the
    stored content without reading it.
    """
    raw = [
        connection.execute(
            f"select '{system}.{name}', count(*) from {quoted(system)}.{quoted(name)}"
        ).fetchone()
        for system, name in sorted(tables)
    ]
    control = connection.execute("""
        select source_file, file_sha256, status, reason, declared_records, exported_at, covers_from,
            covers_to, landed_records, landed_at
        from control.files
        order by all
    """).fetchall()
    reference = connection.execute(
        "select table_name, content_hash from control.reference_tables order by all"
    ).fetchall()
    told = json.dumps([raw, control, reference, requested_as_of], default=str)
    return hashlib.sha256(told.encode()).hexdigest()
