"""The demo company's close, rehearsed night by night, as months go wrong in real life.

The hub's last export is late. February is signed all the same, the export comes, February is signed
again, and then the company changes its rules and loses its warehouse file. After each night every
signed figure must still be there, and what differs from it must have its cause.

The rows that signing writes are tests/unit/test_signing.py's to show; here nights take them.
"""

import json
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
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


class ClosingHouse(House):
    """A company whose periods are signed."""

    def at(self, hour: str) -> "ClosingHouse":
        """The same folders at an hour of the last day, UTC; at 13:00 it is over in Sydney."""
        return replace(self, landed_at=datetime.fromisoformat(f"2026-02-28T{hour}:00+00:00"))

    def sign(self, period: str, threshold: str = "0") -> None:
        settings = read_settings(self.environ())
        sign(settings, Request("harbour", period, "Financial controller", threshold))

    def keep_release(self) -> Path:
        """The release of this night, out of reach of later ones."""
        kept = self.warehouse.parent / f"{self.landed_at:%H%M}.duckdb"
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


def change_rules(reference: Path) -> None:
    """The hub's socks are counted singly from now on, and nobody sells by dropship any more."""
    with (reference / "sku_aliases.csv").open("a") as aliases:
        aliases.write("cin7_core,core,SOCK-3PK,SOCK,3\n")
    contracts = reference / "channel_contracts.csv"
    rows = contracts.read_text().splitlines(keepends=True)
    contracts.write_text("".join(row for row in rows if not row.startswith("dropship,")))


def upgrade_program(warehouse: Path) -> None:
    """As after an upgrade and an accident: another program published, and its file is gone."""
    (warehouse / "warehouse.duckdb").unlink()
    manifest = warehouse / "current" / "manifest.json"
    manifest.chmod(0o644)
    told = json.loads(manifest.read_text())
    told["inputs"]["program"] = "another"
    manifest.write_text(json.dumps(told))


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
    house = ClosingHouse(exports, reference, folder / "warehouse").at("12:31")
    house.publishing_night()
    house.at("12:35").sign("2026-02")

    put_late_export(house)
    house = house.at("12:40")
    house.publishing_night()
    late = house.keep_release()

    house.at("12:45").sign("2026-02", threshold="100.00")
    house = house.at("12:46")
    house.publishing_night()
    signed_again = house.keep_release()

    change_rules(reference)
    house = house.at("12:50")
    house.publishing_night()
    rules_changed = house.keep_release()

    upgrade_program(house.warehouse)
    house = house.at("12:55")
    house.publishing_night()
    rebuilt = house.keep_release()
    return Closes(late, signed_again, rules_changed, rebuilt, reference)


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
                (case when channel = 'b2b' then reversed_cost_amount
                    else restored_cost_amount end)::decimal(18, 2) as cost_amount
            from read_csv('{reference / "period_signoff_totals.csv"}', all_varchar = true)
            """
        )
        rows = connection.execute(
            """
            with sides as (
                select channel, version, -credited_units as credited, -restocked_units as restocked,
                    -revenue_reversed_amount as revenue, -cost_amount as cost
                from signed
                union all
                select channel, signoff_version::varchar, -credited_units_delta,
                    -restocked_units_delta, -revenue_delta_amount, -cost_delta_amount
                from marts.fct_period_restatements where period = '2026-02'
                union all
                select channel, versions.version, credited_units, restocked_units,
                    revenue_reversed_amount,
                    case when channel = 'b2b' then reversed_cost_amount
                        else restored_cost_amount end
                from marts.fct_period_reconciliation
                cross join (select distinct version from signed) as versions
                where period = '2026-02'
            )
            select channel, version, sum(credited), sum(restocked), sum(revenue), sum(cost)
            from sides group by all
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
    """A journal whose credit note came late counts now; of one note the draft had landed."""
    assert causes(closes.late, 1) == {"late_landing", "relinked", "edited"}
    assert {
        (row["channel"], row["revenue_delta_amount"], row["cost_delta_amount"])
        for row in items(closes.late, 1)
        if row["cause"] != "late_landing"
    } == {("b2b", "0", "80.5"), ("b2b", "0", "19.5"), ("online_au", "25", "0")}
    assert status(closes.late) == "lapsed"


def test_a_late_landing_is_never_a_late_workflow(closes: Closes) -> None:
    """M9.4: nothing of February was recorded after it was signed."""
    query = (
        "select return_line_id from marts.fct_return_lines "
        "where is_processed_after_reconciliation and first_leg_date >= '2026-02-01'"
    )
    assert read_release(closes.late, query) == []


def test_signed_again_it_stands_and_the_first_version_keeps_its_items(closes: Closes) -> None:
    assert status(closes.signed_again) == "stands"
    assert items(closes.signed_again, 2) == []
    assert items(closes.signed_again, 1) == items(closes.late, 1)


def test_what_a_changed_rule_moved_is_said_per_channel(closes: Closes) -> None:
    """One pack of socks became three; a tent of 350.00 is no channel's any more."""
    assert causes(closes.rules_changed, 2) == {"rule_change"}
    assert read_release(
        closes.rules_changed,
        "select channel, credited_units_delta, revenue_delta_amount "
        "from marts.fct_period_restatements where period = '2026-02' and signoff_version = 2 "
        "order by 1",
    ) == [
        {"channel": "dropship", "credited_units_delta": "-1", "revenue_delta_amount": "-350"},
        {"channel": "online_uk", "credited_units_delta": "2", "revenue_delta_amount": "0"},
        {"channel": "unassigned", "credited_units_delta": "1", "revenue_delta_amount": "350"},
    ]
    assert status(closes.rules_changed) == "lapsed"


@pytest.mark.parametrize("night", ["late", "signed_again", "rules_changed", "rebuilt"])
def test_every_signed_total_and_its_items_are_todays_figure(closes: Closes, night: str) -> None:
    assert unexplained(getattr(closes, night), closes.reference) == []


def test_an_upgraded_program_builds_anew_and_says_the_same(closes: Closes) -> None:
    for table in ("fct_period_restatements", "fct_period_reconciliation", "fct_return_lines"):
        query = f"select * from marts.{table} order by all"
        assert read_release(closes.rebuilt, query) == read_release(closes.rules_changed, query)


def test_the_period_signed_by_hand_has_no_totals_and_no_rule_change(closes: Closes) -> None:
    """January's sign-off recorded none: what a rule moves in it, nobody can tell from legs."""
    query = "select distinct cause from marts.fct_period_restatements where period = '2026-01'"
    assert {row["cause"] for row in read_release(closes.late, query)} == {"backdated", "edited"}
