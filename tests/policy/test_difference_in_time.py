"""Whoever reads what differs reads of every amount when it holds, and whose it is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.condition import Condition
from recert.policy.cycles import Ends
from recert.policy.difference import differences
from recert.policy.formula import Formula
from recert.policy.lateness import MoreOf, Surcharge
from recert.policy.model import Counter, CounterOf, Demand, DemandKind, Policy, Value
from tests.policy.strategies import reference

BEFORE = reference().policy
COURSE = BEFORE.type("course")
SECOND = Condition(every=2)


def said(after: Policy, before: Policy = BEFORE) -> list[str]:
    return [str(each) for each in differences(before, after)]


def dated(*values: tuple[int, int], when: Condition | None = None, by_end: bool = False) -> tuple[Value, ...]:
    return tuple(Value(date(year, 1, 1), Decimal(n), "s", when=when, by_end=by_end) for year, n in values)


def needing(*values: Value) -> Policy:
    return replace(BEFORE, groups=(replace(BEFORE.groups[0], required=values), *BEFORE.groups[1:]))


def row(from_day: int, units: int, *law: int, share: bool = False, every: int = 0, source: str = "s") -> Surcharge:
    more = tuple(MoreOf("law", Decimal(n)) for n in law)
    return Surcharge(from_day, Decimal(units), share=share, every_months=every, source=source, more_of=more)


def late(*rows: Surcharge) -> Policy:
    return replace(BEFORE, surcharges=rows)


def test_an_amount_that_another_follows_is_told_for_its_time() -> None:
    usual = needing(*dated((2020, 50)))
    becomes = "Associate: 50 CE units needed in a cycle become"
    assert said(needing(*dated((2020, 50), (2027, 60), (2029, 70))), usual) == [
        f"{becomes} 60 in cycles that begin from January 1, 2027 to December 31, 2028.",
        f"{becomes} 70 in cycles that begin on January 1, 2029 or later.",
    ]
    assert said(needing(*dated((2020, 50), (2027, 60), (2029, 50))), usual) == [
        f"{becomes} 60 in cycles that begin from January 1, 2027 to December 31, 2028.",
    ]
    by_end = (*dated((2020, 50)), *dated((2027, 60), (2029, 70), by_end=True))
    told = said(needing(*by_end), needing(*dated((2020, 50)), *dated((2027, 50), (2029, 70), by_end=True)))
    assert told == [f"{becomes} 60 in cycles that end from January 1, 2027 to December 31, 2028."]


def test_a_worth_that_another_follows_is_told_for_its_time() -> None:
    def worth(*values: tuple[int, int]) -> Policy:
        return replace(BEFORE, types=(replace(COURSE, worth=dated(*values)), *BEFORE.types[1:]))

    assert said(worth((2020, 10), (2027, 20), (2029, 30)), worth((2020, 10))) == [
        "Coursework: 10 CE units become 20 from January 1, 2027 to December 31, 2028.",
        "Coursework: 10 CE units become 30 from January 1, 2029.",
    ]


def test_a_worth_that_was_another_until_a_day_is_told_with_both() -> None:
    def worth(first: int) -> Policy:
        usual, before = (replace(dated((2020, 10))[0], formula=Formula(plus=Decimal(n))) for n in (1, first))
        both = (before, replace(usual, since=date(2027, 1, 1)))
        return replace(BEFORE, types=(replace(COURSE, worth=both), *BEFORE.types[1:]))

    (told,) = said(worth(2), worth(1))
    assert "from January 1, 2020 to December 31, 2026, instead of" in told


def test_an_exception_that_begins_later_is_told_in_one_sentence() -> None:
    two = dated((2020, 50), (2027, 60))
    other = dated((2020, 5), when=Condition(cycle_to=1))
    moved, early = dated((2029, 0), when=SECOND), dated((2020, 0), when=SECOND)
    only = "Associate, in cycles 2, 4, 6 and so on: 0 CE units only in cycles that begin on January 1, 2029 or later."
    assert said(needing(*two, *other, *moved), needing(*two, *other, *early)) == [only]
    five = (*early, *dated((2029, 5), when=SECOND))
    assert only not in said(needing(*two, *other, *moved), needing(*two, *other, *five))
    again = (*moved, *dated((2031, 7), when=SECOND))
    assert only not in said(needing(*two, *other, *again), needing(*two, *other, *early))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            (row(1, 20), row(182, 50)),
            (row(1, 20), row(90, 40)),
            [
                "Renewed 90 to 181 days late: it takes 40 CE units more instead of 20.",
                "Renewed 182 days late or later: it takes 40 CE units more instead of 50.",
            ],
        ),
        (
            (row(1, 20),),
            (row(31, 20),),
            ["Renewed 1 to 30 days late: it takes no more for that, instead of 20 CE units."],
        ),
        ((row(1, 20),), (row(2, 20),), ["Renewed 1 day late: it takes no more for that, instead of 20 CE units."]),
        ((row(5, 20),), (row(6, 20),), ["Renewed 5 days late: it takes no more for that, instead of 20 CE units."]),
        (
            (row(1, 20), row(31, 50)),
            (row(1, 30), row(31, 50)),
            ["Renewed 1 to 30 days late: it takes 30 CE units more instead of 20."],
        ),
        ((row(1, 20),), (row(1, 20), row(31, 20)), []),
        (
            (row(1, 20, share=True),),
            (row(1, 30, share=True),),
            ["Renewed 1 day late or later: it takes 30 % of what is required more instead of 20 %."],
        ),
        ((row(1, 0, 5),), (row(1, 9, 5),), ["Renewed 1 day late or later: it takes 9 CE units more in all."]),
        (
            (row(1, 9, 5),),
            (row(1, 0, 5),),
            ["Renewed 1 day late or later: it takes no more in all, instead of 9 CE units."],
        ),
        ((row(1, 0, 5),), (), ["Renewed 1 day late or later: it takes no more for that."]),
        (
            (row(1, 5, every=1),),
            (row(31, 5, every=1),),
            [
                "Renewed 1 to 30 days late: it takes no more for that, instead of 5 CE units.",
                "Renewed 31 days late or later: months begun are counted from day 31 on instead of from day 1.",
            ],
        ),
        (
            (row(1, 5), row(31, 9, source="other")),
            (row(1, 5), row(31, 9)),
            ["Renewed 31 days late or later: the source reads “s” instead of “other”."],
        ),
        (
            (row(1, 5), row(31, 9, source="other")),
            (row(1, 5),),
            ["Renewed 31 days late or later: it takes 5 CE units more instead of 9."],
        ),
    ],
)
def test_whoever_changes_what_being_late_takes_reads_how_late_somebody_is_then(
    before: tuple[Surcharge, ...], after: tuple[Surcharge, ...], told: list[str]
) -> None:
    assert said(late(*after), late(*before)) == told


def test_a_choice_is_told_with_the_demand_and_the_level_that_it_is_of() -> None:
    def asking(least: int) -> Demand:
        talks = Demand("talks", "Talks", DemandKind.COUNTER, "talks", 0, 0, dated((2020, least)))
        units = Demand("units", "Units", DemandKind.UNITS, "", 0, 0, dated((2020, 5)))
        return Demand("one", "One of two", DemandKind.CHOICES, "", 0, 0, dated((2020, 1)), choices=(talks, units))

    counter = Counter("talks", "Talks", "talk", "talks", ("presenting",), CounterOf.USES)
    group, *others = BEFORE.groups
    for more, name in ((tuple(others), "Associate, "), ((), "")):
        two, three = (
            replace(BEFORE, counters=(counter,), groups=(replace(group, demands=(asking(n),)), *more)) for n in (2, 3)
        )
        assert said(three, two) == [
            f"{name}One of two, Talks: at least 2 talks become at least 3, in cycles that are over, too."
        ]


def test_the_end_of_a_first_cycle_is_compared_with_none_where_there_was_none() -> None:
    def first(months: int | None, ends: Ends) -> Policy:
        return replace(BEFORE, cycle=replace(BEFORE.cycle, first_months=months, first_ends=ends))

    usual, year = first(None, Ends.SAME_DAY), first(12, Ends.END_OF_YEAR)
    has = "The first cycle after an award has 12 months."
    assert said(year, usual) == [has, "A first cycle of its own length ends with its year."]
    assert said(first(12, Ends.SAME_DAY), usual) == [has]
    (told,) = said(usual, year)
    assert told.startswith("The first cycle after an award is as long as the others again")
    ends = "A first cycle of its own length ends with its year instead of on the same day."
    assert said(year, first(12, Ends.SAME_DAY)) == [ends]
