"""What lapses later than another certification's own cycle began: held until its day, and of no cycle any more."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from recert.policy.assessment import ExamOutcome, HoldingState, Reason
from recert.policy.cascades import Cascade, Trigger
from recert.policy.condition import Condition
from recert.policy.cycles import EarlierGrace
from recert.policy.history import Activity, Award, Exam, Grant, History
from recert.policy.missed import Missed, Then
from recert.policy.model import Demand, DemandKind, Policy, Value
from recert.policy.several_days import SeveralDays
from tests.policy.test_awarded_after_the_end import (
    BOTH,
    FIRST,
    FROM_AWARD,
    LAPSED,
    LAPSED_FIRST,
    SECOND,
    SINCE,
    SUSPENDED,
    USUAL,
    course,
    seen,
    stands,
    told,
)
from tests.policy.test_awarded_after_the_end import cycles as read_once
from tests.policy.test_two_readings import agree

DAY = timedelta(days=1)
BY_DAYS = replace(FROM_AWARD, several_days=SeveralDays.EACH_DAY)


def cycles(history: History, on: date, policy: Policy) -> list[str]:
    agree(policy, history, on)
    return read_once(history, on, policy)


def until(history: History, on: date, policy: Policy = FROM_AWARD) -> dict[str, tuple[HoldingState, date]]:
    """Of each certification what it is on a day, and when it expires."""
    agree(policy, history, on)
    return {h.certification: (h.state, h.expires) for h in stands(history, on, policy).holdings}


def parts(history: History, on: date, policy: Policy) -> list[tuple[int, date | None]]:
    """Of what was done: the cycle of each part, and its last day where it is but a part."""
    agree(policy, history, on)
    return [(e.cycle, e.piece.last if e.piece else None) for e in stands(history, on, policy).entries]


def workshop(began: date, on: date) -> Activity:
    return replace(course(on), began=began)


def retiring(policy: Policy, on: date) -> Policy:
    """The same, where ACA-JSWBC is retired on a day."""
    certifications = (replace(c, retired=on) if c.code == "ACA-JSWBC" else c for c in policy.certifications)
    return replace(policy, certifications=tuple(certifications))


def test_another_level_looks_at_how_long_it_was_held_as_it_turned_out() -> None:
    """A pass brought it to a date that was over, which was nothing once the second one's award began a cycle."""
    assert USUAL.retake
    level = USUAL.groups[1]
    values = (
        Value(SINCE, Decimal(30), ""),
        Value(SINCE, Decimal(15), "", when=Condition(holds=("ACA-JSWE",))),
    )
    policy = replace(
        FROM_AWARD,
        suspension=replace(SUSPENDED, months=36, by_exam=True),
        retake=replace(USUAL.retake, months=36, in_grace=True),
        groups=(level, *FROM_AWARD.groups, replace(level, key="last", required=values)),
        certifications=(
            *FROM_AWARD.certifications,
            *(replace(c, retired=None, group="last") for c in USUAL.certifications if c.group == level.key),
        ),
    )
    awards = FIRST, replace(SECOND, on=date(2028, 10, 1)), Award("ACP-JCA", date(2030, 1, 1))
    history = History(awards, (Exam("ACA-JSWE", date(2028, 11, 1), True, "a"),), ())

    def required(on: date) -> Decimal:
        agree(policy, history, on)
        (cycle,) = seen(history, on, policy).groups[-1].cycles
        return cycle.required

    lapses = date(2031, 7, 1)
    assert [required(lapses - DAY), required(lapses)] == [15, 30]


def test_a_workshop_is_divided_where_the_second_one_lapses_though_the_first_is_kept_for_a_grant() -> None:
    lapses, on = date(2030, 1, 15), date(2030, 12, 1)
    granted = Grant("aca", 2, on, on, date(2032, 6, 30), ("ACA-JSWE",))  # in a cycle that is of the second one alone
    history = replace(BOTH, activities=(workshop(date(2030, 1, 10), date(2030, 1, 19)),), grants=(granted,))
    assert parts(history, on + DAY, BY_DAYS) == [(2, lapses - DAY), (0, date(2030, 1, 19))]


def test_who_earns_the_first_one_again_when_no_cycle_runs_any_more_holds_it_anew() -> None:
    on = date(2030, 12, 1)
    granted = Grant("aca", 2, on, on, date(2032, 6, 30), ("ACA-JSWE",))
    again = Award("ACA-JSWE", date(2030, 6, 1))
    history = replace(BOTH, awards=(*BOTH.awards, again), grants=(granted,))
    assert cycles(history, on + DAY, FROM_AWARD)[2:] == ["3 OPEN 2030-06-01 to 2032-06-30: 0 of 30"]


LONGER = EarlierGrace(date(2026, 7, 1), days=400, months=0, source="s")
GRACE = retiring(
    replace(BY_DAYS, suspension=None, cycle=replace(BY_DAYS.cycle, grace_days=1, earlier_graces=(LONGER,))),
    date(2026, 11, 1),
)
"""What ended before July 1, 2026 has a longer grace. ACA-JSWBC is retired early."""
LET_GO = date(2027, 8, 5)  # the first one, after that grace
SHORT = replace(SECOND, on=date(2026, 8, 1), expires=date(2026, 12, 31))
GRANTED = Grant("aca", 1, date(2027, 9, 1), date(2027, 9, 1), date(2028, 12, 31), ("ACA-ACF",))
"""A renewal of the second one, granted in what was its first cycle before the first one was on record."""
SOONER = ["1 LAPSED 2024-07-01 to 2026-06-30: 0 of 30", "2 LAPSED 2026-08-01 to 2026-12-31: 0 of 30"]
"""The second one lapses before the first one does, which was awarded before it."""


def test_a_workshop_goes_on_undivided_where_the_first_one_is_let_go_beside_a_retired_one() -> None:
    done = workshop(LET_GO - 5 * DAY, LET_GO + 4 * DAY)
    history = History((FIRST, SHORT, Award("ACA-JSWBC", SHORT.on)), (), (done,), (GRANTED,))
    on = date(2027, 10, 1)
    assert cycles(history, on, GRACE) == [*SOONER, "3 HELD 2027-01-02 to 2028-07-31: 0 of 30"]
    assert parts(history, on, GRACE) == [(3, None)]


def test_a_workshop_is_divided_where_a_retired_one_ends_though_the_first_one_is_held_for_longer() -> None:
    done, end = workshop(date(2027, 6, 26), date(2027, 7, 5)), date(2027, 6, 30)
    history = History((FIRST, SHORT, Award("ACA-JSWBC", SHORT.on, end)), (), (done,), (GRANTED,))
    on = date(2027, 10, 1)
    assert cycles(history, on, GRACE) == [*SOONER, f"3 ENDED 2027-01-02 to {end}: 0 of 30"]
    assert parts(history, on, GRACE) == [(3, end), (0, done.on)]


def test_no_cycle_follows_one_renewed_by_a_grant_to_a_date_that_is_over_though_the_first_one_is_held() -> None:
    over = Grant("aca", 2, date(2027, 3, 1), date(2027, 1, 31), date(2027, 1, 31), ("ACA-ACF",))
    history = History((FIRST, SHORT), (), (), (over, GRANTED))
    found = cycles(history, date(2027, 10, 1), GRACE)
    assert found == [SOONER[0], "2 RENEWED 2026-08-01 to 2027-01-31: 0 of 30"]


def test_a_second_record_of_the_first_ones_award_renews_nothing_besides() -> None:
    renews = Cascade("c", "C", Trigger.EARNED, ("ACA-JSWE",), ("ACA-ACF",), True, SINCE, "s")
    policy = replace(FROM_AWARD, cascades=(renews,))
    history = replace(BOTH, awards=(*BOTH.awards, Award("ACA-JSWE", date(2027, 5, 1))))
    assert until(history, LAPSED, policy)["ACA-ACF"] == (HoldingState.ACTIVE, date(2029, 1, 14))


YEARLY = Demand(
    "yearly",
    "10 each year",
    DemandKind.EACH_YEAR,
    "",
    1,
    1,
    (Value(SINCE, Decimal(10), ""),),
    missed=Missed(Then.ENDS, late_counts=False, source="s"),
)
EACH_YEAR = replace(
    FROM_AWARD,
    suspension=replace(SUSPENDED, months=36),
    groups=tuple(replace(g, demands=(YEARLY,), required=(Value(SINCE, Decimal(40), ""),)) for g in FROM_AWARD.groups),
)
"""A first cycle in which each year had its units, and too few in all, can come back for three years."""
TWO_YEARS = replace(BOTH, activities=(course(date(2025, 1, 10)), course(date(2026, 1, 10))))


def test_no_cycle_runs_where_a_year_is_missed_in_that_of_the_second_one() -> None:
    """Nor for the first one, which is held for longer, as one would for what is retired."""
    lapsed = date(2029, 7, 1)
    assert cycles(TWO_YEARS, lapsed, EACH_YEAR) == [
        "1 LAPSED 2024-07-01 to 2026-06-30: 20 of 40",
        "2 LAPSED 2027-01-15 to 2028-01-14: 0 of 40",
    ]
    assert until(TWO_YEARS, lapsed, EACH_YEAR) == {
        "ACA-JSWE": (HoldingState.LAPSED, date(2026, 6, 30)),
        "ACA-ACF": (HoldingState.LAPSED, date(2028, 1, 14)),
    }
    assert not any("Only retired" in line for line in told(TWO_YEARS, lapsed, EACH_YEAR))


def test_a_cycle_that_an_exam_renewed_ends_with_the_second_one_where_a_year_of_it_is_missed() -> None:
    assert USUAL.retake
    policy = replace(EACH_YEAR, retake=replace(USUAL.retake, months=36, whole_group=False))
    history = replace(TWO_YEARS, exams=(Exam("ACA-ACF", date(2027, 3, 1), True, "again"),))
    found = cycles(history, date(2029, 7, 1), policy)
    assert found[1:] == ["2 RENEWED 2027-01-15 to 2028-01-14: 0 of 40"]


def test_a_third_one_earned_after_that_begins_a_cycle_like_a_first_one() -> None:
    third = replace(TWO_YEARS, awards=(*TWO_YEARS.awards, Award("ACA-JSWBC", date(2028, 9, 1))))
    found = cycles(third, date(2029, 7, 1), EACH_YEAR)
    assert found[2:] == ["3 OPEN 2028-09-01 to 2030-08-31: 0 of 40"]


def test_of_a_cycle_of_retired_ones_nothing_lapses_where_the_first_one_is_let_go() -> None:
    """What is done meanwhile renews nothing, though the first one is not retired."""
    done = course(date(2028, 6, 1))
    third = Award("ACA-JSWBC", SECOND.on, date(2031, 1, 14))
    history = History((FIRST, SECOND, third), (), (*TWO_YEARS.activities, done))
    policy = retiring(EACH_YEAR, date(2027, 9, 1))
    assert cycles(history, date(2029, 7, 1), policy)[2:] == ["3 HELD 2028-01-15 to 2031-01-14: 0 of 40"]
    (entry,) = (e for e in stands(history, date(2029, 7, 1), policy).entries if e.activity == done.ref)
    assert (entry.cycle, entry.reason) == (3, Reason.NOT_RENEWABLE)


# What isn't over when the second one is awarded.

RETIRED = retiring(FROM_AWARD, date(2027, 3, 1))
"""ACA-JSWBC is retired before the first one lapses, and held for longer."""


def test_a_second_one_that_is_retired_by_then_began_the_cycle_all_the_same() -> None:
    for on in (SECOND.on, date(2026, 9, 1)):  # of one day, or before it
        history = replace(BOTH, awards=(FIRST, SECOND, Award("ACA-JSWBC", on, date(2028, 9, 30))))
        assert cycles(history, LAPSED, RETIRED) == [LAPSED_FIRST, f"2 OPEN {on} to 2029-01-14: 10 of 30"]
        for seen_on, end in ((date(2027, 2, 20), "September 30, 2028"), (date(2027, 6, 1), "January 14, 2029")):
            began = f"a cycle of its own began on {on:%B} {on.day}, {on.year}, which ends on {end}:"
            assert any(began in line for line in told(history, seen_on, RETIRED))


def test_what_is_left_is_held_from_the_lapse_on_where_nothing_of_it_can_be_renewed() -> None:
    history = replace(BOTH, awards=(FIRST, Award("ACA-JSWBC", SECOND.on, date(2028, 9, 30))))
    lapsed, held = cycles(history, LAPSED, RETIRED)
    assert (lapsed, held) == (LAPSED_FIRST.replace("10", "20", 1), "2 HELD 2027-07-01 to 2028-09-30: 0 of 30")


def test_one_that_is_not_over_goes_on_with_the_second_though_it_is_retired_before_the_lapse() -> None:
    running = Award("ACA-JSWBC", date(2025, 7, 1), date(2028, 6, 30))
    history = replace(BOTH, awards=(FIRST, running, SECOND))
    assert cycles(history, LAPSED, RETIRED) == [LAPSED_FIRST, "2 OPEN 2027-01-15 to 2029-01-14: 10 of 30"]
    assert until(history, LAPSED, RETIRED)["ACA-JSWBC"] == (HoldingState.RETIRED, running.expires)


def test_the_exam_of_one_that_is_not_over_is_in_time() -> None:
    assert USUAL.retake
    running = Award("ACA-JSWBC", date(2025, 7, 1), date(2027, 6, 30))
    again = Exam("ACA-JSWBC", date(2027, 2, 1), True, "again")
    history = replace(BOTH, awards=(FIRST, running, SECOND), exams=(again,))
    policy = replace(RETIRED, retake=replace(USUAL.retake, months=6, whole_group=False))
    for on in (LAPSED - DAY, LAPSED):
        assert until(history, on, policy)["ACA-JSWBC"] == (HoldingState.RETIRED, date(2029, 6, 30))
        assert seen(history, on, policy).exams[0].outcome is ExamOutcome.RENEWED


def test_who_holds_another_one_that_runs_reads_of_no_cycle_of_its_own() -> None:
    running = Award("ACA-JSWBC", date(2025, 7, 1), date(2027, 6, 30))
    history = replace(BOTH, awards=(FIRST, running, SECOND))
    assert not any("cycle of its own began" in line for line in told(history, date(2027, 6, 1), FROM_AWARD))
    (cycle,) = cycles(history, date(2028, 7, 1), FROM_AWARD)
    assert cycle == "1 OPEN 2024-07-01 to 2029-01-14: 20 of 30"
