"""The records of an exports folder in other files: as another exporter might have left them.

The pages of a pull are put together, turned around and cut anew: into a page with its envelope, a
bare list, and packed lines; and once more all together. Names and folders say nothing of the old
ones. A record is never changed, and stays beside what its manifest said of it.
"""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path


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
    folder.mkdir(parents=True)
    envelope = pull.envelope | {pull.records_key: records[:third]} if pull.records_key else None
    for file, part, content in (
        ("cut/page.json", records[:third], envelope or records[:third]),
        ("cut/list.json", records[third : 2 * third], records[third : 2 * third]),
        ("cut/lines.ndjson.gz", records[2 * third :], None),
        ("whole.jsonl", pull.records, None),
    ):
        path = folder / file
        path.parent.mkdir(exist_ok=True)
        lines = "".join(json.dumps(record) + "\n" for record in part)
        text = (lines if content is None else json.dumps(content, indent=1)).encode()
        path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
        manifest = pull.manifest | {"records": len(part)}
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
