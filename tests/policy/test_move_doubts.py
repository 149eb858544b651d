"""A mass move of a year's end into another year: who wrote it is warned of the cycle that follows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.cycles import Anchor, Ends, Rhythm
from recert.policy.history import Activity, Award, History
from recert.policy.model import Policy, Value
from recert.policy.moves import Move
from recert.policy.own import OwnCycle
from recert.policy.plan import plan
from recert.policy.warn import doubts
from tests.policy.strategies import reference

USUAL = reference().policy
LATER = Move("later", "Later", date(2027, 4, 16), date(2027, 4, 16), date(2027, 4, 16), date(2027, 5, 14), 0, "s")


def rules(move: Move = LATER, ends: Ends = Ends.END_OF_YEAR, rhythm: Rhythm = Rhythm.KEPT) -> Policy:
    """Years that end on April 16."""
    cycle = replace(USUAL.cycle, months=12, ends=ends, year_ends=("04-16",), rhythm=rhythm)
    return replace(USUAL, cycle=cycle, moves=(move,))


def warned(policy: Policy) -> list[str]:
    return [doubt.what for doubt in doubts(policy) if doubt.place == ("move", 0)]


def test_who_moves_an_end_into_a_year_is_told_how_long_the_next_cycle_is() -> None:
    assert warned(rules()) == [
        "what ends on April 16, 2027 moves to May 14, 2027, and the next cycle begins there and ends with a year "
        "again, on April 16, 2029: it has 23 months, and others have 12"
    ]
    by_months = replace(LATER, to=None, months=6)
    assert warned(rules(by_months))[0].endswith("on April 16, 2029: it has 18 months, and others have 12")


def test_the_next_cycle_is_as_long_as_the_warning_says() -> None:
    policy = rules()
    ten = (Value(date(2020, 1, 1), Decimal(10), "s"),)
    policy = replace(policy, groups=tuple(replace(group, required=ten) for group in policy.groups))
    course = Activity("c", "course", date(2027, 5, 1), "Course")
    held = History((Award("ACA-JSWE", date(2026, 4, 16), date(2027, 4, 16)),), (), (course,))
    (standing,) = assess(plan(policy), held, date(2027, 6, 1)).groups
    assert [(cycle.start, cycle.end) for cycle in standing.cycles][-1] == (date(2027, 5, 15), date(2029, 4, 16))


@pytest.mark.parametrize(
    "policy",
    [
        rules(replace(LATER, to=date(2028, 4, 16))),  # a whole year
        rules(replace(LATER, to=None, months=12)),
        rules(replace(LATER, first=date(2027, 4, 17), last=date(2028, 4, 15))),  # no year ends in these days
        rules(ends=Ends.SAME_DAY),
        rules(ends=Ends.END_OF_MONTH),
        rules(rhythm=Rhythm.RESTARTED),
        replace(rules(), cycle=replace(rules().cycle, anchor=Anchor.CALENDAR)),
    ],
)
def test_a_move_after_which_cycles_are_as_long_as_others_is_no_matter(policy: Policy) -> None:
    assert warned(policy) == []


def test_a_move_is_doubted_by_the_cycle_that_a_group_has_of_its_own() -> None:
    policy = rules(ends=Ends.SAME_DAY)
    own = OwnCycle("s", ends=Ends.END_OF_YEAR)
    groups = tuple(replace(g, own_cycle=own) if g.key == "acp" else g for g in policy.groups)
    assert len(warned(replace(policy, groups=groups))) == 1
