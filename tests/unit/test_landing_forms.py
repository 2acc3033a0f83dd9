"""Every form in which an export may come gives the same stored documents."""

import gzip
import json

import pytest

from tests.conftest import Company

ORDERS = [
    {"id": 1, "name": "#1001", "updated_at": "2026-09-01T10:00:00Z"},
    {"id": 2, "name": "#1002", "updated_at": "2026-09-02T10:00:00Z"},
]
LINES = "\n".join(json.dumps(order) for order in ORDERS)
PAGE = {"orders": ORDERS, "paging": {"total": 2}}

FORMS = {
    "page.json": json.dumps(PAGE),
    "pretty.json": json.dumps(PAGE, indent=2),
    "array.json": json.dumps(ORDERS),
    "pretty_array.json": json.dumps(ORDERS, indent=1),
    "lines.jsonl": LINES,
    "lines_named.json": LINES,
    "pages_as_lines.ndjson": "\n".join(json.dumps({"order": order}) for order in ORDERS),
    "one_after_another.json": "\n".join(json.dumps(order, indent=2) for order in ORDERS),
    "windows.jsonl": LINES.replace("\n", "\r\n\r\n") + "\r\n",
    "mark.json": b"\xef\xbb\xbf" + json.dumps(PAGE).encode(),
    "mark.jsonl": b"\xef\xbb\xbf" + LINES.replace("\n", "\n\ufeff").encode(),
    "utf16.json": json.dumps(PAGE, indent=1).encode("utf-16"),
    "utf16.jsonl": LINES.encode("utf-16"),
    "page.json.gz": gzip.compress(json.dumps(PAGE).encode()),
    "lines.jsonl.gz": gzip.compress(LINES.encode()),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_lands_both_documents(company: Company, name: str) -> None:
    company.put(f"shopify/shop/orders/2026/{name}", FORMS[name])
    company.land()
    stored = company.query(
        "select document_id, version_at, payload ->> 'name', source_system, source_instance "
        "from shopify.orders order by 1"
    )
    assert stored == [
        ("1", "2026-09-01T10:00:00Z", "#1001", "shopify", "shop"),
        ("2", "2026-09-02T10:00:00Z", "#1002", "shopify", "shop"),
    ]


def test_a_single_document_lands_bare_pretty_or_wrapped(company: Company) -> None:
    first, second = ORDERS
    company.put("shopify/shop/orders/bare.json", json.dumps(first, indent=2))
    company.put("shopify/shop/orders/wrapped.json", {"order": second})
    company.land()
    assert [document[1] for document in company.documents()] == ["1", "2"]


def test_lineage_counts_lines_and_places_from_one(company: Company) -> None:
    company.put("shopify/shop/orders/lines.jsonl", "\n\n" + LINES)
    company.put("shopify/shop/orders/page.json", [{"id": 8}, {"id": 9}])
    company.land()
    assert company.query("select document_id, source_line from shopify.orders order by 1") == [
        ("1", 3),
        ("2", 4),
        ("8", 1),
        ("9", 2),
    ]


def test_empty_pages_and_their_manifests_are_heard(company: Company) -> None:
    manifest = {"records": 0, "exported_at": "2026-09-30T23:00:00+10:00", "covers_to": "2026-09-30"}
    company.put("shopify/shop/orders/none.json", {"orders": [], "paging": {"total": 7}}, manifest)
    company.put("shopify/shop/locations/none.json", "[]")
    company.land()
    assert company.query(
        "select object, status, envelope_total, exported_at::varchar, covers_to::varchar "
        "from control.files order by 1"
    ) == [
        ("locations", "loaded", None, None, None),
        ("orders", "loaded", 7, "2026-09-30 13:00:00", "2026-09-30"),
    ]


def test_null_for_a_list_is_an_empty_page_and_its_total_is_kept(company: Company) -> None:
    """A total above what ever landed is then a gap in the evidence (M4.9)."""
    page = {"orders": None, "errors": [], "paging": {"total": 7}}
    company.put("shopify/shop/orders/none.json", page)
    company.land()
    found = company.file("shopify/shop/orders/none.json")
    assert (found["status"], found["file_records"], found["envelope_total"]) == ("loaded", 0, 7)


def test_every_table_exists_before_anything_landed(company: Company) -> None:
    company.land()
    tables = {f"{schema}.{name}" for schema, name in company.query(
        "select table_schema, table_name from information_schema.tables"
    )}  # fmt: skip
    assert {"shopify.orders", "shopify.movements", "control.files", "reference.kit_components"} <= (
        tables
    )
    assert company.query("select count(*) from shopify.orders") == [(0,)]


def test_a_record_without_id_field_is_named_by_its_content(company: Company) -> None:
    """The largest count of any one file stands: three equal rows in a file are three."""
    row = {"sku": "TEE", "units": 1}
    company.put("shopify/shop/movements/a.json", [row, row])
    company.put("shopify/shop/movements/b.json", [row, row, row])
    company.land()
    assert company.query("select count(*), count(distinct document_id) from shopify.movements") == [
        (3, 3)
    ]
