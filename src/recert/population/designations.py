"""Who of some people in a row holds which designation: those alone are looked at who ever held enough for one."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recert.policy.assessment import CycleState, ExpiryCause, Holding
from recert.policy.calendar import NEVER, number
from recert.policy.designations import of_holdings
from recert.policy.holdings import holdings_of
from recert.policy.plan import Plan

if TYPE_CHECKING:
    from recert.population.tables import Part


class Places(NamedTuple):
    """Where the rows of somebody's cycles in a group are, and the steps of expiry dates."""

    rows: tuple[int, int]
    steps: tuple[int, int]


Held = tuple[int, int, int, int]
"""Whose it is, counted from the part's first person; which designation; since when, and until when (NEVER: no end)."""


def held_by(plan: Plan, part: "Part", as_of: date) -> Iterator[Held]:
    """Each designation that somebody of the part holds on the day, in the order of people."""
    rows = np.cumsum(part.cycles)
    for person in _plausible(plan, part):
        for which, found in enumerate(of_holdings(plan, _holdings(plan, part, rows, person, as_of), as_of)):
            if found.held and found.since:
                until = number(found.until) if found.until else NEVER
                yield person, which, number(found.since), until


def _plausible(plan: Plan, part: "Part") -> list[int]:
    """Who was ever awarded as many certifications as a designation needs, in the order of people."""
    out: Any = part.out
    groups = plan.tables.groups
    filled = int(out.filled[1])
    before = np.concatenate([[0], part.steps[:-1]]) if len(part.steps) else part.steps
    person = np.repeat(np.arange(len(part.steps)), part.steps - before) // groups
    awarded = out.step_cause[:filled] == int(ExpiryCause.AWARD)
    had: NDArray[np.bool_] = np.zeros((len(part.steps) // groups, len(plan.order)), dtype=np.bool_)
    had[person[awarded], out.step_certification[:filled][awarded]] = True
    enough = np.zeros(len(had), dtype=np.bool_)
    for each in plan.policy.designations:
        places = [([plan.certifications[code] for code in need.of], need.at_least) for need in each.needs]
        enough |= np.all([had[:, of].sum(axis=1) >= least for of, least in places], axis=0)
    return [int(place) for place in np.flatnonzero(enough)]


def _holdings(plan: Plan, part: "Part", rows: NDArray[Any], person: int, as_of: date) -> Iterator[tuple[Holding, bool]]:
    """All that somebody holds or held, and whether the last cycle of its group is renewed.

    `rows`: how many cycles there are up to and with each person and group.
    """
    out: Any = part.out
    for key, g in plan.groups.items():
        pair = person * plan.tables.groups + g
        steps = (int(part.steps[pair - 1]) if pair else 0, int(part.steps[pair]))
        of = Places((int(rows[pair] - part.cycles[pair]), int(rows[pair])), steps)
        renewed = bool(part.cycles[pair]) and int(out.row_state[rows[pair] - 1]) == CycleState.RENEWED
        yield from ((holding, renewed) for holding in holdings_of(plan, part.out, key, of, as_of))
