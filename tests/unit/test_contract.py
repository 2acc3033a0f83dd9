"""The contract of the published tables: what the project promises, read from its own manifest.

Asserts nothing about rows; that the built tables hold what the contract says is dbt's to enforce.
"""

import json
import re

import pytest

from tests.nights import House
from tests.unit.interface_tables import INTERFACE_TABLES

# The first pattern that fits a column's name decides its type.
TYPE_BY_NAME = (
    (r"(line|step)_number", "bigint"),
    (r"sale_unit_price_amount|expected_unit_cost_amount", "decimal(18,6)"),
    (r"opening|restated|opened|cleared|written_off|reclassified|closing", "decimal(18,4)"),
    (r"(is|has)_.+|goods_expected_back", "boolean"),
    (r"(.+_)?units(_delta)?|unit_difference|together_within_hours", "decimal(18,4)"),
    (r"(.+_)?amount|.+_tolerance", "decimal(18,2)"),
    (r".+_rate", "decimal(9,6)"),
    (r".+_(count|days|records|order|version|line)|load_id|days_open|(aligned_)?returns", "bigint"),
    (r".*precedence", "bigint"),
    (r".+_(date|day|on)|heard_from|valid_(from|to)", "date"),
    (r".+_at|heard_until", "timestamp"),
    (r".*", "varchar"),
)


@pytest.fixture(scope="module")
def nodes(demo_house: House) -> list[dict]:
    """Models and tests, as the demo company's night parsed them."""
    manifest = json.loads((demo_house.warehouse / "dbt" / "manifest.json").read_text())
    return list(manifest["nodes"].values())


@pytest.fixture(scope="module")
def published(nodes: list[dict]) -> dict[str, dict]:
    """The models that a release holds, by name."""
    return {
        node["name"]: node
        for node in nodes
        if node["resource_type"] == "model" and node["schema"] in ("marts", "reporting")
    }


def type_of(column: str) -> str:
    """The type that a published column of this name has."""
    return next(sql for pattern, sql in TYPE_BY_NAME if re.fullmatch(pattern, column))


def test_every_table_and_column_of_the_interface_is_published(published):
    missing = {
        table: sorted(columns - set(published[table]["columns"])) if table in published else "table"
        for table, columns in INTERFACE_TABLES.items()
    }
    assert {table: lack for table, lack in missing.items() if lack} == {}


def test_every_published_column_is_described(published):
    undescribed = [
        f"{table}.{column['name']}"
        for table, node in published.items()
        for column in node["columns"].values()
        if not column["description"].strip()
    ]
    assert undescribed == []
    assert [table for table, node in published.items() if not node["description"].strip()] == []


def test_every_published_column_has_the_type_that_its_name_says(published):
    mistyped = [
        f"{table}.{column['name']} is {column['data_type']}, not {type_of(column['name'])}"
        for table, node in published.items()
        for column in node["columns"].values()
        if column["data_type"] != type_of(column["name"])
    ]
    assert mistyped == []


def test_every_published_table_enforces_its_contract(published):
    unenforced = [
        table for table, node in published.items() if not node["config"]["contract"]["enforced"]
    ]
    assert unenforced == []


def test_every_published_table_has_one_grain_check(published, nodes):
    checked = [
        node["attached_node"].rsplit(".", 1)[-1]
        for node in nodes
        if node["resource_type"] == "test"
        and node.get("test_metadata")
        and node["test_metadata"]["name"] == "unique_grain"
    ]
    assert {table: checked.count(table) for table in published} == dict.fromkeys(published, 1)
