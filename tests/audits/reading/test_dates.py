"""Which days are on the evidence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recert.audits.reading.dates import dates_shown
from tests.audits.certificates import MONTHS, short, written
from tests.audits.reading.readings import ENGLISH, reading

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(DAYS, st.sampled_from([*MONTHS, "ja"]))
def test_a_day_in_words_is_read_in_each_language(day: date, language: str) -> None:
    assert dates_shown(reading(f"… {written(day, language)}")) == (day,)


@given(DAYS, st.sampled_from([*MONTHS, "ja"]))
def test_a_day_in_digits_is_among_what_it_can_be(day: date, language: str) -> None:
    found = dates_shown(reading(short(day, language)))
    assert day in found
    assert set(found) <= {day, *_turned(day)}


def _turned(day: date) -> set[date]:
    return {date(day.year, day.day, day.month)} if day.day <= 12 else set()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("August6,2024", [(2024, 8, 6)]),
        ("6th of August 2024", [(2024, 8, 6)]),
        ("Sept. 3rd, 2024", [(2024, 9, 3)]),
        ("am 3.–5. März 2024", [(2024, 3, 3), (2024, 3, 5)]),
        ("March 3-5, 2024", [(2024, 3, 3), (2024, 3, 5)]),
        ("1er février 2024", [(2024, 2, 1)]),
        ("03/04/2026", [(2026, 4, 3), (2026, 3, 4)]),
        ("2026-04-03", [(2026, 4, 3)]),
        ("12.05.24", [(2024, 5, 12), (2024, 12, 5)]),
        ("令和6年5月1日", [(2024, 5, 1)]),
        ("２０２４年５月１日", [(2024, 5, 1)]),
        ("4 Febrvary 2024", [(2024, 2, 4)]),  # misread
        ("2024-02-30", []),
        ("Certificate 665330-2025", []),
        ("version 1.2.3.2024", []),
        ("May 2024", []),
    ],
)
def test_days_are_read_as_people_write_them(text: str, days: list[tuple[int, int, int]]) -> None:
    assert dates_shown(reading(text)) == tuple(date(*each) for each in days)


def test_languages_can_be_few() -> None:
    assert dates_shown(reading("4. März 2025"), ["de"]) == (date(2025, 3, 4),)
    assert dates_shown(reading("4. Dezember 2025"), ["es"]) == ()


def test_each_day_comes_once() -> None:
    twice = reading("March 4, 2025", "Issued 2025-03-04")
    assert dates_shown(twice) == dates_shown(ENGLISH) == (date(2025, 3, 4),)
