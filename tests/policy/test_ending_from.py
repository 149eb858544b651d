"""A rule holds for renewals that are due on a day or later."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle
from recert.policy.difference import differences
from recert.policy.governing_words import governing
from recert.policy.handbook import handbook
from recert.policy.history import Award, Extension, History
from recert.policy.model import Category, Counter, CounterOf, Demand, DemandKind, Minimum
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.rule_words import asked
from recert.policy.warn import doubts
from tests.policy.test_circumstances import ADVISOR, TEXT, policy_of

FIRST = '{ from = 2024-02-01, units = 50, source = "'


def with_value(value: str, before: str = "") -> str:
    """The reference policy with a value after, or before, what an associate needs."""
    start = TEXT.index(FIRST)
    end = TEXT.index("]", start)
    return TEXT[:start] + before + TEXT[start:end] + value + TEXT[end:]


DUE = ', { ending_from = 2027-01-11, units = 60, source = "renewals from January 11, 2027 on" }'
POLICY = policy_of(with_value(DUE))


def cycle_of(awarded: date, *extensions: Extension) -> Cycle:
    history = History(awards=(Award("ACA-JSWE", awarded),), extensions=extensions)
    return assess(plan(POLICY), history, max(awarded, date(2026, 6, 1))).groups[0].cycles[-1]


def test_the_day_on_which_a_cycle_ends_decides_and_that_day_is_among_them() -> None:
    assert [cycle_of(day).required for day in (date(2025, 1, 10), date(2025, 1, 11))] == [50, 60]


def test_an_end_that_is_moved_later_changes_nothing() -> None:
    moved = Extension("ACA-JSWE", date(2026, 1, 1), date(2027, 9, 1))
    cycle = cycle_of(date(2025, 1, 10), moved)
    assert (cycle.end, cycle.required) == (date(2027, 9, 1), Decimal(50))


def test_why_something_has_to_be_valid_does_not_read_as_if_it_were() -> None:
    card = Counter("card", "Card", "card", "cards", ("presenting",), CounterOf.VALID, 24)
    none, one = (replace(value, amount=Decimal(at)) for at, value in enumerate(POLICY.groups[0].required))
    rule = Demand("card", "A card, once", DemandKind.COUNTER, "card", 0, 0, (none, one))
    groups = tuple(replace(group, required=group.required[:1], demands=(rule,)) for group in POLICY.groups)
    policy = replace(POLICY, groups=groups, counters=(card,))
    history = History(awards=(Award("ACA-JSWE", date(2025, 1, 11)),))
    cycle = assess(plan(policy), history, date(2026, 6, 1)).groups[0].cycles[-1]
    assert [str(why) for why in governing(policy, "aca", cycle)] == [
        "A card, once: has to be valid on the last day of the cycle, as this cycle was to end on January 11, 2027 or "
        "later (renewals from January 11, 2027 on)."
    ]
    told = [str(row.what) for row in asked(policy) if row.group.key == "aca"][1:]
    assert told == ["A card, once: nothing is asked", "A card, once: valid on the last day of the cycle"]


def test_a_minimum_because_of_the_end_is_said_to_be_one() -> None:
    groups = tuple(replace(group, minima=(Minimum("ethics", group.required),)) for group in POLICY.groups)
    policy = replace(POLICY, groups=groups, categories=(Category("ethics", "Ethics"),))
    (why,) = governing(policy, "aca", cycle_of(date(2025, 1, 11)))
    assert str(why).startswith(
        "60 CE units; 60 CE units have to be of Ethics, as this cycle was to end on January 11, 2027 or later"
    )
    single = tuple(replace(value, amount=Decimal(1)) for value in policy.groups[0].required)
    first = replace(policy.groups[0], minima=(Minimum("ethics", single),))
    (why,) = governing(replace(policy, groups=(first, *policy.groups[1:])), "aca", cycle_of(date(2025, 1, 11)))
    assert str(why).startswith("60 CE units; 1 CE unit has to be of Ethics, as this cycle was to end on")


def test_a_cycle_that_begins_later_is_not_told_that_it_is_because_of_its_end() -> None:
    """It would hold for that one in any case."""
    assert governing(POLICY, "aca", cycle_of(date(2027, 1, 10))) != ()
    assert governing(POLICY, "aca", cycle_of(date(2027, 1, 11))) == ()


def test_the_page_says_that_it_is_because_of_the_end() -> None:
    (why,) = governing(POLICY, "aca", cycle_of(date(2025, 1, 11)))
    assert str(why) == (
        "60 CE units, as this cycle was to end on January 11, 2027 or later (renewals from January 11, 2027 on)."
    )
    assert governing(POLICY, "aca", cycle_of(date(2025, 1, 10))) == ()


def test_rules_handbook_and_differences_say_it() -> None:
    row = next(row for row in asked(POLICY) if row.whom)
    assert (str(row.what), str(row.whom), row.since) == (
        "60 CE units",
        "in cycles that end on January 11, 2027 or later",
        date(2027, 1, 11),
    )
    assert "60 CE units are needed in cycles that end on January 11, 2027 or later." in str(handbook(POLICY))
    told = [str(each) for each in differences(policy_of(TEXT), POLICY)]
    assert told == [
        "Associate: 50 CE units needed in a cycle become 60 in cycles that end on January 11, 2027 or later."
    ]


SINCE = DUE.replace("ending_from", "from")
SOME = ', { from = 2024-02-01, units = 55, when = { every_cycles = 3 }, source = "s" }'


@pytest.mark.parametrize("exception", ["", SOME])
def test_what_the_end_decides_instead_of_the_beginning_is_told_once(exception: str) -> None:
    begin, end = policy_of(with_value(exception + SINCE)), policy_of(with_value(exception + DUE))
    assert [str(each) for each in differences(begin, end)] == [
        "Associate: 60 CE units in all cycles that end on January 11, 2027 or later; until now in those that begin "
        "then or later."
    ]
    assert [str(each) for each in differences(end, begin)] == [
        "Associate: 60 CE units only in cycles that begin on January 11, 2027 or later; until now in all that end then "
        "or later."
    ]
    more = policy_of(with_value(exception + DUE.replace("60", "65")))
    assert [str(each) for each in differences(begin, more)][1:] == [
        "Associate: 60 CE units needed in a cycle become 65 in cycles that end on January 11, 2027 or later."
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            with_value(', { from = 2024-02-01, ending_from = 2027-01-01, units = 60, source = "s" }'),
            "it holds either for cycles that begin from a day on, or for those that end from it on",
        ),
        (
            with_value(DUE + DUE.replace("2027-01-11", "2026-01-01")),
            "2026-01-01 does not come after 2027-01-11",
        ),
        (
            with_value(', { ending_from = 2024-02-01, units = 60, source = "s" }'),
            "every cycle that begins on 2024-02-01 or later ends after 2024-02-01: what is said above never holds",
        ),
        (
            TEXT.replace("uses = [{ from = 2024-02-01", "uses = [{ ending_from = 2024-02-01", 1),
            "the first day of the cycle decides this, or the day of the activity, whenever the cycle ends",
        ),
        (
            TEXT.replace("worth = [{ from = 2024-02-01", "worth = [{ ending_from = 2024-02-01", 1),
            "a worth holds by the day of the activity, whenever the cycle ends",
        ),
    ],
)
def test_what_can_not_be_meant_is_refused(text: str, problem: str) -> None:
    found = parse_policy(text)
    assert isinstance(found, Problems)
    assert problem in str(found)


def test_a_value_by_the_end_that_ends_an_exception_is_warned_of() -> None:
    some = ', { from = 2024-02-01, units = 20, when = { is = ["advisor"] }, source = "s" }'
    policy = policy_of(with_value(some + DUE) + ADVISOR)
    (doubt,) = [each for each in doubts(policy) if "exception" in each.what]
    assert "in cycles that end on January 11, 2027 or later it holds for everybody" in doubt.what
    assert "write it again below this value with ending_from = 2027-01-11" in doubt.fix
    again = some.replace("from = 2024-02-01", "ending_from = 2027-01-11")
    assert not [
        each for each in doubts(policy_of(with_value(some + DUE + again) + ADVISOR)) if "exception" in each.what
    ]
