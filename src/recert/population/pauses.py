"""Which cycles' certifications are suspended for a missed year, among many people."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from recert.policy.assessment import WAITING, CycleState
from recert.policy.calendar import NEVER
from recert.policy.plan import Plan

Column = NDArray[Any]


def suspended_since(plan: Plan, out: Any, today: int) -> Column:
    """The day since which missed years suspend what is held in each row; NEVER where none does today."""
    rows = int(out.filled[0])
    cells = plan.tables.demands_most * plan.tables.year_places
    first, until = (each[: rows * cells].reshape(rows, cells) for each in (out.row_paused_from, out.row_paused_until))
    found: Column = np.where(until > today, first, NEVER).min(axis=1, initial=NEVER)
    return found


def told_states(plan: Plan, out: Any, today: int) -> Column:
    """The state of each row, as `Cycle.told_state`."""
    states: Column = out.row_state[: int(out.filled[0])]
    if not plan.tables.suspends_years:
        return states
    waits = np.array([state in WAITING for state in CycleState])[states]
    paused = waits & (suspended_since(plan, out, today) != NEVER)
    return np.where(paused, int(CycleState.SUSPENDED), states)
