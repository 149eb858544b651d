"""Somebody comes back after longer than a cycle, where the next one begins where the last one ended."""

from datetime import date

import pytest

from recert.policy.assess import assess
from recert.policy.history import Activity, Award, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told, what_if_told
from recert.policy.planning.way import Wish
from recert.policy.read import parse_policy
from recert.policy.story import story
from recert.policy.warn import doubts
from recert.policy.what_if import what_if
from tests.policy.strategies import PROGRAMS

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
SUSPENSION = """
[suspension]
months = {months}
renewed_by = ["units"]
next_starts = "{starts}"
activity = "ended cycle"
source = "decided"
"""
KEPT = "where the last one ended"
HELD = History(
    awards=(Award("ACA-JSWE", date(2024, 6, 1)),),
    activities=tuple(Activity(str(i), "course", date(2025, 2, 1 + i), f"Course {i}") for i in range(4)),
)


def policy_of(months: int = 36, starts: str = KEPT) -> Policy:
    found = parse_policy(TEXT + SUSPENSION.format(months=months, starts=starts))
    assert isinstance(found, Policy), found
    return found


def planned(policy: Policy, today: date) -> list[str]:
    found = outlook(plan(policy), HELD, today, Wish(types=("course",)))
    return [str(line.text) for line in outlook_told(policy, found, Wish(types=("course",)))]


def explained(policy: Policy, today: date) -> list[str]:
    return [str(line.text) for line in story(policy, HELD, assess(plan(policy), HELD, today))]


def tried(policy: Policy, today: date, on: date) -> str:
    found = what_if(plan(policy), HELD, (Activity("new", "course", on, "The last one"),), today)
    return str(next(iter(what_if_told(policy, found))).text)


def test_whoever_plans_to_come_back_reads_until_when_that_is_enough() -> None:
    policy = policy_of()
    told = planned(policy, date(2027, 3, 1))
    assert "One course, by August 30, 2029" in told
    assert "That renews Associate until June 1, 2028. Done after June 1, 2028, it has to be renewed once more." in told
    late = planned(policy, date(2028, 9, 1))
    assert "That renews Associate until June 1, 2028. That day is over by then: it has to be renewed once more." in late


def test_a_story_of_somebody_suspended_says_that_coming_back_late_is_not_enough() -> None:
    policy = policy_of()
    more = "Renewed after June 1, 2028, when the next cycle is over too, it has to be renewed once more."
    assert more in explained(policy, date(2028, 6, 1))
    assert more not in explained(policy, date(2026, 6, 1))  # while it runs, nobody asks
    assert "Renewing it gives June 1, 2028, which is over: it has to be renewed once more." in explained(
        policy, date(2028, 6, 2)
    )


def test_what_would_renew_to_a_day_that_is_over_is_told_with_that() -> None:
    policy = policy_of()
    assert tried(policy, date(2027, 3, 1), date(2028, 5, 31)) == (
        "Associate: renewed on May 31, 2028 until June 1, 2028, with 50 of 50 CE units."
    )
    assert tried(policy, date(2027, 3, 1), date(2028, 6, 1)) == (
        "Associate: renewed on June 1, 2028 until June 1, 2028, with 50 of 50 CE units. "
        "That is for this day only: the next cycle ends on it, and has to be renewed by then, too."
    )
    assert tried(policy, date(2027, 3, 1), date(2028, 6, 2)) == (
        "Associate: renewed on June 2, 2028 until June 1, 2028, with 50 of 50 CE units. "
        "That day is over by then: it has to be renewed once more."
    )


def test_who_lets_a_cycle_come_back_after_longer_than_the_next_one_is_warned() -> None:
    (found,) = [doubt for doubt in doubts(policy_of()) if doubt.place[0] == "suspension"]
    assert found.what == (
        "it can be renewed for more than 24 months after its end, and the next cycle begins where it ended, so whoever "
        "renews late gets a date that is over"
    )
    assert found.fix == (
        'write next_starts = "the day after the renewal" or "in the period under way" here, or a shorter one, or leave '
        "it so where each cycle that is over by then has to be renewed as well"
    )


@pytest.mark.parametrize(("months", "starts"), [(21, KEPT), (36, "the day after the renewal")])
def test_who_lets_it_come_back_sooner_or_begin_anew_is_not(months: int, starts: str) -> None:
    """90 days of grace and 21 months are just no cycle of 24 months."""
    policy = policy_of(months, starts)
    assert not [doubt for doubt in doubts(policy) if doubt.place[0] == "suspension"]
    for today in (date(2027, 3, 1), date(2028, 5, 28)):
        told = [*planned(policy, today), *explained(policy, today)]
        assert not any("once more" in line for line in told)


def no_grace(months: int = 24, ends: str = "same day", more: str = "") -> Policy:
    """Suspended at once, for as long as a cycle lasts."""
    text = TEXT.replace("grace_days = 90", "grace_days = 0").replace('ends = "same day"', f'ends = "{ends}"') + more
    found = parse_policy(text + SUSPENSION.format(months=months, starts=KEPT))
    assert isinstance(found, Policy), found
    return found


def test_whoever_may_come_back_until_the_next_cycle_ends_reads_that_it_is_for_a_day() -> None:
    policy = no_grace()
    told = planned(policy, date(2027, 3, 1))
    assert "One course, by June 1, 2028" in told
    assert (
        "That renews Associate until June 1, 2028. Done on June 1, 2028, it is renewed for that day only: "
        "the next cycle ends on it, and has to be renewed by then, too."
    ) in told
    last = planned(policy, date(2028, 6, 1))
    assert (
        "That renews Associate until June 1, 2028. That is for this day only: the next cycle ends on it, and has to be "
        "renewed by then, too."
    ) in last
    assert "Renewed on June 1, 2028, the last day, when the next cycle ends too, it is for that day only." in explained(
        policy, date(2027, 3, 1)
    )


def test_who_lets_a_cycle_come_back_for_a_day_is_warned() -> None:
    (found,) = [doubt for doubt in doubts(no_grace()) if doubt.place[0] == "suspension"]
    assert found.what == (
        "it can be renewed for 24 months after its end, and the next cycle begins where it ended, so whoever renews on "
        "the last day is back for that day only"
    )
    of_the_year = doubts(no_grace(ends="end of year"))  # nothing ends on another day by itself
    assert [doubt.what for doubt in of_the_year if doubt.place[0] == "suspension"] == [found.what]
    policy = no_grace(23)
    assert not [doubt for doubt in doubts(policy) if doubt.place[0] == "suspension"]
    assert not any(
        "day only" in line for line in [*planned(policy, date(2027, 3, 1)), *explained(policy, date(2027, 3, 1))]
    )


def test_a_suspension_as_long_as_the_cycle_of_some_is_right_for_the_others() -> None:
    longer = '[group.acp.cycle]\nmonths = 36\nsource = "decided"\n'
    assert not [doubt for doubt in doubts(no_grace(more=longer)) if doubt.place[0] == "suspension"]
    (found,) = [doubt for doubt in doubts(no_grace(36, more=longer)) if doubt.place[0] == "suspension"]
    assert found.what.startswith("it can be renewed for more than 24 months")
