"""Statements that a connection to PostgreSQL keeps prepared."""

from collections.abc import Sequence
from itertools import count
from typing import Any, Final
from weakref import WeakKeyDictionary

import psycopg
from psycopg.adapt import Transformer
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult


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


def rows(connection: "psycopg.Connection[Any]", sql: str, params: Sequence[Any]) -> list[Any]:
    """The rows of a statement that this connection prepares once."""
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
