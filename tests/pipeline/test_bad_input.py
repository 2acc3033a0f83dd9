"""Files that are cut, broken or no JSON are set aside with a reason, and the night goes on.

The demo company's night with faults planted among its files. The good records beside them are
published as if nothing had been; who is told what to fetch again is asserted, and the last test
shows what does stop a night: a reference row that nobody can act on. How each fault is found is for
the landing's own tests.
"""

import gzip
import json
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.nights import DEMO_EXPORTS, DEMO_REFERENCE, House
from tests.pipeline.comparison import differences

# Planted files say that they cover a month long before the first return, so that no return depends
# on what they would have held.
LONG_AGO = {"covers_from": "2019-01-01", "covers_to": "2019-01-31"}
SALES = "cin7_core/core/sales"
CREDIT_NOTES = "xero/books/credit_notes"
ORDERS = "shopify/au/orders"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The demo company after a night over files with planted faults."""
    folder = tmp_path_factory.mktemp("bad_input")
    house = House(folder / "exports", folder / "reference", folder / "warehouse")
    shutil.copytree(DEMO_EXPORTS, house.exports)
    shutil.copytree(DEMO_REFERENCE, house.reference)
    _plant_faults(house.exports)
    house.publishing_night()
    return house


def _plant_faults(exports: Path) -> None:
    whole = gzip.compress((exports / SALES / "2026-02-28.jsonl").read_bytes())
    _plant(exports / SALES / "cut.jsonl.gz", whole[: len(whole) // 2])
    _plant(exports / CREDIT_NOTES / "page_9.json", b"<html>\n504 Gateway Time-out\n</html>\n")

    marked = exports / ORDERS / "2026-02-28" / "orders.json"
    marked.write_bytes(b"\xef\xbb\xbf" + marked.read_bytes())

    sales = exports / SALES / "2026-02-28.jsonl"
    first, *others = sales.read_bytes().splitlines(keepends=True)
    sales.write_bytes(b"".join([first, b'{"ID": "half-a-sale", "Customer": "Jo\n', *others]))
    declared = sales.with_name(f"{sales.name}.manifest.json")
    manifest = json.loads(declared.read_text())
    declared.write_text(json.dumps(manifest | {"records": manifest["records"] + 1}))


def _plant(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    path.with_name(f"{path.name}.manifest.json").write_text(json.dumps(LONG_AGO))


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
        "select source_file, source_line, reason, raw_text from marts.fct_quarantined_records",
    )
    ((file, line, reason, raw_text),) = set_aside
    assert (file, line) == (f"{SALES}/2026-02-28.jsonl", 2)
    assert "not valid JSON" in reason
    assert "Jo" not in raw_text
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
        demo_house.release, house.release, only=("marts.fct_return_legs", "marts.fct_return_lines")
    )
    assert not found, "\n".join(found)


def test_the_night_says_that_it_needs_a_look(house: House) -> None:
    last_night = house.last_night()
    assert last_night["outcome"] == "published"
    assert last_night["needs_a_look"] is True
    assert last_night["counts"]["rejected_files"] == 2
    assert last_night["counts"]["quarantined_records"] == 1


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
