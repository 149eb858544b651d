"""Staff record awards and exam results, and correct an award: each is shown before it is done."""

from datetime import date
from typing import Any

from django.test import Client

from recert.journal.models import Event
from recert.people.models import Candidate
from recert.records.models import Credential, ExamResult
from tests.conftest import Cast
from tests.desk.conftest import DESK, field, text

AWARD = {"candidate": "AT00000042", "certification": "ACP-JCA", "awarded": "2026-03-01", "expires": ""}
EXAM = {"candidate": "grace@example.org", "certification": "ACA-ACF", "taken": "2026-06-12", "result": "passed"}


def confirm(client: Client, path: str, told: dict[str, str]) -> Any:
    """Looks at what it does, then confirms that."""
    seen = client.post(DESK + path, told)
    return client.post(DESK + path, {**told, "seen": field(seen, "seen"), "confirm": "1"})


def test_an_owner_sees_what_an_award_does_and_records_it(owner: Client, cast: Cast, grace: Candidate) -> None:
    seen = text(owner.post(f"{DESK}/credentials/new/", AWARD))
    assert "Awards ACP-JCA, which expires on March 1, 2028." in seen
    assert not Credential.objects.filter(certification="ACP-JCA").exists()
    done = confirm(owner, "/credentials/new/", AWARD)
    assert done.status_code == 302 and done["Location"] == f"{DESK}/candidates/AT00000042/"
    assert Credential.objects.get(certification="ACP-JCA").awarded == date(2026, 3, 1)
    assert Event.objects.latest("number").actor == cast.owner


def test_a_confirmation_sent_twice_is_one_award(owner: Client, grace: Candidate) -> None:
    told = {**AWARD, "seen": field(owner.post(f"{DESK}/credentials/new/", AWARD), "seen"), "confirm": "1"}
    for _time in range(2):
        assert owner.post(f"{DESK}/credentials/new/", told).status_code == 302
    assert Credential.objects.filter(certification="ACP-JCA").count() == 1
    assert Event.objects.filter(verb="credential.recorded").count() == 2  # and grace's own


def test_a_confirmation_holds_for_what_was_shown_alone(owner: Client, grace: Candidate) -> None:
    seal = field(owner.post(f"{DESK}/credentials/new/", AWARD), "seen")
    other = {**AWARD, "awarded": "2026-04-01", "seen": seal, "confirm": "1"}
    answer = owner.post(f"{DESK}/credentials/new/", other)
    assert answer.status_code == 200 and "April 1, 2028" in text(answer)
    assert not Credential.objects.filter(certification="ACP-JCA").exists()


def test_mistakes_in_an_award_are_told_beside_their_fields(owner: Client, grace: Candidate) -> None:
    answer = owner.post(
        f"{DESK}/credentials/new/",
        {"candidate": "AT00000043", "certification": "", "awarded": "soon", "expires": "2026-01-01"},
    )
    said = text(answer)
    assert "No candidate has “AT00000043” as their ID" in said
    assert "Choose a certification." in said
    assert "That is not a date." in said
    assert 'value="AT00000043"' in answer.content.decode() and 'value="soon"' in answer.content.decode()
    late = text(owner.post(f"{DESK}/credentials/new/", {**AWARD, "awarded": "2027-01-01"}))
    assert "January 1, 2027 is in the future." in late


def test_an_award_on_record_with_another_expiry_is_refused(owner: Client, grace: Candidate) -> None:
    told = {**AWARD, "certification": "ACA-ACF", "awarded": "2024-12-10", "expires": "2026-12-31"}
    assert "Correct that award instead." in text(confirm(owner, "/credentials/new/", told))


def test_a_retake_renews_and_says_so_first(owner: Client, grace: Candidate) -> None:
    seen = text(owner.post(f"{DESK}/exams/new/", EXAM))
    assert "Passed on June 12, 2026: ACA-ACF renewed." in seen
    assert "Renews ACA-ACF until December 10, 2028, instead of December 10, 2026." in seen
    assert confirm(owner, "/exams/new/", EXAM).status_code == 302
    assert "Renewed until December 10, 2028" in text(owner.get(f"{DESK}/candidates/AT00000042/"))


def test_a_pass_awards(owner: Client, grace: Candidate) -> None:
    told = {**EXAM, "certification": "ACP-JCA"}
    assert "Awards ACP-JCA, which expires on June 12, 2028." in text(owner.post(f"{DESK}/exams/new/", told))
    assert confirm(owner, "/exams/new/", told).status_code == 302
    assert confirm_again(owner, told).status_code == 302
    assert ExamResult.objects.count() == 1


def confirm_again(client: Client, told: dict[str, str]) -> Any:
    return client.post(f"{DESK}/exams/new/", {**told, "confirm": "1", "seen": "as it was"})


def test_a_pass_that_renews_nothing_says_why(owner: Client, grace: Candidate) -> None:
    seen = text(owner.post(f"{DESK}/exams/new/", {**EXAM, "taken": "2026-05-01"}))
    assert "more than 6 months before ACA-ACF expires, so it renewed nothing" in seen
    assert "No expiry date changes." in seen


def test_another_result_for_the_same_sitting_is_refused(owner: Client, grace: Candidate) -> None:
    confirm(owner, "/exams/new/", EXAM)
    answer = confirm(owner, "/exams/new/", {**EXAM, "result": "failed"})
    assert "on record with the other result" in text(answer)


def test_an_owner_corrects_the_day_of_an_award(owner: Client, grace: Candidate) -> None:
    path = f"/credentials/{Credential.objects.get().pk}/correct/"
    told = {"awarded": "2025-01-10", "expires": "", "reason": ""}
    assert "Say why" in text(owner.post(DESK + path, told))
    told["reason"] = "The issuer's list says so"
    assert "Renews ACA-ACF until January 10, 2027, instead of December 10, 2026." in text(owner.post(DESK + path, told))
    assert confirm(owner, path, told).status_code == 302
    assert Credential.objects.get().awarded == date(2025, 1, 10)
    page = text(owner.get(f"{DESK}/candidates/AT00000042/"))
    assert "Reason: The issuer's list says so" in page


def test_an_award_of_another_program_is_not_found(owner: Client, grace: Candidate) -> None:
    Candidate.objects.filter(pk=grace.pk).update(program="elsewhere")
    assert owner.get(f"{DESK}/credentials/{Credential.objects.get().pk}/correct/").status_code == 404
