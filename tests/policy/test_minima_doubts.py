"""Whoever asks more of categories than in all, or something of them where nothing is asked, is told so."""

import pytest

from tests.policy.test_warn import CATEGORY, REQUIRES, TEXT, warned

ROLE = """
[[circumstance]]
key = "practice"
title = "In practice"
description = "Works for the public."
evidence = "A letter."
removes = "nothing"
source = "decided"
"""
STEPS = TEXT.replace("step = 1\n", 'step = 1\nrounding = "down"\n')
ETHICS = STEPS.replace("[activity.course]\n", '[activity.course]\ncategory = "ethics"\n') + CATEGORY + ROLE
MINIMUM = "[group.aca.minimum]\nethics = [{}]\n"
MORE = "require as much in all, or less of it"


def row(units: int, day: str = "from = 2024-02-01", when: str = "") -> str:
    return f'{{ {day}, units = {units}, {f"when = {when}, " if when else ""}source = "decided" }}'


def of_ethics(*rows: str, required: tuple[str, ...] = ()) -> str:
    """The program, with a minimum of ethics, and further values of what is required."""
    text = ETHICS.replace(REQUIRES, REQUIRES.replace("}]", ", ".join(["}", *required]) + "]"))
    return text + MINIMUM.format(", ".join(rows))


def told(text: str) -> list[str]:
    return [each.split(": ", 1)[1] for each in warned(text) if "Ethics" in each]


def test_who_asks_more_of_a_category_of_some_than_they_owe_in_all_is_told() -> None:
    practice = '{ is = ["practice"] }'
    less = row(14, when=practice)
    text = of_ethics(row(1), row(20, when=practice), required=(less,))
    assert told(text) == [f"20 CE units of Ethics are needed, and 14 in all: {MORE}"]
    assert told(of_ethics(row(20), required=(less,))) == [f"20 CE units of Ethics are needed, and 14 in all: {MORE}"]
    assert told(of_ethics(row(20), row(14, when=practice), required=(less,))) == []
    assert told(of_ethics(row(1), row(20, when=practice))) == []


def test_who_asks_more_of_a_category_in_cycles_that_end_from_a_day_on_is_told() -> None:
    ending = "ending_from = 2027-06-30"
    text = of_ethics(row(0), row(70, ending), row(4, "ending_from = 2029-06-30"))
    assert told(text) == [f"70 CE units of Ethics are needed, and 50 in all: {MORE}"]
    assert told(of_ethics(row(0), row(70, ending), required=(row(80, ending),))) == []
    assert told(of_ethics(row(0), row(70, "from = 2025-07-01"), required=(row(80, ending),))) == []
    a_few_days_later = row(80, "from = 2025-07-05")
    assert told(of_ethics(row(0), row(70, ending), required=(a_few_days_later,))) == []


SEVERAL = """
[category.law]
name = "Law"

[category.money]
name = "Money"

[category.live]
name = "Live"
[group.aca.minimum]
ethics = [{ from = 2024-02-01, units = 30, source = "decided" }]
law = [{ from = 2024-02-01, units = 5, source = "decided" }]
money = [{ from = 2024-02-01, units = 20, source = "decided" }]
live = [{ from = 2024-02-01, percent = 70, source = "decided" }]
"""


def test_who_asks_more_of_some_categories_than_in_all_is_told_though_another_may_lie_across_them() -> None:
    text = ETHICS + SEVERAL
    for kind, key in (("local-event", "law"), ("global-event", "money")):
        text = text.replace(f"[activity.{kind}]\n", f'[activity.{kind}]\ncategory = "{key}"\n', 1)
    live = '[activity.course.of_which]\nlive = [{ from = 2024-02-01, percent = 100, source = "decided" }]\n'
    said = "30 of Ethics, 5 of Law and 20 of Money are 55 CE units together, and 50 are needed in all"
    assert told(text + live) == [f"{said}: require as much in all, or less of one of them"]
    assert told(text.replace("units = 20, source", "units = 15, source") + live) == []
    within = text.replace('name = "Law"\n', 'name = "Law"\nwithin = "money"\n')
    assert told(within + live) == []


AT_FIRST = "{ cycle_to = 1 }"
LATE_JOINERS = "{ cycle_to = 1, awarded_from = 2025-01-01 }"


def test_whoever_exempts_some_is_told_which_categories_are_still_asked_of_them_and_no_others() -> None:
    exempt = (row(0, when=LATE_JOINERS),)
    still = (
        "no CE units are required here, but what is asked of Ethics still is: "
        "give each of these a value of 0 with the same `when`, if nothing is to be needed"
    )
    assert told(of_ethics(row(7), required=exempt)) == [still]
    assert told(of_ethics(row(7), row(0, when=AT_FIRST), required=exempt)) == []
    assert told(of_ethics(row(7), row(0, when="{ cycle_from = 2 }"), required=exempt)) == [still]
    assert told(of_ethics(row(0), row(7, "ending_from = 2026-06-30"), required=exempt)) == [still]
    assert told(of_ethics(row(7), row(3, when=LATE_JOINERS), required=exempt)) == []
    assert told(of_ethics(row(7), row(0, "from = 2024-06-01"), required=exempt)) == []


@pytest.mark.parametrize(
    ("exempt", "freed", "doubted"),
    [
        ("", ', on = "any day"', False),
        (', on = "the last day"', ', on = "any day"', False),
        (', on = "any day"', "", True),
        (', on = "the last day"', "", True),
    ],
)
def test_whoever_is_exempt_on_the_first_or_the_last_day_is_so_on_any(exempt: str, freed: str, doubted: bool) -> None:
    nothing = row(0, when=f'{{ is = ["practice"]{exempt} }}')
    found = told(of_ethics(row(7), row(0, when=f'{{ is = ["practice"]{freed} }}'), required=(nothing,)))
    assert bool(found) is doubted


def test_whoever_is_never_in_practice_is_not_so_on_the_first_day_either() -> None:
    never = row(0, when='{ is_not = ["practice"], on = "any day" }')
    at_first = row(0, when='{ is_not = ["practice"] }')
    assert told(of_ethics(row(7), at_first, required=(never,))) == []
    assert len(told(of_ethics(row(7), never, required=(at_first,)))) == 1


PRORATION = """
[proration]
months_counted = "full"
by = "share"
rounding = "{rounding}"
to = {to}
nothing_up_to_months = {nothing}
minima = {minima}
source = "decided"
"""
LEAVE = """
[[circumstance]]
key = "leave"
title = "Leave"
description = "Away from work."
evidence = "A letter."
removes = "months"
months_counted = "full"
at_least_days = 70
most_months = 12
rounding = "down"
to = {to}
shrinks = ["ethics"]
extends = false
source = "decided"
"""


def prorated(to: int, rounding: str = "nearest", minima: str = '["ethics"]', nothing: int = 0) -> str:
    return PRORATION.format(to=to, rounding=rounding, minima=minima, nothing=nothing)


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (prorated(14), "23"),
        (prorated(10, "down"), "23"),
        (prorated(5, "down"), "19"),
        (LEAVE.format(to=5), "19"),
    ],
)
def test_who_lets_a_minimum_shrink_in_steps_larger_than_it_is_told_that_it_becomes_nothing(
    text: str, most: str
) -> None:
    to = text.split("\nto = ")[1].split("\n")[0]
    assert told(of_ethics(row(6)) + text) == [
        f"6 CE units of Ethics become 0 where no more than {most} of 24 months of Associate are left, as they are "
        f"rounded to a multiple of {to} like all that is required: write the minimum in percent and leave it out here, "
        "or a smaller `to`, or leave it out here to ask for all of it"
    ]


@pytest.mark.parametrize("text", [prorated(1), prorated(14, "up"), LEAVE.format(to=1)])
def test_whoever_lets_a_minimum_shrink_in_steps_that_leave_something_is_told_nothing(text: str) -> None:
    assert told(of_ethics(row(6)) + text) == []
    assert told(of_ethics(row(0)) + prorated(14)) == []
    assert told(of_ethics(row(6).replace("units", "percent")) + prorated(14)) == []


def test_who_asks_nothing_of_the_shortest_first_cycles_is_told_which_categories_are_still_asked() -> None:
    said = (
        "up to 4 months of a first cycle no CE units are required of Associate, but what is asked of Ethics still is: "
        "name it in `minima`, if nothing is to be needed"
    )
    assert told(of_ethics(row(6)) + prorated(1, minima="[]", nothing=4)) == [said]
    assert told(of_ethics(row(6)) + prorated(1, nothing=4)) == []
    assert told(of_ethics(row(6), row(3, when=AT_FIRST)) + prorated(1, minima="[]", nothing=4)) == []


FOR_EVERY = PRORATION.replace('"share"', '"for every"').replace('rounding = "{rounding}"\nto = {to}\n', "{every}")
FOR_EVERY = FOR_EVERY.replace("minima = {minima}\n", "").format(every="every_months = 12\nunits = 25\n", nothing=0)


@pytest.mark.parametrize(
    ("text", "months", "to"),
    [
        (prorated(14, minima="[]"), "3 months", 14),
        (prorated(5, "down", minima="[]"), "2 months", 5),
        (prorated(3, "down", minima="[]"), "1 month", 3),
        (prorated(14, minima="[]", nothing=2), "3 months", 14),
    ],
)
def test_who_rounds_short_first_cycles_to_nothing_is_told_which_categories_are_still_asked(
    text: str, months: str, to: int
) -> None:
    said = (
        f"up to {months} of a first cycle no CE units are required of Associate, as they are rounded to a multiple of "
        f"{to}, but what is asked of Ethics still is: name it in `minima`, if nothing is to be needed"
    )
    assert told(of_ethics(row(6)) + text) == [said]
    assert told(with_first(of_ethics(row(6)), int(months[0])) + text) == [said]
    assert told(with_first(of_ethics(row(6)), 4) + text) == []


def test_who_rounds_no_first_cycle_to_nothing_or_says_that_fewer_months_take_nothing_is_told_nothing() -> None:
    for text in (prorated(2, "down", minima="[]"), prorated(14, "up", minima="[]")):
        assert told(of_ethics(row(6)) + text) == []
    few = of_ethics(row(6)).replace("units = 50", "units = 10")
    assert few != of_ethics(row(6))
    assert told(few + FOR_EVERY) == []
    assert told(few + prorated(1, "down", minima="[]")) != []
    assert told(of_ethics(row(6), row(0, when=AT_FIRST)) + prorated(14, minima="[]")) == []


def with_first(text: str, months: int) -> str:
    """The same with a first cycle of at least so many months."""
    return text.replace("[cycle]\n", f'[cycle]\nfirst = {{ months = {months}, ends = "end of month" }}\n', 1)
