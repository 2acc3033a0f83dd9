"""The demo company's exports as nobody wishes them: faults among the files, personal data in every
place that is not kept, and beside them a second company whose every object is full of both.

What is kept of the demo company's own good records is untouched, so that its returns must come out
as if nothing had been. Two nights: one that publishes, and one whose checks go red.
"""

import gzip
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dagster_pipeline.landing.land import STAGING_FOLDER
from dagster_pipeline.landing.rules.sources import read_landing_rules
from tests.faults.personal_data import NAME
from tests.faults.planting import plant, plant_around
from tests.faults.small_house import finish_long_ago
from tests.nights import DEMO_EXPORTS, DEMO_REFERENCE, House, Night

SALES = "cin7_core/core/sales"
CREDIT_NOTES = "xero/books/credit_notes"
ORDERS = "shopify/au/orders"
# Planted files say that they cover a month long before the first return, so that no return depends
# on what they would have held.
LONG_AGO = {"covers_from": "2019-01-01", "covers_to": "2019-01-31"}

PLANTED_COMPANY = "plantedco"
PLANTED_INSTANCE = "planted"
TIERS = {"cin7_core": "hub", "xero": "ledger"}
CONTRACT = {
    "channel": "planted",
    "company": PLANTED_COMPANY,
    "channel_system": "shopify",
    "channel_instance": PLANTED_INSTANCE,
    "hub_system": "cin7_core",
    "hub_instance": PLANTED_INSTANCE,
    "ledger_system": "xero",
    "ledger_instance": PLANTED_INSTANCE,
}
"""What the planted company's contract says otherwise than the demo company's first."""


@dataclass(frozen=True)
class TroubledNights:
    """The company after its nights, and what the two said."""

    house: House
    published: dict
    """The outcome of the first."""
    red: Night
    red_outcome: dict
    red_file: str
    """The file of which the landing's log tells a record too many in the second."""


def troubled_nights(folder: Path) -> TroubledNights:
    """Runs them."""
    house = troubled_company(folder)
    house.publishing_night()
    published = house.last_night()
    with duckdb.connect(str(house.landing_file)) as landing:
        # No export can bring this about.
        ((red_file,),) = landing.execute(
            "update control.files set landed_records = landed_records + 1 where source_file = ("
            "select min(source_file) from control.files "
            "where status = 'loaded' and source_instance = ?) returning source_file",
            [PLANTED_INSTANCE],
        ).fetchall()
    red = house.night()
    return TroubledNights(house, published, red, house.last_night(), red_file)


def troubled_company(folder: Path) -> House:
    """Its folders, before any night."""
    house = House(folder / "exports", folder / "reference", folder / "warehouse")
    shutil.copytree(DEMO_EXPORTS, house.exports)
    shutil.copytree(DEMO_REFERENCE, house.reference)
    rules = read_landing_rules(STAGING_FOLDER)
    plant_around(house.exports, rules)
    _plant_faults(house.exports)
    plant(house.exports, rules, PLANTED_INSTANCE)
    finish_long_ago(house.exports)
    with (house.reference / "source_instances.csv").open("a") as instances:
        for system in dict.fromkeys(system for system, _ in rules):
            tier = TIERS.get(system, "channel")
            instances.write(f"{system},{PLANTED_INSTANCE},{PLANTED_COMPANY},{tier},UTC,AUD\n")
    contracts = house.reference / "channel_contracts.csv"
    header, first, *_ = contracts.read_text().splitlines()
    planted = dict(zip(header.split(","), first.split(","), strict=True)) | CONTRACT
    contracts.write_text(f"{contracts.read_text().rstrip()}\n{','.join(planted.values())}\n")
    return house


def _plant_faults(exports: Path) -> None:
    sales = exports / SALES / "2026-02-28.jsonl"
    whole = gzip.compress(sales.read_bytes())
    _write_long_ago(exports / SALES / "cut.jsonl.gz", whole[: len(whole) // 2])
    page = f"<html>\n504 Gateway Time-out for {NAME}\n</html>\n".encode()
    _write_long_ago(exports / CREDIT_NOTES / "page_9.json", page)

    marked = exports / ORDERS / "2026-02-28" / "orders.json"
    marked.write_bytes(b"\xef\xbb\xbf" + marked.read_bytes())

    first, *others = sales.read_bytes().splitlines(keepends=True)
    broken = f'{{"ID": "half-a-sale", "Customer": "{NAME}\n'.encode()
    sales.write_bytes(b"".join([first, broken, *others]))
    declared = sales.with_name(f"{sales.name}.manifest.json")
    manifest = json.loads(declared.read_text())
    declared.write_text(json.dumps(manifest | {"records": manifest["records"] + 1}))


def _write_long_ago(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    path.with_name(f"{path.name}.manifest.json").write_text(json.dumps(LONG_AGO))
