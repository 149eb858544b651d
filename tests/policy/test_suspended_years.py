"""A missed year that suspends what is held until it is made up for, or until that has lasted too long."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy import explain_states, missed_words
from recert.policy.assess import assess
from recert.policy.assessment import CycleState, GroupStanding, HoldingState, Route
from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.compare import compare
from recert.policy.designation import Counted, Designation, Lost, Need
from recert.policy.designations import designations
from recert.policy.explain_demands import lacking
from recert.policy.history import Activity, Award, Circumstance, Exam, Extension, History
from recert.policy.missed import Missed, Then
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told, what_if_told
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.relief import Relief, TakesOff
from recert.policy.story import story
from recert.policy.warn import warnings
from recert.policy.what_if import what_if
from tests.policy.test_missed import AWARD, TEXT, course, fee, rules, standing

SUSPENDS = Missed(Then.SUSPENDS, late_counts=True, source="s", days=31, counter="late-fee")
"""The year 2026 can be met until January 31, 2027."""
FOR_A_YEAR = replace(SUSPENDS, for_months=12)
LATE_FEE = fee(date(2027, 3, 10), "late-fee")


def state(found: GroupStanding) -> tuple[CycleState, HoldingState, date]:
    return found.cycles[-1].told_state, found.holdings[-1].state, found.holdings[-1].expires


def told(policy: Policy, as_of: date, *done: Activity) -> str:
    history = History((AWARD,), activities=done)
    return "\n".join(str(line.text) for line in story(policy, history, assess(plan(policy), history, as_of)))


def test_whoever_has_not_paid_by_the_last_day_is_suspended_until_the_late_fee_is_paid() -> None:
    policy, due = rules(SUSPENDS), date(2028, 12, 10)
    assert state(standing(policy, date(2027, 1, 31))) == (CycleState.OPEN, HoldingState.ACTIVE, due)
    assert state(standing(policy, date(2027, 2, 1))) == (CycleState.SUSPENDED, HoldingState.SUSPENDED, due)
    assert state(standing(policy, date(2027, 3, 9), LATE_FEE)) == (CycleState.SUSPENDED, HoldingState.SUSPENDED, due)
    found = standing(policy, date(2027, 3, 10), LATE_FEE)
    assert state(found) == (CycleState.OPEN, HoldingState.ACTIVE, due)
    assert found.holdings[0].paused == ((date(2027, 2, 1), date(2027, 3, 9)),)
    assert state(standing(policy, date(2027, 2, 1), fee(date(2027, 1, 31)))) == (
        CycleState.OPEN,
        HoldingState.ACTIVE,
        due,
    )


def test_what_is_done_meanwhile_counts_and_renews_once_the_year_is_made_up_for() -> None:
    policy = rules(SUSPENDS)
    done = [fee(date(2027, 12, 1)), *(course(date(2027, 2, n)) for n in range(2, 7))]
    found = standing(policy, date(2028, 1, 1), *done).cycles[0]
    assert (found.counted, found.state, found.pause is not None) == (Decimal(50), CycleState.OPEN, True)
    found = standing(policy, date(2028, 1, 1), *done, fee(date(2027, 12, 20), "late-fee")).cycles[0]
    assert (found.state, found.met_on, found.pause) == (CycleState.RENEWED, date(2027, 12, 20), None)


@pytest.mark.parametrize("then", [Then.SUSPENDS, Then.MADE_UP])
def test_what_is_needed_for_a_year_that_can_not_be_met_any_more_is_what_makes_up_for_it(then: Then) -> None:
    policy = rules(replace(SUSPENDS, then=then))

    def needed(on: date, *done: Activity) -> str:
        found = standing(policy, on, *done).cycles[0]
        return ", ".join(lacking(policy, policy.group("aca"), found))

    assert needed(date(2027, 1, 31)) == "Annual fee in 2026 and 2027"
    assert needed(date(2027, 2, 1)) == "Annual fee in 2027 and one of “Late fee” for Annual fee in 2026"
    assert needed(date(2027, 3, 10), LATE_FEE) == "Annual fee in 2027"
    assert needed(date(2028, 2, 1), LATE_FEE) == "one of “Late fee” for Annual fee in 2027"
    assert needed(date(2028, 2, 1)) == "2 of “Late fee” for Annual fee in 2026 and 2027"
    assert needed(date(2030, 2, 1)) == "Annual fee in 2026 and 2027"  # of a cycle that is over it is what it lacked
    assert "Also needed: Annual fee in 2027 and one of “Late fee” for Annual fee in 2026." in told(
        policy, date(2027, 2, 1)
    )


def test_what_counts_for_its_own_year_alone_is_not_needed_after_that() -> None:
    policy = rules(replace(SUSPENDS, late_counts=False))
    found = standing(policy, date(2027, 1, 1)).cycles[0]
    (needed,) = lacking(policy, policy.group("aca"), found)
    assert needed == "Annual fee in 2027 and one of “Late fee” for Annual fee in 2026"


def test_what_an_exam_renews_stays_suspended_for_the_year_that_is_missing() -> None:
    policy = rules(SUSPENDS)
    passed = (Exam("ACA-JSWE", date(2028, 7, 1), True),)
    found = standing(policy, date(2028, 8, 1), fee(date(2026, 5, 1)), exams=passed)
    assert (found.cycles[0].state, found.cycles[0].route) == (CycleState.RENEWED, Route.RETAKE)
    assert found.holdings[0].state is HoldingState.SUSPENDED
    assert "Suspended since February 1, 2028, because 2027 gave 0 of 1" in str(explain_states.state(policy, found))
    assert standing(policy, date(2028, 12, 11), exams=passed).holdings[0].state is HoldingState.ACTIVE  # its cycle over


@pytest.mark.parametrize(("on", "ends"), [(date(2028, 1, 31), False), (date(2028, 2, 1), True)])
def test_after_the_months_of_its_suspension_what_is_held_ends(on: date, ends: bool) -> None:
    found = standing(rules(FOR_A_YEAR), on)
    assert found.holdings[0].state is (HoldingState.LAPSED if ends else HoldingState.SUSPENDED)
    if ends:
        missed = found.cycles[0].missed
        assert missed is not None
        assert (missed.year.year, missed.on, found.holdings[0].expires) == (2026, date(2028, 1, 31), date(2028, 1, 31))
    made_up = standing(rules(FOR_A_YEAR), on, fee(date(2028, 1, 31), "late-fee"), fee(date(2027, 5, 1)))
    assert made_up.holdings[0].state is HoldingState.ACTIVE


def test_the_end_of_the_cycle_comes_before_a_suspension_for_a_year_without_an_end() -> None:
    policy = rules(SUSPENDS)
    assert state(standing(policy, date(2029, 1, 20)))[:2] == (CycleState.SUSPENDED, HoldingState.SUSPENDED)
    assert state(standing(policy, date(2029, 3, 11)))[:2] == (CycleState.LAPSED, HoldingState.LAPSED)


def test_stories_say_what_suspends_it_and_what_makes_it_active_again() -> None:
    before = told(rules(SUSPENDS), date(2027, 1, 10))
    assert "2026: 1 more payment by January 31, 2027. Otherwise your Associate certifications are suspended" in before
    now = told(rules(FOR_A_YEAR), date(2027, 2, 9))
    assert "Suspended since February 1, 2027: a year was missed" in now
    assert "not valid until one of “Late fee” makes up for it. After January 31, 2028 they end." in now
    why = "because 2026 gave 0 of 1 payment for “Annual fee”."
    assert f"Suspended from February 1, 2027 to March 9, 2027, {why}" in told(
        rules(SUSPENDS), date(2027, 5, 1), LATE_FEE
    )
    over = told(rules(FOR_A_YEAR), date(2028, 2, 1))
    assert "ended on January 31, 2028, because 2026 gave 0 of 1 payment for “Annual fee”." in over


def test_pages_say_how_long_there_is_to_make_it_active_again() -> None:
    policy, on = rules(FOR_A_YEAR), date(2027, 2, 9)
    cycle = standing(policy, on).cycles[0]
    said = str(explain_states.deadline(policy, "aca", cycle, on))
    assert said == "356 days left to make it active again, until January 31, 2028; the cycle ends on December 10, 2028"


def test_plans_name_first_what_makes_it_active_again_and_by_when() -> None:
    policy, on = rules(FOR_A_YEAR), date(2027, 2, 9)
    lines = [str(line.text) for line in outlook_told(policy, outlook(plan(policy), History((AWARD,)), on), Wish())]
    assert "one of “Late fee” by January 31, 2028 makes it active again." in lines[1]
    assert "One payment of “Late fee”, by January 31, 2028" in lines


def test_what_if_says_what_makes_it_active_again() -> None:
    policy, history = rules(SUSPENDS), History((AWARD,))
    for activity, words in (
        (LATE_FEE, "Associate: it is active again by that."),
        (course(date(2027, 3, 10)), "Associate: Suspended since February 1, 2027, because 2026 gave 0 of 1 payment"),
    ):
        found = what_if(plan(policy), history, (activity,), date(2027, 3, 10))
        assert any(str(line.text).startswith(words) for line in what_if_told(policy, found)), words


@pytest.mark.parametrize("suspended", [False, True])
def test_a_designation_counts_what_a_year_suspends_if_it_says_so(suspended: bool) -> None:
    counts = (Counted.ACTIVE, Counted.SUSPENDED) if suspended else (Counted.ACTIVE,)
    need = Need(("ACA-JSWE",), 1)
    rule = Designation("d", "D", "", (need,), counts, Lost.AT_ONCE, date(2020, 1, 1), "s")
    policy = replace(rules(SUSPENDS), designations=(rule,))

    def since(on: date) -> date | None:
        return designations(plan(policy), assess(plan(policy), History((AWARD,), activities=(LATE_FEE,)), on))[0].since

    assert since(date(2027, 2, 20)) == (AWARD.on if suspended else None)
    assert since(date(2027, 4, 1)) == (AWARD.on if suspended else date(2027, 3, 10))


def test_who_would_be_suspended_by_another_policy_loses_by_it() -> None:
    made_up = rules(replace(SUSPENDS, then=Then.MADE_UP))
    [change] = compare(plan(made_up), plan(rules(SUSPENDS)), History((AWARD,)), date(2027, 5, 1))
    assert (change.before.state, change.after.state) == (CycleState.OPEN, CycleState.SUSPENDED)


def test_the_rule_is_told_with_its_end() -> None:
    policy = rules(FOR_A_YEAR)
    [(sentence, _)] = missed_words.rule(policy, policy.groups[0].demands[0])
    said = str(sentence)
    assert "is suspended after 31 days after its last day, and not valid until one of “Late fee” makes up" in said
    assert "After 12 months of that it ends." in said


YEARLY = """
[counter.fee]
name = "Fees"
one = "fee"
many = "fees"
counts = "uses"
types = ["presenting"]

[[group.aca.also]]
key = "fee"
title = "Fee"
kind = "each year"
years = "of the calendar"
counter = "fee"
least = [{ from = 2020-01-01, count = 1, source = "s" }]

[group.aca.also.missed]
days = 0
then = "suspends"
source = "s"
"""


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ("", "counter"),
        ('counter = "fee"\nfor_months = 0', "for_months"),
        ('counter = "fee"\nfor_month = 3', "for_months"),
    ],
)
def test_what_is_missing_of_a_year_that_suspends_is_named(more: str, wrong: str) -> None:
    found = parse_policy(TEXT + YEARLY + more, "policy.toml")
    assert isinstance(found, Problems)
    assert any(wrong in f"{each.what} {each.fix}" for each in found.problems), found


def test_months_of_a_suspension_are_said_of_no_other_year() -> None:
    text = (TEXT + YEARLY).replace('then = "suspends"', 'then = "ends"\nfor_months = 3')
    assert isinstance(parse_policy(text, "policy.toml"), Problems)


def test_a_year_suspends_nothing_where_the_next_cycle_begins_anyway() -> None:
    unmet = '[cycle]\nunmet = "the next cycle begins"\nshortfall = "is forgiven"'
    text = (TEXT + YEARLY + 'counter = "fee"').replace("[cycle]", unmet, 1)
    found = parse_policy(text, "policy.toml")
    assert isinstance(found, Problems)
    assert any("the year would be forgotten with it" in each.what for each in found.problems), found


def test_what_is_retired_is_not_suspended() -> None:
    policy = rules(SUSPENDS)
    retired = tuple(replace(c, retired=date(2028, 9, 1)) for c in policy.certifications)
    passed = (Exam("ACA-JSWE", date(2028, 7, 1), True),)
    for on, state in ((date(2028, 8, 31), HoldingState.SUSPENDED), (date(2028, 9, 1), HoldingState.RETIRED)):
        found = standing(replace(policy, certifications=retired), on, exams=passed)
        assert (found.holdings[0].state, found.cycles[-1].pause is None) == (state, state is HoldingState.RETIRED)
        assert found.holdings[0].paused[-1][1] == found.cycles[-1].pauses[-1].until or on == date(2028, 8, 31)
    assert found.holdings[0].paused == ((date(2027, 2, 1), date(2028, 8, 31)),)


def test_a_suspension_that_lasted_until_it_lapsed_is_told_to_the_last_day_of_grace() -> None:
    policy = rules(SUSPENDS)
    found = standing(policy, date(2029, 4, 1))
    assert found.holdings[0].paused == ((date(2027, 2, 1), date(2029, 3, 10)),)
    assert "Suspended from February 1, 2027 to March 10, 2029, because 2026 gave" in told(policy, date(2029, 4, 1))


def test_whoever_was_awarded_later_is_suspended_with_the_others_from_then_on() -> None:
    policy = rules(SUSPENDS)
    history = History((AWARD, Award("ACA-ACF", date(2027, 4, 1))))
    found = assess(plan(policy), history, date(2027, 5, 1)).groups[0]
    assert {h.certification: h.paused_since for h in found.holdings} == {
        "ACA-JSWE": date(2027, 2, 1),
        "ACA-ACF": date(2027, 4, 1),
    }


LATE = """
[counter.late]
name = "Late fees"
one = "late fee"
many = "late fees"
counts = "uses"
types = ["local-event"]
"""


OWN = '[group.aca.cycle]\nmonths = {months}\n{more}source = "s"\n'
OF_THE_CYCLE = YEARLY.replace('"of the calendar"', '"of the cycle"')


def doubted(own: str, years: str, more: str = "") -> list[str]:
    text = TEXT + LATE + own + years + 'counter = "late"\n' + more
    policy = parse_policy(text, "policy.toml")
    assert isinstance(policy, Policy), policy
    return [f"{each.what}: {each.fix}" for each in warnings(policy, text, "policy.toml")]


NO_SO_LONG = "even after its first year: no suspension for one lasts so long: write fewer months"
NONE = "the cycle is over before its first year can be missed: a missed year suspends nothing"


@pytest.mark.parametrize(
    ("grace", "due", "months", "too_long"),
    [
        (90, "days = 0", 27, False),  # it ends on April 1, the last day of grace
        (90, "days = 0", 28, True),
        (120, "days = 0", 28, False),
        (120, "days = 0", 29, True),
        (0, 'on = "06-30"\ncounts_for = "the year that is over"', 17, False),
        (0, 'on = "06-30"\ncounts_for = "the year that is over"', 18, False),
        (0, 'on = "06-30"\ncounts_for = "the year that is over"', 19, True),
    ],
)
def test_months_of_a_suspension_that_no_cycle_has_are_doubted(
    grace: int, due: str, months: int, too_long: bool
) -> None:
    own = OWN.format(months=36, more=f"grace_days = {grace}\n")
    found = doubted(own, YEARLY.replace("days = 0", due), f"for_months = {months}\n")
    assert any(NO_SO_LONG in each for each in found) is too_long


@pytest.mark.parametrize(
    ("months", "more", "never"),
    [
        (12, "grace_days = 30\n", False),
        (12, 'ends = "day before"\ngrace_days = 0\n', True),
        (24, 'ends = "day before"\ngrace_days = 0\n', False),
        (12, 'ends = "end of month"\ngrace_days = 0\n', False),
    ],
)
def test_a_year_that_cannot_be_missed_before_its_cycle_is_over_is_doubted(months: int, more: str, never: bool) -> None:
    own = OWN.format(months=months, more=more)
    assert any(NONE in each for each in doubted(own, OF_THE_CYCLE)) is never


def test_a_fee_that_makes_up_for_a_year_and_is_one_of_the_next_is_doubted() -> None:
    text = TEXT + LATE.replace('["local-event"]', '["presenting"]') + YEARLY + 'counter = "late"\n'
    policy = parse_policy(text, "policy.toml")
    assert isinstance(policy, Policy), policy
    found = [each.what for each in warnings(policy, text, "policy.toml")]
    assert "“Presenting at an event” is counted as Fees, and makes up for a missed year at once" in found


def test_a_leave_that_is_recorded_later_excuses_its_year_from_the_beginning() -> None:
    leave = CircumstanceKind("leave", "L", "d", "e", Removes.NOTHING, source="s")
    relief = Relief(("leave",), TakesOff.ALL, at_least_days=0, source="s", from_days=183)
    policy = rules(SUSPENDS)
    groups = tuple(replace(g, demands=tuple(replace(d, reliefs=(relief,)) for d in g.demands)) for g in policy.groups)
    policy, on = replace(policy, groups=groups, circumstances=(leave,)), date(2027, 3, 1)
    for circumstances, paused in (((), True), ((Circumstance("leave", date(2026, 5, 1), date(2026, 12, 31)),), False)):
        found = assess(plan(policy), History((AWARD,), circumstances=circumstances), on).groups[0]
        assert (found.cycles[0].pause is not None, bool(found.holdings[0].paused)) == (paused, paused)


def test_extending_a_cycle_excuses_no_year_of_it() -> None:
    extended = Extension("aca", date(2027, 1, 10), date(2029, 6, 30))
    found = assess(plan(rules(SUSPENDS)), History((AWARD,), extensions=(extended,)), date(2027, 3, 1)).groups[0]
    assert (found.holdings[0].expires, found.holdings[0].paused_since) == (date(2029, 6, 30), date(2027, 2, 1))
