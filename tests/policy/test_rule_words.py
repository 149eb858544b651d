"""The rules in words: every kind that a policy may have is told to whoever reads them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy import cycle_words, proration_words, rule_words
from recert.policy.again import Again
from recert.policy.cascades import Cascade, Trigger
from recert.policy.condition import Condition
from recert.policy.condition_words import for_whom
from recert.policy.cycles import Anchor, EarlierGrace, Ends, GraceActivity, Length, Rhythm
from recert.policy.formula import Period
from recert.policy.model import (
    Cap,
    Counter,
    CounterOf,
    Demand,
    DemandKind,
    MonthsCounted,
    Policy,
    Rounding,
    Value,
    Way,
)
from recert.policy.portfolio import Portfolio
from recert.policy.proration import Proration
from tests.policy.strategies import program, reference

SINCE = date(2024, 1, 1)
USUAL = reference().policy
PMI = program("pmi").policy


def least(amount: int, when: Condition | None = None) -> tuple[Value, ...]:
    return (Value(SINCE, Decimal(amount), "the rule", when=when),)


def asked(policy: Policy, **values: object) -> list[str]:
    """What the first group asks, with one kind of rule more."""
    first, *others = policy.groups
    changed = replace(policy, groups=(replace(first, **values), *others))  # type: ignore[arg-type]
    return [
        " | ".join(filter(None, (row.way, str(row.what), str(row.whom or ""))))
        for row in rule_words.asked(changed)
        if row.group.key == first.key
    ]


def test_units_are_told_with_for_whom_they_hold() -> None:
    newcomers = (*USUAL.groups[0].required, *least(0, Condition(cycle_to=1)))
    assert asked(USUAL, required=newcomers) == ["50 CE units", "Nothing | in the first cycle"]


def test_an_exception_that_a_later_value_ends_is_told_with_its_end() -> None:
    later = Value(date(2027, 1, 1), Decimal(60), "the rule")
    first = Condition(cycle_to=1)
    values = (*USUAL.groups[0].required, *least(0, first), later)
    ended = "Nothing | in the first cycle, in cycles that begin before January 1, 2027"
    assert asked(USUAL, required=values) == ["50 CE units", ended, "60 CE units"]
    again = replace(values[1], since=later.since)
    assert asked(USUAL, required=(*values, again))[1::2] == ["Nothing | in the first cycle"] * 2


def test_a_group_without_units_says_what_renews_it() -> None:
    assert asked(USUAL, required=()) == ["No units: only passing the exam again renews it"]


def test_categories_are_told_with_their_names() -> None:
    assert asked(PMI)[:2] == ["60 PDUs", "Of them 8 PDUs of Ways of Working"]
    share = replace(PMI.groups[0].minima[0], values=(Value(SINCE, Decimal(20), "", share=True),))
    assert "Of them 20 % of Ways of Working" in asked(PMI, minima=(share,))


@pytest.mark.parametrize(
    ("kind", "of", "first", "words"),
    [
        (DemandKind.EACH_YEAR, "", 1, "Asked: 2 PDUs in every full year of a cycle"),
        (DemandKind.EACH_YEAR, "power-skills", 1, "Asked: 2 PDUs of Power Skills in every full year of a cycle"),
        (DemandKind.EACH_CALENDAR_YEAR, "", 1, "Asked: 2 PDUs in every full year of the calendar in a cycle"),
        (
            DemandKind.EACH_CALENDAR_YEAR,
            "power-skills",
            1,
            "Asked: 2 PDUs of Power Skills in every full year of the calendar in a cycle",
        ),
        (DemandKind.CYCLES, "", 1, "Asked: 2 PDUs in 2 cycles"),
        (DemandKind.CYCLES, "power-skills", 1, "Asked: 2 PDUs of Power Skills in 2 cycles"),
        (DemandKind.CYCLES, "", 2, "Asked: 2 PDUs in 2 cycles, from cycle 2 on"),
        (DemandKind.CYCLES, "power-skills", 2, "Asked: 2 PDUs of Power Skills in 2 cycles, from cycle 2 on"),
        (DemandKind.CATEGORIES, "", 1, "Asked: 2 categories that gave any PDUs"),
    ],
)
def test_a_demand_is_told_by_what_it_looks_at(kind: DemandKind, of: str, first: int, words: str) -> None:
    cycles = 2 if kind is DemandKind.CYCLES else 0
    rule = Demand("asked", "Asked", kind, of, cycles, first if cycles else 0, least(2))
    assert words in asked(PMI, demands=(rule,))


def test_counters_are_told_with_what_they_count() -> None:
    talks = Counter("talks", "Talks", "talk", "talks", ("presenting",), CounterOf.USES)
    card = Counter("card", "Card", "card", "cards", ("presenting",), CounterOf.VALID, 24)
    hours = Counter("hours", "Practice", "hour", "hours", ("presenting",), CounterOf.QUANTITY)
    policy = replace(USUAL, counters=(talks, card, hours))
    rules = tuple(Demand(key, key, DemandKind.COUNTER, key, 0, 0, least(3)) for key in ("talks", "card"))
    assert asked(policy, demands=rules)[1:] == ["talks: 3 talks", "card: valid on the last day of the cycle"]
    yearly = (DemandKind.COUNTER_EACH_YEAR, DemandKind.COUNTER_EACH_CALENDAR_YEAR)
    assert asked(policy, demands=tuple(Demand("talks", "Talks", kind, "talks", 0, 0, least(1)) for kind in yearly))[
        1:
    ] == ["Talks: 1 talk in every full year of a cycle", "Talks: 1 talk in every full year of the calendar in a cycle"]
    assert [str(what) for _, what in rule_words.counters(policy)] == [
        "How many there are of: Presenting at an event",
        "Whether the latest is still valid, 24 months after its day: Presenting at an event",
        "How many hours of: Presenting at an event",
    ]


def test_another_way_stands_beside_what_it_asks() -> None:
    way = Way("less", "Twenty units", least(20), ())
    assert asked(USUAL, ways=(way,))[1:] == ["Twenty units | 20 CE units"]


@pytest.mark.parametrize(
    ("most", "at_once", "words"),
    [
        (100, False, "By what is held on the first day of a cycle, at most 100 CE units."),
        (100, True, "By what is held at any time, at most 100 CE units."),
        (0, False, "By what is held on the first day of a cycle, in CE units."),
        (0, True, "By what is held at any time, in CE units."),
    ],
)
def test_a_portfolio_is_told_with_each_certification(most: int, at_once: bool, words: str) -> None:
    codes = tuple(replace(c, alone=Decimal(40), added=Decimal(20)) for c in USUAL.certifications)
    portfolio = Portfolio(Decimal(most), at_once, "")
    (told,) = asked(replace(USUAL, certifications=codes), required=(), portfolio=portfolio)
    assert told.startswith(words)
    assert "ACA-JSWE: 40 / 20" in told


@pytest.mark.parametrize(
    ("trigger", "aligned", "words"),
    [
        (Trigger.EARNED, True, "earning A renews B until the same date"),
        (Trigger.EARNED, False, "earning A renews B, which then expires its own length later"),
        (Trigger.RENEWED, True, "renewing A renews B until the same date"),
        (Trigger.RENEWED, False, "renewing A renews B, which then expires its own length later"),
    ],
)
def test_a_cascade_is_told(trigger: Trigger, aligned: bool, words: str) -> None:
    cascade = Cascade("up", "Upwards", trigger, ("A",), ("B",), aligned, SINCE, "the rule")
    ((told, source),) = rule_words.cascades(replace(USUAL, cascades=(cascade,)))
    assert str(told) == f"Upwards. Since January 1, 2024, {words}."
    assert source == "the rule"


@pytest.mark.parametrize(("trigger", "verb"), [(Trigger.EARNED, "earning"), (Trigger.RENEWED, "renewing")])
def test_several_that_are_renewed_expire_each_its_own_length_later(trigger: Trigger, verb: str) -> None:
    def told(*, aligned: bool) -> str:
        cascade = Cascade("up", "Upwards", trigger, ("A",), ("B", "C"), aligned, SINCE, "the rule")
        ((said, _),) = rule_words.cascades(replace(USUAL, cascades=(cascade,)))
        return str(said).removeprefix("Upwards. Since January 1, 2024, ")

    assert told(aligned=False) == f"{verb} A renews B and C, each of which then expires its own length later."
    assert told(aligned=True) == f"{verb} A renews B and C until the same date."


def test_a_limit_is_units_or_a_share() -> None:
    cap = Cap("c", "C", ("course",), (), period=Period.CYCLE_YEAR, most=())
    share = Value(SINCE, Decimal(20), "", share=True)
    assert str(rule_words.amount_of_limit(USUAL, cap, share)) == "20 % of what a cycle requires, in each of its years"
    one = Value(SINCE, Decimal(1), "")
    assert str(rule_words.amount_of_limit(USUAL, replace(cap, period=Period.CYCLE), one)) == "1 CE unit in a cycle"


def test_cycles_say_what_is_not_usual_about_them() -> None:
    rule = replace(
        USUAL.cycle,
        rhythm=Rhythm.KEPT_LATE,
        kept_months=6,
        opens_months=12,
        first_months=36,
        first_ends=Ends.END_OF_YEAR,
        earlier=(Length(date(2024, 4, 1), 36, "until then three years"),),
        earlier_graces=(
            EarlierGrace(date(2023, 1, 1), 0, 0, "none at first"),
            EarlierGrace(date(2024, 1, 1), 0, 1, "then a month"),
            EarlierGrace(date(2024, 4, 1), 90, 0, "then 90 days"),
        ),
        grace_activity=GraceActivity.ENDED_CYCLE_AS_NEEDED,
    )
    assert [str(told) for told, _ in cycle_words.particulars(replace(USUAL, cycle=rule))] == [
        "The first cycle has 36 months, and ends with the year.",
        "The next cycle starts where the last one ended if that was renewed in its last 6 months, "
        "and else on the day after the renewal.",
        "Units renew it in its last 12 months only.",
        "A certification awarded or renewed before April 1, 2024 is valid for 36 months.",
        "What ended before January 1, 2023 could not be renewed any more.",
        "What ended before January 1, 2024 can be renewed for one month after its end.",
        "What ended before April 1, 2024 can be renewed for 90 days after its end.",
        "What is awarded after the end of a cycle that can still be renewed goes on with it if it is renewed. If it "
        "lapses instead, a cycle of its own began with that award.",
        "What is earned in grace, and not needed for the cycle that ended, begins the next one. It counts there as "
        "units alone, of no year and of no category, unless what is carried is said to count for one.",
    ]


def test_the_calendar_is_told_group_by_group() -> None:
    assert [str(told) for told in cycle_words.begins(USUAL)] == ["With each holder's own award"]
    groups = tuple(replace(g, periods_from=date(2020, 2, 1)) for g in USUAL.groups)
    found = replace(USUAL, cycle=replace(USUAL.cycle, anchor=Anchor.CALENDAR), groups=groups)
    assert str(cycle_words.begins(found)[0]) == "Associate: the same for everybody, counted from February 1, 2020"


def test_a_shorter_first_cycle_says_what_it_requires() -> None:
    rule = Proration(MonthsCounted.BEGUN, True, 0, Decimal(0), Rounding.UP, Decimal(1), 4, ("power-skills",), "")
    assert proration_words.of_all(PMI) is None
    assert str(proration_words.of_all(replace(PMI, proration=rule))) == (
        "A shorter first cycle requires the share of its months begun, that of the award among them, rounded up to a "
        "multiple of 1. What it requires of Power Skills shrinks alike. Up to 4 months nothing is required."
    )
    each = replace(rule, every=6, units=Decimal(20), counted=MonthsCounted.FULL, nothing_up_to=0, categories=())
    assert str(proration_words.of_all(replace(PMI, proration=each))) == (
        "A shorter first cycle requires 20 PDUs for every 6 of its full months; fewer than 6 left over require "
        "nothing. It never requires more than a whole one."
    )
    begun = replace(each, every=12, counted=MonthsCounted.BEGUN, first_month=False)
    assert str(proration_words.of_all(replace(PMI, proration=begun))) == (
        "A shorter first cycle requires 20 PDUs for every 12 of its months begun, without that of the award; fewer "
        "than 12 left over require nothing. It never requires more than a whole one."
    )


def test_a_type_says_when_the_same_one_counts_again() -> None:
    kind = USUAL.types[0]
    told = [cycle_words.again(replace(kind, again=again, again_months=24)) for again in Again]
    assert [str(sentence) if sentence else "" for sentence in told] == [
        "",
        "The same one once in a cycle",
        "Each one once",
        "The same one again after 24 months",
        "The same one once in a calendar year",
        "The same one not in two calendar years that follow each other",
    ]


def test_a_condition_that_asks_nothing_is_for_everybody() -> None:
    assert str(for_whom(Condition(cycle_from=1), ())) == "for everybody"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (Condition(every=2), "in cycles 2, 4, 6 and so on"),
        (Condition(every=5, cycle_from=6), "in cycles 10, 15, 20 and so on"),
        (Condition(every=5, cycle_from=10), "in cycles 10, 15, 20 and so on"),
        (Condition(every=2, cycle_to=9), "in cycles 2, 4, 6 and so on up to 8"),
        (Condition(every=2, cycle_to=7), "in cycles 2, 4 and 6"),
        (Condition(every=5, cycle_from=6, cycle_to=14), "in cycle 10"),
        (Condition(every=10, cycle_from=6, cycle_to=9), "in no cycle"),
        (Condition(every=1, cycle_from=3), "from cycle 3 on, in every cycle"),
        (Condition(every=1), "in every cycle"),
    ],
)
def test_who_asks_of_every_so_many_cycles_reads_which_these_are(when: Condition, words: str) -> None:
    assert str(for_whom(when, ())) == words
