"""Two staff at the same request, and a form sent by several clicks: real threads, real connections, both databases."""

import pytest

from recert.journal.change import Actor
from recert.journal.models import Event
from recert.journal.verify import first_break
from recert.people.models import Candidate
from recert.records.models import Extension
from recert.records.refusal import Refused
from recert.requests.actions import ask, report, withdraw
from recert.requests.models import Request
from tests.conftest import Cast
from tests.records.test_concurrency import at_once
from tests.requests.conftest import asked, decided, made

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_staff_who_decide_at_once_one_is_told_and_nothing_is_done_twice(ada: Candidate, cast: Cast) -> None:
    request = made(ada)
    results = at_once(
        lambda: decided(cast.owner, request, "grant"),
        lambda: decided(cast.senior, request, "refuse"),
        lambda: decided(cast.senior, request, "grant"),
        lambda: withdraw(Actor(ada.user), request),
    )
    assert sorted(type(found).__name__ for found in results) == ["Refused"] * 3 + ["Request"], results
    found = Request.objects.get()
    assert found.version == 2
    assert Extension.objects.count() == (found.state == "granted")
    assert Event.objects.filter(subject=f"request:{request.pk}").count() == 2
    assert first_break("atlassian") is None


def test_of_two_who_answer_a_report_at_once_one_is_told(cast: Cast, ada: Candidate) -> None:
    request = report("atlassian", asked(Request.Kind.REPORT))
    assert isinstance(request, Request)
    results = at_once(
        lambda: decided(cast.owner, request, "look_into"), lambda: decided(cast.senior, request, "find_nothing")
    )
    assert sorted(type(found).__name__ for found in results) == ["Refused", "Request"], results


def test_a_form_sent_by_many_clicks_at_once_is_one_request(ada: Candidate) -> None:
    form, told = asked(), asked(Request.Kind.REPORT)
    results = at_once(*[lambda: ask(Actor(ada.user), ada, form)] * 4, *[lambda: report("atlassian", told)] * 4)
    assert not [found for found in results if isinstance(found, Exception | Refused)], results
    assert Request.objects.count() == Event.objects.filter(verb="request.made").count() == 2
