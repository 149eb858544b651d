"""What is done once a cycle is renewed is of the next one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import CycleState, GroupStanding, Reason
from recert.policy.cycle_words import particulars
from recert.policy.cycles import GraceActivity
from recert.policy.explain import entry
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.model import Category, Counter, CounterOf, Minimum, Policy, Value
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
SURPLUS = 'surplus = "not carried"'
ANSWER = f'{SURPLUS}\nafter_renewal = "is of the next cycle"'
EACH_DAY = 'several_days = "each day"\ndays_rounding = "down"'
USUAL = reference().policy
POLICY = replace(USUAL, cycle=replace(USUAL.cycle, renewed_next=True))
FIVE = tuple(date(2026, 2, day) for day in range(1, 6))
MONTH_LATER, END, NEXT_END = date(2026, 3, 5), date(2027, 1, 10), date(2029, 1, 10)


def done(*courses: date) -> History:
    activities = [Activity(f"{i}", "course", day, f"Course {i}") for i, day in enumerate(courses)]
    return History((Award("ACA-JSWE", date(2025, 1, 10)),), (), tuple(activities))


def standing(history: History, as_of: date, policy: Policy = POLICY) -> GroupStanding:
    return assess(plan(policy), history, as_of).groups[0]


def told(history: History, as_of: date, ref: str = "5", policy: Policy = POLICY) -> tuple[Reason, str]:
    found = standing(history, as_of, policy)
    known = {activity.ref: activity for activity in history.activities}
    mine = next(e for e in found.entries if e.activity == ref)
    return mine.reason, str(entry(policy, found, mine, known))


def test_what_is_done_after_the_renewal_waits_for_the_next_cycle_and_counts_there() -> None:
    history = done(*FIVE, MONTH_LATER)
    assert told(history, MONTH_LATER) == (
        Reason.NEXT_CYCLE,
        "0 for Associate yet: the cycle that ends on January 10, 2027 was renewed on February 5, 2026, so March 5, "
        "2026 belongs to the next one and counts there.",
    )
    first, following = standing(history, date(2027, 1, 11)).cycles
    assert (first.state, first.counted, following.counted) == (CycleState.RENEWED, Decimal(50), Decimal(10))
    assert told(history, date(2027, 1, 11))[1] == (
        "10 CE units for Associate, in the cycle January 11, 2027 to January 10, 2029."
    )
    usual = standing(history, date(2027, 1, 11), USUAL).cycles
    assert [cycle.counted for cycle in usual] == [Decimal(60), Decimal(0)]


def test_what_is_done_on_the_day_of_the_renewal_is_of_the_renewed_cycle() -> None:
    assert standing(done(*FIVE, FIVE[-1]), date(2027, 1, 11)).cycles[0].counted == Decimal(60)


def test_it_counts_in_its_category_and_within_the_next_cycle_s_limits() -> None:
    """Unlike what is carried."""
    policy = replace(
        POLICY,
        categories=(Category("technical", "Technical"),),
        types=tuple(replace(k, category="technical") for k in USUAL.types),
        groups=tuple(
            replace(g, minima=(Minimum("technical", (Value(date(2020, 1, 1), Decimal(10), ""),)),))
            for g in USUAL.groups
        ),
    )
    following = standing(done(*FIVE, MONTH_LATER), date(2027, 1, 11), policy).cycles[1]
    assert [(total.category, total.amount, total.required) for total in following.categories] == [
        ("technical", Decimal(10), Decimal(10))
    ]
    assert (following.carried_in, following.types[0].counted) == (Decimal(0), 1)


def test_enough_of_it_renews_the_next_cycle_on_its_first_day() -> None:
    after = tuple(date(2026, 4, day) for day in range(1, 6))
    found = standing(done(*FIVE, *after), date(2027, 1, 11)).cycles
    assert [(cycle.state, cycle.met_on) for cycle in found] == [
        (CycleState.RENEWED, FIVE[-1]),
        (CycleState.RENEWED, date(2027, 1, 11)),
    ]


def test_an_exam_that_renews_has_it_begin_too() -> None:
    history = replace(done(MONTH_LATER, date(2026, 9, 1)), exams=(Exam("ACA-JSWE", date(2026, 8, 1), True),))
    first, following = standing(history, date(2027, 1, 11)).cycles
    assert (first.counted, following.counted) == (Decimal(10), Decimal(10))


def test_before_the_rule_began_it_is_of_the_renewed_cycle() -> None:
    since = replace(POLICY, cycle=replace(POLICY.cycle, renewed_next_from=date(2026, 3, 6)))
    found = standing(done(*FIVE, MONTH_LATER, date(2026, 3, 6)), date(2027, 1, 11), since).cycles
    assert [cycle.counted for cycle in found] == [Decimal(60), Decimal(10)]


def test_where_nothing_is_held_any_more_no_next_cycle_comes() -> None:
    retired = tuple(replace(c, retired=date(2026, 12, 1)) if c.code == "ACA-JSWE" else c for c in USUAL.certifications)
    policy = replace(POLICY, certifications=retired)
    history = done(*FIVE, MONTH_LATER)
    assert told(history, MONTH_LATER, policy=policy)[0] == Reason.NEXT_CYCLE
    assert told(history, date(2029, 6, 1), policy=policy) == (
        Reason.NO_NEXT_CYCLE,
        "0 for Associate: the cycle that ended on January 10, 2027 was renewed on February 5, 2026, so March 5, 2026 "
        "belongs to the next one, and none came.",
    )


def test_what_only_a_counter_looks_at_is_of_the_cycle_that_runs_on_its_day() -> None:
    policy = replace(
        POLICY,
        types=tuple(replace(kind, worth=()) if kind.key == "local-event" else kind for kind in USUAL.types),
        counters=(Counter("fee", "Fee", "fee", "fees", ("local-event",), CounterOf.USES),),
    )
    history = done(*FIVE)
    history = replace(history, activities=(*history.activities, Activity("fee", "local-event", MONTH_LATER)))
    assert told(history, MONTH_LATER, "fee", policy)[0] == Reason.TALLIED


def test_what_is_done_after_an_end_keeps_its_own_rule() -> None:
    both = replace(POLICY, cycle=replace(POLICY.cycle, grace_activity=GraceActivity.NEXT_CYCLE))
    late = date(2027, 1, 17)
    for policy, counted in ((POLICY, Decimal(50)), (both, Decimal(40))):
        assert standing(done(*FIVE[:4], late), late, policy).cycles[0].counted == counted


def test_the_handbook_says_it() -> None:
    said = [str(sentence) for sentence, _ in particulars(POLICY)]
    assert "Once a cycle is renewed, what is done on later days is of the next one, and counts there in full." in said
    since = replace(POLICY, cycle=replace(POLICY.cycle, renewed_next_from=date(2026, 3, 6)))
    assert any("on or after March 6, 2026." in str(sentence) for sentence, _ in particulars(since))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", "", ""),
        ('"where the last one ended"', '"the day after the renewal"', "has what is done after it anyway"),
        ('several_days = "last day"', EACH_DAY, "waits for the next cycle"),
        ('"is of the next cycle"', '"is of another"', '`after_renewal` is "is of another"'),
    ],
)
def test_what_contradicts_it_is_asked(before: str, after: str, said: str) -> None:
    found = parse_policy(
        TEXT.replace(SURPLUS, ANSWER).replace(before, after) if before else TEXT.replace(SURPLUS, ANSWER)
    )
    problems = [problem.what for problem in found.problems] if isinstance(found, Problems) else []
    assert bool(problems) is bool(said), problems
    assert all(said in problem for problem in problems), problems


def test_the_day_from_which_it_holds_is_asked_only_where_it_does() -> None:
    text = TEXT.replace(
        SURPLUS, f'{SURPLUS}\nafter_renewal = "is of the renewed cycle"\nafter_renewal_from = 2026-01-01'
    )
    found = parse_policy(text)
    assert isinstance(found, Problems)
    assert ["after_renewal_from" in problem.what for problem in found.problems] == [True]
