"""What the audit of a renewal does to the activities that it rests on: those that fail count no more.

Renewals follow from what counts, so this is what failing does to them.
"""

from recert.audits.actions.examining import examine
from recert.audits.models import Audit, Decision, Review
from recert.audits.transitions import BY_VERB
from recert.journal.change import Actor, change
from recert.records import clock
from recert.records.models import Activity

State = Audit.State


def fail_activities(actor: Actor, review: Review, words: str) -> list[str]:
    """Rejects the review's failed activities; their names. The candidate's row is locked by whoever calls."""
    for activity in Activity.objects.filter(pk__in=review.failed, audit=None).select_related("candidate"):
        examine(activity)
    audits = Audit.objects.filter(activity__in=review.failed).select_related("activity")
    return [_step(actor, audit, "fail", words) for audit in audits.order_by("activity__date", "pk")]


def restore_activities(actor: Actor, review: Review, words: str) -> None:
    """Counts again what this review rejected, where nobody decided about it since."""
    rejected = Audit.objects.filter(activity__in=review.failed, state=State.REJECTED).select_related("activity")
    for audit in rejected.exclude(activity__status=Activity.Status.WITHDRAWN).order_by("activity__date", "pk"):
        last = audit.decisions.last()
        if last is not None and last.verb == "fail":
            _step(actor, audit, "restore", words)


def _step(actor: Actor, audit: Audit, verb: str, words: str) -> str:
    known, activity, before = BY_VERB[verb], audit.activity, audit.state
    with change(actor, known.event, program=audit.program) as made:
        audit.state, audit.version, audit.words, audit.reason = known.target, audit.version + 1, words, ""
        audit.claim = audit.claimed_until = audit.due = None
        audit.seen = activity.version
        audit.save()
        Decision.objects.create(
            audit=audit, program=audit.program, verb=verb, before=before, after=known.target, at=clock.now(),
            by_id=actor.user.pk if actor.user else None, chosen=audit.chosen, words=words,
        )  # fmt: skip
        failed = known.target == State.REJECTED
        activity.status = Activity.Status.REJECTED if failed else Activity.Status.SUBMITTED
        activity.save(update_fields=["status", "changed_at"])
        made.subject, made.candidate = f"activity:{activity.pk}", activity.candidate_id
        made.data.update(name=activity.name, words=words)
    return activity.name
