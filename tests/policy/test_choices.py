"""One demand that is met by any of several things, or by so many of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import CycleState, GroupStanding
from recert.policy.condition import Condition
from recert.policy.explain import alternatives, missing
from recert.policy.explain_demands import demands
from recert.policy.explain_states import expiry_step
from recert.policy.history import Activity, Award, History
from recert.policy.measure_words import reached
from recert.policy.model import Category, Counter, CounterOf, Demand, DemandKind, Policy, Value, Way
from recert.policy.no_way_words import no_way
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.rule_words import asked
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
USUAL = reference().policy
SINCE, TODAY = date(2020, 1, 1), date(2026, 6, 1)


def least(amount: int, when: Condition | None = None) -> tuple[Value, ...]:
    return (Value(SINCE, Decimal(amount), "", when=when),)


CARD = Demand("card", "A current card", DemandKind.COUNTER, "card", 0, 0, least(1))
TALKS = Demand("talks", "Two talks", DemandKind.COUNTER, "talks", 0, 0, least(2))
ETHICS = Demand("ethics", "20 units in ethics", DemandKind.UNITS, "ethics", 0, 0, least(20))
EITHER = Demand("either", "Ethics", DemandKind.CHOICES, "", 0, 0, least(1), choices=(CARD, TALKS, ETHICS))


def policy(demand: Demand = EITHER, required: int = 10) -> Policy:
    return replace(
        USUAL,
        categories=(Category("ethics", "Ethics"),),
        counters=(
            Counter("card", "Card", "card", "cards", ("global-event",), CounterOf.VALID, 10),
            Counter("talks", "Talks", "talk", "talks", ("presenting",), CounterOf.USES),
        ),
        types=tuple(
            replace(kind, category="ethics") if kind.key == "course" else replace(kind, worth=kind.worth)
            for kind in USUAL.types
        ),
        groups=tuple(replace(group, required=least(required), demands=(demand,)) for group in USUAL.groups),
    )


def done(*kinds: str) -> History:
    activities = tuple(Activity(f"{i}", kind, date(2026, 2, 1 + i), f"{kind} {i}") for i, kind in enumerate(kinds))
    return History((Award("ACA-JSWE", date(2025, 1, 10)),), (), activities)


def standing(rules: Policy, history: History, as_of: date = TODAY) -> GroupStanding:
    return assess(plan(rules), history, as_of).groups[0]


@pytest.mark.parametrize(
    ("kinds", "met"),
    [
        (("course",), False),
        (("course", "course"), True),
        (("presenting",), False),
        (("presenting", "presenting"), True),
        (("global-event",), False),  # the card is over before the cycle is
    ],
)
def test_any_of_them_is_enough(kinds: tuple[str, ...], met: bool) -> None:
    assert (standing(policy(), done(*kinds)).cycles[0].state is CycleState.RENEWED) is met


def test_a_card_that_lasts_until_the_end_is_enough_too() -> None:
    history = replace(done("local-event"), activities=(Activity("0", "global-event", date(2026, 4, 1), "Card"),))
    assert standing(policy(required=0), history).cycles[0].met_on == date(2026, 4, 1)


def test_so_many_of_them_may_be_needed() -> None:
    two = replace(EITHER, values=least(2))
    assert standing(policy(two), done("course", "course")).cycles[0].state is CycleState.OPEN
    history = done("course", "course", "presenting", "presenting")
    assert standing(policy(two), history).cycles[0].state is CycleState.RENEWED


def test_a_choice_that_asks_for_nothing_is_none() -> None:
    newcomers = replace(CARD, values=(*least(1), *least(0, Condition(cycle_to=1))))
    demand = replace(EITHER, choices=(newcomers, TALKS))
    assert standing(policy(demand), done("course")).cycles[0].state is CycleState.OPEN


def test_what_is_missing_names_the_choices() -> None:
    rules, history = policy(), done("course", "presenting")
    found = standing(rules, history)
    cycle = found.cycles[0]
    assert str(missing(rules, rules.groups[0], cycle, TODAY)) == (
        "No more CE units. Still needed: Ethics (one of: A current card; Two talks; 20 units in ethics)."
    )
    assert [str(each) for each in demands(rules, rules.groups[0], cycle, TODAY)] == [
        "Ethics: 0 of 1 met. A current card: none on record that is valid on the last day of the cycle; "
        "Two talks: 1 of 2 talks; 20 units in ethics: 10 of 20 CE units"
    ]
    assert str(alternatives(rules, found)[0]) == (
        "Complete by January 10, 2027: Ethics (one of: A current card; Two talks; 20 units in ethics). That renews all "
        "your active Associate certifications together."
    )
    two = policy(replace(EITHER, values=least(2)))
    half = standing(two, done("course", "course")).cycles[0]
    assert str(missing(two, two.groups[0], half, TODAY)).endswith("Ethics (one of: A current card; Two talks).")


def test_what_is_met_is_not_said_to_be_missing() -> None:
    """The way as a whole names all choices and what is met; what is still needed names neither that nor them."""
    rules, history = policy(replace(EITHER, choices=(ETHICS, TALKS)), 30), done("presenting", "presenting")
    found = standing(rules, history)
    assert str(alternatives(rules, found)[0]).endswith(
        "Also needed: Ethics (one of: 20 units in ethics; Two talks) (met)."
    )
    assert "Ethics" not in str(missing(rules, rules.groups[0], found.cycles[0], TODAY))
    two = policy(replace(EITHER, values=least(2)), 30)
    assert str(alternatives(two, standing(two, history))[0]).endswith(
        "Also needed: Ethics (2 of: A current card; Two talks; 20 units in ethics)."
    )


def test_what_is_met_and_required_is_said_as_it_is_called() -> None:
    """Without a requirement where there is none."""
    rules = policy(replace(EITHER, choices=(ETHICS, TALKS)), 0)
    found = standing(rules, done("presenting", "presenting"))
    assert [str(expiry_step(rules, each, found)) for each in found.holdings[0].steps][-1].endswith(
        "with all your Associate certifications."
    )
    first = rules.groups[0]
    way = Way("other", "Another way", least(20), ())
    only = replace(first, required=least(90), demands=(), ways=(way,))
    by_way = replace(rules, groups=(only, *rules.groups[1:]))
    found_by_way = standing(by_way, done("presenting", "presenting", "course"))
    step = str(expiry_step(by_way, found_by_way.holdings[0].steps[-1], found_by_way))
    assert "by “Another way”: from" in step and step.endswith(", with all your Associate certifications.")
    assert str(reached(rules, found.cycles[0])) == "20 CE units"
    assert str(reached(rules, found.cycles[0]._replace(required=Decimal(1)))) == "20 CE units where 1 is enough"


def test_the_cheapest_of_them_is_planned() -> None:
    rules = policy()
    best = outlook(plan(rules), done("course"), TODAY).targets[0].best
    assert best is not None
    assert best.cost == 1
    talking = outlook(plan(rules), done("course"), TODAY, Wish(types=("presenting",))).targets[0].best
    assert talking is not None
    assert [(step.type, step.times) for step in talking.steps] == [("presenting", 2)]
    assert talking.is_proved
    nothing = outlook(plan(rules), done("course"), TODAY, Wish(types=("local-event",))).targets[0]
    assert nothing.best is None
    assert "Ethics (A current card; Two talks; 20 units in ethics)" in str(no_way(rules, nothing))


def test_the_rules_say_what_there_is_to_choose() -> None:
    said = [str(row.what) for row in asked(policy()) if row.group.key == "aca"]
    assert said[1:] == [
        "Ethics: one of: A current card; Two talks; 20 units in ethics",
        "Of “Ethics”: A current card: valid on the last day of the cycle",
        "Of “Ethics”: Two talks: 2 talks",
        "Of “Ethics”: 20 units in ethics: 20 CE units of Ethics",
    ]


CHOICES = """
[[group.aca.also]]
key = "either"
title = "Either"
kind = "choices"
least = [{ from = 2024-02-01, count = 1, source = "s" }]

[[group.aca.also.choice]]
key = "units"
title = "Units"
kind = "units"
carried_units = "don't count"
least = [{ from = 2024-02-01, units = 20, source = "s" }]

[[group.aca.also.choice]]
key = "years"
title = "Years"
kind = "each year"
years = "of the cycle"
carried_units = "don't count"
least = [{ from = 2024-02-01, units = 20, source = "s" }]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", ""),
        (CHOICES[CHOICES.index("[[group.aca.also.choice]]") :], "", "there are no choices"),
        ("count = 1", "count = 3", "there are 2 choices, and it asks 3 of them"),
        ('key = "years"', 'key = "units"', "two demands are called units"),
        ('kind = "units"\n', 'kind = "choices"\n', '`kind` is "choices"'),
        ('carried_units = "don\'t count"\nleast', "least", "`carried_units` is missing"),
    ],
)
def test_a_policy_names_two_or_more_of_them(old: str, new: str, said: str) -> None:
    found = parse_policy(TEXT + CHOICES.replace(old, new, 1))
    problems = [problem.what for problem in found.problems] if isinstance(found, Problems) else []
    assert bool(problems) is bool(said), problems
    assert any(said in problem for problem in problems or [""]), problems
