"""What is surely not meant of renewals for another length: one that every cycle has, and one that is over by then."""

from collections.abc import Iterator

from recert.policy.beyond import Found
from recert.policy.cycles import FOR_LIFE
from recert.policy.length_words import months_of
from recert.policy.model import Group, Policy, Value
from recert.policy.plan import plan
from recert.policy.positions import Path
from recert.policy.unreachable import may_be_over, shortest, too_late


def length_doubts(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    told = [(place, groups, values) for place, groups, values in _said(policy) if values]
    for place, groups, values in told:
        usual = {policy.months_of(group.key) for group in groups}
        if len(usual) == 1 and not policy.cycle.earlier and {months_of(value) for value in values} == usual:
            what = f"a cycle has {usual.pop()} months anyway, so this changes nothing"
            yield (*place, "renews_for"), what, "write another number of months, or leave it out"
    lowered = plan(policy) if told else None
    for place, groups, values in told:
        late = [group for group in groups if may_be_over(policy, group.key)]
        for at, value in enumerate(values):
            months = months_of(value)
            if months == FOR_LIFE:
                continue
            lasts = [shortest(lowered, group.key, months) for group in late] if lowered else []
            if lasts and len(late) == len(groups) and all(days <= 0 for days in lasts):
                what = too_late(months, min(lasts))
                fix = 'write next_starts = "the day after the renewal" under [cycle], or more months'
                yield (*place, "renews_for", at), what, fix


def _said(policy: Policy) -> Iterator[tuple[Path, list[Group], tuple[Value, ...]]]:
    """Where lengths are said, and of which groups."""
    for group in policy.groups:
        place: Path = ("group", group.key)
        for at, way in enumerate(group.ways):
            yield (*place, "or", at), [group], way.renews_for
        if group.own_retake:
            yield (*place, "retake"), [group], group.own_retake.renews_for
    of_all = [group for group in policy.groups if not group.own_retake]
    if policy.retake and of_all:
        yield ("retake",), of_all, policy.retake.renews_for
