"""The records of an exports folder in other files: as another exporter might have left them.

The pages of a pull are put together, turned around and cut anew: into a page with its envelope, a
bare list, and packed lines; and once more all together. Names and folders say nothing of the old
ones. A record is never changed, and stays beside what its manifest said of it.
"""

import gzip
import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random


@dataclass(frozen=True)
class Pull:
    """What one round of an exporter asked of one object."""

    object_folder: str
    """<system>/<instance>/<object>"""
    manifest: dict
    envelope: dict
    """The fields of the page, its list of records empty."""
    records_key: str | None
    """Where in the envelope the records stand; None where there is none."""
    records: list[dict]


def read_pulls(exports: Path) -> list[Pull]:
    """The pulls of an exports folder, the latest first."""
    pulls: dict[tuple[str, str], Pull] = {}
    for path in sorted(exports.rglob("*.json*")):
        if path.name.endswith(".manifest.json"):
            continue
        page = _read_file(exports, path)
        key = (page.object_folder, page.manifest.get("exported_at", path.name))
        if key in pulls:
            pulls[key].records.extend(page.records)
        else:
            pulls[key] = page
    return sorted(pulls.values(), key=lambda pull: pull.manifest.get("exported_at", ""))[::-1]


def write_rearranged(pull: Pull, exports: Path, name: str) -> None:
    """Writes a pull into four files whose names begin with `name`."""
    records = pull.records[::-1]
    third = len(records) // 3
    folder = exports / pull.object_folder / name
    _write_file(folder / "cut" / "page.json", pull, records[:third])
    _write_file(folder / "cut" / "list.json", pull, records[third : 2 * third])
    _write_file(folder / "cut" / "lines.ndjson.gz", pull, records[2 * third :])
    _write_file(folder / "whole.jsonl", pull, pull.records)


def write_shuffled(pull: Pull, exports: Path, name: str, dice: Random) -> None:
    """Writes a pull's records in any order into a few files of any form, some of them twice."""
    records = dice.sample(pull.records, len(pull.records))
    cuts = sorted(dice.choices(range(len(records) + 1), k=dice.randint(0, 3)))
    for place, (start, stop) in enumerate(pairwise([0, *cuts, len(records)])):
        for copy in range(dice.choice([1, 1, 2])):
            form = dice.choice(["page.json", "list.json", "lines.jsonl", "lines.ndjson.gz"])
            file = f"{dice.randint(0, 9)}_{place}_{copy}_{form}"
            _write_file(exports / pull.object_folder / name / file, pull, records[start:stop])


def _write_file(path: Path, pull: Pull, records: list[dict]) -> None:
    """Some of a pull's records in the form that the file's name says, with their manifest."""
    if path.suffix != ".json":
        text = "".join(json.dumps(record) + "\n" for record in records)
    elif path.name.endswith("page.json") and pull.records_key:
        text = json.dumps(pull.envelope | {pull.records_key: records}, indent=1)
    else:
        text = json.dumps(records, indent=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    manifest = pull.manifest | {"records": len(records)}
    path.with_name(f"{path.name}.manifest.json").write_text(json.dumps(manifest))


def _read_file(exports: Path, path: Path) -> Pull:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    manifest = path.with_name(f"{path.name}.manifest.json")
    object_folder = "/".join(path.relative_to(exports).parts[:3])
    declared = json.loads(manifest.read_text()) if manifest.exists() else {}
    if ".jsonl" in path.name:
        records = [json.loads(line) for line in text.splitlines()]
        return Pull(object_folder, declared, {}, None, records)
    page = json.loads(text)
    (key,) = (name for name, value in page.items() if isinstance(value, list))
    return Pull(object_folder, declared, page | {key: []}, key, page[key])
