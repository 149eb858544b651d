"""Who somebody is, read from the tables."""

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from recert.people.models import Candidate, User
from recert.people.prepared import Given


def verified_addresses(user: User) -> list[str]:
    """The addresses that are proven to be this person's, in small letters."""
    found = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return sorted({email.lower() for email in found})


def waiting(user: User) -> QuerySet[Candidate]:
    """What staff recorded under one of this person's verified addresses and nobody has claimed, oldest first."""
    return (
        Candidate.objects.alias(address=Lower("email"))
        .filter(user=None, merged_into=None, address__in=verified_addresses(user))
        .order_by("pk")
    )


def plain(text: str) -> str:
    """A text that may be looked for: PostgreSQL refuses one with a null character in it."""
    return " ".join(text.replace("\x00", "").split())


def named(program: str, text: str) -> Candidate | None:
    """The candidate with this number or address: the one on record, or one that their account has verified.

    A number that somebody had before two of theirs were merged leads to them.
    """
    wanted = plain(text)
    everybody = Candidate.objects.filter(program=program).select_related("merged_into")
    mine = everybody.filter(merged_into=None)
    found = everybody.filter(number__iexact=wanted).first() or mine.filter(email__iexact=wanted).first()
    if found or "@" not in wanted:
        return found and (found.merged_into or found)
    owners = EmailAddress.objects.filter(email__iexact=wanted, verified=True).values("user")
    return mine.filter(user__in=owners).first()


def matching(program: str, text: str) -> QuerySet[Candidate]:
    """Candidates whose number, name or address (the one on record or any verified one) has this text in it.

    What somebody was on record as before two of theirs were merged counts as well.
    """
    text = plain(text)
    owners = EmailAddress.objects.filter(email__icontains=text, verified=True).values("user")
    written = Q(number__icontains=text) | Q(name__icontains=text) | Q(email__icontains=text)
    former = Candidate.objects.filter(written, program=program, merged_into__isnull=False).values("merged_into")
    return present(program).filter(written | Q(user__in=owners) | Q(pk__in=former))


def present(program: str | Given) -> QuerySet[Candidate]:
    """Everybody in a program, each once: without those who turned out to be somebody else as well."""
    return Candidate.objects.filter(program=program, merged_into=None)


def every_key(candidate: Candidate) -> list[int]:
    """The key of a candidate, and those of all who were merged into them."""
    return [candidate.pk, *Candidate.objects.filter(merged_into=candidate).order_by("pk").values_list("pk", flat=True)]


def candidate(user: User, program: str) -> Candidate | None:
    """This person in this program, if they are in it."""
    return Candidate.objects.filter(user=user, program=program).first()


def verified_user(email: str) -> User | None:
    """The person who has verified this address as theirs, if anybody has."""
    found = EmailAddress.objects.filter(email__iexact=plain(email), verified=True).select_related("user").first()
    return found.user if found else None
