"""Days of every year in words."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from recert.policy.sentence import Sentence, all_of, words

SPELLED: Final = 3
"""So many years in a row are named each."""


def day_of_year(text: str) -> Sentence:
    """A day of every year: 'May 31'."""
    month, _, day = text.partition("-")
    return Sentence(words("{month} {day}"), {"month": Sentence(MONTHS[int(month) - 1]), "day": day.lstrip("0")})


def either(days: Sequence[Sentence]) -> Sentence:
    """Days of which any is meant."""
    *others, last = days
    for other in reversed(others):
        last = Sentence(words("{first} or {last}"), {"first": other, "last": last})
    return last


def years_named(years: Sequence[int]) -> Sentence:
    """Years, by their numbers in order; of many in a row the first and the last: '2021 and 2023 to 2032'."""
    found = list[Sentence]()
    for _, each in groupby(enumerate(years), lambda pair: pair[1] - pair[0]):
        run = [str(year) for _, year in each]
        if len(run) > SPELLED:
            found.append(Sentence(words("{first} to {last}"), {"first": run[0], "last": run[-1]}))
        else:
            found += [Sentence("{year}", {"year": year}) for year in run]
    return all_of(found)


MONTHS = (
    words("January"),
    words("February"),
    words("March"),
    words("April"),
    words("May"),
    words("June"),
    words("July"),
    words("August"),
    words("September"),
    words("October"),
    words("November"),
    words("December"),
)
