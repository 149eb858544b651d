"""A program whose courses are split among categories, and count for one level only."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.policy.history import Part
from recert.records.actions import (
    ActivityDraft,
    Refused,
    assign_activities,
    publish_policy,
    record_activity,
    record_credential,
)
from recert.records.forms.serving import SERVES, fields_for, serves_typed
from recert.records.history import read_facts
from recert.records.models import Activity, PolicyVersion
from recert.records.progress import progress
from tests.browser import check_page, follow
from tests.conftest import Cast
from tests.policy.test_splitting import CHOSEN, read, text_of
from tests.portal.conftest import enter
from tests.portal.once import page
from tests.portal.test_recording import screenshot
from tests.records.conftest import recorded

__all__ = ["page"]

POLICY = text_of(
    CHOSEN + "parts_in = [0.5]",
    """
[allocation]
activities = "serve one credential"
of = ["course"]
unassigned = "count for nothing"
source = "s"
""",
)
NEW = "/atlassian/activities/new/course/"


@pytest.fixture
def eve(cast: Cast, today: Any) -> Candidate:
    """Of both levels, on June 15, 2026."""
    assert isinstance(publish_policy(SYSTEM, POLICY, "policy.toml"), PolicyVersion)
    candidate = Candidate.objects.get(user=cast.candidate)
    record_credential(SYSTEM, candidate, "ACA-JSWE", date(2025, 4, 3))
    record_credential(SYSTEM, candidate, "ACP-JCA", date(2025, 11, 1))
    return candidate


def fill(page: Page, hours: str, tax: str, accounting: str) -> None:
    page.get_by_label("Date").fill("2026-06-10")
    page.get_by_label("Name", exact=True).fill("Closing the year")
    page.get_by_label("How many hours").fill(hours)
    page.get_by_label("Hours of Tax").fill(tax)
    page.get_by_label("Hours of Accounting").fill(accounting)


@pytest.mark.django_db(transaction=True)
def test_a_course_is_recorded_in_parts_for_one_level(page: Page, cast: Cast, eve: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/atlassian/activities/new/presenting/")
    expect(page.get_by_label("Hours of Tax")).to_have_count(0)
    expect(page.get_by_label("Counts for")).to_have_count(0)
    page.goto(NEW)
    fill(page, "2.5", "1.5", "")
    page.get_by_label("Counts for").select_option("Professional")
    expect(page.locator("#worth")).to_contain_text("Its parts are 1.5 Tax, which is not 2.5 together.")
    page.get_by_label("Evidence").set_input_files(screenshot())
    follow(page, page.get_by_role("button", name="Record this activity"))
    expect(page.locator("#id_part_tax-error")).to_contain_text("Its parts are 1.5 Tax, which is not 2.5 together.")
    check_page(page)
    page.get_by_label("Hours of Accounting").fill("1")
    expect(page.locator("#worth")).to_contain_text("Of that 15 Tax, 10 Accounting.")
    follow(page, page.get_by_role("button", name="Record this activity"))
    expect(page.get_by_text("1.5 Tax, 1 Accounting")).to_be_visible()
    expect(
        page.get_by_text("0 for Associate: it serves Professional, and an activity serves one level only.")
    ).to_be_visible()
    check_page(page)
    made = Activity.objects.get()
    assert made.parts == (Part("tax", Decimal("1.5")), Part("accounting", Decimal(1)))
    assert made.serves == ["acp"]
    assert read_facts(eve)[1].activities[0].parts == made.parts
    assert read_facts(eve)[1].activities[0].serves == ("acp",)


@pytest.mark.django_db(transaction=True)
def test_without_javascript_it_is_corrected_and_the_history_says_so(
    plain_page: Page, cast: Cast, eve: Candidate
) -> None:
    page = plain_page
    enter(page, cast.candidate)
    page.goto(NEW)
    fill(page, "2.5", "1.5", "1")
    page.get_by_label("Evidence").set_input_files(screenshot())
    follow(page, page.get_by_role("button", name="Record this activity"))
    expect(page.get_by_text("0 for Associate: it is assigned to no level yet")).to_be_visible()
    follow(page, page.get_by_role("link", name="Correct"))
    expect(page.get_by_label("Hours of Tax")).to_have_value("1.5")
    page.get_by_label("Hours of Tax").fill("2")
    page.get_by_label("Hours of Accounting").fill("0.5")
    page.get_by_label("Counts for").select_option("Associate")
    check_page(page)
    follow(page, page.get_by_role("button", name="Correct this activity"))
    expect(page.get_by_text("categories: 1.5 Tax, 1 Accounting → 2 Tax, 0.5 Accounting")).to_be_visible()
    expect(page.get_by_text("counts for: nothing → Associate")).to_be_visible()
    changed = Event.objects.get(verb="activity.corrected").data
    assert changed["after"] == {"parts": "tax:2;accounting:0.5", "serves": "aca"}
    cycle = progress(eve).assessment.groups[0].cycles[0]
    assert {c.category: c.amount for c in cycle.categories} == {"tax": 20, "accounting": 5}


@pytest.mark.django_db(transaction=True)
def test_another_type_in_a_correction_asks_for_what_it_serves(page: Page, cast: Cast, eve: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto(NEW)
    fill(page, "2.5", "1.5", "1")
    page.get_by_label("Evidence").set_input_files(screenshot())
    follow(page, page.get_by_role("button", name="Record this activity"))
    follow(page, page.get_by_role("link", name="Correct"))
    page.get_by_label("Type").select_option("Presenting at an event")
    expect(page.get_by_label("Hours of Tax")).to_have_count(0)
    page.get_by_label("Type").select_option("Coursework")
    expect(page.get_by_label("Hours of Tax")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_what_if_asks_for_parts_and_a_level_too(page: Page, cast: Cast, eve: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/atlassian/what-if/?type=course")
    page.get_by_label("When").fill("2026-06-10")
    page.get_by_label("How many hours").fill("2.5")
    page.get_by_label("Hours of Tax").fill("1.5")
    follow(page, page.get_by_role("button", name="See what it would do"))
    expect(page.locator("#id_part_tax-error")).to_contain_text("which is not 2.5 together")
    page.get_by_label("Hours of Accounting").fill("1")
    page.get_by_label("Counts for").select_option("Professional")
    follow(page, page.get_by_role("button", name="See what it would do"))
    expect(page.get_by_text("Of that 15 Tax, 10 Accounting.")).to_be_visible()
    check_page(page)
    follow(page, page.get_by_role("link", name="Record it for real"))
    expect(page.get_by_label("Hours of Tax")).to_have_value("1.5")
    expect(page.get_by_label("Counts for")).to_have_value("acp")


@pytest.mark.django_db(transaction=True)
def test_one_button_takes_what_is_proposed(page: Page, cast: Cast, eve: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto(NEW)
    fill(page, "5", "", "5")
    page.get_by_label("Evidence").set_input_files(screenshot())
    follow(page, page.get_by_role("button", name="Record this activity"))
    page.goto("/atlassian/activities/")
    check_page(page)
    expect(page.get_by_role("link", name="See what is proposed")).to_be_visible()
    page.goto("/atlassian/ways/")
    expect(page.get_by_text("1 activity on record waits to be assigned to what it serves")).to_be_visible()
    check_page(page)
    follow(page, page.get_by_role("link", name="See what is proposed"))
    expect(page.get_by_text("for Associate", exact=False).first).to_be_visible()
    expect(page.get_by_text("that renews it.")).to_be_visible()
    check_page(page)
    follow(page, page.get_by_role("button", name="Assign them like this"))
    expect(page.get_by_text("Assigned. What they count for was worked out anew.")).to_be_visible()
    assert Activity.objects.get().serves == ["aca"]
    event = Event.objects.get(verb="activities.assigned")
    assert event.data == {"many": 1, "assigned": {str(Activity.objects.get().pk): "aca"}}
    assert progress(eve).assessment.groups[0].cycles[0].met_on == date(2026, 6, 10)
    page.goto("/atlassian/activities/assign/")
    expect(page.get_by_text("No activity waits to be assigned")).to_be_visible()


@pytest.mark.django_db
def test_what_was_assigned_meanwhile_is_not_assigned_again(eve: Candidate) -> None:
    made = recorded(eve, "Boards", date(2026, 6, 1), quantity=Decimal(1))
    ref = str(made.activity.pk)
    assert isinstance(assign_activities(SYSTEM, eve, {ref: ("acp", "aca")}), Refused)
    assert isinstance(assign_activities(SYSTEM, eve, {ref: ("nobody",)}), Refused)
    assert not isinstance(assign_activities(SYSTEM, eve, {ref: ("acp",)}), Refused)
    assert isinstance(assign_activities(SYSTEM, eve, {ref: ("aca",)}), Refused)
    assert Activity.objects.get().serves == ["acp"]
    assert Event.objects.filter(verb="activities.assigned").count() == 1


def test_as_many_levels_are_asked_for_as_a_type_may_serve() -> None:
    reach = '\n[[allocation.reach]]\nof = ["presenting"]\nat_most = 2\nsource = "s"\n'
    policy = read(POLICY.replace('of = ["course"]', 'of = ["course", "presenting"]') + reach)
    for key, many in (("course", 1), ("presenting", 2)):
        kind = policy.type(key)
        asked = [name for name in fields_for(policy, kind, ("aca", "acp")) if name.startswith(SERVES)]
        assert len(asked) == len(serves_typed(policy, kind, dict(zip(asked, ("aca", "acp"), strict=False)).get)) == many


@pytest.mark.django_db
def test_parts_between_two_steps_are_refused_where_each_is_worth_something(cast: Cast, today: Any) -> None:
    stepped = POLICY.replace('many = "hours" }', 'many = "hours", step = 1 }')
    assert isinstance(publish_policy(SYSTEM, stepped, "policy.toml"), PolicyVersion)
    candidate = Candidate.objects.get(user=cast.candidate)
    parts = (Part("tax", Decimal("1.5")), Part("accounting", Decimal("1.5")))
    draft = ActivityDraft("course", date(2026, 6, 10), "Closing the year", "en", "", uuid4(), quantity=Decimal(3))
    refused = record_activity(SYSTEM, candidate, replace(draft, parts=parts))
    assert isinstance(refused, Refused)
    told = "It is recorded in steps of 1: write 1 or 2 instead of 1.5 hours."
    assert [each.sentence for each in refused.problems if each.field == "parts"] == [told]
