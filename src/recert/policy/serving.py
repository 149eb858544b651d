"""What one activity serves: which of several categories, and whether in parts."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum


class Split(IntEnum):
    """Whether one activity may be split among categories, and what is rounded to whole steps then."""

    NOT_ALLOWED = 0  # it is of one of them
    EACH_PART = 1  # each part by itself; the activity is worth their sum
    THE_WHOLE = 2  # the activity alone; the parts have their shares of that


@dataclass(frozen=True, slots=True)
class Division:
    """Categories of which an activity's holder chooses one, or several with parts. Without a choice the first has it.

    All parts of one activity are whole multiples of one of the `increments`, in what its type is measured in; of
    any size where there is none.
    """

    categories: tuple[str, ...]
    split: Split
    increments: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """To how many groups at the most one activity of some types may be assigned."""

    types: tuple[str, ...]
    most: int
    source: str


@dataclass(frozen=True, slots=True)
class Allocation:
    """Activities that serve not every group, but those to which their holder assigns them: at most `most`.

    Of these `types` alone; of all where none is named. One that is not assigned, or to too many, counts nowhere.
    `reaches`: of types of which it is another number.
    """

    types: tuple[str, ...]
    most: int
    source: str
    reaches: tuple[Reach, ...] = ()

    def most_of(self, kind: str) -> int:
        """To how many groups one activity of a type may be assigned."""
        return next((reach.most for reach in self.reaches if kind in reach.types), self.most)
