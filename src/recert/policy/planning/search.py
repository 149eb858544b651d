"""The search for the cheapest way: branch and bound over how often each option is used, judged by `assess`.

It is exact for uses that are counted: every combination is tried, or can't be cheaper by `bound`. Quantities that are
priced (so much for an hour) are not tried one by one. They are cut down from as much as helps, the dearest first; the
way found is then a good one, and what it costs at the least is said beside it: often both are the same.

Of ways with equally few activities the one is kept that takes the least time (`easier.py`).
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Final, NamedTuple

from recert.policy.planning.bound import Supply, bound, for_route
from recert.policy.planning.claims import renewed_by_others
from recert.policy.planning.effort import effort, fits, usual_hours
from recert.policy.planning.gains import furthest
from recert.policy.planning.options import Option, options_of
from recert.policy.planning.quantity import least
from recert.policy.planning.trial import EFFORT, Spent, Trial, Use
from recert.policy.planning.trimming import shortened, trimmed
from recert.policy.planning.way import UNITS, Goal, Lack, Route, Wish

MET: Final = Lack(met=True, routes=())
FIRSTS: Final = 8
"""So many are tried as the first to be cut down."""


class Cost(NamedTuple):
    """What a way costs; of two that cost the same, the one with fewer activities is better."""

    price: Fraction
    activities: int


@dataclass(frozen=True, slots=True)
class Found:
    """The cheapest uses found, and what any way costs at the least. `uses` is None where nothing renews.

    `hours`: how long they take, as far as is known. `lack`: what is lacking when everything is done that helps.
    `gave_up`: there was more to try than may be. `crowded`: there are units enough then, and each type or category that
    is lacking may have found no room beside the others.
    """

    uses: tuple[Use, ...] | None
    cost: Fraction
    hours: Fraction
    at_least: Fraction
    lack: tuple[Lack, ...]
    gave_up: bool
    crowded: bool = False


class Search:
    """One search. `best` is the cheapest way so far; `floor` what those can't be proved to cost more than.

    `below`: what costs so much or more is not looked for, as there is something cheaper already.
    """

    def __init__(self, trial: Trial, goals: Sequence[Goal], wish: Wish, below: Cost | None = None) -> None:
        self.trial, self.goals, self.wish = trial, goals, wish
        self.counted: list[Option] = []
        self.poured: list[Option] = []
        self.best: tuple[Use, ...] | None = None
        self.best_cost = below
        self.floor: Fraction | None = None
        self.supplies: dict[int, Supply] = {}
        self.usual = usual_hours(trial.plan.policy, trial.as_of)
        self.by_others = renewed_by_others(trial.plan.policy, goals)

    def run(self) -> Found:
        """The cheapest way there is, as far as it may look."""
        self.trial.left = EFFORT
        root, gave_up = Fraction(0), False
        try:
            options = options_of(self.trial, self.wish, self.goals)
            self.counted = [option for option in options if not option.by_quantity]
            self.poured = [option for option in options if option.by_quantity]
            root = self._bound(self.trial.lacks((), self.goals), 0) or root
            if self.trial.renews(self._everything(), self.goals):  # else less of it doesn't either
                self._descend(0, ())
        except Spent:
            gave_up = True
        self.trial.left = EFFORT
        if self.best is None:
            lacks = self._least_lacking()
            return Found(None, root, Fraction(0), root, lacks, gave_up, crowded=self._is_crowded(lacks))
        uses = self.best if self.wish.costs else self.cut(self.best, self.counted)
        uses = trimmed(self.trial, self.goals, self.wish, uses) if gave_up else uses
        cost = self._cost(uses).price
        floor = min(self.floor if self.floor is not None else cost, root if gave_up else cost, cost)
        floor = floor if self.wish.costs else Fraction(ceil(floor))
        return Found(uses, cost, self.hours(uses), floor, (), gave_up)

    def _supply(self, at: int) -> Supply:
        """What the options bring that are counted from a place on, and all that are poured."""
        if at not in self.supplies:
            self.supplies[at] = Supply([option.chunks for option in (*self.counted[at:], *self.poured)])
        return self.supplies[at]

    def _bound(self, lacks: Sequence[Lack], at: int) -> Fraction | None:
        """What more it costs at the least with the options from a place on; None where they can't bring it.

        What renewing another goal may renew may take nothing more, whatever its own needs are.
        """
        certain = [MET if by else lack for lack, by in zip(lacks, self.by_others, strict=True)]
        return bound(certain, self._supply(at))

    def _everything(self) -> list[Use]:
        """As many uses of everything as could help, to say what is lacking even then."""
        return [option.use(option.most) for option in (*self.counted, *self.poured)]

    def _least_lacking(self) -> tuple[Lack, ...]:
        """What is lacking when all is done that helps: without one of the types, where that leaves others more room."""
        everything = self._everything()
        found = tuple(self.trial.lacks(everything, self.goals))
        with suppress(Spent):
            for kind in dict.fromkeys(use.type for use in everything):
                others = self.trial.lacks([use for use in everything if use.type != kind], self.goals)
                found = min(found, tuple(others), key=lambda lacks: [*map(_short, lacks)])
        return found

    def _is_crowded(self, lacks: Sequence[Lack]) -> bool:
        """Whether less of something may leave room for all that is lacking, as each of it may be had alone."""
        return all(
            lack.met or any(not route.total and self._brings(goal, route) for route in lack.routes)
            for goal, lack in enumerate(lacks)
        )

    def _brings(self, goal: int, route: Route) -> bool:
        """Whether any option brings some of each need of one way."""
        brought = [option.chunks[goal] for option in (*self.counted, *self.poured)]
        kinds = {key for chunks in brought for chunk in chunks.get(UNITS, ()) for key in chunk.categories}
        return kinds >= route.categories.keys() and {need for each in brought for need in each} >= route.demands.keys()

    def _descend(self, at: int, uses: tuple[Use, ...]) -> None:
        """Decides how often the option at this place is used, the most often first."""
        lacks = self.trial.lacks(uses, self.goals)
        if all(lack.met for lack in lacks):
            self._keep(uses)
            return
        if self._is_dearer(uses, self._bound(lacks, at)):
            return
        if at == len(self.counted):
            self._pour(uses, lacks)
            return
        for times in range(self.most(self.counted[at], uses, lacks), -1, -1):
            self._descend(at + 1, (*uses, self.counted[at].use(times)) if times else uses)

    def most(self, option: Option, uses: tuple[Use, ...], lacks: Sequence[Lack]) -> int:
        """How many uses of an option bring the goals nearer after these."""

        def after(times: int) -> Sequence[Lack]:
            return self.trial.lacks((*uses, option.use(times)), self.goals) if times else lacks

        def helps(times: int) -> bool:
            return not all(lack.met for lack in after(times - 1)) and after(times) != after(times - 1)

        return furthest(helps, option.most) if option.most and helps(1) else 0

    def _is_dearer(self, uses: Sequence[Use], more: Fraction | None) -> bool:
        """Whether nothing that begins with these uses, and costs so much more, is cheaper than the best so far."""
        if more is None:
            return True
        if self.best_cost is None:
            return False
        if not self.wish.costs:
            more = Fraction(ceil(more))
        cost = self._cost(uses)
        return Cost(cost.price + more, cost.activities + 1 if self.wish.costs else 0) >= self.best_cost

    def _cost(self, uses: Sequence[Use]) -> Cost:
        if not self.wish.costs:
            return Cost(Fraction(sum(use.times for use in uses)), 0)
        prices = {option.type: option for option in (*self.counted, *self.poured)}
        price = Fraction(0)
        for use in uses:
            option = prices[use.type]
            price += option.price * use.times * (Fraction(use.quantity) if option.by_quantity else 1)
        return Cost(price, sum(use.times for use in uses))

    def _keep(self, uses: tuple[Use, ...]) -> None:
        cost = self._cost(uses)
        if self.best_cost is not None and cost >= self.best_cost:
            return
        if self.fits(uses) or self.fits(self.cut(uses, self.counted)):
            self.best, self.best_cost = uses, cost

    def fits(self, uses: Sequence[Use]) -> bool:
        """Whether the days have the hours for all of this."""
        last = {option.key: option.until for option in (*self.counted, *self.poured)}
        placed = [(use, last[use.type, use.on, use.category]) for use in uses]
        return fits(self.trial.plan.policy, placed, self.trial.since)

    def hours(self, uses: Sequence[Use]) -> Fraction:
        """How long all of this takes, as far as is known."""
        return effort(self.trial.plan.policy, uses, self.usual)

    def _pour(self, uses: tuple[Use, ...], lacks: Sequence[Lack]) -> None:
        """The rest by quantities: as much of each as helps, then cut down; the same towards each choice by itself."""
        if not self._pour_these(uses, self.poured):
            return
        more = self._bound(lacks, len(self.counted))
        if more is not None:
            least_cost = self._cost(uses).price + more
            self.floor = least_cost if self.floor is None else min(self.floor, least_cost)
        with suppress(Spent):
            self._pour_towards_each(uses, lacks)

    def _pour_these(self, uses: tuple[Use, ...], options: Sequence[Option]) -> bool:
        """Keeps what is left of these options where all of them renew; whether they do."""
        whole = (*uses, *(option.use(option.most) for option in options))
        if not self.trial.renews(whole, self.goals):
            return False
        self._keep(self.cut(whole, options))
        return True

    def _pour_towards_each(self, uses: tuple[Use, ...], lacks: Sequence[Lack]) -> None:
        """Towards each way with its choices by itself, as far as that may be cheaper than what was found, the cheapest
        first: what is cut down first would otherwise decide by which of them it renews.
        """
        spent = self._cost(uses).price
        for least_cost, routes in self._towards_each(lacks):
            if self.best_cost is not None and spent + least_cost >= self.best_cost.price:
                return
            self._pour_these(uses, [option for option in self.poured if _serves(option, routes)])

    def _towards_each(self, lacks: Sequence[Lack]) -> list[tuple[Fraction, list[Route | None]]]:
        """One way for each goal, and what they cost at the least: each of a goal with the cheapest of the others."""
        known = [sorted(self._priced(goal, lack), key=lambda one: one[0]) for goal, lack in enumerate(lacks)]
        if not all(known):
            return []
        cheapest = [ways[0] for ways in known]
        each = [[*cheapest[:at], one, *cheapest[at + 1 :]] for at, ways in enumerate(known) for one in ways]
        found = [(max(cost for cost, _ in several), [route for _, route in several]) for several in each]
        return sorted(found, key=lambda one: one[0])

    def _priced(self, goal: int, lack: Lack) -> Iterator[tuple[Fraction, Route | None]]:
        """The ways of a goal, and what each costs at the least; where it is met none is needed."""
        if lack.met:
            yield Fraction(0), None
            return
        for route in lack.routes:
            cost = for_route(route, self._supply(len(self.counted)), goal)
            if cost is not None:
                yield cost, route

    def cut(self, uses: tuple[Use, ...], options: Sequence[Option]) -> tuple[Use, ...]:
        """The same with no more of what is measured than is needed, the dearest of it cut down first.

        Where activities are counted, the one that takes the most time for what it brings. What is first decides what is
        left of the others, by which way or choice as well, so each is tried as the first; the best of it is taken.
        """
        # of equal ones the last, as the policy names them
        dearest = sorted((option for option in options[::-1] if option.measured), key=self._dearness, reverse=True)
        best = self._cut(uses, dearest)
        try:
            for at in range(1, min(len(dearest), FIRSTS) if len(uses) > 1 else 0):
                other = self._cut(uses, [dearest[at], *dearest[:at], *dearest[at + 1 :]])
                best = min(best, other, key=lambda each: (self._cost(each), self.hours(each)))
        except Spent:
            pass
        return best

    def _cut(self, uses: tuple[Use, ...], options: Sequence[Option]) -> tuple[Use, ...]:
        """Cut down in this order: what is not needed at all goes, as many as can at once."""
        found = (next((use for use in uses if _is_of(use, option)), None) for option in options)
        left, rest = list(uses), [use for use in found if use is not None]
        while rest:
            gone = self._unneeded(left, rest)
            left = _without(left, rest[:gone])
            for use in rest[gone : gone + 1]:
                place = left.index(use)
                left[place : place + 1] = self._shortened(left, place)
            rest = rest[gone + 1 :]
        return tuple(left)

    def _unneeded(self, uses: Sequence[Use], among: Sequence[Use]) -> int:
        """How many of the first of these are not needed, all together."""

        def holds(many: int) -> bool:
            return self.trial.renews(_without(uses, among[:many]), self.goals)

        return furthest(holds, len(among)) if holds(1) else 0

    def _dearness(self, option: Option) -> tuple[Fraction, Fraction]:
        return (Fraction(0) if self.wish.costs else option.pace, option.ratio)

    def _shortened(self, uses: list[Use], place: int) -> list[Use]:
        """One use with the least quantity that is enough beside the others; without it, where none is needed."""
        others = [*uses[:place], *uses[place + 1 :]]
        if self.trial.renews(others, self.goals):
            return []
        use = uses[place]
        if self.wish.costs and use.times > 1:
            use = use._replace(times=self._fewest(others, use))
        return [shortened(self.trial, self.goals, self.wish, others, use)]

    def _fewest(self, others: list[Use], use: Use) -> int:
        """How often it is enough beside the others."""
        one = Decimal(1)
        renews = self.trial.renews
        return int(
            least(lambda n: renews([*others, use._replace(times=int(n))], self.goals), one * 0, one * use.times, one)
        )


def _short(lack: Lack) -> tuple[int, Decimal]:
    """How far a goal is from being met: what is demanded besides units first."""
    return (0, Decimal(0)) if lack.met else (len(lack.first.demands), lack.first.units)


def _is_of(use: Use, option: Option) -> bool:
    """Whether a use is one of an option, of which there may be several of one type and day, each with so much."""
    same = (use.type, use.on, use.category) == option.key
    return same and (not option.by_tier or use.quantity == option.ample)


def _without(uses: Sequence[Use], gone: Sequence[Use]) -> list[Use]:
    """The other uses."""
    left = list(uses)
    for use in gone:
        left.remove(use)
    return left


def _serves(option: Option, routes: Sequence[Route | None]) -> bool:
    """Whether an option brings anything that the way for any goal lacks."""
    return any(
        route and chunks.keys() & route.needs.keys() for route, chunks in zip(routes, option.chunks, strict=True)
    )
