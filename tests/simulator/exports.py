"""Files as an export leaves them: pages in an envelope, documents one per line, manifests.

The same documents always give the same bytes: no clock, no random order, no file name in a gzip
header.
"""

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path


def compact(value: object) -> str:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def write_page(path: Path, key: str, records: list[dict], envelope: dict | None = None) -> None:
    """One response page: the records as a list under `key`, one record per line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = (envelope or {}).items()
    head = "".join(f"{compact(name)}: {compact(value)},\n" for name, value in fields)
    rows = ",\n".join(compact(record) for record in records)
    body = f"[\n{rows}\n]" if records else "[]"
    path.write_bytes(f"{{\n{head}{compact(key)}: {body}\n}}\n".encode())


def write_lines(path: Path, records: list[dict]) -> None:
    """One document per line, compressed when the name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = "".join(f"{compact(record)}\n" for record in records).encode()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


def write_manifest(
    path: Path, records: int, exported_at: datetime, covers_from: date | None = None
) -> None:
    """How many records the exporter put into a file, and until when it had asked the source."""
    manifest: dict[str, object] = {
        "records": records,
        "exported_at": exported_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if covers_from:
        manifest["covers_from"] = covers_from.isoformat()
    path.with_name(f"{path.name}.manifest.json").write_text(f"{compact(manifest)}\n")
