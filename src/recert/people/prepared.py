"""Queries whose SQL is written once.

Writing the SQL of a query takes Django several times as long as the database takes to answer it. The few queries that
every page makes are therefore written at their first use and then only run, with the same rows as ever.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.expressions import Expression

Row = TypeVar("Row", bound=models.Model)


class Slot:
    """A place for a value among the parameters of a statement."""

    def __init__(self, number: int) -> None:
        self.number = number


class Given(Expression):
    """A value that is known only when the query runs: a key or a word, as the database driver takes it."""

    def __init__(self, number: int, field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.slot = Slot(number)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A placeholder."""
        return "%s", [self.slot]


def key(number: int) -> Given:
    """A primary key, as the value at this place."""
    return Given(number, models.BigIntegerField())


def word(number: int) -> Given:
    """A text, as the value at this place."""
    return Given(number, models.CharField())


class Statement(Generic[Row]):
    """The SQL of one query on one connection, and how its rows become objects."""

    def __init__(self, query: models.QuerySet[Row], database: Any) -> None:
        self.database = database
        self.compiler = query.query.get_compiler(connection=database)
        self.sql, self.params = self.compiler.as_sql()
        told = self.compiler.klass_info
        assert told is not None  # noqa: S101 - only of queries that give values instead of objects
        select = self.compiler.select
        self.model = told["model"]
        self.first, self.last = told["select_fields"][0], told["select_fields"][-1] + 1
        self.fields = [column.target.attname for column, *_rest in select[self.first : self.last]]
        self.converters = self.compiler.get_converters([column for column, *_rest in select])
        self.annotations = dict(self.compiler.annotation_col_map)

    def run(self, values: Sequence[Any]) -> list[Row]:
        """The rows with these values in their places."""
        params = [values[each.number] if isinstance(each, Slot) else each for each in self.params]
        with self.database.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return [self.made(row) for row in rows]

    def made(self, row: Sequence[Any]) -> Row:
        """One object, as a query would have made it."""
        found: Row = self.model.from_db(self.database.alias, self.fields, row[self.first : self.last])
        for name, column in self.annotations.items():
            setattr(found, name, row[column])
        return found


class Prepared(Generic[Row]):
    """A query with places for values: `Prepared(lambda: Candidate.objects.filter(pk=key(0))).first(7)`."""

    def __init__(self, query: Callable[[], models.QuerySet[Row]]) -> None:
        self.query = query
        self.kept = threading.local()

    def all(self, *values: Any) -> list[Row]:
        """Every row."""
        database = connections[DEFAULT_DB_ALIAS]  # the one of this thread
        statement: Statement[Row] | None = getattr(self.kept, "statement", None)
        if statement is None or statement.database is not database:
            statement = self.kept.statement = Statement(self.query(), database)
        return statement.run(values)

    def first(self, *values: Any) -> Row | None:
        """The first row, or None."""
        found = self.all(*values)
        return found[0] if found else None
