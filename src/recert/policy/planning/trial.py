"""Trying: a history with proposed activities, judged by `assess` as of the day by which they are to be done."""

from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from recert.policy.assess import assess, cycles_of
from recert.policy.assessment import (
    RENEWABLE,
    WAITING,
    Assessment,
    Cycle,
    CycleState,
    ExpiryCause,
    GroupStanding,
    Holding,
    HoldingState,
)
from recert.policy.deadline_words import late_after
from recert.policy.explain_grace import too_late_for_units
from recert.policy.history import Activity, Exam, History, Part, Status
from recert.policy.missed_words import is_over
from recert.policy.model import Demand, Group
from recert.policy.plan import Plan
from recert.policy.planning.chosen import Choice, chosen
from recert.policy.planning.way import Goal, Lack, Over, Route, Shares, Step
from recert.policy.planning.years import as_if_kept

EFFORT: Final = 60_000
"""How much one search may look at: activities assessed, over all that is tried."""
OVERHEAD: Final = 20
"""What assessing nobody's nothing costs, in activities."""
JUDGED: Final = 256
"""How many judgments are kept: what is tried for one group is soon tried for another."""


class Use(NamedTuple):
    """So many proposed activities of one type on one day, each as a whole of the `category` where one is chosen.

    `parts`: how much is of which category, where it is split among several. `name`: what it is called, as something on
    record may be.
    """

    type: str
    on: date
    quantity: Decimal
    times: int
    category: str = ""
    parts: Shares = ()
    name: str = ""


def use_of(step: Step, on: date) -> Use:
    """A step as done on a day."""
    return Use(step.type, on, step.quantity, step.times, step.category, step.parts)


class Spent(Exception):  # noqa: N818 - no mistake: the work a search may do is done
    """A search has looked at as much as it may."""


class Trial:
    """One person on one day, to whom proposals are made. It keeps what was judged already.

    `since`: since when there is time for what is proposed; before that day itself where it is a day to come.
    """

    def __init__(self, plan: Plan, history: History, as_of: date, since: date | None = None) -> None:
        submitted = tuple(a for a in history.activities if a.status == Status.SUBMITTED)  # others count for nothing
        self.now = assess(plan, history, as_of)
        sat = tuple(exam for exam in history.exams if exam.on <= as_of)  # nobody has passed one of a day to come
        self.history, self.as_of = replace(history, activities=submitted, exams=sat), as_of
        self.plan = as_if_kept(plan, self.now)
        self.since = since or as_of
        self.changes = asks_more_later(plan)
        self.left = EFFORT
        current = ((standing.group, standing.current) for standing in self.now.groups)
        self._waiting = {group: cycle.number for group, cycle in current if cycle and cycle.state in WAITING}
        self._judged = lru_cache(JUDGED)(self._judge)
        self._sat = dict[tuple[Exam, ...], Assessment]()
        self._seen = dict[tuple[tuple[Use, ...], tuple[tuple[str, date], ...]], tuple[Lack, ...]]()

    def assessed(self, uses: Sequence[Use], goals: Sequence[Goal]) -> Assessment:
        """Where the person stands once all of this is done, and all that is on record for days before the goals."""
        return assess(self.plan, *self._once_done(*self._asked(uses, goals)))

    def _cycles(self, uses: Sequence[Use], goals: Sequence[Goal]) -> dict[str, Cycle]:
        """The goals' cycles then, among those of others; none of a group where other facts have made it another one."""
        numbers = self._waiting | {goal.group: goal.cycle.number for goal in goals}
        return self._judged(*self._asked(uses, goals), tuple(sorted(numbers.items())))

    def _judge(
        self, uses: tuple[Use, ...], serves: tuple[str, ...], last: date, numbers: tuple[tuple[str, int], ...]
    ) -> dict[str, Cycle]:
        return cycles_of(self.plan, *self._once_done(uses, serves, last), dict(numbers))

    def _asked(self, uses: Sequence[Use], goals: Sequence[Goal]) -> tuple[tuple[Use, ...], tuple[str, ...], date]:
        """What is done, which groups it serves where it is assigned, and the last day of it, of today and of the goals.

        Each time something is asked effort is spent, also where it was asked before: what is found doesn't depend on
        what is kept.
        """
        self.left -= OVERHEAD + len(self.history.activities) + sum(use.times for use in uses)
        serves = tuple(goal.group for goal in goals) if self.plan.policy.allocation else ()
        return tuple(uses), serves, max([self.as_of, *(use.on for use in uses), *(goal.by for goal in goals)])

    def _once_done(self, uses: tuple[Use, ...], serves: tuple[str, ...], last: date) -> tuple[History, date]:
        """The history with all of this, to be seen on the last day."""
        rule = self.plan.policy.allocation
        proposed = [
            Activity(
                f"proposed:{i}:{n}",
                use.type,
                use.on,
                use.name,
                quantity=use.quantity,
                provider=self.provider(use.type),
                parts=_parts(use),
                serves=serves[: rule.most_of(use.type) if rule else 0],
            )
            for i, use in enumerate(uses)
            for n in range(use.times)
        ]
        return replace(self.history, activities=(*self.history.activities, *proposed)), last

    def provider(self, kind: str) -> str:
        """Who gives what is proposed of a type: any of those whose activities count; nobody where all do."""
        return next(iter(self.plan.policy.type(kind).providers), "")

    def lacks(self, uses: Sequence[Use], goals: Sequence[Goal]) -> tuple[Lack, ...]:
        """What each goal still needs then. Spent where nothing more may be tried."""
        key = (tuple(sorted(use for use in uses if use.times)), tuple((goal.group, goal.by) for goal in goals))
        if key not in self._seen:
            if self.left <= 0:
                raise Spent
            self._seen[key] = self._lacks(key[0], goals)
        return self._seen[key]

    def _lacks(self, uses: Sequence[Use], goals: Sequence[Goal]) -> tuple[Lack, ...]:
        """Of several goals each by its own day: by that of another it may be late, or something else be lacking."""
        last = max((goal.by for goal in goals), default=self.as_of)
        judged = {goal.by: goal.by if self._differs(uses, goals, goal.by) else last for goal in goals}
        sooner = {day: [use for use in uses if day == last or use.on <= day] for day in judged.values()}
        found = {day: self._cycles(sooner[day], [g for g in goals if day in (g.by, last)]) for day in sooner}
        in_time = [replace(goal, until=goal.by) for goal in goals] if len(goals) > 1 else goals
        return tuple(
            lack_of(self.plan.policy.group(goal.group), found[judged[goal.by]].get(goal.group), goal)
            for goal in in_time
        )

    def _differs(self, uses: Sequence[Use], goals: Sequence[Goal], by: date) -> bool:
        """Whether a cycle may lack something else by a day than by the last of all goals."""
        last = max(goal.by for goal in goals)
        if by == last:
            return False
        days = chain((use.on for use in uses), (activity.on for activity in self.history.activities))
        return self.changes or any(by < day <= last for day in days)

    def renews(self, uses: Sequence[Use], goals: Sequence[Goal]) -> bool:
        """Whether this renews all of them in time."""
        return all(lack.met for lack in self.lacks(uses, goals))

    def without(self, gone: Collection[Activity]) -> "Trial":
        """The same person on the same day, without some of what is on record."""
        left = tuple(activity for activity in self.history.activities if activity not in gone)
        return self.having(replace(self.history, activities=left))

    def having(self, history: History) -> "Trial":
        """The same person on the same day, with other facts on record."""
        other = copy(self)
        other.history, other.left, other._seen, other._sat = history, EFFORT, {}, {}
        other._judged = lru_cache(JUDGED)(other._judge)
        return other

    def with_exams(self, exams: Sequence[Exam]) -> Assessment:
        """Where the person stands once these exams are passed."""
        key = tuple(exams)
        if key not in self._sat:
            last = max((exam.on for exam in exams), default=self.as_of)
            history = replace(self.history, exams=(*self.history.exams, *exams))
            self._sat[key] = assess(self.plan, history, max(last, self.as_of))
        return self._sat[key]


def asks_more_later(plan: Plan) -> bool:
    """Whether a cycle may lack something on a day that it doesn't lack on an earlier one, with no more done."""
    asked = [demands for group in plan.policy.groups for demands in (group.demands, *(w.demands for w in group.ways))]
    rules = [rule for demands in asked for rule in demands]
    later = any(each.only_late or each.before_renewal for rule in rules for each in (rule, *rule.choices))
    return later or bool(plan.policy.surcharges) or any(when.seen for when in plan.conditions)


def _parts(use: Use) -> tuple[Part, ...]:
    """How much of it is of which category; all of it as one part, where one is chosen."""
    shares = use.parts or (((use.category, use.quantity),) if use.category else ())
    return tuple(Part(category, much) for category, much in shares)


def cycle_of(found: Assessment, goal: Goal) -> Cycle | None:
    """The goal's cycle in an assessment; None where other facts have made it another one."""
    for standing in found.groups:
        if standing.group == goal.group:
            return next((c for c in standing.cycles if c.number == goal.cycle.number), None)
    return None


def lack_of(group: Group, cycle: Cycle | None, goal: Goal) -> Lack:
    """What this cycle still needs to be renewed. A further kind of requirement is told to the search here."""
    found = cycle or goal.cycle
    met = cycle is not None and cycle.met_on is not None and cycle.met_on <= goal.until
    shared = _demanded(group.demands, found, goal.cycle, "")
    categories = {c.category: c.missing for c in found.categories if c.missing}
    missing = max(found.required - found.counted, Decimal(0))
    own = [Route("", missing, categories, asked, chosen) for chosen, asked in shared] if has_units(group) else []
    required = {way.way: way.required for way in found.ways}
    others = (
        Route(
            way.key,
            max(required[way.key] - found.counted, Decimal(0)),
            {},
            {**asked, **more},
            (*chosen, *besides),
        )
        for way in group.ways
        if way.key in required
        for chosen, asked in shared
        for besides, more in _demanded(way.demands, found, goal.cycle, way.key)
    )
    return Lack(met, routes=(*own, *others))


def has_units(group: Group) -> bool:
    """Whether units by themselves renew it."""
    return bool(group.required) or group.portfolio is not None


def _demanded(rules: Sequence[Demand], cycle: Cycle, before: Cycle, way: str) -> list[Choice]:
    """What is lacking of each demand of a way: by each of the choices that there are, with their keys."""
    totals = {total.demand: total for total in cycle.demands if total.way == way}
    found = [Choice((), {})]
    for rule in rules:
        if rule.key in totals:
            total = totals[rule.key]
            more = chosen(rule, total, cycle, before, way) or [Choice((), {(way, rule.key): total.missing})]
            found = [Choice((*one, *keys), {**asked, **lacks}) for one, asked in found for keys, lacks in more]
    return [Choice(keys, {need: lack for need, lack in lacks.items() if lack}) for keys, lacks in found]


def goals_of(trial: Trial) -> tuple[Goal, ...]:
    """Every cycle that waits for its renewal."""
    found = list[Goal]()
    for standing in trial.now.groups:
        cycle = standing.current
        if cycle is not None and cycle.state in WAITING:
            until, last = _last_day(trial, standing, cycle), late_after(trial.plan.policy, cycle.end)
            last = last if trial.as_of <= last else cycle.end
            by = min(last, until) if trial.as_of <= last else _last_while_valid(trial, cycle, until)
            found.append(Goal(standing.group, cycle, by, until, tuple(_renewable(standing))))
    return tuple(found)


def _last_while_valid(trial: Trial, cycle: Cycle, until: date) -> date:
    """The last day of grace where it is suspended after that, and what is done in the grace still renews it."""
    if cycle.state is CycleState.GRACE and not too_late_for_units(trial.plan.policy, cycle):
        return min(cycle.grace_until, until)
    return until


def _renewable(standing: GroupStanding) -> Iterator[Holding]:
    """What of a group can be renewed."""
    yield from (each for each in standing.holdings if each.renewable_until and each.state in RENEWABLE)


def over_of(now: Assessment) -> Iterator[Over]:
    """The groups of which nothing can be renewed any more, though it could be; and of others what lapsed by itself."""
    for standing in now.groups:
        cycle = standing.current
        if cycle is not None and cycle.missed and is_over(standing):
            yield Over(standing.group, cycle.missed.on, missed=True)
        elif cycle is not None and cycle.state == CycleState.LAPSED:
            yield Over(standing.group, cycle.renewable_until, missed=False)
        else:
            yield from _lapsed_alone(standing)


def _lapsed_alone(standing: GroupStanding) -> Iterator[Over]:
    """The certifications of a group that lapsed, and were not awarded anew, while others of it are held."""
    latest = {each.certification: each for each in sorted(standing.holdings, key=lambda each: each.awarded)}
    for code, holding in latest.items():
        if holding.state is HoldingState.LAPSED:
            missed = holding.steps[-1].cause is ExpiryCause.MISSED_YEAR
            yield Over(standing.group, holding.renewable_until or holding.expires, missed, code)


def _last_day(trial: Trial, standing: GroupStanding, cycle: Cycle) -> date:
    """The last day on which the cycle, and all of the group that can be renewed today, can still be renewed.

    What can't be renewed any more stays so; that is what makes halving right.
    """
    held = {(h.certification, h.awarded) for h in _renewable(standing)}

    def still(day: date) -> bool:
        found = next(s for s in assess(trial.plan, trial.history, day).groups if s.group == standing.group)
        can = {(h.certification, h.awarded) for h in _renewable(found)}
        seen = next((c for c in found.cycles if c.number == cycle.number), None)
        return held <= can and seen is not None and _can_be_renewed(seen, day)

    low, high = trial.as_of, max(cycle.renewable_until, trial.as_of) + timedelta(days=1)
    for _ in range(MOVES_AHEAD):
        if not still(high):
            break
        low, high = high, high + timedelta(days=400)
    while (high - low).days > 1:
        middle = low + (high - low) // 2
        low, high = (middle, high) if still(middle) else (low, middle)
    return low


def _can_be_renewed(cycle: Cycle, on: date) -> bool:
    """Whether a cycle waits on a day, or would if what is on record for days before had not renewed it."""
    return cycle.state in WAITING or (cycle.state is CycleState.RENEWED and on <= cycle.renewable_until)


MOVES_AHEAD: Final = 8
"""How often a cycle's last day may be put off by moves."""
