"""Says when the loop over people is made machine code: for about a minute nothing else is to be seen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from recert.population.kernel import assess_people, compiler


@contextmanager
def told_when_compiled(tell: Callable[[], None]) -> Iterator[None]:
    """While it lasts, `tell` is called when compiling begins; not where machine code is there already."""
    compiler()
    from numba.core.event import Event, Listener, install_listener

    class Compiling(Listener):
        def on_start(self, event: Event) -> None:
            if _loop_of(event):
                tell()

        def on_end(self, event: Event) -> None:
            """The first share says it."""

    with install_listener("numba:compile", Compiling()):
        yield


def _loop_of(event: Any) -> bool:
    return event.data["dispatcher"].py_func is assess_people
