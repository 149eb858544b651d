"""Whatever a policy or a case file holds, somebody gets its problems or what it says, and never a traceback."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from recert.policy.assumptions import assumptions
from recert.policy.case import read_cases
from recert.policy.case_results import run_case
from recert.policy.handbook import handbook
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy, read_policy
from recert.policy.toml import ENOUGH
from recert.policy.warn import warnings
from recert.terminal.policy import run
from recert.terminal.typeset import as_markdown
from tests.policy import fuzz
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
CASE = (PROGRAMS / "atlassian" / "cases" / "1-units.toml").read_text()


def tried(text: str) -> Policy | Problems:
    """A text read as a policy; what is one is made ready, doubted and shown, what is none says where and what to do."""
    found = parse_policy(text)
    if isinstance(found, Problems):
        assert found.problems
        for problem in found.problems:
            assert problem.what and problem.fix
            assert 1 <= problem.line <= text.count("\n") + 1
            assert len(str(problem)) < 2000
    else:
        plan(found)
        warnings(found, text, "policy.toml")
        assert as_markdown(handbook(found, assumptions(text)))
    return found


def tried_as_case(text: str, policy: Policy) -> None:
    """A text read as cases, and run where it is."""
    found = read_cases(text, "cases.toml", policy)
    if isinstance(found, Problems):
        assert found.problems
        return
    lowered = plan(policy)
    for case in found:
        for wrong in run_case(lowered, case):
            assert str(wrong)


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbfprogram = 1")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "policy.toml").write_bytes(raw)
    (tmp_path / "cases").mkdir(exist_ok=True)
    assert isinstance(read_policy(tmp_path), Problems)
    (tmp_path / "policy.toml").write_text(TEXT)
    (tmp_path / "cases" / "one.toml").write_bytes(raw)
    assert run(["check", str(tmp_path)]) == 1


@given(st.text(max_size=300))
@example("a = 1e999999999999999999999\n")
@example("a = " + "9" * 5000)
@example("a" + ".a" * 5000 + " = 1")
@example("[" + "a." * 5000 + "a]")
@example("a = " + "[" * 5000)
@example("a = " + "[" * 300 + "]" * 300)
@example("a = " + "{a = " * 300 + "1" + "}" * 300)
@example('a = "' + "b" * 100_000 + '"')
@example("-" * 200_000)
@example('"' * 200_000)
@example("a = 00:00:00\nb = 2024-02-30\n")
@example('"a\\u0062" = 1\n["x.y"]\nz = 1\n')
def test_any_text(text: str) -> None:
    assert isinstance(tried(text), Problems)
    tried_as_case(text, reference().policy)


@given(st.dictionaries(st.sampled_from(["program", "unit", "group", "case", "activity", *fuzz.KEYS]), fuzz.anything))
def test_any_document(data: dict[str, Any]) -> None:
    text = fuzz.document(data)
    tried(text)
    tried_as_case(text, reference().policy)


@given(fuzz.policies())
def test_a_bundled_policy_with_something_otherwise(data: dict[str, Any]) -> None:
    tried(fuzz.document(data))


@given(fuzz.cases())
def test_a_bundled_case_with_something_otherwise(found: tuple[Path, dict[str, Any]]) -> None:
    folder, data = found
    policy = read_policy(folder)
    assert isinstance(policy, Policy)
    tried_as_case(fuzz.document(data), policy)


@given(st.data())
def test_a_bundled_file_with_some_characters_otherwise(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([TEXT, CASE]))
    at = data.draw(st.integers(0, len(text)))
    upto = at + data.draw(st.integers(0, 40))
    put = data.draw(st.text(max_size=5) | st.sampled_from(["[[", "]]", "{", '"""', "'''", "#", "\\", "\n", "= ", "."]))
    changed = text[:at] + put + text[upto:]
    tried(changed)
    tried_as_case(changed, reference().policy)


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("it was parsed")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("\n" * 1_000_000, "the file has 1,000,001 lines"),
        ("x = 1\n" * 1_000_000, "the file has 6,000,000 characters"),
        ("\n" * 30_000 + TEXT, "the file has 30,"),
        ("#" * 10 + "\nx = 1\na" + ".b" * 100 + " = 1", "a name has more than 32 parts"),
    ],
)
def test_an_unwieldy_text_is_refused_before_it_is_parsed(text: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tomllib, "loads", refuse)
    found = tried(text)
    assert isinstance(found, Problems)
    assert len(found.problems) == 1 and found.problems[0].what.startswith(what)


def test_a_file_of_a_gigabyte_is_refused_after_its_beginning(tmp_path: Path) -> None:
    with (tmp_path / "policy.toml").open("wb") as file:
        file.truncate(1_000_000_000)
    found = read_policy(tmp_path)
    assert isinstance(found, Problems)
    assert found.problems[0].what == "the file has more than 1,000,000 characters"


def test_reading_stops_where_nobody_reads_on() -> None:
    """Ten thousand unknown groups, each to be compared with ten thousand known ones, would take hours."""
    names = "".join(f"[group.g{i}]\nname = 'x'\n" for i in range(4000))
    wrong = "".join(f"[certification.c{i}]\ngroup = 'h{i}'\n" for i in range(3000))
    found = tried(names + wrong)
    assert isinstance(found, Problems)
    assert len(found.problems) == ENOUGH


def test_more_limits_than_anybody_compares_are_refused() -> None:
    most = "most=[{from=2024-02-01,units=9,source='x'}]"
    limits = ",".join(f"{{key='{i}',title='x',types=['course'],each='cycle',{most}}}" for i in range(10_000))
    found = tried(f"limit = [{limits}]\n{TEXT}")
    assert isinstance(found, Problems)
    assert [str(problem) for problem in found.problems] == ["policy.toml:1: there are 10000 limits: write at most 1000"]
