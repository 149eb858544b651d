"""Machine code is made once: of several processes that need the same, one makes it and the others wait for it."""

import fcntl
import os
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from recert.population.linking import linked


def once(loop: Any, folder: Path, callees: Set[str] = frozenset()) -> Callable[..., None]:
    """A function that Numba compiles: for what it is given for the first time it is compiled, or read, first.

    `callees` are the names of the functions that nobody but this one calls.
    """

    def call(*given: Any) -> None:
        from numba import typeof

        kinds = tuple(map(typeof, given))
        if kinds not in loop.overloads:
            with alone(folder), linked(callees):
                loop.compile(kinds)
        loop(*given)

    return call


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else compiles into the folder meanwhile; whoever is ended lets go of it.

    Where the folder can't be written to, nothing is kept there, and everybody compiles alone.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        opened = os.open(folder, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
