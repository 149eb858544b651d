"""What does not expire: the holder's pages and the desk say so, and nobody is shown a date or a plan."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from recert.people.models import Candidate
from recert.records.progress import progress
from recert.requests.queries import extendable
from tests.conftest import Cast
from tests.policy.test_for_life import LIFE
from tests.policy.test_never_renewed import text_of
from tests.portal.test_never_renewed import entered
from tests.portal.test_other_programs import joined
from tests.portal.test_ways import said


def holder(cast: Cast, text: str) -> Candidate:
    return joined(
        cast, "kept", "ACA-JSWE", date(2025, 3, 15), text.replace('program = "atlassian"', 'program = "kept"', 1)
    )


@pytest.mark.django_db
def test_whoever_holds_it_reads_that_it_does_not_expire(client: Client, cast: Cast, today: Any) -> None:
    holder(cast, text_of(LIFE))
    told = said(entered(client, cast), "/kept/")
    for sentence in (
        "Valid for life",
        "Nothing to renew.",
        "It is valid for life: it does not expire.",
        "Does not expire",
        "Why it does not expire",
        "Awarded on March 15, 2025: it is valid for life, and does not expire.",
    ):
        assert sentence in told
    assert "It is over." not in told
    assert "Why this date" not in told
    ways = said(client, "/kept/ways/")
    assert "Associate: nothing is needed, it is valid for life." in ways
    for page in (told, ways, said(client, "/kept/history/")):
        assert "9999" not in page


@pytest.mark.django_db
def test_nobody_can_ask_to_have_it_extended(client: Client, cast: Cast, today: Any) -> None:
    made = holder(cast, text_of(LIFE))
    assert extendable(progress(made)) == []


@pytest.mark.django_db
def test_the_desk_says_so_of_the_candidate(client: Client, cast: Cast, today: Any) -> None:
    made = holder(cast, text_of(LIFE))
    client.force_login(cast.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = said(client, f"/desk/kept/candidates/{made.number}/")
    assert "Valid for life" in page
    assert "Does not expire" in page
    assert "9999" not in page
