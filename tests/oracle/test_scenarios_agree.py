"""The second computation on the scenarios' companies: other contracts, and much that is odd.

A journal that names nothing and is meant by its value alone (S58) is left to the warehouse.
"""

from tests.accuracy.second_computation import compare
from tests.nights import House

BY_VALUE_ALONE = "S58-A"


def test_the_warehouse_and_the_second_computation_agree_on_the_scenarios(
    scenario_house: House,
) -> None:
    comparison = compare(scenario_house.warehouse / "warehouse.duckdb")
    differences = [row for row in comparison.differences if BY_VALUE_ALONE not in row]
    assert differences == []
    assert comparison.lines >= 70, "hardly anything was compared"
