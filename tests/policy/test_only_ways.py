"""Groups that require nothing of their own: each of several ways is enough, and asks for things of its own."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle, GroupStanding
from recert.policy.condition import Condition
from recert.policy.cycles import Unmet
from recert.policy.difference import differences
from recert.policy.explain import alternatives, missing
from recert.policy.explain_demands import demands
from recert.policy.history import Activity, Award, History
from recert.policy.model import Category, Counter, CounterOf, Demand, DemandKind, Policy, Value, Way
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import what_if_told
from recert.policy.planning.way import Wish
from recert.policy.rule_words import asked
from recert.policy.story import story
from recert.policy.what_if import what_if
from tests.policy.strategies import reference
from tests.policy.test_handbook import text_of

USUAL = reference().policy
SINCE, TODAY = date(2020, 1, 1), date(2026, 6, 1)


def least(amount: int, when: Condition | None = None, since: date = SINCE) -> tuple[Value, ...]:
    return (Value(since, Decimal(amount), "", when=when),)


ETHICS = Demand("ethics", "Ten units in ethics", DemandKind.UNITS, "ethics", 0, 0, least(10))
TALK = Demand("talk", "A talk", DemandKind.COUNTER, "talks", 0, 0, least(1))
EXAM = Demand("exam", "The exam", DemandKind.COUNTER, "exams", 0, 0, least(1))
PRACTICE = Way("practice", "By practice", least(30), (ETHICS, TALK))
BY_EXAM = Way("exam", "The exam", (), (EXAM,))
NEWCOMERS = Way("new", "What newcomers need", least(0, Condition(cycle_to=1)), (TALK,))


def policy(*ways: Way) -> Policy:
    return replace(
        USUAL,
        retake=None,
        categories=(Category("ethics", "Ethics"),),
        counters=(
            Counter("talks", "Talks", "talk", "talks", ("presenting",), CounterOf.USES),
            Counter("exams", "Exams", "exam", "exams", ("global-event",), CounterOf.USES),
        ),
        types=tuple(replace(kind, category="ethics") if kind.key == "course" else kind for kind in USUAL.types),
        groups=tuple(replace(group, required=(), ways=ways) for group in USUAL.groups),
    )


def history(*kinds: str, awarded: date = date(2025, 1, 10), year: int = 2026) -> History:
    done = tuple(Activity(f"{i}", kind, date(year, 2, 1 + i), f"{kind} {i}") for i, kind in enumerate(kinds))
    return History((Award("ACA-JSWE", awarded),), (), done)


def standing(rules: Policy, found: History, on: date = TODAY) -> GroupStanding:
    return assess(plan(rules), found, on).groups[0]


def last(rules: Policy, found: History, on: date = TODAY) -> Cycle:
    return standing(rules, found, on).cycles[-1]


@pytest.mark.parametrize(
    ("kinds", "way"),
    [
        (("course", "presenting"), "practice"),
        (("presenting", "presenting"), ""),  # no ethics
        (("course", "course", "course"), ""),  # no talk
        (("global-event",), "exam"),
    ],
)
def test_whoever_does_all_of_one_way_renews_by_it(kinds: tuple[str, ...], way: str) -> None:
    found = last(policy(PRACTICE, BY_EXAM), history(*kinds))
    assert found.way == way
    assert (found.met_on is not None) is bool(way)


def test_a_way_for_newcomers_is_none_in_the_second_cycle() -> None:
    rules = policy(BY_EXAM, NEWCOMERS)
    first = standing(rules, history())
    assert str(alternatives(rules, first)[1]).startswith("What newcomers need: A talk by ")
    assert last(rules, history("presenting")).way == "new"
    done = (Activity("1", "global-event", date(2025, 1, 5), "a"), Activity("2", "presenting", date(2026, 4, 1), "b"))
    grown = replace(history(awarded=date(2024, 3, 10)), activities=done)
    found = standing(rules, grown)
    second = found.cycles[-1]
    assert (second.number, second.met_on) == (2, None)
    assert [way.way for way in second.ways] == ["exam"]
    assert [str(each) for each in alternatives(rules, found)] == ["The exam: 1 exam by March 10, 2028."]
    assert demands(rules, rules.groups[0], second, TODAY) == ()  # the talk is of no way any more
    best = outlook(plan(rules), grown, TODAY).targets[0].best
    assert best is not None
    assert [step.type for step in best.steps] == ["global-event"]


def test_somebody_who_looks_is_told_the_ways_and_no_requirement() -> None:
    rules = policy(PRACTICE, BY_EXAM)
    found = standing(rules, history("course"))
    cycle = found.cycles[0]
    assert str(missing(rules, rules.groups[0], cycle, TODAY)) == (
        "It takes one of these: By practice (10 of 30 CE units); The exam."
    )
    assert [str(each) for each in alternatives(rules, found)] == [
        "By practice: 30 CE units, with Ten units in ethics (met), A talk, by January 10, 2027.",
        "The exam: 1 exam by January 10, 2027.",
    ]
    assert [str(each) for each in demands(rules, rules.groups[0], cycle, TODAY)] == [
        "Ten units in ethics: 10 of 10 CE units"
    ]
    alone = policy(BY_EXAM)
    assert str(missing(alone, alone.groups[0], last(alone, history()), TODAY)) == "It takes this: The exam."


def test_of_a_way_that_has_its_units_it_is_told_what_else_it_lacks() -> None:
    rules = policy(PRACTICE, BY_EXAM)
    units = last(rules, history("course", "course", "course"))
    assert str(missing(rules, rules.groups[0], units, TODAY)) == (
        "It takes one of these: By practice (30 of 30 CE units, still needed: A talk); The exam."
    )


def test_whoever_passed_one_of_two_exams_reads_which_one_a_way_still_takes() -> None:
    seven, six = (
        replace(EXAM, key="seven", title="NSE 7 exam"),
        replace(EXAM, key="six", title="NSE 6 exam", of="talks"),
    )
    rules = policy(Way("both", "NSE 7 and NSE 6", (), (seven, six)))
    rules = replace(rules, counters=tuple(replace(each, one="exam", many="exams") for each in rules.counters))
    told = {"global-event": "NSE 7 exam (met), NSE 6 exam", "presenting": "NSE 7 exam, NSE 6 exam (met)"}
    for passed, way in told.items():
        said = [str(each) for each in alternatives(rules, standing(rules, history(passed)))]
        assert said == [f"NSE 7 and NSE 6: {way} by January 10, 2027."]


def test_what_a_way_asks_of_others_alone_is_not_listed_as_a_part_of_it() -> None:
    newcomers = Condition(cycle_to=1)
    for_others = replace(ETHICS, values=(*least(10), *least(0, newcomers)))
    talk = replace(TALK, values=(*least(1), *least(0, newcomers)))
    rules = policy(replace(PRACTICE, demands=(for_others, talk)), replace(BY_EXAM, demands=(EXAM, talk)))
    assert [str(each) for each in alternatives(rules, standing(rules, history()))] == [
        "By practice: 30 CE units by January 10, 2027.",
        "The exam: 1 exam by January 10, 2027.",
    ]


def test_whoever_tries_an_activity_before_the_window_opens_reads_how_far_each_way_is() -> None:
    rules = policy(PRACTICE)
    rules = replace(rules, cycle=replace(rules.cycle, opens_months=3))
    some = history("course")
    tried = (Activity("new", "course", date(2026, 6, 10), "new"),)
    first, *_ = map(str, (line.text for line in what_if_told(rules, what_if(plan(rules), some, tried, TODAY))))
    assert first == "Associate: 20 CE units. Not renewed yet. It takes this: By practice (20 of 30 CE units)."
    found = standing(rules, some)
    said = str(missing(rules, rules.groups[0], found.cycles[0], TODAY))
    assert said == "It takes this: By practice (10 of 30 CE units)."
    assert len(alternatives(rules, found)) == 1
    enough = history("course", "course", "presenting")
    found = standing(rules, enough)
    opens = "Nothing more is needed: it renews on October 10, 2026, on which its last 3 months begin, by “By practice”."
    assert str(missing(rules, rules.groups[0], found.cycles[0], TODAY)) == opens
    assert alternatives(rules, found) == ()
    first, *_ = map(str, (line.text for line in what_if_told(rules, what_if(plan(rules), enough, tried, TODAY))))
    assert first == f"Associate: 50 CE units. Not renewed yet. {opens}"


def test_the_cheapest_way_is_planned() -> None:
    rules = policy(PRACTICE, BY_EXAM)
    best = outlook(plan(rules), history("course"), TODAY).targets[0].best
    assert best is not None
    assert [(step.type, step.times) for step in best.steps] == [("presenting", 1)]
    courses = outlook(plan(rules), history("presenting"), TODAY, Wish(types=("course", "local-event"))).targets[0].best
    assert courses is not None
    assert courses.is_proved
    assert {step.type for step in courses.steps} == {"course"}


def test_the_rules_call_none_of_them_another_way() -> None:
    text = " ".join(text_of(policy(PRACTICE, BY_EXAM)).split())
    assert "one way to renew is “By practice”" in text
    assert "another way to renew" not in text
    assert "Ten units in ethics: needed besides. What counts is “Ethics”." in text
    assert "The exam, The exam" not in text


def test_the_rules_say_of_a_way_for_some_alone_that_it_is_closed_to_others() -> None:
    text = " ".join(text_of(policy(PRACTICE, NEWCOMERS)).split())
    told = (
        "newcomers need, in the first cycle: no CE units are needed. • What newcomers need: closed in all other cases."
    )
    assert told in text
    assert text.count("What newcomers need: closed") == 1
    rows = [(row.what, row.whom) for row in asked(policy(PRACTICE, NEWCOMERS)) if row.way == NEWCOMERS.title]
    assert [(str(what), str(whom or "")) for what, whom in rows] == [
        ("Nothing", "in the first cycle"),
        ("Closed in all other cases", ""),
        ("A talk: 1 talk", ""),
    ]


ALL = replace(NEWCOMERS, required=least(5))
FREE = replace(NEWCOMERS, required=())
LATER = replace(NEWCOMERS, required=least(0, Condition(cycle_from=2)))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            NEWCOMERS,
            LATER,
            [
                "open in other cases than before, with 0 CE units{}. Now: from cycle 2 on. Until now: in the first "
                "cycle."
            ],
        ),
        (
            NEWCOMERS,
            replace(LATER, required=least(5, Condition(cycle_from=2))),
            [
                "5 CE units from cycle 2 on, instead of 0 CE units in the first cycle{}. It stays closed in all other "
                "cases."
            ],
        ),
        (NEWCOMERS, replace(NEWCOMERS, required=least(0, Condition(cycle_to=1), date(2021, 1, 1))), []),
        (ALL, NEWCOMERS, ["closed in all other cases{}, instead of 5 CE units."]),
        (NEWCOMERS, ALL, ["5 CE units{}, instead of closed in all other cases."]),
        (NEWCOMERS, FREE, ["no units are needed{}, instead of closed in all other cases."]),
        (FREE, NEWCOMERS, ["closed in all other cases."]),
    ],
)
def test_a_difference_says_to_whom_a_way_is_closed(before: Way, after: Way, told: list[str]) -> None:
    """And nothing of sources: that it is closed to others stands nowhere."""
    sourced = [policy(PRACTICE, replace(way, required=sources(way.required))) for way in (before, after)]
    of_all = [str(each).partition(f"{NEWCOMERS.title}: ")[2] for each in differences(*sourced)]
    assert [each for each in of_all if each] == [each.format(", in cycles that are over, too") for each in told]


def sources(values: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(replace(value, source="the rule") for value in values)


def told(rules: Policy, found: History, on: date) -> list[str]:
    return [str(line.text) for line in story(rules, found, assess(plan(rules), found, on))]


MORE = Demand("more", "Forty units in two cycles", DemandKind.CYCLES, "", 2, 0, least(40))
TWO = Way("two", "Forty units in two cycles", (), (MORE,))


def test_what_was_not_met_is_told_with_what_each_way_had() -> None:
    rules = policy(Way("practice", "By practice", least(30), ()), TWO)
    goes_on = replace(rules, cycle=replace(rules.cycle, unmet=Unmet.FORGIVEN))
    took = "It took one of these: By practice (20 of 30 CE units); Forty units in two cycles (20 CE units more)."
    lines = told(goes_on, history("course", "course"), date(2027, 6, 1))
    assert [line for line in lines if "It took" in line] == [
        f"Not met: 20 CE units by April 10, 2027. {took} Your Associate certifications stay; the next cycle began "
        "after January 10, 2027."
    ]
    lines = told(rules, history("course", "course"), date(2027, 6, 1))
    assert f"20 CE units: not renewed by April 10, 2027, so it lapsed. {took}" in lines


def test_what_lacked_only_what_each_way_asks_for_is_told_with_that_alone() -> None:
    rules = policy(Way("practice", "By practice", least(20), ()))
    besides = replace(rules, groups=tuple(replace(group, demands=(TALK,)) for group in rules.groups))
    lines = told(besides, history("course", "course"), date(2027, 6, 1))
    assert "20 CE units: not renewed by April 10, 2027, so it lapsed. Missing: A talk." in lines


def test_several_cycles_in_which_nothing_was_done_are_told_with_what_they_took() -> None:
    rules = policy(Way("practice", "By practice", least(30), ()), BY_EXAM)
    goes_on = replace(rules, cycle=replace(rules.cycle, unmet=Unmet.FORGIVEN))
    lines = told(goes_on, history(awarded=date(2021, 1, 10)), date(2028, 6, 1))
    assert any("none was met. It took one of these: By practice (0 of 30 CE units); The exam." in x for x in lines)
