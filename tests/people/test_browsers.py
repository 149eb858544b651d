"""From which browser a candidate signs in is kept for a while, whatever way they sign in, and goes with the person."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recert.audits.checks import BY_NAME
from recert.audits.known import Answer
from recert.audits.models import Audit, Finding
from recert.audits.queries import known
from recert.journal.change import SYSTEM, Actor
from recert.notices.models import Mail
from recert.people.browsers import digest
from recert.people.models import Browser, Candidate, User
from recert.records import nightly
from recert.records.actions.erasing import Erased, erase_person
from recert.records.actions.merging import merge_candidates
from recert.records.programs import current
from tests.audits.conftest import entry, nothing_drawn
from tests.conftest import PASSWORD, Cast, make_account
from tests.portal.test_identity import code
from tests.records.conftest import TODAY, evidence_folder, program, recorded, today

__all__ = ["evidence_folder", "nothing_drawn", "program", "today"]

NAME = settings.BROWSER_COOKIE_NAME


def sign_in(browser: Client, user: User, password: str = PASSWORD) -> Any:
    return browser.post("/account/login/", {"login": user.email, "password": password})


def use(browser: Client, *users: User) -> None:
    """These people sign in from one browser, one after the other."""
    for user in users:
        sign_in(browser, user)
        assert browser.session["_auth_user_id"] == str(user.pk)
        browser.post("/account/logout/")


def candidate_of(user: User) -> Candidate:
    return Candidate.objects.get(user=user)


def newcomers(many: int) -> list[User]:
    made = [make_account(f"p{n}@example.org", f"Person {n}") for n in range(many)]
    for n, user in enumerate(made):
        told = {"name": user.name, "email": user.email}
        Candidate.objects.create(program="atlassian", number=f"AT0000010{n}", user=user, **told)
    return made


def answer(candidate: Candidate) -> Answer:
    """What the check says of an activity of this candidate's."""
    policy = current(candidate.program)
    assert policy.audit is not None
    activity = candidate.activities.first() or recorded(candidate).activity
    return BY_NAME["shared_browser"].answer(known(activity, policy), policy.audit)


@pytest.fixture
def ada(cast: Cast, program: str) -> Candidate:
    return candidate_of(cast.candidate)


def test_with_a_password_a_browser_gets_a_number_of_which_only_a_digest_is_stored(cast: Cast, ada: Candidate) -> None:
    browser = Client()
    browser.get("/account/login/")
    assert NAME not in browser.cookies
    sign_in(browser, cast.candidate)
    cookie = browser.cookies[NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 365 * 24 * 3600)
    row = Browser.objects.get()
    assert (row.user, row.seen) == (cast.candidate, TODAY)
    assert row.digest == digest(cookie.value) and cookie.value not in row.digest


def test_with_a_code_of_an_app_it_is_kept_once_the_code_was_right(cast: Cast, ada: Candidate) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.candidate, secret)
    browser = Client()
    sign_in(browser, cast.candidate)
    assert not Browser.objects.exists()
    browser.post("/account/security/authenticate/", {"code": code(secret)})
    assert Browser.objects.get().digest == digest(browser.cookies[NAME].value)


def test_with_the_link_that_proves_an_address_it_is_kept(program: str) -> None:
    browser = Client()
    told = {"email": "mia@example.org", "password1": PASSWORD, "name": "Mia Lindqvist"}
    browser.post("/account/signup/", told)
    assert not Browser.objects.exists()
    mail = Mail.objects.get(to="mia@example.org")
    link = next(word for word in mail.body.split() if "confirm-email" in word)
    browser.post("/" + link.split("/", 3)[3])
    assert Browser.objects.get().user.email == "mia@example.org"
    assert NAME in browser.cookies


def test_staff_who_sign_in_leave_nothing(cast: Cast, ada: Candidate) -> None:
    browser = Client()
    use(browser, cast.auditor)
    assert NAME not in browser.cookies
    assert not Browser.objects.exists()
    use(browser, cast.candidate, cast.auditor)
    assert answer(ada) == Answer(found=False)


def test_the_number_outlives_signing_out_and_another_sign_in_and_is_not_taken_from_anybody(
    cast: Cast, ada: Candidate
) -> None:
    browser = Client()
    use(browser, cast.candidate)
    first = browser.cookies[NAME].value
    use(browser, cast.other, cast.candidate)
    assert browser.cookies[NAME].value == first
    assert Browser.objects.count() == 2
    browser.cookies[NAME] = "of my own making"
    use(browser, cast.candidate)
    assert len(browser.cookies[NAME].value) == 32


def test_no_page_of_somebody_signed_in_asks_for_it(cast: Cast, ada: Candidate) -> None:
    browser = Client()
    sign_in(browser, cast.candidate)
    with CaptureQueriesContext(connection) as queries:
        shown = browser.get("/atlassian/")
    assert shown.status_code == 200 and NAME not in shown.cookies
    assert not [each for each in queries if "people_browser" in each["sql"]]


def test_an_entry_of_somebody_whose_browser_another_candidate_uses_is_looked_at(
    cast: Cast, ada: Candidate, nothing_drawn: None
) -> None:
    use(Client(), cast.candidate, cast.other)
    audit = entry(ada)
    found = Finding.objects.get(audit=audit, check_name="shared_browser")
    assert (found.found, found.evidence) == (True, {"numbers": ["AT00000002"]})
    assert (audit.state, audit.risk) == (Audit.State.OPEN, 1)


def test_each_with_a_browser_of_their_own_share_none(cast: Cast, ada: Candidate) -> None:
    assert answer(ada) == Answer(found=None)  # nobody signed in yet
    use(Client(), cast.candidate)
    use(Client(), cast.other)
    assert answer(ada) == Answer(found=False)


def test_candidates_of_another_program_are_not_told(cast: Cast, ada: Candidate) -> None:
    Candidate.objects.filter(user=cast.other).update(program="elsewhere")
    use(Client(), cast.candidate, cast.other)
    assert answer(ada) == Answer(found=False)


@pytest.mark.parametrize(("others", "found"), [(4, True), (5, None)])
def test_a_browser_that_many_use_is_a_rooms_and_says_nothing(
    cast: Cast, ada: Candidate, others: int, found: bool | None
) -> None:
    use(Client(), cast.candidate, *newcomers(others))
    said = answer(ada)
    assert said.found is found
    if found is None:
        assert said.evidence == {"candidates": 6}


def test_after_ninety_days_it_is_forgotten(cast: Cast, ada: Candidate, today: Callable[[date], None]) -> None:
    browser = Client()
    use(browser, cast.other)
    use(browser, cast.candidate)
    today(TODAY + timedelta(days=90))
    use(Client(), cast.candidate)
    assert nightly.forget_browsers() == 0
    assert answer(ada).found is True
    today(TODAY + timedelta(days=91))
    assert answer(ada).found is False
    assert nightly.forget_browsers() == 2
    assert Browser.objects.get().user == cast.candidate


def test_somebody_reads_what_is_kept_of_them_and_has_it_forgotten(cast: Cast, ada: Candidate) -> None:
    browser = Client()
    use(browser, cast.other)
    sign_in(browser, cast.candidate)
    shown = browser.get("/account/browsers/").content.decode()
    assert shown.count("last signed in from on") == 1
    assert browser.post("/account/browsers/").status_code == 302
    assert "Nothing is kept of you" in browser.get("/account/browsers/").content.decode()
    assert Browser.objects.get().user == cast.other
    assert not browser.cookies[NAME].value


def test_who_is_erased_takes_it_along_though_the_account_is_needed_elsewhere(cast: Cast, ada: Candidate) -> None:
    use(Client(), cast.candidate, cast.other)
    told = {"name": "Ada Moreau", "email": "ada@example.org"}
    Candidate.objects.create(program="elsewhere", number="E1", user=cast.candidate, **told)
    assert isinstance(erase_person(SYSTEM, ada, "Case 12"), Erased)
    assert Browser.objects.get().user == cast.other


def test_an_account_that_was_closed_by_merging_is_still_its_persons(cast: Cast, ada: Candidate) -> None:
    (friend,) = newcomers(1)
    use(Client(), cast.other, friend, cast.candidate)
    merge_candidates(Actor(cast.candidate), ada, candidate_of(cast.other))
    assert answer(Candidate.objects.get(pk=ada.pk)).evidence == {"numbers": ["AT00000100"]}
    assert answer(candidate_of(friend)).evidence == {"numbers": ["AT00000001"]}


def test_the_check_asks_as_often_however_many_share_a_browser(cast: Cast, ada: Candidate) -> None:
    policy, activity = current("atlassian"), recorded(ada).activity

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            known(activity, policy)
        return len(queries)

    use(Client(), cast.candidate)
    few = asked()
    use(Client(), cast.candidate, *newcomers(4))
    assert asked() == few


def test_where_pages_come_by_https_the_number_does_too(cast: Cast, ada: Candidate, settings: Any) -> None:
    settings.HTTPS = True
    browser = Client()
    sign_in(browser, cast.candidate)
    assert browser.cookies[NAME]["secure"] is True
