"""A policy lowered to small tables of integers: units in the policy's smallest step, dates as day numbers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from recert.policy import plan_carry, plan_dates, plan_demands, plan_earning, plan_prorated
from recert.policy.calendar import NEVER, number
from recert.policy.certification import Certification
from recert.policy.condition import Condition
from recert.policy.cycles import GraceActivity, Unmet
from recert.policy.lengths import own_lengths
from recert.policy.lowering import Columns, divisions, lists, nested, thousandths
from recert.policy.model import Policy
from recert.policy.overlaps import Overlaps, overlaps
from recert.policy.plan_values import Values, settings
from recert.policy.recorded import least_that_counts
from recert.policy.several_days import SeveralDays

Ints = list[int]
"""A column of integers: a list for one person, a NumPy array for a population. Only indexed, never more."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What the evaluator reads. `*_at[i]` to `*_at[i + 1]` is the slice of dated values that belongs to item i."""

    groups: int
    certifications: int
    types: int
    months: Ints  # by group
    ends: Ints  # by group
    year_ends: Ints  # the days with which a year ends, where cycles end then: month times 100, and day
    grace: Ints  # by group: in days, where it is not in months
    grace_months: Ints
    grace_before: Ints  # by earlier grace, in the order of days: what ends before that day has it
    grace_earlier: Ints  # in days, where it is not in months
    grace_earlier_months: Ints
    parts: int  # 1: an award after the end of a cycle may turn out to begin one of its own
    joins: int  # 1: a certification awarded inside a renewed cycle shares the renewed date
    never_renewed: Ints  # by group: 1 where it is over with its cycle
    retakes: Ints  # by group: 1 where passing the exam again renews
    retake_months: Ints  # 0: by days
    retake_days: Ints
    retake_in_grace: Ints
    retake_whole: Ints  # 1: it renews the whole group
    retake_from: Ints  # from when the new date is counted, as CountedFrom
    suspends: int  # 0: nothing is ever suspended
    suspended_months: int  # 0: by days
    suspended_days: int
    suspended_by_units: int
    suspended_by_exam: int
    suspended_restarts: int
    suspended_joins: int  # 1: the next cycle is for the rest of the period that runs then
    suspended_next: int  # 1: what is done while it is suspended may be of the next cycle
    grace_returns: int  # 1: from then on what was done in the grace is of the cycle that ended
    late_from: Ints  # by surcharge: the days after a cycle's end
    late_months: Ints  # the months after it; 0: by days
    late_in_months: int  # 1: of some surcharge or demand
    late_before: Ints  # only of what ended before that day; NEVER: of all that ended on no day before another's
    late_dated: int  # 1: some surcharge has such a day
    late_amount: Ints  # in steps; in hundredths of a percent where it is a share
    late_share: Ints
    late_every: Ints
    late_minima: int  # 1: some surcharge takes more of a category
    late_minimum: Ints  # by surcharge × group × category: so much more than its minimum
    lateness: int  # 1: how late a renewal is may decide whether it can be
    floor: int
    by_days: int  # 1: an activity of several days is divided by days
    days_rounding: int
    group_at: Ints  # certifications stand in the order of their groups
    certification_group: Ints
    certification_retired: Ints
    value_since: Ints  # the values of all settings whose amount a cycle's start decides, one after the other
    value_amount: Ints  # in steps; in hundredths of a percent where it is a share
    value_share: Ints  # 1: of what the cycle requires
    value_when: Ints  # the condition; -1: for everybody
    value_by_end: Ints  # 1: its day is one on which cycles end
    when_count: int
    when_cycle_from: Ints
    when_cycle_to: Ints
    when_every: Ints
    when_awarded_from: Ints
    when_awarded_before: Ints
    when_held_months: Ints
    when_held_from: Ints
    when_held_to: Ints
    when_holds_at: Ints
    when_holds: Ints  # certifications that must be held
    when_lacks_at: Ints
    when_lacks: Ints  # certifications that must not be
    when_true_at: Ints
    when_true: Ints  # circumstances that must be so
    when_untrue_at: Ints
    when_untrue: Ints  # circumstances that must not be
    when_seen: Ints  # on which day of the cycle circumstances are looked at
    by_ends: int  # 1: the day on which a cycle ends decides which of some values governs
    notes: int  # 1: what a cycle's conditions found is noted when it begins
    anew: int  # 1: and some of them are looked at again while it runs
    asks_others: int  # 1: a condition looks at what is held in other groups
    endless: int  # 1: something may be held for life
    unearned: int  # 1: cycles may be renewed without any fact, so rows are not bounded by facts
    calendar: int  # 1: cycles are periods of the calendar
    periods_from: Ints  # by group
    first_months: Ints  # by group; -1 for as many as others have
    first_ends: Ints
    length_before: Ints  # other lengths that held before a day, in the order of the days
    length_months: Ints
    own_months: Ints  # by group: 1 where it has a length of its own, to which these are nothing
    lengths: int  # 1: some way, or the exam, renews for another length than a cycle's
    way_length_at: Ints  # by way
    retake_length_at: Ints  # by group
    shortest_days: int  # no cycle that nothing but time ends is shorter
    overflow: int
    grace_next: int  # 1: what is done after a cycle's end may be of the next one
    waits: Ints  # by type: 1 where its activities are, then
    years_alone: int  # 1: some types are looked at by years alone
    of_years_alone: Ints  # by group and type: 1 where nothing else looks at it, so that it goes on with the next cycle
    delays: int  # 1: what is done after a cycle's end, its renewal, or the deadline before it, may not be of it
    renewed_next: int  # from which day on what is done after a renewal is of the next one
    deadline_later: int  # what becomes of what is done after it; -1 where there is none
    deadline_months: int  # how long before a cycle's end it is
    deadline_days: int
    deadline_late: int  # 1: being late begins with it instead of the end
    deadline_types: Ints  # by type: 1 where it is of its activities
    unmet: int  # what becomes of a cycle that is not met; 0: what is held lapses
    from_month: int  # 1: what an award begins is counted from the first day of its month
    before_award: int  # 1: and what was done in it before counts
    rhythm: Ints  # by group
    kept_months: Ints
    window: int  # 1: in some group units renew in the last months or days of a cycle alone
    opens_months: Ints  # by group
    opens_days: Ints
    prorates: int  # 1: some group's first cycles are prorated
    prorated: Ints  # by group: 1 where its are; as all up to `nothing_up_to`
    months_full: Ints
    award_until: Ints  # up to which day of a month an award counts that month
    every_months: Ints  # 0: by share
    every_units: Ints
    prorate_rounding: Ints
    prorate_to: Ints
    nothing_up_to: Ints
    prorate_category: Ints  # by group × category: 1 where its minimum shrinks too
    prorate_each: Ints  # so much of it for every so many months
    shrinks: int  # 1: some demand, or another way, asks for less in them
    demand_shrinks: Ints  # by demand: 1 where it does; as the three below
    demand_each: Ints  # so much for every so many months
    demand_to: Ints
    demand_rounding: Ints
    way_shrinks: Ints  # the same by way
    way_each: Ints
    way_to: Ints
    way_rounding: Ints
    refits: int  # 1: what an activity gives depends on the others, so it may have to be worked out anew
    yearly: int  # 1: units are looked at by year of the cycle
    calendar_yearly: int  # 1: units are looked at by year of the calendar, or of the program
    shared_year_ends: int  # with which day such a year ends: month times 100, and day
    year_places: int  # how many years of both kinds are looked at in the longest usual cycle
    calendar_at: int  # how many of them are years of the cycle: they come first
    year_counters: int  # how many counters are looked at by year, after the categories
    counter_count: int
    counter_types: Ints  # by counter × type: 1 where it counts the type
    counter_of: Ints
    counter_months: Ints
    demand_at: Ints  # by group
    demand_way: Ints  # the way that it belongs to; -1: for all; -2: a choice of the demand before it
    demand_choices: Ints  # how many choices it has, which stand behind it
    demand_kind: Ints
    demand_of: Ints  # the counter or the category; -1: units of all
    demand_cycles: Ints
    demand_from: Ints
    demand_late: Ints  # the days after the cycle's end from which it is demanded; 0: always
    demand_late_months: Ints  # likewise the months
    demand_months: Ints  # the last so many, where it looks at those
    demand_to_renewal: Ints  # 1: before the day of the renewal; 0: before the cycle's end
    misses: int  # 1: some demand says what becomes of a year that is missed
    ends_years: int  # 1: by some of them a missed year ends what is held
    suspends_years: int  # 1: by some of them what is held is suspended until a missed year is made up for
    demand_missed: Ints  # 1: it says so; as all below
    demand_ends: Ints  # 1: what is held ends
    demand_suspends: Ints  # 1: what is held is suspended until a missed year is made up for
    demand_suspended_months: Ints  # after how many months of that it ends; 0: never, or at once where it ends
    demand_due_days: Ints  # until when a year can be met, after its last day: in days
    demand_due_months: Ints  # in months; 0: in days
    demand_due_on: Ints  # on a day of the next year, as its month times 100, and its day; 0: on none
    demand_late_counts: Ints  # 1: what is done up to then counts for the year that is over, as far as that needs it
    demand_makes_up: Ints  # the counter of which each use makes up for a year; -1: none does
    years_vary: int  # 1: some demand may ask less of some years than of others, or less by itself
    choices_by_year: int  # 1: some demand asks for so many of its choices in each year by itself
    demand_varies: Ints  # 1: it may ask less of some years
    eases_demands: int  # 1: some demand that looks at no years may ask less
    demand_eased: Ints  # 1: it may
    demand_by_year: Ints  # 1: by the value that governs the year's first day
    together: int  # 1: some demand asks several years in a row together
    demand_together: Ints  # how many; 0: each by itself
    demand_across: Ints  # 1: also those of the cycles before
    past_years: int  # of how many years of these what they gave is kept
    relief_at: Ints  # by demand
    relief_of: Ints  # by relief × circumstance: 1 where it is of that one
    relief_removes: Ints
    relief_least: Ints  # in days
    relief_full: Ints  # 1: whole months are counted
    relief_rounding: Ints
    relief_to: Ints  # in what the demand counts in
    relief_from_days: Ints  # from so much of a year on that is waived; 0: by months
    relief_from_months: Ints
    beginnings: int  # 1: some demand looks at the first months, or at all but the last
    by_end: int  # 1: there may be more of what some demand looks at when the cycle's end changes
    demand_values_at: Ints
    way_at: Ints  # by group
    way_required_at: Ints
    demands_most: int  # how many demands, and ways, the group with the most has
    ways_most: int
    required_at: Ints  # where a group's values begin among the values of all settings; so with all below
    worth_at: Ints
    worth_since: Ints
    worth: Ints
    worth_per: Ints  # 0: for one use; else `worth` steps for so many thousandths of what the type is measured in
    formulas: int  # 1: something else makes some worth
    worth_plus: Ints  # by worth, as all up to `tier_at`
    worth_most: Ints
    worth_times: Ints  # in hundredths
    worth_first: Ints  # for which time it is so many times as much: 1 the first ever, 2 the first of a cycle
    worth_required: Ints
    tier_at: Ints
    tier_least: Ints  # in thousandths
    tier_amount: Ints
    measured: int  # 1: some type is measured in something, so quantities matter
    least: Ints  # by type: less of it, in thousandths, counts for nothing
    in_steps: int  # 1: of some type whole steps of what is recorded count alone
    quantity_step: Ints  # by type, in thousandths; 1 where every amount counts
    rounding: int
    own_steps: int  # 1: the worth of some type is a multiple of its own step
    type_step: Ints  # in steps
    type_rounding: Ints
    uses_at: Ints
    uses_most: int  # the largest number of uses of any limit: the width of the evaluator's scratch rows
    category_count: int
    type_category: Ints  # -1: of no category
    nests: int  # 1: what counts for some category counts for another one, too
    inside_at: Ints  # by category: itself and those that lie within it
    inside: Ints
    minimum_at: Ints  # by group × category
    cap_count: int
    cap_types: Ints  # by limit × type: 1 where it limits the type
    cap_groups: Ints  # by limit × group: 1 where it holds for the group
    cap_period: Ints
    cap_provider: Ints  # by limit: 1 where it is for what each provider gave by itself
    cap_by_year: Ints  # by limit: 1 where the first day of each year decides how much that is
    hosts: int  # 1: some limit is for each provider
    cap_turns: int  # 1: some limit is of days, months, quarters or years of the calendar
    cap_lasts: int  # 1: some limit is of a lifetime
    spills: int  # 1: what is over some limit counts for another category
    cap_over: Ints  # the category for which it counts; -1 where it is lost
    cap_categories: Ints  # by limit × category: 1 where it limits what comes to the category from elsewhere
    cap_order: Ints  # the limits, those of few types first
    cap_at: Ints
    carries: int  # 1: surplus is carried
    carry_at: Ints  # by group
    carry_months: int
    carry_used: int  # when what was carried in is used, as CarriedIn
    carry_types: Ints  # by type: 1 where its units may be carried, 2 where what they gave some categories may
    carry_categories: Ints  # by category: 1 where what came to it from elsewhere may be
    carry_parts: Ints  # by category: 1 where what it was given by parts may be, and it lies within no other such
    carry_over_limits: int  # 1: what was over limits in units is carried as well
    carry_in_time: int  # 1: nothing is carried after a late renewal
    carry_as: int  # the category for which all that is carried counts; -1 where there is none
    keeps: int  # 1: carried units count for categories
    kept_at: Ints  # by category
    portfolios: int  # 1: some group's requirement follows from what is held
    portfolio: Ints  # by group: 0 none, 1 on the cycle's first day, 2 whenever it changes
    portfolio_most: Ints
    certification_alone: Ints
    certification_added: Ints
    again: Ints  # by type
    again_months: Ints
    repeats: int  # 1: some type counts but once under one name
    cascade_count: int
    cascade_trigger: Ints
    cascade_since: Ints
    cascade_aligned: Ints
    cascade_of: Ints  # by cascade × certification: 1 where it sets it off
    cascade_renewed: Ints  # by cascade × certification: 1 where it is renewed
    replacement_count: int
    replacement_since: Ints
    replacement_of: Ints  # by replacement × certification: 1 where earning it ends others
    replacement_ended: Ints  # by replacement × certification: 1 where it is ended
    circumstance_count: int
    circumstance_removes: Ints
    circumstance_least: Ints  # in days
    circumstance_most: Ints  # in months
    circumstance_extends: Ints
    circumstance_shrinks: Ints  # by circumstance × category: 1 where it makes its minimum shrink
    circumstances_full: int  # 1: whole months are counted; as the rest of the same for all of them
    circumstances_rounding: int
    circumstances_to: int
    lengthens: int  # 1: some circumstance extends
    splits: int  # 1: some activity may be of several categories
    divides: Ints  # by type: 1 where one of its activities may be
    serves: Ints  # by type × category: 1 where a part may be of it
    split: Ints  # by type: the code of `Split`; -1 where its parts are not read
    increment_at: Ints  # by type
    increments: Ints  # in thousandths of what the type is measured in
    within_at: Ints  # by type
    within_category: Ints
    within_since: Ints
    within_amount: Ints  # in steps; in hundredths of a percent where it is a share
    within_share: Ints
    allocates: int  # 1: some activities serve those groups alone to which they are assigned
    hinders: int  # 1: it allocates, delays, repeats or splits: more may hinder an activity than its day and status
    heeds_others: int  # 1: on an event of another group something may have to be looked at in this one
    exclusive: Ints  # by type: 1 where its activities do
    serves_most: Ints  # by type
    move_on: Ints
    move_first: Ints
    move_last: Ints
    move_to: Ints  # 0: by months
    move_months: Ints
    move_later: Ints  # 0: what is given after its day stays


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A policy with its tables, and where each name stands in them. `order` is the tables' order of certifications.

    Every plan is itself alone, so that what is made of one may be kept by it.
    """

    policy: Policy
    tables: Tables
    order: tuple[Certification, ...]
    certifications: dict[str, int]
    groups: dict[str, int]
    types: dict[str, int]
    circumstances: dict[str, int]
    categories: dict[str, int]
    conditions: tuple[Condition, ...]
    overlaps: Overlaps

    def amount(self, steps: int) -> Decimal:
        """Steps as units."""
        return steps * self.policy.step


def plan(policy: Policy) -> Plan:
    """Lowers a policy. Every amount must be a whole number of steps, which the reader has seen to."""
    groups = {group.key: i for i, group in enumerate(policy.groups)}
    order = tuple(sorted(policy.certifications, key=lambda c: groups[c.group]))
    values = Values(policy)
    parts = (
        _credentials(policy, order, groups),
        plan_dates.cycles(policy),
        plan_dates.retakes(policy),
        plan_dates.deadline(policy),
        plan_dates.lateness(policy),
        _required(policy, values),
        _worths(policy, values),
        _categories(policy, values),
        plan_earning.formulas(policy),
        plan_earning.limits(policy) | {"cap_at": values.add(cap.most for cap in policy.caps)},
        divisions(policy),
        plan_carry.carried(policy, values),
        plan_demands.counters(policy),
        plan_demands.demands(policy),
        plan_dates.cascades(policy, order),
        plan_dates.replacements(policy, order),
        _asked(policy, values),
        plan_prorated.proration(policy),
        plan_prorated.shrinking(policy),
        plan_dates.moves(policy),
        plan_dates.years_alone(policy),
        plan_dates.circumstances(policy),
        settings(
            values,
            {c.code: i for i, c in enumerate(order)},
            {kind.key: i for i, kind in enumerate(policy.circumstances)},
        ),
    )
    columns: dict[str, Any] = {name: value for part in parts for name, value in part.items()}
    columns["hinders"] = int(any(columns[name] for name in ("allocates", "delays", "years_alone", "repeats", "splits")))
    columns["heeds_others"] = int(any(columns[name] for name in ("before_award", "circumstance_count")))
    return Plan(
        policy=policy,
        tables=Tables(**columns),
        order=order,
        certifications={c.code: i for i, c in enumerate(order)},
        groups=groups,
        types={kind.key: i for i, kind in enumerate(policy.types)},
        circumstances={kind.key: i for i, kind in enumerate(policy.circumstances)},
        categories={category.key: i for i, category in enumerate(policy.categories)},
        conditions=tuple(values.conditions),
        overlaps=overlaps(policy),
    )


def _credentials(policy: Policy, order: tuple[Certification, ...], groups: dict[str, int]) -> Columns:
    return {
        "groups": len(groups),
        "certifications": len(policy.certifications),
        "types": len(policy.types),
        "floor": number(policy.floor),
        "by_days": int(policy.several_days is SeveralDays.EACH_DAY),
        "days_rounding": int(policy.days_rounding),
        "group_at": [sum(groups[c.group] < g for c in order) for g in range(len(groups) + 1)],
        "certification_group": [groups[c.group] for c in order],
        "certification_alone": [int(c.alone / policy.step) for c in order],
        "certification_added": [int(c.added / policy.step) for c in order],
        "certification_retired": [number(c.retired) if c.retired else NEVER for c in order],
    }


def _required(policy: Policy, values: Values) -> Columns:
    needed = [value for group in policy.groups for value in group.required]
    needed += [value for group in policy.groups for way in group.ways for value in way.required]
    free = any(not value.amount or value.when for value in needed)
    free |= any(not way.required for group in policy.groups for way in group.ways)
    portfolios = [group.portfolio for group in policy.groups]
    free |= any(kind.removes for kind in policy.circumstances)
    free |= any(portfolios) and any(not c.alone for c in policy.certifications)
    carries = policy.carry is not None or policy.cycle.grace_activity is GraceActivity.ENDED_CYCLE_AS_NEEDED
    prorated = any(policy.proration_of(group.key) for group in policy.groups)
    free |= policy.several_days is SeveralDays.EACH_DAY or policy.cycle.unmet is not Unmet.LAPSES
    return {
        "required_at": values.add(group.required for group in policy.groups),
        "unearned": int(free or prorated or carries),
        "portfolios": int(any(portfolios)),
        "portfolio": [0 if rule is None else 2 if rule.at_once else 1 for rule in portfolios],
        "portfolio_most": [int(rule.most / policy.step) if rule and rule.most else NEVER for rule in portfolios],
    }


def _asked(policy: Policy, values: Values) -> Columns:
    """How much demands ask for, and other ways; and for how many months they renew, where they say so."""
    at = [len(values.since)]
    for _, demand in [each for group in policy.groups for each in plan_demands.demands_of(group)]:
        at = [*at, values.add([demand.values], plan_demands.step_of(policy, demand))[-1]]
    ways = [way for group in policy.groups for way in group.ways]
    retakes = [policy.retake_of(group.key) for group in policy.groups]
    return {
        "demand_values_at": at,
        "way_required_at": values.add(way.required for way in ways),
        "way_length_at": values.add((way.renews_for for way in ways), Decimal(1)),
        "retake_length_at": values.add((rule.renews_for if rule else () for rule in retakes), Decimal(1)),
        "lengths": int(any(own_lengths(policy, group.key) for group in policy.groups)),
    }


def _worths(policy: Policy, values: Values) -> Columns:
    worth = [plan_earning.worth(kind, value, policy.step) for kind in policy.types for value in kind.worth]
    limits = [kind.limit.uses if kind.limit else () for kind in policy.types]
    return {
        "worth_at": lists([[0] * len(kind.worth) for kind in policy.types])[0],
        "worth_since": [number(value.since) for kind in policy.types for value in kind.worth],
        "worth": [amount for amount, _ in worth],
        "worth_per": [per for _, per in worth],
        "again": [int(kind.again) for kind in policy.types],
        "again_months": [kind.again_months for kind in policy.types],
        "repeats": int(any(kind.again or any(map(plan_earning.looks_back, kind.worth)) for kind in policy.types)),
        "measured": int(any(kind.measure for kind in policy.types)),
        "least": [thousandths(least_that_counts(kind.measure)) if kind.measure else 0 for kind in policy.types],
        "in_steps": int(any(kind.measure and kind.measure.step for kind in policy.types)),
        "quantity_step": [thousandths(kind.measure.step) or 1 if kind.measure else 1 for kind in policy.types],
        "rounding": int(policy.rounding),
        "own_steps": int(any(kind.step for kind in policy.types)),
        "type_step": [int(policy.step_of(kind) / policy.step) for kind in policy.types],
        "type_rounding": [int(policy.rounding_of(kind)) for kind in policy.types],
        "uses_at": values.add(limits, Decimal(1)),
        "uses_most": max((int(value.amount) for limit in limits for value in limit), default=0),
    }


def _categories(policy: Policy, values: Values) -> Columns:
    categories = {category.key: i for i, category in enumerate(policy.categories)}
    minima = [{m.category: m.values for m in group.minima} for group in policy.groups]
    return {
        **nested(policy),
        "category_count": len(categories),
        "type_category": [categories.get(kind.category, -1) for kind in policy.types],
        "minimum_at": values.add(mine.get(key, ()) for mine in minima for key in categories),
    }
