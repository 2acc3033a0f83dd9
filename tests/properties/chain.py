"""The models of legs and links, as dbt compiled them, run again in memory on a night's rows."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from tests.compiled import RELATION, Model, read_models


class Chain:
    """All models of the two folders that read nothing of a later one, in their order.

    What they read from elsewhere is a built warehouse's, in whatever order `shuffle` brings it.
    """

    def __init__(self, manifest: dict, warehouse: Path) -> None:
        folders = [*read_models(manifest, "legs"), *read_models(manifest, "links")]
        self.models = _without_later_ones(folders)
        self.connection = duckdb.connect()
        for name in ("warehouse", "landing"):
            self.connection.execute(f"attach '{warehouse / name}.duckdb' as {name} (read_only)")
        self.connection.execute("set TimeZone = 'UTC'")
        self._own = {model.name for model in self.models}
        self._inputs = sorted(
            {
                found[0]
                for model in self.models
                for found in RELATION.finditer(model.sql)
                if found[3] not in self._own
            }
        )
        self.connection.execute("create schema inputs")
        self.shuffle(None)

    def shuffle(self, seed: int | None) -> None:
        """Brings the rows of every table that the models read in another order, the same one for
        the same seed; None: as they lie in the warehouse."""
        order = "" if seed is None else f"order by hash(rowid + 1, {seed})"
        for relation in self._inputs:
            name = _table(relation)
            self.connection.execute(
                f"create or replace table inputs.{name} as select * from {relation} {order}"
            )

    def build(self, instead: Mapping[str, str] | None = None) -> None:
        """Builds every model; `instead` names models that have other SQL for now."""
        for model in self.models:
            self.build_one(model, (instead or {}).get(model.name))

    def build_one(self, model: Model, instead: str | None = None) -> None:
        sql = instead or self._sql(model)
        self.connection.execute(f"create or replace table {model.name} as {sql}")

    def contents(self) -> dict[str, tuple]:
        """Of every model, the number of its rows and a sum of them that knows no order."""
        return {
            model.name: self.connection.execute(
                f"select count(*), sum(hash(rows_of_it)) from {model.name} as rows_of_it"
            ).fetchone()
            for model in self.models
        }

    def _sql(self, model: Model) -> str:
        return RELATION.sub(
            lambda found: found[3] if found[3] in self._own else f"inputs.{found[3]}", model.sql
        )


def _without_later_ones(models: list[Model]) -> list[Model]:
    """Without those that read a model of another folder, directly or not."""
    names: set[str] = set()
    kept = []
    for model in models:
        if all(name in names or not name.startswith("int_") for name in model.reads):
            names.add(model.name)
            kept.append(model)
    return kept


def _table(relation: str) -> str:
    return relation.rsplit(".", 1)[-1].strip('"')
