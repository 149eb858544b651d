"""Programs that ask for something else than units: exams and counters, an exam alone, or nothing in a first cycle."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from recert.journal.change import SYSTEM
from recert.people.models import Candidate, StaffRole
from recert.records.actions import publish_policy, record_credential, withdraw_activity
from recert.records.models import Credential, PolicyVersion, Renewal
from recert.records.renewals import verify_statements
from tests.browser import check_page
from tests.conftest import Cast
from tests.portal.conftest import enter
from tests.portal.once import page
from tests.portal.test_ways import said
from tests.records.conftest import file, recorded

__all__ = ["page"]

PROGRAMS = Path(__file__).parents[2] / "programs"
UNITS = 'source = "1: 50 CEUs in three years" }]'
NEWCOMERS = """source = "1: 50 CEUs in three years" },
  { from = 2011-01-01, units = 0, when = { cycle_to = 1 }, source = "newcomers owe nothing" }]"""


def joined(cast: Cast, name: str, code: str, on: date, text: str = "") -> Candidate:
    """The cast's candidate in another program, with one certification, and the owner at its desk."""
    path = PROGRAMS / name / "policy.toml"
    assert isinstance(publish_policy(SYSTEM, text or path.read_text(), str(path)), PolicyVersion)
    made = Candidate.objects.create(
        program=name, number="C0000001", user=cast.candidate, name="Ada Moreau", email=cast.candidate.email
    )
    StaffRole.objects.create(program=name, user=cast.owner, role=StaffRole.Role.OWNER)
    record_credential(SYSTEM, made, code, on)
    return made


@pytest.fixture
def networker(cast: Cast, today: Any) -> Candidate:
    """A CCNP with 24 of 80 credits and a professional exam passed."""
    made = joined(cast, "cisco", "CCNP", date(2024, 3, 3))
    recorded(made, "Routing", date(2025, 3, 9), type="course", quantity=Decimal(24), files=(file(shade=1),))
    recorded(made, "SPCOR", date(2025, 6, 9), type="professional-exam", files=(file(shade=2),))
    return made


@pytest.fixture
def administrator(cast: Cast, today: Any) -> Candidate:
    """An Azure administrator whom an assessment renews."""
    made = joined(cast, "microsoft", "AZ-104", date(2025, 9, 3))
    recorded(made, "Monitoring", date(2026, 3, 9), type="learning", files=(file(shade=1),))
    return made


@pytest.fixture
def newcomer(cast: Cast, today: Any) -> Candidate:
    """Holds a certification whose first cycle requires nothing."""
    text = (PROGRAMS / "comptia" / "policy.toml").read_text()
    assert UNITS in text
    return joined(cast, "comptia", "Security-plus", date(2025, 3, 3), text.replace(UNITS, NEWCOMERS))


@pytest.fixture
def surveyor(cast: Cast, today: Any) -> Candidate:
    """A member of the RICS with 5 of 20 hours in 2025, and none yet in 2026."""
    made = joined(cast, "rics", "RICS", date(2025, 2, 3))
    recorded(made, "Valuation", date(2025, 3, 9), type="formal", quantity=Decimal(5), files=(file(shade=1),))
    return made


@pytest.fixture
def client(client: Client, cast: Cast) -> Client:
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def staff(cast: Cast) -> Client:
    made = Client()
    made.force_login(cast.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    return made


@pytest.mark.django_db(transaction=True)
def test_a_candidate_sees_every_way_and_what_the_nearest_one_takes(
    page: Page, cast: Cast, networker: Candidate
) -> None:
    enter(page, cast.candidate)
    page.goto("/cisco/")
    expect(page.get_by_text("3 ways to renew, any of them is enough")).to_be_visible()
    expect(
        page.get_by_text("56 more credits, for example 56 credits of courses. Another way may take less.")
    ).to_be_visible()
    page.get_by_text("This cycle in words").click()
    expect(page.get_by_text("SPCOR: counted besides units")).to_be_visible()
    page.get_by_text("What counted in this cycle").first.click()
    expect(page.get_by_text("1, counted besides units")).to_be_visible()
    check_page(page)
    page.goto("/cisco/ways/")
    expect(page.get_by_text("16 credits of “Training”, by March 3, 2027")).to_be_visible()
    expect(page.get_by_text("By this way: 40 credits and a professional exam.").first).to_be_visible()
    expect(
        page.get_by_text("56 credits missing, to be earned by March 3, 2027. Another way may take less.")
    ).to_be_visible()
    page.get_by_text("All ways, any of them is enough").click()
    expect(page.get_by_text("A core exam: Core exam passed by March 3, 2027.")).to_be_visible()
    check_page(page)


@pytest.mark.django_db
def test_earning_a_higher_certification_renews_the_lower_one_with_a_statement(
    client: Client, staff: Client, cast: Cast, today: Any
) -> None:
    made = joined(cast, "comptia", "Security-plus", date(2024, 8, 1))
    record_credential(SYSTEM, made, "SecurityX", date(2026, 5, 4))
    (renewal,) = Renewal.objects.filter(candidate=made)
    assert (renewal.group, renewal.route, renewal.new_expiry) == ("security", "cascade", date(2029, 5, 3))
    assert not list(verify_statements())
    shown = said(client, f"/comptia/history/{renewal.pk}/")
    assert "Another certification" in shown
    assert "May 3, 2029" in shown


@pytest.mark.django_db(transaction=True)
def test_an_exam_worth_no_units_is_shown_to_count(page: Page, cast: Cast, networker: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/cisco/activities/new/")
    expect(page.get_by_text("Counted as Professional exams")).to_be_visible()
    check_page(page)
    page.goto("/cisco/catalog/")
    expect(page.get_by_text("Counted as Core exams")).to_be_visible()
    check_page(page)
    page.goto("/cisco/activities/")
    expect(page.get_by_text("CCNP counted")).to_be_visible()
    page.goto("/cisco/what-if/?type=core-exam&date=2026-06-10&see=1")
    expect(page.get_by_text("Renews your Cisco Certified Network Professional level until")).to_be_visible()
    check_page(page)
    page.goto("/cisco/what-if/?type=professional-exam&date=2026-06-10&see=1")
    expect(page.get_by_text("Expiry stays March 3, 2027 until one of the ways to renew is complete.")).to_be_visible()
    check_page(page)


def test_the_exam_that_completed_a_way_is_told_to_have_renewed(client: Client, networker: Candidate) -> None:
    found = recorded(networker, "ENCOR", date(2026, 6, 10), type="core-exam", files=(file(shade=3),))
    told = said(client, f"/cisco/activities/{found.activity.pk}/")
    assert "Your Cisco Certified Network Professional level is renewed until June 10, 2029" in told
    assert "This activity completed what the renewal takes." in told
    assert "of 80 credits. All of these" not in told
    assert "by “A core exam”, with 24 credits" in said(client, "/cisco/history/")


@pytest.mark.django_db(transaction=True)
def test_who_renews_by_an_exam_alone_reads_of_no_units(page: Page, cast: Cast, administrator: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/microsoft/")
    expect(page.get_by_text("No units are needed: passing the exam again renews.")).to_be_visible()
    expect(page.get_by_text("What counted in this cycle")).to_have_count(0)
    check_page(page)
    page.goto("/microsoft/ways/")
    expect(page.get_by_text("Pass the exam of AZ-104 again, by September 3, 2026")).to_be_visible()
    expect(page.get_by_text("Use only these")).to_have_count(0)
    check_page(page)


@pytest.mark.parametrize("address", ["", "ways/", "history/", "activities/"])
def test_nobody_reads_of_nothing_of_nothing(client: Client, administrator: Candidate, address: str) -> None:
    told = said(client, f"/microsoft/{address}")
    for wrong in ("0 of 0", "of 0 units", ">0 units<", "0 more units", "Nothing more is needed"):
        assert wrong not in told


def test_the_desk_heads_columns_by_the_program_s_own_word(client: Client, cast: Cast, today: Any) -> None:
    text = (PROGRAMS / "microsoft" / "policy.toml").read_text()
    word = re.search(r'^word = "(.*)"', text, flags=re.MULTILINE)
    assert word is not None
    joined(cast, "microsoft", "AZ-104", date(2025, 9, 3), text.replace(word[0], 'word = "credential"', 1))
    client.force_login(cast.owner)
    told = said(client, "/desk/microsoft/policy/")
    assert ">Credential</th>" in told
    assert "Level" not in told


def test_what_earns_nothing_promises_nothing(client: Client, administrator: Candidate) -> None:
    told = said(client, "/microsoft/what-if/?type=learning&date=2026-06-10&see=1")
    assert "Expiry stays September 3, 2026." in told
    assert "more units" not in told


@pytest.mark.django_db(transaction=True)
def test_a_newcomer_reads_that_nothing_is_due(page: Page, cast: Cast, newcomer: Candidate) -> None:
    enter(page, cast.candidate)
    page.goto("/comptia/")
    expect(page.get_by_role("heading", name="Security+")).to_be_visible()
    expect(page.get_by_text("Nothing is due in this cycle.", exact=True)).to_be_visible()
    expect(page.get_by_text("Renewed Mar 3, 2025")).to_have_count(0)
    page.get_by_text("Why this date").click()
    expect(page.get_by_text("Nothing is due in the cycle that began on March 3, 2025")).to_be_visible()
    check_page(page)
    page.goto("/comptia/history/")
    expect(page.get_by_text("0 of 0")).to_have_count(0)
    check_page(page)
    page.get_by_role("link", name="The statement that renewed it").press("Enter")
    expect(page.get_by_text("None were needed")).to_be_visible()
    check_page(page)


def test_the_desk_tells_what_candidates_are_told(staff: Client, networker: Candidate) -> None:
    told = said(staff, "/desk/cisco/candidates/C0000001/")
    assert (
        "40 credits and a professional exam: 40 credits, with Professional exam passed (met), by March 3, 2027." in told
    )
    assert "Another way may take less." in told


def test_who_was_certified_in_mid_period_reads_why_less_is_asked(
    cast: Cast, client: Client, staff: Client, today: Any
) -> None:
    joined(cast, "oregon-cpa", "OR-CPA-EVEN", date(2025, 3, 10))
    told = "This first cycle is shorter than a whole one: by its 16 months it requires 48 hours instead of 80."
    assert told in said(client, "/oregon-cpa/")
    assert told in said(staff, "/desk/oregon-cpa/candidates/C0000001/")


def test_the_desk_tells_of_an_exam_alone(staff: Client, administrator: Candidate) -> None:
    told = said(staff, "/desk/microsoft/candidates/C0000001/")
    assert "Retake the exam of a certification in the 6 months before it expires. That renews" in told
    assert "of 0" not in told


def test_one_exam_for_two_certifications_is_told_to_candidates_and_staff(
    cast: Cast, client: Client, staff: Client, today: Any
) -> None:
    associate = joined(cast, "juniper", "JNCIA-JUNOS", date(2024, 3, 3))
    record_credential(SYSTEM, associate, "JNCIA-DEVOPS", date(2024, 9, 9))  # which renews the other
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    told = said(client, "/juniper/ways/")
    assert "Any one of them renews all of Associate together." in told
    assert "Pass the exam of JNCIA-JUNOS again, by September 9, 2027" in told
    assert "That renews all your active Associate certifications together." in said(client, "/juniper/")
    rules = said(staff, "/desk/juniper/policy/")
    assert "before the expiry. The date that an exam gives is counted from the day of the pass." in rules
    assert "Associate: one exam renews all that is active of it" in rules


@pytest.mark.django_db(transaction=True)
def test_the_rules_are_read_with_their_ways_and_counters(page: Page, cast: Cast, networker: Candidate) -> None:
    enter(page, cast.owner)
    page.goto("/desk/cisco/policy/")
    expect(page.get_by_text("Another way: 40 credits and two professional exams").first).to_be_visible()
    expect(page.get_by_text("Two professional exams passed: 2 exams")).to_be_visible()
    expect(page.get_by_text("How many there are of: Core exam")).to_be_visible()
    expect(page.get_by_text("Counted as Core exams")).to_be_visible()
    expect(page.get_by_text("The same one once in a cycle")).to_be_visible()
    expect(page.get_by_text("The next cycle starts on the day after the renewal.")).to_be_visible()
    check_page(page)


NOT_MET = (
    "Not met: 5 of 20 hours by December 31, 2025. Also missing: 5 of Formal CPD. Your Member certifications stay; "
    "the next cycle began after December 31, 2025."
)


def test_who_missed_a_year_reads_that_the_membership_goes_on(client: Client, surveyor: Candidate) -> None:
    told = said(client, "/rics/")
    assert NOT_MET in told
    assert "If it is not met by December 31, 2026, your certifications stay, and the next cycle begins." in told
    assert "The next cycle began: from December 31, 2025 to December 31, 2026." in told
    assert "The cycle ends. Met or not, the next one begins after it." in told
    assert "lapse" not in told
    assert "Expires Dec 31, 2026" not in told
    history = said(client, "/rics/history/")
    assert NOT_MET in history
    assert "The cycle ends. It was not met, and the certifications stay." in history
    assert "Next cycle from Jan 1, 2026" in history
    assert "Not renewed" not in history


def test_the_desk_tells_of_a_missed_year(staff: Client, surveyor: Candidate) -> None:
    assert NOT_MET in said(staff, "/desk/rics/candidates/C0000001/")
    rules = said(staff, "/desk/rics/policy/")
    assert "A cycle that is not met ends nothing that is held: the next one begins where it ended" in rules


def test_the_rules_say_for_whom_they_hold(staff: Client, newcomer: Candidate) -> None:
    assert "in the first cycle" in said(staff, "/desk/comptia/policy/")


def test_the_rules_say_that_an_exam_alone_renews(staff: Client, administrator: Candidate) -> None:
    assert "No units: only passing the exam again renews it" in said(staff, "/desk/microsoft/policy/")


def test_a_deadline_before_the_end_is_marked_and_told_in_words(client: Client, cast: Cast, today: Any) -> None:
    """North Dakota: hours by November 15, then a fee for being late, and the license ends on December 31."""
    joined(cast, "north-dakota-real-estate", "BROKER", date(2026, 1, 5))
    told = said(client, "/north-dakota-real-estate/")
    assert "until November 15, 2026; the cycle ends on December 31, 2026" in told
    assert "In time until Nov 15, 2026</text>" in told  # no hours are asked of a newcomer
    words = told.index("The deadline: the last day to earn it. What is done after it is of the next cycle.")
    assert told.index(">Today.") < words < told.index("The expiry date")
    today(date(2026, 11, 20))
    told = said(client, "/north-dakota-real-estate/")
    assert "41 days left, until December 31, 2026" in told
    assert "Deadline was Nov 15, 2026</text>" in told
    assert "November 15, 2026 was the last day to renew it in time: now it is late." in told
    assert told.index("The deadline: the last day to earn it.") < told.index(">Today.")


def test_an_exam_that_renews_other_certifications_too_is_offered_with_them(
    cast: Cast, client: Client, today: Any
) -> None:
    made = joined(cast, "red-hat", "RHCSA", date(2025, 2, 3))
    client.force_login(cast.candidate)
    told = said(client, "/red-hat/ways/")
    assert "That renews the certification alone." in told
    assert "The exam of another certification renews it, too." in told
    assert "PRACTICES or DEPLOYMENT, by February 3, 2028. That renews RHCSA." in told
    record_credential(SYSTEM, made, "RHCE", date(2025, 3, 3))
    told = said(client, "/red-hat/ways/")
    assert told.count("Pass the exam of RHCE again, by March 3, 2028. That renews RHCSA, too.") == 2


def test_who_can_renew_one_of_two_late_alone_has_one_plan_for_both_that_says_so(
    client: Client, cast: Cast, today: Any
) -> None:
    """Sixty hours do not fit into the day that is left of the first cycle."""
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    made = joined(cast, "shrm", "SHRM-CP", date(2023, 6, 16))
    record_credential(SYSTEM, made, "SHRM-SCP", date(2024, 1, 10))
    Credential.objects.filter(certification="SHRM-CP").update(expires=date(2026, 6, 16))
    told = said(client, "/shrm/ways/?type=learning&type=record")
    assert "One plan for everything you hold" in told
    assert "SHRM Certified Professional is renewed late by it." in told
    assert "is renewed late by it." not in said(client, "/shrm/ways/?type=ceu&type=record")


def test_a_renewal_by_what_gives_no_units_is_stated_without_them(
    client: Client, staff: Client, cast: Cast, today: Any
) -> None:
    made = joined(cast, "juniper", "JNCIP-ENT", date(2024, 9, 3))
    recorded(made, "Advanced routing", date(2026, 3, 9), type="course-advanced", files=(file(shade=1),))
    renewal = Renewal.objects.get(group="jncip-ent")
    stated = said(client, f"/juniper/history/{renewal.pk}/")
    assert "None were needed" in stated
    assert "Units</th>" not in stated
    assert "Advanced routing" in stated
    granted = said(staff, f"/desk/juniper/renewals/{renewal.pk}/")
    assert "None were needed" in granted
    assert "0 of 0" not in granted
    withdraw_activity(SYSTEM, made.activities.get())
    doubted = said(staff, f"/desk/juniper/renewals/{renewal.pk}/")
    assert "of 0" not in doubted
