"""Every worked example beside a bundled policy."""

from pathlib import Path

import pytest

from recert.policy.case import Case, read_cases
from recert.policy.case_doubts import case_doubts
from recert.policy.case_results import run_case
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import read_policy
from tests.policy.strategies import PROGRAMS, reference


def bundled() -> list[tuple[Path, Case]]:
    found = list[tuple[Path, Case]]()
    for folder in sorted(PROGRAMS.iterdir()):
        policy = read_policy(folder)
        assert isinstance(policy, Policy), policy
        for file in sorted((folder / "cases").glob("*.toml")):
            cases = read_cases(file.read_text(), str(file), policy)
            assert not isinstance(cases, Problems), cases
            found += [(folder, case) for case in cases]
    return found


@pytest.mark.parametrize(("folder", "case"), bundled(), ids=lambda value: getattr(value, "name", None))
def test_a_worked_example_holds(folder: Path, case: Case) -> None:
    policy = read_policy(folder)
    assert isinstance(policy, Policy)
    assert [str(problem) for problem in run_case(plan(policy), case)] == []


def test_the_reference_program_has_a_case_for_each_rule() -> None:
    text = "".join(file.read_text() for file in (PROGRAMS / "atlassian" / "cases").glob("*.toml"))
    assert text.count("[[case]]") >= 60
    for rule in ("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R13", "R14", "R15"):
        assert f'"{rule}"' in text or f"{rule}," in text or f", {rule}" in text, rule


def test_a_case_that_does_not_hold_names_its_line() -> None:
    text = """
[[case]]
name = "A course is worth a fortune"
rule = "R4"
as_of = 2026-06-01
awards = ["2025-01-10 ACA-JSWE"]
activities = ["2025-03-01 course: Automation"]
[case.expect]
aca = { counted = 99 }
"""
    cases = read_cases(text, "mine.toml", reference().policy)
    assert not isinstance(cases, Problems)
    (wrong,) = run_case(reference(), cases[0])
    assert str(wrong) == 'mine.toml:9: case "A course is worth a fortune": aca counted is 10: expected 99'


def test_what_an_activity_counts_is_expected_of_a_group_that_there_is() -> None:
    text = """
[[case]]
name = "A case"
rule = "R3"
as_of = 2026-06-01
awards = ["2025-01-10 ACA-JSWE"]
activities = ["2025-03-01 course: Automation"]
[case.expect]
Automation = { acca = "not held", aca = 10 }
"""
    cases = read_cases(text, "mine.toml", reference().policy)
    assert isinstance(cases, Problems)
    assert [str(problem) for problem in cases.problems] == [
        'mine.toml:9: there is no group "acca": did you mean "aca"?'
    ]


def test_a_case_with_a_typo_gets_the_nearest_name() -> None:
    text = """
[[case]]
name = "Typos"
rule = "R4"
as_of = 2026-06-01
awards = ["2025-01-10 ACA-JSWEE", "2025-02-30 ACA-JSWE"]
activities = ["2025-03-01 cours: Automation", "yesterday course: Forms"]
[case.expect]
acaa = { counted = 10 }
"""
    cases = read_cases(text, "mine.toml", reference().policy)
    assert isinstance(cases, Problems)
    assert [str(problem) for problem in cases.problems] == [
        'mine.toml:6: there is no certification "ACA-JSWEE": did you mean "ACA-JSWE"?',
        "mine.toml:6: there is no day 2025-02-30: the last of that month is 2025-02-28",
        'mine.toml:7: "cours: Automation" is no activity: did you mean "course"?',
        'mine.toml:7: "yesterday course: Forms" does not begin with a date: write "2025-03-01 course: Automation"',
        'mine.toml:9: nothing here is called "acaa": did you mean "aca"?',
    ]


def test_whoever_writes_names_of_another_program_reads_those_that_there_are() -> None:
    text = """
[[case]]
name = "Of another program"
rule = "names"
as_of = 2026-01-01
awards = ["2025-01-10 PMP"]
activities = ["2025-03-01 webinar: Automation"]
[case.expect]
everybody = { counted = 10 }
"""
    cases = read_cases(text, "mine.toml", reference().policy)
    assert isinstance(cases, Problems)
    told = [str(problem) for problem in cases.problems]
    assert told[0].startswith('mine.toml:6: there is no certification "PMP": write one of ACA-')
    assert told[1] == (
        'mine.toml:7: there is no type "webinar": write one of course, global-event, local-event, presenting'
    )
    assert told[2].startswith('mine.toml:9: nothing here is called "everybody": write one of aca, acp, ACA-')


def test_whoever_writes_lines_of_a_case_their_own_way_is_told_the_line_as_it_is_meant() -> None:
    text = """
[[case]]
name = "Slips"
rule = "R4"
as_of = 2026-06-01
awards = ["2025-01-10: PMP", "10.1.2025 PMP", "1925-01-10 PMP", "soon PMP"]
activities = ["2025-03-01 ways-of-working-course Forms", "2025-03-01: giving-back"]
[case.expect]
pmp = { counted = 10 }
"""
    policy = read_policy(PROGRAMS / "pmi")
    assert isinstance(policy, Policy)
    cases, shape = read_cases(text, "mine.toml", policy), f"2025-01-10 {policy.certifications[0].code}"
    assert isinstance(cases, Problems)
    assert [str(problem).removeprefix("mine.toml:") for problem in cases.problems] == [
        '6: ":" stands after the date: write "2025-01-10 PMP"',
        '6: 10.1.2025 is no date here: write "2025-01-10 PMP": the year, the month, the day',
        "6: there is no day 1925-01-10: write a day from 1950 on",
        f'6: "soon PMP" does not begin with a date: write "{shape}"',
        '7: "ways-of-working-course Forms" has no name after its type: '
        'write "ways-of-working-course: Forms", with a colon and a space after the type',
        '7: ":" stands after the date: write "2025-03-01 giving-back"',
    ]


def test_a_quantity_with_too_many_decimals_is_told_so() -> None:
    text = """
[[case]]
name = "An hour and five minutes"
rule = "worth"
as_of = 2020-06-01
awards = ["2017-02-03 PMP"]
activities = ["2018-05-01 ways-of-working-course: One, 1.08333 hours"]
[case.expect]
pmp = { counted = 1 }
"""
    policy = read_policy(PROGRAMS / "pmi")
    assert isinstance(policy, Policy)
    cases = read_cases(text, "mine.toml", policy)
    assert isinstance(cases, Problems)
    assert [str(problem) for problem in cases.problems] == [
        "mine.toml:7: 1.08333 has more than 3 decimals: round it, or record a smaller measure"
    ]


def test_groups_with_a_comma_between_them_are_told_how_to_stand() -> None:
    text = """
[[case]]
name = "For two"
rule = "allocation"
as_of = 2020-06-01
awards = ["2019-06-01 CIPM"]
activities = ["2020-02-01 group-a: Risk, 2 hours (for cipm, cipt)"]
[case.expect]
cipm = { counted = 2 }
"""
    policy = read_policy(PROGRAMS / "iapp")
    assert isinstance(policy, Policy)
    cases = read_cases(text, "mine.toml", policy)
    assert isinstance(cases, Problems)
    assert [str(problem) for problem in cases.problems] == [
        "mine.toml:7: a comma stands between groups: write (for cipm cipt)"
    ]


def test_a_name_with_a_dot_and_without_quotes_is_told_how_to_be_written() -> None:
    text = """
[[case]]
name = "A demand of a way"
rule = "R4"
as_of = 2026-06-01
awards = ["2025-01-10 ACA-JSWE"]
[case.expect]
aca = { talks.practice = 4 }
"""
    cases = read_cases(text, "mine.toml", reference().policy)
    assert isinstance(cases, Problems)
    assert [str(problem) for problem in cases.problems] == [
        'mine.toml:8: `talks` is a table: put a name with a dot in quotes: "talks.practice"',
    ]


def told(text: str) -> list[str]:
    """What is said of a case of the reference program when its file is read, or when it is run."""
    cases = read_cases(text, "mine.toml", reference().policy)
    found = (
        cases.problems if isinstance(cases, Problems) else [p for each in cases for p in run_case(reference(), each)]
    )
    return [str(problem) for problem in found]


EXPECTING = """
[[case]]
name = "A case"
rule = "R4"
as_of = 2026-06-01
awards = ["2025-01-10 ACA-JSWE"]
exams = ["2026-05-02 ACA-JSWE failed"]
activities = ["2025-03-01 course: Automation", "2026-07-01 course: Later"]
[case.expect]
"""


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ('aca = { counted = "10" }', '`counted` is never the text "10": write counted = 10'),
        ('aca = { end = "2027-01-10" }', '`end` is never the text "2027-01-10": write end = 2027-01-10'),
        ('aca = { state = "Open" }', '`state` is never the text "Open": did you mean "open"?'),
        ('aca = { state = "opne" }', '`state` is never the text "opne": did you mean "open"?'),
        ("aca = { counted = 2027-01-10 }", "`counted` is never 2027-01-10: write counted = N, a number"),
        ("aca = { met_on = 5 }", "`met_on` is never 5: write met_on = DATE, written as 2024-02-01 without quotes"),
        ("aca = { missing = true }", "`missing` is never true: write missing = N, a number"),
        ('ACA-JSWE = { state = "activ" }', '`state` is never the text "activ": did you mean "active"?'),
        ('Automation = { aca = "10" }', '`aca` is never the text "10": write aca = 10'),
        ('Automation = { aca = "overlimit" }', '`aca` is never the text "overlimit": did you mean "over limit"?'),
        ('"2026-05-02 ACA-JSWE" = "to early"', '`outcome` is never the text "to early": did you mean "too early"?'),
    ],
)
def test_whoever_expects_what_can_never_come_out_is_told_when_the_case_is_checked(expected: str, said: str) -> None:
    assert told(EXPECTING + expected) == [f"mine.toml:10: {said}"]


def test_whoever_expects_much_of_a_cycle_that_was_not_is_told_once() -> None:
    text = EXPECTING + 'aca = { cycle = 2, counted = 10, required = 50, state = "open", missing = 40 }'
    assert told(text) == [
        'mine.toml:10: case "A case": aca has no cycle 2: on June 1, 2026 it has had 1 cycle: '
        "expect something of these, or write a later `as_of`"
    ]


def test_whoever_expects_something_of_an_activity_after_the_day_is_told_that_it_is_later() -> None:
    assert told(EXPECTING + "Later = { aca = 10 }") == [
        'mine.toml:10: case "A case": Later aca is 0: expected 10 '
        "(its day, July 1, 2026, comes after `as_of`, June 1, 2026)"
    ]


def test_whoever_writes_a_case_with_single_brackets_is_told_of_these() -> None:
    (problem,) = told(EXPECTING.replace("[[case]]", "[case]") + "aca = { counted = 10 }")
    assert problem.endswith("`case` is one table, and must be a list of them: write [[case]] instead of [case]")


def test_whoever_gives_hours_of_what_counts_by_use_is_warned() -> None:
    lines = ["course: A, 3 hours", "course: B, part 3", "global-event: C, 2 days, withdrawn", "course: D"]
    activities = ", ".join(f'"2025-03-0{at + 1} {line}"' for at, line in enumerate(lines))
    text = f"[[case]]\nactivities = [{activities}]\n"
    assert [str(problem) for problem in case_doubts(text, "mine.toml", reference().policy)] == [
        'mine.toml:2: Coursework is not measured, so "3 hours" changes nothing of what it counts: '
        'write measured_in in [activity.course], or leave ", 3 hours" out',
        'mine.toml:2: Attending a global event is not measured, so "2 days" changes nothing of what it counts: '
        'write measured_in in [activity.global-event], or leave ", 2 days" out',
    ]
    pmi = read_policy(PROGRAMS / "pmi")
    assert isinstance(pmi, Policy)
    measured = next(kind for kind in pmi.types if kind.measure and kind.measure.many == "hours")
    assert case_doubts(f'[[case]]\nactivities = ["2025-03-01 {measured.key}: A, 3 hours"]\n', "x", pmi) == ()
