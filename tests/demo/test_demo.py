"""Loading the demo."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from recert.demo import actions as demo
from recert.demo import stories as told
from recert.people.models import Candidate
from recert.policy.assessment import HoldingState
from recert.records import clock
from recert.records.models import Renewal
from recert.records.programs import current
from recert.records.progress import progress
from tests.records.conftest import POLICY, join, publish


def load() -> str:
    out = StringIO()
    call_command("demo", "--no-serve", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_demo_that_was_interrupted_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "CAST", ((told.newcomer, 3), (told.halfway, 2)))
    real = demo.record

    def fail_late(*args: object) -> None:
        if Candidate.objects.count() == 4:
            raise KeyboardInterrupt
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(demo, "record", fail_late)
    with pytest.raises(KeyboardInterrupt):
        load()
    assert Candidate.objects.count() == 3
    monkeypatch.setattr(demo, "record", real)
    load()
    assert Candidate.objects.count() == 6


@pytest.mark.django_db
def test_the_candidate_of_the_demo_is_one_course_away_from_renewing() -> None:
    program = demo.load_rules(POLICY)
    user = demo.account(demo.CANDIDATE.email, "Alba Moreau")
    day = clock.today(current(program))
    demo.load_person(program, 12345678, "Alba Moreau", user.email, told.guide(day), user)
    standings = {s.group: s for s in progress(Candidate.objects.get()).assessment.groups}
    assert standings["acp"].cycles[-1].missing == 10
    assert len({h.expires for h in standings["acp"].holdings if h.state == HoldingState.ACTIVE}) == 2
    assert not Renewal.objects.exclude(state=Renewal.State.GRANTED).exists()


@pytest.mark.django_db
def test_the_demo_does_not_mix_with_real_candidates() -> None:
    publish()
    join()
    with pytest.raises(CommandError, match="has candidates that no demo loaded"):
        load()
    assert Candidate.objects.count() == 1
