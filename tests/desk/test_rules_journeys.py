"""Changing the rules in a browser: with the keyboard alone too, and without a script."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records import clock, effects
from recert.records.actions import record_credential, save_draft
from recert.records.models import PolicyDraft, PolicyVersion
from recert.records.programs import current
from tests.browser import check_page
from tests.conftest import Cast
from tests.desk.conftest import DESK
from tests.desk.test_journeys import SignIn, follow, press
from tests.records.conftest import join, recorded
from tests.records.test_drafts import CASES, TEXT, TWO, home

__all__ = ["home"]

BROKEN = TEXT.replace("months = 24", "months = 0")


@pytest.fixture
def people(cast: Cast, grace: Candidate) -> None:
    """Grace was at two global events; three others were too, and are due in other months."""
    for n in range(1, 4):
        other = join(f"AT0000010{n}", f"c{n}@example.org")
        record_credential(SYSTEM, other, "ACP-JCA" if n == 3 else "ACA-ACF", date(2025, 9 + n, 10))
    for candidate in Candidate.objects.filter(credentials__isnull=False):
        for name, day in (("Team", date(2026, 4, 9)), ("Unleash", date(2026, 5, 9))):
            recorded(candidate, name, day, type="global-event")


def write(page: Page, rules: str) -> None:
    page.get_by_label("The rules").fill(rules)


def test_changing_a_rule_seeing_its_effect_and_publishing(page: Page, people: None, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(f"{DESK}/policy/")
    with page.expect_navigation():
        follow(page, "Change the rules")
    check_page(page)
    write(page, BROKEN)
    checked = page.get_by_role("region", name="The check")
    expect(checked).to_contain_text("`months` is 0: write a whole number from 1 to 240")
    check_page(page)
    page.get_by_role("link", name="Line 38").click()
    chosen = (
        "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)"
    )
    assert page.evaluate(chosen) == "months = 0"
    write(page, TWO)
    expect(checked).to_contain_text(
        "Attending a global event: 1 use per cycle becomes 2, in cycles that are over, too."
    )
    page.get_by_label("Worked examples").fill(CASES)
    expect(checked).to_contain_text("1 example holds")
    check_page(page)
    with page.expect_navigation():
        press(page, "See the effect")
    expect(page.get_by_text("4 gain and nobody loses.")).to_be_visible()
    expect(page.get_by_role("img", name="Associate by month of expiry")).to_be_visible()
    check_page(page)
    with page.expect_navigation():
        press(page, "Publish these rules")
    expect(page.get_by_role("alert")).to_contain_text("Say why")
    check_page(page)
    page.get_by_label("Reason").fill("Asked for by many")
    with page.expect_navigation():
        press(page, "Publish these rules")
    expect(page.get_by_text("Version 2 is in force.")).to_be_visible()
    check_page(page)
    with page.expect_navigation():
        follow(page, "Version 2")
    check_page(page)


def test_the_later_of_two_finds_both_texts(page: Page, people: None, sign_in: SignIn) -> None:
    sign_in(page)
    page.goto(f"{DESK}/policy/draft/")
    save_draft(SYSTEM, "atlassian", TWO, CASES, "")
    write(page, TEXT + "# mine\n")
    with page.expect_navigation():
        press(page, "Save the draft")
    expect(page.get_by_role("alert")).to_contain_text("Nothing you typed is lost.")
    expect(page.get_by_label("The rules")).to_have_value(TEXT + "# mine\n")
    page.get_by_text("What is saved now", exact=True).click()
    expect(page.locator("details[open]").first).to_be_visible()
    check_page(page)
    with page.expect_navigation():
        press(page, "Save the draft")
    expect(page.get_by_text("The draft was saved.")).to_be_visible()
    assert PolicyDraft.objects.get().text == TEXT + "# mine\n"


def test_without_a_script_a_button_checks(plain_page: Page, people: None, sign_in: SignIn) -> None:
    sign_in(plain_page)
    plain_page.goto(f"{DESK}/policy/draft/")
    write(plain_page, BROKEN)
    with plain_page.expect_navigation():
        press(plain_page, "Check")
    expect(plain_page.get_by_text("`months` is 0: write a whole number from 1 to 240")).to_be_visible()
    write(plain_page, TWO)
    with plain_page.expect_navigation():
        press(plain_page, "See the effect")
    expect(plain_page.get_by_text("4 gain and nobody loses.")).to_be_visible()


@pytest.mark.django_db
def test_with_the_keyboard_alone(desk: Page, people: None, sign_in: SignIn) -> None:
    save_draft(SYSTEM, "atlassian", TWO, CASES, "")
    sign_in(desk)
    desk.goto(f"{DESK}/policy/draft/effect/")
    desk.get_by_label("Reason").focus()
    desk.keyboard.type("Asked for by many")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Publish these rules")).to_be_focused()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    expect(desk.get_by_text("Version 2 is in force.")).to_be_visible()
    assert PolicyVersion.objects.count() == 2


def test_waiting_for_the_worker(page: Page, people: None, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effects, "SOME", 0)
    draft = save_draft(SYSTEM, "atlassian", TWO, CASES, "")
    assert isinstance(draft, PolicyDraft)
    sign_in(page)
    page.goto(f"{DESK}/policy/draft/effect/")
    expect(page.get_by_text("It waits for the background work to begin.")).to_be_visible()
    check_page(page)
    progress = effects.Progress(next(effects._home("atlassian").glob("*.progress")))
    progress.tell(40)
    expect(page.get_by_text("40 percent")).to_be_visible()
    effects.work_out("atlassian", TWO, str(clock.today(current("atlassian"))))
    expect(page.get_by_text("4 gain and nobody loses.")).to_be_visible()
    check_page(page)


def test_giving_a_draft_up(page: Page, people: None, sign_in: SignIn) -> None:
    save_draft(SYSTEM, "atlassian", TWO, CASES, "")
    sign_in(page)
    page.goto(f"{DESK}/policy/draft/")
    page.get_by_text("Give this draft up", exact=True).click()
    expect(page.locator("details[open]").first).to_be_visible()
    check_page(page)
    with page.expect_navigation():
        press(page, "Drop the draft")
    expect(page.get_by_text("The draft was dropped.")).to_be_visible()
    assert not PolicyDraft.objects.exists()


def test_the_numbers_of_lines_follow_the_text(desk: Page, people: None, sign_in: SignIn, home: Path) -> None:
    sign_in(desk)
    desk.goto(f"{DESK}/policy/draft/")
    write(desk, "one\ntwo\nthree")
    numbers = desk.locator(".editor .numbers").first
    expect(numbers).to_have_text("1\n2\n3\n")
    check_page(desk)
