"""The program's hash: one value for all code, models and vocabulary that decide what is built.

A comment counts as a change: one rebuild too many costs a minute, one too few leaves old rows.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from dagster_pipeline.settings import PROJECT_ROOT

_FOLDERS = ("dagster_pipeline", "dbt_project", "seeds/vocabulary")
_FILES = ("requirements.lock",)
_NOT_PROGRAM = {"__pycache__", ".local_defs_state", "target", "logs", ".user.yml"}


def program_hash(root: Path = PROJECT_ROOT) -> str:
    """sha256 over the names and bytes of every file of the program below `root`."""
    digest = hashlib.sha256()
    for path in _program_files(root):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _program_files(root: Path) -> Iterator[Path]:
    files = [path for folder in _FOLDERS for path in (root / folder).rglob("*") if path.is_file()]
    files += [root / name for name in _FILES if (root / name).is_file()]
    for path in sorted(files):
        if _NOT_PROGRAM.isdisjoint(path.relative_to(root).parts):
            yield path
