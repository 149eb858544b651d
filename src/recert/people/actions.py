"""Joining a program and its staff. Every action may be repeated: what is done already stays as it is."""

from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError
from django.db.models import F

from recert.journal.change import SYSTEM, Actor, Change, change
from recert.people.models import Candidate, Session, StaffRole, User, Viewing, new_number
from recert.people.queries import candidate, present, waiting

TRIES = 20  # a number is taken by chance: with a tenth of all numbers given away, twenty in a row once in 10^20


def claim(user: User, program: str) -> Candidate | None:
    """Makes the person the candidate whom staff recorded under one of their verified addresses, if there is one."""
    expected = waiting(user).filter(program=program).exists()
    mine = candidate(user, program)  # asked second: what is not waiting any more was claimed before this
    if mine or not expected:
        return mine
    try:
        with change(Actor(user), "candidate.joined", program=program) as made:
            found = waiting(user).filter(program=program).select_for_update().first()
            if found is None:
                made.nothing()
                return candidate(user, program)
            found.user, found.name, found.version = user, found.name or user.name, found.version + 1
            found.save(update_fields=["user", "name", "version"])
            describe(found, made)
            return found
    except IntegrityError:  # the same person, in another tab, at the same moment
        return candidate(user, program)


def join(user: User, program: str, *, prefix: str, digits: int) -> Candidate:
    """Makes the person a candidate, with a number that stays theirs. Claims what staff recorded for them first."""
    mine = claim(user, program)
    if mine:
        return mine
    release_address(user.email, program)
    for _try in range(TRIES):
        try:
            return create(user, program, new_number(prefix, digits))
        except IntegrityError:
            mine = candidate(user, program)
            if mine:
                return mine
    raise RuntimeError(f"No free candidate number found in {TRIES} tries: the program {program} needs more digits.")


def create(user: User, program: str, number: str) -> Candidate:
    """Writes the candidate. IntegrityError when the number is taken or the person is a candidate by now."""
    with change(Actor(user), "candidate.joined", program=program) as made:
        mine = Candidate.objects.create(program=program, number=number, user=user, name=user.name, email=user.email)
        describe(mine, made)
    return mine


def describe(who: Candidate, made: Change) -> None:
    """What the journal keeps about a candidate who joined."""
    made.subject, made.candidate = f"candidate:{who.pk}", who.pk
    made.data.update(number=who.number, email=who.email, name=who.name)


def release_address(email: str, program: str) -> None:
    """Frees an address that has passed on: who holds it in the program moves on to the address they use now."""
    holder = (
        present(program)
        .filter(email__iexact=email, user__isnull=False)
        .exclude(user__email__iexact=email)
        .select_related("user")
        .first()
    )
    if holder and holder.user:
        follow_address(holder.user)


def follow_address(user: User) -> None:
    """Keeps the address of the person's candidates the one they use now. One that staff recorded elsewhere stays."""
    for mine in Candidate.objects.filter(user=user).exclude(email__iexact=user.email):
        taken = present(mine.program).filter(email__iexact=user.email).exists()
        if taken:
            continue
        with change(Actor(user), "candidate.readdressed", program=mine.program) as made:
            Candidate.objects.filter(pk=mine.pk).update(email=user.email, version=F("version") + 1)
            made.subject, made.candidate = f"candidate:{mine.pk}", mine.pk
            made.data.update(before=mine.email, after=user.email)


def view_candidate(user: User, candidate: Candidate, today: date) -> None:
    """Keeps that a member of the staff saw a candidate's data, once for each day."""
    if candidate.user_id == user.pk or Viewing.objects.filter(user=user, candidate=candidate, day=today).exists():
        return
    with change(Actor(user), "candidate.viewed", program=candidate.program) as made:
        _found, fresh = Viewing.objects.get_or_create(user=user, candidate=candidate, day=today)
        if not fresh:
            made.nothing()
        made.subject, made.candidate = f"candidate:{candidate.pk}", candidate.pk
        made.data.update(number=candidate.number)


def rename(actor: Actor, mine: Candidate, name: str) -> Candidate:
    """Corrects a candidate's name, and that of their account. The same name again changes nothing."""
    with change(actor, "candidate.renamed", program=mine.program) as made:
        found = Candidate.objects.select_for_update().get(pk=mine.pk)
        before, found.name = found.name, name
        if before == name:
            made.nothing()
            return found
        found.version += 1
        found.save(update_fields=["name", "version"])
        if found.user_id:
            User.objects.filter(pk=found.user_id).update(name=name)
        made.subject, made.candidate = f"candidate:{found.pk}", found.pk
        made.data.update(before={"name": before}, after={"name": name})
    return found


def end_account(user: User) -> None:
    """Ends an account whose person is erased: no address, no name, no way in. Its row stays, for what it did."""
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    Session.objects.filter(user=user).delete()
    user.email, user.name, user.is_active = f"{user.pk}@erased.invalid", "", False
    user.set_unusable_password()
    user.save()


def appoint(user: User, program: str, role: StaffRole.Role, *, by: User | None = None) -> StaffRole:
    """Gives a person a role on a program's staff. `by` is empty when it is done from the command line."""
    with change(Actor(by) if by else SYSTEM, "staff.appointed", program=program) as made:
        given, fresh = StaffRole.objects.get_or_create(user=user, program=program, role=role)
        if not fresh:
            made.nothing()
        made.subject = f"user:{user.pk}"
        made.data.update(role=str(role), email=user.email)
    return given


def dismiss(by: User, given: StaffRole, reason: str) -> None:
    """Takes a role away. Done already, nothing happens."""
    with change(Actor(by), "staff.dismissed", program=given.program) as made:
        if not StaffRole.objects.filter(pk=given.pk).delete()[0]:
            made.nothing()
        made.subject = f"user:{given.user_id}"
        made.data.update(role=given.role, email=given.user.email, reason=reason)
