"""Part of `plan`: what happens on days, as tables: moves, cascades, and what is so for a time."""

from collections.abc import Iterator
from datetime import date

from recert.policy.apart import may_be_apart
from recert.policy.calendar import BEFORE, NEVER, number
from recert.policy.certification import Certification
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.cycles import Anchor, Ends, GraceActivity, Rhythm, of_year
from recert.policy.late_minima import more_of
from recert.policy.lateness import DoneSuspended, waits_while_suspended
from recert.policy.lengths import earlier_of, has_own_months, lengths, may_be_for_life
from recert.policy.model import Group, MonthsCounted, Policy
from recert.policy.retake import CountedFrom
from recert.policy.year_only import of_years_alone

Columns = dict[str, int | list[int]]
"""Some of the tables' fields by name."""


def cycles(policy: Policy) -> Columns:
    """How long cycles last, where they begin and end, and when they can be renewed."""
    cycle, own = policy.cycle, [policy.cycle_of(group.key) for group in policy.groups]
    return {
        "months": [rule.months for rule in own],
        "ends": [int(rule.ends) for rule in own],
        "year_ends": [100 * month + day for month, day in map(of_year, cycle.year_ends)] or [1231],
        "grace": [rule.grace_days for rule in own],
        "grace_months": [rule.grace_months for rule in own],
        "grace_before": [number(grace.before) for grace in cycle.earlier_graces],
        "grace_earlier": [grace.days for grace in cycle.earlier_graces],
        "grace_earlier_months": [grace.months for grace in cycle.earlier_graces],
        "never_renewed": [int(rule.never_renewed) for rule in own],
        "endless": int(may_be_for_life(policy)),
        "parts": int(may_be_apart(policy)),
        "joins": int(cycle.shares_renewed_date),
        "calendar": int(cycle.anchor is Anchor.CALENDAR),
        "periods_from": [number(g.periods_from) if g.periods_from else 0 for g in policy.groups],
        "first_months": [-1 if rule.first_months is None else rule.first_months for rule in own],
        "first_ends": [int(rule.first_ends) for rule in own],
        "rhythm": [int(rule.rhythm) for rule in own],
        "kept_months": [rule.kept_months for rule in own],
        "length_before": [number(length.before) for length in cycle.earlier],
        "length_months": [length.months for length in cycle.earlier],
        "own_months": [int(has_own_months(group)) for group in policy.groups],
        "shortest_days": min((_shortest(policy, group, months) for group, months in _lengths(policy)), default=NEVER),
        "overflow": int(cycle.grace_activity is GraceActivity.ENDED_CYCLE_AS_NEEDED),
        "grace_next": int(cycle.grace_activity is GraceActivity.NEXT_CYCLE),
        "waits": [int(not policy.only_tallied(kind)) for kind in policy.types],
        "from_month": int(cycle.from_month),
        "before_award": int(cycle.before_award),
        "window": int(any(rule.has_window for rule in own)),
        "unmet": int(cycle.unmet),
        "opens_months": [rule.opens_months for rule in own],
        "opens_days": [rule.opens_days for rule in own],
    }


def retakes(policy: Policy) -> Columns:
    """Whether passing the exam again renews, when, what, and until when; by group."""
    found = [policy.retake_of(group.key) for group in policy.groups]
    return {
        "retakes": [int(rule is not None) for rule in found],
        "retake_months": [rule.months if rule else 0 for rule in found],
        "retake_days": [rule.days if rule else 0 for rule in found],
        "retake_in_grace": [int(rule.in_grace) if rule else 0 for rule in found],
        "retake_whole": [int(rule.whole_group) if rule else 0 for rule in found],
        "retake_from": [int(rule.counted_from) if rule else 0 for rule in found],
    }


def _lengths(policy: Policy) -> Iterator[tuple[Group, int]]:
    """Each group with the months that a cycle of it may have."""
    for group in policy.groups:
        yield from ((group, months) for months in (*lengths(policy, group.key), *earlier_of(policy, group)))


def _shortest(policy: Policy, group: Group, months: int) -> int:
    """The days between two renewals, of a group's cycles of so many months, without any fact: of restarted ones, those
    before the window opens.

    One that opens with its cycle is renewed on the first day, and keeps its rhythm; but a cycle that ends with a month
    is longer than its months, by what has gone of the first: its window opens with the next month. What is counted from
    the first of a month is shorter by what has gone of it.
    """
    cycle, retakes = policy.cycle_of(group.key), [policy.retake_of(each.key) for each in policy.groups]
    gone = 31 * cycle.from_month
    restarts = cycle.rhythm in (Rhythm.RESTARTED, Rhythm.KEPT_LATE)
    by_month = any(policy.cycle_of(each.key).ends is Ends.END_OF_MONTH for each in policy.groups)
    if restarts and by_month and cycle.opens_months == months:
        return max(28 - gone, 1)
    if not restarts or cycle.opens_months >= months or cycle.opens_days > 31 * months:
        return max(
            28 * months - gone * any(rule is not None and rule.counted_from is CountedFrom.PASS for rule in retakes), 1
        )
    return max(28 * (months - cycle.opens_months) - cycle.opens_days - gone, 1)


def deadline(policy: Policy) -> Columns:
    """The day before a cycle's end by which it is earned, or renewed in time."""
    rule = policy.deadline
    cuts = rule is not None and rule.cuts
    cycle, in_grace = policy.cycle, policy.cycle.grace_activity
    next_cycle = in_grace is GraceActivity.NEXT_CYCLE or waits_while_suspended(in_grace, policy.suspension)
    return {
        "delays": int(next_cycle or cuts or cycle.renewed_next),
        "renewed_next": _from(cycle.renewed_next_from) if cycle.renewed_next else NEVER,
        "deadline_later": int(rule.later) if rule else -1,
        "deadline_months": rule.months if rule else 0,
        "deadline_days": rule.days if rule else 0,
        "deadline_late": int(rule is not None and rule.late),
        "deadline_types": [int(policy.by_deadline(kind)) for kind in policy.types],
    }


def years_alone(policy: Policy) -> Columns:
    """What is of no year of a cycle once that has ended, and so is of the next one."""
    found = [int(of_years_alone(policy, group, kind)) for group in policy.groups for kind in policy.types]
    return {"years_alone": int(any(found)), "of_years_alone": found}


def _from(since: date | None) -> int:
    return number(since) if since else BEFORE


def lateness(policy: Policy) -> Columns:
    """The columns of `Tables` about suspension, and about what is required of whoever is late."""
    rule, rows = policy.suspension, policy.surcharges
    demands = [
        demand
        for group in policy.groups
        for each in (group.demands, *(way.demands for way in group.ways))
        for demand in each
    ]
    return {
        "suspends": int(rule is not None),
        "suspended_months": rule.months if rule else 0,
        "suspended_days": rule.days if rule else 0,
        "suspended_by_units": int(rule is not None and rule.by_units),
        "suspended_by_exam": int(rule is not None and rule.by_exam),
        "suspended_restarts": int(rule is not None and rule.restarts),
        "suspended_joins": int(rule is not None and rule.joins),
        "suspended_next": int(waits_while_suspended(policy.cycle.grace_activity, rule)),
        "grace_returns": int(rule is not None and rule.activity is DoneSuspended.ENDED_CYCLE_WITH_GRACE),
        "late_from": [row.from_day for row in rows],
        "late_months": [row.after_months for row in rows],
        "late_in_months": int(any(row.after_months for row in rows) or any(demand.after_months for demand in demands)),
        "late_before": [number(row.ended_before) if row.ended_before else NEVER for row in rows],
        "late_dated": int(any(row.ended_before for row in rows)),
        "late_amount": [int(row.amount * 100 if row.share else row.amount / policy.step) for row in rows],
        "late_share": [int(row.share) for row in rows],
        "late_every": [row.every_months for row in rows],
        "late_minima": int(any(row.more_of for row in rows)),
        "late_minimum": [
            int(more_of(row, group).get(category.key, 0) / policy.step)
            for row in rows
            for group in policy.groups
            for category in policy.categories
        ],
        "lateness": int(
            bool(rule or rows)
            or any(demand.only_late for demand in demands)
            or (policy.carry is not None and policy.carry.in_time)
        ),
    }


def cascades(policy: Policy, order: tuple[Certification, ...]) -> Columns:
    """What renews others, in the order of the days since when it does."""
    found = sorted(policy.cascades, key=lambda cascade: cascade.since)
    return {
        "cascade_count": len(found),
        "cascade_trigger": [int(cascade.trigger) for cascade in found],
        "cascade_since": [number(cascade.since) for cascade in found],
        "cascade_aligned": [int(cascade.aligned) for cascade in found],
        "cascade_of": [int(c.code in cascade.of) for cascade in found for c in order],
        "cascade_renewed": [int(c.code in cascade.renewed) for cascade in found for c in order],
    }


def replacements(policy: Policy, order: tuple[Certification, ...]) -> Columns:
    """What takes the place of others."""
    return {
        "replacement_count": len(policy.replacements),
        "replacement_since": [number(rule.since) for rule in policy.replacements],
        "replacement_of": [int(c.code in rule.of) for rule in policy.replacements for c in order],
        "replacement_ended": [int(c.code in rule.replaced) for rule in policy.replacements for c in order],
    }


def moves(policy: Policy) -> Columns:
    """Mass moves of expiry, in the order of their days."""
    found = sorted(policy.moves, key=lambda move: move.on)  # of one day in the order of the policy
    return {
        "move_on": [number(move.on) for move in found],
        "move_first": [number(move.first) for move in found],
        "move_last": [number(move.last) for move in found],
        "move_to": [number(move.to) if move.to else 0 for move in found],
        "move_months": [move.months for move in found],
        "move_later": [int(move.later) for move in found],
    }


def circumstances(policy: Policy) -> Columns:
    """What circumstances take off a requirement. How months are counted and rounded is the same for all that do."""
    kinds = policy.circumstances
    rule = next((kind for kind in kinds if kind.removes is Removes.MONTHS), None)
    return {
        "circumstance_count": len(kinds),
        "circumstance_removes": [int(kind.removes) for kind in kinds],
        "circumstance_least": [kind.at_least_days for kind in kinds],
        "circumstance_most": [kind.most_months or NEVER for kind in kinds],
        "circumstance_extends": [int(_extends(kind)) for kind in kinds],
        "circumstance_shrinks": [int(c.key in kind.shrinks) for kind in kinds for c in policy.categories],
        "circumstances_full": int(rule is not None and rule.counted is MonthsCounted.FULL),
        "circumstances_rounding": int(rule.rounding) if rule else 0,
        "circumstances_to": int(rule.to / policy.step) if rule else 1,
        "lengthens": int(any(map(_extends, kinds))),
    }


def _extends(kind: CircumstanceKind) -> bool:
    return kind.removes is Removes.MONTHS and kind.extends
