"""The rooms of landing: data flows one way, so no room reads one that comes after it."""

import ast
from pathlib import Path

import pytest

from tests.nights import ROOT

LANDING = ROOT / "dagster_pipeline" / "landing"
PACKAGE = "dagster_pipeline.landing."
READABLE = {
    "rules": set(),
    "redaction": set(),
    "engine": set(),
    "files": {"rules", "redaction"},
    "records": {"rules", "redaction", "engine", "files"},
    "reference": {"rules", "engine"},
    "storing": {"rules", "redaction", "engine", "files", "records", "reference"},
}


def test_every_room_is_named_here() -> None:
    assert {path.parent.name for path in LANDING.glob("*/__init__.py")} == set(READABLE)


@pytest.mark.parametrize("room", READABLE)
def test_a_room_reads_only_rooms_before_it(room: str) -> None:
    read = {name for path in (LANDING / room).glob("*.py") for name in _rooms_read_by(path)}

    assert read <= READABLE[room] | {room, "errors"}


def _rooms_read_by(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text()))
    modules = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    return {
        module.removeprefix(PACKAGE).split(".")[0]
        for module in modules
        if module.startswith(PACKAGE)
    }
