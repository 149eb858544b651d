"""What a decision does: to the units, to a renewal granted before, and when nobody answers or appeals in time."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from recert.audits import nightly
from recert.audits.actions import claim, release
from recert.audits.models import Audit
from recert.people.models import Candidate, StaffRole
from recert.records.actions import record_credential
from recert.records.models import Renewal
from recert.records.progress import progress
from recert.records.refusal import Refused
from tests.audits.conftest import do, entry, publish_rules
from tests.conftest import Cast
from tests.records.conftest import TODAY

State = Audit.State


def renewed(candidate: Candidate) -> list[Audit]:
    """Five courses that renew what was awarded in December 2024; each is audited."""
    from recert.journal.change import SYSTEM

    record_credential(SYSTEM, candidate, "ACA-ACF", date(2024, 12, 10))
    audits = [entry(candidate, f"Course {n}", date(2026, 3, n), shade=n) for n in range(1, 6)]
    assert Renewal.objects.get().state == Renewal.State.GRANTED
    return audits


def expiry(candidate: Candidate) -> date:
    (standing,) = progress(candidate).assessment.groups
    return standing.holdings[0].expires


def counted(candidate: Candidate) -> int:
    return sum(int(entry.amount) for standing in progress(candidate).assessment.groups for entry in standing.entries)


def test_a_rejected_entry_counts_no_more_and_an_appeal_that_is_granted_brings_it_back(
    ada: Candidate, cast: Cast, everything_drawn: None
) -> None:
    audit = renewed(ada)[0]
    before = counted(ada)
    do(cast, audit, "reject")
    assert counted(ada) == before - 10
    do(cast, audit, "appeal")
    assert counted(ada) == before - 10
    do(cast, audit, "grant")
    assert counted(ada) == before


def test_an_entry_that_was_returned_counts_until_the_time_to_answer_is_over(
    ada: Candidate, cast: Cast, everything_drawn: None, today: Callable[[date], None]
) -> None:
    audit = renewed(ada)[0]
    before = counted(ada)
    do(cast, audit, "return")
    audit.refresh_from_db()
    assert audit.due == TODAY + timedelta(days=14)
    today(audit.due)
    assert nightly.end_all() == 0
    assert counted(ada) == before
    today(audit.due + timedelta(days=1))
    assert nightly.end_all() == 1
    audit.refresh_from_db()
    assert audit.state == State.REJECTED
    assert counted(ada) == before - 10


def test_an_answer_in_time_brings_it_back_to_the_auditors(ada: Candidate, cast: Cast, everything_drawn: None) -> None:
    audit = renewed(ada)[0]
    do(cast, audit, "return")
    do(cast, audit, "answer")
    audit.refresh_from_db()
    assert (audit.state, audit.due) == (State.OPEN, None)


def test_nobody_appeals_when_the_time_is_over(
    ada: Candidate, cast: Cast, everything_drawn: None, today: Callable[[date], None]
) -> None:
    audit = renewed(ada)[0]
    do(cast, audit, "reject")
    today(TODAY + timedelta(days=31))
    outcome = do(cast, audit, "appeal")
    assert isinstance(outcome, Refused)
    assert "time to appeal is over" in outcome.problems[0].sentence


def test_a_rejection_leaves_the_renewal_where_the_policy_keeps_it(ada: Candidate, cast: Cast, program: str) -> None:
    publish_rules(percent="100", after_renewal='"keep"')
    do(cast, renewed(ada)[0], "reject")
    assert Renewal.objects.get().state == Renewal.State.UPHELD
    assert expiry(ada) == date(2028, 12, 10)


def test_a_rejection_suspends_the_renewal_and_a_granted_appeal_gives_it_back(
    ada: Candidate, cast: Cast, program: str
) -> None:
    publish_rules(percent="100", after_renewal='"suspend"')
    audit = renewed(ada)[0]
    do(cast, audit, "reject")
    assert Renewal.objects.get().state == Renewal.State.SUSPENDED
    assert expiry(ada) == date(2026, 12, 10)
    do(cast, audit, "appeal")
    do(cast, audit, "grant")
    assert Renewal.objects.get().state == Renewal.State.GRANTED
    assert expiry(ada) == date(2028, 12, 10)


def test_a_refused_appeal_takes_the_renewal_back_because_two_people_decided(
    ada: Candidate, cast: Cast, program: str
) -> None:
    publish_rules(percent="100", after_renewal='"take back after appeal"')
    audit = renewed(ada)[0]
    do(cast, audit, "reject")
    assert Renewal.objects.get().state == Renewal.State.CONTESTED
    assert expiry(ada) == date(2028, 12, 10)
    do(cast, audit, "appeal")
    do(cast, audit, "refuse")
    assert Renewal.objects.get().state == Renewal.State.TAKEN_BACK
    assert expiry(ada) == date(2026, 12, 10)


@pytest.mark.parametrize("after", ["suspend", "take back after appeal"])
def test_a_rejection_that_nobody_appeals_proposes_to_take_it_back(
    after: str, ada: Candidate, cast: Cast, program: str, today: Callable[[date], None]
) -> None:
    publish_rules(percent="100", after_renewal=f'"{after}"')
    audit = renewed(ada)[0]
    do(cast, audit, "reject")
    today(TODAY + timedelta(days=31))
    for _time in range(2):
        nightly.end_all()
    found = Renewal.objects.get()
    assert found.state in {Renewal.State.CONTESTED, Renewal.State.SUSPENDED}
    assert found.proposed_by == cast.auditor
    assert "Course 1" in found.proposal


def test_an_entry_in_hand_is_not_taken_by_another_until_it_is_released(
    ada: Candidate, cast: Cast, everything_drawn: None
) -> None:
    audit = entry(ada)
    assert isinstance(claim(cast.auditor, audit), Audit)
    assert isinstance(claim(cast.senior, audit), Refused)
    assert isinstance(do(cast, audit, "accept", "senior"), Refused)
    release(cast.senior, audit)
    assert isinstance(claim(cast.senior, audit), Refused)
    release(cast.auditor, audit)
    assert isinstance(claim(cast.senior, audit), Audit)


def test_what_nobody_gave_a_sign_about_is_free_again(
    ada: Candidate, cast: Cast, everything_drawn: None, today: Callable[[date], None]
) -> None:
    audit = entry(ada)
    claim(cast.auditor, audit)
    today(TODAY + timedelta(days=1))
    assert isinstance(claim(cast.senior, audit), Audit)


def test_nobody_takes_their_own_entry_in_hand(ada: Candidate, cast: Cast, everything_drawn: None) -> None:
    StaffRole.objects.create(program="atlassian", user=cast.candidate, role=StaffRole.Role.AUDITOR)
    assert isinstance(claim(cast.candidate, entry(ada)), Refused)
