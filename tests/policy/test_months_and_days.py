"""A grace of months, and a window of days: whoever reads the rules sees the day that counts."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Assessment, CycleState, ExamOutcome, HoldingState
from recert.policy.cycle_words import particulars
from recert.policy.cycles import Ends, Rhythm
from recert.policy.explain_states import lapses_on, state
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.lateness import Suspension
from recert.policy.model import Policy, Value, Way
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.retake import Retake
from recert.policy.story import story
from recert.terminal.typeset import for_terminal
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
USUAL = reference().policy
AWARDED, END = date(2025, 1, 10), date(2027, 1, 10)
FIVE = tuple(date(2026, 2, day) for day in range(1, 6))
COURSES = tuple(Activity(f"{day}", "course", day, f"Course {day}") for day in FIVE)


def changed(**changes: object) -> Policy:
    return replace(USUAL, cycle=replace(USUAL.cycle, **changes))  # type: ignore[arg-type]


def seen(policy: Policy, as_of: date, *days: date, expires: date | None = None, exam: date | None = None) -> Assessment:
    activities = tuple(Activity(f"{i}", "course", day, f"Course {i}") for i, day in enumerate(days))
    exams = (Exam("ACA-JSWE", exam, True),) if exam else ()
    return assess(plan(policy), History((Award("ACA-JSWE", AWARDED, expires),), exams, activities), as_of)


@pytest.mark.parametrize(
    ("ends", "expires", "last"),
    [
        (Ends.SAME_DAY, date(2026, 12, 31), date(2027, 6, 30)),
        (Ends.SAME_DAY, date(2027, 6, 30), date(2027, 12, 30)),
        (Ends.DAY_BEFORE, date(2027, 6, 30), date(2027, 12, 31)),
        (Ends.DAY_BEFORE, date(2026, 12, 31), date(2027, 6, 30)),
        (Ends.END_OF_MONTH, date(2027, 6, 30), date(2027, 12, 31)),
        (Ends.END_OF_YEAR, date(2026, 12, 31), date(2027, 6, 30)),
    ],
)
def test_the_last_day_of_grace_is_counted_as_an_end_is(ends: Ends, expires: date, last: date) -> None:
    policy = changed(grace_days=0, grace_months=6, ends=ends)
    (standing,) = seen(policy, last, expires=expires).groups
    assert standing.current is not None
    assert (standing.current.state, standing.current.grace_until) == (CycleState.GRACE, last)
    (holding,) = standing.holdings
    assert (holding.state, holding.grace_until, holding.renewable_until) == (HoldingState.GRACE, last, last)
    assert str(state(policy, standing)) == f"In grace until {last:%B} {last.day}, {last.year}"
    day_after = lapses_on(holding)
    assert day_after is not None
    assert seen(policy, day_after, expires=expires).groups[0].holdings[0].state is HoldingState.LAPSED


@pytest.mark.parametrize(
    ("ends", "grace_days", "expires", "last"),
    [
        (Ends.SAME_DAY, 0, date(2026, 2, 28), date(2026, 5, 28)),
        (Ends.DAY_BEFORE, 0, date(2026, 2, 28), date(2026, 5, 31)),
        (Ends.END_OF_MONTH, 0, date(2026, 2, 28), date(2026, 5, 31)),
        (Ends.END_OF_MONTH, 10, date(2026, 2, 28), date(2026, 6, 10)),  # its last day of grace is March 10
        (Ends.END_OF_MONTH, 31, date(2026, 2, 28), date(2026, 6, 30)),  # March 31
    ],
)
def test_the_months_of_a_suspension_are_counted_as_an_end_is(
    ends: Ends, grace_days: int, expires: date, last: date
) -> None:
    suspended = Suspension(months=3, by_units=True, by_exam=False, restarts=False, source="")
    policy = replace(changed(grace_days=grace_days, ends=ends), suspension=suspended)
    (holding,) = seen(policy, last, expires=expires).groups[0].holdings
    assert (holding.state, holding.renewable_until) == (HoldingState.SUSPENDED, last)
    day_after = last + timedelta(days=1)
    assert seen(policy, day_after, expires=expires).groups[0].holdings[0].state is HoldingState.LAPSED


@pytest.mark.parametrize("ends", [Ends.SAME_DAY, Ends.DAY_BEFORE, Ends.END_OF_MONTH, Ends.END_OF_YEAR])
def test_the_days_of_a_suspension_begin_after_the_last_day_of_grace(ends: Ends) -> None:
    suspended = Suspension(months=0, by_units=True, by_exam=False, restarts=False, source="", days=90)
    policy = replace(changed(grace_days=0, grace_months=1, ends=ends), suspension=suspended)
    expires, grace = date(2026, 2, 28), date(2026, 3, 28 if ends in (Ends.SAME_DAY, Ends.END_OF_YEAR) else 31)
    for day, state_then in (
        (grace, HoldingState.GRACE),
        (grace + timedelta(days=1), HoldingState.SUSPENDED),
        (grace + timedelta(days=90), HoldingState.SUSPENDED),
        (grace + timedelta(days=91), HoldingState.LAPSED),
    ):
        (holding,) = seen(policy, day, expires=expires).groups[0].holdings
        assert (holding.state, holding.renewable_until) == (state_then, grace + timedelta(days=90)), day


def test_a_plan_may_wait_until_the_last_day_of_a_suspension_of_days() -> None:
    suspended = Suspension(months=0, by_units=True, by_exam=False, restarts=True, source="", days=90)
    policy = replace(changed(grace_days=0), suspension=suspended)
    history = History((Award("ACA-JSWE", AWARDED),), (), COURSES[:4])
    last = END + timedelta(days=90)
    before, after = (
        outlook(plan(policy), history, on, Wish(types=("course",))).targets[0].best
        for on in (date(2026, 12, 1), date(2027, 2, 1))
    )
    assert before is not None and after is not None
    assert (before.late, after.by, after.steps[0].last) == (last, last, last)
    (cycle,) = seen(policy, last, *FIVE[:4], last).groups[0].cycles
    assert (cycle.state, cycle.met_on, cycle.new_expiry) == (CycleState.RENEWED, last, date(2029, 4, 10))
    whole = for_terminal(handbook(policy), 200, bold=False)
    assert "What is not renewed by its end is suspended for 90 days: not valid, but what the cycle still takes" in whole
    one = replace(policy, suspension=replace(suspended, days=1))
    assert "is suspended for 1 day: not valid" in for_terminal(handbook(one), 200, bold=False)


def test_a_renewal_on_the_last_day_of_a_grace_of_months_is_in_time() -> None:
    policy = changed(grace_days=0, grace_months=6)
    for day, found in ((date(2027, 7, 10), CycleState.RENEWED), (date(2027, 7, 11), CycleState.LAPSED)):
        assert seen(policy, day, *FIVE[:4], day).groups[0].cycles[0].state is found


@pytest.mark.parametrize(
    ("in_grace", "on", "outcome"),
    [
        (True, date(2027, 7, 10), ExamOutcome.RENEWED),
        (False, date(2027, 7, 10), ExamOutcome.TOO_LATE),
        (True, date(2027, 7, 11), ExamOutcome.AWARDED),
    ],
)
def test_the_exam_renews_up_to_the_last_day_of_grace(in_grace: bool, on: date, outcome: ExamOutcome) -> None:
    policy = replace(changed(grace_days=0, grace_months=6), retake=Retake(6, in_grace, ""))
    assert [each.outcome for each in seen(policy, on, exam=on).exams] == [outcome]


def test_a_plan_may_wait_until_the_last_day_of_a_grace_of_months() -> None:
    history = History((Award("ACA-JSWE", AWARDED),))
    best = outlook(plan(changed(grace_days=0, grace_months=6)), history, date(2026, 12, 1)).targets[0].best
    assert best is not None
    assert best.late == date(2027, 7, 10)


def test_units_renew_from_so_many_days_before_the_end_on() -> None:
    policy = changed(opens_days=45)
    opens = date(2026, 11, 26)
    assert seen(policy, date(2026, 11, 25), *FIVE).groups[0].cycles[0].state is CycleState.OPEN
    cycle = seen(policy, opens, *FIVE).groups[0].cycles[0]
    assert (cycle.state, cycle.met_on, cycle.end) == (CycleState.RENEWED, opens, END)


@pytest.mark.parametrize("grace", [0, 30])
def test_who_has_all_units_before_the_window_opens_reads_when_it_renews(grace: int) -> None:
    policy = changed(opens_days=45, grace_days=grace)
    history, today = History((Award("ACA-JSWE", AWARDED),), (), COURSES), date(2026, 11, 1)
    found = outlook(plan(policy), history, today)
    ways = [str(line.text) for line in outlook_told(policy, found, Wish())]
    assert ways[1] == (
        "Nothing to do: Associate renews on November 26, 2026, 45 days before its last, until January 10, 2029."
    )
    assert not any("grace" in line or "still renews" in line for line in ways)
    lines = [str(line.text) for line in story(policy, history, assess(plan(policy), history, today))]
    assert "Nothing more is needed: it renews on November 26, 2026, 45 days before its last." in lines
    assert not any(line.startswith("Earn ") for line in lines)


@pytest.mark.parametrize(
    ("ends", "expires", "opens"),
    [
        (Ends.SAME_DAY, date(2027, 1, 10), date(2026, 11, 10)),
        (Ends.DAY_BEFORE, date(2027, 1, 9), date(2026, 11, 10)),
        (Ends.END_OF_MONTH, date(2026, 12, 31), date(2026, 11, 1)),
        (Ends.END_OF_MONTH, date(2026, 9, 30), date(2026, 8, 1)),
        (Ends.END_OF_YEAR, date(2026, 12, 31), date(2026, 11, 1)),
    ],
)
def test_the_last_months_of_a_cycle_begin_with_a_month_where_it_ends_with_one(
    ends: Ends, expires: date, opens: date
) -> None:
    policy = changed(opens_months=2, ends=ends)
    (before,) = seen(policy, opens - timedelta(days=1), *FIVE, expires=expires).groups
    (after,) = seen(policy, opens, *FIVE, expires=expires).groups
    assert (before.cycles[0].met_on, after.cycles[0].met_on) == (None, opens)
    history = History((Award("ACA-JSWE", AWARDED, expires),), (), COURSES)
    told = [str(line.text) for line in story(policy, history, assess(plan(policy), history, date(2026, 7, 1)))]
    assert any(f"it renews on {opens:%B} {opens.day}, 2026" in line for line in told)


@pytest.mark.parametrize(("ends", "last"), [(Ends.SAME_DAY, 31), (Ends.END_OF_MONTH, 1)])
def test_a_rhythm_is_kept_from_the_first_day_of_the_last_months_on(ends: Ends, last: int) -> None:
    policy = changed(rhythm=Rhythm.KEPT_LATE, kept_months=2, ends=ends, grace_days=0)
    kept_from = date(2026, 10, 31) if last == 31 else date(2026, 11, 1)
    ends_on = {}
    for done in (kept_from - timedelta(days=1), kept_from):
        (standing,) = seen(policy, done, *FIVE[:4], done, expires=date(2026, 12, 31)).groups
        ends_on[done] = standing.cycles[0].end
    assert list(ends_on.values()) == [kept_from - timedelta(days=1), date(2026, 12, 31)]


def lines_of(policy: Policy, today: date, *done: Activity) -> list[str]:
    history = History((Award("ACA-JSWE", AWARDED),), (), done)
    return [str(line.text) for line in story(policy, history, assess(plan(policy), history, today))]


OPENS = "November 26, 2026, 45 days before its last."


def test_who_has_still_to_earn_reads_when_it_can_be_renewed_at_the_earliest() -> None:
    policy = changed(opens_days=45)
    assert f"The earliest day on which activities renew it is {OPENS}" in lines_of(policy, date(2026, 11, 25))
    without = replace(policy, retake=None)
    assert f"The earliest day on which it can be renewed is {OPENS}" in lines_of(without, date(2026, 11, 25))
    told = [*lines_of(without, date(2026, 11, 26)), *lines_of(policy, date(2026, 11, 1), *COURSES)]
    told += lines_of(changed(), date(2026, 11, 1))
    assert not any("earliest" in line for line in told)


def test_where_other_ways_alone_renew_it_is_told_as_well_when_the_window_opens() -> None:
    (units, *_) = USUAL.groups[0].required
    several = tuple(Way(key, key.title(), (units,), ()) for key in ("courses", "talks"))
    first = replace(USUAL.groups[0], required=(), ways=several)
    policy = replace(changed(opens_days=45), groups=(first, *USUAL.groups[1:]), retake=None)
    assert f"The earliest day on which it can be renewed is {OPENS}" in lines_of(policy, date(2026, 11, 1))


def test_who_reads_the_rules_is_told_the_unit() -> None:
    policy = changed(grace_days=0, grace_months=6, opens_days=45)
    assert "For 6 months after the end it can still be renewed." in for_terminal(handbook(policy), 200, bold=False)
    assert "Units renew it on its last day and in the 45 days before only." in [
        str(sentence) for sentence, _ in particulars(policy)
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("grace_days = 90", "grace_months = 6", []),
        ("grace_days = 90", "grace_days = 90\ngrace_months = 6", ["days and in months"]),
        ("grace_days = 90", "grace_months = 0", ["`grace_months` is 0"]),
        ("grace_days = 90", "grace_days = 90\nopens_days = 45", []),
        ("grace_days = 90", "grace_days = 90\nopens_days = 45\nopens_months = 2", ["days and in months"]),
    ],
)
def test_one_unit_is_written(before: str, after: str, said: list[str]) -> None:
    found = parse_policy(TEXT.replace(before, after))
    problems = [problem.what for problem in found.problems] if isinstance(found, Problems) else []
    assert len(problems) == len(said), problems
    assert all(words in problem for words, problem in zip(said, problems, strict=True)), problems


@pytest.mark.parametrize(
    "window", [{"opens_months": 11}, {"opens_days": 360}, {"opens_months": 12, "ends": Ends.END_OF_MONTH}]
)
def test_cycles_that_restart_as_soon_as_their_window_opens_may_be_many(window: dict[str, object]) -> None:
    policy = changed(months=12, rhythm=Rhythm.RESTARTED, **window)
    free = (Value(date(2020, 1, 1), Decimal(0), ""),)
    policy = replace(policy, groups=tuple(replace(g, required=free) for g in policy.groups))
    cycles = seen(policy, date(2030, 1, 1)).groups[0].cycles
    assert len(cycles) > 50
