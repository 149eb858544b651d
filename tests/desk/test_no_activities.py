"""Staff of a program that records no activities find nothing about them, and where something would be, why not."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from recert.journal.change import SYSTEM
from recert.people.models import Candidate, StaffRole
from recert.records.actions import publish_policy
from recert.records.imports.lines import Kind
from recert.records.imports.preview import preview_import
from tests.browser import check_page
from tests.conftest import Cast
from tests.desk.conftest import text
from tests.policy.strategies import PROGRAMS
from tests.policy.test_no_activities import WITH_LEARNING
from tests.portal.conftest import enter
from tests.portal.test_other_programs import joined

WHY = "This program records no activities"


@pytest.fixture
def architect(cast: Cast, today: Any) -> Candidate:
    """An associate architect, and the auditor and the registrar at that program's desk."""
    made = joined(cast, "aws", "SAA", date(2023, 10, 3))
    StaffRole.objects.create(program="aws", user=cast.owner, role=StaffRole.Role.AUDITOR)
    return made


def read(client: Client, cast: Cast, address: str) -> str:
    client.force_login(cast.owner)
    return text(client.get(f"/desk/aws/{address}", follow=True))


def test_the_desk_has_no_links_to_what_is_never_there(page: Page, cast: Cast, architect: Candidate) -> None:
    enter(page, cast.owner)
    page.goto("/desk/aws/")
    menu = page.get_by_role("navigation", name="The desk")
    for name in ("Audits", "Events"):
        expect(menu.get_by_role("link", name=name, exact=True, include_hidden=True)).to_have_count(0)
    check_page(page)
    page.goto(f"/desk/aws/candidates/{architect.number}/")
    expect(page.get_by_role("link", name="Record an activity")).to_have_count(0)
    expect(page.get_by_role("heading", name="Activities")).to_have_count(0)
    expect(page.get_by_role("heading", name="Exams")).to_be_visible()
    check_page(page)
    page.goto("/desk/aws/policy/")
    expect(page.get_by_text("Only passing the exam again, or earning or renewing SAP renews it")).to_be_visible()
    check_page(page)


@pytest.mark.parametrize(
    "address", ["audits/", "reviews/", "rounds/new/", "offerings/", "figures/", "imports/", "imports/activities/"]
)
def test_where_activities_would_be_it_is_said_why_there_are_none(
    client: Client, cast: Cast, architect: Candidate, address: str
) -> None:
    assert WHY in read(client, cast, address)


def test_staff_can_record_none_either(client: Client, cast: Cast, architect: Candidate) -> None:
    assert WHY in read(client, cast, f"candidates/{architect.number}/activities/new/")


def test_the_rules_page_says_nothing_of_units(client: Client, cast: Cast, architect: Candidate) -> None:
    told = read(client, cast, "policy/")
    for unsaid in ("unit", "Units", "Activities count from", "Surplus", "What counts"):
        assert unsaid not in told
    assert f"{WHY}." in told


def test_files_of_awards_and_exams_have_their_example_and_activities_none(
    client: Client, cast: Cast, architect: Candidate
) -> None:
    client.force_login(cast.owner)
    assert client.get("/desk/aws/imports/awards/example.csv").status_code == 200
    assert client.get("/desk/aws/imports/exams/example.csv").status_code == 200
    assert client.get("/desk/aws/imports/activities/example.csv").status_code == 404


def test_a_line_of_a_file_that_names_an_activity_is_refused_with_why(cast: Cast, architect: Candidate) -> None:
    lines = f"candidate,type,date,name\n{architect.email},course,2026-05-01,A course\n"
    seen = preview_import("aws", Kind.ACTIVITIES, lines.encode(), SYSTEM)
    assert [problem.sentence for problem in seen.problems] == [f"{WHY}. Take this line out."]


def test_a_version_without_activities_says_that_there_are_none_any_more(
    client: Client, cast: Cast, architect: Candidate
) -> None:
    publish_policy(SYSTEM, WITH_LEARNING)
    publish_policy(SYSTEM, (PROGRAMS / "aws" / "policy.toml").read_text())
    assert "Activities are recorded now" in read(client, cast, "policy/2/")
    assert "Activities are not recorded any more" in read(client, cast, "policy/3/")
