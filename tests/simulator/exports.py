"""Files as an export leaves them: pages in an envelope, documents one per line, manifests.

The same documents always give the same bytes: no clock, no random order, no file name in a gzip
header. Documents are written as they come, so that a long history needs no memory.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

BEST_COMPRESSION = 9
GZIP_FORMAT = 31


def compact(value: object) -> str:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def write_page(path: Path, key: str, records: Iterable[dict], envelope: dict | None = None) -> int:
    """One response page: the records as a list under `key`, one per line. Returns their number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = (envelope or {}).items()
    head = "".join(f"{compact(name)}: {compact(value)},\n" for name, value in fields)
    count = 0
    with path.open("wb") as file:
        file.write(f"{{\n{head}{compact(key)}: [".encode())
        for count, record in enumerate(records, start=1):
            file.write(f"{',' if count > 1 else ''}\n{compact(record)}".encode())
        file.write(b"\n]\n}\n" if count else b"]\n}\n")
    return count


def write_lines(path: Path, records: Iterable[dict]) -> int:
    """One document per line, compressed when the name says so. Returns their number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for record in records:
            count += 1
            yield f"{compact(record)}\n".encode()

    with path.open("wb") as file:
        file.writelines(gzipped(lines()) if path.suffix == ".gz" else lines())
    return count


def write_report(path: Path, report: dict) -> None:
    """A report of rows and cells, as the response that holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(report, ensure_ascii=False, indent=1)}\n")


def gzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks as one gzip file without a name or a time in its header."""
    packer = zlib.compressobj(BEST_COMPRESSION, zlib.DEFLATED, GZIP_FORMAT)
    for chunk in chunks:
        yield packer.compress(chunk)
    yield packer.flush()


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
