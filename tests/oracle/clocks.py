"""Versions and clocks (M3): what each leg is at an instant, and when its source recorded it so."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace as Row
from zoneinfo import ZoneInfo

from .evidence import Evidence, local_day, of_instance

DocumentKey = tuple[str, str, str, str]


@dataclass(frozen=True)
class History:
    """A leg in one form, and since when it stands in it."""

    row: Row
    document: Row
    is_posted: bool
    is_voided: bool
    is_deleted: bool
    recorded_at: datetime | None
    recorded_at_basis: str
    known_at: datetime
    landed_at: datetime
    form_number: int

    def leg_id(self) -> str:
        return "/".join([*document_key(self.row), self.row.leg_key])


@dataclass(frozen=True)
class Form:
    """A leg at one version; two forms that `says` the same are one."""

    row: Row
    word: str

    def says(self) -> tuple:
        row = self.row
        return (
            self.word, row.posted_date, row.source_sku, row.units, row.kept_units,
            row.missing_units, row.never_shipped_units, row.net_amount, row.base_net_amount,
            row.cost_amount,
        )  # fmt: skip


def document_key(row: Row) -> DocumentKey:
    return row.source_system, row.source_instance, row.document_type, row.document_id


def in_order(versions: list[Row]) -> list[Row]:
    """M3.2: by the source's stamp, else the manifest's, else landing; the fullest form last."""
    return sorted(
        versions,
        key=lambda row: (
            row.version_at or row.exported_at or row.landed_at,
            not row.is_header_only,
            row.content_hash,
        ),
    )


def versions_by_document(evidence: Evidence) -> dict[DocumentKey, list[Row]]:
    versions = defaultdict(list)
    for row in evidence.documents:
        versions[document_key(row)].append(row)
    return {key: in_order(rows) for key, rows in versions.items()}


def latest_documents(evidence: Evidence) -> dict[DocumentKey, Row]:
    """Each document as it was last seen; its facts outlive its absence."""
    latest = {}
    for key, versions in versions_by_document(evidence).items():
        seen = [row for row in versions if row.state != "absent"]
        if seen:
            latest[key] = seen[-1]
    return latest


def leg_histories(evidence: Evidence, cut: datetime | None = None) -> Iterator[History]:
    """Every leg in the latest form that was known at a cut; without one, now (M3.2, M3.3, M9.3)."""
    for forms in leg_forms(evidence):
        known = [form for form in forms if cut is None or is_known(form, cut, evidence)]
        if known:
            yield known[-1]


def leg_forms(evidence: Evidence) -> Iterator[list[History]]:
    """Every leg that any version ever held, in each form that it took, in order."""
    legs = defaultdict(dict)
    for row in evidence.legs:
        legs[document_key(row), row.document_version_id][row.leg_key] = row
    for key, versions in versions_by_document(evidence).items():
        held = [
            (version, legs.get((key, version.document_version_id), {}))
            for version in versions
            if not version.is_header_only or version.state in ("voided", "deleted")
        ]
        zone = evidence.instance(versions[0]).time_zone
        for leg_key in sorted({leg_key for _, rows in held for leg_key in rows}):
            yield forms_of_leg(leg_key, held, zone)


def is_known(form: History, cut: datetime, evidence: Evidence) -> bool:
    """M9.3: recorded by then; and landed by then, once its instance was live here."""
    is_live = evidence.first_landed_at(of_instance(form.row)) <= cut
    return form.known_at <= cut and (not is_live or form.landed_at <= cut)


def forms_of_leg(leg_key: str, held: list[tuple[Row, dict[str, Row]]], zone: str) -> list[History]:
    """Walks a document's versions; a form is a run of versions that say the same of the leg."""
    runs: list[tuple[int, Form, list[Row]]] = []
    last: Form | None = None
    for place, (version, rows) in enumerate(held):
        last = next_form(version, rows.get(leg_key), last)
        if last is None:
            continue
        if runs and says(runs[-1][1]) == says(last):
            runs[-1][2].append(version)
        else:
            runs.append((place, last, [version]))
    versions = [version for version, _ in held]
    return [
        history_of_run(number, start, form, run, versions, zone)
        for number, (start, form, run) in enumerate(runs, start=1)
    ]


def history_of_run(
    number: int, start: int, form: Form, run: list[Row], versions: list[Row], zone: str
) -> History:
    first = run[0]
    is_unchanged = all(version.state == "absent" for version in versions[:start])
    if is_unchanged and first.created_at is not None:
        recorded_at, basis = first.created_at, "created"
    elif first.version_at is None:
        recorded_at, basis = None, "first_seen"
    else:
        recorded_at, basis = first.version_at, "modified" if start else "first_seen"
    known_at = recorded_at
    if basis == "first_seen":
        ended = end_of_day(form.row.posted_date, zone)
        known_at = min(recorded_at or ended, ended)
    return History(
        row=form.row,
        document=next(version for version in reversed(versions) if version.state != "absent"),
        is_posted=form.word == "posted",
        is_voided=form.word == "voided",
        is_deleted=form.word == "deleted",
        recorded_at=recorded_at,
        recorded_at_basis=basis,
        known_at=known_at,
        landed_at=min(version.landed_at for version in run),
        form_number=number,
    )


def end_of_day(day: date, zone: str) -> datetime:
    """The instant at which a local day is over."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return midnight.astimezone(UTC).replace(tzinfo=None)


def says(form: Form | None) -> tuple | None:
    return form.says() if form else None


def next_form(version: Row, row: Row | None, last: Form | None) -> Form | None:
    """M3.3: a void, and a line that is gone, keep the last live units and amounts."""
    if version.state in ("voided", "deleted"):
        if last is not None:
            return replace(last, word=version.state)
        return Form(row, version.state) if row else None
    if row is None:
        return replace(last, word="voided") if last else None
    return Form(row, "posted" if row.is_posted else "neither")


def default_as_of(evidence: Evidence, histories: list[History]) -> date:
    """M3.4: the latest local date of a recorded_at that is not later than the latest landing."""
    landed = max(row.landed_at for row in evidence.documents)
    stamps = [
        (instant, evidence.instance(row).time_zone)
        for row in evidence.documents
        for instant in (row.version_at, row.created_at)
    ] + [(history.recorded_at, evidence.instance(history.row).time_zone) for history in histories]
    return max(local_day(at, zone) for at, zone in stamps if at is not None and at <= landed)
