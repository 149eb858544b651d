"""Reliefs in sentences: what circumstances take off what a demand asks, of each year or of all that it looks at."""

from collections.abc import Iterator, Sequence

from recert.policy.circumstances import CircumstanceKind
from recert.policy.model import Demand, MonthsCounted, Policy, Rounding
from recert.policy.relief import Relief, TakesOff
from recert.policy.sentence import Sentence, Shown, any_of, words


def rules(policy: Policy, demand: Demand) -> Iterator[tuple[Sentence, str]]:
    """What is taken off what a demand asks, and where that is written."""
    for relief in demand.reliefs:
        yield rule(relief, policy.circumstances), relief.source


def rule(relief: Relief, kinds: Sequence[CircumstanceKind]) -> Sentence:
    """What some of these circumstances take off."""
    values: dict[str, Shown] = {"names": titles(relief, kinds), "to": relief.to, "days": relief.at_least_days}
    if relief.removes is TakesOff.MONTHS:
        shares = SHARES if relief.of_years else SHARES_OF_ALL
        found = Sentence(shares[relief.counted, relief.rounding], values)
    else:
        found = _waived(relief, values)
    if relief.at_least_days > 1:
        return Sentence(words("{found} Fewer than {days} days in a row take off nothing."), {**values, "found": found})
    return found


def titles(relief: Relief, kinds: Sequence[CircumstanceKind]) -> Sentence:
    """What its circumstances are called; by their keys where these are none."""
    called = {kind.key: kind.title for kind in kinds}
    return any_of([called.get(key, key) for key in relief.circumstances])


def _waived(relief: Relief, values: dict[str, Shown]) -> Sentence:
    if relief.from_days:
        text, one = WAIVED_BY_DAYS if relief.of_years else ALL_WAIVED_BY_DAYS
    else:
        text, one = (WAIVED_BY_MONTHS if relief.of_years else ALL_WAIVED_BY_MONTHS)[relief.counted]
    many = relief.from_days or relief.from_months
    return Sentence(text, {**values, "many": many}, one=one, count=many)


SHARES = {
    (MonthsCounted.FULL, Rounding.DOWN): words(
        "{names}: what is asked of a year shrinks by the share of its full months that are covered, rounded down to a "
        "multiple of {to}."
    ),
    (MonthsCounted.FULL, Rounding.UP): words(
        "{names}: what is asked of a year shrinks by the share of its full months that are covered, rounded up to a "
        "multiple of {to}."
    ),
    (MonthsCounted.FULL, Rounding.NEAREST): words(
        "{names}: what is asked of a year shrinks by the share of its full months that are covered, to the nearest "
        "multiple of {to}."
    ),
    (MonthsCounted.BEGUN, Rounding.DOWN): words(
        "{names}: what is asked of a year shrinks by the share of its months that are touched, rounded down to a "
        "multiple of {to}."
    ),
    (MonthsCounted.BEGUN, Rounding.UP): words(
        "{names}: what is asked of a year shrinks by the share of its months that are touched, rounded up to a "
        "multiple of {to}."
    ),
    (MonthsCounted.BEGUN, Rounding.NEAREST): words(
        "{names}: what is asked of a year shrinks by the share of its months that are touched, to the nearest "
        "multiple of {to}."
    ),
}
"""What is taken off, by which months count and how what is left is rounded."""
WAIVED_BY_DAYS = (
    words("{names}: nothing is asked of a year of which {many} days or more are covered."),
    words("{names}: nothing is asked of a year of which any day is covered."),
)
WAIVED_BY_MONTHS = {
    MonthsCounted.FULL: (
        words("{names}: nothing is asked of a year of which {many} full months or more are covered."),
        words("{names}: nothing is asked of a year of which a full month or more is covered."),
    ),
    MonthsCounted.BEGUN: (
        words("{names}: nothing is asked of a year of which {many} months or more are touched."),
        words("{names}: nothing is asked of a year of which any day is covered."),
    ),
}
"""From how much on a year is waived, and the same where that is one."""
SHARES_OF_ALL = {
    (MonthsCounted.FULL, Rounding.DOWN): words(
        "{names}: what is asked shrinks by the share of the full months that are covered, rounded down to a multiple "
        "of {to}."
    ),
    (MonthsCounted.FULL, Rounding.UP): words(
        "{names}: what is asked shrinks by the share of the full months that are covered, rounded up to a multiple of "
        "{to}."
    ),
    (MonthsCounted.FULL, Rounding.NEAREST): words(
        "{names}: what is asked shrinks by the share of the full months that are covered, to the nearest multiple of "
        "{to}."
    ),
    (MonthsCounted.BEGUN, Rounding.DOWN): words(
        "{names}: what is asked shrinks by the share of the months that are touched, rounded down to a multiple of "
        "{to}."
    ),
    (MonthsCounted.BEGUN, Rounding.UP): words(
        "{names}: what is asked shrinks by the share of the months that are touched, rounded up to a multiple of {to}."
    ),
    (MonthsCounted.BEGUN, Rounding.NEAREST): words(
        "{names}: what is asked shrinks by the share of the months that are touched, to the nearest multiple of {to}."
    ),
}
"""The same where no years are looked at."""
ALL_WAIVED_BY_DAYS = (
    words("{names}: nothing is asked where {many} days or more are covered."),
    words("{names}: nothing is asked where any day is covered."),
)
ALL_WAIVED_BY_MONTHS = {
    MonthsCounted.FULL: (
        words("{names}: nothing is asked where {many} full months or more are covered."),
        words("{names}: nothing is asked where a full month or more is covered."),
    ),
    MonthsCounted.BEGUN: (
        words("{names}: nothing is asked where {many} months or more are touched."),
        words("{names}: nothing is asked where any day is covered."),
    ),
}
