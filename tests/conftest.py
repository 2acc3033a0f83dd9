"""What many tests share: a landing run in miniature (a small staging folder, a valid reference,
settings), nights that are run once, and the figures at the end of a run."""

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from dagster_pipeline.landing import LandingOutcome, land
from dagster_pipeline.settings import Settings
from tests.compiled import compile_models
from tests.figures import FIGURES
from tests.nights import DEMO_EXPORTS, DEMO_REFERENCE, House
from tests.nights_ahead import NIGHTS, NightsAhead, nights_last, nights_of
from tests.pipeline.grown import GrownHouse
from tests.pipeline.troubled import TroubledNights

READY_DEMO = os.environ.get("RETURNS_DEMO_WAREHOUSE")
READY_SCENARIOS = os.environ.get("RETURNS_SCENARIO_FOLDER")

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

    def put(
        self, name: str, content: object, manifest: dict | None = None, seconds_old: float = 3600
    ) -> Path:
        """Writes an export file: bytes and text as they are, anything else as JSON; one that its
        exporter has finished long ago, if nothing else is said."""
        path = self.settings.exports / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, bytes | str):
            content = json.dumps(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        then = time.time() - seconds_old
        os.utime(path, (then, then))
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    nights_last(items)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = list(FIGURES.lines())
    if lines:
        terminalreporter.section("what was tried, lost and found")
        terminalreporter.write_line("\n".join(lines))


@pytest.fixture(scope="session", autouse=True)
def nights_ahead(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NightsAhead]:
    """The nights that tests look at, begun before the first test."""
    asked_for = {name for item in request.session.items for name in nights_of(item)}
    if READY_DEMO:
        asked_for.discard("demo_house")
    if READY_SCENARIOS:
        asked_for.discard("scenario_house")
    ordered = [name for name in NIGHTS if name in asked_for]
    ahead = NightsAhead(ordered, tmp_path_factory.mktemp("nights"))
    yield ahead
    ahead.stop()


@pytest.fixture(scope="session")
def demo_house(nights_ahead: NightsAhead) -> House:
    """The demo company after one night, for reading only.

    RETURNS_DEMO_WAREHOUSE may name a warehouse folder that already holds one.
    """
    if READY_DEMO:
        return House(DEMO_EXPORTS, DEMO_REFERENCE, Path(READY_DEMO))
    return nights_ahead.result("demo_house")


@pytest.fixture(scope="session")
def troubled_nights(nights_ahead: NightsAhead) -> TroubledNights:
    """The nights over the exports that nobody wishes."""
    return nights_ahead.result("troubled_nights")


@pytest.fixture(scope="session")
def grown_house(nights_ahead: NightsAhead) -> GrownHouse:
    """The nights of the company that grows."""
    return nights_ahead.result("grown_house")


@pytest.fixture(scope="session")
def cases_house(nights_ahead: NightsAhead) -> House:
    """The companies of the cases from the field, after one night."""
    return nights_ahead.result("cases_house")


@pytest.fixture(scope="session")
def scenario_house(nights_ahead: NightsAhead) -> House:
    """The companies of all scenarios after their last night, for reading only.

    RETURNS_SCENARIO_FOLDER may name a folder in which they were told.
    """
    if READY_SCENARIOS:
        folder = Path(READY_SCENARIOS)
        return House(folder / "exports", folder / "reference", folder / "warehouse")
    return nights_ahead.result("scenario_house")


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
