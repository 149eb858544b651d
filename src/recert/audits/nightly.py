"""What the worker does by itself: examine what came in, end what is over. Each may run at any time."""

import logging
from datetime import timedelta

from recert.audits import queries
from recert.audits.actions import end, end_review, examine, follow_merge, look_through, publish_seeds, remind
from recert.records import clock
from recert.records.models import PolicyVersion
from recert.records.programs import current

log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=4)
"""How long one run looks at evidence: the next one goes on."""
SIZE = 200
"""How many are looked at before it is asked again what is there."""


def programs() -> list[str]:
    """The programs that audit."""
    slugs = PolicyVersion.objects.order_by("program").values_list("program", flat=True).distinct()
    return [slug for slug in slugs if current(slug).audit is not None]


def examine_all() -> int:
    """Examines every activity that nobody examined yet, or that was changed since. Returns how many.

    What a merge left behind leaves the queue, and comes back when that is taken apart.
    """
    done = sum(_examine_program(slug) for slug in programs())
    if done:
        log.info("Examined %d activities.", done)
    return done


def _examine_program(slug: str) -> int:
    merged = [*queries.left_behind(slug, SIZE), *queries.come_back(slug, SIZE)]
    for audit in merged:
        follow_merge(audit)
    done = len(merged)
    while True:
        found = [*queries.unexamined(slug, SIZE), *queries.changed(slug, SIZE)]
        for activity in found:
            examine(activity)
        done += len(found)
        if not found:
            return done


def look_all() -> int:
    """Looks at evidence that no machine has seen yet, for as long as a run may take. Returns how many entries."""
    until = clock.now() + PATIENCE
    done = 0
    for slug in programs():
        for audit in queries.unread(slug, SIZE):
            if clock.now() > until:
                return done
            look_through(audit)
            examine(audit.activity)
            done += 1
    return done


def end_all() -> int:
    """Ends what is over and makes the seeds of past months known. Returns how many audits were ended."""
    ended = 0
    for slug in programs():
        today = clock.today(current(slug))
        for audit in list(queries.due(slug, today)):
            end(audit)
            ended += 1
        publish_seeds(slug, today)
    return ended


def review_all() -> int:
    """Reminds of deadlines of audits of renewals and ends what is over, also where the rules ask for none any more."""
    done = 0
    for slug in queries.waiting_reviews():
        today = clock.today(current(slug))
        for review in list(queries.reviews_to_remind(slug, today)):
            remind(review)
            done += 1
        for review in list(queries.reviews_due(slug, today)):
            end_review(review)
            done += 1
    return done
