"""Changes of dates and states, in words and kinds: what several pages of the desk say alike."""

from typing import Final

from django.utils.translation import gettext as _

from recert.design.formats import amount, day
from recert.policy.assessment import Assessment, Cycle, CycleState, GroupStanding, HoldingState
from recert.policy.missed_words import is_over
from recert.policy.model import Policy
from recert.policy.relieved_words import changed
from recert.policy.replaced_words import is_replaced
from recert.policy.what_if import Change
from recert.records.models import Renewal

CYCLES: Final = {
    CycleState.OPEN: "good",
    CycleState.RENEWED: "good",
    CycleState.GRACE: "warn",
    CycleState.SUSPENDED: "stop",
    CycleState.LAPSED: "stop",
    CycleState.HELD: "held",
    CycleState.ENDED: "held",
    CycleState.UNMET: "warn",
    CycleState.REPLACED: "held",
}
HOLDINGS: Final = {
    HoldingState.ACTIVE: "good",
    HoldingState.GRACE: "warn",
    HoldingState.SUSPENDED: "stop",
    HoldingState.LAPSED: "stop",
    HoldingState.RETIRED: "held",
    HoldingState.EXPIRED: "held",
    HoldingState.REPLACED: "held",
}
RENEWALS: Final = {
    Renewal.State.GRANTED: "good",
    Renewal.State.CONTESTED: "warn",
    Renewal.State.SUSPENDED: "stop",
    Renewal.State.UPHELD: "good",
    Renewal.State.TAKEN_BACK: "stop",
}


def cycle_kind(standing: GroupStanding, cycle: Cycle) -> str:
    """How a cycle's state looks: what a missed year ended does so as what lapsed, though it had been renewed."""
    if is_replaced(standing):
        return CYCLES[CycleState.REPLACED]
    if cycle.pause:
        return CYCLES[CycleState.SUSPENDED]
    return CYCLES[CycleState.LAPSED if is_over(standing) else cycle.state]


def change_told(change: Change) -> str:
    """What becomes of one certification's date."""
    code = change.certification
    if change.old is None and change.new is not None:
        return _("Awards %(code)s, which expires on %(new)s.") % {"code": code, "new": day(change.new)}
    if change.old is None or change.new is None:
        return _("%(code)s is no longer held.") % {"code": code}
    values = {"code": code, "old": day(change.old), "new": day(change.new)}
    if change.new > change.old:
        return _("Renews %(code)s until %(new)s, instead of %(old)s.") % values
    return _("%(code)s expires on %(new)s, earlier than %(old)s.") % values


def put_off_told(change: Change) -> str:
    """What becomes of a date that nothing renews: it is only put off, or no longer is."""
    if change.old is None or change.new is None:
        return change_told(change)
    values = {"code": change.certification, "old": day(change.old), "new": day(change.new)}
    return _("%(code)s expires on %(new)s, instead of %(old)s.") % values


def required_told(policy: Policy, before: Assessment, after: Assessment) -> list[str]:
    """What the cycles under way would require, in all and of each year, where that differs."""
    had = {standing.group: standing.current for standing in before.groups}
    told = []
    for standing in after.groups:
        old, new = had.get(standing.group), standing.current
        if old and new and (old.number, old.required) != (new.number, new.required):
            values = {
                "group": policy.group(standing.group).name,
                "new": amount(new.required),
                "old": amount(old.required),
                "units": policy.units,
            }
            told.append(_("%(group)s requires %(new)s %(units)s, instead of %(old)s.") % values)
        if old and new and old.number == new.number:
            told += map(str, changed(policy, standing.group, old, new))
    return told


def renewal_state(state: str) -> str:
    """A renewal's state as the pages name it."""
    return {
        Renewal.State.GRANTED: _("Granted"),
        Renewal.State.CONTESTED: _("In question"),
        Renewal.State.SUSPENDED: _("Suspended"),
        Renewal.State.UPHELD: _("Upheld"),
        Renewal.State.TAKEN_BACK: _("Taken back"),
    }[Renewal.State(state)]
