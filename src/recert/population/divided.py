"""Room for the parts of activities that are divided by days, behind all activities of some people."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from recert.policy.plan import Tables
from recert.policy.stages.sheet import evenings
from recert.population.part import Recorded

Ints = NDArray[np.int32]
NO_DAYS: Final = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Pieces:
    """`most`: how many activities and parts one person may have; `pieces`: how many parts all may have beyond one each.

    `columns` are those of the facts that only parts have, in their order.
    """

    most: int
    pieces: int
    columns: tuple[Ints, ...]

    def after(self, column: NDArray[Any]) -> NDArray[Any]:
        """A column with that much room behind it; an empty one, which nobody reads, stays so."""
        if not self.most or not len(column):
            return column
        return np.concatenate([column, np.zeros(self.most, dtype=column.dtype)])


NONE: Final = Pieces(0, 0, (NO_DAYS,) * 5)


def pieces_of(tables: Tables, mine: Recorded, events: NDArray[np.int64], days: int) -> Pieces:
    """The room that these people need, who have so many events each, the first of them so many days ago."""
    many = np.diff(mine.at)
    most = np.array([evenings(tables, int(n), int(e), days) for n, e in zip(many, events, strict=True)], dtype=np.int64)
    more = np.minimum(mine.day - mine.first, np.repeat(most, many))
    together = np.concatenate([[0], np.cumsum(more)])
    room = int((many + together[mine.at[1:]] - together[mine.at[:-1]]).max(initial=0))
    places = np.arange(len(mine.day), dtype=np.int32)
    unknown = np.full(len(mine.day), -1, dtype=np.int32)
    columns = (mine.first, mine.first, mine.day, unknown, places)
    found = Pieces(room, int(more.sum()), ())
    return Pieces(room, found.pieces, tuple(found.after(column) for column in columns))
