"""Each kind of fault, in the smallest query that can have it."""

import pytest

from tests.mutants.faults import find_faults


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("select a < b from t", {"comparison flipped: < -> <="}),
        ("select a + b from t", {"sign turned: + -> -"}),
        ("select coalesce(a, 0) from t", {"default lost: , 0"}),
        ("select sum(a) from t", {"another function: sum -> max"}),
        ("select distinct a from t", {"distinct lost: distinct"}),
        ("select a from t union select a from u", {"distinct lost: union -> union all"}),
        ("select a from t where b", {"filter lost: b -> true"}),
        ("select a from t where true", set()),
        ("select a from t where b or c", {"filter lost: b -> false", "filter lost: c -> false"}),
        ("select a from t order by b desc", {"another order: desc"}),
        ("select a from t inner join u on t.b = u.b", {"key dropped: t.b = u.b -> true"}),
        (
            "select a from t left join u on t.b = u.b and t.c = u.c",
            {
                "rows without a match lost: left -> inner",
                "key dropped: t.b = u.b -> true",
                "key dropped: t.c = u.c -> true",
            },
        ),
        (
            "select row_number() over (partition by a, b order by c) from t",
            {"key dropped: a -> 1", "key dropped: b -> 1", "another order: c -> c desc"},
        ),
        ("select count(*) filter (a) from t", {"filter lost: a -> true"}),
        ("select case when a then 1 end from t", {"case lost: a -> false"}),
        ("select not a from t", {"negation lost: not"}),
        ("select a is null from t", {"negation added: is -> is not"}),
    ],
)
def test_a_query_can_have_these_faults(sql: str, told: set[str]) -> None:
    assert {fault.told(sql) for fault in find_faults(sql)} == told


def test_a_fault_changes_nothing_but_its_place() -> None:
    sql = "select a\nfrom t\nwhere b = 1 and c"
    fault = next(fault for fault in find_faults(sql) if fault.kind == "filter lost")
    assert fault.put_into(sql) == "select a\nfrom t\nwhere true and c"
    assert fault.line(sql) == 3


def test_a_macro_that_writes_a_cte_for_each_cell_has_its_fault_in_all_of_them() -> None:
    sql = "with taken_hub as (select a < 1 from t), taken_ledger as (select a < 2 from t) select 1"
    (fault,) = find_faults(sql, repeats=["hub", "ledger"])
    assert fault.put_into(sql) == sql.replace("<", "<=")
