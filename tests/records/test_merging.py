"""Two records of one person become one, and are taken apart again: what moves, what stays, who signs in where."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from recert.audits.queries import twins_of, with_same_file
from recert.journal.change import SYSTEM, Actor
from recert.journal.models import Event
from recert.journal.verify import first_break
from recert.notices import telling
from recert.notices.models import Mail
from recert.people.actions import claim, follow_address
from recert.people.models import Candidate, Merge, Session, StaffRole, User
from recert.people.queries import matching, named, waiting
from recert.records import nightly
from recert.records.actions import (
    Imported,
    apply_import,
    correct_activity,
    record_credential,
    record_exam,
    record_extension,
)
from recert.records.actions.erasing import Erased, erase_person
from recert.records.actions.merging import merge_candidates, merge_problem, preview_merge, separate
from recert.records.imports.lines import Kind
from recert.records.imports.preview import preview_import
from recert.records.models import Activity, Credential, Evidence, ExamResult, Extension, Renewal
from recert.records.moves import histories
from recert.records.progress import progress
from recert.records.refusal import Refused
from recert.records.renewals import verify_statements
from recert.requests.models import Request
from tests.conftest import PASSWORD, Cast
from tests.desk.test_erasing import everything_in_the_database
from tests.records.conftest import draft, file, record_courses, recorded
from tests.records.test_concurrency import at_once
from tests.requests.conftest import made as request_made


def fresh(candidate: Candidate) -> Candidate:
    return Candidate.objects.select_related("user", "merged_into").get(pk=candidate.pk)


@pytest.fixture
def two(cast: Cast, program: str) -> tuple[Candidate, Candidate]:
    """One person with two records: Ada's stays, and Ben's was hers at a former employer."""
    ada = Candidate.objects.get(user=cast.candidate)
    ben = Candidate.objects.get(user=cast.other)
    record_credential(SYSTEM, ada, "ACA-ACF", date(2024, 12, 10))
    record_credential(SYSTEM, ben, "ACA-JSWE", date(2025, 1, 20))
    record_exam(SYSTEM, ben, "ACP-JCA", date(2026, 1, 5), passed=True)
    record_courses(ada, 2)
    record_courses(ben, 2, first=2)  # the second of both is the same
    return fresh(ada), fresh(ben)


def merged(two: tuple[Candidate, Candidate]) -> Merge:
    into, old = two
    done = merge_candidates(Actor(into.user), fresh(into), fresh(old))
    assert isinstance(done, Merge), done
    return done


def expiries(candidate: Candidate) -> dict[str, date]:
    found = progress(candidate).assessment
    return {h.certification: h.expires for s in found.groups for h in s.holdings}


def counted(candidate: Candidate) -> dict[str, Any]:
    return {s.group: s.current.counted for s in progress(candidate).assessment.groups if s.current}


def facts(candidate: Candidate) -> dict[str, list[str]]:
    kinds = {"credentials": Credential, "exams": ExamResult, "activities": Activity, "renewals": Renewal}
    return {
        name: sorted(str(pk) for pk in kind._base_manager.filter(candidate=candidate).values_list("pk", flat=True))
        for name, kind in kinds.items()
    }


def test_everything_on_record_moves_to_the_one_that_stays(two: tuple[Candidate, Candidate]) -> None:
    into, old = two
    record_extension(SYSTEM, old, "ACA-JSWE", date(2026, 6, 1), date(2027, 2, 1), "Ill.")
    request = request_made(old, Request.Kind.NAME, name="Ben Moreau")
    done = merged(two)
    assert set(expiries(into)) == {"ACA-ACF", "ACA-JSWE", "ACP-JCA"}
    assert Extension.objects.get().candidate == Request.objects.get(pk=request.pk).candidate == into
    assert Evidence.objects.filter(activity__candidate=into).count() == 3
    assert done.moved.keys() == {
        *("records.credential", "records.examresult", "records.activity", "records.extension"),
        *("requests.request",),
    }
    row = fresh(old)
    assert (row.merged_into, row.user, row.number, row.email) == (into, None, "AT00000002", "ben@example.org")


def test_what_is_on_both_records_counts_once_and_is_not_lost(two: tuple[Candidate, Candidate]) -> None:
    into, old = two
    record_credential(SYSTEM, old, "ACA-ACF", date(2024, 12, 10))
    record_exam(SYSTEM, into, "ACP-JCA", date(2026, 1, 5), passed=True)
    before = counted(into)["aca"]
    done = merged(two)
    assert counted(into)["aca"] == before + 10  # one course more, not two
    assert {label: len(keys) for label, keys in done.left.items()} == {
        "records.credential": 1,
        "records.examresult": 1,
        "records.activity": 1,
    }
    left = Activity.objects.get(pk=done.left["records.activity"][0])
    assert (left.candidate, left.name, left.evidence.count()) == (old, "Course 2", 1)
    assert Activity.objects.count() == 4 and Credential.objects.count() == 3


def test_renewals_of_one_cycle_stay_one_and_staff_look_at_what_the_facts_no_longer_give(
    two: tuple[Candidate, Candidate],
) -> None:
    into, old = two
    record_courses(into, 3, first=11)
    record_courses(old, 3, first=21)
    assert {r.candidate for r in Renewal.objects.filter(group="aca")} == {into, old}
    done = merged(two)
    kept = Renewal.objects.filter(candidate=into, group="aca", cycle=1)
    assert kept.count() == 1
    assert len(done.left["records.renewal"]) == 1
    assert Renewal.objects.get(pk=done.left["records.renewal"][0]).candidate == old
    assert list(verify_statements()) == []


def test_merging_can_renew(two: tuple[Candidate, Candidate]) -> None:
    into, _old = two
    record_courses(into, 2, first=11)
    assert not Renewal.objects.filter(candidate=into).exists()
    merged(two)
    assert Renewal.objects.filter(candidate=into, group="aca").exists()
    assert Event.objects.filter(verb="renewal.granted", candidate=into.pk).exists()


def test_the_preview_says_what_merging_gives_and_writes_nothing(two: tuple[Candidate, Candidate]) -> None:
    into, old = two
    before, events = (facts(into), facts(old)), Event.objects.count()
    seen = preview_merge(into, old)
    assert (facts(into), facts(old)) == before and Event.objects.count() == events
    assert fresh(old).merged_into is None
    assert [row.name for row in seen.staying if isinstance(row, Activity)] == ["Course 2"]
    assert seen.moving == {"records.credential": 1, "records.examresult": 1, "records.activity": 1}
    merged(two)
    assert progress(into).assessment == seen.after.assessment


def test_the_other_account_ends_and_its_addresses_sign_in_here(two: tuple[Candidate, Candidate], cast: Cast) -> None:
    there = Client()
    there.force_login(cast.other, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert there.get("/atlassian/").status_code == 200
    merged(two)
    assert not Session.objects.filter(user=cast.other).exists()
    assert there.get("/atlassian/").headers["Location"].startswith("/account/login/")
    closed = User.objects.get(pk=cast.other.pk)
    assert not closed.is_active and closed.email.endswith("@merged.invalid")
    rows = EmailAddress.objects.filter(user=cast.candidate).order_by("pk").values_list("email", "verified", "primary")
    assert list(rows) == [("ada@example.org", True, True), ("ben@example.org", True, False)]
    fresh_client = Client()
    fresh_client.post("/account/login/", {"login": "ben@example.org", "password": PASSWORD})
    assert fresh_client.session["_auth_user_id"] == str(cast.candidate.pk)


def test_an_address_that_was_asked_for_here_and_never_proven_is_no_obstacle(
    two: tuple[Candidate, Candidate], cast: Cast
) -> None:
    EmailAddress.objects.create(user=cast.candidate, email="BEN@example.org", verified=False)
    merged(two)
    assert EmailAddress.objects.filter(user=cast.candidate).count() == 2


def test_a_record_without_an_account_is_merged_and_its_address_becomes_the_persons(
    two: tuple[Candidate, Candidate], cast: Cast
) -> None:
    into, _ben = two
    old = Candidate.objects.create(program="atlassian", number="AT00000042", name="A. Moreau", email="Ada@Old.example")
    record_credential(SYSTEM, old, "ACP-OA", date(2025, 5, 5))
    done = merged((into, old))
    assert done.user is None and done.addresses == ["ada@old.example"]
    assert EmailAddress.objects.get(email="ada@old.example").user == cast.candidate
    assert "ACP-OA" in expiries(into)
    assert not waiting(cast.candidate).exists() and claim(cast.candidate, "atlassian") == into
    assert isinstance(separate(Actor(cast.administrator), done, "Two people."), Merge)
    assert not EmailAddress.objects.filter(email="ada@old.example").exists()
    assert facts(old)["credentials"] and fresh(old).merged_into is None


def test_records_in_other_programs_come_along_or_are_merged_too(two: tuple[Candidate, Candidate], cast: Cast) -> None:
    from recert.records.actions import publish_policy
    from tests.portal.conftest import PMI

    into, old = two
    publish_policy(SYSTEM, PMI.read_text(), str(PMI))
    mine = Candidate.objects.create(program="pmi", number="P1", user=into.user, email="ada@example.org")
    theirs = Candidate.objects.create(program="pmi", number="P2", user=old.user, email="ben@example.org")
    alone = Candidate.objects.create(program="elsewhere", number="E2", user=old.user, email="ben@example.org")
    record_credential(SYSTEM, theirs, "PMP", date(2025, 2, 3))
    done = merged(two)
    assert fresh(theirs).merged_into == mine and "PMP" in expiries(mine)
    assert fresh(alone).user == cast.candidate and done.along == [alone.pk]
    assert Event.objects.filter(verb="candidate.merged").count() == 2
    assert isinstance(separate(Actor(cast.administrator), done, "Two people."), Merge)
    assert {fresh(row).user for row in (theirs, alone, old)} == {cast.other}
    assert "PMP" in expiries(theirs) and "PMP" not in expiries(mine)


def test_old_numbers_and_names_lead_to_the_one_that_stays(two: tuple[Candidate, Candidate]) -> None:
    into, _old = two
    merged(two)
    for text in ("AT00000002", "at00000002", "ben@example.org"):
        assert named("atlassian", text) == into
    for text in ("00002", "ben ok", "ben@ex"):
        assert list(matching("atlassian", text)) == [into]
    told = b"candidate,certification,awarded\nAT00000002,ACP-OA,2025-01-01\nben@example.org,ACA-ITSMF,2025-02-01\n"
    digest = preview_import("atlassian", Kind.AWARDS, told).digest
    assert isinstance(apply_import(SYSTEM, "atlassian", Kind.AWARDS, told, digest), Imported)
    assert {"ACP-OA", "ACA-ITSMF"} <= set(expiries(into))


def test_whatever_goes_over_everybody_meets_the_person_once(two: tuple[Candidate, Candidate]) -> None:
    into, old = two
    merged(two)
    assert {key for key, _history in histories("atlassian")} == {into.pk}
    events = Event.objects.count()
    nightly.settle()
    assert Event.objects.count() == events
    Candidate.objects.filter(pk=old.pk).update(name=into.name)
    third = Candidate.objects.create(program="atlassian", number="AT00000003", name=into.name, email="a@third.example")
    assert twins_of(third) == (into.number,)
    left = Activity.objects.get(candidate=old)
    assert str(left.pk) not in {
        str(key) for row in Activity.objects.filter(candidate=into) for key in with_same_file(row)
    }


def test_merging_twice_is_done_once(two: tuple[Candidate, Candidate]) -> None:
    first = merged(two)
    assert merged(two) == first
    assert Event.objects.filter(verb="candidate.merged").count() == 1


def test_the_journal_keeps_its_entries_and_both_are_told(two: tuple[Candidate, Candidate], cast: Cast) -> None:
    into, old = two
    entries = list(Event.objects.filter(candidate=old.pk).order_by("pk").values_list("number", flat=True))
    merged(two)
    assert list(Event.objects.filter(candidate=old.pk).order_by("pk").values_list("number", flat=True)) == entries
    event = Event.objects.get(verb="candidate.merged")
    assert (event.candidate, event.subject, event.actor) == (into.pk, f"candidate:{old.pk}", cast.candidate)
    assert event.data == {"number": "AT00000002", "addresses": ["ben@example.org"]}
    assert first_break("atlassian") is None
    telling.tell()
    mails = {mail.to: mail.body for mail in Mail.objects.all()}
    assert set(mails) == {"ada@example.org", "ben@example.org"}
    assert "AT00000002 was merged into your other one" in mails["ben@example.org"]


def test_merged_once_more_the_first_number_leads_to_the_last(two: tuple[Candidate, Candidate], cast: Cast) -> None:
    into, old = two
    first = merged(two)
    third = Candidate.objects.create(program="atlassian", number="AT00000003", name="Ada", email="ada@third.example")
    User.objects.filter(pk=cast.elsewhere.pk).update(is_active=True)
    StaffRole.objects.filter(user=cast.elsewhere).delete()
    third.user = cast.elsewhere
    third.save()
    second = merge_candidates(Actor(cast.elsewhere), fresh(third), fresh(into))
    assert isinstance(second, Merge), second
    assert fresh(old).merged_into == third and named("atlassian", "AT00000002") == third
    stuck = separate(Actor(cast.administrator), first, "Wrong.")
    assert isinstance(stuck, Refused) and "Take that apart first" in stuck.problems[0].sentence
    assert isinstance(separate(Actor(cast.administrator), second, "Wrong."), Merge)
    assert fresh(old).merged_into == into
    assert isinstance(separate(Actor(cast.administrator), first, "Wrong."), Merge)
    assert fresh(old).user == cast.other


def test_taking_apart_puts_exactly_back_what_moved(two: tuple[Candidate, Candidate], cast: Cast) -> None:
    into, old = two
    before = facts(into), facts(old), expiries(into), expiries(old)
    done = merged(two)
    since = recorded(into, "Since then", date(2026, 6, 1), files=(file(shade=99),)).activity
    EmailAddress.objects.create(user=cast.candidate, email="ada@third.example", verified=True)
    apart = separate(Actor(cast.administrator), done, "They are two people.")
    assert isinstance(apart, Merge) and apart.reversed_by == cast.administrator
    assert facts(old) == before[1] and expiries(old) == before[3]
    assert facts(into)["activities"] == sorted([*before[0]["activities"], str(since.pk)])
    assert expiries(into) == before[2]
    assert EmailAddress.objects.get(email="ben@example.org").user == cast.other
    closed = User.objects.get(pk=cast.other.pk)
    assert closed.is_active and closed.email == "ben@example.org" and fresh(old).user == closed
    signed_in = Client()
    signed_in.post("/account/login/", {"login": "ben@example.org", "password": PASSWORD})
    assert signed_in.get("/atlassian/").status_code == 200
    assert Event.objects.get(verb="candidate.separated").data == {
        "number": "AT00000002",
        "reason": "They are two people.",
    }
    assert first_break("atlassian") is None
    telling.tell()
    assert Mail.objects.filter(subject__startswith="Two records are apart again").count() == 2


def test_taking_apart_twice_is_done_once_and_needs_a_reason(two: tuple[Candidate, Candidate], cast: Cast) -> None:
    done = merged(two)
    refused = separate(Actor(cast.administrator), done, " ")
    assert isinstance(refused, Refused) and refused.problems[0].field == "reason"
    for _time in range(2):
        assert isinstance(separate(Actor(cast.administrator), done, "Two people."), Merge)
    assert Event.objects.filter(verb="candidate.separated").count() == 1
    again = merged(two)
    assert again.pk != done.pk and fresh(two[1]).merged_into == two[0]


def test_an_address_that_became_the_main_one_goes_back_all_the_same(
    two: tuple[Candidate, Candidate], cast: Cast
) -> None:
    into, _old = two
    done = merged(two)
    EmailAddress.objects.get(email="ben@example.org").set_as_primary()
    follow_address(User.objects.get(pk=cast.candidate.pk))
    assert fresh(into).email == "ben@example.org"
    assert isinstance(separate(Actor(cast.administrator), done, "Two people."), Merge)
    assert User.objects.get(pk=cast.candidate.pk).email == fresh(into).email == "ada@example.org"
    assert EmailAddress.objects.get(user=cast.candidate).primary
    assert EmailAddress.objects.get(user=cast.other).primary


def test_nobody_is_left_without_an_address(two: tuple[Candidate, Candidate], cast: Cast) -> None:
    done = merged(two)
    EmailAddress.objects.get(email="ben@example.org").set_as_primary()
    EmailAddress.objects.filter(email="ada@example.org").delete()
    refused = separate(Actor(cast.administrator), done, "Two people.")
    assert isinstance(refused, Refused) and "no address left" in refused.problems[0].sentence
    assert fresh(two[1]).merged_into == two[0]


def test_an_address_taken_off_meanwhile_is_given_back_too(two: tuple[Candidate, Candidate], cast: Cast) -> None:
    done = merged(two)
    EmailAddress.objects.filter(email="ben@example.org").delete()
    assert isinstance(separate(Actor(cast.administrator), done, "Two people."), Merge)
    found = EmailAddress.objects.get(email="ben@example.org")
    assert (found.user, found.verified, found.primary) == (cast.other, True, True)


def test_an_address_that_somebody_else_is_on_record_with_is_named(two: tuple[Candidate, Candidate], cast: Cast) -> None:
    done = merged(two)
    Candidate.objects.create(program="atlassian", number="AT00000077", email="Ben@example.org")
    refused = separate(Actor(cast.administrator), done, "Two people.")
    assert (
        isinstance(refused, Refused) and "AT00000077 is on record with ben@example.org" in refused.problems[0].sentence
    )


def test_what_was_corrected_into_the_same_since_stays_where_it_is(two: tuple[Candidate, Candidate], cast: Cast) -> None:
    into, old = two
    done = merged(two)
    moved = Activity.objects.get(pk=done.moved["records.activity"][0])
    correct_activity(SYSTEM, moved, draft("Course 2 b", date(2026, 3, 2)))
    Activity.objects.filter(candidate=old).update(name="Course 2 b", name_key="course 2 b")
    assert isinstance(separate(Actor(cast.administrator), done, "Two people."), Merge)
    assert Activity.objects.get(pk=moved.pk).candidate == into
    assert Activity.objects.filter(candidate=old).count() == 1


@pytest.mark.parametrize(
    ("guarded", "sentence"),
    [
        (lambda user: Authenticator.objects.create(user=user, type="totp", data={}), "two-step sign-in"),
        (lambda user: StaffRole.objects.create(program="pmi", user=user, role="viewer"), "on a program’s staff"),
        (lambda user: User.objects.filter(pk=user.pk).update(is_active=False), "closed by staff"),
    ],
)
def test_an_account_that_a_mail_alone_must_not_get_around_is_not_merged(
    guarded: Callable[[User], Any], sentence: str, two: tuple[Candidate, Candidate], cast: Cast
) -> None:
    into, old = two
    guarded(cast.other)
    refused = merge_candidates(Actor(into.user), fresh(into), fresh(old))
    assert isinstance(refused, Refused) and sentence in refused.problems[0].sentence
    assert sentence in merge_problem(fresh(into), fresh(old))
    assert fresh(old).user == cast.other and not Merge.objects.exists()


def test_erasing_a_person_erases_what_was_merged_into_them(two: tuple[Candidate, Candidate], cast: Cast) -> None:
    into, old = two
    request_made(old, Request.Kind.NAME, name="Ben Moreau")
    merged(two)
    done = erase_person(Actor(cast.administrator), into, "Asked for by letter.")
    assert isinstance(done, Erased) and set(done.addresses) == {"ada@example.org", "ben@example.org"}
    left = everything_in_the_database()
    assert not [word for word in ("Moreau", "Okafor", "ada@example.org", "ben@example.org") if word in left]
    assert first_break("atlassian") is None and named("atlassian", "AT00000002") == into


def test_a_new_candidate_may_have_the_address_of_a_former_record(two: tuple[Candidate, Candidate]) -> None:
    merged(two)
    Candidate.objects.create(program="atlassian", number="AT00000099", email="ben@example.org")
    assert named("atlassian", "AT00000099")


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_at_once_and_two_who_take_apart_at_once_do_it_once(
    two: tuple[Candidate, Candidate], cast: Cast
) -> None:
    into, old = two
    results = at_once(
        *[lambda: merge_candidates(Actor(into.user), fresh(into), fresh(old))] * 3,
        lambda: merge_candidates(Actor(old.user), fresh(old), fresh(into)),
        lambda: recorded(old, "Meanwhile", date(2026, 5, 1), files=(file(shade=77),)),
    )
    assert not [found for found in results if isinstance(found, Exception)], results
    assert Merge.objects.count() == Event.objects.filter(verb="candidate.merged").count() == 1
    done = Merge.objects.get()
    assert Activity.objects.get(name="Meanwhile").candidate in {into, old} - {done.candidate}
    results = at_once(*[lambda: separate(Actor(cast.administrator), done, "Two people.")] * 3)
    assert not [found for found in results if isinstance(found, Exception | Refused)], results
    assert Event.objects.filter(verb="candidate.separated").count() == 1
    assert first_break("atlassian") is None
