"""A whole night in folders of a test's own: `python -m dagster_pipeline.nightly` as people run it.

What a night left behind is for the tests to read; only the way to run one belongs here.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEMO_EXPORTS = ROOT / "seeds" / "exports"
DEMO_REFERENCE = ROOT / "seeds" / "reference"


@dataclass(frozen=True)
class Night:
    """How a night ended."""

    status: int
    said: str
    complained: str


@dataclass(frozen=True)
class House:
    """A company's folders: what it exports, its reference tables, and what the nights write."""

    exports: Path
    reference: Path
    warehouse: Path

    @property
    def release(self) -> Path:
        """The published database."""
        return self.warehouse / "current" / "returns.duckdb"

    def last_night(self) -> dict:
        return json.loads((self.warehouse / "last_night.json").read_text())

    def night(self) -> Night:
        """Runs a night, with no setting but the three folders."""
        return self._run("dagster_pipeline.nightly")

    def landing_alone(self) -> None:
        """Lands what is there and builds nothing, as a night that broke off after landing."""
        landed = self._run("dagster_pipeline.landing")
        assert landed.status == 0, f"landing failed:\n{landed.said}\n{landed.complained}"

    def _run(self, module: str) -> Night:
        environ = {name: text for name, text in os.environ.items() if name[:8] != "RETURNS_"}
        environ.pop("DAGSTER_HOME", None)
        environ |= {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "RETURNS_EXPORTS": str(self.exports),
            "RETURNS_REFERENCE": str(self.reference),
            "RETURNS_WAREHOUSE": str(self.warehouse),
        }
        ended = subprocess.run(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        return Night(ended.returncode, ended.stdout, ended.stderr)

    def publishing_night(self) -> Night:
        """A night that must end in a release."""
        night = self.night()
        assert night.status == 0, f"the night failed:\n{night.said}\n{night.complained}"
        return night
