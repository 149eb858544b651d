"""Machine code is made once: of several processes that need the same, one makes it and the others wait for it."""

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from recert.population.linking import linked

KEPT_FOR: Final = 90 * 24 * 60 * 60
"""Seconds after its last use for which the machine code of another text of the rules is kept."""
DIGEST: Final = re.compile(r"[0-9a-f]{16}")
"""How a folder of machine code is called; of whatever else lies beside it nothing is touched."""


def once(loop: Any, folder: Path, callees: Set[str] = frozenset()) -> Callable[..., int]:
    """A function that Numba compiles: for what it is given for the first time it is compiled, or read, first.

    `callees` are the names of the functions that nobody but this one calls.
    """

    def call(*given: Any) -> int:
        from numba import typeof

        kinds = tuple(map(typeof, given))
        if kinds not in loop.overloads:
            with alone(folder), linked(callees):
                loop.compile(kinds)
        found: int = loop(*given)
        return found

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
        if os.access(folder, os.W_OK):  # else others see to it
            os.utime(folder)
            forget(folder)
        yield
    finally:
        os.close(opened)


def forget(folder: Path) -> None:
    """Removes the machine code beside a folder that was last used long before it: that of former texts of the rules."""
    latest = folder.stat().st_mtime
    for other in folder.parent.iterdir():
        with suppress(FileNotFoundError):  # somebody else has removed it
            if DIGEST.fullmatch(other.name) and other.stat().st_mtime < latest - KEPT_FOR:
                shutil.rmtree(other, ignore_errors=True)
