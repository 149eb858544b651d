import logging
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page, expect

from recert.config.errors import Referenced
from tests.browser import check_page

pytestmark = [pytest.mark.urls("tests.config.broken_urls")]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def reference_on(page: str) -> str:
    found = re.search(r"R-[2-9A-Z]{6}", page)
    assert found, page
    return found[0]


def test_a_bug_shows_a_reference_that_is_in_the_log_with_the_traceback(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    # no database is at hand in this test: the page must not ask one
    caplog.handler.addFilter(Referenced())
    caplog.handler.setFormatter(logging.Formatter("{reference}{message}", style="{"))
    logging.getLogger("django").propagate = True
    try:
        answer = client.get("/broken/raises/")
    finally:
        logging.getLogger("django").propagate = False
    assert answer.status_code == 500
    text = answer.content.decode()
    assert "Something went wrong on our side" in text
    assert f"[{reference_on(text)}] " in caplog.text
    assert "ZeroDivisionError: a bug" in caplog.text


def test_a_bug_behind_a_fragment_or_an_upload_has_a_reference_in_the_log_too(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(Referenced())
    caplog.handler.setFormatter(logging.Formatter("{reference}{message}", style="{"))
    logging.getLogger("django").propagate = True
    client = Client(raise_request_exception=False)
    upload = SimpleUploadedFile("done.png", b"not a picture" * 300_000, "image/png")  # large enough to be on disk
    try:
        fragment = client.get("/broken/raises/", headers={"HX-Request": "true", "HX-Target": "main"})
        sent = client.post("/broken/spills/", {"name": "Boards", "files": upload}, headers={"HX-Request": "true"})
    finally:
        logging.getLogger("django").propagate = False
    for answer in (fragment, sent):
        assert answer.status_code == 500
        assert f"[{reference_on(answer.content.decode())}] " in caplog.text
    assert "a bug with 1 files" in caplog.text
    assert "not a picture" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_fragment_that_fails_leaves_the_page_as_it_is_and_says_so(desk: Page) -> None:
    desk.goto("/account/login/")
    desk.add_script_tag(url="/static/django_htmx/htmx-2.min.js")
    desk.get_by_label("Email address").fill("ada@example.org")
    desk.evaluate("htmx.ajax('GET', '/broken/raises/', {source: 'main form', target: '#main'})")
    expect(desk.locator("#messages")).to_contain_text("Nothing you typed is lost")
    expect(desk.get_by_label("Email address")).to_have_value("ada@example.org")


def test_the_error_page_comes_even_when_templates_can_not_be_read(client: Client, settings: object) -> None:
    settings.TEMPLATES = []  # type: ignore[attr-defined]
    answer = client.get("/broken/raises/")
    assert answer.status_code == 500
    reference_on(answer.content.decode())


def test_what_one_may_not_do_is_said_with_a_reference(client: Client) -> None:
    answer = client.get("/broken/refuses/")
    assert answer.status_code == 403
    assert "not allowed" in answer.content.decode()
    reference_on(answer.content.decode())


def test_a_request_that_makes_no_sense_is_said_with_a_reference(client: Client) -> None:
    answer = client.get("/broken/distrusts/")
    assert answer.status_code == 400
    assert "could not be read" in answer.content.decode()
    reference_on(answer.content.decode())


def test_an_address_with_nothing_behind_it_says_so(client: Client) -> None:
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "nothing at this address" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_with_what_to_do(client: Client) -> None:
    answer = client.post("/broken/takes/", {"a": "b"})
    assert answer.status_code == 403
    assert "This form had expired" in answer.content.decode()
    reference_on(answer.content.decode())


def test_a_text_that_is_too_long_is_said_to_be_too_large(client: Client) -> None:
    answer = client.post("/broken/takes/", {"text": "x" * 2**21}, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {403, 413}
    answer = Client(raise_request_exception=False).post(
        "/broken/takes/", "text=" + "x" * 2**21, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()


def test_an_upload_that_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.generic("POST", "/broken/takes/", b"", CONTENT_LENGTH=str(2**30))
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_error_pages_are_as_good_as_any_other(page: Page) -> None:
    for address in ("raises", "refuses", "distrusts", "nothing"):
        page.goto(f"/broken/{address}/")
        check_page(page)
