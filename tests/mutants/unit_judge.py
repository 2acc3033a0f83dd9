"""Whether a model's dbt unit tests notice that its SQL was changed."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import duckdb

from tests.compiled import RELATION, Model
from tests.mutants.patience import keep_small, within_its_time

# The fault made no query; dbt would say so itself.
NO_QUERY = (duckdb.BinderException, duckdb.ParserException, duckdb.CatalogException)


class NoQuery(Exception):
    """What was changed is not SQL any more."""


class UnitJudge:
    """The unit tests of some models with their rows in a database in memory, each in a schema of
    its own; the columns are those of a built warehouse."""

    def __init__(self, models: Sequence[Model], warehouse: Path) -> None:
        self._connection = duckdb.connect()
        for name in ("warehouse", "landing"):
            self._connection.execute(f"attach '{warehouse / name}.duckdb' as {name} (read_only)")
        self._connection.execute("set TimeZone = 'UTC'")
        keep_small(self._connection)
        self._columns = self._read_columns()
        self._expected = {
            (model.name, test.name): self._set_up(model, test.name, test.given, test.expected)
            for model in models
            for test in model.unit_tests
        }

    def noticed_by(self, model: Model, sql: str) -> str | None:
        """The first unit test of the model that is red with this SQL. Raises NoQuery."""
        for test in model.unit_tests:
            expected = self._expected[model.name, test.name]
            columns = ", ".join(test.expected[0]) if test.expected else "count(*)"
            placed = RELATION.sub(rf'memory."{test.name}"."\3"', sql)
            try:
                with within_its_time(self._connection):
                    found = self._connection.execute(f"select {columns} from ({placed})").fetchall()
            except NO_QUERY as problem:
                raise NoQuery(str(problem)) from problem
            except duckdb.Error:
                return test.name
            if Counter(found) != expected:
                return test.name
        return None

    def _read_columns(self) -> dict[str, dict[str, str]]:
        """Of every table, its columns with their types."""
        found: dict[str, dict[str, str]] = {}
        for table, column, data_type in self._connection.execute(
            "select table_name, column_name, data_type from duckdb_columns() "
            "where database_name in ('warehouse', 'landing')"
        ).fetchall():
            found.setdefault(table, {})[column] = data_type
        return found

    def _set_up(
        self, model: Model, test: str, given: dict[str, list[dict]], expected: list[dict]
    ) -> Counter[tuple]:
        self._connection.execute(f'create schema memory."{test}"')
        for table, rows in given.items():
            self._fill(f'memory."{test}"."{table}"', self._columns[table], rows)
        if not expected:
            return Counter([(0,)])
        types = self._columns[model.name]
        told = f'memory."{test}"."what is expected"'
        self._fill(told, {name: types[name] for name in expected[0]}, expected)
        return Counter(self._connection.execute(f"select * from {told}").fetchall())

    def _fill(self, table: str, columns: dict[str, str], rows: list[dict]) -> None:
        listed = ", ".join(f'"{name}" {data_type}' for name, data_type in columns.items())
        self._connection.execute(f"create table {table} ({listed})")
        for row in rows:
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" * len(row))
            # As text a number keeps the places that it is written with.
            values = [str(value) if isinstance(value, float) else value for value in row.values()]
            self._connection.execute(f"insert into {table} ({names}) values ({marks})", values)
