"""What nothing renews: renewed = "never" in [group.KEY.cycle], and what can't stand beside it."""

from collections.abc import Iterator
from typing import Final

from recert.policy.cycles import Unmet
from recert.policy.missed import CEASES
from recert.policy.model import Group, Policy
from recert.policy.toml import Document

OF_RENEWING: Final = ("requires", "minimum", "portfolio", "or", "retake", "carry", "proration")
"""What a group says of how it is renewed, and what of that is carried."""
OF_GRACE: Final = ("grace_days", "grace_months")
OF_NEXT: Final = ("next_starts", "last_months", "opens_months", "opens_days")
"""What a group says of when it is renewed, and of the cycle that follows."""


def is_never_renewed(group: Group) -> bool:
    """Whether nothing renews what is of a group that is being read."""
    return group.own_cycle is not None and group.own_cycle.never_renewed


def check_never(document: Document, policy: Policy) -> None:
    """What is never renewed needs nothing for that; what is asked of its years ends it where one is missed."""
    never = [group for group in policy.groups if is_never_renewed(group)]
    for group in never:
        _check_said(document, group)
        _check_demands(document, group)
        if policy.cycle.unmet is not Unmet.LAPSES:
            what = "what is not renewed begins its next cycle by `unmet`, so that it is never over"
            place = ("group", group.key, "cycle", "renewed")
            document.problem(place, what, "leave `unmet` out under [cycle], or `renewed` here")
    _check_cascades(document, policy, {group.key for group in never})


def _check_said(document: Document, group: Group) -> None:
    said = document.data.get("group", {}).get(group.key, {})
    for key in OF_RENEWING:
        if said.get(key):
            what = 'by renewed = "never" nothing renews it, so that this would change nothing'
            document.problem(("group", group.key, key), what, f"leave `{key}` out, or `renewed` in its [cycle]")
    for key in OF_NEXT:
        if key in said.get("cycle", ()):
            what = "what nothing renews has no cycle after this one"
            document.problem(("group", group.key, "cycle", key), what, f"leave `{key}` out, or `renewed`")
    for key in OF_GRACE:
        if key in said.get("cycle", ()):
            what = "what nothing renews has no grace: it is over after its last day"
            document.problem(("group", group.key, "cycle", key), what, f"leave `{key}` out, or `renewed`")


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
            what = f'{code} is of a group with renewed = "never", and this would renew it'
            document.problem(("cascade", i, "renews"), what, f"take {code} out, or leave `renewed` out of its [cycle]")


def _of(policy: Policy, codes: tuple[str, ...], groups: set[str]) -> Iterator[str]:
    yield from (each.code for each in policy.certifications if each.code in codes and each.group in groups)
