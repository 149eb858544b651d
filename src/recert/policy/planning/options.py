"""What may be proposed: each type on the first day of each time in which it counts alike, and what it brings alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from recert.policy.calendar import add_months, day, number
from recert.policy.deadline_words import after_deadline
from recert.policy.durations import duration_of, share_of
from recert.policy.formula import Period
from recert.policy.history import LARGEST
from recert.policy.lateness import DoneSuspended
from recert.policy.lengths import longest
from recert.policy.model import ActivityType, CounterOf, Demand, DemandKind, Policy, Rounding, in_force
from recert.policy.nesting import around
from recert.policy.planning.claims import DAYS_AHEAD, MOST_DAYS, days_of_room, gains_by_more
from recert.policy.planning.effort import hours_of, usual_hours
from recert.policy.planning.gains import gain, gains_of
from recert.policy.planning.quantity import SMALLEST, expected, grain, least, price_of_unit, smallest
from recert.policy.planning.trial import Trial, Use
from recert.policy.planning.way import UNITS, Goal, Lack, Need, Wish, rule_of
from recert.policy.planning.years import makes_up_alone, turns
from recert.policy.shared_years import first_day
from recert.policy.years import in_a_row

MONTHS_DIFFER: Final = 3
"""By how many days months differ in length at the most."""
MOST_USES: Final = 400
"""No way has more uses of one type."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of what an option brings: so many units, each at this price, and the categories of which they may be."""

    units: Fraction
    price: Fraction
    categories: frozenset[str]


@dataclass(frozen=True, slots=True)
class Option:
    """One type from a day on, of the `category` that is chosen where it may serve several.

    `until`: the last day on which it counts alike; no more of it is proposed than the days until then have hours for.
    `price`: of a use, or of one of what it is measured in where quantities are priced.

    `chunks`: for each goal, what uses of it bring of each need one after the other if nothing else is done: with others
    they never bring more. `efforts`: the same at the hours that it takes. `pace`: those of a unit. `ample`: the least
    quantity that brings as much as any, or with `by_tier` what one tier takes. `most`: how many uses may help; one
    with an ample quantity is enough where it is measured, unless uses are counted.
    """

    type: str
    on: date
    until: date
    category: str
    price: Fraction
    by_quantity: bool
    by_tier: bool
    measured: bool
    ample: Decimal
    most: int
    pace: Fraction
    chunks: tuple[Mapping[Need, tuple[Chunk, ...]], ...]
    efforts: tuple[Mapping[Need, tuple[Chunk, ...]], ...]

    @property
    def key(self) -> tuple[str, date, str]:
        """Which one it is."""
        return (self.type, self.on, self.category)

    @property
    def ratio(self) -> Fraction:
        """The price of a unit, where it brings most; of what else it brings, where it brings no units."""
        brought = [(need, chunk) for chunks in self.chunks for need, found in chunks.items() for chunk in found]
        units = [chunk.price for need, chunk in brought if need == UNITS and chunk.units]
        return min(units or [chunk.price for _, chunk in brought], default=Fraction(0))

    def use(self, times: int = 1) -> Use:
        """So many uses of it."""
        return Use(self.type, self.on, self.ample, times, self.category)


def options_of(trial: Trial, wish: Wish, goals: Sequence[Goal]) -> tuple[Option, ...]:
    """All that may be proposed and brings any goal nearer, the cheapest for what it brings first."""
    policy = trial.plan.policy
    usual = usual_hours(policy, trial.as_of)
    room = MOST_DAYS if sum(wish.allows(kind.key) for kind in policy.types) == 1 else DAYS_AHEAD
    found = [
        _option(trial, wish, goals, Use(kind.key, on, SMALLEST, 1, category), until, usual, tier)
        for kind in policy.types
        if wish.allows(kind.key)
        for category in (kind.division.categories if kind.division else ("",))
        for on, until in stretches(policy, kind, goals, trial.as_of, room)
        for tier in (_tiers(kind, on) if kind.key in wish.costs else (None,))
    ]
    return tuple(sorted((o for o in found if o and any(o.chunks)), key=lambda o: o.ratio))


def _tiers(kind: ActivityType, on: date) -> Sequence[Decimal | None]:
    """From how much on it is worth so much, where that is by tiers: the highest may cost more for a unit than a lower.

    One None where it is by a rate: then the search decides how much.
    """
    value = in_force(kind.worth, on)
    tiers = value.formula.tiers if value and value.formula else ()
    return [tier.least for tier in tiers] or [None]


def stretches(
    policy: Policy, kind: ActivityType, goals: Sequence[Goal], as_of: date, room: int
) -> list[tuple[date, date]]:
    """The first and the last day of each time in which an activity of this type counts alike."""
    days = starts(policy, kind, goals, as_of, room)
    before = [day - timedelta(days=1) for day in days]
    return list(zip(days, [*before[1:], max(goal.by for goal in goals)], strict=True)) if days else []


def starts(policy: Policy, kind: ActivityType, goals: Sequence[Goal], as_of: date, room: int = MOST_DAYS) -> list[date]:
    """The days from which on an activity of this type may count otherwise than before, until all goals are over.

    `room`: so many days at the most on which a limit of days has room again.
    """
    if makes_up_alone(policy, kind):
        return [as_of]
    days = {as_of, policy.floor, *(value.since for value in kind.worth)}
    by_year = any(cap.period is Period.CYCLE_YEAR and kind.key in cap.types for cap in policy.caps)
    for goal in goals:
        rules = demands_of(policy, goal)
        if by_year or any(rule.kind.of_cycle_years for rule in rules):
            years = range(1, longest(policy) // 12)
            days |= {day(add_months(number(goal.cycle.start), 12 * year)) for year in years}
        if any(rule.kind.of_shared_years for rule in rules):
            days |= {first_day(policy, year) for year in range(goal.cycle.start.year + 1, goal.until.year + 2)}
        days |= {*turns(goal.cycle), *(each for rule in rules for each in _valid_from(policy, kind, rule, goal))}
        days |= {each for rule in rules for each in _months_turn(policy, rule, goal)}
        days |= {each for end in ends(policy, goal) for each in _suspended_from(policy, goal, end)}
        days |= {each for end in ends(policy, goal) for each in after_deadline(policy, goal.group, end)}
    horizon = max(goal.by for goal in goals)
    if duration_of(kind):  # what has to be done sooner for one of them has fewer hours for it
        days |= {goal.by + timedelta(days=1) for goal in goals}
    days |= set(days_of_room(policy, kind, (as_of, horizon), goals, room))
    return sorted(each for each in days if as_of <= each <= horizon)


def demands_of(policy: Policy, goal: Goal) -> tuple[Demand, ...]:
    """All that a goal's group demands, by any of its ways, with all choices."""
    group = policy.group(goal.group)
    rules = (*group.demands, *(rule for way in group.ways for rule in way.demands))
    return tuple(each for rule in rules for each in (rule, *rule.choices))


def _valid_from(policy: Policy, kind: ActivityType, rule: Demand, goal: Goal) -> set[date]:
    """The first days on which it is valid long enough: until the cycle's end as it is, and as it may be moved."""
    counter = policy.counter(rule.of) if rule.kind.of_counter else None
    if counter is None or counter.of is not CounterOf.VALID or kind.key not in counter.types:
        return set()
    return {_first_until(end, counter.valid_months) for end in ends(policy, goal)}


def _months_turn(policy: Policy, rule: Demand, goal: Goal) -> set[date]:
    """The first days that are of the last months, or not of the first: of the cycle's end as it is, or may be moved."""
    if not rule.months:
        return set()
    if rule.kind.of_beginning and not rule.kind.before_last:
        return {day(add_months(number(goal.cycle.start), rule.months))}
    return {day(add_months(number(end), -rule.months) + 1) for end in ends(policy, goal)}


def _suspended_from(policy: Policy, goal: Goal, end: date) -> set[date]:
    """The first day of the suspension of a cycle that ends on a day, where it earns for another than the grace."""
    if policy.suspension is None or policy.suspension.activity is DoneSuspended.AS_IN_GRACE:
        return set()
    return {end + (goal.cycle.grace_until - goal.cycle.end) + timedelta(days=1)}


def ends(policy: Policy, goal: Goal) -> set[date]:
    """The cycle's end as it is, and as it may be moved; with months after it that is not known to the day."""
    moved = goal.until - (goal.cycle.renewable_until - goal.cycle.end)
    suspended = policy.suspension is not None and policy.suspension.months > 0
    near = MONTHS_DIFFER * ((policy.cycle_of(goal.group).grace_months > 0) + suspended)
    found = {goal.cycle.end, goal.by, goal.until, *(moved + timedelta(days=n) for n in range(-near, near + 1))}
    return found | _between_moves(policy, goal)


def _between_moves(policy: Policy, goal: Goal) -> set[date]:
    """The ends that it may have in the meantime, after one mass move and before another."""
    found = {each for each in (goal.cycle.end, *(held.expires for held in goal.holdings)) if each}
    for move in policy.moves:
        due = [end for end in found if move.first <= end <= move.last]
        found |= {move.to or day(add_months(number(end), move.months)) for end in due}
    return found


def _first_until(end: date, months: int) -> date:
    """The first day whose same day so many months later isn't before the end."""
    found = add_months(number(end), -months) - MONTHS_DIFFER
    while add_months(found, months) < number(end):
        found += 1
    return day(found)


def _option(
    trial: Trial, wish: Wish, goals: Sequence[Goal], use: Use, until: date, usual: Fraction, tier: Decimal | None
) -> Option | None:
    """What a type is from a day on, of `tier` so much at a time where that is given.

    None where not even the least of it can be done by the last of these days.
    """
    policy, kind, on = trial.plan.policy, trial.plan.policy.type(use.type), use.on
    priced = kind.key in wish.costs
    price = Fraction(wish.costs[kind.key]) if priced else Fraction(1)
    by_quantity = priced and kind.measure is not None
    most_of_it = most_in_days(kind, trial.since, until)
    if most_of_it < (tier or smallest(kind)):
        return None
    ample = tier or (_ample(trial, goals, kind, use, most_of_it) if kind.measure else Decimal(1))
    counted = _uses_counted(trial, kind, goals)
    many = kind.measure is None or counted > 0 or gains_by_more(kind)
    gains, most = gains_of(trial, goals, use._replace(quantity=ample), MOST_USES if many else 1)
    own = (use.category or kind.category, *(within.category for within in kind.of_which))
    of = frozenset(key for each in own for key in around(policy.categories, each))
    measured = kind.measure is not None
    hours = Fraction(0) if gains_by_more(kind) else hours_of(kind, on, Decimal(1), usual)
    found = list(zip(gains, goals, strict=True))
    return Option(
        type=kind.key,
        on=on,
        until=until,
        category=use.category,
        price=price,
        by_quantity=by_quantity,
        by_tier=tier is not None,
        measured=measured,
        ample=ample,
        most=max(most, counted if measured else 0),
        pace=hours * (price_of_unit(kind, on) or 1),
        chunks=tuple(
            _chunks(policy, kind, on, one, goal, price * Fraction(tier or 1), of, by_quantity=by_quantity and not tier)
            for one, goal in found
        ),
        efforts=tuple(_chunks(policy, kind, on, one, goal, hours, of, by_quantity=measured) for one, goal in found),
    )


def _chunks(
    policy: Policy,
    kind: ActivityType,
    on: date,
    gains: Mapping[Need, list[Fraction]],
    goal: Goal,
    price: Fraction,
    of: frozenset[str],
    *,
    by_quantity: bool,
) -> Mapping[Need, tuple[Chunk, ...]]:
    """What uses bring of each need of a goal, at a price for each use or for one of what it is measured in."""
    return {
        need: _poured(policy, kind, on, price, need, steps, goal, of)
        if by_quantity
        else tuple(Chunk(step, price / step, of) for step in steps if step)
        for need, steps in gains.items()
    }


def most_in_days(kind: ActivityType, first: date, last: date) -> Decimal:
    """The most of a type that can be done in some days: none have more than their hours."""
    step = grain(kind)
    if duration_of(kind) is None:
        return LARGEST // step * step
    return min(LARGEST // step, Decimal(int(1 / share_of(kind, step, first, last)))) * step


def _uses_counted(trial: Trial, kind: ActivityType, goals: Sequence[Goal]) -> int:
    """How many uses of this type a demand lacks that counts them; 0 without any."""
    policy, lacking = trial.plan.policy, [0]
    for goal, lack in zip(goals, trial.lacks((), goals), strict=True):
        for route in lack.routes:
            for need, much in route.demands.items():
                rule = rule_of(policy.group(goal.group), need)
                if rule is not None and rule.kind.of_counter and _counts_uses(policy, rule, kind):
                    lacking.append(int(much))
    return max(lacking)


def _counts_uses(policy: Policy, rule: Demand, kind: ActivityType) -> bool:
    counter = policy.counter(rule.of)
    return counter.of is CounterOf.USES and kind.key in counter.types


def _poured(
    policy: Policy,
    kind: ActivityType,
    on: date,
    price: Fraction,
    need: Need,
    steps: list[Fraction],
    goal: Goal,
    of: frozenset[str],
) -> tuple[Chunk, ...]:
    """What quantities bring of a need, and the price of one of it: nothing where any quantity is enough."""
    brought = sum(steps, Fraction(0))
    rule = rule_of(policy.group(goal.group), need)
    price /= in_a_row(rule) if rule else 1  # one of it may bring something to each of several that are asked together
    if rule is not None and rule.kind.of_counter:
        by_much = policy.counter(rule.of).of is CounterOf.QUANTITY
        return (Chunk(brought, price if by_much else Fraction(0), of),)
    if rule is not None and rule.kind is DemandKind.CATEGORIES:
        return (Chunk(brought, Fraction(0), of),)
    paid = Chunk(brought, price_of_unit(kind, on) * price, of)
    if policy.rounding_of(kind) == Rounding.DOWN:
        return (paid,)
    return (Chunk(Fraction(policy.step_of(kind)) * len(steps), Fraction(0), of), paid)


def _ample(trial: Trial, goals: Sequence[Goal], kind: ActivityType, use: Use, high: Decimal) -> Decimal:
    """The least quantity that brings as much as any would, up to the most that there may be."""

    def lacks(quantity: Decimal) -> tuple[Lack, ...]:
        return trial.lacks((use._replace(quantity=quantity),), goals)

    low, most = smallest(kind), lacks(high)
    if most == lacks(low):
        return low
    brought = map(gain, trial.lacks((), goals), most)
    each = (
        expected(trial.plan.policy, kind, use.on, goal, all_of) for goal, all_of in zip(goals, brought, strict=True)
    )
    return least(lambda quantity: lacks(quantity) == most, low, high, grain(kind), max(each))
