"""An owner whose leave takes months off is asked what becomes of the units of each year."""

import pytest

from recert.policy.warn import warnings
from tests.policy.test_circumstances import ADVISOR, HARDSHIP, LEAVE, TEXT, policy_of

YEARLY = """
[[group.aca.also]]
key = "yearly"
title = "Five in each year"
kind = "each year"
years = "of the cycle"
carried_units = "don't count"
least = [{ from = 2024-02-01, units = 5, source = "s" }]
"""
OF_LEAVE = 'when = { is = ["leave"], on = "any day" }'
IN_CALENDAR = YEARLY.replace('"of the cycle"', '"of the calendar"')
TALKS = """
[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting"]

[[group.aca.also]]
key = "yearly"
title = "A talk in each year"
kind = "each year"
counter = "talks"
years = "of the cycle"
least = [{ from = 2024-02-01, count = 1, source = "s" }]
"""
BY_WAY = YEARLY.replace("aca.also", "aca.or.also")
WAY = '[[group.aca.or]]\nkey = "way"\ntitle = "Another way"\nrequires = []\n'


def stated(amount: int, when: str = OF_LEAVE) -> str:
    value = f'{{ from = 2024-02-01, units = {amount}, {when}, source = "s" }}'
    return YEARLY.replace('source = "s" }]', f'source = "s" }},\n  {value}]')


def told(more: str, leave: str = LEAVE) -> list[tuple[str, str, str]]:
    text = TEXT + leave + more
    lines = text.splitlines()
    found = warnings(policy_of(text), text, "policy.toml")
    return [(lines[p.line - 1], p.what, p.fix) for p in found if "takes its share off" in p.what]


@pytest.mark.parametrize(("yearly", "title"), [(YEARLY, "Five in each year"), (IN_CALENDAR, "Five in each year")])
def test_an_owner_whose_leave_leaves_each_year_as_it_is_is_asked_whether_it_should(yearly: str, title: str) -> None:
    assert told(yearly) == [
        (
            'removes = "months"',
            f"it takes its share off what Associate requires, and “{title}” still asks as much of each year, also of "
            "one that it covers",
            'write there a `relief` with circumstances = ["leave"], which takes something off the years that it '
            "covers, "
            f"or a value with {OF_LEAVE}: 0 waives it for the whole cycle, its own amount says that it stays",
        )
    ]


@pytest.mark.parametrize(
    ("more", "leave"),
    [
        ("", LEAVE),
        (YEARLY, HARDSHIP),
        (YEARLY, ADVISOR),
        (stated(0), LEAVE),
        (stated(5), LEAVE),
        (stated(0, 'when = { is_not = ["leave"] }'), LEAVE),
        (TALKS, LEAVE),
        (WAY + BY_WAY, LEAVE),
    ],
)
def test_an_owner_who_says_what_becomes_of_it_or_takes_off_no_months_is_not(more: str, leave: str) -> None:
    assert told(more, leave) == []


def test_an_exception_for_others_says_nothing_of_a_leave() -> None:
    assert told(ADVISOR + stated(0, 'when = { is = ["advisor"] }'))


def test_where_no_units_are_required_no_share_is_taken_off() -> None:
    start = TEXT.index("requires = [", TEXT.index("[group.aca]"))
    text = TEXT[:start] + "requires = []" + TEXT[TEXT.index("]", start + len("requires = [")) + 1 :]
    with_way = text + LEAVE + YEARLY + WAY + BY_WAY
    assert not [p for p in warnings(policy_of(with_way), with_way, "x") if "takes its share off" in p.what]


def test_where_each_years_own_day_decides_only_what_can_be_said_there_is_proposed() -> None:
    by_year = YEARLY.replace("least", 'governed_by = "year start"\nleast')
    of_some = by_year.replace(
        'source = "s" }]',
        'source = "s" },\n  { from = 2024-02-01, units = 0, when = { is = ["leave"] }, source = "s" }]',
    )
    for yearly in (by_year, of_some):  # whom a value is for is decided as the cycle begins, which a leave may follow
        ((_, _, fix),) = told(yearly)
        assert "relief" in fix and "when" not in fix
