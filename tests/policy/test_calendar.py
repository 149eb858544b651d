from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recert.policy.calendar import add_months, day, number


def plain(on: date, months: int) -> date:
    """The same day so many months on, in the words of the standard library."""
    count = on.year * 12 + on.month - 1 + months
    year, month = divmod(count, 12)
    for last in (on.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(on.day, last))
        except ValueError:
            continue
    raise AssertionError


@given(st.dates(date(1925, 3, 1), date(2275, 2, 28)), st.integers(-300, 300))
def test_months_are_added_as_people_count_them(on: date, months: int) -> None:
    assert day(add_months(number(on), months)) == plain(on, months)


def test_all_days_of_four_centuries_have_the_same_day_a_month_and_two_years_later() -> None:
    first, last = number(date(1900, 3, 1)), number(date(2298, 2, 28))
    for value in range(first, last + 1):
        assert day(add_months(value, 24)) == plain(day(value), 24)
        assert day(add_months(add_months(value, 1), 0)) == plain(day(value), 1)


def test_a_leap_day_becomes_the_last_of_february() -> None:
    assert day(add_months(number(date(2024, 2, 29)), 24)) == date(2026, 2, 28)
    assert day(add_months(number(date(2024, 2, 29)), 48)) == date(2028, 2, 29)


@given(st.dates(date(1950, 1, 1), date(2200, 1, 1)))
def test_a_day_number_is_the_days_since_1970(on: date) -> None:
    assert date(1970, 1, 1) + timedelta(days=number(on)) == on
    assert day(number(on)) == on
