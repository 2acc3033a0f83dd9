"""What a night is made from, and whether the current release was made from the same."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class NightInputs:
    """Two nights with equal inputs build the same rows.

    landing_id       the landing file: the warehouse continues only what it was built from
    content          fingerprint of all landed content and reference rows
    program          hash of code, models and vocabulary
    requested_as_of  business date asked for; empty: by the documents' own stamps
    """

    landing_id: str
    content: str
    program: str
    requested_as_of: str

    def as_manifest(self) -> dict[str, str]:
        return asdict(self)


def is_same_night(inputs: NightInputs, manifest: dict | None) -> bool:
    """Whether a release with this manifest (None: no release) was made from these inputs. The
    landing file itself does not count: one rebuilt from the same exports holds the same content."""
    if manifest is None:
        return False
    return {**manifest["inputs"], "landing_id": inputs.landing_id} == inputs.as_manifest()
