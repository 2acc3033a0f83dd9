"""What a reader may ask of a release at any moment, whatever died meanwhile."""

import hashlib
import json

import duckdb

from tests.nights import House


def publish_alone(house: House) -> None:
    """Publishes the built warehouse in a process of its own."""
    ended = house.run("tests.faults.publish_alone")
    assert ended.status == 0, ended.complained


def current_release(house: House) -> str:
    """The current release's run id, after proving that it is whole: every file has the bytes that
    the manifest says, the tables have its rows, and nothing stands beside them."""
    current = house.warehouse / "current"
    manifest = json.loads((current / "manifest.json").read_text())
    for name, file in manifest["files"].items():
        digest = hashlib.sha256((current / name).read_bytes()).hexdigest()
        assert digest == file["sha256"], f"{name} of the current release has changed"
    lying = {str(path.relative_to(current)) for path in current.rglob("*") if path.is_file()}
    assert lying == {*manifest["files"], "manifest.json"}
    with duckdb.connect(str(house.release), read_only=True) as reader:
        for table, rows in manifest["rows"].items():
            assert reader.sql(f"select count(*) from {table}").fetchone() == (rows,)
    assert manifest["run_id"] == current.readlink().name
    return manifest["run_id"]


def shelf(house: House) -> list[str]:
    """The names in the releases folder, unfinished ones too."""
    return sorted(path.name for path in (house.warehouse / "releases").iterdir())
