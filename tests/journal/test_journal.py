"""The journal: one event for every change, an unbroken chain, and nothing without the change it tells of."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from recert.journal.chain import Break
from recert.journal.change import SYSTEM, Actor, change
from recert.journal.models import Event, Head
from recert.journal.verify import first_break
from recert.people.models import User

pytestmark = pytest.mark.django_db


def write(subject: str, program: str = "one", **data: Any) -> None:
    with change(SYSTEM, "activity.withdrawn", program=program) as made:
        made.subject = subject
        made.data.update(data)


@pytest.fixture
def written(db: None) -> Iterator[None]:
    for n in range(5):
        write(f"activity:{n}", name=f"Course {n}")
    yield


def test_events_are_numbered_and_linked_per_program(written: None) -> None:
    write("activity:x", program="two")
    first, *rest = Event.objects.filter(program="one").order_by("number")
    assert (first.number, first.previous) == (1, "0" * 64)
    for before, event in zip([first, *rest], rest, strict=False):
        assert (event.number, event.previous) == (before.number + 1, before.hash)
    assert Head.objects.get(program="two").number == 1
    assert first_break("one") is first_break("two") is None


def test_an_event_says_who_did_it() -> None:
    user = User.objects.create_user("ada@example.org")
    with change(Actor(user), "activity.withdrawn", program="one"):
        pass
    write("activity:1")
    assert list(Event.objects.order_by("number").values_list("actor", flat=True)) == [user.pk, None]


def test_a_change_that_fails_leaves_neither_change_nor_event() -> None:
    with pytest.raises(ZeroDivisionError), change(SYSTEM, "activity.withdrawn", program="one"):
        User.objects.create_user("ada@example.org")
        raise ZeroDivisionError
    assert not User.objects.exists()
    assert not Event.objects.exists()


def test_a_repeat_that_changes_nothing_leaves_no_event() -> None:
    with change(SYSTEM, "activity.withdrawn", program="one") as made:
        made.nothing()
    assert not Event.objects.exists()


def test_a_verb_that_nobody_explained_is_a_bug() -> None:
    with pytest.raises(KeyError), change(SYSTEM, "activity.eaten", program="one"):
        pass


@pytest.mark.parametrize(
    ("tampered", "found"),
    [
        ({"subject": "activity:9"}, Break(3, "altered")),
        ({"verb": "activity.recorded"}, Break(3, "altered")),
        ({"hash": "f" * 64}, Break(3, "altered")),
        ({"data": {"name": "Another course"}}, Break(3, "data altered")),
        ({"number": 9}, Break(3, "missing")),
    ],
)
def test_an_altered_event_is_found(written: None, tampered: dict[str, Any], found: Break) -> None:
    Event.objects.filter(number=3).update(**tampered)
    assert first_break("one") == found


def test_a_removed_event_is_found(written: None) -> None:
    Event.objects.filter(number=2).delete()
    assert first_break("one") == Break(2, "missing")


def test_a_removed_last_event_is_found(written: None) -> None:
    Event.objects.filter(number=5).delete()
    assert first_break("one") == Break(5, "missing")


def test_erased_personal_data_leave_the_chain_whole(written: None) -> None:
    Event.objects.filter(number=3).update(data={}, salt="")
    assert first_break("one") is None


def test_the_same_data_have_another_digest_each_time() -> None:
    write("activity:1", name="Cloud basics")
    write("activity:2", name="Cloud basics")
    first, second = Event.objects.order_by("number")
    assert first.data_digest != second.data_digest


def test_a_change_costs_three_statements(written: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3 + (2 if connection.in_atomic_block else 0)):
        write("activity:6")
