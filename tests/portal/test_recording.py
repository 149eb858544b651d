"""Recording an activity: with and without JavaScript, with mistakes, twice, and by keyboard alone."""

import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Browser, FilePayload, Page, expect

from recert.people.models import Candidate
from recert.records.models import Activity
from tests.browser import PHONE, check_page, follow, open_context, press_enter, watch
from tests.conftest import Cast
from tests.portal.conftest import enter, picture
from tests.records import files

NEW = "/atlassian/activities/new/course/"


def screenshot(name: str = "done.png") -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": files.encoded(files.picture(), "PNG")}


PROGRAM: FilePayload = {"name": "invoice.pdf", "mimeType": "application/pdf", "buffer": b"MZ not a document"}


def test_a_candidate_records_an_activity(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/atlassian/")
    follow(page, page.get_by_role("link", name="Record an activity"))
    expect(page.get_by_text("Associate: limit reached, 1 of 1")).to_be_visible()
    check_page(page)
    picture(page, "choose")
    follow(page, page.get_by_role("link", name="Coursework"))
    check_page(page)

    panel = page.get_by_role("complementary", name="What this will be worth")
    page.get_by_label("Date").fill("2026-06-10")
    expect(panel.get_by_text("Renews your Associate level until April 3, 2029")).to_be_visible()
    expect(panel.get_by_text("40 now, 50 of 50 with it")).to_be_visible()
    expect(panel.get_by_text("until you have 60 more CE units")).to_be_visible()
    page.get_by_label("Name").fill("Permissions for admins")
    expect(page.get_by_label("Language")).to_have_value("en")
    page.get_by_label("Evidence").set_input_files(screenshot())
    expect(page.get_by_role("button", name="Remove done.png")).to_be_visible()
    page.get_by_label("Notes").fill("Took it twice to be sure.")
    check_page(page)
    picture(page, "record")

    page.get_by_role("button", name="Record this activity").click()
    expect(page.get_by_role("heading", name="Permissions for admins")).to_be_visible()
    expect(page.get_by_role("heading", name="Your Associate level is renewed until April 3, 2029")).to_be_visible()
    expect(page.get_by_text("Associate: 50 of 50 CE units")).to_be_visible()
    assert page.title().startswith("Permissions for admins")
    check_page(page)
    picture(page, "renewed")

    follow(page, page.get_by_role("link", name="See where you stand"))
    associate = page.get_by_role("region", name="Associate")
    expect(associate.get_by_text("Renewed until April 3, 2029", exact=True)).to_be_visible()
    expect(associate.get_by_text("Apr 3, 2029")).to_have_count(2)
    check_page(page)


def test_without_javascript_a_button_checks_what_it_is_worth(plain_page: Page, cast: Cast, ada: Candidate) -> None:
    page = plain_page
    enter(page, cast.candidate)
    page.goto(NEW)
    page.get_by_label("Date").fill("2026-06-10")
    page.get_by_label("Name").fill("Permissions for admins")
    page.get_by_label("Evidence").set_input_files(screenshot())
    follow(page, page.locator("noscript").get_by_role("button", name="Check what this is worth"))
    expect(page.get_by_text("Renews your Associate level until April 3, 2029")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Permissions for admins")
    expect(page.get_by_role("button", name="Remove done.png")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Record this activity").click()
    expect(page.get_by_role("heading", name="Your Associate level is renewed until April 3, 2029")).to_be_visible()
    assert Activity.objects.get(name="Permissions for admins").evidence.count() == 1


def make_mistakes(page: Page) -> None:
    page.goto(NEW)
    page.get_by_label("Date").fill("2026-06-10")
    page.get_by_label("Notes").fill("On a train.")
    page.get_by_label("Evidence").set_input_files([screenshot(), PROGRAM])
    page.get_by_role("button", name="Record this activity").click()
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("link", name="Enter the name of the activity")).to_be_visible()
    expect(summary.get_by_role("link", name="“invoice.pdf” is a program")).to_be_visible()
    expect(page.get_by_role("button", name="Remove done.png")).to_be_visible()
    expect(page.get_by_label("Notes")).to_have_value("On a train.")


def put_right(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("Permissions for admins")
    page.get_by_role("button", name="Record this activity").click()
    expect(page.get_by_role("heading", name="Permissions for admins")).to_be_visible()
    assert [each.name for each in Activity.objects.get(name="Permissions for admins").evidence.all()] == ["done.png"]


def test_a_mistake_in_one_field_loses_nothing(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    make_mistakes(page)
    expect(page.get_by_role("alert")).to_be_focused()
    check_page(page)
    picture(page, "refused")
    put_right(page)


def test_without_javascript_a_mistake_loses_nothing_either(plain_page: Page, cast: Cast, ada: Candidate) -> None:
    enter(plain_page, cast.candidate)
    make_mistakes(plain_page)
    check_page(plain_page)
    put_right(plain_page)


def test_evidence_is_pasted_and_dropped(desk: Page, cast: Cast, ada: Candidate) -> None:
    enter(desk, cast.candidate)
    desk.goto(NEW)
    for how in ("paste", "drop"):
        desk.evaluate(
            """([how, bytes]) => {
                const transfer = new DataTransfer();
                transfer.items.add(new File([new Uint8Array(bytes)], `${how}.png`, {type: 'image/png'}));
                const event = how === 'paste'
                    ? new ClipboardEvent('paste', {clipboardData: transfer, bubbles: true})
                    : new DragEvent('drop', {dataTransfer: transfer, bubbles: true});
                document.querySelector('[data-drop]').dispatchEvent(event);
            }""",
            [how, list(files.encoded(files.picture(), "PNG"))],
        )
        expect(desk.get_by_role("button", name=f"Remove {how}.png")).to_be_visible()
    desk.get_by_role("button", name="Remove paste.png").click()
    expect(desk.get_by_role("button", name="Remove paste.png")).to_have_count(0)
    assert desk.evaluate("[...document.getElementById('id_files').files].map(file => file.name)") == ["drop.png"]


def test_evidence_is_photographed_on_a_phone(browser: Browser, live_server: object, cast: Cast, ada: Candidate) -> None:
    for phone in watch(open_context(browser, str(live_server), PHONE, touch=True)):
        enter(phone, cast.candidate)
        phone.goto(NEW)
        phone.get_by_label("Date").fill("2026-06-10")
        phone.get_by_label("Name").fill("Permissions for admins")
        camera = phone.locator("[data-camera]")
        expect(camera).to_be_visible()
        check_page(phone)
        assert camera.locator("input").get_attribute("capture") == "environment"
        with phone.expect_file_chooser() as chosen:
            camera.click()
        chosen.value.set_files(screenshot("photo.png"))
        expect(phone.get_by_role("button", name="Remove photo.png")).to_be_visible()
        phone.get_by_role("button", name="Record this activity").click()
        expect(phone.get_by_role("heading", name="Permissions for admins")).to_be_visible()
        assert Activity.objects.get(name="Permissions for admins").evidence.get().name == "photo.png"


def test_a_desk_without_a_camera_offers_none(desk: Page, cast: Cast, ada: Candidate) -> None:
    enter(desk, cast.candidate)
    desk.goto(NEW)
    expect(desk.get_by_text("paste a screenshot anywhere")).to_be_visible()
    expect(desk.locator("[data-camera]")).to_be_hidden()


def test_an_activity_recorded_before_is_refused_beside_its_name(desk: Page, cast: Cast, ada: Candidate) -> None:
    enter(desk, cast.candidate)
    desk.goto(NEW)
    desk.get_by_label("Date").fill("2025-09-01")
    desk.get_by_label("Name").fill("boards  and BACKLOGS")
    expect(desk.get_by_text("The same activity is on record for that day already")).to_be_visible()
    desk.get_by_label("Evidence").set_input_files(screenshot())
    desk.get_by_role("button", name="Record this activity").click()
    expect(desk.get_by_role("alert")).to_be_focused()
    check_page(desk)
    follow(desk, desk.get_by_role("link", name="Open it", exact=True))
    expect(desk.get_by_role("heading", name="Boards and backlogs")).to_be_visible()


def test_the_same_name_on_another_day_is_a_warning(desk: Page, cast: Cast, ada: Candidate) -> None:
    enter(desk, cast.candidate)
    desk.goto(NEW)
    desk.get_by_label("Date").fill("2026-06-02")
    desk.get_by_label("Name").fill("Boards and backlogs")
    expect(desk.get_by_text("You recorded the same name on September 1, 2025")).to_be_visible()
    desk.get_by_label("Evidence").set_input_files(screenshot())
    desk.get_by_role("button", name="Record this activity").click()
    expect(desk.get_by_role("heading", name="Your Associate level is renewed")).to_be_visible()


def test_surplus_and_limits_are_told_before_submitting(desk: Page, cast: Cast, ada: Candidate) -> None:
    enter(desk, cast.candidate)
    desk.goto("/atlassian/activities/new/presenting/")
    desk.get_by_label("Date").fill("2026-06-02")
    expect(desk.get_by_text("10 of these are more than this cycle needs. They are not carried")).to_be_visible()
    desk.goto("/atlassian/activities/new/global-event/")
    desk.get_by_label("Date").fill("2026-06-02")
    panel = desk.get_by_role("complementary", name="What this will be worth")
    expect(panel.get_by_text(re.compile("0 for Associate: .* counts once in a cycle"))).to_be_visible()


def test_an_activity_is_recorded_by_keyboard_alone(desk: Page, cast: Cast, ada: Candidate) -> None:
    enter(desk, cast.candidate)
    desk.goto("/atlassian/activities/new/")

    def tab_to(name: str) -> None:
        for _step in range(60):
            desk.keyboard.press("Tab")
            focused = desk.evaluate(
                "(e => (e.labels?.[0] ?? e).textContent.trim() + ' ' + (e.getAttribute('aria-label') ?? ''))"
                "(document.activeElement)"
            )
            if focused.startswith(name):
                return
        raise AssertionError(f"{name} is not reached by the Tab key")

    tab_to("Skip to the content")
    desk.keyboard.press("Enter")
    tab_to("10 CE units")
    press_enter(desk)
    expect(desk.get_by_role("heading", name="Coursework")).to_be_visible()
    tab_to("Date")
    desk.keyboard.type("06102026")
    tab_to("Name")
    desk.keyboard.type("Permissions for admins")
    desk.get_by_label("Evidence").set_input_files(screenshot())
    tab_to("Record this activity")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Permissions for admins")).to_be_visible()


@pytest.fixture
def client(client: Client, cast: Cast) -> Client:
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def typed(submission: UUID, **other: Any) -> dict[str, Any]:
    upload = SimpleUploadedFile("done.png", files.encoded(files.picture(), "PNG"), "image/png")
    return {
        "date": "2026-06-10",
        "name": "Permissions for admins",
        "language": "en",
        "notes": "",
        "submission": str(submission),
        "files": upload,
        "record": "1",
        **other,
    }


def test_a_form_sent_twice_is_one_activity(client: Client, ada: Candidate) -> None:
    submission = uuid4()
    first = client.post(NEW, typed(submission))
    again = client.post(NEW, typed(submission))
    assert first.status_code == again.status_code == 302
    assert first.headers["Location"] == again.headers["Location"]
    assert Activity.objects.filter(submission=submission).count() == 1


def test_a_form_without_its_key_is_refused_and_not_an_error(client: Client, ada: Candidate) -> None:
    for submission in ("", "no-uuid", "\x00"):
        answer = client.post(NEW, {**typed(uuid4()), "submission": submission})
        assert answer.status_code == 422
    assert not Activity.objects.filter(date=date(2026, 6, 10)).exists()


def test_half_a_date_previews_nothing_and_breaks_nothing(client: Client, ada: Candidate) -> None:
    for text in ("", "2026", "2026-13-45", "0000-00-00", "x"):
        answer = client.get("/atlassian/activities/preview/course/", {"date": text, "replacing": "x"})
        assert answer.status_code == 200
    assert client.get("/atlassian/activities/preview/nothing/").status_code == 404
    assert client.get("/atlassian/activities/new/nothing/").status_code == 404
