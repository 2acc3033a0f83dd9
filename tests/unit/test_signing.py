"""Signing a period: rows in the reference folder, copied from a release of a few rows.

That a night takes what is signed here is tests/pipeline/test_sign_and_close.py's to show.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from dagster_pipeline.landing.land import STAGING_FOLDER
from dagster_pipeline.landing.reference.files import read_reference
from dagster_pipeline.landing.rules.sources import read_landing_rules
from dagster_pipeline.publishing.release import Release, publish
from dagster_pipeline.settings import Settings
from dagster_pipeline.signing import Request, Signed, SigningRefused, sign
from tests.conftest import REFERENCE

BUILT = """
create schema intermediate;
create table intermediate.int_as_of as select date '2026-10-31' as as_of;
create schema reporting;
create schema marts;
create table marts.dim_companies as select 'outco' as company;
create table marts.dim_periods as
    select 'outco' as company, unnest(['2026-08', '2026-09', '2026-10']) as period;
create table marts.fct_period_reconciliation (
    company varchar, channel varchar, period varchar,
    credited_units decimal(18, 4), restocked_units decimal(18, 4),
    revenue_reversed_amount decimal(18, 2), restored_cost_amount decimal(18, 2),
    reversed_cost_amount decimal(18, 2)
);
insert into marts.fct_period_reconciliation values
    ('outco', 'online', '2026-09', 3, 2, 90.00, 24.00, 24.00),
    ('outco', 'b2b', '2026-09', 1.5, 0, -12.50, 0, 0),
    ('outco', 'online', '2026-10', 7, 7, 210.00, 84.00, 84.00);
"""
LANDED = "create schema reference; create table reference.period_signoffs (release_id varchar)"
SIGNOFF_HEADER = "company,period,version,signed_at,signed_by,restatement_threshold,release_id"
TOTALS_HEADER = (
    "company,period,version,channel,credited_units,restocked_units,revenue_reversed_amount,"
    "restored_cost_amount,reversed_cost_amount"
)


@dataclass(frozen=True)
class Office:
    """A company whose night has published, and who signs there."""

    settings: Settings

    def publish(self, night: int = 1) -> Release:
        inputs = {"landing_id": "l", "content": "c", "program": "p", "requested_as_of": ""}
        return publish(self.settings, inputs, f"{night:08d}-run")

    def sign(self, period: str = "2026-09", **given: str) -> Signed:
        return sign(self.settings, Request(**{"company": "outco", "period": period} | given))

    def lines(self, table: str) -> list[str]:
        return (self.settings.reference / f"{table}.csv").read_text().splitlines()

    def put(self, table: str, text: str) -> None:
        (self.settings.reference / f"{table}.csv").write_text(text)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    settings = Settings(
        exports=tmp_path / "exports",
        reference=tmp_path / "reference",
        warehouse=tmp_path / "warehouse",
        as_of=None,
        landed_at=datetime(2026, 10, 5, 8, 30, tzinfo=UTC),
        keep_releases=30,
        memory_limit="1GiB",
        alert_command=None,
    )
    settings.reference.mkdir()
    settings.warehouse.mkdir()
    office = Office(settings)
    for table, text in REFERENCE.items():
        office.put(table, text)
    for file, statements in (("warehouse.duckdb", BUILT), ("landing.duckdb", LANDED)):
        with duckdb.connect(str(settings.warehouse / file)) as connection:
            connection.execute(statements)
    return office


def test_a_sign_off_and_its_totals_are_written_and_name_the_release(office):
    release = office.publish()
    office.sign(signed_by="Controller, outco", threshold="50.00")

    # 08:30 UTC is 19:30 in Sydney, where the shop is: the company has no ledger and no hub.
    assert office.lines("period_signoffs") == [
        SIGNOFF_HEADER,
        'outco,2026-09,1,2026-10-05T19:30:00+11:00,"Controller, outco",50.00,'
        + release.folder.name,
    ]
    assert office.lines("period_signoff_totals") == [
        TOTALS_HEADER,
        "outco,2026-09,1,b2b,1.5000,0.0000,-12.50,0.00,0.00",
        "outco,2026-09,1,online,3.0000,2.0000,90.00,24.00,24.00",
    ]


def test_what_is_signed_passes_the_check_of_the_reference_tables(office):
    office.publish()
    office.sign()
    office.sign()

    systems = {system for system, _ in read_landing_rules(STAGING_FOLDER)}
    tables = read_reference(office.settings.reference, systems)
    assert [row["version"] for row in tables["period_signoffs"]] == ["1", "2"]
    assert len(tables["period_signoff_totals"]) == 4


def test_signing_again_adds_a_version_with_the_threshold_before(office):
    office.publish()
    office.sign(threshold="50.00", signed_by="First")
    office.sign(signed_by="Second")
    office.sign("2026-10", signed_by="First")

    told = [line.split(",") for line in office.lines("period_signoffs")[1:]]
    assert [(row[1], row[2], row[4], row[5]) for row in told] == [
        ("2026-09", "1", "First", "50.00"),
        ("2026-09", "2", "Second", "50.00"),
        ("2026-10", "1", "First", "0"),
    ]


def test_rows_and_order_of_columns_stay_and_a_missing_column_is_added(office):
    office.publish()
    office.put(
        "period_signoffs",
        "signed_by,company,period,version,signed_at\n"
        '"O\'Hara, Jo",outco,2026-08,1,2026-09-03T10:00:00+10:00\n',
    )
    office.sign(signed_by="Jo", threshold="5")

    header, before, added = office.lines("period_signoffs")
    assert header == "signed_by,company,period,version,signed_at,restatement_threshold,release_id"
    assert before == '"O\'Hara, Jo",outco,2026-08,1,2026-09-03T10:00:00+10:00,,'
    assert added.startswith("Jo,outco,2026-09,1,2026-10-05T19:30:00+11:00,5,")


def test_the_zone_is_the_ledgers_where_there_is_one(office):
    office.publish()
    office.put(
        "source_instances",
        REFERENCE["source_instances"]
        + "xero,books,outco,ledger,Europe/London,AUD\n"
        + "cin7_core,core,outco,hub,America/New_York,AUD\n",
    )
    assert office.sign().signoff["signed_at"] == "2026-10-05T09:30:00+01:00"


def test_a_signed_release_is_not_pruned(office):
    signed = office.publish().folder
    office.sign()
    with duckdb.connect(str(office.settings.landing_file)) as connection:
        connection.execute(
            "insert into reference.period_signoffs select release_id from read_csv(?)",
            [str(office.settings.reference / "period_signoffs.csv")],
        )
    keeps_none = Office(replace(office.settings, keep_releases=0))
    keeps_none.publish(2)
    keeps_none.publish(3)

    assert signed.exists()


REFUSED = {
    "no company": ({"company": ""}, "Say what to sign"),
    "unknown company": ({"company": "inco"}, "COMPANY=inco.* it has outco"),
    "unknown period": ({"period": "2025-01"}, "PERIOD=2025-01.* it has 2026-08, 2026-09, 2026-10"),
    "a period of no channel": ({"period": "2026-08"}, "2026-08 of outco has no channel"),
    "a threshold below 0": ({"threshold": "-1"}, "THRESHOLD=-1: is no number of 0 or more"),
}


@pytest.mark.parametrize(("given", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_signed_is_refused_with_the_reason(office, given, reason):
    office.publish()
    with pytest.raises(SigningRefused, match=reason):
        office.sign(**given)
    assert not (office.settings.reference / "period_signoffs.csv").exists()


def test_without_a_release_nothing_can_be_signed(office):
    with pytest.raises(SigningRefused, match=r"no release .* Run make nightly first"):
        office.sign()


def test_a_reference_that_changed_since_the_release_is_a_note(office):
    office.publish()
    assert office.sign().notes == []

    office.put("channel_contracts", REFERENCE["channel_contracts"])
    (note,) = office.sign().notes
    assert note.startswith("channel_contracts.csv changed after the release was published")


def test_a_sign_off_after_the_release_s_business_date_is_a_note(office):
    office.publish()
    later = Office(replace(office.settings, landed_at=datetime(2026, 11, 2, tzinfo=UTC)))
    (note,) = later.sign().notes
    assert "speaks of 2026-10-31" in note
    assert "2026-11-02" in note
