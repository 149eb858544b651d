"""Somebody starts a program with one command, and has rules that are valid and proven."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recert.policy.case import read_cases
from recert.policy.case_results import run_case
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy, read_policy
from recert.policy.warn import warnings
from recert.terminal.new import Wanted, texts
from recert.terminal.policy import run


def test_a_program_begins_with_nothing_but_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ski-patrol"
    assert run(["new", str(folder)]) == 0
    assert "Read README.md first" in capsys.readouterr().out
    assert run(["check", str(folder)]) == 0
    assert run(["test", str(folder)]) == 0
    assert capsys.readouterr().out == "0 problems\n3 passed, 0 failed\n"
    policy = read_policy(folder)
    assert isinstance(policy, Policy)
    assert (policy.key, policy.name, policy.cycle.months) == ("ski-patrol", "Ski Patrol", 36)
    readme = (folder / "README.md").read_text()
    assert "| number | document | address | read on |" in readme


def test_what_is_said_is_written(tmp_path: Path) -> None:
    more = ["--name", 'The "Best" Program', "--months", "24", "--units", "50", "--grace-days", "90", "--worth", "5"]
    assert run(["new", str(tmp_path / "p"), *more, "--from", "2024-02-29"]) == 0
    policy = read_policy(tmp_path / "p")
    assert isinstance(policy, Policy)
    assert policy.name == "The Best Program"
    assert (policy.cycle.months, policy.cycle.grace_days) == (24, 90)
    assert policy.groups[0].required[0].amount == 50
    assert policy.types[0].worth[0].amount == 5
    assert policy.floor == date(2024, 2, 29)
    assert run(["test", str(tmp_path / "p")]) == 0


@pytest.mark.parametrize(
    ("given", "units", "worth", "step"),
    [
        (["--units", "2.5", "--worth", "0.1"], "2.5", "0.1", "0.1"),
        (["--units", "2.25"], "2.25", "0.38", "0.01"),
        (["--units", "2.0"], "2", "1", "1"),
        (["--units", "6", "--worth", "0.125"], "6", "0.125", "0.001"),
    ],
)
def test_a_program_may_count_in_parts_of_a_unit(
    given: list[str], units: str, worth: str, step: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(tmp_path / "p"), *given]) == 0
    policy = read_policy(tmp_path / "p")
    assert isinstance(policy, Policy), policy
    amounts = (policy.groups[0].required[0].amount, policy.types[0].worth[0].amount, policy.step)
    assert amounts == (Decimal(units), Decimal(worth), Decimal(step))
    assert run(["check", str(tmp_path / "p")]) == run(["test", str(tmp_path / "p")]) == 0
    assert "3 passed, 0 failed" in capsys.readouterr().out


def test_one_unit_is_told_as_one(tmp_path: Path) -> None:
    assert run(["new", str(tmp_path / "p"), "--units", "2", "--worth", "1"]) == 0
    text = (tmp_path / "p" / "policy.toml").read_text()
    assert '"assumption: 2 units in a cycle"' in text and '"assumption: 1 unit for a course"' in text


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("mine")
    assert run(["new", str(tmp_path)]) == 1
    assert "README.md is there already: choose another folder" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["README.md"]
    assert (tmp_path / "README.md").read_text() == "mine"


def test_a_place_that_can_not_be_written_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert run(["new", str(tmp_path / "file" / "below")]) == 1
    assert "choose another folder" in capsys.readouterr().err


def test_a_program_of_many_hours_begins_without_a_case_that_lists_them_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(tmp_path / "x"), "--units", "150", "--worth", "1"]) == 0
    assert run(["check", str(tmp_path / "x")]) == run(["test", str(tmp_path / "x")]) == 0
    assert "2 passed, 0 failed" in capsys.readouterr().out
    assert "It takes 150 courses to renew" in (tmp_path / "x" / "cases" / "first.toml").read_text()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--months", "0"),
        ("--months", "many"),
        ("--units", "-1"),
        ("--units", "0"),
        ("--worth", "0.0001"),
        ("--from", "soon"),
    ],
)
def test_a_value_out_of_bounds_is_refused_with_what_to_write(
    option: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(["new", str(tmp_path / "x"), f"{option}={value}"])
    said = capsys.readouterr().err
    assert "write" in said
    assert ("without-units.md" in said) is (value == "0" and option == "--units")
    assert not (tmp_path / "x").exists()


@given(
    st.builds(
        Wanted,
        folder=st.just(Path("x")),
        key=st.just("x"),
        name=st.sampled_from(["A", "Über $1 {x}", "#"]),
        months=st.integers(1, 240),
        grace_days=st.integers(0, 3650),
        units=st.decimals(100, 500, places=2),
        worth=st.decimals(5, 100, places=3),
        since=st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    )
)
def test_whatever_is_said_it_is_valid_and_its_cases_hold(wanted: Wanted) -> None:
    found = texts(wanted)
    policy = parse_policy(found["policy.toml"])
    assert isinstance(policy, Policy), policy
    doubts = warnings(policy, found["policy.toml"], "policy.toml")
    longer = wanted.grace_days >= 28 * wanted.months  # a grace that outlasts a cycle is doubted, and rightly
    late = ("gets a date that is over", "is back for that day only")
    assert not doubts or (longer and all(doubt.what.endswith(late) for doubt in doubts)), doubts
    cases = read_cases(found["cases/first.toml"], "first.toml", policy)
    assert not isinstance(cases, Problems), cases
    assert [str(wrong) for case in cases for wrong in run_case(plan(policy), case)] == []
