"""An owner runs a mass move, having seen who it affects."""

from datetime import date

import pytest
from django.test import Client

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.records.actions import record_credential
from recert.records.models import MoveRun
from tests.conftest import Cast
from tests.desk.conftest import DESK, text
from tests.records.conftest import join

FIRST, SECOND = f"{DESK}/moves/2024-to-september/", f"{DESK}/moves/2025-one-year-later/"


@pytest.fixture
def due(unmoved: str) -> list[Candidate]:
    """Thirty candidates whose certification is due on March 15, 2024, and one due later."""
    made = [join(f"AT{n:08}", f"c{n}@example.org") for n in range(101, 132)]
    for candidate in made[:30]:
        record_credential(SYSTEM, candidate, "ACA-ACF", date(2022, 3, 15))
    record_credential(SYSTEM, made[30], "ACA-ACF", date(2024, 12, 10))
    return made


def test_the_list_says_what_was_run(owner: Client, due: list[Candidate]) -> None:
    assert text(owner.get(f"{DESK}/moves/")).count("Not run") == 2
    assert "this mass move was not run yet" in text(owner.get(f"{DESK}/"))


def test_an_owner_sees_who_is_affected_page_by_page(owner: Client, due: list[Candidate]) -> None:
    page = text(owner.get(FIRST))
    assert "30 candidates, 30 certifications." in page
    assert "AT00000101" in page and "AT00000126" not in page and "Page 1 of 2" in page
    assert "Mar 15, 2024" in page and "Sep 30, 2024" in page
    assert "AT00000126" in text(owner.get(FIRST, {"page": "2"}))


def test_a_move_is_run_after_a_tick_and_once(owner: Client, cast: Cast, due: list[Candidate]) -> None:
    assert "Tick this to say" in text(owner.post(FIRST))
    assert not MoveRun.objects.exists()
    for _time in range(2):
        assert owner.post(FIRST, {"sure": "on"}).status_code == 302
    run = MoveRun.objects.get()
    assert (run.affected, run.run_by) == (30, cast.owner)
    assert Event.objects.filter(verb="move.run").count() == 1
    assert "30 candidates' dates were moved." in text(owner.get(FIRST))
    assert "30 candidates affected" in text(owner.get(f"{DESK}/moves/"))


def test_a_later_move_waits_for_the_earlier(owner: Client, due: list[Candidate]) -> None:
    page = text(owner.get(SECOND))
    assert "comes before this one and was not run yet. Run it first." in page
    assert "Run this move" not in page
    assert "Run it first." in text(owner.post(SECOND, {"sure": "on"}))
    owner.post(FIRST, {"sure": "on"})
    assert "30 candidates, 30 certifications." in text(owner.get(SECOND))


def test_an_auditor_sees_who_is_affected_and_runs_nothing(auditor: Client, due: list[Candidate]) -> None:
    page = text(auditor.get(FIRST))
    assert "30 candidates" in page and "Run this move" not in page
    assert auditor.post(FIRST, {"sure": "on"}).status_code == 404
    assert not MoveRun.objects.exists()


def test_an_unknown_move_is_not_found(owner: Client, due: list[Candidate]) -> None:
    assert owner.get(f"{DESK}/moves/1999/").status_code == 404
