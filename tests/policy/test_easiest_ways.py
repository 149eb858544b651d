"""Of ways with equally few activities, the one that takes the least time; and none that the days have no hours for."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.durations import hours_between, lasts
from recert.policy.history import Activity, Award, History
from recert.policy.model import Measure, Policy, Value
from recert.policy.no_way_words import no_way
from recert.policy.plan import Plan, plan
from recert.policy.planning.effort import fits, hours_of, usual_hours
from recert.policy.planning.told import what_if_told
from recert.policy.planning.trial import Use
from recert.policy.planning.way import Target, Wish
from recert.policy.what_if import what_if
from tests.policy.hurried import hurried
from tests.policy.strategies import program
from tests.policy.test_planning import Doing, only, renews, seen, told, uses
from tests.policy.test_two_readings import MORE, brief

LAST: Final = date(2024, 11, 30)


def nurse(**hours: int) -> History:
    """A nurse of Alaska who has so many hours of each kind."""
    done = (Activity(kind, kind, date(2023, 5, 1), kind, quantity=Decimal(much)) for kind, much in hours.items())
    named = (replace(each, type=each.type.replace("_", "-")) for each in done)
    return History(awards=(Award("RN", date(2022, 12, 15)),), activities=tuple(named))


def proposed(history: History, on: date, wish: Wish | None = None) -> Target:
    return only(seen(history, on=on, lowered=program("alaska-nursing"), wish=wish or Wish()))


def test_ten_hours_of_education_are_proposed_and_not_three_hundred_of_employment() -> None:
    history = nurse(course=20, professional_activity=30)
    for on in (LAST - timedelta(days=1), LAST - timedelta(days=300)):
        assert told(proposed(history, on).best) == [f"1 course 10 {on} to {LAST}"]


def test_the_last_hours_of_employment_are_proposed_where_they_are_fewer() -> None:
    on = LAST - timedelta(days=30)
    assert told(proposed(nurse(employment=315, professional_activity=30), on).best) == [
        f"1 employment 5 {on} to {LAST}"
    ]


def test_who_has_nothing_yet_is_proposed_the_two_shorter_of_three() -> None:
    on = LAST - timedelta(days=300)
    assert sorted(told(proposed(nurse(), on).best)) == [
        f"1 course 30 {on} to {LAST}",
        f"1 professional-activity 30 {on} to {LAST}",
    ]


def test_what_the_days_have_no_hours_for_is_never_proposed() -> None:
    history, policy = nurse(professional_activity=30), program("alaska-nursing").policy
    alone = Wish(types=("employment",))
    days = {n: proposed(history, LAST - timedelta(days=n - 1), alone).best for n in (13, 14)}
    assert days[13] is None  # 312 hours
    assert told(days[14]) == [f"1 employment 320 {LAST - timedelta(days=13)} to {LAST}"]
    nothing = proposed(nurse(), LAST - timedelta(days=1))  # 60 hours are missing, and there are 48
    assert nothing.best is None
    assert str(no_way(policy, nothing)) == (
        "What is missing takes more hours than there are until November 30, 2024. What was done already and is not on "
        "record yet still counts."
    )


@pytest.mark.parametrize(("measure", "both"), [("hour", False), ("week", True), ("month", True)])
def test_months_of_employment_leave_time_for_a_course_and_as_many_hours_of_work_do_not(
    measure: str, both: bool
) -> None:
    usual = program("alaska-nursing").policy
    kinds = (
        replace(kind, measure=Measure(measure, f"{measure}s", Decimal(0))) if kind.key == "employment" else kind
        for kind in usual.types
    )
    policy, on = replace(usual, types=tuple(kinds)), LAST - timedelta(days=29)
    all_days = {"hour": 720, "week": 4, "month": 1}[measure]
    working = Use("employment", on, Decimal(all_days), 1, "")
    course = Use("course", on, Decimal(30), 1, "")
    assert fits(policy, [(working, LAST)], on)
    assert fits(policy, [(working, LAST), (course, LAST)], on) is both
    twice = [(working, LAST), (working, LAST)]
    assert not fits(policy, twice, on)
    assert not fits(policy, [(course._replace(quantity=Decimal(721)), LAST), (working, LAST)], on)


def test_what_has_to_be_done_sooner_for_one_level_has_the_hours_of_its_own_days() -> None:
    """15 hours are missing for one, and 60 for the other: more than the two days have in which the first ends."""
    awards = (Award("aPHR", date(2023, 6, 17)), Award("PHR", date(2025, 3, 3)))
    done = Activity("1", "course", date(2025, 1, 5), "Course", quantity=Decimal(30))
    history, hrci = History(awards=awards, activities=(done,)), program("hrci")
    found = seen(history, on=date(2026, 6, 29), lowered=hrci, wish=Wish(types=("course",)))
    assert told(found.together) == ["1 course 15 2026-06-29 to 2026-06-30", "1 course 45 2026-06-29 to 2028-03-31"]


def test_trying_more_than_24_hours_a_day_is_told() -> None:
    alaska, today = program("alaska-nursing"), LAST - timedelta(days=1)

    def told_of(much: int, on: date, began: date | None = None) -> list[str]:
        tried = Activity("p", "employment", on, "Providence", quantity=Decimal(much), began=began)
        lines = what_if_told(alaska.policy, what_if(alaska, nurse(), (tried,), today))
        return [str(line.text) for line in lines if "24 hours" in str(line.text)]

    assert told_of(320, LAST) == [
        "320 hours are more than 24 hours a day from today until November 30, 2024. "
        "That can be so only if some of it is done already."
    ]
    assert told_of(320, LAST, began=LAST - timedelta(days=2)) == [
        "320 hours are more than 24 hours a day from November 28, 2024 to November 30, 2024."
    ]
    assert not told_of(48, LAST)
    assert not told_of(320, LAST, began=date(2024, 1, 1))
    assert not told_of(320, today - timedelta(days=1))  # of what is over nobody knows when it began


def test_ways_are_compared_as_they_are_recorded() -> None:
    """14.5 credits of two hours each take as long as 29 hours; but they are proposed as 15."""
    usual = program("alaska-nursing").policy
    since, group = usual.group("rn").required[0].since, usual.group("rn")
    one, two = ((Value(since, Decimal(amount), "", per=Decimal(1)),) for amount in (1, 2))
    worth = {"course": two, "professional-activity": one, "employment": ()}
    credit = Measure("credit", "credits", Decimal(0))
    kinds = tuple(replace(kind, measure=credit, worth=worth[kind.key]) for kind in usual.types)
    methods = replace(group.demands[0], values=(replace(group.demands[0].values[0], amount=Decimal(1)),))
    asked = replace(group, demands=(methods,))
    lowered = plan(replace(usual, types=kinds, groups=(asked, usual.group("lpn"))))
    best = only(seen(nurse(professional_activity=1), on=LAST - timedelta(days=1), lowered=lowered)).best
    assert told(best) == [f"1 professional-activity 29 {LAST - timedelta(days=1)} to {LAST}"]


@pytest.mark.parametrize(
    ("name", "code", "steps"),
    [
        ("maine-pe", "ME-PE", ["course 30"]),  # an hour of teaching gives two: for the hours before it
        ("cisco", "CCNP", ["course 80"]),  # how long it takes to get ready for an exam is not known
        ("asq", "CQA", ["development 180", "journal 1"]),  # 60 months of employment don't fit into the 24
    ],
)
def test_what_gives_more_than_its_hours_is_taken_for_as_long_as_its_units(
    name: str, code: str, steps: list[str]
) -> None:
    lowered = program(name)
    assert code in {each.code for each in lowered.policy.certifications}
    target = only(seen(History(awards=(Award(code, date(2025, 11, 1)),)), on=date(2026, 11, 29), lowered=lowered))
    assert target.best is not None
    assert sorted(f"{s.type} {s.quantity.normalize():f}" for s in target.best.steps) == steps


# Nothing with as few activities takes less: against every combination.


def hours(policy: Policy, done: list[Doing], on: date) -> Fraction:
    usual = usual_hours(policy, on)
    return sum((hours_of(policy.type(kind), day, much, usual) for kind, day, much, _ in done), Fraction(0))


def fitting(policy: Policy, done: list[Doing], on: date, by: date) -> bool:
    taken = sum((lasts(policy.type(kind), much) for kind, _, much, _ in done), Fraction(0))
    return taken <= hours_between(on, by)


WORDS: Final = {"hour": "hours", "minute": "minutes", "day": "days", "credit": "credits"}


@st.composite
def nurses(draw: st.DrawFn) -> tuple[Plan, History, date]:
    """Rules like those of Alaska's nurses, who choose among methods, with other amounts, rates and measures."""
    policy = program("alaska-nursing").policy
    group = policy.group("rn")
    since, rates = group.required[0].since, st.sampled_from([(1, 1), (1, 1), (2, 1), (1, 5), (1, 50)])
    kinds = []
    for kind in policy.types:
        word = draw(st.sampled_from(sorted(WORDS)))
        amount, per = draw(rates)
        worth = (Value(since, Decimal(amount), "", per=Decimal(per)),)
        earns = kind.key == "course" or draw(st.booleans())
        kinds.append(replace(kind, measure=Measure(word, WORDS[word], Decimal(0)), worth=worth if earns else ()))
    amounts = st.sampled_from([2, 10, 30, 320])
    choices = tuple(
        replace(choice, values=(replace(choice.values[0], amount=Decimal(draw(amounts))),))
        for choice in group.demands[0].choices
    )
    some = replace(group.demands[0].values[0], amount=Decimal(draw(st.sampled_from([1, 1, 2]))))
    required = (replace(group.required[0], amount=Decimal(draw(st.sampled_from([0, 0, 15])))),)
    asked = replace(group, required=required, demands=(replace(group.demands[0], choices=choices, values=(some,)),))
    lowered = plan(replace(policy, types=tuple(kinds), groups=(asked, policy.group("lpn"))))
    done = draw(st.fixed_dictionaries({kind.key: st.sampled_from([0, 0, 1, 5, 25]) for kind in kinds}))
    return (
        lowered,
        nurse(**{kind: much for kind, much in done.items() if much}),
        LAST - draw(st.sampled_from([timedelta(days=n) for n in (1, 5, 400)])),
    )


TRIED: Final = 60
"""So many combinations of one example are assessed, spread over all there are."""


def as_few(policy: Policy, target: Target, on: date) -> list[list[Doing]]:
    """Combinations of as many activities that take less time, with some quantities."""
    assert target.best is not None
    best = uses(target.best.steps, last=False)
    tried = (Decimal("0.1"), *map(Decimal, (1, 2, 5, 9, 10, 15, 29, 30, 60, 150, 315, 320, 500)))
    amounts = {*tried, *(much for _, _, much, _ in best)}
    ways = [(kind.key, on, much, "") for kind in policy.types for much in sorted(amounts)]
    took = {way: hours(policy, [way], on) for way in ways}
    least = hours(policy, best, on)
    combined = combinations_with_replacement(ways, len(best))
    easier = [list(done) for done in combined if sum(took[way] for way in done) < least]
    return easier[:: len(easier) // TRIED + 1]


@settings(brief, max_examples=60 * MORE)
@given(nurses())
def test_no_way_with_as_few_activities_takes_less(found: tuple[Plan, History, date]) -> None:
    lowered, history, on = found
    for target in hurried(lowered, history, on).targets:
        if target.best is not None:
            assert fitting(lowered.policy, uses(target.best.steps, last=True), on, target.goal.by)
            for done in as_few(lowered.policy, target, on):
                if fitting(lowered.policy, done, on, target.goal.by):
                    assert not renews(lowered, history, [target.goal], done, on), (target.best, done)
