"""The reference program with its staff, on a fixed day, and a candidate to look at."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import publish_policy
from tests.conftest import PASSWORD, Cast
from tests.records.conftest import POLICY, evidence_folder, grace, program, today

__all__ = ["evidence_folder", "grace", "program", "today"]

DESK = "/desk/atlassian"


@pytest.fixture
def page(desk: Page) -> Page:
    """Staff work at a desk. Every page of theirs is looked at at the width of a phone too, by `check_page`."""
    return desk


@pytest.fixture
def unmoved(db: None, today: Any) -> str:
    """The program as just published: no mass move was run."""
    publish_policy(SYSTEM, POLICY.read_text(), str(POLICY))
    return "atlassian"


@pytest.fixture
def owner(client: Client, cast: Cast) -> Client:
    """The program's owner, signed in."""
    client.force_login(cast.owner)
    return client


@pytest.fixture
def auditor(cast: Cast) -> Client:
    """The program's auditor, signed in."""
    made = Client()
    made.force_login(cast.auditor)
    return made


@pytest.fixture
def senior(cast: Cast) -> Client:
    """The program's senior auditor, signed in."""
    made = Client()
    made.force_login(cast.senior)
    return made


@pytest.fixture
def ada(cast: Cast, program: str) -> Candidate:
    """The cast's candidate, in the program."""
    return Candidate.objects.get(user=cast.candidate)


@pytest.fixture
def sign_in() -> Callable[[Any], None]:
    """Signs the owner in, in a browser."""

    def through(page: Any) -> None:
        page.goto("/account/login/")
        page.get_by_label("Email address").fill("otto@example.org")
        page.get_by_label("Password").first.fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/desk/atlassian/")

    return through


def text(response: Any) -> str:
    """A page's words, without its markup."""
    import html
    import re

    found = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(found).split())


def field(response: Any, name: str) -> str:
    """The value of a hidden field of a page."""
    import html
    import re

    found = re.search(rf'name="{name}" (?:id="\w+" )?value="([^"]*)"', response.content.decode())
    assert found, f"no field {name}"
    return html.unescape(found[1])
