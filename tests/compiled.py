"""The models of a built warehouse, as dbt left them: compiled SQL, unit tests, and where each line
of the SQL was written."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.nights import ROOT

DBT_PROJECT = ROOT / "dbt_project"
# Macros that hold rules of the model; what they write is as much a model's SQL as its own lines.
RULE_MACROS = sorted((DBT_PROJECT / "macros" / "legs").glob("*.sql"))
RELATION = re.compile(r'"(\w+)"\."(\w+)"\."(\w+)"')
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


@dataclass(frozen=True)
class UnitTest:
    """Rows that a model is given, and rows that it must make of them, as dbt read them."""

    name: str
    given: dict[str, list[dict]]
    expected: list[dict]


@dataclass(frozen=True)
class Model:
    name: str
    path: Path
    sql: str
    reads: frozenset[str]
    """The models that it reads."""
    grain: tuple[str, ...]
    unit_tests: tuple[UnitTest, ...]

    @cached_property
    def written_at(self) -> dict[int, str]:
        """Where a line of the compiled SQL was written, as file:line; lines that no rule of ours
        wrote (a cast, a share in exact arithmetic) are not named."""
        sources = [self.path, *RULE_MACROS]
        patterns = [
            (path, number, re.compile(pattern))
            for path in sources
            for number, line in enumerate(path.read_text().splitlines(), 1)
            if (pattern := _pattern(line))
        ]
        found: dict[int, str] = {}
        last = 0
        for number, line in enumerate(self.sql.splitlines(), 1):
            fitting = [
                (path != self.path, (place - last) % 1000, path, place)
                for path, place, pattern in patterns
                if pattern.fullmatch(line.strip())
            ]
            if fitting:
                is_macro, _, path, place = min(fitting)
                last = last if is_macro else place
                found[number] = f"{path.relative_to(DBT_PROJECT)}:{place}"
        return found


def compile_models(warehouse: Path, target: Path) -> dict:
    """Lets dbt compile the intermediate models as they are now; gives its manifest."""
    compiled = subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "compile", "--quiet", "--no-introspect"),
            *("--select", "path:models/intermediate", "--profiles-dir", "."),
            *("--target-path", str(target), "--log-path", str(target / "logs")),
        ],
        cwd=DBT_PROJECT,
        env=os.environ | {"RETURNS_WAREHOUSE": str(warehouse)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert compiled.returncode == 0, compiled.stdout + compiled.stderr
    return json.loads((target / "manifest.json").read_text())


def read_models(manifest: dict, folder: str) -> list[Model]:
    """The models of a folder below models/intermediate, each after those that it reads."""
    nodes = manifest["nodes"].values()
    unit_tests: dict[str, list[UnitTest]] = {}
    for test in manifest["unit_tests"].values():
        given = {_named(fixture["input"]): fixture["rows"] for fixture in test["given"]}
        read = UnitTest(test["name"], given, test["expect"]["rows"])
        unit_tests.setdefault(test["model"], []).append(read)
    grains = {
        test["attached_node"]: tuple(test["test_metadata"]["kwargs"]["columns"])
        for test in nodes
        if (test.get("test_metadata") or {}).get("name") == "unique_grain"
    }
    models = [
        Model(
            name=node["name"],
            path=DBT_PROJECT / node["original_file_path"],
            sql=node["compiled_code"],
            reads=frozenset(name.split(".")[-1] for name in node["depends_on"]["nodes"]),
            grain=grains.get(node["unique_id"], ()),
            unit_tests=tuple(unit_tests.get(node["name"], ())),
        )
        for node in nodes
        if node["resource_type"] == "model" and node["path"].startswith(f"intermediate/{folder}/")
    ]
    return list(_in_order(models))


def _in_order(models: list[Model]) -> Iterator[Model]:
    waiting = sorted(models, key=lambda model: model.name)
    while waiting:
        names = {model.name for model in waiting}
        ready = next(model for model in waiting if not model.reads & names)
        waiting.remove(ready)
        yield ready


def _named(given: str) -> str:
    """The table that `ref('a')` or `source('b', 'a')` names."""
    return re.findall(r"'(\w+)'", given)[-1]


def _pattern(line: str) -> str | None:
    """What a line of a model or macro looks like once it is compiled; None if it holds nothing."""
    fixed = [text.strip() for text in JINJA.split(line.strip())]
    if not any(re.search(r"\w", text) for text in fixed):
        return None
    return r"\s*.*?\s*".join(map(re.escape, fixed))
