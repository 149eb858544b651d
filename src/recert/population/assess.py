"""Assesses a population part by part, on all cores, and yields the rows of both tables."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any, Final, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from recert.policy.calendar import number
from recert.policy.facts import Facts
from recert.policy.lowering import columns_of
from recert.policy.plan import Plan, Tables
from recert.policy.stages.sheet import COLUMNS, PIECES, STEPS, TOLD, Out, Work, blank_work, spilled_cells, unearned
from recert.population.activities import Read, Stretch, stretches
from recert.population.compiling import told_when_compiled
from recert.population.divided import NONE, pieces_of
from recert.population.histories import Histories
from recert.population.kernel import PLAIN, Credentials, Loops, Tally, compiled, fixed
from recert.population.part import recorded
from recert.population.room import room
from recert.population.short import asks_besides
from recert.population.tables import Part, designations, entries, standings
from recert.population.turns import in_turn

T = TypeVar("T")
Batches = tuple[pa.RecordBatch, ...]

PEOPLE_PER_PART: Final = 1 << 15
STEPS_PER_PERSON: Final = 8
"""Room for steps of expiry dates, where they are asked for, at first."""
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

    def make(self) -> Callable[[int], Any]:
        """What gives the columns of a part: they last until this thread asks for those of the next one."""
        if self.plain:
            return _list
        return room().take


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
        return standings(plan, part), *besides, *((designations(plan, part, as_of),) if designated else ())

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
    rules, credentials = loops.hand_rules(_as_arrays(plan.tables)), loops.hand(histories.credentials)
    return Run(plan, histories, number(as_of), loops, rules, credentials, plain, give)


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
    steps = (end - begin + 1) * STEPS_PER_PERSON if run.steps else 0
    found = _assess_part(run, stretch, begin, end, steps)
    while run.steps and int(found.out.filled[1]) == steps:
        steps *= 2  # no room was left, so more may have come than was kept
        found = _assess_part(run, stretch, begin, end, steps)
    return run.give(found)


def _assess_part(run: Run, stretch: Stretch, begin: int, end: int, steps: int) -> Part:
    everybody = run.histories.people
    first, last = stretch.first + begin, stretch.first + end
    mine = recorded(stretch, begin, end, run.loops, run.plan)
    credentials = run.histories.credentials
    counted = [column for name, column in columns_of(credentials) if name.endswith("_at")]
    events = np.sum([np.diff(at[first : last + 1]) for at in counted], axis=0)
    columns: list[Any] = [mine.day, mine.type, mine.status, mine.quantity, mine.before, mine.host]
    columns += [*mine.parts, mine.serves]
    make = run.make()
    most = int(events.max(initial=0))
    days = _days(run, first, last)
    room = pieces_of(run.plan.tables, mine, events, days) if run.plan.tables.by_days else NONE
    columns = [*(room.after(column) for column in columns[:6]), *columns[6:9], room.after(mine.serves)]
    columns += room.columns
    masks: Any = make(most) if run.plain else np.empty(most, dtype=np.int64)
    activities: list[Any] = [column.tolist() if run.plain else fixed(column) for column in columns]
    facts = Facts(*[*[make(most) for _ in range(6)], masks, *activities])
    more = unearned(run.plan.tables, days) * (last - first) + room.pieces
    rows = run.plan.tables.groups * int(len(mine.day) + 2 * events.sum() + last - first + more)
    out = _out(run.plan.tables, make, rows, len(mine.day) + room.most, most)
    if run.demands:
        asked = rows * run.plan.tables.demands_most
        out = replace(out, row_demanded=make(asked), row_had=make(asked))
    if run.plan.tables.by_days:
        cells = run.plan.tables.groups * (len(mine.day) + room.pieces)
        out = replace(out, **{name: make(cells) for name in PIECES})
    pairs = (last - first) * run.plan.tables.groups
    tally = Tally(make(rows), make(pairs), make(pairs), make(pairs))
    out = replace(out, **{name: make(steps) for name in STEPS})
    work = blank_work(run.plan.tables, most)
    if not run.plain:
        scratch: Any = {name: np.array(column, dtype=np.int32) for name, column in columns_of(work)}
        work = Work(**scratch)
    hand, at = run.loops.hand, mine.at.tolist() if run.plain else mine.at
    run.loops.assess_people(
        run.rules, run.credentials, hand(facts), at, hand(work), hand(out), hand(tally), first, run.as_of
    )
    return Part(
        people=everybody.slice(first, last - first),
        first=first,
        activities=mine.ids,
        at=mine.at,
        out=_arrays_of(out),
        row_person=_ints(tally.row_person),
        cycles=_ints(tally.cycles),
        held=_ints(tally.held),
        steps=_ints(tally.steps),
    )


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


def _list(length: int) -> list[int]:
    return [0] * length


def _out(tables: Tables, make: Callable[[int], Any], rows: int, activities: int, events: int) -> Out:
    """Room for a part's rows, without what only one person's page tells, such as the steps of expiry dates."""
    columns = {name: make(rows) for name in COLUMNS if name.startswith("row_") and name not in TOLD}
    columns |= {name: make(0) for name in TOLD}
    columns["row_type_amount"] = make(rows * tables.types)
    columns |= {name: make(rows * tables.category_count) for name in COLUMNS if name.startswith("row_category_")}
    columns |= {name: make(activities * tables.groups) for name in COLUMNS if name.startswith("entry_")}
    columns["entry_worth"] = make(activities * tables.groups if tables.refits else 0)
    columns["entry_spilled"] = make(spilled_cells(tables, activities))
    columns |= {name: make(0) for name in (*STEPS, *PIECES)}
    filled = make(3)
    filled[0] = filled[1] = filled[2] = 0
    return Out(filled=filled, event_outcome=make(events), **columns)
