"""Keeping from which browsers candidates sign in, and forgetting it.

These leave no event: the journal is for good, and this is kept for ninety days.
"""

from datetime import date

from recert.people.browsers import KEPT
from recert.people.models import Browser, Candidate, User


def remember_browser(user: User, digest: str, today: date) -> bool:
    """Keeps that an account signed in from a browser. False, and nothing kept, for whoever is no candidate."""
    if not Candidate.objects.filter(user=user).exists():
        return False
    Browser.objects.bulk_create(
        [Browser(digest=digest, user=user, seen=today)],
        update_conflicts=True,
        unique_fields=["digest", "user"],
        update_fields=["seen"],
    )
    return True


def forget_browsers(user: User) -> int:
    """Forgets from which browsers an account signed in. Returns how many those were."""
    return Browser.objects.filter(user=user).delete()[0]


def forget_old_browsers(today: date) -> int:
    """Forgets what was kept for as long as it may be. Returns how many rows those were."""
    return Browser.objects.filter(seen__lt=today - KEPT).delete()[0]
