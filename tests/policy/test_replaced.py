"""Somebody earns a higher certification, and holds the lower one no more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from recert.policy.assessment import CycleState, HoldingState, Reason
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.policy.history import Award, Exam, History
from recert.policy.model import Policy
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.replacements import Replacement
from tests.policy.test_awarded_after_the_end import FROM_AWARD, USUAL, course, cycles, seen, stands, told
from tests.policy.test_circles import TEXT
from tests.policy.test_two_readings import agree

SINCE = date(2020, 1, 1)
UP = Replacement("up", "One takes the place of the other", ("ACP-JCA",), ("ACA-JSWE",), SINCE, "s")
LADDER = replace(USUAL, floor=SINCE, replacements=(UP,))
"""The higher one is of another group."""
WITHIN = replace(FROM_AWARD, replacements=(replace(UP, of=("ACA-ACF",)),), suspension=None)
"""It is of the same group."""
FIRST, EARNED = Award("ACA-JSWE", date(2024, 7, 1)), date(2025, 5, 10)
BOTH = History((FIRST, Award("ACP-JCA", EARNED)))
DAY = timedelta(days=1)


def lower(history: History, on: date, policy: Policy = LADDER) -> tuple[HoldingState, date]:
    """What the lower one is on a day, and when it expires."""
    agree(policy, history, on)
    held = [h for s in seen(history, on, policy).groups for h in s.holdings if h.certification == "ACA-JSWE"]
    return held[-1].state, held[-1].expires


def last_cycle(history: History, on: date) -> tuple[CycleState, date, date]:
    """State, first and last day of the lower one's last cycle."""
    cycle = next(s for s in seen(history, on, LADDER).groups if s.group == "aca").cycles[-1]
    return cycle.state, cycle.start, cycle.end


def test_the_lower_one_is_held_through_the_day_on_which_the_higher_is_earned() -> None:
    assert lower(BOTH, EARNED)[0] is HoldingState.ACTIVE
    assert lower(BOTH, EARNED + DAY) == (HoldingState.REPLACED, EARNED)
    assert last_cycle(BOTH, EARNED + DAY) == (CycleState.REPLACED, FIRST.on, EARNED)


def test_passing_the_exam_of_the_higher_one_is_enough() -> None:
    history = History((FIRST,), (Exam("ACP-JCA", EARNED, passed=True),))
    assert lower(history, EARNED + DAY) == (HoldingState.REPLACED, EARNED)
    failed = History((FIRST,), (Exam("ACP-JCA", EARNED, passed=False),))
    assert lower(failed, EARNED + DAY)[0] is HoldingState.ACTIVE


def test_what_was_earned_before_the_rule_began_goes_on_beside_it() -> None:
    later = replace(LADDER, replacements=(replace(UP, since=EARNED + DAY),))
    assert lower(BOTH, EARNED + DAY, later)[0] is HoldingState.ACTIVE


def test_a_lower_one_awarded_later_is_held_beside_the_higher() -> None:
    again = replace(BOTH, awards=(*BOTH.awards, Award("ACA-JSWE", date(2025, 9, 1))))
    assert lower(again, date(2025, 10, 1))[0] is HoldingState.ACTIVE


def test_two_earned_on_one_day_leave_the_higher_one() -> None:
    history = History((replace(FIRST, on=EARNED), Award("ACP-JCA", EARNED)))
    assert lower(history, EARNED + DAY) == (HoldingState.REPLACED, EARNED)


def test_replaced_on_the_last_day_of_a_renewed_cycle_it_begins_no_next_one() -> None:
    first = Award("ACA-JSWE", EARNED - timedelta(days=365), EARNED)
    renewed = History((first, Award("ACP-JCA", EARNED)), (), tuple(course(EARNED - DAY * n) for n in range(40, 60)))
    assert last_cycle(renewed, EARNED)[0] is CycleState.RENEWED
    assert lower(renewed, EARNED + DAY) == (HoldingState.REPLACED, EARNED)
    assert last_cycle(renewed, EARNED + DAY) == (CycleState.RENEWED, first.on, EARNED)


def test_in_its_grace_it_is_replaced_and_does_not_lapse() -> None:
    history = History((replace(FIRST, expires=EARNED - DAY * 20), Award("ACP-JCA", EARNED)))
    assert lower(history, EARNED)[0] is HoldingState.GRACE
    assert lower(history, EARNED + DAY * 300) == (HoldingState.REPLACED, EARNED - DAY * 20)


def test_in_one_group_the_cycle_goes_on_with_what_was_done_in_it() -> None:
    history = History((FIRST, Award("ACA-ACF", EARNED)), (), (course(date(2025, 1, 10)),))
    agree(WITHIN, history, EARNED + DAY)
    assert cycles(history, EARNED, WITHIN) == ["1 OPEN 2024-07-01 to 2026-06-30: 10 of 30"]
    assert cycles(history, EARNED + DAY, WITHIN) == ["1 OPEN 2024-07-01 to 2027-05-09: 10 of 30"]


def test_earned_in_its_grace_the_higher_one_has_a_cycle_of_its_own() -> None:
    policy = replace(WITHIN, cycle=replace(WITHIN.cycle, grace_days=30))
    history = History((FIRST, Award("ACA-ACF", date(2026, 7, 10))))
    agree(policy, history, date(2026, 7, 11))
    assert cycles(history, date(2026, 7, 11), policy) == [
        "1 LAPSED 2024-07-01 to 2026-06-30: 0 of 30",
        "2 OPEN 2026-07-10 to 2028-07-09: 0 of 30",
    ]
    assert {h.certification: h.state.name for h in stands(history, date(2026, 7, 11), policy).holdings} == {
        "ACA-ACF": "ACTIVE",
        "ACA-JSWE": "REPLACED",
    }


def test_the_story_names_what_took_its_place() -> None:
    done = replace(BOTH, activities=(course(date(2025, 8, 1)),))
    lines = told(done, date(2025, 9, 1), LADDER)
    assert "ACP-JCA took its place on May 10, 2025, the last day on which it was held." in lines
    assert "It was over on May 10, 2025, as ACP-JCA took the place of what was held." in lines
    assert any("Replaced, held until May 10, 2025" in line for line in lines)
    (entry,) = next(s for s in seen(done, date(2025, 9, 1), LADDER).groups if s.group == "aca").entries
    assert entry.reason is Reason.NOT_HELD
    why = "on August 1, 2025: It was over on May 10, 2025, as ACP-JCA took the place of what was held."
    assert any(why in line for line in lines)
    late = History((replace(FIRST, expires=EARNED - DAY * 20), Award("ACP-JCA", EARNED)))
    assert "ACP-JCA took its place on May 10, 2025." in told(late, date(2025, 9, 1), LADDER)


RULE = """
[[replacement]]
key = "up"
title = "The professional one takes the place of the associate one"
of = ["ACP-JCA"]
replaces = ["ACA-JSWE"]
from = 2024-02-01
source = "s"
"""
EARNING = """
[[cascade]]
key = "up"
title = "Earning renews"
by = "earning"
of = ["ACP-JCA"]
renews = ["ACA-JSWE"]
new_expiry = "with it"
from = 2024-02-01
source = "s"
"""


def read(more: str) -> Policy:
    found = parse_policy(TEXT + more)
    assert isinstance(found, Policy), found
    return found


def refused(more: str) -> list[tuple[str, str]]:
    found = parse_policy(TEXT + more)
    assert isinstance(found, Problems)
    return [(problem.what, problem.fix) for problem in found.problems]


@pytest.mark.parametrize(
    ("more", "what"),
    [
        (RULE.replace('["ACA-JSWE"]', '["ACP-JCA"]'), "ACP-JCA would replace itself"),
        (RULE.replace('["ACP-JCA"]', "[]"), "it names no certification"),
        (RULE + RULE, "two replacements are called up"),
        (RULE + EARNING, "earning ACP-JCA would both renew and replace ACA-JSWE"),
    ],
)
def test_an_owner_is_told_what_cannot_be(more: str, what: str) -> None:
    assert what in [told for told, _ in refused(more)]


def test_a_mistyped_certification_is_told_with_the_nearest_one() -> None:
    ((what, fix),) = refused(RULE.replace('["ACA-JSWE"]', '["ACA-JSWF"]'))
    assert "ACA-JSWF" in what
    assert "ACA-JSWE" in fix


def test_what_an_owner_reads_of_it() -> None:
    said = [line for block in handbook(read(RULE)) for line in getattr(block, "lines", getattr(block, "items", ()))]
    sentence = (
        "The professional one takes the place of the associate one. "
        "Since February 1, 2024, earning ACP-JCA ends ACA-JSWE with that day."
    )
    assert sentence in said


def test_an_owner_who_changes_it_reads_what_changed() -> None:
    without, having = read(""), read(RULE)
    other = read(RULE.replace('["ACA-JSWE"]', '["ACA-ACF"]').replace("2024-02-01", "2025-02-01"))
    named = "The professional one takes the place of the associate one"
    assert [str(each) for each in differences(without, having)] == [
        f"{named} is added: who earns ACP-JCA on February 1, 2024 or later holds ACA-JSWE until that day only."
    ]
    assert [str(each) for each in differences(having, without)] == [
        f"{named} is taken out: what it ended goes on beside it."
    ]
    assert [str(each) for each in differences(having, other)] == [
        f"{named}: ends ACA-ACF instead of ACA-JSWE.",
        f"{named}: from February 1, 2025 on instead of February 1, 2024.",
    ]
