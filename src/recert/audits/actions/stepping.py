"""A step of an audit that the system takes by itself: nobody's decision, with no reason and no words."""

from recert.audits.models import Audit, Decision
from recert.audits.transitions import BY_VERB
from recert.records import clock
from recert.records.actions.writing import Writing
from recert.records.models import Activity


def take_step(writing: Writing, audit: Audit, activity: Activity, verb: str) -> None:
    """Takes an audit where this step of the table leads, and says so in the journal. Nobody has it in hand after."""
    known, before = BY_VERB[verb], audit.state
    audit.state, audit.version, audit.entered_at = known.target, audit.version + 1, clock.now()
    audit.claim = audit.claimed_until = audit.due = None
    audit.save()
    Decision.objects.create(
        audit=audit,
        program=audit.program,
        verb=verb,
        before=before,
        after=audit.state,
        at=clock.now(),
        chosen=audit.chosen,
    )
    writing.change.verb, writing.change.subject = known.event, f"activity:{activity.pk}"
    writing.change.data.update(name=activity.name)
