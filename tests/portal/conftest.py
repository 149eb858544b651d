"""A candidate halfway through two cycles, on a fixed day, and the way into their pages."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import publish_policy, record_credential
from recert.records.models import PolicyVersion
from tests.conftest import Cast
from tests.records.conftest import file, publish, recorded, today

__all__ = ["today"]

PICTURES = Path(__file__).parents[2] / "docs/images"
PMI = Path(__file__).parents[2] / "programs" / "pmi" / "policy.toml"


@pytest.fixture
def ada(cast: Cast, today: Any) -> Candidate:
    """On June 15, 2026: 40 of 50 units for Associate until April 3, 2027; 30 of 100 for Professional."""
    publish()
    candidate = Candidate.objects.get(user=cast.candidate)
    for code, day in (
        ("ACA-JSWE", date(2025, 4, 3)),
        ("ACA-ACF", date(2025, 7, 12)),
        ("ACP-JCA", date(2025, 11, 1)),
    ):
        record_credential(SYSTEM, candidate, code, day)
    recorded(candidate, "Boards and backlogs", date(2025, 9, 1), files=(file(shade=1),))
    recorded(candidate, "Team ’26", date(2026, 5, 6), type="global-event", files=(file(shade=2),))
    recorded(candidate, "Unleash 2026", date(2026, 6, 1), type="global-event", files=(file(shade=3),))
    return candidate


def enter(page: Page, user: Any) -> None:
    """Signs the person in without the form, which has tests of its own."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.goto("/outbox/")
    origin = page.url.removesuffix("outbox/")
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}])


def picture(page: Page, name: str) -> None:
    """Keeps what the page looks like for the docs, when SCREENSHOTS=1 asks for it."""
    if os.environ.get("SCREENSHOTS") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)


@pytest.fixture
def pam(cast: Cast, today: Any) -> Candidate:
    """A PMP since February 3, 2025, on June 15, 2026."""
    assert isinstance(publish_policy(SYSTEM, PMI.read_text(), str(PMI)), PolicyVersion)
    made = Candidate.objects.create(
        program="pmi", number="PMI0000001", user=cast.candidate, name="Ada Moreau", email=cast.candidate.email
    )
    record_credential(SYSTEM, made, "PMP", date(2025, 2, 3))
    return made
