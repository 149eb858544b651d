"""The loop over people, compiled. The stages are not written again: Numba compiles the functions as they stand."""

import hashlib
import inspect
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recert.policy import again, assessment, calendar, cascades, circumstances, facts, model
from recert.policy import formula as worths
from recert.policy import relief as reliefs
from recert.policy.facts import AWARD, CIRCUMSTANCE, EXAM, EXTENSION, GRANT, Facts
from recert.policy.plan import Tables
from recert.policy.stages import (
    allocate,
    anew,
    apart,
    beginning,
    cap,
    carry,
    cascade,
    close,
    codes,
    count,
    days,
    demand,
    due,
    ease,
    evening,
    formula,
    gather,
    holding,
    judge,
    lapse,
    lasting,
    late,
    limit,
    look_back,
    looking,
    next_year,
    pieces,
    portfolio,
    prorate,
    recent,
    relief,
    repeat,
    replace,
    run,
    settle,
    sheet,
    spill,
    split,
    terms,
    together,
    total,
    unmet,
    value,
    waiting,
    years,
)
from recert.policy.stages import open as opening
from recert.policy.stages.sheet import HOLDS, NUMBER, Out, Work
from recert.population.once import once

STAGES: Final[tuple[ModuleType, ...]] = (
    calendar,
    late,
    holding,
    waiting,
    value,
    terms,
    looking,
    prorate,
    days,
    count,
    recent,
    years,
    beginning,
    together,
    due,
    relief,
    lasting,
    demand,
    ease,
    portfolio,
    close,
    apart,
    opening,
    anew,
    limit,
    total,
    spill,
    split,
    allocate,
    cap,
    carry,
    judge,
    unmet,
    lapse,
    replace,
    cascade,
    repeat,
    formula,
    next_year,
    gather,
    evening,
    pieces,
    settle,
    look_back,
    run,
)

UNCOUNTED: Final[dict[str, Any]] = {"_nrt": False, "no_cfunc_wrapper": True}
"""Nothing is allocated, so nothing needs counting of references: with it the loop would take 27 times as long.

Nobody calls a stage from outside the loop: none needs an entrance for that.
"""
WRITTEN_OUT: Final = 2000
"""Up to this cost, in the compiler's own measure (225 unless told), a function is written out where it is called.

The compiler counts it after all that a policy does not use is gone, so nobody need list what is called often.
"""
COMPILED: Final[dict[str, Any]] = {"nogil": True, "cache": True, "_nrt": False}

Column = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Credentials:
    """Awards, exams and granted renewals of many people, in their order. `*_at[p]` to `*_at[p + 1]` are person p's."""

    award_at: NDArray[np.int64]
    award_day: Column
    award_certification: Column
    award_expires: Column
    exam_at: NDArray[np.int64]
    exam_day: Column
    exam_certification: Column
    exam_passed: Column
    grant_at: NDArray[np.int64]
    grant_day: Column
    grant_group: Column
    grant_expires: Column
    grant_cycle: Column
    grant_end: Column
    grant_mask: NDArray[np.int64]
    extension_at: NDArray[np.int64]
    extension_day: Column
    extension_group: Column
    extension_to: Column
    extension_mask: NDArray[np.int64]
    circumstance_at: NDArray[np.int64]
    circumstance_day: Column
    circumstance_kind: Column
    circumstance_until: Column
    circumstance_units: Column


@dataclass(frozen=True, slots=True)
class Tally:
    """What the loop notes beside the rows: by row whose it is; by person × group how many cycles, how many held, and
    how many steps of expiry dates there are up to then.
    """

    row_person: Column
    cycles: Column
    held: Column
    steps: Column


def fixed(column: NDArray[Any]) -> NDArray[Any]:
    """The same numbers, not to be written to. What may be written is another type, for which all is compiled again."""
    seen = np.ascontiguousarray(column).view()
    seen.flags.writeable = False
    return seen


def assess_people(
    t: Tables,
    c: Credentials,
    f: Facts,
    at: NDArray[np.int64],
    w: Work,
    o: Out,
    tally: Tally,
    first: int,
    dates: tuple[int, int],
) -> int:
    """Assesses people `first` and on, as many as `at` has slices of activities for. Returns how many.

    They are fewer where the rows end that there is room for. `dates`: the day of the assessment, and how many rows of a
    group somebody may have by then beyond those of their activities and events.
    """
    as_of, more = dates
    for p in range(len(at) - 1):
        events = load_events(c, f, first + p)
        if o.filled[0] + most_rows(t, at[p + 1] - at[p], events, more) > len(tally.row_person):
            return p
        for g in range(t.groups):
            before, first_act, last_act, again = o.filled[0], at[p], at[p + 1], True
            while again:
                if t.by_days:
                    first_act, last_act = pieces.lay_out(f, at[p], at[p + 1], at[len(at) - 1])
                again = run.run(t, f, w, o, g, (0, events), (first_act, last_act), as_of)
            if t.by_days:
                pieces.note_pieces(f, w, o, g, t.groups, first_act)
            tally.cycles[p * t.groups + g] = w.cycle[NUMBER]
            tally.held[p * t.groups + g] = w.cycle[HOLDS]
            tally.steps[p * t.groups + g] = o.filled[1]
            for row in range(before, o.filled[0]):
                tally.row_person[row] = first + p
    return len(at) - 1


def most_rows(t: Tables, activities: int, events: int, more: int) -> int:
    """How many rows somebody may have at the most: each activity may end a cycle, each event one and begin another."""
    return t.groups * (activities + 2 * events + 1 + more)


def look(at: NDArray[np.int64], day: Column, kind: Column, tied: NDArray[np.bool_]) -> int:
    """Marks the activities that have their person, day and type in common, and counts them; -1 out of order.

    Of all in a row first, then not of those with which another person's begin: so several are looked at in one go.
    """
    found = 0
    tied[:1] = False
    for i in range(1, len(day)):
        tied[i] = (day[i] < day[i - 1]) | ((day[i] == day[i - 1]) & (kind[i] <= kind[i - 1]))
    for p in range(1, len(at) - 1):
        if at[p] < len(day):
            tied[at[p]] = False
    for i in range(1, len(day)):
        if tied[i]:
            if day[i] != day[i - 1] or kind[i] != kind[i - 1]:
                return -1
            tied[i - 1] = True
            found += 1
    return found


def load_events(c: Credentials, f: Facts, p: int) -> int:
    """One person's awards, exams and grants in order of day, kind and certification. Returns how many there are."""
    n = 0
    for i in range(c.award_at[p], c.award_at[p + 1]):
        place_event(f, n, c.award_day[i], AWARD, c.award_certification[i], c.award_expires[i])
        n += 1
    for i in range(c.exam_at[p], c.exam_at[p + 1]):
        place_event(f, n, c.exam_day[i], EXAM, c.exam_certification[i], c.exam_passed[i])
        n += 1
    for i in range(c.grant_at[p], c.grant_at[p + 1]):
        at = place_event(f, n, c.grant_day[i], GRANT, c.grant_group[i], c.grant_expires[i])
        f.event_cycle[at] = c.grant_cycle[i]
        f.event_end[at] = c.grant_end[i]
        f.event_mask[at] = c.grant_mask[i]
        n += 1
    for i in range(c.extension_at[p], c.extension_at[p + 1]):
        at = place_event(f, n, c.extension_day[i], EXTENSION, c.extension_group[i], c.extension_to[i])
        f.event_mask[at] = c.extension_mask[i]
        n += 1
    for i in range(c.circumstance_at[p], c.circumstance_at[p + 1]):
        kind, units = c.circumstance_kind[i], c.circumstance_units[i]
        at = place_event(f, n, c.circumstance_day[i], CIRCUMSTANCE, kind, units)
        f.event_end[at] = c.circumstance_until[i]
        n += 1
    return n


def place_event(f: Facts, n: int, day: int, kind: int, certification: int, event_value: int) -> int:
    """Puts an event in its place among the first n, moving the later ones up. Returns the place."""
    i = n
    while i > 0 and comes_after(f, i - 1, day, kind, certification):
        f.event_day[i] = f.event_day[i - 1]
        f.event_kind[i] = f.event_kind[i - 1]
        f.event_cert[i] = f.event_cert[i - 1]
        f.event_value[i] = f.event_value[i - 1]
        f.event_cycle[i] = f.event_cycle[i - 1]
        f.event_end[i] = f.event_end[i - 1]
        f.event_mask[i] = f.event_mask[i - 1]
        i -= 1
    f.event_day[i] = day
    f.event_kind[i] = kind
    f.event_cert[i] = certification
    f.event_value[i] = event_value
    return i


def comes_after(f: Facts, i: int, day: int, kind: int, certification: int) -> bool:
    """Whether the event at i comes after another one."""
    if f.event_day[i] != day:
        return bool(f.event_day[i] > day)
    if f.event_kind[i] != kind:
        return bool(f.event_kind[i] > kind)
    return bool(f.event_cert[i] > certification)


class Loops(NamedTuple):
    """What goes through people one by one, as plain Python or as machine code.

    `hand` and `hand_rules` say what a bundle of columns, and that of the rules, becomes for `assess_people`.
    """

    assess_people: Callable[..., int]
    hand: Callable[..., Any]
    hand_rules: Callable[[Any], Any]
    look: Callable[..., int]


PLAIN: Final = Loops(assess_people, lambda found: found, lambda found: found, look)


def compiled(*, shaped: bool = False) -> Loops:
    """The loops as machine code, without the GIL. Compiled once for each text of the rules, then read from a cache.

    `shaped`: once for each set of kinds of rule that a policy uses, too; the others cost nothing then.
    """
    loops = _compiled()
    return loops._replace(hand_rules=partial(loops.hand, shaped=True)) if shaped else loops


@cache
def _compiled() -> Loops:
    numba = compiler()
    import llvmlite.binding as llvm
    from numba.extending import register_jitable

    from recert.population.pointer import Handle

    llvm.set_option("recert", f"-inline-threshold={WRITTEN_OUT}")  # which it takes once in a process
    called = [function for module in STAGES for function in _functions(module)]
    called += [load_events, place_event, comes_after, most_rows]
    for function in called:
        register_jitable(**UNCOUNTED)(function)
    callees = frozenset(function.__qualname__ for function in called)
    loop = once(numba.njit(**COMPILED)(assess_people), cache_folder(), callees)
    return Loops(loop, Handle, Handle, numba.njit(**COMPILED)(look))


def compiler() -> Any:
    """Numba, told where to keep machine code; imported only where something is compiled, as it takes its time."""
    os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_folder()))
    import numba

    return numba


def _functions(module: ModuleType) -> list[Any]:
    return [f for f in vars(module).values() if inspect.isfunction(f) and f.__module__ == module.__name__]


def cache_folder() -> Path:
    """Where machine code is kept, by the text that it was made from: the compiler looks at one file alone."""
    digest = hashlib.sha256()
    for module in (*STAGES, facts, codes, sheet, again, assessment, cascades, circumstances, model, reliefs, worths):
        digest.update(inspect.getsource(module).encode())
    base = Path(os.environ.get("XDG_CACHE_HOME", "") or Path.home() / ".cache")
    return base / "recert" / digest.hexdigest()[:16]
