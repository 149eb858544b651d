"""Staff decide requests: what granting would do is shown first, and who asked reads why."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from recert.journal.models import Event
from recert.people.models import Candidate, StaffRole
from recert.records.models import Credential, Extension
from recert.requests.actions import report
from recert.requests.models import Request
from tests import browser
from tests.browser import check_page
from tests.conftest import Cast
from tests.desk.conftest import DESK, auditor, field, owner, text
from tests.portal.conftest import enter
from tests.requests.conftest import ada, asked, decided, evidence_folder, made, program, today

__all__ = ["ada", "auditor", "evidence_folder", "owner", "program", "today"]

Kind = Request.Kind
QUEUE = f"{DESK}/requests/"


def page_of(request: Request) -> str:
    return f"{QUEUE}{request.pk}/"


def send(client: Client, request: Request, **told: str) -> Any:
    """Decides, and confirms what is shown where that is asked."""
    form = {"version": str(request.version), "words": "So be it.", **told}
    answer = client.post(page_of(request), form)
    if answer.status_code == 200 and 'name="seen" value=' in answer.content.decode():
        return client.post(page_of(request), {**form, "seen": field(answer, "seen"), "confirm": "1"})
    return answer


@pytest.mark.django_db(transaction=True)
def test_staff_shorten_an_extension_after_seeing_what_it_does(page: Page, cast: Cast, ada: Candidate) -> None:
    request = made(ada)
    enter(page, cast.senior)
    page.goto(f"{DESK}/")
    browser.follow(page, page.get_by_role("link", name="1 request waits for a decision."))
    check_page(page)
    browser.follow(page, page.get_by_role("link", name="Ada Moreau"))
    expect(page.get_by_text("ACA-ACF expires on March 1, 2027, instead of December 10, 2026.")).to_be_visible()
    check_page(page)
    browser.follow(page, page.get_by_role("button", name="Record this decision"))
    expect(page.get_by_role("alert")).to_contain_text("Choose one of these.")
    check_page(page)
    page.get_by_label("Grant it").check()
    page.get_by_label("Extended until").fill("2027-01-10")
    page.get_by_label("Reason").fill("A month is enough.")
    browser.follow(page, page.get_by_role("button", name="Record this decision"))
    expect(page.get_by_text("ACA-ACF expires on January 10, 2027, instead of December 10, 2026.")).to_be_visible()
    check_page(page)
    browser.follow(page, page.get_by_role("button", name="Confirm this decision"))
    expect(page.get_by_text("Recorded. Whoever asked is told by mail")).to_be_visible()
    expect(page.get_by_text("Granted until January 10, 2027.")).to_be_visible()
    check_page(page)
    assert Extension.objects.get().until == date(2027, 1, 10)
    assert Request.objects.get(pk=request.pk).state == "granted"


def test_a_request_says_who_asks_by_number_and_address(owner: Client, ada: Candidate) -> None:
    seen = text(owner.get(page_of(made(ada))))
    assert "AT00000001" in seen and "ada@example.org" in seen
    assert Event.objects.filter(verb="candidate.viewed", candidate=ada.pk).count() == 1


def test_a_request_is_refused_with_words_at_once(owner: Client, ada: Candidate) -> None:
    request = made(ada)
    assert "Say why" in text(send(owner, request, decision="refuse", words=" "))
    assert send(owner, request, decision="refuse", words="Not this time.").status_code == 302
    seen = text(owner.get(page_of(request)))
    assert "Decided on" in seen and "by Otto Owner" in seen and "Not this time." in seen
    assert "Record this decision" not in seen


def test_an_upgrade_is_granted_with_a_day_and_a_reason(owner: Client, ada: Candidate) -> None:
    request = made(ada, Kind.UPGRADE)
    assert "Awards ACP-MJCP, which expires on June 15, 2028." in text(owner.get(page_of(request)))
    assert "in the future" in text(send(owner, request, decision="grant", awarded="2026-07-01"))
    assert "Enter a date." in text(send(owner, request, decision="grant", awarded=""))
    assert send(owner, request, decision="grant", awarded="2026-06-01").status_code == 302
    assert Credential.objects.get(certification="ACP-MJCP").awarded == date(2026, 6, 1)


def test_a_name_is_granted_without_words(owner: Client, ada: Candidate) -> None:
    assert send(owner, made(ada, Kind.NAME), decision="grant", words="").status_code == 302
    ada.refresh_from_db()
    assert ada.name == "Ada Lovelace"
    assert "Name corrected." in text(owner.get(f"{DESK}/candidates/AT00000001/"))


def test_a_decision_is_confirmed_for_what_was_shown_alone(owner: Client, ada: Candidate) -> None:
    request = made(ada)
    form = {"version": "1", "decision": "grant", "until": "2027-01-10", "words": "Fine."}
    seal = field(owner.post(page_of(request), form), "seen")
    other = {**form, "until": "2027-03-01", "seen": seal, "confirm": "1"}
    assert "March 1, 2027" in text(owner.post(page_of(request), other))
    assert not Extension.objects.exists()


def test_a_decision_sent_twice_or_after_another_says_where_it_stands(owner: Client, ada: Candidate, cast: Cast) -> None:
    request = made(ada)
    for _time in range(2):
        assert send(owner, request, decision="refuse").headers["Location"] == page_of(request)
    other = made(ada)
    seen = owner.get(page_of(other))
    Request.objects.filter(pk=other.pk).update(version=2)
    late = owner.post(page_of(other), {"version": field(seen, "version"), "decision": "refuse", "words": "No."})
    assert "Somebody decided this meanwhile" in text(late)


def test_the_queue_is_looked_at_by_kind_and_state(owner: Client, ada: Candidate, cast: Cast) -> None:
    decided(cast.owner, made(ada), "refuse", "No.")
    made(ada, Kind.NAME)
    report("atlassian", asked(Kind.REPORT, about="Ben"))
    open_ones = text(owner.get(QUEUE))
    assert "Ada Lovelace" in open_ones and "About Ben" in open_ones and "Associate until" not in open_ones
    assert "Associate until March 1, 2027" in text(owner.get(QUEUE, {"state": "refused"}))
    reports = text(owner.get(QUEUE, {"kind": "report"}))
    assert "About Ben" in reports and "Ada Lovelace" not in reports
    everything = text(owner.get(QUEUE, {"state": "all"}))
    assert all(words in everything for words in ("Ada Lovelace", "About Ben", "Associate until"))
    assert "No such request" in text(owner.get(QUEUE, {"state": "granted", "kind": "\x00"}))


def test_the_queue_takes_as_many_queries_for_many_as_for_few(
    owner: Client, ada: Candidate, django_assert_max_num_queries: Any
) -> None:
    for _number in range(30):
        report("atlassian", asked(Kind.REPORT))
    with django_assert_max_num_queries(8):
        assert "Page 1 of 2" in text(owner.get(QUEUE))


def test_an_auditor_looks_and_does_not_decide(auditor: Client, ada: Candidate) -> None:
    request = made(ada)
    seen = text(auditor.get(page_of(request)))
    assert "A senior auditor or the program’s owner decides." in seen and "Record this decision" not in seen
    assert send(auditor, request, decision="refuse").status_code == 404
    assert Request.objects.get().state == "open"


def test_reports_are_for_those_who_decide_about_them(auditor: Client, owner: Client, ada: Candidate) -> None:
    written = report("atlassian", asked(Kind.REPORT, about="AT00000001"))
    assert isinstance(written, Request)
    assert auditor.get(page_of(written)).status_code == 404
    assert "About" not in text(auditor.get(QUEUE))
    seen = text(owner.get(page_of(written)))
    assert "Ada Moreau AT00000001" in seen and "nothing is kept of who did" in seen
    assert send(owner, written, decision="look_into", words="We talked to her.").status_code == 302
    assert "Looked into" in text(owner.get(page_of(written)))


def test_nobody_decides_a_request_of_their_own(owner: Client, ada: Candidate, cast: Cast) -> None:
    StaffRole.objects.create(program="atlassian", user=cast.candidate, role=StaffRole.Role.OWNER)
    request = made(ada)
    own = Client()
    own.force_login(cast.candidate)
    seen = text(own.get(page_of(request)))
    assert "This is a request of your own." in seen and "Record this decision" not in seen
    send(own, request, decision="grant", until="2027-03-01")
    assert Request.objects.get().state == "open"


def test_requests_of_another_program_are_not_there(owner: Client, ada: Candidate) -> None:
    request = made(ada)
    Request.objects.filter(pk=request.pk).update(program="elsewhere")
    assert owner.get(page_of(request)).status_code == 404
