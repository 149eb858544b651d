"""Where proposed facts would leave a group, cycle by cycle, in sentences."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from recert.policy import past_words, unmet_words, window_words
from recert.policy.assessment import WAITING, Cycle, CycleState, HoldingState, Route
from recert.policy.demand_years import lost_year, ways_open
from recert.policy.explain import waits_by_way
from recert.policy.explain_demands import by_ways_alone, is_complete, lacking, with_demands
from recert.policy.explain_lapsed import can_be_done, lapsed
from recert.policy.explain_own_way import no_more
from recert.policy.explain_states import for_late
from recert.policy.life_words import has_no_end, nothing_needed, until
from recert.policy.measure_words import behind_units, is_without_units, missing_of, reached, renewed_with
from recert.policy.missed_words import paused
from recert.policy.model import Group, Policy
from recert.policy.never_words import is_never_renewed
from recert.policy.renewing_words import instead_of_units
from recert.policy.sentence import Sentence, Shown, words
from recert.policy.what_if import CycleEffect, GroupEffect


def verdicts(policy: Policy, effect: GroupEffect, on: date) -> Iterator[Sentence]:
    """What becomes of each cycle until a day, beside what becomes of it without; the last is where the group stands."""
    group = policy.group(effect.standing.group)
    if not effect.cycles:
        yield Sentence(words("{group}: nothing is held then."), {"group": group.name})
    renewed, several = False, len(effect.cycles) > 1
    for found in effect.cycles:
        if found.cycle.state is CycleState.LAPSED:
            yield _lapsed(policy, group, effect, found, named=several)
            continue
        told = _verdict(policy, group, found, on, follows=renewed, named=several or not found.of_today)
        if found.cycle.surcharge and found.cycle.met_on is None:
            told = Sentence(words("{first} {then}"), {"first": told, "then": for_late(policy, found.cycle)})
        otherwise = unmet_words.stays(policy, found.cycle) if found.before and not renewed else None
        yield Sentence(words("{first} {then}"), {"first": told, "then": otherwise}) if otherwise else told
        renewed = renewed or found.renews
    if suspended := _suspended(policy, effect):
        yield suspended


def _suspended(policy: Policy, effect: GroupEffect) -> Sentence | None:
    """That what is proposed ends a suspension for a missed year, or that there is one all the same; None of neither."""
    after, cycle = effect.standing, effect.standing.current
    if cycle is not None and cycle.pause:
        told: Shown = paused(policy, after.group, cycle) or ""
        return Sentence(words("{group}: {told}."), {"group": policy.group(after.group).name, "told": told})
    was = effect.earlier is not None and any(each.paused_since for each in effect.earlier.holdings)
    valid = any(each.state in {HoldingState.ACTIVE, HoldingState.GRACE} for each in after.holdings)
    group = {"group": policy.group(after.group).name}
    return Sentence(words("{group}: it is active again by that."), group) if was and valid else None


def _verdict(policy: Policy, group: Group, found: CycleEffect, on: date, *, follows: bool, named: bool) -> Sentence:
    """Of one cycle. `follows`: after one that is renewed by what is proposed, so that this is what comes next.

    `named`: of one that is not renewed it is said which it is.
    """
    cycle, before = found.cycle, found.before
    values: dict[str, Shown] = {
        "group": group.name,
        "before": before.counted if before else "",
        "reached": reached(policy, cycle),
        "with": (BY_ITSELF[cycle.route] if cycle.route in BY_ITSELF else renewed_with(policy, cycle)) or "",
        "missing": missing_of(policy, cycle),
        "start": cycle.start,
        "end": cycle.end,
        "until": until(cycle.new_expiry or cycle.end),
        "met": cycle.met_on or cycle.end,
    }
    if found.renews:
        told = Sentence(RENEWED[follows, bool(values["with"])], values)
        past = past_words.once_more(cycle.met_on, cycle.new_expiry or cycle.end)
        return Sentence(words("{first} {then}"), {"first": told, "then": past}) if past else told
    if cycle.met_on:
        return Sentence(words("{group}: the cycle {start} to {end} is renewed already, {until}."), values)
    if has_no_end(cycle):
        return nothing_needed(policy, group.key)
    if before is None and not follows:
        return with_demands(Sentence(BEGINS[is_without_units(cycle)], values), lacking(policy, group, cycle))
    if named:
        values |= {"group": Sentence(OF_ANOTHER, {"group": group.name, "start": cycle.start, "end": cycle.end})}
    if not cycle.by_units and cycle.state in WAITING:
        values["how"] = instead_of_units(policy, group, cycle)
        return Sentence(BESIDES[is_never_renewed(policy, group.key)], values)
    if lost := lost_year(policy, group, cycle, on):
        return _named(policy, cycle, values, no_more(policy, group, cycle, lost))
    if waits := waits_by_way(policy, group, ways_open(policy, group, cycle, on), on):
        told = Sentence(words("Not renewed yet. {waits}"), {"waits": waits})
        return _named(policy, cycle, values, told)
    return _waiting(policy, group, found, on, values, follows=follows)


def _waiting(
    policy: Policy, group: Group, found: CycleEffect, on: date, values: Mapping[str, Shown], *, follows: bool
) -> Sentence:
    """Of one that is not renewed, what it has and still lacks."""
    cycle, before = found.cycle, found.before
    titles = lacking(policy, group, cycle)
    again = before is not None and before.counted != cycle.counted
    if cycle.missing or cycle.state not in WAITING:
        text = SO_FAR if follows else NOT_RENEWED
        if is_without_units(cycle):
            return with_demands(Sentence(words("{group}: not renewed by that."), values), titles)
        return with_demands(Sentence(text[again], values), titles)
    if titles:
        return _named(policy, cycle, values, Sentence(STILL_NEEDED[follows], {"titles": ", ".join(titles)}))
    told = _named(policy, cycle, values, Sentence(words("Not renewed yet.")))
    then = (
        window_words.waits(policy, group, cycle, on)
        if is_complete(policy, group, cycle)
        else _another_way(policy, group, found, on)
    )
    return Sentence(words("{first} {then}"), {"first": told, "then": then}) if then else told


def _named(policy: Policy, cycle: Cycle, values: Mapping[str, Shown], told: Sentence) -> Sentence:
    """A sentence on a cycle, behind what it is of and the units that it has."""
    return Sentence(words("{group}: {told}"), {**values, "told": behind_units(policy, cycle, told)})


def _lapsed(policy: Policy, group: Group, effect: GroupEffect, found: CycleEffect, *, named: bool) -> Sentence:
    """Of a cycle that lapses all the same, or had lapsed before: units that are missing there renew nothing."""
    cycle = found.cycle
    values: dict[str, Shown] = {"group": group.name, "start": cycle.start, "end": cycle.end}
    return Sentence(
        words("{group}: {lapsed} {then}"),
        {
            "group": Sentence(OF_ANOTHER, values) if named else group.name,
            "lapsed": lapsed(policy, group, cycle, found.before),
            "then": can_be_done(policy, effect.standing, cycle),
        },
    )


def _another_way(policy: Policy, group: Group, found: CycleEffect, on: date) -> Sentence | None:
    """What renews a cycle that no units of the group's own do."""
    cycle = ways_open(policy, group, found.cycle, on)
    return by_ways_alone(policy, group, cycle) if cycle.ways else None


BESIDES: Final = {False: words("{group}: not renewed by that. {how}"), True: words("{group}: {how}")}
"""Of what no units renew, by whether nothing at all does."""
BY_ITSELF: Final = {
    Route.RETAKE: Sentence(words("by passing the exam again")),
    Route.CASCADE: Sentence(words("by another certification")),
}
"""How it is renewed where no units are."""
RENEWED: Final = {
    (False, False): words("{group}: renewed on {met} {until}."),
    (False, True): words("{group}: renewed on {met} {until}, {with}."),
    (True, False): words("{group}: renewed again on {met} {until}."),
    (True, True): words("{group}: renewed again on {met} {until}, {with}."),
}
"""Whether what is proposed renewed one before, and whether there is anything to say of with what."""
OF_ANOTHER: Final = words("{group}, the cycle {start} to {end}")
BEGINS: Final = {
    False: words("{group}: a cycle begins with that, {start} to {end}. {reached}, {missing}."),
    True: words("{group}: a cycle begins with that, {start} to {end}."),
}
"""Whether it has no units and takes none."""
NOT_RENEWED: Final = {
    True: words("{group}: {reached} instead of {before}, {missing}; not renewed by that."),
    False: words("{group}: {reached}, {missing}; not renewed by that."),
}
"""What a cycle lacks still: whether it has another amount than without what is proposed."""
SO_FAR: Final = {
    True: words("{group}: {reached} instead of {before}, {missing}."),
    False: words("{group}: {reached}, {missing}."),
}
"""The same of one that begins after what is proposed renewed one."""
STILL_NEEDED: Final = {
    False: words("Not renewed by that. Still needed: {titles}."),
    True: words("Still needed: {titles}."),
}
"""What is needed besides units that are there: likewise."""
