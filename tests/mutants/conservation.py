"""What no fault may break whatever the company: nothing is lost and nothing is there twice.

The models of a folder are run again on the rows of a night, from the changed one on, and every
sentence below must hold of what they make; so must the grain of each model. A fault that changes
none of the night's rows is not noticed here.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from tests.compiled import RELATION, Model
from tests.mutants.patience import keep_small, within_its_time
from tests.mutants.unit_judge import NO_QUERY, NoQuery

MEASURES = (
    "units",
    "kept_units",
    "missing_units",
    "net_amount",
    "tax_amount",
    "base_net_amount",
    "cost_amount",
)


def _shared_out_whole(measure: str) -> str:
    return f"""
        select order_state_id, source_leg_id, sum(of_leg) as of_leg, sum(of_shares) as of_shares
        from (
            select order_state_id, source_leg_id, {measure} as of_leg, 0 as of_shares
            from int_order_legs
            union all
            select order_state_id, source_leg_id, 0, {measure} from int_leg_shares
        )
        group by all
        having coalesce(sum(of_leg), 0) <> coalesce(sum(of_shares), 0)
    """


# Sentences, each with the query of what breaks it.
SENTENCES = {
    "legs": {
        "every leg of every version stands in the history of its document": """
            select source_leg_id, version_number from int_leg_forms
            except select source_leg_id, version_number from int_leg_history
        """,
        "every leg of the history has a form": """
            select source_leg_id from int_leg_history
            except select source_leg_id from int_leg_versions
        """,
        "every staged leg is typed, once": """
            select * from (
                select count(*) as typed_legs from int_typed_legs
            ) where typed_legs <> (
                (select count(*) from warehouse.staging.stg_shopify__return_legs)
                + (select count(*) from warehouse.staging.stg_cin7_core__return_legs)
                + (select count(*) from warehouse.staging.stg_xero__return_legs)
            )
        """,
        "the versions of a document are numbered from one on": """
            select document_key from int_document_versions
            group by all having max(version_number) <> count(*) or min(version_number) <> 1
        """,
        "the forms of a leg are numbered from one on": """
            select source_leg_id from int_leg_versions
            group by all having max(form_number) <> count(*) or min(form_number) <> 1
        """,
        "a leg has one form at a cut, and keeps having one": """
            select source_leg_id from (
                select *, lead(from_cut) over (
                    partition by source_leg_id order by from_cut
                ) as next_cut
                from int_leg_cuts
            )
            where from_cut >= to_cut or to_cut <> coalesce(next_cut, to_cut)
        """,
    },
    "conversions": {
        "no day has two rates": """
            select a.from_currency, a.to_currency, a.first_day
            from int_rate_periods as a inner join int_rate_periods as b
            on a.from_currency = b.from_currency and a.to_currency = b.to_currency
            and a.first_day < b.first_day and a.last_day >= b.first_day
        """,
    },
    "batches": {},
    "links": {
        **{
            f"every leg's {measure} are on its shares, each once": _shared_out_whole(measure)
            for measure in MEASURES
        },
        "every known form stands in the states of its order": """
            select source_leg_id, form_number from warehouse.intermediate.int_leg_cuts
            except select source_leg_id, form_number from int_state_legs
        """,
        "a leg stands once in a state": """
            select order_state_id, source_leg_id from int_state_legs
            group by all having count(*) > 1
        """,
        "a share has a line or a reason, never both": """
            select * from int_leg_shares where (return_line_id is null) = (unlinked_reason is null)
        """,
        "a line holds live legs or dead ones": """
            select shares.return_line_id, shares.order_state_id
            from int_leg_shares as shares
            inner join int_order_legs as legs using (order_state_id, source_leg_id)
            where shares.return_line_id is not null
            group by all having bool_or(legs.is_live) and not bool_and(legs.is_live)
        """,
        "no live leg has a dead reason": """
            select shares.source_leg_id
            from int_leg_shares as shares
            inner join int_order_legs as legs using (order_state_id, source_leg_id)
            where legs.is_live
            and shares.unlinked_reason in ('test', 'deleted', 'voided', 'not_posted')
        """,
        "every document has an order": """
            select document_key from int_known_documents
            except select document_key from int_document_orders
        """,
        "an order has one current state": """
            select order_key from int_order_states
            group by all having count(*) filter (is_current_state) <> 1
        """,
        "every unit of a slice is placed once": """
            select order_state_id, set_id, sku, sum(of_slices), sum(of_placements) from (
                select order_state_id, set_id, sku, direction, units as of_slices,
                    0 as of_placements
                from int_slices
                union all
                select order_state_id, set_id, sku, direction, 0, unit_to - unit_from
                from int_placements
            )
            group by order_state_id, set_id, sku, direction
            having sum(of_slices) <> sum(of_placements)
        """,
    },
    "grid": {
        "every line has its nine cells": """
            select return_line_id from int_line_cells
            group by all having count(*) <> 9
        """,
    },
    "diagnosis": {},
}


class ConservationJudge:
    """A folder's models on the rows of one night, in memory."""

    def __init__(self, folder: str, models: Sequence[Model], warehouse: Path) -> None:
        self._models = models
        self._sentences = SENTENCES[folder]
        self._connection = duckdb.connect()
        for name in ("warehouse", "landing"):
            self._connection.execute(f"attach '{warehouse / name}.duckdb' as {name} (read_only)")
        self._connection.execute("set TimeZone = 'UTC'")
        self._connection.execute("set threads = 1")
        keep_small(self._connection)
        self._names = {model.name for model in models}
        for model in models:
            self._connection.execute(
                f"create table {model.name} as from warehouse.intermediate.{model.name}"
            )

    def noticed_by(self, model: Model, sql: str) -> str | None:
        """The first sentence that does not hold once the model says this. Raises NoQuery."""
        self._connection.execute("begin")
        try:
            with within_its_time(self._connection):
                return self._broken_by(model, sql)
        except NO_QUERY as problem:
            raise NoQuery(str(problem)) from problem
        except duckdb.Error as problem:
            return f"it runs: {type(problem).__name__}"
        finally:
            self._connection.execute("rollback")

    def _broken_by(self, model: Model, sql: str) -> str | None:
        before = f"select * from warehouse.intermediate.{model.name}"
        if broken := self._built(model, sql):
            return broken
        changed = (
            f"(from {model.name} except all {before}) union all "
            f"({before} except all from {model.name})"
        )
        if not self._rows(changed):
            return None
        touched = {model.name}
        for later in self._models:
            if later.reads & touched:
                touched.add(later.name)
                if broken := self._built(later, later.sql):
                    return broken
        return next(
            (sentence for sentence, query in self._sentences.items() if self._rows(query)), None
        )

    def _built(self, model: Model, sql: str) -> str | None:
        """Builds the model; its grain, if it does not hold."""
        self._connection.execute(f"create or replace table {model.name} as {self._placed(sql)}")
        if not model.grain:
            return None
        keys = ", ".join(model.grain)
        nulls = " or ".join(f"{key} is null" for key in model.grain)
        repeated = f"select {keys} from {model.name} group by all having count(*) > 1 or {nulls}"
        return f"the grain of {model.name}" if self._rows(repeated) else None

    def _rows(self, query: str) -> bool:
        return self._connection.execute(f"from ({query}) limit 1").fetchone() is not None

    def _placed(self, sql: str) -> str:
        """The models of the folder are here, all else in the warehouse."""
        return RELATION.sub(lambda found: found[3] if found[3] in self._names else found[0], sql)
