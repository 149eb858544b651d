"""Activities that the program's staff record for a candidate, and withdraw."""

from dataclasses import replace

from django.utils.translation import gettext as _

from recert.journal.change import Actor
from recert.people.models import Candidate
from recert.records import drafts
from recert.records.actions.activities import Corrected, Recorded, draft_problems, record_activity, withdraw
from recert.records.actions.writing import change_facts
from recert.records.circumstances import reason_problems
from recert.records.drafts import ActivityDraft
from recert.records.models import Activity
from recert.records.oneself import is_own, not_for_oneself
from recert.records.progress import Progress
from recert.records.refusal import Refused, refuse


def record_by_staff(actor: Actor, candidate: Candidate, draft: ActivityDraft) -> Recorded | Refused:
    """Records an activity of any type, without evidence: it is attested by being recorded.

    Nobody does so for themselves: what they did would count without that anybody else has looked at it.
    """
    if is_own(actor, candidate):
        return refuse("", not_for_oneself())
    return record_activity(actor, candidate, replace(draft, by_staff=True))


def check_by_staff(actor: Actor, seen: Progress, draft: ActivityDraft) -> ActivityDraft | Refused:
    """The draft as it would be recorded, or why it would not be. Nothing is written."""
    if is_own(actor, seen.candidate):
        return refuse("", not_for_oneself())
    fit = drafts.fitting(drafts.plain(replace(draft, by_staff=True)), seen.policy)
    found = draft_problems(seen, fit)
    return Refused(tuple(found)) if found else fit


def withdraw_by_staff(actor: Actor, activity: Activity, reason: str) -> Corrected | Refused:
    """Takes what staff recorded off what counts. Repeating it changes nothing."""
    with change_facts(actor, "activity.withdrawn", activity.candidate) as writing:
        found = Activity.objects.get(pk=activity.pk)
        wrong = tuple(reason_problems(reason))
        if not found.by_staff or (wrong and found.status != Activity.Status.WITHDRAWN):
            writing.nothing()
            return Refused(wrong) if found.by_staff else refuse("", _("The candidate recorded this: audit it instead."))
        withdraw(writing, found)
        writing.change.data.update(reason=reason.strip())
    return Corrected(found, writing.settled)
