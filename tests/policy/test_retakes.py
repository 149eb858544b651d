"""Passing an exam again: for the certification alone or for the whole level, from the old date or from the pass."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from recert.policy import explain, explain_exams, explain_renewals, explain_states
from recert.policy.assess import assess
from recert.policy.assessment import Assessment, Cycle, CycleState, ExamOutcome, GroupStanding, Route
from recert.policy.cascades import Cascade, Trigger
from recert.policy.cycles import Ends, Rhythm
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, Exam, Grant, History
from recert.policy.lateness import Surcharge, Suspension
from recert.policy.model import Policy
from recert.policy.moves import Move
from recert.policy.own_words import own
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.retake import CountedFrom, OwnRetake, Retake
from recert.terminal.typeset import for_terminal
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
USUAL = replace(reference().policy, moves=())
FIRST, SECOND = Award("ACA-JSWE", date(2025, 1, 10)), Award("ACA-JSWBC", date(2025, 11, 20))
SIX = Retake(months=6, in_grace=True, source="s")
ALL, ANEW = replace(SIX, whole_group=True), replace(SIX, counted_from=CountedFrom.PASS)
BOTH = replace(ALL, counted_from=CountedFrom.PASS)


def policy(rule: Retake, *, suspension: Suspension | None = None, **cycle: Any) -> Policy:
    return replace(USUAL, retake=rule, suspension=suspension, cycle=replace(USUAL.cycle, **cycle))


def passing(
    rules: Policy, *passes: tuple[str, date], as_of: date = date(2031, 1, 1), **more: Any
) -> tuple[GroupStanding, Assessment]:
    exams = tuple(Exam(code, on, True) for code, on in passes)
    found = assess(plan(rules), History(**{"awards": (FIRST, SECOND), "exams": exams, **more}), as_of)
    return next(standing for standing in found.groups if standing.group == "aca"), found


def row(cycle: Cycle) -> tuple[Route, date, date | None]:
    return cycle.route, cycle.end, cycle.new_expiry


def due(standing: GroupStanding) -> dict[str, date]:
    return {holding.certification: holding.expires for holding in standing.holdings}


def courses(many: int, since: date) -> tuple[Activity, ...]:
    return tuple(Activity(f"{i}", "course", since + timedelta(days=i), f"Course {i}") for i in range(many))


def test_who_passes_one_exam_renews_the_level_and_the_next_cycle_begins_where_it_ended() -> None:
    for code in ("ACA-JSWE", "ACA-JSWBC"):
        standing, _ = passing(policy(ALL), (code, date(2026, 12, 1)), as_of=date(2027, 1, 11))
        assert row(standing.cycles[0]) == (Route.RETAKE, date(2027, 1, 10), date(2029, 1, 10))
        assert due(standing) == {"ACA-JSWE": date(2029, 1, 10), "ACA-JSWBC": date(2029, 1, 10)}
        assert standing.cycles[1].start == date(2027, 1, 11)
    alone, _ = passing(policy(SIX), ("ACA-JSWE", date(2026, 12, 1)), as_of=date(2027, 1, 9))
    assert due(alone) == {"ACA-JSWE": date(2029, 1, 10), "ACA-JSWBC": date(2027, 11, 20)}
    assert alone.cycles[0].route is Route.NONE


def test_its_time_is_that_of_the_level_and_not_of_the_certification() -> None:
    for on, outcome in (
        (date(2026, 7, 9), ExamOutcome.TOO_EARLY),
        (date(2026, 7, 10), ExamOutcome.RENEWED),
        (date(2027, 4, 10), ExamOutcome.RENEWED),
    ):
        _, found = passing(policy(ALL), ("ACA-JSWBC", on), as_of=on)
        assert found.exams[0].outcome is outcome
    rules = policy(replace(ALL, in_grace=False))
    for on, outcome in ((date(2027, 1, 10), ExamOutcome.RENEWED), (date(2027, 1, 11), ExamOutcome.TOO_LATE)):
        _, found = passing(rules, ("ACA-JSWBC", on), as_of=on)
        assert found.exams[0].outcome is outcome
    told = str(explain_exams.exam(rules, found.exams[0]))
    assert told == "Passed on January 11, 2027, after the first Associate certification expired, so it renewed nothing."
    _, found = passing(rules, ("ACA-JSWBC", date(2027, 6, 1)), as_of=date(2027, 6, 1))  # the other has lapsed by then
    assert found.exams[0].outcome is ExamOutcome.RENEWED


def test_what_is_retired_is_not_renewed_with_the_others() -> None:
    rules = policy(ALL).retiring({"ACA-JSWBC": date(2026, 11, 30)})
    standing, _ = passing(rules, ("ACA-JSWE", date(2026, 12, 1)), as_of=date(2026, 12, 1))
    assert due(standing) == {"ACA-JSWE": date(2029, 1, 10), "ACA-JSWBC": date(2027, 11, 20)}


def test_who_passes_after_the_level_was_renewed_moves_its_date_and_not_its_end() -> None:
    late = replace(ALL, months=36)
    done = {"activities": courses(5, date(2026, 3, 1))}
    standing, _ = passing(policy(late), ("ACA-JSWE", date(2026, 12, 1)), as_of=date(2026, 12, 1), **done)
    assert row(standing.cycles[0]) == (Route.UNITS, date(2027, 1, 10), date(2031, 1, 10))
    assert set(due(standing).values()) == {date(2031, 1, 10)}
    _, found = passing(policy(ALL), ("ACA-JSWE", date(2026, 12, 1)), as_of=date(2026, 12, 1), **done)
    assert found.exams[0].outcome is ExamOutcome.TOO_EARLY
    assert str(explain_exams.exam(policy(ALL), found.exams[0])) == (
        "Passed on December 1, 2026, which is more than 6 months before the first Associate certification expires, "
        "so it renewed nothing."
    )


def test_an_award_joins_a_level_that_an_exam_renewed() -> None:
    held = (FIRST, Award("ACA-JSWBC", date(2026, 12, 20)))
    for rule, until in ((ALL, date(2029, 1, 10)), (SIX, date(2028, 12, 20)), (BOTH, date(2028, 12, 20))):
        standing, _ = passing(policy(rule), ("ACA-JSWE", date(2026, 12, 1)), as_of=date(2026, 12, 21), awards=held)
        assert due(standing)["ACA-JSWBC"] == until
    rules = policy(ALL, shares_renewed_date=False)
    standing, _ = passing(rules, ("ACA-JSWE", date(2026, 12, 1)), as_of=date(2026, 12, 21), awards=held)
    assert due(standing)["ACA-JSWBC"] == date(2028, 12, 20)


def test_what_was_earned_is_surplus_of_the_cycle_that_the_exam_renewed() -> None:
    done = courses(5, date(2026, 12, 10))
    standing, _ = passing(policy(ALL), ("ACA-JSWE", date(2026, 12, 1)), as_of=date(2027, 1, 1), activities=done)
    assert (standing.cycles[0].route, standing.cycles[0].counted) == (Route.RETAKE, Decimal(50))
    anew, _ = passing(policy(BOTH), ("ACA-JSWE", date(2026, 12, 1)), as_of=date(2027, 1, 1), activities=done)
    assert [(c.route, c.counted) for c in anew.cycles] == [(Route.RETAKE, Decimal(0)), (Route.UNITS, Decimal(50))]


def test_who_passes_early_counts_anew_from_that_day() -> None:
    for rule in (ANEW, BOTH):
        one = {"awards": (FIRST,)}
        standing, _ = passing(policy(rule), ("ACA-JSWE", date(2026, 9, 1)), as_of=date(2026, 9, 2), **one)
        assert row(standing.cycles[0]) == (Route.RETAKE, date(2026, 9, 1), date(2028, 9, 1))
        assert standing.cycles[1].start == date(2026, 9, 2)
    standing, _ = passing(policy(ANEW), ("ACA-JSWE", date(2026, 9, 1)), as_of=date(2026, 9, 2))
    assert due(standing) == {"ACA-JSWE": date(2028, 9, 1), "ACA-JSWBC": date(2027, 11, 20)}
    assert standing.cycles[0].route is Route.NONE


def test_nobody_is_shortened_by_passing() -> None:
    until = date(2029, 6, 1)
    longer = {"awards": (FIRST, Award("ACA-JSWBC", date(2025, 2, 1), until))}
    for rule in (BOTH, ALL):
        standing, _ = passing(policy(rule), ("ACA-JSWE", date(2026, 9, 1)), as_of=date(2026, 9, 1), **longer)
        assert set(due(standing).values()) == {until}
    alone, _ = passing(
        policy(replace(ANEW, months=48)), ("ACA-JSWBC", date(2026, 9, 1)), as_of=date(2026, 9, 1), **longer
    )
    assert due(alone)["ACA-JSWBC"] == until


@pytest.mark.parametrize(
    ("on", "kept", "anew"),
    [
        (date(2027, 2, 1), (date(2027, 1, 10), date(2029, 1, 10)), (date(2027, 2, 1), date(2029, 2, 1))),
        (date(2027, 6, 1), (date(2027, 1, 10), date(2029, 1, 10)), (date(2027, 6, 1), date(2029, 6, 1))),
    ],
    ids=["in grace", "while it is suspended"],
)
def test_who_passes_late_keeps_the_old_date_or_counts_anew(
    on: date, kept: tuple[date, date], anew: tuple[date, date]
) -> None:
    suspension = Suspension(12, by_units=True, by_exam=True, restarts=False, source="s")
    late = (Surcharge(1, Decimal(10), share=False, every_months=0, source="s"),)
    for rule, expected in ((ALL, kept), (BOTH, anew), (ANEW, anew)):
        rules = replace(policy(rule, suspension=suspension), surcharges=late)
        standing, _ = passing(rules, ("ACA-JSWE", on), as_of=on, awards=(FIRST,))
        assert row(standing.cycles[0]) == (Route.RETAKE, *expected)
        assert standing.cycles[0].surcharge == 0


def test_whatever_the_rhythm_of_others_the_pass_counts() -> None:
    for rhythm in Rhythm:
        rules = policy(BOTH, rhythm=rhythm, kept_months=3)
        standing, _ = passing(rules, ("ACA-JSWE", date(2026, 12, 1)), as_of=date(2026, 12, 1))
        assert row(standing.cycles[0]) == (Route.RETAKE, date(2026, 12, 1), date(2028, 12, 1))
    late = policy(replace(ALL, counted_from=CountedFrom.AS_OTHERS), rhythm=Rhythm.KEPT_LATE, kept_months=3)
    for on, expected in (
        (date(2026, 9, 1), (date(2026, 9, 1), date(2028, 9, 1))),
        (date(2026, 12, 1), (date(2027, 1, 10), date(2029, 1, 10))),
    ):
        standing, _ = passing(late, ("ACA-JSWE", on), as_of=on)
        assert row(standing.cycles[0]) == (Route.RETAKE, *expected)
    at_once, _ = passing(policy(ALL, rhythm=Rhythm.KEPT_END), ("ACA-JSWE", date(2026, 9, 1)), as_of=date(2026, 9, 1))
    assert row(at_once.cycles[0]) == (Route.RETAKE, date(2026, 9, 1), date(2029, 1, 10))


def test_who_passes_again_on_the_day_after_counts_from_that_day() -> None:
    rules = policy(replace(BOTH, months=36))
    days = (date(2026, 9, 1), date(2026, 9, 2))
    standing, _ = passing(rules, *(("ACA-JSWE", on) for on in days), as_of=date(2026, 9, 3), awards=(FIRST,))
    assert [(c.start, c.end, c.new_expiry) for c in standing.cycles[:2]] == [
        (FIRST.on, date(2026, 9, 1), date(2028, 9, 1)),
        (date(2026, 9, 2), date(2026, 9, 2), date(2028, 9, 2)),
    ]


def test_a_pass_is_rounded_and_moved_as_an_award_of_its_day() -> None:
    rules = policy(BOTH, ends=Ends.END_OF_YEAR)
    standing, _ = passing(rules, ("ACA-JSWE", date(2027, 9, 1)), as_of=date(2027, 9, 1))
    assert set(due(standing).values()) == {date(2029, 12, 31)}
    move = Move("m", "", date(2026, 6, 1), date(2028, 1, 1), date(2028, 12, 31), date(2030, 1, 1), 0, "s")
    for rule in (ANEW, BOTH, ALL):
        rules = replace(policy(rule), moves=(replace(move, last=date(2029, 6, 1)),))
        standing, _ = passing(rules, ("ACA-JSWE", date(2026, 9, 1)), as_of=date(2026, 9, 1), awards=(FIRST,))
        assert due(standing) == {"ACA-JSWE": date(2030, 1, 1)}


def test_whatever_the_rhythm_of_others_the_old_date_counts_where_the_policy_says_so() -> None:
    for rhythm in Rhythm:
        rules = policy(ALL, rhythm=rhythm, kept_months=3)
        early = date(2026, 9, 1)
        standing, _ = passing(rules, ("ACA-JSWE", early), as_of=early)
        end = early if rhythm is Rhythm.KEPT_END else date(2027, 1, 10)
        assert row(standing.cycles[0]) == (Route.RETAKE, end, date(2029, 1, 10))
        alone, _ = passing(policy(SIX, rhythm=rhythm, kept_months=3), ("ACA-JSWE", early), as_of=early)
        assert due(alone)["ACA-JSWE"] == date(2029, 1, 10)


def test_who_comes_back_by_exam_has_the_rhythm_that_the_suspension_says() -> None:
    anew = Suspension(12, by_units=False, by_exam=True, restarts=True, source="s")
    back = date(2027, 8, 1)
    for suspension, expires in ((anew, date(2029, 8, 1)), (replace(anew, restarts=False), date(2029, 1, 10))):
        for rhythm in (Rhythm.KEPT, Rhythm.RESTARTED):
            rules = policy(ALL, suspension=suspension, rhythm=rhythm)
            standing, _ = passing(rules, ("ACA-JSWE", back), as_of=back, awards=(FIRST,))
            assert due(standing) == {"ACA-JSWE": expires}


def test_who_takes_an_exam_that_counts_from_the_old_date_reads_so_where_activities_restart() -> None:
    restarting = policy(SIX, rhythm=Rhythm.RESTARTED)
    told = "The date that an exam gives is counted from the old one, on whatever day it is passed."
    assert told in for_terminal(handbook(restarting), 300, bold=False)
    assert told not in for_terminal(handbook(policy(SIX)), 300, bold=False)
    standing, _ = passing(restarting, as_of=date(2026, 3, 1))
    assert str(explain.alternatives(restarting, standing)[-1]).endswith(" The new date is counted from the old one.")
    own_rule = OwnRetake(renews=True, source="the handbook", months=6)
    groups = tuple(replace(g, own_retake=own_rule) if g.key == "acp" else g for g in USUAL.groups)
    said = [str(sentence) for sentence, _ in own(replace(restarting, groups=groups))]
    assert said[-1] == (
        "Professional: the date that an exam gives is counted from the old one, on whatever day it is passed."
    )
    as_others = policy(replace(SIX, counted_from=CountedFrom.AS_OTHERS), rhythm=Rhythm.RESTARTED)
    shown = for_terminal(handbook(as_others), 300, bold=False)
    assert "The date that an exam gives is counted as that of other renewals." in shown
    assert [str(each) for each in differences(restarting, as_others)] == [
        "The date that an exam gives is counted as that of other renewals, instead of from the old expiry."
    ]


def test_what_is_suspended_for_units_alone_is_not_renewed_by_the_exam_of_another() -> None:
    suspension = Suspension(12, by_units=True, by_exam=False, restarts=False, source="s")
    _, found = passing(policy(ALL, suspension=suspension), ("ACA-JSWBC", date(2027, 8, 1)), as_of=date(2027, 8, 1))
    assert found.exams[0].outcome is ExamOutcome.TOO_LATE
    both = replace(suspension, by_exam=True)
    standing, found = passing(policy(ALL, suspension=both), ("ACA-JSWBC", date(2027, 8, 1)), as_of=date(2027, 8, 1))
    assert found.exams[0].outcome is ExamOutcome.RENEWED
    assert set(due(standing).values()) == {date(2029, 1, 10)}


def test_professionals_alone_renew_together_by_one_exam() -> None:
    own_rule = OwnRetake(renews=True, source="the handbook", months=6, whole_group=True, counted_from=CountedFrom.PASS)
    rules = replace(USUAL, groups=tuple(replace(g, own_retake=own_rule) if g.key == "acp" else g for g in USUAL.groups))
    held = (*(replace(a, certification=c) for a, c in ((FIRST, "ACP-JCA"), (SECOND, "ACP-OA"))), FIRST, SECOND)
    exams = (Exam("ACP-OA", date(2026, 12, 1), True), Exam("ACA-JSWE", date(2026, 12, 1), True))
    found = assess(plan(rules), History(held, exams), date(2026, 12, 1))
    assert [due(standing) for standing in found.groups] == [
        {"ACA-JSWE": date(2029, 1, 10), "ACA-JSWBC": date(2027, 11, 20)},
        {"ACP-JCA": date(2028, 12, 1), "ACP-OA": date(2028, 12, 1)},
    ]
    assert [str(sentence) for sentence, _ in own(rules)] == [
        "Professional: passing the exam again renews, within 6 months before the expiry.",
        "Professional: one exam renews all that is active of it; its time is that before the earliest expiry among "
        "them.",
        "Professional: the date that an exam gives is counted from the day of the pass.",
    ]
    assert [str(each) for each in differences(USUAL, rules)][1:] == [str(sentence) for sentence, _ in own(rules)][1:]


def test_a_renewal_granted_for_the_same_cycle_keeps_the_later_date() -> None:
    grant = Grant("aca", 1, date(2026, 12, 5), date(2027, 1, 10), date(2029, 3, 1))
    standing, _ = passing(policy(ALL), ("ACA-JSWE", date(2026, 12, 1)), as_of=date(2026, 12, 6), grants=(grant,))
    assert row(standing.cycles[0]) == (Route.RETAKE, date(2027, 1, 10), date(2029, 3, 1))


# What people read.


@pytest.mark.parametrize(
    ("rule", "only", "told"),
    [
        (ANEW, False, "alone. Once all of its cycle is renewed, that renews ACP-JCA, too, if you hold it."),
        (ANEW, True, "or in its grace period. That renews it. The renewal renews ACP-JCA, too, if you hold it."),
        (ALL, False, "Associate certifications together. The renewal renews ACP-JCA, too, if you hold it."),
    ],
)
def test_an_exam_whose_renewal_renews_others_is_not_said_to_renew_one_alone(
    rule: Retake, only: bool, told: str
) -> None:
    rules = policy(rule)
    others = Cascade(
        "up", "", Trigger.RENEWED, ("ACA-JSWE",), ("ACP-JCA",), aligned=False, since=date(2020, 1, 1), source=""
    )
    kept = ("ACA-JSWE", "ACP-JCA") if only else tuple(each.code for each in rules.certifications)
    certifications = tuple(each for each in rules.certifications if each.code in kept)
    rules = replace(rules, cascades=(others,), certifications=certifications)
    later = replace(rules, cascades=(replace(others, since=date(2040, 1, 1)),))
    standing, _ = passing(rules, as_of=date(2026, 3, 1))
    assert told in str(explain.alternatives(rules, standing)[-1])
    assert "ACP" not in str(explain.alternatives(later, standing)[-1])
    suspended = policy(rule, suspension=Suspension(12, by_units=False, by_exam=True, restarts=True, source="s"))
    suspended = replace(suspended, cascades=(others,))
    standing, _ = passing(suspended, as_of=date(2027, 5, 1))
    assert "renews ACP-JCA, too, if you hold it." in str(explain.alternatives(suspended, standing)[-1])


def test_what_renewing_takes_says_what_an_exam_renews() -> None:
    for rule, told in (
        (
            ALL,
            "Retake the exam of any Associate certification in the 6 months before the first of them expires, or in "
            "its grace period. That renews all your active Associate certifications together.",
        ),
        (
            replace(ANEW, months=0, days=30, in_grace=False),
            "Retake the exam of a certification in the 30 days before it expires. That renews that certification "
            "alone. The new date is counted from the day of the pass.",
        ),
    ):
        standing, _ = passing(policy(rule), as_of=date(2026, 3, 1))
        assert str(explain.alternatives(policy(rule), standing)[-1]) == told
    suspension = Suspension(12, by_units=False, by_exam=True, restarts=True, source="s")
    rules = policy(ALL, suspension=suspension)
    standing, _ = passing(rules, as_of=date(2027, 5, 1))
    assert standing.current is not None
    assert standing.current.state is CycleState.SUSPENDED
    assert str(explain.alternatives(rules, standing)[-1]) == (
        "Pass the exam of any Associate certification by April 10, 2028. That brings back all your suspended ones "
        "together."
    )


def test_the_story_says_that_the_whole_level_was_renewed() -> None:
    standing, found = passing(policy(ALL), ("ACA-JSWE", date(2026, 12, 1)), as_of=date(2026, 12, 1))
    assert str(explain_renewals.renewal(policy(ALL), "aca", standing.cycles[0])) == (
        "Renewed on December 1, 2026 by passing an exam again: all your active Associate certifications now expire on "
        "January 10, 2029. Your next cycle starts after January 10, 2027."
    )
    steps = [explain_states.expiry_step(policy(ALL), h.steps[-1], standing) for h in standing.holdings]
    assert [str(each) for each in steps] == [
        "Renewed on December 1, 2026 by passing an exam again: from January 10, 2027 to January 10, 2029, with all "
        "your Associate certifications.",
        "Renewed on December 1, 2026 by passing an exam again: from November 20, 2027 to January 10, 2029, with all "
        "your Associate certifications.",
    ]
    assert str(explain_exams.exam(policy(ALL), found.exams[0])) == (
        "Passed on December 1, 2026: all active Associate certifications renewed, ACA-JSWE among them."
    )


def test_a_plan_and_a_trial_know_that_one_exam_is_enough() -> None:
    rules = plan(policy(ALL))
    found = outlook(rules, History((FIRST, SECOND)), date(2026, 3, 1))
    (target,) = found.targets
    assert [(s.certification, s.first, s.last) for s in target.sittings] == [
        ("ACA-JSWBC", date(2026, 7, 10), date(2027, 1, 10)),
        ("ACA-JSWE", date(2026, 7, 10), date(2027, 1, 10)),
    ]
    assert (target.sat, target.any_exam) == (True, True)
    lines = [str(line.text) for line in outlook_told(rules.policy, found, Wish())]
    assert "Or by any one of these exams, which renews all of Associate:" in lines
    one = outlook(rules, History((FIRST,)), date(2026, 3, 1))
    lines = [str(line.text) for line in outlook_told(rules.policy, one, Wish())]
    assert "Or by exam, which renews all of Associate:" in lines
    alone = outlook(plan(policy(SIX)), History((FIRST, SECOND)), date(2026, 12, 1))
    assert (alone.targets[0].sat, alone.targets[0].any_exam) == (True, False)


def test_a_changed_rule_is_told() -> None:
    assert [str(each) for each in differences(policy(SIX), policy(BOTH))] == [
        "One exam renews all that is active of its group, instead of its own certification alone.",
        "The date that an exam gives is counted from the day of the pass, instead of from the old expiry.",
    ]
    assert [str(each) for each in differences(replace(USUAL, retake=None), policy(BOTH))][1:] == [
        "One exam renews all that is active of its group; its time is that before the earliest expiry among them.",
        "The date that an exam gives is counted from the day of the pass.",
    ]
    shown = for_terminal(handbook(policy(BOTH)), 300, bold=False)
    assert "One exam renews all that is active of its group" in shown
    assert "all of its group" in shown
    assert "day of the pass + cycle" in shown


# What a policy may say.

ANSWERS = 'renews = "that certification"\nnew_expiry = "old expiry + cycle"'
FROM_PASS = TEXT.replace(ANSWERS, 'renews = "all of its group"\nnew_expiry = "day of the pass + cycle"')
SUSPENDS = """
[suspension]
months = 12
renewed_by = {by}
next_starts = "{starts}"
activity = "ended cycle"
source = "s"
"""
DEADLINE = """
[deadline]
months = 3
later = "counts for nothing until the end"
renewing_later = "is in time"
source = "s"
"""
OWN = """
[group.acp.retake]
renews = "that certification"
new_expiry = "day of the pass + cycle"
months = 6
in_grace = true
source = "s"
"""
KEPT, AFTER = "where the last one ended", "the day after the renewal"
PERIODS = (
    FROM_PASS.replace('ends = "same day"', 'anchor = "calendar"')
    .replace("[group.aca]\n", "[group.aca]\nperiods_from = 2024-01-01\n")
    .replace("[group.acp]\n", "[group.acp]\nperiods_from = 2024-01-01\n")
)
NEXT = 'grace_activity = "next cycle"'
WAITING = FROM_PASS.replace('grace_activity = "ended cycle"', NEXT)


@pytest.mark.parametrize(
    ("text", "what", "at"),
    [
        (FROM_PASS, None, ""),
        (PERIODS, "periods of the calendar can't be restarted", "new_expiry"),
        (FROM_PASS + DEADLINE, "a cycle that ends with its renewal has no day so long before that", "new_expiry"),
        (
            WAITING,
            "after a pass after the end the next cycle would begin after what belongs to it was done",
            "new_expiry",
        ),
        (WAITING.replace("in_grace = true", "in_grace = false"), None, ""),
        (FROM_PASS + SUSPENDS.format(by='["units"]', starts=KEPT), None, ""),
        (FROM_PASS + SUSPENDS.format(by='["units", "exam"]', starts=KEPT), None, ""),
        (FROM_PASS + SUSPENDS.format(by='["exam"]', starts=AFTER), None, ""),
        (
            FROM_PASS + SUSPENDS.format(by='["exam"]', starts=KEPT).replace('"ended cycle"', '"next cycle"'),
            "after a pass after the end the next cycle would begin after what belongs to it was done",
            "new_expiry",
        ),
        (
            FROM_PASS + SUSPENDS.format(by='["exam"]', starts=KEPT),
            "by [suspension] the next cycle starts where the last one ended after a pass",
            "new_expiry",
        ),
        (TEXT + DEADLINE, None, ""),
        (TEXT + DEADLINE + OWN, "a cycle that ends with its renewal has no day so long before that", OWN),
        (TEXT.replace(ANSWERS, 'renews = "that certification"'), "`new_expiry` is missing", "[retake]"),
        (TEXT.replace(ANSWERS, 'new_expiry = "old expiry + cycle"'), "`renews` is missing", "[retake]"),
        (TEXT.replace('"that certification"', '"everything"'), '`renews` is "everything"', "renews"),
        (FROM_PASS.replace('"all of its group"', '"nothing"'), '`renews` is "nothing"', "renews"),
        (
            FROM_PASS.replace('"day of the pass + cycle"', '"day of pass + cycle"'),
            '`new_expiry` is "day of',
            "new_expiry",
        ),
    ],
)
def test_what_a_date_from_the_pass_contradicts_is_refused_with_its_line(text: str, what: str | None, at: str) -> None:
    found = parse_policy(text)
    problems = found.problems if isinstance(found, Problems) else ()
    assert [problem.what[: len(what or "")] for problem in problems] == ([what] if what else [])
    for problem in problems:
        assert at.split("\n")[-1] in text.splitlines()[problem.line - 1]
        assert problem.fix


def test_what_a_policy_says_is_read() -> None:
    found = parse_policy(FROM_PASS + OWN)
    assert isinstance(found, Policy)
    assert found.retake is not None
    assert (found.retake.whole_group, found.retake.counted_from) == (True, CountedFrom.PASS)
    rule = found.retake_of("acp")
    assert rule == Retake(months=6, in_grace=True, source="s", counted_from=CountedFrom.PASS)
    nothing = parse_policy(TEXT + '[group.acp.retake]\nrenews = "nothing"\nsource = "s"\n')
    assert isinstance(nothing, Policy)
    assert nothing.retake_of("acp") is None
    near = parse_policy(FROM_PASS.replace("day of the pass + cycle", "day of pass + cycle"))
    assert isinstance(near, Problems)
    assert near.problems[0].fix == 'did you mean "day of the pass + cycle"?'
