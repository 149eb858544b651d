"""`recert plan` and `recert whatif` as an analyst runs them."""

import json
from pathlib import Path

import pytest

from recert.terminal import plan, whatif
from tests.policy.strategies import PROGRAMS


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Ada, halfway through two cycles, and somebody whose row is bad."""
    (tmp_path / "people.csv").write_text("person\nada\nbad\n")
    (tmp_path / "credentials.csv").write_text(
        "person,certification,awarded\nada,ACA-JSWE,2025-04-03\nada,ACP-JCA,2025-11-01\nbad,ACA-JSWE,2025-04-03\n"
    )
    (tmp_path / "activities.csv").write_text(
        "activity,person,type,date,name\n1,ada,global-event,2026-05-06,Team 26\n2,bad,curse,2026-05-06,Boards\n"
    )
    return tmp_path


def given(data: Path, *words: str, person: str = "ada") -> list[str]:
    return [person, "--policy", str(PROGRAMS / "atlassian"), "--data", str(data), "--as-of", "2026-06-15", *words]


def test_it_says_what_to_do_and_by_when(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan.run(given(data)) == 0
    assert (
        capsys.readouterr().out
        == """\
ada, Atlassian Certification 2024-02, as of June 15, 2026

Associate, to be renewed by April 3, 2027: 20 CE units missing
  One presentation, by April 3, 2027
  That renews Associate until April 3, 2029.
  One activity.
  After April 3, 2027 it is in grace, and what is due that day still renews it until July 2, 2027.
  Or with one type alone:
    2 courses, by April 3, 2027
    2 local events, by April 3, 2027
  Or by exam, for that certification alone:
    Pass the exam of ACA-JSWE again, between October 3, 2026 and April 3, 2027
Professional, to be renewed by November 1, 2027: 70 CE units missing
  5 courses, by November 1, 2027
  One presentation, by November 1, 2027
  That renews Professional until November 1, 2029.
  6 activities. No way needs fewer.
  After November 1, 2027 it is in grace, and what is due that day still renews it until January 30, 2028.
  Or with one type alone:
    7 courses, by November 1, 2027
  Or by exam, for that certification alone:
    Pass the exam of ACP-JCA again, between May 1, 2027 and November 1, 2027
One way for all of them
  One presentation, by April 3, 2027
  5 courses, by November 1, 2027
  That renews Associate until April 3, 2029.
  That renews Professional until November 1, 2029.
  6 activities. No way needs fewer.
"""
    )


def test_costs_and_what_can_be_done_are_given(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan.run(given(data, "--cost", "course=6", "--cost", "presenting=20.5")) == 0
    out = capsys.readouterr().out
    assert "2 courses, by April 3, 2027" in out
    assert "It costs 12. No way costs less." in out
    assert plan.run(given(data, "--only", "local-event")) == 0
    out = capsys.readouterr().out
    assert "2 local events, by April 3, 2027" in out
    assert "there is no way by November 1, 2027: 30 CE units stay missing." in out


def test_programs_read_since_when_it_is_suspended_and_what_is_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "people.csv").write_text("person\nlate\nover\n")
    (tmp_path / "credentials.csv").write_text(
        "person,certification,awarded\nlate,PMP,2023-02-03\nover,PMP,2021-02-03\n"
    )
    (tmp_path / "activities.csv").write_text("activity,person,type,date,name\n")
    of = ["--policy", str(PROGRAMS / "pmi"), "--data", str(tmp_path), "--as-of", "2026-06-15", "--json"]
    assert plan.run(["late", *of]) == 0
    [cycle] = json.loads(capsys.readouterr().out)["cycles"]
    assert (cycle["state"], cycle["suspended_from"]) == ("suspended", {"PMP": "2026-02-03"})
    assert plan.run(["over", *of]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["over"] == [{"group": "pmp", "on": "2025-02-02", "missed_year": False}]


def test_programs_read_which_certification_lapsed_where_others_of_its_group_are_held(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "people.csv").write_text("person\nada\n")
    (tmp_path / "credentials.csv").write_text(
        "person,certification,awarded\nada,ACA-JSWE,2020-01-10\nada,ACA-ACF,2025-06-01\n"
    )
    (tmp_path / "activities.csv").write_text("activity,person,type,date,name\n")
    of = ["--policy", str(PROGRAMS / "atlassian"), "--data", str(tmp_path), "--as-of", "2026-06-15", "--json"]
    assert plan.run(["ada", *of]) == 0
    (gone,) = json.loads(capsys.readouterr().out)["over"]
    assert (gone["group"], gone["certification"]) == ("aca", "ACA-JSWE")


def test_programs_read_what_the_rest_of_a_step_may_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "people.csv").write_text("person\nada\n")
    (tmp_path / "credentials.csv").write_text("person,certification,awarded\nada,aPHR,2026-07-03\n")
    (tmp_path / "activities.csv").write_text("activity,person,type,date,name\n")
    of = ["--policy", str(PROGRAMS / "hrci"), "--data", str(tmp_path), "--as-of", "2026-11-30", "--json"]
    assert plan.run(["ada", *of]) == 0
    [cycle] = json.loads(capsys.readouterr().out)["cycles"]
    [step] = cycle["best"]["steps"]
    kind = step["type"]
    others = [{"type": kind, "category": each} for each in ("hr-general", "business", "global", "california")]
    assert step["category"] == "ethics"
    assert step["instead"] == {"own": "1", "others": others, "last": step["last"]}


def test_programs_read_the_same_as_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan.run(given(data, "--json")) == 0
    found = json.loads(capsys.readouterr().out)
    associate = found["cycles"][0]
    assert (associate["group"], associate["missing"], associate["by"]) == ("aca", "20", "2027-04-03")
    assert associate["best"]["steps"] == [
        {"type": "presenting", "times": 1, "quantity": "1", "first": "2026-06-15", "last": "2027-04-03"}
    ]
    assert associate["best"]["expiries"] == {"aca": "2029-04-03"}
    assert associate["exams"] == [
        {"certification": "ACA-JSWE", "first": "2026-10-03", "last": "2027-04-03", "renews_too": []}
    ]
    assert found["together"]["cost"] == "6"


@pytest.mark.parametrize("word", ["--cost=curse=6", "--only=curse"])
def test_a_type_that_is_not_there_is_named(data: Path, capsys: pytest.CaptureFixture[str], word: str) -> None:
    assert plan.run(given(data, word)) == 1
    assert capsys.readouterr().err == 'there is no type "curse": did you mean "course"?\n'


@pytest.mark.parametrize("text", ["course", "course=", "course=-1", "course=NaN", "course=six"])
def test_what_is_no_cost_is_refused(data: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    with pytest.raises(SystemExit):
        plan.run(given(data, "--cost", text))
    assert "write a type and a number, as course=6" in capsys.readouterr().err


def test_rows_that_had_to_be_left_out_are_named(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for run, words in ((plan.run, []), (whatif.run, ["--add", "2026-07-01 course: A"])):
        assert run(given(data, *words, person="bad")) == 1
        shown = capsys.readouterr()
        assert 'there is no type "curse"' in shown.err
        assert "Associate" in shown.out
        assert run(given(data, *words, person="nobody")) == 1
        assert 'there is no person "nobody"' in capsys.readouterr().err


def test_what_something_more_would_do(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--add", "2026-12-01 presenting: Automation", "--exam", "2027-06-01 ACP-JCA passed"]
    assert whatif.run(given(data, *words)) == 0
    out = capsys.readouterr().out
    assert "Associate: renewed on December 1, 2026 until April 3, 2029, with 50 of 50 CE units." in out
    assert "December 1, 2026: Presenting at an event, “Automation”" in out
    assert "Passed on June 1, 2027: ACP-JCA renewed." in out
    assert "ACP-JCA: November 1, 2029 instead of November 1, 2027." in out
    assert whatif.run(given(data, *words, "--json")) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["groups"][0]["renews"]
    assert found["groups"][0]["activities"][0]["counts"] == "20"
    assert {"certification": "ACA-JSWE", "old": "2027-04-03", "new": "2029-04-03"} in found["expiries"]


def test_a_proposal_that_cannot_be_read_is_named(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert whatif.run(given(data, "--add", "2026-12-01 course: A", "--add", "2026-12-01 curse: B")) == 1
    assert capsys.readouterr().err == 'proposed:2: "curse: B" is no activity: did you mean "course"?\n'
    with pytest.raises(SystemExit):
        whatif.run(given(data))
    assert "nothing is proposed: give --add or --exam" in capsys.readouterr().err
