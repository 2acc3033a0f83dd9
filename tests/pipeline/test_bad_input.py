"""Files that are cut, broken or no JSON are set aside with a reason, and the night goes on.

The demo company's night with faults planted among its files. The good records beside them are
published as if nothing had been; who is told what to fetch again is asserted, and the last tests
show what does stop a night: a check that goes red, and a reference row that nobody can act on. How
each fault is found is for the landing's own tests.
"""

import csv
from pathlib import Path

import duckdb
import pytest

from tests.nights import House
from tests.pipeline.comparison import differences
from tests.pipeline.troubled import CREDIT_NOTES, ORDERS, PLANTED_INSTANCE, SALES, TroubledNights


@pytest.fixture(scope="module")
def house(troubled_nights: TroubledNights) -> House:
    return troubled_nights.house


def _published(house: House, query: str) -> list[tuple]:
    with duckdb.connect(str(house.release), read_only=True) as release:
        return release.execute(query).fetchall()


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (f"{SALES}/cut.jsonl.gz", ("gzip", "cut off", "fetch it again")),
        (f"{CREDIT_NOTES}/page_9.json", ("line 1", "not valid JSON", "export it again")),
    ],
    ids=["a cut gzip", "a page that is no JSON"],
)
def test_a_file_that_cannot_be_trusted_is_rejected_whole(
    house: House, file: str, reason: tuple[str, ...]
) -> None:
    ((status, said, landed),) = _published(
        house,
        "select status, reason, landed_records from marts.fct_control_totals "
        f"where source_file = '{file}'",
    )
    assert (status, landed) == ("rejected", 0)
    for part in reason:
        assert part in said


def test_a_broken_line_is_set_aside_by_its_place_and_shows_no_name(house: House) -> None:
    set_aside = _published(
        house,
        "select source_file, source_line, reason, raw_text from marts.fct_quarantined_records "
        f"where source_instance <> '{PLANTED_INSTANCE}'",
    )
    ((file, line, reason, raw_text),) = set_aside
    assert (file, line) == (f"{SALES}/2026-02-28.jsonl", 2)
    assert "not valid JSON" in reason
    assert raw_text.startswith('{"ID": "half-a-sale", "Customer": ***')
    totals = _published(
        house,
        "select status, declared_records, landed_records + repeated_records, quarantined_records "
        f"from marts.fct_control_totals where source_file = '{file}'",
    )
    ((status, declared, good, quarantined),) = totals
    assert (status, good, quarantined) == ("loaded", declared - 1, 1)


def test_a_byte_order_mark_costs_no_record(house: House) -> None:
    totals = _published(
        house,
        "select status, declared_records, landed_records + repeated_records "
        f"from marts.fct_control_totals where source_file = '{ORDERS}/2026-02-28/orders.json'",
    )
    ((status, declared, good),) = totals
    assert (status, good) == ("loaded", declared)


def test_the_records_beside_the_faults_are_published(demo_house: House, house: House) -> None:
    found = differences(
        demo_house.release,
        house.release,
        only=("marts.fct_return_legs", "marts.fct_return_lines", "marts.fct_returns"),
        where="company = 'harbour'",
    )
    assert not found, "\n".join(found)


def test_the_night_says_that_it_needs_a_look(troubled_nights: TroubledNights) -> None:
    told = troubled_nights.published
    assert told["outcome"] == "published"
    assert told["needs_a_look"] is True
    ((rejected, set_aside),) = _published(
        troubled_nights.house,
        "select count(*) filter (where status = 'rejected'), sum(quarantined_records)::bigint "
        "from marts.fct_control_totals",
    )
    assert told["counts"]["rejected_files"] == rejected > 2
    assert told["counts"]["quarantined_records"] == set_aside > 1


def test_a_red_check_stops_the_release_and_leaves_its_failing_rows(
    troubled_nights: TroubledNights,
) -> None:
    night, told = troubled_nights.red, troubled_nights.red_outcome
    assert night.status == 1
    assert "FAILED, nothing was published: 2 checks or models are red." in night.complained
    assert "Traceback" not in night.said + night.complained
    assert told["run_id"] == troubled_nights.published["run_id"]
    rows_files = {check["name"]: check["rows_file"] for check in told["red_checks"]}
    assert set(rows_files) == {
        "every_landed_record_is_in_its_raw_table",
        "every_record_of_a_file_is_landed_repeated_or_quarantined",
    }
    failing = Path(rows_files["every_record_of_a_file_is_landed_repeated_or_quarantined"])
    with failing.open() as rows:
        assert [row["source_file"] for row in csv.DictReader(rows)] == [troubled_nights.red_file]


def test_an_unknown_account_role_stops_the_night_and_leaves_the_release(house: House) -> None:
    published = (house.warehouse / "current").readlink()
    roles = house.reference / "account_roles.csv"
    *lines, last = roles.read_text().splitlines()
    lines.append(last.rpartition(",")[0] + ",sales_retruns")
    roles.write_text("\n".join(lines) + "\n")

    night = house.night()

    assert night.status != 0
    for part in (f"account_roles.csv:{len(lines)}", "sales_retruns", "sales_returns"):
        assert part in night.complained
    assert "Traceback" not in night.said + night.complained
    assert (house.warehouse / "current").readlink() == published
    assert house.last_night()["outcome"] == "failed"
