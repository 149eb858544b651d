"""Who may come where: every address of the product, for everyone, in one table. An address without a row fails.

A stranger can't tell that something exists: it answers 404. Whoever is not signed in is asked to sign in, in the same
words for what exists and for what does not.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, Final
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from recert.audits.models import Audit, Finding, Review, Round
from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.notices.models import Mail
from recert.people.models import Candidate, Merge, StaffRole
from recert.portal.merge import SALT
from recert.records import clock, effects
from recert.records.actions import Recorded, record_by_staff, save_draft
from recert.records.models import Activity, Circumstance, Evidence, Extension, PolicyDraft, PolicyVersion
from recert.records.programs import current
from recert.requests.models import Request
from tests.conftest import PASSWORD, Cast
from tests.portal.conftest import ada, today
from tests.records.conftest import draft, evidence_folder, record_courses

__all__ = ["ada", "evidence_folder", "today"]

WHO: Final = ("anonymous", "other", "viewer", "auditor", "senior", "owner", "administrator", "elsewhere", "candidate")
"""Nobody; another candidate; staff of the program; another program's owner; and last the one whose things they are."""

Row = tuple[int | str, ...]
IN, PROVE = "sign in", "prove it is you"

# what: see WHO
ANYONE: Row = (200, 200, 200, 200, 200, 200, 200, 200, 200)
NO_POST: Row = (405, 405, 405, 405, 405, 405, 405, 405, 405)
NOTHING: Row = (404, 404, 404, 404, 404, 404, 404, 404, 404)
ENTRANCE: Row = (200, 302, 302, 302, 302, 302, 302, 302, 302)
DONE: Row = (302, 302, 302, 302, 302, 302, 302, 302, 302)
MY_OWN: Row = (IN, 200, 200, 200, 200, 200, 200, 200, 200)
MY_OWN_DONE: Row = (IN, 302, 302, 302, 302, 302, 302, 302, 302)
MY_OWN_NO_POST: Row = (IN, 405, 405, 405, 405, 405, 405, 405, 405)
MY_OWN_NOT_YET: Row = (IN, 404, 404, 404, 404, 404, 404, 404, 404)
MY_OWN_PROVED: Row = (IN, PROVE, PROVE, PROVE, PROVE, PROVE, PROVE, PROVE, PROVE)
CANDIDATES: Row = (IN, 200, 404, 404, 404, 404, 404, 404, 200)
THEIRS: Row = (IN, 404, 404, 404, 404, 404, 404, 404, 200)
THEIRS_DONE: Row = (IN, 404, 404, 404, 404, 404, 404, 404, 302)
THEIRS_AND_AUDITORS: Row = (IN, 404, 404, 200, 200, 200, 404, 404, 200)
STAFFS: Row = (IN, 404, 200, 200, 200, 200, 200, 404, 404)
AUDITORS: Row = (IN, 404, 404, 200, 200, 200, 404, 404, 404)
DECIDING: Row = (IN, 404, 404, 200, 200, 404, 404, 404, 404)
DECIDING_DONE: Row = (IN, 404, 404, 302, 302, 404, 404, 404, 404)
ADMINISTRATORS: Row = (IN, 404, 404, 404, 404, 404, 200, 404, 404)
DECIDERS: Row = (IN, 404, 404, 404, 200, 200, 404, 404, 404)
OWNERS: Row = (IN, 404, 404, 404, 404, 200, 404, 404, 404)
DECIDERS_DONE: Row = (IN, 404, 404, 404, 302, 302, 404, 404, 404)
OWNERS_DONE: Row = (IN, 404, 404, 404, 404, 302, 404, 404, 404)

IDENTITY: Final[Mapping[str, tuple[Row, Row]]] = {
    # address: (GET, POST of an empty form)
    "account_login": (ENTRANCE, ENTRANCE),
    "account_signup": (ENTRANCE, ENTRANCE),
    "account_logout": ((302, 200, 200, 200, 200, 200, 200, 200, 200), DONE),
    "account_inactive": (ANYONE, NO_POST),
    "account_browsers": (MY_OWN, MY_OWN_DONE),
    "account_reauthenticate": (MY_OWN, MY_OWN),
    "account_email": (MY_OWN, MY_OWN_DONE),
    "account_email_verification_sent": (ANYONE, NO_POST),
    "account_confirm_email": (ANYONE, NOTHING),
    "account_confirm_login_code": (MY_OWN_DONE, MY_OWN_DONE),
    "account_change_password": (MY_OWN, MY_OWN),
    "account_set_password": (MY_OWN_DONE, MY_OWN_DONE),
    "account_reset_password": (ANYONE, ANYONE),
    "account_reset_password_done": (ANYONE, NO_POST),
    "account_reset_password_from_key": (ANYONE, ANYONE),
    "account_reset_password_from_key_done": (ANYONE, NO_POST),
    "mfa_index": (MY_OWN, MY_OWN_NO_POST),
    "mfa_authenticate": (MY_OWN_DONE, MY_OWN_DONE),
    "mfa_reauthenticate": (MY_OWN_PROVED, MY_OWN_PROVED),
    "mfa_activate_totp": (MY_OWN_PROVED, MY_OWN_PROVED),
    "mfa_deactivate_totp": (MY_OWN_NOT_YET, MY_OWN_NOT_YET),
    "mfa_view_recovery_codes": (MY_OWN_NOT_YET, MY_OWN_NO_POST),
    "mfa_generate_recovery_codes": (MY_OWN_PROVED, MY_OWN_PROVED),
    "mfa_download_recovery_codes": (MY_OWN_NOT_YET, MY_OWN_NOT_YET),
    "mfa_list_webauthn": (MY_OWN, MY_OWN_NO_POST),
    "mfa_add_webauthn": (MY_OWN_PROVED, MY_OWN_PROVED),
    "mfa_reauthenticate_webauthn": (MY_OWN_PROVED, MY_OWN_PROVED),
    "mfa_remove_webauthn": (MY_OWN_PROVED, MY_OWN_PROVED),
    "mfa_edit_webauthn": (MY_OWN_PROVED, MY_OWN_PROVED),
    "mfa_login_webauthn": (MY_OWN_DONE, MY_OWN_DONE),
}

PORTAL: Final[Mapping[str, tuple[Row, Row]]] = {
    "home": ((200, 302, 302, 302, 302, 302, 302, 302, 302), (200, 302, 302, 302, 302, 302, 302, 302, 302)),
    "outbox": (ANYONE, ANYONE),  # in development alone, see tests/portal/test_outbox.py
    "outbox_mail": (ANYONE, ANYONE),
    "progress": (CANDIDATES, CANDIDATES),
    "activities": (CANDIDATES, CANDIDATES),
    "activity_assign": (
        (IN, *(404,) * 8),
        (IN, *(404,) * 8),
    ),  # here activities serve all, see tests/portal/test_serving.py
    "activity_choose": (CANDIDATES, CANDIDATES),
    "activity_new": (CANDIDATES, CANDIDATES),
    "activity_preview": (CANDIDATES, CANDIDATES),
    "activity": (THEIRS, THEIRS),
    "activity_correct": (THEIRS, THEIRS),
    "activity_withdraw": (THEIRS, THEIRS_DONE),
    "activity_audit": (THEIRS, THEIRS_DONE),
    "activity_evidence": (THEIRS, (IN, 404, 404, 404, 404, 404, 404, 404, 422)),
    "evidence": (THEIRS_AND_AUDITORS, THEIRS_AND_AUDITORS),
    "review": (THEIRS, THEIRS_DONE),
    "ways": (CANDIDATES, CANDIDATES),
    "what_if": (CANDIDATES, CANDIDATES),
    "catalog": (CANDIDATES, CANDIDATES),
    "history": (CANDIDATES, CANDIDATES),
    "statement": (THEIRS, THEIRS),
    "merge": (CANDIDATES, CANDIDATES),
    "merge_confirm": (THEIRS, (IN, 404, 404, 404, 404, 404, 404, 404, PROVE)),
    "report": (ANYONE, ANYONE),
    "report_sent": (ANYONE, ANYONE),
    "requests": (CANDIDATES, CANDIDATES),
    "request_new": (CANDIDATES, CANDIDATES),
    "request_withdraw": (THEIRS, THEIRS_DONE),
}

DESK: Final[Mapping[str, tuple[Row, Row]]] = {
    "desk:home": (STAFFS, STAFFS),
    "desk:candidates": (STAFFS, STAFFS),
    "desk:candidate": (STAFFS, STAFFS),
    "desk:activity_choose": (DECIDERS, DECIDERS),
    "desk:activity_new": (DECIDERS, DECIDERS),
    "desk:activity_withdraw": (DECIDERS, DECIDERS),
    "desk:circumstance_new": (DECIDERS, DECIDERS),
    "desk:circumstance_end": (DECIDERS, DECIDERS),
    "desk:circumstance_withdraw": (DECIDERS, DECIDERS),
    "desk:extension_new": (DECIDERS, DECIDERS),
    "desk:extension_withdraw": (DECIDERS, DECIDERS),
    "desk:credential_new": (OWNERS, OWNERS),
    "desk:credential_correct": (OWNERS, OWNERS),
    "desk:exam_new": (OWNERS, OWNERS),
    "desk:evidence": (AUDITORS, AUDITORS),
    "desk:imports": (DECIDERS, DECIDERS),
    "desk:import_done": (DECIDERS_DONE, DECIDERS_DONE),
    "desk:import": (OWNERS, OWNERS),  # of awards; of activities see tests/desk/test_activities.py
    "desk:import_example": (OWNERS, OWNERS),
    "desk:audits": (AUDITORS, AUDITORS),
    "desk:audit": (AUDITORS, DECIDING),
    "desk:audit_next": (DECIDING_DONE, DECIDING_DONE),
    "desk:audits_several": (DECIDING_DONE, DECIDING_DONE),
    "desk:reviews": (AUDITORS, AUDITORS),
    "desk:review": (AUDITORS, DECIDING),
    "desk:round_new": (DECIDING, DECIDING),
    "desk:round": (AUDITORS, AUDITORS),
    "desk:round_call_off": (DECIDING, DECIDING),
    "desk:round_table": (AUDITORS, AUDITORS),
    "desk:moves": (STAFFS, STAFFS),
    "desk:move": (STAFFS, OWNERS_DONE),
    "desk:certifications": (STAFFS, STAFFS),
    "desk:certification_retire": (OWNERS, OWNERS),
    "desk:renewals": (STAFFS, STAFFS),
    "desk:renewal": (STAFFS, DECIDERS),
    "desk:merge_reverse": (ADMINISTRATORS, ADMINISTRATORS),
    "desk:requests": (STAFFS, STAFFS),
    "desk:request": (STAFFS, DECIDERS),
    "desk:figures": (STAFFS, STAFFS),
    "desk:figures_table": (STAFFS, STAFFS),
    "desk:offerings": (STAFFS, DECIDERS),
    "desk:person_erase": (ADMINISTRATORS, ADMINISTRATORS),
    "desk:person_mentions": (ADMINISTRATORS, ADMINISTRATORS),
    "desk:staff": (STAFFS, (IN, 404, 404, 404, 404, 404, 200, 404, 404)),
    "desk:staff_dismiss": (ADMINISTRATORS, ADMINISTRATORS),
    "desk:journal": (STAFFS, STAFFS),
    "desk:policy": (STAFFS, STAFFS),
    "desk:policy_version": (STAFFS, STAFFS),
    "desk:policy_draft": (STAFFS, OWNERS),
    "desk:policy_effect": (STAFFS, OWNERS_DONE),
    "desk:policy_effect_changes": (STAFFS, STAFFS),
}

TABLE: Final = {**IDENTITY, **PORTAL, **DESK}


def addresses(patterns: list[Any], before: str = "", room: str = "") -> Iterator[tuple[str, str]]:
    """The name and the pattern of everything that can be asked for."""
    for each in patterns:
        whole = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, whole, f"{each.namespace}:" if each.namespace else room)
        else:
            assert isinstance(each, URLPattern)
            yield f"{room}{each.name}", whole


KNOWN: Final = dict(addresses(get_resolver("recert.config.urls").url_patterns))


def draft_rules() -> None:
    """A draft of changed rules, and what it would do to everybody."""
    newest = PolicyVersion.objects.get(program="atlassian")
    draft = save_draft(SYSTEM, "atlassian", newest.text + "# a remark\n", newest.cases, "")
    assert isinstance(draft, PolicyDraft)
    effects.work_out("atlassian", draft.text, str(clock.today(current("atlassian"))))


@pytest.fixture
def place(cast: Cast, ada: Candidate) -> Callable[[str], str]:
    """The address of this name, about things of the candidate's."""
    record_courses(ada, 2)
    activity = Activity.objects.filter(candidate=ada, evidence__isnull=False)[0]
    audit = Audit.objects.create(
        activity=activity, program="atlassian", type="course", state="open", chosen="risk", drawn=1, rate=0, seen=1,
        risk=5, entered_at=activity.recorded_at,
    )  # fmt: skip
    Finding.objects.create(audit=audit, check_name="many", found=True, evidence={"count": 6})
    passkey = Authenticator(user=cast.candidate, type="webauthn", data={"name": "Laptop", "credential": {}})
    mail = Mail.objects.create(to="ada@example.org", subject="Hello", body="Hello")
    renewal = ada.renewals.get()
    values = {
        "program": "atlassian",
        "kind": "course",
        "activity": activity.pk,
        "evidence": activity.evidence.get().pk,
        "renewal": renewal.pk,
        "uidb36": "a",
        "key": "b",
        "number": ada.number,
        "credential": ada.credentials.all()[0].pk,
        "code": "ACA-ACF",
        "audit": audit.pk,
        "role": StaffRole.objects.get(user=cast.viewer).pk,
        "circumstance": Circumstance.objects.create(candidate=ada, kind="leave", since=date(2026, 1, 1)).pk,
        "extension": Extension.objects.create(
            candidate=ada, code="aca", given=date(2026, 1, 1), until=date(2026, 2, 1)
        ).pk,
    }
    words = {"kind": "extension", "code": "aca", "until": date(2027, 6, 1), "words": "I was ill."}
    values["asked"] = Request.objects.create(program="atlassian", candidate=ada, submission=uuid4(), **words).pk
    other = Candidate.objects.get(user=cast.other)
    values["link"] = signing.dumps([cast.candidate.pk, ada.pk, other.pk, 0], salt=SALT)
    month = date(2026, 6, 1)
    drawn = Round.objects.create(
        program="atlassian", first=month, last=month, month=month, rate=200, renewed=1, submission=uuid4(),
        started_by=cast.auditor, started_at=activity.recorded_at,
    )  # fmt: skip
    values["review"] = Review.objects.create(
        round=drawn, renewal=renewal, program="atlassian", drawn=1, entered_at=activity.recorded_at,
        due=date(2026, 7, 15),
    ).pk  # fmt: skip
    former = Candidate.objects.create(program="atlassian", number="AT00000009", email="a@b.example", merged_into=ada)
    values["merge"] = Merge.objects.create(act=uuid4(), program="atlassian", candidate=former, into=ada).pk
    attested = record_by_staff(SYSTEM, ada, draft("Spring meeting", files=()))
    assert isinstance(attested, Recorded)
    desk = {
        **values,
        "activity": attested.activity.pk,
        "evidence": Evidence.objects.get(activity=activity).pk,
        "kind": "awards",
        "key": "2024-to-september",
    }

    special = {
        ("desk:activity_new", "kind"): "course",
        ("desk:policy_version", "number"): 1,
        ("desk:figures_table", "key"): "queue",
        ("desk:round", "key"): drawn.pk,
        ("desk:round_table", "key"): drawn.pk,
        ("desk:round_call_off", "key"): drawn.pk,
    }

    def find(name: str) -> str:
        if name.startswith("desk:policy") and not PolicyDraft.objects.exists():
            draft_rules()
        needed = re.findall(r"<(?:\w+:)?(\w+)>", KNOWN[name])
        if "pk" in needed and name.startswith("mfa_"):
            passkey.save()
            return reverse(name, kwargs={"pk": passkey.pk})
        if name.startswith("desk:"):
            return reverse(
                name,
                kwargs={each: special.get((name, each), desk[each]) for each in needed},
            )
        own = {"kind": "extension"} if name == "request_new" else {}
        return reverse(name, kwargs={each: {**values, "pk": mail.pk, **own}[each] for each in needed})

    return find


def client_of(cast: Cast, who: str) -> Client:
    client = Client()
    if who != "anonymous":
        client.force_login(getattr(cast, who), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def beside(client: Client) -> Client:
    """Another browser with the same session. What it is told to keep or to forget, the first doesn't hear of."""
    made = Client()
    made.cookies = client.cookies.__class__(client.cookies.output(header=""))
    return made


def outcome(answer: Any) -> int | str:
    where = answer.headers.get("Location", "")
    if where.startswith(reverse("account_login")):
        return IN
    return PROVE if where.startswith(reverse("account_reauthenticate")) else int(answer.status_code)


def test_the_table_names_every_address_and_no_other() -> None:
    assert set(TABLE) == set(KNOWN)


def changes() -> int:
    """How much was done, without that staff looked at somebody's data or took an entry in hand."""
    return Event.objects.exclude(verb__in=("candidate.viewed", "audit.claimed")).count()


SHARES: Final = 8
"""Of the addresses so many have the same people and things, which take longer to make than to ask for."""


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written meanwhile is gone afterwards: the next address finds everything as it was made."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


Entered = Mapping[tuple[str, str], Client]
"""Everybody who is signed in, once to ask and once to send: to sign in takes longer than most of what is asked for."""


def check_row(name: str, entered: Entered, place: Callable[[str], str]) -> None:
    """Everybody comes there, and gets what the table says."""
    address = place(name)
    before = changes()
    for method, expected in zip(("get", "post"), TABLE[name], strict=True):
        for who, wanted in zip(WHO, expected, strict=True):
            if who == "candidate":
                assert changes() == before, f"{method.upper()} {address}: a stranger changed something"
            got = outcome(getattr(beside(entered[method, who]), method)(address))
            assert got == wanted, f"{method.upper()} {address} by {who}: {got}, not {wanted}"


@pytest.mark.parametrize("share", range(SHARES))
def test_whoever_comes_gets_what_the_table_says(share: int, cast: Cast, place: Callable[[str], str]) -> None:
    entered = {(method, who): client_of(cast, who) for method in ("get", "post") for who in WHO}
    for name in list(TABLE)[share::SHARES]:
        with undone():
            check_row(name, entered, place)


@pytest.mark.parametrize("program", ["elsewhere", "nowhere"])
def test_in_another_program_there_is_nothing_of_it(program: str, cast: Cast, place: Callable[[str], str]) -> None:
    clients = {who: client_of(cast, who) for who in WHO[1:]}
    for name in (name for name, pattern in KNOWN.items() if "<slug:program>/" in pattern):
        address = place(name).replace("/atlassian/", f"/{program}/")
        for who, client in clients.items():
            assert client.get(address).status_code == 404, f"{address} by {who}"


def test_strangers_who_fill_in_forms_change_nothing(cast: Cast, place: Callable[[str], str]) -> None:
    before = Event.objects.count()
    typed = {"record": "1", "remove": "x", "name": "Mine now", "date": "2026-01-05", "type": "course", "language": "en"}
    for name in ("activity_correct", "activity_withdraw", "activity_evidence"):
        for who in WHO[1:-1]:
            assert client_of(cast, who).post(place(name), typed).status_code == 404
    assert Event.objects.count() == before
    assert not Activity.objects.exclude(status=Activity.Status.SUBMITTED).exists()


@pytest.mark.parametrize("name", ["mfa_remove_webauthn", "mfa_edit_webauthn"])
def test_nobody_changes_the_passkey_of_another(name: str, cast: Cast, place: Callable[[str], str]) -> None:
    address = place(name)
    client = client_of(cast, "other")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for method in (client.get, client.post):
        assert method(address, {"name": "Mine now"}).status_code == 404
    assert Authenticator.objects.get().data["name"] == "Laptop"


def test_evidence_comes_under_headers_that_let_nothing_run(cast: Cast, place: Callable[[str], str]) -> None:
    answer = client_of(cast, "candidate").get(place("evidence"))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Type"] == "image/png"


@pytest.mark.parametrize("name", ["progress", "activities"])
def test_a_session_that_was_ended_is_ended_at_once(name: str, cast: Cast, place: Callable[[str], str]) -> None:
    here = client_of(cast, "candidate")
    there = beside(here)
    first = there.get(place(name))
    assert first.status_code == 200
    here.post(reverse("account_logout"))
    again = there.get(place(name), headers={"If-None-Match": first.headers.get("ETag", '"none"')})
    assert outcome(again) == IN
