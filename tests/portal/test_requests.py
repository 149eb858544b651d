"""A candidate's requests in the portal: asking, seeing the answer, withdrawing."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from recert.people.models import Candidate
from recert.requests.models import Request
from tests.browser import check_page, follow
from tests.conftest import Cast
from tests.desk.conftest import field, text
from tests.portal.conftest import enter, picture
from tests.requests.conftest import ada, decided, evidence_folder, made, program, today

__all__ = ["ada", "evidence_folder", "program", "today"]

HERE = "/atlassian/requests/"


@pytest.fixture
def mine(client: Client, cast: Cast) -> Client:
    client.force_login(cast.candidate)
    return client


def sent(client: Client, kind: str, **told: str) -> object:
    """Opens the form, fills it in, sends it."""
    address = f"{HERE}new/{kind}/"
    return client.post(address, {"submission": field(client.get(address), "submission"), **told})


@pytest.mark.django_db(transaction=True)
def test_a_candidate_asks_for_more_time_reads_the_answer_and_withdraws(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/atlassian/")
    follow(page, page.get_by_role("link", name="Requests", exact=True))
    expect(page.get_by_role("heading", name="No request yet")).to_be_visible()
    check_page(page)
    follow(page, page.get_by_role("link", name="Ask for more time"))
    check_page(page)
    page.get_by_label("What should be extended").select_option("aca")
    page.get_by_label("Until when you need it").fill("2026-12-01")
    page.get_by_label("Reason").fill("My mother is ill, and I care for her.")
    follow(page, page.get_by_role("button", name="Send this request"))
    expect(page.get_by_role("alert")).to_contain_text("Associate holds until December 10, 2026 as it is.")
    expect(page.get_by_label("Reason")).to_have_value("My mother is ill, and I care for her.")
    check_page(page)
    page.get_by_label("Until when you need it").fill("2027-03-01")
    follow(page, page.get_by_role("button", name="Send this request"))
    expect(page.get_by_text("Sent. Staff decide it; the answer comes by mail and stands here.")).to_be_visible()
    request = Request.objects.get()
    made(ada, Request.Kind.NAME)
    decided(cast.owner, request, "refuse", "The rules give you until March as it is.\nWrite again if that is too soon.")
    page.reload()
    card = page.get_by_role("region", name="Associate extended until March 1, 2027")
    expect(card.get_by_text("Refused")).to_be_visible()
    expect(card.get_by_text("The rules give you until March as it is.")).to_be_visible()
    check_page(page)
    picture(page, "requests")
    follow(page, page.get_by_role("link", name="Withdraw To be called Ada Lovelace"))
    check_page(page)
    follow(page, page.get_by_role("button", name="Withdraw"))
    expect(page.get_by_text("Withdrawn. Nothing was changed by it.")).to_be_visible()
    assert set(Request.objects.values_list("state", flat=True)) == {"refused", "withdrawn"}


@pytest.mark.django_db(transaction=True)
def test_without_javascript_a_name_is_asked_for(plain_page: Page, cast: Cast, ada: Candidate) -> None:
    enter(plain_page, cast.candidate)
    plain_page.goto(f"{HERE}new/name/")
    plain_page.get_by_label("Full name").fill("Ada Lovelace")
    plain_page.get_by_label("Reason").fill("I married.")
    follow(plain_page, plain_page.get_by_role("button", name="Send this request"))
    expect(plain_page.get_by_role("region", name="To be called Ada Lovelace")).to_be_visible()


def test_an_upgrade_is_asked_for_from_what_was_retired(mine: Client, ada: Candidate) -> None:
    sent(mine, "upgrade", code="ACP-JPA", target="ACP-MJCP", words="The announcement of 2024 says so.")
    assert "ACP-MJCP in place of ACP-JPA" in text(mine.get(HERE))


def test_who_holds_nothing_is_told_what_there_is_to_ask_for(cast: Cast, ada: Candidate, client: Client) -> None:
    client.force_login(cast.other)
    seen = text(client.get(HERE))
    assert "Ask for another name" in seen and "Ask for more time" not in seen and "upgrade" not in seen
    assert "You hold nothing that can be extended" in text(client.get(f"{HERE}new/extension/"))
    assert "You hold no retired certification" in text(client.get(f"{HERE}new/upgrade/"))


def test_a_granted_extension_says_until_when_if_it_is_shorter(mine: Client, ada: Candidate, cast: Cast) -> None:
    from datetime import date

    decided(cast.owner, made(ada), day=date(2027, 1, 10))
    seen = text(mine.get(HERE))
    assert "Granted until January 10, 2027." in seen and "So be it." in seen


def test_what_was_typed_wrongly_is_told_and_kept(mine: Client, ada: Candidate) -> None:
    answer = sent(mine, "extension", code="", until="soon", words="")
    for sentence in ("Choose what should be extended.", "That is not a date.", "Say why"):
        assert sentence in text(answer)
    assert 'value="soon"' in answer.content.decode()  # type: ignore[attr-defined]
    assert not Request.objects.exists()


def test_a_request_sent_twice_is_one(mine: Client, ada: Candidate) -> None:
    told = {"submission": field(mine.get(f"{HERE}new/name/"), "submission"), "name": "Ada L", "words": "I married."}
    for _time in range(2):
        assert mine.post(f"{HERE}new/name/", told).status_code == 302
    assert Request.objects.count() == 1


def test_nobody_sees_or_withdraws_the_request_of_another(client: Client, cast: Cast, ada: Candidate) -> None:
    request = made(ada)
    client.force_login(cast.other)
    assert "Associate" not in text(client.get(HERE))
    for method in (client.get, client.post):
        assert method(f"{HERE}{request.pk}/withdraw/").status_code == 404
    assert client.get(f"{HERE}new/report/").status_code == client.get(f"{HERE}new/merge/").status_code == 404
    assert Request.objects.get().state == "open"


def test_what_was_decided_meanwhile_says_so_and_is_not_withdrawn(mine: Client, cast: Cast, ada: Candidate) -> None:
    request = made(ada)
    decided(cast.owner, request)
    answer = mine.post(f"{HERE}{request.pk}/withdraw/", follow=True)
    assert "Somebody decided this meanwhile" in text(answer)
    assert mine.get(f"{HERE}{request.pk}/withdraw/").status_code == 302
