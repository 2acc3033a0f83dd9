"""How a night ended: the message for people, last_night.json for programs, and the alert."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from dagster_pipeline.night.landed import Landed
from dagster_pipeline.publishing.shelf import Shelf
from dagster_pipeline.settings import Settings
from dagster_pipeline.warehouse.red_checks import RedCheck, red_checks

_ALERT_SECONDS = 60
_SHOWN_CHECKS = 10


@dataclass(frozen=True)
class Outcome:
    """`outcome`: published, current (nothing new) or failed. `needs_a_look`: files were rejected or
    records set aside, so someone should look although the night went well."""

    outcome: str
    message: str
    run_id: str | None
    as_of: str | None
    started_at: str
    seconds: float
    needs_a_look: bool
    counts: dict[str, int]
    red_checks: list[dict[str, str | None]] = field(default_factory=list)
    log_file: str | None = None

    @property
    def has_failed(self) -> bool:
        return self.outcome == "failed"


class Ending:
    """Tells how a night ended, in plain language; `landed` is set once the night has landed."""

    def __init__(self, settings: Settings, started_at: datetime) -> None:
        self.settings = settings
        self.shelf = Shelf(settings.warehouse)
        self.landed: Landed | None = None
        self._started_at = started_at

    def current(self) -> Outcome:
        return self._ended(
            "current",
            f"Nothing new since the current release, so nothing was built.\n{self._place()}",
        )

    def published(self) -> Outcome:
        return self._ended("published", f"Published.\n{self._place()}")

    def failed(self, reason: str, log_file: Path | None = None) -> Outcome:
        return self._ended(
            "failed",
            f"FAILED, nothing was published.\n{reason.strip()}\n{self._place()}{_see(log_file)}",
            log_file=log_file,
        )

    def step_failed(self, step: str, reason: str, log_file: Path | None = None) -> Outcome:
        """A step of the job failed: the red checks say why if there are any, else its error."""
        red = red_checks(self.settings) if step == "build" else []
        return self._red(red, log_file) if red else self.failed(reason, log_file)

    def _red(self, checks: list[RedCheck], log_file: Path | None) -> Outcome:
        lines = [_line(check) for check in checks[:_SHOWN_CHECKS]]
        if len(checks) > _SHOWN_CHECKS:
            lines.append(f"  and {len(checks) - _SHOWN_CHECKS} more, in last_night.json")
        return self._ended(
            "failed",
            f"FAILED, nothing was published: {_count(checks)}.\n"
            + "\n".join(lines)
            + f"\n{self._place()}{_see(log_file)}",
            checks=checks,
            log_file=log_file,
        )

    def _ended(
        self,
        outcome: str,
        message: str,
        checks: list[RedCheck] | None = None,
        log_file: Path | None = None,
    ) -> Outcome:
        manifest = self.shelf.current_manifest() or {}
        landed = self.landed
        if landed and landed.needs_a_look:
            message += (
                f"\nNeeds a look: {landed.rejected_files} files rejected, "
                f"{landed.quarantined_records} records set aside; the published tables "
                "fct_control_totals and fct_quarantined_records say why."
            )
        return Outcome(
            outcome=outcome,
            message=message,
            run_id=manifest.get("run_id"),
            as_of=manifest.get("as_of"),
            started_at=self._started_at.isoformat(timespec="seconds"),
            seconds=round((datetime.now(UTC) - self._started_at).total_seconds(), 1),
            needs_a_look=bool(landed and landed.needs_a_look),
            counts=landed.counts() if landed else {},
            red_checks=[check.as_json() for check in checks or []],
            log_file=str(log_file) if log_file else None,
        )

    def _place(self) -> str:
        manifest = self.shelf.current_manifest()
        if manifest is None:
            return "There is no release yet."
        return (
            f"The current release is {manifest['run_id']}, as of {manifest['as_of']}:\n"
            f"  {self.shelf.current / 'returns.duckdb'}"
        )


def write_outcome(settings: Settings, outcome: Outcome) -> None:
    """Writes the outcome file whole or not at all, then alerts if the night failed or needs a
    look."""
    target = settings.warehouse / "last_night.json"
    temporary = target.with_suffix(".json.tmp")
    temporary.write_text(json.dumps(asdict(outcome), indent=2) + "\n")
    temporary.replace(target)
    if outcome.has_failed or outcome.needs_a_look:
        _alert(settings, target)


def _count(checks: list[RedCheck]) -> str:
    return (
        "1 check or model is red" if len(checks) == 1 else f"{len(checks)} checks or models are red"
    )


def _line(check: RedCheck) -> str:
    rows = f"\n    its rows: {check.rows_file}" if check.rows_file else ""
    return f"  {check.name}: {check.message}{rows}"


def _see(log_file: Path | None) -> str:
    return f"\nFull log: {log_file}" if log_file else ""


def _alert(settings: Settings, outcome_file: Path) -> None:
    """Runs RETURNS_ALERT_COMMAND with the outcome file as its last argument. A broken alert is
    said, and changes nothing about the night."""
    if not settings.alert_command:
        return
    try:
        subprocess.run(
            ["/bin/sh", "-c", f'{settings.alert_command} "$1"', "alert", str(outcome_file)],
            check=True,
            timeout=_ALERT_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except (subprocess.SubprocessError, OSError) as problem:
        print(f"RETURNS_ALERT_COMMAND failed: {problem}", file=sys.stderr)
