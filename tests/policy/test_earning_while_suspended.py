"""A suspension earns for another cycle than the grace: what is missing of the one that ended, or already the next."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.again import Again
from recert.policy.assessment import CycleState, GroupStanding, Reason
from recert.policy.cycle_words import particulars
from recert.policy.cycles import GraceActivity
from recert.policy.deadline import Deadline, Later
from recert.policy.difference import differences
from recert.policy.earnable import understood
from recert.policy.explain import alternatives, entry, missing
from recert.policy.explain_states import comes_after
from recert.policy.explain_ways import late, step
from recert.policy.history import Activity, Extension, History
from recert.policy.lateness import DoneSuspended, Surcharge, Suspension
from recert.policy.model import Limit, Policy, Way
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from tests.policy.test_grace_for_renewing import (
    ANSWER,
    END,
    FIVE,
    MONTH_LATER,
    NEXT_END,
    ONE,
    POLICY,
    TEXT,
    WEEK_LATER,
    done,
    reason,
    standing,
)

FIRST, LAST = date(2027, 4, 11), date(2028, 4, 10)  # of the suspension
JUNE = date(2027, 6, 1)


def policy_of(activity: DoneSuspended, *, restarts: bool = False, by_units: bool = True) -> Policy:
    in_grace = GraceActivity.ENDED_CYCLE if activity is DoneSuspended.NEXT_CYCLE else GraceActivity.NEXT_CYCLE
    return replace(
        POLICY,
        cycle=replace(POLICY.cycle, grace_activity=in_grace),
        suspension=Suspension(12, by_units, not by_units, restarts, "s", activity),
    )


WAITS = policy_of(DoneSuspended.ENDED_CYCLE)
RETURNS = policy_of(DoneSuspended.ENDED_CYCLE_WITH_GRACE)
THE_NEXT = policy_of(DoneSuspended.NEXT_CYCLE)


def told(policy: Policy, history: History, found: GroupStanding, ref: str) -> str:
    known = {activity.ref: activity for activity in history.activities}
    return str(entry(policy, found, next(e for e in found.entries if e.activity == ref), known))


def said(policy: Policy, found: GroupStanding, today: date) -> list[str]:
    assert found.current is not None
    lacks = missing(policy, policy.groups[0], found.current, today)
    after = comes_after(policy, "aca", found.current, today)
    return list(map(str, (lacks, *alternatives(policy, found), *after)))


def test_a_course_of_the_suspension_brings_it_back_and_one_of_the_grace_begins_the_next_cycle() -> None:
    history = done(*FIVE[:4], WEEK_LATER, JUNE, attested=FIVE[0])
    suspended = standing(history, date(2027, 5, 31), WAITS)
    assert suspended.current is not None
    assert (suspended.current.state, suspended.current.counted) == (CycleState.SUSPENDED, Decimal(40))
    assert told(WAITS, history, suspended, "4").endswith("once the one that ended is renewed, by April 10, 2028.")
    first, following = standing(history, date(2027, 6, 2), WAITS).cycles
    assert (first.counted, first.met_on, first.end) == (Decimal(50), JUNE, END)
    assert (following.start, following.end, following.counted) == (date(2027, 1, 11), NEXT_END, Decimal(10))


def test_a_course_of_the_grace_counts_once_it_is_suspended_and_may_bring_it_back_at_once() -> None:
    history = done(*FIVE[:4], WEEK_LATER, attested=FIVE[0])
    waiting = standing(history, date(2027, 4, 10), RETURNS)
    assert reason(waiting, "4") is Reason.NEXT_CYCLE
    assert told(RETURNS, history, waiting, "4") == (
        "0 for Associate yet: January 17, 2027 lies after the end of the cycle, on January 10, 2027, so it belongs to "
        "the next one. It counts there once the one that ended is renewed, by April 10, 2027. If that is not renewed "
        "by then, this activity counts for it from April 11, 2027 on."
    )
    back = standing(history, FIRST, RETURNS)
    assert back.current is not None
    assert (back.current.met_on, back.current.counted, back.current.end) == (FIRST, Decimal(50), END)


def test_renewed_in_the_grace_its_course_is_of_the_next_cycle() -> None:
    for policy in (WAITS, RETURNS):
        history = done(*FIVE, WEEK_LATER, attested=MONTH_LATER)
        first, following = standing(history, date(2027, 6, 2), policy).cycles
        assert (first.met_on, first.counted, following.counted) == (MONTH_LATER, Decimal(50), Decimal(10))


def test_nothing_earned_in_the_grace_or_later_is_of_a_cycle_that_starts_after_the_return() -> None:
    policy = policy_of(DoneSuspended.ENDED_CYCLE_WITH_GRACE, restarts=True)
    history = done(*FIVE[:3], WEEK_LATER, JUNE, JUNE.replace(day=2), attested=FIVE[0])
    first, following = standing(history, date(2027, 6, 3), policy).cycles
    assert (first.met_on, first.counted, first.end) == (JUNE, Decimal(50), JUNE)
    assert (following.start, following.counted) == (date(2027, 6, 2), Decimal(10))


def test_the_other_way_round_the_grace_earns_and_the_suspension_begins_the_next_cycle() -> None:
    history = done(*FIVE[:4], WEEK_LATER, JUNE, attested=date(2027, 7, 1))
    waiting = standing(history, date(2027, 6, 30), THE_NEXT)
    assert told(THE_NEXT, history, waiting, "5") == (
        "0 for Associate yet: June 1, 2027 lies after the grace of the cycle, which ended on April 10, 2027, so it "
        "belongs to the next one. It counts there once the one that ended is renewed, by April 10, 2028."
    )
    first, following = standing(history, date(2027, 7, 2), THE_NEXT).cycles
    assert (first.counted, first.met_on, following.counted) == (Decimal(50), date(2027, 7, 1), Decimal(10))
    lapsed = standing(done(*FIVE[:3], WEEK_LATER, JUNE), date(2028, 5, 1), THE_NEXT)
    assert told(THE_NEXT, history, lapsed, "4").endswith("the one that ended was not renewed in time.")


def test_an_end_that_is_put_off_while_it_is_suspended_takes_nothing_back() -> None:
    put_off = Extension("aca", date(2027, 6, 2), date(2027, 5, 1))
    history = replace(done(*FIVE[:3], WEEK_LATER, JUNE), extensions=(put_off,))
    found = standing(history, JUNE, WAITS)
    assert [reason(found, ref) for ref in ("3", "4")] == [Reason.NEXT_CYCLE, Reason.COUNTED]
    (cycle,) = standing(history, date(2027, 6, 2), WAITS).cycles
    assert (cycle.state, cycle.counted) == (CycleState.GRACE, Decimal(50))  # what was done by May 1 counts now


@pytest.mark.parametrize("again", [Again.NEXT_CYCLE, Again.AFTER, Again.NEVER])
def test_the_same_course_in_the_grace_and_while_suspended_counts_but_once(again: Again) -> None:
    """The one of the grace is taken in after the other, be it in the same cycle by then or in the next one."""
    types = tuple(replace(kind, again=again, again_months=6) for kind in WAITS.types)
    policy, twice = replace(WAITS, types=types), done(*FIVE[:3], WEEK_LATER, JUNE)
    named = tuple(replace(a, name="The same" if a.ref in "34" else a.name) for a in twice.activities)
    history = replace(twice, activities=named, extensions=(Extension("aca", date(2027, 6, 2), date(2027, 5, 1)),))
    found = standing(history, date(2027, 6, 2), policy)
    assert [reason(found, ref) for ref in ("3", "4")] == [Reason.REPEATED, Reason.COUNTED]
    extra = Activity("paid", "local-event", date(2027, 7, 1))
    more = Activity("more", "course", date(2027, 6, 5), "Another")
    returned = replace(history, activities=(*named, more, extra), extensions=())
    of_next = reason(standing(returned, date(2027, 7, 2), policy), "3")
    assert of_next is (Reason.COUNTED if again is Again.NEXT_CYCLE else Reason.REPEATED)


def test_months_until_the_same_course_counts_again_lie_between_both_whichever_was_taken_in_first() -> None:
    types = tuple(replace(kind, again=Again.AFTER, again_months=3) for kind in WAITS.types)
    twice = done(*FIVE[:2], WEEK_LATER, JUNE)
    named = tuple(replace(a, name="The same" if a.ref in "23" else a.name) for a in twice.activities)
    history = replace(twice, activities=named, extensions=(Extension("aca", date(2027, 6, 2), date(2027, 5, 1)),))
    found = standing(history, date(2027, 6, 2), replace(WAITS, types=types))
    assert [reason(found, ref) for ref in ("2", "3")] == [Reason.COUNTED, Reason.COUNTED]


def test_what_is_worth_more_takes_the_place_of_the_latest_also_where_an_earlier_one_was_taken_in_after_it() -> None:
    dear, limit = (
        (ONE[0], replace(ONE[0], since=date(2027, 6, 10), amount=Decimal(2))),
        Limit((replace(ONE[0], amount=Decimal(3)),)),
    )
    types = tuple(replace(k, worth=dear, limit=limit) if k.key == "course" else k for k in WAITS.types)
    history = replace(
        done(FIVE[0], WEEK_LATER, JUNE, date(2027, 8, 10)),
        extensions=(Extension("aca", date(2027, 6, 2), date(2027, 5, 1)),),
    )
    found = standing(history, date(2027, 8, 10), replace(WAITS, types=types))
    counted = [Reason.COUNTED, Reason.COUNTED, Reason.OVER_LIMIT, Reason.COUNTED]
    assert [reason(found, ref) for ref in "0123"] == counted


def test_of_equal_uses_the_earlier_has_the_place_also_where_it_waited() -> None:
    first, second = (Activity(ref, "global-event", on, ref) for ref, on in (("one", WEEK_LATER), ("two", JUNE)))
    history = replace(
        done(*FIVE[:2]),
        activities=(first, second),
        extensions=(Extension("aca", date(2027, 6, 2), date(2027, 5, 1)),),
    )
    before, after = (standing(history, day, WAITS) for day in (JUNE, date(2027, 6, 2)))
    assert [reason(before, ref) for ref in ("one", "two")] == [Reason.NEXT_CYCLE, Reason.COUNTED]
    assert [reason(after, ref) for ref in ("one", "two")] == [Reason.COUNTED, Reason.OVER_LIMIT]


def test_what_was_done_after_a_deadline_comes_back_with_what_was_done_in_the_grace() -> None:
    rule = Deadline(0, 30, Later.NEXT_CYCLE, (), False, "s")
    history = done(*FIVE[:3], date(2026, 12, 20), WEEK_LATER, attested=FIVE[0])
    waits, returns = (standing(history, FIRST, replace(policy, deadline=rule)) for policy in (WAITS, RETURNS))
    assert [waits.cycles[0].counted, returns.cycles[0].counted] == [Decimal(30), Decimal(50)]
    open_yet = standing(history, date(2026, 12, 21), replace(RETURNS, deadline=rule))
    assert told(replace(RETURNS, deadline=rule), history, open_yet, "3").endswith(
        "by April 10, 2027. If that is not renewed by then, this activity counts for it from April 11, 2027 on."
    )


def test_coming_back_late_takes_more_and_what_is_over_may_be_carried() -> None:
    late_row = Surcharge(from_day=91, amount=Decimal(10), share=False, every_months=0, source="s")
    policy = replace(RETURNS, surcharges=(late_row,))
    history = done(*FIVE[:4], WEEK_LATER, JUNE, attested=FIVE[0])
    found = standing(history, FIRST, policy)
    assert found.current is not None
    assert (found.current.counted, found.current.required) == (Decimal(50), Decimal(60))
    assert standing(history, JUNE, policy).cycles[0].met_on == JUNE


def test_who_is_suspended_reads_what_to_earn_and_what_the_grace_gave() -> None:
    grace, suspended = date(2027, 2, 1), date(2027, 4, 20)
    history = done(*FIVE[:3], WEEK_LATER, attested=FIVE[0])
    in_grace = said(WAITS, standing(history, grace, WAITS), grace)
    assert in_grace[0] == (
        "20 more CE units, of what was done by January 10, 2027, or of what is done from April 11, 2027 on, while it "
        "is suspended. What is done until April 10, 2027 belongs to the next cycle."
    )
    assert in_grace[-1] == (
        "What is done from April 11, 2027 on counts for the cycle that ended; what is done after January 10, 2027, by "
        "April 10, 2027, belongs to the next one."
    )
    needs, earns, now = said(WAITS, standing(history, suspended, WAITS), suspended)
    assert needs == "20 more CE units, for example 2 courses."
    assert earns.startswith("Earn 50 CE units in all by April 10, 2028. That brings back all")
    assert now == (
        "What is done now counts for the cycle that ended; what was done after January 10, 2027, by April 10, 2027, "
        "waits for the next one."
    )
    assert said(RETURNS, standing(history, grace, RETURNS), grace)[0] == (
        "20 more CE units, of what was done by January 10, 2027. What is done now belongs to the next cycle if this "
        "one is renewed by April 10, 2027. If it is not, what is done now counts for this one from April 11, 2027 on, "
        "while it is suspended."
    )
    assert said(RETURNS, standing(history, suspended, RETURNS), suspended)[-1] == (
        "What is done now counts for the cycle that ended, and so does what was done since January 10, 2027."
    )
    assert told(RETURNS, history, standing(history, suspended, RETURNS), "3").endswith("on January 10, 2027.")
    after = done(*FIVE[:3], suspended, attested=FIVE[0])
    assert told(WAITS, after, standing(after, suspended, WAITS), "3") == (
        "10 CE units for Associate: while it was suspended, for the cycle that ended on January 10, 2027."
    )


def test_where_only_the_exam_brings_it_back_nobody_is_told_to_earn_for_that() -> None:
    policy, grace = policy_of(DoneSuspended.ENDED_CYCLE, by_units=False), date(2027, 2, 1)
    lacks, *_, last = said(policy, standing(done(*FIVE[:3], attested=FIVE[0]), grace, policy), grace)
    assert (
        lacks == "20 more CE units, of what was done by January 10, 2027: what is done now belongs to the next cycle."
    )
    assert last.endswith("it is suspended and not valid. Passing the exam by April 10, 2028 brings it back.")
    assert outlook(plan(policy), done(*FIVE[:4], attested=FIVE[0]), grace).targets[0].best is None


def test_who_is_suspended_reads_that_it_is_too_late_to_earn_where_the_grace_was_the_last_chance() -> None:
    way = Way("short", "Short way", (replace(ONE[0], amount=Decimal(60)),), ())
    policy = replace(THE_NEXT, groups=tuple(replace(g, ways=(way,)) for g in THE_NEXT.groups))
    lacks, earns, other, *_ = said(policy, standing(done(*FIVE[:3]), JUNE, policy), JUNE)
    assert lacks.startswith("20 more CE units, of what was done by April 10, 2027: what is done now belongs")
    assert earns.startswith("50 CE units, earned by April 10, 2027, renew all")
    assert other == "Short way: 60 CE units by April 10, 2027. Also needed: Attestation."
    grace = said(policy, standing(done(*FIVE[:3]), WEEK_LATER, policy), WEEK_LATER)
    assert grace[-1] == (
        "What is done by April 10, 2027 counts for the cycle that ended; what is done after that belongs to the next "
        "one."
    )


def test_a_plan_made_in_the_grace_earns_once_it_is_suspended() -> None:
    history = done(*FIVE[:4], attested=FIVE[0])
    (waits,) = outlook(plan(WAITS), history, WEEK_LATER).targets
    assert waits.best is not None
    assert [(s.first, s.last) for s in waits.best.steps] == [(FIRST, LAST)]
    (returns,) = outlook(plan(RETURNS), history, WEEK_LATER).targets
    assert returns.best is not None
    assert [(s.first, s.last) for s in returns.best.steps] == [(WEEK_LATER, LAST)]
    (ended,) = outlook(plan(THE_NEXT), history, WEEK_LATER).targets
    assert ended.best is not None
    assert [str(step(THE_NEXT, s, WEEK_LATER)) for s in ended.best.steps] == ["One course, by April 10, 2027"]
    assert outlook(plan(THE_NEXT), history, JUNE).targets[0].best is None


def test_a_plan_made_before_the_end_says_until_when_it_may_wait() -> None:
    today, history = date(2026, 12, 1), done(*FIVE[:4], attested=FIVE[0])
    found = {}
    for policy in (WAITS, THE_NEXT):
        (target,) = outlook(plan(policy), history, today).targets
        assert target.best is not None
        found[policy.suspension] = str(late(policy, target.best, target.goal))
    assert list(found.values()) == [
        "Done from April 11, 2027 to April 10, 2028, while it is suspended, what is due on January 10, 2027 still "
        "renews it.",
        "After January 10, 2027 it is in grace, and what is due that day still renews it until April 10, 2027.",
    ]


SUSPENSION = """
[suspension]
months = 12
renewed_by = ["units"]
next_starts = "where the last one ended"
activity = "ended cycle"
done_in_grace = "next cycle"
source = "s"
"""
NEXT = TEXT.replace('grace_activity = "ended cycle"', ANSWER)
OTHER = SUSPENSION.replace('done_in_grace = "next cycle"\n', "").replace("ended cycle", "next cycle")
RESTARTED = SUSPENSION.replace("where the last one ended", "the day after the renewal")
AFTER_RENEWAL = 'next_starts = "the day after the renewal"'
DEADLINE = '\n[deadline]\ndays = 30\nlater = "counts for nothing"\nrenewing_later = "is in time"\nsource = "s"\n'


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (NEXT + SUSPENSION, DoneSuspended.ENDED_CYCLE),
        (NEXT + RESTARTED.replace('"next cycle"', '"ended cycle"'), DoneSuspended.ENDED_CYCLE_WITH_GRACE),
        (NEXT + OTHER, DoneSuspended.AS_IN_GRACE),
        (TEXT + OTHER, DoneSuspended.NEXT_CYCLE),
        (TEXT + OTHER.replace("next cycle", "ended cycle"), DoneSuspended.AS_IN_GRACE),
    ],
)
def test_what_is_written_is_read(text: str, answer: DoneSuspended) -> None:
    found = parse_policy(text)
    assert isinstance(found, Policy), found
    assert found.suspension is not None
    assert found.suspension.activity is answer


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NEXT + SUSPENSION.replace('done_in_grace = "next cycle"\n', ""), "`done_in_grace` is missing"),
        (NEXT + SUSPENSION.replace('"next cycle"', '"no cycle"'), '`done_in_grace` is "no cycle"'),
        (NEXT + OTHER + 'done_in_grace = "next cycle"\n', "stays of its cycle anyway"),
        (TEXT + SUSPENSION, "stays of its cycle anyway"),
        (NEXT + RESTARTED, "would begin after what belongs to it was done"),
        (TEXT + OTHER.replace("where the last one ended", "the day after the renewal"), "would begin after"),
        (TEXT.replace('next_starts = "where the last one ended"', AFTER_RENEWAL) + OTHER, "would begin after"),
        (NEXT.replace("grace_days = 90", "grace_days = 0") + SUSPENSION, "there is no grace, of which"),
        (TEXT.replace('several_days = "last day"', 'several_days = "each day"') + OTHER, "can't be divided there"),
        (NEXT + SUSPENSION + DEADLINE, "what is done before the end would count for nothing, and what is done after"),
    ],
)
def test_what_contradicts_itself_is_refused_with_what_to_write(text: str, said: str) -> None:
    found = parse_policy(text)
    assert isinstance(found, Problems)
    assert any(said in problem.what for problem in found.problems), found.problems
    assert all(problem.fix for problem in found.problems)


def test_a_deadline_up_to_the_end_alone_leaves_the_suspension_to_earn_in() -> None:
    text = NEXT + SUSPENSION + DEADLINE.replace("nothing", "nothing until the end")
    assert isinstance(parse_policy(text), Policy), parse_policy(text)


def test_the_rules_say_for_which_cycle_it_is_earned() -> None:
    def rules(policy: Policy) -> list[str]:
        return [str(sentence) for sentence, _ in particulars(policy)]

    waits = (
        "What is earned while it is suspended is of the cycle that ended. What was earned in its grace waits for the "
        "next one."
    )
    assert waits in rules(WAITS)
    assert any(line.startswith("What is earned in grace is of the next cycle:") for line in rules(WAITS))
    assert any("and so is from then on what was earned in its grace." in line for line in rules(RETURNS))
    assert any(
        line.startswith("What is earned while it is suspended is of the next cycle:") for line in rules(THE_NEXT)
    )


def test_another_answer_is_a_difference_and_changes_nothing_of_what_can_be_earned_in_a_cycle() -> None:
    (line,) = map(str, differences(WAITS, RETURNS))
    assert line == (
        "What is done while it is suspended is of the ended cycle, and so is from then on what was done in the grace; "
        "until now of the ended cycle, and what was done in the grace stays of the next."
    )
    assert understood(replace(THE_NEXT, suspension=None))
    assert understood(THE_NEXT)
