"""An activity of several days is divided by days between the cycles that it touches."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from recert.policy import cycle_words, explain, story
from recert.policy.again import Again
from recert.policy.assess import assess
from recert.policy.assessment import CycleState, Entry, GroupStanding, Reason
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.cycles import Rhythm
from recert.policy.difference import differences
from recert.policy.history import Activity, Award, Circumstance, Exam, History, Status
from recert.policy.model import (
    Counter,
    CounterOf,
    Demand,
    DemandKind,
    Policy,
    Rounding,
    Value,
)
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.several_days import SeveralDays
from tests import spanning
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
USUAL = reference().policy
DIVIDED = replace(USUAL, several_days=SeveralDays.EACH_DAY)
AWARD = Award("ACA-JSWE", date(2025, 1, 10))  # due on January 10, 2027
LATER = date(2027, 12, 31)
END = date(2027, 1, 10)


def over_the_end(before: int, after: int, kind: str = "course", ref: str = "a") -> Activity:
    """An activity with so many days up to the end of the first cycle, and so many after it."""
    return Activity(ref, kind, END + timedelta(days=after), ref, began=END - timedelta(days=before - 1))


def courses(many: int) -> tuple[Activity, ...]:
    return tuple(Activity(f"c{i}", "course", date(2025, 2, 1 + i), f"c{i}") for i in range(many))


def seen(policy: Policy, *activities: Activity, exams: tuple[Exam, ...] = (), as_of: date = LATER) -> GroupStanding:
    return assess(plan(policy), History((AWARD,), exams, activities), as_of).groups[0]


def of(standing: GroupStanding, ref: str = "a") -> list[Entry]:
    return [entry for entry in standing.entries if entry.activity == ref]


def amounts(standing: GroupStanding, ref: str = "a") -> list[tuple[int, int]]:
    """By cycle; what divides here is in whole units."""
    return [(entry.cycle, int(entry.amount)) for entry in of(standing, ref)]


def test_each_cycle_gets_the_share_of_its_days() -> None:
    standing = seen(DIVIDED, *courses(5), over_the_end(3, 2))
    assert amounts(standing) == [(1, 6), (2, 4)]
    assert [cycle.counted for cycle in standing.cycles] == [56, 4]
    assert amounts(seen(USUAL, *courses(5), over_the_end(3, 2))) == [(2, 10)]


@pytest.mark.parametrize(
    ("rounding", "shares"), [(Rounding.DOWN, (3, 7)), (Rounding.UP, (4, 6)), (Rounding.NEAREST, (3, 7))]
)
def test_the_share_of_the_old_cycle_is_rounded_and_the_new_one_has_the_rest(
    rounding: Rounding, shares: tuple[int, int]
) -> None:
    found = amounts(seen(replace(DIVIDED, days_rounding=rounding), *courses(5), over_the_end(2, 4)))
    assert found == [(1, shares[0]), (2, shares[1])]


def test_the_share_of_the_last_days_renews_a_cycle_on_its_end() -> None:
    standing = seen(DIVIDED, *courses(4), over_the_end(9, 1), over_the_end(1, 9, "local-event", "b"))
    first, second = standing.cycles[:2]
    assert (first.state, first.met_on, int(first.counted)) == (CycleState.RENEWED, END, 50)
    assert second.counted == 1 + 9


def test_a_cycle_that_is_not_renewed_gets_the_days_of_its_grace_too_as_one_use() -> None:
    standing = seen(DIVIDED, over_the_end(5, 5, "global-event"), as_of=date(2027, 2, 1))
    assert amounts(standing) == [(1, 15), (1, 15)]
    (used,) = standing.cycles[0].types
    assert (used.counted, used.recorded) == (1, 1)


def test_a_use_whose_place_another_takes_counts_with_no_part() -> None:
    growing, better = over_the_end(5, 5, "global-event"), over_the_end(6, 5, "global-event", "b")
    kind = DIVIDED.type("global-event")
    worth = (*kind.worth, Value(END + timedelta(days=6), Decimal(40), "s"))
    dearer = replace(better, on=END + timedelta(days=6))
    policy = replace(DIVIDED, types=tuple(replace(kind, worth=worth) if k is kind else k for k in DIVIDED.types))
    standing = seen(policy, growing, dearer, as_of=date(2027, 2, 1))
    assert [entry.reason for entry in of(standing)] == [Reason.OVER_LIMIT, Reason.OVER_LIMIT]
    assert sum(entry.amount for entry in of(standing, "b")) == 40


def test_a_course_that_counts_once_is_no_repetition_of_itself() -> None:
    policy = replace(DIVIDED, types=tuple(replace(k, again=Again.NEVER) for k in DIVIDED.types))
    assert amounts(seen(policy, *courses(5), over_the_end(5, 5))) == [(1, 5), (2, 5)]
    again = replace(over_the_end(5, 5, ref="b"), on=END + timedelta(days=40), name="a", began=None)
    both = seen(policy, *courses(5), over_the_end(5, 5), again)
    assert [entry.reason for entry in of(both, "b")] == [Reason.REPEATED]


def test_days_before_the_award_and_after_a_lapse_earn_nothing() -> None:
    before = Activity("a", "course", date(2025, 1, 13), "a", began=date(2025, 1, 6))
    assert amounts(seen(DIVIDED, before)) == [(0, 0), (1, 5)]
    lapsed = END + timedelta(days=90)
    after = Activity("a", "course", lapsed + timedelta(days=5), "a", began=lapsed - timedelta(days=4))
    assert [(int(e.amount), e.reason) for e in of(seen(DIVIDED, after))] == [(5, Reason.COUNTED), (0, Reason.NOT_HELD)]


def test_more_than_two_cycles_share_one() -> None:
    kind = DIVIDED.type("course")
    worth = (*kind.worth, Value(date(2025, 1, 1), Decimal(1000), "s"))
    policy = replace(DIVIDED, types=(replace(kind, worth=worth), *DIVIDED.types[1:]))
    long = Activity("a", "course", date(2029, 5, 1), "a", began=date(2026, 10, 1))
    found = of(seen(policy, *courses(3), long, as_of=date(2029, 6, 1)))
    assert [entry.cycle for entry in found] == [1, 2, 3]
    assert sum(entry.amount for entry in found) == 1000


@pytest.mark.parametrize(("months", "talks"), [(48, 1), (24, 1), (23, 0)])
def test_a_talk_over_the_end_of_a_cycle_is_one_of_the_last_months(months: int, talks: int) -> None:
    counter = Counter("talks", "Talks", "talk", "talks", ("presenting",), CounterOf.USES)
    asked = (Value(date(2020, 1, 1), Decimal(0), ""),)
    recent = Demand("recent", "", DemandKind.COUNTER_LAST_MONTHS, "talks", 0, 0, asked, months=months)
    groups = tuple(replace(group, demands=(recent,)) for group in DIVIDED.groups)
    policy = replace(DIVIDED, counters=(counter,), groups=groups)
    standing = seen(policy, *courses(5), over_the_end(5, 5, "presenting"))
    assert [int(entry.amount) > 0 for entry in of(standing)] == [True, True]
    assert int(standing.cycles[1].demands[0].amount) == talks


def test_a_renewal_that_restarts_the_rhythm_divides_on_its_evening() -> None:
    policy = replace(DIVIDED, cycle=replace(DIVIDED.cycle, rhythm=Rhythm.RESTARTED))
    renewed = date(2025, 2, 5)
    under_way = Activity("a", "course", renewed + timedelta(days=1), "a", began=renewed)
    assert amounts(seen(policy, *courses(5), under_way)) == [(1, 5), (2, 5)]


def test_what_is_withdrawn_or_recorded_twice_is_not_divided() -> None:
    withdrawn = replace(over_the_end(2, 2), status=Status.WITHDRAWN)
    assert [entry.piece for entry in of(seen(DIVIDED, *courses(5), withdrawn))] == [None]
    twice = replace(over_the_end(2, 2), ref="b", began=None)
    reasons = [entry.reason for entry in of(seen(DIVIDED, *courses(5), over_the_end(2, 2), twice), "b")]
    assert reasons == [Reason.DUPLICATE]


def test_a_part_counts_before_what_it_is_a_part_of_is_over() -> None:
    standing = seen(DIVIDED, *courses(5), over_the_end(5, 5), as_of=END + timedelta(days=2))
    assert [(int(e.amount), e.reason) for e in of(standing)] == [(5, Reason.COUNTED), (0, Reason.FUTURE)]


def test_the_sentence_says_how_many_of_its_days_that_is() -> None:
    activity = over_the_end(3, 2)
    history = History((AWARD,), (), (*courses(5), activity))
    found = assess(plan(DIVIDED), history, LATER)
    told = [str(explain.entry(DIVIDED, found.groups[0], e, {"a": activity})) for e in of(found.groups[0])]
    assert told[0].endswith("That is 6 of 10 CE units, for 3 of its 5 days, January 8, 2027 to January 10, 2027.")
    assert told[1].endswith("That is 4 of 10 CE units, for 2 of its 5 days, January 11, 2027 to January 12, 2027.")
    lines = [str(line.text) for line in story.story(DIVIDED, history, found)]
    assert any(line.startswith("January 10, 2027: Coursework, “a”: 6") for line in lines), lines


def test_days_that_come_to_nothing_say_so() -> None:
    activity = Activity("a", "course", END + timedelta(days=60), "a", began=END)
    standing = seen(DIVIDED, *courses(5), activity)
    said = str(explain.entry(DIVIDED, standing, of(standing)[0], {"a": activity}))
    assert said.startswith("0 for Associate. Of 10 CE units its 1 of 61 days")


def test_it_is_asked_and_told() -> None:
    after = parse_policy(spanning.divided("up"))
    assert isinstance(after, Policy), after
    assert (after.several_days, after.days_rounding) == (SeveralDays.EACH_DAY, Rounding.UP)
    said = [str(each) for each in differences(USUAL, replace(after, key=USUAL.key))]
    assert said == [
        "An activity of several days counts by its “each day” instead of its “last day”.",
        "The share of some days of an activity is rounded “up” instead of “down”.",
    ]
    told = [str(sentence) for sentence, _ in cycle_words.particulars(after)]
    assert "An activity of several days is divided by days between the cycles that it touches." in told


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('several_days = "each day"', "`days_rounding` is missing in [counting]"),
        ('several_days = "last day"\ndays_rounding = "up"', "no activity is divided by days"),
        ('several_days = "each day"\ndays_rounding = "away"', '`days_rounding` is "away"'),
    ],
)
def test_a_policy_that_does_not_say_how_shares_are_rounded_is_refused(lines: str, said: str) -> None:
    found = parse_policy(TEXT.replace('several_days = "last day"', lines, 1))
    assert isinstance(found, Problems)
    assert [problem.what for problem in found.problems] == [said]
    assert found.problems[0].line > 1


def test_the_end_is_the_one_to_which_a_leave_put_it_off_though_another_level_was_awarded_that_day() -> None:
    leave = CircumstanceKind("leave", "", "", "", Removes.MONTHS, "", extends=True)
    policy = replace(DIVIDED, circumstances=(leave,))
    away = Circumstance("leave", date(2025, 1, 1), date(2025, 7, 31))
    history = History((AWARD, Award("ACP-JCA", AWARD.on)), (), (over_the_end(3, 2),), circumstances=(away,))
    standing, _ = assess(plan(policy), history, LATER).groups
    assert standing.holdings[0].expires == date(2027, 7, 10)
    assert amounts(standing) == [(1, 10)]
