"""The front door."""

from django.test import Client
from playwright.sync_api import Page, expect

from recert.people.models import Candidate
from tests.browser import check_page
from tests.conftest import Cast
from tests.portal.conftest import enter, picture


def test_whoever_comes_by_reads_what_this_is(page: Page, ada: Candidate) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Keep what you have earned")).to_be_visible()
    expect(page.get_by_role("link", name="Sign up")).to_be_visible()
    check_page(page)
    picture(page, "welcome")


def test_who_is_both_staff_and_candidate_chooses(desk: Page, cast: Cast, ada: Candidate) -> None:
    Candidate.objects.create(program="atlassian", number="AT00000003", user=cast.owner, email=cast.owner.email)
    enter(desk, cast.owner)
    desk.goto("/")
    expect(desk.get_by_role("heading", name="Your programs")).to_be_visible()
    expect(desk.get_by_role("link", name="staff")).to_be_visible()
    check_page(desk)


def test_staff_go_to_their_desk(client: Client, cast: Cast, ada: Candidate) -> None:
    client.force_login(cast.auditor, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/").headers["Location"] == "/desk/atlassian/"
