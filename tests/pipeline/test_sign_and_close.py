"""The demo company's close, rehearsed night by night, as months go wrong in real life.

The hub's last export is late. February is signed all the same, the export comes, February is signed
again, and then the company changes its rules and loses its warehouse file. After each night every
signed figure must still be there, and what differs from it must have its cause.

The rows that signing writes are tests/unit/test_signing.py's to show; here nights take them.
"""

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dagster_pipeline.settings import read_settings
from dagster_pipeline.signing import Request, sign
from tests.nights import DEMO_EXPORTS, DEMO_REFERENCE, House
from tests.pipeline.test_demo_company import read_release

pytestmark = pytest.mark.soak

LATE_EXPORT = Path("cin7_core", "core", "sales", "2026-02-28.jsonl")
FIGURES = ("credited_units", "restocked_units", "revenue_reversed_amount", "cost_amount")


@dataclass(frozen=True)
class DatedHouse(House):
    """A company's folders at an instant: what lands, and who signs, does it then."""

    now: str = ""

    def environ(self) -> dict[str, str]:
        return super().environ() | {"RETURNS_LANDED_AT": self.now}

    def at(self, now: str) -> "DatedHouse":
        return replace(self, now=now)

    def sign(self, period: str, threshold: str = "0") -> None:
        settings = read_settings(self.environ())
        sign(settings, Request("harbour", period, "Financial controller", threshold))

    def keep_release(self) -> Path:
        """The release of this night, out of reach of later ones."""
        kept = self.warehouse.parent / f"{self.now.replace(':', '')}.duckdb"
        shutil.copy(self.release, kept)
        return kept


@dataclass(frozen=True)
class Closes:
    """What each night of the rehearsal published."""

    late: Path
    signed_again: Path
    rules_changed: Path
    rebuilt: Path
    reference: Path


def put_late_export(house: House) -> None:
    """The hub's last export and its manifest arrive."""
    for name in (LATE_EXPORT, LATE_EXPORT.with_name(f"{LATE_EXPORT.name}.manifest.json")):
        shutil.copy(DEMO_EXPORTS / name, house.exports / name)


def change_rows(file: Path, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    """Rewrites the rows of a reference table."""
    with file.open(newline="") as reading:
        rows = [change(row) for row in csv.DictReader(reading)]
    with file.open("w", newline="") as writing:
        writer = csv.DictWriter(writing, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def change_rules(reference: Path) -> None:
    """The British store's credits are the shop's from now on; its mugs come in packs of two."""

    def with_other_record(row: dict[str, str]) -> dict[str, str]:
        is_changed = row["channel"] == "online_uk"
        return row | {"financial_system_of_record": "channel"} if is_changed else row

    change_rows(reference / "channel_contracts.csv", with_other_record)
    change_rows(reference / "sku_aliases.csv", lambda row: row | {"unit_factor": "2"})


def forget_program(warehouse: Path) -> None:
    """As after an upgrade: the warehouse file was built by another program."""
    with duckdb.connect(str(warehouse / "warehouse.duckdb")) as connection:
        connection.execute("update build.state set program = 'another'")


@pytest.fixture(scope="module")
def closes(tmp_path_factory: pytest.TempPathFactory) -> Closes:
    folder = tmp_path_factory.mktemp("close")
    held_back = {LATE_EXPORT.name, f"{LATE_EXPORT.name}.manifest.json"}
    exports = shutil.copytree(
        DEMO_EXPORTS,
        folder / "exports",
        ignore=lambda at, names: held_back & set(names) if at.endswith("core/sales") else set(),
    )
    reference = shutil.copytree(DEMO_REFERENCE, folder / "reference")
    house = DatedHouse(exports, reference, folder / "warehouse", now="2026-02-28T12:40:00Z")
    house.publishing_night()
    house.at("2026-02-28T12:45:00Z").sign("2026-02")

    put_late_export(house)
    house = house.at("2026-02-28T20:00:00Z")
    house.publishing_night()
    late = house.keep_release()

    house.at("2026-02-28T21:00:00Z").sign("2026-02", threshold="100.00")
    house = house.at("2026-02-28T22:00:00Z")
    house.publishing_night()
    signed_again = house.keep_release()

    change_rules(reference)
    house = house.at("2026-02-28T23:00:00Z")
    house.publishing_night()
    rules_changed = house.keep_release()

    forget_program(house.warehouse)
    (house.reference / "exchange_rates.csv").write_bytes(
        (house.reference / "exchange_rates.csv").read_bytes() + b"\n"
    )
    house = house.at("2026-02-28T23:30:00Z")
    house.run("dagster_pipeline.nightly")
    return Closes(late, signed_again, rules_changed, house.release, reference)


def items(release: Path, version: int) -> list[dict[str, str]]:
    return read_release(
        release,
        "select channel, cause, source_leg_id, revenue_delta_amount, cost_delta_amount "
        f"from marts.fct_period_restatements where period = '2026-02' "
        f"and signoff_version = {version} order by all",
    )


def causes(release: Path, version: int) -> set[str]:
    return {row["cause"] for row in items(release, version)}


def status(release: Path) -> str:
    (row,) = read_release(
        release,
        "select distinct signoff_status from marts.fct_period_reconciliation "
        "where company = 'harbour' and period = '2026-02'",
    )
    return row["signoff_status"]


def unexplained(release: Path, reference: Path) -> list[str]:
    """Per signed total what is not as reported + items; the cost is the column of record."""
    with duckdb.connect(str(release), read_only=True) as connection:
        connection.execute(
            f"""
            create temp table signed as
            select channel, period, version, credited_units::decimal(18, 4) as credited_units,
                restocked_units::decimal(18, 4) as restocked_units,
                revenue_reversed_amount::decimal(18, 2) as revenue_reversed_amount,
                case when channel = 'b2b' then reversed_cost_amount else restored_cost_amount end
                    ::decimal(18, 2) as cost_amount
            from read_csv('{reference / "period_signoff_totals.csv"}', all_varchar = true)
            """
        )
        rows = connection.execute(
            """
            select signed.channel, signed.version,
                today.credited_units - signed.credited_units
                    - coalesce(sum(items.credited_units_delta), 0),
                today.restocked_units - signed.restocked_units
                    - coalesce(sum(items.restocked_units_delta), 0),
                today.revenue_reversed_amount - signed.revenue_reversed_amount
                    - coalesce(sum(items.revenue_delta_amount), 0),
                case when signed.channel = 'b2b' then today.reversed_cost_amount
                    else today.restored_cost_amount end - signed.cost_amount
                    - coalesce(sum(items.cost_delta_amount), 0)
            from signed
            inner join marts.fct_period_reconciliation as today using (channel, period)
            left join marts.fct_period_restatements as items
                on signed.channel = items.channel and signed.period = items.period
                and signed.version = items.signoff_version::varchar
            group by all
            """
        ).fetchall()
    assert rows, "no signed total was compared"
    return [
        f"{channel} v{version} {figure} {rest}"
        for channel, version, *rests in rows
        for figure, rest in zip(FIGURES, rests, strict=True)
        if rest != Decimal(0)
    ]


def test_what_the_hub_wrote_in_time_and_landed_late_is_our_delay(closes: Closes) -> None:
    assert causes(closes.late, 1) == {"late_landing"}
    assert status(closes.late) == "lapsed"


def test_a_late_landing_is_never_a_late_workflow(closes: Closes, demo_release: Path) -> None:
    """M9.4: the lines processed after a sign-off are those of the demo, where nothing was late."""
    query = (
        "select return_line_id from marts.fct_return_lines "
        "where is_processed_after_reconciliation order by 1"
    )
    assert read_release(closes.late, query) == read_release(demo_release, query)


def test_signed_again_it_stands_and_the_first_version_keeps_its_items(closes: Closes) -> None:
    assert status(closes.signed_again) == "stands"
    assert items(closes.signed_again, 2) == []
    assert items(closes.signed_again, 1) == items(closes.late, 1)


def test_what_a_changed_rule_moved_is_said_per_channel(closes: Closes) -> None:
    assert causes(closes.rules_changed, 2) == {"rule_change"}
    assert {row["channel"] for row in items(closes.rules_changed, 2)} == {"online_uk"}
    assert "rule_change" in causes(closes.rules_changed, 1)


@pytest.mark.parametrize("night", ["late", "signed_again", "rules_changed", "rebuilt"])
def test_every_signed_total_and_its_items_are_todays_figure(closes: Closes, night: str) -> None:
    assert unexplained(getattr(closes, night), closes.reference) == []


def test_an_upgraded_program_builds_anew_and_says_the_same(closes: Closes) -> None:
    for table in ("fct_period_restatements", "fct_period_reconciliation", "fct_return_lines"):
        query = f"select * from marts.{table} order by all"
        assert read_release(closes.rebuilt, query) == read_release(closes.rules_changed, query)


def test_the_period_signed_by_hand_has_no_totals_and_no_rule_change(closes: Closes) -> None:
    """January's sign-off recorded none: what a rule moves in it, nobody can tell from legs."""
    query = "select distinct cause from marts.fct_period_restatements where period = '2026-01' order by 1"
    assert {row["cause"] for row in read_release(closes.late, query)} == {"backdated", "edited"}
