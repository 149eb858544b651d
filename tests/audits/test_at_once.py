"""Two at the same moment: real threads, real connections, both databases."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from recert.audits import nightly
from recert.audits.actions import Step, call_off_round, claim, decide, examine, foresee
from recert.audits.checks import CHECKS
from recert.audits.models import Audit, Decision, Draw, Finding, Review, ReviewStep
from recert.journal.models import Event
from recert.journal.verify import first_break
from recert.people.models import Candidate
from recert.records.models import Activity
from recert.records.refusal import Refused
from tests.audits.conftest import entry, publish_rules
from tests.audits.reviewing import begin, fresh, renew, rules_of_reviews, span
from tests.audits.reviewing import do as do_review
from tests.conftest import Cast
from tests.records.conftest import recorded
from tests.records.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)

State = Audit.State


@pytest.fixture
def drawn(ada: Candidate, program: str) -> Audit:
    publish_rules(percent="100")
    return entry(ada)


def test_two_auditors_at_once_decide_an_entry_once(cast: Cast, drawn: Audit) -> None:
    def by(user: Any, verb: str) -> Any:
        reason = "wrong-activity" if verb == "reject" else ""
        return decide(user, Audit.objects.get(pk=drawn.pk), Step(verb, reason, "Because."))

    results = at_once(lambda: by(cast.auditor, "accept"), lambda: by(cast.senior, "reject"))
    assert sorted(type(found).__name__ for found in results) == ["Audit", "Refused"], results
    assert Decision.objects.filter(audit=drawn, verb__in=("accept", "reject")).count() == 1
    won = Decision.objects.get(audit=drawn, verb__in=("accept", "reject"))
    status = Activity.objects.get().status
    assert status == (Activity.Status.REJECTED if won.verb == "reject" else Activity.Status.SUBMITTED)
    assert first_break("atlassian") is None


def test_of_two_who_reach_for_an_entry_one_has_it(cast: Cast, drawn: Audit) -> None:
    results = at_once(*[lambda user=user: claim(user, drawn) for user in (cast.auditor, cast.senior)])
    assert sorted(type(found).__name__ for found in results) == ["Audit", "Refused"], results
    assert Event.objects.filter(verb="audit.claimed").count() == 1


def test_an_activity_examined_by_four_workers_at_once_is_examined_once(ada: Candidate, program: str) -> None:
    publish_rules(percent="100")
    activity = recorded(ada).activity
    results = at_once(*[lambda: examine(activity)] * 4)
    assert {type(found).__name__ for found in results} == {"Audit"}, results
    assert Audit.objects.count() == Draw.objects.count() == 1
    assert Finding.objects.count() == len(CHECKS)
    assert Event.objects.filter(verb="activity.selected").count() == 1
    assert nightly.examine_all() == 0


def test_a_decision_and_a_correction_at_once_are_both_seen(cast: Cast, drawn: Audit) -> None:
    seen = drawn.version

    def correct() -> Any:
        Activity.objects.filter(pk=drawn.activity_id).update(version=2)
        return examine(Activity.objects.get(pk=drawn.activity_id))

    def accept() -> Any:
        return decide(cast.auditor, Audit.objects.get(pk=drawn.pk), Step("accept", seen=seen))

    corrected, accepted = at_once(correct, accept)
    assert isinstance(corrected, Audit)
    audit = Audit.objects.get()
    # Either the auditor was first, and the correction was examined after; or the auditor is told to look again.
    assert isinstance(accepted, Refused) == (audit.state == State.OPEN and not accepted_once())
    assert audit.seen == 2


def accepted_once() -> bool:
    return Decision.objects.filter(verb="accept").exists()


@pytest.fixture
def renewed(ada: Candidate, program: str) -> None:
    rules_of_reviews()
    renew(ada)


def test_two_auditors_at_once_decide_a_renewal_once(cast: Cast, renewed: None) -> None:
    begin(cast.auditor)
    review = Review.objects.get()
    do_review(cast, review, "provide")
    results = at_once(
        lambda: do_review(cast, review, "pass", "auditor"), lambda: do_review(cast, review, "fail", "senior")
    )
    assert sorted(type(found).__name__ for found in results) == ["Refused", "Review"], results
    won = ReviewStep.objects.get(verb__in=("pass", "fail"))
    assert fresh(review).state == won.after
    rejected = Activity.objects.filter(status=Activity.Status.REJECTED).count()
    assert rejected == (1 if won.verb == "fail" else 0)
    assert Event.objects.filter(verb__in=("review.passed", "review.failed")).count() == 1
    assert first_break("atlassian") is None


def test_two_who_start_a_round_at_once_draw_everybody_once(cast: Cast, renewed: None) -> None:
    foresee(span())  # the seed is there
    results = at_once(lambda: begin(cast.auditor), lambda: begin(cast.senior))
    assert sorted(type(found).__name__ for found in results) == ["Refused", "Round"], results
    assert Review.objects.count() == Event.objects.filter(verb="review.asked").count() == 1
    assert first_break("atlassian") is None


def test_a_decision_and_calling_the_round_off_at_once_end_a_review_once(cast: Cast, renewed: None) -> None:
    started = begin(cast.auditor)
    review = Review.objects.get()
    do_review(cast, review, "provide")
    decided, one, two = at_once(
        lambda: do_review(cast, review, "fail", "senior"),
        lambda: call_off_round(cast.auditor, started, "Wrong days."),
        lambda: call_off_round(cast.senior, started, "Wrong days."),
    )
    last = ReviewStep.objects.get(verb__in=("fail", "call off"))
    assert fresh(review).state == last.after
    ended = last.verb == "call off"
    # Whoever came second is told: the decision that it ended, or both who call off that nothing is open any more.
    assert [type(found).__name__ for found in (decided, one, two)] == (
        ["Refused", "Round", "Round"] if ended else ["Review", "Refused", "Refused"]
    )
    assert Event.objects.filter(verb="round.called_off").count() == (1 if ended else 0)
    assert Activity.objects.filter(status=Activity.Status.REJECTED).count() == (0 if ended else 1)
    assert first_break("atlassian") is None


def test_two_workers_at_once_remind_and_end_once(cast: Cast, renewed: None, today: Callable[[date], None]) -> None:
    begin(cast.auditor)
    today(date(2026, 7, 5))
    at_once(nightly.review_all, nightly.review_all)
    assert Event.objects.filter(verb="review.reminded").count() == 1
    today(date(2026, 7, 16))
    at_once(nightly.review_all, nightly.review_all)
    assert Event.objects.filter(verb="review.overdue").count() == ReviewStep.objects.count() == 1
    assert Review.objects.get().state == Review.State.OVERDUE
