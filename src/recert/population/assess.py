"""Assesses a population part by part, on all cores, and yields the rows of both tables."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any, Final, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from recert.policy.calendar import number
from recert.policy.facts import Facts
from recert.policy.lowering import columns_of
from recert.policy.plan import Plan, Tables
from recert.policy.stages.sheet import Out, unearned
from recert.population.activities import Read, Stretch, stretches
from recert.population.compiling import told_when_compiled
from recert.population.divided import NONE, Pieces, pieces_of
from recert.population.histories import Histories
from recert.population.kernel import PLAIN, Credentials, Loops, compiled, fixed, most_rows
from recert.population.part import Recorded, recorded
from recert.population.sheets import Sizes, sheets
from recert.population.short import asks_besides
from recert.population.tables import Part, designations, entries, standings
from recert.population.turns import in_turn

T = TypeVar("T")
Batches = tuple[pa.RecordBatch, ...]

PEOPLE_PER_PART: Final = 1 << 15
STEPS_PER_PERSON: Final = 8
"""Room for steps of expiry dates, where they are asked for, at first."""
ROWS_PER_PAIR: Final = 2
"""Room for rows of each person × group, at first. The most there may be is many times what comes."""
WORTH_COMPILING: Final = 20_000
"""From so many people on, the loop runs compiled: below that, plain Python is done before the compiler is."""
WORTH_SHAPING: Final = 500_000
"""From so many on who are assessed as a whole, it is compiled for what the policy uses: about a minute, once for each
set of kinds of rule. Where somebody waits for what a draft does, one loop serves all drafts.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What every part is assessed with. `rules` and `credentials` are as the loop takes them.

    `steps`: whether those of expiry dates are asked for; `demands`: whether what cycles demanded, and gave, is.
    """

    plan: Plan
    histories: Histories
    as_of: int
    loops: Loops
    rules: Any
    credentials: Any
    plain: bool
    give: Callable[[Part], Any]
    steps: bool = False
    demands: bool = False


def assess_population(
    plan: Plan, histories: Histories, as_of: date, *, with_entries: bool, of: int = 0
) -> Iterator[Batches]:
    """The rows of the standings, of the entries where these are asked for, and of the designations where there are any.

    Part by part, in the order of people, all in the thread that asks. `of` is how many people there are, where these
    are a share of them.
    """
    designated = bool(plan.policy.designations)

    def give(part: Part) -> Batches:
        besides = (entries(plan, part),) if with_entries else ()
        return standings(plan, part, as_of), *besides, *((designations(plan, part, as_of),) if designated else ())

    people = max(of, len(histories.people))
    run = _run(plan, histories, as_of, give, people, shaped=people >= WORTH_SHAPING)
    run = replace(run, steps=designated, demands=asks_besides(plan))
    for part in _parts(run, (read() for read in histories.reads)):
        yield part()


def assess_parts(
    plan: Plan,
    histories: Histories,
    as_of: date,
    give: Callable[[Part], T],
    *,
    workers: int | None = None,
    steps: bool = False,
    demands: bool = False,
) -> Iterator[T]:
    """What `give` makes of each part, in the order of people; with steps of expiry dates and demands, if it asks.

    While one part is assessed the activities of later ones are read. UnreadableError when one of them can't be.
    """
    run = replace(_run(plan, histories, as_of, give, len(histories.people)), steps=steps, demands=demands)
    workers = 1 if run.plain else workers or os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        reads = in_turn(pool, histories.reads, workers)
        yield from in_turn(pool, _parts(run, reads), workers + 1)


def make_ready(people: int, tell: Callable[[], None]) -> AbstractContextManager[None]:
    """Where the loop is worth compiling, loads the compiler before many threads ask for it at once.

    While what it returns is entered, `tell` is called when compiling begins.
    """
    if people < WORTH_COMPILING:
        return nullcontext()
    compiled()
    return told_when_compiled(tell)


def _run(
    plan: Plan,
    histories: Histories,
    as_of: date,
    give: Callable[[Part], Any],
    people: int,
    *,
    shaped: bool = False,
) -> Run:
    plain = people < WORTH_COMPILING
    if plain:
        credentials: Any = _as_lists(histories.credentials)
        return Run(plan, histories, number(as_of), PLAIN, plan.tables, credentials, plain, give)
    loops = compiled(shaped=shaped)
    credentials = loops.hand(histories.credentials)
    return Run(plan, histories, number(as_of), loops, _rules(plan, shaped=shaped), credentials, plain, give)


@lru_cache(maxsize=4)
def _rules(plan: Plan, *, shaped: bool) -> Any:
    """A plan's rules as compiled loops take them, made once for all shares of a population."""
    return compiled(shaped=shaped).hand_rules(_as_arrays(plan.tables))


def _parts(run: Run, reads: Iterable[Read]) -> Iterator[Callable[[], Any]]:
    def noted() -> Iterator[Read]:
        for read in reads:
            run.histories.problems.extend(read.problems)
            yield read

    for stretch in stretches(noted(), len(run.histories.reads), len(run.histories.people)):
        people = len(stretch.at) - 1
        parts = -(-people // PEOPLE_PER_PART) or 1
        ends = [people * k // parts for k in range(parts + 1)]
        for first, last in pairwise(ends):
            yield partial(_part, run, stretch, first, last)


def _as_arrays(tables: Tables) -> Tables:
    columns: Any = {k: np.array(v, dtype=np.int64) if isinstance(v, list) else v for k, v in columns_of(tables)}
    return Tables(**columns)


def _part(run: Run, stretch: Stretch, begin: int, end: int) -> Any:
    people = end - begin
    steps = people * STEPS_PER_PERSON + STEPS_PER_PERSON if run.steps else 0
    rows = people * run.plan.tables.groups * ROWS_PER_PAIR
    while True:  # until there was room for all
        found, whole = _assess_part(run, stretch, (begin, end), steps, rows)
        if not whole:
            rows = max(2 * rows, people)
        elif run.steps and int(found.out.filled[1]) == len(found.out.step_day):
            steps = 2 * len(found.out.step_day)  # none was left, so more may have come than was kept
        else:
            return run.give(found)


def _assess_part(run: Run, stretch: Stretch, slots: tuple[int, int], steps: int, rows: int) -> tuple[Part, bool]:
    """Some people, by their places in the stretch, and whether there was room for the rows of all of them.

    For those of one there always is, beside the `rows` that are asked for.
    """
    first, last = stretch.first + slots[0], stretch.first + slots[1]
    mine = recorded(stretch, *slots, run.loops, run.plan)
    tables, days, events = run.plan.tables, _days(run, first, last), _events(run, first, last)
    pieces = pieces_of(tables, mine, events, days) if tables.by_days else NONE
    activities: list[Any] = [column.tolist() if run.plain else fixed(column) for column in _columns(mine, pieces)]
    more = unearned(tables, days) + pieces.most
    rows += most_rows(tables, int(np.diff(mine.at).max(initial=0)), int(events.max(initial=0)), more)
    sizes = Sizes(
        pairs=(last - first) * tables.groups,
        rows=rows,
        activities=len(mine.day) + pieces.most,
        events=int(events.max(initial=0)),
        steps=steps,
        cells=tables.groups * (len(mine.day) + pieces.pieces) if tables.by_days else 0,
        demands=rows * tables.demands_most if run.demands else 0,
    )
    written = sheets(run.plan, run.loops, sizes, plain=run.plain)
    facts, at = run.loops.hand(Facts(*written.events, *activities)), mine.at.tolist() if run.plain else mine.at
    dates = run.as_of, more
    done = run.loops.assess_people(run.rules, run.credentials, facts, at, *written.handed, first, dates)
    part = Part(
        people=run.histories.people.slice(first, last - first),
        first=first,
        activities=mine.ids,
        at=mine.at,
        out=_arrays_of(written.out) if run.plain else written.out,
        row_person=_ints(written.tally.row_person),
        cycles=_ints(written.tally.cycles)[: sizes.pairs],
        held=_ints(written.tally.held)[: sizes.pairs],
        steps=_ints(written.tally.steps)[: sizes.pairs],
    )
    return part, done == last - first


def _columns(mine: Recorded, pieces: Pieces) -> list[Any]:
    """The columns of activities in the order of the facts'."""
    columns = (mine.day, mine.type, mine.status, mine.quantity, mine.before, mine.host)
    return [*map(pieces.after, columns), *mine.parts, pieces.after(mine.serves), *pieces.columns]


def _events(run: Run, first: int, last: int) -> NDArray[np.int64]:
    """How many awards, exams and the like each of the people from `first` to before `last` has."""
    found = (at for name, at in columns_of(run.histories.credentials) if name.endswith("_at") and at[-1])
    return sum((np.diff(at[first : last + 1]) for at in found), np.zeros(last - first, dtype=np.int64))


def _days(run: Run, first: int, last: int) -> int:
    """How far back the credentials of the people from `first` to before `last` go."""
    credentials = run.histories.credentials
    columns = ((credentials.award_at, credentials.award_day), (credentials.exam_at, credentials.exam_day))
    return max(run.as_of - int(day[at[first] : at[last]].min(initial=run.as_of)) for at, day in columns)


def _as_lists(credentials: Credentials) -> Credentials:
    return Credentials(**{name: column.tolist() for name, column in columns_of(credentials)})


def _arrays_of(out: Out) -> Out:
    columns: Any = {name: _ints(column) for name, column in columns_of(out)}
    return Out(**columns)


def _ints(column: Any) -> NDArray[np.int32]:
    return np.asarray(column, dtype=np.int32)  # of an empty list NumPy would make numbers with a point
