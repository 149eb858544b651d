"""Mass moves of expiry: on a day whatever is due on some days becomes due on others."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Move:
    """A mass move of expiry: on the day `on`, whatever is due from `first` to `last` (both included) moves.

    To the day `to`, or by `months` where `to` is None. With `later` that is so of what awards, retakes and other
    certifications give after that day, too; without it only of what is held, or awarded, on it.
    """

    key: str
    title: str
    on: date
    first: date
    last: date
    to: date | None
    months: int
    source: str
    later: bool = True
