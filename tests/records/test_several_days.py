"""Somebody records when an activity of several days began, where the program's rules count by that."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.policy import history as rules
from recert.policy.assessment import Reason
from recert.records.actions import (
    Corrected,
    Refused,
    correct_activity,
    publish_policy,
    record_activity,
    record_credential,
)
from recert.records.history import as_fact, read_facts
from recert.records.models import Activity, PolicyVersion, Renewal
from recert.records.progress import preview, progress
from recert.records.statements import derive_again, history_as_json, history_from_json
from tests import spanning
from tests.records.conftest import draft, file, join, publish, recorded

DAY = date(2026, 3, 2)


@pytest.fixture
def grace(db: None, today: object) -> Candidate:
    """Holds one Associate certification since March 1, 2026, in a program that counts by first days."""
    assert isinstance(publish_policy(SYSTEM, spanning.text(), "policy.toml"), PolicyVersion)
    made = Candidate.objects.create(program="spanning", number="AT00000042", name="Grace", email="grace@example.org")
    record_credential(SYSTEM, made, "ACA-ACF", date(2026, 3, 1))
    return made


def test_it_counts_by_its_first_day(grace: Candidate) -> None:
    early = recorded(grace, "Over the award", DAY, began=date(2026, 2, 27)).activity
    late = recorded(grace, "After the award", DAY, began=date(2026, 3, 1)).activity
    assert (early.began, late.began) == (date(2026, 2, 27), date(2026, 3, 1))
    entries = {e.activity: e.reason for e in progress(grace).assessment.groups[0].entries}
    assert entries == {str(early.pk): Reason.BEFORE_FIRST_AWARD, str(late.pk): Reason.COUNTED}
    assert sorted(str(a.began) for a in read_facts(grace)[1].activities) == ["2026-02-27", "2026-03-01"]
    assert as_fact(early).began == date(2026, 2, 27)
    event = Event.objects.filter(verb="activity.recorded").first()
    assert event is not None and event.data["began"] == "2026-02-27"


@pytest.mark.parametrize(
    ("began", "words"), [(date(2026, 3, 3), "comes after the last day"), (date(1999, 3, 3), "too long ago")]
)
def test_a_first_day_that_can_t_be_is_refused(grace: Candidate, began: date, words: str) -> None:
    found = record_activity(SYSTEM, grace, draft("Course", DAY, began=began))
    assert isinstance(found, Refused)
    assert [(p.field, words in p.sentence) for p in found.problems] == [("began", True)]


def test_the_store_has_no_activity_that_began_after_it_was_over(grace: Candidate) -> None:
    activity = recorded(grace, "Course", DAY).activity
    assert activity.began is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(began=date(2026, 3, 3))


def test_where_nobody_asks_no_first_day_is_kept(program: str) -> None:
    publish()
    made = join("AT00000099", "other@example.org")
    record_credential(SYSTEM, made, "ACA-ACF", date(2024, 12, 10))
    activity = recorded(made, "Course", DAY, began=date(2026, 3, 1)).activity
    assert activity.began is None
    event = Event.objects.filter(verb="activity.recorded").last()
    assert event is not None and "began" not in event.data


def test_the_first_day_is_corrected_and_the_journal_says_so(grace: Candidate) -> None:
    activity = recorded(grace, "Course", DAY).activity
    wanted = draft("Course", DAY, submission=activity.submission, began=date(2026, 3, 1))
    done = correct_activity(SYSTEM, activity, wanted)
    assert isinstance(done, Corrected)
    assert done.activity.began == date(2026, 3, 1)
    assert Event.objects.get(verb="activity.corrected").data["after"] == {"began": "2026-03-01"}
    assert not isinstance(correct_activity(SYSTEM, activity, draft("Course", DAY)), Refused)
    assert Activity.objects.get().began is None


def test_the_same_form_with_another_first_day_is_not_the_same(grace: Candidate) -> None:
    sent = draft("Course", DAY, began=date(2026, 3, 1))
    assert not isinstance(record_activity(SYSTEM, grace, sent), Refused)
    again = draft("Course", DAY, began=date(2026, 3, 2), submission=sent.submission)
    assert isinstance(record_activity(SYSTEM, grace, again), Refused)


def test_a_course_given_twice_that_ends_on_one_day_is_two_where_it_began_on_two(grace: Candidate) -> None:
    one = recorded(grace, "Team", DAY, began=date(2026, 2, 27)).activity
    recorded(grace, "Team", DAY, began=date(2026, 3, 1), files=(file(shade=1),))
    recorded(grace, "Team", DAY, files=(file(shade=2),))  # of the last day alone
    for began in (date(2026, 2, 27), DAY):
        again = said(record_activity(SYSTEM, grace, draft("TEAM", DAY, began=began)))
        assert f"from {date_format(began)} to March 2, 2026 before, of this type, name, first and last day" in again
    assert "enter the day on which it began" in said(correct_activity(SYSTEM, one, draft("Team", DAY)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=one.pk).update(began=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=one.pk).update(began=None)


def said(found: object) -> str:
    assert isinstance(found, Refused)
    return found.problems[0].sentence


def test_what_is_typed_is_the_same_as_one_on_record_only_with_its_first_day(grace: Candidate) -> None:
    one = recorded(grace, "Team", DAY, began=date(2026, 2, 27)).activity
    typed = rules.Activity("draft", "course", DAY, "Team", began=date(2026, 3, 1))
    assert preview(grace, typed).duplicate is None
    same = preview(grace, rules.Activity("draft", "course", DAY, "Team", began=date(2026, 2, 27)))
    assert same.duplicate == one


def test_a_renewal_states_what_counted_by_its_first_day(grace: Candidate) -> None:
    for i in range(5):
        recorded(grace, f"Course {i}", DAY, began=date(2026, 3, 1), files=(file(shade=i),))
    renewal = Renewal.objects.get()
    assert renewal.met_on == date(2026, 3, 1)
    assert renewal.statement["facts"]["activities"][0][9] == "2026-03-01"
    assert derive_again(renewal.statement) == renewal.statement["result"]


def test_a_statement_keeps_the_first_day_and_older_ones_have_none() -> None:
    facts = rules.History(
        activities=(
            rules.Activity("1", "course", date(2025, 1, 5), "A", began=date(2025, 1, 1)),
            rules.Activity("2", "course", date(2025, 1, 6), "B"),
        )
    )
    told = history_as_json(facts)
    assert history_from_json(told) == facts
    assert told["activities"][1] == ["2", "course", "2025-01-06", "B", 0, "1"]
