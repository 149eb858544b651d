"""How the audit of an activity stands, in words for its candidate."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from recert.audits.actions.deciding import reason_of
from recert.audits.models import Audit
from recert.audits.transitions import Transition, for_candidate
from recert.design.formats import day
from recert.policy.model import Policy
from recert.records import clock
from recert.records.models import Activity

State = Audit.State
KINDS: Final = {
    State.OPEN: "plain",
    State.RETURNED: "warn",
    State.REJECTED: "stop",
    State.AGAIN: "plain",
    State.APPEALED: "plain",
    State.REFUSED: "stop",
}
"""States that a candidate is told of, and how they look. Of the others there is nothing to know."""


@dataclass(frozen=True, slots=True)
class Told:
    """How an audit stands, for its candidate. `title` is a few words, `sentence` what it means."""

    audit: Audit
    kind: str
    title: str
    sentence: str
    reason: str
    words: str
    steps: tuple[Transition, ...]


def told(policy: Policy, activity: Activity) -> Told | None:
    """How the activity's audit stands. None where nobody looks at it, or it was accepted."""
    audit = Audit.objects.filter(activity=activity).first()
    if audit is None or audit.state not in KINDS or activity.status == Activity.Status.WITHDRAWN:
        return None
    title, sentence = _words(audit)
    reason = reason_of(policy, audit.reason)
    rejected = audit.state in {State.REJECTED, State.REFUSED, State.RETURNED}
    return Told(
        audit=audit,
        kind=KINDS[State(audit.state)],
        title=title,
        sentence=sentence,
        reason=reason.sentence if reason and audit.state in {State.REJECTED, State.REFUSED} else "",
        words=audit.words if rejected else "",
        steps=steps(audit, policy),
    )


def steps(audit: Audit, policy: Policy) -> tuple[Transition, ...]:
    """What the candidate can do here and now. Withdrawing has a page of its own."""
    late = audit.due is None or clock.today(policy) > audit.due
    return tuple(
        each for each in for_candidate(audit.state) if each.verb != "withdraw" and not (each.verb == "appeal" and late)
    )


def _words(audit: Audit) -> tuple[str, str]:
    until = {"until": day(audit.due)} if audit.due else {"until": ""}
    rejected = _("It counts no more. You can correct it or add evidence and ask to look again.")
    if audit.due:
        rejected += " " + _("Or appeal until %(until)s: somebody else decides then.") % until
    return {
        State.OPEN: (_("An auditor will look at this"), _("It counts meanwhile. There is nothing you have to do.")),
        State.RETURNED: (
            _("The auditors ask for more"),
            _("It counts meanwhile. Answer until %(until)s, or it is rejected.") % until,
        ),
        State.REJECTED: (_("Rejected"), rejected),
        State.AGAIN: (
            _("An auditor will look at this again"),
            _("It does not count until then."),
        ),
        State.APPEALED: (
            _("Your appeal waits for a decision"),
            _("Somebody who did not decide before looks at it. It does not count until then."),
        ),
        State.REFUSED: (
            _("Rejected, and your appeal was refused"),
            _("It does not count. This decision is final."),
        ),
    }[State(audit.state)]
