"""Audits of whole candidates: who is drawn, what is asked, what each answer and each decision does."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from recert.audits import nightly, sampling
from recert.audits.actions import Turn, Wanted, answer_review, decide_review, end_review, foresee, remind, start_round
from recert.audits.actions.drawing import seed_of
from recert.audits.actions.reviewing import seal_of
from recert.audits.models import Audit, Decision, Draw, Review, Round
from recert.audits.reviews import BY_VERB, TABLE
from recert.audits.rounds import Drawing, ref, report
from recert.journal.change import Actor
from recert.journal.models import Event
from recert.journal.verify import first_break
from recert.journal.vocabulary import VOCABULARY
from recert.notices.models import Mail
from recert.notices.telling import tell
from recert.people.models import Candidate, StaffRole, User
from recert.records.actions import merging, withdraw_activity
from recert.records.models import Activity, Evidence, Renewal
from recert.records.refusal import Refused
from tests.audits.conftest import do as do_entry
from tests.audits.matrix import PEOPLE, allowed
from tests.audits.reviewing import (
    LATER,
    begin,
    bring_review,
    do,
    fresh,
    refs,
    renew,
    review,
    rules_of_reviews,
    span,
    turn,
)
from tests.conftest import Cast
from tests.records.conftest import join, recorded

__all__ = ["bring_review", "review"]

State = Review.State


@pytest.mark.parametrize("state", State)
def test_everybody_can_do_what_the_table_says_and_nothing_else(
    state: str, bring_review: Callable[[str], Review], cast: Cast
) -> None:
    found = bring_review(state)
    for verb, known in BY_VERB.items():
        for who in PEOPLE:
            before = Event.objects.count()
            wanted = allowed(known, who) and state in known.sources
            with transaction.atomic():
                outcome = do(cast, found, verb, who, "Once more.")
                now = fresh(found)
                told = (state, verb, who, outcome)
                assert now.state == (known.target if wanted else state), told
                if wanted:
                    assert Event.objects.filter(verb=known.event).exists(), told
                    assert [each.verb for each in found.steps.all()][-1] == verb, told
                else:
                    assert isinstance(outcome, Refused), told
                    assert outcome.problems[0].sentence
                    assert Event.objects.count() == before, told
                transaction.set_rollback(True)


def test_every_state_is_reached_and_every_step_leaves_an_event_that_is_known() -> None:
    assert {known.target for known in TABLE} == set(State)
    assert {known.event for known in TABLE} <= set(VOCABULARY)


def test_who_renewed_in_these_days_takes_part_and_nobody_else(cast: Cast, ada: Candidate, program: str) -> None:
    rules_of_reviews()
    renew(ada)
    renew(join(), date(2026, 6, 1), first=11)
    seen = foresee(span())
    assert isinstance(seen, Drawing)
    assert (seen.renewed, len(seen.drawn), seen.before, seen.otherwise) == (1, 1, 0, 0)
    wider = foresee(span(date(2026, 4, 1), date(2026, 6, 14)))
    assert isinstance(wider, Drawing) and wider.renewed == 2


def test_a_renewal_without_activities_is_not_drawn(ada: Candidate, program: str) -> None:
    rules_of_reviews()
    renewal = renew(ada)
    Renewal.objects.filter(pk=renewal.pk).update(route="retake")
    seen = foresee(span())
    assert isinstance(seen, Drawing)
    assert (seen.renewed, seen.otherwise, seen.drawn) == (0, 1, ())


def test_who_is_drawn_can_be_worked_out_again_from_the_seed(cast: Cast, ada: Candidate, program: str) -> None:
    rules_of_reviews("50")
    renewals = [renew(ada), *(renew(join(f"AT9{n:07}", f"{n}@x.example"), first=2 + n) for n in range(8))]
    numbers = {each.pk: sampling.number(seed_of(program, date(2026, 6, 1)), ref(each.pk)) for each in renewals}
    begin(cast.auditor)
    drawn = dict(Review.objects.values_list("renewal", "drawn"))
    assert drawn == {key: number for key, number in numbers.items() if number < 5000}
    assert Draw.objects.get().published_at is None


def test_whoever_took_part_once_is_not_drawn_again(
    cast: Cast, ada: Candidate, program: str, today: Callable[[date], None]
) -> None:
    rules_of_reviews("0.01")
    renew(ada)
    first = begin(cast.auditor)
    assert isinstance(first, Round) and not first.reviews.exists()
    rules_of_reviews()
    today(date(2026, 7, 2))  # another month, another seed
    seen = foresee(span(date(2026, 5, 1), date(2026, 6, 30)))
    assert isinstance(seen, Drawing)
    assert (seen.renewed, seen.before, seen.reviewed) == (0, 1, 0)
    refused = begin(cast.auditor, span(date(2026, 5, 1), date(2026, 6, 30)))
    assert isinstance(refused, Refused) and "Nobody" in refused.problems[0].sentence


def test_a_round_sent_twice_is_one(cast: Cast, ada: Candidate, program: str) -> None:
    rules_of_reviews()
    renew(ada)
    key = uuid.uuid4()
    seen = foresee(span())
    assert isinstance(seen, Drawing)
    both = [start_round(cast.auditor, Wanted(span(), key, seen.seal)) for _time in range(2)]
    assert both[0] == both[1]
    assert Event.objects.filter(verb="review.asked").count() == Event.objects.filter(verb="round.started").count() == 1


def test_a_round_is_started_as_it_was_shown(cast: Cast, ada: Candidate, program: str) -> None:
    rules_of_reviews()
    renew(ada)
    seen = foresee(span())
    assert isinstance(seen, Drawing)
    renew(join(), first=11)
    refused = start_round(cast.auditor, Wanted(span(), uuid.uuid4(), seen.seal))
    assert isinstance(refused, Refused) and "changed" in refused.problems[0].sentence


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 6, 1), date(2026, 6, 15), "over"),
        (date(2026, 6, 2), date(2026, 6, 1), "before the first"),
    ],
)
def test_days_that_are_not_over_or_the_wrong_way_round_are_refused(
    first: date, last: date, words: str, program: str
) -> None:
    refused = foresee(span(first, last))
    assert isinstance(refused, Refused) and words in refused.problems[0].sentence


def test_nobody_without_the_right_starts_a_round(cast: Cast, ada: Candidate, program: str) -> None:
    rules_of_reviews()
    renew(ada)
    for who in ("viewer", "owner", "administrator", "candidate", "elsewhere"):
        assert isinstance(begin(getattr(cast, who)), Refused)


def test_who_was_drawn_is_told_by_mail_and_reminded_once(
    cast: Cast, review: Review, today: Callable[[date], None]
) -> None:
    tell()
    mail = Mail.objects.get(subject="Audit of your renewal of Associate")
    assert mail.to == "ada@example.org"
    assert "until July 15, 2026" in mail.body and f"/atlassian/reviews/{review.pk}/" in mail.body
    today(date(2026, 7, 4))
    assert nightly.review_all() == 0
    Evidence.objects.filter(activity__id=refs(review)[0]).delete()
    today(date(2026, 7, 5))
    for _time in range(2):
        nightly.review_all()
    tell()
    mail = Mail.objects.get(subject__startswith="Until July 15, 2026")
    assert "- Course 1\n" in mail.body and "Course 2" not in mail.body
    assert "\n\n\n" not in mail.body
    assert Event.objects.filter(verb="review.reminded").count() == 1


def test_who_said_that_it_is_complete_is_not_reminded(
    cast: Cast, review: Review, today: Callable[[date], None]
) -> None:
    do(cast, review, "provide", words="")
    today(date(2026, 7, 5))
    assert nightly.review_all() == 0


def test_a_deadline_that_passes_rejects_nothing(cast: Cast, review: Review, today: Callable[[date], None]) -> None:
    today(date(2026, 7, 15))
    nightly.review_all()
    assert fresh(review).state == State.ASKED
    today(LATER)
    for _time in range(2):
        nightly.review_all()
    assert fresh(review).state == State.OVERDUE
    assert Event.objects.filter(verb="review.overdue").count() == 1
    assert not Activity.objects.exclude(status=Activity.Status.SUBMITTED).exists()
    assert Renewal.objects.get().state == Renewal.State.GRANTED


@pytest.mark.parametrize(
    ("after", "means"),
    [
        ('"take back after appeal"', "If your renewal needs them, it stays until"),
        ('"suspend"', "If your renewal needs them, it is suspended"),
        ('"keep"', "Your renewal stays even then."),
    ],
)
def test_who_let_the_deadline_pass_is_told_once_what_it_means_and_what_can_be_done(
    after: str, means: str, review: Review, today: Callable[[date], None]
) -> None:
    rules_of_reviews(after_renewal=after)
    Evidence.objects.filter(activity__id=refs(review)[0]).delete()
    today(LATER)
    for _time in range(2):
        nightly.review_all()
        tell()
    mail = Mail.objects.get(subject="The deadline has passed: the audit of your renewal of Associate")
    assert "asked for until July 15, 2026" in mail.body and "holds meanwhile" in mail.body
    assert means in mail.body and "appeal for 30 days" in mail.body
    assert "- Course 1\n" in mail.body and "Course 2" not in mail.body
    assert "write to the staff of Atlassian" in mail.body
    assert f"/atlassian/reviews/{review.pk}/" in mail.body and "\n\n\n" not in mail.body


def extended(who: User, found: Review, until: date, words: str = "You were ill.") -> Review | Refused:
    return decide_review(who, fresh(found), Turn("extend", words, until=until))


def test_more_time_is_told_by_mail_and_the_reminder_goes_by_it(
    cast: Cast, review: Review, today: Callable[[date], None]
) -> None:
    for _time in range(2):
        assert isinstance(extended(cast.auditor, review, date(2026, 8, 20)), Review)
    assert Event.objects.filter(verb="review.extended").count() == 1
    assert (fresh(review).due, fresh(review).remind) == (date(2026, 8, 20), date(2026, 8, 10))
    tell()
    mail = Mail.objects.get(subject="You have until August 20, 2026: the audit of your renewal of Associate")
    assert "You were ill." in mail.body and f"/atlassian/reviews/{review.pk}/" in mail.body
    for day in (LATER, date(2026, 8, 9)):
        today(day)
        assert nightly.review_all() == 0
    today(date(2026, 8, 10))
    nightly.review_all()
    assert Event.objects.filter(verb="review.reminded").count() == 1


def test_who_is_overdue_is_asked_again_until_the_new_day(
    bring_review: Callable[[str], Review], cast: Cast, today: Callable[[date], None]
) -> None:
    found = bring_review(State.OVERDUE)
    assert isinstance(extended(cast.auditor, found, date(2026, 7, 20)), Review)
    now = fresh(found)
    assert (now.state, now.due, now.remind) == (State.ASKED, date(2026, 7, 20), None)
    assert isinstance(do(cast, found, "fail"), Refused)
    today(date(2026, 7, 21))
    nightly.review_all()
    assert fresh(found).state == State.OVERDUE


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2026, 7, 15), "no later than the deadline"),
        (date(2026, 6, 14), "This day is over"),
        (date(2062, 7, 20), "Look at the year"),
        (None, "Enter the new deadline"),
    ],
)
def test_a_day_that_gives_no_time_or_far_too_much_is_refused(
    until: date, words: str, cast: Cast, review: Review
) -> None:
    refused = extended(cast.auditor, review, until)
    assert isinstance(refused, Refused)
    assert (refused.problems[0].field, words in refused.problems[0].sentence) == ("until", True)


def test_who_was_given_more_time_is_not_overdue_for_a_worker_that_looked_before(
    cast: Cast, review: Review, today: Callable[[date], None]
) -> None:
    stale = fresh(review)
    today(LATER)
    extended(cast.auditor, review, date(2026, 8, 1))
    end_review(stale)
    assert fresh(review).state == State.ASKED


def test_nobody_decides_about_their_own_renewal(bring_review: Callable[[str], Review], cast: Cast) -> None:
    StaffRole.objects.create(program="atlassian", user=cast.candidate, role=StaffRole.Role.SENIOR)
    found = bring_review(State.PROVIDED)
    outcome = decide_review(cast.candidate, found, turn(found, "pass"))
    assert isinstance(outcome, Refused) and "your own" in outcome.problems[0].sentence


def test_who_failed_it_does_not_decide_the_appeal(bring_review: Callable[[str], Review], cast: Cast) -> None:
    found = bring_review(State.APPEALED)
    StaffRole.objects.create(program="atlassian", user=cast.auditor, role=StaffRole.Role.SENIOR)
    assert isinstance(do(cast, found, "grant", "auditor"), Refused)
    assert isinstance(do(cast, found, "grant", "senior"), Review)


def test_a_worker_that_comes_late_leaves_the_reminder_before_the_new_deadline(
    cast: Cast, review: Review, today: Callable[[date], None]
) -> None:
    today(date(2026, 7, 6))
    seen = fresh(review)
    extended(cast.auditor, review, date(2026, 8, 1))
    remind(seen)
    assert fresh(review).remind == date(2026, 7, 22)
    assert not Event.objects.filter(verb="review.reminded").exists()


@pytest.mark.parametrize("verb", ["fail", "extend", "appeal", "grant", "refuse"])
def test_a_step_that_needs_words_is_refused_without_them(
    verb: str, bring_review: Callable[[str], Review], cast: Cast
) -> None:
    outcome = do(cast, bring_review(min(BY_VERB[verb].sources)), verb, words="  ")
    assert isinstance(outcome, Refused) and outcome.problems[0].field == "words"


def test_failing_names_activities_that_count(bring_review: Callable[[str], Review], cast: Cast) -> None:
    found = bring_review(State.PROVIDED)
    for failed in ((), (str(uuid.uuid4()),)):
        outcome = decide_review(cast.auditor, found, Turn("fail", "It is not.", failed))
        assert isinstance(outcome, Refused) and outcome.problems[0].field == "failed"


def test_evidence_that_came_since_somebody_looked_is_not_decided_unseen(
    bring_review: Callable[[str], Review], cast: Cast, ada: Candidate
) -> None:
    found = bring_review(State.PROVIDED)
    ada.refresh_from_db()
    seen = replace(turn(found, "fail"), seen=seal_of(found, ada))
    recorded(ada, "One more", date(2026, 6, 1))
    outcome = decide_review(cast.auditor, found, seen)
    assert isinstance(outcome, Refused) and "changed" in outcome.problems[0].sentence


def test_the_same_decision_sent_twice_is_one(bring_review: Callable[[str], Review], cast: Cast) -> None:
    found = bring_review(State.PROVIDED)
    assert isinstance(do(cast, found, "fail"), Review)
    assert isinstance(do(cast, found, "fail"), Review)
    assert Event.objects.filter(verb="review.failed").count() == 1
    assert Decision.objects.filter(verb="fail").count() == 1


def test_what_fails_counts_no_more_and_the_renewal_is_put_in_question(
    bring_review: Callable[[str], Review], cast: Cast
) -> None:
    found = bring_review(State.FAILED)
    assert found.due == date(2026, 7, 15)
    activity = Activity.objects.get(pk=found.failed[0])
    assert activity.status == Activity.Status.REJECTED
    assert Audit.objects.get(activity=activity).state == Audit.State.REJECTED
    assert Activity.objects.filter(status=Activity.Status.SUBMITTED).count() == 4
    assert Renewal.objects.get().state == Renewal.State.CONTESTED
    tell()
    mail = Mail.objects.get(subject="Your renewal of Associate failed its audit")
    assert "- Course 1\n" in mail.body and "appeal until July 15, 2026" in mail.body


@pytest.mark.parametrize(
    ("rule", "state"),
    [('"keep"', Renewal.State.UPHELD), ('"suspend"', Renewal.State.SUSPENDED)],
)
def test_what_becomes_of_the_renewal_is_what_the_rules_say(
    rule: str, state: str, bring_review: Callable[[str], Review], cast: Cast
) -> None:
    rules_of_reviews(after_renewal=rule)
    bring_review(State.FAILED)
    assert Renewal.objects.get().state == state


def test_when_nobody_appeals_taking_it_back_is_proposed_for_another_to_agree(
    bring_review: Callable[[str], Review], cast: Cast, today: Callable[[date], None]
) -> None:
    found = bring_review(State.FAILED)
    today(date(2026, 7, 15))
    nightly.review_all()
    assert Renewal.objects.get().proposed_by is None
    today(LATER)
    for _time in range(2):
        nightly.review_all()
    renewal = Renewal.objects.get()
    assert (renewal.state, renewal.proposed_by) == (Renewal.State.CONTESTED, cast.auditor)
    assert Event.objects.filter(verb="review.final").count() == 1
    outcome = do(cast, found, "appeal")
    assert isinstance(outcome, Refused) and "over" in outcome.problems[0].sentence


def test_where_nothing_can_be_appealed_it_is_proposed_at_once(
    bring_review: Callable[[str], Review], cast: Cast
) -> None:
    rules_of_reviews(appeal_days="0")
    found = bring_review(State.FAILED)
    assert found.due is None
    assert Renewal.objects.get().proposed_by == cast.auditor


def test_an_appeal_that_is_granted_makes_it_count_again(bring_review: Callable[[str], Review], cast: Cast) -> None:
    found = bring_review(State.APPEALED)
    do(cast, found, "grant")
    assert fresh(found).state == State.PASSED
    assert not Activity.objects.exclude(status=Activity.Status.SUBMITTED).exists()
    assert Renewal.objects.get().state == Renewal.State.GRANTED
    assert first_break("atlassian") is None


def test_an_appeal_that_is_granted_leaves_what_the_candidate_withdrew(
    bring_review: Callable[[str], Review], cast: Cast, ada: Candidate
) -> None:
    found = bring_review(State.APPEALED)
    withdraw_activity(Actor(cast.candidate), Activity.objects.get(pk=found.failed[0]))
    do(cast, found, "grant")
    assert Activity.objects.get(pk=found.failed[0]).status == Activity.Status.WITHDRAWN


def test_an_appeal_that_is_refused_takes_the_renewal_back(bring_review: Callable[[str], Review], cast: Cast) -> None:
    bring_review(State.REFUSED)
    assert Renewal.objects.get().state == Renewal.State.TAKEN_BACK


def test_while_one_decision_can_be_turned_nothing_is_taken_back_for_another(
    bring_review: Callable[[str], Review], cast: Cast
) -> None:
    bring_review(State.APPEALED)
    other = Audit.objects.get(activity__name="Course 2") if Audit.objects.filter(activity__name="Course 2") else None
    if other is None:
        nightly.examine_all()
        other = Audit.objects.get(activity__name="Course 2")
    Audit.objects.filter(pk=other.pk).update(state=Audit.State.OPEN)
    for verb in ("reject", "appeal", "refuse"):
        assert isinstance(do_entry(cast, other, verb), Audit)
    assert Renewal.objects.get().state == Renewal.State.CONTESTED


def test_an_entry_that_failed_is_looked_at_again_when_something_is_new(
    bring_review: Callable[[str], Review], cast: Cast
) -> None:
    found = bring_review(State.FAILED)
    entry = Audit.objects.get(activity=found.failed[0])
    assert isinstance(do_entry(cast, entry, "resubmit"), Refused)
    Activity.objects.filter(pk=entry.activity_id).update(version=7)
    do_entry(cast, entry, "resubmit")
    assert isinstance(do_entry(cast, entry, "accept"), Audit)
    assert Renewal.objects.get().state == Renewal.State.GRANTED


def test_whoever_merges_two_records_answers_for_both(cast: Cast, review: Review, ada: Candidate) -> None:
    kept = join("AT00000077", "ada.else@example.org")
    kept.user, ada.user = cast.candidate, None
    ada.save(update_fields=["user"])
    kept.save(update_fields=["user"])
    merged = merging.merge_candidates(Actor(cast.candidate), kept, ada)
    assert not isinstance(merged, Refused), merged
    assert fresh(review).renewal.candidate == kept
    assert isinstance(answer_review(cast.candidate, fresh(review), Turn("provide")), Review)


def test_a_round_says_what_became_of_those_drawn(bring_review: Callable[[str], Review], cast: Cast) -> None:
    bring_review(State.APPEALED)
    told = report(Round.objects.get())
    assert (told.drawn, told.provided, told.failed, told.appealed, told.undecided) == (1, 1, 1, 1, 0)
    do(cast, Review.objects.get(), "grant")
    told = report(Round.objects.get())
    assert (told.passed, told.failed, told.appealed) == (1, 0, 1)
