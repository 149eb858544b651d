"""An administrator erases a person: their data are gone everywhere, and the journal still proves itself."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import serializers
from django.test import Client

from recert.audits import nightly
from recert.audits.models import Audit, Look, Review, ReviewStep
from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.journal.verify import first_break
from recert.notices.models import Mail
from recert.notices.telling import tell
from recert.people.models import Candidate, StaffRole, User, Viewing
from recert.records.actions import record_credential
from recert.records.actions.staging import stage
from recert.records.models import Activity, Evidence, Renewal, StagedEvidence
from tests.audits.conftest import do, entry, everything_drawn
from tests.audits.reviewing import bring_review, review
from tests.audits.test_deciding import renewed
from tests.audits.test_looking import certificate, sent
from tests.conftest import PASSWORD, Cast
from tests.desk.conftest import DESK, text
from tests.records.conftest import file, join

__all__ = ["bring_review", "everything_drawn", "review"]


def administrator(cast: Cast) -> Client:
    made = Client()
    made.force_login(cast.administrator)
    return made


def page(candidate: Candidate) -> str:
    return f"{DESK}/candidates/{candidate.number}/erase/"


def everything_in_the_database() -> str:
    """Every row of every table, as text."""
    rows = (row for model in apps.get_models() for row in model._base_manager.all())
    return json.dumps(json.loads(serializers.serialize("json", rows)), ensure_ascii=False)


def filled(cast: Cast, ada: Candidate, evidence_folder: Path) -> None:
    """A person with all there is: renewed, audited, rejected, appealed, read by machine, written to."""
    audits = renewed(ada)
    do(cast, audits[0], "reject", words="Of Ada Moreau there is nothing to see.")
    do(cast, audits[0], "appeal", words="Ada Moreau disagrees.")
    entry(ada, "Certified by Moreau", files=(sent(certificate()),))
    nightly.look_all()
    tell()
    assert Mail.objects.filter(to="ada@example.org").exists()
    assert any(evidence_folder.rglob("*.png"))


def test_a_person_is_erased_everywhere_and_the_journal_still_holds(
    cast: Cast,
    ada: Candidate,
    everything_drawn: None,
    evidence_folder: Path,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    filled(cast, ada, evidence_folder)
    before = Event.objects.count()
    client = administrator(cast)
    shown = text(client.get(page(ada)))
    assert "Activities 6" in shown and "Renewals and their statements 1" in shown and "Ada Moreau" in shown
    told = {"number": ada.number, "reason": "Asked for by the person, case 12"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(page(ada), told).status_code == 302
    kept = everything_in_the_database().lower()
    for trace in ("ada moreau", "ada@example.org", "moreau", "course 1"):
        assert trace not in kept, trace
    assert not any(path.is_file() for path in evidence_folder.rglob("*"))
    assert not Activity.objects.exists() and not Evidence.objects.exists() and not Renewal.objects.exists()
    assert not Audit.objects.exists() and not Look.objects.exists()
    assert Event.objects.count() > before
    assert first_break("atlassian") is None
    assert "Nothing is left" in text(client.get(page(ada)))


def test_what_nothing_leads_to_by_a_name_goes_as_well(cast: Cast, ada: Candidate, evidence_folder: Path) -> None:
    """A file of a form that was not sent yet, and the days on which staff looked."""
    assert stage(ada, uuid4(), (file("moreau.png"),)) is None
    client = administrator(cast)
    client.get(f"/desk/atlassian/candidates/{ada.number}/")
    assert Viewing.objects.filter(candidate=ada).exists()
    client.post(page(ada), {"number": ada.number, "reason": "Case 12"})
    assert not StagedEvidence.objects.exists() and not Viewing.objects.filter(candidate=ada).exists()


def test_erasing_twice_is_erasing_once(cast: Cast, ada: Candidate, everything_drawn: None) -> None:
    told = {"number": ada.number, "reason": "Case 12"}
    for _time in range(2):
        administrator(cast).post(page(ada), told)
    assert Event.objects.filter(verb="person.erased").count() == 1


def test_who_is_erased_can_not_sign_in_and_others_stay(cast: Cast, ada: Candidate, program: str) -> None:
    other = join()
    record_credential(SYSTEM, other, "ACA-ACF", other.created_at.date().replace(year=2025))
    administrator(cast).post(page(ada), {"number": ada.number, "reason": "Case 12"})
    assert not Client().login(email="ada@example.org", password=PASSWORD)
    assert not EmailAddress.objects.filter(email="ada@example.org").exists()
    assert not User.objects.get(pk=cast.candidate.pk).is_active
    assert other.credentials.count() == 1
    assert Candidate.objects.get(pk=other.pk).name == "Grace Ibarra"


def test_a_number_that_was_given_is_never_given_again(cast: Cast, ada: Candidate, program: str) -> None:
    administrator(cast).post(page(ada), {"number": ada.number, "reason": "Case 12"})
    assert Candidate.objects.filter(number=ada.number).exists()


def test_nobody_is_erased_by_a_slip(cast: Cast, ada: Candidate, program: str) -> None:
    client = administrator(cast)
    assert "That is another ID." in text(client.post(page(ada), {"number": "AT00000002", "reason": "Case 12"}))
    assert "Say why" in text(client.post(page(ada), {"number": ada.number, "reason": ""}))
    assert Candidate.objects.get(pk=ada.pk).name == "Ada Moreau"


def test_somebody_on_the_staff_has_to_be_dismissed_first(cast: Cast, ada: Candidate, program: str) -> None:
    StaffRole.objects.create(program="atlassian", user=cast.candidate, role=StaffRole.Role.VIEWER)
    said = text(administrator(cast).post(page(ada), {"number": ada.number, "reason": "Case 12"}))
    assert "Dismiss them there first." in said
    assert Candidate.objects.get(pk=ada.pk).name == "Ada Moreau"


def test_the_audit_of_a_renewal_goes_with_it_and_its_round_stays(
    cast: Cast, ada: Candidate, bring_review: Callable[[str], Review]
) -> None:
    found = bring_review(Review.State.PASSED)
    client = administrator(cast)
    assert "Audits of renewals 1" in text(client.get(page(ada)))
    client.post(page(ada), {"number": ada.number, "reason": "Case 12"})
    assert not Review.objects.exists() and not ReviewStep.objects.exists()
    auditor = Client()
    auditor.force_login(cast.auditor)
    assert auditor.get(f"{DESK}/rounds/{found.round_id}/").status_code == 200
    assert first_break("atlassian") is None
