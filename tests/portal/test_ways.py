"""Ways to renew in time, and what an activity would do before it is done."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, Route, expect

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.records.actions import publish_policy, record_credential
from recert.records.models import Activity, Credential, PolicyVersion
from tests.browser import check_page, follow
from tests.conftest import Cast
from tests.policy.test_missed import MISSED, TEXT
from tests.portal.conftest import enter, picture


@pytest.fixture
def client(client: Client, cast: Cast) -> Client:
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def said(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


@pytest.mark.django_db(transaction=True)
def test_a_candidate_leaves_with_what_to_do_and_by_when(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/atlassian/")
    follow(
        page, page.get_by_role("region", name="Professional").get_by_role("link", name="What is enough, and by when")
    )
    professional = page.get_by_role("region", name="Professional")
    steps = professional.locator(".steps li")
    expect(steps).to_have_count(2)
    expect(steps.nth(0)).to_contain_text("5 courses, by November 1, 2027")
    expect(steps.nth(1)).to_contain_text("One presentation, by November 1, 2027")
    expect(professional.get_by_text("That renews Professional until November 1, 2029.")).to_be_visible()
    expect(professional.get_by_text("6 activities. No way needs fewer.")).to_be_visible()
    expect(professional.get_by_text("until January 30, 2028")).to_be_visible()
    professional.get_by_text("Or by exam").click()
    expect(
        professional.get_by_text("Pass the exam of ACP-JCA again, between May 1, 2027 and November 1, 2027")
    ).to_be_visible()
    professional.get_by_text("Or with one type alone").click()
    expect(professional.get_by_text("7 courses, by November 1, 2027")).to_be_visible()
    together = page.get_by_role("region", name="One plan for everything you hold")
    expect(together.locator(".steps li").nth(0)).to_contain_text("by April 3, 2027")
    check_page(page)
    picture(page, "ways")


@pytest.mark.django_db(transaction=True)
def test_only_what_the_candidate_can_do_is_planned(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/atlassian/ways/")
    page.get_by_text("What you can do").click()
    page.get_by_role("checkbox", name="Presenting").uncheck()
    page.get_by_role("button", name="Work it out again").press("Enter")
    professional = page.get_by_role("region", name="Professional")
    expect(professional.locator(".steps li")).to_have_count(1)
    expect(professional.locator(".steps li")).to_contain_text("7 courses")
    expect(page.get_by_role("checkbox", name="Presenting")).not_to_be_checked()
    check_page(page)


@pytest.mark.django_db(transaction=True)
def test_what_costs_least_is_found_by_what_a_candidate_says_things_cost(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/atlassian/ways/")
    page.get_by_text("What it costs you").press("Enter")
    page.get_by_label("Coursework, each").fill("6")
    page.get_by_label("Presenting at an event, each").fill("200")
    page.get_by_label("Attending a local event, each").fill("3.5")
    page.get_by_label("Attending a local event, each").press("Enter")
    professional = page.get_by_role("region", name="Professional")
    steps = professional.locator(".steps li")
    expect(steps).to_have_count(2)
    expect(page.get_by_text("What costs you least, by the costs that you gave.")).to_be_visible()
    used = "Coursework, Attending a local event, Presenting at an event."
    expect(page.get_by_text(f"Only these have a cost, so only these are used: {used}")).to_be_visible()
    expect(page.get_by_label("Coursework, each")).to_have_value("6")
    expect(steps.nth(0)).to_contain_text("That costs")
    expect(professional.get_by_text("No way costs less.")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Start over").click()
    expect(professional.get_by_text("6 activities. No way needs fewer.")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_a_cost_that_is_none_is_told_beside_it_and_stays(page: Page, cast: Cast, ada: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/atlassian/ways/?cost-course=six&cost-presenting=-2&cost-local-event=3")
    summary = page.get_by_role("alert")
    expect(
        summary.get_by_role("link", name="That is not a number. Write it with digits, such as 25 or 12.50.")
    ).to_be_visible()
    expect(summary.get_by_role("link", name="A cost can't be less than 0.")).to_be_visible()
    expect(page.get_by_label("Coursework, each")).to_have_value("six")
    expect(page.get_by_label("Attending a local event, each")).to_have_value("3")
    expect(page.get_by_role("region", name="Professional")).to_have_count(0)
    check_page(page)


@pytest.mark.parametrize("typed", ["NaN", "1e9", "9" * 4000, "Infinity", "1.005", "\x00", "٣"])
def test_whatever_is_typed_as_a_cost_the_page_is_there(client: Client, ada: Candidate, typed: str) -> None:
    assert client.get("/atlassian/ways/", {"cost-course": typed}).status_code in {200, 422}


def test_what_is_measured_has_a_cost_for_one_of_that(client: Client, pam: Candidate) -> None:
    kinds = ("ways-of-working-course", "power-skills-course", "business-acumen-course")
    told = said(
        client, "/pmi/ways/?" + "&".join(f"cost-{kind}={cost}" for kind, cost in zip(kinds, (10, 20, 5), strict=True))
    )
    assert (
        '<label for="id_cost-business-acumen-course">Learning: Business Acumen, <span class="soft">per hour</span>'
        in told
    )
    assert "44 hours of “Learning: Business Acumen”" in told
    assert "That costs 220." in told
    assert "It costs 460. No way costs less." in told


def test_who_gets_no_way_reads_where_to_choose_fewer_types(
    client: Client, ada: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    hint = "none was found yet. Choose fewer types under “What you can do”, and work it out again."
    assert hint not in said(client, "/atlassian/ways/")
    for module in ("search", "first_way"):
        monkeypatch.setattr(f"recert.policy.planning.{module}.EFFORT", 1)
    told = said(client, "/atlassian/ways/")
    assert hint in told
    assert "Use only these" in told
    assert "--only" not in told


def test_what_takes_more_hours_than_the_days_have_is_told_before_it_is_done(client: Client, pam: Candidate) -> None:
    told = said(client, "/pmi/what-if/?type=volunteering&date=2026-06-16&quantity=400&see=1")
    assert "400 hours are more than 24 hours a day from today until June 16, 2026." in told
    assert "24 hours a day" not in said(client, "/pmi/what-if/?type=volunteering&date=2026-12-01&quantity=400&see=1")
    assert "of the ways found with equally few the one that takes the least time" in said(client, "/pmi/ways/")


def test_where_there_is_no_way_it_says_what_is_missing(client: Client, ada: Candidate) -> None:
    told = said(client, "/atlassian/ways/?type=local-event")
    assert "With these activities there is no way by November 1, 2027: 30 CE units stay missing." in told


def test_who_has_nothing_to_renew_is_told_so(client: Client, cast: Cast, ada: Candidate) -> None:
    client.force_login(cast.other, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Nothing waits for a renewal" in said(client, "/atlassian/ways/")


def test_who_is_suspended_or_holds_it_no_more_is_told_so(client: Client, pam: Candidate) -> None:
    Credential.objects.filter(candidate=pam).update(awarded=date(2023, 2, 3))
    told = said(client, "/pmi/ways/")
    assert "It has been suspended since February 3, 2026, and is not valid until it is renewed." in told
    Credential.objects.filter(candidate=pam).update(awarded=date(2021, 2, 3))
    told = said(client, "/pmi/ways/")
    assert "Nothing waits for a renewal" in told
    assert "lapsed: it was not renewed by February 2, 2025, and only a new award brings it back." in told


def test_who_may_pass_the_exam_after_a_year_that_ends_it_reads_what_keeps_it(
    client: Client, cast: Cast, today: Any
) -> None:
    assert isinstance(publish_policy(SYSTEM, TEXT + MISSED, "policy.toml"), PolicyVersion)
    record_credential(SYSTEM, Candidate.objects.get(user=cast.candidate), "ACA-JSWE", date(2025, 12, 10))
    told = said(client, "/atlassian/ways/")
    assert "An exam passed after January 15, 2027 renews only if all of this that is due before it is done" in told
    assert "<li>Annual fee, 2026: 1 more payment by January 15, 2027</li>" in told


def test_what_is_on_record_for_a_day_to_come_and_counted_on_is_named(client: Client, ada: Candidate) -> None:
    Activity.objects.filter(candidate=ada, name="Boards and backlogs").update(date=date(2026, 9, 1))
    told = said(client, "/atlassian/ways/")
    assert "What is on record for September 1, 2026 is counted on: one course." in told
    assert "It renews at the earliest on September 1, 2026." in told


def test_categories_are_part_of_what_is_enough(client: Client, pam: Candidate) -> None:
    told = said(client, "/pmi/ways/")
    for much, area in ((44, "Ways of Working"), (8, "Power Skills"), (8, "Business Acumen")):
        assert f"{much} hours of “Learning: {area}”, by February 2, 2028" in told
    parts = "8 of Ways of Working, 8 of Power Skills, 8 of Business Acumen"
    assert f"Earn 60 PDUs in all by February 2, 2028, among them {parts}." in said(client, "/pmi/")


@pytest.mark.django_db(transaction=True)
def test_a_candidate_sees_what_an_activity_would_do_and_records_it_for_real(
    page: Page, cast: Cast, ada: Candidate
) -> None:
    events, activities = Event.objects.count(), Activity.objects.count()
    enter(page, cast.candidate)
    page.goto("/atlassian/ways/")
    follow(page, page.get_by_role("link", name="Try an activity"))
    page.get_by_label("What", exact=True).select_option("course")
    page.get_by_label("When").fill("2026-06-10")
    page.get_by_role("button", name="See what it would do").press("Enter")
    panel = page.get_by_role("region", name="What it would do")
    expect(panel.get_by_text("Renews your Associate level until April 3, 2029")).to_be_visible()
    expect(panel.get_by_text("30 now, 40 of 100 with it")).to_be_visible()
    check_page(page)
    picture(page, "what-if")
    assert (Event.objects.count(), Activity.objects.count()) == (events, activities)
    follow(page, panel.get_by_role("link", name="Record it for real"))
    expect(page.get_by_label("Date")).to_have_value("2026-06-10")
    check_page(page)


@pytest.mark.django_db(transaction=True)
def test_what_is_asked_follows_the_type(page: Page, cast: Cast, pam: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/pmi/what-if/")
    page.get_by_label("What", exact=True).select_option("volunteering")
    page.get_by_label("When").fill("2026-12-01")
    page.get_by_label("How many hours").fill("40")
    page.get_by_role("button", name="See what it would do").press("Enter")
    panel = page.get_by_role("region", name="What it would do")
    expect(panel.get_by_text("25 of 40 PDUs for Project Management Professional")).to_be_visible()
    expect(panel.get_by_text("An activity can be recorded once it is over.")).to_be_visible()
    check_page(page)
    follow(page, panel.get_by_role("link", name="Record it for real"))
    expect(page.get_by_label("How many hours")).to_have_value("40")


@pytest.mark.django_db(transaction=True)
def test_what_is_typed_before_another_type_is_there_stays(page: Page, cast: Cast, pam: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/pmi/what-if/")
    held: list[Route] = []
    asks = re.compile("/what-if/.type=")
    page.route(asks, lambda route: held.append(route))
    with page.expect_request(asks):
        page.get_by_label("What", exact=True).select_option("volunteering")
    page.get_by_label("How many hours").fill("40")
    with page.expect_response(asks):
        held[0].continue_()
    expect(page.locator("#much.htmx-settling, #much.htmx-swapping")).to_have_count(0)
    expect(page.get_by_label("How many hours")).to_have_value("40")


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_comes_too_late_changes_nothing(page: Page, cast: Cast, pam: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/pmi/what-if/")
    held: list[Route] = []
    asks = re.compile("/what-if/.type=[^&]*(&quantity=[^&]*)?$")
    page.route(asks, lambda route: held.append(route))
    with page.expect_request(asks):
        page.get_by_label("What", exact=True).select_option("volunteering")
    page.get_by_label("When").fill("2026-12-01")
    page.get_by_label("How many hours").fill("40")
    page.get_by_role("button", name="See what it would do").press("Enter")
    panel = page.get_by_role("region", name="What it would do")
    expect(panel.get_by_text("25 of 40 PDUs for Project Management Professional")).to_be_visible()
    held[0].continue_()
    page.wait_for_load_state("networkidle")
    check_page(page)
    expect(page.get_by_label("How many hours")).to_have_value("40")


def test_it_works_without_javascript(client: Client, pam: Candidate) -> None:
    told = said(client, "/pmi/what-if/?type=volunteering&date=2026-12-01&quantity=2&see=1")
    assert "2 PDUs for Project Management Professional, in the cycle" in told
    assert "?date=2026-12-01&amp;quantity=2" in told
    assert "How many hours" in said(client, "/pmi/what-if/?type=volunteering")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("type=course&date=&see=1", "Enter the day on which it would be done."),
        ("type=course&date=soon&see=1", "That is not a date."),
        ("type=course&date=2046-01-01&see=1", "Choose a day within the next ten years."),
        ("type=cours&date=2026-12-01&see=1", "Choose one of the types in the list."),
    ],
)
def test_a_mistake_is_told_beside_its_field(client: Client, ada: Candidate, typed: str, told: str) -> None:
    answer = client.get(f"/atlassian/what-if/?{typed}")
    assert answer.status_code == 422
    assert told in answer.content.decode()


@pytest.mark.parametrize("much", ["", "many", "0", "-1", "100001", "1.0005", "NaN"])
def test_a_quantity_that_could_not_be_recorded_is_refused(client: Client, pam: Candidate, much: str) -> None:
    answer = client.get(f"/pmi/what-if/?type=volunteering&date=2026-12-01&quantity={much}&see=1")
    assert answer.status_code == 422


def test_after_a_lapse_it_says_that_nothing_counts(client: Client, ada: Candidate) -> None:
    assert "your Associate certifications had lapsed" in said(
        client, "/atlassian/what-if/?type=course&date=2027-10-11&see=1"
    )


def test_a_candidate_reads_that_the_exam_may_be_taken_again_in_grace_too(
    client: Client, cast: Cast, ada: Candidate
) -> None:
    client.force_login(cast.candidate)
    told = said(client, "/atlassian/")
    assert "in the 6 months before it expires, or in its grace period. That renews that certification alone." in told
