"""What the program recorded itself is not audited: neither by itself nor with the renewal that rests on it."""

from datetime import date

import pytest
from django.test import Client

from recert.audits import nightly
from recert.audits.actions import decide_review, examine
from recert.audits.deadlines import lacking
from recert.audits.models import Audit, Review
from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records import clock
from recert.records.actions import Recorded, record_by_staff, record_credential
from recert.records.models import Activity, Renewal
from recert.records.programs import current
from recert.records.refusal import Refused
from tests.audits.reviewing import begin, do, fresh, rules_of_reviews, turn
from tests.conftest import Cast
from tests.desk.conftest import text
from tests.records.conftest import draft, record_courses


def attested(candidate: Candidate, name: str, day: date) -> Activity:
    done = record_by_staff(SYSTEM, candidate, draft(name, day, type="global-event", files=()))
    assert isinstance(done, Recorded)
    return done.activity


def test_nothing_that_staff_recorded_comes_into_the_queue(ada: Candidate, everything_drawn: None) -> None:
    made = attested(ada, "Team ’26", date(2026, 5, 6))
    theirs = record_courses(ada, 1)[0].activity
    assert nightly.examine_all() == 1
    assert [audit.activity_id for audit in Audit.objects.all()] == [theirs.pk]
    assert examine(made) is None
    assert nightly.examine_all() == 0


@pytest.fixture
def mixed(cast: Cast, ada: Candidate) -> Review:
    """The audit of a renewal that rests on two courses and an event that the program recorded."""
    rules_of_reviews()
    record_credential(SYSTEM, ada, "ACA-ACF", date(2024, 12, 10))
    record_courses(ada, 2)
    attested(ada, "Team ’26", date(2026, 5, 6))
    Renewal.objects.update(granted_at=clock.now().replace(month=5, day=10))
    begin(cast.auditor)
    return Review.objects.get()


def test_no_evidence_of_it_is_asked_in_the_audit_of_a_renewal(mixed: Review, cast: Cast, client: Client) -> None:
    assert lacking(current("atlassian"), fresh(mixed)) == []
    client.force_login(cast.candidate)
    told = text(client.get(f"/atlassian/reviews/{mixed.pk}/"))
    assert "has no evidence yet" not in told
    assert "Team ’26 Attending a global event, May 6, 2026 30 Recorded by the program" in told
    assert "Add evidence : Team" not in told


def test_it_can_not_fail_with_the_renewal_while_the_rest_can(mixed: Review, cast: Cast, client: Client) -> None:
    do(cast, mixed, "provide")
    entries = mixed.renewal.statement["result"]["entries"]
    refs = {entry["name"]: entry["activity"] for entry in entries}
    client.force_login(cast.auditor)
    page = client.get(f"/desk/atlassian/reviews/{mixed.pk}/")
    told = text(page)
    assert f'value="{refs["Team ’26"]}"' not in page.content.decode()
    assert f'value="{refs["Course 1"]}"' in page.content.decode()
    assert "None is asked for: the program recorded it." in told
    assert "No evidence" not in told
    wanted = turn(fresh(mixed), "fail")
    theirs = type(wanted)("fail", "No.", (refs["Team ’26"],))
    assert isinstance(decide_review(cast.auditor, fresh(mixed), theirs), Refused)
    ours = type(wanted)("fail", "No.", (refs["Course 1"],))
    assert not isinstance(decide_review(cast.auditor, fresh(mixed), ours), Refused)
