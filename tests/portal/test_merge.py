"""A person with two records makes one of them: proof of both addresses, a look at what it gives, and then the merge."""

import re
from datetime import date
from typing import Any

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect

from recert.journal.change import SYSTEM, Actor
from recert.journal.models import Event
from recert.notices.models import Mail
from recert.people.models import Candidate, Merge
from recert.portal import merge as pages
from recert.records.actions import record_credential
from recert.records.actions.merging import separate
from recert.records.models import Activity, Credential, Renewal
from tests.browser import check_page, follow
from tests.conftest import PASSWORD, Cast
from tests.desk.conftest import text
from tests.portal.conftest import enter, picture
from tests.records.conftest import evidence_folder, program, record_courses, today
from tests.records.test_merging import fresh, merged, two

__all__ = ["evidence_folder", "program", "today", "two"]

Two = tuple[Candidate, Candidate]
ASK = "/atlassian/merge/"


@pytest.fixture
def mine(client: Client, cast: Cast) -> Client:
    """Signed in to the record that stays, and has just shown it once more."""
    client.post("/account/login/", {"login": "ada@example.org", "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def mailed() -> str:
    """The link in the newest mail."""
    found = re.search(r"http://[^/\s]+(/atlassian/merge/\S+)", Mail.objects.latest("pk").body)
    assert found, Mail.objects.latest("pk").body
    return found[1]


def asked(client: Client, other: str = "ben@example.org") -> str:
    assert client.post(ASK, {"other": other}).status_code == 302
    return mailed()


@pytest.mark.django_db(transaction=True)
def test_a_person_makes_one_record_of_two(page: Page, cast: Cast, two: Two) -> None:
    into, _old = two
    enter(page, cast.candidate)
    page.goto("/atlassian/requests/")
    follow(page, page.get_by_role("link", name="Merge two records of yours"))
    check_page(page)
    page.get_by_label("Your other address").fill("AT00000002")
    follow(page, page.get_by_role("button", name="Send the link"))
    expect(
        page.get_by_text("If another record has this address or ID, a mail with a link is on its way.")
    ).to_be_visible()
    page.goto(mailed())
    expect(page.get_by_role("heading", name="Merge these records?")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="ACA-JSWE")
    expect(row).to_contain_text("none")
    expect(page.get_by_role("region", name="On both records")).to_contain_text("Course 2, March 2, 2026")
    expect(page.get_by_text("3 activities will be on it, 1 of them from AT00000002.")).to_be_visible()
    check_page(page)
    picture(page, "merge")
    follow(page, page.get_by_role("button", name="Merge these records"))
    check_page(page)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page, page.get_by_role("button", name="Confirm"))
    expect(page.get_by_text("Merged. Everything is on this record, and your former ID leads here.")).to_be_visible()
    check_page(page)
    assert Activity.objects.filter(candidate=into).count() == 3


@pytest.mark.django_db(transaction=True)
def test_without_javascript_it_goes_as_well(plain_page: Page, cast: Cast, two: Two) -> None:
    page = plain_page
    page.goto("/account/login/")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password").first.fill(PASSWORD)
    follow(page, page.get_by_role("button", name="Sign in", exact=True))
    page.goto(ASK)
    page.get_by_label("Your other address").fill("ben@example.org")
    follow(page, page.get_by_role("button", name="Send the link"))
    page.goto(mailed())
    follow(page, page.get_by_role("button", name="Merge these records"))
    page.get_by_label("Password").fill(PASSWORD)
    follow(page, page.get_by_role("button", name="Confirm"))
    expect(page.get_by_text("Merged. Everything is on this record")).to_be_visible()
    assert fresh(two[1]).merged_into == two[0]


def test_the_link_goes_to_the_other_address_and_says_who_asked(mine: Client, two: Two) -> None:
    asked(mine, "at00000002")
    mail = Mail.objects.get()
    assert mail.to == "ben@example.org" and mail.subject == "Make one record of two: Atlassian Certification"
    assert "signed in as ada@example.org (candidate ID AT00000001)" in mail.body
    assert "If that is not you, ignore this mail" in mail.body


def test_a_further_verified_address_of_the_other_record_will_do(mine: Client, two: Two) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=two[1].user, email="ben@work.example", verified=True)
    asked(mine, "Ben@Work.example")
    assert Mail.objects.get().to == "ben@work.example"


@pytest.mark.parametrize("other", ["nobody@example.net", "AT99999999", "AT00000001", "ada@example.org", "\x00"])
def test_the_answer_is_the_same_where_there_is_no_other_record(mine: Client, two: Two, other: str) -> None:
    said = text(mine.post(ASK, {"other": "ben@example.org"}, follow=True))
    Mail.objects.all().delete()
    assert text(mine.post(ASK, {"other": other}, follow=True)) == said or other == "\x00"
    assert not Mail.objects.exists()


def test_links_are_not_asked_for_without_end(mine: Client, two: Two) -> None:
    for _number in range(5):
        asked(mine)
    held = mine.post(ASK, {"other": "ben@example.org"})
    assert held.status_code == 429 and "Wait an hour" in text(held) and "ben@example.org" in held.content.decode()
    assert Mail.objects.count() == 5
    cache.clear()


def test_only_who_asked_can_use_the_link(mine: Client, two: Two, cast: Cast) -> None:
    link = asked(mine)
    for other in (cast.other, cast.owner):
        there = Client()
        there.force_login(other)
        assert there.get(link).status_code == there.post(link).status_code == 404
    assert Client().get(link).headers["Location"].startswith("/account/login/")
    assert mine.get(link + "x/").status_code == mine.get(link[:-3] + "/").status_code == 404
    assert fresh(two[1]).merged_into is None


def test_a_link_is_not_made_by_hand(mine: Client, two: Two, cast: Cast) -> None:
    forged = signing.dumps([cast.candidate.pk, two[0].pk, two[1].pk, 0], salt="another")
    assert mine.post(f"{ASK}{forged}/").status_code == 404
    assert not Merge.objects.exists()


def test_a_link_holds_for_four_hours(mine: Client, two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    link = asked(mine)
    monkeypatch.setattr(pages, "HOLDS", -pages.HOLDS)
    for answer in (mine.get(link), mine.post(link)):
        assert answer.status_code == 410 and "four hours" in text(answer)
    assert fresh(two[1]).merged_into is None


def test_looking_changes_nothing(mine: Client, two: Two) -> None:
    link = asked(mine)
    events = Event.objects.count()
    for _time in range(2):
        assert "Merge these records?" in text(mine.get(link))
    assert fresh(two[1]).merged_into is None and Event.objects.count() == events


def test_what_is_active_beside_a_level_in_grace_is_named(mine: Client, two: Two) -> None:
    here, other = two
    Credential.objects.all().delete()
    record_credential(SYSTEM, here, "ACA-JSWE", date(2024, 5, 10))
    record_credential(SYSTEM, other, "ACA-ACF", date(2026, 6, 1))
    page = text(mine.get(asked(mine)))
    assert "In grace" in page and "Active all the same: ACA-ACF" in page


def test_a_link_works_once(mine: Client, two: Two, cast: Cast) -> None:
    link = asked(mine)
    assert mine.post(link).headers["Location"] == "/atlassian/"
    for answer in (mine.get(link), mine.post(link)):
        assert answer.headers["Location"] == "/atlassian/"
    assert "These records are one already." in text(mine.get("/atlassian/"))
    separate(Actor(cast.administrator), Merge.objects.get(), "Two people.")
    spent = mine.post(link)
    assert spent.status_code == 410 and "taken apart again" in text(spent)
    assert fresh(two[1]).merged_into is None


def test_who_signed_in_a_while_ago_shows_again_who_they_are(mine: Client, two: Two, settings: Any) -> None:
    link = asked(mine)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    assert mine.post(link).headers["Location"].startswith("/account/reauthenticate/")
    assert fresh(two[1]).merged_into is None


def test_an_account_with_a_second_step_says_so_only_to_who_holds_the_link(mine: Client, two: Two) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=two[1].user, type="totp", data={})
    for answer in (mine.get(link := asked(mine)), mine.post(link)):
        assert answer.status_code == 410 and "two-step sign-in" in text(answer)
    assert "two-step" not in Mail.objects.latest("pk").body


def test_links_to_activities_evidence_and_statements_keep_working(mine: Client, two: Two, cast: Cast) -> None:
    into, old = two
    record_courses(old, 4, first=11)
    record_courses(into, 3, first=21)
    links = [f"/atlassian/activities/{row.pk}/" for row in Activity.objects.filter(candidate=old)]
    links += [f"/atlassian/history/{row.pk}/" for row in Renewal.objects.filter(candidate=old)]
    files = [
        f"/atlassian/evidence/{file.pk}/"
        for row in Activity.objects.filter(candidate=old)
        for file in row.evidence.all()
    ]
    assert len(links) == 7 and files
    merged(two)
    for link in (*links, *files):
        assert mine.get(link, follow=True).status_code == 200, link
    stranger = Client()
    stranger.force_login(cast.elsewhere)
    assert {stranger.get(link).status_code for link in (*links, *files)} == {404}


def test_records_that_hold_nothing_are_merged_too(mine: Client, cast: Cast, program: str) -> None:
    link = asked(mine)
    assert "Neither record has a certification yet." in text(mine.get(link))
    assert mine.post(link).status_code == 302
