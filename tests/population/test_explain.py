"""One person's story is told from the same tables, and agrees with what the assessment says."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given

from recert.policy import explain
from recert.policy.assess import assess
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.story import story
from recert.terminal.explain import run
from tests.policy.strategies import PROGRAMS, history, reference
from tests.population.conftest import Tables, tables

AS_OF = date(2026, 3, 1)
ADA = History(
    awards=(Award("ACA-JSWE", date(2025, 1, 10)), Award("ACP-JCA", date(2022, 11, 20))),
    exams=(Exam("ACA-JSWE", date(2026, 2, 1)),),
    activities=(
        Activity("1", "course", date(2025, 3, 1), "Automation"),
        Activity("2", "global-event", date(2025, 4, 9), "Team ’25"),
        Activity("3", "global-event", date(2025, 10, 9), "Unleash"),
        Activity("4", "course", date(2023, 3, 1), "Early bird"),
    ),
)


def told(folder: Path, person: str = "P0000") -> int:
    given = ["--policy", str(PROGRAMS / "atlassian"), "--data", str(folder), "--as-of", str(AS_OF)]
    return run([person, *given])


def test_somebody_asks_for_the_story_of_one_person(
    write: Callable[[Path, Tables], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(write(tmp_path, tables([ADA, History()]))) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "P0000, Atlassian Certification 2024-02, as of March 1, 2026"
    for line in (
        "Associate (ACA)",
        "ACA-JSWE Jira Software Essentials",
        "Awarded on January 10, 2025, due on January 10, 2027.",
        "Cycle 1, January 10, 2025 to January 10, 2027",
        "March 1, 2025: Coursework, “Automation”: 10, 10 in all",
        "April 9, 2025: Attending a global event, “Team ’25”: 30, 40 in all",
        "October 9, 2025: Attending a global event, “Unleash”: 0, 40 in all",
        "The limit of Attending a global event is reached: one use in a cycle.",
        "40 of 50 CE units. It ends on January 10, 2027, and can be renewed until April 10, 2027.",
        "10 more CE units, for example one course.",
        "March 1, 2023: Coursework, “Early bird”: 0",
        "40 of 100 CE units: not renewed by February 18, 2026, so it lapsed.",
        "The program moved it from November 20, 2024 to November 20, 2025.",
        "Passed on February 1, 2026, which is more than 6 months before ACA-JSWE expires, so it renewed nothing. "
        "A pass renews from July 10, 2026 on.",
    ):
        assert line in lines


def test_of_somebody_without_certifications_there_is_nothing_to_tell(
    write: Callable[[Path, Tables], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(write(tmp_path, tables([ADA, History()])), "P0001") == 0
    assert "Nothing has been awarded, so there is nothing to renew." in capsys.readouterr().out


def test_whoever_is_not_in_the_people_table_is_not_made_up(
    write: Callable[[Path, Tables], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(write(tmp_path, tables([ADA])), "P0009") == 1
    assert 'there is no person "P0009" in the people table: check the id' in capsys.readouterr().err


def test_bad_rows_of_the_person_are_named_and_those_of_others_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "people.csv").write_text("person\nP0000\nP0001\n")
    (tmp_path / "credentials.csv").write_text("person,certification,awarded\nP0000,ACA-JSWE,2025-01-10\n")
    (tmp_path / "activities.csv").write_text(
        "activity,person,type,date\n1,P0000,curse,2025-03-01\n2,P0001,curse,2025-03-01\n3,P0000,course,2025-03-01\n"
    )
    assert told(tmp_path) == 1
    shown = capsys.readouterr()
    assert 'activities.csv:2: there is no type "curse": did you mean "course"?' in shown.err
    assert len(shown.err.splitlines()) == 1
    assert "March 1, 2025: Coursework, “3”: 10, 10 in all" in shown.out


def test_ids_may_be_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = pa.array([date(2025, 1, 10)])
    pq.write_table(pa.table({"person": [7, 12]}), tmp_path / "people.parquet")
    pq.write_table(
        pa.table({"person": [12], "certification": ["ACA-JSWE"], "awarded": day}), tmp_path / "credentials.parquet"
    )
    pq.write_table(
        pa.table({"activity": [1], "person": [12], "type": ["course"], "date": day}), tmp_path / "activities.parquet"
    )
    assert told(tmp_path, "12") == 0
    assert "January 10, 2025: Coursework, “1”: 10, 10 in all" in capsys.readouterr().out
    assert told(tmp_path, "AT12") == 1


def test_a_policy_with_problems_is_named_with_its_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "policy.toml").write_text("program = 7\n")
    assert run(["P1", "--policy", str(tmp_path), "--data", str(tmp_path)]) == 1
    assert "policy.toml:1: `program` is 7" in capsys.readouterr().err


@given(history())
def test_every_story_names_every_reason_and_adds_up(one: History) -> None:
    policy = reference().policy
    found = assess(reference(), one, AS_OF)
    activities = {activity.ref: activity for activity in one.activities}
    sentences = [line.text for line in story(policy, one, found)]
    said = [str(sentence) for sentence in sentences]
    for standing in found.groups:
        for entry in standing.entries:
            assert str(explain.entry(policy, standing, entry, activities)) in said
    totals = [s.values["total"] for s in sentences if "total" in s.values]
    for standing in found.groups:
        for cycle in standing.cycles:
            if any(entry.cycle == cycle.number for entry in standing.entries):
                assert cycle.counted in totals
