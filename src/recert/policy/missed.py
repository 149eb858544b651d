"""A year that gave less than is demanded of it: until when it can still be met, and what becomes of it then."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from recert.policy.calendar import add_months, day, number
from recert.policy.cycles import of_year


class Then(IntEnum):
    """What follows a year that is missed."""

    ENDS = 0  # what can be renewed of the group ends on the day after the last one on which it could be met
    MADE_UP = 1  # nothing ends; a use of a counter makes up for it
    STAYS = 2  # nothing ends, and nothing makes up for it: the cycle can't be renewed
    SUSPENDS = 3  # what can be renewed is suspended until a use of a counter makes up for it


CEASES: Final = frozenset({Then.ENDS, Then.SUSPENDS})
"""After which what is held is valid no more."""


@dataclass(frozen=True, slots=True)
class Missed:
    """When a year is missed that a demand looks at, and what then.

    It can be met until so many `days` or `months` after its last day, or until the first day `on` (as "01-15") after
    it. With `late_counts`, what is done in that time counts for the year that is over, as far as that needs it. Each
    use of `counter` after that makes up for one missed year, where that is what then holds. What is suspended until
    then ends after so many months (`for_months`); 0 is no such end.
    """

    then: Then
    late_counts: bool
    source: str
    days: int = 0
    months: int = 0
    on: str = ""
    counter: str = ""
    for_months: int = 0

    @property
    def waits(self) -> bool:
        """Whether it can be met after the year's last day at all."""
        return bool(self.days or self.months or self.on)

    @property
    def ends(self) -> bool:
        """Whether a missed year may end what can be renewed: at once, or after some months."""
        return self.then is Then.ENDS or self.for_months > 0


def last_due(rule: Missed, last: date) -> date:
    """The day up to which a year can be met whose last day is another."""
    if rule.months:
        return day(add_months(number(last) + 1, rule.months) - 1)
    if rule.on:
        month, of_month = of_year(rule.on)
        same = date(last.year, month, of_month)
        return same if same > last else date(last.year + 1, month, of_month)
    return last + timedelta(days=rule.days)


def last_suspended(rule: Missed, due: date, closes: date) -> date | None:
    """The last day of the suspension for a year that could be met until a day, after which what is held ends.

    None where it has no end, or the year's cycle is over first, the last day of which `closes` it.
    """
    last = day(add_months(number(due) + 1, rule.for_months) - 1)
    return last if rule.for_months and last < closes else None
