"""Odd files and documents: decided on purpose, one test for each.

Not here: packed files, encodings and forms (test_landing_forms, test_landing_faults).
"""

import gzip
import json
import os
import time
from pathlib import Path

import pytest

from dagster_pipeline.landing.files.unsettled import SETTLED_SECONDS
from tests.conftest import Company

GOOD = {"id": 1, "name": "#1001", "updated_at": "2026-09-01T10:00:00Z"}
ORDERS = "shopify/shop/orders"
HALF = '{"id": 2, "name": "#10'


def ids(company: Company) -> list[str]:
    return [document[1] for document in company.documents()]


def reasons(company: Company) -> list[str]:
    return [
        reason
        for (reason,) in company.query("select reason from control.quarantined_records order by 1")
    ]


def age(path: Path) -> None:
    """Makes a file as old as an export that is finished."""
    then = time.time() - SETTLED_SECONDS - 1
    os.utime(path, (then, then))


def test_several_documents_on_a_line_all_land_at_that_line(company: Company) -> None:
    company.put(f"{ORDERS}/a.jsonl", f'{json.dumps(GOOD)}\n{{"id": 2}} {{"id": 3}}{{"id": 4}}\n')
    company.land()
    stored = company.query("select document_id, source_line from shopify.orders order by 1")
    assert stored == [("1", 1), ("2", 2), ("3", 2), ("4", 2)]
    assert company.file(f"{ORDERS}/a.jsonl")["file_records"] == 4


@pytest.mark.parametrize("garbage", ["x", "// said", "}", '{"id":', "\0"])
def test_garbage_after_a_document_costs_its_line_or_its_page(
    company: Company, garbage: str
) -> None:
    company.put(f"{ORDERS}/a.jsonl", f'{{"id": 7}}{garbage}\n{json.dumps(GOOD)}\n')
    company.put(f"{ORDERS}/page.json", f'{{"orders": [{{"id": 8}}]}}{garbage}')
    company.land()
    assert ids(company) == ["1"]
    assert company.file(f"{ORDERS}/a.jsonl")["quarantined_records"] == 1
    assert "cannot be trusted" in company.file(f"{ORDERS}/page.json")["reason"]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_document_of_20_mb_lands(company: Company, name: str) -> None:
    company.put(f"{ORDERS}/{name}", json.dumps({**GOOD, "text": "x" * (20 << 20)}))
    company.land()
    assert ids(company) == ["1"]


def test_of_a_repeated_key_the_first_value_counts(company: Company) -> None:
    """As for the engine; JSON leaves it open. A second never mends a wrong kind in the first."""
    company.put(
        f"{ORDERS}/a.jsonl",
        '{"id": 1, "id": 2, "name": "first", "name": {"x": 1}}\n'
        '{"id": 3, "name": {"x": 1}, "name": "second"}\n',
    )
    company.land()
    names = company.query("select document_id, payload ->> 'name' from shopify.orders order by 1")
    assert names == [("1", "first"), ("3", None)]
    assert company.query("select source_line, path from control.findings") == [(2, "name")]


@pytest.mark.parametrize("depth", [300, 600, 900, 9000])
def test_nesting_of_any_depth_stops_nothing(company: Company, depth: int) -> None:
    """Where it is kept it is no single value; where it is dropped it may be too deep to look at."""
    for name in ("x", "line_items"):
        deep = f'{{"id": 2, "{name}": {"[" * depth}{"]" * depth}}}'
        company.put(f"{ORDERS}/{name}.jsonl", f'{deep}\n{{"id": 1}}\n')
    company.land()
    assert "1" in ids(company)
    assert company.file(f"{ORDERS}/line_items.jsonl")["quarantined_records"] == 1


@pytest.mark.parametrize("content", ["", "\n \r\n", b"\xef\xbb\xbf"])
def test_a_page_file_without_a_page_is_rejected_and_empty_lines_are_not(
    company: Company, content: str | bytes
) -> None:
    company.put(f"{ORDERS}/a.json", content)
    company.put(f"{ORDERS}/b.jsonl", content)
    company.put(f"{ORDERS}/told.json", content, {"records": 0})
    company.land()
    assert "not even an empty page" in company.file(f"{ORDERS}/a.json")["reason"]
    assert company.file(f"{ORDERS}/b.jsonl")["status"] == "loaded"
    assert company.file(f"{ORDERS}/told.json")["status"] in ("loaded", "duplicate")


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("a.jsonl", f'{json.dumps(GOOD)}\n{{"id": 2}}\n'.encode()),
        ("a.json", json.dumps([GOOD, {"id": 2}]).encode()),
        ("a.json.gz", gzip.compress(json.dumps([GOOD, {"id": 2}]).encode())),
    ],
)
def test_a_file_still_being_written_waits_and_then_lands_whole(
    company: Company, name: str, whole: bytes
) -> None:
    company.put(f"{ORDERS}/{name}", whole[:-3], seconds_old=0)
    company.land()
    assert "still being written" in company.file(f"{ORDERS}/{name}")["reason"]
    assert ids(company) == []
    company.put(f"{ORDERS}/{name}", whole, seconds_old=0)
    company.land()
    assert (ids(company), reasons(company)) == (["1", "2"], [])


def test_a_file_that_stays_cut_off_loses_its_last_record_alone(company: Company) -> None:
    path = company.put(f"{ORDERS}/a.jsonl", f"{json.dumps(GOOD)}\n{HALF}", seconds_old=0)
    page = company.put(f"{ORDERS}/a.json", f"[{json.dumps(GOOD)},{HALF}", seconds_old=0)
    company.land()
    age(path)
    age(page)
    company.land()
    assert ids(company) == ["1"]
    assert company.file(f"{ORDERS}/a.jsonl")["quarantined_records"] == 1
    assert "cannot be trusted" in company.file(f"{ORDERS}/a.json")["reason"]


def test_what_is_no_file_is_said_and_never_opened(company: Company) -> None:
    folder = company.settings.exports / ORDERS
    folder.mkdir(parents=True)
    os.mkfifo(folder / "pipe.json")
    (folder / "nothing.json").symlink_to("/dev/null")
    company.land()
    for name in ("pipe.json", "nothing.json"):
        assert "no regular file" in company.file(f"{ORDERS}/{name}")["reason"]


def test_a_manifest_whose_file_is_missing_is_a_file_that_is_missing(company: Company) -> None:
    path = company.put(f"{ORDERS}/a.json", [GOOD], {"records": 1, "covers_to": "2026-01-31"})
    path.unlink()
    company.land()
    assert "its manifest is there and it is not" in company.file(f"{ORDERS}/a.json")["reason"]
    assert company.query("select declared_records, covers_to::varchar from control.files") == [
        (1, "2026-01-31")
    ]
    assert not company.land().has_new_content, "the same missing file is no news"
    company.put(f"{ORDERS}/a.json", [GOOD])
    company.land()
    assert ids(company) == ["1"]


def test_a_name_too_long_for_a_manifest_has_none(company: Company) -> None:
    name = f"{ORDERS}/{'l' * 245}.json"
    company.put(name, [GOOD])
    company.land()
    assert company.file(name)["status"] == "loaded"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (gzip.compress(b"[]"), "does not end in .gz"),
        (b"PK\x03\x04", "zip archive"),
        ("[]".encode("utf-32"), "UTF-32"),
    ],
)
def test_what_is_no_text_is_called_what_it_is(
    company: Company, content: bytes, reason: str
) -> None:
    company.put(f"{ORDERS}/a.json", content)
    company.land()
    assert reason in company.file(f"{ORDERS}/a.json")["reason"]


def test_an_address_in_the_name_of_a_file_is_masked_and_tells_files_apart(
    company: Company,
) -> None:
    for place, name in enumerate(("ann@example.com.json", "to bob@example.com.json")):
        company.put(f"{ORDERS}/{name}", [{**GOOD, "id": place}])
    company.land()
    stored = [name for (name,) in company.query("select source_file from control.files")]
    assert len(set(stored)) == 2
    assert not any("@" in name or "example" in name for name in stored)
    assert not company.land().has_new_content


def test_a_file_that_changes_under_the_reader_is_not_trusted(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dagster_pipeline.landing import batches

    path = company.put(f"{ORDERS}/a.json", [GOOD])
    read = batches.read_batch

    def read_and_write(connection, rule, files):
        reading = read(connection, rule, files)
        path.write_text(json.dumps([GOOD, {"id": 2}]))
        return reading

    with monkeypatch.context() as patch:
        patch.setattr(batches, "read_batch", read_and_write)
        company.land()
    assert "changed while it was read" in company.file(f"{ORDERS}/a.json")["reason"]
    company.land()
    assert ids(company) == ["1", "2"]


def test_links_are_followed_once_and_broken_ones_are_said(company: Company, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (share / "a.json").write_text(json.dumps([GOOD]))
    folder = company.settings.exports / ORDERS
    folder.mkdir(parents=True)
    (folder / "linked").symlink_to(share)
    (folder / "linked_again").symlink_to(share)
    (folder / "loop").symlink_to(folder)
    (folder / "file.json").symlink_to(share / "a.json")
    (folder / "broken.json").symlink_to(share / "gone.json")
    company.land()
    assert ids(company) == ["1"]
    assert company.query("select source_file, status from control.files order by 1") == [
        (f"{ORDERS}/broken.json", "rejected"),
        (f"{ORDERS}/file.json", "loaded"),
        (f"{ORDERS}/linked/a.json", "duplicate"),
    ]
    assert not company.land().has_new_content, "the same broken link is no news"


def test_odd_file_names_land_under_their_name(company: Company) -> None:
    names = [
        "a b.json",
        "naïve ✓.json",
        "it's.json",
        '"quoted".json',
        "new\nline.json",
        "%s{}.json",
    ]
    for place, name in enumerate(names):
        company.put(f"{ORDERS}/{name}", [{**GOOD, "id": place}], {"records": 1})
    company.land()
    stored = company.query("select source_file from control.files where status = 'loaded'")
    assert {name for (name,) in stored} == {f"{ORDERS}/{name}" for name in names}


def test_a_name_that_is_not_utf8_is_written_out(company: Company) -> None:
    folder = company.settings.exports / ORDERS
    folder.mkdir(parents=True)
    Path(os.fsdecode(bytes(folder) + b"/\xff.json")).write_text(json.dumps([GOOD]))
    Path(os.fsdecode(bytes(folder) + b"/\xff.json.manifest.json")).write_text("[")
    odd = Path(os.fsdecode(bytes(folder.parent) + b"/\xfe"))
    odd.mkdir()
    (odd / "a.json").write_text("[]")
    company.land()
    stored = company.query("select source_file, status from control.files order by 1")
    assert stored == [
        ("shopify/shop/\\udcfe/a.json", "rejected"),
        (f"{ORDERS}/\\udcff.json", "rejected"),
    ]


def test_manifests_of_two_files_with_the_same_bytes_may_disagree(company: Company) -> None:
    """Each stands for its own file: the lie is rejected, the other lands."""
    company.put(f"{ORDERS}/a.json", [GOOD], {"records": 1})
    company.put(f"{ORDERS}/b.json", [GOOD], {"records": 9})
    company.land()
    assert company.file(f"{ORDERS}/a.json")["status"] == "loaded"
    assert "declares 9 records and it holds 1" in company.file(f"{ORDERS}/b.json")["reason"]
