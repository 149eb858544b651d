"""The reference program with a type for which nothing has to be shown."""

from recert.journal.change import SYSTEM
from recert.records.actions import publish_policy
from recert.records.models import PolicyVersion
from tests.records.conftest import POLICY

READING = """
[activity.reading]
title = "Reading"
one = "book"
many = "books"
description = "Something read to learn from it."
proof = "nothing"
worth = [{ from = 2024-02-01, units = 30, source = "thirty units a book" }]
"""


def with_reading(text: str | None = None) -> str:
    """The policy, as somebody would write it."""
    return (text or POLICY.read_text()) + READING


def publish_reading(text: str | None = None) -> None:
    """Puts such rules in force."""
    published = publish_policy(SYSTEM, with_reading(text), str(POLICY))
    assert isinstance(published, PolicyVersion), published
