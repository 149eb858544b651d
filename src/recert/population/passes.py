"""Passes over long columns that would take many of NumPy's, each compiled where there are many rows."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from recert.population.kernel import compiler

WORTH_COMPILING: Final = 1 << 15
"""From so many rows on a pass runs compiled."""

Ids = NDArray[np.int64]


def _place(ids: Ids, known: Ids, people: Ids, lengths: Ids, at: int) -> int:
    row, rows = 0, len(ids)
    k = people[at - 1] if at else 0
    while row < rows:
        person = ids[row]
        while k < len(known) and known[k] < person:
            k += 1
        if k == len(known) or known[k] != person:
            return -1
        begin = row
        while row < rows and ids[row] == person:
            row += 1
        if at and people[at - 1] == k:
            lengths[at - 1] += row - begin
        else:
            people[at], lengths[at] = k, row - begin
            at += 1
    return at


def place(pieces: Sequence[Ids], known: Ids) -> tuple[Ids, Ids] | None:
    """The position of each run of equal ids among the known ones, and how long it is. It may go on in the next piece.

    None where the runs do not follow each other as the known ids do, one is not known, or there are only a few rows.
    """
    if sum(map(len, pieces)) < WORTH_COMPILING:
        return None
    people, lengths = np.empty(len(known), dtype=np.int64), np.empty(len(known), dtype=np.int64)
    found = 0
    for ids in pieces:
        found = _compiled(_place)(ids, known, people, lengths, found)
        if found < 0:
            return None
    return people[:found], lengths[:found]


@cache
def _compiled(function: Callable[..., int]) -> Callable[..., int]:
    found: Any = compiler().njit(nogil=True, cache=True)(function)
    return found  # type: ignore[no-any-return]
