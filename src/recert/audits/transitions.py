"""The table of what may happen to an audited activity. Buttons, permissions, events, docs and tests come from it."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recert.audits.models import Audit
from recert.people.may import TABLE as MAY
from recert.records.refusal import Refused, refuse

State = Audit.State

CANDIDATE: Final = "candidate"
SYSTEM: Final = "system"


@dataclass(frozen=True, slots=True)
class Transition:
    """One step. `who` is what staff must be allowed (a verb of `people.may`), the candidate, or the system.

    `asks` is what goes with it: a reason of the policy's list and words ("reason"), words ("words"), a later day and
    words ("day"), words if there are any ("note"), or nothing (""). `another`: whoever decided on it before may not.
    `event` is what the journal calls it.
    """

    verb: str
    title: str | Promise
    sources: frozenset[str]
    target: str
    who: str
    asks: str
    event: str
    another: bool = False


QUEUED: Final = frozenset({State.OPEN, State.AGAIN})
"""States in which an auditor is to look at it."""
COUNTED: Final = frozenset({State.WAITING, State.OPEN, State.RETURNED, State.ACCEPTED})
"""States in which the activity counts as far as audits are concerned."""

DECIDE, APPEALS, REOPEN = "audit.decide", "appeal.decide", "audit.reopen"
UNANSWERED: Final = _("Reject for want of an answer")
ASIDE: Final = _("Set aside: on both of two merged records")


def row(known: type[TextChoices], verb: str, title: Any, states: str, who: str, asks: str, event: str) -> Transition:
    """A row of a table: `states` is what it leads from and to, "open again → accepted", each one that is `known`."""
    sources, _arrow, target = states.partition(" → ")
    before = frozenset(str(known(each)) for each in sources.split())
    return Transition(verb, title, before, str(known(target)), who, asks, event, another=who == APPEALS)


def _step(verb: str, title: Any, states: str, who: str, asks: str, event: str) -> Transition:
    return row(State, verb, title, states, who, asks, event)


TABLE: Final = (
    _step("select", _("Put before an auditor"), "waiting accepted → open", SYSTEM, "", "activity.selected"),
    _step("pass", _("Accept automatically"), "waiting → accepted", SYSTEM, "", "activity.passed"),
    _step("accept", _("Accept"), "open again → accepted", DECIDE, "note", "activity.accepted"),
    _step("return", _("Return for more"), "open → returned", DECIDE, "words", "activity.returned"),
    _step("reject", _("Reject"), "open again → rejected", DECIDE, "reason", "activity.rejected"),
    _step("answer", _("Answer"), "returned → open", CANDIDATE, "note", "activity.answered"),
    _step("expire", UNANSWERED, "returned → rejected", SYSTEM, "", "activity.unanswered"),
    _step("resubmit", _("Ask to look again"), "rejected → again", CANDIDATE, "note", "activity.resubmitted"),
    _step("appeal", _("Appeal"), "rejected → appealed", CANDIDATE, "words", "activity.appealed"),
    _step("grant", _("Grant the appeal"), "appealed → accepted", APPEALS, "words", "appeal.granted"),
    _step("refuse", _("Refuse the appeal"), "appealed → refused", APPEALS, "words", "appeal.refused"),
    _step(
        "fail",
        _("Reject with the audit of a renewal"),
        "waiting open returned accepted again → rejected",
        SYSTEM,
        "",
        "activity.failed",
    ),
    _step("restore", _("Count again"), "rejected → accepted", SYSTEM, "", "activity.restored"),
    _step("reopen", _("Reopen"), "accepted → open", REOPEN, "words", "activity.reopened"),
    _step("revisit", _("Reopen"), "rejected refused → again", REOPEN, "words", "activity.reopened"),
    _step(
        "withdraw",
        _("Withdraw"),
        "waiting open returned accepted rejected again appealed refused → withdrawn",
        CANDIDATE,
        "",
        "activity.withdrawn",
    ),
    _step("set aside", ASIDE, "waiting open returned again appealed → withdrawn", SYSTEM, "", "audit.set_aside"),
    _step("resume", _("Put before an auditor again"), "withdrawn → open", SYSTEM, "", "audit.resumed"),
    _step("resume again", _("To be looked at again, as before"), "withdrawn → again", SYSTEM, "", "audit.resumed"),
    _step("resume appeal", _("Under appeal, as before"), "withdrawn → appealed", SYSTEM, "", "audit.resumed"),
)
"""In the order in which buttons stand."""

BY_VERB: Final = {each.verb: each for each in TABLE}


def possible(state: str, rights: frozenset[str], table: tuple[Transition, ...] = TABLE) -> tuple[Transition, ...]:
    """What staff with these roles can do in this state."""
    return tuple(each for each in table if state in each.sources and each.who in MAY and MAY[each.who].roles & rights)


def not_theirs_to_do() -> Refused:
    """What somebody is told whose roles do not include a step."""
    return refuse("", gettext("Your roles on this program's staff do not include this."))


def for_candidate(state: str, table: tuple[Transition, ...] = TABLE) -> tuple[Transition, ...]:
    """What the candidate can do in this state."""
    return tuple(each for each in table if state in each.sources and each.who == CANDIDATE)
