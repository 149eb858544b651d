"""Assigning activities to the credentials that they serve."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from recert.journal.change import Actor
from recert.people.models import Candidate
from recert.policy.allocating import waits
from recert.records.actions.writing import change_facts
from recert.records.models import Activity
from recert.records.progress import Progress, progress
from recert.records.refusal import Refused, refuse


def assign_activities(
    actor: Actor, candidate: Candidate, assigned: Mapping[str, tuple[str, ...]]
) -> Progress | Refused:
    """Assigns all of these, by their keys, or none: each must still wait for it, and serve no more than it may."""
    with change_facts(actor, "activities.assigned", candidate) as writing:
        seen = progress(writing.candidate)
        waiting = {a.ref: a.type for a in seen.history.activities if waits(seen.plan, a, seen.today)}
        if not assigned or any(not _may(seen, ref, groups, waiting) for ref, groups in assigned.items()):
            writing.nothing()
            return refuse("", _("Your activities changed meanwhile. Look at what is proposed again."))
        for ref, groups in assigned.items():
            activity = Activity.objects.get(pk=ref)
            activity.serves, activity.version = list(groups), activity.version + 1
            activity.save(update_fields=["serves", "version", "changed_at"])
        writing.change.data.update(
            many=len(assigned), assigned={ref: " ".join(groups) for ref, groups in sorted(assigned.items())}
        )
    return writing.settled


def _may(seen: Progress, ref: str, groups: tuple[str, ...], waiting: dict[str, str]) -> bool:
    rule = seen.policy.allocation
    known = {group.key for group in seen.policy.groups}
    if rule is None or ref not in waiting:
        return False
    return 0 < len(groups) <= rule.most_of(waiting[ref]) and known.issuperset(groups)
