"""A limit of each year may be decided by the year's own first day: a change then holds inside cycles that run."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy import explain_limits
from recert.policy.assess import assess
from recert.policy.assessment import GroupStanding, Reason
from recert.policy.difference import differences
from recert.policy.difference_past import differences_told
from recert.policy.handbook import handbook
from recert.policy.handbook_sources import sources
from recert.policy.history import Activity, Award, History
from recert.policy.model import Limit, Policy, Value
from recert.policy.plan import plan
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.rule_words import amount_of_limit
from recert.policy.story import story
from recert.policy.warn import warnings
from tests.policy.test_circumstances import TEXT, policy_of
from tests.policy.test_planning import only, seen, told

AWARDED = date(2025, 5, 10)
LIMIT = """
[[limit]]
key = "of-a-year"
title = "Courses in a year"
types = ["course"]
each = "calendar year"
governed_by = "year start"
most = [
  { from = 2024-02-01, units = 20, source = "20 in a year" },
  { from = 2026-01-01, units = 10, source = "10 from 2026 on" },
]
"""
OF_CYCLE = LIMIT.replace('"calendar year"', '"year of the cycle"')
AT_FIRST = LIMIT.replace('"year start"', '"cycle start"')
UNSAID = LIMIT.replace('governed_by = "year start"\n', "")


def standing(text: str, *days: date, as_of: date = date(2027, 5, 1), awarded: date = AWARDED) -> GroupStanding:
    done = tuple(Activity(f"{i:02d}", "course", on, f"Course {i}") for i, on in enumerate(sorted(days)))
    (found,) = assess(plan(policy_of(TEXT + text)), History((Award("ACA-JSWE", awarded),), (), done), as_of).groups
    return found


def counted(text: str, *days: date, awarded: date = AWARDED) -> list[int]:
    return [int(entry.amount) for entry in standing(text, *days, awarded=awarded).entries]


def thrice(year: int, month: int = 6) -> list[date]:
    return [date(year, month, n) for n in (1, 2, 3)]


def test_a_year_that_begins_on_the_day_or_later_lets_less_count_in_a_cycle_that_runs() -> None:
    both = (*thrice(2025), *thrice(2026))
    assert counted(LIMIT, *both) == [10, 10, 0, 10, 0, 0]
    assert counted(LIMIT.replace("2026-01-01", "2026-01-02"), *both) == [10, 10, 0, 10, 10, 0]
    assert counted(AT_FIRST, *both) == counted(UNSAID, *both) == [10, 10, 0, 10, 10, 0]


def test_years_of_the_cycle_begin_on_its_day() -> None:
    days = (*thrice(2026, 4), *thrice(2026, 6))  # of the year to May 9, 2026, and of the next
    assert counted(OF_CYCLE, *days) == [10, 10, 0, 10, 0, 0]
    assert counted(OF_CYCLE.replace("2026-01-01", "2026-05-11"), *days) == [10, 10, 0, 10, 10, 0]


def test_a_cycle_that_begins_in_a_year_has_what_that_years_first_day_says() -> None:
    text = LIMIT.replace("2026-01-01", "2025-03-01")
    assert counted(text, *thrice(2025), *thrice(2026)) == [10, 10, 0, 10, 0, 0]
    assert counted(text.replace('"year start"', '"cycle start"'), *thrice(2025)) == [10, 0, 0]


def test_a_limit_may_end_or_begin_with_a_year() -> None:
    ends = LIMIT.replace("units = 10, source", "unlimited = true, source")
    assert counted(ends, *thrice(2025), *thrice(2026)) == [10, 10, 0, 10, 10, 10]
    begins = LIMIT.replace("units = 20, source", "unlimited = true, source")
    assert counted(begins, *thrice(2025), *thrice(2026)) == [10, 10, 10, 10, 0, 0]


def test_for_whom_it_is_the_first_day_of_the_cycle_decides() -> None:
    some = LIMIT.replace("units = 10, source", "units = 10, when = { held_years = 1 }, source")
    assert counted(some, *thrice(2027, 2)) == [10, 10, 0]  # held for no year as the cycle began
    first = LIMIT.replace("units = 10, source", "units = 10, when = { cycle_to = 1 }, source")
    assert counted(first, *thrice(2026)) == [10, 0, 0]


@pytest.mark.parametrize("text", [LIMIT, OF_CYCLE])
def test_where_a_use_takes_the_place_of_another_each_year_has_its_own_amount_again(text: str) -> None:
    """Later courses are worth more, and three count: all of the cycle is worked out anew with each of them."""
    policy = policy_of(TEXT + text.replace("units = 20", "units = 8").replace("units = 10", "units = 6"))
    three = Limit((Value(date(2020, 1, 1), Decimal(3), ""),))
    worth = (Value(date(2020, 1, 1), Decimal(5), ""), Value(date(2025, 8, 1), Decimal(10), ""))
    types = tuple(replace(t, worth=worth, limit=three) if t.key == "course" else t for t in policy.types)
    days = (date(2025, 6, 1), date(2025, 6, 2), date(2025, 9, 1), date(2026, 6, 1), date(2026, 6, 2))
    done = tuple(Activity(f"{i}", "course", on, f"Course {i}") for i, on in enumerate(days))
    history = History((Award("ACA-JSWE", AWARDED),), (), done)
    (found,) = assess(plan(replace(policy, types=types)), history, date(2027, 5, 1)).groups
    assert [int(entry.amount) for entry in found.entries] == [0, 0, 8, 6, 0]


# What people read.


def test_why_something_is_over_names_what_counts_in_its_own_year() -> None:
    history = History(
        (Award("ACA-JSWE", AWARDED),),
        (),
        tuple(Activity(f"{i}", "course", on, f"Course {i}") for i, on in enumerate((*thrice(2025), *thrice(2026)))),
    )
    policy = policy_of(TEXT + LIMIT)
    lines = [str(line.text) for line in story(policy, history, assess(plan(policy), history, date(2027, 5, 1)))]
    over = [line.strip() for line in lines if "counts at most" in line]
    assert [line.split("counts at most ")[1].split(",")[0] for line in over] == [
        "20 CE units in a year of the calendar",
        "10 CE units in a year of the calendar",
        "10 CE units in a year of the calendar",
    ]


def test_what_a_limit_lets_count_is_told_of_the_year_of_today() -> None:
    for text, was in ((LIMIT, "a year of the calendar"), (OF_CYCLE, "each year of the cycle")):
        found, policy = standing(text, *thrice(2025)), policy_of(TEXT + text)
        (cap,) = policy.caps
        for today, most in ((date(2025, 12, 31), 20), (date(2026, 6, 1), 10)):
            said = f"Associate: “Courses in a year” counts at most {most} CE units in {was}"
            assert str(explain_limits.cap_used(policy, found, cap, today)) == said


def test_a_limit_that_ends_with_a_year_is_told_no_more() -> None:
    text = LIMIT.replace("units = 10, source", "unlimited = true, source")
    found, policy = standing(text, *thrice(2025)), policy_of(TEXT + text)
    caps = [explain_limits.caps_of(policy, found, found.cycles[0], on) for on in (date(2025, 7, 1), date(2026, 7, 1))]
    assert [len(each) for each in caps] == [1, 0]
    assert found.entries[2].reason == Reason.OVER_UNITS


def test_the_handbook_and_the_rules_page_say_which_day_decides() -> None:
    policy = policy_of(TEXT + LIMIT)
    assert "in a year of the calendar, by the first day of that year" in str(handbook(policy))
    assert "by the first day of that year" not in str(handbook(policy_of(TEXT + AT_FIRST)))
    (cap,) = policy.caps
    assert str(amount_of_limit(policy, cap, cap.most[0])) == (
        "20 CE units in a year of the calendar, by what holds on the first day of that year"
    )


# What a candidate asks.


def test_a_plan_knows_how_much_counts_in_each_year() -> None:
    more = (
        LIMIT.replace("units = 20", "units = 5")
        .replace("units = 10", "units = 20")
        .replace("units = 5,", "units = 10,")
    )
    history, courses = History((Award("ACA-JSWE", AWARDED),), (), ()), Wish(types=("course",))
    assert told(only(seen(history, date(2025, 6, 1), courses, plan(policy_of(TEXT + more)))).best) == [
        "1 course 1 2025-06-01 to 2025-12-31",
        "2 course 1 2026-01-01 to 2026-12-31",
        "2 course 1 2027-01-01 to 2027-05-10",
    ]
    by_cycle = more.replace('"year start"', '"cycle start"')
    assert only(seen(history, date(2025, 6, 1), courses, plan(policy_of(TEXT + by_cycle)))).best is None


# What an author writes.


def problems(text: str) -> list[str]:
    found = parse_policy(text)
    assert isinstance(found, Problems)
    return [problem.what for problem in found.problems]


def test_only_a_limit_of_years_in_units_is_decided_by_the_year() -> None:
    assert [policy_of(TEXT + text).caps[0].by_year for text in (LIMIT, OF_CYCLE, AT_FIRST, UNSAID)] == [
        True,
        True,
        False,
        False,
    ]
    for each in ("cycle", "month", "lifetime"):
        assert problems(TEXT + LIMIT.replace("calendar year", each)) == [
            "it is of no years, so the cycle's first day decides how much counts"
        ]
    share = "a share is of what the cycle requires, so its first day decides it for all of its years"
    assert share in problems(TEXT + LIMIT.replace("units = 10", "percent = 10"))
    assert problems(TEXT + LIMIT.replace("from = 2026-01-01", "ending_from = 2026-01-01")) == [
        "the first day of each year decides this, whenever the cycle ends"
    ]


def said(before: Policy, after: Policy) -> list[str]:
    return [str(sentence) for sentence in differences(before, after)]


def test_a_difference_says_which_day_decides_and_from_which_years_on() -> None:
    by_year, by_cycle = policy_of(TEXT + LIMIT), policy_of(TEXT + AT_FIRST)
    assert said(by_cycle, by_year) == [
        "Courses in a year: how much counts in a year is decided by its own first day, instead of the cycle's."
    ]
    assert said(by_year, by_cycle) == [
        "Courses in a year: how much counts in a year is decided by the first day of the cycle, instead of its own."
    ]
    less = policy_of(TEXT + LIMIT.replace("units = 10", "units = 5"))
    assert said(by_year, less) == [
        "Courses in a year: at most 10 CE units become 5 in years that begin on January 1, 2026 or later."
    ]
    assert any("how much counts in a year" in str(line) for line in differences_told(by_cycle, by_year))


def test_sources_say_until_which_years_an_exception_holds() -> None:
    some = LIMIT.replace("units = 20, source", "units = 20, when = { cycle_to = 1 }, source").replace(
        "most = [", 'most = [\n  { from = 2020-02-01, units = 30, source = "s" },'
    )
    policy = policy_of(TEXT + some)
    assert "in years that begin before January 1, 2026" in str([*sources(policy)])
    doubts = [found.what for found in warnings(policy, TEXT + some, "x")]
    assert any("in years from January 1, 2026 on it holds for everybody" in what for what in doubts)


def test_what_later_years_of_a_cycle_let_count_is_not_out_of_reach() -> None:
    """10 units in the first of its years, and 40 in each of the others."""
    more = LIMIT.replace('["course"]', '["course", "global-event", "local-event", "presenting"]')
    more = more.replace("units = 10", "units = 40").replace("units = 20", "units = 10")

    def doubted(text: str) -> bool:
        found = (each.what for each in warnings(policy_of(TEXT + text), TEXT + text, "x"))
        return any("no more than 40 can be earned" in what for what in found)

    assert doubted(more.replace('"year start"', '"cycle start"'))
    assert not doubted(more)
