"""landing.duckdb made anew from the exports holds what it held, instants of landing included."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from dagster_pipeline.landing import LandingError, Rebuilt, rebuild
from tests.conftest import Company

LOCATIONS = "shopify/shop/locations"
ORDERS = "shopify/shop/orders"
TABLES = {
    "shopify.orders": "* exclude (load_id)",
    "shopify.locations": "* exclude (load_id)",
    "control.files": "* exclude (load_id, modified_ns)",
    "control.quarantined_records": "* exclude (load_id)",
    "control.dropped_paths": "*",
}


def night(day: int) -> datetime:
    return datetime(2026, 9, day, 2, tzinfo=UTC)


@pytest.fixture
def history(company: Company) -> Company:
    """Three nights: forms that come and go, a repeat, a duplicate, a broken record, a rejection."""
    company.put(f"{LOCATIONS}/z.json", [{"id": 1, "name": "A"}])
    company.put(f"{ORDERS}/a.jsonl", '{"id": 1, "email": "x"}\n{"id": 2\n')
    company.land(night(1))
    company.put(f"{LOCATIONS}/b.json", [{"id": 1, "name": "B"}])
    company.put(f"{ORDERS}/cut.json", "[")
    company.land(night(2))
    company.put(f"{LOCATIONS}/a.json", [{"id": 1, "name": "A"}, {"id": 2, "name": "A"}])
    company.put(f"{ORDERS}/b.jsonl", '{"id": 1, "email": "x"}\n{"id": 2\n')
    company.land(night(3))
    return company


def stored(company: Company) -> dict[str, list[tuple]]:
    rows = {
        table: company.query(f"select {columns} from {table} order by all")
        for table, columns in TABLES.items()
    }
    forms = (
        "select payload ->> 'name' from shopify.locations where document_id = '1' order by rowid"
    )
    return rows | {"forms": company.query(forms)}


def publish(company: Company) -> None:
    """A release with the control totals that a rebuild reads."""
    release = company.settings.warehouse / "releases" / "one"
    release.mkdir(parents=True)
    totals = company.query("select source_file, file_sha256, landed_at from control.files")
    with duckdb.connect(str(release / "returns.duckdb")) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.fct_control_totals "
            "(source_file varchar, file_sha256 varchar, landed_at timestamp)"
        )
        connection.executemany("insert into marts.fct_control_totals values (?, ?, ?)", totals)
    (company.settings.warehouse / "current").symlink_to("releases/one")


def rebuilt(company: Company) -> Rebuilt:
    later = replace(company.settings, landed_at=datetime(2026, 12, 1, tzinfo=UTC))
    return rebuild(later, staging_folder=company.staging_folder)


def test_a_deleted_landing_file_comes_back_by_the_last_release(history: Company) -> None:
    before = stored(history)
    publish(history)
    history.settings.landing_file.unlink()
    outcome = rebuilt(history)
    assert outcome.known_from.endswith("current/returns.duckdb")
    assert (outcome.moved_to, outcome.lost) == (None, [])
    assert stored(history) == before
    assert before["forms"] == [("A",), ("B",), ("A",)]


def test_a_landing_file_that_can_be_read_is_its_own_record(history: Company) -> None:
    before = stored(history)
    outcome = rebuilt(history)
    assert outcome.known_from == str(history.settings.landing_file)
    assert outcome.moved_to.exists()
    assert stored(history) == before


@pytest.mark.parametrize("damage", [b"not a database", b""])
def test_a_damaged_landing_file_says_what_to_do_and_is_kept_aside(
    history: Company, damage: bytes
) -> None:
    before = stored(history)
    publish(history)
    file = history.settings.landing_file
    file.write_bytes(damage or file.read_bytes()[:5000])
    with pytest.raises(LandingError, match="make rebuild-landing"):
        history.land()
    outcome = rebuilt(history)
    assert outcome.moved_to.name.startswith("landing.duckdb.before-")
    assert stored(history) == before


def test_what_is_gone_from_the_exports_is_named_and_what_is_new_lands_now(
    history: Company,
) -> None:
    publish(history)
    history.settings.landing_file.unlink()
    (history.settings.exports / LOCATIONS / "b.json").unlink()
    history.put(f"{LOCATIONS}/new.json", [{"id": 3, "name": "C"}])
    renamed = history.settings.exports / LOCATIONS / "z.json"
    renamed.rename(renamed.with_name("renamed.json"))
    outcome = rebuilt(history)
    assert outcome.lost == [f"{LOCATIONS}/b.json"]
    assert "no longer in the exports" in "\n".join(outcome.lines())
    landed = dict(history.query("select source_file, landed_at::date::varchar from control.files"))
    assert landed[f"{LOCATIONS}/new.json"] == "2026-12-01"
    assert landed[f"{LOCATIONS}/renamed.json"] == "2026-09-01"


def test_without_any_record_everything_lands_now_and_says_so(history: Company) -> None:
    history.settings.landing_file.unlink()
    outcome = rebuilt(history)
    assert "landed_at is now" in "\n".join(outcome.lines())
    assert history.query("select distinct landed_at::date::varchar from control.files") == [
        ("2026-12-01",)
    ]


def test_a_rebuild_that_fails_puts_the_file_back(history: Company) -> None:
    before = stored(history)
    shutil.rmtree(history.settings.reference)
    with pytest.raises(LandingError):
        rebuilt(history)
    assert stored(history) == before


def test_a_keep_list_that_grew_names_the_objects_to_land_again(history: Company) -> None:
    file = history.staging_folder / "shopify" / "_shopify__sources.yml"
    content = file.read_text()
    file.write_text(content.replace("keep: [name]", "keep: [name, active]"))
    outcome = history.land()
    assert outcome.outdated == ["shopify.locations"]
    assert "make rebuild-landing" in "\n".join(outcome.lines())
    rebuilt(history)
    assert history.land().outdated == []
    assert history.query("select count(*) from shopify.locations") == [(4,)]


def test_the_command_rebuilds(history: Company, monkeypatch, capsys) -> None:
    from dagster_pipeline.landing import __main__ as command

    settings = history.settings
    for name in ("exports", "reference", "warehouse"):
        monkeypatch.setenv(f"RETURNS_{name.upper()}", str(getattr(settings, name)))
    monkeypatch.setattr("sys.argv", ["landing", "--rebuild"])
    assert command.main() == 0
    assert "kept as" in capsys.readouterr().out
    assert list(Path(settings.warehouse).glob("landing.duckdb.before-*"))
