"""So much is due in the first months of a cycle, or before its last ones: later it helps no more."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle
from recert.policy.demand_years import lost_year
from recert.policy.difference import differences
from recert.policy.explain_demands import demands, still_called
from recert.policy.explain_own_way import no_more, still_needed
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, Exam, Extension, History
from recert.policy.missed_words import ahead
from recert.policy.model import CounterOf, Demand, DemandKind, Policy, Value
from recert.policy.plan import Plan, plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.rule_words import asked
from recert.policy.several_days import SeveralDays
from recert.policy.story import story
from recert.policy.warn import warnings
from tests.policy.test_circumstances import TEXT, policy_of
from tests.policy.test_last_months import CARE, COURSES, asking, done
from tests.policy.test_planning import associate, only, seen, told
from tests.policy.test_planning_demands import demanding
from tests.policy.test_renewing_twice import BY_END, warned
from tests.policy.test_renewing_twice import policy as renewing
from tests.policy.test_warn import BESIDE, SCRUM

SINCE = date(2020, 1, 1)
FIRST, BUT_LAST = DemandKind.FIRST_MONTHS, DemandKind.BUT_LAST_MONTHS
OF_COUNTER = {FIRST: DemandKind.COUNTER_FIRST_MONTHS, BUT_LAST: DemandKind.COUNTER_BUT_LAST_MONTHS}
WRITTEN = """
[[group.aca.also]]
key = "early"
title = "20 units early"
kind = "first months"
months = 12
carried_units = "don't count"
least = [{ from = 2024-02-01, units = 20, source = "s" }]
"""
WRITTEN_BACK = WRITTEN.replace('"first months"', '"all but the last months"')
AWARDED = date(2025, 5, 10)


def early(kind: DemandKind, least: int, of: str = "", months: int = 12) -> Demand:
    return Demand("early", "What is early", kind, of, 0, 0, (Value(SINCE, Decimal(least), ""),), months=months)


def counted(kind: DemandKind, least: int, months: int = 12) -> Demand:
    return early(OF_COUNTER[kind], least, "care", months)


def hours(on: date, many: str = "8") -> tuple[str, date, str]:
    return ("presenting", on, many)


def units(rule: Demand) -> Plan:
    """The same program, whose presentations are worth something, asking for units."""
    policy = asking(replace(rule, kind=DemandKind.LAST_MONTHS)).policy
    return plan(replace(policy, groups=tuple(replace(g, demands=(rule,)) for g in policy.groups)))


def seen_on(lowered: Plan, history: History, on: date) -> Cycle:
    return assess(lowered, history, on).groups[0].cycles[0]


def person(*activities: tuple[date, int], awards: tuple[Award, ...] = (), exams: tuple[Exam, ...] = ()) -> History:
    found = tuple(
        Activity(f"{i:02d}{n}", "course", on, f"{i} {n}")
        for i, (on, many) in enumerate(activities)
        for n in range(many)
    )
    return History(awards or (Award("ACA-JSWE", AWARDED),), exams, found)


@pytest.mark.parametrize(("kind", "last"), [(FIRST, date(2026, 5, 9)), (BUT_LAST, date(2026, 5, 10))])
def test_hours_count_up_to_the_last_day_of_the_first_half(kind: DemandKind, last: date) -> None:
    """Counted from May 10, 2025 twelve months last until May 9; the last twelve of May 10, 2027 begin on May 11."""
    for on, counts in ((last, 8), (date.fromordinal(last.toordinal() + 1), 0)):
        (cycle,) = done(asking(counted(kind, 8)), *COURSES, hours(on))
        assert int(cycle.demands[0].amount) == counts
        assert cycle.met_on == (on if counts else None)


def test_each_day_is_of_one_half_where_the_second_one_is_counted_back_as_well() -> None:
    lowered = asking(counted(BUT_LAST, 8))
    last = replace(counted(FIRST, 8), key="late", kind=DemandKind.COUNTER_LAST_MONTHS)
    groups = tuple(replace(g, demands=(*g.demands, last)) for g in lowered.policy.groups)
    lowered = plan(replace(lowered.policy, groups=groups))
    awards = (Award("ACA-JSWE", AWARDED, date(2027, 8, 31)),)  # a first cycle that is longer
    for on in (date(2026, 8, 31), date(2026, 9, 1)):
        (cycle,) = done(lowered, hours(on), awards=awards)
        assert sorted(int(total.amount) for total in cycle.demands) == [0, 8]


@pytest.mark.parametrize("kind", [FIRST, BUT_LAST])
def test_what_another_cycle_gave_is_not_of_these_months(kind: DemandKind) -> None:
    awards = (Award("ACA-JSWE", date(2024, 5, 10), date(2025, 5, 10)),)
    lowered = asking(counted(kind, 8, months=6))
    enough = replace(lowered.policy.groups[0], required=(Value(SINCE, Decimal(10), ""),))
    policy = replace(lowered.policy, groups=(enough, *lowered.policy.groups[1:]), floor=SINCE)
    found = done(plan(policy), ("course", date(2024, 6, 1), "1"), hours(date(2024, 6, 2)), awards=awards)
    assert [(c.number, int(c.demands[0].amount)) for c in found] == [(1, 8), (2, 0)]


def test_units_of_the_first_months_are_those_of_a_category_that_limits_leave() -> None:
    lowered = units(early(FIRST, 30, "ethics"))
    worth = next(t for t in lowered.policy.types if t.key == "presenting").worth[-1].amount
    talk, course = ("presenting", date(2025, 7, 1), "1"), ("course", date(2025, 8, 1), "1")
    (cycle,) = done(lowered, talk, course)
    assert cycle.demands[0].amount == worth
    (cycle,) = done(units(early(FIRST, 30)), talk, course)
    assert cycle.demands[0].amount == worth + 10


def test_an_end_that_is_moved_moves_what_is_counted_back_from_it_alone() -> None:
    for kind, counts in ((FIRST, 0), (BUT_LAST, 8)):
        lowered = asking(counted(kind, 8))
        history = History(
            (Award("ACA-JSWE", AWARDED),),
            (),
            (Activity("1", "presenting", date(2026, 8, 1), "1", quantity=Decimal(8)),),
            extensions=(Extension("aca", date(2026, 9, 1), date(2027, 11, 10)),),
        )
        assert int(seen_on(lowered, history, date(2026, 10, 1)).demands[0].amount) == counts


def test_a_certification_that_is_due_earlier_lets_less_be_early() -> None:
    both = (Award("ACA-JSWE", AWARDED), Award("ACA-ACF", date(2026, 6, 1), date(2027, 1, 20)))
    done_in_time = (Activity("1", "presenting", date(2026, 2, 1), "1", quantity=Decimal(8)),)
    cycle = seen_on(asking(counted(BUT_LAST, 9)), History(both, (), done_in_time), date(2026, 12, 1))
    assert (cycle.end, int(cycle.demands[0].amount)) == (date(2027, 1, 20), 0)


def test_an_activity_of_several_days_is_a_use_of_the_part_in_which_it_began() -> None:
    lowered = asking(counted(FIRST, 1))
    voyages = replace(CARE, of=CounterOf.USES)
    policy = replace(lowered.policy, counters=(voyages,), several_days=SeveralDays.EACH_DAY)
    voyage = Activity("1", "presenting", date(2026, 6, 1), "1", quantity=Decimal(8), began=date(2026, 4, 1))
    history = History((Award("ACA-JSWE", AWARDED),), (), (voyage,))
    assert int(seen_on(plan(policy), history, date(2026, 12, 1)).demands[0].amount) == 0  # one part, of its last day
    ending = (Award("ACA-JSWE", AWARDED), Award("ACA-ACF", date(2025, 6, 1), date(2026, 4, 10)))
    found = seen_on(plan(policy), replace(history, awards=ending), date(2026, 12, 1))
    assert int(found.demands[0].amount) == 1  # divided on April 10, 2026, when something expired


def test_an_exam_renews_a_cycle_whose_first_months_gave_too_little() -> None:
    policy = plan(policy_of(TEXT + WRITTEN))
    history = person((date(2026, 8, 1), 5), exams=(Exam("ACA-JSWE", date(2027, 1, 1), passed=True),))
    assert seen_on(policy, replace(history, exams=()), date(2027, 2, 1)).met_on is None
    assert seen_on(policy, history, date(2027, 2, 1)).met_on == date(2027, 1, 1)


# What a candidate is told.


def told_of(written: str, on: date, *activities: tuple[date, int]) -> list[str]:
    policy = policy_of(TEXT + written)
    cycle = seen_on(plan(policy), person(*activities), on)
    return [str(line) for line in demands(policy, policy.groups[0], cycle, on)]


def test_the_first_half_is_told_with_its_last_day_and_that_it_is_over() -> None:
    one = (date(2025, 8, 1), 1)
    assert told_of(WRITTEN, date(2026, 5, 9), one) == [
        "20 units early: 10 of 20 CE units in the first 12 months of the cycle (to May 9, 2026)"
    ]
    assert told_of(WRITTEN, date(2026, 5, 10), one) == [
        "20 units early: 10 of 20 CE units in the first 12 months of the cycle (to May 9, 2026), which are over"
    ]
    assert told_of(WRITTEN_BACK, date(2026, 5, 10), one) == [
        "20 units early: 10 of 20 CE units in the time before the last 12 months of the cycle (to May 10, 2026)"
    ]
    assert told_of(WRITTEN_BACK, date(2026, 5, 11), one) == [
        "20 units early: 10 of 20 CE units in the time before the last 12 months of the cycle (to May 10, 2026), "
        "which is over"
    ]
    assert told_of(WRITTEN.replace("months = 12", "months = 1"), date(2025, 6, 10), one) == [
        "20 units early: 0 of 20 CE units in the first month of the cycle (to June 9, 2025), which is over"
    ]


def test_what_is_lacking_is_named_with_the_day_up_to_which_it_helps() -> None:
    policy = policy_of(TEXT + WRITTEN)
    group, on = policy.groups[0], date(2026, 1, 1)
    cycle = seen_on(plan(policy), person((date(2025, 8, 1), 1)), on)
    assert still_called(policy, group.demands[0], cycle.demands[0], cycle) == (
        "20 units early in the first 12 months of the cycle (to May 9, 2026) (10 CE units more)"
    )
    (standing,) = assess(plan(policy), person((date(2025, 8, 1), 1)), on).groups
    assert [str(line) for line in ahead(policy, standing, on)] == [
        "20 units early, the first 12 months of the cycle (to May 9, 2026): 10 more CE units by May 9, 2026. "
        "Otherwise no activities renew the cycle any more."
    ]


def test_once_it_is_too_late_a_story_says_that_no_activities_renew() -> None:
    policy, on = policy_of(TEXT + WRITTEN), date(2026, 6, 1)
    history = person((date(2025, 8, 1), 1))
    cycle = seen_on(plan(policy), history, on)
    lost = lost_year(policy, policy.groups[0], cycle, on)
    assert lost is not None
    assert str(no_more(policy, policy.groups[0], cycle, lost)) == (
        "No activities renew this cycle any more: the first 12 months of the cycle (to May 9, 2026) gave 10 of 20 CE "
        "units for “20 units early”, and it is too late for more."
    )
    lines = [str(line.text) for line in story(policy, history, assess(plan(policy), history, on))]
    assert any("No activities renew this cycle any more" in line for line in lines)


def test_who_has_all_units_and_too_few_of_the_first_months_needs_no_more_of_any_others() -> None:
    policy = policy_of(TEXT + WRITTEN.replace("months = 12", "months = 18"))
    cycle = seen_on(plan(policy), person((date(2025, 8, 1), 1)), date(2026, 6, 1))
    there = cycle._replace(counted=cycle.required)
    assert str(still_needed(policy, policy.groups[0], there)) == (
        "Still needed: 20 units early in the first 18 months of the cycle (to November 9, 2026) (10 CE units more)."
    )


def test_a_later_end_lets_what_was_done_too_late_count_and_renews() -> None:
    lowered = asking(counted(BUT_LAST, 8))
    courses = person((date(2026, 7, 1), 5)).activities
    late = Activity("99", "presenting", date(2026, 8, 1), "1", quantity=Decimal(8))
    history = History((Award("ACA-JSWE", AWARDED),), (), (*courses, late))
    put_off = replace(history, extensions=(Extension("aca", date(2026, 9, 1), date(2027, 11, 10)),))
    assert seen_on(lowered, history, date(2026, 10, 1)).met_on is None
    assert seen_on(lowered, put_off, date(2026, 10, 1)).met_on == date(2026, 9, 1)


# What a candidate asks.


@pytest.mark.parametrize(
    ("kind", "last"), [(FIRST, "2025-10-02"), (BUT_LAST, "2026-10-03")], ids=["from its first day", "back from its end"]
)
def test_steps_are_planned_into_the_first_months(kind: DemandKind, last: str) -> None:
    lowered = demanding(early(kind, 20, months=6))
    found = seen(associate(), on=date(2025, 9, 1), lowered=lowered, wish=Wish(types=("course",)))
    assert told(only(found).best) == [f"2 course 1 2025-09-01 to {last}", "3 course 1 2025-09-01 to 2027-04-03"]


def test_after_the_first_months_a_plan_says_that_it_is_too_late() -> None:
    lowered = demanding(early(FIRST, 20, months=6))
    found = outlook(lowered, associate(), date(2025, 10, 3))
    assert only(found).best is None
    assert any("it is too late for more" in str(line.text) for line in outlook_told(lowered.policy, found, Wish()))


def test_a_plan_says_that_what_is_counted_early_stays_missing_without_what_is_counted() -> None:
    rule = replace(early(FIRST, 1), kind=DemandKind.COUNTER_FIRST_MONTHS, of="talks")
    lowered, courses = demanding(rule), Wish(types=("course",))
    found = outlook(lowered, associate(), date(2025, 9, 1), courses)
    assert only(found).best is None
    assert only(found).never == (("", "early"),)
    lines = [str(line.text) for line in outlook_told(lowered.policy, found, courses)]
    assert any("What stays missing: What is early" in line for line in lines), lines


# What an author writes.


def problems(text: str) -> list[str]:
    found = parse_policy(text)
    assert isinstance(found, Problems)
    return [problem.what for problem in found.problems]


def test_a_policy_is_read_and_what_does_not_go_with_it_is_named() -> None:
    read = policy_of(TEXT + WRITTEN).groups[0].demands[0]
    assert (read.kind, read.months, read.before_renewal) == (FIRST, 12, False)
    assert policy_of(TEXT + WRITTEN_BACK).groups[0].demands[0].kind is BUT_LAST
    assert problems(TEXT + WRITTEN.replace("months = 12\n", "")) == ["`months` is missing in [group.aca.also]"]
    assert problems(TEXT + WRITTEN.replace("first months", "first month")) == ['`kind` is "first month"']
    assert problems(TEXT + WRITTEN.replace("months = 12", 'months = 12\nbefore = "the renewal"')) == [
        "`before` means nothing in [group.aca.also]"
    ]


def test_it_is_not_asked_less_of_in_a_shorter_first_cycle() -> None:
    shorter = WRITTEN + '\n[group.aca.also.shorter_first_cycle]\nrounding = "up"\nto = 1\nsource = "s"\n'
    assert "it looks at so many months, however long the cycle is" in problems(TEXT + shorter)


def doubts(text: str) -> list[str]:
    return [problem.what for problem in warnings(policy_of(text), text, "policy.toml")]


def test_an_author_is_warned_of_months_that_no_cycle_has() -> None:
    assert doubts(TEXT + WRITTEN) == doubts(TEXT)
    assert doubts(TEXT + WRITTEN_BACK) == doubts(TEXT)
    long, back = (each.replace("months = 12", "months = 24") for each in (WRITTEN, WRITTEN_BACK))
    assert set(doubts(TEXT + long)) - set(doubts(TEXT)) == {
        "no cycle of Associate has more than 24 months, so all of it is of its first ones"
    }
    assert set(doubts(TEXT + back)) - set(doubts(TEXT)) == {
        "no cycle of Associate has more than 24 months, so nothing can be done before its last ones"
    }


def test_the_same_that_renews_once_does_not_renew_twice() -> None:
    """What was done in the last cycle is of none of the first months of the next one, however many these are."""
    first = replace(BY_END, kind=DemandKind.COUNTER_FIRST_MONTHS, months=60)
    assert warned(renewing(first)) == []


def test_an_amount_that_follows_what_is_held_is_doubted_beside_a_requirement_that_does() -> None:
    for kind in ("first months", "all but the last months"):
        beside = BESIDE.replace('"last months"', f'"{kind}"').replace('before = "the cycle\'s end"\n', "")
        text = SCRUM + beside.replace("WHEN", "{ held_from = 2 }")
        assert any("looked at on a cycle's first day alone" in doubt for doubt in doubts(text))


def test_more_than_can_be_earned_in_a_cycle_is_doubted() -> None:
    capped = """
[[limit]]
key = "all"
title = "All"
types = ["course", "global-event", "local-event", "presenting"]
each = "cycle"
most = [{ from = 2020-02-01, units = 60, source = "s" }]
"""
    more = capped + WRITTEN.replace("units = 20", "units = 61")
    assert any("“20 units early” asks for 61" in doubt for doubt in doubts(TEXT + more))
    assert not any("“20 units early” asks" in doubt for doubt in doubts(TEXT + capped + WRITTEN))


def said(before: Policy, after: Policy) -> list[str]:
    return [str(sentence) for sentence in differences(before, after)]


def test_a_difference_names_the_months() -> None:
    rule, back = policy_of(TEXT + WRITTEN), policy_of(TEXT + WRITTEN_BACK)
    longer = policy_of(TEXT + WRITTEN.replace("months = 12", "months = 18"))
    assert said(rule, back) == [
        "Associate, 20 units early: looks at all but the last months instead of the first months."
    ]
    assert said(rule, longer) == ["Associate, 20 units early: looks at the first 18 months instead of 12."]
    assert "Associate, 20 units early: looks at the first 12 months alone." in said(policy_of(TEXT), rule)
    assert "Associate, 20 units early: looks at all of a cycle but its last 12 months." in said(policy_of(TEXT), back)


def test_the_handbook_and_the_rules_page_say_it() -> None:
    for written, sentence, row in (
        (WRITTEN, "Only the first 12 months of a cycle count.", "20 CE units in the first 12 months of a cycle"),
        (
            WRITTEN_BACK,
            "All of a cycle but its last 12 months counts.",
            "20 CE units before the last 12 months of a cycle",
        ),
    ):
        policy = policy_of(TEXT + written)
        assert sentence in str(handbook(policy))
        assert any(row in str(each.what) or row in str(each) for each in asked(policy))


def test_a_mass_move_renews_what_is_not_of_the_last_months_any_more() -> None:
    text = TEXT + WRITTEN_BACK
    lowered = plan(policy_of(text))
    history = History(
        awards=(Award("ACA-JSWE", date(2023, 1, 15)),),
        activities=tuple(Activity(f"c{n}", "course", date(2024, 2, 1 + n), f"Course {n}") for n in range(5)),
    )
    before = seen_on(lowered, history, date(2024, 9, 29))
    assert (before.met_on, before.end, before.demands[0].amount) == (None, date(2025, 1, 15), Decimal(0))
    assert seen_on(lowered, history, date(2024, 9, 30)).met_on == date(2024, 9, 30)  # due a year later since


def test_what_is_let_go_of_leaves_others_their_own_last_months() -> None:
    lowered = plan(replace(policy_of(TEXT + WRITTEN_BACK), moves=()))
    history = History(
        awards=(Award("ACA-JSWE", date(2023, 1, 15)), Award("ACA-ACF", date(2023, 10, 1))),
        activities=tuple(Activity(f"c{n}", "course", date(2024, 2, 1 + n), f"Course {n}") for n in range(5)),
    )
    assert seen_on(lowered, history, date(2025, 4, 15)).met_on is None  # due with the first, in its last year
    cycle = seen_on(lowered, history, date(2025, 4, 16))
    assert (cycle.end, cycle.met_on) == (date(2025, 10, 1), date(2025, 4, 16))
