"""Two records of one person are merged: what was on both is audited once, and twice again when they are taken apart."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from recert.audits import nightly
from recert.audits.models import Audit, Decision
from recert.journal.change import SYSTEM, Actor
from recert.journal.models import Event
from recert.people.models import Candidate, Merge
from recert.records.actions.merging import merge_candidates, separate
from recert.records.models import Activity
from tests.audits.conftest import PATHS, do, entry
from tests.conftest import Cast
from tests.desk.conftest import DESK, auditor, text
from tests.records.conftest import recorded

__all__ = ["auditor"]

State = Audit.State


@pytest.fixture
def former(ada: Candidate, cast: Cast, everything_drawn: None) -> Candidate:
    """A second record of Ada's."""
    return Candidate.objects.get(user=cast.other)


def merge(into: Candidate, old: Candidate) -> Merge:
    into, old = (Candidate.objects.select_related("user", "merged_into").get(pk=each.pk) for each in (into, old))
    done = merge_candidates(Actor(into.user), into, old)
    assert isinstance(done, Merge), done
    return done


def state(audit: Audit) -> str:
    return Audit.objects.get(pk=audit.pk).state


def test_what_is_on_both_records_leaves_the_queue_and_comes_back_when_they_are_taken_apart(
    ada: Candidate, former: Candidate, cast: Cast, auditor: Client
) -> None:
    kept, twice = entry(ada), entry(former, shade=1)
    moved = entry(former, "Boards", date(2026, 3, 3), shade=2)
    do(cast, twice, "return")
    done = merge(ada, former)
    assert nightly.examine_all() == 1
    assert nightly.examine_all() == 0
    assert [state(each) for each in (kept, twice, moved)] == [State.OPEN, State.WITHDRAWN, State.OPEN]
    assert f"{DESK}/audits/{twice.pk}/" not in auditor.get(f"{DESK}/audits/").content.decode()
    assert "Set aside: on both of two merged records" in text(auditor.get(f"{DESK}/audits/{twice.pk}/"))
    told = Event.objects.get(verb="audit.set_aside")
    assert (told.subject, told.candidate) == (f"activity:{twice.activity_id}", ada.pk)
    assert isinstance(separate(Actor(cast.administrator), done, "Two people."), Merge)
    assert nightly.examine_all() == 1
    assert nightly.examine_all() == 0
    assert [state(each) for each in (kept, twice, moved)] == [State.OPEN] * 3
    assert f"{DESK}/audits/{twice.pk}/" in auditor.get(f"{DESK}/audits/").content.decode()
    assert Event.objects.get(verb="audit.resumed").candidate == former.pk
    assert isinstance(do(cast, twice, "accept"), Audit)


@pytest.mark.parametrize("was", [State.AGAIN, State.APPEALED, State.ACCEPTED, State.REJECTED])
def test_it_goes_on_where_it_was_and_what_was_decided_stays(
    was: str, ada: Candidate, former: Candidate, cast: Cast
) -> None:
    entry(ada)
    those = replace(cast, candidate=cast.other)
    audit = entry(former, shade=1)
    for verb in PATHS[was]:
        if verb == "correct":
            Activity.objects.filter(pk=audit.activity_id).update(version=2)
        else:
            do(those, audit, verb)
    counted = Activity.objects.values_list("status", flat=True).get(pk=audit.activity_id)
    done = merge(ada, former)
    nightly.examine_all()
    nightly.end_all()
    assert state(audit) == (was if was in {State.ACCEPTED, State.REJECTED} else State.WITHDRAWN)
    separate(Actor(cast.administrator), done, "Two people.")
    nightly.examine_all()
    assert state(audit) == was
    assert Activity.objects.values_list("status", flat=True).get(pk=audit.activity_id) == counted


def test_what_nobody_examined_before_the_merge_is_examined_once(
    ada: Candidate, former: Candidate, cast: Cast, today: Callable[[date], None]
) -> None:
    recorded(ada)
    left = recorded(former).activity
    done = merge(ada, former)
    assert nightly.examine_all() == 1
    assert not Audit.objects.filter(activity=left).exists()
    separate(SYSTEM, done, "Two people.")
    assert nightly.examine_all() == 1
    assert Audit.objects.get(activity=left).state == State.OPEN
    assert not Decision.objects.filter(verb="set aside").exists()


def test_nothing_ends_for_want_of_an_answer_that_nobody_could_give(
    ada: Candidate, former: Candidate, cast: Cast, today: Callable[[date], None]
) -> None:
    entry(ada)
    audit = entry(former, shade=1)
    do(cast, audit, "return")
    merge(ada, former)
    today(date(2027, 6, 15))
    nightly.end_all()  # before the worker came to set it aside
    assert state(audit) == State.RETURNED
    nightly.examine_all()
    assert state(audit) == State.WITHDRAWN
