"""The figures of the current release that a sign-off puts on record: read, never computed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from dagster_pipeline.publishing.engine import open_engine
from dagster_pipeline.publishing.manifest import MANIFEST
from dagster_pipeline.publishing.shelf import Shelf
from dagster_pipeline.settings import Settings
from dagster_pipeline.signing.errors import SigningRefused

FIGURES = (
    "credited_units",
    "restocked_units",
    "revenue_reversed_amount",
    "restored_cost_amount",
    "reversed_cost_amount",
)
"""Columns of fct_period_reconciliation and of period_signoff_totals alike."""


@dataclass(frozen=True)
class ReleasedPeriod:
    """What one release says of a company's period."""

    run_id: str
    as_of: str
    published_at: datetime
    totals: list[dict[str, str]]
    """One row per channel, as text: channel and the figures."""


def read_released_period(settings: Settings, company: str, period: str) -> ReleasedPeriod:
    """The totals of each channel in the current release.

    Raises SigningRefused when there is no whole release, or when it does not know the company or
    the period.
    """
    shelf = Shelf(settings.warehouse)
    folder, manifest = shelf.current_release(), shelf.current_manifest()
    if folder is None or manifest is None:
        raise SigningRefused(
            f"There is no release in {settings.warehouse} to sign. Run make nightly first."
        )
    with open_engine(settings, folder / "returns.duckdb") as connection:
        periods = _known_periods(connection)
        _refuse_unknown("company", company, periods)
        _refuse_unknown("period", period, periods[company])
        totals = _totals(connection, company, period)
    if not totals:
        raise SigningRefused(
            f"Period {period} of {company} has no channel with returns: there is nothing to sign."
        )
    return ReleasedPeriod(
        run_id=manifest["run_id"],
        as_of=manifest["as_of"],
        published_at=datetime.fromtimestamp((folder / MANIFEST).stat().st_mtime, UTC),
        totals=totals,
    )


def _known_periods(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The periods of each company."""
    rows = connection.execute(
        """
        select company, list(period order by period) filter (period is not null)
        from marts.dim_companies left join marts.dim_periods using (company)
        group by company
        """
    ).fetchall()
    return {company: periods or [] for company, periods in rows}


def _refuse_unknown(name: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise SigningRefused(
            f"{name.upper()}={value}: the current release has no such {name}; "
            f"it has {', '.join(sorted(known)) or 'none'}."
        )


def _totals(
    connection: duckdb.DuckDBPyConnection, company: str, period: str
) -> list[dict[str, str]]:
    figures = ", ".join(f"cast({figure} as varchar)" for figure in FIGURES)
    rows = connection.execute(
        f"""
        select channel, {figures}
        from marts.fct_period_reconciliation
        where company = ? and period = ?
        order by channel
        """,
        [company, period],
    ).fetchall()
    return [dict(zip(("channel", *FIGURES), row, strict=True)) for row in rows]
