"""What is asked of a cycle in parts, and is more than what is asked of all of it: surely not meant so."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from recert.policy.carrying import CarriedIn
from recert.policy.cycles import FOR_LIFE
from recert.policy.exceptions import settings
from recert.policy.lengths import earlier_of, lengths, longest_by_end
from recert.policy.model import Demand, Group, Policy, Value
from recert.policy.positions import Path
from recert.policy.sentence import number, plain
from recert.policy.years import in_a_row

SHORTEST_MONTH: Final = 28
"""Days that every month has."""
Found = Iterator[tuple[Path, str, str]]


def beyond(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    for group in policy.groups:
        yield from _years(policy, group)
    yield from _carried(policy)
    yield from _first_by_end(policy)


def _of_everybody(values: tuple[Value, ...], other: Value) -> Decimal | None:
    """What else holds for everybody on the day from which a value does; None where nothing does, or a share."""
    known = [v for v in values if v.when is None and v.by_end == other.by_end and v.since <= other.since]
    return None if not known or known[-1].share else known[-1].amount


def _years(policy: Policy, group: Group) -> Found:
    years = policy.months_of(group.key) // 12
    for i, demand in enumerate(group.demands):
        row = in_a_row(demand)
        each = f"in each {row} of" if row > 1 else "in each of"
        for at, value in enumerate(demand.values if _is_of_all_units(demand) else ()):
            whole, together = _of_everybody(group.required, value), value.amount * (years // row)
            if value.when is None and not value.share and whole is not None and together > whole > 0:
                what = (
                    f"{number(value.amount)} {policy.units} {each} {years} years are {number(together)}, "
                    f"and {number(whole)} are needed in all"
                )
                yield ("group", group.key, "also", i, "least", at), what, "require as much in all, or less in each year"


def _is_of_all_units(demand: Demand) -> bool:
    return not demand.of and not demand.choices and (demand.kind.of_cycle_years or demand.kind.of_shared_years)


def _carried(policy: Policy) -> Found:
    """A surplus of which nothing is ever carried, or of whose last months all of a cycle is."""
    rule = policy.carry
    if rule is None:
        return
    own = [value for group in policy.groups if group.own_carry for value in group.own_carry.most]
    if rule.most and not any(value.amount or value.unlimited for value in (*rule.most, *own)):
        what = f"at most 0 {policy.units} are carried, so nothing ever is"
        yield ("carry", "most", 0), what, 'write how many may be, or surplus = "not carried" and no [carry]'
    again = rule.carried_in is CarriedIn.AGAIN
    if rule.months >= (most := longest_by_end(policy)) and not again:
        what = f"what is earned in the last {rule.months} months of a cycle is carried, and none has more than {most}"
        yield ("carry", "earned_in_last_months"), what, "write fewer months, or leave `earned_in_last_months` out"
    if again and 0 < rule.months <= min(_least_apart(policy, group) for group in policy.groups):
        what = (
            f"what was carried in was earned before the last {rule.months} months of the next cycle, so none of it is "
            f"ever carried again"
        )
        fix = 'write more months, or carried_units = "are used first"'
        yield ("carry", "earned_in_last_months"), what, fix


def _least_apart(policy: Policy, group: Group) -> int:
    """So many whole months at least lie between what a cycle gave and the end of the next one, if nothing moves it."""
    cycle = policy.cycle_of(group.key)
    usual = min([*lengths(policy, group.key), *earlier_of(policy, group)], default=FOR_LIFE)
    return usual - cycle.grace_months - -(-cycle.grace_days // SHORTEST_MONTH)


def _first_by_end(policy: Policy) -> Found:
    """A value for cycles that end from a day on with none before it: it holds for those that end earlier as well."""
    for place, values in settings(policy):
        if values and values[0].by_end and values[0].when is None:
            what = (
                f"the first value holds for earlier cycles too, so that from {plain(values[0].since)} on is no matter"
            )
            fix = "write above it what holds until then: a value of 0 with `from`, where nothing is asked"
            yield (*place, 0, "ending_from"), what, fix
