"""Statements that only read, straight through the database's driver: Django's cursors cost more than the answers."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final


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


def _from_postgresql(connection: Any, sql: str, params: Sequence[Any]) -> list[Any]:
    from recert.people.kept import rows  # only where it is the database: its driver takes as long to load as the rest

    return rows(connection, sql, params)


_DRIVERS: Final[dict[str, Callable[[Any, str, Sequence[Any]], list[Any]]]] = {
    "sqlite": _from_sqlite,
    "postgresql": _from_postgresql,
}
