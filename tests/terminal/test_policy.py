"""`recert policy` as a program owner runs it: what it prints, and its exit code."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "programs" / "atlassian"
RECERT = str(Path(sys.executable).parent / "recert")


def policy(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([RECERT, "policy", *map(str, words)], capture_output=True, text=True, timeout=120)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the reference program, to make mistakes in."""
    return Path(shutil.copytree(PROGRAM, tmp_path / "atlassian"))


def change(file: Path, before: str, after: str) -> int:
    """Makes one mistake. Returns its line."""
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))
    return text[: text.index(before)].count("\n") + 1


def test_a_policy_without_problems_passes() -> None:
    done = policy("check", PROGRAM)
    assert (done.returncode, done.stdout) == (0, "0 problems\n")


def test_each_problem_is_a_line_with_file_line_what_and_what_to_do(program: Path) -> None:
    file, cases = program / "policy.toml", program / "cases" / "1-units.toml"
    line = change(file, "months = 24", "mnths = 24")
    done = policy("check", program)
    assert done.returncode == 1
    assert f"{file}:{line}: `mnths` means nothing in [cycle]: did you mean `months`?\n" in done.stdout
    for each in done.stdout.splitlines()[:-1]:
        assert re.fullmatch(rf"{re.escape(str(file))}:\d+: .+: .+", each), each
    change(file, "mnths = 24", "months = 24")
    line = change(cases, "course: ", "cours: ")
    done = policy("check", program)
    assert done.returncode == 1
    assert re.search(rf"^{re.escape(str(cases))}:{line}: .+: did you mean \"course\"\?$", done.stdout, re.MULTILINE)


def test_an_expectation_of_nothing_that_there_is_is_found_by_check_as_by_test(program: Path) -> None:
    cases = program / "cases" / "2-typo.toml"
    cases.write_text(
        '[[case]]\nname = "Ends"\nrule = "R1"\nas_of = 2026-06-01\nawards = ["2025-01-10 ACA-JSWE"]\n\n'
        "[case.expect]\naca = { ends = 2027-01-10 }\nACA-JSWE = { expire = 2027-01-10 }\n"
    )
    for command in ("check", "test"):
        done = policy(command, program)
        assert done.returncode == 1
        found = f'{cases}:8: case "Ends": aca has no `ends`: did you mean `end`? known: state, by, '
        assert found in done.stdout
        known = "state, awarded, expires, grace_until, renewable_until, holdings"
        said = f'{cases}:9: case "Ends": ACA-JSWE has no `expire`: did you mean `expires`? known: {known}\n'
        assert said in done.stdout
    assert policy("check", program).stdout.endswith("2 problems\n")


def test_a_failure_says_of_which_cycle_it_speaks_and_how_the_one_before_ended(program: Path) -> None:
    (program / "cases" / "2-next.toml").write_text(
        '[[case]]\nname = "Next"\nrule = "R1"\nas_of = 2027-04-01\n'
        'awards = ["2025-01-10 ACA-JSWE", "2025-03-01 ACA-ACF"]\n'
        'exams = ["2026-11-02 ACA-JSWE passed", "2026-12-02 ACA-ACF passed"]\n'
        '[case.expect]\naca = { state = "renewed" }\n'
    )
    done = policy("test", program)
    assert (
        ' aca state is "open": expected "renewed" (cycle 2; cycle 1 was renewed on December 2, 2026)\n' in done.stdout
    )


def test_cases_that_could_not_be_run_are_not_counted_as_failed(program: Path) -> None:
    cases = program / "cases" / "1-units.toml"
    change(cases, "course: ", "cours: ")
    done = policy("test", program)
    assert done.returncode == 1
    assert f"The cases in {cases} were not run: the file has problems.\n" in done.stdout
    assert re.search(r"\d+ passed, 0 failed\n$", done.stdout)
    change(program / "policy.toml", "months = 24", "mnths = 24")
    done = policy("test", program)
    assert done.returncode == 1
    assert done.stdout.endswith(f"The cases of {program} were not run: its policy has problems.\n")
    assert "passed" not in done.stdout


@pytest.mark.parametrize("words", [("show", PROGRAM), ("diff", PROGRAM, PROGRAM.parent / "pmi"), ("check", PROGRAM)])
def test_a_reader_who_leaves_early_is_not_told_of_it(words: tuple[str | Path, ...]) -> None:
    command = [RECERT, "policy", *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout and running.stderr
        running.stdout.close()
        assert running.stderr.read() == ""


def test_several_paths_are_checked_and_a_policy_file_is_a_path_too(program: Path) -> None:
    change(program / "policy.toml", "grace_days = 90", "grace_days = -1")
    done = policy("check", PROGRAM / "policy.toml", program)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{program}/policy.toml:")
    assert done.stdout.endswith("1 problem\n")


def test_a_path_with_nothing_behind_it_is_a_sentence(tmp_path: Path) -> None:
    for command in ("check", "test"):
        done = policy(command, tmp_path / "nowhere")
        assert done.returncode == 1
        assert "nowhere" in done.stdout and "Traceback" not in done.stderr


def test_cases_that_hold_are_counted_on_the_last_line() -> None:
    done = policy("test", PROGRAM)
    passed = "".join(file.read_text() for file in (PROGRAM / "cases").glob("*.toml")).count("[[case]]")
    assert passed >= 60
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, f"{passed} passed, 0 failed")


def test_a_changed_rule_fails_the_cases_about_it_and_they_say_what_came_out(program: Path) -> None:
    change(program / "policy.toml", "grace_days = 90", "grace_days = 89")
    done = policy("test", program)
    assert done.returncode == 1
    told = re.fullmatch(r"(\d+) passed, (\d+) failed", done.stdout.splitlines()[-1])
    assert told and int(told[1]) >= 60 and int(told[2]) >= 1
    assert re.search(r"2-cycle\.toml:\d+: case \"Day 90 of the grace.*\": .+: expected .+", done.stdout)


def test_a_policy_without_cases_is_not_called_good(program: Path) -> None:
    shutil.rmtree(program / "cases")
    done = policy("test", program)
    assert done.returncode == 1
    assert "no cases found" in done.stderr


def test_a_quantity_above_the_largest_is_told_as_such(program: Path) -> None:
    (program / "cases" / "2-much.toml").write_text(
        '[[case]]\nname = "Much"\nrule = "R1"\nas_of = 2026-06-01\nawards = ["2025-01-10 ACA-JSWE"]\n'
        'activities = ["2026-02-01 course: Boards, 1000000 hours"]\n[case.expect]\naca = { counted = 0 }\n'
    )
    change(
        program / "policy.toml",
        "[activity.course]\n",
        '[activity.course]\nmeasured_in = { one = "hour", many = "hours" }\n',
    )
    change(program / "policy.toml", "step = 1\n", 'step = 1\nrounding = "down"\n')
    told = "1000000 is more than one activity may be: write up to 100000, or measure it in thousands\n"
    assert told in policy("check", program).stdout


def test_a_case_is_explained_by_words_of_its_name(program: Path) -> None:
    (program / "cases" / "2-next.toml").write_text(
        '[[case]]\nname = "A course that is not enough"\nrule = "R1"\nas_of = 2026-06-01\n'
        'awards = ["2025-01-10 ACA-JSWE"]\nactivities = ["2026-02-01 course: Boards"]\n'
        '[case.expect]\naca = { state = "renewed" }\n'
    )
    failed = policy("test", program).stdout
    assert 'To see what becomes of a case: add --explain "words of its name"\n' in failed
    told = policy("test", program, "--explain", "NOT enough")
    assert told.returncode == 1
    assert told.stdout.startswith("A course that is not enough, Atlassian Certification 2024-02, as of June 1, 2026\n")
    assert "40 more CE units" in told.stdout and 'aca state is "open": expected "renewed"\n' in told.stdout
    assert told.stdout.endswith("0 passed, 1 failed\n")
    nothing = policy("test", program, "--explain", "no such words")
    assert nothing.returncode == 1 and nothing.stderr == 'no case has "no such words" in its name\n'
