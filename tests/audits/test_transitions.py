"""The whole matrix: every state, everybody, every step. The table of transitions is what this compares with."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from recert.audits.actions import Step, ask, decide
from recert.audits.models import Audit, Decision
from recert.audits.transitions import BY_VERB, COUNTED, TABLE
from recert.journal.models import Event
from recert.journal.vocabulary import VOCABULARY
from recert.people.models import StaffRole
from recert.records.models import Activity
from recert.records.refusal import Refused
from tests.audits.conftest import BY, do, step
from tests.audits.matrix import PEOPLE, allowed
from tests.conftest import Cast

State = Audit.State


@pytest.mark.parametrize("state", State)
def test_everybody_can_do_what_the_table_says_and_nothing_else(
    state: str, bring: Callable[[str], Audit], cast: Cast
) -> None:
    audit = bring(state)
    if state == State.REJECTED:  # so that there is something new to look at
        Activity.objects.filter(pk=audit.activity_id).update(version=7)
    for verb, known in BY_VERB.items():
        for who in PEOPLE:
            before = Event.objects.count()
            wanted = allowed(known, who) and state in known.sources
            with transaction.atomic():
                outcome = do(cast, audit, verb, who, "Once more.")
                now = Audit.objects.get(pk=audit.pk)
                told = (state, verb, who, outcome)
                assert now.state == (known.target if wanted else state), told
                if wanted:
                    assert Event.objects.count() > before, told
                    status = Activity.objects.values_list("status", flat=True).get(pk=audit.activity_id)
                    assert (status == Activity.Status.SUBMITTED) == (now.state in COUNTED), told
                elif verb != "withdraw" or who != "candidate":  # withdrawing again is nothing wrong
                    assert isinstance(outcome, Refused), told
                    assert outcome.problems[0].sentence
                    assert Event.objects.count() == before, told
                transaction.set_rollback(True)


def test_every_state_is_reached_and_every_step_leaves_an_event_that_is_known() -> None:
    assert {known.target for known in TABLE} == set(State) - {State.WAITING}
    assert {known.event for known in TABLE} <= set(VOCABULARY)


def test_nobody_decides_about_what_they_recorded_themselves(bring: Callable[[str], Audit], cast: Cast) -> None:
    StaffRole.objects.create(program="atlassian", user=cast.candidate, role=StaffRole.Role.SENIOR)
    outcome = decide(cast.candidate, bring(State.OPEN), step("accept"))
    assert isinstance(outcome, Refused)
    assert "your own" in outcome.problems[0].sentence


def test_who_rejected_does_not_decide_the_appeal(bring: Callable[[str], Audit], cast: Cast) -> None:
    audit = bring(State.APPEALED)
    StaffRole.objects.create(program="atlassian", user=cast.auditor, role=StaffRole.Role.SENIOR)
    assert isinstance(do(cast, audit, "grant", "auditor"), Refused)
    assert isinstance(do(cast, audit, "grant", "senior"), Audit)


@pytest.mark.parametrize("verb", ["return", "reject", "refuse", "grant", "appeal", "reopen"])
def test_a_step_that_needs_words_is_refused_without_them(verb: str, bring: Callable[[str], Audit], cast: Cast) -> None:
    audit = bring(min(BY_VERB[verb].sources))
    act: Any = ask if BY[verb] == "candidate" else decide
    outcome = act(getattr(cast, BY[verb]), audit, Step(verb, "wrong-activity", "  "))
    assert isinstance(outcome, Refused)
    assert outcome.problems[0].field == "words"


def test_a_rejection_names_a_reason_of_the_programs_list(bring: Callable[[str], Audit], cast: Cast) -> None:
    outcome = decide(cast.auditor, bring(State.OPEN), Step("reject", "because", "It is not."))
    assert isinstance(outcome, Refused)
    assert outcome.problems[0].field == "reason"


def test_what_changed_since_somebody_looked_is_not_decided_unread(bring: Callable[[str], Audit], cast: Cast) -> None:
    audit = bring(State.OPEN)
    outcome = decide(cast.auditor, audit, Step("accept", seen=audit.version - 1))
    assert isinstance(outcome, Refused)
    assert "changed" in outcome.problems[0].sentence


def test_the_same_decision_sent_twice_is_one(bring: Callable[[str], Audit], cast: Cast) -> None:
    audit = bring(State.OPEN)
    do(cast, audit, "accept")
    assert isinstance(do(cast, audit, "accept"), Audit)
    assert Decision.objects.filter(audit=audit, verb="accept").count() == 1
    assert Event.objects.filter(verb="activity.accepted").count() == 1


def test_what_was_rejected_is_not_looked_at_again_unless_something_is_new(
    bring: Callable[[str], Audit], cast: Cast
) -> None:
    audit = bring(State.REJECTED)
    assert isinstance(do(cast, audit, "resubmit"), Refused)
    Activity.objects.filter(pk=audit.activity_id).update(version=2)
    assert isinstance(do(cast, audit, "resubmit"), Audit)
