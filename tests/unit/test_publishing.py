"""A release holds what was built, described, and stays as it is for those who read it.

Real DuckDB files and folders throughout. That the right thing is published at night, and only then,
is tests/pipeline/test_nightly.py's to show.
"""

import json
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from dagster_pipeline.publishing.database import UnpublishableView
from dagster_pipeline.publishing.release import Release, publish
from dagster_pipeline.publishing.shelf import Shelf

BUILT = """
    create schema intermediate;
    create table intermediate.int_as_of as select date '2026-10-31' as as_of;

    create schema marts;
    create table marts.fct_returns (return_id varchar not null, credited_amount decimal(18, 2));
    insert into marts.fct_returns values ('b', 20.00), ('a', 10.50);
    comment on table marts.fct_returns is 'One row per return; it''s the latest version';
    comment on column marts.fct_returns.credited_amount is 'Net of tax, base currency';

    create schema reporting;
    create view reporting.rpt_returns as select return_id, credited_amount from marts.fct_returns;
    create view reporting.a_first_by_name as select return_id from reporting.rpt_returns;
    comment on view reporting.rpt_returns is 'What finance reads';
    comment on column reporting.rpt_returns.return_id is 'The return';
"""
LANDED = "create schema reference; create table reference.period_signoffs (release_id varchar)"
COUNT = """
import sys, duckdb
with duckdb.connect(sys.argv[1], read_only=True) as reader:
    print(reader.execute("select count(*) from marts.fct_returns").fetchone()[0])
"""
INPUTS = {"landing_id": "l", "content": "c", "program": "p", "requested_as_of": ""}


@dataclass(frozen=True)
class WarehouseFolder:
    """The settings that publishing reads."""

    warehouse: Path
    keep_releases: int = 30
    memory_limit: str = "1GB"

    @property
    def landing_file(self) -> Path:
        return self.warehouse / "landing.duckdb"

    def run(self, file: str, statements: str) -> None:
        with duckdb.connect(str(self.warehouse / file)) as connection:
            connection.execute(statements)

    def publish(self, night: int) -> Release:
        return publish(self, INPUTS, f"{night:08d}-run")


@pytest.fixture
def folder(tmp_path: Path) -> WarehouseFolder:
    built = WarehouseFolder(tmp_path / "warehouse")
    built.warehouse.mkdir()
    built.run("warehouse.duckdb", BUILT)
    built.run("landing.duckdb", LANDED)
    return built


def read(file: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_tables_views_and_comments_are_in_the_release(folder):
    release = folder.publish(1)
    file = release.folder / "returns.duckdb"

    assert read(file, "from marts.fct_returns") == [("a", 10.5), ("b", 20)]
    assert read(file, "select count(*) from reporting.rpt_returns") == [(2,)]
    assert read(file, "select count(*) from reporting.a_first_by_name") == [(2,)]
    assert read(
        file,
        """
        select table_name, comment from duckdb_tables() where comment is not null
        union all
        select view_name, comment from duckdb_views() where comment is not null
        order by all
        """,
    ) == [
        ("fct_returns", "One row per return; it's the latest version"),
        ("rpt_returns", "What finance reads"),
    ]
    assert read(
        file,
        """
        select table_name, column_name, comment from duckdb_columns()
        where comment is not null order by all
        """,
    ) == [
        ("fct_returns", "credited_amount", "Net of tax, base currency"),
        ("rpt_returns", "return_id", "The return"),
    ]


def test_nothing_but_the_published_schemas_is_in_the_release(folder):
    file = folder.publish(1).folder / "returns.duckdb"

    schemas = read(file, "select distinct schema_name from duckdb_tables()")
    assert schemas == [("marts",)]


def test_views_work_under_any_file_name(folder, tmp_path):
    file = folder.publish(1).folder / "returns.duckdb"
    renamed = tmp_path / "copied by a reader.duckdb"
    renamed.write_bytes(file.read_bytes())

    assert read(renamed, "select count(*) from reporting.rpt_returns") == [(2,)]


def test_a_view_that_needs_more_than_the_published_schemas_is_not_published(folder):
    folder.publish(1)
    folder.run("warehouse.duckdb", "create view reporting.rpt_as_of as from intermediate.int_as_of")

    with pytest.raises(UnpublishableView, match="rpt_as_of"):
        folder.publish(2)
    assert Shelf(folder.warehouse).current_manifest()["dagster_run_id"] == "00000001-run"


def test_the_file_is_in_the_storage_format_of_the_first_client(folder):
    file = folder.publish(1).folder / "returns.duckdb"

    # Bytes 12 to 19 of a DuckDB file hold its storage version: 64 is what DuckDB 1.0 writes.
    assert int.from_bytes(file.read_bytes()[12:20], "little") == 64
    assert not Path(f"{file}.wal").exists()


def test_parquet_holds_every_table_and_view_and_equal_content_gives_equal_bytes(folder):
    first = folder.publish(1).folder / "parquet"
    second = folder.publish(2).folder / "parquet"

    files = sorted(path.relative_to(first).as_posix() for path in first.rglob("*.parquet"))
    assert files == [
        "marts/fct_returns.parquet",
        "reporting/a_first_by_name.parquet",
        "reporting/rpt_returns.parquet",
    ]
    for file in files:
        assert (first / file).read_bytes() == (second / file).read_bytes()
    rows = duckdb.sql(f"from '{first}/marts/fct_returns.parquet'").fetchall()
    assert rows == [("a", 10.5), ("b", 20)]


def test_the_manifest_says_what_the_release_was_made_from_and_holds(folder):
    release = folder.publish(1).folder
    manifest = json.loads((release / "manifest.json").read_text())

    assert manifest["run_id"] == release.name
    assert manifest["as_of"] == "2026-10-31"
    assert manifest["inputs"] == INPUTS
    assert manifest["rows"]["marts.fct_returns"] == 2
    sums = subprocess.run(
        ["sha256sum", "returns.duckdb"], cwd=release, capture_output=True, text=True, check=True
    )
    assert manifest["files"]["returns.duckdb"]["sha256"] == sums.stdout.split()[0]


def test_a_release_is_read_only(folder):
    release = folder.publish(1).folder

    for path in release.rglob("*"):
        if path.is_file():
            assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_a_reader_keeps_the_release_that_it_opened(folder):
    folder.publish(1)
    current = folder.warehouse / "current" / "returns.duckdb"
    with duckdb.connect(str(current), read_only=True) as reader:
        folder.run("warehouse.duckdb", "insert into marts.fct_returns values ('c', 1)")
        folder.publish(2)

        assert reader.execute("select count(*) from marts.fct_returns").fetchone() == (2,)

    # Another process: within one process the engine may hand out the file that is still open.
    fresh = subprocess.run(
        [sys.executable, "-c", COUNT, str(current)], capture_output=True, text=True, check=True
    )
    assert fresh.stdout.strip() == "3"


def test_current_moves_with_its_folder(folder, tmp_path):
    folder.publish(1)
    moved = tmp_path / "moved"
    folder.warehouse.rename(moved)

    assert read(moved / "current" / "returns.duckdb", "select count(*) from marts.fct_returns")


def test_pruning_keeps_the_newest_the_signed_and_the_current(folder):
    signed = folder.publish(1).folder
    folder.run(
        "landing.duckdb", f"insert into reference.period_signoffs values ('{signed.name}'), (null)"
    )
    keeps_one = WarehouseFolder(folder.warehouse, keep_releases=1)
    old, newer, current = (keeps_one.publish(night).folder for night in (2, 3, 4))

    assert [path.exists() for path in (signed, old, newer, current)] == [True, False, True, True]
    assert Shelf(folder.warehouse).current_release() == current


def test_a_release_with_a_missing_file_does_not_count_as_current(folder):
    release = folder.publish(1).folder
    assert Shelf(folder.warehouse).current_manifest() is not None

    (release / "returns.duckdb").unlink()
    assert Shelf(folder.warehouse).current_manifest() is None


def test_what_an_interrupted_night_left_is_removed(folder):
    left = Shelf(folder.warehouse).start("20200101-000000-00000000")
    (left / "returns.duckdb").write_bytes(b"half")

    release = folder.publish(1).folder
    assert sorted(path.name for path in release.parent.iterdir()) == [release.name]
