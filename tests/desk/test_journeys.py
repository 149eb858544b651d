"""What staff do, in a browser."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import publish_policy, record_credential, withdraw_activity
from tests import browser
from tests.browser import check_page, press_enter
from tests.conftest import Cast
from tests.desk.conftest import DESK
from tests.policy.test_circumstances import HARDSHIP, LEAVE
from tests.portal.conftest import enter
from tests.records.conftest import POLICY, join, record_courses

SignIn = Callable[[Page], None]


def press(page: Page, name: str) -> None:
    """Sends a form. Each of the desk's is answered by a page."""
    browser.follow(page, page.get_by_role("button", name=name, exact=True))


def follow(page: Page, name: str) -> None:
    browser.follow(page, page.get_by_role("link", name=name, exact=True).first)


def test_recording_an_award_a_retake_and_a_pass(page: Page, cast: Cast, grace: Candidate, sign_in: SignIn) -> None:
    sign_in(page)
    check_page(page)
    page.get_by_label("Find a candidate").fill("grace")
    press_enter(page)
    check_page(page)
    follow(page, "Grace Ibarra")
    follow(page, "Record an award")
    press(page, "See what it does")
    expect(page.get_by_role("alert")).to_contain_text("Choose a certification.")
    check_page(page)
    page.get_by_label("Certification").select_option("ACP-JCA")
    page.get_by_label("Awarded on").fill("2026-03-01")
    press(page, "See what it does")
    expect(page.get_by_text("Awards ACP-JCA, which expires on March 1, 2028.")).to_be_visible()
    check_page(page)
    press(page, "Record this award")
    expect(page.get_by_text("Recorded: ACP-JCA.")).to_be_visible()
    for code, told in (("ACA-ACF", "Renews ACA-ACF until December 10, 2028"), ("ACA-JSWE", "Awards ACA-JSWE")):
        follow(page, "Record an exam result")
        page.get_by_label("Certification").select_option(code)
        page.get_by_label("Taken on").fill("2026-06-12")
        page.get_by_label("Passed", exact=True).check()
        press(page, "See what it does")
        expect(page.get_by_text(told)).to_be_visible()
        press(page, "Record this result")
    expect(page.get_by_text("Renewed until December 10, 2028").first).to_be_visible()
    check_page(page)
    browser.follow(page, page.get_by_role("link", name="Correct ACP-JCA"))
    check_page(page)


def test_importing_a_file_with_one_bad_line(page: Page, cast: Cast, grace: Candidate, sign_in: SignIn) -> None:
    lines = "candidate,name,certification,awarded\nAT00000042,,ACP-JCA,2026-03-01\nx@y.org,Xi Yu,ACP-NO,2026-03-01\n"
    sign_in(page)
    page.goto(f"{DESK}/imports/")
    check_page(page)
    follow(page, "Import awards")
    check_page(page)
    page.get_by_label("CSV file").set_input_files(
        {"name": "awards.csv", "mimeType": "text/csv", "buffer": lines.encode()}
    )
    press(page, "See what it does")
    expect(page.get_by_text("This program has no certification “ACP-NO”. Check the code.")).to_be_visible()
    check_page(page)
    page.get_by_label("The file's text").fill(lines.replace("ACP-NO", "ACP-OA"))
    press(page, "Check again")
    expect(page.get_by_text("2 lines will be recorded.")).to_be_visible()
    check_page(page)
    press(page, "Record these 2 lines")
    expect(page.get_by_role("heading", name="The file was recorded")).to_be_visible()
    check_page(page)


def test_running_a_mass_move_and_retiring_a_certification(
    page: Page, cast: Cast, unmoved: str, sign_in: SignIn
) -> None:
    for n in range(101, 129):
        candidate = join(f"AT{n:08}", f"c{n}@example.org")
        record_credential(SYSTEM, candidate, "ACA-ACF", date(2022, 3, 15))
    record_credential(SYSTEM, candidate, "ACA-CONFE", date(2025, 3, 15))
    sign_in(page)
    page.goto(f"{DESK}/moves/")
    check_page(page)
    follow(page, "Due February to September 2024: moved to September 30, 2024")
    expect(page.get_by_text("28 candidates, 28 certifications.")).to_be_visible()
    check_page(page)
    press(page, "Run this move")
    expect(page.get_by_role("alert")).to_contain_text("Tick this")
    page.get_by_label("I have looked at who is affected").check()
    press(page, "Run this move")
    expect(page.get_by_text("28 candidates' dates were moved.")).to_be_visible()
    check_page(page)
    page.goto(f"{DESK}/certifications/")
    check_page(page)
    follow(page, "Retire ACA-CONFE")
    page.get_by_label("Retired as of").fill("2026-07-01")
    page.get_by_label("Reason").fill("Replaced by another exam")
    press(page, "See who is affected")
    expect(page.get_by_text("1 candidate holds it now.")).to_be_visible()
    page.get_by_text("Who they are").click()
    expect(page.get_by_role("link", name="Grace Ibarra")).to_be_visible()
    check_page(page)
    press(page, "Retire ACA-CONFE")
    expect(page.get_by_text("Retires on Jul 1, 2026")).to_be_visible()
    check_page(page)


def test_settling_a_renewal_in_question(page: Page, cast: Cast, grace: Candidate, sign_in: SignIn) -> None:
    recorded = record_courses(grace, 5)
    withdraw_activity(SYSTEM, recorded[1].activity)
    sign_in(page)
    follow(page, "1 renewal is in question.")
    check_page(page)
    follow(page, "Grace Ibarra")
    expect(page.get_by_text("Counted: 50 of 50 then, 40 of 50 now.")).to_be_visible()
    check_page(page)
    page.get_by_label("Take it back").check()
    page.get_by_label("Reason").fill("The course was not theirs")
    press(page, "Record this decision")
    expect(page.get_by_text("Proposed. Until somebody else agrees, nothing changes.")).to_be_visible()
    check_page(page)
    enter(page, cast.senior)
    page.goto(f"{DESK}/renewals/")
    follow(page, "Grace Ibarra")
    expect(page.get_by_text("By Otto Owner: The course was not theirs")).to_be_visible()
    page.get_by_label("Take it back").check()
    page.get_by_label("Reason").fill("I agree")
    press(page, "Record this decision")
    expect(page.get_by_text("The renewal was taken back.", exact=True)).to_be_visible()
    check_page(page)
    for noun in ("journal", "policy", "policy/1"):
        page.goto(f"{DESK}/{noun}/")
        check_page(page)


@pytest.mark.django_db
def test_with_the_keyboard_alone(desk: Page, cast: Cast, grace: Candidate, sign_in: SignIn) -> None:
    sign_in(desk)
    desk.goto(f"{DESK}/exams/new/?candidate=AT00000042&certification=ACA-ACF")
    desk.get_by_label("Taken on").focus()
    desk.keyboard.type("06122026")
    desk.get_by_label("Passed", exact=True).focus()
    desk.keyboard.press("Space")
    press_enter(desk)
    expect(desk.get_by_role("region", name="What this does")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Record this result")).to_be_focused()
    press_enter(desk)
    expect(desk.get_by_text("Recorded: exam for ACA-ACF.")).to_be_visible()


def test_recording_ending_and_withdrawing_a_leave_and_extending(
    page: Page, cast: Cast, grace: Candidate, sign_in: SignIn
) -> None:
    publish_policy(SYSTEM, POLICY.read_text() + LEAVE + HARDSHIP, str(POLICY))
    sign_in(page)
    page.goto(f"{DESK}/candidates/AT00000042/")
    follow(page, "Record a circumstance")
    press(page, "See what it does")
    expect(page.get_by_role("alert")).to_contain_text("Choose what is so.")
    check_page(page)
    page.get_by_label("What is so").select_option("leave")
    page.get_by_label("From").fill("2025-03-01")
    page.get_by_label("Reason").fill("A letter of the hospital.")
    press(page, "See what it does")
    expect(page.get_by_text("Associate requires 25 CE units, instead of 50.")).to_be_visible()
    check_page(page)
    press(page, "Record it")
    expect(page.get_by_text("Recorded: Parental or medical leave.")).to_be_visible()
    check_page(page)
    browser.follow(page, page.get_by_role("link", name="Say until when Parental or medical leave"))
    page.get_by_label("Until").fill("2025-08-31")
    page.get_by_label("Reason").fill("Back at work.")
    press(page, "See what it does")
    press(page, "Keep this day")
    expect(page.get_by_text("Changed. All dates were worked out anew.")).to_be_visible()
    follow(page, "Extend an expiry date")
    page.get_by_label("What is extended").select_option("aca")
    page.get_by_label("Extended until").fill("2027-12-01")
    page.get_by_label("Reason").fill("The exam center was closed.")
    press(page, "See what it does")
    expect(page.get_by_text("ACA-ACF expires on December 1, 2027, instead of June 10, 2027.")).to_be_visible()
    press(page, "Extend it")
    expect(page.get_by_text("Extended: Associate.")).to_be_visible()
    check_page(page)
    for what in ("Withdraw Extension of Associate", "Withdraw Parental or medical leave"):
        browser.follow(page, page.get_by_role("link", name=what))
        page.get_by_label("Reason").fill("A mistake.")
        press(page, "See what it does")
        check_page(page)
        press(page, "Withdraw it")
    expect(page.get_by_text("None on record.")).to_be_visible()
