"""The last year of a cycle could be met longer than the cycle waits, or less long than it is suspended."""

from dataclasses import replace
from datetime import date

import pytest

from recert.policy import missed_words
from recert.policy.assess import assess
from recert.policy.assessment import GroupStanding
from recert.policy.cycles import Ends, GraceActivity
from recert.policy.explain_ways import goal, need
from recert.policy.history import History
from recert.policy.lateness import Suspension
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.read import parse_policy
from recert.policy.rule_words import asked
from recert.policy.story import story
from recert.policy.warn import warnings
from tests.policy.test_missed import AWARD, ENDS, TEXT, course, fee, rules

DONE = (*(course(date(2028, 5, n)) for n in range(1, 6)), fee(date(2026, 5, 1)), fee(date(2027, 5, 1)))
"""All but the fee of 2028, the last year of the cycle, which can be paid until January 15 of 2029."""
SUSPENDED = Suspension(6, by_units=True, by_exam=False, restarts=False, source="s")


def ending(grace: int = 0, suspension: Suspension | None = None, late_counts: bool = True) -> Policy:
    """Cycles that end with the year."""
    policy = rules(replace(ENDS, late_counts=late_counts))
    cycle = replace(policy.cycle, ends=Ends.END_OF_YEAR, grace_days=grace, grace_activity=GraceActivity.ENDED_CYCLE)
    return replace(policy, cycle=cycle, suspension=suspension, retake=None)


def told(policy: Policy, today: date) -> str:
    history = History((AWARD,), activities=DONE)
    return "\n".join(str(line.text) for line in story(policy, history, assess(plan(policy), history, today)))


def test_whoever_has_no_grace_reads_of_no_day_after_the_end_of_the_last_year() -> None:
    found = told(ending(), date(2028, 12, 20))
    assert "Complete by December 31, 2028: Annual fee in 2028." in found
    assert "January 15" not in found
    late = told(ending(grace=15), date(2028, 12, 20))
    assert "2028: 1 more payment by January 15, 2029. Otherwise your Associate certifications end on that day." in late


def test_whoever_is_suspended_reads_of_the_day_on_which_the_year_ends_it() -> None:
    found = told(ending(suspension=SUSPENDED), date(2029, 1, 10))
    assert "June" not in found
    for words in (
        "Suspended since January 1, 2029: it can come back until January 15, 2029",
        "is suspended: it can come back until January 15, 2029.",
        "Complete by January 15, 2029: Annual fee in 2028. That brings back",
    ):
        assert words in found
    before = told(ending(suspension=SUSPENDED), date(2028, 12, 20))
    assert "Earning what is missing by January 15, 2029 brings it back." in before
    assert "can be renewed until January 15, 2029." in before


def test_whoever_lacks_other_things_too_reads_until_when_these_may_come() -> None:
    policy, history = ending(suspension=SUSPENDED), History((AWARD,), activities=DONE[1:])
    lines = story(policy, history, assess(plan(policy), history, date(2029, 1, 10)))
    found = "\n".join(str(line.text) for line in lines)
    assert "is suspended: it can come back until June 30, 2029." in found
    assert "1 more payment by January 15, 2029. Otherwise" in found


def test_whoever_is_suspended_plans_for_the_day_on_which_the_year_ends_it() -> None:
    policy, on = plan(ending(suspension=SUSPENDED)), date(2029, 1, 10)
    (target,) = outlook(policy, History((AWARD,), activities=DONE), on).targets
    heading = str(goal(policy.policy, target.goal, on))
    assert heading == "Associate, to be renewed by January 15, 2029. Still needed: Annual fee in 2028"
    assert str(need(policy.policy, target.goal, on)) == "Still needed by January 15, 2029: Annual fee in 2028"
    (target,) = outlook(policy, History((AWARD,), activities=DONE[1:]), on).targets
    assert str(goal(policy.policy, target.goal, on)).startswith(
        "Associate, to be renewed by June 30, 2029: 10 CE units"
    )


def test_a_year_whose_day_comes_after_the_cycle_ends_nothing() -> None:
    found = [str(each) for each in missed_words.ahead(*_at(ending(late_counts=False), date(2028, 12, 20)))]
    assert found == ["Annual fee, 2028: 1 more payment by December 31, 2028. Otherwise the cycle can't be renewed."]


def _at(policy: Policy, today: date) -> tuple[Policy, GroupStanding, date]:
    return policy, assess(plan(policy), History((AWARD,), activities=DONE), today).groups[0], today


@pytest.mark.parametrize(("grace", "cut"), [(0, True), (14, True), (15, False)])
def test_the_rules_say_that_the_last_year_waits_no_longer_than_the_cycle(grace: int, cut: bool) -> None:
    found = "\n".join(str(row.what) for row in asked(ending(grace)))
    assert ("The last year of a cycle can be met only as long as that can be renewed. Where" in found) is cut


YEARS = """
[counter.fee]
name = "Fees"
one = "payment"
many = "payments"
counts = "uses"
types = ["presenting"]

[[group.aca.also]]
key = "fee"
title = "Fee"
kind = "each year"
years = "of the cycle"
counter = "fee"
least = [{ from = 2024-02-01, count = 1, source = "s" }]

[group.aca.also.missed]
days = 30
counts_for = "the year that is over"
then = "ends"
source = "s"
"""


@pytest.mark.parametrize(("days", "doubted"), [("grace_days = 0", True), ("grace_days = 30", False)])
def test_check_doubts_a_day_that_the_last_year_never_has(days: str, doubted: bool) -> None:
    text = TEXT.replace("grace_days = 90", days) + YEARS
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    found = [f"{each.what}: {each.fix}" for each in warnings(policy, text, "policy.toml") if "last year" in each.what]
    told = (
        "the last year of a cycle can't be met so long, as the cycle can be renewed no more by then: let its grace "
        "last until then, as by grace_days = 30, or write less"
    )
    assert found == ([told] if doubted else [])
