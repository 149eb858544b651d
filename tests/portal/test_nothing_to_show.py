"""Where what a candidate says is enough, nobody asks for evidence: not when it is recorded, nor in an audit."""

import uuid
from datetime import date

import pytest
from django.test import Client

from recert.audits.deadlines import lacking
from recert.audits.models import Audit, Review
from recert.audits.nightly import examine_all
from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records import clock
from recert.records.actions import Recorded, record_activity, record_credential
from recert.records.models import Activity, Renewal
from recert.records.programs import current
from tests.audits.conftest import audited
from tests.audits.reviewing import begin, do, fresh
from tests.conftest import Cast
from tests.declared import publish_reading
from tests.desk.conftest import text
from tests.records.conftest import draft, record_courses

HERE = "/atlassian/activities"


@pytest.fixture
def mine(client: Client, cast: Cast, ada: Candidate) -> Client:
    """The candidate, signed in, under rules by which nothing has to be shown of what is read."""
    publish_reading()
    client.force_login(cast.candidate)
    return client


def read(candidate: Candidate, name: str, day: date) -> Activity:
    done = record_activity(SYSTEM, candidate, draft(name, day, type="reading", files=()))
    assert isinstance(done, Recorded), done
    return done.activity


def test_it_is_recorded_with_nothing_to_show(mine: Client) -> None:
    page = mine.get(f"{HERE}/new/reading/")
    assert "You need no evidence: what you say is enough." in text(page)
    assert 'type="file"' not in page.content.decode()
    assert "What it was, such as a title." in text(page)
    assert "in your evidence" not in text(page)
    assert "Language of the documentation" not in text(page)
    assert 'type="file"' in mine.get(f"{HERE}/new/course/").content.decode()
    typed = {"date": "2026-05-07", "name": "A book", "language": "en", "notes": "", "submission": str(uuid.uuid4())}
    assert mine.post(f"{HERE}/new/reading/", {**typed, "record": "1"}).status_code == 302
    made = Activity.objects.get(type="reading")
    told = text(mine.get(f"{HERE}/{made.pk}/"))
    assert "None is needed for this type: what you say is enough." in told
    assert "No evidence yet" not in told
    assert "Add or remove evidence" not in told
    assert "Language" not in told
    assert "A book Reading" in text(mine.get(f"{HERE}/"))
    assert "Not needed" in text(mine.get(f"{HERE}/"))


def test_what_counts_says_that_it_needs_no_evidence(mine: Client) -> None:
    page = mine.get("/atlassian/catalog/")
    assert "You need no evidence: what you say is enough." in text(page)
    assert f"{HERE}/new/reading/" in page.content.decode()
    assert page.content.decode().count("<figure>") == 4


def test_none_of_it_is_drawn_where_everything_else_is(ada: Candidate) -> None:
    publish_reading(audited(percent="100"))
    made = read(ada, "A book", date(2026, 5, 6))
    theirs = record_courses(ada, 1)[0].activity
    examine_all()
    found = Audit.objects.filter(activity__in=(made.pk, theirs.pk))
    assert {audit.activity_id: audit.rate for audit in found} == {made.pk: 0, theirs.pk: 10_000}


def test_no_evidence_of_it_is_asked_in_the_audit_of_a_renewal(cast: Cast, ada: Candidate, client: Client) -> None:
    publish_reading(audited().replace("percent = 2 ", "percent = 100 "))
    record_credential(SYSTEM, ada, "ACA-ACF", date(2024, 12, 10))
    record_courses(ada, 2)
    made = read(ada, "A book", date(2026, 5, 6))
    Renewal.objects.update(granted_at=clock.now().replace(month=5, day=10))
    begin(cast.auditor)
    review = Review.objects.get()
    assert lacking(current("atlassian"), review) == []
    client.force_login(cast.candidate)
    told = text(client.get(f"/atlassian/reviews/{review.pk}/"))
    assert "A book Reading, May 6, 2026 30 Not needed" in told
    assert "Add evidence : A book" not in told
    do(cast, review, "provide")
    client.force_login(cast.auditor)
    page = client.get(f"/desk/atlassian/reviews/{fresh(review).pk}/")
    assert f'value="{made.pk}"' not in page.content.decode()
    assert "None is asked for: what a candidate says of this type is enough." in text(page)
