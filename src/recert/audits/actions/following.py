"""What merging two records does to audits. The system's part: rooms below know nothing of audits.

An activity that was on both records is kept once, and audited once. The other one's audit is set aside with whatever
was waited for, and goes on where it was when the records are taken apart.
"""

from typing import Final

from recert.audits.actions.stepping import take_step
from recert.audits.models import Audit
from recert.audits.transitions import BY_VERB
from recert.journal.change import SYSTEM
from recert.records.actions.writing import change_facts
from recert.records.models import Activity

State = Audit.State
BACK: Final[dict[str, str]] = {State.AGAIN: "resume again", State.APPEALED: "resume appeal"}
"""The step by which an audit goes on, by where it was. From everywhere else it is put before an auditor."""


def follow_merge(audit: Audit) -> None:
    """Sets the audit of an activity that a merge left behind aside, or takes it up again. May be repeated."""
    with change_facts(SYSTEM, "audit.set_aside", audit.activity.candidate) as writing:
        found = Audit.objects.select_related("activity__candidate").get(pk=audit.pk)
        verb = _verb(found)
        if verb and found.state in BY_VERB[verb].sources:
            take_step(writing, found, found.activity, verb)
        else:
            writing.nothing()


def _verb(audit: Audit) -> str:
    """What is to be done; "" for nothing."""
    if audit.activity.candidate.merged_into_id:
        return "set aside"
    last = audit.decisions.last()
    if last is None or last.verb != "set aside" or audit.activity.status == Activity.Status.WITHDRAWN:
        return ""
    return BACK.get(last.before, "resume")
