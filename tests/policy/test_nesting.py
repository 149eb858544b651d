"""A category lies within another: what counts for it counts for that one too, once, whichever way it comes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, History
from recert.policy.model import Policy, Value
from recert.policy.nesting import around, inside, outermost
from recert.policy.overlaps import lacking, overlaps
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.rule_words import asked
from recert.policy.warn import doubts
from recert.terminal.typeset import for_terminal
from tests.policy.test_splitting import CHOSEN, COURSE, DAY, LIMITED, TEXT, course, given, read, seen, told, why

NESTED = """
[category.structured]
name = "Structured"
[category.verifiable]
name = "Verifiable"
within = "structured"
[category.ethics]
name = "Ethics"
within = "verifiable"
[category.law]
name = "Law"
"""
OF_ETHICS = '\ncategory = "ethics"'
OVER = '\nover = "counts as another category"\nover_category = "{}"\n'


def text_of(course: str, more: str = "", nested: str = NESTED) -> str:
    """The reference policy with courses that are otherwise."""
    text = TEXT.replace(COURSE, COURSE + course, 1).replace("step = 1\n", 'step = 0.5\nrounding = "down"\n', 1)
    if "over = " in more:
        text = text.replace('over_limit = "counts 0"', 'over_limit = "as each limit says"')
    return text + nested + more


def talk(ref: str = "talk", on: date = DAY) -> Activity:
    return Activity(ref, "presenting", on, ref)


def test_a_course_of_ethics_is_structured_too_and_counts_once() -> None:
    policy = read(text_of(OF_ETHICS))
    assert given(policy, course()) == {"": 10, "structured": 10, "verifiable": 10, "ethics": 10}
    assert why(policy, course()) == [
        "10 CE units for Associate, in the cycle January 10, 2025 to January 10, 2027. "
        "Of that 10 Structured, 10 Verifiable, 10 Ethics."
    ]


def test_what_of_a_course_is_of_ethics_is_that_much_structured() -> None:
    two = '\ncategory = "law"\nof_which = { ethics = [{ from = 2024-02-01, units = 2, source = "s" }] }'
    policy = read(text_of(two))
    assert given(policy, course()) == {"": 10, "structured": 2, "verifiable": 2, "ethics": 2, "law": 10}


def test_two_ways_into_a_category_give_it_each_unit_once() -> None:
    policy = read(
        text_of(
            '\ncategory = "ethics"\nof_which = { audit = [{ from = 2024-02-01, percent = 50, source = "s" }] }',
            '[category.audit]\nname = "Audit"\nwithin = "structured"\n',
        )
    )
    assert given(policy, course()) == {"": 10, "structured": 10, "verifiable": 10, "ethics": 10, "audit": 5}
    both = """
of_which.ethics = [{ from = 2024-02-01, units = 2, source = "s" }]
of_which.audit = [{ from = 2024-02-01, units = 3, source = "s" }]
"""
    policy = read(text_of(both, '[category.audit]\nname = "Audit"\nwithin = "structured"\n'))
    assert given(policy, course()) == {"": 10, "structured": 3, "verifiable": 2, "ethics": 2, "audit": 3}


def test_each_part_counts_where_its_category_lies() -> None:
    chosen = CHOSEN.replace('["tax", "accounting"]', '["ethics", "verifiable", "law"]')
    policy, parts = read(text_of(chosen)), course("2.5", "ethics:1", "verifiable:0.5", "law:1")
    assert given(policy, parts) == {"": 25, "ethics": 10, "verifiable": 15, "structured": 15, "law": 10}


def test_a_limit_on_a_category_limits_what_lies_within_it() -> None:
    limit = LIMITED.replace('types = ["course"]', 'categories = ["structured"]').replace("10", "15")
    policy = read(text_of(OF_ETHICS, limit))
    assert policy.caps[0].types == ("course",)
    assert given(policy, course(ref="one"), course(ref="two"))[""] == 15


def test_what_is_over_a_limit_counts_for_the_category_and_those_around_it() -> None:
    limit = LIMITED.replace("units = 10", "units = 12")
    policy = read(text_of('\ncategory = "law"', limit + OVER.format("ethics")))
    found = given(policy, course(ref="one"), course(ref="two"))
    assert found == {"": 20, "law": 12, "ethics": 8, "verifiable": 8, "structured": 8}
    outer = read(text_of(OF_ETHICS, limit + OVER.format("structured")))
    found = given(outer, course(ref="one"), course(ref="two"))
    assert found == {"": 20, "ethics": 12, "verifiable": 12, "structured": 20}


def test_what_comes_to_a_category_from_elsewhere_is_limited_by_those_around_it() -> None:
    of_structured = """
[[limit]]
key = "structured"
title = "Structured"
categories = ["structured"]
each = "cycle"
most = [{ from = 2024-02-01, units = 5, source = "s" }]
over = "lost"
"""
    over = LIMITED.replace("units = 10", "units = 12") + OVER.format("ethics")
    policy = read(text_of('\ncategory = "law"', over + of_structured))
    assert given(policy, course(ref="one"), course(ref="two"))["structured"] == 5


def test_a_category_is_not_counted_beside_one_within_it() -> None:
    variety = """
[[group.aca.also]]
key = "variety"
title = "Variety"
kind = "categories"
least = [{ from = 2024-02-01, count = 2, source = "s" }]
"""
    policy = read(text_of(OF_ETHICS, variety).replace('title = "Presenting', 'category = "law"\ntitle = "Presenting'))
    (one,) = seen(policy, course()).groups[0].cycles[0].demands
    assert one.amount == 1


@pytest.mark.parametrize(
    ("outer", "problem"),
    [
        ("structurd", 'there is no category "structurd": did you mean "structured"?'),
        ("ethics", "they lie within each other: structured, ethics, verifiable: leave it out of the outermost one"),
        ("structured", "it lies within itself: leave it out of the outermost one"),
    ],
)
def test_a_category_within_none_that_there_is_or_in_a_circle_is_refused(outer: str, problem: str) -> None:
    nested = NESTED.replace('name = "Structured"', f'name = "Structured"\nwithin = "{outer}"')
    assert told(text_of("", "", nested)) == [problem]


def test_what_is_structured_by_its_category_cannot_be_so_in_part() -> None:
    both = OF_ETHICS + '\nof_which = { structured = [{ from = 2024-02-01, units = 2, source = "s" }] }'
    assert told(text_of(both)) == ["the activity is of structured already: name another category, or take it out"]


def test_what_is_over_a_limit_cannot_count_within_it() -> None:
    limit = LIMITED.replace('types = ["course"]', 'categories = ["structured"]')
    assert told(text_of('\ncategory = "structured"', limit + OVER.format("ethics"))) == [
        "ethics lies within what it limits: name another category"
    ]


def test_what_a_category_and_one_within_it_lack_is_made_up_for_at_once() -> None:
    policy = read(text_of(OF_ETHICS))
    assert overlaps(policy)["structured"] == {"verifiable", "ethics"}
    assert overlaps(read(text_of("")))["ethics"] == {"structured", "verifiable"}
    short = {"ethics": Decimal(4), "structured": Decimal(10), "law": Decimal(3)}
    assert lacking(short, plan(policy).overlaps) == 13
    assert around(policy.categories, "ethics") == ("ethics", "verifiable", "structured")
    assert inside(policy.categories, ["verifiable"]) == ("verifiable", "ethics")
    assert outermost(policy.categories, ["law", "ethics", "structured"]) == ("structured", "law")


def carried(policy: Policy, categories: tuple[str, ...], *activities: Activity) -> Decimal:
    """What of these is carried out of a cycle that takes 5 units, where units of some categories may be."""
    values = [(Value(date(2024, 1, 1), Decimal(much), "s"),) for much in (5, 1000)]
    groups = tuple(replace(group, required=values[0]) for group in policy.groups)
    rule = replace(policy, groups=groups, carry=Carry(values[1], 0, categories, carried_in=CarriedIn.LAST))
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),), (), activities)
    return assess(plan(rule), history, date(2027, 6, 1)).groups[0].cycles[0].carried_out


def test_what_lies_within_a_category_that_may_be_carried_is_carried_once() -> None:
    policy = read(text_of(CHOSEN.replace('["tax", "accounting"]', '["ethics", "law"]')))
    mixed = course("10", "ethics:3", "law:7")
    assert carried(policy, ("structured",), mixed) == 30
    assert carried(policy, ("structured", "ethics"), mixed) == 30
    over = read(text_of('\ncategory = "law"', LIMITED + OVER.format("ethics")))
    assert carried(over, ("structured",), course(ref="one"), course(ref="two")) == 10


def test_the_last_months_of_a_category_have_what_came_to_one_within_it() -> None:
    lately = """
[[group.aca.also]]
key = "lately"
title = "Lately"
kind = "last months"
category = "structured"
months = 24
before = "the cycle's end"
carried_units = "don't count"
least = [{ from = 2024-02-01, units = 12, source = "s" }]
"""
    policy = read(text_of('\ncategory = "law"', lately + LIMITED + OVER.format("ethics")))
    (one,) = seen(policy, course(ref="one"), course(ref="two")).groups[0].cycles[0].demands
    assert one.amount == 10


def test_a_plan_takes_one_course_for_a_category_and_for_the_one_around_it() -> None:
    minima = """
[group.aca.minimum]
ethics = [{ from = 2024-02-01, units = 10, source = "s" }]
structured = [{ from = 2024-02-01, units = 30, source = "s" }]
"""
    policy = read(text_of(OF_ETHICS, minima))
    group = replace(policy.groups[0], required=(Value(date(2024, 1, 1), Decimal(30), "s"),))
    policy = replace(policy, types=(policy.type("course"),), groups=(group, *policy.groups[1:]), caps=())
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),))
    best = outlook(plan(policy), history, date(2025, 6, 1)).targets[0].best
    assert best is not None
    assert [(each.type, each.times) for each in best.steps] == [("course", 3)]
    assert best.is_proved


def test_no_warning_of_a_category_that_only_others_within_it_give() -> None:
    assert not [d for d in doubts(read(text_of(OF_ETHICS))) if "Structured" in d.what or "Verifiable" in d.what]


def test_the_rules_say_what_lies_within_what() -> None:
    minimum = '[group.aca.minimum]\nethics = [{ from = 2024-02-01, units = 4, source = "s" }]\n'
    policy = read(text_of(OF_ETHICS, minimum))
    text = for_terminal(handbook(policy), 200, bold=False)
    assert "Ethics (within Verifiable)" in text
    assert "What counts for Ethics counts for Verifiable, too, and once in the total." in text
    assert "Of them 4 CE units of Ethics (within Verifiable)" in [str(row.what) for row in asked(policy)]


def test_another_place_of_a_category_is_a_difference() -> None:
    policy = read(text_of(OF_ETHICS))
    other = tuple(replace(c, within="law") if c.key == "ethics" else c for c in policy.categories)
    assert list(map(str, differences(policy, replace(policy, categories=other)))) == [
        "Ethics: within “Law” instead of “Verifiable”."
    ]
    fewer = replace(policy, categories=policy.categories[:2])
    assert "Ethics is added: a category of units, within Verifiable." in map(str, differences(fewer, policy))
