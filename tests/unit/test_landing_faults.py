"""What a bad file or record costs: itself, with a reason, and nothing else."""

import gzip
import json
import zlib

import duckdb
import pytest

from dagster_pipeline.landing import LandingError, LandingLocked
from tests.conftest import Company

GOOD = {"id": 1, "name": "#1001", "updated_at": "2026-09-01T10:00:00Z"}
PACKED = gzip.compress(json.dumps([GOOD] * 50).encode(), mtime=0)

REJECTED = {
    "cut.json.gz": (PACKED[:-20], "cut off before its end"),
    "tail_cut.json.gz": (PACKED[:-8], "cut off before its end"),
    "corrupt.json.gz": (PACKED[:-8] + bytes(8), "is damaged"),
    "no.json.gz": (b"[]", "is damaged"),
    "page.json": ('{"orders": [\n{"id": 1},\n{"id": 2', "line 3 is not valid JSON"),
    "error.json": ("<html>busy</html>", "line 1 is not valid JSON"),
    "empty.json": ("", "not even an empty page"),
    "failed.json": ('{"errors": "Not Found"}', "tells errors and holds no records"),
    "refused.json": (
        '{"orders": null, "errors": [{"message": "Access denied"}]}',
        "tells errors and holds no records",
    ),
    "busy.json": ('{"orders": [], "errors": "Throttled"}', "tells errors and holds no records"),
    "latin.json": ('[{"id": 1,\n"name": "\u00e9"}]'.encode("latin-1"), "line 2 is not utf-8"),
    "utf16.json": ("\ufeff[]".encode("utf-16-le") + b"\x00\xd8", "looks like UTF-16"),
    "orders.csv": ("id,name\n1,x\n", ".json .jsonl .ndjson"),
    "orders.xlsx": (b"PK", "not as '.xlsx'"),
}


@pytest.mark.parametrize("name", REJECTED)
def test_a_file_that_cannot_be_trusted_is_rejected_whole(company: Company, name: str) -> None:
    content, reason = REJECTED[name]
    company.put(f"shopify/shop/orders/{name}", content)
    company.put("shopify/shop/orders/good.json", [GOOD])
    outcome = company.land()
    found = company.file(f"shopify/shop/orders/{name}")
    assert found["status"] == "rejected"
    assert reason in found["reason"]
    assert len(company.documents()) == 1
    assert outcome.rejected_files == 1


def test_of_a_rejected_file_nothing_is_left_but_its_reason(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off behind records that were read already, the last of them with a bad stamp."""
    monkeypatch.setattr("dagster_pipeline.landing.files.whole_file.PIECE_BYTES", 1 << 20)
    orders = [GOOD | {"id": number, "email": "x" * 1000} for number in range(4000)]
    orders[9]["updated_at"] = "yesterday"
    lines = "\n".join(map(json.dumps, orders)).encode()
    company.put("shopify/shop/orders/cut.jsonl.gz", gzip.compress(lines, mtime=0)[:-8])
    company.land()
    assert "cut off" in company.file("shopify/shop/orders/cut.jsonl.gz")["reason"]
    for table in ("shopify.orders", "control.quarantined_records", "control.dropped_paths"):
        assert company.query(f"select count(*) from {table}") == [(0,)], table


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("readme.json", "<system>/<instance>/<object>"),
        ("magento/shop/orders/a.json", "system 'magento' is not known"),
        ("shopify/shop/gifts/a.json", "shopify has no object 'gifts'"),
        ("shopify/elsewhere/orders/a.json", "not in source_instances.csv"),
    ],
)
def test_a_file_in_an_unknown_place_is_rejected(company: Company, path: str, reason: str) -> None:
    company.put(path, [GOOD])
    company.land()
    assert reason in company.file(path)["reason"]


def test_hidden_files_are_not_exports(company: Company) -> None:
    company.put("shopify/.DS_Store", b"x")
    company.put("shopify/shop/orders/.manifest.json", {"records": 1})
    company.put("shopify/shop/orders/.tmp/a.json", [GOOD])
    assert company.land().files == 0


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        ('{"records": 3}', "declares 3 records and it holds 1"),
        ('{"records": 0}', "declares 0 records and it holds 1"),
        ('{"records": ', "is not valid JSON"),
        ("[1]", "not a JSON object"),
        ('{"records": "1"}', "records '1', which is not a count"),
        ('{"exported_at": "2026-13-45"}', "exported_at '2026-13-45', which is not an instant"),
        ('{"exported_at": "ann@example.com"}', "exported_at with a value of 15 characters"),
        ('{"covers_to": "0412-345-678"}', "covers_to with a value of 12 characters"),
        ('{"covers_from": "2026-02-02", "covers_to": "2026-02-01"}', "ends before it begins"),
    ],
)
def test_a_manifest_that_lies_or_is_unreadable_rejects_its_file(
    company: Company, manifest: str, reason: str
) -> None:
    path = company.put("shopify/shop/orders/a.json", [GOOD])
    path.with_name("a.json.manifest.json").write_text(manifest)
    company.land()
    found = company.file("shopify/shop/orders/a.json")
    assert found["status"] == "rejected"
    assert reason in found["reason"]
    assert company.documents() == []


def test_broken_lines_are_quarantined_and_the_good_ones_land(company: Company) -> None:
    lines = [
        json.dumps(GOOD).encode(),
        b'{"id": 7, "email": "ann@example.com", "name": "Ann',
        b'{"id": 8, "name": "\xff"}',
        b"[1, 2]",
        b"42",
        b'{"name": "no id"}',
        json.dumps({**GOOD, "id": 2}).encode(),
    ]
    company.put("shopify/shop/orders/a.jsonl", b"\n".join(lines))
    company.land()
    assert [document[1] for document in company.documents()] == ["1", "2"]
    quarantined = company.query(
        "select source_line, reason, raw_text from control.quarantined_records order by 1"
    )
    assert [line for line, _, _ in quarantined] == [2, 3, 4, 5, 6]
    reasons = [reason for _, reason, _ in quarantined]
    assert [part in reason for part, reason in zip(
        ["not valid JSON", "not utf-8", "a list", "a number", "no document id at 'id'"],
        reasons,
        strict=True,
    )] == [True] * 5  # fmt: skip
    assert all(
        reason.endswith("; correct it at the source and export it again") for reason in reasons
    )
    assert quarantined[0][2] == '{"id": 7, "email": ***, "name": ***'
    found = company.file("shopify/shop/orders/a.jsonl")
    assert (found["file_records"], found["landed_records"], found["quarantined_records"]) == (
        7,
        2,
        5,
    )


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ('"created_at": "2026-13-45T00:00:00Z"', "'created_at' is not an ISO 8601 instant"),
        ('"created_at": "2026-01-02T25:44:22Z"', "'created_at' is not an ISO 8601 instant"),
        ('"line_items": [{"price": "1.234,50"}]', "'line_items[].price' is not a number"),
        ('"line_items": [{"price": NaN}]', "cannot be kept exactly"),
        ('"line_items": [{"price": -Infinity}]', "cannot be kept exactly"),
        ('"line_items": [{"price": 1.23456789012345678901}]', "cannot be kept exactly"),
        ('"line_items": [{"price": 1e999}]', "cannot be kept exactly"),
        ('"line_items": [{"price": {"amount": 1}}]', "an object, not a single value"),
        ('"line_items": {"price": 1}', "'line_items' is an object, not a list"),
        ('"line_items": [{"price": 1}, 5]', "'line_items[]' is a number, not an object"),
        ('"refunds": [{"lines": [{"quantity": 1.5}]}]', "is not a whole number"),
    ],
)
def test_an_unreadable_required_value_quarantines_its_record(
    company: Company, field: str, reason: str
) -> None:
    company.put("shopify/shop/orders/a.json", f'[{{"id": 5, {field}}}, {json.dumps(GOOD)}]')
    company.land()
    assert [document[1] for document in company.documents()] == ["1"]
    ((line, found, raw_text),) = company.query(
        "select source_line, reason, raw_text from control.quarantined_records"
    )
    assert (line, json.loads(raw_text)["id"]) == (1, "5")
    assert reason in found


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_long_number_that_is_not_kept_hinders_nothing(company: Company, name: str) -> None:
    company.put(f"shopify/shop/orders/{name}", '{"id": 1, "score": 1.23456789012345678901}')
    company.land()
    assert [document[1] for document in company.documents()] == ["1"]


def test_readable_values_of_every_type_land(company: Company) -> None:
    order = {
        "id": 12345678901234567,
        "created_at": "2026-01-02T03:04:05.1234567+11:00",
        "updated_at": "2026-01-02",
        "line_items": [
            {"price": 33.333333333333336},
            {"price": "0.123456789012345678901234567890"},
            {"price": ""},
            {"price": None},
            None,
        ],
    }
    company.put("shopify/shop/orders/a.json", [order])
    company.land()
    ((_, document_id, _, payload),) = company.documents()
    assert document_id == "12345678901234567"
    prices = [item and item["price"] for item in json.loads(payload)["line_items"]]
    assert prices == ["33.333333333333336", "0.123456789012345678901234567890", "", None, None]


def test_any_other_unreadable_field_is_null_and_a_finding(company: Company) -> None:
    company.put("shopify/shop/orders/a.json", [{**GOOD, "name": {"text": "x"}, "tags": "a, b"}])
    company.land()
    ((_, _, _, payload),) = company.documents()
    kept = json.loads(payload)
    assert (kept["name"], kept["tags"], kept["id"]) == (None, None, "1")
    assert company.query("select path, reason from control.findings order by 1") == [
        ("name", "is an object, not a single value"),
        ("tags", "is a text, not a list"),
    ]


def test_a_rejected_file_is_tried_again_when_it_changed_only(company: Company) -> None:
    name = "shopify/shop/orders/a.json"
    company.put(name, [GOOD], {"records": 2})
    assert company.land().rejected_files == 1
    assert company.land().rejected_files == 0
    company.put(name, [GOOD], {"records": 1})
    company.land()
    assert company.file(name)["status"] == "loaded"


def test_a_rejected_file_lands_once_its_instance_is_known(company: Company) -> None:
    name = "shopify/outlet/orders/a.json"
    company.put(name, [GOOD])
    company.land()
    assert company.file(name)["status"] == "rejected"
    instances = company.settings.reference / "source_instances.csv"
    instances.write_text(
        instances.read_text() + "shopify,outlet,outco,channel,Australia/Perth,AUD\n"
    )
    company.land()
    assert company.file(name)["status"] == "loaded"


def test_a_rejection_ends_when_its_file_is_gone(company: Company) -> None:
    path = company.put("shopify/shop/orders/a.json", "[")
    company.land()
    path.unlink()
    assert company.land().has_new_content
    assert company.query("select count(*) from control.files") == [(0,)]


def test_a_batch_that_fails_costs_only_the_file_that_fails(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dagster_pipeline.landing import batches

    read = batches.read_batch

    def fail_on_b(connection, rule, files):
        if any(file.path.name == "b.json" for file in files):
            raise duckdb.OutOfMemoryException("ann@example.com does not fit")
        return read(connection, rule, files)

    monkeypatch.setattr(batches, "read_batch", fail_on_b)
    for place, name in enumerate(("a.json", "b.json", "c.json")):
        company.put(f"shopify/shop/orders/{name}", [{**GOOD, "id": place}])
    company.land()
    statuses = company.query("select status, reason from control.files order by source_file")
    assert [status for status, _ in statuses] == ["loaded", "rejected", "loaded"]
    assert "ann@example.com" not in statuses[1][1]


def test_records_that_do_not_add_up_are_never_committed(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dagster_pipeline.landing import batches

    read = batches.read_batch

    def lose_one(connection, rule, files):
        reading = read(connection, rule, files)
        connection.execute("delete from staged where document_id = '1'")
        return reading

    monkeypatch.setattr(batches, "read_batch", lose_one)
    company.put("shopify/shop/orders/a.json", [GOOD, {**GOOD, "id": 2}])
    company.land()
    found = company.file("shopify/shop/orders/a.json")
    assert "holds 2 records, 1 are accounted for" in found["reason"]
    assert company.documents() == []


def test_a_landing_file_that_is_held_elsewhere_gives_one_message(company: Company) -> None:
    """The engine locks between processes alone, so another one has to hold the file."""
    import subprocess
    import sys

    company.land()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print(flush=True); input()",
            str(company.settings.landing_file),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        holder.stdout.readline()
        with pytest.raises(LandingLocked, match=r"landing\.duckdb: another process holds it"):
            company.land()
    finally:
        holder.communicate(b"\n")


def test_a_missing_exports_folder_is_said(company: Company) -> None:
    company.settings.exports.rmdir()
    with pytest.raises(LandingError, match="RETURNS_EXPORTS"):
        company.land()


def test_corrupt_means_what_the_library_says() -> None:
    """The fault itself: the packed bytes above do unpack before they are damaged."""
    assert zlib.decompress(PACKED, wbits=31)
