"""Writing rules: one draft for each program, saved, dropped, or published once it is proven and its effect was seen."""

from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from recert.journal.change import Actor, change
from recert.people.may import others_may
from recert.people.models import User
from recert.records import effects
from recert.records.actions.programs import publish_policy
from recert.records.models import PolicyDraft, PolicyVersion, Program
from recert.records.refusal import Refused, refuse
from recert.records.rulebook import check, plain


def save_draft(actor: Actor, program: str, text: str, cases: str, seen: str) -> PolicyDraft | Refused:
    """Keeps what was typed. `seen` is the edition that it was typed over: a newer one is not overwritten unread."""
    text, cases = plain(text), plain(cases)
    with transaction.atomic():
        locked = Program.objects.select_for_update().get(pk=program)
        draft = PolicyDraft.objects.select_related("changed_by", "proposed_by").filter(program=locked).first()
        if draft is not None and (draft.text, draft.cases) == (text, cases):
            return draft
        refused = _not_as_seen(draft, seen)
        if refused is not None:
            return refused
        with change(actor, "policy.drafted", program=program) as made:
            draft = draft or PolicyDraft(program=locked)
            draft.text, draft.cases, draft.edition = text, cases, uuid4()
            draft.proposed_by, draft.proposal = None, ""
            draft.changed_by_id = actor.user.pk if actor.user else None
            draft.save()
            made.subject = "policy:draft"
            made.data.update(edition=str(draft.edition), digest=effects.digest_of(text, cases))
    return draft


def _not_as_seen(draft: PolicyDraft | None, seen: str) -> Refused | None:
    if seen == (str(draft.edition) if draft else ""):
        return None
    if draft is None:
        return refuse("", _("The draft was published or dropped while you were writing. Nothing you typed is lost."))
    sentence = _("{who} saved another draft on {day} at {time}, after you opened yours. Nothing you typed is lost.")
    when = localtime(draft.changed_at)
    told = {"day": date_format(when), "time": f"{when:%H:%M %Z}", "who": draft.changed_by or _("The system")}
    return refuse("", sentence.format(**told))


def drop_draft(actor: Actor, program: str, seen: str) -> Refused | None:
    """Throws the draft away; what is in force stays. Repeating it changes nothing."""
    with transaction.atomic():
        locked = Program.objects.select_for_update().get(pk=program)
        draft = PolicyDraft.objects.select_related("changed_by", "proposed_by").filter(program=locked).first()
        if draft is None:
            return None
        refused = _not_as_seen(draft, seen)
        if refused is None:
            with change(actor, "policy.draft_dropped", program=program) as made:
                made.subject = "policy:draft"
                made.data.update(edition=str(draft.edition))
                draft.delete()
        return refused


def publish_draft(
    actor: Actor, program: str, reason: str, *, seen: str, as_of: date, effect: str
) -> PolicyVersion | PolicyDraft | Refused:
    """Puts the draft in force, once it has no problem, its cases hold and the effect of exactly this text was seen.

    It takes two people, unless nobody else may: the first one's is a proposal, and what comes back is the draft.
    `seen` is the edition, `effect` the seal of what was looked at, from the day `as_of`. Call `settle_program`
    afterwards, or leave it to the worker's nightly run.
    """
    with transaction.atomic():
        locked = Program.objects.select_for_update().get(pk=program)
        draft = PolicyDraft.objects.select_related("changed_by", "proposed_by").filter(program=locked).first()
        refused = _not_as_seen(draft, seen) or _not_proven(program, draft) or _not_seen(draft, as_of, effect)
        if refused is not None or draft is None:
            return refused or refuse("", _("There is no draft to publish."))
        if not reason.strip():
            return refuse("reason", _("Say why: colleagues and auditors will read it."))
        first = draft.proposed_by
        if _takes_another(actor, draft):
            own = refuse("", _("You proposed this, so somebody else has to agree."))
            return own if first else _propose(actor, draft, reason)
        draft.delete()  # told by the event of the publication
        version = publish_policy(actor, draft.text, cases=draft.cases, reason=reason.strip(), proposed_by=first)
        assert isinstance(version, PolicyVersion)  # noqa: S101 (checked above, and nobody changes it meanwhile)
    return version


def _takes_another(actor: Actor, draft: PolicyDraft) -> bool:
    """Whether somebody else has to agree before the draft is published."""
    if not isinstance(actor.user, User) or draft.proposed_by_id not in {None, actor.user.pk}:
        return False
    return others_may(actor.user, "policy.change", draft.program_id)


def _propose(actor: Actor, draft: PolicyDraft, reason: str) -> PolicyDraft:
    with change(actor, "policy.proposed", program=draft.program_id) as made:
        draft.proposed_by_id, draft.proposal = actor.user.pk if actor.user else None, reason.strip()
        draft.save(update_fields=["proposed_by", "proposal"])
        made.subject = "policy:draft"
        made.data.update(edition=str(draft.edition), reason=draft.proposal)
    return draft


def _not_proven(program: str, draft: PolicyDraft | None) -> Refused | None:
    if draft is None:
        return refuse("", _("There is no draft to publish."))
    found = check(program, draft.text, draft.cases)
    if found.problems:
        return refuse("", _("The draft has a problem. Mend it first, then look at its effect again."))
    if found.failed:
        sentence = _("A worked example does not hold: “{name}”. Mend the rules or the example first.")
        return refuse("", sentence.format(name=found.failed[0].case.name))
    newest = PolicyVersion.objects.filter(program=program).last()
    if newest is not None and (newest.text, newest.cases) == (draft.text, draft.cases):
        sentence = _("The draft says what version {number} says, which is in force. There is nothing to publish.")
        return refuse("", sentence.format(number=newest.number))
    return None


def _not_seen(draft: PolicyDraft | None, as_of: date, effect: str) -> Refused | None:
    found = effects.find(draft, as_of) if draft else None
    if found is None or found.result is None or found.result.seal != effect:
        return refuse("", _("The effect of exactly this text was not looked at yet. Look at it, then publish."))
    return None
