"""Staff decide about a renewal with everything that it rests on before their eyes."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page, expect

from recert.audits import nightly
from recert.audits.models import Review
from recert.people.models import Candidate
from recert.records.models import Activity, Evidence, Renewal
from tests.audits.conftest import without_audits
from tests.audits.reviewing import bring_review, do, fresh, refs, renew, review, rules_of_reviews
from tests.browser import check_page, follow
from tests.conftest import Cast
from tests.desk.conftest import DESK, field, text
from tests.portal.conftest import enter
from tests.records.conftest import join

__all__ = ["bring_review", "review"]

State = Review.State
LIST = f"{DESK}/reviews/"


def page(found: Review) -> str:
    return f"{LIST}{found.pk}/"


def picked(shown: Any) -> list[str]:
    """The activities that are picked as not passing."""
    return re.findall(r'name="failed" value="([^"]+)" checked', shown.content.decode())


def decision(client: Client, found: Review, verb: str, **other: Any) -> Any:
    """Sends what the page holds, with this decision."""
    told = {"seen": field(client.get(page(found)), "seen"), "verb": verb, "words": "", **other}
    return client.post(page(found), told)


def test_the_list_is_reached_from_the_audits_and_from_the_candidates_file(
    auditor: Client, bring_review: Callable[[str], Review]
) -> None:
    found = bring_review(State.PROVIDED)
    assert f'href="{LIST}"' in auditor.get(f"{DESK}/audits/").content.decode()
    assert "1 audit of a whole candidate waits for a decision." in auditor.get(f"{DESK}/").content.decode()
    assert page(found) in auditor.get(f"{DESK}/candidates/{found.renewal.candidate.number}/").content.decode()
    assert page(found) in auditor.get(LIST).content.decode()
    assert page(found) not in auditor.get(f"{LIST}?shelf=asked").content.decode()
    assert page(found) in auditor.get(f"{LIST}?shelf=nothing").content.decode()


def test_a_viewer_sees_no_link_to_what_they_may_not_see(client: Client, cast: Cast, review: Review) -> None:
    client.force_login(cast.viewer)
    assert page(review) not in client.get(f"{DESK}/candidates/{review.renewal.candidate.number}/").content.decode()


def test_everything_it_rests_on_stands_beside_its_evidence(
    auditor: Client, bring_review: Callable[[str], Review]
) -> None:
    found = bring_review(State.PROVIDED)
    nightly.examine_all()
    Evidence.objects.filter(activity__id=refs(found)[0]).delete()
    shown = auditor.get(page(found))
    said = text(shown)
    for words in ("Course 1", "Course 5", "Accepted", "No evidence was added.", "10 CE units"):
        assert words in said, words
    assert shown.content.decode().count("<img") == 4


def test_while_the_time_runs_nobody_is_failed(auditor: Client, review: Review) -> None:
    said = text(auditor.get(page(review)))
    assert "The candidate has until July 15, 2026. Nobody fails before that." in said and "Passed" in said
    assert "Does not pass" not in said
    refused = decision(auditor, review, "fail", words="No.", failed=refs(review))
    assert "This was decided meanwhile." in text(refused)


def test_what_failing_does_is_shown_before_it_is_done(auditor: Client, bring_review: Callable[[str], Review]) -> None:
    found = bring_review(State.PROVIDED)
    shown = decision(auditor, found, "look", words="Two of them show nothing.", failed=refs(found, 2))
    said = text(shown)
    assert "2 activities that do not pass are rejected:" in said
    assert "Associate: 30 of 50 CE units, instead of 50." in said
    assert "The renewal of Associate holds until nobody can appeal any more, and is then taken back." in said
    assert len(picked(shown)) == 2
    assert "Two of them show nothing." in shown.content.decode()
    assert fresh(found).state == State.PROVIDED


def test_what_has_no_evidence_is_picked_to_begin_with(auditor: Client, bring_review: Callable[[str], Review]) -> None:
    found = bring_review(State.PROVIDED)
    Evidence.objects.filter(activity__id=refs(found)[0]).delete()
    shown = auditor.get(page(found))
    assert len(picked(shown)) == 1
    assert "1 activity that does not pass is rejected:" in text(shown)


def test_an_auditor_fails_it_and_loses_nothing_typed(auditor: Client, bring_review: Callable[[str], Review]) -> None:
    found = bring_review(State.OVERDUE)
    refused = decision(auditor, found, "fail", words="Nothing came.")
    assert "Pick the activities that do not pass" in text(refused) and "Nothing came." in refused.content.decode()
    refused = decision(auditor, found, "fail", failed=refs(found))
    assert "Say it in a sentence or two" in text(refused) and picked(refused) == [refs(found)[0]]
    done = decision(auditor, found, "fail", words="Nothing came.", failed=refs(found))
    assert done.status_code == 302
    assert fresh(found).state == State.FAILED
    assert Activity.objects.get(pk=refs(found)[0]).status == Activity.Status.REJECTED
    assert "Recorded: Failed." in text(auditor.get(page(found)))


def test_an_auditor_passes_it_without_a_word(auditor: Client, review: Review) -> None:
    assert decision(auditor, review, "pass").status_code == 302
    assert fresh(review).state == State.PASSED


def test_an_auditor_gives_more_time_and_both_read_until_when(
    auditor: Client, client: Client, cast: Cast, bring_review: Callable[[str], Review]
) -> None:
    found = bring_review(State.OVERDUE)
    refused = decision(auditor, found, "extend", words="You were ill.", until="2026-07-01")
    assert "This day is over" in text(refused) and 'value="2026-07-01"' in refused.content.decode()
    assert decision(auditor, found, "extend", words="You were ill.", until="2026-08-01").status_code == 302
    said = text(auditor.get(page(found)))
    assert "The candidate has until August 1, 2026." in said and ": until August 1, 2026 You were ill." in said
    client.force_login(cast.candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    said = text(client.get(f"/atlassian/reviews/{found.pk}/"))
    assert "Evidence is asked for until August 1, 2026" in said and "You were ill." in said


def test_what_an_earlier_page_showed_is_not_decided(
    auditor: Client, senior: Client, bring_review: Callable[[str], Review]
) -> None:
    found = bring_review(State.PROVIDED)
    told = {"seen": field(auditor.get(page(found)), "seen"), "verb": "pass", "words": ""}
    Candidate.objects.filter(pk=found.renewal.candidate_id).update(version=99)
    assert "Something changed since you opened this." in text(auditor.post(page(found), told))
    assert fresh(found).state == State.PROVIDED


def test_a_senior_auditor_decides_the_appeal(
    auditor: Client, senior: Client, bring_review: Callable[[str], Review]
) -> None:
    found = bring_review(State.APPEALED)
    assert "Grant the appeal" not in text(auditor.get(page(found)))
    assert page(found) in senior.get(f"{LIST}?shelf=appeals").content.decode()
    assert decision(senior, found, "refuse", words="It shows nothing.").status_code == 302
    assert Renewal.objects.get().state == Renewal.State.TAKEN_BACK


def test_nobody_is_offered_a_decision_about_themselves(
    client: Client, cast: Cast, bring_review: Callable[[str], Review]
) -> None:
    found = bring_review(State.PROVIDED)
    Candidate.objects.filter(pk=found.renewal.candidate_id).update(user=cast.auditor)
    client.force_login(cast.auditor)
    said = text(client.get(page(found)))
    assert "This is your own renewal." in said and "Your decision" not in said


def test_what_was_drawn_is_decided_also_when_the_rules_ask_for_none_any_more(
    auditor: Client, bring_review: Callable[[str], Review]
) -> None:
    found = bring_review(State.PROVIDED)
    without_audits()
    assert "so no round can be started" in text(auditor.get(LIST))
    assert "so nothing fails by them" in text(decision(auditor, found, "fail", words="No.", failed=refs(found)))
    assert decision(auditor, found, "pass").status_code == 302


def test_a_long_list_takes_as_many_queries_as_a_short_one(
    auditor: Client, bring_review: Callable[[str], Review]
) -> None:
    found = bring_review(State.PROVIDED)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert auditor.get(LIST).status_code == 200
        return len(counted)

    auditor.get(LIST)
    few = queries()
    for n in range(4):
        renewal = renew(join(f"AT9{n:07}", f"{n}@x.example"), first=2 + n)
        Review.objects.create(
            round=found.round, renewal=renewal, program="atlassian", drawn=n, entered_at=found.entered_at,
            state=State.OVERDUE,
        )  # fmt: skip
    assert queries() == few


def test_from_the_draw_to_the_decision_without_a_script(plain_page: Page, cast: Cast, ada: Candidate) -> None:
    rules_of_reviews()
    renew(ada, date(2026, 6, 10))
    page = plain_page
    enter(page, cast.auditor)
    page.goto(f"{DESK}/audits/")
    follow(page, page.get_by_role("link", name="Whole candidates"))
    check_page(page)
    follow(page, page.get_by_role("link", name="Start a round"))
    check_page(page)
    follow(page, page.get_by_role("button", name="See whom it concerns"))
    check_page(page)
    follow(page, page.get_by_role("button", name="Draw, and ask them"))
    expect(page.get_by_text("Started: 1 candidate is asked.")).to_be_visible()
    check_page(page)
    enter(page, cast.candidate)
    page.goto("/atlassian/")
    follow(page, page.get_by_role("link", name="See what is asked"))
    check_page(page)
    follow(page, page.get_by_role("button", name="My evidence is complete"))
    expect(page.get_by_text("Sent to the auditors.")).to_be_visible()
    enter(page, cast.auditor)
    page.goto(LIST)
    follow(page, page.get_by_role("link", name="Ada Moreau"))
    page.get_by_role("group", name="Course 1").get_by_role("checkbox", name="Does not pass").check()
    page.get_by_label("Words to the candidate").fill("The first one shows another name.")
    follow(page, page.get_by_role("button", name="See what failing these does"))
    expect(page.get_by_text("Associate: 40 of 50 CE units, instead of 50.")).to_be_visible()
    check_page(page)
    follow(page, page.get_by_role("button", name="Failed"))
    expect(page.get_by_text("Recorded: Failed.")).to_be_visible()
    check_page(page)
    enter(page, cast.candidate)
    page.goto("/atlassian/")
    follow(page, page.get_by_role("link", name="See why"))
    check_page(page)
    page.get_by_label("Your words to the auditors").fill("It is my maiden name.")
    follow(page, page.get_by_role("button", name="Appeal"))
    expect(page.get_by_role("heading", name="Your appeal waits for a decision")).to_be_visible()
    assert do(cast, Review.objects.get(), "grant").state == State.PASSED


def test_the_list_says_how_many_are_overdue_and_shows_them_alone(
    auditor: Client, bring_review: Callable[[str], Review]
) -> None:
    found = bring_review(State.OVERDUE)
    assert "To be decided 1 Overdue 1 Appeals 0" in text(auditor.get(LIST))
    assert page(found) in auditor.get(f"{LIST}?shelf=overdue").content.decode()
    assert page(found) not in auditor.get(f"{LIST}?shelf=asked").content.decode()
