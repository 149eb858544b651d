"""Anybody reports abuse, without an account and without saying who they are."""

import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect

from recert.journal.models import Event
from recert.requests.models import Request
from tests.browser import check_page, follow
from tests.conftest import Cast
from tests.desk.conftest import text
from tests.records.conftest import evidence_folder, program, today

__all__ = ["evidence_folder", "program", "today"]

HERE = "/atlassian/report/"


def told(**other: str) -> dict[str, str]:
    form = {"about": "AT00000001", "words": "The certificate on their page is not theirs.", "answer_to": ""}
    return {**form, "submission": str(uuid.uuid4()), **other}


@pytest.mark.django_db(transaction=True)
def test_a_stranger_reports_what_they_saw(page: Page, program: str) -> None:
    page.goto("/")
    follow(page, page.get_by_role("link", name="Report abuse of a certification"))
    check_page(page)
    page.get_by_label("Whom is it about?").fill("Ada")
    page.get_by_label("Email address for an answer").fill("zoe")
    follow(page, page.get_by_role("button", name="Send this report"))
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Say what happened.")
    expect(alert).to_contain_text("That is not an email address. Check it, or leave it empty.")
    check_page(page)
    page.get_by_label("What happened?").fill("A certificate that was drawn.")
    page.get_by_label("Email address for an answer").fill("")
    follow(page, page.get_by_role("button", name="Send this report"))
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    check_page(page)
    assert Request.objects.get().about == "Ada"


@pytest.mark.django_db(transaction=True)
def test_without_javascript_a_report_is_sent_too(plain_page: Page, program: str) -> None:
    plain_page.goto(f"{HERE}?about=AT00000001")
    plain_page.get_by_label("What happened?").fill("A certificate that was drawn.")
    follow(plain_page, plain_page.get_by_role("button", name="Send this report"))
    expect(plain_page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Request.objects.get().about == "AT00000001"


def test_nothing_is_kept_of_who_wrote_it_though_they_be_signed_in(client: Client, cast: Cast, program: str) -> None:
    client.force_login(cast.candidate)
    assert client.post(HERE, told()).status_code == 302
    row = Request.objects.get()
    assert (row.candidate, row.decided_by, row.answer_to) == (None, None, "")
    event = Event.objects.latest("number")
    assert (event.verb, event.actor, event.candidate, event.data) == ("request.made", None, None, {"kind": "report"})


def test_an_address_is_kept_only_where_one_was_left(client: Client, program: str) -> None:
    client.post(HERE, told(answer_to="zoe@example.net"))
    assert Request.objects.get().answer_to == "zoe@example.net"
    assert "zoe" not in str(Event.objects.latest("number").data)


def test_the_answer_is_the_same_whether_or_not_there_is_such_a_candidate(
    client: Client, cast: Cast, program: str, django_assert_num_queries: Any
) -> None:
    answers, counts = [], []
    for number in ("AT00000001", "AT99999999"):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(HERE, told(about=number), follow=True)
        answers.append((answer.status_code, answer.redirect_chain, text(answer)))
        counts.append(len(queries))
    assert answers[0] == answers[1] and counts[0] == counts[1]


def test_a_report_sent_twice_is_one(client: Client, program: str) -> None:
    form = told()
    for _time in range(2):
        assert client.post(HERE, form).status_code == 302
    assert Request.objects.count() == Event.objects.filter(verb="request.made").count() == 1


def test_too_many_from_one_network_are_held_up_and_nothing_typed_is_lost(client: Client, program: str) -> None:
    for _number in range(5):
        assert client.post(HERE, told(), REMOTE_ADDR="203.0.113.7").status_code == 302
    held = client.post(HERE, told(words="The sixth of them."), REMOTE_ADDR="203.0.113.7")
    assert held.status_code == 429 and "Wait ten minutes" in text(held) and "The sixth of them." in text(held)
    assert client.post(HERE, told(), REMOTE_ADDR="198.51.100.1").status_code == 302
    assert Request.objects.count() == 6


def test_what_no_column_can_hold_is_no_error(client: Client, program: str) -> None:
    assert client.post(HERE, told(about="\x00", words="\x00")).status_code == 200
    assert client.post(HERE, told(about="x" * 300)).status_code == 200
    assert not Request.objects.exists()


def test_programs_that_there_are_not_take_no_reports(client: Client, program: str) -> None:
    assert client.get("/nowhere/report/").status_code == client.post("/nowhere/report/", told()).status_code == 404
