"""Recording, correcting and withdrawing activities."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from recert.journal.change import Actor
from recert.people.models import Candidate
from recert.policy.model import Policy
from recert.policy.parts import written
from recert.policy.sentence import number
from recert.records import drafts
from recert.records.actions.staging import keep, staged
from recert.records.actions.writing import Writing, change_facts
from recert.records.drafts import ActivityDraft
from recert.records.evidence import MAX_FILES
from recert.records.evidence.store import Stored, discard, store
from recert.records.models import Activity, Evidence, Renewal, StagedEvidence
from recert.records.progress import Progress, adding, progress, same_days
from recert.records.refusal import Problem, Refused, refuse

Status = Activity.Status
FIELDS = ("type", "date", "began", "name", "quantity", "provider", "language", "notes", "parts", "serves")
SERVING = ("parts", "serves")


@dataclass(frozen=True, slots=True)
class Recorded:
    """An activity on record. `repeated`: the same form came before, and nothing was written now.

    `renewals` are those it completed.
    """

    activity: Activity
    repeated: bool
    progress_before: Progress
    progress: Progress
    renewals: tuple[Renewal, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """An activity as it is now, after a correction, a withdrawal, or another piece of evidence."""

    activity: Activity
    progress: Progress


def record_activity(actor: Actor, candidate: Candidate, draft: ActivityDraft) -> Recorded | Refused:
    """Records an activity with its files and those that wait for its form.

    The same form sent again, at once or later, is the same activity. When it is refused its files wait with the others.
    """
    draft = drafts.plain(draft)
    stored = store(draft.files)
    try:
        outcome = _record(actor, candidate, draft, stored)
    except BaseException:
        discard(file.path for file in stored)
        raise
    if isinstance(outcome, Refused):
        _keep_what_fits(candidate, draft.submission, stored)
    elif outcome.repeated:
        discard(file.path for file in stored)
    return outcome


def _keep_what_fits(candidate: Candidate, submission: UUID, stored: tuple[Stored, ...]) -> None:
    room = MAX_FILES - len(staged(candidate, submission))
    keep(candidate, submission, stored[:room])
    discard(file.path for file in stored[room:])


def _record(actor: Actor, candidate: Candidate, draft: ActivityDraft, stored: tuple[Stored, ...]) -> Recorded | Refused:
    with change_facts(actor, "activity.recorded", candidate) as writing:
        before = progress(writing.candidate)
        draft = drafts.fitting(draft, before.policy)
        sent = next((a for a in before.activities.values() if a.submission == draft.submission), None)
        if sent is not None:
            writing.nothing()
            return _sent_again(before, sent, draft, stored)
        waiting = staged(writing.candidate, draft.submission)
        files = _all_files(stored, waiting)
        found = (*draft_problems(before, draft), *_file_problems(before.policy, draft, len(files)))
        if found:
            writing.nothing()
            return Refused(found)
        activity = _insert(writing, draft)
        attach(activity, files)
        if waiting:
            StagedEvidence.objects.filter(pk__in=[row.pk for row in waiting]).delete()
        writing.progress = adding(before, activity)
    # A waiting file that was sent once more stays behind without a row, and the orphans are swept.
    return Recorded(
        activity=activity,
        repeated=False,
        progress_before=before,
        progress=writing.settled,
        renewals=writing.renewals,
    )


def _insert(writing: Writing, draft: ActivityDraft) -> Activity:
    activity = Activity(
        candidate=writing.candidate,
        submission=draft.submission,
        submitted=draft.digest,
        name_key=draft.name_key,
        serves=list(draft.serves),
        by_staff=draft.by_staff,
        **{field: getattr(draft, field) for field in FIELDS if field != "serves"},
    )
    activity.save(force_insert=True)
    writing.change.subject = f"activity:{activity.pk}"
    writing.change.data.update(said(activity))
    return activity


def _sent_again(seen: Progress, sent: Activity, draft: ActivityDraft, stored: tuple[Stored, ...]) -> Recorded | Refused:
    """The same form again is fine; the same form with other contents is a mistake that nobody should guess about."""
    kept = set(Evidence.objects.filter(activity=sent).values_list("digest", flat=True))
    if sent.submitted == draft.digest and all(file.digest in kept for file in stored):
        return Recorded(sent, repeated=True, progress_before=seen, progress=seen)
    sentence = _(
        "This form was sent before and became “{name}” of {date}. To change that activity or add a file to it, open "
        "it; to record another one, start a new form."
    )
    return Refused((Problem("", sentence.format(name=sent.name, date=date_format(sent.date)), sent.pk),))


def _all_files(stored: tuple[Stored, ...], waiting: Iterable[StagedEvidence]) -> tuple[Stored, ...]:
    """Files sent now and files that waited, each content once."""
    files = {row.digest: _as_stored(row) for row in waiting}
    return tuple({**{file.digest: file for file in stored}, **files}.values())


def _as_stored(row: StagedEvidence) -> Stored:
    return Stored(str(row.file.name), row.name, row.media_type, row.size, row.digest)


def attach(activity: Activity, files: Iterable[Stored]) -> list[Evidence]:
    """Rows for files that are in the storage."""
    return Evidence.objects.bulk_create(
        Evidence(
            activity=activity,
            file=file.path,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            digest=file.digest,
        )
        for file in files
    )


def draft_problems(seen: Progress, draft: ActivityDraft, replacing: Activity | None = None) -> list[Problem]:
    """What keeps a draft, plain and fitting its type, from being recorded, or from replacing what is on record."""
    found = list(drafts.problems(draft, seen.policy, seen.today))
    if replacing is None or replacing.type != draft.type:
        found += drafts.recorder_problems(draft, seen.policy)
    return found or _duplicate(seen, draft, replacing)


def _duplicate(seen: Progress, draft: ActivityDraft, replacing: Activity | None) -> list[Problem]:
    same = next(
        (
            other
            for other in seen.activities.values()
            if other.status != Status.WITHDRAWN
            and other != replacing
            and (other.type, other.name_key) == (draft.type, draft.name_key)
            and same_days(seen.policy, (other.began, other.date), (draft.began, draft.date))
        ),
        None,
    )
    if same is None:
        return []
    sentence = _(
        "You recorded “{name}” of {date} before, of this type, name and day, and the same activity counts once. To "
        "change it or add a file, open it; if this is another one, give it the name that tells them apart."
    )
    if seen.policy.asks_first_day:
        sentence = _(
            "You recorded “{name}” from {began} to {date} before, of this type, name, first and last day, and the same "
            "activity counts once. To change it or add a file, open it; if this is another one, enter the day on which "
            "it began, or give it the name that tells them apart."
        )
    if same.by_staff or draft.by_staff:
        sentence = _recorded_by_other(same, draft)
    said = sentence.format(name=same.name, date=date_format(same.date), began=date_format(same.began or same.date))
    return [Problem("name", said, same.pk)]


def _recorded_by_other(same: Activity, draft: ActivityDraft) -> str:
    """Why it is not recorded once more where the program recorded it, or is about to."""
    if not draft.by_staff:
        return _(
            "The program recorded “{name}” of {date} for you already, of this type, name and day, and the same "
            "activity counts once. If this is another one, give it the name that tells them apart."
        )
    if same.by_staff:
        return _(
            "“{name}” of {date} is on record already, of this type, name and day, and the same activity counts once. "
            "If something about it is wrong, withdraw it first; if this is another one, tell them apart by the name."
        )
    return _(
        "The candidate recorded “{name}” of {date} already, of this type, name and day, and the same activity counts "
        "once. If this is another one, tell them apart by the name."
    )


def _file_problems(policy: Policy, draft: ActivityDraft, count: int) -> list[Problem]:
    kind = next((kind for kind in policy.types if kind.key == draft.type), None)
    if count > MAX_FILES:
        sentence = _(
            "That would be {count} files; the most for one activity is {most}. The first {most} were kept: look "
            "whether they are those that matter."
        )
        return [Problem("files", sentence.format(count=count, most=MAX_FILES))]
    if count == 0 and kind is not None and kind.evidence and not draft.by_staff:
        sentence = _("Add at least one picture or PDF that shows it took place. {what}")
        return [Problem("files", sentence.format(what=kind.evidence))]
    return []


def correct_activity(
    actor: Actor, activity: Activity, draft: ActivityDraft, *, seen: int | None = None
) -> Corrected | Refused:
    """Changes what was typed; `submission` and `files` of the draft are not looked at.

    `seen` is the version that the person had before their eyes: a newer one is not overwritten unread.
    """
    draft = drafts.plain(draft)
    with change_facts(actor, "activity.corrected", activity.candidate) as writing:
        standing = progress(writing.candidate)
        found = standing.activities[str(activity.pk)]
        draft = drafts.fitting(draft, standing.policy)
        refused = _not_as_seen(found, seen) or Refused(tuple(draft_problems(standing, draft, found)))
        if refused.problems:
            writing.nothing()
            return refused
        before, after = said(found), _as_said(draft)
        changed = [field for field in FIELDS if before.get(field) != after.get(field)]
        if not changed:
            writing.nothing()
            return Corrected(found, writing.settled)
        for field in FIELDS:
            setattr(found, field, getattr(draft, field) if field != "serves" else list(draft.serves))
        found.name_key, found.version = draft.name_key, found.version + 1
        found.save()
        writing.change.subject = f"activity:{found.pk}"
        writing.change.data.update(
            fields=", ".join(changed),
            before={field: before.get(field, "") for field in changed},
            after={field: after.get(field, "") for field in changed},
        )
    return Corrected(found, writing.settled)


def _not_as_seen(found: Activity, seen: int | None) -> Refused | None:
    if found.status == Status.WITHDRAWN:
        return refuse("", _("This activity was withdrawn, so it can't be changed. Record it again if it took place."))
    if found.by_staff:
        return recorded_by_program()
    if seen is not None and seen != found.version:
        return refuse("", _("This activity was changed meanwhile, perhaps in another tab. Look at it again first."))
    return None


def recorded_by_program() -> Refused:
    """What the program recorded is its own to withdraw."""
    sentence = _("The program recorded this activity. If something about it is wrong, ask the program’s staff.")
    return refuse("", sentence)


def withdraw_activity(actor: Actor, activity: Activity) -> Corrected | Refused:
    """The activity stays on record and counts no more. Repeating it changes nothing."""
    with change_facts(actor, "activity.withdrawn", activity.candidate) as writing:
        found = Activity.objects.get(pk=activity.pk)
        if found.by_staff:
            writing.nothing()
            return recorded_by_program()
        withdraw(writing, found)
    return Corrected(found, writing.settled)


def withdraw(writing: Writing, activity: Activity) -> None:
    """Takes it off what counts; nothing is done where it is already."""
    if activity.status == Status.WITHDRAWN:
        writing.nothing()
        return
    activity.status, activity.version = Status.WITHDRAWN, activity.version + 1
    activity.save(update_fields=["status", "version", "changed_at"])
    writing.change.subject = f"activity:{activity.pk}"


def said(activity: Activity) -> dict[str, Any]:
    """What an activity says, as the journal keeps it."""
    return _said(activity)


def _as_said(draft: ActivityDraft) -> dict[str, Any]:
    return _said(draft)


def _said(found: Activity | ActivityDraft) -> dict[str, Any]:
    """Each field's value; what is served and the first day, where it is said."""
    told = {field: _plain(getattr(found, field)) for field in FIELDS if field not in (*SERVING, "began")}
    serving = {"parts": written(found.parts), "serves": " ".join(found.serves), "began": _plain(found.began)}
    return told | {field: text for field, text in serving.items() if text}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return number(value)
    return value.isoformat() if isinstance(value, date) else value
