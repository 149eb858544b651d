"""What would happen is worked out before it does, and nothing is written."""

from datetime import date

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.policy.assessment import ExamOutcome, HoldingState
from recert.policy.what_if import Change, changes
from recert.records.actions import record_credential, record_exam, withdraw_activity
from recert.records.models import Credential, Renewal
from recert.records.moves import Survey, affected, survey
from recert.records.progress import progress
from recert.records.retiring import survey_retirement
from recert.records.what_if import (
    with_award,
    with_award_corrected,
    with_exam,
    without_renewal,
)
from tests.records.conftest import join, record_courses

DUE, RENEWED = date(2026, 12, 10), date(2028, 12, 10)


def test_an_award_would_give_a_date(grace: Candidate) -> None:
    seen = progress(grace)
    found = with_award(seen, "ACP-JCA", date(2026, 3, 1), None)
    assert found.changes == (Change("ACP-JCA", None, date(2028, 3, 1)),)
    record_credential(SYSTEM, grace, "ACP-JCA", date(2026, 3, 1))
    assert changes(seen.assessment, progress(grace).assessment) == found.changes


def test_a_retake_would_renew_and_an_early_one_would_not(grace: Candidate) -> None:
    found = with_exam(progress(grace), "ACA-ACF", date(2026, 6, 12), passed=True)
    assert found.changes == (Change("ACA-ACF", DUE, RENEWED),)
    assert found.sitting and found.sitting.outcome == ExamOutcome.RENEWED
    early = with_exam(progress(grace), "ACA-ACF", date(2026, 5, 1), passed=True)
    assert early.changes == () and early.sitting and early.sitting.outcome == ExamOutcome.TOO_EARLY


def test_a_corrected_award_is_one_change(grace: Candidate) -> None:
    award = Credential.objects.get()
    found = with_award_corrected(progress(grace), award, date(2025, 1, 10), None)
    assert found.changes == (Change("ACA-ACF", DUE, date(2027, 1, 10)),)
    assert with_award_corrected(progress(grace), award, award.awarded, None).changes == ()


def test_a_renewal_taken_back_would_give_the_facts_dates(grace: Candidate) -> None:
    recorded = record_courses(grace, 5)
    assert without_renewal(progress(grace), Renewal.objects.get()).changes == ()  # the facts give it by themselves
    withdraw_activity(SYSTEM, recorded[0].activity)
    found = without_renewal(progress(grace), Renewal.objects.get())
    assert found.changes == (Change("ACA-ACF", RENEWED, DUE),)


def test_a_retirement_is_surveyed_for_everybody_who_can_renew(grace: Candidate) -> None:
    late, passed = join("AT00000043", "late@example.org"), join("AT00000044", "passed@example.org")
    record_credential(SYSTEM, late, "ACA-ACF", date(2024, 4, 20))
    record_exam(SYSTEM, passed, "ACA-ACF", date(2026, 6, 1), passed=True)
    lapsed = join("AT00000045", "lapsed@example.org")
    record_credential(SYSTEM, lapsed, "ACA-ACF", date(2022, 1, 1), date(2024, 1, 1))
    found = survey_retirement("atlassian", "ACA-ACF", date(2026, 6, 15), size=2)
    assert (found.holders, found.active, found.in_grace, found.last) == (3, 2, 1, date(2028, 6, 1))
    assert [holder.candidate for holder in found.rows] == [grace.pk, late.pk]
    assert [holder.after.state for holder in found.rows] == [HoldingState.RETIRED, HoldingState.LAPSED]
    rest = survey_retirement("atlassian", "ACA-ACF", date(2026, 6, 15), first=2, size=2)
    assert [holder.candidate for holder in rest.rows] == [passed.pk]


def test_retiring_the_earliest_changes_the_others_cycle_and_says_so(grace: Candidate) -> None:
    record_credential(SYSTEM, grace, "ACA-JSWE", date(2025, 6, 1))
    record_courses(grace, 5)
    assert survey_retirement("atlassian", "ACA-ACF", date(2026, 1, 1)).others == 1


def test_a_move_that_was_run_affects_nobody_any_more(grace: Candidate) -> None:
    assert survey("atlassian", "2024-to-september") == Survey()
    assert affected("atlassian", "2024-to-september") == []
