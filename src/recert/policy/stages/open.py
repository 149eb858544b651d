"""Open: a cycle begins with a group's first award, and then where the last one ended."""

from recert.policy.calendar import BEFORE, NEVER
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages.cap import begin_limit, make_room
from recert.policy.stages.close import close
from recert.policy.stages.codes import (
    BY_GRANT,
    BY_RETAKE,
    BY_UNITS,
    CAUSE_AWARD,
    CAUSE_JOINED,
    CAUSE_MOVE,
    ENDED,
    NOT_YET,
)
from recert.policy.stages.demand import begin_demands
from recert.policy.stages.ease import begin_easing
from recert.policy.stages.holding import (
    earliest_expiry,
    first_day,
    first_due,
    hold,
    length,
    moved_as_awarded,
    renewable,
    set_expiry,
)
from recert.policy.stages.looking import look
from recert.policy.stages.portfolio import required_by_holdings
from recert.policy.stages.prorate import (
    compare_length,
    first_shared_year,
    full_years,
    lessened,
    prorated,
    shared_years,
)
from recert.policy.stages.sheet import (
    ASKED,
    AWARDED,
    BEGAN,
    BOUND,
    CALENDAR_FROM,
    CALENDAR_YEARS,
    CARRIED,
    COUNTED,
    DAYS_LATE,
    END,
    FIRST,
    GIVEN,
    HOLDS,
    LAST,
    LATE,
    LATE_ROW,
    LENGTHENED,
    LOOKED,
    MADE_UP,
    MET,
    MISSED_BY,
    MISSED_ON,
    MISSED_YEAR,
    MONTHS,
    NEW_EXPIRY,
    NUMBER,
    OPENED,
    REFIT,
    REQUIRED,
    ROUTE,
    ROWS_FROM,
    RUN,
    SPANS,
    START,
    TODAY,
    UNPRORATED,
    WAITING,
    WAY,
    YEAR,
    YEARS,
    Out,
    Work,
)
from recert.policy.stages.terms import amount, amount_of, governing
from recert.policy.stages.together import forget_years


def begin(t: Tables, w: Work, o: Out, g: int) -> None:
    """A person × group that may not concern the person: no cycle, and nothing held."""
    w.cycle[NUMBER] = 0
    w.cycle[HOLDS] = 0
    if g == 0:
        w.cycle[SPANS] = 0
        w.cycle[ROWS_FROM] = o.filled[0]


def begin_group(t: Tables, w: Work, g: int) -> None:
    """A group that concerns the person, of which nothing is known yet."""
    w.cycle[START] = NEVER
    w.cycle[ROUTE] = NOT_YET
    w.cycle[RUN] = 0
    w.cycle[WAITING] = -1
    for c in range(t.group_at[g], t.group_at[g + 1]):
        w.held[c] = 0
    for k in range(t.counter_count):
        w.tally[k] = BEFORE
    for c in range(t.cap_count if t.cap_lasts else 0):
        w.gone[c] = 0


def open_cycle(t: Tables, w: Work, g: int, day: int) -> None:
    """A new cycle from this day on. What it requires is decided by its first day."""
    cycle = w.cycle
    start = first_day(t, day) if cycle[RUN] == 0 else day
    cycle[START] = start
    cycle[OPENED] = day
    cycle[BEGAN] = cycle[TODAY]
    cycle[NUMBER] += 1
    cycle[RUN] += 1
    cycle[MONTHS] = own_months(t, w, g)
    cycle[GIVEN] = t.months[g]
    cycle[COUNTED] = 0
    cycle[ROUTE] = NOT_YET
    cycle[MET] = NEVER
    cycle[NEW_EXPIRY] = NEVER
    cycle[CARRIED] = 0
    cycle[FIRST] = -1
    cycle[LAST] = 0
    cycle[YEAR] = 0
    cycle[WAY] = 0
    cycle[LATE] = 0
    cycle[DAYS_LATE] = 0
    cycle[LATE_ROW] = 0
    cycle[LENGTHENED] = 0
    cycle[ASKED] = day
    cycle[MADE_UP] = 0
    cycle[LOOKED] = cycle[TODAY]
    cycle[MISSED_BY] = 0
    cycle[MISSED_YEAR] = 0
    cycle[MISSED_ON] = 0
    for i in range(cycle[HOLDS]):
        w.retaken[w.holding[i]] = 0
    cycle[AWARDED] = earliest_award(w, day)
    for k in range(t.types):
        w.used[k] = 0
        w.amount[k] = 0
        w.recorded[k] = 0
        w.allowed[k] = -1
    if t.past_years and cycle[RUN] == 1:
        forget_years(t, w)
    decide(t, w, g)


def earliest_award(w: Work, day: int) -> int:
    """The first award of all that is held; this day where nothing is."""
    found = day
    for i in range(w.cycle[HOLDS]):
        found = min(found, w.awarded[w.holding[i]])
    return found


def own_months(t: Tables, w: Work, g: int) -> int:
    """The months that a cycle has of its own as it begins: by what renewed the last one; 0 of what had no end."""
    given = w.cycle[GIVEN] if w.cycle[RUN] > 1 else t.months[g]
    return 0 if given == NEVER else given


def decide(t: Tables, w: Work, g: int) -> None:
    """What the cycle requires, demands and limits, as things stand on its first day."""
    start = w.cycle[START]
    for k in range(t.category_count):
        w.category[k] = 0
        w.kept[k] = 0
    if t.notes or t.prorates or t.circumstance_count or t.misses:
        w.cycle[BOUND] = earliest_expiry(t, w, start)
    if t.prorates:
        compare_length(t, w, g, length(t, g, w.cycle[OPENED]))
    if t.notes:
        look(t, w, g)
    require(t, w, g)
    if t.yearly:
        w.cycle[YEARS] = full_years(start, earliest_expiry(t, w, start), w.cycle[MONTHS])
    if t.calendar_yearly:
        w.cycle[CALENDAR_FROM] = first_shared_year(t, start)
        w.cycle[CALENDAR_YEARS] = years_within(t, w, g, start)
    begin_demands(t, w, g)
    for c in range(t.cap_count):
        begin_limit(t, w, g, c)
    if t.circumstance_count:
        begin_easing(t, w)
    w.cycle[REFIT] = 0
    make_room(t, w)


def years_within(t: Tables, w: Work, g: int, start: int) -> int:
    """Shared years within the cycle: no more than a usual one has, or a first one by its award's own date."""
    end, most = earliest_expiry(t, w, start), w.cycle[MONTHS]
    if w.cycle[RUN] == 1:
        most = max(most, 12 * shared_years(t, start, first_due(t, g, w.cycle[OPENED]), NEVER))
    return shared_years(t, start, end, most)


def decide_again(t: Tables, w: Work, g: int, day: int) -> None:
    """Looks at what is held again, where an award of the day on which the first cycle began came later."""
    cycle = w.cycle
    looks = t.when_count or t.portfolios or t.circumstance_count
    if looks and cycle[RUN] == 1 and cycle[OPENED] == day and cycle[ROUTE] == NOT_YET:
        cycle[AWARDED] = earliest_award(w, day)  # of what was over and let go meanwhile nothing counts any more
        decide(t, w, g)


def require(t: Tables, w: Work, g: int) -> None:
    """What the cycle needs of units, and of each category. Without any value of units, no units renew it."""
    start = w.cycle[START]
    first, last = t.required_at[g], t.required_at[g + 1]
    whole = amount(t, w, g, first, last, start) if first < last else NEVER
    if t.portfolio[g]:
        whole = required_by_holdings(t, w, g, start)
    w.cycle[UNPRORATED] = whole
    w.cycle[REQUIRED] = prorated(t, w, g, whole)
    require_categories(t, w, g)


def require_categories(t: Tables, w: Work, g: int) -> None:
    """What the cycle needs of each category; a share is of what is required, and shrinks by that alone."""
    start = w.cycle[START]
    for k in range(t.category_count):
        at = g * t.category_count + k
        i = governing(t, w, g, t.minimum_at[at], t.minimum_at[at + 1], start)
        w.minimum[k] = 0 if i < 0 else amount_of(t, w, i)
        w.minimum_share[k] = t.value_amount[i] if i >= 0 and t.value_share[i] else 0
        if t.prorate_category[at] and w.minimum_share[k] == 0:
            each, to = t.prorate_each[at], t.prorate_to[g]
            w.minimum[k] = lessened(t, w, g, w.minimum[k], each, to, t.prorate_rounding[g])


def award(t: Tables, f: Facts, w: Work, o: Out, g: int, c: int, day: int, expires: int) -> None:
    """A certification is awarded. It joins the running cycle, or opens one where there is nothing to renew.

    Inside a cycle that is renewed already it gets the renewed date, as it would have a day earlier.
    """
    nothing_runs = w.cycle[START] == NEVER
    if not nothing_runs and ends_with_award(t, w, day):
        w.cycle[ASKED] = day - 1
        close(t, f, w, o, g, ENDED, day - 1)
        nothing_runs = True
    first = expires if expires else first_due(t, g, day)
    set_expiry(w, o, c, day, CAUSE_AWARD, first)
    hold(w, c)
    w.retaken[c] = 0
    w.awarded[c] = day
    after = moved_as_awarded(t, day, first)
    if after != first:
        set_expiry(w, o, c, day, CAUSE_MOVE, after)
    if nothing_runs:
        w.cycle[RUN] = 0
        open_cycle(t, w, g, day)
    elif t.joins and shares_renewed_date(t, w, g, c, day):
        set_expiry(w, o, c, day, CAUSE_JOINED, w.cycle[NEW_EXPIRY])


def ends_with_award(t: Tables, w: Work, day: int) -> bool:
    """Whether the running cycle has nothing left that could be renewed, so that an award begins another one."""
    return w.cycle[ROUTE] == NOT_YET and w.cycle[OPENED] < day and earliest_expiry(t, w, day) == NEVER


def shares_renewed_date(t: Tables, w: Work, g: int, c: int, day: int) -> bool:
    """Whether the running cycle was renewed as a whole before its end, and to a later date than this one's own."""
    by_exam = w.cycle[ROUTE] == BY_RETAKE and t.retake_whole[g] == 1
    return (
        (w.cycle[ROUTE] == BY_UNITS or w.cycle[ROUTE] == BY_GRANT or by_exam)
        and w.cycle[MET] < w.cycle[END]
        and renewable(t, w, c, day)
        and w.expiry[c] < w.cycle[NEW_EXPIRY]
    )
