"""How states, reasons for being chosen and checks are worded on the desk."""

from typing import Any, Final

from django.utils.translation import gettext as _

from recert.audits.checks import BY_NAME, PICTURE
from recert.audits.models import Audit

State, Chosen = Audit.State, Audit.Chosen

KINDS: Final = {
    State.WAITING: "plain",
    State.OPEN: "warn",
    State.RETURNED: "plain",
    State.ACCEPTED: "good",
    State.REJECTED: "stop",
    State.AGAIN: "warn",
    State.APPEALED: "warn",
    State.REFUSED: "stop",
    State.WITHDRAWN: "held",
}


def state_told(state: str) -> str:
    """A state as the pages name it."""
    return {
        State.WAITING: _("Not examined yet"),
        State.OPEN: _("To be looked at"),
        State.RETURNED: _("Returned to the candidate"),
        State.ACCEPTED: _("Accepted"),
        State.REJECTED: _("Rejected"),
        State.AGAIN: _("To be looked at again"),
        State.APPEALED: _("Under appeal"),
        State.REFUSED: _("Rejected, appeal refused"),
        State.WITHDRAWN: _("Withdrawn"),
    }[State(state)]


def chosen_told(chosen: str) -> str:
    """Why an entry is looked at."""
    return {
        Chosen.NOT: _("Not chosen"),
        Chosen.SAMPLE: _("Drawn at random"),
        Chosen.RISK: _("A check found something"),
        Chosen.REOPENED: _("Reopened"),
    }[Chosen(chosen)]


def finding_told(name: str, found: bool | None) -> tuple[str, str]:  # noqa: FBT001 (three answers)
    """A finding in a few words, and how that looks: what people are to compare is not found yet."""
    if name == PICTURE and found is None:
        return _("Perhaps the same picture"), "plain"
    return check_told(name), "warn"


def check_told(name: str) -> str:
    """What a check found, in a few words, for a line of the queue."""
    return {
        "same_file": _("File used elsewhere"),
        "same_picture": _("Picture used elsewhere"),
        "other_name": _("Another name"),
        "only_registered": _("Registration only"),
        "other_day": _("Another date"),
        "other_title": _("Another title"),
        "outside_days": _("Not on the event's days"),
        "unknown": _("Unknown event or course"),
        "many": _("Many on one day"),
        "late": _("Recorded late"),
        "twin": _("Same name as another"),
        "fresh_address": _("Address just changed"),
        "shared_browser": _("Browser shared with another"),
    }[name]


def question(name: str) -> str:
    """The whole question of a check."""
    return str(BY_NAME[name].question)


def evidence_told(name: str, evidence: dict[str, Any]) -> str:
    """What shows a finding, or why there is none, where it is not other activities."""
    if name == "shared_browser":
        return _shared_told(evidence)
    if name == "many" and "count" in evidence:
        return _("%(count)s entries of that day.") % {"count": evidence["count"]}
    if name == "late" and "days" in evidence:
        return _("%(days)s days after its day.") % {"days": evidence["days"]}
    if name == "twin" and "numbers" in evidence:
        return _("Candidates of the same name: %(numbers)s.") % {"numbers": ", ".join(evidence["numbers"])}
    if name == "outside_days" and "days" in evidence:
        return _("Known days: %(days)s.") % {"days": "; ".join(evidence["days"])}
    if evidence.get("told"):
        return _("The evidence says: %(text)s") % {"text": "; ".join(evidence["told"])}
    return ""


def _shared_told(evidence: dict[str, Any]) -> str:
    """Words that accuse nobody: families, libraries and training rooms share browsers too."""
    if "candidates" in evidence:
        return _("%(many)s candidates use one of the browsers, as in a library or a training room.") % {
            "many": evidence["candidates"]
        }
    if "numbers" not in evidence:
        return ""
    said = _(
        "Signed in from it within 90 days: %(numbers)s. People of one household or one office share browsers too, so "
        "this alone says nothing against them."
    )
    return said % {"numbers": ", ".join(evidence["numbers"])}
