"""The landing run: reference checked, files found, batches landed, the outcome told."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dagster_pipeline.landing.batches import PendingFile, batches_of, land_batch
from dagster_pipeline.landing.engine.database import open_landing
from dagster_pipeline.landing.files.discovery import (
    ExportFile,
    Manifest,
    ManifestInvalid,
    find_export_files,
    read_manifest,
    why_not_by_name,
)
from dagster_pipeline.landing.outcome import LandingOutcome, TableCounts, fingerprint
from dagster_pipeline.landing.reference.files import read_reference, store_reference, unread_files
from dagster_pipeline.landing.rules.sources import LandingRule, read_landing_rules
from dagster_pipeline.landing.storing.documents import Load
from dagster_pipeline.landing.storing.file_log import (
    LOOK_AGAIN,
    REJECTED,
    FileEntry,
    FileLog,
    new_entry,
)
from dagster_pipeline.landing.storing.tables import create_tables
from dagster_pipeline.settings import DBT_PROJECT, Settings

STAGING_FOLDER = DBT_PROJECT / "models" / "staging"

Progress = Callable[[str], None]
Rules = dict[tuple[str, str], LandingRule]


def land(
    settings: Settings,
    progress: Progress = lambda line: None,
    staging_folder: Path = STAGING_FOLDER,
) -> LandingOutcome:
    """Lands what is new below the exports folder into landing.duckdb.

    Raises LandingError (and its kinds) with a text for the user: nothing is landed then. A bad
    file stops nothing: it is rejected with its reason.
    """
    landed_at = (settings.landed_at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    files = find_export_files(settings.exports)
    return land_files(settings, [(landed_at, files)], progress, staging_folder)


def land_files(
    settings: Settings,
    landings: list[tuple[datetime, list[ExportFile]]],
    progress: Progress,
    staging_folder: Path,
) -> LandingOutcome:
    """Lands files as of one instant (UTC, without zone) after another; together they are all files.

    Raises LandingError.
    """
    rules = read_landing_rules(staging_folder)
    reference = read_reference(settings.reference, {system for system, _ in rules})
    for name in unread_files(settings.reference):
        progress(f"{name} is no reference table and was not read; is its name misspelt?")
    instances = {(row["system"], row["instance"]) for row in reference["source_instances"]}
    present = {file.source_file for _, files in landings for file in files}
    with open_landing(settings) as connection:
        create_tables(connection, rules, landings[0][0])
        outcome = LandingOutcome(_next_load_id(connection), _landing_id(connection))
        outcome.tables = {f"{system}.{name}": TableCounts() for system, name in rules}
        outcome.reference_changed = store_reference(connection, reference, landings[-1][0])
        for landed_at, files in landings:
            load = Load(_next_load_id(connection), landed_at)
            outcome.load_id = load.load_id
            run = _Run(connection, rules, instances, load, outcome, progress)
            run.forget_rejections_of_absent(present)
            run.land(files)
            connection.execute(
                "insert into control.runs values (?, ?, ?)",
                [load.load_id, landed_at, settings.as_of],
            )
        outcome.outdated = outdated_objects(connection, rules)
        outcome.rejected = dict(
            connection.execute(
                "select source_file, reason from control.files where status = 'rejected' "
                "order by source_file"
            ).fetchall()
        )
        outcome.content_fingerprint = fingerprint(connection, list(rules), settings.as_of)
    return outcome


def outdated_objects(connection: duckdb.DuckDBPyConnection, rules: Rules) -> list[str]:
    """Objects with files that landed when their rule kept something else.

    They are not landed again by themselves: every document without a stamp would gain a version.
    """
    loaded = connection.execute(
        "select distinct source_system, object, split_part(rule_digest, '-', 1) "
        "from control.files where status = 'loaded' and file_records > 0 order by all"
    ).fetchall()
    return list(
        dict.fromkeys(
            f"{system}.{name}"
            for system, name, kept_digest in loaded
            if (system, name) in rules and rules[system, name].kept_digest != kept_digest
        )
    )


def _landing_id(connection: duckdb.DuckDBPyConnection) -> str:
    return connection.execute("select landing_id from control.landing").fetchone()[0]


def _next_load_id(connection: duckdb.DuckDBPyConnection) -> int:
    return connection.execute(
        "select coalesce(max(load_id), 0) + 1 from ("
        "select load_id from control.runs union all select load_id from control.files)"
    ).fetchone()[0]


class _Run:
    """One pass over the files."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        rules: Rules,
        instances: set[tuple[str, str]],
        load: Load,
        outcome: LandingOutcome,
        progress: Progress,
    ) -> None:
        self.connection = connection
        self.rules = rules
        self.instances = instances
        self.load = load
        self.outcome = outcome
        self.progress = progress
        self.log = FileLog(connection)
        self.rejections: list[FileEntry] = []
        self.name_problems: dict[tuple, str | None] = {}

    def forget_rejections_of_absent(self, present: set[str]) -> None:
        if self.log.forget_rejections_of_absent(present):
            self.outcome.has_new_content = True

    def land(self, files: list[ExportFile]) -> None:
        """Lands what is new of the files, object by object."""
        pending: dict[tuple[str, str, str], list[PendingFile]] = {}
        for file in files:
            one = self._look_at(file)
            if one:
                key = (file.system, file.object, file.instance)
                pending.setdefault(key, []).append(one)
        self.log.write(self.rejections)
        for entry in self.rejections:
            self._count(entry)
        for (system, object_name, instance), waiting in sorted(pending.items()):
            self._land_object(self.rules[system, object_name], instance, waiting)

    def _look_at(self, file: ExportFile) -> PendingFile | None:
        """The file where it is to be read; None where it is known, unchanged or rejected."""
        rule = self.rules.get((file.system, file.object))
        name_problem = self._name_problem(file)
        digest = f"{rule.digest if rule else ''}:{name_problem or ''}"
        known = self.log.latest(file.source_file)
        if known and _is_unchanged(known, file, digest):
            return None
        sha256, unread = self._hashed(file)
        if sha256 and known and known.status != REJECTED and known.file_sha256 == sha256:
            self._refresh(known, file)
            return None
        try:
            manifest = read_manifest(file)
        except ManifestInvalid as problem:
            reason = f"{problem}; correct it or remove it"
            self._reject(file, sha256, Manifest(), digest, reason)
            return None
        if unread:
            if not known or known.reason != unread:
                self._reject(file, None, manifest, LOOK_AGAIN, unread)
            return None
        if name_problem:
            self._reject(file, sha256, manifest, digest, name_problem)
            return None
        return PendingFile(file, sha256, manifest, digest)

    @staticmethod
    def _hashed(file: ExportFile) -> tuple[str | None, str | None]:
        """The sha256 of a file, or why it cannot be read."""
        try:
            return file.sha256(), None
        except FileNotFoundError:
            if file.manifest_state:
                return None, "its manifest is there and it is not; fetch it or remove the manifest"
            return None, "it is a link to nothing; restore what it leads to or remove it"
        except OSError as error:
            return None, f"it cannot be opened ({error.strerror}); check it and its permissions"

    def _name_problem(self, file: ExportFile) -> str | None:
        """Why a file cannot land for its place and suffix, worked out once for all like it."""
        alike = (file.system, file.instance, file.object, file.suffix)
        if alike not in self.name_problems:
            self.name_problems[alike] = why_not_by_name(file, self.rules, self.instances)
        return self.name_problems[alike]

    def _refresh(self, known: FileEntry, file: ExportFile) -> None:
        """A file with the same bytes as before: its time and its manifest are taken over."""
        if (known.modified_ns, known.file_bytes) != (file.modified_ns, file.bytes):
            self.log.touch(known, file)
        if known.manifest_state != file.manifest_state:
            try:
                self.log.update_manifest(known, file, read_manifest(file))
                self.outcome.has_new_content = True
            except ManifestInvalid as problem:
                self.progress(f"{file.source_file} is loaded, and {problem}; it was not read")

    def _reject(
        self, file: ExportFile, sha256: str | None, manifest: Manifest, digest: str, reason: str
    ) -> None:
        entry = new_entry(file, sha256, manifest, digest, self.load.landed_at, self.load.load_id)
        entry.status, entry.reason = REJECTED, reason
        self.rejections.append(entry)

    def _land_object(self, rule: LandingRule, instance: str, waiting: list[PendingFile]) -> None:
        self.progress(f"{rule.system}/{instance}/{rule.object}: {len(waiting)} files to land")
        for batch in batches_of(waiting):
            for entry in land_batch(self.connection, rule, batch, self.load, self.log):
                self._count(entry)

    def _count(self, entry: FileEntry) -> None:
        self.outcome.has_new_content = True
        self.outcome.files_by_status[entry.status] += 1
        if entry.status == REJECTED:
            self.progress(f"rejected: {entry.source_file}: {entry.reason}")
            return
        counts = self.outcome.tables[f"{entry.source_system}.{entry.object}"]
        counts.landed += entry.landed_records
        counts.repeated += entry.repeated_records
        counts.quarantined += entry.quarantined_records


def _is_unchanged(known: FileEntry, file: ExportFile, digest: str) -> bool:
    """Whether a file is as it was; a loaded one whatever the rules say today."""
    is_same_file = (known.file_bytes, known.modified_ns, known.manifest_state) == (
        file.bytes,
        file.modified_ns,
        file.manifest_state,
    )
    return is_same_file and (known.status != REJECTED or known.rule_digest == digest)
