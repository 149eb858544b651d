"""Run: one person × group from the first day to the day of the assessment, one happening after the other."""

from recert.policy.calendar import BEFORE, NEVER
from recert.policy.facts import AWARD, CIRCUMSTANCE, EXAM, GRANT, Facts
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.anew import look_again
from recert.policy.stages.apart import FOUND, forget, part, set_out
from recert.policy.stages.carry import bring, surplus
from recert.policy.stages.cascade import cascade, next_cascade
from recert.policy.stages.close import close
from recert.policy.stages.demand import way_met
from recert.policy.stages.due import next_look
from recert.policy.stages.ease import learn, lengthen, note_facts
from recert.policy.stages.evening import divide, note_evening
from recert.policy.stages.gather import gather, set_aside
from recert.policy.stages.holding import (
    earliest_expiry,
    keeps_running,
    latest_held,
    moved_by,
    note_span,
    set_expiry,
)
from recert.policy.stages.judge import grant, judge, opens, sit
from recert.policy.stages.lapse import end_missed, lapse, let_go_kept
from recert.policy.stages.late import note_lateness, suspended
from recert.policy.stages.look_back import look_back
from recert.policy.stages.open import award, begin, begin_group, decide_again, open_cycle
from recert.policy.stages.portfolio import follow
from recert.policy.stages.relief import relieve
from recert.policy.stages.replace import end_replaced, gone_on
from recert.policy.stages.settle import settle
from recert.policy.stages.sheet import (
    ACTIVITIES,
    ACTIVITIES_FROM,
    ACTIVITY,
    AGAIN,
    ALIGNS,
    ASKED,
    DIVIDED,
    END,
    EVENING,
    EVENT,
    GRANTED,
    HOLDS,
    LENGTHENED,
    MET,
    MOVE,
    RENEWABLE_BEFORE,
    ROUTE,
    SEEN,
    SPREADS,
    START,
    TODAY,
    TURN,
    Out,
    Work,
)
from recert.policy.stages.spill import clear
from recert.policy.stages.unmet import catch_up
from recert.policy.stages.waiting import forfeit, grace_is_over_on


def run(
    t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], acts: tuple[int, int], as_of: int
) -> bool:
    """Assesses the person whose rows are `events` and `acts` (from, to before) of the facts' columns.

    Says whether that has to be done again, from the same columns, as it was found late that an award begins a cycle.
    """
    if t.parts:
        set_out(w, o)
    begin(t, w, o, g)
    w.cycle[ACTIVITIES_FROM], w.cycle[ACTIVITIES] = acts
    if not concerned(t, f, w, g, events):
        return False
    begin_group(t, w, g)
    known = events[1]
    while known > events[0] and f.event_day[known - 1] > as_of:
        known -= 1
    facts = (events[0], known)
    note_facts(t, f, w, facts)
    w.cycle[EVENT], w.cycle[ACTIVITY], w.cycle[MOVE] = events[0], acts[0], 0
    w.cycle[DIVIDED] = BEFORE
    w.cycle[SEEN] = acts[0]
    w.cycle[SPREADS] = next_cascade(t, f, w, o, g, facts, BEFORE, 0) if t.cascade_count else NEVER
    w.cycle[ALIGNS] = next_cascade(t, f, w, o, g, facts, BEFORE, 1) if t.cascade_count else NEVER
    last = go_through(t, f, w, o, g, facts, acts[1], as_of)
    if t.parts:
        if w.cycle[AGAIN] == FOUND:
            return True
        forget(w, events)
    w.cycle[ACTIVITIES] = last
    finish(t, f, w, o, g, (w.cycle[EVENT], events[1]), (w.cycle[ACTIVITY], last), as_of)
    return False


def go_through(t: Tables, f: Facts, w: Work, o: Out, g: int, facts: tuple[int, int], last: int, as_of: int) -> int:
    """One day after the other, up to that of the assessment. Says up to where the activities are in the end.

    On one day: first cycles and holdings end, then mass moves, awards and exams, extensions and circumstances, then
    cascades of own lengths, activities, cascades that take a date over, and then renewals granted before.
    """
    known = facts[1]
    changed, today = True, BEFORE
    while t.parts == 0 or w.cycle[AGAIN] != FOUND:
        if changed:
            look_ahead(t, f, w, o, g, facts, today)
        if gather_before(t, f, w, o, g, last, min(until(t, f, w, known), as_of + 1)):
            today, changed = w.cycle[TODAY], True
            continue
        fact = next_fact(t, f, w, known)
        today = min(w.cycle[TURN], fact)
        if t.by_days and w.cycle[EVENING] < today and w.cycle[EVENING] <= as_of:
            today, changed = w.cycle[EVENING], True
            w.cycle[TODAY] = today
            last = divide(t, f, w, o, g, today, last)
            continue
        if today > as_of:
            break
        w.cycle[TODAY] = today
        if w.cycle[TURN] <= fact:
            end_on(t, f, w, o, g, facts, today)
            changed = True
        else:
            changed = take(t, f, w, o, g, facts, today)
        if changed and (t.delays or t.years_alone):
            settle(t, f, w, o, g, today)
    return last


def until(t: Tables, f: Facts, w: Work, known: int) -> int:
    """The day before which nothing but activities lies ahead.

    A renewal granted before comes after those of its day, and so does a cascade that takes a date over, and an evening
    on which activities are divided.
    """
    cycle = w.cycle
    event, day = cycle[EVENT], min(cycle[TURN], cycle[SPREADS], cycle[ALIGNS] + 1)
    if cycle[MOVE] < len(t.move_on):
        day = min(day, t.move_on[cycle[MOVE]])
    if event < known:
        day = min(day, f.event_day[event] + int(f.event_kind[event] == GRANT))
    return min(day, cycle[EVENING] + 1) if t.by_days else day


def gather_before(t: Tables, f: Facts, w: Work, o: Out, g: int, last: int, day: int) -> bool:
    """Activities of the days before one, up to the first that changes what lies ahead. Says whether one did."""
    cycle = w.cycle
    if cycle[START] == NEVER:
        cycle[ACTIVITY] = set_aside(t, f, w, o, g, last, day)
        return False
    activity, changed = cycle[ACTIVITY], False
    while not changed and activity < last and f.activity_day[activity] < day:
        cycle[TODAY] = f.activity_day[activity]
        changed = gather(t, f, w, o, g, activity)
        activity += 1
    cycle[ACTIVITY] = activity
    return changed


def next_fact(t: Tables, f: Facts, w: Work, known: int) -> int:
    """The day of the next mass move, event or cascade, whichever is first. Activities before it are gathered."""
    cycle = w.cycle
    day = min(cycle[SPREADS], cycle[ALIGNS])
    if cycle[MOVE] < len(t.move_on):
        day = min(day, t.move_on[cycle[MOVE]])
    if cycle[EVENT] < known:
        day = min(day, f.event_day[cycle[EVENT]])
    return day


def take(t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], day: int) -> bool:
    """One thing that happens on this day, the first in the order of a day. Says whether it changed what lies ahead."""
    cycle = w.cycle
    move, event = cycle[MOVE], cycle[EVENT]
    happens = event < events[1] and f.event_day[event] == day
    if move < len(t.move_on) and t.move_on[move] == day:
        cycle[MOVE] += 1
        changed = move_expiries(t, w, o, move)
        look_again(t, w, g, day)
        if t.window or t.lateness or t.by_end or t.anew:
            judge(t, f, w, o, g, day)
        return changed
    if happens and f.event_kind[event] != GRANT:
        cycle[EVENT] += 1
        changed = happen(t, f, w, o, g, event)
        if t.circumstance_count and not goes_on(f, event, events[1]) and concerns(t, f, g, events[0], event):
            before = cycle[LENGTHENED]
            lengthen(t, w, o, g, day)
            if f.event_kind[event] == CIRCUMSTANCE or cycle[LENGTHENED] != before:
                look_again(t, w, g, day)
            judge(t, f, w, o, g, day)
            changed = True  # though this event, the last of its day, may be of another group
        if t.before_award and not goes_on(f, event, events[1]):
            look_back(t, f, w, o, g, day)
            changed = True
        return changed
    if min(cycle[SPREADS], cycle[ALIGNS]) == day:
        spread_on(t, f, w, o, g, events, day)
        return True
    cycle[EVENT] += 1
    return happen(t, f, w, o, g, event)


def spread_on(t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], day: int) -> None:
    """Cascades of this day: those of own lengths, or with none of these left, those that take the date over."""
    at, aligned = (SPREADS, 0) if w.cycle[SPREADS] == day else (ALIGNS, 1)
    cascade(t, f, w, o, g, events, day, aligned)
    w.cycle[at] = next_cascade(t, f, w, o, g, events, day, aligned)
    look_again(t, w, g, day)
    if t.lateness or t.by_end or t.anew:
        judge(t, f, w, o, g, day)


def goes_on(f: Facts, event: int, last: int) -> bool:
    """Whether another event of the same day, but a renewal granted before, comes after this one."""
    return event + 1 < last and f.event_day[event + 1] == f.event_day[event] and f.event_kind[event + 1] != GRANT


def concerns(t: Tables, f: Facts, g: int, first: int, event: int) -> bool:
    """Whether any event of a day, up to its last one, is of this group, or a circumstance, which is of all."""
    e, found = event, 0
    while e >= first and f.event_day[e] == f.event_day[event]:
        kind = f.event_kind[e]
        found += int(kind == CIRCUMSTANCE or (group_of(t, f, e) == g and kind != GRANT))
        e -= 1
    return found > 0


def group_of(t: Tables, f: Facts, e: int) -> int:
    """The group of an award, a sitting, a grant or an extension."""
    return t.certification_group[f.event_cert[e]] if f.event_kind[e] <= EXAM else f.event_cert[e]


def concerned(t: Tables, f: Facts, w: Work, g: int, events: tuple[int, int]) -> bool:
    """Whether anything was ever awarded, sat for or granted in this group. Of any other there is nothing to tell."""
    here, w.cycle[GRANTED] = 0, 0
    for e in range(events[0], events[1]):
        kind = f.event_kind[e]
        if kind == GRANT and f.event_cert[e] == g:
            w.cycle[GRANTED] += 1
            here += 1
        elif kind <= EXAM and t.certification_group[f.event_cert[e]] == g:
            here += 1
    return here > 0


def look_ahead(t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], today: int) -> None:
    """Notes what the days ahead hold, as things stand: looked up for each activity, changed by few."""
    pass_by(t, f, w, g, events[1])
    w.cycle[TURN] = next_turn(t, f, w, o, g, events, today)
    before = BEFORE
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        if w.held[c] == 1 and not (t.endless and w.expiry[c] == NEVER):
            before = max(before, t.certification_retired[c])
    w.cycle[RENEWABLE_BEFORE] = before
    if t.by_days:
        note_evening(t, f, w, g, events, today)


def pass_by(t: Tables, f: Facts, w: Work, g: int, known: int) -> None:
    """Goes past what changes nothing here: events of other groups, and mass moves while nothing is held."""
    cycle = w.cycle
    event, move = cycle[EVENT], cycle[MOVE]
    while t.heeds_others == 0 and event < known and group_of(t, f, event) != g:
        event += 1
    if cycle[HOLDS] == 0 and cycle[START] == NEVER:
        until = f.event_day[event] if event < known else NEVER
        while move < len(t.move_on) and t.move_on[move] < until:
            move += 1
    cycle[EVENT], cycle[MOVE] = event, move


def next_turn(t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], today: int) -> int:
    """The next day on which time alone changes something: a renewed cycle is over, or something is held no more."""
    cycle = w.cycle
    day = NEVER
    if cycle[START] != NEVER and cycle[ROUTE] != codes.NOT_YET:
        day = max(cycle[END], cycle[MET]) + 1
    elif cycle[START] != NEVER and t.window:
        end = earliest_expiry(t, w, today)
        if end != NEVER:
            note_lateness(t, w, g, end, opens(t, g, end))
        if end != NEVER and opens(t, g, end) > today and way_met(t, f, w, o, g, end) >= 0:
            day = opens(t, g, end)
    if t.ends_years:
        day = min(day, next_look(t, w, g))
    if t.grace_returns and cycle[START] != NEVER:
        day = min(day, grace_is_over_on(t, w, g, today))
    for i in range(w.cycle[HOLDS]):
        day = min(day, gone_on(t, f, w, g, w.holding[i], events))
    return max(day, today)  # what was kept for a renewal granted in a cycle that is over was due before


def end_on(t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], day: int) -> None:
    """What is over on this day: a renewed cycle, whose next one starts where it ended, or certifications lapsing."""
    cycle = w.cycle
    if t.replacement_count and end_replaced(t, f, w, o, g, events, day):
        return
    if t.unmet:
        catch_up(t, w, o, g, day)
    if cycle[START] != NEVER and cycle[ROUTE] != codes.NOT_YET and day > max(cycle[END], cycle[MET]):
        end = cycle[END]
        if cycle[GRANTED]:
            let_go_kept(t, f, w, g, events, day)
        carried = surplus(t, f, w, o, g, end)
        close(t, f, w, o, g, codes.RENEWED, end)
        if keeps_running(w):
            open_cycle(t, w, g, end + 1)
            lengthen(t, w, o, g, day)
            bring(t, w, o, carried)
            look_again(t, w, g, day)
            judge(t, f, w, o, g, day)
        else:
            forfeit(t, w, o, g)
        return
    if t.window and judge(t, f, w, o, g, day):
        return
    lapse(t, f, w, o, g, events, day)
    if t.ends_years:
        end_missed(t, f, w, o, g, events, day)


def move_expiries(t: Tables, w: Work, o: Out, move: int) -> bool:
    """A mass move, for all that is held on its day. Says whether anything moved."""
    changed = False
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        after = moved_by(t, move, w.expiry[c])
        if after != w.expiry[c]:
            set_expiry(w, o, c, t.move_on[move], codes.CAUSE_MOVE, after)
            changed = True
    return changed


def happen(t: Tables, f: Facts, w: Work, o: Out, g: int, event: int) -> bool:
    """One credential event, where it belongs to this group. Says whether it does."""
    kind, c, day = f.event_kind[event], f.event_cert[event], f.event_day[event]
    if kind > EXAM:
        return given(t, f, w, o, g, event)
    if t.certification_group[c] != g:
        return False
    if t.parts and w.apart[event]:
        part(t, f, w, o, g, day)
    if kind == AWARD and w.held[c] == 0:
        award(t, f, w, o, g, c, day, f.event_value[event])
        o.event_outcome[event] = codes.EXAM_AWARDED
    elif kind == AWARD:
        o.event_outcome[event] = codes.ALREADY_HELD
    elif kind == EXAM:
        o.event_outcome[event] = sit(t, f, w, o, g, c, day, f.event_value[event])
    decide_again(t, w, g, day)
    look_again(t, w, g, day)
    if t.portfolio[g]:
        follow(t, w, g, day)
    if t.unearned or t.window or t.portfolios or t.lateness or t.by_end or t.anew:
        judge(t, f, w, o, g, day)
    return True


def given(t: Tables, f: Facts, w: Work, o: Out, g: int, event: int) -> bool:
    """A circumstance, which is of every group, or a renewal or an extension given to this one. Says whether it is."""
    kind = f.event_kind[event]
    if kind == CIRCUMSTANCE:
        learn(t, w)
        if t.years_vary and w.cycle[START] != NEVER:
            relieve(t, w, g)
        return True
    if f.event_cert[event] != g:
        return False
    if kind == GRANT:
        grant(t, f, w, o, g, event)
        look_again(t, w, g, f.event_day[event])
        if t.anew:
            judge(t, f, w, o, g, f.event_day[event])
    else:
        extend(t, f, w, o, g, event)
    return True


def extend(t: Tables, f: Facts, w: Work, o: Out, g: int, event: int) -> None:
    """What is held of those named is due no earlier than a day, for this person alone."""
    day, until = f.event_day[event], f.event_value[event]
    for i in range(w.cycle[HOLDS]):
        c = w.holding[i]
        if (f.event_mask[event] >> (c - t.group_at[g])) & 1 and w.expiry[c] < until:
            set_expiry(w, o, c, day, codes.CAUSE_EXTENSION, until)
    look_again(t, w, g, day)
    judge(t, f, w, o, g, day)


def finish(
    t: Tables, f: Facts, w: Work, o: Out, g: int, events: tuple[int, int], acts: tuple[int, int], as_of: int
) -> None:
    """The row of the cycle under way, and notes on what lies after the day of the assessment."""
    for i in range(w.cycle[HOLDS]):
        note_span(t, w, w.holding[i], NEVER)
    if w.cycle[START] != NEVER:
        close_under_way(t, f, w, o, g, as_of)
    for a in range(acts[0], acts[1]):
        entry = a * t.groups + g
        o.entry_amount[entry] = 0
        o.entry_cycle[entry] = 0
        o.entry_reason[entry] = codes.FUTURE
        if t.refits:
            o.entry_worth[entry] = 0
            clear(t, o, entry)
    for e in range(events[0], events[1]):
        o.event_outcome[e] = codes.EXAM_FUTURE


def close_under_way(t: Tables, f: Facts, w: Work, o: Out, g: int, as_of: int) -> None:
    """The row of a cycle that is still running on the day of the assessment."""
    end = earliest_expiry(t, w, as_of)
    if t.suspends_years:
        w.cycle[TODAY] = as_of + 1  # until yesterday is until the day of the assessment
    if w.cycle[ROUTE] != codes.NOT_YET:
        close(t, f, w, o, g, codes.RENEWED, w.cycle[END])
    elif end == NEVER:
        w.cycle[ASKED] = as_of
        close(t, f, w, o, g, codes.HELD, latest_held(w))
    else:
        note_lateness(t, w, g, end, as_of)
        close(t, f, w, o, g, waiting(t, g, end, as_of), end)


def waiting(t: Tables, g: int, end: int, as_of: int) -> int:
    """The state of a cycle that can still be renewed."""
    if as_of <= end:
        return codes.OPEN
    return codes.SUSPENDED if suspended(t, g, end, as_of) else codes.GRACE
