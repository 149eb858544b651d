"""What nothing renews: renewed = "never" in [group.KEY.cycle], or months = "for life"; what can't stand beside it."""

from collections.abc import Iterator
from typing import Final

from recert.policy.cycles import Anchor, CycleRule, Unmet
from recert.policy.missed import CEASES
from recert.policy.model import Group, Policy
from recert.policy.toml import LIFE, Document

OF_RENEWING: Final = ("requires", "minimum", "portfolio", "or", "retake", "carry", "proration")
"""What a group says of how it is renewed, and what of that is carried."""
OF_GRACE: Final = ("grace_days", "grace_months")
OF_NEXT: Final = ("next_starts", "last_months", "opens_months", "opens_days")
"""What a group says of when it is renewed, and of the cycle that follows."""
OF_ENDS: Final = ("renewed", "ends", "first")
"""What a group says of a cycle that ends."""
OF_ALL: Final = (
    *("grace_months", "last_months", "opens_months", "opens_days", "earlier", "earlier_grace", "first"),
    *("unmet", "after_renewal"),
)
"""What [cycle] says of cycles that end."""


def is_never_renewed(document: Document, group: Group) -> bool:
    """Whether nothing renews what is of a group that is being read."""
    own = group.own_cycle
    if own is not None and (own.never_renewed or own.months is not None):
        return own.never_renewed
    return document.word("cycle", "months") == LIFE


def check_never(document: Document, policy: Policy) -> None:
    """What is never renewed needs nothing for that; what is asked of its years ends it where one is missed."""
    _check_all(document, policy)
    never = [group for group in policy.groups if policy.cycle_of(group.key).never_renewed]
    for group in never:
        rule = policy.cycle_of(group.key)
        _check_said(document, group, rule)
        if rule.for_life:
            _check_life(document, group)
        else:
            _check_demands(document, group)
        if policy.cycle.unmet is not Unmet.LAPSES:
            what = "what is not renewed begins its next cycle by `unmet`, so that it is never over"
            key = "months" if rule.for_life else "renewed"
            place = ("group", group.key, "cycle", key)
            document.problem(place, what, f"leave `unmet` out under [cycle], or `{key}` here")
    _check_cascades(document, policy, {group.key for group in never})


def _check_said(document: Document, group: Group, rule: CycleRule) -> None:
    said = document.data.get("group", {}).get(group.key, {})
    by, instead = _said(group, rule)
    for key in OF_RENEWING:
        if said.get(key):
            what = f"by {by} nothing renews it, so that this would change nothing"
            document.problem(("group", group.key, key), what, f"leave `{key}` out, or {instead}")
    instead = f'write `months` as a number instead of "{LIFE}"' if rule.for_life else "`renewed`"
    for key in OF_NEXT:
        if key in said.get("cycle", ()):
            what = "what nothing renews has no cycle after this one"
            document.problem(("group", group.key, "cycle", key), what, f"leave `{key}` out, or {instead}")
    for key in OF_GRACE:
        if key in said.get("cycle", ()):
            over = "it does not expire" if rule.for_life else "it is over after its last day"
            what = f"what nothing renews has no grace: {over}"
            document.problem(("group", group.key, "cycle", key), what, f"leave `{key}` out, or {instead}")


def _said(group: Group, rule: CycleRule) -> tuple[str, str]:
    """By what nothing renews a group, and how that is taken back."""
    if not rule.for_life:
        return 'renewed = "never"', "`renewed` in its [cycle]"
    of = "its [cycle]" if group.own_cycle and group.own_cycle.for_life else "[cycle]"
    return f'months = "{LIFE}"', f"write `months` as a number in {of}"


def _check_life(document: Document, group: Group) -> None:
    """What does not expire has no end that could be of a kind, and no years that could be missed."""
    said = document.data.get("group", {}).get(group.key, {})
    for key in OF_ENDS:
        if group.own_cycle and group.own_cycle.for_life and key in said.get("cycle", ()):
            what = "what is held for life is not renewed" if key == "renewed" else "what is held for life has no end"
            document.problem(("group", group.key, "cycle", key), what, f"leave `{key}` out")
    if group.demands:
        what = "what is held for life is not renewed, and has no years in which something could be asked for"
        fix = f'leave it out, or write `months` as a number instead of "{LIFE}"'
        document.problem(("group", group.key, "also", 0), what, fix)


def _check_all(document: Document, policy: Policy) -> None:
    """Where [cycle] says that what is held is for life, it says nothing of what ends."""
    if not policy.cycle.for_life:
        return
    said = document.data.get("cycle", {})
    found = [key for key in OF_ALL if key in said] + ["grace_days"] * bool(policy.cycle.grace_days)
    for key in found:
        fix = "write grace_days = 0" if key == "grace_days" else f"leave `{key}` out"
        what = "what is held for life has no end; a group whose cycles have one says this itself"
        document.problem(("cycle", key), what, fix)
    if policy.cycle.anchor is Anchor.CALENDAR:
        what = "what is held for life has no periods of the calendar"
        document.problem(("cycle", "anchor"), what, "leave `anchor` out, or write `months` as a number")


def _check_demands(document: Document, group: Group) -> None:
    for i, demand in enumerate(group.demands):
        if demand.missed is None or demand.missed.then not in CEASES:
            place: tuple[str | int, ...] = ("group", group.key, "also", i)
            place += ("missed", "then") if demand.missed else ("kind",)
            what = "nothing renews it, so that only years can be asked for something, and end or suspend it if missed"
            fix = f'write kind = "each year", and [group.{group.key}.also.missed] with then = "ends" or "suspends"'
            document.problem(place, what, f"{fix}, or leave it out")


def _check_cascades(document: Document, policy: Policy, never: set[str]) -> None:
    for i, cascade in enumerate(policy.cascades):
        for code in _of(policy, cascade.renewed, never):
            group = policy.group(policy.certification(code).group)
            by, instead = _said(group, policy.cycle_of(group.key))
            instead = instead if instead.startswith("write") else "leave `renewed` out of its [cycle]"
            what = f"{code} is of a group with {by}, and this would renew it"
            document.problem(("cascade", i, "renews"), what, f"take {code} out, or {instead}")


def _of(policy: Policy, codes: tuple[str, ...], groups: set[str]) -> Iterator[str]:
    yield from (each.code for each in policy.certifications if each.code in codes and each.group in groups)
