"""The landing step of a night, and what it left behind for the steps after it.

The outcome is kept beside the landing file because the command lands before it decides whether the
job is needed at all; the job's landing step then reports that landing instead of repeating it.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields

from dagster_pipeline.landing import land
from dagster_pipeline.night.inputs import NightInputs
from dagster_pipeline.settings import Settings
from dagster_pipeline.warehouse.program import program_hash

# On a run whose landing the command has done already: its load_id.
LANDED_TAG = "returns/load_id"


@dataclass(frozen=True)
class Landed:
    """What one landing did, and what identifies everything landed so far."""

    load_id: int
    landing_id: str
    content_fingerprint: str
    files: int
    rejected_files: int
    landed_records: int
    repeated_records: int
    quarantined_records: int

    @property
    def needs_a_look(self) -> bool:
        return self.rejected_files > 0 or self.quarantined_records > 0

    def counts(self) -> dict[str, int]:
        return {
            name: value
            for name, value in asdict(self).items()
            if name.endswith(("files", "records"))
        }

    def summary(self) -> str:
        if self.files == 0:
            return "no new files"
        return (
            f"{self.files} new files: {self.landed_records} records landed, "
            f"{self.repeated_records} repeated, {self.quarantined_records} set aside; "
            f"{self.rejected_files} files rejected"
        )


def land_tonight(settings: Settings, progress: Callable[[str], None]) -> Landed:
    """Lands what is new and remembers the outcome. Raises LandingError."""
    outcome = land(settings, progress)
    landed = Landed(**{told.name: getattr(outcome, told.name) for told in fields(Landed)})
    target = settings.warehouse / "last_landing.json"
    temporary = target.with_suffix(".json.tmp")
    temporary.write_text(json.dumps(asdict(landed), indent=2) + "\n")
    temporary.replace(target)
    return landed


def last_landed(settings: Settings) -> Landed:
    """The outcome of the last landing."""
    return Landed(**json.loads((settings.warehouse / "last_landing.json").read_text()))


def inputs_of(landed: Landed, settings: Settings) -> NightInputs:
    return NightInputs(
        landing_id=landed.landing_id,
        content=landed.content_fingerprint,
        program=program_hash(),
        requested_as_of=str(settings.as_of or ""),
    )
