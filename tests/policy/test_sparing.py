"""Ways where several types share a limit, or one counts once: room is left for what each of them is needed for."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.history import Activity, Award, History
from recert.policy.model import Policy
from recert.policy.plan import Plan, plan
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Target, Wish
from recert.policy.read import parse_policy
from tests.policy.test_planning import only, renews, seen, told, uses
from tests.policy.test_two_readings import MORE, brief

TODAY = date(2025, 5, 1)
TYPE = """
[activity.{key}]
title = "{title}"
one = "{key}"
many = "{key}s"
description = "{title}."
proof = "nothing"
{more}
worth = [{{ from = 2015-01-01, units = 1, source = "the guide" }}]
"""
HOURS = 'measured_in = { one = "hour", many = "hours" }'
TEXT = """
program = "shared"
name = "Shared"
version = "2026"
time_zone = "UTC"

[unit]
one = "hour"
many = "hours"
step = 1
rounding = "down"

[candidate]
prefix = "ID"
digits = 6
source = "the guide"

[groups]
word = "certification"

[cycle]
grace_days = 0
ends = "same day"
next_starts = "where the last one ended"
grace_activity = "ended cycle"
surplus = "not carried"
award_after_early_renewal = "keeps its own date"
last_day = "included"
end = "earliest expiry"
new_expiry = "same date for all, at least the latest"
months = 24
source = "the guide"

[counting]
source = "the guide"
when = "submitted"
worth_governed_by = "activity date"
limits_governed_by = "cycle start"
requirement_governed_by = "cycle start"
over_limit = "counts 0"
which_uses = "worth most"
same_day_again = "refused"
other_day_again = "warned"
several_days = "last day"
from = 2015-01-01

[category.law]
name = "Law"
[category.tax]
name = "Tax"

[certification.M]
exam = "M"
title = "M"
group = "main"
"""
HELD = History(awards=(Award("M", TODAY),))


def program(each: str, most: int, *, needs: int = 20, minimum: int = 10, other: bool = False) -> Plan:
    """Law and tax share a limit, and so much is asked of each; `other`: something else counts without a limit."""
    kinds = TYPE.format(key="law-course", title="Law course", more=f'{HOURS}\ncategory = "law"')
    kinds += TYPE.format(key="tax-course", title="Tax course", more=f'{HOURS}\ncategory = "tax"')
    kinds += TYPE.format(key="other", title="Other", more=HOURS) if other else ""
    found = parse_policy(
        f"""{TEXT}{kinds}
[group.main]
name = "Main"
short = "Main"
requires = [{{ from = 2015-01-01, units = {needs}, source = "the guide" }}]
[group.main.minimum]
law = [{{ from = 2015-01-01, units = {minimum}, source = "the guide" }}]
tax = [{{ from = 2015-01-01, units = {minimum}, source = "the guide" }}]

[[limit]]
key = "both"
title = "Both"
types = ["law-course", "tax-course"]
each = "{each}"
most = [{{ from = 2015-01-01, units = {most}, source = "the guide" }}]
"""
    )
    assert isinstance(found, Policy), found
    return plan(found)


def planned(lowered: Plan, history: History = HELD, wish: Wish | None = None) -> Target:
    """The target, with a way that renews on its first and on its last days."""
    target = only(seen(history, TODAY, wish or Wish(), lowered))
    assert target.best is not None
    for last in (False, True):
        assert renews(lowered, history, [target.goal], uses(target.best.steps, last=last), TODAY)
    return target


@pytest.mark.parametrize("most", [20, 25])
def test_of_two_types_that_share_a_limit_each_is_given_its_share(most: int) -> None:
    best = planned(program("cycle", most)).best
    assert told(best) == [f"1 {kind} 10 2025-05-01 to 2027-05-01" for kind in ("law-course", "tax-course")]
    assert best is not None
    assert best.is_proved


def test_what_has_no_limit_brings_the_rest() -> None:
    best = planned(program("cycle", 12, minimum=5, other=True)).best
    assert sorted(told(best)) == [
        "1 law-course 5 2025-05-01 to 2027-05-01",
        "1 other 10 2025-05-01 to 2027-05-01",
        "1 tax-course 5 2025-05-01 to 2027-05-01",
    ]


def test_beside_what_is_on_record_only_what_is_missing_is_proposed() -> None:
    done = (
        Activity("1", "law-course", TODAY, "Law", quantity=Decimal(5)),
        Activity("2", "other", TODAY, "Other", quantity=Decimal(10)),
    )
    history = History(awards=HELD.awards, activities=done)
    best = planned(program("cycle", 12, minimum=5, other=True), history).best
    assert told(best) == ["1 tax-course 5 2025-05-01 to 2027-05-01"]


@pytest.mark.parametrize("each", ["calendar year", "year of the cycle"])
def test_a_limit_of_each_year_takes_as_few_as_there_are_years(each: str) -> None:
    best = planned(program(each, 20, needs=40)).best
    assert best is not None
    assert (len(best.steps), best.is_proved) == (2, True)


def test_where_it_costs_something_each_is_given_its_share_too() -> None:
    wish = Wish(costs={"law-course": Decimal(3), "tax-course": Decimal(5)})
    best = planned(program("cycle", 20), wish=wish).best
    assert best is not None
    assert best.cost == 80


@pytest.mark.parametrize(
    ("each", "period"), [("day", "on a day"), ("month", "in a month"), ("quarter", "in a quarter")]
)
def test_what_shares_a_limit_of_a_day_is_to_be_done_on_different_days(each: str, period: str) -> None:
    lowered = program(each, 8, needs=16, minimum=8)
    found = seen(HELD, TODAY, Wish(), lowered)
    best = only(found).best
    assert best is not None
    assert {step.type: int(step.quantity) for step in best.steps} == {"law-course": 8, "tax-course": 8}
    lines = [str(line.text) for line in outlook_told(lowered.policy, found, Wish())]
    assert any(f"Keep each line of “Law course” and “Tax course” {period} of its own" in line for line in lines)


def test_what_may_be_done_on_one_day_is_not_told_to_be_done_apart() -> None:
    lowered = program("day", 24, needs=16, minimum=8)
    lines = [str(line.text) for line in outlook_told(lowered.policy, seen(HELD, TODAY, Wish(), lowered), Wish())]
    assert not any("of its own" in line for line in lines)


def test_where_a_limit_leaves_too_little_room_for_both_there_is_no_way() -> None:
    target = only(seen(HELD, TODAY, Wish(), program("cycle", 12, other=True)))
    assert (target.best, target.gave_up) == (None, False)


@pytest.mark.parametrize("more", [HOURS, ""])
def test_what_counts_once_is_done_when_it_serves_for_all(more: str) -> None:
    """Eight hours have to be of the last twelve months, and one course alone counts."""
    kind = TYPE.format(key="course", title="Course", more=more)
    kind = kind.replace("units = 1,", "units = 1," if more else "units = 24,")
    found = parse_policy(
        f"""{TEXT}{kind}uses = [{{ from = 2015-01-01, most = 1, source = "the guide" }}]
[group.main]
name = "Main"
short = "Main"
requires = [{{ from = 2015-01-01, units = 24, source = "the guide" }}]
[[group.main.also]]
key = "recent"
title = "Recent"
kind = "last months"
months = 12
before = "the cycle's end"
carried_units = "don't count"
least = [{{ from = 2015-01-01, units = 8, source = "the guide" }}]
"""
    )
    assert isinstance(found, Policy), found
    best = planned(plan(found)).best
    assert told(best) == [f"1 course {'24' if more else '1'} 2026-05-02 to 2027-05-01"]


def test_each_part_of_one_that_is_split_is_at_least_what_is_asked_of_its_category() -> None:
    """Only the whole is rounded: eight hours of law and four and a quarter of tax would be enough, and are more."""
    more = f'{HOURS}\ncategories = ["law", "tax"]\nsplit = "by parts"\nincrements = "the whole"'
    found = parse_policy(
        f"""{TEXT}{TYPE.format(key="session", title="Session", more=more)}
[group.main]
name = "Main"
short = "Main"
requires = [{{ from = 2015-01-01, units = 12, source = "the guide" }}]
[group.main.minimum]
law = [{{ from = 2015-01-01, units = 5, source = "the guide" }}]
tax = [{{ from = 2015-01-01, units = 5, source = "the guide" }}]
"""
    )
    assert isinstance(found, Policy), found
    best = only(seen(HELD, TODAY, Wish(), plan(found))).best
    assert best is not None
    assert [step.parts for step in best.steps] == [(("law", Decimal(7)), ("tax", Decimal(5)))]


@settings(brief, max_examples=30 * MORE)
@given(
    each=st.sampled_from(("cycle", "calendar year", "year of the cycle")),
    most=st.integers(1, 30),
    needs=st.integers(1, 60),
    minimum=st.integers(1, 20),
    other=st.booleans(),
)
def test_there_is_a_way_wherever_the_limit_leaves_room(
    each: str, most: int, needs: int, minimum: int, *, other: bool
) -> None:
    """Three calendar years lie in the cycle, and two of its own."""
    room = most * {"cycle": 1, "calendar year": 3, "year of the cycle": 2}[each]
    may = 2 * minimum <= room and (other or needs <= room)
    lowered = program(each, most, needs=needs, minimum=minimum, other=other)
    target = only(seen(HELD, TODAY, Wish(), lowered))
    assert (target.best is not None) == may
    if may:
        planned(lowered)
