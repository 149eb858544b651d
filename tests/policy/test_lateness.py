"""An owner writes what follows a cycle's end, and is asked what the policy leaves open."""

import pytest

from recert.policy.model import Policy
from recert.policy.read import parse_policy
from tests.policy.strategies import PROGRAMS

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
SUSPENSION = """
[suspension]
months = 12
renewed_by = ["units", "exam"]
next_starts = "where the last one ended"
activity = "ended cycle"
source = "s"
"""
LATE = """
[[late]]
from_day = 1
units = 10
source = "s"
"""


def problems(text: str) -> list[str]:
    found = parse_policy(text)
    return [] if isinstance(found, Policy) else [f"{p.line}: {p.what}: {p.fix}" for p in found.problems]


def test_what_is_written_whole_is_read() -> None:
    found = parse_policy(TEXT + SUSPENSION + LATE)
    assert isinstance(found, Policy), found
    assert found.suspension is not None
    assert (found.suspension.by_units, found.suspension.by_exam, found.suspension.restarts) == (True, True, False)
    assert [row.from_day for row in found.surcharges] == [1]


def test_a_suspension_is_of_months_or_of_days() -> None:
    found = parse_policy(TEXT + SUSPENSION.replace("months = 12", "days = 90"))
    assert isinstance(found, Policy), found
    assert found.suspension is not None
    assert (found.suspension.months, found.suspension.days) == (0, 90)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (SUSPENSION.replace('next_starts = "where the last one ended"\n', ""), "`next_starts` is missing"),
        (SUSPENSION.replace('activity = "ended cycle"\n', ""), "`activity` is missing"),
        (SUSPENSION.replace("months = 12\n", ""), "`months` is missing in [suspension]"),
        (SUSPENSION.replace("months = 12", "months = 12\ndays = 90"), "in days and in months, and not which of them"),
        (SUSPENSION.replace("months = 12", "days = 0"), "`days` is 0"),
        (SUSPENSION.replace('["units", "exam"]', "[]"), "it is not said what brings it back"),
        (SUSPENSION.replace('"exam"', '"exams"'), '"exams" renews nothing'),
        (LATE + LATE, "1 does not come after 1"),
        (LATE + LATE.replace("= 1\n", "= 31\n").replace("10", "5"), "waiting longer would take less"),
        (LATE + LATE.replace("= 1\n", "= 31\n").replace("units", "percent"), "units and percent can't be compared"),
        (
            LATE.replace("units", "every_months = 1\nunits") + LATE.replace("= 1\n", "= 31\n"),
            "it grows beyond the next one",
        ),
        (LATE.replace("units = 10", "units = 10.5"), "10.5 is no whole number of steps"),
        (LATE.replace("units = 10", "percent = 1.234"), "1.234 percent can't be counted"),
        (LATE.replace("units = 10", "percent = 10"), "it is not said how an amount between two steps is rounded"),
    ],
)
def test_what_a_policy_leaves_open_is_asked(more: str, said: str) -> None:
    assert any(said in problem for problem in problems(TEXT + more)), problems(TEXT + more)


def test_nothing_can_be_late_without_days_after_the_end() -> None:
    text = TEXT.replace("grace_days = 90", "grace_days = 0")
    assert any("nothing can be renewed late" in problem for problem in problems(text + LATE))


def test_the_exam_must_renew_up_to_the_suspension() -> None:
    text = TEXT.replace("in_grace = true", "in_grace = false")
    assert any("the exam does not renew up to then" in problem for problem in problems(text + SUSPENSION))


def test_one_length_before_a_day_for_all_groups() -> None:
    text = TEXT.replace("[group.aca]\n", '[group.aca]\ncycle = { months = 36, source = "s" }\n')
    assert problems(text) == []
    earlier = '\n[[cycle.earlier]]\nbefore = 2020-01-01\nmonths = 36\nsource = "s"\n'
    assert any("earlier lengths are said for all groups alike" in problem for problem in problems(text + earlier))
