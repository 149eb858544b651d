"""Staff find merged people by any number, read both journals, and take a merge apart."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from recert.people.models import Candidate, Merge
from tests import browser
from tests.browser import check_page
from tests.conftest import Cast
from tests.desk.conftest import DESK, auditor, text
from tests.portal.conftest import enter
from tests.records.conftest import evidence_folder, program, today
from tests.records.test_merging import fresh, merged, two

__all__ = ["auditor", "evidence_folder", "program", "today", "two"]

Two = tuple[Candidate, Candidate]
FILE = f"{DESK}/candidates/AT00000001/"
OLD = f"{DESK}/candidates/AT00000002/"


@pytest.mark.django_db(transaction=True)
def test_an_administrator_takes_two_apart(page: Page, cast: Cast, two: Two) -> None:
    merged(two)
    enter(page, cast.administrator)
    page.goto(OLD)
    assert page.url.endswith(FILE)
    browser.follow(page, page.get_by_role("link", name="Take it apart AT00000002"))
    expect(page.get_by_text("Awards: 1. Exam results: 1. Activities: 1.")).to_be_visible()
    check_page(page)
    browser.follow(page, page.get_by_role("button", name="Take them apart"))
    expect(page.get_by_role("alert")).to_contain_text("Say why")
    check_page(page)
    page.get_by_label("Reason").fill("They are two people.")
    browser.follow(page, page.get_by_role("button", name="Take them apart"))
    expect(page.get_by_text("Taken apart. All dates were worked out anew")).to_be_visible()
    assert page.url.endswith(OLD)
    expect(page.get_by_text("AT00000002 is a record of its own again.")).to_be_visible()
    check_page(page)
    assert fresh(two[1]).merged_into is None


def test_old_numbers_lead_to_the_file_and_are_found(auditor: Client, two: Two) -> None:
    merged(two)
    assert auditor.get(OLD).headers["Location"] == FILE
    for words in ("AT00000002", "00002", "ben@example.org"):
        page = text(auditor.get(f"{DESK}/candidates/", {"q": words}))
        assert "1 candidate for" in page and "Ada Moreau" in page
    everybody = text(auditor.get(f"{DESK}/candidates/"))
    assert "Ben Okafor" not in everybody
    assert "Ben Okafor" not in text(auditor.get(f"{DESK}/candidates/", {"q": "ACA-JSWE"}))


def test_the_file_and_the_journal_tell_of_both(auditor: Client, two: Two) -> None:
    merged(two)
    page = text(auditor.get(FILE))
    assert "AT00000002 was merged into this record on" in page
    assert "AT00000002 was merged into this record." in page and "Take it apart" not in page
    journal = text(auditor.get(f"{DESK}/journal/", {"candidate": "AT00000002"}))
    assert "ACA-JSWE awarded on" in journal and "ACA-ACF awarded on" in journal


def test_only_administrators_take_apart_and_only_once(auditor: Client, two: Two, cast: Cast) -> None:
    made = merged(two)
    address = f"{DESK}/merges/{made.pk}/reverse/"
    for who in (cast.auditor, cast.senior, cast.owner, cast.candidate, cast.elsewhere):
        client = Client()
        client.force_login(who)
        assert client.post(address, {"reason": "Mine."}).status_code == 404
    administrator = Client()
    administrator.force_login(cast.administrator)
    for _time in range(2):
        assert administrator.post(address, {"reason": "Two people."}).headers["Location"] == OLD
    assert Merge.objects.get().reason == "Two people."


def test_what_stands_in_the_way_is_told(two: Two, cast: Cast) -> None:
    made = merged(two)
    Candidate.objects.create(program="atlassian", number="AT00000077", email="ben@example.org")
    administrator = Client()
    administrator.force_login(cast.administrator)
    answer = administrator.post(f"{DESK}/merges/{made.pk}/reverse/", {"reason": "Two people."})
    assert "AT00000077 is on record with ben@example.org now." in text(answer) and "Two people." in text(answer)
