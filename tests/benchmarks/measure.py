"""What a process cost: wall and CPU seconds and its peak memory, those of its children included."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.nights import ROOT


@dataclass(frozen=True)
class Cost:
    """Of one process. `peak_mib` is that of the largest process in it."""

    wall_seconds: float
    cpu_seconds: float
    peak_mib: float

    def beyond(self, start_up: "Cost") -> "Cost":
        """The cost of the work itself; memory as it is."""
        return Cost(
            max(self.wall_seconds - start_up.wall_seconds, 0.0),
            max(self.cpu_seconds - start_up.cpu_seconds, 0.0),
            self.peak_mib,
        )


class Failed(Exception):
    """A measured command failed; the text is what it said."""


def cost_of(command: Sequence[str], environ: Mapping[str, str] = os.environ) -> Cost:
    """Runs a command to its end. Raises Failed."""
    with tempfile.TemporaryFile() as output:
        began = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise Failed(f"{' '.join(command)}: {output.read().decode()[-2000:]}")
    return Cost(seconds, used.ru_utime + used.ru_stime, _mib(used.ru_maxrss))


def least_cost(repeats: int, measured: Callable[[Path], Cost]) -> Cost:
    """The cheapest of so many runs by CPU, each in a folder of its own, deleted behind it.

    Whatever else a machine does can only add to a cost.
    """
    costs = []
    for _ in range(repeats):
        with tempfile.TemporaryDirectory(prefix="returns_bench_") as folder:
            costs.append(measured(Path(folder)))
    return min(costs, key=lambda cost: cost.cpu_seconds)


def _mib(maxrss: int) -> float:
    """The kernel counts in KiB, macOS in bytes."""
    return maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)
