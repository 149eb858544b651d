"""A program's facts are copied into tables, dropped, and copied again; what they give is what every page says."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.policy.assessment import CycleState, Route
from recert.population.assess import assess_population
from recert.population.histories import read_histories
from recert.records import clock, nightly, projection
from recert.records.actions import record_credential, withdraw_activity
from recert.records.models import Activity
from recert.records.programs import current_plan
from recert.records.progress import progress
from tests.records.conftest import join, publish, record_courses, recorded

Row = tuple[Any, ...]


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    """Every test has a home folder of its own."""
    settings.HOME = tmp_path / "home"
    return tmp_path / "home"


def assessed() -> tuple[list[Row], list[Row]]:
    """Standings and entries of everybody, from the copy."""
    plan = current_plan("atlassian")
    found = projection.project("atlassian")
    histories = read_histories(found.folder, plan, with_entries=True)
    standings, entries = list[Row](), list[Row]()
    for told, counted in assess_population(plan, histories, clock.today(plan.policy), with_entries=True):
        standings += [tuple(row.values()) for row in told.select(NAMES).to_pylist()]
        entries += [
            (r["person"], r["activity"].replace("-", ""), r["group"], r["cycle"], r["units"], r["reason"])
            for r in counted.to_pylist()
        ]
    assert histories.problems == []
    return standings, entries


NAMES = ["person", "group", "cycle", "start", "end", "required", "counted", "state", "route", "met_on", "new_expiry"]


def said_by_pages() -> tuple[list[Row], list[Row]]:
    standings, entries = list[Row](), list[Row]()
    for candidate in Candidate.objects.filter(program="atlassian").order_by("pk"):
        for group in progress(candidate).assessment.groups:
            for c in group.cycles:
                state, route = CycleState(c.state).name.lower(), Route(c.route).name.lower()
                amounts = (int(c.required), int(c.counted))
                row = (candidate.pk, group.group, c.number, c.start, c.end, *amounts)
                standings.append((*row, state, route, c.met_on, c.new_expiry))
            for e in group.entries:
                ref = e.activity.replace("-", "")
                entries.append((candidate.pk, ref, group.group, e.cycle, int(e.amount), e.reason.name.lower()))
    return standings, entries


def agree() -> None:
    standings, entries = assessed()
    wanted, counted = said_by_pages()
    assert standings == wanted
    assert sorted(entries) == sorted(counted)


@pytest.fixture
def copied(db: None, today: Any) -> Iterator[Candidate]:
    """One candidate with a renewal that only its grant keeps, copied in slices of one."""
    publish()
    candidate = join()
    record_credential(SYSTEM, candidate, "ACA-ACF", date(2025, 12, 10))
    courses = record_courses(candidate, 5)
    withdraw_activity(SYSTEM, courses[1].activity)
    join("AT00000099", "other@example.org")
    yield candidate


def test_a_renewal_that_was_granted_is_in_the_copy(copied: Candidate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projection, "SLICE", 1)
    agree()
    standings, _ = assessed()
    assert [row[NAMES.index("route")] for row in standings] == ["grant"]


def test_a_copy_is_used_until_something_is_done(copied: Candidate, home: Path) -> None:
    first = projection.project("atlassian")
    assert projection.project("atlassian") == first == projection.fresh("atlassian")
    recorded(copied, "One more")
    assert projection.fresh("atlassian") is None
    assert projection.newest("atlassian") == first
    second = projection.project("atlassian")
    assert second.number > first.number and projection.newest("atlassian") == second
    recorded(copied, "And one more")
    third = projection.project("atlassian")
    kept = sorted((home / "projections" / "atlassian").iterdir())
    assert kept == [second.folder, third.folder], "whoever reads the one before can go on"


def test_nothing_is_left_behind_when_copying_stops(
    copied: Candidate, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(done: int, everybody: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        projection.project("atlassian", told)
    assert list((home / "projections" / "atlassian").iterdir()) == []


def test_what_was_begun_and_never_ended_is_swept_after_a_day(copied: Candidate, home: Path) -> None:
    folder = projection.project("atlassian").folder.parent
    now = clock.now().timestamp()
    for name, age in ((".old.part", 2 * projection.ABANDONED), (".new.part", 0)):
        (folder / name).mkdir()
        os.utime(folder / name, (now - age, now - age))
    projection.sweep(folder)
    assert sorted(each.name for each in folder.glob(".*.part")) == [".new.part"]


def test_another_programs_people_stay_out(copied: Candidate) -> None:
    Candidate.objects.create(program="elsewhere", number="X1", email="x@example.org")
    found = projection.project("atlassian")
    assert found.people == 2
    assert pq.read_table(found.folder / "people.parquet")["person"].to_pylist() == list(
        Candidate.objects.filter(program="atlassian").order_by("pk").values_list("pk", flat=True)
    )


@pytest.mark.django_db(transaction=True)
def test_what_is_recorded_meanwhile_is_in_the_next_copy(today: Any) -> None:
    publish()
    candidate = join()
    record_credential(SYSTEM, candidate, "ACA-ACF", date(2025, 12, 10))
    with projection.snapshot():
        assert Activity.objects.count() == 0
    first = projection.project("atlassian")
    recorded(candidate, "Later")
    assert pq.read_metadata(first.folder / "activities.parquet").num_rows == 0
    again = projection.project("atlassian")
    assert pq.read_metadata(again.folder / "activities.parquet").num_rows == 1


def test_the_worker_copies_every_program_at_night(copied: Candidate) -> None:
    assert nightly.project() == 1
    assert projection.fresh("atlassian") is not None
