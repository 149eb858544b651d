"""What a candidate can ask for, and what they are told when they can't."""

from datetime import date
from typing import Any

import pytest

from recert.journal.change import Actor
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.records.progress import progress
from recert.records.refusal import Refused
from recert.requests.actions import ask, withdraw
from recert.requests.models import Request
from recert.requests.queries import extendable, retired_held, upgrades
from tests.conftest import Cast
from tests.requests.conftest import ACTIVE, RETIRED, WHY, asked, decided, made

Kind = Request.Kind


def test_a_candidate_asks_for_an_extension_with_a_reason_and_a_day(ada: Candidate) -> None:
    request = made(ada)
    assert (request.state, request.code, request.until, request.words) == ("open", "aca", date(2027, 3, 1), WHY)
    event = Event.objects.get(verb="request.made")
    assert event.candidate == ada.pk and event.actor_id == ada.user_id
    assert event.data == {"kind": "extension", "code": "Associate", "until": "2027-03-01"}


def test_what_can_be_extended_is_what_is_held_and_can_still_be_renewed(ada: Candidate) -> None:
    found = {each.code: each.expires for each in extendable(progress(ada))}
    assert found == {"aca": date(2026, 12, 10), "ACA-ACF": date(2026, 12, 10)}


def test_an_upgrade_is_of_a_retired_certification_that_is_held_to_one_in_force(ada: Candidate) -> None:
    seen = progress(ada)
    assert [each.code for each in retired_held(seen)] == [RETIRED]
    targets = {each.code for each in upgrades(seen)}
    assert ACTIVE in targets and not {RETIRED, "ACA-ACF"} & targets
    assert made(ada, Kind.UPGRADE).target == ACTIVE


@pytest.mark.parametrize(
    ("kind", "told", "field", "sentence"),
    [
        (Kind.EXTENSION, {"until": date(2026, 6, 15)}, "until", "still to come"),
        (Kind.EXTENSION, {"until": date(2026, 12, 10)}, "until", "Associate holds until December 10, 2026 as it is"),
        (Kind.EXTENSION, {"until": date(2029, 1, 1)}, "until", "more than two years later"),
        (Kind.EXTENSION, {"until": None}, "until", "Enter the day"),
        (Kind.EXTENSION, {"code": "ACP-JCA"}, "code", "that you hold"),
        (Kind.EXTENSION, {"code": RETIRED}, "code", "that you hold"),
        (Kind.EXTENSION, {"words": " \x00 "}, "words", "Say why"),
        (Kind.UPGRADE, {"code": "ACA-ACF"}, "code", "a retired certification that you hold"),
        (Kind.UPGRADE, {"target": RETIRED}, "target", "that you do not hold yet"),
        (Kind.UPGRADE, {"target": "ACA-ACF"}, "target", "that you do not hold yet"),
        (Kind.NAME, {"name": "Ada  Moreau"}, "name", "This is your name on record already"),
        (Kind.NAME, {"name": "\x00"}, "name", "Enter your name"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(
    kind: Request.Kind, told: dict[str, Any], field: str, sentence: str, ada: Candidate
) -> None:
    refused = ask(Actor(ada.user), ada, asked(kind, **told))
    assert isinstance(refused, Refused)
    assert [(each.field, sentence in each.sentence) for each in refused.problems] == [(field, True)]
    assert not Request.objects.exists() and not Event.objects.filter(verb="request.made").exists()


def test_a_form_sent_twice_is_one_request_and_another_form_is_not_guessed_about(ada: Candidate) -> None:
    form = asked()
    first = ask(Actor(ada.user), ada, form)
    assert ask(Actor(ada.user), ada, form) == first
    changed = ask(Actor(ada.user), ada, asked(submission=form.submission, words="Something else."))
    assert isinstance(changed, Refused) and "sent before" in changed.problems[0].sentence
    assert Event.objects.filter(verb="request.made").count() == 1


def test_what_is_open_is_not_asked_for_again_until_it_is_withdrawn(ada: Candidate) -> None:
    first = made(ada)
    again = ask(Actor(ada.user), ada, asked())
    assert isinstance(again, Refused) and "still open" in again.problems[0].sentence
    made(ada, code="ACA-ACF")
    withdraw(Actor(ada.user), first)
    made(ada)


def test_whoever_asked_withdraws_once_and_nobody_else_does(ada: Candidate, cast: Cast) -> None:
    request = made(ada)
    for other in (cast.other, cast.owner, cast.senior):
        assert isinstance(withdraw(Actor(other), request), Refused)
    for _time in range(2):
        done = withdraw(Actor(ada.user), request)
        assert isinstance(done, Request) and done.state == "withdrawn" and done.decided_by is None
    assert isinstance(withdraw(Actor(cast.other), request), Refused)
    assert Event.objects.filter(verb="request.withdrawn").count() == 1


def test_what_was_decided_meanwhile_is_not_withdrawn(ada: Candidate, cast: Cast) -> None:
    request = made(ada)
    decided(cast.owner, request)
    refused = withdraw(Actor(ada.user), request)
    assert isinstance(refused, Refused) and "meanwhile" in refused.problems[0].sentence


def test_a_request_is_somebodys(ada: Candidate) -> None:
    from django.db import IntegrityError, transaction

    for told in ({"kind": "extension"}, {"kind": "report", "candidate": ada}, {"kind": "name", "about": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            form = asked()
            Request.objects.create(program="atlassian", words=form.words, submission=form.submission, **told)
