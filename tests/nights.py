"""A whole night in folders of a test's own: `python -m dagster_pipeline.nightly` as people run it.

What a night left behind is for the tests to read; only the way to run one belongs here.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEMO_EXPORTS = ROOT / "seeds" / "exports"
DEMO_REFERENCE = ROOT / "seeds" / "reference"
# As it was before any test: nights run beside tests that change it for a while.
ENVIRON = {
    name: text
    for name, text in os.environ.items()
    if not name.startswith("RETURNS_") and name != "DAGSTER_HOME"
}


@dataclass(frozen=True)
class Night:
    """How a night, or another command, ended."""

    status: int
    said: str
    complained: str


@dataclass(frozen=True)
class House:
    """A company's folders: what it exports, its reference tables, and what the nights write.

    `landed_at` is the instant at which its nights happen, if not now.
    """

    exports: Path
    reference: Path
    warehouse: Path
    landed_at: datetime | None = None

    @property
    def release(self) -> Path:
        """The published database."""
        return self.warehouse / "current" / "returns.duckdb"

    @property
    def landing_file(self) -> Path:
        return self.warehouse / "landing.duckdb"

    def last_night(self) -> dict:
        return json.loads((self.warehouse / "last_night.json").read_text())

    def landing_alone(self) -> None:
        """Lands what is there and builds nothing, as a night that broke off after landing."""
        landed = self.run("dagster_pipeline.landing")
        assert landed.status == 0, f"landing failed:\n{landed.said}\n{landed.complained}"

    def environ(self) -> dict[str, str]:
        """No setting but the three folders, and the instant where one is given."""
        instant = {"RETURNS_LANDED_AT": self.landed_at.isoformat()} if self.landed_at else {}
        return (
            ENVIRON
            | instant
            | {
                "PATH": os.pathsep.join([str(Path(sys.executable).parent), ENVIRON["PATH"]]),
                "RETURNS_EXPORTS": str(self.exports),
                "RETURNS_REFERENCE": str(self.reference),
                "RETURNS_WAREHOUSE": str(self.warehouse),
            }
        )

    def start(self, module: str, *arguments: str) -> subprocess.Popen[str]:
        """A command of the project, started in a process group of its own. Nobody listens."""
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=self.environ(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    def run(self, module: str, *arguments: str, within: Sequence[str] = ()) -> Night:
        """A command of the project, run to its end; `within` is a command that runs a command."""
        ended = subprocess.run(
            [*within, sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=self.environ(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        return Night(ended.returncode, ended.stdout, ended.stderr)

    def night(self) -> Night:
        """Runs a night."""
        return self.run("dagster_pipeline.nightly")

    def publishing_night(self) -> Night:
        """A night that must end in a release."""
        night = self.night()
        assert night.status == 0, f"the night failed:\n{night.said}\n{night.complained}"
        return night
