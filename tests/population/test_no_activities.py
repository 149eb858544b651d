"""A population of a program without activities is assessed without a table of them, as each of its people would be."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from recert.policy.history import Award, Exam, History
from recert.population import assess as population
from recert.population import layout
from recert.terminal.compare import run as compare
from recert.terminal.explain import run as explain
from recert.terminal.plan import run as plan
from recert.terminal.whatif import run as whatif
from tests.policy.strategies import PROGRAMS, program
from tests.policy.test_no_activities import WITH_LEARNING
from tests.population.conftest import Tables, tables, write_csv, write_parquet
from tests.population.test_assess import AS_OF, read, run_on, standings_alone, standings_written
from tests.population.test_shares import content

CODES = ("SAP", "SAA", "DEA", "CLF")
ONE_ROW = "activity,person,type,date\n1,P0000,course,2024-01-01\n2,P0001,course,2024-01-01\n"


def sitting(seed: int) -> History:
    """Somebody who holds some of the certifications, and passes or fails exams over the years."""
    chance = random.Random(seed)
    first = date(2019, 1, 10) + timedelta(days=chance.randrange(900))
    awards = [Award(code, first + timedelta(days=chance.randrange(600))) for code in CODES if chance.randrange(2)]
    exams = {
        (code, first + timedelta(days=chance.randrange(3000))): chance.randrange(4) > 0
        for code in chance.choices(CODES, k=chance.randrange(6))
    }
    return History(tuple(awards), tuple(Exam(code, on, passed) for (code, on), passed in exams.items()), ())


SOME = [sitting(seed) for seed in range(150)]


def sitters() -> Tables:
    """What is on record of them: no table of activities."""
    found = tables(SOME)
    del found["activities"]
    return found


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_a_population_without_activities_is_assessed_as_each_of_its_people(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    folder = write_parquet(tmp_path / "data", sitters())
    assert run_on(folder, tmp_path / "out", program="aws") == 0
    written = standings_written(tmp_path / "out")
    assert written == standings_alone(SOME, AS_OF, program("aws"))
    assert {row[7] for row in written} == {"none", "retake", "cascade"}
    assert read(tmp_path / "out", "entries") == []


def test_in_shares_it_is_the_same(
    write: Callable[[Path, Tables], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "data", sitters())
    assert run_on(folder, tmp_path / "whole", program="aws") == 0
    monkeypatch.setattr(layout, "ROWS_PER_SHARE", 50)
    assert run_on(folder, tmp_path / "shares", program="aws") == 0
    assert len(layout.look(folder, with_ids=True, recorded=False).cuts) > 5
    assert content(tmp_path / "shares") == content(tmp_path / "whole")


def test_an_activity_on_record_is_a_bad_row_and_the_rest_is_assessed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_csv(tmp_path / "data", sitters())
    assert run_on(folder, tmp_path / "without", program="aws") == 0
    (folder / "activities.csv").write_text(ONE_ROW)
    assert run_on(folder, tmp_path / "out", program="aws") == 1
    told = f'{folder}/activities.csv:2: there is no type "course": take the row out: the policy has no type\n'
    assert told in capsys.readouterr().err
    assert read(tmp_path / "out", "standings") == read(tmp_path / "without", "standings")


def test_a_program_with_activities_still_needs_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_on(write_csv(tmp_path / "data", sitters()), tmp_path / "out") == 1
    assert "there is no activities.parquet or activities.csv: put one there" in capsys.readouterr().err


def test_one_of_its_people_is_told_of_exams_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_csv(tmp_path / "data", sitters())
    known = ["--policy", str(PROGRAMS / "aws"), "--data", str(folder), "--as-of", "2024-01-01", "P0003"]
    assert explain(known) == 0
    assert plan(known) == 0
    assert whatif([*known, "--exam", "2024-03-01 SAP passed"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "ctivit" not in said.out
    assert whatif([*known, "--add", "2024-03-01 course: A course"]) == 1
    assert plan([*known, "--only", "course"]) == 1
    said = capsys.readouterr()
    assert "this program records no activities: leave activities out" in said.err
    assert "this program records no activities: leave --only and --cost out" in said.err


def test_beside_a_program_with_activities_it_is_compared_by_what_each_knows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_csv(tmp_path / "data", sitters())
    first = tmp_path / "first.toml"
    text = (PROGRAMS / "aws" / "policy.toml").read_text()
    first.write_text(text.replace("months = 36\ngrace_days = 0", "months = 36\ngrace_days = 90"))
    given = ["--data", str(folder), "--as-of", "2026-06-01", "--out", str(tmp_path / "out")]
    assert compare(["--before", str(PROGRAMS / "aws"), "--after", str(first), *given]) == 0
    learning = tmp_path / "learning.toml"
    learning.write_text(WITH_LEARNING)
    assert compare(["--before", str(PROGRAMS / "aws"), "--after", str(learning), *given]) == 1
    assert "there is no activities.parquet" in capsys.readouterr().err
    (folder / "activities.csv").write_text(ONE_ROW.replace("course", "learning"))
    assert compare(["--before", str(PROGRAMS / "aws"), "--after", str(learning), *given]) == 0
    assert compare(["--before", str(learning), "--after", str(PROGRAMS / "aws"), *given]) == 0
    assert capsys.readouterr().err == ""
