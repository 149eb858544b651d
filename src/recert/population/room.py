"""Memory for one part of a population after the other."""

from threading import local
from typing import Final

import numpy as np
from numpy.typing import NDArray

LEAST: Final = 1 << 20


class Room:
    """Columns of numbers that last until the next part.

    The system would hand each part fresh memory, and empty it first, which takes longer than filling it.
    """

    def __init__(self) -> None:
        self.block = np.empty(0, dtype=np.int32)
        self.used = 0
        self.kept: object = None
        """What was made of columns of this room, for whoever may use it again; nothing, once the room is cleared."""

    def clear(self) -> None:
        """Begins anew: what was taken before may be written over."""
        self.used, self.kept = 0, None

    def take(self, length: int) -> NDArray[np.int32]:
        """A column of this length, with anything in it."""
        if self.used + length > len(self.block):
            # columns that were taken before keep the block in which they lie
            self.block, self.used = np.empty(max(2 * len(self.block), length, LEAST), dtype=np.int32), 0
        found = self.block[self.used : self.used + length]
        self.used += length
        return found


_MINE: Final = local()


def room() -> Room:
    """The room of this thread, for as long as the thread lives."""
    if not hasattr(_MINE, "room"):
        _MINE.room = Room()
    found: Room = _MINE.room
    return found
