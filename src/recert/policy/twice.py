"""What would renew twice, a day apart: where the next cycle may begin on the day after a renewal, and asks for nothing
that the last one did not have."""

from collections.abc import Iterable
from typing import Final

from recert.policy.beyond import Found
from recert.policy.cycles import Rhythm
from recert.policy.lengths import lengths
from recert.policy.model import Demand, Group, Policy, Value
from recert.policy.positions import Path
from recert.policy.window_doubts import DAYS_OF_MONTH


def twice(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    back_anew = policy.suspension is not None and policy.suspension.restarts
    for group in policy.groups:
        if not back_anew and _keeps(policy, group):
            continue
        waits = policy.cycle_of(group.key).has_window
        for place, title, demands in _without_units(group):
            if demands and all(_is_there_already(policy, group, rule) for rule in demands):
                when, apart = WHEN[waits]
                what = (
                    f"what “{title}” asks for is there {when} the next cycle, too, which may begin on the "
                    f"day after the renewal: one activity renews twice{apart}"
                )
                yield place, what, FIX[waits]
    yield from _by_carrying(policy)


def _keeps(policy: Policy, group: Group) -> bool:
    return policy.cycle_of(group.key).rhythm is Rhythm.KEPT


WHEN: Final = {
    False: ("on the first day of", ", a day apart"),
    True: ("on the first day that renews", ""),
}
"""When it is there, and how far apart that renews: whether units renew in a cycle's last months alone."""
FIX: Final = {
    False: 'write kind = "counter", which looks at this cycle alone, or keep the rhythm with '
    '"where the last one ended"',
    True: 'ask for fewer months, or write kind = "counter", which looks at this cycle alone',
}
"""What can be done about it: the same."""


def _without_units(group: Group) -> Iterable[tuple[Path, str, list[Demand]]]:
    """The ways that ask for no units, with all that they demand in time."""
    place: Path = ("group", group.key)
    asked = [rule for rule in group.demands if not rule.only_late]
    if group.required and _is_nothing(group.required) and not group.portfolio and not group.minima:
        yield place, group.name, asked
    for at, way in enumerate(group.ways):
        if _is_nothing(way.required):
            yield (*place, "or", at), way.title, [*asked, *(rule for rule in way.demands if not rule.only_late)]


def _is_nothing(required: tuple[Value, ...]) -> bool:
    return not any(value.amount for value in required)


def _is_there_already(policy: Policy, group: Group, rule: Demand) -> bool:
    """Whether a demand looks back beyond the first day of a cycle, on the first day on which that can be renewed."""
    if rule.choices:
        return all(_is_there_already(policy, group, choice) for choice in rule.choices)
    beyond = (
        rule.months - _before_window(policy, group) if rule.before_renewal else rule.months - _longest(policy, group)
    )
    return rule.kind.of_last and beyond > 0


def _before_window(policy: Policy, group: Group) -> int:
    """The months of a cycle in which units don't renew it yet; 0 where they always do."""
    cycle = policy.cycle_of(group.key)
    if not cycle.has_window:
        return 0
    return _longest(policy, group) - cycle.opens_months - cycle.opens_days // DAYS_OF_MONTH


def _longest(policy: Policy, group: Group) -> int:
    return max(lengths(policy, group.key))


def _by_carrying(policy: Policy) -> Found:
    """Groups in which as much may be carried as the next cycle requires, whoever it is and whenever."""
    for group in policy.groups:
        carried, required = policy.carried_of(group.key), group.required
        if policy.cycle_of(group.key).has_window or group.demands or group.minima or group.portfolio:
            continue
        if _keeps(policy, group) or not carried or not required:
            continue
        if all(not value.share for value in (*carried, *required)) and _covers(carried, required):
            what = (
                f"as much may be carried as {group.name} requires, and the next cycle may begin on the day after the "
                "renewal: twice as much renews twice, a day apart"
            )
            yield ("carry",), what, 'carry less, or keep the rhythm with "where the last one ended"'
            return


def _covers(carried: tuple[Value, ...], required: tuple[Value, ...]) -> bool:
    most = max(value.amount for value in required)
    return most > 0 and min(value.amount for value in carried) >= most
