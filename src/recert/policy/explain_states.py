"""Where a group or a certification stands, how long there is, and what comes after, in sentences."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Final

from recert.policy import (
    coming_back_words,
    deadline_words,
    late_minima,
    life_words,
    never_words,
    next_year_words,
    past_words,
    window_words,
)
from recert.policy.assessment import (
    WAITING,
    Cycle,
    CycleState,
    ExpiryCause,
    ExpiryStep,
    GroupStanding,
    Holding,
    HoldingState,
)
from recert.policy.coming_back_words import back_by_exam, back_by_units, comes_back
from recert.policy.cycles import Unmet
from recert.policy.deadline import last_day
from recert.policy.deadline_words import late_after
from recert.policy.demand_years import lost_once_suspended, year_of
from recert.policy.ends_first import renewable_until
from recert.policy.exam_alone import last_by_units
from recert.policy.explain_demands import free_cycle, free_step, is_complete, is_cut
from recert.policy.explain_grace import last_to_count
from recert.policy.explain_own_way import is_lost, renews_no_more
from recert.policy.explain_until import asked_later
from recert.policy.late_days import first_late, rows_of
from recert.policy.late_grown import grows
from recert.policy.late_more_words import share_now
from recert.policy.late_words import for_being_late, growing, surcharge
from recert.policy.lateness import DoneSuspended, Suspension, waits_while_suspended
from recert.policy.length_words import then
from recert.policy.missed_words import ended, is_over, next_year, paused, paused_for
from recert.policy.model import Group, Policy
from recert.policy.replaced_words import is_replaced, replaced_by
from recert.policy.sentence import Sentence, Shown, all_of, words
from recert.policy.setting_off_words import renewed_by
from recert.policy.unmet_words import ahead


def state(policy: Policy, standing: GroupStanding) -> Sentence:
    """Where a group stands, in a few words."""
    cycle = standing.current
    group = policy.group(standing.group)
    if cycle is None:
        return Sentence(words("Not held"))
    if told := life_words.state(cycle):
        return told
    values: dict[str, Shown] = {
        "group": group.name,
        "end": cycle.end,
        "grace": cycle.not_retired(cycle.grace_until),
        "since": cycle.grace_until + timedelta(days=1),
        "last": renewable_until(policy, group, cycle),
        "met": cycle.met_on or cycle.end,
        "new": cycle.new_expiry or cycle.end,
    }
    if cycle.missed and is_over(standing):
        return Sentence(words("Ended on {on}: a year was missed"), {"on": cycle.missed.on})
    if cycle.state is CycleState.ENDED and never_words.is_never_renewed(policy, standing.group):
        return never_words.state(cycle)
    if told := paused(policy, standing.group, cycle) if cycle.state is not CycleState.SUSPENDED else None:
        return told
    if cycle.state is CycleState.SUSPENDED and not comes_back(policy, group):
        return Sentence(coming_back_words.STATE, values)
    return Sentence(STATES[CycleState.REPLACED if is_replaced(standing) else cycle.state], values)


STATES = {
    CycleState.OPEN: words("Active until {end}"),
    CycleState.RENEWED: words("Renewed until {new}"),
    CycleState.GRACE: words("In grace until {grace}"),
    CycleState.SUSPENDED: words("Suspended since {since}: it can come back until {last}"),
    CycleState.LAPSED: words("Lapsed: it ended on {end}"),
    CycleState.HELD: words("Retired, held until {end}"),
    CycleState.ENDED: words("Retired, ended on {end}"),
    CycleState.UNMET: words("Not met by {last}"),
    CycleState.REPLACED: words("Replaced: held until {end}"),
}
"""A group's state, in a few words."""


def active_besides(standing: GroupStanding) -> Sentence | None:
    """What of a group is not over its own date while its cycle is: that one's state, told alone, reads as of all."""
    cycle = standing.current
    if cycle is None or cycle.state not in (CycleState.GRACE, CycleState.SUSPENDED):
        return None
    codes = [each.certification for each in standing.holdings if each.state is HoldingState.ACTIVE]
    return Sentence(words("Active all the same: {codes}"), {"codes": all_of(codes)}) if codes else None


def holding_state(policy: Policy, holding: Holding) -> Sentence:
    """Where one certification stands, in a few words."""
    if told := life_words.holding_state(holding):
        return told
    values: dict[str, Shown] = {
        "expires": holding.expires,
        "grace": holding.grace_until or holding.expires,
        "since": (holding.grace_until or holding.expires) + timedelta(days=1),
        "last": holding.renewable_until or holding.expires,
    }
    if holding.state is HoldingState.EXPIRED and never_words.is_never_renewed(policy, holding.group):
        return Sentence(words("Over: it was held until {expires}"), values)
    if holding.paused_since:
        return Sentence(words("Suspended since {since}: a year was missed"), {"since": holding.paused_since})
    if holding.state is HoldingState.SUSPENDED and not comes_back(policy, policy.group(holding.group)):
        return Sentence(coming_back_words.STATE, values)
    return Sentence(HOLDING_STATES[holding.state], values)


HOLDING_STATES = {
    HoldingState.ACTIVE: words("Active"),
    HoldingState.GRACE: words("In grace until {grace}"),
    HoldingState.SUSPENDED: words("Suspended since {since}: it can come back until {last}"),
    HoldingState.LAPSED: words("Lapsed"),
    HoldingState.RETIRED: words("Retired, held until {expires}"),
    HoldingState.EXPIRED: words("Retired, ended on {expires}"),
    HoldingState.REPLACED: words("Replaced, held until {expires}"),
}
"""A certification's state, in a few words."""


def expiry_steps(
    policy: Policy, holding: Holding, standing: GroupStanding, groups: Sequence[GroupStanding]
) -> Iterator[tuple[ExpiryStep, Sentence]]:
    """The story of an expiry date, a line for each step; for those in a row for which nothing was due one, as the last.

    `groups`: all that the person holds, as another certification may have given the date. Among them are the
    awards that left it as it was, and suspensions for missed years that are over.
    """
    again = [(ExpiryStep(on, ExpiryCause.AWARD, None, holding.expires), on) for on in holding.again]
    told = [(step, Sentence(AGAIN, {"on": on})) for step, on in again]
    told += [
        (ExpiryStep(last, ExpiryCause.MISSED_YEAR, None, holding.expires), span)
        for span, last in _pauses(policy, holding, standing)
    ]
    yield from sorted([*_given(policy, holding, standing, groups), *told], key=lambda each: each[0].on)


def _pauses(policy: Policy, holding: Holding, standing: GroupStanding) -> Iterator[tuple[Sentence, date]]:
    """The suspensions for missed years that are over, each with its last day."""
    for first, last in holding.paused:
        if first != holding.paused_since:
            why = paused_for(policy, standing, (first, last))
            yield Sentence(SUSPENDED_THEN, {"first": first, "last": last, "why": why}), last


SUSPENDED_THEN: Final = words("Suspended from {first} to {last}, because {why}.")
AGAIN: Final = words("Awarded again on {on}, while it was held already: that left its date as it was.")


def _given(
    policy: Policy, holding: Holding, standing: GroupStanding, groups: Sequence[GroupStanding]
) -> Iterator[tuple[ExpiryStep, Sentence]]:
    """What gave the date, step by step."""
    for is_free, found in groupby(holding.steps, lambda step: free_cycle(step, standing.cycles) is not None):
        several = list(found)
        free = [cycle for step in several if (cycle := free_cycle(step, standing.cycles))] if is_free else []
        if len(free) < 2:
            for step in several:
                given = life_words.step(step) or _by_another(policy, holding, step, groups)
                yield step, given or expiry_step(policy, step, standing)
            continue
        first, last = several[0], several[-1]
        values: dict[str, Shown] = {
            "many": len(several),
            "first": free[0].start,
            "last": free[-1].start,
            "old": first.old or first.new,
            "new": last.new,
        }
        yield last, Sentence(FREE, values)


def _by_another(policy: Policy, holding: Holding, step: ExpiryStep, groups: Sequence[GroupStanding]) -> Sentence | None:
    """A line of which another certification is the reason: it renewed this one, or took its place."""
    return renewed_by(policy, holding, step, groups) or replaced_by(policy, holding, step, groups)


FREE = words(
    "Nothing was due in {many} cycles, of which the first began on {first} and the last on {last}: from {old} to {new}."
)


def expiry_step(policy: Policy, step: ExpiryStep, standing: GroupStanding) -> Sentence:
    """One line of the story of an expiry date, of a certification of this group."""
    if told := life_words.step(step):
        return told
    values: dict[str, Shown] = {"on": step.on, "old": step.old or step.new, "new": step.new}
    values["group"] = policy.group(standing.group).name
    if step.cause == ExpiryCause.MISSED_YEAR:
        cycles = [c for c in standing.cycles if c.missed and c.missed.on == step.on - timedelta(days=1)]
        return (ended(policy, standing.group, cycles[-1]) if cycles else None) or Sentence(STEPS[step.cause], values)
    rule = policy.retake_of(standing.group)
    alone = sum(certification.group == standing.group for certification in policy.certifications) == 1
    if step.cause == ExpiryCause.RETAKE and rule is not None and rule.whole_group and not alone:
        return Sentence(BY_ONE_EXAM, values)
    if free := free_step(step, standing.cycles):
        return free
    way = _way_of(policy, standing, step)
    if way:
        return Sentence(BY_WAY[alone], {**values, "way": way})
    if step.cause == ExpiryCause.RETAKE and step.old == step.new:
        return Sentence(words("Renewed on {on} by retaking the exam, which gives no later date than {new}."), values)
    if step.cause == ExpiryCause.RENEWAL and _took_no_units(standing, step):
        return Sentence(STEPS[ExpiryCause.GRANT], values)
    return Sentence((ALONE if alone else STEPS).get(step.cause, STEPS[step.cause]), values)


def _way_of(policy: Policy, standing: GroupStanding, step: ExpiryStep) -> str:
    """What another way is called by which a cycle was renewed on a step's day; empty where it was by the usual one."""
    if step.cause is not ExpiryCause.RENEWAL:
        return ""
    keys = {cycle.way for cycle in standing.cycles if cycle.met_on == step.on}
    return next((way.title for way in policy.group(standing.group).ways if way.key in keys), "")


BY_WAY = {
    False: words("Renewed on {on} by “{way}”: from {old} to {new}, with all your {group} certifications."),
    True: words("Renewed on {on} by “{way}”: from {old} to {new}."),
}
"""By another way than the group's own: whether the group has one certification only."""


def _took_no_units(standing: GroupStanding, step: ExpiryStep) -> bool:
    """Whether a cycle was renewed on a step's day that has no units and asked for none."""
    return any(cycle.met_on == step.on and not cycle.counted and not cycle.required for cycle in standing.cycles)


BY_ONE_EXAM = words(
    "Renewed on {on} by passing an exam again: from {old} to {new}, with all your {group} certifications."
)
STEPS = {
    ExpiryCause.AWARD: words("Awarded on {on}, due on {new}."),
    ExpiryCause.MOVE: words("The program moved it from {old} to {new}."),
    ExpiryCause.RENEWAL: words(
        "Renewed on {on} by continuing education: from {old} to {new}, with all your {group} certifications."
    ),
    ExpiryCause.RETAKE: words("Renewed on {on} by retaking the exam: from {old} to {new}, this certification alone."),
    ExpiryCause.JOINED: words("It joined a cycle that was renewed already, and shares its date: from {old} to {new}."),
    ExpiryCause.CASCADE: words("Renewed on {on} by another certification: from {old} to {new}."),
    ExpiryCause.GRANT: words("Renewed on {on}: from {old} to {new}."),
    ExpiryCause.EXTENSION: words("Extended for you on {on}: from {old} to {new}."),
    ExpiryCause.NEXT_CYCLE: words("The next cycle began: from {old} to {new}."),
    ExpiryCause.MISSED_YEAR: words("It ended on {new}: a year had given too little."),
    ExpiryCause.REPLACED: words("It ended on {new}: another certification took its place."),
    ExpiryCause.CIRCUMSTANCE: words("Put off on {on} by the months that are taken off: from {old} to {new}."),
}
"""Why an expiry date became what it is."""
ALONE = {
    ExpiryCause.RENEWAL: words("Renewed on {on} by continuing education: from {old} to {new}."),
    ExpiryCause.RETAKE: words("Renewed on {on} by retaking the exam: from {old} to {new}."),
}
"""The same where a group has one certification only."""


def deadline(policy: Policy, group: str, cycle: Cycle, today: date) -> Sentence:
    """How long there is: '42 days left, until March 5, 2026'.

    To a deadline before the end while that matters, and to the last day for a year that would end what is held.
    """
    until, texts = _until(policy, policy.group(group), cycle, today)
    values: dict[str, Shown] = {"end": cycle.end}
    year = next_year(policy, group, cycle, today)
    if year and year[2] < until:
        until, texts = year[2], LEFT_FOR_YEAR
        values |= {"title": year[1].title, "year": year_of(year[0])}
    if cycle.pause and cycle.pause.last and cycle.pause.last <= until:
        until, texts = cycle.pause.last, LEFT_SUSPENDED
    days = (until - today).days
    several, one, none = texts
    values |= {"days": days, "until": until}
    return Sentence(several if days else none, values, one=one, count=Decimal(days))


def _until(policy: Policy, group: Group, cycle: Cycle, today: date) -> tuple[date, tuple[str, str, str]]:
    """The day that matters next, and the words for it."""
    rule = policy.deadline
    if rule is None or cycle.state != CycleState.OPEN or today > (last := last_day(rule, cycle.end)):
        return (cycle.not_retired(cycle.end) if cycle.state == CycleState.OPEN else cycle.due), LEFT
    if rule.cuts and not rule.types and is_cut(policy, group, cycle):
        return last, LEFT_TO_EARN
    return (last, LEFT_TO_RENEW) if rule.late else (cycle.end, LEFT)


LEFT = (
    words("{days} days left, until {until}"),
    words("1 day left, until {until}"),
    words("Today, {until}, is the last day"),
)
LEFT_TO_EARN = (
    words("{days} days left to earn it, until {until}; the cycle ends on {end}"),
    words("1 day left to earn it, until {until}; the cycle ends on {end}"),
    words("Today, {until}, is the last day to earn it; the cycle ends on {end}"),
)
LEFT_TO_RENEW = (
    words("{days} days left to renew in time, until {until}; the cycle ends on {end}"),
    words("1 day left to renew in time, until {until}; the cycle ends on {end}"),
    words("Today, {until}, is the last day to renew in time; the cycle ends on {end}"),
)
LEFT_FOR_YEAR = (
    words("{days} days left for “{title}”, {year}: until {until}; the cycle ends on {end}"),
    words("1 day left for “{title}”, {year}: until {until}; the cycle ends on {end}"),
    words("Today, {until}, is the last day for “{title}”, {year}; the cycle ends on {end}"),
)
LEFT_SUSPENDED = (
    words("{days} days left to make it active again, until {until}; the cycle ends on {end}"),
    words("1 day left to make it active again, until {until}; the cycle ends on {end}"),
    words("Today, {until}, is the last day to make it active again; the cycle ends on {end}"),
)
"""How long there is: several days, one, and none."""


def lapses_on(holding: Holding) -> date | None:
    """The day on which a certification lapses if nothing renews it. None where it can't be renewed."""
    return holding.renewable_until + timedelta(days=1) if holding.renewable_until else None


def comes_after(
    policy: Policy, group: str, cycle: Cycle, today: date, latest: date | None = None
) -> Iterator[Sentence]:
    """What being late means, for a cycle that waits for its renewal: what it takes besides, and what follows.

    `latest`: the latest date among what is held, where that is not the cycle's end.
    """
    if cycle.state not in WAITING or never_words.is_never_renewed(policy, group):
        return
    yield from ahead(policy, cycle)
    yield from next_year_words.begun(policy, policy.group(group), cycle, today)
    if renews_no_more(policy, policy.group(group), cycle, today):
        if policy.suspension:
            yield from _suspension(policy, policy.suspension, policy.group(group), cycle, today)
        return
    if opening := _opening(policy, policy.group(group), cycle, today):
        yield opening
    yield from deadline_words.ahead(policy, cycle, today)
    yield from _late(policy, policy.group(group), cycle, today)
    later = [
        *_later(policy, policy.group(group), cycle, today),
        *asked_later(policy, policy.group(group), cycle, today),
    ]
    yield from (told for _, told in sorted(later, key=lambda each: each[0]))
    if policy.suspension:
        yield from _suspension(policy, policy.suspension, policy.group(group), cycle, today)
    if past := past_words.too_short(policy, group, cycle, today, latest or cycle.end):
        yield past


def for_late(policy: Policy, cycle: Cycle) -> Sentence:
    """How much of what a cycle requires is there for being late."""
    one = words("{amount} {unit} of it is required for being late.")
    values: dict[str, Shown] = {"amount": cycle.surcharge}
    values["unit"] = policy.unit if cycle.surcharge == 1 else policy.units
    return Sentence(words("{amount} {unit} of it are required for being late."), values, one=one, count=cycle.surcharge)


def _late(policy: Policy, group: Group, cycle: Cycle, today: date) -> Iterator[Sentence]:
    """What of it is there for being late, and whether that grows, as long as units renew."""
    if not cycle.by_units:
        return
    if cycle.surcharge and (cycle.missing or cycle.surcharge < cycle.required):
        yield for_late(policy, cycle)
    row = late_minima.governing(policy, group.key, cycle.end, today)
    if row and (told := for_being_late(policy, row, group, besides=cycle.surcharge > 0)):
        yield told
    if row and cycle.surcharge and row.every_months and grows(policy, group, cycle, today, row):
        yield then(growing(policy, row), share_now(policy, cycle, row))


def _later(policy: Policy, group: Group, cycle: Cycle, today: date) -> Iterator[tuple[date, Sentence]]:
    """What it takes more later, and from which day on."""
    last = late_after(policy, cycle.end)
    for later in rows_of(policy, cycle.end) if cycle.by_units else ():
        day = first_late(policy, group.key, last, later)
        if not today < day <= last_by_units(policy, cycle) or not late_minima.adds(policy, later, group):
            continue
        if late_minima.more_of(later, group) or grows(policy, group, cycle, today, later):
            told = surcharge(policy, later, Sentence(words("Renewed on {day} or later"), {"day": day}), group)
            yield day, then(told, share_now(policy, cycle, later))


def _opening(policy: Policy, group: Group, cycle: Cycle, today: date) -> Sentence | None:
    """When it can be renewed at the earliest; None where that is told already, as nothing else is missing."""
    if is_complete(policy, group, cycle):
        return None
    return window_words.opening(policy, group, cycle, today)


def _suspension(policy: Policy, rule: Suspension, group: Group, cycle: Cycle, today: date) -> Iterator[Sentence]:
    """That it is suspended if it is not renewed, and what of what is done brings it back then."""
    if cycle.retires and cycle.retires <= cycle.grace_until + timedelta(days=1):
        return
    by_units = back_by_units(policy, group) and not renews_no_more(policy, group, cycle, today)
    values: dict[str, Shown] = {
        "first": cycle.grace_until + timedelta(days=1),
        "last": renewable_until(policy, group, cycle),
        "end": cycle.end,
        "grace": cycle.grace_until,
        "counts": last_to_count(policy, cycle),
        "unit": policy.units,
    }
    if cycle.state != CycleState.SUSPENDED:
        if is_lost(policy, group, cycle, today) and policy.cycle.unmet is Unmet.LAPSES:
            yield Sentence(WILL_LAPSE, values)
            return
        if not comes_back(policy, group):
            yield Sentence(coming_back_words.FROM, values)
            return
        yield Sentence(_suspended_from(policy, rule)[by_units, back_by_exam(policy, group)], values)
        if by_units and (lost := lost_once_suspended(policy, group, cycle)):
            yield Sentence(LOST_THEN, {"titles": all_of([each.title for each in lost])})
    done = DONE_NOW if cycle.state == CycleState.SUSPENDED else DONE_FROM
    if by_units and rule.activity in done:
        yield Sentence(done[rule.activity], values)


def _suspended_from(policy: Policy, rule: Suspension) -> dict[tuple[bool, bool], str]:
    """What is said of a suspension to come: other sentences where nothing is earned for the cycle then."""
    return EARNED_BEFORE if waits_while_suspended(policy.cycle.grace_activity, rule) else SUSPENDED_FROM


LOST_THEN = words("What a year lacks can't be made up for then: {titles}.")
WILL_LAPSE = words("From {first} on it is suspended and not valid, and after {last} it lapses.")
"""What follows grace where nothing renews a cycle any more."""
SUSPENDED_FROM = {
    (False, False): words(
        "If it is not renewed by {grace}, it is suspended and not valid, and no activities bring it back by {last}."
    ),
    (True, False): words(
        "If it is not renewed by {grace}, it is suspended and not valid. Earning what is missing by {last} brings it "
        "back."
    ),
    (False, True): words(
        "If it is not renewed by {grace}, it is suspended and not valid. Passing the exam by {last} brings it back."
    ),
    (True, True): words(
        "If it is not renewed by {grace}, it is suspended and not valid. Earning what is missing, or passing the exam, "
        "by {last} brings it back."
    ),
}
"""What follows grace: whether units bring it back, and whether the exam does."""
EARNED_BEFORE = {
    **SUSPENDED_FROM,
    (True, False): words(
        "If it is not renewed by {grace}, it is suspended and not valid. Completing what is missing by {last} brings "
        "it back, but {unit} earned after {counts} don't count for that."
    ),
    (True, True): words(
        "If it is not renewed by {grace}, it is suspended and not valid. Completing what is missing, or passing the "
        "exam, by {last} brings it back, but {unit} earned after {counts} don't count for that."
    ),
}
"""The same where what is done then belongs to the next cycle."""
DONE_FROM = {
    DoneSuspended.ENDED_CYCLE: words(
        "What is done from {first} on counts for the cycle that ended; what is done after {end}, by {grace}, belongs "
        "to the next one."
    ),
    DoneSuspended.ENDED_CYCLE_WITH_GRACE: words(
        "What is done from {first} on counts for the cycle that ended, and then so does what was done after {end}."
    ),
    DoneSuspended.NEXT_CYCLE: words(
        "What is done by {grace} counts for the cycle that ended; what is done after that belongs to the next one."
    ),
}
DONE_NOW = {
    DoneSuspended.ENDED_CYCLE: words(
        "What is done now counts for the cycle that ended; what was done after {end}, by {grace}, waits for the next "
        "one."
    ),
    DoneSuspended.ENDED_CYCLE_WITH_GRACE: words(
        "What is done now counts for the cycle that ended, and so does what was done since {end}."
    ),
}
"""What of what is done brings it back, where the suspension is not as the grace; and once it is suspended."""
