"""What the worker does at night. Each may run at any time, as often as you like, and beside whatever else goes on."""

import logging

from recert.people.actions_browsers import forget_old_browsers
from recert.records import clock
from recert.records.actions import settle_program, sweep_staged, tell_years
from recert.records.evidence.store import sweep_orphans
from recert.records.models import PolicyVersion
from recert.records.renewals import verify_statements

log = logging.getLogger(__name__)


def sweep() -> int:
    """Removes files of forms that never came again, and files of transactions that never ended. Returns how many."""
    swept = sweep_staged() + sweep_orphans()
    log.info("Swept %d evidence files that nobody waits for.", swept)
    return swept


def forget_browsers() -> int:
    """Forgets from which browsers people signed in more than ninety days ago. Returns how many sign-ins."""
    forgotten = forget_old_browsers(clock.now().date())
    log.info("Forgot %d browsers that somebody signed in from long ago.", forgotten)
    return forgotten


def settle() -> int:
    """Settles every candidate of every program, after changes of its rules. Returns how many were looked at."""
    slugs = PolicyVersion.objects.order_by("program").values_list("program", flat=True).distinct()
    return sum(settle_program(slug) for slug in slugs)


def tell_of_years() -> int:
    """Tells of missed years that suspend, or will soon end or suspend. Returns of how many years somebody was told."""
    slugs = PolicyVersion.objects.order_by("program").values_list("program", flat=True).distinct()
    return sum(tell_years(slug) for slug in slugs)


def verify() -> int:
    """Derives every pinned statement again. Every difference is an error in the log. Returns how many there are."""
    found = 0
    for difference in verify_statements():
        found += 1
        log.error("The statement of renewal %d no longer follows from what it names.", difference.renewal.pk)
    log.info("Derived every pinned statement again: %d differences.", found)
    return found


def project() -> int:
    """Copies every program's facts into the tables that changed rules are tried on. Returns how many programs."""
    from recert.records import projection  # what writes tables takes long to load

    slugs = list(PolicyVersion.objects.order_by("program").values_list("program", flat=True).distinct())
    for slug in slugs:
        found = projection.project(slug)
        log.info("Copied the facts of %d people of %s, up to entry %d.", found.people, slug, found.number)
    return len(slugs)
