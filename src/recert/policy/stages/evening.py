"""Evening: activities that go on beyond a cycle are divided on its last evening.

Their part is put into the columns of activities before what is left: to all other stages each is an activity. The
columns are a copy then, for one person and group.
"""

from recert.policy.calendar import NEVER
from recert.policy.facts import AWARD, EXAM, PASSED, Facts
from recert.policy.plan import Ints, Tables
from recert.policy.stages import codes
from recert.policy.stages.gather import gather
from recert.policy.stages.holding import earliest_expiry, outlasts, renewable
from recert.policy.stages.replace import gone_on, replaced_on
from recert.policy.stages.sheet import (
    ACTIVITY,
    DIVIDED,
    END,
    EVENING,
    EVENT,
    HOLDS,
    MET,
    OPENED,
    ROUTE,
    START,
    Out,
    Work,
)


def note_evening(t: Tables, f: Facts, w: Work, g: int, events: tuple[int, int], today: int) -> None:
    """Notes the next evening on which activities under way are divided, as things stand."""
    cycle = w.cycle
    evening = min(opens_on(t, f, w, g, events), closes_on(t, f, w, g, events)) - 1
    if cycle[START] != NEVER and cycle[ROUTE] != codes.NOT_YET:
        evening = min(evening, max(cycle[END], cycle[MET]))
    elif cycle[START] != NEVER:
        evening = min(evening, next_end(t, w, max(today, cycle[DIVIDED] + 1)))
    cycle[EVENING] = evening if evening >= today and evening > cycle[DIVIDED] else NEVER


def next_end(t: Tables, w: Work, since: int) -> int:
    """The first day from one on that is the end of a cycle that is not renewed; NEVER where none is."""
    found = NEVER
    for i in range(w.cycle[HOLDS]):
        day = w.expiry[w.holding[i]]
        if since <= day < found and earliest_expiry(t, w, day) == day:
            found = day
    return found


def opens_on(t: Tables, f: Facts, w: Work, g: int, events: tuple[int, int]) -> int:
    """The next day on which an award begins a cycle; NEVER where none will."""
    for e in range(w.cycle[EVENT], events[1]):
        if f.event_kind[e] <= EXAM and t.certification_group[f.event_cert[e]] == g and awards(t, f, w, e):
            day = f.event_day[e]
            waits = w.cycle[ROUTE] == codes.NOT_YET and w.cycle[OPENED] < day
            apart = t.parts and w.apart[e]
            if w.cycle[START] == NEVER or apart or (waits and earliest_expiry(t, w, day) == NEVER):
                return day
    return NEVER


def awards(t: Tables, f: Facts, w: Work, e: int) -> bool:
    """Whether something is awarded by an award on record, or by passing its exam, that is not held as things stand."""
    c = f.event_cert[e]
    passes = f.event_value[e] == PASSED and f.event_day[e] < t.certification_retired[c]
    return w.held[c] == 0 and (f.event_kind[e] == AWARD or passes)


def closes_on(t: Tables, f: Facts, w: Work, g: int, events: tuple[int, int]) -> int:
    """The next day on which a cycle is over because of what is held no more; NEVER where none runs."""
    found = NEVER
    if w.cycle[START] == NEVER:
        return found
    for i in range(w.cycle[HOLDS]):
        day = gone_on(t, f, w, g, w.holding[i], events)
        if day < found and ends_with(t, f, w, g, events, day):
            found = day
    return found


def ends_with(t: Tables, f: Facts, w: Work, g: int, events: tuple[int, int], day: int) -> bool:
    """Whether a cycle is over when what is let go on a day is held no more, or goes on in the next one."""
    kept, stays, lapsed, unmet = 0, 0, 0, 0
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        if w.held[c] == 1:  # what was set aside is of no cycle
            gone = gone_on(t, f, w, g, c, events)
            replaced = t.replacement_count > 0 and replaced_on(t, f, w, c, events) <= day
            if gone <= day and not replaced and outlasts(t, c, day):
                unmet += int(w.cycle[ROUTE] == codes.NOT_YET)
                gone = NEVER
            kept += int(gone > day)
            stays += int(gone > day and renewable(t, w, c, day))
            lapsed += int(gone == day and not replaced and t.certification_retired[c] >= day)
    if unmet:
        return True
    return stays == 0 and (kept == 0 or (lapsed > 0 and w.cycle[ROUTE] == codes.NOT_YET))


def divide(t: Tables, f: Facts, w: Work, o: Out, g: int, day: int, last: int) -> int:
    """Takes the parts that end on an evening, of what goes on after it. Says up to where the activities are now."""
    w.cycle[DIVIDED] = day
    a = w.cycle[ACTIVITY]
    while a < last:
        if f.activity_first[a] <= day and f.activity_status[a] == 0:
            place = w.cycle[ACTIVITY]
            insert(f, place, a, last)
            last += 1
            a += 1
            f.activity_day[place] = day
            f.activity_first[a] = day + 1
            w.cycle[ACTIVITY] = place + 1
            gather(t, f, w, o, g, place)
            f.activity_whole[a] = f.activity_whole[place]
        a += 1
    return last


def insert(f: Facts, place: int, a: int, last: int) -> None:
    """Puts a second one of an activity at a place before it; what stands there and after moves up."""
    for i in range(last, place, -1):
        copy(f, f, i - 1, i)
    copy(f, f, a + 1, place)
    relink(f.activity_before, place, a + 1, last)
    relink(f.activity_host, place, a + 1, last)


def relink(back: Ints, place: int, a: int, last: int) -> None:
    """Of all that moved up, how far back the last one of its kind stands; what was put in is the one before its own."""
    if len(back) == 0:
        return
    for i in range(place + 1, last + 1):
        if back[i] and i - 1 - back[i] < place:
            back[i] += 1
    while back[a] and a - back[a] > place:
        a -= back[a]
    back[place] = place - (a - back[a]) if back[a] else 0
    back[a] = a - place


def copy(source: Facts, f: Facts, a: int, to: int) -> None:
    """Writes an activity to another place, be it of other columns."""
    f.activity_day[to] = source.activity_day[a]
    f.activity_type[to] = source.activity_type[a]
    f.activity_status[to] = source.activity_status[a]
    if len(source.activity_quantity):
        f.activity_quantity[to] = source.activity_quantity[a]
    if len(source.activity_before):
        f.activity_before[to] = source.activity_before[a]
    if len(source.activity_host):
        f.activity_host[to] = source.activity_host[a]
    if len(source.activity_serves):
        f.activity_serves[to] = source.activity_serves[a]
    f.activity_first[to] = source.activity_first[a]
    f.activity_began[to] = source.activity_began[a]
    f.activity_ended[to] = source.activity_ended[a]
    f.activity_whole[to] = source.activity_whole[a]
    f.activity_of[to] = source.activity_of[a]
