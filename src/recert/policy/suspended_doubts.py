"""Missed years that end or suspend nothing, and suspensions that never last as long as it is said: the cycle's own end
comes first."""

from typing import Final

from recert.policy.beyond import Found
from recert.policy.calendar import add_months, number
from recert.policy.coming_back_words import comes_back
from recert.policy.cycles import Anchor, Ends, Rhythm
from recert.policy.last_year import YEAR
from recert.policy.lateness import Suspension
from recert.policy.lengths import PUT_OFF, longest
from recert.policy.missed import CEASES, Missed, Then, last_due
from recert.policy.model import Group, Policy
from recert.policy.plan import Plan, plan
from recert.policy.shared_years import first_day, last_day
from recert.policy.stages.late import last_chance


def suspended_doubts(policy: Policy) -> Found:
    """Groups of which nothing is ever brought back, and a rhythm that the cycle's own overrides."""
    for group in policy.groups:
        renewed = not policy.cycle_of(group.key).never_renewed
        if policy.suspension and renewed and not comes_back(policy, group):
            what = f"nothing brings back what of {group.name} is suspended: it is not valid any more, and lapses later"
            yield ("suspension", "renewed_by"), what, _fix(policy, group, policy.suspension)
    yield from _restarted_anyway(policy)
    yield from suspended_year_doubts(policy)


def _restarted_anyway(policy: Policy) -> Found:
    """A suspension after which the old rhythm is said to go on, where every renewal begins one of its own."""
    rules = [policy.cycle_of(group.key) for group in policy.groups]
    anyway = all(rule.rhythm is Rhythm.RESTARTED for rule in rules if not rule.never_renewed)
    if policy.suspension and not policy.suspension.restarts and anyway:
        what = "by [cycle] the next cycle starts with every renewal, also with one that ends a suspension"
        fix = 'write "the day after the renewal" here, too, or another answer of `next_starts` under [cycle]'
        yield ("suspension", "next_starts"), what, fix


def _fix(policy: Policy, group: Group, rule: Suspension) -> str:
    if not rule.by_exam and policy.retake_of(group.key) is not None:
        return 'write "exam" in it too, and where that is to bring back nothing else, [group.KEY.retake] of the others'
    if not rule.by_units and (group.required or group.ways or group.portfolio):
        return 'write "units" in it too'
    return f"write in [group.{group.key}] what renews it"


def suspended_year_doubts(policy: Policy) -> Found:
    """Years and months that change nothing in any cycle, each with its place, and what can be done."""
    asked = [
        (group, at, rule.missed)
        for group in policy.groups
        for at, rule in enumerate(group.demands)
        if rule.missed and rule.missed.then in CEASES
    ]
    lowered = plan(policy) if asked else None
    for group, at, missed in asked:
        if lowered is None or any(kind.extends for kind in policy.circumstances):
            continue
        place: tuple[str | int, ...] = ("group", group.key, "also", at, "missed")
        first, last = number(last_due(missed, last_day(policy, YEAR))) + 1, _last(policy, lowered, group)
        if first > last:
            what = f"the cycle is over before its first year can be missed: a missed year {NONE[missed.then]}"
            yield (*place, "then"), what, "leave `missed` out, or let a year be met for a shorter time"
        elif _ending(missed, first) > last:
            what = "the cycle's own end comes first, even after its first year: no suspension for one lasts so long"
            yield (*place, "for_months"), what, "write fewer months, or leave `for_months` out"


NONE: Final = {Then.ENDS: "ends nothing", Then.SUSPENDS: "suspends nothing"}


def _ending(missed: Missed, first: int) -> int:
    """The day on which a suspension ends what it suspends; that on which it begins where it has no end."""
    return add_months(first, missed.for_months) if missed.for_months else first


def _last(policy: Policy, lowered: Plan, group: Group) -> int:
    """The last day on which anything of the longest cycle of a group is held, by the policy's own dates.

    It begins with a year that is the same for everybody: so most of it is left after its first year, of either kind.
    """
    own = policy.cycle_of(group.key)
    ends = {own.ends, *([own.first_ends] if own.first_months is not None else [])}
    before = policy.cycle.anchor is Anchor.CALENDAR or ends == {Ends.DAY_BEFORE}
    months = _longest(policy, group) + max(PUT_OFF.get(each, 0) for each in ends)
    end = add_months(number(first_day(policy, YEAR)), months) - int(before)
    return last_chance(lowered.tables, lowered.groups[group.key], end)


def _longest(policy: Policy, group: Group) -> int:
    """The months of the longest cycle of a group; of any, where another may renew it with its own date."""
    return longest(policy, None if policy.cascades else (group,))
