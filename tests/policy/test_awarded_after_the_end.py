"""A professional earns a license while another one of the same group is suspended: it is a cycle of its own, or not."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from recert.policy.assess import assess
from recert.policy.assessment import Assessment, ExamOutcome, GroupStanding, HoldingState
from recert.policy.condition import Condition
from recert.policy.cycle_words import particulars
from recert.policy.cycles import Anchor, Ends, Unmet
from recert.policy.history import Activity, Award, Exam, Extension, Grant, History
from recert.policy.lateness import Suspension
from recert.policy.model import MonthsCounted, Policy, Rounding, Value
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.proration import Proration
from recert.policy.several_days import SeveralDays
from recert.policy.story import story
from recert.portal.level import level
from tests.policy.strategies import reference

USUAL = reference().policy
SINCE = date(2020, 1, 1)
SUSPENDED = Suspension(12, by_units=True, by_exam=False, restarts=False, source="s")
FROM_AWARD = replace(
    USUAL,
    floor=SINCE,
    retake=None,
    moves=(),
    suspension=SUSPENDED,
    cycle=replace(USUAL.cycle, months=24, grace_days=0, ends=Ends.DAY_BEFORE),
    groups=tuple(replace(g, required=(Value(SINCE, Decimal(30), ""),)) for g in USUAL.groups[:1]),
    certifications=tuple(replace(c, retired=None) for c in USUAL.certifications if c.group == USUAL.groups[0].key),
    types=tuple(replace(kind, worth=(Value(SINCE, Decimal(10), ""),), limit=None) for kind in USUAL.types),
)
"""Two years from the award, then suspended for one; 30 units, of 10 each."""
BY_PERIODS = replace(
    FROM_AWARD,
    cycle=replace(FROM_AWARD.cycle, anchor=Anchor.CALENDAR),
    groups=tuple(replace(g, periods_from=date(2022, 7, 1)) for g in FROM_AWARD.groups),
    proration=Proration(MonthsCounted.FULL, False, 0, Decimal(0), Rounding.NEAREST, Decimal(10), 0, (), "s"),
)
"""The same in periods from July 1 of even years, of which a shorter first one requires its share."""
FIRST = Award("ACA-JSWE", date(2024, 7, 1))
SECOND = Award("ACA-ACF", date(2027, 1, 15))
LAPSED = date(2027, 7, 1)  # the first one, a year after the end of its period


def course(on: date) -> Activity:
    return Activity(f"{on}", "course", on, f"Course of {on}")


EARLY, LATE = course(date(2025, 1, 10)), course(date(2027, 2, 1))
BOTH = History((FIRST, SECOND), (), (EARLY, LATE))


def seen(history: History, on: date, policy: Policy = BY_PERIODS) -> Assessment:
    return assess(plan(policy), history, on)


def stands(history: History, on: date, policy: Policy = BY_PERIODS) -> GroupStanding:
    (standing,) = seen(history, on, policy).groups
    return standing


def cycles(history: History, on: date, policy: Policy = BY_PERIODS) -> list[str]:
    return [
        f"{c.number} {c.state.name} {c.start} to {c.end}: {c.counted:f} of {c.required:f}"
        for c in stands(history, on, policy).cycles
    ]


def told(history: History, on: date, policy: Policy = BY_PERIODS) -> list[str]:
    return [str(line.text) for line in story(policy, history, seen(history, on, policy))]


LAPSED_FIRST = "1 LAPSED 2024-07-01 to 2026-06-30: 10 of 30"


def test_a_license_earned_while_another_is_suspended_has_the_rest_of_the_period_that_runs() -> None:
    own = "2 OPEN 2027-01-15 to 2028-06-30: 10 of 20"  # 17 full months of 24
    assert cycles(BOTH, LAPSED) == [LAPSED_FIRST, own]
    entries = {entry.activity: entry.cycle for entry in stands(BOTH, LAPSED).entries}
    assert entries == {EARLY.ref: 1, LATE.ref: 2}


def test_until_the_other_one_lapses_its_cycle_can_still_be_renewed() -> None:
    day_before = LAPSED - timedelta(days=1)
    assert cycles(BOTH, day_before) == ["1 SUSPENDED 2024-07-01 to 2026-06-30: 20 of 30"]
    states = {h.certification: h.state for h in stands(BOTH, day_before).holdings}
    assert states == {"ACA-JSWE": HoldingState.SUSPENDED, "ACA-ACF": HoldingState.ACTIVE}


def test_brought_back_it_goes_on_with_the_other_in_the_common_period() -> None:
    third = course(date(2027, 6, 30))
    whole = replace(BOTH, activities=(*BOTH.activities, third))
    assert cycles(whole, LAPSED) == [
        "1 RENEWED 2024-07-01 to 2026-06-30: 30 of 30",
        "2 OPEN 2026-07-01 to 2028-06-30: 0 of 30",
    ]
    assert {h.expires for h in stands(whole, LAPSED).holdings} == {date(2028, 6, 30)}


def test_with_cycles_from_the_award_it_lasts_from_its_own_award_too() -> None:
    assert cycles(BOTH, LAPSED, FROM_AWARD) == [LAPSED_FIRST, "2 OPEN 2027-01-15 to 2029-01-14: 10 of 30"]


def test_one_earned_in_the_grace_of_another_has_a_cycle_of_its_own_once_the_grace_is_over() -> None:
    policy = replace(FROM_AWARD, suspension=None, cycle=replace(FROM_AWARD.cycle, grace_days=30))
    history = replace(BOTH, awards=(FIRST, replace(SECOND, on=date(2026, 7, 10))))
    assert cycles(history, date(2026, 8, 1), policy) == [
        LAPSED_FIRST,
        "2 OPEN 2026-07-10 to 2028-07-09: 0 of 30",
    ]


def test_one_earned_on_the_last_day_of_the_cycle_goes_on_in_it_with_all_that_was_earned() -> None:
    history = replace(BOTH, awards=(FIRST, replace(SECOND, on=date(2026, 6, 30))))
    assert cycles(history, LAPSED, FROM_AWARD) == ["1 OPEN 2024-07-01 to 2028-06-29: 20 of 30"]


def test_one_that_is_renewed_in_its_own_cycle_is_so_though_the_other_lapses_only_after_its_end() -> None:
    policy = replace(BY_PERIODS, suspension=replace(SUSPENDED, months=30))
    done = tuple(course(date(2027, month, 1)) for month in (2, 3))
    history = replace(BOTH, activities=done)
    assert cycles(history, date(2028, 8, 1), policy) == ["1 SUSPENDED 2024-07-01 to 2026-06-30: 20 of 30"]
    assert cycles(history, date(2029, 1, 1), policy) == [
        "1 LAPSED 2024-07-01 to 2026-06-30: 0 of 30",
        "2 RENEWED 2027-01-15 to 2028-06-30: 20 of 20",
        "3 OPEN 2028-07-01 to 2030-06-30: 0 of 30",
    ]


def test_whoever_passes_an_exam_for_it_has_it_like_an_award_on_record() -> None:
    history = replace(BOTH, awards=(FIRST,), exams=(Exam("ACA-ACF", SECOND.on, passed=True, ref="e"),))
    assert cycles(history, LAPSED) == cycles(BOTH, LAPSED)


def test_a_third_one_earned_while_the_second_is_suspended_begins_again() -> None:
    third = Award("ACA-JSWBC", date(2028, 9, 1))
    history = replace(BOTH, awards=(FIRST, SECOND, third))
    assert cycles(history, date(2029, 7, 1)) == [
        LAPSED_FIRST,
        "2 LAPSED 2027-01-15 to 2028-06-30: 10 of 20",
        "3 OPEN 2028-09-01 to 2030-06-30: 0 of 30",
    ]


def test_the_exam_of_what_will_lapse_comes_too_late_once_that_is_known() -> None:
    assert USUAL.retake
    again = Exam("ACA-JSWE", date(2027, 3, 1), passed=True, ref="again")
    history = replace(BOTH, exams=(again,))
    for whole_group in (False, True):  # which would renew the second one, too
        policy = replace(BY_PERIODS, retake=replace(USUAL.retake, months=36, whole_group=whole_group))
        for on in (date(2027, 4, 1), LAPSED):
            (result,) = seen(history, on, policy).exams
            assert result.outcome is ExamOutcome.TOO_LATE
        assert cycles(history, LAPSED, policy) == cycles(BOTH, LAPSED)


def test_what_goes_on_over_the_day_of_the_award_is_divided_there() -> None:
    policy = replace(BY_PERIODS, several_days=SeveralDays.EACH_DAY)
    workshop = replace(course(date(2027, 1, 19)), began=date(2027, 1, 10))  # five days before the award, five from it
    entries = stands(replace(BOTH, activities=(workshop,)), LAPSED, policy).entries
    assert [(entry.cycle, int(entry.amount)) for entry in entries] == [(1, 5), (2, 5)]


def test_what_is_still_held_is_so_for_the_conditions_of_the_new_cycle() -> None:
    both = Value(SINCE, Decimal(15), "", when=Condition(holds=("ACA-JSWE",)))
    groups = tuple(replace(g, required=(*g.required, both)) for g in FROM_AWARD.groups)
    found = cycles(replace(BOTH, activities=(LATE,)), LAPSED, replace(FROM_AWARD, groups=groups))
    assert found[1] == "2 OPEN 2027-01-15 to 2029-01-14: 10 of 15"


def test_an_extension_that_comes_later_brings_the_cycle_to_run_again_and_the_award_into_it() -> None:
    extended = Extension("ACA-JSWE", date(2027, 3, 1), date(2027, 3, 31))
    history = replace(BOTH, extensions=(extended,))
    assert cycles(history, date(2028, 4, 1)) == ["1 OPEN 2024-07-01 to 2028-06-30: 20 of 30"]


def test_it_lapses_for_the_one_and_not_for_the_other() -> None:
    found = {h.certification: h for h in stands(BOTH, LAPSED).holdings}
    assert {code: h.state for code, h in found.items()} == {
        "ACA-JSWE": HoldingState.LAPSED,
        "ACA-ACF": HoldingState.ACTIVE,
    }
    assert found["ACA-ACF"].expires == date(2028, 6, 30)


def test_where_a_missed_cycle_ends_nothing_the_next_one_begins_for_both() -> None:
    going_on = replace(
        BY_PERIODS, suspension=None, cycle=replace(BY_PERIODS.cycle, unmet=Unmet.FORGIVEN, grace_days=250)
    )
    assert cycles(BOTH, LAPSED, going_on) == [
        "1 UNMET 2024-07-01 to 2026-06-30: 20 of 30",
        "2 OPEN 2026-07-01 to 2028-06-30: 0 of 30",
    ]


def test_what_only_one_of_them_was_renewed_for_before_stays_renewed() -> None:
    for end in (date(2026, 6, 30), date(2027, 12, 31)):  # over, or running still when the other one lapses
        granted = Grant("aca", 1, date(2027, 3, 1), end, date(2028, 6, 30), ("ACA-ACF",))
        found = cycles(replace(BOTH, grants=(granted,)), LAPSED)
        assert found[0] == f"1 RENEWED 2024-07-01 to {end}: 20 of 30"


def test_an_award_of_a_cycle_that_was_renewed_late_is_of_that_one() -> None:
    """By two exams, of which the first gives a date that is over already, and lies before the award of the second."""
    assert USUAL.retake
    suspended = replace(SUSPENDED, months=36, by_exam=True)
    policy = replace(BY_PERIODS, suspension=suspended, retake=replace(USUAL.retake, months=36, in_grace=True))
    second = replace(SECOND, on=date(2028, 10, 1))
    exams = (Exam("ACA-JSWE", date(2028, 11, 1), True, "a"), Exam("ACA-ACF", date(2028, 12, 1), True, "b"))
    history = History((FIRST, second), exams, ())
    assert cycles(history, date(2031, 7, 1), policy) == [
        "1 RENEWED 2024-07-01 to 2028-06-30: 0 of 30",
        "2 OPEN 2028-07-01 to 2032-06-30: 0 of 30",
    ]


def test_several_that_lapse_one_after_the_other_end_on_the_last_of_their_dates() -> None:
    sooner = Award("ACA-JSWBC", FIRST.on, date(2026, 5, 31))
    history = replace(BOTH, awards=(FIRST, sooner, SECOND))
    assert cycles(history, LAPSED - timedelta(days=1)) == ["1 SUSPENDED 2024-07-01 to 2026-06-30: 20 of 30"]
    assert cycles(history, LAPSED)[0] == LAPSED_FIRST


# What is said of it.

AHEAD = (
    "What was awarded after that end (ACA-ACF) goes on together with the rest if this cycle is renewed. If it lapses "
    "instead, a cycle of its own began on January 15, 2027, which ends on June 30, 2028: what was done since January "
    "15, 2027 counts in that one then."
)
SINCE_THEN = (
    "What was awarded after that end (ACA-ACF) began a cycle of its own on January 15, 2027: what was done since then "
    "counts there."
)


def test_who_holds_both_reads_what_becomes_of_the_second() -> None:
    lines = told(BOTH, date(2027, 6, 1))
    assert AHEAD in lines
    assert not any("brings back all your Associate" in line for line in lines)
    back = "That brings back all your suspended Associate certifications together."
    assert f"Earn 30 CE units in all by June 30, 2027. {back}" in lines
    assert SINCE_THEN in told(BOTH, LAPSED)
    assert AHEAD not in told(BOTH, LAPSED)


def test_who_can_come_back_to_the_date_of_the_second_does_not_read_that_it_is_for_a_day() -> None:
    """Half a year before its own award it would be for a day only."""
    policy, history = replace(FROM_AWARD, suspension=replace(SUSPENDED, months=24)), replace(BOTH, awards=(FIRST,))
    (line,) = (line for line in told(history, date(2027, 6, 1), policy) if "when the next cycle" in line)
    assert line.startswith("Renewed on June 30, 2028, the last day")
    assert not any("when the next cycle" in line for line in told(BOTH, date(2027, 6, 1), policy))
    back = replace(BOTH, activities=(*BOTH.activities, course(date(2028, 6, 30))))
    assert cycles(back, date(2028, 7, 1), policy)[-1] == "2 OPEN 2026-07-01 to 2029-01-14: 0 of 30"


def test_who_holds_one_reads_nothing_of_it() -> None:
    alone = replace(BOTH, awards=(FIRST,))
    for on in (date(2027, 6, 1), LAPSED):
        assert not any("awarded after that end" in line for line in told(alone, on))


def test_who_got_a_second_one_before_the_end_or_after_the_lapse_reads_nothing_of_it() -> None:
    for on in (date(2026, 6, 30), date(2027, 7, 1)):
        history = replace(BOTH, awards=(FIRST, replace(SECOND, on=on)))
        for day in (date(2026, 9, 1), LAPSED, date(2027, 9, 1)):
            assert not any("awarded after that end" in line for line in told(history, day))


def test_the_page_of_a_candidate_says_the_same() -> None:
    found = seen(BOTH, date(2027, 6, 1))
    shown = level(BY_PERIODS, found.groups[0], found, {a.ref: a for a in BOTH.activities})
    assert AHEAD in map(str, shown.comes_after)


def test_beside_a_suspended_level_the_page_names_what_is_active() -> None:
    def says(history: History, on: date) -> str:
        found = seen(history, on)
        return str(level(BY_PERIODS, found.groups[0], found, {a.ref: a for a in history.activities}).besides or "")

    assert says(BOTH, date(2027, 6, 1)) == "Active all the same: ACA-ACF"
    assert not says(BOTH, LAPSED)
    assert not says(BOTH, date(2026, 6, 1))
    assert not says(replace(BOTH, awards=(FIRST,)), date(2027, 6, 1))


def test_a_plan_brings_back_the_first_and_after_its_lapse_renews_the_second() -> None:
    (before,) = outlook(plan(BY_PERIODS), BOTH, date(2027, 6, 1)).targets
    assert before.best is not None
    assert [step.times for step in before.best.steps] == [1]
    (after,) = outlook(plan(BY_PERIODS), BOTH, LAPSED).targets
    assert after.best is not None
    assert [(step.times, step.last) for step in after.best.steps] == [(1, date(2028, 6, 30))]


def test_the_rules_say_so_where_it_can_happen() -> None:
    rule = "If it lapses instead, a cycle of its own began with that award."

    def says(policy: Policy) -> bool:
        return any(rule in str(sentence) for sentence, _ in particulars(policy))

    one = replace(BY_PERIODS, certifications=BY_PERIODS.certifications[:1])
    at_once = replace(BY_PERIODS, suspension=None)
    going_on = replace(at_once, cycle=replace(BY_PERIODS.cycle, grace_days=30, unmet=Unmet.FORGIVEN))
    assert [says(policy) for policy in (BY_PERIODS, FROM_AWARD, one, at_once, going_on)] == [
        True,
        True,
        False,
        False,
        False,
    ]
