"""Which rows of a file some rows are: runs of numbers, written out only where somebody asks."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of rows, from 0, in pieces: of rows that lie beside each other just the first and the last."""

    pieces: tuple[range | Ids, ...]

    def of(self, row: int) -> int:
        """The number of one of the rows."""
        ends = list(accumulate(len(piece) for piece in self.pieces))
        at = bisect_right(ends, row)
        return int(self.pieces[at][row - (ends[at - 1] if at else 0)])

    def all(self) -> Ids:
        """Every row's number."""
        written = [np.arange(p.start, p.stop) if isinstance(p, range) else p for p in self.pieces]
        return np.concatenate([*written, np.zeros(0, dtype=np.int64)])
