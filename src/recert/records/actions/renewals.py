"""Renewals: granted when the facts give them, stated again after corrections, or put before staff."""

from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from recert.journal.change import SYSTEM, Actor, Change, change
from recert.people.may import others_may
from recert.people.models import Candidate, User
from recert.people.queries import present
from recert.records.models import Renewal
from recert.records.progress import progress
from recert.records.refusal import Refused, refuse
from recert.records.renewals import Settlement, settlement
from recert.records.statements import Derived

State = Renewal.State


class Missing(Enum):
    """What becomes of a renewal that the facts no longer give."""

    CONTEST = 0
    """It holds until staff decide."""
    KEEP = 1
    """It stands."""
    SUSPEND = 2
    """It does not hold until staff decide."""


def settle(candidate: Candidate, found: Settlement, missing: Missing = Missing.CONTEST) -> tuple[Renewal, ...]:
    """Writes what a settlement found, the candidate's row being locked. Returns the renewals granted."""
    granted = tuple(grant(candidate, derived) for derived in found.new)
    restated = [restate(candidate, renewal, derived) for renewal, derived in found.given]
    contested = [_miss(candidate, renewal, missing) for renewal in found.missing]
    if granted or any(restated) or any(contested):
        candidate.version += 1
        candidate.save(update_fields=["version"])
    return granted


def grant(candidate: Candidate, derived: Derived) -> Renewal:
    """A renewal the facts give for the first time, with its statement."""
    with change(SYSTEM, "renewal.granted", program=candidate.program) as made:
        renewal = Renewal(candidate=candidate, group=derived.group, cycle=derived.cycle.number)
        state(renewal, derived)
        renewal.save(force_insert=True)
        describe(made, renewal)
    return renewal


def restate(candidate: Candidate, renewal: Renewal, derived: Derived) -> bool:
    """The facts give the renewal: cleared if it was contested, stated again if it reads otherwise by now."""
    cleared = renewal.state != State.GRANTED
    if cleared:
        with change(SYSTEM, "renewal.cleared", program=candidate.program) as made:
            renewal.state = State.GRANTED
            renewal.save(update_fields=["state"])
            describe(made, renewal)
    if renewal.statement["result"] == derived.statement["result"]:
        return cleared
    with change(SYSTEM, "renewal.restated", program=candidate.program) as made:
        prior = renewal.statement
        state(renewal, derived)
        renewal.save()
        describe(made, renewal)
        made.data["prior"] = prior
    return True


UNDECIDED: Final = frozenset({State.CONTESTED, State.SUSPENDED, State.UPHELD})
"""What staff can decide about."""
MISSED: Final = {
    Missing.CONTEST: ("renewal.contested", State.CONTESTED),
    Missing.KEEP: ("renewal.kept", State.UPHELD),
    Missing.SUSPEND: ("renewal.suspended", State.SUSPENDED),
}


def _miss(candidate: Candidate, renewal: Renewal, missing: Missing) -> bool:
    """The facts no longer give the renewal. Said once."""
    if renewal.state != State.GRANTED:
        return False
    verb, renewal.state = MISSED[missing]
    with change(SYSTEM, verb, program=candidate.program) as made:
        renewal.save(update_fields=["state"])
        describe(made, renewal)
    return True


def uphold_renewal(actor: Actor, renewal: Renewal, reason: str) -> Renewal | Refused:
    """Staff keep a contested renewal, whatever the facts say."""
    return _decide(actor, renewal, reason, "renewal.upheld", State.UPHELD)


def propose_taking_back(actor: Actor, renewal: Renewal, reason: str) -> Renewal | Refused:
    """The first of the two people whom it takes. Nothing changes for the candidate yet."""
    words = reason.strip()
    if not words:
        return refuse("reason", _("Say why: whoever agrees, and then the candidate, will read it."))
    with transaction.atomic():
        candidate = Candidate.objects.select_for_update().get(pk=renewal.candidate_id)
        found = Renewal.objects.get(pk=renewal.pk)
        if found.proposed_by_id is not None and found.state in UNDECIDED:
            return found
        if found.state not in UNDECIDED:
            return _nothing_left()
        with change(actor, "renewal.proposed", program=candidate.program) as made:
            found.proposed_by_id, found.proposal = actor.user.pk if actor.user else None, words
            found.save(update_fields=["proposed_by", "proposal"])
            describe(made, found)
            made.data["reason"] = words
    return found


def take_back_renewal(actor: Actor, renewal: Renewal, reason: str) -> Renewal | Refused:
    """A renewal in question is let go: from now on the facts alone say where the candidate stands.

    Of staff it takes two, one who proposed it and another one, unless nobody else may. The system does it where two
    people decided before.
    """
    return _decide(actor, renewal, reason, "renewal.taken_back", State.TAKEN_BACK)


def _nothing_left() -> Refused:
    return refuse("", _("Nothing is left to decide: a correction has settled this renewal. Look at it again."))


def _alone(actor: Actor, renewal: Renewal, decided: Renewal.State) -> Refused | None:
    if decided != State.TAKEN_BACK or not isinstance(actor.user, User):
        return None
    if renewal.proposed_by_id not in {None, actor.user.pk}:
        return None
    if not others_may(actor.user, "renewal.settle", renewal.candidate.program):
        return None
    if renewal.proposed_by_id is None:
        return refuse("", _("Taking a renewal back takes two people: propose it first."))
    return refuse("", _("You proposed this, so somebody else has to agree."))


def _decide(actor: Actor, renewal: Renewal, reason: str, verb: str, decided: Renewal.State) -> Renewal | Refused:
    words = reason.strip()
    if not words:
        return refuse("reason", _("Say why: the candidate and your colleagues will read it."))
    with transaction.atomic():
        candidate = Candidate.objects.select_for_update().get(pk=renewal.candidate_id)
        found = Renewal.objects.select_related("candidate").get(pk=renewal.pk)
        if found.state == decided:
            return found
        if found.state not in UNDECIDED:
            return _nothing_left()
        refused = _alone(actor, found, decided)
        if refused:
            return refused
        with change(actor, verb, program=candidate.program) as made:
            found.state, found.proposed_by, found.proposal = decided, None, ""
            found.save(update_fields=["state", "proposed_by", "proposal"])
            candidate.version += 1
            candidate.save(update_fields=["version"])
            describe(made, found)
            made.data["reason"] = words
        if decided == State.TAKEN_BACK:
            settle(candidate, settlement(progress(candidate)))
    return found


def settle_program(slug: str) -> int:
    """Settles every candidate of a program, each in a transaction of its own; after a change of its rules.

    Returns how many were looked at. May be run again at any time: what is settled stays as it is.
    """
    looked_at = 0
    for candidate in each_candidate(slug):
        with transaction.atomic():
            locked = Candidate.objects.select_for_update().get(pk=candidate.pk)
            found = settlement(progress(locked))
            settle(locked, found)
        looked_at += 1
    return looked_at


def each_candidate(slug: str) -> Iterator[Candidate]:
    """All of a program, in slices: a cursor held open across transactions would lock the embedded database."""
    last = 0
    while True:
        page = list(present(slug).filter(pk__gt=last).order_by("pk")[:500])
        yield from page
        if not page:
            return
        last = page[-1].pk


def state(renewal: Renewal, derived: Derived) -> None:
    """Fills in what the facts give."""
    cycle = derived.cycle
    assert cycle.met_on and cycle.new_expiry  # noqa: S101 (a renewed cycle has both)
    renewal.start, renewal.end = cycle.start, cycle.end
    renewal.met_on, renewal.new_expiry = cycle.met_on, cycle.new_expiry
    renewal.route = cycle.route.name.lower()
    renewal.statement = derived.statement
    renewal.certifications = [row["certification"] for row in derived.statement["result"]["certifications"]]
    renewal.policy_digest = derived.statement["rules"]["policy"]


def describe(made: Change, renewal: Renewal) -> None:
    """What every event about a renewal says."""
    made.candidate, made.subject = renewal.candidate_id, f"renewal:{renewal.pk}"
    data: dict[str, Any] = {"group": renewal.group, "cycle": renewal.cycle, "new_expiry": renewal.new_expiry}
    made.data.update(data)
