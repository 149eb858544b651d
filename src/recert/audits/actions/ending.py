"""What happens when the time for something is over. The system's part, every day."""

from django.db import transaction
from django.utils.translation import gettext as _

from recert.audits.actions.deciding import Step, take
from recert.audits.actions.renewing import propose_unsupported
from recert.audits.models import Audit
from recert.journal.change import SYSTEM, Actor, change
from recert.records.actions.writing import lock

State = Audit.State


def end(audit: Audit) -> None:
    """The last day of what was waited for has passed: nothing came, or nobody appealed. May be repeated."""
    if audit.state == State.RETURNED:
        take(SYSTEM, audit, Step("expire", words=_("Nothing came in time.")))
    elif audit.state == State.REJECTED:
        _final(audit)


def _final(audit: Audit) -> None:
    """Nobody can appeal any more."""
    with transaction.atomic():
        lock(audit.activity.candidate)
        found = Audit.objects.select_related("activity__candidate").get(pk=audit.pk)
        with change(SYSTEM, "audit.final", program=audit.program) as made:
            if found.state != State.REJECTED or found.due is None:
                made.nothing()
                return
            found.due = None
            found.save(update_fields=["due"])
            made.subject, made.candidate = f"activity:{found.activity_id}", found.activity.candidate_id
            made.data.update(name=found.activity.name)
        last = found.decisions.filter(by__isnull=False, verb__in=("reject", "return")).select_related("by").last()
        sentence = _("“%(name)s” was rejected, and the time to appeal is over.") % {"name": found.activity.name}
        propose_unsupported(Actor(last.by) if last else SYSTEM, found.activity.candidate, sentence)
