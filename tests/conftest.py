"""Fixtures that many tests share: a landing run in miniature (a small staging folder, a valid
reference, settings), and the demo company's night, run once."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from dagster_pipeline.landing import LandingOutcome, land
from dagster_pipeline.settings import Settings
from tests.compiled import compile_models
from tests.nights import DEMO_EXPORTS, DEMO_REFERENCE, House

SHOP_SOURCES = """
version: 2
sources:
  - name: shopify
    database: landing
    schema: shopify
    tables:
      - name: orders
        config:
          meta:
            landing:
              envelopes: [orders, order]
              envelope_total: [paging.total]
              document_id: id
              version_at: updated_at
              created_at: created_at
              keep:
                - name
                - test
                - "line_items[].id"
                - "line_items[].price"
                - "refunds[].id"
                - "refunds[].lines[].quantity"
                - "customer.code"
                - "tags[]"
              tokens: [note, "line_items[].title"]
              types:
                integer: ["refunds[].lines[].quantity"]
                number: ["line_items[].price"]
                instant: [created_at, updated_at]
      - name: locations
        config:
          meta:
            landing:
              envelopes: [locations]
              document_id: id
              keep: [name]
      - name: movements
        config:
          meta:
            landing:
              keep: [sku, units]
"""

REFERENCE = {
    "source_instances": (
        "system,instance,company,tier,time_zone,base_currency\n"
        "shopify,shop,outco,channel,Australia/Sydney,AUD\n"
    ),
    "channel_contracts": (
        "channel,company,channel_system,channel_instance,financial_system_of_record,"
        "inventory_system_of_record,valuation_system_of_record,goods_expected_back,"
        "no_restock_means,restock_within_days,refund_within_days,cost_within_days,"
        "amount_tolerance,cost_tolerance\n"
        "online,outco,shopify,shop,channel,channel,none,yes,kept,14,14,14,0.05,0.05\n"
    ),
}


@dataclass
class Company:
    """A company in a temporary folder: put exports there, land, look at what is stored."""

    settings: Settings
    staging_folder: Path

    def put(self, name: str, content: object, manifest: dict | None = None) -> Path:
        """Writes an export file: bytes and text as they are, anything else as JSON."""
        path = self.settings.exports / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, bytes | str):
            content = json.dumps(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        if manifest is not None:
            path.with_name(path.name + ".manifest.json").write_text(json.dumps(manifest))
        return path

    def put_reference(self, table: str, content: str | bytes) -> Path:
        path = self.settings.reference / f"{table}.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def land(self, landed_at: datetime | None = None) -> LandingOutcome:
        settings = replace(self.settings, landed_at=landed_at) if landed_at else self.settings
        return land(settings, staging_folder=self.staging_folder)

    def query(self, sql: str) -> list[tuple]:
        with duckdb.connect(str(self.settings.landing_file), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def documents(self, table: str = "shopify.orders") -> list[tuple]:
        """What is stored, lineage apart."""
        return self.query(
            f"select source_instance, document_id, version_at, payload from {table} order by all"
        )

    def file(self, name: str) -> dict[str, object]:
        """The control row of one file."""
        columns = "status, reason, declared_records, envelope_total, file_records, " \
            "landed_records, repeated_records, quarantined_records"  # fmt: skip
        rows = self.query(f"select {columns} from control.files where source_file = '{name}'")
        assert len(rows) == 1, rows
        return dict(zip(columns.split(", "), rows[0], strict=True))


@pytest.fixture(scope="session")
def demo_house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The demo company after one night, for reading only.

    RETURNS_DEMO_WAREHOUSE may name a warehouse folder that already holds one.
    """
    ready = os.environ.get("RETURNS_DEMO_WAREHOUSE")
    warehouse = Path(ready) if ready else tmp_path_factory.mktemp("demo")
    house = House(DEMO_EXPORTS, DEMO_REFERENCE, warehouse)
    if not ready:
        house.publishing_night()
    return house


@pytest.fixture(scope="session")
def intermediate_models(demo_house: House, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """dbt's manifest of the intermediate models, compiled once for all tests that run their SQL."""
    return compile_models(demo_house.warehouse, tmp_path_factory.mktemp("compiled"))


@pytest.fixture(scope="session")
def demo_release(demo_house: House) -> Path:
    """The database that the demo company's night published."""
    return demo_house.release


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return new_company(tmp_path / "company")


@pytest.fixture
def another_company(tmp_path: Path) -> Callable[[], Company]:
    """Further companies, to land the same exports in another way."""
    count = iter(range(100))
    return lambda: new_company(tmp_path / f"another_{next(count)}")


def new_company(folder: Path) -> Company:
    staging_folder = folder / "staging"
    (staging_folder / "shopify").mkdir(parents=True)
    (staging_folder / "shopify" / "_shopify__sources.yml").write_text(SHOP_SOURCES)
    settings = Settings(
        exports=folder / "exports",
        reference=folder / "reference",
        warehouse=folder / "warehouse",
        as_of=None,
        landed_at=datetime(2026, 10, 1, tzinfo=UTC),
        keep_releases=30,
        memory_limit="1GiB",
        alert_command=None,
    )
    settings.exports.mkdir()
    settings.reference.mkdir()
    company = Company(settings, staging_folder)
    for table, content in REFERENCE.items():
        company.put_reference(table, content)
    return company
