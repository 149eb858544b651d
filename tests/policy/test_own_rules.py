"""Credentials of one program with rules of their own: whoever holds two of them sees that each follows its own."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from recert.policy import explain, explain_exams, explain_renewals, explain_states
from recert.policy.assess import assess
from recert.policy.assessment import Assessment, CycleState, ExamOutcome, GroupStanding
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.cascades import Cascade, Trigger
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.cycles import Ends, Length
from recert.policy.difference import differences
from recert.policy.formula import Period
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, Circumstance, Exam, History
from recert.policy.lateness import Suspension
from recert.policy.lengths import longest
from recert.policy.model import Cap, Policy, Value
from recert.policy.own import OwnCarry, OwnCycle
from recert.policy.own_words import own
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.renewing_words import besides_activities
from recert.policy.retake import OwnRetake
from recert.policy.warn import doubts
from recert.terminal.typeset import for_terminal
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
USUAL = reference().policy
AWARDED = date(2025, 1, 10)
BOTH = (Award("ACA-JSWE", AWARDED), Award("ACP-JCA", AWARDED))


def of_professionals(policy: Policy = USUAL, **own: Any) -> Policy:
    """The same policy, in which the professional group has something of its own."""
    return replace(policy, groups=tuple(replace(g, **own) if g.key == "acp" else g for g in policy.groups))


def cycle(**said: Any) -> OwnCycle:
    return OwnCycle("the handbook", **said)


def courses(many: int, *, since: date = date(2026, 2, 1)) -> tuple[Activity, ...]:
    return tuple(Activity(f"{i}", "course", since + timedelta(days=i), f"Course {i}") for i in range(many))


def seen(policy: Policy, as_of: date, **facts: Any) -> Assessment:
    return assess(plan(policy), History(**{"awards": BOTH, **facts}), as_of)


def of(found: Assessment, group: str) -> GroupStanding:
    return next(standing for standing in found.groups if standing.group == group)


def due(found: Assessment) -> tuple[date, ...]:
    return tuple(of(found, group).holdings[0].expires for group in ("aca", "acp"))


@pytest.mark.parametrize(
    ("said", "last"),
    [
        (cycle(grace_days=0), date(2027, 1, 10)),
        (cycle(grace_days=30), date(2027, 2, 9)),
        (cycle(grace_months=2), date(2027, 3, 10)),
        (cycle(grace_months=2, ends=Ends.END_OF_MONTH), date(2027, 3, 31)),
        (cycle(months=12), date(2026, 4, 10)),
    ],
)
def test_each_group_can_be_renewed_to_the_end_of_its_own_grace(said: OwnCycle, last: date) -> None:
    policy = of_professionals(own_cycle=said)
    for day, state in ((last, {CycleState.OPEN, CycleState.GRACE}), (last + timedelta(days=1), {CycleState.LAPSED})):
        standing = of(seen(policy, day), "acp")
        assert standing.cycles[0].state in state
        assert standing.cycles[0].grace_until == standing.holdings[0].grace_until == last
    usual = of(seen(policy, last), "aca")
    assert usual.cycles[0].grace_until == date(2027, 4, 10)


def test_where_a_group_has_no_grace_its_exam_is_passed_before_the_end() -> None:
    policy = of_professionals(own_cycle=cycle(grace_days=0))
    ways = [str(explain.alternatives(policy, of(seen(policy, AWARDED), group))[1]) for group in ("aca", "acp")]
    assert ["or in its grace period" in way for way in ways] == [True, False]


def test_a_plan_looks_as_far_as_the_longest_cycle_of_any_group() -> None:
    assert longest(of_professionals(own_cycle=cycle(months=48))) == 48
    assert longest(of_professionals(own_cycle=cycle(first_months=60, first_ends=Ends.SAME_DAY))) == 60


def test_whoever_is_in_grace_with_one_of_two_is_told_the_day_of_each() -> None:
    policy = of_professionals(own_cycle=cycle(grace_days=30))
    found = seen(policy, date(2027, 2, 1))
    assert [str(explain_states.state(policy, of(found, group))) for group in ("aca", "acp")] == [
        "In grace until April 10, 2027",
        "In grace until February 9, 2027",
    ]
    lates = [
        target.best.late for target in outlook(plan(policy), History(BOTH), date(2026, 12, 1)).targets if target.best
    ]
    assert lates == [date(2027, 4, 10), date(2027, 2, 9)]


@pytest.mark.parametrize(
    ("ends", "first", "second"),
    [
        (Ends.SAME_DAY, date(2027, 1, 10), date(2029, 1, 10)),
        (Ends.DAY_BEFORE, date(2027, 1, 9), date(2029, 1, 9)),
        (Ends.END_OF_MONTH, date(2027, 1, 31), date(2029, 1, 31)),
        (Ends.END_OF_YEAR, date(2027, 12, 31), date(2029, 12, 31)),
    ],
)
def test_a_renewal_lasts_to_where_the_cycles_of_its_group_end(ends: Ends, first: date, second: date) -> None:
    policy = of_professionals(own_cycle=cycle(ends=ends))
    found = seen(policy, date(2026, 12, 1), activities=courses(10))
    assert (of(found, "acp").cycles[0].end, due(found)) == (first, (date(2029, 1, 10), second))


def test_a_cycle_that_ends_the_day_before_march_ends_there_again() -> None:
    policy = of_professionals(own_cycle=cycle(ends=Ends.DAY_BEFORE))
    awards = tuple(replace(award, on=date(2024, 3, 1)) for award in BOTH)
    found = seen(policy, date(2026, 2, 1), awards=awards, activities=courses(10, since=date(2025, 2, 1)))
    assert of(found, "acp").cycles[0].end == date(2026, 2, 28)
    assert due(found) == (date(2028, 3, 1), date(2028, 2, 29))


def test_a_first_cycle_of_its_own() -> None:
    policy = of_professionals(own_cycle=cycle(first_months=6, first_ends=Ends.END_OF_MONTH))
    assert due(seen(policy, AWARDED)) == (date(2027, 1, 10), date(2025, 7, 31))


def test_months_on_leave_put_off_the_end_of_each_as_its_cycles_end() -> None:
    leave = CircumstanceKind("leave", "", "", "", Removes.MONTHS, "", extends=True)
    awards = tuple(replace(award, on=date(2025, 2, 10)) for award in BOTH)
    away = Circumstance("leave", date(2025, 3, 1), date(2025, 4, 30), Decimal(0))
    for ends, until in ((Ends.END_OF_MONTH, date(2027, 4, 30)), (Ends.DAY_BEFORE, date(2027, 4, 9))):
        policy = replace(of_professionals(own_cycle=cycle(ends=ends)), circumstances=(leave,))
        found = seen(policy, date(2026, 1, 1), awards=awards, circumstances=(away,))
        assert due(found) == (date(2027, 4, 10), until)


@pytest.mark.parametrize(("aligned", "date_given"), [(True, date(2027, 6, 30)), (False, date(2029, 1, 10))])
def test_an_award_that_renews_another_group_gives_the_date_of_its_own(aligned: bool, date_given: date) -> None:
    cascade = Cascade("up", "", Trigger.EARNED, ("ACP-JCA",), ("ACA-JSWE",), aligned, date(2024, 1, 1), "s")
    policy = replace(of_professionals(own_cycle=cycle(months=12, ends=Ends.END_OF_MONTH)), cascades=(cascade,))
    higher = Award("ACP-JCA", date(2026, 6, 3))
    assert due(seen(policy, date(2026, 7, 1), awards=(BOTH[0], higher))) == (date_given, date(2027, 6, 30))


def test_who_suspends_begins_where_the_own_grace_ends() -> None:
    rule = Suspension(12, by_units=True, by_exam=True, restarts=False, source="s")
    none, days = OwnRetake(renews=False, source="s"), cycle(grace_days=10)
    policy = replace(of_professionals(own_cycle=days, own_retake=none), suspension=rule)
    found = seen(policy, date(2027, 1, 21))
    assert [of(found, group).cycles[0].state for group in ("aca", "acp")] == [CycleState.GRACE, CycleState.SUSPENDED]
    assert of(found, "acp").cycles[0].renewable_until == date(2028, 1, 20)
    in_time = of(seen(policy, date(2027, 1, 1)), "acp")
    assert in_time.current is not None
    (told,) = explain_states.comes_after(policy, "acp", in_time.current, date(2027, 1, 1))
    assert "passing the exam" not in str(told)
    assert "passing the exam" not in str(explain.alternatives(policy, of(found, "acp")))


@pytest.mark.parametrize(
    ("by_units", "restarts", "expected"),
    [
        (False, False, (date(2029, 1, 10), date(2027, 1, 10))),
        (True, False, (date(2029, 1, 10), date(2029, 1, 10))),
        (True, True, (date(2029, 1, 10), date(2029, 1, 30))),
    ],
)
def test_units_that_come_after_the_own_grace_find_it_suspended(
    by_units: bool, restarts: bool, expected: tuple[date, date]
) -> None:
    rule = Suspension(12, by_units=by_units, by_exam=True, restarts=restarts, source="s")
    policy = replace(of_professionals(own_cycle=cycle(grace_days=10)), suspension=rule)
    late = courses(9, since=date(2026, 2, 1))
    last = Activity("last", "course", date(2027, 1, 30), "Last")
    usual, other = (
        due(seen(policy, date(2027, 1, 30), activities=(*late[:many], last)))[at] for many, at in ((4, 0), (9, 1))
    )
    assert (usual, other) == expected


NOT_BY_EXAM = of_professionals(own_retake=OwnRetake(renews=False, source="s"))


def test_passing_again_what_no_exam_renews() -> None:
    exams = tuple(Exam(award.certification, date(2026, 12, 1), True) for award in BOTH)
    found = seen(NOT_BY_EXAM, date(2026, 12, 1), exams=exams)
    assert due(found) == (date(2029, 1, 10), date(2027, 1, 10))
    assert [each.outcome for each in found.exams] == [ExamOutcome.RENEWED, ExamOutcome.TOO_EARLY]
    told = str(explain_exams.exam(NOT_BY_EXAM, found.exams[1]))
    assert told == "Passed on December 1, 2026: passing the exam again does not renew ACP-JCA."
    besides = [besides_activities(NOT_BY_EXAM, group) for group in NOT_BY_EXAM.groups]
    assert list(map(str, besides)) == ["passing the exam again", "None"]
    ways = [len(explain.alternatives(NOT_BY_EXAM, of(seen(NOT_BY_EXAM, AWARDED), group))) for group in ("aca", "acp")]
    assert ways == [2, 1]
    targets = outlook(plan(NOT_BY_EXAM), History(BOTH), date(2026, 12, 1)).targets
    assert [bool(target.sittings) for target in targets] == [True, False]


def test_passing_again_in_a_window_of_its_own() -> None:
    days = OwnRetake(renews=True, source="s", days=30, in_grace=True)
    policy = of_professionals(replace(USUAL, retake=None), own_cycle=cycle(grace_days=5), own_retake=days)
    for on, outcome in (
        (date(2026, 12, 10), ExamOutcome.TOO_EARLY),
        (date(2026, 12, 11), ExamOutcome.RENEWED),
        (date(2027, 1, 15), ExamOutcome.RENEWED),
        (date(2027, 1, 16), ExamOutcome.AWARDED),
    ):
        (result,) = seen(policy, on, exams=(Exam("ACP-JCA", on, True),)).exams
        assert result.outcome is outcome
        if outcome is ExamOutcome.TOO_EARLY:
            told = (
                "Passed on December 10, 2026, which is more than 30 days before ACP-JCA expires, so it renewed nothing."
            )
            assert str(explain_exams.exam(policy, result)) == told
    assert "in its grace period" in str(explain.alternatives(policy, of(seen(policy, AWARDED), "acp"))[1])
    targets = outlook(plan(policy), History(BOTH), date(2026, 12, 1)).targets
    assert [[(each.first, each.last) for each in target.sittings] for target in targets] == [
        [],
        [(date(2026, 12, 11), date(2027, 1, 10))],
    ]
    assert len(explain.alternatives(policy, of(seen(policy, AWARDED), "aca"))) == 1


def carrying(most: int, *, own: int) -> Policy:
    """A policy that carries so much, and of professionals another amount."""
    first = date(2024, 2, 1)
    usual, other = ((Value(first, Decimal(n), "s"),) for n in (most, own))
    policy = replace(USUAL, carry=Carry(usual, 0, (), carried_in=CarriedIn.LAST))
    fifty = tuple(replace(g, required=(Value(first, Decimal(50), "s"),)) for g in USUAL.groups)
    return of_professionals(replace(policy, groups=fifty), own_carry=OwnCarry(other))


@pytest.mark.parametrize(("most", "others"), [(20, 10), (20, 0), (0, 15)])
def test_each_carries_what_its_group_may(most: int, others: int) -> None:
    policy = carrying(most, own=others)
    found = seen(policy, date(2027, 2, 1), activities=courses(8))
    for group, may in (("aca", most), ("acp", others)):
        before, after = of(found, group).cycles
        assert (before.carried_out, after.carried_in) == (Decimal(may), Decimal(may))
        told = str(explain_renewals.renewal(policy, group, before))
        assert (f"up to {may} of what is over may be carried into it" in told) == (may > 0)
        assert ("units are not carried into it" in told) == (may == 0)


def test_who_is_over_a_limit_is_told_of_carrying_where_the_group_carries() -> None:
    policy = carrying(20, own=0)
    assert policy.carry is not None
    twenty = (Value(date(2024, 2, 1), Decimal(20), "s"),)
    cap = Cap("c", "Courses", ("course",), (), Period.CYCLE, twenty)
    policy = replace(policy, caps=(cap,), carry=replace(policy.carry, over_limits=True))
    activities = courses(3)
    found = seen(policy, date(2026, 6, 1), activities=activities)
    told = [
        str(explain.entry(policy, of(found, group), of(found, group).entries[-1], {a.ref: a for a in activities}))
        for group in ("aca", "acp")
    ]
    assert ["What is over may be carried into the next cycle" in each for each in told] == [True, False]


def test_who_renews_on_the_last_day_is_told_of_carrying_where_the_group_carries() -> None:
    policy = carrying(20, own=0)
    assert policy.carry is not None
    policy = replace(policy, carry=replace(policy.carry, in_time=True))
    last = Activity("last", "course", date(2027, 1, 10), "Last")
    found = seen(policy, date(2027, 1, 10), activities=(*courses(4), last))
    told = [str(explain_renewals.renewal(policy, group, of(found, group).cycles[0])) for group in ("aca", "acp")]
    assert ["if this was not late" in each for each in told] == [True, False]


def test_what_can_not_be_earned_is_doubted_where_nothing_is_carried() -> None:
    """Fifty units in all can be earned in a cycle, and up to ten carried into it, but not by a professional."""
    text = (
        TEXT.replace('surplus = "not carried"', 'surplus = "carried"') + CARRY + SAID + "grace_days = 0\n" + OWN_CARRY
    )
    policy = parse_policy(text + RETAKE + 'renews = "nothing"\n')
    assert isinstance(policy, Policy)
    sixty = tuple(replace(g, required=(replace(g.required[0], amount=Decimal(60)),)) for g in policy.groups)
    one = policy.type("global-event")
    fifty = replace(one, worth=(replace(one.worth[0], amount=Decimal(50)),), limit=one.limit)
    doubted = [doubt.place for doubt in doubts(replace(policy, groups=sixty, types=(fifty,)))]
    assert doubted == [("group", "acp", "requires", 0)]


CARRY = """
[carry]
carried_units = "are carried once"
satisfies = "the total alone"
most = [{ from = 2024-02-01, units = 10, source = "s" }]
"""
OWN_CARRY = '\n[group.acp.carry]\nmost = [{ from = 2024-02-01, units = 0, source = "s" }]\n'


def test_who_reads_the_rules_is_told_what_is_otherwise_in_a_group() -> None:
    said = cycle(months=12, grace_days=1, ends=Ends.END_OF_MONTH, first_months=18, first_ends=Ends.END_OF_YEAR)
    policy = of_professionals(carrying(20, own=0), own_cycle=said, own_retake=OwnRetake(True, "s", 3, 0, in_grace=True))
    told = [
        "Professional: a cycle has 12 months.",
        "Professional: a cycle ends with the month.",
        "Professional: the first cycle has 18 months, and ends with the year.",
        "Professional: for one day after the end it can still be renewed.",
        "Professional: passing the exam again renews, within 3 months before the expiry or in its grace.",
        "Professional: nothing is carried into the next cycle, from February 1, 2024 on.",
    ]
    assert [str(sentence) for sentence, _ in own(policy)] == told
    text = for_terminal(handbook(policy), 300, bold=False)
    assert all(sentence in text for sentence in told)


def test_who_has_no_days_of_grace_is_not_told_that_nothing_renews_after_the_end() -> None:
    suspended = replace(USUAL, suspension=Suspension(12, by_units=True, by_exam=False, restarts=True, source="s"))
    without = of_professionals(suspended, own_cycle=cycle(grace_days=0))
    assert [str(told) for told, _ in own(without)] == ["Professional: there are no days of grace after the end."]
    nobody = replace(without, cycle=replace(without.cycle, grace_days=0))
    assert [*own(nobody)] == []  # where nobody has any, that is told of all


def test_what_a_group_gets_of_its_own_is_a_difference_with_its_name() -> None:
    said = cycle(months=36, grace_days=0)
    with_all = of_professionals(own_cycle=said, own_retake=OwnRetake(renews=False, source="s"))
    assert [str(each) for each in differences(USUAL, with_all)] == [
        "Professional: a cycle has 36 months, whatever others have.",
        "Professional: its grace is one of 0 days, whatever others have.",
        "Professional: passing the exam again does not renew.",
    ]
    assert [str(each) for each in differences(with_all, USUAL)] == [
        "Professional: a cycle is as long as others' again, instead of 36 months.",
        "Professional: no days of a grace of its own any more; it had 0 days.",
        "Professional: passing the exam again is as for others again.",
    ]
    assert [str(each) for each in differences(carrying(5, own=5), carrying(5, own=0))] == [
        "Professional: at most 5 CE units carried into the next cycle become 0, in cycles that are over, too."
    ]


SAID = '\n[group.acp.cycle]\nsource = "s"\n'
RETAKE = '\n[group.acp.retake]\nsource = "s"\n'
SUSPENDS = """
[suspension]
months = 12
renewed_by = ["exam"]
next_starts = "where the last one ended"
activity = "ended cycle"
source = "s"
"""
TALKS = """
[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting"]

[[group.acp.also]]
key = "talks"
title = "Talks"
kind = "counter"
counter = "talks"
late_from_day = 1
least = [{ from = 2024-02-01, count = 1, source = "s" }]
"""
DEADLINE = """
[deadline]
months = 3
later = "counts for nothing until the end"
renewing_later = "is in time"
source = "s"
"""
PERIODS = (
    TEXT.replace('ends = "same day"', 'anchor = "calendar"')
    .replace("[group.aca]\n", "[group.aca]\nperiods_from = 2024-01-01\n")
    .replace("[group.acp]\n", "[group.acp]\nperiods_from = 2024-01-01\n")
)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (TEXT + SAID + "grace_days = 0\n", []),
        (TEXT + SAID, ["it says of nothing that it is of the group's own"]),
        (TEXT + SAID + "grace_days = 1\ngrace_months = 1\n", ["in days and in months"]),
        (TEXT + "\n[group.acp.cycle]\nmonths = 12\n", ["`source` is missing"]),
        (TEXT + SAID + 'ends = "same week"\n', ["`ends`"]),
        (TEXT + SAID + "first = { months = 3 }\n", ["`ends` is missing"]),
        (
            TEXT + SAID + 'first = { months = 0, ends = "day before" }\n',
            ["the first cycle would be over with the award"],
        ),
        (PERIODS + SAID + "months = 36\ngrace_days = 5\n", []),
        (PERIODS + SAID + 'ends = "end of year"\n', ["periods of the calendar end with themselves"]),
        (
            PERIODS + SAID + 'first = { months = 3, ends = "same day" }\n',
            ["the first period of the calendar has its own length"],
        ),
        (
            TEXT.replace('ends = "same day"', 'ends = "same day"\nyear_ends = ["05-31"]')
            + SAID
            + 'ends = "end of year"\n',
            [],
        ),
        (
            TEXT.replace('ends = "same day"', 'ends = "same day"\nyear_ends = ["05-31"]') + SAID + "months = 1\n",
            ["cycles don't end with a year"],
        ),
        (TEXT + RETAKE + 'renews = "nothing"\n', []),
        (TEXT + RETAKE + 'renews = "nothing"\nmonths = 3\n', ["`months` means nothing"]),
        (TEXT + RETAKE + 'renews = "that certification"\ndays = 3\nin_grace = true\n', ["`new_expiry` is missing"]),
        (TEXT + SUSPENDS + RETAKE + 'renews = "nothing"\n', ["nothing brings back what is suspended of it"]),
        (TEXT + OWN_CARRY, ["it is not said what of a surplus is carried"]),
        (TEXT + TALKS.replace("acp", "aca") + SAID + "grace_days = 0\n", []),
        (TEXT + TALKS + SAID + "grace_days = 0\n", ["talks: nothing can be renewed late"]),
        (TEXT + DEADLINE + SAID + "months = 4\n", []),
        (TEXT + DEADLINE + SAID + "months = 3\n", ["the deadline lies before the cycle begins"]),
    ],
)
def test_what_can_not_be_of_a_group_is_refused_with_its_line(text: str, what: list[str]) -> None:
    found = parse_policy(text)
    problems = [problem.what for problem in found.problems] if isinstance(found, Problems) else []
    assert len(problems) == len(what), problems
    assert all(words in problem for words, problem in zip(what, problems, strict=True)), problems


def test_nothing_is_said_of_all_where_each_carries_an_amount_of_its_own() -> None:
    carried = TEXT.replace('surplus = "not carried"', 'surplus = "carried"') + CARRY.partition("most")[0]
    found = parse_policy(carried + OWN_CARRY)
    assert isinstance(found, Problems)
    assert [problem.fix for problem in found.problems] == [
        "write most = [{ from = DATE, units = N, source = … }], or [group.aca.carry]"
    ]
    assert isinstance(parse_policy(carried + OWN_CARRY + OWN_CARRY.replace("acp", "aca")), Policy)


def test_a_group_that_is_renewed_by_nothing_is_refused() -> None:
    without = TEXT.replace("[group.aca]\n", '[group.aca]\nretake = { renews = "nothing", source = "s" }\n')
    required = without[without.index("requires = [", without.index("[group.aca]")) :].partition("\n")[0]
    found = parse_policy(without.replace(required, "requires = []", 1))
    assert isinstance(found, Problems)
    assert [problem.what for problem in found.problems] == ["nothing is required"]


def test_a_length_that_held_before_a_day_is_of_those_without_a_length_of_their_own() -> None:
    changed = replace(USUAL.cycle, earlier=(Length(date(2025, 6, 1), 36, "the notice"),))
    policy = replace(of_professionals(own_cycle=cycle(months=12)), cycle=changed, moves=())
    assert due(seen(policy, AWARDED)) == (date(2028, 1, 10), date(2026, 1, 10))
    later = (Award("ACA-JSWE", date(2025, 6, 1)), Award("ACP-JCA", date(2025, 6, 1)))
    assert due(seen(policy, date(2025, 6, 1), awards=later)) == (date(2027, 6, 1), date(2026, 6, 1))
    told = [str(sentence) for sentence, _ in own(policy)]
    assert "Professional: a cycle has 12 months, and had no other length before." in told
