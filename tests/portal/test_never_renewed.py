"""What nothing renews: its pages name the day on which it is over, and what keeps it until then."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from recert.people.models import Candidate
from tests.conftest import Cast
from tests.policy.test_never_renewed import ANNUAL, NEVER, text_of
from tests.portal.test_other_programs import joined
from tests.portal.test_ways import said


def holder(cast: Cast, on: date) -> Candidate:
    text = text_of(NEVER, ANNUAL).replace('program = "atlassian"', 'program = "kept"', 1)
    return joined(cast, "kept", "ACA-JSWE", on, text)


def entered(client: Client, cast: Cast) -> Client:
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.django_db
def test_whoever_holds_it_reads_until_when_and_what_keeps_it(client: Client, cast: Cast, today: Any) -> None:
    holder(cast, date(2025, 3, 15))
    told = said(entered(client, cast), "/kept/")
    assert "It can&#39;t be renewed: it is valid until March 14, 2030, and over after that." in told
    assert "The annual content: 0 of 1 completion in" in told
    assert "Held until" in told
    assert "certifications lapse" not in told
    ways = said(client, "/kept/ways/")
    assert "<h1>What keeps it</h1>" in ways
    assert "Ways to renew in time" not in ways
    assert "What keeps it as long as it lasts" in ways
    assert "Valid until March 14, 2030" in ways
    assert "certifications end before March 14, 2030 unless this is done:" in ways
    assert "to be renewed by" not in ways.lower()


@pytest.mark.django_db
def test_once_it_is_over_nobody_is_told_to_pass_an_exam(client: Client, cast: Cast, today: Any) -> None:
    holder(cast, date(2019, 3, 15))
    told = said(entered(client, cast), "/kept/")
    assert "It is over." in told
    assert "Pass an exam to be certified again." not in told
