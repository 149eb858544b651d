"""What a person can do to renew in time: for each cycle that waits for it, and for all of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from recert.policy.allocating import waits
from recert.policy.assessment import Cycle
from recert.policy.demand_years import LostYear, lost_year
from recert.policy.durations import done_by, duration_of
from recert.policy.explain_grace import earns_later, too_late_for_units
from recert.policy.history import LARGEST, History
from recert.policy.life_words import has_no_end
from recert.policy.plan import Plan
from recert.policy.planning.any_category import without_needless
from recert.policy.planning.awaited import counted_on, granted_ahead
from recert.policy.planning.chosen import all_looked_at
from recert.policy.planning.claims import (
    COUNTED,
    MOST_DAYS,
    activities_apart,
    cascades,
    days_filled,
    is_exact,
    years_lacking,
)
from recert.policy.planning.closeness import kept_close
from recert.policy.planning.corners import kept_apart
from recert.policy.planning.floor import floor
from recert.policy.planning.horizons import Sought, seek
from recert.policy.planning.instead import with_others
from recert.policy.planning.late_goals import may_be_renewed, renewable_by
from recert.policy.planning.needs import last_days, may_turn
from recert.policy.planning.options import most_in_days
from recert.policy.planning.quantity import grain
from recert.policy.planning.repeats import with_repeats
from recert.policy.planning.rounding import as_recorded
from recert.policy.planning.search import Found
from recert.policy.planning.setting_off import Passes, renewed_besides, with_those_of_others
from recert.policy.planning.sittings import any_renews, renew_together, sittings_of
from recert.policy.planning.soonest import soonest
from recert.policy.planning.suspended import suspended_of
from recert.policy.planning.trial import EFFORT, Spent, Trial, Use, cycle_of, goals_of, over_of, use_of
from recert.policy.planning.way import Goal, Need, Outlook, Step, Target, Way, Wish, rule_of
from recert.policy.planning.windows import takes_more_after, waits_until, windows

ANY = Wish()
NOTHING = Found(None, Fraction(0), Fraction(0), Fraction(0), (), gave_up=False)


def outlook(plan: Plan, history: History, as_of: date, wish: Wish = ANY) -> Outlook:
    """The cheapest ways to renew each cycle that is open or in grace, judged by `assess`, within bounded work.

    The number of activities is the least possible, of ways with as few the hours are, and so is what they cost where no
    quantity is priced; what is proved stands in `Way.at_least`: nothing where renewing another group may renew one of
    these, or not all that may help is tried. Where activities are assigned, there is no way for all. Quantities are the
    least that is enough, each beside the others, and as somebody would record them. A type that is
    measured is used once in each time in which it is worth the same, with as much as is needed, or as often as a demand
    counts its uses. All that is of the types that the wish allows; what only staff record is tried where the rest is
    not enough.
    """
    trial = Trial(plan, history, as_of)
    own = wish.of_candidates(plan.policy)
    unassigned = sum(waits(plan, activity, as_of) for activity in history.activities)
    by_staff = tuple(kind.key for kind in plan.policy.types if wish.allows(kind.key) and not own.allows(kind.key))
    passes = Passes(trial)
    targets = with_those_of_others([_target(trial, goal, wish, passes) for goal in goals_of(trial)])
    together, of = _one_for_all(trial, targets, wish)
    over, suspended = tuple(over_of(trial.now)), tuple(suspended_of(trial.now))
    endless = tuple(each.group for each in trial.now.groups if each.current and has_no_end(each.current))
    return Outlook(as_of, targets, together, unassigned, by_staff, over, of, suspended, endless)


def _one_for_all(trial: Trial, targets: Sequence[Target], wish: Wish) -> tuple[Way | None, tuple[Goal, ...]]:
    """One way for all that can be renewed by units, and for which goals: what can't be in time by a later day."""
    mine = [target for target in targets if target.goal.cycle.by_units]
    in_time = tuple(target.goal for target in mine)
    late = tuple(goal for target in mine if (goal := renewable_by(trial.plan.policy, target)) is not None)
    tried = [in_time] if all(target.best or may_be_renewed(target) for target in mine) else []
    for goals in [*tried, *([late] if late != in_time else [])]:
        if len(goals) > 1 and trial.plan.policy.allocation is None:
            together, used = _together(trial, goals, wish)
            if together is not None:
                if any(goal not in in_time for goal in goals):  # nothing is proved of what is late
                    together = replace(together, at_least=Decimal(0))
                if used == wish.of_candidates(trial.plan.policy):  # what staff record may be left out of the others
                    together = _no_less_than_each(together, targets)
                return _with_repeats(trial, together, goals), goals
    return None, ()


def _seek(trial: Trial, goals: Sequence[Goal], wish: Wish) -> tuple[Sought, Wish]:
    """The cheapest way by what candidates record; where there is none by all that the wish allows. And by which."""
    own = wish.of_candidates(trial.plan.policy)
    sought = seek(trial, goals, own)
    if sought.found.uses is not None or own == wish:
        return sought, own
    return seek(trial, goals, wish), wish


def _together(trial: Trial, goals: Sequence[Goal], wish: Wish) -> tuple[Way | None, Wish]:
    """One way for all of them, and by which types it was looked for."""
    sought, used = _seek(trial, goals, wish)
    return _way(trial, sought, used, goals), used


def _no_less_than_each(together: Way, targets: Sequence[Target]) -> Way:
    """One way for all takes no less than what is proved of any of them by itself."""
    least = max((target.best.at_least for target in targets if target.best), default=Decimal(0))
    return replace(together, at_least=min(max(together.at_least, least), together.cost))


def _with_repeats(trial: Trial, way: Way | None, goals: Sequence[Goal]) -> Way | None:
    """A way with what its steps can't be once more."""
    return replace(way, steps=with_repeats(trial, way.steps, goals)) if way else None


def _target(trial: Trial, goal: Goal, wish: Wish, passes: Passes) -> Target:
    lost, policy = _lost(trial, goal), trial.plan.policy
    late = too_late_for_units(policy, goal.cycle) and not earns_later(policy, goal.cycle)
    hopeless, asked = lost is not None or not goal.cycle.by_units, wish
    sought, wish = (Sought(NOTHING, [goal]), wish) if hopeless else _seek(trial, [goal], wish)
    found, best = sought.found, _way(trial, sought, wish, [goal])
    if best and not wish.costs:
        best = replace(best, at_least=min(max(best.at_least, _apart(trial, goal)), best.cost))
    alone, untried = ((), ()) if hopeless else _alone(trial, goal, wish, best, found)
    if alone and (best is None or alone[0].cost < best.cost):
        least = max(best.at_least if best else Decimal(0), _decimal(floor(trial, [goal], wish)))
        best, alone = replace(alone[0], at_least=min(least, alone[0].cost)), alone[1:]
    never = _never(trial, goal, found)
    sittings = sittings_of(trial, goal)
    return Target(
        goal=goal,
        best=_with_repeats(trial, best, [goal]),
        lack=found.lack[0] if found.lack else trial.lacks((), [goal])[0],
        gave_up=not (hopeless or never) and (found.gave_up or not (late or _all_tried(trial, wish, goal))),
        alone=alone,
        untried=untried,
        sittings=tuple(passes.with_renewed(sitting) for sitting in sittings),
        sat=renew_together(trial, sittings, goal),
        any_exam=any_renews(trial, sittings, goal),
        higher=passes.higher_of(goal),
        cascades=cascades(trial.plan.policy, goal),
        lost=lost,
        never=never,
        short_of_time=best is None and not hopeless and _short_of_time(trial, goal, wish),
        chosen=bool(asked.types or asked.costs),
        afterwards=None if best or hopeless else _afterwards(trial, goal, asked),
        one_type=not hopeless and sum(wish.allows(kind.key) for kind in policy.types) == 1,
    )


def _short_of_time(trial: Trial, goal: Goal, wish: Wish) -> bool:
    """Whether more of some type than can be done until the day to plan for brings it nearer than that."""
    trial.left = EFFORT
    for kind in trial.plan.policy.types:
        if wish.allows(kind.key) and duration_of(kind):
            one = kind.division.categories[0] if kind.division else ""
            there, plenty = most_in_days(kind, trial.since, goal.by), LARGEST // grain(kind) * grain(kind)
            lacks = [trial.lacks([Use(kind.key, trial.as_of, much, 1, one)], [goal]) for much in (there, plenty)]
            if lacks[0] != lacks[1]:
                return True
    return False


def _afterwards(trial: Trial, goal: Goal, wish: Wish) -> Way | None:
    """The cheapest way after the day to plan for, in the grace or else while it is suspended; None where none is.

    As a search of the day after it finds it, with all the time from today on. Nothing is claimed of the least.
    """
    by = goal.by
    while by < goal.until:
        later = Trial(trial.plan, trial.history, by + timedelta(days=1), trial.since)
        same = [each for each in goals_of(later) if each.group == goal.group and each.cycle.number == goal.cycle.number]
        if not same or same[0].by <= by:
            return None
        sought, used = _seek(later, same, wish)
        if (found := _way(later, sought, used, same)) is not None:
            # done from today on, it renews on another first day than from that day on
            renewed = {group: cycle._replace(met_on=None) for group, cycle in found.renewed.items()}
            steps = with_repeats(trial, _from_today(trial, found.steps, same), same)
            return replace(found, steps=steps, at_least=Decimal(0), renewed=renewed)
        by = same[0].by
    return None


def _from_today(trial: Trial, steps: Sequence[Step], goals: Sequence[Goal]) -> tuple[Step, ...]:
    """The steps that may be done today already, beside the others on their first and on their last days."""
    found = list(steps)
    trial.left = EFFORT
    for at, step in enumerate(steps):
        others = [*found[:at], *found[at + 1 :]]
        beside = [[use_of(each, each.first) for each in others], [use_of(each, each.last) for each in others]]
        sooner = use_of(step, trial.as_of)
        if all(trial.renews([*some, sooner], goals) for some in beside):
            found[at] = replace(step, first=trial.as_of)
    return tuple(found)


def _apart(trial: Trial, goal: Goal) -> Decimal:
    """How many activities no way does without, on whatever day; nothing where what renews elsewhere may do instead."""
    policy = trial.plan.policy
    if cascades(policy, goal) or may_turn(trial) or not all_looked_at(policy.group(goal.group), goal.cycle):
        return Decimal(0)
    trial.left = EFFORT
    each_day = [replace(goal, by=day) for day in last_days(trial, goal)]
    return Decimal(min(activities_apart(policy, at, trial.lacks((), [at])[0], _years(trial, at)) for at in each_day))


def _years(trial: Trial, goal: Goal) -> Mapping[Need, int]:
    """In how many years something is lacking by the day to plan for, of what is looked at in each; days apart."""
    cycle = None if trial.plan.tables.by_days else cycle_of(trial.assessed((), [goal]), goal)
    return years_lacking(trial.plan.policy, goal, cycle) if cycle else {}


def _never(trial: Trial, goal: Goal, found: Found) -> tuple[Need, ...]:
    """What every way demands that stays missing with all that helps: of what is counted nothing else is to be tried."""
    if found.uses is not None or found.gave_up or not found.lack or found.lack[0].met:
        return ()
    group, routes = trial.plan.policy.group(goal.group), found.lack[0].routes
    rules = {need: rule_of(group, need) for need in (routes[0].demands if routes else ())}
    counted = [need for need, rule in rules.items() if rule and rule.kind in COUNTED and not rule.missed]
    return tuple(need for need in counted if all(need in route.demands for route in routes))


def _all_tried(trial: Trial, wish: Wish, goal: Goal) -> bool:
    """Whether all that may help is tried of a goal, by all of its choices."""
    policy = trial.plan.policy
    return is_exact(policy, wish) and all_looked_at(policy.group(goal.group), goal.cycle)


def _lost(trial: Trial, goal: Goal) -> LostYear | None:
    """The year for which nothing that is done renews it any more; None where there is none."""
    return lost_year(trial.plan.policy, trial.plan.policy.group(goal.group), goal.cycle, trial.as_of)


def _alone(
    trial: Trial, goal: Goal, wish: Wish, best: Way | None, found_best: Found
) -> tuple[tuple[Way, ...], tuple[str, ...]]:
    """Ways of one type each, but the one that is the best already; and the types with too much to try.

    Where there was too much to try of all together, one type alone may be what renews it, or the cheapest.
    """
    if (best is None and not found_best.gave_up) or (best and not best.steps):
        return (), ()
    used = {step.type for step in best.steps} if best else set[str]()
    kinds = [kind.key for kind in trial.plan.policy.types if wish.allows(kind.key) and used != {kind.key}]
    tried = {kind: seek(trial, [goal], Wish((kind,), wish.costs)) for kind in kinds}
    found = sorted(tried.values(), key=lambda each: (each.found.cost, each.found.hours))
    ways = (_way(trial, each, wish) for each in found)
    none = [kind for kind, each in tried.items() if each.found.uses is None]
    untried = (kind for kind in none if tried[kind].found.gave_up or _more_days(trial, kind, goal))
    return tuple(way for way in ways if way is not None), tuple(untried)


def _more_days(trial: Trial, kind: str, goal: Goal) -> bool:
    """Whether a limit of each day has to be filled on more days than are tried."""
    policy = trial.plan.policy
    return days_filled(policy, policy.type(kind), [goal]) > MOST_DAYS


def _way(trial: Trial, sought: Sought, wish: Wish, told_of: Sequence[Goal] = ()) -> Way | None:
    """What was found, with its days, and the dates that result on the first of them.

    `told_of`: of these it is asked how little it may be at the least, where the search doesn't tell.
    """
    found, goals = sought.found, sought.goals
    if found.uses is None:
        return None
    trial.left = EFFORT
    uses = found.uses if wish.costs else as_recorded(trial, found.uses, goals)
    steps = windows(trial, soonest(trial, uses, goals), goals)
    claimed = is_exact(trial.plan.policy, ANY) and not any(cascades(trial.plan.policy, goal) for goal in goals)
    first, latest = [use_of(step, step.first) for step in steps], [use_of(step, step.last) for step in steps]
    cycles, lasts = _cycles(trial, first, goals), _cycles(trial, latest, goals)
    soon = [use_of(step, _soonest_done(trial, step)) for step in steps]
    more_after = _more_after(trial, sought, steps)
    by_way = {group: cycle.way for group, cycle in cycles.items() if cycle.way}
    return Way(
        steps=without_needless(trial, steps if wish.costs else with_others(trial, steps, goals, wish), goals),
        cost=_decimal(found.cost),
        at_least=_decimal(_at_least(trial, found, wish, told_of, claimed=claimed)),
        expiries=_expiries(cycles if soon == first else _cycles(trial, soon, goals)),
        latest=_expiries(lasts),
        last_met={group: cycle.met_on for group, cycle in lasts.items() if cycle.met_on},
        by_way=by_way,
        renewed=cycles,
        counted_on=counted_on(trial, latest, goals),
        granted=granted_ahead(trial, (first, latest), goals),
        close=kept_close(trial, first, latest, goals),
        apart=kept_apart(trial, steps, goals),
        late=waits_until(trial, steps, goals[0]) if len(goals) == 1 and not more_after else None,
        more_after=more_after,
        more_units=_more_units(trial, goals[0], more_after, by_way) if more_after and len(goals) == 1 else Decimal(0),
        others=renewed_besides(trial, (first, latest), goals),
    )


def _soonest_done(trial: Trial, step: Step) -> date:
    """The first day on which a step can be done: what is measured in time takes that from now on."""
    kind = trial.plan.policy.type(step.type)
    if duration_of(kind) is None:
        return step.first
    return min(max(step.first, done_by(kind, step.quantity * step.times, trial.since)), step.last)


def _at_least(trial: Trial, found: Found, wish: Wish, told_of: Sequence[Goal], *, claimed: bool) -> Fraction:
    """How little any way costs: as the search says, or where it doesn't by what each type is worth at the most."""
    if claimed and not found.gave_up:
        return found.at_least
    known = found.at_least if claimed else Fraction(0)
    return min(max(known, floor(trial, told_of, wish)), found.cost)


def _more_after(trial: Trial, sought: Sought, steps: Sequence[Step]) -> date | None:
    """The last day of the steps, where it takes more after that; None where it doesn't, or nobody knows."""
    trial.left = EFFORT
    by = max((step.last for step in steps), default=None)
    if by is None or by in sought.days:
        return by
    return by if len(sought.goals) == 1 and takes_more_after(trial, steps, sought.goals[0]) else None


def _more_units(trial: Trial, goal: Goal, last: date, by_way: Mapping[str, str]) -> Decimal:
    """How many more units are missing on the day after this one, with nothing done, by the way that is taken."""
    days = [replace(goal, by=last + timedelta(days=n)) for n in (0, 1)]
    try:
        routes = [trial.lacks((), [day])[0].routes for day in days]
    except Spent:
        return Decimal(0)
    mine = by_way.get(goal.group, "")
    before, after = ([route.units for route in each if route.way == mine] for each in routes)
    return max(min(after) - min(before), Decimal(0)) if before and after else Decimal(0)


def _cycles(trial: Trial, uses: Sequence[Use], goals: Sequence[Goal]) -> dict[str, Cycle]:
    """The cycle of each goal's group, once all of this is done."""
    after = trial.assessed(uses, goals)
    found = {goal.group: cycle_of(after, goal) for goal in goals}
    return {group: cycle for group, cycle in found.items() if cycle is not None}


def _expiries(cycles: Mapping[str, Cycle]) -> dict[str, date]:
    """The new date of each group."""
    return {group: cycle.new_expiry for group, cycle in cycles.items() if cycle.new_expiry}


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
