"""A candidate whose renewal was drawn sees what is asked, answers, and appeals."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from recert.audits import nightly
from recert.audits.models import Review
from recert.people.models import Candidate
from recert.records.models import Evidence
from tests.audits.reviewing import bring_review, do, fresh, refs, review
from tests.conftest import Cast
from tests.desk.conftest import text
from tests.records.conftest import program

__all__ = ["bring_review", "program", "review"]

State = Review.State


@pytest.fixture
def ada(cast: Cast, program: str) -> Candidate:
    return Candidate.objects.get(user=cast.candidate)


@pytest.fixture
def client(client: Client, cast: Cast) -> Client:
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(found: Review) -> str:
    return f"/atlassian/reviews/{found.pk}/"


def test_the_progress_page_leads_to_what_is_asked_until_it_is_answered(client: Client, review: Review) -> None:
    first = client.get("/atlassian/")
    assert "Evidence is asked for until July 15, 2026" in text(first) and page(review) in first.content.decode()
    kept = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/atlassian/", headers=kept).status_code == 304
    client.post(page(review), {"verb": "provide", "words": ""})
    client.get(page(review))  # where the message is shown
    second = client.get("/atlassian/", headers=kept)
    assert second.status_code == 200 and page(review) not in second.content.decode()


def test_what_is_asked_names_every_activity_and_what_lacks_evidence(client: Client, review: Review) -> None:
    lacking = refs(review)[0]
    Evidence.objects.filter(activity__id=lacking).delete()
    shown = client.get(page(review))
    said = text(shown)
    for words in ("1 activity has no evidence yet.", "None yet", "Course 1", "Course 5", "done.png"):
        assert words in said, words
    assert f"/atlassian/activities/{lacking}/evidence/" in shown.content.decode()


def test_an_answer_needs_no_words_and_holds_once(client: Client, review: Review) -> None:
    for _time in range(2):
        assert client.post(page(review), {"verb": "provide", "words": ""}).status_code == 302
    assert fresh(review).state == State.PROVIDED
    assert review.steps.count() == 1
    assert "An auditor will look at your renewal of Associate" in text(client.get(page(review)))


def test_an_answer_after_the_deadline_is_still_taken(client: Client, bring_review: Callable[[str], Review]) -> None:
    found = bring_review(State.OVERDUE)
    assert "The deadline has passed" in text(client.get("/atlassian/"))
    client.post(page(found), {"verb": "provide", "words": "I was away."})
    assert fresh(found).state == State.PROVIDED


def test_a_candidate_who_failed_reads_why_and_appeals_with_words(
    client: Client, bring_review: Callable[[str], Review]
) -> None:
    found = bring_review(State.FAILED)
    said = text(client.get(page(found)))
    assert "Your renewal of Associate failed its audit" in said and "Because of this." in said
    assert "You can appeal until July 15, 2026" in said and "Did not pass" in said
    refused = client.post(page(found), {"verb": "appeal", "words": ""})
    assert refused.status_code == 422 and "Say it in a sentence or two" in text(refused)
    assert client.post(page(found), {"verb": "appeal", "words": "It is mine."}).status_code == 302
    assert "Your appeal waits for a decision" in text(client.get(page(found)))
    assert fresh(found).state == State.APPEALED


def test_nobody_appeals_after_the_last_day(
    client: Client, bring_review: Callable[[str], Review], today: Callable[[date], None]
) -> None:
    found = bring_review(State.FAILED)
    today(date(2026, 7, 16))
    assert 'value="appeal"' not in client.get(page(found)).content.decode()
    nightly.review_all()
    said = text(client.get(page(found)))
    assert "This is final." in said
    client.post(page(found), {"verb": "appeal", "words": "Please."})
    assert fresh(found).state == State.FAILED


def test_what_passed_says_so(client: Client, bring_review: Callable[[str], Review]) -> None:
    found = bring_review(State.PASSED)
    assert "Your renewal of Associate passed its audit" in text(client.get(page(found)))
    assert page(found) not in client.get("/atlassian/").content.decode()


def test_another_candidates_review_is_not_there(client: Client, cast: Cast, review: Review) -> None:
    Candidate.objects.filter(pk=review.renewal.candidate_id).update(user=None)
    kept = Candidate.objects.create(program="atlassian", number="AT00000078", user=cast.candidate, email="k@b.example")
    assert client.get(page(review)).status_code == 404
    Candidate.objects.filter(pk=review.renewal.candidate_id).update(merged_into=kept)
    assert client.get(page(review)).status_code == 200  # of a record that was merged into theirs
    assert do(cast, review, "provide").state == State.PROVIDED


def test_the_page_keeps_what_happened_and_what_was_said(
    client: Client, cast: Cast, bring_review: Callable[[str], Review]
) -> None:
    found = bring_review(State.OVERDUE)
    do(cast, found, "extend", words="You are at sea until then.")
    do(cast, found, "provide", words="Back again.")
    said = text(client.get(page(found)))
    for words in (
        "Drawn, and asked for evidence.",
        "The deadline passed.",
        "You were given more time, until August 20, 2026. You are at sea until then.",
        "You said that your evidence is complete. Back again.",
    ):
        assert words in said, words
    assert "Ines" not in said
