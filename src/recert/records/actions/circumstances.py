"""What is so of a candidate for a time, and extensions of theirs, as staff record, end and withdraw them."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from recert.journal.change import Actor
from recert.people.models import Candidate
from recert.policy.lowering import thousandths
from recert.records.actions.writing import change_facts
from recert.records.circumstances import (
    circumstance_problems,
    extended_name,
    extension_problems,
    reason_problems,
    title_of,
    until_problems,
)
from recert.records.models import Circumstance, Extension
from recert.records.programs import current
from recert.records.refusal import Refused, refuse


def record_circumstance(
    actor: Actor, candidate: Candidate, kind: str, since: date, until: date | None, units: Decimal, reason: str
) -> Circumstance | Refused:
    """Records what is so from a day on. The same again is the same row."""
    with change_facts(actor, "circumstance.recorded", candidate) as writing:
        policy = current(candidate.program)
        found = Circumstance.objects.filter(
            candidate=writing.candidate, kind=kind, since=since, withdrawn=False
        ).first()
        wrong = [*circumstance_problems(policy, kind, since, until, units), *reason_problems(reason)]
        if wrong:
            writing.nothing()
            return Refused(tuple(wrong))
        if found is not None:
            writing.nothing()
            same = (found.until, found.units) == (until, units)
            sentence = _("That is on record from this day on, with another end or other units. Look at it first.")
            return found if same else refuse("since", sentence)
        made = Circumstance.objects.create(
            candidate=writing.candidate, kind=kind, since=since, until=until, thousandths=thousandths(units)
        )
        writing.change.subject = f"circumstance:{made.pk}"
        told = {"title": title_of(policy, kind), "since": since, "until": until, "units": str(units)}
        writing.change.data.update(**told, reason=reason.strip())
    return made


def end_circumstance(
    actor: Actor, circumstance: Circumstance, until: date | None, reason: str
) -> Circumstance | Refused:
    """Says until when it was so, or that it has no end yet."""
    with change_facts(actor, "circumstance.ended", circumstance.candidate) as writing:
        found = Circumstance.objects.get(pk=circumstance.pk)
        if found.until == until and not found.withdrawn:
            writing.nothing()
            return found
        wrong = [*until_problems(found.since, until), *reason_problems(reason)]
        if wrong or found.withdrawn:
            writing.nothing()
            return Refused(tuple(wrong)) if wrong else refuse("until", _("It was withdrawn. Record it anew."))
        before, found.until = found.until, until
        found.save(update_fields=["until"])
        writing.change.subject = f"circumstance:{found.pk}"
        title = title_of(current(writing.candidate.program), found.kind)
        both = {"before": {"until": before}, "after": {"until": until}}
        writing.change.data.update(title=title, until=until, **both, reason=reason.strip())
    return found


def withdraw_circumstance(actor: Actor, circumstance: Circumstance, reason: str) -> Circumstance | Refused:
    """Takes it off the record: it never counted."""
    with change_facts(actor, "circumstance.withdrawn", circumstance.candidate) as writing:
        found = Circumstance.objects.get(pk=circumstance.pk)
        wrong = tuple(reason_problems(reason))
        if found.withdrawn or wrong:
            writing.nothing()
            return found if found.withdrawn else Refused(wrong)
        found.withdrawn = True
        found.save(update_fields=["withdrawn"])
        writing.change.subject = f"circumstance:{found.pk}"
        title = title_of(current(writing.candidate.program), found.kind)
        writing.change.data.update(title=title, since=found.since, reason=reason.strip())
    return found


def record_extension(
    actor: Actor, candidate: Candidate, code: str, given: date, until: date, reason: str
) -> Extension | Refused:
    """Puts off what is due of a certification, or of a group. The same again is the same row."""
    with change_facts(actor, "extension.recorded", candidate) as writing:
        found = Extension.objects.filter(candidate=writing.candidate, code=code, given=given, withdrawn=False).first()
        wrong = [*extension_problems(current(candidate.program), code, given, until), *reason_problems(reason)]
        if wrong:
            writing.nothing()
            return Refused(tuple(wrong))
        if found is not None:
            writing.nothing()
            sentence = _("An extension of that day is on record with another date. Withdraw it first.")
            return found if found.until == until else refuse("until", sentence)
        made = Extension.objects.create(candidate=writing.candidate, code=code, given=given, until=until)
        writing.change.subject = f"extension:{made.pk}"
        name = extended_name(current(writing.candidate.program), code)
        writing.change.data.update(code=name, given=given, until=until, reason=reason.strip())
    return made


def withdraw_extension(actor: Actor, extension: Extension, reason: str) -> Extension | Refused:
    """Takes an extension off the record: dates are as if it had never been given."""
    with change_facts(actor, "extension.withdrawn", extension.candidate) as writing:
        found = Extension.objects.get(pk=extension.pk)
        wrong = tuple(reason_problems(reason))
        if found.withdrawn or wrong:
            writing.nothing()
            return found if found.withdrawn else Refused(wrong)
        found.withdrawn = True
        found.save(update_fields=["withdrawn"])
        writing.change.subject = f"extension:{found.pk}"
        name = extended_name(current(writing.candidate.program), found.code)
        writing.change.data.update(code=name, until=found.until, reason=reason.strip())
    return found
