"""The two databases, as the product opens them."""

import sqlite3

import pytest
from django.db import connection, transaction


@pytest.mark.django_db(transaction=True)
def test_the_embedded_database_lets_readers_read_while_somebody_writes() -> None:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            assert int(cursor.fetchone()[0]) >= 140_000
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    # A transaction has the right to write from its first moment on, so it never has to give up later.
    with transaction.atomic():
        other = sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM people_user").fetchone() == (0,)
        other.close()
