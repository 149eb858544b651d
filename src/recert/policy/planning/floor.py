"""What no way costs less than, where not all that may help is tried: by what each type may be worth at the most.

Limits, days, and who else is served only take away from that. So it holds where a search can't say what is the least.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import Final

from recert.policy.model import ActivityType, CounterOf, Policy, Rounding, Value
from recert.policy.planning.bound import Supply, bound
from recert.policy.planning.claims import cascades
from recert.policy.planning.horizons import horizons
from recert.policy.planning.needs import may_turn
from recert.policy.planning.options import Chunk
from recert.policy.planning.trial import Spent, Trial
from recert.policy.planning.way import UNITS, Goal, Need, Wish, rule_of, whole_rule_of
from recert.policy.several_days import SeveralDays
from recert.policy.years import in_a_row

ANY_AMOUNT: Final = Fraction(10**9)
"""More than anything that is lacking."""
NOTHING: Final = Fraction(0)


def floor(trial: Trial, goals: Sequence[Goal], wish: Wish) -> Fraction:
    """What every way costs at the least: activities, or what they cost by the wish; nothing where that isn't known."""
    policy = trial.plan.policy
    if not goals:
        return NOTHING
    portfolio = any(policy.group(goal.group).portfolio for goal in goals)
    if portfolio or may_turn(trial) or any(cascades(policy, g) for g in goals):
        return NOTHING
    tried, all_there = horizons(trial, goals)
    if not all_there:
        return NOTHING
    kinds = [kind for kind in policy.types if wish.allows(kind.key)]
    try:
        lacks = [trial.lacks((), each) for each in tried]
    except Spent:
        return NOTHING
    needs = [{need for of in lacks for route in of[at].routes for need in route.needs} for at in range(len(goals))]
    pairs = list(zip(goals, needs, strict=True))
    brought = [tuple(_brought(policy, kind, goal, of, wish) for goal, of in pairs) for kind in kinds]
    found = [bound(each, Supply(brought)) for each in lacks]
    least = min((each for each in found if each is not None), default=NOTHING)
    return least if wish.costs else Fraction(ceil(least))


def _brought(
    policy: Policy, kind: ActivityType, goal: Goal, needs: Iterable[Need], wish: Wish
) -> Mapping[Need, tuple[Chunk, ...]]:
    """What a type may bring of each need, as much as anybody wants at the least price that one of it may have."""
    group = policy.group(goal.group)
    price = Fraction(wish.costs[kind.key]) if kind.key in wish.costs else Fraction(1)
    by_quantity = kind.key in wish.costs and kind.measure is not None
    of = frozenset(category.key for category in policy.categories)
    most = most_units(policy, kind) if by_quantity else most_by_one(policy, kind)
    found = dict[Need, tuple[Chunk, ...]]()
    if most != 0:
        found[UNITS] = (Chunk(ANY_AMOUNT, NOTHING if most is None else price / most, of),)
    for need in (each for each in needs if each != UNITS):
        rule, whole = rule_of(group, need), whole_rule_of(group, need)
        made_up = whole is not None and whole.missed is not None
        counter = policy.counter(rule.of) if rule and rule.kind.of_counter and not made_up else None
        if rule is None or counter is None:
            found[need] = (Chunk(ANY_AMOUNT, NOTHING, of),)
        elif kind.key in counter.types:
            free = kind.measure is not None and (counter.of is CounterOf.QUANTITY) != by_quantity
            found[need] = (Chunk(ANY_AMOUNT, NOTHING if free else price / in_a_row(rule), of),)
    return found


def most_units(policy: Policy, kind: ActivityType) -> Fraction | None:
    """The units that one activity gives at the most, or one of what its type is measured in; None: any number."""
    found = [_most(policy, kind, value) for value in kind.worth]
    known = [each for each in found if each is not None]
    return max(known, default=NOTHING) if len(known) == len(found) else None


def most_by_one(policy: Policy, kind: ActivityType) -> Fraction | None:
    """The units that one activity gives at the most, however much is recorded of it; None: any number.

    What is divided by days is worth something in each of several cycles or years, so that nothing is known of it.
    """
    known = most_units(policy, kind)
    if kind.measure is None or known == NOTHING:
        return known
    found = [_at_most(policy, kind, value) for value in kind.worth]
    if policy.several_days is SeveralDays.EACH_DAY or None in found:
        return None
    return max(each for each in found if each is not None)


def _at_most(policy: Policy, kind: ActivityType, value: Value) -> Fraction | None:
    """The same by one of the values of a type that is measured: what is the most of one, or its highest tier."""
    formula = value.formula
    if formula is None or value.share or not (formula.most or formula.tiers):
        return None
    if formula.most:
        return Fraction(formula.most)
    found = Fraction(max(tier.amount for tier in formula.tiers)) + Fraction(formula.plus)
    rounded = policy.rounding_of(kind) is not Rounding.DOWN
    return found * max(Fraction(formula.times), Fraction(1)) + (Fraction(policy.step_of(kind)) if rounded else 0)


def _most(policy: Policy, kind: ActivityType, value: Value) -> Fraction | None:
    """The same by one of the values that hold at some time."""
    formula, rounded = value.formula, policy.rounding_of(kind) is not Rounding.DOWN
    odd = formula and (formula.required or formula.tiers or (formula.plus and kind.measure))
    if odd or value.share or (rounded and kind.measure):
        return None
    found = Fraction(value.amount) / (Fraction(value.per) if kind.measure and value.per else 1)
    if formula:
        found = (found + Fraction(formula.plus)) * max(Fraction(formula.times), Fraction(1))
    return found + Fraction(policy.step_of(kind)) if rounded else found
