"""A program records some activities itself: its owner says so, and plans don't tell candidates to record them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recert.policy.assess import assess
from recert.policy.assumptions import assumptions
from recert.policy.difference import differences
from recert.policy.explain import missing
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, History
from recert.policy.model import ActivityType, Policy
from recert.policy.plan import Plan, plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Outlook, Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.terminal.typeset import as_markdown
from tests.policy.strategies import PROGRAMS, reference
from tests.policy.test_planning import small
from tests.policy.test_two_readings import MORE, brief

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
TODAY = date(2026, 6, 15)
ASSOCIATE = History(awards=(Award("ACA-JSWE", date(2025, 4, 3)),))
ATTENDANCE = """
[activity.attendance]
title = "Attendance"
one = "attendance"
many = "attendances"
description = "A day at the conference, as noted there."
recorded_by = "staff"
worth = [{ from = 2024-02-01, units = 50, source = "fifty a day" }]
"""


def read(text: str) -> Policy:
    found = parse_policy(text)
    assert isinstance(found, Policy), found
    return found


def refused(text: str) -> list[str]:
    found = parse_policy(text, "policy.toml")
    assert isinstance(found, Problems), "it was read"
    return [str(problem) for problem in found.problems]


def by_staff(lowered: Plan, *keys: str) -> Plan:
    """The same program with these types recorded by staff alone."""
    types = tuple(replace(kind, by_staff=kind.key in keys) for kind in lowered.policy.types)
    return plan(replace(lowered.policy, types=types))


def steps(found: Outlook) -> list[set[str]]:
    """The types of which each cycle's way is made."""
    return [{step.type for step in target.best.steps} if target.best else set() for target in found.targets]


# What an owner writes.


def test_a_type_that_staff_record_needs_no_evidence_and_no_example_of_it() -> None:
    kind = read(TEXT + ATTENDANCE).type("attendance")
    assert (kind.by_staff, kind.evidence, kind.proof) == (True, "", "")


@pytest.mark.parametrize("line", ["", 'recorded_by = "candidate"\n'])
def test_what_candidates_record_needs_both(line: str) -> None:
    found = refused(TEXT + ATTENDANCE.replace('recorded_by = "staff"\n', line))
    assert [problem.partition(": ")[2].partition(" in")[0] for problem in found] == [
        "`evidence` is missing",
        "`proof` is missing",
    ]


def test_evidence_that_is_described_all_the_same_keeps_its_example() -> None:
    found = refused(TEXT + ATTENDANCE.replace("worth", 'evidence = "A list."\nworth'))
    assert len(found) == 1
    assert "`proof` is missing" in found[0]


def test_what_staff_record_is_not_audited_so_no_share_of_it_is() -> None:
    found = refused(TEXT + ATTENDANCE.replace("worth", "audited = 10\nworth"))
    assert any("what staff record is not audited: leave it out, or leave `recorded_by` out" in each for each in found)


def test_a_slip_names_who_may_be_meant() -> None:
    assert any('"staff"' in each for each in refused(TEXT + ATTENDANCE.replace('"staff"', '"stuff"')))


def test_the_handbook_says_who_records_it_and_asks_for_no_evidence() -> None:
    text = as_markdown(handbook(read(TEXT + ATTENDANCE), assumptions(TEXT)))
    told = "Attendance: A day at the conference, as noted there. The program's staff record it, not candidates."
    assert told in text
    assert text.count("The program's staff record it") == 1


def test_a_difference_says_that_candidates_record_it_no_more_and_again() -> None:
    before = reference().policy
    after = by_staff(reference(), "presenting").policy
    title = before.type("presenting").title
    assert [str(each) for each in differences(before, after)] == [
        f"{title}: recorded by the program's staff alone; candidates don't record it any more."
    ]
    assert [str(each) for each in differences(after, before)] == [
        f"{title}: recorded by candidates too, not by the program's staff alone."
    ]


def test_who_records_it_changes_nothing_that_it_counts() -> None:
    done = History(ASSOCIATE.awards, activities=(Activity("1", "presenting", date(2025, 9, 1), "Boards"),))
    found = [assess(each, done, TODAY).groups for each in (reference(), by_staff(reference(), "presenting"))]
    assert found[0] == found[1]


# What a candidate is told to do.


def test_a_plan_is_made_of_what_candidates_record() -> None:
    usual, found = (outlook(each, ASSOCIATE, TODAY) for each in (reference(), by_staff(reference(), "presenting")))
    assert "presenting" in steps(usual)[0]
    assert steps(found) == [{"course", "global-event"}]
    assert all(step.type != "presenting" for way in found.targets[0].alone for step in way.steps)
    told = [str(line.text) for line in outlook_told(reference().policy, found, Wish())]
    title = reference().policy.type("presenting").title
    assert told[0] == f"Left out where anything else is enough, because the program itself records it: {title}."


def test_an_example_of_what_is_missing_is_something_that_candidates_record() -> None:
    usual, found = reference(), by_staff(reference(), "course")
    told = []
    for each in (usual, found):
        cycle = assess(each, ASSOCIATE, TODAY).groups[0].cycles[-1]
        told.append(str(missing(each.policy, each.policy.groups[0], cycle, TODAY)))
    assert told == ["50 more CE units, for example 5 courses.", "50 more CE units."]


def test_where_nothing_else_is_enough_it_is_proposed_and_said_who_records_it() -> None:
    lowered = by_staff(reference(), *(kind.key for kind in reference().policy.types if kind.key != "local-event"))
    limited = outlook(lowered, ASSOCIATE, TODAY, Wish(types=("local-event",)))
    assert limited.targets[0].best is None
    found = outlook(lowered, ASSOCIATE, TODAY)
    assert steps(found) == steps(outlook(reference(), ASSOCIATE, TODAY))
    told = [str(line.text) for line in outlook_told(lowered.policy, found, Wish())]
    assert "One presentation, by April 3, 2027 (recorded by the program)" in told
    assert found.targets[0].best == outlook(reference(), ASSOCIATE, TODAY).targets[0].best


def test_who_names_it_gets_it() -> None:
    lowered = by_staff(reference(), "presenting")
    found = outlook(lowered, ASSOCIATE, TODAY, Wish(types=("presenting", "course")))
    assert "presenting" in steps(found)[0]
    assert found.by_staff == ()


def test_where_staff_record_everything_a_plan_is_as_ever() -> None:
    every = by_staff(reference(), *(kind.key for kind in reference().policy.types))
    assert outlook(every, ASSOCIATE, TODAY) == outlook(reference(), ASSOCIATE, TODAY)


def as_ever(kind: ActivityType) -> ActivityType:
    return replace(kind, by_staff=False)


@settings(brief, max_examples=8 * MORE)
@given(small(), st.data())
def test_a_plan_is_what_the_candidates_own_types_give_or_else_all_of_them(
    found: tuple[Plan, History, date], data: st.DataObject
) -> None:
    lowered, history, on = found
    policy = lowered.policy
    keys = data.draw(st.lists(st.sampled_from([kind.key for kind in policy.types]), unique=True, min_size=1))
    own = tuple(kind.key for kind in policy.types if kind.key not in keys)
    assume(own)
    usual = plan(replace(policy, types=tuple(map(as_ever, policy.types))))
    mine, all_of_them = (outlook(usual, history, on, wish) for wish in (Wish(types=own), Wish()))
    seen = outlook(by_staff(lowered, *keys), history, on)
    assert seen.by_staff == tuple(kind.key for kind in policy.types if kind.key in keys)
    for target, one, other in zip(seen.targets, mine.targets, all_of_them.targets, strict=True):
        assert target == (replace(one, chosen=False) if one.best or one.lost else other)
    together = mine.together or all_of_them.together
    assert (seen.together is None) == (together is None)
    if seen.together and together:  # of a way for all that staff record, less may be proved than of each by itself
        assert seen.together.at_least <= together.at_least
        assert seen.together == replace(together, at_least=seen.together.at_least)
