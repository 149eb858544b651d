"""Close: the cycle becomes a row, and the next one is derived from it."""

from recert.policy.calendar import NEVER
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages.cap import use_up
from recert.policy.stages.carry import most_carried
from recert.policy.stages.codes import ENDED, HELD, LAPSED, REPLACED
from recert.policy.stages.demand import note_demanded, note_demands
from recert.policy.stages.due import note_pauses
from recert.policy.stages.ease import note_easing
from recert.policy.stages.late import in_time, last_chance, least_of
from recert.policy.stages.prorate import note_proration
from recert.policy.stages.sheet import (
    BOUND,
    CARRIED,
    COUNTED,
    LATE,
    MADE_UP,
    MET,
    MISSED_ON,
    MONTHS,
    NEW_EXPIRY,
    NUMBER,
    REQUIRED,
    ROUTE,
    START,
    TODAY,
    WAY,
    Out,
    Work,
)
from recert.policy.stages.together import keep_years
from recert.policy.stages.waiting import forfeit


def close(t: Tables, f: Facts, w: Work, o: Out, g: int, state: int, end: int) -> None:
    """Writes the cycle's row. Nothing runs after it, until something opens."""
    cycle = w.cycle
    if state in (HELD, ENDED, REPLACED):
        in_time(w)
    if state in (LAPSED, ENDED, REPLACED):
        forfeit(t, w, o, g)
    row = o.filled[0]
    o.row_group[row] = g
    o.row_number[row] = cycle[NUMBER]
    o.row_start[row] = cycle[START]
    o.row_end[row] = end
    o.row_required[row] = 0 if cycle[REQUIRED] == NEVER else cycle[REQUIRED] + cycle[LATE]
    if t.lateness:
        o.row_late[row] = cycle[LATE]
    if t.lateness or t.ends_years:
        missed = state == LAPSED and cycle[MISSED_ON] == cycle[TODAY] - 1
        o.row_last[row] = cycle[MISSED_ON] if missed else last_chance(t, g, end)
    o.row_counted[row] = cycle[COUNTED]
    o.row_state[row] = state
    o.row_route[row] = cycle[ROUTE]
    o.row_met[row] = cycle[MET]
    o.row_new_expiry[row] = cycle[NEW_EXPIRY]
    o.row_carried_in[row] = cycle[CARRIED]
    o.row_carried_out[row] = 0
    at = row * t.types
    for k in range(t.types):
        o.row_type_amount[at + k] = w.amount[k]
    at = row * t.category_count
    for k in range(t.category_count):
        o.row_category_amount[at + k] = w.category[k]
        o.row_category_minimum[at + k] = least_of(t, w, g, k)
        o.row_category_kept[at + k] = w.kept[k]
    if len(o.row_way):
        tell(t, f, w, o, g, row, end)
    elif len(o.row_demanded):
        note_demanded(t, f, w, o, g, row, end)
    if t.suspends_years:
        note_pauses(t, f, w, o, g, row)
    o.filled[0] = row + 1
    leave(t, f, w, o, g, end)
    cycle[START] = NEVER
    cycle[ROUTE] = 0


def leave(t: Tables, f: Facts, w: Work, o: Out, g: int, end: int) -> None:
    """What cycles that follow have to know of this one."""
    if t.cap_lasts:
        use_up(t, w)
    if t.past_years:
        keep_years(t, f, w, o, g, end)


def tell(t: Tables, f: Facts, w: Work, o: Out, g: int, row: int, end: int) -> None:
    """What one person's page says of a cycle, and no table of a population."""
    at = row * t.types
    for k in range(t.types):
        o.row_type_used[at + k] = w.used[k]
        o.row_type_recorded[at + k] = w.recorded[k]
    at = row * t.cap_count
    for c in range(t.cap_count):
        o.row_cap_most[at + c] = w.most[c]
        o.row_cap_used[at + c] = w.most[c] - w.room[c]
    o.row_way[row] = w.cycle[WAY]
    o.row_made_up[row] = w.cycle[MADE_UP]
    if t.carries:
        o.row_carry_most[row] = most_carried(t, w, g)
    o.row_months[row] = w.cycle[MONTHS]
    note_demands(t, f, w, o, g, row, end)
    note_easing(t, w, o, row)
    if t.prorates:
        note_proration(t, w, o, row)
    if t.notes or t.prorates:
        o.row_bound[row] = w.cycle[BOUND]
    if t.notes:
        for c in range(t.when_count):
            o.row_at_first[row * t.when_count + c] = w.at_first[c]
            o.row_applied[row * t.when_count + c] = w.met[c]
            o.row_since[row * t.when_count + c] = w.since[c]
