"""Statements straight through the driver behave as Django's do: in transactions, in errors, and for who watches."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from recert.people.driver import fetch
from recert.people.models import User

COUNT = "SELECT COUNT(*) FROM people_user WHERE name = %s AND id > %s"


@pytest.fixture(params=["5", None])
def database(request: pytest.FixtureRequest, transactional_db: None) -> Any:
    """The connection of this thread, with statements kept prepared and without."""
    found = connections[connection.alias]
    found.ensure_connection()
    if found.vendor == "postgresql":
        found.connection.prepare_threshold = request.param and int(request.param)
    yield found
    found.close()


def test_it_finds_what_is_there(database: Any) -> None:
    User.objects.create_user("ada@example.org", name="Ada")
    for _time in range(3):
        assert fetch(database, COUNT, ["Ada", 0]) == [(1,)]
    assert fetch(database, COUNT, ["Ben", 0]) == [(0,)]


def test_it_sees_its_own_transaction_and_begins_it(database: Any) -> None:
    with transaction.atomic():
        assert fetch(database, COUNT, ["Ada", 0]) == [(0,)]
        User.objects.create_user("ada@example.org", name="Ada")
        assert fetch(database, COUNT, ["Ada", 0]) == [(1,)]
        transaction.set_rollback(True)
    assert fetch(database, COUNT, ["Ada", 0]) == [(0,)]


def test_its_errors_are_those_of_django(database: Any) -> None:
    with pytest.raises(DatabaseError):
        fetch(database, "SELECT nothing FROM nowhere WHERE id = %s", [1])
    assert fetch(database, COUNT, ["Ada", 0]) == [(0,)]


def test_it_is_counted_where_queries_are_counted(database: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        fetch(database, COUNT, ["Ada", 0])
