"""Queries whose SQL is written once.

Writing the SQL of a query takes Django several times as long as the database takes to answer it. The few queries that
every page makes are therefore written at their first use and then only run, with the same rows as ever.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.expressions import Expression

from recert.people.driver import fetch

Row = TypeVar("Row")
Made = TypeVar("Made", bound=models.Model)


class Slot:
    """A place for a value among the parameters of a statement."""

    def __init__(self, number: int) -> None:
        self.number = number

    def filled(self, values: Sequence[Any], database: Any) -> Any:
        """The value, as the database driver takes it."""
        return values[self.number]


class MomentSlot(Slot):
    """A place for a moment, which each database writes in its own way."""

    def filled(self, values: Sequence[Any], database: Any) -> Any:
        """The moment, as the database driver takes it."""
        return database.ops.adapt_datetimefield_value(values[self.number])


class ColumnSlot(Slot):
    """A place for what a column of this kind keeps, which each database writes in its own way."""

    def __init__(self, number: int, field: "models.Field[Any, Any]") -> None:
        super().__init__(number)
        self.field = field

    def filled(self, values: Sequence[Any], database: Any) -> Any:
        """The value, as the database driver takes it."""
        return self.field.get_db_prep_value(values[self.number], database)


class Given(Expression):
    """A value that is known only when the query runs."""

    def __init__(self, slot: Slot, field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.slot = slot

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A placeholder."""
        return "%s", [self.slot]


def key(number: int) -> Given:
    """A primary key, as the value at this place."""
    return Given(Slot(number), models.BigIntegerField())


def word(number: int) -> Given:
    """A text, as the value at this place."""
    return Given(Slot(number), models.CharField())


def moment(number: int) -> Given:
    """A moment, as the value at this place."""
    return Given(MomentSlot(number), models.DateTimeField())


def day(number: int) -> Given:
    """A day, as the value at this place."""
    field: models.DateField[Any, Any] = models.DateField()
    return Given(ColumnSlot(number, field), field)


def ref(number: int) -> Given:
    """A primary key that is a UUID, as the value at this place."""
    field: models.UUIDField[Any, Any] = models.UUIDField()
    return Given(ColumnSlot(number, field), field)


class Statement(Generic[Row]):
    """The SQL of one query on one connection. Its rows are what the query names: tuples, or whole objects."""

    def __init__(self, query: "models.QuerySet[Any, Row]", database: Any) -> None:
        self.database = database
        self.compiler = query.query.get_compiler(connection=database)
        self.sql, self.params = self.compiler.as_sql()
        self.slots = [(place, each) for place, each in enumerate(self.params) if isinstance(each, Slot)]
        select = self.compiler.select
        self.converters = self.compiler.get_converters([column for column, *_rest in select])
        told = None if query.query.has_select_fields else self.compiler.klass_info
        self.model: Any = told["model"] if told else None
        if told:
            self.first, self.last = told["select_fields"][0], told["select_fields"][-1] + 1
            self.fields = [column.target.attname for column, *_rest in select[self.first : self.last]]
            self.annotations = dict(self.compiler.annotation_col_map)

    def run(self, values: Sequence[Any]) -> list[Row]:
        """The rows with these values in their places."""
        params = list(self.params)
        for place, slot in self.slots:
            params[place] = slot.filled(values, self.database)
        rows = fetch(self.database, self.sql, params)
        if self.converters:
            rows = list(self.compiler.apply_converters(rows, self.converters))
        return rows if self.model is None else [self.made(row) for row in rows]

    def made(self, row: Sequence[Any]) -> Row:
        """One object, as a query would have made it."""
        found: Row = self.model.from_db(self.database.alias, self.fields, row[self.first : self.last])
        for name, column in self.annotations.items():
            setattr(found, name, row[column])
        return found


def row_of(model: type[Made], **columns: Any) -> Made:
    """An object as a query for these columns would have made it; the others are read when somebody asks for them.

    Django takes the values in the order of the model's columns, whatever the order of the names.
    """
    names = [field.attname for field in model._meta.concrete_fields if field.attname in columns]
    return model.from_db(DEFAULT_DB_ALIAS, names, [columns[name] for name in names])


class Prepared(Generic[Row]):
    """A query with places for values: `Prepared(lambda: Candidate.objects.filter(pk=key(0))).first(7)`."""

    def __init__(self, query: "Callable[[], models.QuerySet[Any, Row]]") -> None:
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
