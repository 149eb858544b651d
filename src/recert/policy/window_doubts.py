"""What is surely not meant of a window before a cycle's end, in which alone units renew."""

from collections.abc import Iterator
from typing import Final

from recert.policy.beyond import Found
from recert.policy.cycles import CycleRule
from recert.policy.lengths import longest_by_end
from recert.policy.model import Group, Policy
from recert.policy.positions import Path

DAYS_OF_MONTH: Final = 31
"""Days that no month exceeds."""


def window_doubts(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    for place, rule, groups in _said(policy):
        yield from _after_the_deadline(policy, place, rule)
        yield from _never_waiting(policy, place, rule, groups)


def _said(policy: Policy) -> Iterator[tuple[Path, CycleRule, list[Group]]]:
    """Where a window is said, and of which groups."""
    own = [group for group in policy.groups if group.own_cycle and group.own_cycle.has_window]
    yield ("cycle",), policy.cycle, [group for group in policy.groups if group not in own]
    for group in own:
        yield ("group", group.key, "cycle"), policy.cycle_of(group.key), [group]


def _after_the_deadline(policy: Policy, place: Path, rule: CycleRule) -> Found:
    """A window that opens when everybody is late."""
    deadline = policy.deadline
    if deadline is None or not deadline.late:
        return
    for key in ("months", "days"):
        opens, before = getattr(rule, f"opens_{key}"), getattr(deadline, key)
        if opens and before and opens <= before:
            what = (
                f"units renew in the last {opens} {key} only, after the deadline {before} {key} before the end: "
                "everybody is late"
            )
            where: Path = ("deadline", key) if place == ("cycle",) else (*place, f"opens_{key}")
            yield where, what, f"write a later deadline, or more in `opens_{key}`"


def _never_waiting(policy: Policy, place: Path, rule: CycleRule, groups: list[Group]) -> Found:
    """A window that is open before any cycle begins: nothing ever waits for it."""
    most = longest_by_end(policy, groups)
    for key, opens, months in (
        ("opens_months", rule.opens_months, rule.opens_months),
        ("opens_days", rule.opens_days, rule.opens_days // DAYS_OF_MONTH),
    ):
        if opens and months >= most:
            word = key.removeprefix("opens_")
            what = f"units renew in the last {opens} {word} only, and a cycle has {most} months: they always do"
            yield (*place, key), what, f"write fewer {word}, or leave `{key}` out"
