"""Somebody plans to pass an exam years ahead, where a year that is missed before ends what is held."""

from dataclasses import replace
from datetime import date

from recert.policy import active_again_words
from recert.policy.assess import assess
from recert.policy.assessment import ExamOutcome
from recert.policy.history import Activity, Exam, History
from recert.policy.missed import Then
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from recert.terminal.plan import as_data
from tests.policy.test_missed import AWARD, ENDS, UP, fee, rules

ON = date(2026, 3, 1)
EXAM = "An exam passed after January 15, 2027 renews only if all of this that is due before it is done, as your "
EXAM += "Associate certifications end otherwise:"
FIRST = "Annual fee, 2026: 1 more payment by January 15, 2027"
SECOND = "Annual fee, 2027: 1 more payment by January 15, 2028"


def by_exam(months: int, *, units: bool = True, missed: Policy | None = None) -> Policy:
    """Cycles of three years with a fee in each, and an exam in the last months of them."""
    policy = missed or rules()
    assert policy.retake is not None
    groups = policy.groups if units else tuple(replace(group, required=()) for group in policy.groups)
    return replace(policy, retake=replace(policy.retake, months=months), groups=groups)


def said(policy: Policy, *done: Activity, on: date = ON, wish: Wish | None = None) -> list[str]:
    found = outlook(plan(policy), History((AWARD,), activities=done), on, wish or Wish())
    return [str(line.text) for line in outlook_told(policy, found, wish or Wish())]


def outcome(policy: Policy, on: date, *done: Activity) -> ExamOutcome:
    history = History((AWARD,), (Exam("ACA-JSWE", on),), done)
    return assess(plan(policy), history, on).exams[0].outcome


def test_whoever_would_pass_the_exam_in_two_years_is_told_what_keeps_it_until_then() -> None:
    policy = by_exam(36)
    assert said(policy)[-3:] == [EXAM, FIRST, SECOND]
    assert said(policy, fee(date(2026, 2, 1)))[-2:] == [EXAM.replace("2027", "2028"), SECOND]
    assert outcome(policy, date(2027, 1, 15)) is ExamOutcome.RENEWED
    assert outcome(policy, date(2027, 1, 16)) is ExamOutcome.AWARDED
    assert outcome(policy, date(2028, 1, 15), fee(date(2026, 2, 1))) is ExamOutcome.RENEWED
    assert outcome(policy, date(2028, 1, 16), fee(date(2026, 2, 1))) is ExamOutcome.AWARDED


def test_whoever_renews_by_the_exam_alone_is_told_what_keeps_it_until_then() -> None:
    told = said(by_exam(3, units=False))
    assert told[-3:] == [EXAM, FIRST, SECOND]
    assert "Pass the exam of ACA-JSWE again, between" in told[-4]


def test_whoever_has_no_way_is_told_what_keeps_it_all_the_same() -> None:
    policy = replace(rules(), retake=None)
    told = said(policy, wish=Wish(types=("fee",)))
    assert told[-3:] == [
        "Your Associate certifications end before December 10, 2028 unless this is done:",
        FIRST,
        SECOND,
    ]


def test_whoever_follows_the_steps_of_a_plan_is_not_told_the_years_once_more() -> None:
    policy = replace(rules(), retake=None)
    assert not any("unless" in line for line in said(policy))


def test_where_a_year_may_be_made_up_for_an_exam_needs_none() -> None:
    assert not any("renews only if" in line for line in said(by_exam(36, missed=rules(UP))))


def test_years_that_suspend_are_told_apart_from_those_that_end_it() -> None:
    suspends = rules(replace(ENDS, then=Then.SUSPENDS, counter="late-fee"))
    told = said(by_exam(36, missed=suspends))
    assert told[-3:] == [
        "An exam renews it without that, but your Associate certifications are suspended once any of this was not done "
        "in time:",
        FIRST,
        SECOND,
    ]
    assert said(by_exam(36, missed=suspends), fee(date(2026, 2, 1)))[-2:][1] == SECOND
    for_a_year = rules(replace(ENDS, then=Then.SUSPENDS, counter="late-fee", for_months=12))
    assert said(by_exam(36, missed=for_a_year))[-3] == (
        "Your Associate certifications are suspended once any of this was not done in time, and end where that lasts "
        "too long. An exam renews them only before that:"
    )
    told = said(replace(suspends, retake=None), wish=Wish(types=("fee",)))
    assert told[-3] == "Your Associate certifications are suspended once any of this was not done in time:"


def test_whoever_is_suspended_reads_which_step_makes_it_active_again() -> None:
    suspends = replace(rules(replace(ENDS, then=Then.SUSPENDS, counter="late-fee")), retake=None)
    for on, many in ((date(2027, 3, 1), 1), (date(2028, 3, 1), 2)):
        told = said(suspends, on=on)
        at = next(i for i, line in enumerate(told) if "“Late fee”, by" in line)
        assert told[at].startswith("One payment" if many == 1 else "2 payments")
        assert told[at + 1] == "Associate is suspended, and not active again before that is done."
    assert not any("active again before" in line for line in said(suspends, fee(date(2027, 1, 1)), on=date(2027, 3, 1)))


def test_a_step_of_which_only_some_makes_it_active_again_says_how_many() -> None:
    policy = replace(rules(replace(ENDS, then=Then.SUSPENDS, counter="late-fee")), retake=None)
    found = outlook(plan(policy), History((AWARD,)), date(2028, 3, 1))
    way = found.targets[0].best
    assert way is not None
    late = next(each for each in way.steps if each.type == "late-fee")
    for times, takes in ((3, "before 2 of these are done"), (1, "before that is done")):
        several = replace(late, times=times)
        steps = tuple(several if each is late else each for each in way.steps)
        [told] = active_again_words.of_step(policy, found, replace(way, steps=steps), several)
        assert str(told).endswith(f"{takes}.")


def test_what_is_renewed_and_suspended_all_the_same_is_told_without_a_plan() -> None:
    policy = rules(replace(ENDS, then=Then.SUSPENDS, counter="late-fee"))
    history = History((AWARD,), (Exam("ACA-JSWE", date(2028, 11, 1), True),))
    found = outlook(plan(policy), history, date(2028, 11, 5))
    told = [str(line.text) for line in outlook_told(policy, found, Wish())]
    assert told[-1].startswith("Associate: Suspended since January 16, 2027, because 2026 gave 0 of 1 payment")
    assert as_data(policy, found)["suspended"] == [{"group": "aca", "since": "2027-01-16"}]


def test_programs_read_what_keeps_it_with_its_days() -> None:
    policy = by_exam(36)
    (cycle,) = as_data(policy, outlook(plan(policy), History((AWARD,)), ON))["cycles"]
    assert [each["by"] for each in cycle["ends_unless"]] == ["2027-01-15", "2028-01-15"]
    assert cycle["suspended_unless"] == []
    suspends = by_exam(36, missed=rules(replace(ENDS, then=Then.SUSPENDS, counter="late-fee")))
    (cycle,) = as_data(suspends, outlook(plan(suspends), History((AWARD,)), ON))["cycles"]
    assert [each["by"] for each in cycle["suspended_unless"]] == ["2027-01-15", "2028-01-15"]
