"""Somebody earns by tiers, by more for the first time, under limits of days, and over into another category."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy import explain, explain_limits, explain_renewals, formula_words, rule_words
from recert.policy.assess import assess
from recert.policy.assessment import Entry, GroupStanding, Reason
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.deadline import Deadline, Later
from recert.policy.formula import Formula, Period, Tier
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.model import ActivityType, Cap, Category, Measure, Policy, Value, Within
from recert.policy.plan import plan
from tests.policy.strategies import reference

USUAL = reference().policy
SINCE = date(2024, 2, 1)
HOURS = Measure("hour", "hours", Decimal(0))
CATEGORIES = (Category("talks", "Talks"), Category("general", "General"))


def worth(much: int, formula: Formula | None = None) -> tuple[Value, ...]:
    return (Value(SINCE, Decimal(much), "s", formula=formula),)


def changed(key: str, **fields: object) -> Policy:
    """The reference program with one type otherwise."""
    kinds = (replace(kind, **fields) if kind.key == key else kind for kind in USUAL.types)  # type: ignore[arg-type]
    return replace(USUAL, types=tuple(kinds))


def done(*activities: tuple[str, date, str, int]) -> History:
    found = tuple(
        Activity(f"{i}", kind, on, name, quantity=Decimal(much)) for i, (kind, on, name, much) in enumerate(activities)
    )
    return History((Award("ACA-JSWE", date(2025, 1, 10)),), (), found)


def standing(policy: Policy, history: History, on: date = date(2026, 12, 31)) -> GroupStanding:
    return assess(plan(policy), history, on).groups[0]


def amounts(policy: Policy, history: History, on: date = date(2026, 12, 31)) -> list[Decimal]:
    return [entry.amount for entry in standing(policy, history, on).entries]


def test_somebody_reaches_a_tier() -> None:
    tiers = (Tier(Decimal(30), Decimal(5)), Tier(Decimal(60), Decimal(10)))
    policy = changed("course", measure=HOURS, worth=worth(0, Formula(tiers=tiers)))
    days = [(29, 0), (30, 5), (59, 5), (60, 10), (600, 10)]
    history = done(*(("course", date(2025, 2, i + 1), f"{i}", much) for i, (much, _) in enumerate(days)))
    assert amounts(policy, history) == [given for _, given in days]


def test_who_reaches_no_tier_reads_how_much_it_takes_and_not_that_the_type_was_worth_nothing() -> None:
    tiers = (Tier(Decimal(30), Decimal(5)), Tier(Decimal(60), Decimal(10)))
    policy = changed("course", measure=HOURS, worth=worth(0, Formula(tiers=tiers)))
    history = done(("course", date(2025, 2, 1), "Short", 29), ("course", date(2024, 1, 31), "Before", 29))
    history = replace(history, awards=(Award("ACA-JSWE", date(2024, 1, 10)),))
    found = standing(replace(policy, floor=date(2024, 1, 1)), history, date(2025, 6, 1))
    known = {activity.ref: activity for activity in history.activities}
    told = {known[entry.activity].name: str(explain.entry(policy, found, entry, known)) for entry in found.entries}
    assert told["Short"] == "0 for Associate: less than 30 hours of Coursework does not count."
    assert told["Before"] == "0 for Associate: Coursework was worth nothing on January 31, 2024."


def test_the_first_talk_of_a_name_counts_twice_in_each_cycle() -> None:
    days = [date(2025, 2, 1), date(2025, 3, 1), date(2027, 3, 1), date(2027, 4, 1)]
    history = done(*(("course", day, "Boards", 1) for day in days), ("course", date(2025, 4, 1), "Enough", 1))
    each = changed("course", worth=worth(20, Formula(times=Decimal(2), each_cycle=True)))
    ever = changed("course", worth=worth(20, Formula(times=Decimal(2))))
    assert amounts(each, history, date(2027, 6, 1)) == [40, 20, 40, 40, 20]
    assert amounts(ever, history, date(2027, 6, 1)) == [40, 20, 40, 20, 20]


def test_no_more_than_so_much_for_one_activity_is_applied_last() -> None:
    policy = changed("course", measure=HOURS, worth=worth(2, Formula(Decimal(1), Decimal(12), times=Decimal(2))))
    history = done(("course", date(2025, 2, 1), "A", 2), ("course", date(2025, 2, 2), "B", 8))
    assert amounts(policy, history) == [10, 12]


def test_a_congress_gives_what_the_cycle_requires() -> None:
    policy = changed("course", worth=worth(0, Formula(required=True)))
    found = standing(policy, done(("course", date(2025, 2, 1), "Congress", 1)))
    assert (int(found.entries[0].amount), found.cycles[0].met_on) == (50, date(2025, 2, 1))


def limited(period: Period, over: str = "", most: int = 15) -> Policy:
    cap = Cap("c", "Local events", ("local-event",), (), period, worth(most), ("talks",), over)
    kinds = {"local-event": "talks", "course": "general"}
    types = tuple(replace(kind, category=kinds.get(kind.key, "")) for kind in USUAL.types)
    return replace(USUAL, caps=(cap,), categories=CATEGORIES, types=types)


EVENTS = done(
    ("local-event", date(2025, 2, 1), "A", 1),
    ("local-event", date(2025, 2, 1), "B", 1),
    ("local-event", date(2025, 2, 28), "C", 1),
    ("local-event", date(2026, 1, 5), "D", 1),
)


@pytest.mark.parametrize(
    ("period", "given"),
    [
        (Period.DAY, [10, 5, 10, 10]),
        (Period.MONTH, [10, 5, 0, 10]),
        (Period.YEAR, [10, 5, 0, 10]),
        (Period.CYCLE_YEAR, [10, 5, 0, 0]),
        (Period.CYCLE, [10, 5, 0, 0]),
    ],
)
def test_a_limit_has_room_again_in_the_next_period(period: Period, given: list[int]) -> None:
    assert amounts(limited(period), EVENTS) == given


def said(policy: Policy, history: History, place: int) -> str:
    found = standing(policy, history)
    return str(explain.entry(policy, found, found.entries[place], {a.ref: a for a in history.activities}))


def test_who_is_over_a_limit_of_a_day_reads_so() -> None:
    assert said(limited(Period.DAY), EVENTS, 1) == (
        "5 of 10 CE units for Associate: “Local events” counts at most 15 in a day, and that is reached."
    )
    assert said(limited(Period.MONTH), EVENTS, 2) == (
        "0 for Associate: “Local events” counts at most 15 CE units in a month of the calendar, and others made them "
        "up. It stays on record."
    )


def test_what_is_over_counts_for_another_category_and_is_said() -> None:
    policy = limited(Period.CYCLE, "general")
    found = standing(policy, EVENTS)
    cycle = found.cycles[0]
    assert [(int(e.amount), e.reason) for e in found.entries] == [
        (10, Reason.COUNTED),
        (10, Reason.SPILLED),
        (10, Reason.SPILLED),
        (10, Reason.SPILLED),
    ]
    assert {c.category: c.amount for c in cycle.categories} == {"talks": 15, "general": 25}
    assert said(policy, EVENTS, 1) == (
        "10 CE units for Associate, of them 5 General: “Local events” counts at most 15 in a cycle, and what is over "
        "counts there."
    )
    assert str(explain_limits.cap_used(policy, found, policy.caps[0], date(2026, 1, 1))) == (
        "Associate: 15 of 15 CE units used for “Local events” in this cycle"
    )


def test_of_what_comes_to_a_category_that_an_activity_is_of_anyway_the_rest_is_said_too() -> None:
    policy = limited(Period.CYCLE, "general")
    whole = (Within("general", (Value(date(2020, 1, 1), Decimal(100), "all of it", share=True),)),)
    types = tuple(replace(kind, of_which=whole) if kind.category == "talks" else kind for kind in policy.types)
    policy = replace(policy, types=types)
    assert said(policy, EVENTS, 1) == (
        "10 CE units for Associate, of them 5 General: “Local events” counts at most 15 in a cycle, and what is over "
        "counts there. Of the other 5: 5 Talks, 5 General."
    )
    assert said(policy, EVENTS, 2).endswith("and what is over counts there.")
    totals = {c.category: c.amount for c in standing(policy, EVENTS).cycles[0].categories}
    assert totals == {"talks": 15, "general": 40}


def test_what_came_to_a_category_is_carried_as_of_that_category() -> None:
    policy = limited(Period.CYCLE, "general")
    enough = [("course", date(2025, month, 1), f"{month}", 1) for month in range(3, 7)]
    history = done(*(("local-event", a.on, a.name, 1) for a in EVENTS.activities[:3]), *enough)
    only = Carry(worth(100), 0, ("talks",), carried_in=CarriedIn.LAST)
    for categories, carried in ((("talks",), 15), (("general",), 20)):
        rule = replace(policy, carry=replace(only, categories=categories))
        assert standing(rule, history, date(2027, 6, 1)).cycles[1].carried_in == carried


def test_what_a_limit_kept_from_counting_is_carried_once_the_cycle_is_renewed_and_arrives_as_one_category() -> None:
    """30 for talks, of which 15 count, 35 needed besides: the others begin the next cycle, as general ones."""
    policy = limited(Period.CYCLE)
    rule = Carry(worth(20), 0, (), carried_in=CarriedIn.LAST, over_limits=True, counts_as="general")
    courses = [("course", date(2025, month, 1), f"{month}", 1) for month in range(3, 7)]
    talks = [("local-event", a.on, a.name, 1) for a in EVENTS.activities[:3]]
    enough, less = done(*talks, *courses), done(*talks, *courses[1:])

    def carried(history: History, **values: object) -> list[int]:
        found = standing(replace(policy, carry=replace(rule, **values)), history, date(2027, 2, 1)).cycles[1:]  # type: ignore[arg-type]
        return [int(c.carried_in) for c in found] + [int(t.amount) for c in found for t in c.categories]

    assert carried(enough) == [20, 20]  # 15 over the limit and 5 over the requirement
    assert carried(enough, over_limits=False) == [5, 5]
    assert carried(enough, counts_as="") == [20]
    assert carried(enough, most=worth(9)) == [9, 9]
    assert carried(enough, categories=("general",)) == [5, 5]
    assert carried(enough, categories=("talks",)) == [20, 20]
    assert carried(enough, months=23) == [15, 15]  # one talk lies before, with 5 over
    assert carried(enough, months=22) == [5, 5]
    assert carried(less) == []  # 45 of 50, and 15 that don't count: not renewed
    by_exam = replace(less, exams=(Exam("ACA-JSWE", date(2026, 12, 1), passed=True),))
    assert carried(by_exam) == [0]  # renewed, but not by what was earned


def test_it_is_said_that_what_is_over_may_be_carried() -> None:
    policy = limited(Period.CYCLE)
    over, usual = (
        "What is over may be carried into the next cycle, once this one is renewed.",
        Carry(worth(20), 0, (), carried_in=CarriedIn.LAST),
    )
    carrying = replace(usual, over_limits=True)
    for place in (1, 2):
        assert said(replace(policy, carry=carrying), EVENTS, place).endswith(f" {over}")
        assert over not in said(replace(policy, carry=usual), EVENTS, place)
        assert over not in said(replace(policy, carry=replace(carrying, categories=("general",))), EVENTS, place)


def test_a_late_renewal_carries_nothing_where_the_policy_says_so_and_is_told_that() -> None:
    courses = [("course", date(2025, month, 1), f"{month}", 1) for month in range(3, 7)]
    before_end, at_end, in_grace = date(2026, 12, 20), date(2027, 1, 10), date(2027, 2, 1)
    a_month_before = Deadline(1, 0, Later.COUNTS, (), late=True, source="")
    for last, in_time, deadline, carried, words in (
        (at_end, True, None, 20, "up to 30 of what is over may be carried"),
        (in_grace, False, None, 20, "up to 30 of what is over may be carried"),
        (in_grace, True, None, 0, "units are not carried into it"),
        (before_end, True, None, 20, "up to 30 of what is over may be carried"),
        (before_end, True, a_month_before, 0, "units are not carried into it"),
    ):
        carry = Carry(worth(30), 0, (), carried_in=CarriedIn.LAST, in_time=in_time)
        policy = replace(USUAL, carry=carry, deadline=deadline)
        history = done(*courses, *(("course", last, name, 1) for name in "ABC"))
        first, second = standing(policy, history, date(2027, 3, 1)).cycles
        assert (first.met_on, int(second.carried_in)) == (last, carried)
        assert words in str(explain_renewals.renewal(policy, "aca", first))


def kind_of(policy: Policy, key: str) -> ActivityType:
    return policy.type(key)


def test_worths_and_limits_are_said() -> None:
    tiers = (Tier(Decimal(30), Decimal(5)), Tier(Decimal(60), Decimal(10)))
    course = kind_of(changed("course", measure=HOURS), "course")
    for formula, sentence in (
        (Formula(tiers=tiers), "5 CE units from 30 hours on, 10 CE units from 60 hours on"),
        (Formula(Decimal(1), Decimal(8)), "2 CE units for 1 hour and 1 more, at most 8 for one activity"),
        (Formula(times=Decimal(2)), "2 CE units for 1 hour, 2 times as much the first time"),
        (Formula(required=True), "what the cycle requires"),
    ):
        assert str(formula_words.worth(USUAL, course, worth(2, formula)[0])) == sentence
    policy = limited(Period.DAY, "general")
    assert str(rule_words.amount_of_limit(policy, policy.caps[0], policy.caps[0].most[0])) == (
        "15 CE units in a day; what is over counts as General"
    )


def test_an_entry_says_nothing_of_other_categories_by_itself() -> None:
    assert Entry("a", 1, Decimal(1), Reason.COUNTED).spilled == ()


def given(kind: str, on: date, name: str, provider: str) -> Activity:
    return Activity(name, kind, on, name, provider=provider)


def by(*activities: Activity) -> History:
    return History((Award("ACA-JSWE", date(2025, 1, 10)),), (), activities)


def test_only_what_an_approved_provider_gave_counts_and_the_reason_names_them() -> None:
    policy = changed("course", providers=("PMI", "ISC2"))
    history = by(
        given("course", date(2025, 2, 1), "A", " pmi "),
        given("course", date(2025, 2, 2), "B", "ISACA"),
        given("course", date(2025, 2, 3), "C", ""),
    )
    found = standing(policy, history)
    assert [e.reason for e in found.entries] == [Reason.COUNTED, Reason.NOT_APPROVED, Reason.NOT_APPROVED]
    assert said(policy, history, 1) == "0 for Associate: Coursework counts where one of these gave it: PMI, ISC2."


def test_a_limit_for_each_provider_has_room_for_each_and_anew_in_the_next_cycle() -> None:
    cap = Cap("c", "Of one provider", ("course",), (), Period.CYCLE, worth(15), of_provider=True)
    policy = replace(USUAL, caps=(cap,))
    told = [("A", "PMI"), ("B", "pmi"), ("C", "PMI"), ("D", "ISACA"), ("E", ""), ("F", "")]
    first = [given("course", date(2025, 2, i + 1), name, who) for i, (name, who) in enumerate(told)]
    assert amounts(policy, by(*first)) == [10, 5, 0, 10, 10, 5]
    assert said(policy, by(*first), 1) == (
        "5 of 10 CE units for Associate: “Of one provider” counts at most 15 in a cycle from one provider, and that is "
        "reached."
    )
    # the second cycle begins in January 2027
    later = [*first, given("course", date(2025, 3, 1), "G", "ISC2"), given("course", date(2027, 3, 1), "H", "PMI")]
    assert amounts(policy, by(*later), date(2027, 6, 1))[-1] == 10
