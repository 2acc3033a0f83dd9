"""Rows of delimited files: found by their header, each its own record, none lost to another."""

import gzip
import json

import pytest

from dagster_pipeline.landing.errors import SourcesInvalid
from dagster_pipeline.landing.land import STAGING_FOLDER
from tests.conftest import Company

SOURCES = """
version: 2
sources:
  - name: amazon
    database: landing
    schema: amazon
    tables:
      - name: returns
        config:
          meta:
            landing:
              format: tsv
              encodings: [utf-8, windows-1252]
              aliases: {order-id: [amazon-order-id]}
              optional: [status]
              keep: [order-id, sku, quantity, status, day]
              types: {integer: [quantity], regional_date: [day]}
      - name: stock
        config:
          meta:
            landing:
              format: csv
              keep: [sku, units, place]
              optional: [place]
              types: {number: [units]}
"""
HEADER = "order-id\tsku\tquantity\tstatus\tday"
ROW = "114-1\tTEE\t1\tback\t2026-09-01"
RETURNS = "amazon/us/returns"
STOCK = "amazon/us/stock"


@pytest.fixture
def shop(company: Company) -> Company:
    """The company with an Amazon account."""
    folder = company.staging_folder / "amazon"
    folder.mkdir()
    (folder / "_amazon__sources.yml").write_text(SOURCES)
    instances = company.settings.reference / "source_instances.csv"
    instances.write_text(instances.read_text() + "amazon,us,outco,channel,UTC,USD\n")
    return company


def rows(company: Company, table: str = "amazon.returns") -> list[dict]:
    """The stored rows by their line, values that are null left out."""
    return [
        {name: value for name, value in json.loads(payload).items() if value is not None}
        for (payload,) in company.query(f"select payload from {table} order by rowid")
    ]


def quarantined(company: Company) -> list[tuple]:
    """Line, reason without the remedy that all share, and masked text."""
    return company.query(
        "select source_line, split_part(reason, '; correct it at the source', 1), raw_text "
        "from control.quarantined_records order by 1"
    )


FORMS = {
    "plain.tsv": f"{HEADER}\n{ROW}\n",
    "no_last_end.tsv": f"{HEADER}\n{ROW}",
    "mark.tsv": b"\xef\xbb\xbf" + f"{HEADER}\n{ROW}\n".encode(),
    "windows.tsv": f"{HEADER}\r\n{ROW}\r\n",
    "mixed_ends.tsv": f"{HEADER}\r\n\n{ROW}\n\r\n",
    "old_mac.tsv": f"{HEADER}\r{ROW}\r",
    "utf16.tsv": f"{HEADER}\n{ROW}\n".encode("utf-16"),
    "utf16_unmarked.tsv": f"{HEADER}\n{ROW}\n".encode("utf-16-le"),
    "packed.tsv.gz": gzip.compress(f"{HEADER}\n{ROW}\n".encode()),
    "blank_rows.tsv": f"\n{HEADER}\n\t\t\t\t\n{ROW}\n\n",
    "header_again.tsv": f"{HEADER}\n{HEADER}\n{ROW}\n",
    "reordered.tsv": "day\tsku\tstatus\tquantity\torder-id\n2026-09-01\tTEE\tback\t1\t114-1\n",
    "re_headed.tsv": 'Amazon-Order-Id\tSKU\t "Quantity"\tStatus\tDay\n' + ROW,
    "new_column.tsv": f"buyer\t{HEADER}\nAnn\t{ROW}\n",
    "empty_ends.tsv": f"{HEADER}\n{ROW}\t\t\n",
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_a_file_lands_the_same_row(shop: Company, name: str) -> None:
    shop.put(f"{RETURNS}/{name}", FORMS[name])
    shop.land()
    assert rows(shop) == [
        {
            "occurrence": "1",
            "order-id": "114-1",
            "sku": "TEE",
            "quantity": "1",
            "status": "back",
            "day": "2026-09-01",
        }
    ]
    assert shop.file(f"{RETURNS}/{name}")["file_records"] == 1


def test_columns_that_are_not_kept_are_dropped_by_name_and_counted(shop: Company) -> None:
    header = f"{HEADER}\tBuyer Name\tann@example.com"
    shop.put(f"{RETURNS}/a.tsv", f"{header}\n{ROW}\tAnn\tx\n{ROW}\tBob\ty\n")
    shop.land()
    assert shop.query("select path, documents_count from control.dropped_paths order by 1") == [
        ("(name not shown)", 2),
        ("Buyer Name", 2),
    ]


def test_an_optional_column_may_be_missing_and_any_other_rejects_the_file(shop: Company) -> None:
    shop.put(f"{RETURNS}/ae.tsv", "order-id\tsku\tquantity\tday\n114-1\tTEE\t1\t2026-09-01\n")
    shop.put(f"{RETURNS}/short.tsv", "order-id\tsku\tstatus\n114-1\tTEE\tback\n")
    shop.put(f"{RETURNS}/twice.tsv", f"{HEADER}\tSKU\n{ROW}\tTEE\n")
    shop.put(f"{RETURNS}/commas.tsv", HEADER.replace("\t", ",") + "\n")
    shop.put(f"{RETURNS}/no_header.tsv", f"{ROW}\n{ROW}\n")
    shop.put(f"{RETURNS}/empty.tsv", "")
    shop.land()
    assert [row.get("status") for row in rows(shop)] == [None]
    reasons = dict(shop.query("select source_file, reason from control.files where reason <> ''"))
    assert {name.split("/")[-1]: reason for name, reason in reasons.items()} == {
        "short.tsv": "its header (line 1) lacks quantity, day; export it with these columns, "
        "separated by tabs",
        "twice.tsv": "its header (line 1) has the column 'sku' more than once; keep one",
        "commas.tsv": "its header (line 1) lacks order-id, sku, quantity, day; export it with "
        "these columns, separated by tabs",
        "no_header.tsv": "its header (line 1) lacks order-id, sku, quantity, day; export it with "
        "these columns, separated by tabs",
        "empty.tsv": "it is empty, not even a header; fetch it again or remove it",
    }


def test_a_header_alone_is_a_file_without_records(shop: Company) -> None:
    shop.put(f"{RETURNS}/none.tsv", f"{HEADER}\n", {"records": 0})
    shop.land()
    assert shop.file(f"{RETURNS}/none.tsv")["status"] == "loaded"


def test_rows_that_do_not_fit_are_set_apart_masked_and_the_others_land(shop: Company) -> None:
    lines = [
        HEADER,
        ROW,
        "114-2\tTEE",
        f"{ROW}\tAnn Smith",
        "114-3\tTEE\tone\tback\t2026-09-01",
        "114-4\tT\0EE\t1\tback\t2026-09-01",
        "TOTAL\t\t7\t\tseptember",
        "TOTAL",
        ROW.replace("114-1", "114-5"),
    ]
    shop.put(f"{RETURNS}/a.tsv", "\n".join(lines))
    shop.land()
    assert [row["order-id"] for row in rows(shop)] == ["114-1", "114-5"]
    assert [(line, reason) for line, reason, _ in quarantined(shop)] == [
        (3, "it has 2 values, its header names 5 columns"),
        (4, "it has 6 values, its header names 5 columns"),
        (5, "'quantity' is not a whole number"),
        (6, "it holds a NUL byte"),
        (7, "'day' is not a date"),
        (8, "it has 1 values, its header names 5 columns"),
    ]
    assert quarantined(shop)[1][2] == "***\t***\t***\t***\t***\t***"
    found = shop.file(f"{RETURNS}/a.tsv")
    assert (found["file_records"], found["landed_records"], found["quarantined_records"]) == (
        8,
        2,
        6,
    )


def test_without_quoting_a_quote_is_a_character(shop: Company) -> None:
    shop.put(
        f"{RETURNS}/a.tsv",
        f'{HEADER}\n114-1\t"TEE\t1\tback\t2026-09-01\n114-2\tTEE 24"\t1\t"back"\t2026-09-01\n',
    )
    shop.land()
    assert [(row["sku"], row["status"]) for row in rows(shop)] == [
        ('"TEE', "back"),
        ('TEE 24"', '"back"'),
    ]


def test_quoted_values_hold_delimiters_quotes_and_newlines(shop: Company) -> None:
    shop.put(
        f"{STOCK}/a.csv",
        'sku,units,place\n"TEE, ""M""\n\nblack",1,x\r\nTEE 24" oak,2,y\nMUG,"3",\n',
    )
    shop.land()
    assert rows(shop, "amazon.stock") == [
        {"occurrence": "1", "sku": 'TEE, "M"\n\nblack', "units": "1", "place": "x"},
        {"occurrence": "1", "sku": 'TEE 24" oak', "units": "2", "place": "y"},
        {"occurrence": "1", "sku": "MUG", "units": "3"},
    ]
    assert shop.query("select source_line from amazon.stock order by 1") == [(2,), (5,), (6,)]


@pytest.mark.parametrize(
    ("bad", "lines"),
    [
        ('"TEE,1,x', [2]),
        ('TEE,1,"x', [2]),
        ('"TEE" black,1,x', [2]),
        ('TEE,1,"x\nCUP,2,"y', [2, 3]),
    ],
)
def test_a_quote_that_never_closes_costs_its_own_line(
    shop: Company, bad: str, lines: list[int]
) -> None:
    shop.put(f"{STOCK}/a.csv", f'sku,units,place\n{bad}\nMUG,4,z\n"HAT",5,z\n')
    shop.land()
    assert [row["sku"] for row in rows(shop, "amazon.stock")] == ["MUG", "HAT"]
    assert [(line, reason[:23]) for line, reason, _ in quarantined(shop)] == [
        (line, "its quotes do not close") for line in lines
    ]


def test_each_line_is_read_in_the_first_encoding_that_fits(shop: Company) -> None:
    lines = [
        HEADER.encode(),
        ROW.replace("TEE", "GRÖSSE").encode(),
        ROW.replace("TEE", "GRÖSSE").encode("windows-1252"),
        ROW.replace("TEE", "5 €").encode("windows-1252"),
        ROW.encode().replace(b"TEE", b"\x81"),
    ]
    shop.put(f"{RETURNS}/a.tsv", b"\n".join([*lines, b""]))
    shop.land()
    assert [row["sku"] for row in rows(shop)] == ["GRÖSSE", "GRÖSSE", "5 €"]
    assert quarantined(shop)[0][:2] == (5, "its text is in none of the encodings of its object")


def test_equal_rows_of_one_file_are_so_many_and_repeat_in_another(shop: Company) -> None:
    """M4.12: the count of a row is the largest in any one file."""
    shop.put(f"{RETURNS}/a.tsv", "\n".join([HEADER, ROW, ROW]))
    assert shop.land().landed_records == 2
    shop.put(f"{RETURNS}/b.tsv", "\n".join([HEADER, ROW, ROW.replace("TEE", "MUG"), ROW, ROW]))
    outcome = shop.land()
    assert (outcome.landed_records, outcome.repeated_records) == (2, 2)
    assert [(row["sku"], row["occurrence"]) for row in rows(shop)] == [
        ("TEE", "1"),
        ("TEE", "2"),
        ("MUG", "1"),
        ("TEE", "3"),
    ]
    assert shop.query("select count(distinct content_hash) from amazon.returns") == [(4,)]


def test_a_region_writes_numbers_and_days_in_its_own_way(shop: Company) -> None:
    days = ["01.09.2026", "09/06/25", "2026-09-01 06:00:00 UTC", "1-9-2026", ""]
    lines = [ROW.replace("2026-09-01", day) for day in days]
    shop.put(f"{RETURNS}/a.tsv", "\n".join([HEADER, *lines, ROW.replace("2026-09-01", "32.9.26")]))
    shop.land()
    assert [row.get("day", "") for row in rows(shop)] == days
    assert len(quarantined(shop)) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("quoting: single", "quoting 'single' is not double or none"),
        ("delimiter: '::'", "is not one character"),
        ("optional: [other]", "'other' is described and not kept"),
        ("aliases: {other: [x]}", "'other' is described and not kept"),
        ("envelopes: [rows]", "format tsv has no 'envelopes'"),
        ("encodings: [klingon]", "encoding 'klingon' is not known"),
        ('tokens: ["a.b"]', "has columns, no paths"),
    ],
)
def test_bad_settings_of_a_delimited_object_are_named(shop: Company, wrong: str, said: str) -> None:
    file = shop.staging_folder / "amazon" / "_amazon__sources.yml"
    file.write_text(
        "sources: [{name: amazon, tables: [{name: returns, config: {meta: {landing: "
        f"{{format: tsv, keep: [sku], {wrong}}}}}}}}}]}}]"
    )
    with pytest.raises(SourcesInvalid, match=r"_amazon__sources\.yml") as raised:
        shop.land()
    assert said in str(raised.value)


PUBLISHED = (
    "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\tfulfillment-center-id\t"
    "detailed-disposition\treason\tstatus\tlicense-plate-number\tcustomer-comments\n"
    "2025-06-05T15:31:40+00:00\t114-2962899-5762619\tLVA1004-UPC\tB00TZ73MUY\tB00TZ73MUY\t"
    "Vive Alternating Air Pressure Mattress Pad\t1\tLEX1\tCUSTOMER_DAMAGED\tNOT_COMPATIBLE\t"
    "IMMEDIATE_DONATION\tLPNNC5N165ZVR\t"
)
"""The one row of FBA customer returns that was found published."""


def test_amazons_returns_land_by_the_projects_own_sources(shop: Company) -> None:
    """The published row; a region without status; an open quote before Windows-1252 text."""
    shop.staging_folder = STAGING_FOLDER
    header, row = PUBLISHED.split("\n")
    names = header.split("\t")
    region = [value for value, name in zip(row.split("\t"), names, strict=True) if name != "status"]
    files = {
        "published.tsv": PUBLISHED,
        "region.tsv": header.replace("status\t", "") + "\n" + "\t".join(region),
        "comment.tsv": f'{PUBLISHED}"Größe passt nicht\n{row}'.encode("windows-1252"),
        "screen.tsv": PUBLISHED.replace("order-id", "amazon-order-id").replace(
            "2025-06-05T15:31:40+00:00", "05-06-2025"
        ),
    }
    for name, content in files.items():
        shop.put(f"amazon/us/fba_customer_returns/{name}", content)
    outcome = shop.land()
    counts = outcome.tables["amazon.fba_customer_returns"]
    assert outcome.rejected == {}
    assert (counts.landed + counts.repeated, counts.quarantined) == (5, 0)
    found = rows(shop, "amazon.fba_customer_returns")
    assert {row["license-plate-number"] for row in found} == {"LPNNC5N165ZVR"}
    assert {row["return-date"] for row in found} == {"2025-06-05T15:31:40+00:00", "05-06-2025"}
    assert b"passt" not in shop.settings.landing_file.read_bytes()


SETTLEMENT_HEADER = (
    "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\t"
    "currency\ttransaction-type\torder-id\tmerchant-order-id\tadjustment-id\tshipment-id\t"
    "marketplace-name\tamount-type\tamount-description\tamount\tfulfillment-id\tposted-date\t"
    "posted-date-time\torder-item-code\tmerchant-order-item-id\tmerchant-adjustment-item-id\tsku\t"
    "quantity-purchased\tpromotion-id"
)


def test_amazons_settlements_land_in_every_regions_style(shop: Company) -> None:
    shop.staging_folder = STAGING_FOLDER
    names = SETTLEMENT_HEADER.split("\t")
    total = {
        "settlement-id": "21",
        "settlement-start-date": "01.09.2026 06:00:00 UTC",
        "total-amount": "-1.141,18",
    }
    refund = {"settlement-id": "21", "amount": "-1.141,18", "posted-date": "03.09.2026"}
    fee = {"settlement-id": "21", "amount": "5.05", "posted-date-time": "2026-09-03 12:30:00 UTC"}
    lines = ["\t".join(row.get(name, "") for name in names) for row in (total, refund, fee, fee)]
    shop.put("amazon/us/settlements/a.tsv", "\n".join(["\t".join(names), *lines]))
    outcome = shop.land()
    counts = outcome.tables["amazon.settlements"]
    assert (outcome.rejected, counts.landed, counts.quarantined) == ({}, 4, 0)
