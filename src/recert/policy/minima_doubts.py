"""What categories have to give, beside what is asked of all units: more than that, or something where it is nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from recert.policy.circumstances import Removes
from recert.policy.cycles import Anchor
from recert.policy.model import Group, Minimum, Policy, Rounding, Value
from recert.policy.overlaps import lacking, overlaps
from recert.policy.positions import Path
from recert.policy.proration import Proration
from recert.policy.sentence import all_of, number
from recert.policy.situations import Situation, governing, situations
from recert.policy.stages.value import rounded

Found = Iterator[tuple[Path, str, str]]


def minima_doubts(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    for group in policy.groups:
        yield from _more_of_one(policy, group)
        yield from _more_together(policy, group)
        yield from _nothing_but_minima(policy, group)
        yield from _all_the_same(policy, group)
    yield from _shrunk(policy)


def _units(values: tuple[Value, ...], here: Situation) -> Decimal | None:
    """How many units are asked for in a situation; None where that is a share, or any number."""
    at = governing(values, here)
    if at is None:
        return Decimal(0)
    return None if values[at].share or values[at].unlimited else values[at].amount


def _more_of_one(policy: Policy, group: Group) -> Found:
    for minimum in group.minima:
        told = set[int]()
        for here in situations((group.required, minimum.values), policy.months_of(group.key)):
            at, whole = governing(minimum.values, here), _units(group.required, here)
            asked = _units(minimum.values, here)
            if at is None or at in told or not whole or asked is None or asked <= whole:
                continue
            told.add(at)
            name = policy.category(minimum.category).name
            what = f"{number(asked)} {policy.units} of {name} are needed, and {number(whole)} in all"
            place = ("group", group.key, "minimum", minimum.category, at)
            yield place, what, "require as much in all, or less of it"


def _more_together(policy: Policy, group: Group) -> Found:
    """Minima that are more than the whole together, though each is less, of categories no unit of which is of two."""
    if policy.carry and policy.carry.kept:
        return
    known = overlaps(policy)
    for here in situations((group.required, *(m.values for m in group.minima)), policy.months_of(group.key)):
        whole = _units(group.required, here)
        asked = {m.category: _units(m.values, here) or Decimal(0) for m in group.minima}
        parts = _apart({key: amount for key, amount in asked.items() if amount}, known)
        together = sum(parts.values(), Decimal(0))
        if whole and together > whole and all(amount <= whole for amount in asked.values()):
            units = all_of([f"{number(amount)} of {policy.category(key).name}" for key, amount in parts.items()])
            what = f"{units} are {number(together)} {policy.units} together, and {number(whole)} are needed in all"
            yield ("group", group.key, "requires"), what, "require as much in all, or less of one of them"
            return


def _apart(asked: dict[str, Decimal], known: dict[str, frozenset[str]]) -> dict[str, Decimal]:
    """Those of the minima that take most together, of which no unit is of two."""
    most, found = lacking(asked, known), dict(asked)
    for key in asked:
        without = {other: amount for other, amount in found.items() if other != key}
        if lacking(without, known) == most:
            found = without
    return found


def _nothing_but_minima(policy: Policy, group: Group) -> Found:
    """No units are required of some, and a minimum asks for some all the same."""
    left = dict[int, dict[str, None]]()
    for minimum in group.minima:
        for here in situations((group.required, minimum.values), policy.months_of(group.key)):
            at = governing(group.required, here)
            if at is not None and _is_exempt(group.required[at], minimum) and _units(minimum.values, here):
                left.setdefault(at, {})[minimum.category] = None
    for at, keys in sorted(left.items()):
        names = str(all_of([policy.category(key).name for key in keys]))
        what = f"no {policy.units} are required here, but what is asked of {names} still is"
        fix = "give each of these a value of 0 with the same `when`, if nothing is to be needed"
        yield ("group", group.key, "requires", at), what, fix


def _is_exempt(value: Value, minimum: Minimum) -> bool:
    """Whether nothing is required of some for whom a minimum has no value of its own."""
    nothing = not value.amount and not value.share and not value.unlimited
    return nothing and value.when is not None and all(each.when != value.when for each in minimum.values)


def _all_the_same(policy: Policy, group: Group) -> Found:
    """A first cycle so short that nothing is required of it, and a minimum that doesn't shrink."""
    rule = policy.proration_of(group.key)
    months = _nothing_up_to(policy, group, rule) if rule else 0
    if rule is None or not months:
        return
    stays = [m.category for m in group.minima if m.category not in rule.shrinking and _asks_at_first(m, policy, group)]
    if stays:
        names = str(all_of([policy.category(key).name for key in stays]))
        key, why = _why_nothing(rule, months)
        what = (
            f"up to {months} {'month' if months == 1 else 'months'} of a first cycle no {policy.units} are required of "
            f"{group.name}{why}, but what is asked of {names} still is"
        )
        fix = f"write minima = {{ {stays[0]} = N }} beside `units`" if rule.every else "name it in `minima`"
        yield (*prorated_at(group), key), what, f"{fix}, if nothing is to be needed"


def prorated_at(group: Group) -> Path:
    """Where it is written how a group's first cycles are prorated."""
    return ("group", group.key, "proration") if group.own_proration else ("proration",)


def _nothing_up_to(policy: Policy, group: Group, rule: Proration) -> int:
    """Of how many months of a first cycle nothing is required at the most; 0 where no first cycle is so short.

    Where so many units are required for every so many months, nothing for fewer is what is said, and may be meant.
    """
    asked = [value.amount for value in group.required if value.amount and not value.share and value.when is None]
    shortest, months = shortest_first(policy, group), policy.months_of(group.key)
    of = _Shrinking((), rule.rounding, rule.to, months - 1, months)
    away = [n for n in range(1, months) if not rule.every and any(not _left(policy, of, each, n) for each in asked)]
    most = max([rule.nothing_up_to, *away])
    return most if most >= shortest else 0


def shortest_first(policy: Policy, group: Group) -> int:
    """The months that a first cycle has at the least, as an award begins it."""
    by_award = policy.cycle.anchor is Anchor.AWARD
    return max(policy.cycle_of(group.key).first_months or 1, 1) if by_award else 1


def _why_nothing(rule: Proration, months: int) -> tuple[str, str]:
    """By which key nothing is required of so many months, and how that comes where it isn't said there."""
    if months <= rule.nothing_up_to:
        return "nothing_up_to_months", ""
    return "to", f", as they are rounded to a multiple of {number(rule.to)}"


def _asks_at_first(minimum: Minimum, policy: Policy, group: Group) -> bool:
    """Whether a minimum asks for units of everybody, and says nothing of first cycles."""
    of_everybody = (here for here in situations((minimum.values,), policy.months_of(group.key)) if here.of is None)
    says = any(value.when and value.when.cycle_to == 1 for value in minimum.values)
    return not says and any(_units(minimum.values, here) for here in of_everybody)


@dataclass(frozen=True, slots=True)
class _Shrinking:
    """How minima shrink, and where that is written: by the months that count, or by those that are left."""

    place: Path
    rounding: Rounding
    to: Decimal
    most: int  # the most months that may be left of a usual cycle
    of: int


HALF: Final = 2


def _shrunk(policy: Policy) -> Found:
    """Minima that are rounded to nothing where half a cycle, or more of it, is left: in steps meant for the whole."""
    for group in policy.groups:
        for rule, keys in _shrinking(policy, group):
            for minimum in group.minima:
                if minimum.category in keys and (found := _rounded_away(policy, group, minimum, rule)):
                    yield rule.place, found, FINER


FINER: Final = (
    "write the minimum in percent and leave it out here, or a smaller `to`, or leave it out here to ask for all of it"
)


def _shrinking(policy: Policy, group: Group) -> Iterator[tuple[_Shrinking, tuple[str, ...]]]:
    months, rule = policy.months_of(group.key), policy.proration_of(group.key)
    if rule and not rule.every:
        yield _Shrinking((*prorated_at(group), "minima"), rule.rounding, rule.to, months - 1, months), rule.categories
    for at, kind in enumerate(policy.circumstances):
        if kind.removes is Removes.MONTHS:
            place = ("circumstance", at, "shrinks")
            yield _Shrinking(place, kind.rounding, kind.to, months - 1, months), kind.shrinks


def _rounded_away(policy: Policy, group: Group, minimum: Minimum, rule: _Shrinking) -> str | None:
    for value in minimum.values:
        if value.share or not value.amount:
            continue
        lost = [months for months in range(1, rule.most + 1) if not _left(policy, rule, value.amount, months)]
        if lost and lost[-1] * HALF >= rule.of:
            name = policy.category(minimum.category).name
            return (
                f"{number(value.amount)} {policy.units} of {name} become 0 where no more than {lost[-1]} of {rule.of} "
                f"months of {group.name} are left, as they are rounded to a multiple of {number(rule.to)} like all "
                "that is required"
            )
    return None


def _left(policy: Policy, rule: _Shrinking, whole: Decimal, months: int) -> int:
    """How many multiples so many months leave of a minimum."""
    steps, to = int(whole / policy.step), int(rule.to / policy.step)
    return rounded(int(rule.rounding), steps * months, rule.of * to)
