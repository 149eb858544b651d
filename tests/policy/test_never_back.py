"""Suspended, and brought back by nothing: who wrote that is warned, and nobody is told of a way back."""

from dataclasses import replace
from datetime import date

import pytest

from recert.policy.assess import assess
from recert.policy.cascades import Cascade, Trigger
from recert.policy.cycles import Rhythm
from recert.policy.explain_states import comes_after, holding_state, state
from recert.policy.history import Award, Exam, History
from recert.policy.lateness import Suspension
from recert.policy.model import Policy
from recert.policy.own import OwnCycle
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.retake import OwnRetake
from recert.policy.story import story
from recert.policy.warn import doubts
from tests.policy.strategies import PROGRAMS, reference

USUAL = reference().policy
TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
HELD = History(awards=(Award("ACA-JSWE", date(2024, 1, 10)),))
OPEN, SUSPENDED, OVER = date(2025, 6, 1), date(2026, 6, 1), date(2027, 6, 1)
"""The cycle ended on January 10, 2026, its grace on April 10, and the suspension a year after that."""
BY_UNITS = Suspension(12, by_units=True, by_exam=False, restarts=False, source="s")
IN_GRACE = OwnRetake(renews=True, source="s", months=6, in_grace=True)


def rules(suspension: Suspension = BY_UNITS) -> Policy:
    """Associates are renewed by the exam alone."""
    groups = tuple(
        replace(group, required=(), own_retake=IN_GRACE) if group.key == "aca" else group for group in USUAL.groups
    )
    return replace(USUAL, groups=groups, retake=None, suspension=suspension, moves=())


def warned(policy: Policy) -> list[str]:
    return [doubt.what for doubt in doubts(policy) if doubt.place == ("suspension", "renewed_by")]


def planned(policy: Policy, on: date) -> list[str]:
    return [str(line.text) for line in outlook_told(policy, outlook(plan(policy), HELD, on), Wish())]


def told(policy: Policy, on: date) -> list[str]:
    return [str(line.text) for line in story(policy, HELD, assess(plan(policy), HELD, on))]


def test_who_lets_the_old_rhythm_go_on_after_a_suspension_is_warned_where_every_renewal_restarts_it() -> None:
    restarted = replace(USUAL, cycle=replace(USUAL.cycle, rhythm=Rhythm.RESTARTED), suspension=BY_UNITS)
    some = tuple(
        replace(group, own_cycle=OwnCycle("s", rhythm=Rhythm.KEPT)) if group.key == "acp" else group
        for group in USUAL.groups
    )
    for policy, many in (
        (restarted, 1),
        (replace(restarted, suspension=replace(BY_UNITS, restarts=True)), 0),
        (replace(restarted, groups=some), 0),
        (replace(restarted, cycle=USUAL.cycle), 0),
    ):
        found = [doubt.what for doubt in doubts(policy) if doubt.place == ("suspension", "next_starts")]
        assert len(found) == many
        assert all(what.startswith("by [cycle] the next cycle starts with every renewal") for what in found)


def test_who_suspends_what_nothing_brings_back_is_warned() -> None:
    (found,) = warned(rules())
    assert found == "nothing brings back what of Associate is suspended: it is not valid any more, and lapses later"
    (fix,) = [doubt.fix for doubt in doubts(rules()) if doubt.what == found]
    assert fix.startswith('write "exam" in it too')
    assert warned(rules(replace(BY_UNITS, by_exam=True))) == []
    assert warned(replace(USUAL, suspension=BY_UNITS)) == []
    cascade = Cascade("c", "C", Trigger.EARNED, ("ACP-JCA",), ("ACA-JSWE",), False, date(2020, 1, 1), "s")
    assert warned(replace(rules(), cascades=(cascade,))) == []


def test_whoever_is_suspended_reads_that_nothing_brings_it_back() -> None:
    policy = rules()
    (standing,) = assess(plan(policy), HELD, SUSPENDED).groups
    said = "Suspended since April 11, 2026: nothing brings it back, and after April 10, 2027 it lapses"
    assert (str(state(policy, standing)), str(holding_state(policy, standing.holdings[0]))) == (said, said)
    lines = told(policy, SUSPENDED)
    assert lines[-1] == "Nothing brings it back."
    assert not any("can come back" in line or "passing the exam" in line for line in lines)
    by_exam = rules(replace(BY_UNITS, by_exam=True))
    assert "Suspended since April 11, 2026: it can come back until April 10, 2027" in told(by_exam, SUSPENDED)


def test_whoever_may_be_suspended_reads_it_before() -> None:
    policy = rules()
    (standing,) = assess(plan(policy), HELD, OPEN).groups
    assert standing.current is not None
    assert [str(each) for each in comes_after(policy, "aca", standing.current, OPEN)][-1] == (
        "If it is not renewed by April 10, 2026, it is suspended and not valid. Nothing brings it back, and after "
        "April 10, 2027 it lapses."
    )
    assert any(line.endswith("and can be renewed until April 10, 2026.") for line in told(policy, OPEN))


def test_whoever_lapsed_reads_since_when_nothing_renewed_it() -> None:
    assert told(rules(), OVER)[-1] == (
        "Not renewed by April 10, 2026, and nothing brings it back after that, so it lapsed after April 10, 2027."
    )


def test_a_plan_promises_no_exam_that_renews_nothing() -> None:
    assert planned(rules(), SUSPENDED) == [
        "Associate, suspended until April 10, 2027",
        "It has been suspended since April 11, 2026 and is not valid.",
        "Nothing brings it back.",
    ]
    said = "If it is not renewed by April 10, 2026, it is suspended and not valid, and nothing brings it back."
    assert said in planned(rules(), OPEN)
    passed = replace(HELD, exams=(Exam("ACA-JSWE", SUSPENDED, True),))
    assert assess(plan(rules()), passed, SUSPENDED).groups[0].holdings[0].expires == date(2026, 1, 10)


SUSPENDS = """
[suspension]
months = 12
renewed_by = {}
next_starts = "the day after the renewal"
activity = "ended cycle"
source = "s"
"""
OWN = """
[group.acp.retake]
renews = "that certification"
new_expiry = "old expiry + cycle"
months = 6
in_grace = true
source = "s"
"""
WITHOUT = TEXT[: TEXT.index("[retake]")] + TEXT[TEXT.index("[activity.course]") :]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (SUSPENDS.format('["units", "exam"]') + OWN, []),
        (SUSPENDS.format('["exam"]') + OWN, ["nothing brings back what is suspended of aca"]),
        (SUSPENDS.format('["exam"]') + OWN + OWN.replace("acp", "aca"), []),
        (
            SUSPENDS.format('["units", "exam"]'),
            ["the exam is to bring back what is suspended, and passing it renews nothing here"],
        ),
    ],
)
def test_an_exam_brings_back_what_is_of_the_groups_that_have_one(text: str, what: list[str]) -> None:
    found = parse_policy(WITHOUT + text)
    assert [problem.what for problem in (found.problems if isinstance(found, Problems) else ())] == what
