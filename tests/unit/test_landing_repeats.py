"""The same content is stored once, however its files are named, split, joined or repeated."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from tests.conftest import Company


def order(document_id: int, day: int, name: str = "#1") -> dict:
    return {"id": document_id, "name": name, "updated_at": f"2026-09-{day:02}T00:00:00Z"}


HISTORY = [order(1, 1), order(2, 1), order(1, 2), order(2, 1, "#2"), order(3, 5), order(1, 1)]
"""Six records, five versions: the last repeats the first, the fourth differs by content alone."""


def test_a_repeated_record_is_counted_and_not_stored(company: Company) -> None:
    company.put("shopify/shop/orders/a.json", HISTORY)
    counts = company.land().tables["shopify.orders"]
    assert (counts.landed, counts.repeated, counts.quarantined) == (5, 1, 0)
    company.put("shopify/shop/orders/b.jsonl", "\n".join(map(json.dumps, HISTORY[:3])))
    counts = company.land().tables["shopify.orders"]
    assert (counts.landed, counts.repeated) == (0, 3)


def test_renaming_splitting_and_joining_files_stores_the_same(
    company: Company, another_company: Callable[[], Company]
) -> None:
    company.put("shopify/shop/orders/all.json", HISTORY)
    company.land()
    split, nightly, backwards = another_company(), another_company(), another_company()
    for place, record in enumerate(HISTORY):
        split.put(f"shopify/shop/orders/{9 - place}/part.jsonl", json.dumps(record))
        nightly.put(f"shopify/shop/orders/{place}.json", [record])
        nightly.land()
    split.land()
    backwards.put("shopify/shop/orders/page.json", {"orders": HISTORY[::-1]})
    backwards.land()
    stored = company.documents()
    assert len(stored) == 5
    assert split.documents() == nightly.documents() == backwards.documents() == stored


def test_an_unstamped_document_that_returns_to_an_earlier_form_keeps_three_versions(
    company: Company,
) -> None:
    forms = [{"id": 1, "name": name} for name in ("A", "A", "B", "A")]
    company.put("shopify/shop/locations/a.json", forms)
    company.land()
    names = "select payload ->> 'name' from shopify.locations order by rowid"
    assert company.query(names) == [("A",), ("B",), ("A",)]
    for name in ("A", "B", "A"):
        company.put("shopify/shop/locations/now.json", [{"id": 1, "name": name}])
        company.land()
    assert company.query(names) == [("A",), ("B",), ("A",), ("B",), ("A",)]


def test_forms_by_the_instants_of_their_exports_keep_three_versions_in_one_run(
    company: Company,
) -> None:
    """A, B, A: by the manifests, whatever the files are called."""
    for day, name, form in ((1, "c", "A"), (2, "a", "B"), (3, "b", "A")):
        company.put(
            f"shopify/shop/locations/{name}.json",
            [{"id": 1, "name": form}],
            {"exported_at": f"2026-09-0{day}T00:00:00Z"},
        )
    company.land()
    assert company.query(
        "select payload ->> 'name', day(exported_at) from shopify.locations order by rowid"
    ) == [("A", 1), ("B", 2), ("A", 3)]


def test_two_forms_with_one_stamp_are_both_stored(company: Company) -> None:
    """A list form without lines after the full form, with the same stamp, hides nothing."""
    full = {**order(1, 1), "line_items": [{"id": 1, "price": "5.00"}]}
    company.put("shopify/shop/orders/full.json", [full])
    company.land()
    company.put("shopify/shop/orders/list.json", [order(1, 1)])
    company.land()
    company.put("shopify/shop/orders/full_again.jsonl", json.dumps(full))
    assert company.land().repeated_records == 1
    assert company.query("select count(*), count(distinct version_at) from shopify.orders") == [
        (2, 1)
    ]


def test_a_delete_stub_is_a_version_and_an_undo_another_document(company: Company) -> None:
    company.put("shopify/shop/orders/1.json", [order(1, 1)])
    company.put("shopify/shop/orders/2.json", [{"id": 1, "deleted": True}])
    company.put("shopify/shop/orders/3.json", [order(9, 1)])
    company.land()
    stored = company.query(
        "select document_id, version_at is null from shopify.orders order by all"
    )
    assert stored == [("1", False), ("1", True), ("9", False)]


def test_unstamped_documents_land_by_the_instant_of_their_export(company: Company) -> None:
    late = {"exported_at": "2026-09-02T00:00:00Z"}
    early = {"exported_at": "2026-09-01T23:00:00+10:00"}
    company.put("shopify/shop/locations/a.json", [{"id": 1, "name": "new"}], late)
    company.put("shopify/shop/locations/b.json", [{"id": 1, "name": "old"}], early)
    company.land()
    assert company.query("select payload ->> 'name' from shopify.locations order by rowid") == [
        ("old",),
        ("new",),
    ]


def test_the_same_bytes_under_another_name_are_a_duplicate(company: Company) -> None:
    company.put("shopify/shop/orders/a.json", [*HISTORY, {"name": "no id"}])
    company.put("shopify/shop/orders/b.json", [*HISTORY, {"name": "no id"}])
    company.put("shopify/shop/locations/b.json", [*HISTORY, {"name": "no id"}])
    company.land()
    company.put("shopify/shop/orders/c.json", [*HISTORY, {"name": "no id"}])
    outcome = company.land()
    assert outcome.files_by_status == {"duplicate": 1}
    assert company.file("shopify/shop/orders/b.json")["status"] == "duplicate"
    assert company.file("shopify/shop/locations/b.json")["status"] == "loaded"
    assert company.query(
        "select count(*) from control.quarantined_records where object = 'orders'"
    ) == [(1,)]


def test_an_idle_night_reads_nothing_and_keeps_the_fingerprint(
    company: Company, monkeypatch
) -> None:
    path = company.put("shopify/shop/orders/a.json", HISTORY)
    first = company.land()
    assert first.has_new_content
    assert first.reference_changed
    company.put("shopify/shop/orders/a.json", HISTORY)  # written anew: same bytes, another time
    touched = company.land()
    monkeypatch.setattr("dagster_pipeline.landing.files.discovery.ExportFile.sha256", None)
    idle = company.land(landed_at=datetime(2026, 12, 1, tzinfo=UTC))
    for outcome in (touched, idle):
        assert not outcome.has_new_content
        assert not outcome.reference_changed
        assert outcome.content_fingerprint == first.content_fingerprint
    assert company.query("select count(*), max(load_id) from control.runs") == [(3, 3)]
    assert path.exists()


def test_the_fingerprint_changes_with_content_reference_and_as_of(company: Company) -> None:
    seen = {company.land().content_fingerprint}
    company.put("shopify/shop/orders/a.json", HISTORY)
    seen.add(company.land().content_fingerprint)
    company.put("shopify/shop/orders/none.json", "[]", {"exported_at": "2026-09-30T00:00:00Z"})
    seen.add(company.land().content_fingerprint)
    company.put("shopify/shop/orders/none.json", "[]", {"exported_at": "2026-10-30T00:00:00Z"})
    seen.add(company.land().content_fingerprint)
    company.put_reference("accounting_periods", "company,period,first_day,last_day\n")
    seen.add(company.land().content_fingerprint)
    assert len(seen) == 4, "an empty table and a missing one are the same"
    company.put_reference(
        "accounting_periods",
        "company,period,first_day,last_day\noutco,2026-09,2026-09-01,2026-09-30\n",
    )
    seen.add(company.land().content_fingerprint)
    company.settings = replace(company.settings, as_of=date(2026, 9, 30))
    seen.add(company.land().content_fingerprint)
    assert len(seen) == 6


def test_a_manifest_that_comes_after_its_file_is_taken_over(company: Company) -> None:
    company.put("shopify/shop/orders/a.json", [order(1, 1)])
    company.land()
    company.put("shopify/shop/orders/a.json", [order(1, 1)], {"records": 5})
    company.land()
    found = company.file("shopify/shop/orders/a.json")
    assert (found["status"], found["declared_records"], found["landed_records"]) == (
        "loaded",
        5,
        1,
    )


def test_rows_are_stamped_with_the_instant_of_landing(company: Company) -> None:
    company.put("shopify/shop/orders/a.json", [order(1, 1)])
    company.land(landed_at=datetime(2026, 3, 4, 5, tzinfo=UTC))
    stamps = "select distinct landed_at::varchar, load_id from "
    assert company.query(stamps + "shopify.orders") == [("2026-03-04 05:00:00", 1)]
    assert company.query(stamps + "control.files") == [("2026-03-04 05:00:00", 1)]
