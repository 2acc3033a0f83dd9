"""manifest.json of a release: what it was made from and the sha256 of everything in it."""

import hashlib
import json
from pathlib import Path

MANIFEST = "manifest.json"


def write_manifest(
    folder: Path,
    *,
    run_id: str,
    dagster_run_id: str,
    as_of: str,
    inputs: dict[str, str],
    rows: dict[str, int],
) -> None:
    """Describes every file that `folder` holds; call it last."""
    files = {
        path.relative_to(folder).as_posix(): {
            "bytes": path.stat().st_size,
            "sha256": _sha256(path),
        }
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    manifest = {
        "run_id": run_id,
        "dagster_run_id": dagster_run_id,
        "as_of": as_of,
        "inputs": inputs,
        "rows": rows,
        "files": files,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n")


def read_manifest(folder: Path) -> dict | None:
    """The manifest of a release whose files are all in place; None if it is not whole."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        sizes = {name: file["bytes"] for name, file in manifest["files"].items()}
        is_whole = all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, KeyError):
        return None
    return manifest if is_whole else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
