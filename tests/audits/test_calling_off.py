"""Calling off a round of audits of whole candidates: what is open ends, what was decided stays."""

from collections.abc import Callable

import pytest

from recert.audits.actions import call_off_round, foresee
from recert.audits.models import Review, Round
from recert.audits.rounds import Drawing, report
from recert.journal.models import Event
from recert.notices.models import Mail
from recert.notices.telling import tell
from recert.people.models import Candidate, StaffRole
from recert.records.models import Activity, Renewal
from recert.records.refusal import Refused
from tests.audits.reviewing import begin, bring_review, do, fresh, renew, review, rules_of_reviews, span
from tests.conftest import Cast
from tests.records.conftest import join

__all__ = ["bring_review", "review"]

State = Review.State
WHY = "It was drawn from the wrong days."


def called_off(cast: Cast, who: str = "auditor", reason: str = WHY) -> Round | Refused:
    return call_off_round(getattr(cast, who), Round.objects.get(), reason)


def test_what_is_open_ends_and_what_was_decided_stays(cast: Cast, ada: Candidate, program: str) -> None:
    rules_of_reviews()
    renew(ada)
    renew(join(), first=11)
    begin(cast.auditor)
    mine, other = Review.objects.order_by("pk")
    do(cast, other, "pass")
    tell()
    for who in ("auditor", "senior"):
        assert isinstance(called_off(cast, who), Round)
    assert [fresh(each).state for each in (mine, other)] == [State.CALLED_OFF, State.PASSED]
    assert Event.objects.filter(verb="round.called_off").count() == 1
    assert Event.objects.filter(verb="review.called_off").count() == 1
    told = report(Round.objects.get())
    assert (told.drawn, told.undecided, told.passed, told.called_off) == (2, 0, 1, 1)
    assert Round.objects.get().called_off_by == cast.auditor
    tell()
    mail = Mail.objects.get(subject="The audit of your renewal of Associate was called off")
    assert mail.to == "ada@example.org" and WHY in mail.body and "nothing you have to do" in mail.body


def test_nobody_who_heard_nothing_of_a_round_is_told_that_it_was_called_off(cast: Cast, review: Review) -> None:
    do(cast, review, "extend")
    called_off(cast)
    tell()
    assert not Mail.objects.exists()


@pytest.mark.parametrize("state", [State.PROVIDED, State.OVERDUE])
def test_an_audit_that_ended_so_is_decided_no_more(
    state: str, bring_review: Callable[[str], Review], cast: Cast
) -> None:
    found = bring_review(state)
    called_off(cast)
    assert (fresh(found).state, fresh(found).due) == (State.CALLED_OFF, None)
    assert isinstance(do(cast, found, "fail"), Refused)
    assert Renewal.objects.get().state == Renewal.State.GRANTED
    assert not Activity.objects.exclude(status=Activity.Status.SUBMITTED).exists()


def test_where_everything_is_decided_there_is_nothing_to_call_off_and_appeals_go_on(
    bring_review: Callable[[str], Review], cast: Cast
) -> None:
    found = bring_review(State.APPEALED)
    refused = called_off(cast)
    assert isinstance(refused, Refused) and "nothing to call off" in refused.problems[0].sentence
    assert isinstance(do(cast, found, "grant"), Review)


def test_only_who_may_start_rounds_calls_one_off_and_says_why(cast: Cast, review: Review) -> None:
    for who in ("viewer", "owner", "administrator", "candidate", "elsewhere"):
        assert isinstance(called_off(cast, who), Refused)
    refused = called_off(cast, reason="  ")
    assert isinstance(refused, Refused) and refused.problems[0].field == "reason"
    assert fresh(review).state == State.ASKED


def test_nobody_calls_off_the_audit_of_their_own_renewal(cast: Cast, review: Review) -> None:
    StaffRole.objects.create(program="atlassian", user=cast.candidate, role=StaffRole.Role.SENIOR)
    refused = called_off(cast, "candidate")
    assert isinstance(refused, Refused) and "Your own renewal" in refused.problems[0].sentence


def test_nobody_is_drawn_again_because_a_round_was_called_off(cast: Cast, review: Review) -> None:
    called_off(cast)
    seen = foresee(span())
    assert isinstance(seen, Drawing) and (seen.renewed, seen.before) == (0, 1)
