"""All activities, each with what it counted for; correcting, withdrawing, and its evidence."""

import re

from playwright.sync_api import Page, expect

from recert.people.models import Candidate
from recert.records.models import Activity
from tests.browser import check_page, follow
from tests.conftest import Cast
from tests.portal.conftest import enter, picture
from tests.portal.test_recording import screenshot
from tests.records import files


def test_a_candidate_sees_all_activities_and_what_each_counted_for(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/atlassian/")
    follow(page, page.get_by_role("navigation", name="Your pages").get_by_role("link", name="Activities"))
    expect(page.get_by_role("row", name="Team ’26")).to_contain_text("ACA 30")
    expect(page.get_by_role("row", name="Unleash 2026")).to_contain_text("ACA 0")
    check_page(page)
    picture(page, "activities")
    follow(page, page.get_by_role("link", name="Unleash 2026"))
    expect(page.get_by_text(re.compile("0 for Associate: .*Team ’26"))).to_be_visible()
    expect(page.get_by_text("Recorded: Unleash 2026, June 1, 2026.")).to_be_visible()
    check_page(page)
    picture(page, "activity")


def test_a_candidate_corrects_an_activity(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    found = Activity.objects.get(name="Unleash 2026")
    page.goto(f"/atlassian/activities/{found.pk}/")
    follow(page, page.get_by_role("link", name="Correct"))
    check_page(page)
    page.get_by_label("Type").select_option("local-event")
    panel = page.get_by_role("complementary", name="What this will be worth")
    expect(panel.get_by_text("Renews your Associate level until April 3, 2029")).to_be_visible()
    page.get_by_label("Name").fill("ACE Oslo")
    page.get_by_role("button", name="Correct this activity").click()
    expect(page.get_by_role("heading", name="ACE Oslo")).to_be_visible()
    expect(page.get_by_text("Corrected: type, name.")).to_be_visible()
    expect(page.get_by_role("deletion").filter(has_text="Unleash 2026")).to_be_visible()
    check_page(page)


def test_a_correction_made_in_another_tab_is_not_overwritten_unread(desk: Page, cast: Cast, ada: Candidate) -> None:
    enter(desk, cast.candidate)
    found = Activity.objects.get(name="Unleash 2026")
    desk.goto(f"/atlassian/activities/{found.pk}/correct/")
    Activity.objects.filter(pk=found.pk).update(version=found.version + 1)
    desk.get_by_label("Name").fill("Mine")
    desk.get_by_role("button", name="Correct this activity").click()
    expect(desk.get_by_role("alert")).to_contain_text("changed meanwhile")
    expect(desk.get_by_label("Name")).to_have_value("Mine")
    check_page(desk)


def test_a_candidate_withdraws_an_activity(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    found = Activity.objects.get(name="Team ’26")
    page.goto(f"/atlassian/activities/{found.pk}/")
    follow(page, page.get_by_role("link", name="Withdraw"))
    expect(page.get_by_text("Associate: 40 of 50 CE units instead of 40.")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Withdrawn. It stays on record and counts no more.")).to_be_visible()
    expect(page.get_by_text("0 for Associate: you withdrew it.")).to_be_visible()
    expect(page.get_by_role("link", name="Correct")).to_have_count(0)
    check_page(page)


def test_a_candidate_adds_and_removes_evidence(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    found = Activity.objects.get(name="Team ’26")
    page.goto(f"/atlassian/activities/{found.pk}/")
    follow(page, page.get_by_role("link", name="Add or remove evidence"))
    page.get_by_role("button", name="Remove done.png").click()
    expect(page.get_by_role("alert")).to_contain_text("This is the only evidence")
    check_page(page)
    another = files.picture()
    another.putpixel((0, 0), (9, 9, 9))
    page.get_by_label("Add files").set_input_files(
        {"name": "badge.png", "mimeType": "image/png", "buffer": files.encoded(another, "PNG")}
    )
    page.get_by_role("button", name="Add these files").click()
    expect(page.get_by_text("Evidence added.")).to_be_visible()
    page.get_by_role("button", name="Remove done.png").click()
    expect(page.get_by_text("Evidence removed.")).to_be_visible()
    expect(page.get_by_role("link", name="badge.png")).to_be_visible()
    check_page(page)


def test_what_counts_is_told_with_the_limits_used(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/atlassian/catalog/")
    expect(page.get_by_text("Associate: limit reached, 1 of 1")).to_be_visible()
    expect(page.get_by_text("Associate: 0 of 4 used in this cycle")).to_be_visible()
    expect(page.get_by_role("img", name="Drawn example of evidence: Coursework")).to_be_visible()
    check_page(page)
    picture(page, "catalog")
    follow(page, page.get_by_role("link", name="Record this: Coursework"))
    expect(page.get_by_role("heading", name="Coursework")).to_be_visible()


def test_history_shows_the_statement_that_renewed_a_cycle(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/atlassian/history/")
    expect(page.get_by_role("heading", name="No cycle is over yet")).to_be_visible()
    check_page(page)
    page.goto("/atlassian/activities/new/course/")
    page.get_by_label("Date").fill("2026-06-10")
    page.get_by_label("Name").fill("Permissions for admins")
    page.get_by_label("Evidence").set_input_files(screenshot())
    page.get_by_role("button", name="Record this activity").click()
    expect(page.get_by_role("heading", name="Your Associate level is renewed")).to_be_visible()
    follow(page, page.get_by_role("navigation", name="Your pages").get_by_role("link", name="History"))
    check_page(page)
    picture(page, "history")
    follow(page, page.get_by_role("link", name="The statement that renewed it"))
    expect(page.get_by_role("heading", name="Associate renewed until April 3, 2029")).to_be_visible()
    expect(page.get_by_role("row", name="ACA-ACF")).to_contain_text("Jul 12, 2027")
    check_page(page)
    picture(page, "statement")
