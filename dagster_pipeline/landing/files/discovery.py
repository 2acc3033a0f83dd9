"""Finding the files of the exports folder, and reading the manifest beside each.

A file is named here by its path below the exports folder. Whether its name lets it land is
decided here; whether its bytes do is whole_file.py's and the records' to say.
"""

import errno
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath

from dagster_pipeline.landing.errors import LandingError
from dagster_pipeline.landing.redaction.tokens import kept_tokens, without_addresses
from dagster_pipeline.landing.rules.sources import LandingRule
from dagster_pipeline.landing.rules.value_types import parse_day, parse_instant

MANIFEST_SUFFIX = ".manifest.json"
JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
DELIMITED_SUFFIXES = (".csv", ".tsv")
LINE_SUFFIXES = (".jsonl", ".ndjson")
READ_BYTES = 1 << 20
SHOWN_VALUE = re.compile(r"[0-9TZ:.+/-]{1,35}")


@dataclass(frozen=True)
class ExportFile:
    """One file as it lies there, before its content is looked at."""

    path: Path
    source_file: str
    """Path below the exports folder, with forward slashes."""
    system: str | None
    instance: str | None
    object: str | None
    bytes: int
    modified_ns: int
    manifest_state: str
    """Size and time of the manifest beside it; empty where there is none."""

    @property
    def is_gzip(self) -> bool:
        return self.source_file.lower().endswith(".gz")

    @cached_property
    def suffix(self) -> str:
        """The suffix that names the format, `.gz` apart."""
        return PurePosixPath(self.source_file.lower().removesuffix(".gz")).suffix

    def sha256(self) -> str:
        """Of the bytes as they lie there. Raises OSError, for what is no file but a pipe too: to
        open one would wait for ever."""
        if not stat.S_ISREG(self.path.stat().st_mode):
            raise OSError(errno.EINVAL, "it is no regular file")
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True)
class Manifest:
    """What the exporter declared beside a file; everything may be missing."""

    records: int | None = None
    exported_at: datetime | None = None
    """UTC, without zone."""
    covers_from: date | None = None
    covers_to: date | None = None


class ManifestInvalid(ValueError):
    """A manifest that cannot be read: the file beside it is rejected with this text."""


def find_export_files(exports: Path) -> list[ExportFile]:
    """Every file below the exports folder, by path; hidden files and manifests apart. A file that
    has a manifest and is not there is among them: it cannot be opened.

    Links are followed wherever they lead, for exports often lie on a mounted share; a folder that
    two of them reach is read once, under the first of its names.
    """
    if not exports.is_dir():
        raise LandingError(
            f"{exports}: there is no such folder; set RETURNS_EXPORTS to the folder of the exports"
        )
    return sorted(_walk(exports), key=lambda file: file.source_file)


def _walk(exports: Path) -> Iterator[ExportFile]:
    seen_folders = set()
    for folder, subfolders, names in os.walk(exports, followlinks=True):
        real = os.path.realpath(folder)
        if real in seen_folders:
            subfolders.clear()
            continue
        seen_folders.add(real)
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        parts = [_shown(part) for part in Path(folder).relative_to(exports).parts]
        shown = {name for name in names if not name.startswith(".")}
        manifests = {name for name in shown if name.lower().endswith(MANIFEST_SUFFIX)}
        described = {name[: -len(MANIFEST_SUFFIX)] for name in manifests}
        for name in (shown | described) - manifests:
            is_described = f"{name}{MANIFEST_SUFFIX}" in manifests
            yield _export_file(Path(folder, name), [*parts, _shown(name)], is_described)


def _export_file(path: Path, parts: list[str], is_described: bool) -> ExportFile:
    system, instance, object_name = parts[:3] if len(parts) >= 4 else (None, None, None)
    try:
        found = path.stat()
        size, modified_ns = found.st_size, found.st_mtime_ns
    except OSError:
        size, modified_ns = 0, 0
    return ExportFile(
        path=path,
        source_file="/".join(parts),
        system=system,
        instance=instance,
        object=object_name,
        bytes=size,
        modified_ns=modified_ns,
        manifest_state=_manifest_state(path) if is_described else "",
    )


def _shown(name: str) -> str:
    """A name as it is stored and told: one that is not UTF-8 on the disk with its bytes written
    out; one with an e-mail address in it with a hash behind the mask, to tell it from others."""
    text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    masked = without_addresses(text)
    return text if masked == text else f"{masked}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def manifest_path(path: Path) -> Path:
    return path.with_name(path.name + MANIFEST_SUFFIX)


def _manifest_state(path: Path) -> str:
    try:
        found = manifest_path(path).stat()
    except OSError:
        return ""
    return f"{found.st_size}:{found.st_mtime_ns}"


def why_not_by_name(
    file: ExportFile,
    rules: dict[tuple[str, str], LandingRule],
    instances: set[tuple[str, str]],
) -> str | None:
    """Why a file cannot land for where it lies and how it is called; None where it can."""
    if file.object is None:
        return (
            "it does not lie in a folder <system>/<instance>/<object>; move it there, "
            "or out of the exports"
        )
    systems = {system for system, _ in rules}
    if file.system not in systems:
        return f"system '{file.system}' is not known; known are {', '.join(sorted(systems))}"
    rule = rules.get((file.system, file.object))
    if rule is None:
        objects = sorted(name for system, name in rules if system == file.system)
        return f"{file.system} has no object '{file.object}'; it has {', '.join(objects)}"
    if (file.system, file.instance) not in instances:
        return (
            f"instance '{file.instance}' of {file.system} is not in source_instances.csv; "
            "add it there or rename the folder"
        )
    suffixes = JSON_SUFFIXES if rule.format == "json" else DELIMITED_SUFFIXES
    if file.suffix not in suffixes:
        return (
            f"{file.system}/{file.object} comes as {' '.join(suffixes)} (each also .gz), "
            f"not as '{file.suffix or 'a file without suffix'}'; export it in that form"
        )
    return None


def read_manifest(file: ExportFile) -> Manifest:
    """The manifest beside a file, empty where there is none. Raises ManifestInvalid."""
    if not file.manifest_state:
        return Manifest()
    path = manifest_path(file.path)
    name = _shown(path.name)
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ManifestInvalid(f"its manifest {name} cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError) as error:
        raise ManifestInvalid(f"its manifest {name} is not valid JSON ({error})") from None
    if not isinstance(content, dict):
        raise ManifestInvalid(f"its manifest {name} is not a JSON object")
    manifest = Manifest(
        records=_declared_count(content.get("records"), name),
        exported_at=_declared(content, "exported_at", parse_instant, "an instant", name),
        covers_from=_declared(content, "covers_from", parse_day, "a date YYYY-MM-DD", name),
        covers_to=_declared(content, "covers_to", parse_day, "a date YYYY-MM-DD", name),
    )
    if manifest.covers_from and manifest.covers_to and manifest.covers_to < manifest.covers_from:
        raise ManifestInvalid(
            f"its manifest {name} covers {manifest.covers_from} to {manifest.covers_to}, "
            "which ends before it begins"
        )
    return manifest


def _declared_count(value: object, name: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ManifestInvalid(
            f"its manifest {name} has records {_told(value)}, which is not a count"
        )
    return value


def _declared(content, key, parse, form, name):
    value = content.get(key)
    if value is None:
        return None
    parsed = parse(value) if isinstance(value, str) else None
    if parsed is None:
        raise ManifestInvalid(f"its manifest {name} has {key} {_told(value)}, which is not {form}")
    return parsed


def _told(value: object) -> str:
    """A declared value in a reason: a number or a day as it is written, else how long it is, for
    people write into such files what nobody should keep."""
    text = value if isinstance(value, str) else json.dumps(value)
    is_shown = SHOWN_VALUE.fullmatch(text) and kept_tokens(text) == text
    return f"'{text}'" if is_shown else f"with a value of {len(text)} characters"
