"""A person's whole assessment as lines of text: what was held, cycle by cycle what counted, and what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from recert.policy import (
    apart_words,
    coming_back_words,
    explain,
    explain_exams,
    explain_renewals,
    late_minima,
    life_words,
    missed_words,
    never_words,
    replaced_words,
    retiring_words,
)
from recert.policy.apart import latest
from recert.policy.assessment import WAITING, Assessment, Cycle, CycleState, Entry, GroupStanding, Reason, Route
from recert.policy.coming_back_words import comes_back
from recert.policy.ends_first import as_it_ends, renewable_until
from recert.policy.exam_alone import past_units, without_lateness
from recert.policy.explain_demands import demands
from recert.policy.explain_lapsed import lapsed
from recert.policy.explain_limits import none_carried
from recert.policy.explain_own_way import is_lost
from recert.policy.explain_pieces import counted_on
from recert.policy.explain_states import comes_after, expiry_steps, holding_state
from recert.policy.history import Activity, History
from recert.policy.late_words import for_being_late
from recert.policy.measure_words import behind_units, quantity_of
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, all_of, words
from recert.policy.still_to_earn import without_held
from recert.policy.unmet_words import alike, before_floor, none_met
from recert.policy.unusual_words import unusual


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence and how far it is indented, from 0."""

    depth: int
    text: Sentence


def story(policy: Policy, history: History, found: Assessment) -> Iterator[Line]:
    """Everything that there is to tell, oldest first within each group."""
    activities = {activity.ref: activity for activity in history.activities}
    if not found.groups:
        yield Line(0, Sentence(words("Nothing has been awarded, so there is nothing to renew.")))
    for standing in found.groups:
        yield from _group(policy, standing, activities, found)
    if found.exams:
        yield Line(0, Sentence(words("Exams")))
    for result in found.exams:
        yield Line(1, explain_exams.exam(policy, result, found.groups))


def _group(
    policy: Policy, standing: GroupStanding, activities: Mapping[str, Activity], found: Assessment
) -> Iterator[Line]:
    group, still = policy.group(standing.group), without_held(policy, found)
    named = "{name}" if group.short == group.name else "{name} ({short})"
    yield Line(0, Sentence(named, {"name": group.name, "short": group.short}))
    for holding in standing.holdings:
        title = policy.certification(holding.certification).title
        yield Line(1, Sentence("{code} {title}", {"code": holding.certification, "title": title}))
        yield from (Line(2, told) for _, told in expiry_steps(policy, holding, standing, found.groups))
        yield Line(2, holding_state(policy, as_it_ends(policy, standing, holding)))
    for _, (cycle, *others) in groupby(standing.cycles, lambda each: alike(policy, standing, each)):
        if others:
            yield from _several(policy, standing.group, (cycle, *others))
            continue
        yield from _cycle(policy, standing, cycle, activities, found.as_of)
        if cycle is standing.current and cycle.state in WAITING:
            if not never_words.is_never_renewed(policy, group.key):
                yield Line(2, explain.missing(still, group, cycle, found.as_of))
            for way in explain.ways_left(still, standing, found.as_of):
                yield Line(3, way)
            late = comes_after(policy, standing.group, cycle, found.as_of, latest(standing))
            yield from (Line(2, sentence) for sentence in late)
            yield from (Line(2, sentence) for sentence in apart_words.ahead(policy, standing))
    yield from (Line(2, sentence) for sentence in missed_words.ahead(policy, standing, found.as_of))
    yield from (Line(2, sentence) for sentence in retiring_words.ahead(policy, standing, found.as_of))
    outside = [Line(2, told) for told in _of_others(policy, standing, 0, activities)]
    for entry in standing.entries:
        if not entry.cycle and entry.reason is not Reason.ASSIGNED:
            outside += _entry(policy, standing, entry, activities, None)
    if outside:
        yield Line(1, Sentence(words("In no cycle")))
    yield from outside


def _several(policy: Policy, group: str, cycles: Sequence[Cycle]) -> Iterator[Line]:
    """Cycles in a row of which the same is to be told."""
    first, last = cycles[0], cycles[-1]
    values: dict[str, Shown] = {"first": first.number, "last": last.number, "start": first.start, "end": last.end}
    yield Line(1, Sentence(words("Cycles {first} to {last}, {start} to {end}"), values))
    yield Line(2, none_met(policy, group, cycles))


def _of_others(
    policy: Policy, standing: GroupStanding, number: int, activities: Mapping[str, Activity]
) -> Iterator[Sentence]:
    """What of a cycle, or of none, counts for nothing here as it is assigned to others: all of the same in one line."""
    found = dict[tuple[str, ...], list[str]]()
    for entry in standing.entries:
        if entry.cycle == number and entry.reason is Reason.ASSIGNED:
            activity = activities[entry.activity]
            found.setdefault(activity.serves, []).append(f"“{_named(activity)}”")
    for serves, names in found.items():
        values: dict[str, Shown] = {
            "many": len(names),
            "group": policy.group(standing.group).name,
            "others": all_of([policy.group(key).name for key in serves]),
            "names": ", ".join(names),
        }
        yield Sentence(OF_OTHERS, values, one=OF_OTHERS_ALONE, count=len(names))


OF_OTHERS = words("0 for {group}: {many} activities, which you assigned to {others}: {names}.")
OF_OTHERS_ALONE = words("0 for {group}: {names}, which you assigned to {others}.")


def _cycle(
    policy: Policy, standing: GroupStanding, cycle: Cycle, activities: Mapping[str, Activity], today: date
) -> Iterator[Line]:
    cycle = without_lateness(policy, policy.group(standing.group), cycle, today)
    values: dict[str, Shown] = {"number": cycle.number, "start": cycle.start, "end": cycle.end}
    yield Line(1, Sentence(CYCLES[life_words.has_no_end(cycle)], values))
    total = cycle.carried_in
    if cycle.carried_in:
        yield Line(2, Sentence(words("{amount} carried in from the cycle before"), {"amount": cycle.carried_in}))
    for entry in standing.entries:
        if entry.cycle == cycle.number and entry.reason is not Reason.ASSIGNED:
            total += entry.amount
            yield from _entry(policy, standing, entry, activities, total)
    yield from (Line(2, told) for told in _of_others(policy, standing, cycle.number, activities))
    for used in cycle.types:
        most = explain.limit_of(policy.type(used.type), cycle.start)
        if most is not None and used.counted >= most:
            yield Line(2, _limit_reached(policy, used.type, most))
    yield from (Line(2, sentence) for sentence in _asked(policy, standing.group, cycle, today))
    yield from (Line(2, told) for told in _verdicts(policy, standing, cycle, today))
    if cycle.state is CycleState.LAPSED and cycle.surcharge:
        late: dict[str, Shown] = {"amount": cycle.surcharge, "unit": policy.units}
        yield Line(2, Sentence(words("{amount} {unit} of those required were for being late."), late))
    if more := _late_minima(policy, standing.group, cycle):
        yield Line(2, more)
    if cycle.state is CycleState.LAPSED and (early := before_floor(policy, cycle)):
        yield Line(2, early)
    yield from (Line(2, told) for told in apart_words.since(standing, cycle))
    if carried := _carried(policy, standing, cycle, activities):
        yield Line(2, carried)


CYCLES = {False: words("Cycle {number}, {start} to {end}"), True: words("Cycle {number}, since {start}")}
"""Whether it has no end."""


def _carried(
    policy: Policy, standing: GroupStanding, cycle: Cycle, activities: Mapping[str, Activity]
) -> Sentence | None:
    """What began the next cycle, or why nothing did; None where neither is to be told."""
    if cycle.carried_out:
        return Sentence(words("{amount} carried into the next cycle"), {"amount": cycle.carried_out})
    return none_carried(policy, standing, cycle, activities)


def _late_minima(policy: Policy, group: str, cycle: Cycle) -> Sentence | None:
    """What a cycle that is over took more of categories for being late: until it lapsed, or was renewed by units."""
    if past_units(policy, cycle):
        return None
    by_units = cycle.route is Route.UNITS and not cycle.way
    on = cycle.renewable_until if cycle.state is CycleState.LAPSED else cycle.met_on if by_units else None
    row = late_minima.governing(policy, group, cycle.end, on) if on else None
    return for_being_late(policy, row, policy.group(group), besides=False) if row else None


def _asked(policy: Policy, group: str, cycle: Cycle, today: date) -> Iterator[Sentence]:
    """What a cycle asks for, and why that is more or less than usual."""
    yield from unusual(policy, group, cycle)
    for category in cycle.categories:
        yield explain.category(policy, category)
    yield from demands(policy, policy.group(group), cycle, today)


def _entry(
    policy: Policy,
    standing: GroupStanding,
    entry: Entry,
    activities: Mapping[str, Activity],
    total: Decimal | None,
) -> Iterator[Line]:
    activity = activities[entry.activity]
    values: dict[str, Shown] = {
        "on": counted_on(policy, entry, activity),
        "type": policy.type(activity.type).title,
        "name": _named(activity),
        "amount": entry.amount,
        "much": quantity_of(policy.type(activity.type), activity.quantity),
    }
    has_units = policy.has_units and not policy.only_tallied(policy.type(activity.type))
    if total is None or not has_units:
        told = ENTRIES[has_units, bool(values["much"]) and not has_units]
        yield Line(2, Sentence(told, values))
    elif values["much"]:
        sentence = words("{on}: {type}, “{name}”, {much}: {amount}, {total} in all")
        yield Line(2, Sentence(sentence, {**values, "total": total}))
    else:
        yield Line(2, Sentence(words("{on}: {type}, “{name}”: {amount}, {total} in all"), {**values, "total": total}))
    yield Line(3, explain.entry(policy, standing, entry, activities))


ENTRIES = {
    (True, False): words("{on}: {type}, “{name}”: {amount}"),
    (False, False): words("{on}: {type}, “{name}”"),
    (False, True): words("{on}: {type}, “{name}”, {much}"),
}
"""Where no total is told: whether there are units at all, and how much of it was done where there are none."""


def _named(activity: Activity) -> Shown:
    """What an activity is called, and who gave it where that is on record."""
    name = activity.name or activity.ref
    if not activity.provider:
        return name
    return Sentence(words("{name} by {provider}"), {"name": name, "provider": activity.provider})


def _limit_reached(policy: Policy, kind: str, most: int) -> Sentence:
    return Sentence(
        words("The limit of {type} is reached: {most} uses in a cycle."),
        {"type": policy.type(kind).title, "most": most},
        one=words("The limit of {type} is reached: one use in a cycle."),
        count=Decimal(most),
    )


def _verdicts(policy: Policy, standing: GroupStanding, cycle: Cycle, today: date) -> Iterator[Sentence]:
    """What came of a cycle, and of a renewed one what it was over by, where that was before its time."""
    yield _verdict(policy, standing, cycle, today)
    last = cycle.state is CycleState.RENEWED and cycle.number == standing.cycles[-1].number
    if last and (replaced := replaced_words.of_group(policy, standing)):
        yield replaced


def _verdict(policy: Policy, standing: GroupStanding, cycle: Cycle, today: date) -> Sentence:
    group = standing.group
    if life_words.was_for_life(standing, cycle):
        return Sentence(life_words.VERDICT)
    if cycle.missed or cycle.state in {CycleState.RENEWED, CycleState.UNMET, CycleState.REPLACED}:
        return explain_renewals.renewal(policy, group, cycle, standing.after(cycle))
    if never_words.is_never_renewed(policy, group) and cycle.state in {CycleState.OPEN, CycleState.ENDED}:
        return never_words.verdict(cycle)
    if cycle.state == CycleState.LAPSED:
        return lapsed(policy, policy.group(group), cycle)
    no_way_back = policy.suspension is not None and not comes_back(policy, policy.group(group))
    last = renewable_until(policy, policy.group(group), cycle)
    if no_way_back and cycle.state is not CycleState.SUSPENDED:
        last = min(last, cycle.grace_until)
    values: dict[str, Shown] = {"end": cycle.end, "last": last}
    if cycle.state not in WAITING:
        return Sentence(VERDICTS[cycle.state], values)
    text = VERDICTS[cycle.state]
    if cycle.state in LOST and is_lost(policy, policy.group(group), cycle, today):
        text = LOST[cycle.state]
    elif cycle.state == CycleState.SUSPENDED and no_way_back:
        text = coming_back_words.VERDICT
    elif cycle.state == CycleState.OPEN and cycle.end == last:
        text = UNTIL_THEN
    return behind_units(policy, cycle, Sentence(text, values))


LOST = {
    CycleState.OPEN: words("It ends on {end}."),
    CycleState.GRACE: words("It ended on {end}."),
}
UNTIL_THEN = words("It ends on {end}, and can be renewed until then.")


VERDICTS = {
    CycleState.OPEN: words("It ends on {end}, and can be renewed until {last}."),
    CycleState.GRACE: words("It ended on {end}, and can be renewed until {last}."),
    CycleState.SUSPENDED: words("It ended on {end}, and is suspended: it can come back until {last}."),
    CycleState.HELD: words("Only retired certifications are held, until {end}: there is nothing to renew."),
    CycleState.ENDED: words("The last of the retired certifications ended on {end}."),
}
"""What came of a cycle that was not renewed."""
