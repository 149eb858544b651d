"""A deadline before a cycle's end: what is done after it, and renewing after it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import CycleState, GroupStanding, Reason
from recert.policy.cycle_words import particulars
from recert.policy.cycles import GraceActivity
from recert.policy.deadline import Deadline, Later
from recert.policy.explain import alternatives, entry, missing, ways_left
from recert.policy.explain_states import comes_after
from recert.policy.explain_states import deadline as how_long
from recert.policy.explain_ways import late as waits
from recert.policy.formula import Period
from recert.policy.history import Activity, Award, Extension, History
from recert.policy.lateness import Surcharge
from recert.policy.model import Cap, Counter, CounterOf, Demand, DemandKind, Policy, Value, Way
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
USUAL = reference().policy
END, LAST, AFTER = date(2027, 1, 10), date(2026, 10, 10), date(2026, 10, 11)
RULE = Deadline(3, 0, Later.NOTHING_UNTIL_END, (), late=False, source="the handbook")
LOST = replace(USUAL, deadline=RULE)
NEXT = replace(
    USUAL,
    cycle=replace(USUAL.cycle, grace_activity=GraceActivity.NEXT_CYCLE),
    deadline=replace(RULE, later=Later.NEXT_CYCLE),
)
LATE = replace(
    USUAL,
    deadline=replace(RULE, later=Later.COUNTS, late=True),
    surcharges=(Surcharge(1, Decimal(10), share=False, every_months=0, source=""),),
)
FIVE = tuple(date(2026, 2, day) for day in range(1, 6))


def done(*courses: date, extended: Extension | None = None) -> History:
    activities = tuple(Activity(f"{i}", "course", day, f"Course {i}") for i, day in enumerate(courses))
    extensions = (extended,) if extended else ()
    return History((Award("ACA-JSWE", date(2025, 1, 10)),), (), activities, (), (), extensions)


def standing(policy: Policy, history: History, as_of: date) -> GroupStanding:
    return assess(plan(policy), history, as_of).groups[0]


def told(policy: Policy, history: History, as_of: date, ref: str = "4") -> str:
    found = standing(policy, history, as_of)
    known = {activity.ref: activity for activity in history.activities}
    return str(entry(policy, found, next(e for e in found.entries if e.activity == ref), known))


def test_the_last_day_is_in_time_and_the_day_after_is_not() -> None:
    assert standing(LOST, done(*FIVE[:4], LAST), LAST).cycles[0].state is CycleState.RENEWED
    found = standing(LOST, done(*FIVE[:4], AFTER), AFTER)
    assert (found.cycles[0].state, found.entries[4].reason) == (CycleState.OPEN, Reason.AFTER_DEADLINE)
    assert told(LOST, done(*FIVE[:4], AFTER), AFTER) == (
        "0 for Associate: October 11, 2026 lies after October 10, 2026, the last day on which Coursework counts in the "
        "cycle that ends on January 10, 2027."
    )


def test_whoever_has_time_is_told_the_day_and_whoever_has_not_what_is_over() -> None:
    early, over = done(*FIVE[:4]), date(2026, 12, 1)
    cycle = standing(LOST, early, LAST).cycles[0]
    assert str(how_long(LOST, "aca", cycle, LAST)) == (
        "Today, October 10, 2026, is the last day to earn it; the cycle ends on January 10, 2027"
    )
    assert str(how_long(LOST, "aca", cycle, AFTER)).endswith(" days left, until January 10, 2027")
    assert str(alternatives(LOST, standing(LOST, early, LAST))[0]).startswith(
        "Earn 50 CE units in all by October 10, 2026."
    )
    assert [str(each) for each in comes_after(LOST, "aca", cycle, LAST)] == [
        "October 10, 2026 is the last day to earn it: what is done after that, up to January 10, 2027, counts for "
        "nothing."
    ]
    late = standing(LOST, early, over)
    assert str(missing(LOST, LOST.groups[0], late.cycles[0], over)) == (
        "10 more CE units, of what was done by October 10, 2026: what is done now counts for nothing."
    )
    assert str(alternatives(LOST, late)[0]).endswith(
        "Record them by January 10, 2027: what is done after October 10, 2026 counts for nothing."
    )


def test_whoever_lacks_what_the_deadline_is_not_of_reads_the_last_day_of_the_cycle() -> None:
    fees = Counter("fees", "Fees", "fee", "fees", ("presenting",), CounterOf.USES)
    fee = Demand("fee", "Fee", DemandKind.COUNTER, "fees", 0, 0, (Value(date(2020, 1, 1), Decimal(1), ""),))
    yearly = replace(fee, key="yearly", title="Yearly fee", kind=DemandKind.COUNTER_EACH_YEAR)
    units = Way("units", "By units", (Value(date(2020, 1, 1), Decimal(60), ""),), ())
    paid = Way("paid", "By examination", (), (replace(fee, key="exam", title="Examination"),))
    nothing = tuple(replace(kind, worth=()) if kind.key == "presenting" else kind for kind in LOST.types)
    lost = replace(LOST, counters=(fees,), types=nothing, retake=None)

    def said(*ways: Way, besides: tuple[Demand, ...] = (), own: bool = True, on: date = LAST) -> list[str]:
        groups = tuple(
            replace(group, required=group.required if own else (), demands=besides, ways=ways) for group in lost.groups
        )
        policy = replace(lost, groups=groups)
        first = Activity("first", "presenting", date(2025, 6, 1), "First")
        history = done(*FIVE)
        history = replace(history, activities=(*history.activities, first)) if yearly in besides else history
        return [str(each) for each in ways_left(policy, standing(policy, history, on), on)]

    renews = "That renews all your active Associate certifications together."
    assert said(units, paid, own=False) == [
        "By units: 60 CE units by October 10, 2026.",
        "By examination: Examination by January 10, 2027.",
    ]
    assert said(besides=(fee,)) == [f"Complete by January 10, 2027: Fee. {renews}"]
    second = "Yearly fee in year 2 (to January 10, 2027) of the cycle"
    for on in (LAST, AFTER):
        assert said(besides=(yearly,), on=on) == [f"Complete by January 10, 2027: {second}. {renews}"]


def test_in_the_grace_it_is_made_up_for_where_that_counts_again() -> None:
    found = standing(LOST, done(*FIVE[:4], AFTER, date(2027, 1, 20)), date(2027, 1, 20)).cycles[0]
    assert (found.state, found.counted, found.met_on) == (CycleState.RENEWED, Decimal(50), date(2027, 1, 20))


def test_what_is_of_the_next_cycle_counts_there() -> None:
    history = done(*FIVE, AFTER)
    assert told(NEXT, history, AFTER, "5").endswith("so it belongs to the next one and counts there.")
    assert told(NEXT, done(*FIVE[:4], AFTER), AFTER).endswith(
        "It counts there once this one is renewed, by April 10, 2027."
    )
    assert told(NEXT, done(*FIVE[:4], AFTER), date(2027, 4, 11)).endswith(
        "none came: that cycle was not renewed in time."
    )
    first, following = standing(NEXT, history, date(2027, 1, 11)).cycles
    assert (first.counted, following.counted) == (Decimal(50), Decimal(10))


@pytest.mark.parametrize("later", [Later.NOTHING, Later.NEXT_CYCLE])
def test_an_end_that_is_put_off_puts_the_deadline_off_and_what_came_after_it_counts(later: Later) -> None:
    policy = replace(NEXT, deadline=replace(RULE, later=later))
    moved = Extension("aca", date(2026, 12, 1), date(2027, 3, 31))
    found = standing(policy, done(*FIVE[:4], AFTER, extended=moved), date(2026, 12, 1)).cycles[0]
    assert (found.state, found.counted, found.met_on) == (CycleState.RENEWED, Decimal(50), date(2026, 12, 1))


def test_what_comes_back_takes_its_room_before_what_was_done_later() -> None:
    both = Cap("both", "Both", ("course", "local-event"), (), Period.CYCLE, (Value(date(2020, 1, 1), Decimal(15), ""),))
    rule = replace(RULE, later=Later.NEXT_CYCLE, types=("course",))
    policy = replace(NEXT, deadline=rule, caps=(both,))
    history = done(AFTER, extended=Extension("aca", date(2026, 12, 1), date(2027, 3, 31)))
    event = Activity("event", "local-event", date(2026, 11, 1), "Meeting")
    history = replace(history, activities=(*history.activities, event))
    amounts = [{e.activity: int(e.amount) for e in standing(policy, history, day).entries} for day in (AFTER, END)]
    worth = int(policy.type("local-event").worth[0].amount)
    assert amounts == [{"0": 0, "event": 0}, {"0": 10, "event": min(worth, 5)}]


def test_what_counts_for_nothing_is_not_of_the_next_cycle_either() -> None:
    policy = replace(NEXT, deadline=replace(RULE, later=Later.NOTHING))
    first, following = standing(policy, done(*FIVE, AFTER), date(2027, 1, 11)).cycles
    assert (first.counted, following.counted) == (Decimal(50), Decimal(0))


def test_it_may_be_of_some_types_alone() -> None:
    policy = replace(LOST, deadline=replace(RULE, types=("local-event",)))
    history = done(*FIVE[:4], AFTER)
    event = Activity("event", "local-event", AFTER, "Meeting")
    found = standing(policy, replace(history, activities=(*history.activities[:4], event)), AFTER)
    assert found.entries[4].reason is Reason.AFTER_DEADLINE
    assert standing(policy, history, AFTER).cycles[0].state is CycleState.RENEWED
    assert [str(each) for each in comes_after(policy, "aca", found.cycles[0], AFTER)] == [
        "October 10, 2026 was the last day for: Attending a local event. What is done by January 10, 2027 counts for "
        "nothing."
    ]


def test_renewing_after_it_is_late() -> None:
    assert standing(LATE, done(*FIVE[:4], LAST), LAST).cycles[0].state is CycleState.RENEWED
    cycle = standing(LATE, done(*FIVE[:4], AFTER), AFTER).cycles[0]
    assert (cycle.state, cycle.required, cycle.surcharge) == (CycleState.OPEN, Decimal(60), Decimal(10))
    before = standing(LATE, done(*FIVE[:4]), LAST).cycles[0]
    counts = replace(LATE, deadline=replace(RULE, later=Later.COUNTS, late=True))
    assert str(how_long(counts, "aca", before, LAST - timedelta(days=1))) == (
        "1 day left to renew in time, until October 10, 2026; the cycle ends on January 10, 2027"
    )
    plain = replace(counts, surcharges=())
    assert [
        str(each) for each in (*comes_after(plain, "aca", before, LAST), *comes_after(plain, "aca", before, AFTER))
    ] == [
        "October 10, 2026 is the last day to renew it in time: after that it is late.",
        "October 10, 2026 was the last day to renew it in time: now it is late.",
    ]
    assert [str(each) for each in comes_after(LATE, "aca", before, LAST)] == [
        "Renewed on October 11, 2026 or later, it takes 10 CE units more."
    ]


def test_the_day_that_is_told_is_the_one_that_matters_for_what_is_missing() -> None:
    """A fee may still be paid after the deadline; an article that is worth units may not be written then."""
    fees = replace(LOST.type("local-event"), worth=())
    kinds = tuple(fees if kind.key == "local-event" else kind for kind in LOST.types)
    for of, told in (("local-event", "until January 10, 2027"), ("course", "to earn it, until October 10, 2026")):
        counter = Counter("asked", "Asked", "one", "many", (of,), CounterOf.USES)
        asked = Demand("asked", "Asked", DemandKind.COUNTER, "asked", 1, 1, (Value(date(2020, 1, 1), Decimal(9), ""),))
        groups = tuple(replace(group, demands=(asked,)) for group in LOST.groups)
        policy = replace(LOST, types=kinds, counters=(counter,), groups=groups)
        cycle = standing(policy, done(*FIVE), date(2026, 9, 10)).cycles[0]
        assert not cycle.missing
        assert told in str(how_long(policy, "aca", cycle, date(2026, 9, 10)))


def test_a_way_is_planned_in_time() -> None:
    for policy, last in ((LOST, LAST), (NEXT, LAST), (LATE, LAST)):
        best = outlook(plan(policy), done(*FIVE[:4]), date(2026, 9, 1)).targets[0].best
        assert best is not None
        assert [(step.type, step.times, step.last) for step in best.steps] == [("course", 1, last)], policy.deadline
    assert outlook(plan(NEXT), done(*FIVE[:4]), AFTER).targets[0].best is None


def test_the_rules_say_it() -> None:
    said = [str(sentence) for policy in (LOST, NEXT, LATE) for sentence, _ in particulars(policy)]
    assert "Units are earned up to 3 months before the end: what is done after that is of the next cycle." in said
    late = "Renewed later than 3 months before the end, it is renewed late."
    assert f"{late} What is done after that still counts for the cycle." in said
    assert late in [str(sentence) for sentence, _ in particulars(replace(LOST, deadline=replace(RULE, late=True)))]
    assert "Renewed after the deadline, it takes 10 CE units more." in said


def test_after_a_deadline_that_makes_late_nobody_is_in_grace_yet() -> None:
    """Planned is for the deadline; from then on it is late, and in grace only once its end is over."""
    best = outlook(plan(replace(LATE, surcharges=())), done(*FIVE[:4]), date(2026, 6, 1)).targets[0]
    assert best.best is not None
    assert str(waits(LATE, best.best, best.goal)) == (
        "After October 10, 2026 it is late, and what is due that day still renews it until April 10, 2027."
    )


DEADLINE = """
[deadline]
months = 3
later = "counts for nothing until the end"
renewing_later = "is in time"
source = "s"
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("months = 3", "months = 3", ""),
        ("months = 3", "months = 3\ndays = 90", "in days and in months"),
        ("months = 3", "days = 800", "lies before the cycle begins"),
        ('later = "counts for nothing until the end"\n', "", "`later` is missing"),
        ('renewing_later = "is in time"\n', "", "`renewing_later` is missing"),
        (" until the end", "", "before the end would count for nothing"),
        ("counts for nothing until the end", "is of the next cycle", "would be of the next cycle"),
        ("counts for nothing until the end", "counts", "nothing is different"),
        ('"is in time"', '"is late"', "nothing follows from being late"),
        ("months = 3", 'months = 3\nof = ["lecture"]', 'there is no activity "lecture"'),
    ],
)
def test_a_policy_says_what_becomes_of_what_is_done_later(old: str, new: str, said: str) -> None:
    found = parse_policy(TEXT + DEADLINE.replace(old, new, 1))
    problems = [problem.what for problem in found.problems] if isinstance(found, Problems) else []
    assert bool(problems) is bool(said), problems
    assert any(said in problem for problem in problems or [""]), problems


def test_a_cycle_that_ends_with_its_renewal_has_no_such_day() -> None:
    text = TEXT.replace('"where the last one ended"', '"the day after the renewal"')
    found = parse_policy(text + DEADLINE)
    assert isinstance(found, Problems)
    assert [p.what for p in found.problems] == ["a cycle that ends with its renewal has no day so long before that"]
