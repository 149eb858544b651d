"""Working through the queue in a browser: with a mouse, by keys alone, on a phone, and without a script."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from recert.audits.models import Audit
from recert.people.models import Candidate
from tests.audits.conftest import entry, everything_drawn
from tests.browser import check_page
from tests.conftest import Cast
from tests.desk.conftest import DESK
from tests.desk.test_journeys import follow, press
from tests.portal.conftest import enter
from tests.records.conftest import join

__all__ = ["everything_drawn"]

State = Audit.State


@pytest.fixture
def three(ada: Candidate, everything_drawn: None) -> list[Audit]:
    """Copied comes first, then Late, then Plain."""
    return [
        entry(join(), "Plain", shade=1),
        entry(ada, "Copied", shade=1),
        entry(ada, "Late", date(2025, 6, 1), shade=3),
    ]


def test_an_auditor_works_through_the_queue_by_keys_alone(desk: Page, cast: Cast, three: list[Audit]) -> None:
    enter(desk, cast.auditor)
    desk.goto(f"{DESK}/audits/")
    check_page(desk)
    with desk.expect_navigation():
        desk.keyboard.press("n")
    expect(desk.get_by_role("heading", name="Copied", level=1)).to_be_visible()
    check_page(desk)
    with desk.expect_navigation():
        desk.keyboard.press("x")
    expect(desk.get_by_role("alert")).to_contain_text("Choose the reason.")
    desk.get_by_label("Reason").select_option("duplicate")
    desk.get_by_label("Words to the candidate").fill("xanr: letters typed here press no button.")
    desk.get_by_label("Words to the candidate").blur()
    with desk.expect_navigation():
        desk.keyboard.press("x")
    expect(desk.get_by_text("Reject: Copied.")).to_be_visible()
    with desk.expect_navigation():
        desk.keyboard.press("n")
    expect(desk.get_by_role("heading", name="Late", level=1)).to_be_visible()
    with desk.expect_navigation():
        desk.keyboard.press("a")
    expect(desk.get_by_text("Accept: Late.")).to_be_visible()
    assert [Audit.objects.get(pk=audit.pk).state for audit in three] == [State.OPEN, State.REJECTED, State.ACCEPTED]


def test_evidence_is_looked_at_closely(desk: Page, cast: Cast, three: list[Audit]) -> None:
    enter(desk, cast.auditor)
    desk.goto(f"{DESK}/audits/{three[1].pk}/")
    picture = desk.get_by_role("img", name="Evidence: done.png").first
    before = picture.bounding_box()
    desk.get_by_role("checkbox", name="Zoom").first.check()
    after = picture.bounding_box()
    assert before and after and after["width"] > 1.5 * before["width"]
    check_page(desk)


def test_without_a_script_an_entry_is_returned_and_answered(plain_page: Page, cast: Cast, three: list[Audit]) -> None:
    page = plain_page
    enter(page, cast.auditor)
    page.goto(f"{DESK}/audits/")
    with page.expect_navigation():
        follow(page, "Copied")
    page.get_by_label("Words to the candidate").fill("Please send the certificate itself.")
    with page.expect_navigation():
        press(page, "Return for more")
    expect(page.get_by_text("Return for more: Copied.")).to_be_visible()
    enter(page, cast.candidate)
    page.goto(f"/atlassian/activities/{three[1].activity_id}/")
    expect(page.get_by_text("Please send the certificate itself.", exact=True)).to_be_visible()
    check_page(page)
    with page.expect_navigation():
        follow(page, "Answer")
    page.get_by_label("Your words to the auditors").fill("This is all there is.")
    check_page(page)
    with page.expect_navigation():
        press(page, "Send it back")
    expect(page.get_by_text("An auditor will look at this")).to_be_visible()


def test_several_are_decided_together_on_a_phone(phone: Page, cast: Cast, three: list[Audit]) -> None:
    enter(phone, cast.auditor)
    phone.goto(f"{DESK}/audits/")
    check_page(phone)
    for name in ("Late", "Plain"):
        phone.get_by_role("checkbox", name=name).check()
    with phone.expect_navigation():
        press(phone, "Decide about those picked")
    check_page(phone)
    phone.get_by_role("radio", name="Accept").check()
    with phone.expect_navigation():
        press(phone, "See what it does")
    check_page(phone)
    with phone.expect_navigation():
        press(phone, "Decide so")
    expect(phone.get_by_text("2 entries accepted.")).to_be_visible()
    assert Audit.objects.filter(state=State.ACCEPTED).count() == 2
