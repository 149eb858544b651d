"""Statements that only read, straight through the database's driver: Django's cursors cost more than the answers."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import count
from typing import Any, Final
from weakref import WeakKeyDictionary

import psycopg
from psycopg.adapt import Transformer
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult


def fetch(database: Any, sql: str, params: Sequence[Any]) -> list[Any]:
    """The rows of a statement on this connection of Django.

    Where somebody watches queries (a test that counts them), it goes through Django's cursor for them to see.
    """
    database.close_if_health_check_failed()
    if database.connection is None:
        database.ensure_connection()
    if database.queries_logged or database.execute_wrappers:
        with database.cursor() as cursor:
            cursor.execute(sql, params)
            watched: list[Any] = cursor.fetchall()
            return watched
    with database.wrap_database_errors:
        return _DRIVERS[database.vendor](database.connection, sql, params)


def _from_sqlite(connection: Any, sql: str, params: Sequence[Any]) -> list[Any]:
    found: list[Any] = connection.execute(_with_question_marks(sql), params).fetchall()
    return found


@lru_cache(maxsize=256)
def _with_question_marks(sql: str) -> str:
    """As SQLite wants its places. Our statements have no other percent sign."""
    return sql.replace("%s", "?")


class Kept:
    """A statement that one connection to PostgreSQL keeps prepared, and how its rows are read.

    Django's cursor writes the values into the text, so that the server parses and plans it every time; psycopg's own
    spends more on each statement than the server does.
    """

    def __init__(self, connection: "psycopg.Connection[Any]", sql: str) -> None:
        self.connection = connection.pgconn
        self.encoding = connection.info.encoding
        self.name = f"recert_{next(_numbers)}".encode()
        self.sql = _with_numbers(sql).encode()
        self.is_prepared = connection.prepare_threshold is not None  # a pooler may not follow: see `environment`
        self.reader = Transformer(connection)
        self.knows_columns = False
        if self.is_prepared:
            self.checked(self.connection.prepare(self.name, self.sql), ExecStatus.COMMAND_OK)

    def rows(self, params: Sequence[Any]) -> list[Any]:
        """The rows with these values in their places."""
        values = [str(value).encode(self.encoding) for value in params]
        if self.is_prepared:
            result = self.connection.exec_prepared(self.name, values)
        else:
            result = self.connection.exec_params(self.sql, values)
        self.checked(result, ExecStatus.TUPLES_OK)
        self.reader.set_pgresult(result, set_loaders=not self.knows_columns)
        self.knows_columns = True
        return self.reader.load_rows(0, result.ntuples, tuple)

    def checked(self, result: PGresult, status: ExecStatus) -> None:
        """Raises the error that came instead."""
        if result.status != status:
            raise psycopg.errors.error_from_result(result, encoding=self.encoding)


_numbers: Final = count()
_kept: "WeakKeyDictionary[psycopg.Connection[Any], dict[str, Kept]]" = WeakKeyDictionary()


def _from_postgresql(connection: "psycopg.Connection[Any]", sql: str, params: Sequence[Any]) -> list[Any]:
    if not connection.autocommit and connection.pgconn.transaction_status == TransactionStatus.IDLE:
        return connection.execute(sql, params).fetchall()  # the first in its transaction: psycopg begins it
    mine = _kept.get(connection)
    if mine is None:
        mine = _kept[connection] = {}
    statement = mine.get(sql)
    if statement is None:
        statement = mine[sql] = Kept(connection, sql)
    return statement.rows(params)


def _with_numbers(sql: str) -> str:
    """As PostgreSQL wants its places."""
    first, *others = sql.split("%s")
    return first + "".join(f"${at}{text}" for at, text in enumerate(others, start=1))


_DRIVERS: Final[dict[str, Callable[[Any, str, Sequence[Any]], list[Any]]]] = {
    "sqlite": _from_sqlite,
    "postgresql": _from_postgresql,
}
