"""The demo company's warehouse agrees with the second computation; a wrong figure would show."""

import shutil
from pathlib import Path

import duckdb

from tests.accuracy.second_computation import compare
from tests.nights import House


def test_every_line_and_every_step_of_the_quantity_bridge_is_computed_alike(
    demo_house: House,
) -> None:
    comparison = compare(demo_house.warehouse / "warehouse.duckdb")
    assert comparison.differences == []
    assert comparison.lines >= 50, "hardly anything was compared"
    assert comparison.left_out_lines == 0


def test_a_wrong_figure_is_told_with_both_values(demo_house: House, tmp_path: Path) -> None:
    copy = tmp_path / "warehouse.duckdb"
    shutil.copy(demo_house.warehouse / "warehouse.duckdb", copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            """
            update marts.fct_return_lines set restock_gap_units = 7
            where order_reference = '#1012' and sku = 'BOOT-42'
            """
        )
    (told,) = compare(copy).differences
    assert told.endswith("restock_gap_units is 7.0000 in the warehouse, 1.0000 computed")
