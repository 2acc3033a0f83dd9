"""Only what the rule keeps reaches the disk, and what was left out is counted by name."""

import json
import re

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_pipeline.landing.errors import SourcesInvalid
from dagster_pipeline.landing.records.doubts import doubtful_values
from dagster_pipeline.landing.records.exact_numbers import is_exact
from dagster_pipeline.landing.records.structures import is_misread
from dagster_pipeline.landing.redaction.masking import masked_text
from dagster_pipeline.landing.redaction.tokens import kept_tokens, tokens_macro
from dagster_pipeline.landing.rules.kept_paths import PathError, shape_of
from dagster_pipeline.landing.rules.value_types import VALUE_TYPES, is_readable
from tests.conftest import Company

PLANTED = "ann.planted@example.com"


def test_a_planted_address_is_in_no_byte_of_the_landing_file(company: Company) -> None:
    order = {
        "id": 1,
        "email": PLANTED,
        "customer": {"code": "C1", "email": PLANTED},
        "name": {"email": PLANTED},
        "note": f"mail {PLANTED} or +61412345678 about #1001",
        "line_items": [{"id": 1, "title": f"Tee {PLANTED} 42", "properties": [PLANTED]}],
        PLANTED: 1,
    }
    company.put("shopify/shop/orders/a.json", [order, {**order, "id": None}])
    company.put(
        "shopify/shop/orders/b.jsonl",
        f'{json.dumps({**order, "id": 2})}\n{{"id": 3, "email": "{PLANTED}", "x": "{PLANTED}\n'
        f'{{"id": 4, email: {PLANTED}}}\n',
    )
    company.put("shopify/shop/orders/cut.json", f'[{{"id": 9, "email": "{PLANTED}"')
    company.land()
    assert len(company.documents()) == 2
    for file in company.settings.warehouse.iterdir():
        content = file.read_bytes()
        assert b"planted" not in content
        assert b"61412345678" not in content


def test_a_payload_holds_the_kept_paths_as_text_in_one_order(company: Company) -> None:
    company.put(
        "shopify/shop/orders/a.json",
        '[{"tags": ["x", null], "id": 1, "test": true, "line_items": [{"price": 10.10, "x": 1}]}]',
    )
    company.land()
    assert company.query("select payload from shopify.orders") == [
        (
            '{"created_at":null,"customer":null,"id":"1",'
            '"line_items":[{"id":null,"price":"10.1","title":null}],"name":null,"note":null,'
            '"refunds":null,"tags":["x",null],"test":"true","updated_at":null}',
        )
    ]


def test_dropped_paths_are_counted_by_name_and_not_below(company: Company) -> None:
    company.put(
        "shopify/shop/orders/a.json",
        [
            {"id": 1, "email": "x", "customer": {"name": "x"}},
            {"id": 2, "email": "y", "line_items": [{"tax": {"rate": 1}}]},
            {"id": 3, "odd key@": 1},
        ],
    )
    company.land()
    assert company.query("select path, documents_count from control.dropped_paths order by 1") == [
        ("(name not shown)", 1),
        ("customer.name", 1),
        ("email", 2),
        ("line_items[].tax", 1),
    ]


TEXTS = {
    "Refund for #1001, CN-0005": "#1001 CN-0005",
    "order(1001);SO-00012|[RMA 7]": "1001 SO-00012 7",
    "ann7@example.com 1001": "1001",
    "call +61412345678 or 0412345678 re 1001": "*** 1001",
    "tel:+61412345678, Mobile: 0412345678, ph 98765432 re 1001": "1001",
    "+61(0)412345678, +49 (0)30 1234567, +61 412345678 re 1001": "1001",
    "(02)98765432, 07700 900123, 020 7946 0018, 01 23 45 67 89 re 1001": "1001",
    "from SW1A 9ZQ or K1A 0B1 by 2001:db8:85a3::8a2e:370:7334 re 1001": "1001",
    "PO-00012345 Ref:CR-00330 00330 10012 +1 1001": "PO-00012345 Ref:CR-00330 00330 10012 +1 1001",
    "from 2026-02-02 to 2026-02-03 1001 1002": "2026-02-02 2026-02-03 1001 1002",
    "call +61 412 345 678 or (02) 9876 5432 re 1001": "1001",
    "0412-345-678 and (415) 555-0134 and 415-555-0134 re 1001": "1001",
    "card 4111 1111 1111 1111, 4111111111111111, 3782-822463-10005 re 1001": "1001",
    "from 203.0.113.77 re 302-4000001-4000001": "302-4000001-4000001",
    "on 2026-09-01 for 0012": "2026-09-01 0012",
    "7" * 41 + " 1001": "1001",
    "no digits here": None,
    "": None,
}


def test_names_behind_texts_that_look_like_names_are_counted(company: Company) -> None:
    """Texts that begin with a colon, or hold a quote before one, blur what is a name."""
    records = [
        {"id": 1, "tags": [":", "x"], "seen": 1},
        {"id": 2, "tags": [":", "x"], "told": 1},
        {"id": 3, "tags": ['say ":1'], "told": 1, "more": {"x": ":"}},
    ]
    company.put("shopify/shop/orders/a.jsonl", "\n".join(map(json.dumps, records)))
    company.land()
    assert all(is_misread(json.dumps(record)) for record in records)
    assert company.query("select path, documents_count from control.dropped_paths order by 1") == [
        ("more", 1),
        ("seen", 1),
        ("told", 2),
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_free_text_is_reduced_to_tokens_alike_in_both_engines(text: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(tokens_macro())
        in_engine = connection.execute("select kept_tokens(?)", [text]).fetchone()[0]
    assert kept_tokens(text) == in_engine == TEXTS[text]


def test_an_address_in_a_kept_text_is_masked_and_the_rest_stays(company: Company) -> None:
    company.put(
        "shopify/shop/orders/a.json",
        [{"id": 1, "name": f"#1001 <{PLANTED}>, x@y"}, {"id": PLANTED}, {"id": 2, "name": "a @ b"}],
    )
    company.land()
    names = company.query("select document_id, payload ->> 'name' from shopify.orders order by 1")
    assert names == [("1", "#1001 <***>, ***"), ("2", "a @ b")]
    ((reason, raw_text),) = company.query(
        "select reason, raw_text from control.quarantined_records"
    )
    assert reason.startswith("its document id at 'id' is an e-mail address")
    assert raw_text == '{"id": "***"}'


READABLE_AND_NOT = [
    "1", "-1.50", "1e3", ".5", "1,5", "1.234,56", "nan", "Infinity", "0x1", " 7 ", "", "true",
    "FALSE", "yes", "2026-02-28", "2026-02-30", "2026-2-3", "2026-02-28T10:00:00.1234567Z",
    "2026-02-28 10:00:00+11:00", "2026-02-28T24:01:00Z", "2026-02-28T10:00", "28/02/2026",
    "31.12.26", "32.1.2026", "/Date(1552357217359+0000)/", "/Date(1552357217359)/", "/Date(x)/",
]  # fmt: skip


@pytest.mark.parametrize("type_name", VALUE_TYPES)
@given(value=st.sampled_from(READABLE_AND_NOT), place=st.integers(0, 30), odd=st.text(max_size=2))
def test_no_unreadable_value_escapes_the_search_for_doubtful_ones(
    type_name: str, value: str, place: int, odd: str
) -> None:
    payload = json.dumps({"value": value[:place] + odd + value[place + len(odd) :]})
    payload = payload.replace('": "', '":"')
    is_doubted = re.search(doubtful_values({"value": type_name}), payload) is not None
    assert is_doubted or is_readable(json.loads(payload)["value"], type_name)


@pytest.mark.parametrize(
    ("type_name", "value"),
    [
        ("number", "-10.50"),
        ("integer", "9000000000"),
        ("instant", "2026-12-31T23:59:59Z"),
        ("instant", "2025-09-25T10:17:00.123+10:00"),
        ("date", "2026-02-28"),
        ("msdate", "/Date(1552357217359+0000)/"),
        ("regional_number", "12,5"),
        ("regional_date", "31.12.2026"),
        ("boolean", "false"),
    ],
)
def test_an_ordinary_value_is_not_doubted(type_name: str, value: str) -> None:
    assert re.search(doubtful_values({"value": type_name}), f'{{"value":"{value}"}}') is None


def test_masked_text_shows_marks_names_and_the_id_alone() -> None:
    broken = '{"id": 7, "note": "said \\"hi\\": 5", "lines": [{"price": 10.5, "sku": "TEE'
    assert masked_text(broken, "id") == '{"id": 7, "note": ***, "lines": [{"price": ***, "sku": ***'


@pytest.mark.parametrize(
    "paths", [["a", "a.b"], ["a[]", "a[].b"], ["a[].b", "a.c"], ["Id", "ID"], ["a..b"], ["a'b"]]
)
def test_paths_that_contradict_each_other_are_refused(paths: list[str]) -> None:
    with pytest.raises(PathError):
        shape_of(paths)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("document_id: [a", "not readable YAML"),
        ("documentid: id", "has no 'documentid'"),
        ("types: {money: [id]}", "type 'money' is not one of"),
        ("types: {number: [other]}", "'other' has a type and is not kept"),
        ('version_at: "lines[].at"', "lies in a list"),
    ],
)
def test_a_bad_landing_block_names_its_file_and_table(
    company: Company, wrong: str, said: str
) -> None:
    file = company.staging_folder / "shopify" / "_shopify__sources.yml"
    file.write_text(
        "sources: [{name: shopify, tables: [{name: orders, config: {meta: {landing: "
        f"{{keep: [id], {wrong}}}}}}}}}]}}]"
    )
    with pytest.raises(SourcesInvalid) as raised:
        company.land()
    assert said in str(raised.value)
    assert "_shopify__sources.yml" in str(raised.value)


@pytest.mark.parametrize(
    ("number", "is_kept"),
    [
        ("10.10", True),
        ("33.333333333333336", True),
        ("0.10000000000000001", True),
        ("18446744073709551615", True),
        ("18446744073709551616", False),
        ("12345678901234567.89", False),
        ("1.23456789012345678901", False),
        ("1e400", False),
        ("1e-400", False),
        ("NaN", False),
    ],
)
def test_a_number_is_exact_when_it_survives_to_its_last_digit(number: str, is_kept: bool) -> None:
    assert is_exact(number) == is_kept
