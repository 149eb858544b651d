"""How far an assessment is, on one line of a terminal, or on a line now and then where it is none."""

import time
from collections.abc import Callable
from typing import Final, TextIO

from recert.population.job import Told

ON_A_TERMINAL: Final = 0.2
ELSEWHERE: Final = 10.0
"""Seconds between one line and the next."""


class Progress(Told):
    """Says it on the stream."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream = stream
        self.clock = clock
        self.over = stream.isatty()
        self.begun: float | None = None
        self.said = clock()
        self.before = 0

    def going_on(self, shares: int, of: int) -> None:
        """So many shares were there already."""
        self.stream.write(f"Going on where it was ended: {shares:,} of {of:,} shares are there.\n")

    def compiling(self) -> None:
        """The rules are made machine code, before which nobody is assessed."""
        self.stream.write("Making machine code of the rules: this takes about a minute, and is kept.\n")
        self.stream.flush()

    def sorted(self, table: str, rows: int, of: int) -> None:
        """So many rows of a table are put together by person, of about so many."""
        self._say(f"{rows:,} rows of {table} put together by person", last=False)

    def assessed(self, people: int, of: int) -> None:
        """So many people are assessed, of about so many."""
        now = self.clock()
        if self.begun is None:  # the first share also compiles, and those that were there took no time
            self.begun, self.before = now, people
        rate = (people - self.before) / (now - self.begun) if now > self.begun else 0.0
        text = f"{people:,} of {of:,} people assessed"
        if rate and people < of:
            text += f", {rate:,.0f} a second, {left((of - people) / rate)} left"
        self._say(text, last=people >= of)

    def _say(self, text: str, *, last: bool) -> None:
        now = self.clock()
        if not last and now - self.said < (ON_A_TERMINAL if self.over else ELSEWHERE):
            return
        self.said = now
        self.stream.write(f"\r{text}\033[K" + ("\n" if last else "") if self.over else f"{text}\n")
        self.stream.flush()


def left(seconds: float) -> str:
    """How long it still takes, as people say it."""
    if seconds < 90:
        return f"about {max(1, round(seconds))} s"
    return f"about {round(seconds / 60):,} min" if seconds < 5400 else f"about {seconds / 3600:,.1f} h"
