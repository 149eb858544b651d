"""An owner retires a certification, having seen what becomes of those who hold it."""

from datetime import date

from django.test import Client

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.records.actions import record_credential
from recert.records.models import Retirement
from tests.desk.conftest import DESK, field, text
from tests.records.conftest import join

RETIRE = f"{DESK}/certifications/ACA-ACF/retire/"
TOLD = {"as_of": "2026-07-01", "reason": "Replaced by another exam"}


def test_certifications_are_listed_by_level(auditor: Client, grace: Candidate) -> None:
    page = text(auditor.get(f"{DESK}/certifications/"))
    assert page.index("Associate") < page.index("ACA-ACF") < page.index("Professional") < page.index("ACP-JA ")
    assert "Retired as of Feb 1, 2024 By the policy" in page
    assert "Retire ACA-ACF" not in page


def test_an_owner_sees_what_becomes_of_holders_and_retires_it(owner: Client, grace: Candidate) -> None:
    late = join("AT00000043", "late@example.org")
    record_credential(SYSTEM, late, "ACA-ACF", date(2024, 4, 20))
    seen = owner.post(RETIRE, TOLD)
    said = text(seen)
    assert "2 candidates hold it now." in said and "the last until December 10, 2026" in said
    assert "1 of them is in the grace period" in said
    assert not Retirement.objects.exists()
    told = {**TOLD, "seen": field(seen, "seen"), "confirm": "1"}
    for _time in range(2):
        assert owner.post(RETIRE, told).status_code == 302
    assert Retirement.objects.get().as_of == date(2026, 7, 1)
    assert Event.objects.filter(verb="certification.retired").count() == 1
    page = text(owner.get(f"{DESK}/certifications/"))
    assert "Retires on Jul 1, 2026 By staff: Replaced by another exam" in page


def test_retiring_says_whose_other_dates_change(owner: Client, grace: Candidate) -> None:
    record_credential(SYSTEM, grace, "ACA-JSWE", date(2025, 3, 1))
    seen = text(owner.post(RETIRE, {**TOLD, "as_of": "2026-06-01"}))
    assert "1 candidate holds it now." in seen and "Retired, held until December 10, 2026" in seen


def test_without_a_reason_or_another_day_nothing_is_retired(owner: Client, grace: Candidate) -> None:
    assert "Say why" in text(owner.post(RETIRE, {**TOLD, "reason": " "}))
    seal = field(owner.post(RETIRE, TOLD), "seen")
    owner.post(RETIRE, {**TOLD, "as_of": "2026-08-01", "seen": seal, "confirm": "1"})
    assert not Retirement.objects.exists()


def test_what_is_retired_can_not_be_retired_again(owner: Client, grace: Candidate) -> None:
    assert owner.get(f"{DESK}/certifications/ACP-JA/retire/").status_code == 302
    assert owner.get(f"{DESK}/certifications/NONE/retire/").status_code == 404
