"""A renewal that was drawn for an audit, in whatever state a test asks for."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from recert.audits.actions import (
    Turn,
    Wanted,
    answer_review,
    call_off_round,
    decide_review,
    end_review,
    foresee,
    start_round,
)
from recert.audits.figures import Span
from recert.audits.models import Review, Round
from recert.audits.rounds import Drawing
from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import publish_policy, record_credential
from recert.records.models import PolicyVersion, Renewal
from tests.audits.conftest import audited
from tests.conftest import Cast
from tests.records.conftest import POLICY, record_courses

State = Review.State

PATHS: Final[dict[str, tuple[str, ...]]] = {
    State.ASKED: (),
    State.PROVIDED: ("provide",),
    State.OVERDUE: ("expire",),
    State.PASSED: ("provide", "pass"),
    State.FAILED: ("provide", "fail"),
    State.APPEALED: ("provide", "fail", "appeal"),
    State.REFUSED: ("provide", "fail", "appeal", "refuse"),
    State.CALLED_OFF: ("call off",),
}
"""How a renewal that was drawn comes into each state."""

BY: Final[dict[str, str]] = {
    **dict.fromkeys(("pass", "fail", "extend"), "auditor"),
    **dict.fromkeys(("grant", "refuse"), "senior"),
    **dict.fromkeys(("provide", "appeal"), "candidate"),
}
"""Who of the cast takes a step."""

LATER: Final = date(2026, 7, 16)
"""The first day after the deadline of what was asked on June 15."""
MORE: Final = date(2026, 8, 20)
"""Until when more time is given."""


def rules_of_reviews(percent: str = "100", **other: str) -> None:
    """Puts rules in force by which so many percent of those who renew are audited as a whole."""
    text = audited(**other).replace("percent = 2 ", f"percent = {percent} ")
    assert isinstance(publish_policy(SYSTEM, text, str(POLICY)), PolicyVersion)


def renew(candidate: Candidate, granted: date = date(2026, 5, 10), first: int = 1) -> Renewal:
    """Renews a candidate's Associate by five courses, on this day as far as audits are concerned."""
    record_credential(SYSTEM, candidate, "ACA-ACF", date(2024, 12, 10))
    record_courses(candidate, 5, first=first)
    Renewal.objects.filter(candidate=candidate).update(
        granted_at=datetime(granted.year, granted.month, granted.day, 12, tzinfo=UTC)
    )
    return Renewal.objects.get(candidate=candidate)


def span(first: date = date(2026, 5, 1), last: date = date(2026, 5, 31)) -> Span:
    return Span("atlassian", first, last, ZoneInfo("UTC"))


def begin(user: Any, wanted: Span | None = None, submission: uuid.UUID | None = None) -> Any:
    """Starts a round, having looked at it."""
    seen = foresee(wanted or span())
    assert isinstance(seen, Drawing), seen
    return start_round(user, Wanted(wanted or span(), submission or uuid.uuid4(), seen.seal))


def fresh(review: Review) -> Review:
    return Review.objects.select_related("renewal__candidate__merged_into").get(pk=review.pk)


def refs(review: Review, many: int = 1) -> tuple[str, ...]:
    entries = Renewal.objects.get(pk=review.renewal_id).statement["result"]["entries"]
    return tuple(entry["activity"] for entry in entries[:many])


def turn(review: Review, verb: str, words: str = "Because of this.", many: int = 1) -> Turn:
    return Turn(verb, words, refs(review, many) if verb == "fail" else (), until=MORE if verb == "extend" else None)


def do(cast: Any, review: Review, verb: str, who: str = "", words: str = "Because of this.") -> Any:
    """One step by whoever takes it."""
    act = answer_review if BY.get(verb) == "candidate" else decide_review
    return act(getattr(cast, who or BY[verb]), fresh(review), turn(review, verb, words))


@pytest.fixture
def review(cast: Cast, ada: Candidate) -> Review:
    """The cast's candidate renewed in May, and was drawn on June 15: evidence is due on July 15."""
    rules_of_reviews()
    renew(ada)
    assert isinstance(begin(cast.auditor), Round)
    return Review.objects.get()


@pytest.fixture
def bring_review(cast: Cast, review: Review, today: Callable[[date], None]) -> Callable[[str], Review]:
    """The review in this state, brought there by those who do that."""

    def to(state: str) -> Review:
        for verb in PATHS[State(state)]:
            if verb == "expire":
                today(LATER)
                end_review(fresh(review))
            elif verb == "call off":
                call_off_round(cast.auditor, review.round, "Drawn from the wrong days.")
            else:
                do(cast, review, verb)
        found = fresh(review)
        assert found.state == state
        return found

    return to
