"""What the loop writes into while it goes through a part: made once for a thread, and used again for the next part.

There are some two hundred columns. To make them anew for each part, and to say to compiled code where each of them
lies, takes longer than all else that isn't compiled.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recert.policy.lowering import columns_of
from recert.policy.plan import Plan, Tables
from recert.policy.stages.sheet import (
    COLUMNS,
    PAUSED,
    PIECES,
    STEPS,
    TOLD,
    Out,
    Work,
    blank_work,
    paused_cells,
    spilled_cells,
)
from recert.population.kernel import Loops, Tally
from recert.population.room import room

Make = Callable[[int], Any]
PARTS: Final = 8
"""Room is made in eighths of a power of two: parts of about the same size need the same."""


class Sizes(NamedTuple):
    """How many places a part needs. Of what is 0 there is nothing, and nothing is written of it."""

    pairs: int  # person × group
    rows: int
    activities: int
    events: int  # of the person who has most
    steps: int
    cells: int  # parts of activities × group
    demands: int  # rows × demand

    def fit(self, others: "Sizes") -> bool:
        """Whether there is a place for all that the others need, and none of what they have nothing of."""
        return all(mine >= other and (mine > 0) == (other > 0) for mine, other in zip(self, others, strict=True))

    def rounded(self) -> "Sizes":
        """A little more, but for the pairs, so that a part of about this size finds room, too."""
        return Sizes(*map(_rounded, self))


@dataclass(frozen=True, slots=True)
class Sheets:
    """Scratch, rows, and notes beside them; `events` are columns for one person's: six, and one of masks.

    `handed`: scratch, rows and notes as the loop takes them.
    """

    sizes: Sizes
    work: Work
    out: Out
    tally: Tally
    events: tuple[Any, ...]
    handed: tuple[Any, Any, Any]


def sheets(plan: Plan, loops: Loops, sizes: Sizes, *, plain: bool) -> Sheets:
    """Sheets with at least so many places: lists, or columns that last until this thread asks for others."""
    if plain:
        return _made(plan.tables, loops, sizes, _list, blank_work(plan.tables, sizes.events))
    mine = room()
    kept = mine.kept
    if isinstance(kept, _Kept) and kept.plan is plan and kept.sheets.sizes.fit(sizes):
        filled: Any = kept.sheets.out.filled
        kept.scratch[:] = filled[:] = 0
        return kept.sheets
    mine.clear()
    sizes = sizes.rounded()
    work, scratch = _in_one_piece(blank_work(plan.tables, sizes.events))
    found = _made(plan.tables, loops, sizes, mine.take, work)
    mine.kept = _Kept(plan, found, scratch)
    return found


@dataclass(frozen=True, slots=True)
class _Kept:
    plan: Plan
    sheets: Sheets
    scratch: NDArray[np.int32]


def _made(tables: Tables, loops: Loops, sizes: Sizes, make: Make, work: Work) -> Sheets:
    out = _out(tables, make, sizes)
    tally = Tally(make(sizes.rows), make(sizes.pairs), make(sizes.pairs), make(sizes.pairs))
    masks = make(sizes.events) if make is _list else np.empty(sizes.events, dtype=np.int64)
    events = (*(make(sizes.events) for _ in range(6)), masks)
    return Sheets(sizes, work, out, tally, events, (loops.hand(work), loops.hand(out), loops.hand(tally)))


def _in_one_piece(work: Work) -> tuple[Work, NDArray[np.int32]]:
    """The same scratch as columns that lie one behind the other, and all of them, which are blank at once."""
    columns = dict(columns_of(work))
    ends = np.cumsum([len(column) for column in columns.values()])
    block = np.zeros(int(ends[-1]), dtype=np.int32)
    pieces: Any = dict(zip(columns, np.split(block, ends[:-1]), strict=True))
    return Work(**pieces), block


def _out(tables: Tables, make: Make, sizes: Sizes) -> Out:
    """Room for a part's rows, without what only one person's page tells, such as the steps of expiry dates."""
    rows, entries = sizes.rows, sizes.activities * tables.groups
    columns = {name: make(rows) for name in COLUMNS if name.startswith("row_") and name not in TOLD}
    columns |= {name: make(0) for name in TOLD}
    columns |= {name: make(rows * paused_cells(tables)) for name in PAUSED}
    columns["row_type_amount"] = make(rows * tables.types)
    columns |= {name: make(rows * tables.category_count) for name in COLUMNS if name.startswith("row_category_")}
    columns |= {name: make(entries) for name in COLUMNS if name.startswith("entry_")}
    columns["entry_worth"] = make(entries if tables.refits else 0)
    columns["entry_spilled"] = make(spilled_cells(tables, sizes.activities))
    columns |= {name: make(sizes.demands) for name in ("row_demanded", "row_had")}
    columns |= {name: make(sizes.cells) for name in PIECES} | {name: make(sizes.steps) for name in STEPS}
    filled = make(3)
    filled[0] = filled[1] = filled[2] = 0
    return Out(filled=filled, event_outcome=make(sizes.events), **columns)


def _list(length: int) -> list[int]:
    return [0] * length


def _rounded(many: int) -> int:
    step = 1 << max(many.bit_length() - PARTS.bit_length(), 0)
    return -(-many // step) * step
