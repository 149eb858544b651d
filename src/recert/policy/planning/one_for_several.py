"""One activity that is split among categories, instead of several of one category each.

What a search proposes is of one category. Where an activity may be split, one with a part for each category that lacks
something is tried beside the ways that were found: the rest of each is left out as far as it is not needed any more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import groupby
from typing import Final, NamedTuple

from recert.policy.history import LARGEST
from recert.policy.planning.effort import fits
from recert.policy.planning.options import Option
from recert.policy.planning.quantity import expected_of, grain, least, price_of_unit
from recert.policy.planning.search import Found, Search
from recert.policy.planning.trial import Spent, Use
from recert.policy.planning.way import Goal, Lack, Route, rule_of
from recert.policy.serving import Split

NONE: Final = Decimal(0)
EFFORT: Final = 20_000
"""How much is looked at for this, in activities assessed."""
MOST_DAYS: Final = 4
"""Of so many at the most that are split at once."""


class Asked(NamedTuple):
    """How many units are lacking of each category, and in all."""

    units: Mapping[str, Decimal]
    in_all: Decimal


def with_splits(search: Search, found: Found) -> Found:
    """The way with the fewest activities, some that are split among them; what was found where none has fewer."""
    if found.uses is None:
        return found
    best, search.trial.left = found, EFFORT
    try:
        for days in _of_one_type(search, int(found.cost)):
            uses = _instead(search, days, found.uses) if len(days) <= best.cost else found.uses
            cost, hours = Fraction(sum(use.times for use in uses)), search.hours(uses)
            if (cost, hours) < (best.cost, best.hours) and cost < found.cost:
                best = replace(found, uses=uses, cost=cost, hours=hours, at_least=min(found.at_least, cost))
    except Spent:
        pass
    return best


def _of_one_type(search: Search, below: int) -> Iterator[Sequence[list[Option]]]:
    """Days of one type that may be split, fewer than so many, each with its options: one for each category.

    Where only so much counts in a year one activity is not enough for all, but one in each of several years may be.
    """
    policy = search.trial.plan.policy
    split = {kind.key for kind in policy.types if kind.division and kind.division.split is not Split.NOT_ALLOWED}
    places = search.trial.plan.categories
    may = [each for each in search.counted if each.measured and each.type in split]
    may.sort(key=lambda each: (each.type, each.on, places[each.category]))
    days = [[*options] for _, options in groupby(may, key=lambda each: each.key[:2])]
    several = [options for options in days if len(options) > 1]
    of_types = [[*some] for _, some in groupby(several, key=lambda options: options[0].type)]
    for many in range(1, min(MOST_DAYS + 1, below)):
        for some in of_types:
            yield from (some[first : first + many] for first in range(len(some) - many + 1))


def _instead(search: Search, days: Sequence[Sequence[Option]], found: Sequence[Use]) -> tuple[Use, ...]:
    """One activity on each of these days, of all its categories, and what of the others is needed beside them.

    The others where that fails.
    """
    parts = [{option.category: option.ample for option in options} for options in days]
    wholes = [_split(options[0], each) for options, each in zip(days, parts, strict=True)]
    policy = search.trial.plan.policy
    until = {option.key[:2]: option.until for option in (*search.counted, *search.poured)}
    served = {category for each in parts for category in each}
    others = [use for use in found if use.category not in served or use.type != wholes[0].type]
    if max(use.quantity for use in wholes) > LARGEST:
        return tuple(found)
    others = _needed(search, wholes, [*others, *(use for use in found if use not in others)])
    if not search.trial.renews([*wholes, *others], search.goals):
        return tuple(found)
    for i, options in enumerate(days):
        beside = [*wholes[:i], *wholes[i + 1 :], *others]
        short = _shortened(search, options[0], parts[i], beside)
        asked = _as_asked(search, options[0], parts[i], beside)
        wholes[i] = asked if asked and asked.quantity <= short.quantity else short
    placed = [(use, options[0].until) for use, options in zip(wholes, days, strict=True)]
    placed += [(use, until[use.type, use.on]) for use in others]
    enough = all(use.quantity for use in wholes) and fits(policy, placed, search.trial.as_of)
    return (*wholes, *others) if enough else tuple(found)


def _split(option: Option, parts: dict[str, Decimal]) -> Use:
    given = tuple((category, much) for category, much in parts.items() if much)
    return Use(option.type, option.on, sum(parts.values(), Decimal(0)), 1, "", given)


def _needed(search: Search, wholes: Sequence[Use], others: Sequence[Use]) -> list[Use]:
    """What of the others is needed: nothing, or what is left with the last of them left out first.

    Where they share a limit some of them may take more room from each other than all do, so none is tried first.
    """
    if search.trial.renews(wholes, search.goals):
        return []
    left = list(others)
    for use in reversed(others):
        place = left.index(use)
        for times in range(use.times):
            fewer = [use._replace(times=times)] if times else []
            if search.trial.renews([*wholes, *left[:place], *fewer, *left[place + 1 :]], search.goals):
                left[place : place + 1] = fewer
                break
    return left


def _shortened(search: Search, option: Option, parts: dict[str, Decimal], others: Sequence[Use]) -> Use:
    """The same with no larger parts than are needed: first without those that nothing asks for."""

    def lacks(category: str, much: Decimal) -> Sequence[Lack]:
        return search.trial.lacks([_split(option, {**parts, category: much}), *others], search.goals)

    def enough(category: str, much: Decimal) -> bool:
        return all(lack.met for lack in lacks(category, much))

    policy = search.trial.plan.policy
    kind = policy.type(option.type)
    for category in reversed(parts):
        if enough(category, Decimal(0)):
            parts = {key: much for key, much in parts.items() if key != category}
    for category, much in parts.items():
        about = expected_of(policy, kind, option.on, search.goals, lacks(category, Decimal(0)))
        part = partial(enough, category)
        less = least(part, Decimal(0), much, grain(kind), about)
        parts = {**parts, category: less}
    return _split(option, _rest_of_first(search, option, parts, others))


def _as_asked(search: Search, option: Option, parts: dict[str, Decimal], others: Sequence[Use]) -> Use | None:
    """The least one with just what each category lacks, and the rest of all that is lacking of the first of these, or
    of the type's first where it is half of all.

    None where that is not enough. Each part cut down by itself counts on how the sum of them is rounded.
    """
    lacks = search.trial.lacks(others, search.goals)
    lacking = [(goal, lack.routes) for goal, lack in zip(search.goals, lacks, strict=True) if lack.routes]
    ways = (
        _asked_by(search, [(goal, routes[min(at, len(routes) - 1)]) for goal, routes in lacking], parts)
        for at in range(max((len(routes) for _, routes in lacking), default=0))
    )
    found = (use for asked in ways for use in _of_units(search, option, asked, others))
    return min(found, key=lambda use: use.quantity, default=None)


def _asked_by(search: Search, routes: Sequence[tuple[Goal, Route]], parts: Iterable[str]) -> Asked:
    """What these ways lack of each category, by its minimum or by a demand of units of it alone; and of all."""
    policy = search.trial.plan.policy
    units = {key: [route.categories.get(key, NONE) for _, route in routes] for key in parts}
    for goal, route in routes:
        rules = ((rule_of(policy.group(goal.group), need), much) for need, much in route.demands.items())
        for rule, much in rules:
            if rule and rule.of in units and not rule.kind.of_counter:
                units[rule.of].append(much)
    return Asked({key: max(much) for key, much in units.items()}, max(route.units for _, route in routes))


def _of_units(search: Search, option: Option, asked: Asked, others: Sequence[Use]) -> Iterator[Use]:
    """The first one of such units that is enough; none where none is."""
    kind = search.trial.plan.policy.type(option.type)
    of_unit, step = price_of_unit(kind, option.on), grain(kind)

    def quantity(units: Decimal) -> Decimal:
        return -(-Fraction(units) * of_unit // Fraction(step)) * step

    given = {key: quantity(much) for key, much in asked.units.items()}
    rest = quantity(asked.in_all) - sum(given.values(), NONE)
    order = kind.division.categories if kind.division else ()
    most_of_it = 2 * rest >= sum(given.values(), NONE) + rest
    for key in (*(order[:1] if most_of_it else ()), *(each for each in order if given.get(each))):
        whole = _split(option, {**given, key: given.get(key, NONE) + max(rest, NONE)})
        if search.trial.renews([whole, *others], search.goals):
            yield whole
            return


def _rest_of_first(
    search: Search, option: Option, parts: dict[str, Decimal], others: Sequence[Use]
) -> dict[str, Decimal]:
    """The same with what a part has beyond its need in the part of the category that the type names first.

    Nobody takes sixteen hours of a topic of which one is asked for: what is half of all is of the type's first category
    though that lacks nothing.
    """
    policy = search.trial.plan.policy
    kind = policy.type(option.type)
    order = kind.division.categories if kind.division else ()
    whole = sum(parts.values(), Decimal(0))
    for category, much in list(parts.items()):
        for to in dict.fromkeys([*order[:1], *(key for key in order if parts.get(key))][:2]):
            moved = partial(_moved, parts, category, to)

            def enough(own: Decimal, moved: Callable[[Decimal], dict[str, Decimal]] = moved) -> bool:
                return all(lack.met for lack in search.trial.lacks([_split(option, moved(own)), *others], search.goals))

            own = least(enough, Decimal(0), much, grain(kind), None) if to != category else much
            if parts.get(to) or 2 * (much - own) >= whole:
                parts = moved(own)
                break
    return parts


def _moved(parts: dict[str, Decimal], category: str, to: str, own: Decimal) -> dict[str, Decimal]:
    """Parts of which one has so much of its own, and another what is left of it."""
    return {**parts, category: own, to: parts.get(to, Decimal(0)) + parts[category] - own}
