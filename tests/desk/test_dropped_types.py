"""A program counts a type no more: staff still read what is on record of it by the name that it had."""

from datetime import date

from django.test import Client

from recert.audits.models import Audit
from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import withdraw_activity
from recert.records.actions.offerings import record_offerings
from recert.records.models import Renewal
from recert.records.offerings import Offered
from tests.audits.conftest import entry, everything_drawn
from tests.desk.conftest import DESK, text
from tests.records.conftest import drop_courses, record_courses

__all__ = ["everything_drawn"]


def test_a_candidates_file_names_it(owner: Client, grace: Candidate) -> None:
    record_courses(grace, 1)
    drop_courses()
    assert "Coursework" in text(owner.get(f"{DESK}/candidates/{grace.number}/"))


def test_an_auditor_decides_about_it(auditor: Client, grace: Candidate, everything_drawn: None) -> None:
    audit: Audit = entry(grace, "Cloud basics", shade=1)
    drop_courses()
    assert "Coursework, " in text(auditor.get(f"{DESK}/audits/"))
    page = text(auditor.get(f"{DESK}/audits/{audit.pk}/"))
    assert "Type Coursework" in page
    assert "Evidence that is enough: A screenshot of the completed course" in page


def test_a_renewal_says_what_it_rests_on(owner: Client, grace: Candidate) -> None:
    recorded = record_courses(grace, 5)
    withdraw_activity(SYSTEM, recorded[1].activity)
    drop_courses()
    page = text(owner.get(f"{DESK}/renewals/{Renewal.objects.get().pk}/"))
    assert "Course 1 (Coursework)" in page


def test_what_was_offered_keeps_its_name(owner: Client, program: str) -> None:
    found = Offered(type="course", title="Cloud basics", begins=date(2026, 5, 5), ends=date(2026, 5, 8))
    assert record_offerings(SYSTEM, program, [found])
    drop_courses()
    assert "Coursework" in text(owner.get(f"{DESK}/offerings/"))
