"""Somebody records who gave an activity, where the program's rules look at that."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

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
from recert.records.models import PolicyVersion
from recert.records.progress import progress
from recert.records.statements import history_as_json, history_from_json
from tests import earning
from tests.records.conftest import draft, join, publish, recorded


@pytest.fixture
def grace(db: None, today: object) -> Candidate:
    """Holds one Associate certification, in a program with approved providers."""
    assert isinstance(publish_policy(SYSTEM, earning.text(), "policy.toml"), PolicyVersion)
    made = Candidate.objects.create(program="earning", number="AT00000042", name="Grace", email="grace@example.org")
    record_credential(SYSTEM, made, "ACA-ACF", date(2024, 12, 10))
    return made


def test_a_course_of_an_approved_provider_counts_and_another_does_not(grace: Candidate) -> None:
    approved = recorded(grace, provider="  pmi ").activity
    other = recorded(grace, "Another", provider="ISACA").activity
    assert (approved.provider, other.provider) == ("pmi", "ISACA")
    entries = {e.activity: e.reason for e in progress(grace).assessment.groups[0].entries}
    assert entries == {str(approved.pk): Reason.COUNTED, str(other.pk): Reason.NOT_APPROVED}
    assert sorted(a.provider for a in read_facts(grace)[1].activities) == ["ISACA", "pmi"]
    assert as_fact(other).provider == "ISACA"
    assert Event.objects.filter(verb="activity.recorded").last().data["provider"] == "ISACA"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("provider", "words"), [("", "Say who gave it"), ("x" * 201, "longer than 200"), ("a\x00b", "can't be shown")]
)
def test_a_provider_that_is_missing_or_unreadable_is_refused(grace: Candidate, provider: str, words: str) -> None:
    found = record_activity(SYSTEM, grace, draft(provider=provider))
    assert isinstance(found, Refused)
    assert [(p.field, words in p.sentence) for p in found.problems] == [("provider", True)]


def test_where_nobody_asks_no_provider_is_kept(program: str) -> None:
    publish()
    made = join("AT00000099", "other@example.org")
    record_credential(SYSTEM, made, "ACA-ACF", date(2024, 12, 10))
    assert recorded(made, provider="PMI").activity.provider == ""


def test_the_provider_is_corrected_and_the_journal_says_so(grace: Candidate) -> None:
    activity = recorded(grace, provider="ISACA").activity
    done = correct_activity(SYSTEM, activity, draft(provider="ISC2", submission=activity.submission))
    assert isinstance(done, Corrected)
    assert done.activity.provider == "ISC2"
    assert Event.objects.get(verb="activity.corrected").data["after"] == {"provider": "ISC2"}


def test_a_statement_keeps_the_provider_and_older_ones_have_none() -> None:
    facts = rules.History(
        activities=(
            rules.Activity("1", "course", date(2025, 1, 1), "A", provider="PMI"),
            rules.Activity("2", "course", date(2025, 1, 2), "B"),
        )
    )
    told = history_as_json(facts)
    assert history_from_json(told) == facts
    assert told["activities"][1] == ["2", "course", "2025-01-02", "B", 0, "1"]


def test_a_statement_keeps_both_the_provider_and_what_an_activity_serves() -> None:
    def made(ref: str, provider: str, *serves: str) -> rules.Activity:
        parts = tuple(rules.Part(key, Decimal("1.5")) for key in serves)
        done = rules.Activity(ref, "course", date(2025, 3, 1), "Course", quantity=Decimal(3), provider=provider)
        return replace(done, parts=parts, serves=serves)

    facts = rules.History(activities=(made("1", ""), made("2", "PMI"), made("3", "", "a"), made("4", "PMI", "a", "b")))
    told = json.loads(json.dumps(history_as_json(facts)))
    assert [len(each) for each in told["activities"]] == [6, 7, 9, 9]
    assert history_from_json(told) == facts
