"""What becomes of a request. Granting one does what was asked, by the action that does it anywhere else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from recert.journal.change import Actor, change
from recert.people.actions import rename
from recert.people.models import User
from recert.records import clock
from recert.records.actions import record_credential, record_extension
from recert.records.actions.writing import lock
from recert.records.programs import current
from recert.records.refusal import Refused, refuse
from recert.requests.actions.asking import describe
from recert.requests.models import Request
from recert.requests.transitions import Transition, is_own, possible

Kind, State = Request.Kind, Request.State


@dataclass(frozen=True, slots=True)
class Decision:
    """What staff decided: a verb of the transitions, and why. `day` is the last day of an extension granted, or the day
    of an award. `seen` is the version of the request that they had before their eyes."""

    verb: str
    words: str
    seen: int
    day: date | None = None


def withdraw(actor: Actor, request: Request) -> Request | Refused:
    """Whoever asked takes it back. Done already, it stays so."""
    found = Request.objects.select_related("candidate").get(pk=request.pk)
    if found.state == State.WITHDRAWN and actor.user and found.candidate and found.candidate.user_id == actor.user.pk:
        return found
    return decide(actor, found, Decision("withdraw", "", found.version))


def decide(actor: Actor, request: Request, decision: Decision) -> Request | Refused:
    """Takes one step: of two who take one at the same moment the second is told, and nothing is done twice."""
    with transaction.atomic():
        candidate = lock(request.candidate) if request.candidate else None
        found = Request.objects.select_for_update().get(pk=request.pk)
        if candidate and found.candidate_id != candidate.pk:  # moved by a merge meanwhile
            return _meanwhile()
        found.candidate = candidate
        step = _step(actor, found, decision)
        if isinstance(step, Refused):
            return step
        if not _taken(actor, found, step, decision):
            return _meanwhile()
        refused = _carried_out(actor, found, decision)
        if refused:
            transaction.set_rollback(True)  # the step is not taken either
            return refused
        found.refresh_from_db()
        with change(actor, step.event, program=found.program) as made:
            describe(made, found)
            if found.granted_until:
                made.data["until"] = found.granted_until
            made.data["reason"] = found.answer
    return found


def _step(actor: Actor, request: Request, decision: Decision) -> Transition | Refused:
    """The transition meant, or why it can't be taken."""
    if request.state != State.OPEN or request.version != decision.seen:
        return _meanwhile()
    assert isinstance(actor.user, User)  # noqa: S101 - the system decides nothing
    if is_own(request, actor.user) and decision.verb != "withdraw":
        return refuse("", _("This is a request of your own. Somebody else on the staff decides it."))
    step = next((each for each in possible(request, actor.user) if each.verb == decision.verb), None)
    if step is None:
        return refuse("", _("You can’t do this with this request."))
    if step.reasoned and not decision.words.strip():
        return refuse("words", _("Say why: whoever asked will read it."))
    return step


def _meanwhile() -> Refused:
    return refuse("", _("Somebody decided this meanwhile, or it was withdrawn. Nothing was changed: look at it again."))


def _taken(actor: Actor, request: Request, step: Transition, decision: Decision) -> bool:
    """Writes the step, unless the request is not what was looked at any more."""
    told: dict[str, Any] = {"state": step.end, "version": decision.seen + 1, "answer": decision.words.strip()}
    if step.verb != "withdraw":
        told |= {"decided_by": actor.user, "decided_at": clock.now()}
    if step.verb == "grant" and request.kind == Kind.EXTENSION:
        told["granted_until"] = decision.day
    return bool(Request.objects.filter(pk=request.pk, state=step.start, version=decision.seen).update(**told))


def _carried_out(actor: Actor, request: Request, decision: Decision) -> Refused | None:
    """Does what was asked, where it is granted. Refused, it has written nothing."""
    if decision.verb != "grant":
        return None
    outcome = _GRANTING[request.kind](actor, request, decision)
    return outcome if isinstance(outcome, Refused) else None


def _extend(actor: Actor, request: Request, decision: Decision) -> object:
    assert request.candidate and request.until  # noqa: S101 - every extension asked for has both
    today, until = clock.today(current(request.program)), decision.day
    if until is None or until <= today:
        return refuse("until", _("Enter a day that is still to come."))
    if until > request.until:
        sentence = _("That is later than asked for, {date}. Extend it in the candidate’s file if you mean it.")
        return refuse("until", sentence.format(date=date_format(request.until)))
    return record_extension(actor, request.candidate, request.code, today, until, decision.words)


def _award(actor: Actor, request: Request, decision: Decision) -> object:
    assert request.candidate  # noqa: S101 - every upgrade is somebody's
    if decision.day is None:
        return refuse("awarded", _("Enter the day of the award."))
    return record_credential(actor, request.candidate, request.target, decision.day)


def _rename(actor: Actor, request: Request, decision: Decision) -> object:
    assert request.candidate  # noqa: S101 - every name is somebody's
    return rename(actor, request.candidate, request.name)


_GRANTING: Final[dict[str, Callable[[Actor, Request, Decision], object]]] = {
    Kind.EXTENSION: _extend,
    Kind.UPGRADE: _award,
    Kind.NAME: _rename,
}
