"""What warehouse.duckdb was built from, recorded in the file itself (schema `build`, one row).

A warehouse of another landing file loses documents and one of another program keeps old rows, both
without any red check: such a file is deleted and built from nothing. So is one whose last build did
not end well: what a killed or failing build leaves is not worth telling from a damaged file.
"""

from dataclasses import astuple
from pathlib import Path

import duckdb

from dagster_pipeline.night.inputs import NightInputs


class WarehouseNotBuilt(Exception):
    """warehouse.duckdb does not hold a finished build."""


def begin_build(warehouse: Path, inputs: NightInputs) -> bool:
    """Makes the file ready for dbt: records what the build starts from, in a new file where the
    old one cannot be continued. True if it is built from nothing."""
    try:
        if _can_continue(warehouse, inputs):
            _record(warehouse, inputs, is_finished=False)
            return False
    except duckdb.Error as problem:
        if is_held_by_another(problem):
            raise
        # A corrupt file, or one that the engine cannot read: nothing is lost with it.
    delete_warehouse(warehouse)
    _record(warehouse, inputs, is_finished=False)
    return True


def is_held_by_another(problem: duckdb.Error) -> bool:
    """Whether the engine refuses a file because another process has it open."""
    return "Could not set lock" in str(problem)


def finish_build(warehouse: Path, inputs: NightInputs) -> None:
    """Records that every model was built and every blocking check passed."""
    _record(warehouse, inputs, is_finished=True)


def built_inputs(warehouse: Path) -> NightInputs:
    """What the finished build in the file was made from."""
    recorded = _recorded(warehouse)
    if recorded is None or not recorded[1]:
        raise WarehouseNotBuilt(
            f"{warehouse} holds no finished build, so there is nothing to publish. "
            "Run the nightly job as a whole."
        )
    return recorded[0]


def delete_warehouse(warehouse: Path) -> None:
    for path in (warehouse, Path(f"{warehouse}.wal")):
        path.unlink(missing_ok=True)


def _can_continue(warehouse: Path, inputs: NightInputs) -> bool:
    recorded = _recorded(warehouse)
    if recorded is None:
        return False
    built, is_finished = recorded
    return is_finished and (built.landing_id, built.program) == (inputs.landing_id, inputs.program)


def _recorded(warehouse: Path) -> tuple[NightInputs, bool] | None:
    if not warehouse.exists():
        return None
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = connection.execute(
            "select 1 from duckdb_tables() where schema_name = 'build' and table_name = 'state'"
        ).fetchall()
        if not tables:
            return None
        row = connection.execute(
            "select landing_id, content, program, requested_as_of, is_finished from build.state"
        ).fetchone()
    return (NightInputs(*row[:4]), row[4]) if row else None


def _record(warehouse: Path, inputs: NightInputs, *, is_finished: bool) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create schema if not exists build")
        connection.execute(
            """
            create or replace table build.state (
                landing_id varchar,
                content varchar,
                program varchar,
                requested_as_of varchar,
                is_finished boolean
            )
            """
        )
        connection.execute(
            "insert into build.state values (?, ?, ?, ?, ?)", [*astuple(inputs), is_finished]
        )
