"""One of several things in each year, another one in another: each year meets them by itself."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle, CycleState
from recert.policy.case_fields import named_fields
from recert.policy.demand_years import lost_year
from recert.policy.difference import differences
from recert.policy.explain_demands import demanded, demands, lacking
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, Circumstance, History
from recert.policy.missed_words import ahead, ended
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.rule_words import asked
from recert.policy.warn import doubts
from tests.policy.strategies import PROGRAMS

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
ACTIVE = """
[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting"]

[[group.aca.also]]
key = "active"
title = "Active"
kind = "choices of each year"
years = "of the cycle"
least = [{ from = 2024-02-01, count = 1, source = "s" }]

[[group.aca.also.choice]]
key = "talks"
title = "Talks"
kind = "counter"
counter = "talks"
least = [{ from = 2024-02-01, count = 2, source = "s" }]

[[group.aca.also.choice]]
key = "units"
title = "30 units"
kind = "units"
carried_units = "don't count"
least = [{ from = 2024-02-01, units = 30, source = "s" }]
"""
MISSED = """
[group.aca.also.missed]
days = 0
then = "ends"
source = "s"
"""
AWARD = (Award("ACA-JSWE", date(2025, 1, 10)),)
FIRST, SECOND, LAST = date(2025, 3, 1), date(2026, 3, 1), date(2027, 1, 9)


def policy(text: str = ACTIVE) -> Policy:
    found = parse_policy(TEXT + text)
    assert not isinstance(found, Problems), found.problems
    return found


def done(*some: tuple[str, date]) -> History:
    acts = (Activity(f"{n}", kind, on, f"{kind} {n}") for n, (kind, on) in enumerate(some))
    return History(AWARD, (), tuple(acts))


def courses(on: date, many: int = 3) -> list[tuple[str, date]]:
    return [("course", on)] * many


def talks(on: date, many: int = 2) -> list[tuple[str, date]]:
    return [("presenting", on)] * many


def cycle(rules: Policy, history: History, on: date) -> Cycle:
    found = next(s for s in assess(plan(rules), history, on).groups if s.group == "aca")
    assert found.cycles
    return found.cycles[0]


def had(found: Cycle) -> tuple[int, int]:
    total = next(each for each in found.demands if each.demand == "active")
    return int(total.amount), int(total.required)


@pytest.mark.parametrize(
    ("first", "second", "met"),
    [
        (talks(FIRST), courses(SECOND), True),
        (courses(FIRST), talks(SECOND), True),
        (courses(FIRST), courses(SECOND), True),
        (talks(FIRST, 1), courses(SECOND), False),
        (courses(FIRST), courses(SECOND, 2), False),
        (courses(FIRST, 6), [], False),
        (talks(FIRST, 1) + courses(FIRST, 1), courses(SECOND), True),  # a talk is worth 20 units
    ],
)
def test_another_choice_may_be_met_in_another_year(
    first: list[tuple[str, date]], second: list[tuple[str, date]], met: bool
) -> None:
    assert had(cycle(policy(), done(*first, *second), LAST)) == (int(met), 1)


def test_it_renews_with_what_is_done_in_the_last_year() -> None:
    history = done(*talks(FIRST), *courses(SECOND))
    assert cycle(policy(), history, LAST).state is CycleState.RENEWED
    assert cycle(policy(), done(*talks(FIRST), *courses(FIRST)), LAST).state is CycleState.OPEN


def test_two_of_three_in_each_year_are_counted_in_each() -> None:
    third = ACTIVE[ACTIVE.index("[[group.aca.also.choice]]") :].split("\n\n")[0]
    third = third.replace('"talks"\ntitle = "Talks"', '"many"\ntitle = "Many"').replace("count = 2", "count = 4")
    rules = policy(ACTIVE.replace("count = 1", "count = 2") + third)
    every = cycle(rules, done(*talks(FIRST, 4), *talks(SECOND, 2), *courses(SECOND)), LAST)
    assert had(every) == (2, 2)
    assert had(cycle(rules, done(*talks(FIRST, 1), *courses(FIRST), *talks(SECOND, 4)), LAST)) == (1, 2)


def test_a_year_that_met_none_ends_what_is_held() -> None:
    rules = policy(ACTIVE + MISSED)
    found = cycle(rules, done(*talks(FIRST, 1), *courses(SECOND)), date(2026, 1, 10))
    assert found.missed is not None
    assert found.missed.on == date(2026, 1, 9)
    assert str(ended(rules, "aca", found)) == (
        "Your Associate certifications ended on January 9, 2026, because year 1 of the cycle (to January 9, 2026) gave "
        "0 of 1 choice (Talks: 1 of 2 talks; 30 units: 20 of 30 CE units) for “Active”."
    )
    kept = cycle(rules, done(*talks(FIRST), *courses(SECOND)), date(2026, 1, 10))
    assert kept.missed is None


def test_each_year_that_lacks_some_is_told_with_what_it_has_of_each() -> None:
    rules, today = policy(), date(2025, 6, 1)
    group, found = rules.group("aca"), cycle(rules, done(*courses(FIRST, 1)), today)
    assert [str(each) for each in demands(rules, group, found, today)] == [
        "Active: 0 of 1 met in year 1 of the cycle (to January 9, 2026) (Talks: 0 of 2 talks; 30 units: 10 of 30 CE "
        "units); 0 of 1 in year 2 of the cycle (to January 10, 2027) (Talks: 0 of 2 talks; 30 units: 0 of 30 CE units)"
    ]
    assert lacking(rules, group, found) == (
        "Active in year 1 (to January 9, 2026) and year 2 (to January 10, 2027) of the cycle (in year 1 one of: Talks: "
        "2 talks, 30 units: 20 CE units more; in year 2 one of: Talks: 2 talks, 30 units)",
    )
    standing = next(s for s in assess(plan(rules), done(*courses(FIRST, 1)), today).groups if s.group == "aca")
    assert [str(each) for each in ahead(rules, standing, today)] == [
        "Active, year 1 of the cycle (to January 9, 2026): 1 more choice (Talks: 0 of 2 talks; 30 units: 10 of 30 CE "
        "units) by January 9, 2026. Otherwise no activities renew the cycle any more."
    ]


def test_years_that_lack_the_same_are_told_once() -> None:
    rules, today = policy(), date(2025, 6, 1)
    group, found = rules.group("aca"), cycle(rules, done(), today)
    (told,) = lacking(rules, group, found)
    assert told.endswith("of the cycle (in each one of: Talks: 2 talks, 30 units)")
    met = cycle(rules, done(*talks(FIRST), *courses(SECOND, 3)), LAST)
    assert [str(each) for each in demands(rules, group, met, LAST)] == ["Active: met in each of 2 years"]
    assert demanded(rules, group, met) == ("Active (met)",)


def test_a_year_that_is_over_is_lost() -> None:
    rules, today = policy(), date(2026, 6, 1)
    group, found = rules.group("aca"), cycle(rules, done(*courses(FIRST, 2)), today)
    lost = lost_year(rules, group, found, today)
    assert lost is not None
    assert lost.year.year == 1
    (told,) = demands(rules, group, found, today)
    assert str(told) == (
        "Active: 0 of 1 met in year 1 of the cycle (to January 9, 2026), which is over (Talks: 0 of 2 talks; 30 units: "
        "20 of 30 CE units)"
    )


def test_a_leave_waives_the_year_whatever_the_choices_ask() -> None:
    leave = """
[[group.aca.also.relief]]
circumstances = ["leave"]
removes = "the year"
at_least_days = 0
from_days = 100
source = "s"

[[circumstance]]
key = "leave"
title = "Leave"
description = "Leave."
evidence = "A letter."
removes = "nothing"
source = "s"
"""
    rules = policy(ACTIVE + leave)
    away = replace(done(*courses(SECOND)), circumstances=(Circumstance("leave", date(2025, 2, 1), date(2025, 8, 1)),))
    assert had(cycle(rules, away, LAST)) == (1, 1)
    assert had(cycle(rules, done(*courses(SECOND)), LAST)) == (0, 1)


def test_the_first_day_of_each_year_may_decide_how_much_a_choice_takes() -> None:
    rising = 'units = 30, source = "s" }, { from = 2026-01-01, units = 40, source = "s" }'
    text = ACTIVE.replace('units = 30, source = "s" }', rising)
    by_year = text.replace('years = "of the cycle"', 'years = "of the cycle"\ngoverned_by = "year start"')
    history = done(*courses(FIRST), *courses(SECOND))
    assert had(cycle(policy(text), history, LAST)) == (1, 1)
    assert had(cycle(policy(by_year), history, LAST)) == (0, 1)
    assert had(cycle(policy(by_year), done(*courses(FIRST), *courses(SECOND, 4)), LAST)) == (1, 1)


def test_where_each_year_decides_nothing_else_decides_how_much_a_choice_takes() -> None:
    text = ACTIVE.replace('years = "of the cycle"', 'years = "of the cycle"\ngoverned_by = "year start"')
    by_end = 'units = 30, source = "s" }, { ending_from = 2027-01-01, units = 40, source = "s" }'
    found = parse_policy(TEXT + text.replace('units = 30, source = "s" }', by_end))
    assert isinstance(found, Problems)
    told = [problem.what for problem in found.problems]
    assert told == ["the first day of each year decides this, whenever the cycle ends"]


def test_a_case_names_what_each_year_met() -> None:
    rules = policy()
    found = named_fields(rules, "aca", cycle(rules, done(*talks(FIRST), *courses(SECOND, 2)), LAST))
    assert (found["active_had_1"], found["active_had_2"], found["active_needed_2"]) == (1, 0, 1)


def test_years_of_the_calendar_may_be_asked() -> None:
    rules = policy(ACTIVE.replace("of the cycle", "of the calendar"))
    found = cycle(rules, done(*courses(SECOND)), LAST)  # 2026 alone lies within the cycle
    assert had(found) == (1, 1)
    assert had(cycle(rules, done(*courses(FIRST)), LAST)) == (0, 1)


def planned(rules: Policy, history: History, today: date, **costs: int) -> tuple[int, list[tuple[int, str, int]]]:
    """The cost of the cheapest way, and its steps: the year of the last day, the type and how often."""
    unlimited = tuple(replace(kind, limit=None) for kind in rules.types)
    groups = tuple(replace(g, required=(replace(g.required[0], amount=Decimal(0)),)) for g in rules.groups)
    lowered = plan(replace(rules, types=unlimited, groups=groups))
    wish = Wish(costs={key: Decimal(cost) for key, cost in costs.items()})
    target = next(t for t in outlook(lowered, history, today, wish).targets if t.goal.group == "aca")
    assert target.best is not None
    assert target.best.is_proved
    return int(target.best.cost), sorted((step.last.year, step.type, step.times) for step in target.best.steps)


def test_each_year_is_met_by_what_is_cheapest_for_it() -> None:
    today, one_talk = date(2025, 6, 1), policy(ACTIVE.replace("count = 2", "count = 1"))
    two = done(*courses(FIRST, 2))
    cheap, dear = (planned(one_talk, two, today, presenting=cost, course=4) for cost in (5, 13))
    assert cheap == (9, [(2026, "course", 1), (2027, "presenting", 1)])
    assert dear == (16, [(2026, "course", 1), (2027, "course", 3)])
    assert planned(one_talk, done(), today, presenting=5, course=4) == (
        10,
        [(2026, "presenting", 1), (2027, "presenting", 1)],
    )
    both = planned(policy(), done(*talks(FIRST)), today, presenting=13, course=8)  # a talk is worth 20 units
    assert both == (21, [(2027, "course", 1), (2027, "presenting", 1)])


def test_only_years_that_are_left_are_planned_for() -> None:
    today, one_talk = date(2026, 6, 1), policy(ACTIVE.replace("count = 2", "count = 1"))
    assert planned(one_talk, done(*talks(FIRST, 1)), today, presenting=5, course=4) == (5, [(2027, "presenting", 1)])


@pytest.mark.parametrize(("many", "proved"), [(3, True), (6, False)])
def test_where_years_may_be_met_in_more_ways_than_are_tried_nothing_is_proved(many: int, proved: bool) -> None:
    """The first year is met by what is cheapest for it, and all others alike: there may be something cheaper."""
    more = "".join(
        f"""
[[group.aca.also.choice]]
key = "talks-{count}"
title = "{count} talks"
kind = "counter"
counter = "talks"
least = [{{ from = 2024-02-01, count = {count}, source = "s" }}]
"""
        for count in range(3, many + 1)
    )
    rules = policy(ACTIVE.replace("count = 2", "count = 1") + more)
    groups = tuple(replace(g, required=(replace(g.required[0], amount=Decimal(0)),)) for g in rules.groups)
    types = tuple(replace(kind, limit=None) for kind in rules.types)
    longer = replace(rules, groups=groups, types=types, cycle=replace(rules.cycle, months=36))
    costs = Wish(costs={"presenting": Decimal(5), "course": Decimal(4)})
    target = next(t for t in outlook(plan(longer), done(), date(2025, 6, 1), costs).targets if t.goal.group == "aca")
    assert target.best is not None
    assert target.best.cost == 15
    assert target.best.is_proved is proved


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", ""),
        ('years = "of the cycle"\n', "", "`years` is missing"),
        ("count = 1", "count = 3", "there are 2 choices, and it asks 3 of them"),
        ('kind = "counter"', 'kind = "each year"', '`kind` is "each year"'),
        ('kind = "counter"', 'kind = "counter"\nyears = "of the calendar"', "all choices are of the same years"),
        ('kind = "counter"', 'kind = "counter"\ngoverned_by = "year start"', "all choices are of the same years"),
        ('counts = "uses"', 'counts = "valid"\nvalid_months = 12', "adds up to nothing"),
        ('carried_units = "don\'t count"\n', "", "`carried_units` is missing"),
        (
            'years = "of the cycle"',
            'years = "of the cycle"\nconsecutive = 2\nacross_cycles = false',
            "each year meets its choices by itself",
        ),
        (
            "\n[[group.aca.also.choice]]",
            MISSED.replace("days = 0", 'days = 30\ncounts_for = "the year that is over"')
            + "\n[[group.aca.also.choice]]",
            "it would not be clear for which of its choices",
        ),
        (
            'source = "s" }]\n\n[[group.aca.also.choice]]\nkey = "units"',
            'source = "s" }]\nrelief = []\n\n[[group.aca.also.choice]]\nkey = "units"',
            "all choices are of the same years",
        ),
    ],
)
def test_a_policy_says_of_all_choices_at_once_of_which_years_they_are(old: str, new: str, said: str) -> None:
    found = parse_policy(TEXT + ACTIVE.replace(old, new, 1))
    problems = [problem.what for problem in found.problems] if isinstance(found, Problems) else []
    assert bool(problems) is bool(said), problems
    assert any(said in problem for problem in problems or [""]), problems


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", ""),
        (
            "[[group.aca.also.choice]]",
            MISSED.replace('"ends"', '"made up"\ncounter = "talks"') + "\n[[group.aca.also.choice]]",
            "what is counted as Talks meets its own year, and makes up for a missed one at once",
        ),
        ("count = 2", "count = 0", "it asks for 2 of its choices where no more than 1 of them asks for anything"),
    ],
)
def test_doubts_are_told_of_its_choices(old: str, new: str, said: str) -> None:
    text = ACTIVE.replace(old, new, 1)
    text = text.replace("count = 1", "count = 2") if "count" in old else text
    found = [doubt.what for doubt in doubts(policy(text))]
    mine = [each for each in found if "Talks" in each or "choices" in each or "Active" in each]
    assert bool(mine) is bool(said), mine
    assert any(said in each for each in mine or [""]), mine


def test_the_rules_say_that_each_year_is_asked_by_itself() -> None:
    rules = policy()
    told = [str(each.what) for each in asked(rules) if each.group.key == "aca"]
    assert "Active: one of these in every full year of a cycle: Talks; 30 units" in told
    assert "Of “Active”: Talks: 2 talks in a year" in told
    assert "Of “Active”: 30 units: 30 CE units in a year" in told
    text = "\n".join(str(each) for each in handbook(rules))
    assert "Each full year of the cycle is asked that by itself, so other ones may meet other years." in text


def test_a_difference_between_one_choice_and_one_in_each_year_is_told() -> None:
    ever = policy(ACTIVE.replace('"choices of each year"\nyears = "of the cycle"', '"choices"'))
    told = [str(each) for each in differences(ever, policy())]
    assert any("how many of its choices each year of the cycle meets" in each for each in told), told
