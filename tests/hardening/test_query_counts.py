"""How many queries each page makes is committed in query_counts.json. One that makes more fails until that is meant.

Pages are asked for twice, by somebody with few activities and by somebody with many: the number must not follow.
`QUERY_COUNTS=1 pytest tests/hardening/test_query_counts.py` writes the file anew.
"""

import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recert.audits.models import Review, Round
from recert.people.models import Candidate, User
from recert.records.models import Activity, Renewal
from tests.conftest import Cast
from tests.portal.conftest import ada, today
from tests.records.conftest import evidence_folder, file, recorded

__all__ = ["ada", "evidence_folder", "today"]

KEPT: Final = Path(__file__).with_name("query_counts.json")
PAGES: Final = (
    "/",
    "/account/login/",
    "/account/email/",
    "/account/security/",
    "/atlassian/",
    "/atlassian/activities/",
    "/atlassian/activities/new/",
    "/atlassian/activities/new/course/",
    "/atlassian/activities/preview/course/?date=2026-06-10&name=Boards",
    "/atlassian/activities/{activity}/",
    "/atlassian/activities/{activity}/correct/",
    "/atlassian/activities/{activity}/withdraw/",
    "/atlassian/activities/{activity}/evidence/",
    "/atlassian/evidence/{evidence}/",
    "/atlassian/reviews/{review}/",
    "/atlassian/ways/",
    "/atlassian/what-if/?type=course&date=2026-12-01&see=1",
    "/atlassian/catalog/",
    "/atlassian/history/",
    "/atlassian/history/{renewal}/",
    "/atlassian/merge/",
    "/atlassian/requests/",
    "/atlassian/requests/new/extension/",
)


def drawn(renewal: Renewal, by: User) -> Review:
    """The audit of a renewal in which the candidate has nothing to do any more, as with nearly everybody."""
    day = date(2026, 6, 1)
    told = {"first": day, "last": day, "month": day, "rate": 200, "renewed": 1, "started_at": renewal.granted_at}
    started = Round.objects.create(program="atlassian", submission=uuid4(), started_by=by, **told)
    when = {"entered_at": renewal.granted_at, "state": Review.State.PROVIDED}
    return Review.objects.create(round=started, renewal=renewal, program="atlassian", drawn=1, **when)


@pytest.fixture
def count(cast: Cast, ada: Candidate) -> Callable[[], dict[str, int]]:
    """Counts the queries of every page, once each page has been seen by this process."""
    recorded(ada, "Workflows", date(2026, 6, 2), files=(file(shade=9),))
    client = Client()
    client.force_login(cast.candidate, backend=settings.AUTHENTICATION_BACKENDS[0])
    activity = Activity.objects.get(name="Workflows")
    renewal = ada.renewals.get()
    names = {"activity": activity.pk, "evidence": activity.evidence.get().pk, "renewal": renewal.pk}
    names["review"] = drawn(renewal, cast.auditor).pk

    def counted() -> dict[str, int]:
        found = {}
        for page in PAGES:
            address = page.format(**names)
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code in {200, 302}, address
            found[page] = len(queries)
        unchanged = client.get("/atlassian/").headers["ETag"]
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/atlassian/", headers={"If-None-Match": unchanged}).status_code == 304
        return {**found, "/atlassian/ unchanged": len(queries)}

    return counted


def test_no_page_makes_more_queries_than_it_did(count: Callable[[], dict[str, int]]) -> None:
    found = count()
    if os.environ.get("QUERY_COUNTS") == "1":
        KEPT.write_text(json.dumps(found, indent=2) + "\n")
    assert found == json.loads(KEPT.read_text()), "If it is meant: QUERY_COUNTS=1 pytest tests/hardening"


def test_the_number_of_queries_does_not_follow_the_number_of_activities(
    count: Callable[[], dict[str, int]], ada: Candidate
) -> None:
    few = count()
    for n in range(12):
        recorded(ada, f"Course {n}", date(2026, 1, 5) + timedelta(days=n), files=(file(shade=50 + n),))
    assert count() == few
