"""What becomes of accounts when two candidates are merged, and when that is undone; inside a change of the caller."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db.models import Q

from recert.people.models import Merge, Session, User


def close_account(closed: User, kept: User) -> list[str]:
    """Makes an account's verified addresses those of the other one, and ends it: nobody is signed in to it any more.

    Its password opens nothing: the addresses lead to the kept account, which has its own.
    """
    addresses = [found.email for found in EmailAddress.objects.filter(user=closed, verified=True).order_by("pk")]
    EmailAddress.objects.filter(_any_of(addresses), user=kept).delete()  # asked for there, and never proven
    EmailAddress.objects.filter(user=closed, verified=True).update(user=kept, primary=False)
    Session.objects.filter(user=closed).delete()
    User.objects.filter(pk=closed.pk).update(is_active=False, email=f"{closed.pk}@merged.invalid")
    return addresses


def prove_address(address: str, kept: User) -> list[str]:
    """Makes an address the kept account's, unless it is somebody's already; returns what became theirs."""
    if EmailAddress.objects.filter(email__iexact=address, verified=True).exists():
        return []
    EmailAddress.objects.filter(user=kept, email__iexact=address).delete()
    EmailAddress.objects.create(user=kept, email=address.lower(), verified=True)
    return [address.lower()]


def give_back(merge: Merge, kept: User) -> bool:
    """Undoes either. False, and nothing done, when the kept account would have no address left to sign in with."""
    moved = _any_of(merge.addresses)
    own = EmailAddress.objects.filter(user=kept, verified=True).exclude(moved).order_by("-primary", "pk").first()
    if own is None:
        return False
    if not own.primary:
        EmailAddress.objects.filter(user=kept, primary=True).update(primary=False)
        EmailAddress.objects.filter(pk=own.pk).update(primary=True)
        User.objects.filter(pk=kept.pk).update(email=own.email)
        kept.email = own.email
    if merge.user is None:
        EmailAddress.objects.filter(moved, user=kept).delete()
        return True
    EmailAddress.objects.filter(moved, user=kept).update(user=merge.user)
    for address in merge.addresses:
        if not EmailAddress.objects.filter(email__iexact=address, verified=True).exists():  # taken off meanwhile
            EmailAddress.objects.create(user=merge.user, email=address, verified=True)
    EmailAddress.objects.filter(user=merge.user, email__iexact=merge.email).update(primary=True)
    User.objects.filter(pk=merge.user.pk).update(is_active=True, email=merge.email)
    return True


def _any_of(addresses: Iterable[str]) -> Q:
    """Rows with one of these addresses, whatever their capitals."""
    found = Q(pk__in=[])
    for address in addresses:
        found |= Q(email__iexact=address)
    return found
