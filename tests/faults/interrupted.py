"""Runs a command of the project in this process and sends itself a signal at a named place.

    python -m tests.faults.interrupted SIGKILL 'a batch is stored and not committed' 2 <module>

The place is a function of the production code, wrapped here: the code itself knows of nothing. To
its files SIGKILL is what `kill -9`, a machine out of memory and a power cut are; SIGSTOP holds the
process where it is. The number says at which pass by the place.
"""

import importlib
import os
import signal
import sys
from collections.abc import Callable
from itertools import count

from tests.faults.places import PLACES, Place


def interrupt_at(place: Place, nth: int, signal_number: int) -> None:
    """Wraps the place's function so that its nth call is interrupted."""
    owner: object = importlib.import_module(place.module)
    *parents, name = place.function.split(".")
    for parent in parents:
        owner = getattr(owner, parent)
    setattr(owner, name, _interrupted(getattr(owner, name), place, nth, signal_number))


def _interrupted(function: Callable, place: Place, nth: int, signal_number: int) -> Callable:
    calls = count(1)

    def wrapped(*positional, **named):
        is_here = next(calls) == nth
        if is_here and not place.is_after:
            os.kill(os.getpid(), signal_number)
        result = function(*positional, **named)
        if is_here and place.is_after:
            os.kill(os.getpid(), signal_number)
        return result

    return wrapped


def main(arguments: list[str]) -> int:
    """The command's own status, where it never comes by the place."""
    signal_name, place, nth, command = arguments
    interrupt_at(PLACES[place], int(nth), signal.Signals[signal_name])
    return importlib.import_module(command).main()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
