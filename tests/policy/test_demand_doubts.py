"""An owner asks for what nobody can have, or writes what changes nothing, and is told so."""

import pytest

from tests.policy.test_minima_doubts import ETHICS, ROLE
from tests.policy.test_warn import TEXT, warned

CATEGORIES = """
[[group.aca.also]]
key = "kinds"
title = "Several kinds"
kind = "categories"
least = [{ from = 2024-02-01, count = COUNT, source = "s" }]
"""


def told(text: str) -> list[str]:
    return [each.split(": ", 1)[1] for each in warned(text)]


@pytest.mark.parametrize(("count", "doubted"), [(1, False), (2, True)])
def test_who_asks_for_more_categories_than_there_are_is_told(count: int, doubted: bool) -> None:
    found = [each for each in told(ETHICS + CATEGORIES.replace("COUNT", str(count))) if "Several" in each]
    said = "“Several kinds” asks for 2 categories, and there are 1: ask for fewer, or add categories"
    assert found == ([said] if doubted else [])


SEVERAL = """
[[group.aca.also]]
key = "both"
title = "In two cycles"
kind = "several cycles"
cycles = 2
least = [{ from = 2024-02-01, units = UNITS, source = "s" }]

[[limit]]
key = "all"
title = "All"
types = ["course", "global-event", "local-event", "presenting"]
each = "cycle"
most = [{ from = 2024-02-01, units = 60, source = "s" }]
"""


@pytest.mark.parametrize(("units", "doubted"), [(120, False), (121, True)])
def test_who_asks_for_more_in_several_cycles_than_limits_allow_is_told(units: int, doubted: bool) -> None:
    found = [each for each in told(TEXT + SEVERAL.replace("UNITS", str(units))) if "two cycles" in each]
    said = (
        f"“In two cycles” asks for {units} CE units, and no more than 120 can be earned in 2 cycles: ask for less, or "
        "widen a limit"
    )
    assert found == ([said] if doubted else [])


LATE = """
[[late]]
from_day = 1
units = 10
source = "s"
"""


def test_who_takes_units_for_being_late_of_whom_a_demand_alone_asks_for_units_is_told() -> None:
    both = SEVERAL.replace("UNITS", "100") + SEVERAL.split("[[limit]]", maxsplit=1)[0].replace("aca", "acp").replace(
        "UNITS", "100"
    )
    nothing = TEXT.replace("units = 50", "units = 0", 1).replace("units = 100", "units = 0", 1)
    said = (
        "Associate requires no CE units by itself, so whoever earned as many in the cycle for “In two cycles” needs no "
        "more of them for being late: ask for more by a demand with late_from_day instead"
    )
    assert said in told(nothing + both + LATE)
    assert said not in told(TEXT + both + LATE)
    assert said not in told(nothing.replace("units = 0", "units = 50", 1) + both + LATE)


LEAVE = ROLE.replace(
    'removes = "nothing"',
    """removes = "months"
months_counted = "full"
at_least_days = 70
most_months = MOST
rounding = "down"
to = 1
extends = EXTENDS""",
)


@pytest.mark.parametrize(("most", "doubted"), [(24, False), (35, False), (36, True)])
def test_who_takes_off_more_months_than_a_cycle_has_is_told(most: int, doubted: bool) -> None:
    text = TEXT + LEAVE.replace("MOST", str(most)).replace("EXTENDS", "false")
    said = f"no cycle has {most} months to take off, so this changes nothing: write fewer, or leave it out"
    assert (said in told(text)) is doubted
    assert said not in told(text.replace("extends = false", "extends = true"))


@pytest.mark.parametrize(
    ("ends", "extends", "doubted"),
    [("end of year", "true", True), ("end of year", "false", False), ("", "true", False)],
)
def test_who_puts_off_ends_that_come_with_the_year_is_told_of_the_next_one(
    ends: str, extends: str, doubted: bool
) -> None:
    text = TEXT + LEAVE.replace("MOST", "12").replace("EXTENDS", extends)
    if ends:
        text = text.replace('ends = "same day"', f'ends = "{ends}"', 1)
        assert ends in text
    assert any("it is up to 11 months longer" in each for each in told(text)) is doubted
