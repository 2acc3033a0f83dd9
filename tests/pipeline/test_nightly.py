"""Five nights of a small company, each a real `python -m dagster_pipeline.nightly`.

The tests are the nights in order: each finds the warehouse folder as the one before left it. What
the tables say is for other tests; here a night publishes, or does not, and says so.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]

REFERENCE = {
    "source_instances.csv": """\
system,instance,company,tier,time_zone,base_currency
shopify,shop,smallco,channel,Australia/Sydney,AUD
""",
    "channel_contracts.csv": """\
channel,company,channel_system,channel_instance,ledger_posting,financial_system_of_record,\
inventory_system_of_record,valuation_system_of_record,goods_expected_back,no_restock_means,\
restock_within_days,refund_within_days,cost_within_days,amount_tolerance,cost_tolerance
online,smallco,shopify,shop,none,channel,channel,none,yes,kept,14,14,14,0.05,0.05
""",
    "accounting_periods.csv": """\
company,period,first_day,last_day
smallco,2026-09,2026-09-01,2026-09-30
smallco,2026-10,2026-10-01,2026-10-31
""",
}
NOTHING_NEW_SECONDS = 15


@dataclass(frozen=True)
class Company:
    """The folders of a company, and its night."""

    folder: Path

    @property
    def reference(self) -> Path:
        return self.folder / "reference"

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse"

    @property
    def dbt_results(self) -> Path:
        return self.warehouse / "dbt" / "run_results.json"

    def night(self) -> subprocess.CompletedProcess[str]:
        environ = {name: value for name, value in os.environ.items() if name[:8] != "RETURNS_"}
        environ.pop("DAGSTER_HOME", None)
        environ |= {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "RETURNS_EXPORTS": str(self.folder / "exports"),
            "RETURNS_REFERENCE": str(self.reference),
            "RETURNS_WAREHOUSE": str(self.warehouse),
            "RETURNS_ALERT_COMMAND": f"cp -t '{self.folder}'",
        }
        return subprocess.run(
            [sys.executable, "-m", "dagster_pipeline.nightly"],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    def releases(self) -> list[str]:
        return sorted(path.name for path in (self.warehouse / "releases").iterdir())

    def current(self) -> str:
        return (self.warehouse / "current").readlink().name

    def last_night(self) -> dict:
        return json.loads((self.warehouse / "last_night.json").read_text())

    def export_order(self, number: int) -> None:
        """An order of one tee, refunded and restocked, in a file of its own."""
        folder = self.folder / "exports" / "shopify" / "shop" / "orders"
        folder.mkdir(parents=True, exist_ok=True)
        page = {"orders": [_order(number)]}
        (folder / f"page_{number}.json").write_text(json.dumps(page))


@pytest.fixture(scope="module")
def company(tmp_path_factory) -> Iterator[Company]:
    company = Company(tmp_path_factory.mktemp("smallco"))
    company.reference.mkdir()
    for name, text in REFERENCE.items():
        (company.reference / name).write_text(text)
    company.export_order(1001)
    yield company
    shutil.rmtree(company.folder, ignore_errors=True)


def test_the_first_night_publishes_a_release(company):
    night = company.night()

    assert night.returncode == 0, night.stdout + night.stderr
    assert company.last_night()["outcome"] == "published"
    current = company.warehouse / "current"
    assert str(current / "returns.duckdb") in night.stdout
    with duckdb.connect(str(current / "returns.duckdb"), read_only=True) as reader:
        returns = reader.execute("select order_reference from marts.fct_returns").fetchall()
    assert returns == [("#1001",)]
    assert (current / "parquet" / "marts" / "fct_returns.parquet").exists()
    assert json.loads((current / "manifest.json").read_text())["run_id"] == company.current()


def test_a_night_with_nothing_new_says_so_and_runs_no_dbt(company):
    releases, built_at = company.releases(), company.dbt_results.stat().st_mtime_ns
    began = time.monotonic()
    night = company.night()

    assert night.returncode == 0
    assert "Nothing new" in night.stdout
    assert time.monotonic() - began < NOTHING_NEW_SECONDS
    assert company.releases() == releases
    assert company.dbt_results.stat().st_mtime_ns == built_at
    assert company.last_night()["outcome"] == "current"


def test_a_new_file_publishes_anew_beside_the_old_release(company):
    before = company.current()
    company.export_order(1002)
    night = company.night()

    assert night.returncode == 0, night.stdout + night.stderr
    assert company.current() > before
    assert company.releases() == [before, company.current()]


def test_a_warehouse_built_from_nothing_holds_the_same(company):
    grown = company.warehouse / "releases" / company.current()
    (company.warehouse / "warehouse.duckdb").unlink()
    assert "Nothing new" in company.night().stdout

    (company.warehouse / "current").unlink()
    night = company.night()

    assert night.returncode == 0, night.stdout + night.stderr
    rebuilt = company.warehouse / "releases" / company.current()
    assert rebuilt != grown
    assert _parquet(rebuilt) == _parquet(grown)


def test_a_second_night_at_the_same_time_stops_with_one_message(company):
    with (company.warehouse / "night.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        night = company.night()

    assert night.returncode == 1
    assert night.stderr.startswith("Another night is writing to")
    assert night.stdout == ""


def test_a_bad_reference_row_stops_the_night_with_its_place_and_leaves_the_release(company):
    before = company.current()
    with (company.reference / "source_instances.csv").open("a") as file:
        file.write("shopfiy,second,smallco,channel,Australia/Sydney,AUD\n")
    night = company.night()

    assert night.returncode == 1
    for part in ("source_instances.csv:3", "shopfiy"):
        assert part in night.stderr
    assert "Traceback" not in night.stdout + night.stderr
    assert company.current() == before
    assert company.last_night()["outcome"] == "failed"
    alerted = json.loads((company.folder / "last_night.json").read_text())
    assert alerted == company.last_night()


def _parquet(release: Path) -> dict[str, bytes]:
    files = (release / "parquet").rglob("*.parquet")
    return {str(file.relative_to(release)): file.read_bytes() for file in files}


def _order(number: int) -> dict:
    price = {"shop_money": {"amount": "30.00", "currency_code": "AUD"}}
    price["presentment_money"] = price["shop_money"]
    nothing = {"shop_money": {"amount": "0.00", "currency_code": "AUD"}}
    nothing["presentment_money"] = nothing["shop_money"]
    line = {
        "id": number * 10,
        "sku": "TEE",
        "quantity": 1,
        "gift_card": False,
        "price": "30.00",
        "price_set": price,
        "total_discount": "0.00",
        "total_discount_set": nothing,
        "discount_allocations": [],
        "tax_lines": [],
    }
    refund = {
        "id": number * 10 + 1,
        "order_id": number,
        "created_at": "2026-09-20T12:00:00+10:00",
        "refund_line_items": [
            {
                "id": number * 10 + 2,
                "line_item_id": line["id"],
                "location_id": 61,
                "quantity": 1,
                "restock_type": "return",
                "subtotal": 30.0,
                "subtotal_set": price,
                "total_tax": 0.0,
                "total_tax_set": nothing,
                "line_item": line,
            }
        ],
        "order_adjustments": [],
        "transactions": [],
    }
    return {
        "id": number,
        "name": f"#{number}",
        "created_at": "2026-09-10T09:00:00+10:00",
        "updated_at": "2026-09-20T12:00:01+10:00",
        "currency": "AUD",
        "presentment_currency": "AUD",
        "taxes_included": False,
        "test": False,
        "financial_status": "refunded",
        "source_name": "web",
        "line_items": [line],
        "fulfillments": [
            {
                "id": number * 10 + 3,
                "status": "success",
                "line_items": [{"id": line["id"], "quantity": 1}],
            }
        ],
        "refunds": [refund],
    }
