"""Two candidates who are one person become one, and can be taken apart again.

Whatever belongs to a candidate moves, of any room: the tables are found by their reference to the candidate. What the
kept candidate has on record as well stays behind, so that nothing counts twice and nothing is lost. Keys are noted of
all that moved, so that undoing moves exactly these back, and what was added since stays.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from recert.journal.change import Actor, change
from recert.people.actions_merging import close_account, give_back, prove_address
from recert.people.models import Candidate, Merge, StaffRole, User
from recert.people.queries import present
from recert.records import clock
from recert.records.actions.renewals import settle
from recert.records.progress import Progress, progress
from recert.records.refusal import Refused, refuse
from recert.records.renewals import settlement

STAYING: Final = frozenset({"people.merge", "people.viewing", "records.stagedevidence"})
"""Tables that refer to a candidate and don't move: what is kept of merges, who looked at whom, unfinished forms."""

Keys = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging would give: both as they stand, the one after, how many rows move, and those that stay behind."""

    into: Progress
    old: Progress
    after: Progress
    moving: dict[str, int]
    staying: tuple[Model, ...]


def preview_merge(into: Candidate, old: Candidate) -> MergePreview:
    """Merges, looks, and undoes it before anybody sees it: what is shown is what will be done."""
    before, other = progress(into), progress(old)
    with transaction.atomic():
        _locked(into, old)
        moved, left = _move_all(old, into)
        after = progress(into)
        staying = tuple(
            row for label, model, _field in _tables() for row in model._base_manager.filter(pk__in=left.get(label, []))
        )
        transaction.set_rollback(True)
    return MergePreview(before, other, after, {label: len(keys) for label, keys in moved.items()}, staying)


def merge_problem(into: Candidate, old: Candidate) -> str:
    """Why these two can't be merged by who holds them; "" where they can."""
    closed = old.user
    if into.merged_into_id or old.merged_into_id:
        return _("One of these records was merged meanwhile. Look at your pages again.")
    if into.user is None:
        return _("Sign in to the record that should stay.")
    if closed is None:
        return ""
    if not closed.is_active:
        return _("The other account was closed by staff. Write to them if you need what is on its record.")
    if StaffRole.objects.filter(user=closed).exists():
        return _("The other account is on a program’s staff. An administrator has to dismiss it there first.")
    if Authenticator.objects.filter(user=closed).exists():
        return _(
            "The other account has a passkey or two-step sign-in, which a mail alone must not get around. Sign in to "
            "it, turn that off, and open this link again."
        )
    return ""


def merge_candidates(actor: Actor, into: Candidate, old: Candidate) -> Merge | Refused:
    """Makes `old` part of `into`, and closes the account of `old`. Done already, it is what was done."""
    with transaction.atomic():
        rows = _locked(into, old)
        done = Merge.objects.filter(candidate=old, into=into, reversed_at=None).first()
        if done is not None:
            return done
        into, old = rows[into.pk], rows[old.pk]
        problem = merge_problem(into, old)
        if problem or into.user is None:
            return refuse("", problem)
        pairs, along = _pairs(rows.values(), into, old)
        act = uuid.uuid4()
        merges = [_merge(actor, act, one, other) for one, other in pairs]
        lead = next(made for made in merges if made.candidate_id == old.pk)
        _hand_over(lead, old, into.user, along)
        found = {made.into_id: settlement(progress(made.into)) for made in merges}
        for made in merges:
            _tell(actor, "candidate.merged", made, {"addresses": made.addresses})
        for made in merges:
            settle(made.into, found[made.into_id])
    return lead


def _locked(into: Candidate, old: Candidate) -> dict[int, Candidate]:
    """Every candidate of both people, in all programs, locked in the order of their keys."""
    users = [key for key in (into.user_id, old.user_id) if key]
    concerned = Q(pk__in=[into.pk, old.pk]) | Q(user__in=users)
    return {row.pk: row for row in Candidate.objects.select_for_update().filter(concerned).order_by("pk")}


def _pairs(
    rows: Iterable[Candidate], into: Candidate, old: Candidate
) -> tuple[list[tuple[Candidate, Candidate]], list[Candidate]]:
    """Who is merged into whom, in the order of programs; and whose account changes, in programs without the other."""
    mine = {row.program: row for row in rows if row.user_id == into.user_id}
    others = [row for row in rows if row.pk != old.pk and old.user_id and row.user_id == old.user_id]
    pairs = [(into, old), *((mine[row.program], row) for row in others if row.program in mine)]
    return sorted(pairs, key=lambda pair: pair[0].program), [row for row in others if row.program not in mine]


def _merge(actor: Actor, act: uuid.UUID, into: Candidate, old: Candidate) -> Merge:
    moved, left = _move_all(old, into)
    user = User.objects.filter(pk=old.user_id or 0).first()
    made = Merge.objects.create(
        act=act,
        program=into.program,
        candidate=old,
        into=into,
        user=user,
        email=user.email if user else "",
        moved=moved,
        left=left,
        by=_user(actor),
    )
    old.merged_into, old.user, old.version = into, None, old.version + 1
    old.save(update_fields=["merged_into", "user", "version"])
    into.version += 1
    into.save(update_fields=["version"])
    return made


def _hand_over(lead: Merge, old: Candidate, kept: User, along: list[Candidate]) -> None:
    """The account's part: its addresses, and its candidates elsewhere."""
    lead.addresses = close_account(lead.user, kept) if lead.user else prove_address(old.email, kept)
    lead.along = [row.pk for row in along]
    lead.save(update_fields=["addresses", "along"])
    for row in along:
        row.user, row.version = kept, row.version + 1
        row.save(update_fields=["user", "version"])


def separate(actor: Actor, merge: Merge, reason: str) -> Merge | Refused:
    """Takes apart what was merged at once. What was added since stays with the candidate that was kept."""
    if not reason.strip():
        return refuse("reason", _("Say why: both people and your colleagues will read it."))
    with transaction.atomic():
        merges = list(Merge.objects.filter(act=merge.act).order_by("program", "pk"))
        rows = _locked_again(merges)
        merges = list(Merge.objects.filter(act=merge.act).order_by("program", "pk"))
        if merges[0].reversed_at:
            return next(made for made in merges if made.pk == merge.pk)
        problem = next(filter(None, (_stuck(made, rows) for made in merges)), "")
        lead = next((made for made in merges if made.addresses), merges[0])
        kept = rows[lead.into_id].user
        if problem or kept is None:
            return refuse("", problem)
        if not give_back(lead, kept):
            sentence = _("{who} would have no address left to sign in with. They have to add one of their own first.")
            return refuse("", sentence.format(who=rows[lead.into_id].number))
        for made in merges:
            _take_apart(actor, made, rows, kept, reason.strip())
        Candidate.objects.filter(pk__in=lead.along, user=kept).update(user=lead.user)
        touched = sorted({key for made in merges for key in (made.into_id, made.candidate_id)})
        found = {key: settlement(progress(rows[key])) for key in touched}
        for made in merges:
            _tell(actor, "candidate.separated", made, {"reason": reason.strip()})
        for key in touched:
            settle(rows[key], found[key])
    return next(made for made in merges if made.pk == merge.pk)


def _locked_again(merges: Iterable[Merge]) -> dict[int, Candidate]:
    keys = {key for made in merges for key in (made.candidate_id, made.into_id, *made.along)}
    return {row.pk: row for row in Candidate.objects.select_for_update().filter(pk__in=keys).order_by("pk")}


def _stuck(made: Merge, rows: dict[int, Candidate]) -> str:
    """Why this one can't be taken apart; "" where it can."""
    into, old = rows[made.into_id], rows[made.candidate_id]
    if into.merged_into:
        sentence = _("{into} was merged into {later} since. Take that apart first.")
        return sentence.format(into=into.number, later=into.merged_into.number)
    holder = present(made.program).filter(email__iexact=old.email).exclude(pk=into.pk).first()
    if holder:
        return _("{number} is on record with {email} now. Change that first.").format(
            number=holder.number, email=old.email
        )
    return ""


def _take_apart(actor: Actor, made: Merge, rows: dict[int, Candidate], kept: User, reason: str) -> None:
    into, old = rows[made.into_id], rows[made.candidate_id]
    if into.email.lower() == old.email.lower():  # their main address for a while
        into.email = kept.email
    into.version += 1
    into.save(update_fields=["email", "version"])
    old.merged_into, old.user, old.version = None, made.user, old.version + 1
    old.save(update_fields=["merged_into", "user", "version"])
    for label, model, field in _tables():
        _move(model, field, made.moved.get(label, []), into, old)
    made.reversed_by, made.reversed_at, made.reason = _user(actor), clock.now(), reason
    made.save(update_fields=["reversed_by", "reversed_at", "reason"])


def _user(actor: Actor) -> User | None:
    return actor.user if isinstance(actor.user, User) else None


def _tell(actor: Actor, verb: str, made: Merge, data: dict[str, Any]) -> None:
    with change(actor, verb, program=made.program) as told:
        told.candidate, told.subject = made.into_id, f"candidate:{made.candidate_id}"
        told.data.update(number=made.candidate.number, **data)


def _tables() -> Iterator[tuple[str, type[Model], str]]:
    """Every table whose rows are a candidate's, by its name, and the column that says whose."""
    for relation in Candidate._meta.related_objects:
        model = relation.related_model
        if isinstance(model, type) and model._meta.label_lower not in STAYING:
            yield model._meta.label_lower, model, relation.field.name


def _move_all(old: Candidate, into: Candidate) -> tuple[Keys, Keys]:
    """Moves all that can be; returns what moved and what stays behind, being on record there already."""
    moved, left = Keys(), Keys()
    for label, model, field in _tables():
        keys = [
            str(key) for key in model._base_manager.filter(**{field: old}).order_by("pk").values_list("pk", flat=True)
        ]
        done = _move(model, field, keys, old, into)
        if done:
            moved[label] = done
        if len(done) < len(keys):
            left[label] = [key for key in keys if key not in done]
    return moved, left


def _move(model: type[Model], field: str, keys: list[str], old: Candidate, into: Candidate) -> list[str]:
    """Moves these rows, one by one where not all of them can go; returns those that went."""
    mine = model._base_manager.filter(**{field: old})
    if not keys or _moved(mine.filter(pk__in=keys), field, into):
        return keys
    return [key for key in keys if _moved(mine.filter(pk=key), field, into)]


def _moved(rows: Any, field: str, into: Candidate) -> bool:
    """Whether the constraints of the table let these rows go there."""
    try:
        with transaction.atomic():
            rows.update(**{field: into})
    except IntegrityError:
        return False
    return True
