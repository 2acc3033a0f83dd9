"""One sign-off: a row of period_signoffs, and a row of period_signoff_totals per channel.

Every figure is copied from the current release, which the sign-off names and so keeps from being
pruned (M9.2, M9.3).
"""

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dagster_pipeline.landing.land import STAGING_FOLDER
from dagster_pipeline.landing.reference.files import read_reference
from dagster_pipeline.landing.reference.rules import KINDS, TIERS, ReferenceRow, ReferenceRows
from dagster_pipeline.landing.reference.tables import REFERENCE_TABLES
from dagster_pipeline.landing.rules.sources import read_landing_rules
from dagster_pipeline.night.lock import night_lock
from dagster_pipeline.settings import Settings
from dagster_pipeline.signing.errors import SigningRefused
from dagster_pipeline.signing.files import add_rows
from dagster_pipeline.signing.release import ReleasedPeriod, read_released_period

SIGNOFFS = REFERENCE_TABLES["period_signoffs"]
TOTALS = REFERENCE_TABLES["period_signoff_totals"]


@dataclass(frozen=True)
class Request:
    """What is to be signed; None where the default is wanted."""

    company: str
    period: str
    signed_by: str | None = None
    threshold: str | None = None


@dataclass(frozen=True)
class Signed:
    """A sign-off as it was written, and what its signer should know besides."""

    signoff: dict[str, str]
    totals: list[dict[str, str]]
    notes: list[str]

    def lines(self) -> list[str]:
        """A short plain summary."""
        row = self.signoff
        return [
            f"Signed {row['company']} {row['period']}, version {row['version']}, as "
            f"{row['signed_by']} at {row['signed_at']}: release {row['release_id']}, "
            f"{len(self.totals)} channel{'s' if len(self.totals) > 1 else ''}, "
            f"threshold {row['restatement_threshold']}.",
            *(f"Note: {note}" for note in self.notes),
        ]


def sign(settings: Settings, request: Request) -> Signed:
    """Writes the next version of the period's sign-off into the reference folder.

    No night runs meanwhile: one that read the reference before would prune what is signed here.
    Raises SigningRefused, ReferenceInvalid, AnotherNightIsRunning; nothing is written then.
    """
    _refuse_unreadable(request)
    with night_lock(settings.warehouse):
        systems = {system for system, _ in read_landing_rules(STAGING_FOLDER)}
        reference = read_reference(settings.reference, systems)
        released = read_released_period(settings, request.company, request.period)
        signed = _signed(settings, request, reference, released)
        # Totals first: without their sign-off they mean nothing, and no later version takes their
        # number; a sign-off without its totals could not explain what a changed rule moves.
        add_rows(settings.reference, TOTALS, signed.totals)
        add_rows(settings.reference, SIGNOFFS, [signed.signoff])
    return signed


def _refuse_unreadable(request: Request) -> None:
    if not request.company or not request.period:
        raise SigningRefused("Say what to sign: make sign COMPANY=harbour PERIOD=2026-02")
    is_amount, wrong, remedy = KINDS["amount"]
    if request.threshold is not None and not is_amount(request.threshold):
        raise SigningRefused(f"THRESHOLD={request.threshold}: {wrong}: {remedy}.")


def _signed(
    settings: Settings, request: Request, reference: ReferenceRows, released: ReleasedPeriod
) -> Signed:
    earlier = _rows_of_period(reference[SIGNOFFS.name], request)
    with_totals = _rows_of_period(reference[TOTALS.name], request)
    version = 1 + max((int(row["version"]) for row in earlier + with_totals), default=0)
    key = {"company": request.company, "period": request.period, "version": str(version)}
    signed_at = settings.landed_at or datetime.now(UTC)
    signoff = key | {
        "signed_at": _local(signed_at, request.company, reference["source_instances"]),
        "signed_by": request.signed_by or _login_name(),
        "restatement_threshold": request.threshold or _threshold_before(earlier),
        "release_id": released.run_id,
    }
    return Signed(
        signoff=signoff,
        totals=[key | figures for figures in released.totals],
        notes=_notes(settings, released, signoff["signed_at"][:10]),
    )


def _rows_of_period(rows: list[ReferenceRow], request: Request) -> list[ReferenceRow]:
    return [
        row for row in rows if row["company"] == request.company and row["period"] == request.period
    ]


def _threshold_before(earlier: list[ReferenceRow]) -> str:
    """The previous version's threshold, else 0."""
    latest = max(earlier, key=lambda row: int(row["version"]), default=None)
    return (latest and latest["restatement_threshold"]) or "0"


def _local(instant: datetime, company: str, instances: list[ReferenceRow]) -> str:
    """The instant in the zone of the company's ledger, else of its hub, else of its channel."""
    nearest = min(
        (row for row in instances if row["company"] == company),
        key=lambda row: (-TIERS.index(row["tier"]), row["system"], row["instance"]),
        default=None,
    )
    if nearest is None:
        raise SigningRefused(f"{company} has no row in source_instances.csv any more: add it.")
    return instant.astimezone(ZoneInfo(nearest["time_zone"])).isoformat(timespec="seconds")


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise SigningRefused("This login has no name: give SIGNED_BY=.") from None


def _notes(settings: Settings, released: ReleasedPeriod, signed_on: str) -> list[str]:
    """What makes the signed figures differ from what the signer may expect. A sign-off is read from
    its date on where the books are kept (M3.4)."""
    notes = []
    signing_files = {SIGNOFFS.file_name, TOTALS.file_name}
    changed = [
        file.name
        for file in sorted(settings.reference.glob("*.csv"))
        if file.name not in signing_files
        and file.stat().st_mtime > released.published_at.timestamp()
    ]
    if changed:
        notes.append(
            f"{', '.join(changed)} changed after the release was published: the next night may "
            "move what was signed, and will say so."
        )
    if signed_on > released.as_of:
        notes.append(
            f"the release speaks of {released.as_of}: a night shows this sign-off once its "
            f"business date has reached {signed_on}."
        )
    return notes
