"""Adding evidence to an activity on record, and removing it."""

from django.db import transaction
from django.utils.translation import gettext as _

from recert.journal.change import Actor
from recert.records.actions.activities import Corrected, attach, recorded_by_program
from recert.records.actions.writing import change_facts
from recert.records.evidence import MAX_FILES, Cleaned
from recert.records.evidence.store import Stored, discard, store
from recert.records.models import Activity, Evidence
from recert.records.refusal import Refused, refuse


def add_evidence(actor: Actor, activity: Activity, files: tuple[Cleaned, ...]) -> Corrected | Refused:
    """Adds files, all or none. One that is there already is not added twice."""
    stored = store(files)
    try:
        outcome, used = _add(actor, activity, stored)
    except BaseException:
        discard(file.path for file in stored)
        raise
    discard(file.path for file in stored if file not in used)
    return outcome


def _add(
    actor: Actor, activity: Activity, stored: tuple[Stored, ...]
) -> tuple[Corrected | Refused, tuple[Stored, ...]]:
    with change_facts(actor, "evidence.added", activity.candidate) as writing:
        found = Activity.objects.get(pk=activity.pk)
        known = set(Evidence.objects.filter(activity=found).values_list("digest", flat=True))
        fresh = tuple(file for file in stored if file.digest not in known)
        refused = _refusal(found, len(known) + len(fresh))
        if refused or not fresh:
            writing.nothing()
            return refused or Corrected(found, writing.settled), ()
        attach(found, fresh)
        _touch(found)
        writing.change.subject = f"activity:{found.pk}"
        writing.change.data.update(name=", ".join(file.name for file in fresh), digests=[f.digest for f in fresh])
    return Corrected(found, writing.settled), fresh


def _refusal(activity: Activity, count: int) -> Refused | None:
    if activity.status == Activity.Status.WITHDRAWN:
        return refuse("", _("This activity was withdrawn, so nothing can be added. Record it again if it took place."))
    if activity.by_staff:
        return recorded_by_program()
    if count > MAX_FILES:
        sentence = _("That would be {count} files; the most for one activity is {most}. Remove one first.")
        return refuse("files", sentence.format(count=count, most=MAX_FILES))
    return None


def remove_evidence(actor: Actor, evidence: Evidence) -> Corrected | Refused:
    """Removes one file for good; the journal keeps its name and digest. The last one stays until another is there."""
    with change_facts(actor, "evidence.removed", evidence.activity.candidate) as writing:
        activity = Activity.objects.get(pk=evidence.activity_id)
        found = Evidence.objects.filter(pk=evidence.pk).first()
        if found is None:
            writing.nothing()
            return Corrected(activity, writing.settled)
        if Evidence.objects.filter(activity=activity).count() == 1:
            writing.nothing()
            return refuse("files", _("This is the only evidence of the activity. Add the better one, then remove it."))
        path = str(found.file.name)
        writing.change.subject = f"activity:{activity.pk}"
        writing.change.data.update(name=found.name, digests=[found.digest])
        found.delete()
        _touch(activity)
        transaction.on_commit(lambda: discard([path]), robust=True)
    return Corrected(activity, writing.settled)


def _touch(activity: Activity) -> None:
    activity.version += 1
    activity.save(update_fields=["version", "changed_at"])
