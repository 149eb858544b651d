"""Dated facts about a person change what is required: a leave, a hardship, a role; and extensions of one person's."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle, CycleState, ExpiryCause, Holding
from recert.policy.case import read_cases
from recert.policy.circumstance_words import eased
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.condition import Condition
from recert.policy.cycles import Unmet
from recert.policy.difference import differences
from recert.policy.formula import Period
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, Circumstance, Extension, History
from recert.policy.model import Cap, Category, Minimum, MonthsCounted, Policy, Rounding, Value
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.story import story
from tests.policy.strategies import PROGRAMS, reference
from tests.policy.test_difference import mutations

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
LEAVE = """
[[circumstance]]
key = "leave"
title = "Parental or medical leave"
description = "Away from work."
evidence = "A letter."
removes = "months"
months_counted = "full"
at_least_days = 70
most_months = 12
rounding = "up"
to = 5
extends = true
source = "a rule"
"""
HARDSHIP = """
[[circumstance]]
key = "hardship"
title = "Hardship"
description = "Granted by the office."
evidence = "The office's letter."
removes = "units"
source = "a rule"
"""
ADVISOR = (
    HARDSHIP.replace('"hardship"', '"advisor"').replace('"Hardship"', '"Tax advisor"').replace('"units"', '"nothing"')
)
AWARDED, END = date(2025, 1, 10), date(2027, 1, 10)


def policy_of(text: str) -> Policy:
    found = parse_policy(text)
    assert isinstance(found, Policy), found
    return found


def standing(policy: Policy, *facts: Circumstance | Extension | Activity, as_of: date = END) -> tuple[Cycle, Holding]:
    history = History(
        awards=(Award("ACA-JSWE", AWARDED),),
        activities=tuple(f for f in facts if isinstance(f, Activity)),
        circumstances=tuple(f for f in facts if isinstance(f, Circumstance)),
        extensions=tuple(f for f in facts if isinstance(f, Extension)),
    )
    (group,) = assess(plan(policy), history, as_of).groups
    return group.cycles[-1], group.holdings[-1]


def test_a_leave_of_six_months_takes_a_quarter_off_and_puts_the_end_off() -> None:
    cycle, held = standing(policy_of(TEXT + LEAVE), Circumstance("leave", date(2025, 3, 15), date(2025, 9, 14)))
    assert (cycle.required, cycle.whole, cycle.months_off) == (
        Decimal(40),
        Decimal(50),
        6,
    )  # 37.5, up to a multiple of 5
    assert (cycle.end, held.expires) == (date(2027, 7, 10), date(2027, 7, 10))
    assert [(step.on, step.cause) for step in held.steps][-1] == (date(2025, 3, 15), ExpiryCause.CIRCUMSTANCE)


def test_one_day_short_of_ten_weeks_takes_nothing_off() -> None:
    policy = policy_of(TEXT + LEAVE)
    assert standing(policy, Circumstance("leave", date(2025, 3, 1), date(2025, 5, 8)))[0].required == 50
    cycle, _ = standing(policy, Circumstance("leave", date(2025, 3, 1), date(2025, 5, 9)))
    assert (cycle.months_off, cycle.required) == (2, Decimal(50))  # 45.8, up to a multiple of 5
    # two that follow each other are one
    halves = (
        Circumstance("leave", date(2025, 3, 1), date(2025, 3, 31)),
        Circumstance("leave", date(2025, 4, 1), date(2025, 6, 30)),
    )
    assert standing(policy, *halves)[0].months_off == 4


def test_a_leave_without_an_end_takes_no_more_off_than_allowed() -> None:
    cycle, _ = standing(policy_of(TEXT + LEAVE), Circumstance("leave", date(2025, 3, 1)))
    assert (cycle.months_off, cycle.required) == (12, Decimal(25))


def test_days_that_two_circumstances_cover_are_taken_off_once() -> None:
    service = LEAVE.replace('"leave"', '"service"').replace("at_least_days = 70", "at_least_days = 0")
    policy = policy_of(TEXT + LEAVE + service)
    both = (
        Circumstance("leave", date(2025, 3, 1), date(2025, 8, 31)),
        Circumstance("service", date(2025, 6, 1), date(2025, 11, 30)),
    )
    cycle, _ = standing(policy, *both)
    assert (cycle.months_off, [each.months for each in cycle.eased]) == (9, [6, 6])


def test_a_leave_that_becomes_known_renews_on_its_first_day() -> None:
    policy = policy_of(TEXT + LEAVE)
    done = tuple(Activity(f"{i}", "course", date(2025, 2, 1 + i), f"Course {i}") for i in range(4))
    leave = Circumstance("leave", date(2025, 6, 1), date(2025, 11, 30))
    assert standing(policy, *done, leave, as_of=date(2025, 5, 31))[0].state == CycleState.OPEN
    cycle, held = standing(policy, *done, leave, as_of=date(2025, 6, 1))
    assert (cycle.state, cycle.met_on, cycle.required) == (CycleState.RENEWED, date(2025, 6, 1), Decimal(40))
    assert held.expires == date(2029, 7, 10)


def test_waived_units_are_of_the_cycle_that_runs_on_their_day() -> None:
    policy = policy_of(TEXT + HARDSHIP)
    waived = Circumstance("hardship", date(2025, 3, 1), date(2025, 3, 1), Decimal(20))
    assert standing(policy, waived)[0].required == 30
    assert standing(policy, replace(waived, units=Decimal(80)), as_of=date(2025, 3, 1))[0].required == 0
    assert standing(policy, replace(waived, since=date(2024, 3, 1), until=None))[0].required == 50


def test_a_role_on_the_first_day_changes_what_is_asked() -> None:
    text = TEXT + ADVISOR
    policy = policy_of(text)
    extra = Value(date(2024, 2, 1), Decimal(80), "s", when=Condition(true_of=("advisor",)))
    other = Value(date(2024, 2, 1), Decimal(60), "s", when=Condition(untrue_of=("advisor",)))
    groups = tuple(replace(g, required=(extra, other)) for g in policy.groups)
    policy = replace(policy, groups=groups)
    assert standing(policy)[0].required == 60
    assert standing(policy, Circumstance("advisor", date(2020, 1, 1)))[0].required == 80
    assert standing(policy, Circumstance("advisor", AWARDED, AWARDED))[0].required == 80
    assert standing(policy, Circumstance("advisor", date(2025, 1, 11)))[0].required == 60
    assert standing(policy, Circumstance("advisor", date(2020, 1, 1), date(2025, 1, 9)))[0].required == 60


def test_only_the_minima_named_shrink() -> None:
    policy = policy_of(TEXT + LEAVE)
    kind = replace(policy.circumstances[0], shrinks=("ethics",), to=Decimal(1))
    minima = tuple(Minimum(c, (Value(date(2020, 1, 1), Decimal(8), "s"),)) for c in ("ethics", "technical"))
    policy = replace(
        policy,
        circumstances=(kind,),
        categories=(Category("ethics", "Ethics"), Category("technical", "Technical")),
        groups=tuple(replace(g, minima=minima) for g in policy.groups),
    )
    cycle, _ = standing(policy, Circumstance("leave", date(2025, 3, 1), date(2025, 8, 31)))
    assert {c.category: c.required for c in cycle.categories} == {"ethics": 6, "technical": 8}


def with_a_share(policy: Policy, percent: str) -> Policy:
    """So many percent of what is required have to be of ethics."""
    share = (Value(date(2020, 1, 1), Decimal(percent), "", share=True),)
    minima = (Minimum("ethics", share),)
    groups = tuple(replace(group, minima=minima) for group in policy.groups)
    return replace(policy, groups=groups, categories=(Category("ethics", "Ethics"),))


@pytest.mark.parametrize("shrinks", [(), ("ethics",)])
def test_who_owes_less_for_a_leave_owes_the_share_of_that(shrinks: tuple[str, ...]) -> None:
    policy = with_a_share(policy_of(TEXT + LEAVE), "70")
    (leave,) = policy.circumstances
    policy = replace(policy, circumstances=(replace(leave, shrinks=shrinks),))
    cycle, _ = standing(policy, Circumstance("leave", date(2025, 3, 15), date(2025, 9, 14)))
    assert cycle.required == 40
    assert cycle.categories[0].required == 28


def test_whoever_is_waived_units_owes_no_more_of_a_category_than_in_all() -> None:
    policy = with_a_share(policy_of(TEXT + HARDSHIP), "80")
    asked = [
        (int(cycle.required), int(cycle.categories[0].required) if cycle.categories else 0)
        for units in (0, 30, 45, 60)
        for cycle, _ in [standing(policy, Circumstance("hardship", date(2025, 6, 1), units=Decimal(units)))]
    ]
    assert asked == [(50, 40), (20, 16), (5, 4), (0, 0)]


def test_of_whoever_owes_less_no_more_counts_than_the_share_of_that_whenever_it_was_done() -> None:
    half = Cap("half", "Half", ("course",), (), Period.CYCLE, (Value(date(2020, 1, 1), Decimal(50), "", share=True),))
    policy = replace(policy_of(TEXT + LEAVE + HARDSHIP), caps=(half,))
    done = tuple(Activity(f"{i}", "course", date(2025, 2, i), f"Course {i}") for i in (1, 2, 3))
    later = Activity("4", "course", date(2025, 8, 1), "Course 4")
    leave = Circumstance("leave", date(2025, 3, 15), date(2025, 9, 14))
    known: tuple[tuple[Circumstance | Activity, ...], ...] = (
        done,
        (*done, leave),
        (*done, leave, later),
        (later, Circumstance("leave", AWARDED, END)),
    )
    counted = [
        (int(cycle.required), int(cycle.counted))
        for facts in known
        for cycle, _ in [standing(policy, *facts, as_of=date(2025, 10, 1))]
    ]
    assert counted == [(50, 25), (40, 20), (40, 20), (25, 10)]
    waived = Circumstance("hardship", date(2025, 6, 1), units=Decimal(40))
    assert standing(policy, *done, waived, as_of=date(2025, 10, 1))[0].counted == 5


def test_who_is_behind_in_a_missed_cycle_owes_no_share_of_what_is_made_up() -> None:
    policy = with_a_share(policy_of(TEXT + HARDSHIP), "80")
    policy = replace(policy, cycle=replace(policy.cycle, unmet=Unmet.ADDED))
    waived = Circumstance("hardship", date(2027, 6, 1), units=Decimal(30))
    cycle, _ = standing(policy, waived, as_of=date(2027, 7, 1))
    found = (cycle.made_up, cycle.required, cycle.categories[0].required)
    assert [int(each) for each in found] == [50, 70, 16]


def test_an_extension_is_for_what_is_held_and_shortens_nothing() -> None:
    policy = policy_of(TEXT)
    assert standing(policy, Extension("ACA-JSWE", date(2026, 1, 1), date(2027, 3, 1)))[1].expires == date(2027, 3, 1)
    assert standing(policy, Extension("aca", date(2026, 1, 1), date(2027, 3, 1)))[0].end == date(2027, 3, 1)
    for without in (
        Extension("aca", date(2026, 1, 1), date(2026, 3, 1)),
        Extension("acp", date(2026, 1, 1), date(2027, 3, 1)),
        Extension("ACA-ACF", date(2026, 1, 1), date(2027, 3, 1)),
        Extension("aca", date(2025, 1, 9), date(2027, 3, 1)),
    ):
        assert standing(policy, without)[1].expires == END
    _, held = standing(policy, Extension("aca", date(2027, 2, 1), date(2027, 6, 1)), as_of=date(2027, 2, 1))
    assert [step.cause for step in held.steps] == [ExpiryCause.AWARD, ExpiryCause.EXTENSION]


def test_the_story_says_what_was_taken_off_and_why() -> None:
    policy = policy_of(TEXT + LEAVE + HARDSHIP)
    history = History(
        awards=(Award("ACA-JSWE", AWARDED),),
        circumstances=(
            Circumstance("leave", date(2025, 3, 1), date(2025, 8, 31)),
            Circumstance("hardship", date(2025, 9, 1), None, Decimal(10)),
        ),
        extensions=(Extension("aca", date(2025, 10, 1), date(2028, 1, 1)),),
    )
    told = [str(line.text) for line in story(policy, history, assess(plan(policy), history, END))]
    assert (
        "The requirement of this cycle is 30 CE units instead of 50, because of: Parental or medical leave (6 months), "
        "Hardship (10 CE units waived)." in told
    )
    assert "Put off on March 1, 2025 by the months that are taken off: from January 10, 2027 to July 10, 2027." in told
    assert "Extended for you on October 1, 2025: from July 10, 2027 to January 1, 2028." in told
    cycle, _ = standing(policy)
    assert eased(policy, cycle) is None


def test_what_was_taken_off_is_told_without_what_being_late_takes_of_the_rest() -> None:
    late = '[[late]]\nfrom_day = 1\npercent = 20\nsource = "s"\n'
    policy = policy_of(
        TEXT.replace("step = 1\n", 'step = 1\nrounding = "down"\n') + late + LEAVE.replace("true", "false")
    )
    cycle, _ = standing(policy, Circumstance("leave", date(2025, 3, 15), date(2025, 9, 14)), as_of=date(2027, 1, 11))
    assert (cycle.required, cycle.surcharge) == (Decimal(48), Decimal(8))
    assert str(eased(policy, cycle)) == (
        "The requirement of this cycle is 40 CE units instead of 50, without what being late takes, because of: "
        "Parental or medical leave (6 months)."
    )


def refused(text: str) -> list[str]:
    found = parse_policy(text)
    assert isinstance(found, Problems), "nothing is refused"
    return [f"{p.line - TEXT.count(chr(10))}: {p.what}" for p in found.problems]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('removes = "months"', 'removes = "month"', "`removes` is"),
        ('removes = "months"', 'removes = ["nothing"]', "`removes` is a list"),
        ('months_counted = "full"\n', "", "`months_counted` is missing in [circumstance]"),
        ("at_least_days = 70\n", "", "`at_least_days` is missing in [circumstance]"),
        ("most_months = 12\n", "", "`most_months` is missing in [circumstance]"),
        ('rounding = "up"\n', "", "`rounding` is missing in [circumstance]"),
        ("to = 5\n", "", "`to` is missing in [circumstance]"),
        ("to = 5\n", "to = 0\n", "0 is no whole number of steps of 1"),
        ("extends = true\n", "", "`extends` is missing in [circumstance]"),
        ('source = "a rule"\n', "", "`source` is missing in [circumstance]"),
    ],
)
def test_what_a_circumstance_leaves_silent_is_refused(old: str, new: str, said: str) -> None:
    found = refused(TEXT + LEAVE.replace(old, new))
    assert len(found) == 1
    assert said in found[0]


def test_what_only_the_whole_shows_is_refused_with_its_line() -> None:
    other = LEAVE.replace('"full"', '"begun"').replace("to = 5", "to = 1")
    found = refused(TEXT + LEAVE + other)
    assert "17: two circumstances are called leave" in found
    assert "22: `months_counted` is another than that of leave: days that both cover are counted once" in found
    assert "26: `to` is another than that of leave: days that both cover are counted once" in found
    assert refused(TEXT + HARDSHIP + "extends = true\n") != []
    category = '[category.ethics]\nname = "Ethics"\n'
    minimum = category + '[group.aca.minimum]\nethics = [{ from = 2024-02-01, units = 5, source = "s" }]\n'
    silent = refused(TEXT + minimum + LEAVE)
    assert any("it is not said which minima shrink with the requirement" in line for line in silent)
    policy_of(TEXT + minimum + LEAVE + 'shrinks = ["ethics"]\n')


def test_a_condition_asks_for_circumstances_that_there_are() -> None:
    value = ', { from = 2025-01-01, units = 80, when = { is = ["advisers"], is_not = ["advisor"] }, source = "s" }'
    place = TEXT.index(" }]\n\n[group.acp]") + 2
    found = parse_policy(TEXT[:place] + value + TEXT[place:] + ADVISOR)
    assert isinstance(found, Problems)
    assert [(p.what, p.fix) for p in found.problems] == [
        ('there is no circumstance "advisers"', 'did you mean "advisor"?')
    ]


def test_lines_of_a_case_that_say_nothing_right() -> None:
    policy = policy_of(TEXT + LEAVE + HARDSHIP)
    lines = {
        "2025-03-01 leaf": 'did you mean "leave"?',
        "2025-03-01 leave until 2025-02-01": "write a later day",
        "2025-03-01 leave until soon": "write a day such as 2025-09-30",
        "2025-03-01 leave, 10 CE units": 'leave ", 10 CE units" out',
        "2025-03-01 hardship": 'write ", 10 CE units" at the end, in steps of 1',
        "2025-03-01 hardship, 7.5 CE units": 'write ", 10 CE units" at the end, in steps of 1',
        "soon leave": 'write "2025-03-01 leave until 2025-09-30"',
    }
    for line, fix in lines.items():
        case = '[[case]]\nname = "n"\nrule = "r"\nas_of = 2026-01-01\nawards = ["2025-01-10 ACA-JSWE"]\n'
        found = read_cases(
            case + f'circumstances = ["{line}"]\n[case.expect]\naca = {{ required = 50 }}\n', "c", policy
        )
        assert isinstance(found, Problems)
        assert [p.fix for p in found.problems] == [fix], line


FULL = CircumstanceKind(
    "leave", "Leave", "d", "e", Removes.MONTHS, "s", MonthsCounted.BEGUN, 70, 12, Rounding.UP, Decimal(5), ("x",), True
)


def test_no_field_of_a_circumstance_can_differ_unsaid() -> None:
    policy = replace(reference().policy, circumstances=(FULL,), types=(), certifications=(), moves=(), groups=())
    for name, changed in mutations(policy):
        if name.startswith("Policy.circumstances"):
            assert all("“" not in str(s) or "{" not in str(s) for s in differences(policy, changed)), name
            assert differences(policy, changed), name
    without = replace(policy, circumstances=())
    assert [str(s) for s in differences(policy, without)] == ["Leave is taken out: it takes nothing off any more."]


def test_the_handbook_tells_each() -> None:
    told = str(handbook(policy_of(TEXT + LEAVE + HARDSHIP + ADVISOR)))
    assert "Fewer than 70 days in a row take off nothing. No more than 12 months of a cycle are taken off." in told
    assert "It takes as many CE units off the requirement" in told
    assert "It takes nothing off by itself" in told
    assert "Besides" not in told
