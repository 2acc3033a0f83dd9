"""Disks that are full or read-only, as real file systems in a namespace of the test's own: the run
says so, no file takes the blame, and the last release stays as it is."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.faults.landed_rows import landed_rows
from tests.faults.releases import current_release
from tests.faults.small_house import build_something
from tests.nights import House, Night

UNSHARE = ["unshare", "--mount", "--map-root-user"]


def _can_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    tried = subprocess.run(
        [*UNSHARE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
    )
    return tried.returncode == 0


pytestmark = pytest.mark.skipif(
    not _can_mount(), reason="this machine lets no test mount a file system"
)


def on_a_small_disk(house: House, kilobytes: int) -> tuple[Sequence[str], House]:
    """What runs a command with the warehouse folder on a disk that has so much room left, and the
    house as the command leaves it."""
    left = replace(house, warehouse=house.warehouse.with_name("left_behind"))
    script = """
        set -e
        before=$1 left=$2 room=$3; shift 3
        used=$(du -sk "$before" | cut -f1)
        cp -a "$before" "$left"
        mount -t tmpfs -o size=$((used + room))k tmpfs "$before"
        cp -a "$left/." "$before"
        status=0; "$@" || status=$?
        rm -rf "$left"; cp -a "$before" "$left"
        exit $status
    """
    places = [str(house.warehouse), str(left.warehouse), str(kilobytes)]
    return [*UNSHARE, "sh", "-c", script, "small_disk", *places], left


def on_a_read_only_disk(house: House) -> Sequence[str]:
    """What runs a command with the warehouse folder read-only, for root too."""
    script = 'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; shift; exec "$@"'
    return [*UNSHARE, "sh", "-c", script, "read_only", str(house.warehouse)]


def assert_told(ended: Night, *parts: str) -> None:
    assert ended.status == 1, ended
    assert "Traceback" not in ended.said + ended.complained
    for part in parts:
        assert part in ended.complained


@pytest.mark.parametrize("kilobytes", [60, 150, 300])
def test_a_full_disk_stops_landing_and_rejects_no_file(house: House, kilobytes: int) -> None:
    release = current_release(house)
    within, left = on_a_small_disk(house, kilobytes)
    assert_told(
        house.run("dagster_pipeline.landing", within=within), "landing.duckdb", "No space left"
    )
    assert current_release(left) == release

    for one in (left, house):
        assert one.run("dagster_pipeline.landing").status == 0
    assert landed_rows(left.landing_file) == landed_rows(house.landing_file)


def test_a_full_disk_fails_the_night(house: House) -> None:
    release = current_release(house)
    within, left = on_a_small_disk(house, 60)
    night = house.run("dagster_pipeline.nightly", within=within)
    assert_told(night, "No space left")
    assert current_release(left) == release


def test_a_full_disk_leaves_the_release_before(house: House) -> None:
    build_something(house)
    release = current_release(house)
    within, left = on_a_small_disk(house, 500)
    assert house.run("tests.faults.publish_alone", within=within).status != 0
    assert current_release(left) == release


def test_a_read_only_warehouse_folder_is_named(house: House) -> None:
    release = current_release(house)
    for command in ("dagster_pipeline.nightly", "dagster_pipeline.landing"):
        ended = house.run(command, within=on_a_read_only_disk(house))
        assert_told(ended, str(house.warehouse), "Read-only file system")
    assert current_release(house) == release
