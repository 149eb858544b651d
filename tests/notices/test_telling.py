"""What happened becomes mail: once, in order, to whom it concerns."""

from datetime import date
from typing import Any

import pytest
from django.template.loader import get_template

from recert.journal.change import Actor, change
from recert.journal.vocabulary import VOCABULARY
from recert.notices import telling
from recert.notices.catalogue import CATALOGUE
from recert.notices.models import Mail, Place
from recert.people.models import Candidate, User
from recert.requests.actions import report
from recert.requests.models import Request
from tests.conftest import Cast
from tests.records.test_concurrency import at_once
from tests.requests.conftest import ada, asked, decided, evidence_folder, made, program, today

__all__ = ["ada", "evidence_folder", "program", "today"]

Kind = Request.Kind


@pytest.mark.parametrize("verb", CATALOGUE)
def test_every_verb_in_the_catalog_is_an_event_with_a_template(verb: str) -> None:
    assert verb in VOCABULARY
    assert get_template(f"notices/{verb}.txt")


def mails() -> list[Mail]:
    telling.tell()
    return list(Mail.objects.order_by("pk"))


@pytest.mark.parametrize(
    ("kind", "day", "sentence"),
    [
        (Kind.EXTENSION, date(2027, 1, 10), "You asked for more time. Associate is extended until January 10, 2027."),
        (Kind.UPGRADE, date(2026, 6, 1), "You asked for ACP-MJCP in place of ACP-JPA. ACP-MJCP is yours."),
        (Kind.NAME, None, "You asked for another name. It is corrected."),
    ],
)
def test_who_asked_reads_what_was_granted(
    kind: Request.Kind, day: date | None, sentence: str, ada: Candidate, cast: Cast
) -> None:
    decided(cast.owner, made(ada, kind), day=day)
    (mail,) = mails()
    assert (mail.to, mail.subject) == ("ada@example.org", "Your request was granted: Atlassian Certification")
    assert sentence in mail.body and "What the staff say:\n\nSo be it." in mail.body
    assert "/atlassian/requests/" in mail.body and mail.body.startswith("Hello Ada ")
    assert "\n\n\n\n" not in mail.body


@pytest.mark.parametrize("kind", [Kind.EXTENSION, Kind.UPGRADE, Kind.NAME])
def test_who_asked_reads_why_it_was_refused(kind: Request.Kind, ada: Candidate, cast: Cast) -> None:
    decided(cast.owner, made(ada, kind), "refuse", "The center was open again <in May> & after.")
    (mail,) = mails()
    assert "not granted" in mail.subject and "The center was open again <in May> & after." in mail.body


def test_what_is_withdrawn_is_told_to_nobody(ada: Candidate, cast: Cast) -> None:
    decided(ada.user, made(ada), "withdraw", "")
    assert mails() == []


@pytest.mark.parametrize("verb", ["look_into", "find_nothing"])
def test_who_left_an_address_with_a_report_reads_what_came_of_it(verb: str, ada: Candidate, cast: Cast) -> None:
    for address in ("", "zoe@example.net"):
        written = report("atlassian", asked(Kind.REPORT, answer_to=address))
        assert isinstance(written, Request)
        decided(cast.senior, written, verb, "We talked to them.")
    (mail,) = mails()
    assert mail.to == "zoe@example.net" and "We talked to them." in mail.body


def test_each_entry_is_told_once_and_the_place_is_remembered(ada: Candidate, cast: Cast) -> None:
    request = made(ada)
    assert telling.tell() == 0
    decided(cast.owner, request)
    assert [telling.tell(), telling.tell()] == [1, 0]
    decided(cast.owner, made(ada, Kind.NAME), words="")
    assert telling.tell() == 1
    assert Place.objects.get(program="atlassian").number == 8 + 3


def test_long_journals_are_read_in_parts(ada: Candidate, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "BATCH", 2)
    for kind in (Kind.NAME, Kind.EXTENSION):
        decided(cast.owner, made(ada, kind))
    assert telling.tell() == 2


def test_mails_that_could_not_be_written_leave_the_place_where_it_was(
    ada: Candidate, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(cast.owner, made(ada))

    def broken(*_args: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(telling, "compose", broken)
        with pytest.raises(RuntimeError):
            telling.tell()
    assert telling.tell() == 1


def test_somebody_without_an_account_is_written_to_at_the_address_on_record(ada: Candidate, cast: Cast) -> None:
    request = made(ada)
    Candidate.objects.filter(pk=ada.pk).update(user=None, email="ada@old.example")
    decided(cast.owner, request)
    assert [mail.to for mail in mails()] == ["ada@old.example"]


def test_a_mail_is_in_the_language_of_its_reader(ada: Candidate, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils import translation

    read_in = list[str | None]()
    User.objects.filter(candidates=ada).update(language="de")
    decided(cast.owner, made(ada))

    def drawn(*_args: Any) -> str:
        read_in.append(translation.get_language())
        return "Hello\nthere"

    monkeypatch.setattr(telling, "render_to_string", drawn)
    telling.tell()
    assert read_in == ["de"]


def test_an_entry_whose_data_were_erased_tells_nothing(ada: Candidate, cast: Cast) -> None:
    with change(Actor(cast.owner), "request.granted", program="atlassian") as made_up:
        made_up.candidate = ada.pk
    assert mails() == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_once(ada: Candidate, cast: Cast) -> None:
    for kind in (Kind.NAME, Kind.EXTENSION, Kind.UPGRADE):
        decided(cast.owner, made(ada, kind), day=date(2027, 1, 1) if kind == Kind.EXTENSION else date(2026, 6, 1))
    results = at_once(*[telling.tell] * 4)
    assert not [found for found in results if isinstance(found, Exception)], results
    assert sum(results) == Mail.objects.count() == 3
