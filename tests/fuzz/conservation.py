"""What must hold of a landing run, whatever its files went through.

Every file is in the log once, rejected with a reason or with its records added up; what the log
counts is what the tables hold; a record that is whole in a file that landed is stored; and landing
again is no news.
"""

import json
import os
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import duckdb

from dagster_pipeline.landing import LandingOutcome, land
from dagster_pipeline.landing.land import STAGING_FOLDER
from dagster_pipeline.settings import Settings
from tests.figures import FIGURES
from tests.fuzz.mutations import DamagedFile
from tests.fuzz.originals import JSON_OBJECTS

HOUR = 3600


class Broken(AssertionError):
    """A rule that did not hold, with the file that shows it."""


def land_damaged(settings: Settings, files: Sequence[DamagedFile]) -> Counter[str]:
    """Lands the files and proves the rules; returns how many files ended in which status."""
    FIGURES.damaged_files += sum(1 for file in files if file.changes)
    FIGURES.mutations += sum(len(file.changes) for file in files)
    names = _write(settings.exports, files)
    outcome = land(settings, staging_folder=STAGING_FOLDER)
    with duckdb.connect(str(settings.landing_file), read_only=True) as connection:
        statuses = _check_log(connection, names)
        _check_tables(connection)
        for name, file in names.items():
            if statuses[name] != "rejected":
                _check_whole_lines(connection, name, file)
    _check_again(settings, outcome)
    return Counter(statuses.values())


def _write(exports: Path, files: Sequence[DamagedFile]) -> dict[str, DamagedFile]:
    """Writes each file under a name of its own, an hour old: nobody is still writing it."""
    names = {}
    then = time.time() - HOUR
    for number, file in enumerate(files):
        name = f"{file.original.folder}/{number:04}{file.original.suffix}"
        path = exports / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        os.utime(path, (then, then))
        names[name] = file
    return names


def _check_log(
    connection: duckdb.DuckDBPyConnection, names: dict[str, DamagedFile]
) -> dict[str, str]:
    rows = connection.execute(
        "select source_file, status, reason, file_records, "
        "landed_records + repeated_records + quarantined_records from control.files"
    ).fetchall()
    if sorted(name for name, *_ in rows) != sorted(names):
        raise Broken("the log does not name every file once")
    for name, status, reason, held, accounted in rows:
        if status == "rejected" and not reason:
            raise Broken(f"{names[name]} was rejected without a reason")
        if status == "rejected":
            continue
        FIGURES.records_accounted += accounted
        if held != accounted:
            FIGURES.records_lost += held - accounted
            raise Broken(f"{names[name]} holds {held} records, {accounted} are accounted for")
    return {name: status for name, status, *_ in rows}


def _check_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables hold as many rows as the log counts."""
    counted = connection.execute(
        "select source_system, object, sum(landed_records)::bigint from control.files "
        "where status <> 'rejected' group by all"
    ).fetchall()
    for system, name, landed in counted:
        stored = connection.execute(f'select count(*) from "{system}"."{name}"').fetchone()[0]
        if stored != landed:
            raise Broken(f"{system}.{name} holds {stored} rows, {landed} were counted")
    quarantined, told = connection.execute(
        "select (select count(*) from control.quarantined_records), "
        "(select coalesce(sum(quarantined_records), 0) from control.files)"
    ).fetchone()
    if quarantined != told:
        raise Broken(f"{quarantined} records are quarantined, {told} were counted")


def _check_whole_lines(connection: duckdb.DuckDBPyConnection, name: str, file: DamagedFile) -> None:
    """A line that no change touched is stored, unless its file became a page or it has no id."""
    if file.original.suffix != ".jsonl":
        return
    id_name = JSON_OBJECTS[file.original.folder][2]
    if not id_name:
        return
    system, _, object_name = file.original.folder.split("/")
    lines = file.content.split(b"\n")
    if len([line for line in lines if line.strip()]) < 2:
        return
    for line in set(file.original.content.splitlines()) & set(lines):
        document_id = str(json.loads(line)[id_name])
        found = connection.execute(
            f'select count(*) from "{system}"."{object_name}" where document_id = ?', [document_id]
        ).fetchone()[0]
        if not found:
            FIGURES.records_lost += 1
            raise Broken(f"{name}: document {document_id} is whole in {file} and not stored")


def _check_again(settings: Settings, first: LandingOutcome) -> None:
    again = land(settings, staging_folder=STAGING_FOLDER)
    if again.has_new_content or again.content_fingerprint != first.content_fingerprint:
        raise Broken("landing the same files again was news")
