"""Staff look candidates up, and read a candidate's file."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from recert.journal.change import SYSTEM, Actor
from recert.people.models import Candidate
from recert.records.actions import record_credential, record_exam, withdraw_activity
from recert.records.models import Evidence
from recert.requests.actions import report, withdraw
from recert.requests.models import Request
from tests.audits.conftest import do, entry, everything_drawn
from tests.conftest import Cast
from tests.desk.conftest import DESK, text
from tests.records.conftest import TODAY, file, record_courses, recorded
from tests.requests.conftest import asked
from tests.requests.conftest import made as request_made

__all__ = ["everything_drawn"]

Kind = Request.Kind


@pytest.mark.parametrize("words", ["AT00000042", "00042", "grace ib", "GRACE@example.org", "ACA-ACF", "aca-915"])
def test_staff_find_a_candidate(auditor: Client, grace: Candidate, words: str) -> None:
    page = text(auditor.get(f"{DESK}/candidates/", {"q": words}))
    assert "1 candidate for" in page and "Grace Ibarra" in page and "ACA: Active until December 10, 2026" in page


def test_staff_find_a_candidate_by_any_verified_address(auditor: Client, ada: Candidate) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=ada.user, email="ada@work.example", verified=True)
    EmailAddress.objects.create(user=ada.user, email="not@proven.example", verified=False)
    assert "Ada Moreau" in text(auditor.get(f"{DESK}/candidates/", {"q": "ada@work.example"}))
    assert "Nobody found" in text(auditor.get(f"{DESK}/candidates/", {"q": "not@proven.example"}))


def test_who_passed_an_exam_is_found_by_its_code(auditor: Client, ada: Candidate) -> None:
    record_exam(SYSTEM, ada, "ACP-JCA", TODAY, passed=True)
    assert "Ada Moreau" in text(auditor.get(f"{DESK}/candidates/", {"q": "ACP-120"}))


def test_candidates_of_another_program_are_not_found(auditor: Client, grace: Candidate) -> None:
    Candidate.objects.create(program="elsewhere", number="EL1", name="Grace Elsewhere", email="g@example.net")
    assert "Elsewhere" not in text(auditor.get(f"{DESK}/candidates/", {"q": "grace"}))
    assert auditor.get(f"{DESK}/candidates/EL1/").status_code == 404


def test_in_the_list_what_is_active_beside_a_level_in_grace_is_named(auditor: Client, ada: Candidate) -> None:
    record_credential(SYSTEM, ada, "ACA-JSWE", date(2024, 5, 10))
    page = text(auditor.get(f"{DESK}/candidates/", {"q": "ada"}))
    assert "ACA: In grace" in page and "Active all the same" not in page
    record_credential(SYSTEM, ada, "ACA-ACF", date(2026, 6, 1))
    page = text(auditor.get(f"{DESK}/candidates/", {"q": "ada"}))
    assert "ACA: In grace" in page and "ACA: Active all the same: ACA-ACF" in page


def test_the_list_takes_as_many_queries_for_many_as_for_few(
    auditor: Client, grace: Candidate, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        made = Candidate.objects.create(program="atlassian", number=f"AT1{n:07}", name=f"N {n}", email=f"n{n}@x.org")
        record_credential(SYSTEM, made, "ACA-ACF", TODAY)
    with django_assert_max_num_queries(14):
        page = text(auditor.get(f"{DESK}/candidates/", {"page": "2"}))
    assert "Page 2 of 3" in page
    assert auditor.get(f"{DESK}/candidates/", {"page": "no page"}).status_code == 200


def test_a_file_tells_everything_about_a_person(auditor: Client, grace: Candidate) -> None:
    recorded = record_courses(grace, 5)
    record_exam(SYSTEM, grace, "ACP-JCA", TODAY, passed=False)
    withdraw_activity(SYSTEM, recorded[0].activity)
    page = text(auditor.get(f"{DESK}/candidates/AT00000042/"))
    for words in (
        "Renewed until December 10, 2028",
        "Awarded on December 10, 2024, due on December 10, 2026.",
        "ACP-JCA: not passed on June 15, 2026.",
        "0 for Associate: you withdrew it.",
        "10 CE units for Associate, in the cycle",
        "In question",
        "A correction no longer supports the renewal of Associate",
    ):
        assert words in page, words
    assert "Record an award" not in page


def test_a_file_says_of_an_award_of_what_was_held_that_it_changed_nothing(auditor: Client, ada: Candidate) -> None:
    for day in (date(2025, 4, 3), date(2026, 2, 1)):
        record_credential(SYSTEM, ada, "ACA-JSWE", day)
    page = text(auditor.get(f"{DESK}/candidates/{ada.number}/"))
    assert "Awarded again on February 1, 2026, while it was held already: that left its date as it was." in page
    assert "Awards on record that change nothing" in page


def test_a_file_takes_a_fixed_number_of_queries(
    auditor: Client, ada: Candidate, everything_drawn: None, django_assert_max_num_queries: Any
) -> None:
    record_credential(SYSTEM, ada, "ACA-ACF", date(2024, 12, 10))
    auditor.get(f"{DESK}/candidates/AT00000001/")  # that they looked is kept once a day
    for n in range(1, 13):
        entry(ada, f"Course {n}", date(2025, 3, n), shade=n)
    for name in ("Ada Lovelace", "Ada King"):
        withdraw(Actor(ada.user), request_made(ada, Kind.NAME, name=name))
    with django_assert_max_num_queries(21):
        auditor.get(f"{DESK}/candidates/AT00000001/")


def test_a_file_tells_how_audits_stand_to_those_who_see_audits(
    auditor: Client, client: Client, cast: Cast, ada: Candidate, everything_drawn: None
) -> None:
    waiting, done = entry(ada), entry(ada, "Boards", date(2025, 3, 2), shade=1)
    do(cast, done, "accept")
    late = entry(ada, "Scripts", date(2025, 3, 3), shade=2)
    recorded(ada, "Workflows", date(2026, 3, 4), files=(file(shade=3),))
    found = auditor.get(f"{DESK}/candidates/AT00000001/")
    page = text(found)
    assert "To be looked at Its audit : Cloud basics" in page
    assert "Accepted Its audit : Boards" in page  # what a check found is settled with it
    assert "To be looked at Recorded late Its audit : Scripts" in page
    assert page.count("Not examined") == 1
    for audit in (waiting, done, late):
        assert f'href="{DESK}/audits/{audit.pk}/"' in found.content.decode()
    client.force_login(cast.viewer)
    assert "Its audit" not in text(client.get(f"{DESK}/candidates/AT00000001/"))


def test_a_file_lists_what_was_asked_for_and_reports_that_name_the_person(
    auditor: Client, senior: Client, ada: Candidate, cast: Cast
) -> None:
    record_credential(SYSTEM, ada, "ACA-ACF", date(2024, 12, 10))
    made = request_made(ada)
    request_made(Candidate.objects.get(user=cast.other), Kind.NAME, name="Benedict Okafor")
    for about, words in (
        ("at00000001", "They sell answers."),
        ("Somebody", "It was ADA  MOREAU who sold them."),
        ("Adamoreau", "Another one, of AT000000012."),
    ):
        assert isinstance(report("atlassian", asked(Kind.REPORT, about=about, words=words)), Request)
    page = text(senior.get(f"{DESK}/candidates/AT00000001/"))
    assert f"{DESK}/requests/{made.pk}/" in senior.get(f"{DESK}/candidates/AT00000001/").content.decode()
    assert "Associate until March 1, 2027 Extension" in page
    assert "About at00000001 Report of abuse" in page and "About Somebody Report of abuse" in page
    assert "Adamoreau" not in page and "Benedict" not in page
    page = text(auditor.get(f"{DESK}/candidates/AT00000001/"))
    assert "Associate until March 1, 2027 Extension" in page and "Report of abuse" not in page


def test_staff_look_at_evidence(auditor: Client, grace: Candidate) -> None:
    record_courses(grace, 1)
    answer = auditor.get(f"{DESK}/evidence/{Evidence.objects.get().pk}/")
    assert answer["Content-Type"] == "image/png" and "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]


def test_what_no_database_can_look_for_finds_nobody(auditor: Client, grace: Candidate) -> None:
    for path in ("/candidates/?q=%00x", "/journal/?candidate=%00x&verb=%00", "/candidates/?page=99999999999999999999"):
        assert auditor.get(DESK + path).status_code == 200, path
    for path in ("/candidates/%00/", "/moves/%00/", "/certifications/%00/retire/", f"/renewals/{10**30}/"):
        assert auditor.get(DESK + path).status_code == 404, path
