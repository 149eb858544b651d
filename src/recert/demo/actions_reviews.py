"""A round of audits of whole candidates that began five weeks ago: one review in each state that staff meet."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction

from recert.audits import sampling
from recert.audits.actions import Turn, Wanted, decide_review, end_review, foresee, start_round
from recert.audits.actions.drawing import begin_draw
from recert.audits.actions.reviewing import take
from recert.audits.figures import Span
from recert.audits.models import Review, Round
from recert.audits.rested import rests_on
from recert.audits.rounds import BY_UNITS, Drawing, ref
from recert.journal.change import SYSTEM
from recert.people.models import User
from recert.policy.model import Policy
from recert.records import clock
from recert.records.models import Renewal
from recert.records.programs import current
from recert.records.refusal import Refused

_NAMESPACE: Final = UUID("0f0f5a52-6a3c-4c39-9d0c-6a2f7f1f7a11")
AGO: Final = timedelta(days=35)
"""When the round began: the deadline that the rules give has passed since."""
BEFORE: Final = timedelta(days=400)
"""From when on it looks at renewals."""
ENOUGH: Final = 20
"""Of fewer renewals a share of a few percent is nobody."""
MORE_TIME: Final = "You wrote that your certificates are still with your former employer. Send them when you have them."
PASSED: Final = "All of it is there. Thank you for answering so quickly."
FAILED: Final = "The certificate of this one shows somebody else's name, and we could not find you with the organizer."
APPEAL: Final = "I changed my name last year. It is my former one."

STORIES: Final = (
    (("extend", MORE_TIME),),
    (),
    (("provide", "Everything should be there now."),),
    (("provide", ""), ("pass", PASSED)),
    (("provide", ""), ("fail", FAILED)),
    (("provide", ""), ("fail", FAILED), ("appeal", APPEAL)),
)
"""What happens to each of those drawn, the first of whom has an account; to the second nothing."""


def load_reviews(program: str, auditor: User) -> None:
    """Starts the round and lets its stories happen: all of it or nothing, once, and only where enough have renewed."""
    policy = current(program)
    rules = policy.audit.candidates if policy.audit else None
    if rules is None or Round.objects.filter(program=program).exists():
        return
    with transaction.atomic():
        began = clock.today(policy) - AGO
        span = Span(program, began - BEFORE, began - timedelta(days=1), ZoneInfo(policy.time_zone))
        keys = list(_date_back(span))
        if len(keys) < ENOUGH:
            return
        mine = Renewal.objects.filter(pk__in=keys, candidate__user__isnull=False).order_by("pk").first()
        seed = _seed(keys, mine.pk if mine else keys[0], sampling.hundredths(rules.percent))
        # The round is drawn today, and is as if it had been when it began.
        for month in sorted({began.replace(day=1), clock.today(policy).replace(day=1)}):
            begin_draw(program, month, seed)
        _start(auditor, span, began)
        reviews = Review.objects.filter(program=program).select_related("renewal__candidate__merged_into")
        for review, story in zip(reviews.order_by("pk"), STORIES, strict=False):
            for verb, words in story:
                _step(auditor, policy, review, verb, words)
            review.refresh_from_db(fields=["state"])
            end_review(review)


def _date_back(span: Span) -> Iterator[int]:
    """Every renewal as if it had been granted when its last activity was recorded; the keys of those to draw from."""
    first, end = span.instants
    for renewal in Renewal.objects.filter(candidate__program=span.program, route=BY_UNITS).order_by("pk"):
        days = [date.fromisoformat(entry["on"]) for entry in renewal.statement["result"]["entries"]]
        granted = datetime.combine(max(days) + timedelta(days=3), time(15, 20), tzinfo=UTC)
        Renewal.objects.filter(pk=renewal.pk).update(granted_at=min(granted, clock.now()))
        if first <= granted < end and renewal.state != Renewal.State.TAKEN_BACK:
            yield renewal.pk


def _seed(keys: list[int], wanted: int, rate: int) -> str:
    """The first seed that draws this renewal and as many others as there are stories: a demo's luck is no accident."""
    for n in count():
        seed = f"{n:064x}"
        if sampling.number(seed, ref(wanted)) < rate:
            drawn = [key for key in keys if sampling.number(seed, ref(key)) < rate]
            if len(drawn) == len(STORIES) and drawn[0] == wanted:
                return seed
    raise AssertionError


def _start(auditor: User, span: Span, began: date) -> None:
    seen = foresee(span)
    if not isinstance(seen, Drawing):
        raise TypeError(seen.problems[0].sentence)
    started = start_round(auditor, Wanted(span, uuid5(_NAMESPACE, span.program), seen.seal))
    if not isinstance(started, Round):
        raise TypeError(started.problems[0].sentence)
    at = datetime.combine(began, time(9, 30), tzinfo=UTC)
    Round.objects.filter(pk=started.pk).update(started_at=at, month=began.replace(day=1))
    for review in started.reviews.all():
        due = review.due - AGO if review.due else None
        Review.objects.filter(pk=review.pk).update(entered_at=at, due=due, remind=None)


def _step(auditor: User, policy: Policy, review: Review, verb: str, words: str) -> None:
    """One step by whoever takes it. A refusal is a bug of the demo."""
    if verb in {"provide", "appeal"}:
        done = take(SYSTEM, review, Turn(verb, words))
    else:
        failed = tuple(row.ref for row in rests_on(policy, review.renewal) if row.counts)[:1] if verb == "fail" else ()
        until = clock.today(policy) + timedelta(days=21) if verb == "extend" else None
        done = decide_review(auditor, review, Turn(verb, words, failed, until=until))
    if isinstance(done, Refused):
        raise TypeError(f"{verb}: {done.problems[0].sentence}")
