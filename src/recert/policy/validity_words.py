"""What of the things to be renewed isn't valid, or ceases to be, before the last day of a plan, in sentences."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from recert.policy import coming_back_words
from recert.policy.assessment import CycleState, Holding, HoldingState
from recert.policy.coming_back_words import comes_back
from recert.policy.cycles import Unmet
from recert.policy.explain_states import WILL_LAPSE
from recert.policy.missed_words import paused
from recert.policy.model import Policy
from recert.policy.planning.way import Goal, Over, Target
from recert.policy.renewing_words import besides_activities
from recert.policy.sentence import Sentence, Shown, all_of, words


def now(policy: Policy, target: Target) -> tuple[Sentence, ...]:
    """What is suspended today, or will be while a cycle that is over waits for its renewal, the first of it first."""
    goal = target.goal
    told = paused(policy, goal.group, goal.cycle)
    missed = (Sentence("{told}.", {"told": told}),) if told else ()
    return missed if goal.cycle.state == CycleState.OPEN else (*missed, *_suspensions(policy, target))


def later(policy: Policy, target: Target) -> Sentence | None:
    """When a cycle that is open will be suspended if it isn't renewed; None where that is told with the best way."""
    goal, best = target.goal, target.best
    if goal.cycle.state != CycleState.OPEN or (best and _tells(policy, goal, best.late, best.more_after)):
        return None
    return next(_suspensions(policy, target), None)


def _tells(policy: Policy, goal: Goal, late: date | None, more_after: date | None) -> bool:
    """Whether what is told of being late (`explain_ways.late`) is of the suspension already."""
    at_once = goal.cycle.grace_until <= goal.by
    earns = policy.suspension is not None and policy.suspension.earns
    return (more_after == goal.by and at_once) or (late is not None and (at_once or earns))


def _suspensions(policy: Policy, target: Target) -> Iterator[Sentence]:
    """For each day on which something is suspended what that is, where it isn't all that can be renewed.

    Where nothing renews it any more, when it is, and when it lapses.
    """
    goal = target.goal
    may = [(first, each) for each in goal.holdings if (first := suspended_from(each)) and first <= goal.until]
    may.sort(key=lambda each: each[0])
    if may and _is_lost(policy, target):
        yield Sentence(WILL_LAPSE, {"first": may[0][0], "last": goal.until})
        return
    for first, some in groupby(may, key=lambda each: each[0]):
        if comes_back(policy, policy.group(goal.group)):
            yield _suspension(first, [holding for _, holding in some], goal)
        else:
            is_now = goal.cycle.state is CycleState.SUSPENDED
            yield Sentence(coming_back_words.PLANNED[is_now], {"first": first, "last": first - timedelta(days=1)})


def _is_lost(policy: Policy, target: Target) -> bool:
    """Whether nothing renews a cycle that isn't suspended yet, and what is held lapses by that."""
    waits = target.goal.cycle.state in {CycleState.OPEN, CycleState.GRACE}
    lapses = waits and target.lost is not None and policy.cycle.unmet is Unmet.LAPSES
    return lapses and besides_activities(policy, policy.group(target.goal.group)) is None


def _suspension(first: date, some: Sequence[Holding], goal: Goal) -> Sentence:
    named = len(some) < len(goal.holdings)
    is_now = some[0].state == HoldingState.SUSPENDED and not some[0].paused_since
    names = all_of([each.certification for each in some])
    values: dict[str, Shown] = {"first": first, "last": first - timedelta(days=1), "names": names}
    many, one = SUSPENDED[is_now]
    if not named:
        return Sentence(ALL_SUSPENDED[is_now], values)
    return Sentence(many, values, one=one, count=Decimal(len(some)))


def suspended_from(holding: Holding) -> date | None:
    """The first day on which something is suspended if it is not renewed; None where it never is."""
    if not holding.grace_until or not holding.renewable_until or holding.grace_until >= holding.renewable_until:
        return None
    return holding.grace_until + timedelta(days=1)


ALL_SUSPENDED = {
    False: words("If it is not renewed by {last}, it is suspended, and not valid until it is."),
    True: words("It has been suspended since {first}, and is not valid until it is renewed."),
}
SUSPENDED = {
    False: (
        words("If {names} are not renewed by {last}, they are suspended, and not valid until they are."),
        words("If {names} is not renewed by {last}, it is suspended, and not valid until it is."),
    ),
    True: (
        words("{names} have been suspended since {first}, and are not valid until they are renewed."),
        words("{names} has been suspended since {first}, and is not valid until it is renewed."),
    ),
}
"""By whether it is suspended today: all that can be renewed; or some of it, of several and of one."""


def over(policy: Policy, found: Over) -> Sentence:
    """That something is held no more, so that there is nothing to plan."""
    values: dict[str, Shown] = {"group": found.certification or policy.group(found.group).name, "on": found.on}
    return Sentence(OVER[found.missed, policy.retake_of(found.group) is not None], values)


OVER = {
    (False, False): words("{group} lapsed: it was not renewed by {on}, and only a new award brings it back."),
    (False, True): words(
        "{group} lapsed: it was not renewed by {on}, and only a new award brings it back, as by passing an exam."
    ),
    (True, False): words("{group} ended on {on}, as a year was missed: only a new award brings it back."),
    (True, True): words(
        "{group} ended on {on}, as a year was missed: only a new award brings it back, as by passing an exam."
    ),
}
"""By whether a missed year ended it, and whether exams renew."""
