"""Years that are the same for everybody, in words: of the calendar by their numbers, of the program by their ends."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from recert.policy.assessment import DueYear
from recert.policy.sentence import Sentence, Shown, words
from recert.policy.year_words import day_of_year, years_named


def shared_years_named(years: Sequence[DueYear]) -> Sentence:
    """Years of one demand: '2025 and 2026', or 'the years to June 30 of 2025 and 2026'."""
    numbers = [year.year for year in years]
    return shared(years_named(numbers), numbers[-1], years[-1].last, several=len(years) > 1)


def shared(named: Sentence, year: int, last: date, *, several: bool) -> Sentence:
    """Years with their numbers, as these are named, of which the last one has a number and a last day."""
    if last == date(year, 12, 31):
        return named
    if not several:
        return Sentence(words("the year to {last}"), {"last": last})
    values: dict[str, Shown] = {"day": day_of_year(last.isoformat()[5:]), "years": named}
    return Sentence(OF_PROGRAM, values)


OF_PROGRAM: Final = words("the years to {day} of {years}")
