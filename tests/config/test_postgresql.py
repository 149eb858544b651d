"""A connection that is kept and was closed by the server is noticed before a page uses it."""

import pytest
from django.db import connection


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_closed_is_opened_anew() -> None:
    if connection.vendor == "sqlite":  # there is no server to close it
        assert connection.is_usable()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    assert connection.is_usable()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
    other.close()
    assert not connection.is_usable()
    connection.close_if_unusable_or_obsolete()  # as every request begins
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
