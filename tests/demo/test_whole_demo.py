"""The whole demo, which takes a minute: on the embedded database alone, as whoever tries it does."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress

from recert.audits import sampling
from recert.audits.models import Draw, Review, ReviewStep, Round
from recert.audits.rounds import ref
from recert.demo import actions as demo
from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.journal.verify import first_break
from recert.people.models import Candidate, StaffRole, User
from recert.policy.assessment import CycleState, HoldingState
from recert.records import clock, projection
from recert.records.actions import retire_certification, take_back_renewal
from recert.records.models import Activity, Evidence, Renewal
from recert.records.programs import current
from recert.records.progress import progress
from recert.records.renewals import verify_statements
from recert.requests.models import Request
from tests.demo.test_demo import load
from tests.records.test_projection import agree, assessed, home

__all__ = ["home"]


@pytest.mark.django_db
def test_the_demo_is_varied_believable_loaded_once_and_copied(home: Path) -> None:
    out = load()
    people = ("candidate", "auditor", "senior", "owner", "administrator")
    for who in (f"{name}@example.org" for name in people):
        assert who in out
        user = User.objects.get(email=who)
        assert user.check_password(demo.PASSWORD)
        assert EmailAddress.objects.get(user=user).verified
    assert "200 of 200" in out
    assert "/atlassian/" in out and "/desk/atlassian/" in out
    assert sorted(StaffRole.objects.values_list("role", flat=True)) == [
        "administrator",
        "auditor",
        "owner",
        "senior auditor",
    ]

    cycles, holdings, expiries = Counter[CycleState](), Counter[HoldingState](), Counter[int]()
    kinds = Counter[str]()
    for candidate in Candidate.objects.all():
        standings = [each for each in progress(candidate).assessment.groups if each.cycles]
        kinds["both levels"] += len(standings) == 2
        for standing in standings:
            cycle = standing.cycles[-1]
            kinds["new"] += cycle.state == CycleState.OPEN and cycle.counted <= 10
            kinds["halfway"] += cycle.state == CycleState.OPEN and cycle.counted * 10 >= cycle.required * 3
            kinds["in another cycle"] += len(standing.cycles) > 1
            cycles[standing.cycles[-1].state] += 1
            holdings.update(h.state for h in standing.holdings)
            active = {h.expires for h in standing.holdings if h.state == HoldingState.ACTIVE}
            if sum(h.state == HoldingState.ACTIVE for h in standing.holdings) > 1:
                expiries[len(active)] += 1
    assert Candidate.objects.count() == 200
    assert all(cycles[state] >= 5 for state in (CycleState.OPEN, CycleState.RENEWED, CycleState.GRACE))
    assert cycles[CycleState.LAPSED] >= 5 and cycles[CycleState.HELD]
    assert all(kinds[kind] >= 10 for kind in ("both levels", "new", "halfway", "in another cycle")), kinds
    assert holdings[HoldingState.RETIRED] >= 5
    assert expiries[1] and expiries[2], "aligned and not yet aligned"
    assert Activity.objects.filter(status=Activity.Status.WITHDRAWN).exists()
    assert Evidence.objects.count() == Activity.objects.count() > 800
    assert Renewal.objects.filter(state=Renewal.State.CONTESTED).exists()
    assert not list(verify_statements())
    assert first_break("atlassian") is None

    kept = Counter(Request.objects.values_list("kind", flat=True))
    assert kept == {"extension": 2, "name": 1, "report": 1}
    reviews = Counter(Review.objects.values_list("state", flat=True))
    assert reviews == dict.fromkeys(("asked", "overdue", "provided", "passed", "failed", "appealed"), 1)
    asked = Review.objects.get(state="asked").renewal.candidate
    assert asked.user == User.objects.get(email=demo.CANDIDATE.email)
    drawn = Round.objects.get()
    seed = Draw.objects.get(month=drawn.month).seed
    told = {each.drawn for each in Review.objects.all()}
    assert told == {sampling.number(seed, ref(each.renewal_id)) for each in Review.objects.all()}
    assert ReviewStep.objects.filter(verb="expire").count() == 1
    assert not Review.objects.filter(due__lt=clock.today(current("atlassian"))).exists()

    events = Event.objects.count()
    load()
    assert Event.objects.count() == events

    check_the_copy()


def check_the_copy() -> None:
    """Everybody stands in the copy of all facts as on their pages."""
    agree()
    retire_certification(SYSTEM, "atlassian", "ACA-CONFE", date(2026, 1, 1), "Replaced")
    for renewal in Renewal.objects.filter(state=Renewal.State.CONTESTED)[:2]:
        take_back_renewal(SYSTEM, renewal, "Not theirs")
    agree()
    before = assessed()
    projection.drop("atlassian")
    assert projection.newest("atlassian") is None
    assert assessed() == before
