"""Starting a real process and ending it with SIGKILL: at a place, after a time, or at a sign."""

import os
import signal
import subprocess
import time
from collections.abc import Callable

from tests.figures import FIGURES
from tests.nights import House

LOOK_EVERY_SECONDS = 0.02
PATIENCE_SECONDS = 600


def kill_at(house: House, command: str, place: str, nth: int = 1) -> bool:
    """Whether the command came by the place for the nth time, and died there."""
    ended = house.run("tests.faults.interrupted", "SIGKILL", place, str(nth), command)
    assert ended.status in (-signal.SIGKILL, 0), ended.complained
    is_killed = ended.status == -signal.SIGKILL
    FIGURES.kills += is_killed
    return is_killed


def kill_after(house: House, command: str, seconds: float) -> bool:
    """Whether the command was still at work after so long, and died."""
    process = house.start(command)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return _kill(process)
    return False


def kill_when(
    house: House, command: str, is_time: Callable[[], bool], with_children: bool = True
) -> bool:
    """Whether the command was still at work when it was time, and died; with the processes that it
    started, as when a machine goes down, or alone."""
    process = house.start(command)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if is_time():
            return _kill(process, with_children)
        time.sleep(LOOK_EVERY_SECONDS)
    process.kill()
    return False


def _kill(process: subprocess.Popen, with_children: bool = True) -> bool:
    if with_children:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    is_killed = process.wait() == -signal.SIGKILL
    FIGURES.kills += is_killed
    return is_killed
