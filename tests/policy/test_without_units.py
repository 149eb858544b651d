"""What takes exams, or what only counters look at, is told without units: '0 hours' would say nothing of it."""

from dataclasses import replace
from datetime import date

from recert.policy.cycles import Unmet
from recert.policy.history import Activity, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told, what_if_told
from recert.policy.planning.way import Wish
from recert.policy.what_if import what_if
from tests.policy.strategies import reference
from tests.policy.test_only_ways import BY_EXAM, PRACTICE, TALK, TODAY, history, policy
from tests.policy.test_what_is_told import told

RULES = policy(BY_EXAM)
AGAIN = replace(policy(), retake=reference().policy.retake, groups=policy().groups)


def tried(rules: Policy, found: History, kind: str, on: date) -> list[str]:
    new = Activity("new", kind, on, "new")
    return [str(line.text) for line in what_if_told(rules, what_if(plan(rules), found, (new,), TODAY))]


def planned(rules: Policy) -> list[str]:
    return [str(line.text) for line in outlook_told(rules, outlook(plan(rules), history(), TODAY), Wish())]


def test_whoever_has_an_exam_to_pass_reads_of_no_units() -> None:
    assert "It ends on January 10, 2027, and can be renewed until April 10, 2027." in told(RULES, history(), TODAY)
    assert "It ended on January 10, 2027, and can be renewed until April 10, 2027." in told(
        RULES, history(), date(2027, 2, 1)
    )
    assert "10 CE units. It ends on January 10, 2027, and can be renewed until April 10, 2027." in told(
        RULES, history("course"), TODAY
    )


def test_whoever_renewed_by_an_exam_reads_of_no_units() -> None:
    passed = told(RULES, history("global-event"), TODAY)
    usual = policy(PRACTICE, replace(BY_EXAM, demands=(TALK,)))
    nothing = tuple(replace(kind, worth=()) if kind.key == "presenting" else kind for kind in usual.types)
    spoke = told(replace(usual, types=nothing), history("presenting"), TODAY)
    now = "all your active Associate certifications now expire on January 10, 2029."
    assert any(line.startswith(f"Renewed on February 1, 2026 by “The exam”: {now}") for line in spoke)
    assert any(line.startswith("Renewed on February 1, 2026 by “The exam”, with ") for line in passed)


def test_whoever_lapsed_without_an_exam_reads_of_no_units() -> None:
    later = date(2028, 1, 1)
    assert "Not renewed by April 10, 2027, so it lapsed. It took this: The exam." in told(RULES, history(), later)
    stays = replace(RULES, cycle=replace(RULES.cycle, unmet=Unmet.FORGIVEN))
    assert any(
        line.startswith("Not met by April 10, 2027. It took this: The exam. Your ")
        for line in told(stays, history(), later)
    )


def test_whoever_tries_something_reads_of_no_units() -> None:
    usual = policy(replace(BY_EXAM, demands=(TALK,)))
    nothing = tuple(replace(kind, worth=()) if kind.key == "presenting" else kind for kind in usual.types)
    rules = replace(usual, types=nothing)
    first, *_ = tried(rules, history(), "presenting", date(2026, 7, 1))
    assert first == "Associate: renewed on July 1, 2026 until January 10, 2029."
    late = Activity("late", "presenting", date(2025, 1, 1), "before the award")
    found = replace(history(), activities=(late,))
    first, *_ = tried(rules, found, "online", date(2026, 7, 1))
    assert first.startswith("Associate: ")
    assert " units" not in first


def test_an_exam_is_the_other_way_only_where_there_is_one() -> None:
    assert "By exam, for that certification alone:" in planned(AGAIN)
    assert "Or by exam, for that certification alone:" in planned(replace(AGAIN, groups=RULES.groups))
