"""An owner writes what follows a cycle's end, and is asked what the policy leaves open."""

from decimal import Decimal

import pytest

from recert.policy.lateness import MoreOf
from recert.policy.model import Policy
from recert.policy.problem import Problems
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


LAW = """
[category.law]
name = "Pharmacy law"

[activity.presenting]
category = "law"

[group.aca.minimum]
law = [{ from = 2024-02-01, units = 10, source = "s" }]
"""
MORE = """
[[late]]
from_day = 1
more_of = { law = 10 }
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
        (LATE.replace("= 1\n", "= 31\n") + LATE, "1 does not come after 31: put them in the order of their days"),
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


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (LATE + LATE, "two begin on day 1: leave one of them out"),
        (LATE + LATE.replace("10", "5"), "two begin on day 1: leave one of them out"),
        (
            LATE.replace("units = 10", "units = 10\npercent = 10"),
            "the amount is said in units and in percent: leave `units` or `percent` out",
        ),
    ],
)
def test_whoever_says_a_thing_twice_is_told_to_leave_one_out(more: str, said: str) -> None:
    (problem,) = problems(TEXT.replace("[unit]\n", '[unit]\nrounding = "down"\n') + more)
    assert problem.endswith(f": {said}")


def with_law(text: str) -> str:
    """The program with some of the Associate's units of a category."""
    header, rest = LAW.split("[activity.presenting]\n")
    category, minimum = rest.split("\n", 1)
    return TEXT.replace("[activity.presenting]\n", f"[activity.presenting]\n{category}\n") + header + minimum + text


def test_more_of_a_category_is_read_with_more_units_or_without() -> None:
    for more, amount, share in (("", 0, False), ("units = 5\n", 5, False), ("percent = 10\n", 10, True)):
        text = with_law(MORE.replace("more_of", f"{more}more_of"))
        found = parse_policy(text.replace("[unit]\n", '[unit]\nrounding = "down"\n'))
        assert isinstance(found, Policy), found
        (row,) = found.surcharges
        assert (row.amount, row.share, row.more_of) == (Decimal(amount), share, (MoreOf("law", Decimal(10)),))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (MORE.replace("law =", "lew ="), 'there is no category "lew": did you mean "law"?'),
        (MORE.replace("= 10 }", "= 0 }"), "it takes no more of it: write how many units more, or leave it out"),
        (MORE.replace("= 10 }", "= 0.3 }"), "0.3 is no whole number of steps"),
        (MORE.replace("{ law = 10 }", "{}"), "it is not said of what it takes more: write more_of = { CATEGORY = N }"),
        (MORE.replace("{ law = 10 }", "10"), "`more_of` is 10"),
        (MORE.replace("more_of", "every_months = 1\nmore_of"), "what it takes more of a category does not grow"),
        (
            MORE.replace("more_of = { law = 10 }", 'category = "law"\nunits = 10'),
            "`category` means nothing in [[late]]",
        ),
        (MORE.replace("more_of", "units = 1\nminimum"), "write more_of = { CATEGORY = N }"),
        (MORE + MORE.replace("= 1\n", "= 31\n").replace("10", "5"), "waiting longer would take less of law"),
        (MORE + LATE.replace("= 1\n", "= 31\n"), "waiting longer would take less of law: write law = 10 or more"),
        (LATE + MORE.replace("= 1\n", "= 31\n"), "waiting longer would take less: write units = 10 or more"),
        (
            LATE.replace("units", "percent") + MORE.replace("= 1\n", "= 31\n"),
            "waiting longer would take less: write percent = 10 or more",
        ),
    ],
)
def test_what_is_left_open_of_a_category_is_asked(more: str, said: str) -> None:
    assert any(said in problem for problem in problems(with_law(more))), problems(with_law(more))


def test_there_is_a_minimum_to_which_more_is_added() -> None:
    text = with_law(MORE)
    text = text[: text.index("[group.aca.minimum]")] + MORE
    (told,) = problems(text)
    assert "no group has a minimum of law that it could add to" in told
    assert "write law = [{ from = DATE, units = N, source = … }] in [group.NAME.minimum]" in told


def test_whoever_looks_for_it_elsewhere_is_led_to_it() -> None:
    """In the minimum itself, and as a demand."""
    (told,) = problems(with_law("").replace('units = 10, source = "s"', 'units = 10, late_from_day = 1, source = "s"'))
    assert "nobody is late then: write [[late]] for units, with `more_of` for a category" in told
    demand = """
[[group.aca.also]]
key = "law"
title = "Law"
kind = "units"
category = "law"
carried_units = "don't count"
late_from_day = 1
least = [{ from = 2024-02-01, units = 20, source = "s" }]
"""
    (told,) = problems(with_law(demand))
    assert "write units that only late renewals need in [[late]], those of a category in its `more_of`" in told


def test_nothing_can_be_late_without_days_after_the_end() -> None:
    text = TEXT.replace("grace_days = 90", "grace_days = 0")
    assert any("nothing can be renewed late" in problem for problem in problems(text + LATE))


def test_the_exam_must_renew_up_to_the_suspension() -> None:
    text = TEXT.replace("in_grace = true", "in_grace = false")
    assert any("would not renew in the grace before that" in problem for problem in problems(text + SUSPENSION))


def test_another_length_before_a_day_beside_a_group_with_a_length_of_its_own() -> None:
    text = TEXT.replace("[group.aca]\n", '[group.aca]\ncycle = { months = 36, source = "s" }\n')
    assert problems(text) == []
    earlier = '\n[[cycle.earlier]]\nbefore = 2020-01-01\nmonths = 36\nsource = "s"\n'
    assert problems(text + earlier) == []


def test_whoever_asks_for_a_late_fee_where_nothing_is_late_reads_the_line_of_that_demand() -> None:
    demands = "".join(
        f"""
[[group.aca.also]]
key = "{key}"
title = "{key}"
kind = "counter"
counter = "fee"
{late}least = [{{ from = 2024-02-01, count = 1, source = "s" }}]
"""
        for key, late in (("always", ""), ("second", "late_from_day = 31\n"))
    )
    counter = '[counter.fee]\nname = "Fee"\none = "fee"\nmany = "fees"\ncounts = "uses"\ntypes = ["course"]\n'
    text = TEXT.replace("grace_days = 90", "grace_days = 0") + counter + demands
    line = text[: text.index("late_from_day")].count("\n") + 1
    found = parse_policy(text)
    assert isinstance(found, Problems)
    assert [p.line for p in found.problems if p.what == "second: nothing can be renewed late"] == [line]


def test_whoever_leaves_out_how_an_exam_renews_before_it_brings_back_reads_which_answer_is_missing() -> None:
    start, end = TEXT.index("[retake]"), TEXT.index("[activity.course]")
    told = [problem for problem in problems(TEXT[:start] + TEXT[end:] + SUSPENSION) if "[retake]" in problem]
    assert any("the exam is to bring back what is suspended, and passing it renews nothing here" in t for t in told)
