"""Days of every year in words."""

from collections.abc import Sequence

from recert.policy.sentence import Sentence, words


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
