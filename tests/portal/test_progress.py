"""Where every certification stands."""

import re
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import record_credential
from recert.records.models import Credential, Program
from tests.browser import check_page
from tests.conftest import Cast
from tests.portal.conftest import enter, picture
from tests.records.conftest import file, recorded


def test_a_candidate_sees_where_every_certification_stands(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/")
    assert page.url.endswith("/atlassian/")
    associate = page.get_by_role("region", name="Associate")
    expect(associate.get_by_text("Active until April 3, 2027")).to_be_visible()
    expect(associate.get_by_text("10 more CE units, for example one course.")).to_be_visible()
    expect(associate.get_by_text("292 days left, until April 3, 2027")).to_be_visible()
    expect(associate.get_by_text("of 50 CE units", exact=True)).to_be_visible()
    expect(associate.get_by_role("img", name="Associate: cycle from April 3, 2025 to April 3, 2027")).to_be_visible()
    expect(associate.get_by_role("rowheader", name="ACA-JSWE")).to_be_visible()
    expect(associate.get_by_text("Atlassian Cloud Foundations")).to_be_visible()
    check_page(page)
    picture(page, "progress")


def test_alternatives_are_worded_as_alternatives(desk: Page, cast: Cast, ada: Candidate) -> None:
    enter(desk, cast.candidate)
    desk.goto("/atlassian/")
    associate = desk.get_by_role("region", name="Associate")
    expect(associate.get_by_role("heading", name="Two ways to renew, either is enough")).to_be_visible()
    ways = associate.locator(".ways li")
    expect(ways.nth(0)).to_contain_text("Either")
    expect(ways.nth(1)).to_contain_text("Or")


def test_every_state_is_told_with_its_date(page: Page, cast: Cast, ada: Candidate) -> None:
    """In grace, lapsed, retired and held, and a level of only retired ones, as of June 15, 2026."""
    other = Candidate.objects.get(user=cast.other)
    record_credential(SYSTEM, other, "ACA-ITSMF", date(2024, 5, 1))
    record_credential(SYSTEM, other, "ACP-JA", date(2024, 1, 15), date(2026, 7, 1))
    enter(page, cast.other)
    page.goto("/atlassian/")
    associate, professional = (page.get_by_role("region", name=name) for name in ("Associate", "Professional"))
    expect(associate.get_by_text("In grace until July 30, 2026").first).to_be_visible()
    expect(associate.get_by_text("50 more CE units", exact=False).first).to_be_visible()
    expect(associate.get_by_role("row", name="ACA-ITSMF")).to_contain_text("May 1, 2026")
    expect(professional.get_by_text("Retired, held until July 1, 2026").first).to_be_visible()
    expect(professional.get_by_text("Nothing to renew.")).to_be_visible()
    check_page(page)


def test_who_lapsed_is_told_the_way_back(page: Page, cast: Cast, ada: Candidate) -> None:
    other = Candidate.objects.get(user=cast.other)
    record_credential(SYSTEM, other, "ACA-ITSMF", date(2024, 3, 15))
    record_credential(SYSTEM, other, "ACP-JA", date(2024, 1, 15), date(2026, 7, 1))
    record_credential(SYSTEM, other, "ACP-OA", date(2024, 9, 1))
    enter(page, cast.other)
    page.goto("/atlassian/")
    associate, professional = (page.get_by_role("region", name=name) for name in ("Associate", "Professional"))
    expect(associate.get_by_text("Lapsed").first).to_be_visible()
    expect(associate.get_by_text("Pass an exam to be certified again.")).to_be_visible()
    expect(associate.get_by_text("It could be renewed until June 13, 2026, and was not.")).to_be_visible()
    expect(professional.get_by_text("Active until September 1, 2026").first).to_be_visible()
    expect(professional.get_by_role("row", name="ACP-JA")).to_contain_text("Retired, held until July 1, 2026")
    check_page(page)


def test_what_happens_elsewhere_is_seen_without_a_refresh(page: Page, cast: Cast, ada: Candidate) -> None:
    page.clock.install()
    enter(page, cast.candidate)
    page.goto("/atlassian/")
    associate = page.get_by_role("region", name="Associate")
    associate.get_by_text("Why these dates").focus()
    page.keyboard.press("Enter")
    story = associate.get_by_text("Awarded on April 3, 2025, due on April 3, 2027.")
    expect(story).to_be_visible()
    page.evaluate("window.mark = 'the same page as before'")
    recorded(ada, "Permissions for admins", date(2026, 6, 10), files=(file(shade=4),))
    page.clock.run_for(31_000)
    expect(associate.get_by_text("Renewed until April 3, 2029", exact=True)).to_be_visible()
    expect(story).to_be_visible()
    expect(associate.get_by_text("Why these dates")).to_be_focused()
    assert page.evaluate("window.mark") == "the same page as before"
    check_page(page)


def test_details_are_told_on_demand(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/atlassian/")
    associate = page.get_by_role("region", name="Associate")
    associate.get_by_text("Why these dates").click()
    expect(associate.get_by_text("share one cycle")).to_be_visible()
    expect(associate.get_by_text("Awarded on April 3, 2025, due on April 3, 2027.")).to_be_visible()
    associate.get_by_text("This cycle in words").click()
    expect(associate.get_by_text("Unleash 2026: 0 CE units")).to_be_visible()
    associate.get_by_text("What counted in this cycle").first.click()
    expect(associate.get_by_role("row", name="Attending a global event")).to_contain_text("1 of 1")
    check_page(page)


def test_who_holds_nothing_yet_is_told_what_comes(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.other)
    page.goto("/atlassian/")
    expect(page.get_by_role("heading", name="No certification yet")).to_be_visible()
    check_page(page)


def test_the_theme_is_chosen_and_kept(desk: Page, cast: Cast, ada: Candidate) -> None:
    enter(desk, cast.candidate)
    desk.goto("/atlassian/")
    desk.get_by_text("Dark", exact=True).click()
    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")
    desk.reload()
    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")
    check_page(desk)
    picture(desk, "progress-dark")


@pytest.fixture
def client(client: Client, cast: Cast) -> Client:
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_page_that_did_not_change_is_not_sent_again(client: Client, ada: Candidate) -> None:
    first = client.get("/atlassian/")
    etag = first.headers["ETag"]
    again = client.get("/atlassian/", headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""
    Candidate.objects.filter(pk=ada.pk).update(version=ada.version + 100)
    assert client.get("/atlassian/", headers={"If-None-Match": etag}).status_code == 200
    etag = client.get("/atlassian/").headers["ETag"]
    Program.objects.update(version=100)
    assert client.get("/atlassian/", headers={"If-None-Match": etag}).status_code == 200


def test_the_progress_page_asks_the_database_little(
    client: Client, ada: Candidate, django_assert_num_queries: object
) -> None:
    client.get("/atlassian/")  # the rules are in memory from now on
    with django_assert_num_queries(3):  # type: ignore[operator]
        # session, account, candidate and program in one; the facts in another; whether evidence is asked for
        etag = client.get("/atlassian/").headers["ETag"]
    with django_assert_num_queries(1):  # type: ignore[operator]
        client.get("/atlassian/", headers={"If-None-Match": etag})


def test_what_is_suspended_is_told_in_the_order_of_days_and_today_comes_after_the_end(
    client: Client, cast: Cast, pam: Candidate
) -> None:
    Credential.objects.filter(candidate=pam).update(awarded=date(2023, 2, 3))
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/pmi/").content.decode()
    told = re.findall(r'<ol class="events">(.*?)</ol>', page, flags=re.DOTALL)[0]
    days = re.findall(r'datetime="([\d-]+)"', told)
    assert days == ["2023-02-03", "2026-02-02", "2026-06-15", "2027-02-02"]
    assert '<li aria-current="date"><time datetime="2026-06-15">June 15, 2026</time>Today.</li>' in told
