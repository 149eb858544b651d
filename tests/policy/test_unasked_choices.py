"""An owner who changes in which cycles something is asked, and not its choices, is told that nobody can meet it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.condition import Condition, Seen
from recert.policy.model import Demand, Policy, Value, Way
from recert.policy.unasked_choices import unasked_choices
from recert.policy.warn import doubts
from tests.policy.test_choices import CARD, EITHER, TALKS, done, least, standing
from tests.policy.test_choices import policy as choosing

THIRD, FIFTH = Condition(every=3), Condition(every=5)
MEMBER, STRANGER = Condition(true_of=("member",)), Condition(untrue_of=("member",))
JSWE, NO_JSWE = Condition(holds=("ACA-JSWE",)), Condition(lacks=("ACA-JSWE",))
OLD, NEW = Condition(awarded_before=date(2020, 1, 1)), Condition(awarded_from=date(2020, 1, 1))


def from_day(*values: tuple[int, int]) -> tuple[Value, ...]:
    return tuple(Value(date(year, 1, 1), Decimal(amount), "") for year, amount in values)


SHORTLY = (
    Value(date(2025, 1, 1), Decimal(0), ""),
    Value(date(2025, 3, 1), Decimal(1), ""),
)


def asking(asked: tuple[Value, ...], *choices: tuple[Value, ...]) -> Demand:
    two = (replace(CARD, values=choices[0]), replace(TALKS, values=choices[1]))
    return replace(EITHER, values=asked, choices=two)


def told(demand: Demand, usual: Policy | None = None) -> list[str]:
    usual = usual or choosing(demand)
    first = replace(usual.groups[0], demands=(demand,))
    return [what for _, what, _ in unasked_choices(replace(usual, groups=(first, *usual.groups[1:])))][:1]


@pytest.mark.parametrize(
    ("demand", "said"),
    [
        (asking(least(1, THIRD), least(1, FIFTH), least(2, FIFTH)), "1 of its choices where none of them asks|cycle 3"),
        (
            asking(least(2), least(1), least(2, FIFTH)),
            "2 of its choices where no more than 1 of them asks for|in the first cycle",
        ),
        (
            asking(least(1, Condition(cycle_to=2)), least(1, THIRD), least(0)),
            "1 of its choices where none|in the first cycle",
        ),
        (
            asking(least(1), least(1, Condition(holds=("ACP-JCA",))), least(0)),
            "1 of its choices where none of them asks|(without ACP-JCA",
        ),
        (
            asking(least(1, MEMBER), least(1, STRANGER), least(1, STRANGER)),
            "1 of its choices where none of them asks|with “member” on the first day of the cycle",
        ),
        (
            asking(least(1), least(1, replace(MEMBER, seen=Seen.ANY_DAY)), least(0)),
            "1 of its choices where none of them asks|with “member” on no day of the cycle",
        ),
        (
            asking(least(1, JSWE), least(1, NO_JSWE), least(1, NO_JSWE)),
            "1 of its choices where none of them asks|with ACA-JSWE held",
        ),
        (
            asking(from_day((2020, 1)), from_day((2020, 1), (2024, 0)), from_day((2020, 0))),
            "1 of its choices where none of them asks|in cycles that begin on January 1, 2024 or later",
        ),
        (
            asking(least(1), (*least(0), replace(least(1)[0], when=FIFTH)), least(1, FIFTH)),
            "1 of its choices where none of them asks|in the first cycle",
        ),
        (
            replace(
                asking(least(3), least(1), least(1)),
                choices=(CARD, TALKS, replace(CARD, key="late", values=least(1, FIFTH))),
            ),
            "3 of its choices where no more than 2 of them ask for|in the first cycle",
        ),
        (asking(least(1), least(0), least(0)), "1 of its choices where none of them asks|in every cycle"),
    ],
)
def test_an_owner_who_asks_for_choices_of_nobody_is_told_when(demand: Demand, said: str) -> None:
    how, where = said.split("|")
    (what,) = told(demand)
    assert what.startswith(f"it asks for {how}")
    assert f"{where})" in what and what.endswith("nobody can meet it there")


@pytest.mark.parametrize(
    "demand",
    [
        asking(least(1), least(1), least(2)),
        asking(least(1, THIRD), least(1, THIRD), least(0)),
        asking(least(1, Condition(every=6)), least(1, THIRD), least(2, FIFTH)),
        asking(least(1), least(1, MEMBER), least(1, STRANGER)),
        asking(least(1, MEMBER), least(1, MEMBER), least(0)),
        asking(least(1, JSWE), least(1, JSWE), least(0)),
        asking(least(1), least(1, JSWE), least(1, NO_JSWE)),
        asking(least(1), least(1, OLD), least(1, NEW)),  # one of the two is asked of everybody
        asking(least(1, OLD), least(1, OLD), least(0)),
        asking(least(1, Condition(held_from=2)), least(0), least(0)),  # of whom nobody holds one alone
        asking(from_day((2024, 1)), from_day((2024, 1)), from_day((2024, 0))),  # the first value holds before, too
        asking(from_day((2025, 1)), from_day((2028, 1)), least(0)),
        asking(least(1, Condition(held_years=60)), least(0), least(0)),  # of whom it is not certain that there are any
        asking(least(1), (*least(1), *SHORTLY), least(0)),  # in which no cycle may begin
        asking(least(1), (*least(1), *from_day((2022, 0), (2024, 1))), least(0)),  # before anything counts
        asking(from_day((2020, 0), (2024, 1)), from_day((2020, 0), (2024, 1)), from_day((2020, 0))),
        asking(from_day((2020, 1), (2024, 0)), from_day((2020, 1), (2024, 0)), from_day((2020, 0))),
        asking(from_day((2020, 1)), (*from_day((2020, 1), (2024, 0)), *from_day((2024, 1))), from_day((2020, 0))),
    ],
)
def test_an_owner_whose_choices_are_asked_of_whoever_must_choose_is_not(demand: Demand) -> None:
    assert told(demand) == []


def test_choices_of_a_time_in_which_nobody_had_so_many_cycles_are_passed_by() -> None:
    since = from_day((2025, 0), (2028, 0))
    asked = (since[0], replace(since[0], amount=Decimal(1), when=Condition(cycle_from=6)), since[1])
    assert told(asking(asked, least(0), least(0))) == []
    assert told(asking(asked[:2], least(0), least(0)))


def test_the_choices_of_a_way_are_looked_at_as_well() -> None:
    demand = asking(least(1, THIRD), least(1, FIFTH), least(1, FIFTH))
    usual = choosing(asking(least(1), least(1), least(1)))
    group = replace(usual.groups[0], ways=(Way("other", "Another way", (), (demand,)),))
    rules = replace(usual, groups=(group, *usual.groups[1:]))
    (found,) = (doubt for doubt in doubts(rules) if "of its choices" in doubt.what)
    assert found.place == ("group", "aca", "or", 0, "also", 0)


def test_it_can_not_be_met_there_indeed() -> None:
    """Whoever does both of them in such a cycle is not renewed, and is as soon as one of them is asked for."""
    history = done("global-event", "global-event", "presenting", "presenting", "course", "course")
    unmet = asking(least(1), least(1, THIRD), least(2, THIRD))
    assert told(unmet) and standing(choosing(unmet), history).cycles[0].met_on is None
    met = asking(least(1), least(1, THIRD), least(2))
    assert not told(met) and standing(choosing(met), history).cycles[0].met_on
