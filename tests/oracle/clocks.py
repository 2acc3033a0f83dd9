"""Versions and clocks (M3): what each leg is now, and when its source recorded it so."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import SimpleNamespace as Row

from .evidence import Evidence, local_day

DocumentKey = tuple[str, str, str, str]


@dataclass(frozen=True)
class History:
    """A leg in its latest form, and since when it stands in it."""

    row: Row
    document: Row
    is_posted: bool
    is_voided: bool
    is_deleted: bool
    recorded_at: datetime | None
    recorded_at_basis: str


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


def leg_histories(evidence: Evidence) -> Iterator[History]:
    """Every leg that any version ever held, in its latest form (M3.2, M3.3)."""
    legs = defaultdict(dict)
    for row in evidence.legs:
        legs[document_key(row), row.document_version_id][row.leg_key] = row
    for key, versions in versions_by_document(evidence).items():
        held = [
            (version, legs.get((key, version.document_version_id), {}))
            for version in versions
            if not version.is_header_only or version.state in ("voided", "deleted")
        ]
        for leg_key in sorted({leg_key for _, rows in held for leg_key in rows}):
            yield history_of_leg(leg_key, held)


def history_of_leg(leg_key: str, held: list[tuple[Row, dict[str, Row]]]) -> History:
    """Walks a document's versions; a run is the versions that hold the leg in its latest form."""
    forms: list[tuple[Row, Form | None]] = []
    last: Form | None = None
    for version, rows in held:
        last = next_form(version, rows.get(leg_key), last)
        forms.append((version, last))
    latest_form = forms[-1][1]
    start = len(forms) - 1
    while start and says(forms[start - 1][1]) == says(latest_form):
        start -= 1
    first = forms[start][0]
    is_unchanged = all(version.state == "absent" for version, _ in forms[:start])
    if is_unchanged and first.created_at is not None:
        recorded_at, basis = first.created_at, "created"
    elif first.version_at is None:
        recorded_at, basis = None, "first_seen"
    else:
        recorded_at, basis = first.version_at, "modified" if start else "first_seen"
    document = next(version for version, _ in reversed(forms) if version.state != "absent")
    return History(
        row=latest_form.row,
        document=document,
        is_posted=latest_form.word == "posted",
        is_voided=latest_form.word == "voided",
        is_deleted=latest_form.word == "deleted",
        recorded_at=recorded_at,
        recorded_at_basis=basis,
    )


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
