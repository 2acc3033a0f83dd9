"""Splitting a line of a document changes no return line (M5.3), and no unit or cent is lost (M5.4).

Random orders of a few documents, whose legs are priced per unit so that every part of an amount is
a whole cent. Then one line of a document becomes two of the same document that add up to it, and
every return line must hold in each tier and layer what it held before. Not asserted here: on which
line a leg stands, which test_placements.py says.
"""

import random
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal

import duckdb

from tests.chain import Chain
from tests.properties.test_placements import CELLS, LEG_KINDS, Leg, draw_order

ORDERS = 400
UNIT_PRICE = Decimal("10.07")
# From the legs of an order on; what they read beside those is the company's and its sales.
FIRST_MODEL = "int_never_shipped"
Totals = Counter[tuple[str, str, str, str]]


@dataclass(frozen=True)
class Told:
    """A leg and the order that it is of."""

    order: str
    leg: Leg


def test_a_line_in_two_parts_makes_the_same_return_lines(chain: Chain) -> None:
    chance = random.Random(5)
    whole, parted = [], []
    for number in range(ORDERS):
        # What never shipped in part comes last on its document; its parts would be told apart.
        legs = [replace(leg, never_shipped=0) for leg in draw_order(chance)]
        divisible = [leg for leg in legs if abs(leg.units) > 1]
        split = chance.choice(divisible) if divisible else None
        for leg in legs:
            whole.append(Told(f"o{number}", leg))
            parted.extend(Told(f"o{number}", part) for part in _parts(leg, leg == split))
    assert len(parted) > len(whole)
    chain.build()
    assert _totals(chain, parted) == _totals(chain, whole)


def _parts(leg: Leg, is_split: bool) -> list[Leg]:
    """The leg, or a first unit and the rest of it: two lines that follow one another."""
    if not is_split:
        return [leg]
    sign = 1 if leg.units > 0 else -1
    return [
        replace(leg, leg_id=f"{leg.leg_id}.1", units=sign),
        replace(leg, leg_id=f"{leg.leg_id}.2", units=leg.units - sign),
    ]


def _totals(chain: Chain, told: list[Told]) -> tuple[Totals, Totals]:
    """Units and amount per return line, tier and layer; every leg must be shared out whole."""
    sql = chain.connection
    _put_legs(sql, told)
    after = [model.name for model in chain.models].index(FIRST_MODEL)
    for model in chain.models[after:]:
        if model.name != "int_order_legs":
            chain.build_one(model)
    lost = sql.execute(
        """
        select legs.order_state_id, legs.source_leg_id
        from int_order_legs as legs
        left join int_leg_shares as shares using (order_state_id, source_leg_id)
        group by all
        having
            any_value(legs.units) is distinct from sum(shares.units)
            or any_value(legs.base_net_amount) is distinct from sum(shares.base_net_amount)
            or any_value(legs.cost_amount) is distinct from sum(shares.cost_amount)
        """
    ).fetchall()
    assert not lost, f"not shared out whole: {lost[:5]}"
    units: Totals = Counter()
    amounts: Totals = Counter()
    for *line, line_units, amount in sql.execute(
        """
        select return_line_id, tier, layer, shares.units, shares.base_net_amount
        from int_leg_shares as shares
        inner join int_order_legs as legs using (order_state_id, source_leg_id)
        """
    ).fetchall():
        units[tuple(line)] += line_units
        amounts[tuple(line)] += amount or 0
    return units, amounts


def _put_legs(sql: duckdb.DuckDBPyConnection, told: list[Told]) -> None:
    """Puts the orders' legs where linking reads them, and nothing beside."""
    empty = "from warehouse.intermediate.int_order_legs limit 0"
    sql.execute(f"create or replace table int_order_legs as {empty}")
    rows = []
    for entry in told:
        leg = entry.leg
        tier, layer = CELLS[leg.cell]
        amount = leg.units * UNIT_PRICE
        rows.append(
            {
                **{"order_state_id": entry.order, "order_key": entry.order, "set_id": leg.set_id},
                **{"document_key": leg.set_id, "source_leg_id": leg.leg_id, "sku": leg.sku},
                **{"tier": tier, "layer": layer, "cell_bit": 2**leg.cell},
                **{"leg_kind": LEG_KINDS[layer], "posted_date": leg.posted_date},
                **{"units": leg.units, "kept_units": 0, "missing_units": 0, "cancelled_units": 0},
                "base_net_amount": amount if layer == "financial" else None,
                "cost_amount": amount if layer == "valuation" else None,
                **{"is_live": True, "is_posted": True, "is_goods_revenue": layer == "financial"},
                **dict.fromkeys(("is_manual", "is_batch", "is_voided", "is_excluded"), False),
                **{"is_deleted": False, "is_current_state": True, "company": "a", "channel": "b"},
            }
        )
    names = list(rows[0])
    sql.executemany(
        f"insert into int_order_legs ({', '.join(names)}) values ({', '.join('?' * len(names))})",
        [list(row.values()) for row in rows],
    )
