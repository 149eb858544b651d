"""Staff record an activity for a candidate, from a form or a file, and withdraw it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.records.actions import Recorded, record_by_staff, record_credential
from recert.records.models import Activity, Renewal
from tests import browser
from tests.browser import check_page
from tests.conftest import Cast
from tests.desk.conftest import DESK, field, text
from tests.desk.test_imports import confirm as confirm_file
from tests.desk.test_imports import send
from tests.portal.conftest import enter
from tests.recorded_by_staff import publish_attendance
from tests.records.conftest import draft, record_courses, recorded

FILE = f"{DESK}/candidates/AT00000042/"
NEW = f"{FILE}activities/new/"
ATTENDED = {"date": "2026-05-07", "name": "Spring meeting", "notes": "Seen at the desk."}
LINES = (
    "candidate,type,date,name\nAT00000042,attendance,2026-05-07,First day\n"
    "grace@example.org,Attendance,2026-05-08,Second day\n"
)


@pytest.fixture
def rules(program: str) -> None:
    """Rules by which staff alone record some types."""
    publish_attendance()


@pytest.fixture
def ada_attended(ada: Candidate, rules: None) -> None:
    """The cast's candidate holds something, and was seen at an event."""
    record_credential(SYSTEM, ada, "ACA-ACF", date(2024, 12, 10))
    attended(ada)


def look(client: Client, kind: str = "attendance", told: dict[str, str] = ATTENDED) -> Any:
    """The form, filled in and sent to see what it does."""
    submission = field(client.get(f"{NEW}{kind}/"), "submission")
    return client.post(f"{NEW}{kind}/", {**told, "submission": submission})


def confirm(client: Client, seen: Any, kind: str = "attendance", told: dict[str, str] = ATTENDED) -> Any:
    kept = {name: field(seen, name) for name in ("submission", "seen")}
    return client.post(f"{NEW}{kind}/", {**told, **kept, "confirm": "1"})


def attended(candidate: Candidate, name: str = "Spring meeting", day: date = date(2026, 5, 7)) -> Activity:
    done = record_by_staff(SYSTEM, candidate, draft(name, day, type="attendance", files=()))
    assert isinstance(done, Recorded)
    return done.activity


def test_what_it_counts_is_seen_before_it_is_recorded(owner: Client, grace: Candidate, rules: None) -> None:
    assert "Record an activity" in text(owner.get(FILE))
    choose = text(owner.get(NEW))
    assert choose.index("Recorded by staff alone") < choose.index("Attendance") < choose.index("Coursework")
    seen = look(owner)
    assert "6 CE units for Associate" in text(seen)
    assert "No expiry date changes." in text(seen)
    assert not Activity.objects.exists()
    assert confirm(owner, seen)["Location"] == FILE
    made = Activity.objects.get()
    assert (made.by_staff, made.name, made.notes) == (True, "Spring meeting", "Seen at the desk.")
    told = text(owner.get(FILE))
    assert "Recorded: Spring meeting." in told
    assert "recorded by the program" in told
    assert "None: the program recorded it" in told


def test_types_stand_apart_only_where_staff_alone_record_some(owner: Client, grace: Candidate) -> None:
    choose = text(owner.get(NEW))
    assert "Types of activity" in choose and "Recorded by" not in choose
    publish_attendance()
    choose = text(owner.get(NEW))
    assert "Recorded by candidates too" in choose and "Types of activity" not in choose


def test_one_that_completes_the_cycle_says_that_it_renews(owner: Client, grace: Candidate, rules: None) -> None:
    record_courses(grace, 4)
    attended(grace, "Another day", date(2026, 5, 6))
    seen = look(owner)
    assert "Renews ACA-ACF until December 10, 2028, instead of December 10, 2026." in text(seen)
    confirm(owner, seen)
    assert Renewal.objects.get().met_on == date(2026, 5, 7)


def test_sent_twice_it_is_recorded_once(owner: Client, grace: Candidate, rules: None) -> None:
    seen = look(owner)
    for _ in range(2):
        assert confirm(owner, seen)["Location"] == FILE
    assert Activity.objects.count() == 1
    assert "is on record already, of this type, name and day" in text(look(owner))


def test_what_changed_since_is_shown_again_before_it_is_recorded(owner: Client, grace: Candidate, rules: None) -> None:
    seen = look(owner)
    record_courses(grace, 1)
    assert "See again what it does" in text(confirm(owner, seen))
    assert Activity.objects.count() == 1
    other = confirm(owner, look(owner), told={**ATTENDED, "date": "2026-05-08"})
    assert "See again what it does" in text(other)
    assert Activity.objects.count() == 1


def test_hours_and_who_gave_them_are_asked_where_the_rules_look_at_that(
    owner: Client, grace: Candidate, rules: None
) -> None:
    asked = text(owner.get(f"{NEW}committee/"))
    assert "How many hours" in asked
    assert "In steps of 0.5" in asked
    assert "Activities of these count: Standards board, Exam board." in asked
    told = {**ATTENDED, "quantity": "2.2", "provider": "Exam board"}
    assert "0.5" in text(look(owner, "committee", told))
    told["quantity"] = "2.5"
    seen = look(owner, "committee", told)
    assert "5 CE units for Associate" in text(seen)
    confirm(owner, seen, "committee", told)
    assert str(Activity.objects.get().quantity) == "2.5"


def test_mistakes_stand_beside_their_fields_and_nothing_typed_is_lost(
    owner: Client, grace: Candidate, rules: None
) -> None:
    seen = text(look(owner, told={**ATTENDED, "name": " ", "date": "2027-05-07"}))
    assert "Enter the name of the activity." in seen
    seen = look(owner, told={**ATTENDED, "date": "2027-05-07"})
    assert "is in the future" in text(seen)
    assert 'value="Spring meeting"' in seen.content.decode()
    assert not Activity.objects.exists()
    assert owner.get(f"{NEW}nothing/").status_code == 404
    assert owner.get(f"{DESK}/candidates/AT99999999/activities/new/").status_code == 404


def test_somebody_without_a_certification_is_told_that_it_counts_later(
    owner: Client, grace: Candidate, rules: None
) -> None:
    grace.credentials.all().delete()
    assert "Nothing yet: no certification is held." in text(look(owner))


def test_nobody_records_for_themselves(owner: Client, grace: Candidate, rules: None, cast: Cast) -> None:
    seen = look(owner)
    grace.user = cast.owner
    grace.save(update_fields=["user"])
    assert "Somebody else on the staff records it." in text(owner.get(NEW))
    assert "Attendance" not in text(owner.get(NEW))
    assert "Somebody else on the staff records it." in text(confirm(owner, seen))
    assert "Somebody else on the staff records it." in text(look(owner))
    assert not Activity.objects.exists()


def test_it_is_withdrawn_with_a_reason_once_what_that_does_was_seen(
    owner: Client, grace: Candidate, rules: None
) -> None:
    record_courses(grace, 4)
    made = [attended(grace, f"Day {n}", date(2026, 5, n)) for n in (5, 6)]
    assert Renewal.objects.get().state == "granted"
    address = f"{DESK}/activities/{made[0].pk}/withdraw/"
    assert f'href="{address}"' in owner.get(FILE).content.decode()
    seen = owner.post(address, {"reason": "Another person."})
    assert "Associate counts 6 CE units less." in text(seen)
    assert "The renewal of Associate was granted with these" in text(seen)
    told = {"reason": "Another person.", "seen": field(seen, "seen"), "confirm": "1"}
    assert owner.post(address, told)["Location"] == FILE
    assert owner.post(address, told)["Location"] == FILE
    made[0].refresh_from_db()
    assert made[0].status == Activity.Status.WITHDRAWN
    assert Event.objects.get(verb="activity.withdrawn").data == {"reason": "Another person."}
    assert "Another person." in text(owner.get(FILE))
    assert f'href="{address}"' not in owner.get(FILE).content.decode()


def test_what_a_candidate_recorded_is_not_withdrawn_here(owner: Client, grace: Candidate, rules: None) -> None:
    mine = recorded(grace, "Boards").activity
    address = f"{DESK}/activities/{mine.pk}/withdraw/"
    assert f'href="{address}"' not in owner.get(FILE).content.decode()
    assert owner.get(address).status_code == 404
    assert owner.post(address, {"reason": "r", "confirm": "1"}).status_code == 404


def test_auditors_are_not_offered_it(auditor: Client, grace: Candidate, rules: None) -> None:
    attended(grace)
    told = text(auditor.get(FILE))
    assert "Spring meeting" in told
    assert "Record an activity" not in told
    assert "Withdraw" not in told
    assert auditor.get(NEW).status_code == 404


def test_a_senior_auditor_records_activities_from_a_file_and_nothing_else(
    senior: Client, grace: Candidate, rules: None
) -> None:
    shown = text(senior.get(f"{DESK}/imports/"))
    assert "Import activities" in shown
    assert "Import awards" not in shown
    assert senior.get(f"{DESK}/imports/awards/").status_code == 404
    assert senior.get(f"{DESK}/imports/awards/example.csv").status_code == 404
    assert "Columns of a file of activities" in text(senior.get(f"{DESK}/imports/activities/"))
    seen = send(senior, LINES, "activities")
    assert "2 lines will be recorded." in text(seen)
    assert "Attendance: First day, 2026-05-07" in text(seen)
    assert "6 CE units for Associate" in text(seen)
    done = confirm_file(senior, seen, "activities")
    assert "Lines recorded 2" in text(done)
    assert Activity.objects.filter(by_staff=True).count() == 2
    assert "Everything in this file is on record already." in text(send(senior, LINES, "activities"))


def test_a_file_says_which_dates_it_changes(owner: Client, grace: Candidate, rules: None) -> None:
    record_courses(grace, 4)
    told = text(send(owner, LINES, "activities"))
    before, _line, after = told.partition("Line 3")
    assert "Renews ACA-ACF until December 10, 2028" in after
    assert "Renews" not in before
    assert "no longer held" not in told


def test_the_example_can_be_read(owner: Client, grace: Candidate, rules: None) -> None:
    answer = owner.get(f"{DESK}/imports/activities/example.csv")
    lines = answer.content.decode().replace("AT12345678", "AT00000042")
    assert "1 line will be recorded." in text(send(owner, lines, "activities"))


def test_the_rules_page_says_who_records_it(owner: Client, rules: None) -> None:
    assert "Recorded by staff alone" in text(owner.get(f"{DESK}/policy/"))


# In a browser.


def press(page: Page, name: str) -> None:
    browser.follow(page, page.get_by_role("button", name=name, exact=True))


def follow(page: Page, name: str) -> None:
    browser.follow(page, page.get_by_role("link", name=name, exact=True).first)


def test_recording_and_withdrawing_at_a_desk(
    page: Page, cast: Cast, grace: Candidate, rules: None, sign_in: Callable[[Page], None]
) -> None:
    sign_in(page)
    page.goto(FILE)
    follow(page, "Record an activity")
    check_page(page)
    follow(page, "Committee work")
    press(page, "See what it does")
    expect(page.get_by_role("alert")).to_contain_text("Enter the name of the activity.")
    check_page(page)
    page.get_by_label("Date").fill("2026-05-07")
    page.get_by_label("Name", exact=True).fill("Spring session")
    page.get_by_label("How many hours").fill("2.5")
    page.get_by_label("Provider").fill("Exam board")
    page.get_by_label("Note").fill("Chaired by Ben Okafor.")
    press(page, "See what it does")
    expect(page.get_by_role("region", name="What this does")).to_be_focused()
    expect(page.get_by_text("5 CE units for Associate")).to_be_visible()
    check_page(page)
    press(page, "Record this activity")
    expect(page.get_by_text("Recorded: Spring session.")).to_be_visible()
    check_page(page)
    browser.follow(page, page.get_by_role("link", name="Withdraw Spring session"))
    page.get_by_label("Reason").fill("The session was moved.")
    press(page, "See what it does")
    expect(page.get_by_text("Associate counts 5 CE units less.")).to_be_visible()
    check_page(page)
    press(page, "Withdraw it")
    expect(page.get_by_text("Withdrawn. It stays on record and counts no more.")).to_be_visible()


def test_mending_a_file_of_activities(
    page: Page, cast: Cast, grace: Candidate, rules: None, sign_in: Callable[[Page], None]
) -> None:
    sign_in(page)
    page.goto(f"{DESK}/imports/")
    check_page(page)
    follow(page, "Import activities")
    check_page(page)
    bad = LINES.replace("Attendance,", "Atendance,")
    page.get_by_label("CSV file").set_input_files(
        {"name": "attendance.csv", "mimeType": "text/csv", "buffer": bad.encode()}
    )
    press(page, "See what it does")
    expect(page.get_by_text("1 problem keeps this file from being recorded")).to_be_visible()
    check_page(page)
    page.get_by_label("The file's text").fill(LINES)
    press(page, "Check again")
    check_page(page)
    press(page, "Record these 2 lines")
    expect(page.get_by_role("heading", name="The file was recorded")).to_be_visible()


def test_a_candidate_sees_what_the_program_recorded(page: Page, cast: Cast, ada_attended: None) -> None:
    enter(page, cast.candidate)
    page.goto("/atlassian/activities/")
    expect(page.get_by_text("recorded by the program")).to_be_visible()
    check_page(page)
    follow(page, "Spring meeting")
    check_page(page)
    for address in ("activities/new/", "catalog/", "ways/"):
        page.goto(f"/atlassian/{address}")
        check_page(page)
