"""What is asked of a cycle in parts, and is more than what is asked of all of it: surely not meant so."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from recert.policy.cycles import CycleRule, Ends
from recert.policy.exceptions import settings
from recert.policy.lengths import longest
from recert.policy.model import Demand, Group, Policy, Value
from recert.policy.nesting import around
from recert.policy.positions import Path
from recert.policy.sentence import all_of, number, plain

DAYS_OF_MONTH: Final = 31
"""Days that no month exceeds."""
Found = Iterator[tuple[Path, str, str]]


def beyond(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    for group in policy.groups:
        yield from _minima(policy, group)
        yield from _minima_together(policy, group)
        yield from _nothing_but_minima(policy, group)
        yield from _years(policy, group)
    yield from _windows(policy)
    yield from _never_waiting(policy)
    yield from _carried(policy)
    yield from _first_by_end(policy)


def _of_everybody(values: tuple[Value, ...], other: Value) -> Decimal | None:
    """What else holds for everybody on the day from which a value does; None where nothing does, or a share."""
    known = [v for v in values if v.when is None and v.by_end == other.by_end and v.since <= other.since]
    return None if not known or known[-1].share else known[-1].amount


def _minima(policy: Policy, group: Group) -> Found:
    for minimum in group.minima:
        for at, value in enumerate(minimum.values):
            whole = _of_everybody(group.required, value)
            if value.when is None and not value.share and whole is not None and value.amount > whole > 0:
                name = policy.category(minimum.category).name
                what = f"{number(value.amount)} {policy.units} of {name} are needed, and {number(whole)} in all"
                place = ("group", group.key, "minimum", minimum.category, at)
                yield place, what, "require as much in all, or less of it"


def _minima_together(policy: Policy, group: Group) -> Found:
    """Minima that are more than the whole together, though each is less, where no unit is of two of them."""
    if _overlapping(policy, [minimum.category for minimum in group.minima]):
        return
    for value in sorted({v for m in (group.required, *(m.values for m in group.minima)) for v in m}, key=_since):
        whole = _of_everybody(group.required, value)
        parts = {m.category: _of_everybody(m.values, value) or Decimal(0) for m in group.minima}
        asked = {key: amount for key, amount in parts.items() if amount}
        if whole and all(amount <= whole for amount in asked.values()) and sum(asked.values()) > whole:
            units = all_of([f"{number(amount)} of {policy.category(key).name}" for key, amount in asked.items()])
            together = number(sum(asked.values(), Decimal(0)))
            what = f"{units} are {together} {policy.units} together, and {number(whole)} are needed in all"
            yield ("group", group.key, "requires"), what, "require as much in all, or less of one of them"
            return


def _since(value: Value) -> date:
    return value.since


def _overlapping(policy: Policy, minima: list[str]) -> bool:
    """Whether one unit may be of several of these categories."""
    known = set(minima)
    if policy.carry and policy.carry.kept:
        return True
    for kind in policy.types:
        own = kind.division.categories if kind.division else (kind.category,)
        beside = {key for within in kind.of_which for key in around(policy.categories, within.category)}
        if any(len(known & {*around(policy.categories, key), *beside}) > 1 for key in own):
            return True
    return False


def _nothing_but_minima(policy: Policy, group: Group) -> Found:
    """No units are required of some, and a minimum asks for some all the same."""
    for at, value in enumerate(group.required):
        if value.when is None or value.amount or value.share or value.unlimited:
            continue
        left = [minimum.category for minimum in group.minima if _asks_all_the_same(minimum.values, value)]
        if left:
            names = str(all_of([policy.category(key).name for key in left]))
            what = f"no {policy.units} are required here, but what is asked of {names} still is"
            fix = "give each of these a value of 0 with the same `when`, if nothing is to be needed"
            yield ("group", group.key, "requires", at), what, fix


def _asks_all_the_same(minimum: tuple[Value, ...], value: Value) -> bool:
    """Whether a minimum has no value of its own for whom a value is, and one for everybody on that day."""
    return not any(each.when == value.when for each in minimum) and bool(_of_everybody(minimum, value))


def _years(policy: Policy, group: Group) -> Found:
    years = policy.months_of(group.key) // 12
    for i, demand in enumerate(group.demands):
        for at, value in enumerate(demand.values if _is_of_all_units(demand) else ()):
            whole, together = _of_everybody(group.required, value), value.amount * years
            if value.when is None and not value.share and whole is not None and together > whole > 0:
                what = (
                    f"{number(value.amount)} {policy.units} in each of {years} years are {number(together)}, "
                    f"and {number(whole)} are needed in all"
                )
                yield ("group", group.key, "also", i, "least", at), what, "require as much in all, or less in each year"


def _is_of_all_units(demand: Demand) -> bool:
    return not demand.of and (demand.kind.of_cycle_years or demand.kind.of_calendar_years)


def _windows(policy: Policy) -> Found:
    rule, cycle = policy.deadline, policy.cycle
    if rule is None or not rule.late:
        return
    for key in ("months", "days"):
        opens, before = getattr(cycle, f"opens_{key}"), getattr(rule, key)
        if opens and before and opens <= before:
            what = (
                f"units renew in the last {opens} {key} only, after the deadline {before} {key} before the end: "
                "everybody is late"
            )
            yield ("deadline", key), what, f"write a later deadline, or more in `opens_{key}`"


PUT_OFF: Final = {Ends.END_OF_MONTH: 1, Ends.END_OF_YEAR: 12}
"""How many months a cycle may be longer that goes on to the end of something."""


def _ends(rule: CycleRule) -> Iterator[Ends]:
    yield rule.ends
    if rule.first_months is not None:
        yield rule.first_ends


def _never_waiting(policy: Policy) -> Found:
    """A window that is open before any cycle begins: nothing ever waits for it."""
    cycle, most = policy.cycle, _longest(policy)
    for key, opens, months in (
        ("opens_months", cycle.opens_months, cycle.opens_months),
        ("opens_days", cycle.opens_days, cycle.opens_days // DAYS_OF_MONTH),
    ):
        if opens and months >= most:
            word = key.removeprefix("opens_")
            what = f"units renew in the last {opens} {word} only, and a cycle has {most} months: they always do"
            yield ("cycle", key), what, f"write fewer {word}, or leave `{key}` out"


def _longest(policy: Policy) -> int:
    """The months that no cycle exceeds."""
    ends = {each for group in policy.groups for each in _ends(policy.cycle_of(group.key))}
    return longest(policy) + max((PUT_OFF.get(each, 0) for each in ends), default=0)


def _carried(policy: Policy) -> Found:
    """A surplus of which nothing is ever carried, or of whose last months all of a cycle is."""
    rule = policy.carry
    if rule is None:
        return
    own = [value for group in policy.groups if group.own_carry for value in group.own_carry.most]
    if rule.most and not any(value.amount or value.unlimited for value in (*rule.most, *own)):
        what = f"at most 0 {policy.units} are carried, so nothing ever is"
        yield ("carry", "most", 0), what, 'write how many may be, or surplus = "not carried" and no [carry]'
    if rule.months >= (most := _longest(policy)):
        what = f"what is earned in the last {rule.months} months of a cycle is carried, and none has more than {most}"
        yield ("carry", "earned_in_last_months"), what, "write fewer months, or leave `earned_in_last_months` out"


def _first_by_end(policy: Policy) -> Found:
    """A value for cycles that end from a day on with none before it: it holds for those that end earlier as well."""
    for place, values in settings(policy):
        if values and values[0].by_end and values[0].when is None:
            what = (
                f"the first value holds for earlier cycles too, so that from {plain(values[0].since)} on is no matter"
            )
            fix = "write above it what holds until then: a value of 0 with `from`, where nothing is asked"
            yield (*place, 0, "ending_from"), what, fix
