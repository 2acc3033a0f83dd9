"""Dotted paths (`refunds[].transactions[].amount`) and the shape that a set of them makes.

A shape is written as the engine's json_transform reads it: a dict is an object, a list of one
shape is a list, "VARCHAR" is a leaf. Everything that a shape does not name never reaches the disk.
No knowledge of any system's fields here: those are the dbt sources' to list.
"""

import re
from dataclasses import dataclass

LEAF = "VARCHAR"
Shape = str | dict[str, "Shape"] | list["Shape"]

STEP_FORM = re.compile(r"([^.:\[\]\"'\\]+)((?:\[\])?)")


class PathError(ValueError):
    """A path that cannot be read, or that contradicts another path."""


@dataclass(frozen=True)
class Step:
    """One name of a path; a list is entered at each of its items."""

    name: str
    is_list: bool


def parse_path(path: str) -> tuple[Step, ...]:
    """The steps of a dotted path; raises PathError where it is not one."""
    steps = []
    for part in path.split("."):
        form = STEP_FORM.fullmatch(part)
        if not form:
            raise PathError(f"'{path}' is no path: write names joined by dots, [] behind a list")
        steps.append(Step(form[1], bool(form[2])))
    return tuple(steps)


def shape_of(paths: list[str]) -> dict[str, Shape]:
    """The one shape that holds all paths, its names sorted so that their order never matters."""
    shape: dict[str, Shape] = {}
    for path in paths:
        _add(shape, parse_path(path), path)
    return _sorted(shape)


def _add(shape: dict[str, Shape], steps: tuple[Step, ...], path: str) -> None:
    step, rest = steps[0], steps[1:]
    twin = next((name for name in shape if name.lower() == step.name.lower()), step.name)
    if twin != step.name:
        raise PathError(f"'{path}' and '{twin}' differ in case alone, which the engine cannot keep")
    inner: Shape = {} if rest else LEAF
    wanted: Shape = [inner] if step.is_list else inner
    found = shape.setdefault(step.name, wanted)
    found_inner = found[0] if isinstance(found, list) else found
    if isinstance(found, list) != step.is_list or (found_inner == LEAF) != (not rest):
        raise PathError(f"'{path}' contradicts another kept path at '{step.name}'")
    if rest:
        _add(found_inner, rest, path)


def _sorted(shape: Shape) -> Shape:
    if isinstance(shape, dict):
        return {name: _sorted(shape[name]) for name in sorted(shape)}
    return [_sorted(shape[0])] if isinstance(shape, list) else shape
