"""A program that records no activities: an exam or another certification renews, and nothing has to be earned."""

from dataclasses import replace
from datetime import date

import pytest

from recert.policy.assess import assess
from recert.policy.case import read_cases, read_facts
from recert.policy.difference import differences
from recert.policy.difference_past import differences_told
from recert.policy.explain_renewals import renewal
from recert.policy.history import Award, Exam, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told, what_if_told
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.rule_words import asked
from recert.policy.story import story
from recert.policy.warn import doubts
from recert.policy.what_if import what_if
from tests.policy.strategies import PROGRAMS, program
from tests.policy.test_handbook import text_of

TEXT = (PROGRAMS / "aws" / "policy.toml").read_text()
TODAY = date(2025, 6, 1)
HELD = History((Award("SAA", date(2023, 3, 15)), Award("CLF", date(2023, 1, 10))))
LEARNING = """
[unit]
one = "point"
many = "points"
step = 0.5
rounding = "up"

[counting]
from = 2024-01-01
source = "s"
when = "submitted"
worth_governed_by = "activity date"
limits_governed_by = "cycle start"
requirement_governed_by = "cycle start"
over_limit = "counts 0"
which_uses = "worth most"
same_day_again = "refused"
other_day_again = "warned"
several_days = "first day"

[activity.learning]
title = "Learning"
one = "course"
many = "courses"
description = "A course."
evidence = "None."
proof = "completion"
worth = [{ from = 2024-01-01, units = 0, source = "s" }]
"""
WITH_LEARNING = (
    TEXT.replace("[cycle]\n", '[cycle]\nsurplus = "not carried"\ngrace_activity = "ended cycle"\n') + LEARNING
)


def policy(text: str = TEXT) -> Policy:
    found = parse_policy(text)
    assert isinstance(found, Policy), found
    return found


def problems(text: str) -> list[tuple[int, str, str]]:
    found = parse_policy(text)
    assert isinstance(found, Problems), found
    return [(problem.line, problem.what, problem.fix) for problem in found.problems]


def line_of(text: str, line: str) -> int:
    return text.splitlines().index(line) + 1


def test_a_program_that_only_exams_renew_needs_no_activity_type() -> None:
    found = policy()
    assert found.types == ()
    assert list(doubts(found)) == []


SAID = [
    ("[unit]", '\n[unit]\none = "hour"\nmany = "hours"\nstep = 1\n'),
    ("[category]", '\n[category.ethics]\nname = "Ethics"\n'),
    ("[[limit]]", '\n[[limit]]\nkey = "giving"\ntypes = ["course"]\n'),
    ("[counter]", '\n[counter.fee]\nname = "Fee"\ntypes = ["fee"]\n'),
    ("[audit]", "\n[audit]\npercent = 5\n"),
    ("[[late]]", "\n[[late]]\nfrom_day = 1\nunits = 5\n"),
]


@pytest.mark.parametrize(("name", "more"), SAID, ids=[name for name, _ in SAID])
def test_whoever_says_something_of_activities_without_any_is_told_so_once(name: str, more: str) -> None:
    ((line, what, fix),) = problems(TEXT + more)
    assert what == f"there is no activity type, so that {name} says nothing"
    assert fix == "write [activity.NAME] for what people record, or leave it out where nothing is recorded"
    assert line > line_of(TEXT, "[certification.CLF]")


@pytest.mark.parametrize(
    ("within", "more"),
    [
        ("requires", 'requires = [{ from = 2024-01-01, units = 20, source = "s" }]'),
        ("minimum", 'minimum = { ethics = [{ from = 2024-01-01, units = 2, source = "s" }] }'),
        ("also", 'also = [{ key = "fee", title = "Fee", kind = "counter", counter = "fee" }]'),
        ("or", 'or = [{ key = "way", title = "Way", requires = [{ from = 2024-01-01, units = 1, source = "s" }] }]'),
    ],
)
def test_whoever_requires_what_nobody_can_earn_is_told_where(within: str, more: str) -> None:
    text = TEXT.replace('short = "DEA"\n', f'short = "DEA"\n{more}\n')
    ((line, what, _),) = problems(text)
    assert what == f"there is no activity type, so that `{within}` in [group.data-engineer] says nothing"
    assert line == line_of(text, more)


def test_whoever_takes_the_last_activity_out_is_told_all_that_goes_with_it() -> None:
    text = WITH_LEARNING[: WITH_LEARNING.index("[activity.learning]")]
    ((line, what, fix),) = problems(text)
    assert what == (
        "there is no activity type, so that [unit], [counting], `surplus` in [cycle] and `grace_activity` in [cycle] "
        "say nothing"
    )
    assert fix == "write [activity.NAME] for what people record, or leave them out where nothing is recorded"
    assert line == line_of(text, 'surplus = "not carried"')


def test_units_that_bring_back_what_is_suspended_need_something_that_gives_them() -> None:
    back = """
[suspension]
months = 6
renewed_by = ["units", "exam"]
next_starts = "the day after the renewal"
source = "s"
"""
    assert [what for _, what, _ in problems(TEXT + back)] == [
        'there is no activity type, so that "units" in `renewed_by` of [suspension] says nothing'
    ]
    assert policy(TEXT + back.replace('"units", ', "")).suspension is not None


def test_an_empty_table_of_activities_is_no_answer() -> None:
    text = WITH_LEARNING[: WITH_LEARNING.index("[activity.learning]")] + "[activity]\n"
    assert [what for _, what, _ in problems(text)] == ["there is no activity type"]


def test_what_only_another_certification_renews_needs_no_exam_that_does() -> None:
    own = '\n[group.practitioner.retake]\nrenews = "nothing"\nsource = "s"\n'
    found = policy(TEXT + own)
    told = {row.group.key: str(row.what) for row in asked(found)}
    assert told["practitioner"] == "Only earning or renewing SAP, SAA or DEA renews it"
    cycles = assess(plan(found), replace(HELD, exams=(Exam("SAP", date(2025, 5, 20), True),)), TODAY).groups
    assert {group.group: str(group.holdings[-1].expires) for group in cycles}["practitioner"] == "2028-05-20"


def test_what_nothing_renews_is_asked_what_does() -> None:
    own = '\n[group.data-engineer.retake]\nrenews = "nothing"\nsource = "s"\n'
    ((_, what, fix),) = problems(TEXT + own)
    assert what == "nothing is required"
    assert "[retake] where the exam alone renews" in fix


def test_what_is_valid_for_life_needs_no_activities_either() -> None:
    start, end = TEXT.index("[retake]"), TEXT.index("[certification.SAP]")
    text = TEXT.replace("months = 36\ngrace_days", 'months = "for life"\ngrace_days')
    gone = len(text) - len(TEXT)
    found = policy(text[: start + gone] + text[end + gone :])
    assert found.cycle.for_life
    assert "for life" in text_of(found)


def test_a_case_of_such_a_program_has_no_activities() -> None:
    case = """
[[case]]
name = "n"
rule = "r"
as_of = 2025-06-01
awards = ["2023-03-15 SAA"]
activities = ["2024-03-01 course: A course"]
[case.expect]
SAA = { state = "active" }
"""
    found = read_cases(case, "cases.toml", policy())
    assert isinstance(found, Problems)
    assert [(problem.line, problem.what) for problem in found.problems] == [(7, "this program records no activities")]


def test_asking_what_an_activity_would_do_says_that_none_are_recorded() -> None:
    found = read_facts(["2024-03-01 course: A course"], [], policy())
    assert isinstance(found, Problems)
    assert [problem.what for problem in found.problems] == ["this program records no activities"]
    assert isinstance(read_facts([], ["2025-05-20 SAP passed"], policy()), History)


def test_the_handbook_says_what_renews_instead_of_what_is_earned() -> None:
    told = text_of(policy())
    assert "This program records no activities" in told
    assert "SAP and DEA: renewed only by passing the exam again." in told
    for unsaid in ("unit", "How units are earned", "Activities count", "counts for every", "carried", "audit"):
        assert unsaid not in told


def test_the_rules_page_says_only_what_renews() -> None:
    assert {str(row.what) for row in asked(policy())} == {
        "Only passing the exam again renews it",
        "Only passing the exam again, or earning or renewing SAP renews it",
        "Only passing the exam again, or earning or renewing SAP, SAA or DEA renews it",
    }


def test_the_plan_names_exams_and_no_activities() -> None:
    lowered = program("aws")
    told = [str(line.text) for line in outlook_told(lowered.policy, outlook(lowered, HELD, TODAY), Wish())]
    assert "It is renewed only by passing the exam again, or earning or renewing SAP." in told
    assert "Pass the exam of SAA again, by March 15, 2026. That renews CLF, too." in told
    assert not any("activit" in line or "unit" in line for line in told)


def test_what_an_exam_would_do_is_told() -> None:
    lowered = program("aws")
    found = what_if(lowered, HELD, (), TODAY, (Exam("SAA", date(2025, 7, 1), True),))
    told = " ".join(str(line.text) for line in what_if_told(lowered.policy, found))
    assert "July 1, 2028" in told
    assert "unit" not in told


def test_the_story_speaks_of_exams_alone() -> None:
    lowered = program("aws")
    history = replace(HELD, exams=(Exam("SAP", date(2025, 5, 20), True),))
    told = " ".join(str(line.text) for line in story(lowered.policy, history, assess(lowered, history, TODAY)))
    assert "Renewed on May 20, 2025" in told
    assert "unit" not in told
    assert "ctivit" not in told


def test_a_renewal_is_told_by_what_renewed_it() -> None:
    lowered = program("aws")
    history = replace(HELD, exams=(Exam("SAA", date(2025, 5, 20), True),))
    standing = next(g for g in assess(lowered, history, TODAY).groups if g.group == "architect-associate")
    told = str(renewal(lowered.policy, standing.group, standing.cycles[0], standing.after(standing.cycles[0])))
    assert told.startswith("Renewed on May 20, 2025 by retaking the exam, until May 20, 2028.")


def test_that_activities_are_recorded_no_more_is_told_in_place_of_from_when_they_counted() -> None:
    told = [str(each) for each in differences(policy(WITH_LEARNING), policy())]
    assert told == [
        "Activities are not recorded any more: what is on record counts for nothing.",
        "Learning is taken out: activities of this type count nothing any more.",
    ]


def test_that_activities_are_recorded_from_now_on_is_told_with_how_they_count() -> None:
    told = [str(each) for each in differences(policy(), policy(WITH_LEARNING))]
    assert told == [
        "Activities are recorded now: they count from January 1, 2024 on, in points, in steps of 0.5.",
        "A worth between two steps is rounded up.",
        "An activity of several days counts by its “first day”.",
        "Learning is added: a way to earn units.",
        "Learning: 0 points from January 1, 2024.",
    ]
    assert any("has no day" in str(each) for each in differences_told(policy(), policy(WITH_LEARNING)))
