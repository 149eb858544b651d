"""Staff grant, shorten or refuse: who may, from which state, and what it does."""

from datetime import date
from typing import Any

import pytest

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.journal.verify import first_break
from recert.people.models import Candidate, StaffRole, User
from recert.records.actions import record_extension
from recert.records.models import Credential, Extension
from recert.records.progress import progress
from recert.records.refusal import Refused
from recert.requests.actions import report
from recert.requests.models import Request
from recert.requests.transitions import REPORTS, STAFF, TRANSITIONS, WHOSE, possible
from tests.conftest import Cast
from tests.requests.conftest import ACTIVE, LATER, asked, decided, made

Kind, State = Request.Kind, Request.State
WHO = ("candidate", "other", "viewer", "auditor", "senior", "owner", "administrator", "elsewhere")
VERBS = sorted({step.verb for step in TRANSITIONS})


def expires(candidate: Candidate) -> date:
    return max(h.expires for s in progress(candidate).assessment.groups for h in s.holdings if s.group == "aca")


def test_an_extension_is_granted_until_the_day_asked_for(ada: Candidate, cast: Cast) -> None:
    done = decided(cast.senior, made(ada))
    assert (done.state, done.answer, done.decided_by, done.granted_until) == (
        "granted",
        "So be it.",
        cast.senior,
        LATER,
    )
    assert expires(ada) == LATER
    assert Extension.objects.get().code == "aca"
    verbs = list(Event.objects.order_by("-number").values_list("verb", flat=True)[:2])
    assert verbs == ["request.granted", "extension.recorded"]
    assert Event.objects.latest("number").data["reason"] == "So be it."
    assert first_break("atlassian") is None


def test_an_extension_is_granted_for_a_shorter_time(ada: Candidate, cast: Cast) -> None:
    done = decided(cast.owner, made(ada), day=date(2027, 1, 10))
    assert (done.until, done.granted_until, expires(ada)) == (LATER, date(2027, 1, 10), date(2027, 1, 10))
    assert Event.objects.latest("number").data["until"] == "2027-01-10"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(date(2027, 3, 2), "later than asked for"), (date(2026, 6, 15), "still to come"), (None, "still to come")],
)
def test_an_extension_is_not_granted_for_longer_than_asked(
    day: date | None, sentence: str, ada: Candidate, cast: Cast
) -> None:
    refused = decided(cast.owner, made(ada), day=day)
    assert isinstance(refused, Refused) and sentence in refused.problems[0].sentence
    assert Request.objects.get().state == "open" and Request.objects.get().version == 1
    assert not Extension.objects.exists()


def test_a_request_is_refused_with_words_and_not_without(ada: Candidate, cast: Cast) -> None:
    request = made(ada)
    refused = decided(cast.owner, request, "refuse", "  ")
    assert isinstance(refused, Refused) and refused.problems[0].field == "words"
    done = decided(cast.owner, request, "refuse", "The center was open again in May.")
    assert (done.state, done.answer) == ("refused", "The center was open again in May.")
    assert expires(ada) == date(2026, 12, 10) and done.granted_until is None


def test_an_upgrade_awards_the_certification_on_a_day_with_a_reason(ada: Candidate, cast: Cast) -> None:
    done = decided(cast.owner, made(ada, Kind.UPGRADE), day=date(2026, 6, 1))
    assert done.state == "granted"
    assert Credential.objects.get(certification=ACTIVE).awarded == date(2026, 6, 1)
    event = Event.objects.get(verb="request.granted")
    assert event.data == {"kind": "upgrade", "code": "ACP-JPA", "target": ACTIVE, "reason": "So be it."}
    # retired or not, what was held stays on record
    assert Credential.objects.filter(candidate=ada, certification="ACP-JPA").exists()


def test_an_award_that_can_not_be_leaves_the_request_open(ada: Candidate, cast: Cast) -> None:
    request = made(ada, Kind.UPGRADE)
    for day, field in ((None, "awarded"), (date(2026, 7, 1), "awarded")):
        refused = decided(cast.owner, request, day=day)
        assert isinstance(refused, Refused) and refused.problems[0].field == field
    assert Request.objects.get().state == "open" and not Credential.objects.filter(certification=ACTIVE).exists()


def test_a_name_is_corrected_on_the_record_and_the_account(ada: Candidate, cast: Cast) -> None:
    version = ada.version
    decided(cast.senior, made(ada, Kind.NAME), words="")
    ada.refresh_from_db()
    assert (ada.name, User.objects.get(candidates=ada).name) == ("Ada Lovelace", "Ada Lovelace")
    assert ada.version == version + 1
    event = Event.objects.get(verb="candidate.renamed")
    assert (event.data["before"], event.data["after"]) == ({"name": "Ada Moreau"}, {"name": "Ada Lovelace"})


def test_an_extension_of_that_day_with_another_end_stands_in_the_way_and_is_named(ada: Candidate, cast: Cast) -> None:
    record_extension(SYSTEM, ada, "aca", date(2026, 6, 15), date(2027, 2, 1), "Told on the phone.")
    refused = decided(cast.owner, made(ada))
    assert isinstance(refused, Refused) and "Withdraw it first" in refused.problems[0].sentence
    assert Request.objects.get().state == "open"


def test_nobody_decides_what_they_ask_for_themselves(ada: Candidate, cast: Cast) -> None:
    for role in (StaffRole.Role.OWNER, StaffRole.Role.SENIOR):
        StaffRole.objects.create(program="atlassian", user=cast.candidate, role=role)
    request = made(ada)
    for verb in ("grant", "refuse"):
        refused = decided(cast.candidate, request, verb)
        assert isinstance(refused, Refused) and "your own" in refused.problems[0].sentence
    assert [step.verb for step in possible(request, cast.candidate)] == ["withdraw"]


def request_in(ada: Candidate, kind: Request.Kind, state: str) -> Request:
    found = report("atlassian", asked(kind)) if kind == Kind.REPORT else made(ada, kind)
    assert isinstance(found, Request)
    Request.objects.filter(pk=found.pk).update(state=state)
    return Request.objects.select_related("candidate").get(pk=found.pk)


DAYS = {Kind.EXTENSION: LATER, Kind.UPGRADE: date(2026, 6, 1)}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("state", list(State))
def test_every_state_verb_and_role(kind: Request.Kind, state: str, ada: Candidate, cast: Cast) -> None:
    """The whole matrix: what the table says can be done is done, and everything else is refused and changes nothing."""
    request = request_in(ada, kind, state)
    before = Event.objects.count()
    for verb in VERBS:
        steps = [t for t in TRANSITIONS if t.verb == verb and kind in t.kinds and t.start == state]
        for who in WHO:
            user = getattr(cast, who)
            allowed = bool(steps) and (
                (steps[0].who == WHOSE and who == "candidate") or (steps[0].who == STAFF and who in {"senior", "owner"})
            )
            assert (verb in {step.verb for step in possible(request, user)}) == allowed, (verb, who)
            if not allowed:
                assert isinstance(decided(user, request, verb, day=DAYS.get(kind)), Refused), (verb, who)
    assert Event.objects.count() == before
    assert Request.objects.get().version == 1


@pytest.mark.parametrize("step", TRANSITIONS, ids=lambda step: f"{step.verb}-{len(step.kinds)}")
def test_every_step_ends_where_the_table_says_and_leaves_its_event(step: Any, ada: Candidate, cast: Cast) -> None:
    for kind in sorted(step.kinds):
        Request.objects.all().delete()
        Extension.objects.all().delete()
        request = request_in(ada, Kind(kind), step.start)
        user = cast.candidate if step.who == WHOSE else cast.senior
        if step.reasoned:
            refused = decided(user, request, step.verb, "", DAYS.get(Kind(kind)))
            assert isinstance(refused, Refused) and refused.problems[0].field == "words"
        done = decided(user, request, step.verb, "Because." if step.reasoned else "", DAYS.get(Kind(kind)))
        assert isinstance(done, Request), done
        assert (done.state, done.version) == (step.end, 2)
        last = Event.objects.latest("number")
        assert (last.verb, last.actor, last.subject) == (step.event, user, f"request:{request.pk}")
        assert (last.candidate is None) == (kind in REPORTS)
        assert isinstance(decided(user, done, step.verb, "Again.", DAYS.get(Kind(kind))), Refused)
