"""What each year is asked may be decided by its own first day: a change then holds inside cycles that run."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle, CycleState
from recert.policy.condition import Condition
from recert.policy.difference import differences
from recert.policy.difference_past import differences_told
from recert.policy.handbook import handbook
from recert.policy.history import Activity, History
from recert.policy.model import Policy, Value
from recert.policy.plan import plan
from recert.policy.planning.trial import Trial, goals_of
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.relieved_words import relieved
from recert.policy.rule_words import asked as asked_of_all
from recert.policy.story import story
from recert.policy.warn import warnings
from tests.policy.test_circumstances import TEXT, policy_of
from tests.policy.test_relief import AWAY, BY_MONTHS, LONG, away, course, of

BOTH = """
[[group.aca.also]]
key = "yearly"
title = "So much in each year"
kind = "each year"
years = "of the calendar"
carried_units = "don't count"
governed_by = "year start"
least = [
  { from = 2020-02-01, units = 5, source = "s" },
  { from = 2026-01-01, units = 10, source = "from 2026 on" },
]
"""
OF_CYCLE = BOTH.replace('"of the calendar"', '"of the cycle"')
AT_FIRST = BOTH.replace('"year start"', '"cycle start"')


def rules(more: str = BOTH, text: str = LONG) -> Policy:
    return policy_of(text + AWAY + more)


def cycle_of(policy: Policy, history: History, on: date = date(2026, 12, 1)) -> Cycle:
    return assess(plan(policy), history, on).groups[0].cycles[0]


def asked(policy: Policy, history: History | None = None) -> dict[int, int]:
    (total,) = cycle_of(policy, history or of()).demands
    return {year.year: int(year.amount) for year in total.asked}


def test_years_that_begin_on_the_day_or_later_are_asked_more_inside_a_cycle_that_runs() -> None:
    assert asked(rules()) == {2025: 5, 2026: 10, 2027: 10, 2028: 10}
    assert asked(rules(BOTH.replace("2026-01-01", "2026-01-02"))) == {2025: 5, 2026: 5, 2027: 10, 2028: 10}
    (total,) = cycle_of(rules(AT_FIRST), of()).demands
    assert (int(total.required), total.asked) == (5, ())


def test_a_year_of_the_cycle_that_began_before_the_change_is_asked_as_before() -> None:
    assert asked(rules(OF_CYCLE, TEXT), of(awarded=date(2024, 5, 10))) == {1: 5, 2: 5}
    assert asked(rules(OF_CYCLE, TEXT), of(awarded=date(2025, 1, 1))) == {1: 5, 2: 10}


def test_the_first_value_holds_before_its_day_too() -> None:
    assert asked(rules(BOTH.replace("2020-02-01", "2025-06-01"))) == {2025: 5, 2026: 10, 2027: 10, 2028: 10}


def test_each_year_has_to_give_what_it_is_asked() -> None:
    policy = rules(OF_CYCLE, TEXT)
    five = tuple(replace(k, worth=tuple(replace(v, amount=Decimal(5)) for v in k.worth)) for k in policy.types)
    policy = replace(policy, types=five, groups=tuple(replace(g, required=g.required[:1]) for g in policy.groups))
    units = tuple(replace(v, amount=Decimal(10)) for v in policy.groups[0].required)
    policy = replace(policy, groups=tuple(replace(g, required=units) for g in policy.groups))
    first, second, third = course("2025-02-01", 1), course("2026-02-01", 2), course("2026-03-01", 3)
    assert cycle_of(policy, of(first, second)).state == CycleState.OPEN
    (total,) = cycle_of(policy, of(first, second)).demands
    assert (int(total.amount), int(total.required)) == (5, 10)
    assert cycle_of(policy, of(first, second, third)).met_on == date(2026, 3, 1)


def test_whom_a_value_is_for_is_decided_by_the_cycles_first_day() -> None:
    policy = rules(OF_CYCLE, TEXT)
    old = Condition(held_years=1)
    values = (*policy.group("aca").demands[0].values, Value(date(2026, 1, 1), Decimal(2), "s", when=old))
    demands = (replace(policy.group("aca").demands[0], values=values),)
    policy = replace(policy, groups=tuple(replace(g, demands=demands) for g in policy.groups))
    assert asked(policy) == {1: 5, 2: 10}  # a year held on the first day of year 2, and not of the cycle


def test_leave_takes_its_share_off_what_the_year_is_asked() -> None:
    leave = of(away("2025-01-01", "2026-06-30"))
    assert asked(rules(BOTH + BY_MONTHS), leave) == {2025: 0, 2026: 5, 2027: 10, 2028: 10}


def test_a_year_that_ends_a_credential_is_looked_at_by_what_it_is_asked() -> None:
    ends = '\n[group.aca.also.missed]\ndays = 0\nthen = "ends"\nsource = "s"\n'
    five = [Activity(f"{n}", "course", day, f"C{n}") for n, day in enumerate((date(2025, 3, 1), date(2026, 3, 1)))]
    policy = rules(OF_CYCLE.replace("units = 10", "units = 12") + ends, TEXT.replace("months = 24", "months = 36", 1))
    found = assess(plan(policy), of(*five), date(2027, 1, 5)).groups[0].cycles[0]  # 10 of 5, and 10 of 12
    assert found.missed is not None
    assert (found.missed.year.year, int(found.missed.year.required)) == (2, 12)


def test_the_story_says_from_which_year_on_another_amount_is_asked() -> None:
    policy = rules()
    assert [str(s) for s in relieved(policy, "aca", cycle_of(policy, of()))] == [
        "So much in each year: 10 instead of 5 CE units are asked from 2026 on, by what holds on its first day."
    ]
    history = of(course("2025-03-01", 1))
    told = [str(line.text) for line in story(policy, history, assess(plan(policy), history, date(2026, 3, 1)))]
    assert "So much in each year: 0 of 10 CE units in 2026, the year that lacks most" in told


def test_a_search_sees_what_each_year_lacks() -> None:
    trial = Trial(plan(rules(OF_CYCLE, TEXT)), of(), date(2025, 1, 5))
    (goal,) = goals_of(trial)
    (lack,) = trial.lacks((), [goal])
    assert {route.demands["", "yearly"] for route in lack.routes} == {Decimal(15)}


def test_the_handbook_and_the_rules_page_say_which_day_decides() -> None:
    text = str(handbook(rules()))
    assert "How much is asked of a year is decided by its own first day, instead of the cycle's." in text
    assert "in years that begin on January 1, 2026 or later" in text
    rows = [str(row.what) for row in asked_of_all(rules())]
    assert "Of “So much in each year”: each year is asked what holds on its own first day" in rows


EXCEPTION = BOTH.replace(
    '"from 2026 on" },', '"from 2026 on" },\n  { from = 2026-01-01, units = 3, when = { cycle_to = 1 }, source = "s" },'
)
ENDED = EXCEPTION.replace("\n]\n", '\n  { from = 2027-01-01, units = 12, source = "s" },\n]\n')


def test_an_exception_is_told_to_end_with_years() -> None:
    assert any("in years that begin before" in str(row.whom) for row in asked_of_all(rules(ENDED)))
    text = LONG + AWAY + ENDED
    (doubt,) = [p for p in warnings(policy_of(text), text, "x") if "ends the exception" in p.what]
    assert "in years from January 1, 2027 on it holds for everybody" in doubt.what


def said(before: Policy, after: Policy) -> list[str]:
    return [str(sentence) for sentence in differences(before, after)]


def test_a_difference_says_which_day_decides_and_from_which_years_on() -> None:
    assert said(rules(AT_FIRST), rules()) == [
        "Associate, So much in each year: how much is asked of a year is decided by its own first day, instead of the "
        "cycle's."
    ]
    assert said(rules(), rules(AT_FIRST)) == [
        "Associate, So much in each year: how much is asked of a year is decided by the first day of the cycle, "
        "instead of its own."
    ]
    assert said(rules(), rules(BOTH.replace("units = 10", "units = 12"))) == [
        "Associate, So much in each year: at least 10 CE units become at least 12 in years that begin on January 1, "
        "2026 or later."
    ]
    assert str(differences_told(rules(AT_FIRST), rules())[-1]).endswith("and may change what became of them.")
    gone = [line for line in said(rules(EXCEPTION), rules(ENDED)) if "this ends" in line]
    assert gone == [
        "Associate, So much in each year, in the first cycle: this ends with years that begin before January 1, 2027; "
        "from then on what holds for all governs."
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            BOTH.replace("from = 2026-01-01", "ending_from = 2026-01-01"),
            "the first day of each year decides this, whenever the cycle ends",
        ),
        (
            BOTH.replace('"from 2026 on" }', '"s", when = { is = ["leave"], on = "any day" } }'),
            "what each year is asked is decided by its first day, for whom by the cycle's, and by no other",
        ),
        (BOTH.replace('"year start"', '"award"'), '`governed_by` is "award"'),
        (
            BOTH.replace(
                'kind = "each year"\nyears = "of the calendar"',
                'kind = "last months"\nmonths = 6\nbefore = "the renewal"',
            ),
            "it looks at no years, so the cycle's first day decides what is asked",
        ),
    ],
)
def test_an_author_is_told_what_the_year_cannot_decide(text: str, what: str) -> None:
    found = parse_policy(LONG + AWAY + text)
    assert isinstance(found, Problems), "nothing is refused"
    assert any(p.what.startswith(what) for p in found.problems), [p.what for p in found.problems]
