"""The models of legs and links, as dbt compiled them, run again in one process.

They read the tables of the schema `inputs`: a night's rows, which the caller puts there in whatever
order and number, and they build tables of their own names.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from tests.compiled import RELATION, Model, read_models


class Chain:
    """All models of the two folders that read nothing of a later one, in their order."""

    def __init__(self, manifest: dict, connection: duckdb.DuckDBPyConnection) -> None:
        folders = ("conversions", "legs", "batches", "links")
        models = [model for folder in folders for model in read_models(manifest, folder)]
        self.models = _in_order_without_later_ones(models)
        self.connection = connection
        self._own = {model.name for model in self.models}
        self.inputs = sorted(
            {
                found[0]
                for model in self.models
                for found in RELATION.finditer(model.sql)
                if found[3] not in self._own
            }
        )
        """What the models read from elsewhere, as dbt names it."""

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


def attach_night(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    """Lets a connection read what a night landed and built."""
    for name in ("warehouse", "landing"):
        connection.execute(f"attach '{warehouse / name}.duckdb' as {name} (read_only)")
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("create schema if not exists inputs")


def table_of(relation: str) -> str:
    """The bare name of a table as dbt writes it."""
    return relation.rsplit(".", 1)[-1].strip('"')


def _in_order_without_later_ones(models: list[Model]) -> list[Model]:
    """Each after those that it reads, without those that read a model of another folder."""
    done: set[str] = set()
    ordered = []
    waiting = list(models)
    while ready := [
        model
        for model in waiting
        if all(name in done or not name.startswith("int_") for name in model.reads)
    ]:
        ordered.append(ready[0])
        done.add(ready[0].name)
        waiting.remove(ready[0])
    return ordered
