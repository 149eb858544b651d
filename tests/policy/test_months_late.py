"""Programs say in whole months what late renewals take; people renew in the third month and in the fourth."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle
from recert.policy.cycles import Anchor, Ends
from recert.policy.deadline import Deadline, Later
from recert.policy.difference import differences
from recert.policy.difference_past import differences_told
from recert.policy.explain import ways_left
from recert.policy.explain_states import comes_after
from recert.policy.history import Activity, Award, Extension, History
from recert.policy.late_days import days_late
from recert.policy.late_minima import governing
from recert.policy.late_words import lateness
from recert.policy.lateness import Surcharge, Suspension
from recert.policy.model import Counter, CounterOf, Demand, DemandKind, Policy, Value
from recert.policy.plan import plan
from recert.policy.planning.told import what_if_told
from recert.policy.planning.way import Wish
from recert.policy.read import parse_policy
from recert.policy.warn import doubts
from recert.policy.what_if import what_if
from tests.policy.strategies import PROGRAMS, reference
from tests.policy.test_handbook import text_of
from tests.policy.test_planning import only, seen, told

FEES = Counter("fees", "Fees", "fee", "fees", ("presenting",), CounterOf.USES)
FEE = Demand(
    "fee", "Late fee", DemandKind.COUNTER, "fees", 1, 1, (Value(date(2020, 1, 1), Decimal(1), ""),), after_months=6
)
DAY = timedelta(days=1)


def row(day: int = 0, months: int = 0, units: int = 10, every: int = 0) -> Surcharge:
    return Surcharge(day, Decimal(units), share=False, every_months=every, source="s", after_months=months)


IN_STEPS = (row(day=1), row(months=3, units=20))


def rules(*rows: Surcharge, ends: Ends = Ends.SAME_DAY, asked: tuple[Demand, ...] = ()) -> Policy:
    """The reference program with a grace of nearly two years, in which it takes more and more to renew."""
    usual = reference().policy
    groups = tuple(replace(group, demands=asked) for group in usual.groups)
    cycle = replace(usual.cycle, ends=ends, grace_days=700)
    return replace(usual, surcharges=rows, cycle=cycle, groups=groups, counters=(FEES,), moves=(), retake=None)


def ending(end: date, *activities: Activity) -> History:
    """Somebody whose cycle ends on a day."""
    return History(awards=(Award("ACA-JSWE", end.replace(year=end.year - 2, day=1), end),), activities=activities)


def cycle_on(policy: Policy, history: History, on: date) -> Cycle:
    standing = assess(plan(policy), history, on).groups[0]
    assert standing.current is not None
    return standing.current


def takes(policy: Policy, end: date, on: date) -> int:
    """How much more a renewal of a day takes."""
    return int(cycle_on(policy, ending(end), on).surcharge)


@pytest.mark.parametrize(
    ("ends", "end", "last"),
    [
        (Ends.SAME_DAY, date(2027, 1, 10), date(2027, 4, 10)),
        (Ends.SAME_DAY, date(2027, 8, 31), date(2027, 11, 30)),
        (Ends.SAME_DAY, date(2027, 11, 30), date(2028, 2, 29)),
        (Ends.SAME_DAY, date(2026, 11, 30), date(2027, 2, 28)),
        (Ends.SAME_DAY, date(2028, 2, 29), date(2028, 5, 29)),
        (Ends.DAY_BEFORE, date(2027, 1, 9), date(2027, 4, 9)),
        (Ends.DAY_BEFORE, date(2027, 2, 28), date(2027, 5, 31)),
        (Ends.DAY_BEFORE, date(2027, 8, 30), date(2027, 11, 29)),
        (Ends.END_OF_MONTH, date(2027, 2, 28), date(2027, 5, 31)),
        (Ends.END_OF_MONTH, date(2028, 2, 29), date(2028, 5, 31)),
        (Ends.END_OF_YEAR, date(2027, 12, 31), date(2028, 3, 31)),
    ],
)
def test_who_renews_in_the_third_month_needs_less_than_who_does_in_the_fourth(
    ends: Ends, end: date, last: date
) -> None:
    policy = rules(*IN_STEPS, ends=ends)
    assert [takes(policy, end, on) for on in (end, end + DAY, last, last + DAY)] == [0, 10, 10, 20]


@pytest.mark.parametrize("ends", list(Ends))
def test_three_months_are_over_where_a_grace_of_three_months_is(ends: Ends) -> None:
    policy = rules(row(months=3), ends=ends)
    back = Suspension(12, by_units=True, by_exam=False, restarts=False, source="s")
    policy = replace(policy, suspension=back, cycle=replace(policy.cycle, grace_days=0, grace_months=3))
    for end in (date(2027, 1, 10), date(2027, 2, 28), date(2027, 8, 31), date(2027, 11, 30), date(2028, 2, 29)):
        grace = cycle_on(policy, ending(end), end + DAY).grace_until
        assert [takes(policy, end, on) for on in (grace, grace + DAY)] == [0, 10], (ends, end)


def test_periods_of_the_calendar_are_late_by_months_of_the_calendar() -> None:
    policy = rules(*IN_STEPS)
    policy = replace(policy, cycle=replace(policy.cycle, anchor=Anchor.CALENDAR))
    policy = replace(policy, groups=tuple(replace(g, periods_from=date(2024, 3, 1)) for g in policy.groups))
    end = date(2026, 2, 28)
    held = History(awards=(Award("ACA-JSWE", date(2025, 1, 1)),))
    assert cycle_on(policy, held, end).end == end
    last = date(2026, 5, 31)
    assert [int(cycle_on(policy, held, on).surcharge) for on in (end, end + DAY, last, last + DAY)] == [0, 10, 10, 20]


@pytest.mark.parametrize("ends", [Ends.SAME_DAY, Ends.END_OF_MONTH])
def test_after_a_deadline_months_are_counted_from_that_day(ends: Ends) -> None:
    """A deadline is no end: the months after it go on to no month's end."""
    rule = Deadline(months=0, days=30, late=True, later=Later.COUNTS, types=(), source="s")
    policy = replace(rules(*IN_STEPS, ends=ends), deadline=rule)
    end, last = date(2027, 12, 31), date(2028, 3, 1)
    assert [takes(policy, end, end + n * DAY) for n in (-30, -29)] == [0, 10]
    assert [takes(policy, end, on) for on in (last, last + DAY)] == [10, 20]
    later = [str(each) for each in comes_after(policy, "aca", cycle_on(policy, ending(end), end), end)]
    assert "Renewed on March 2, 2028 or later, it takes 20 CE units more instead of 10." in later


def test_what_grows_by_the_month_grows_with_the_months_after_the_end() -> None:
    """From November 30 on, the third month is over on the last day of February, and the fourth on March 30."""
    policy = rules(row(months=3, units=5, every=1))
    days = (date(2028, 2, 29), date(2028, 3, 1), date(2028, 3, 30), date(2028, 3, 31), date(2028, 5, 1))
    assert [takes(policy, date(2027, 11, 30), on) for on in days] == [0, 5, 5, 10, 15]
    quarterly = rules(row(months=1, units=5, every=3))
    assert [takes(quarterly, date(2027, 1, 10), date(2027, n, 11)) for n in (2, 4, 5, 8)] == [5, 5, 10, 15]


def test_a_fee_after_six_months_is_asked_of_nobody_before() -> None:
    policy, end = rules(asked=(FEE,)), date(2027, 8, 31)
    courses = [Activity(f"{n}", "course", date(2026, 5, n), f"C{n}") for n in range(1, 5)]
    for on, state in ((date(2028, 2, 29), "RENEWED"), (date(2028, 3, 1), "GRACE")):
        history = ending(end, *courses, Activity("last", "course", on, "last"))
        assert assess(plan(policy), history, on).groups[0].cycles[0].state.name == state
    (demand,) = cycle_on(policy, ending(end), date(2028, 3, 1)).demands
    assert demand.required == 1


def test_who_is_late_reads_on_which_day_it_takes_more() -> None:
    policy, on = rules(*IN_STEPS, asked=(FEE,)), date(2027, 9, 15)
    (standing,) = assess(plan(policy), ending(date(2027, 8, 31)), on).groups
    assert standing.current is not None
    assert str(ways_left(policy, standing, on)[0]).startswith("Earn 60 CE units in all by November 30, 2027.")
    later = [str(each) for each in comes_after(policy, "aca", standing.current, on)]
    assert later[1:3] == [
        "Renewed on December 1, 2027 or later, it takes 20 CE units more instead of 10.",
        "Renewed on March 1, 2028 or later, it also takes: Late fee.",
    ]


def test_who_waits_while_it_grows_reads_the_last_day_of_the_month_after_the_end() -> None:
    policy = rules(row(months=3, units=5, every=1))
    for on, by in ((date(2027, 12, 1), "February 29, 2028"), (date(2028, 3, 5), "March 30, 2028")):
        (standing,) = assess(plan(policy), ending(date(2027, 11, 30)), on).groups
        assert f"in all by {by}." in str(ways_left(policy, standing, on)[0])


def test_a_plan_is_for_the_last_day_before_it_takes_more() -> None:
    history = ending(date(2027, 8, 31), *(Activity(f"{n}", "course", date(2026, 5, n), f"C{n}") for n in range(1, 5)))
    wish = Wish(types=("course",))
    late = only(seen(history, date(2027, 9, 15), wish, plan(rules(*IN_STEPS)))).best
    assert told(late) == ["2 course 1 2027-09-15 to 2027-11-30"]
    later = only(seen(history, date(2027, 12, 1), wish, plan(rules(*IN_STEPS, row(months=9, units=50))))).best
    assert told(later) == ["3 course 1 2027-12-01 to 2028-05-31"]
    until_then = rules(*IN_STEPS)
    until_then = replace(until_then, cycle=replace(until_then.cycle, grace_days=92))  # to December 1
    on_the_day_before = only(seen(history, date(2027, 9, 15), wish, plan(until_then))).best
    assert told(on_the_day_before) == ["2 course 1 2027-09-15 to 2027-11-30"]
    growing = plan(rules(row(months=1, units=5, every=1)))
    assert told(only(seen(history, date(2027, 10, 1), wish, growing)).best) == ["2 course 1 2027-10-01 to 2027-11-30"]


def test_what_if_somebody_did_it_a_day_later() -> None:
    lowered = plan(rules(*IN_STEPS))
    history = ending(date(2027, 8, 31), *(Activity(f"{n}", "course", date(2026, 5, n), f"C{n}") for n in range(1, 5)))

    def told_of(on: date) -> str:
        proposed = tuple(Activity(f"p{n}", "course", on, f"Late {n}") for n in (1, 2))
        found = what_if(lowered, history, proposed, date(2027, 9, 15))
        return str(next(iter(what_if_told(lowered.policy, found))).text)

    assert told_of(date(2027, 11, 30)).startswith("Associate: renewed on November 30, 2027")
    assert told_of(date(2027, 12, 1)).startswith("Associate: 60 of 70 CE units instead of 40")


def test_whoever_reads_the_rules_reads_of_months() -> None:
    policy = rules(*IN_STEPS, row(months=12, units=30), asked=(FEE, replace(FEE, key="one", after_months=1)))
    assert [str(each) for each, _ in lateness(policy)] == [
        "Renewed after the end, it takes 10 CE units more.",
        "Renewed more than 3 months after the end, it takes 20 CE units more instead of 10.",
        "Renewed more than 12 months after the end, it takes 30 CE units more instead of 20.",
    ]
    whole = text_of(policy)
    assert "Asked only of whoever renews more than 6 months after the end." in whole
    assert "Asked only of whoever renews more than 1 month after the end." in whole
    by_deadline = Deadline(months=0, days=30, late=True, later=Later.COUNTS, types=(), source="s")
    assert "more than 6 months after the deadline" in text_of(replace(policy, deadline=by_deadline))


# What differs between two policies.


def differ(before: tuple[Surcharge, ...], after: tuple[Surcharge, ...]) -> list[str]:
    return [str(each) for each in differences(rules(*before), rules(*after))]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            (row(day=1),),
            IN_STEPS,
            ["Renewed more than 3 months late: it takes 20 CE units more instead of 10."],
        ),
        (
            (row(day=1), row(day=91, units=20)),
            IN_STEPS,
            [
                "What was taken of whoever renews 91 days late or later is taken of whoever renews more than 3 months "
                "late."
            ],
        ),
        (
            (row(day=1), row(day=91, units=20)),
            (row(day=1), row(months=3, units=30)),
            [
                "What was taken of whoever renews 91 days late or later is taken of whoever renews more than 3 months "
                "late.",
                "Renewed more than 3 months late: it takes 30 CE units more instead of 20.",
            ],
        ),
        (
            IN_STEPS,
            (row(day=1), row(months=6, units=20)),
            ["Renewed more than 3 months late, up to 6 months late: it takes 10 CE units more instead of 20."],
        ),
        (
            (row(day=1),),
            (row(months=3),),
            ["Renewed up to 3 months late: it takes no more for that, instead of 10 CE units."],
        ),
        (
            (row(day=20),),
            (row(day=10, units=5), row(months=1)),
            [
                "Renewed 10 to 19 days late: it takes 5 CE units more.",
                "Renewed 20 days late or later, up to 1 month late: it takes 5 CE units more instead of 10.",
            ],
        ),
        (
            (row(months=1), row(day=200, units=20)),
            (row(months=1, units=15), row(day=200, units=20)),
            ["Renewed more than 1 month late, up to 199 days late: it takes 15 CE units more instead of 10."],
        ),
        (
            (row(day=1, every=1),),
            (row(months=3, every=1),),
            [
                "Renewed up to 3 months late: it takes no more for that, instead of 10 CE units.",
                "Renewed more than 3 months late: months begun are counted from the end of month 3 on instead of from "
                "day 1.",
            ],
        ),
        (
            (row(months=3, every=1),),
            (row(months=6, every=1),),
            [
                "Renewed more than 3 months late, up to 6 months late: it takes no more for that, instead of 10 CE "
                "units.",
                "Renewed more than 6 months late: months begun are counted from the end of month 6 on instead of from "
                "that of month 3.",
            ],
        ),
    ],
)
def test_whoever_compares_two_policies_reads_how_late_somebody_is(
    before: tuple[Surcharge, ...], after: tuple[Surcharge, ...], said: list[str]
) -> None:
    assert differ(before, after) == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((0, 0), (0, 6), "asked only of whoever renews more than 6 months late."),
        ((0, 6), (0, 1), "asked of whoever renews more than 1 month late, instead of 6."),
        ((0, 6), (0, 0), "asked of everybody, not only of whoever renews more than 6 months late."),
        (
            (31, 0),
            (0, 6),
            "asked of whoever renews more than 6 months late, instead of whoever renews 31 days late or later.",
        ),
        (
            (0, 6),
            (1, 0),
            "asked of whoever renews 1 day late or later, instead of whoever renews more than 6 months late.",
        ),
    ],
)
def test_of_what_is_asked_of_late_renewals_it_is_told_since_when(
    before: tuple[int, int], after: tuple[int, int], said: str
) -> None:
    one, two = (rules(asked=(replace(FEE, from_day=days, after_months=months),)) for days, months in (before, after))
    assert [str(each) for each in differences(one, two)] == [f"Every level, Late fee: {said}"]


# What an owner writes.

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
LATE = """
[[late]]
from_day = 1
units = 10
source = "s"
"""
AFTER = LATE.replace("from_day = 1", "after_months = 3")
LATER = LATE.replace("10", "20")
DEMAND = """
[counter.fees]
name = "Fees"
one = "fee"
many = "fees"
counts = "uses"
types = ["presenting"]

[[group.aca.also]]
key = "fee"
title = "Late fee"
kind = "counter"
counter = "fees"
late_after_months = 2
least = [{ from = 2024-02-01, count = 1, source = "s" }]
"""


def problems(text: str) -> list[str]:
    found = parse_policy(TEXT + text)
    return [] if isinstance(found, Policy) else [f"{p.what}: {p.fix}" for p in found.problems]


def test_months_are_read_beside_days() -> None:
    found = parse_policy(TEXT + LATE + AFTER.replace("10", "20") + DEMAND)
    assert isinstance(found, Policy), found
    assert [(late.from_day, late.after_months) for late in found.surcharges] == [(1, 0), (0, 3)]
    (demand,) = found.group("aca").demands
    assert (demand.from_day, demand.after_months, demand.only_late) == (0, 2, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            LATE.replace("units", "after_months = 3\nunits"),
            "it is said in days and in months, and not which of them holds: leave from_day or after_months out",
        ),
        (
            LATE.replace("from_day = 1\n", ""),
            "it is not said from when on it holds: write from_day = 1, for the first day after the end, or "
            "after_months = 3, for what is later than that",
        ),
        (AFTER + AFTER, "two begin after 3 months: leave one of them out"),
        (AFTER + AFTER.replace("3", "2"), "2 does not come after 3: put them in the order of their days"),
        (AFTER + LATER, "day 1 does not come after the end of 3 months: put them in the order of their days"),
        (
            LATE.replace("= 1\n", "= 400\n") + AFTER.replace("10", "20"),
            "the end of 3 months does not come after day 400: put them in the order of their days",
        ),
        (
            LATE.replace("= 1\n", "= 91\n") + AFTER.replace("10", "20"),
            "it depends on the end whether day 91 or the end of 3 months comes first: write both in days or both in "
            "months: after 3 months is from day 90 to 93",
        ),
        (
            LATE.replace("= 1\n", "= 90\n") + AFTER.replace("10", "20"),
            "it depends on the end whether day 90 or the end of 3 months comes first: write both in days or both in "
            "months: after 3 months is from day 90 to 93",
        ),
        (
            AFTER.replace("3", "1") + LATER.replace("= 1\n", "= 31\n"),
            "it depends on the end whether day 31 or the end of 1 month comes first: write both in days or both in "
            "months: after 1 month is from day 29 to 32",
        ),
        (
            DEMAND.replace("least", "late_from_day = 31\nleast"),
            "it is said in days and in months, and not which of them holds: leave late_from_day or late_after_months "
            "out",
        ),
    ],
)
def test_what_an_owner_says_twice_or_not_at_all_or_in_no_order_is_told(text: str, said: str) -> None:
    assert problems(text) == [said]


@pytest.mark.parametrize(
    "text", [LATE + AFTER, LATE.replace("= 1\n", "= 89\n") + AFTER, AFTER + LATE.replace("= 1\n", "= 94\n")]
)
def test_days_and_months_whose_order_is_sure_stand_in_one_list(text: str) -> None:
    assert problems(text) == []


def test_months_of_nobody_late_are_told_to_be_left_out() -> None:
    found = parse_policy((TEXT + DEMAND).replace("grace_days = 90", "grace_days = 0"))
    assert not isinstance(found, Policy)
    fixes = [problem.fix for problem in found.problems if "nothing can be renewed late" in problem.what]
    assert fixes == ["leave `late_after_months` out, or write grace_days under [cycle], or [suspension]"]


def test_months_within_an_amount_are_shown_where_they_belong() -> None:
    (said,) = problems(
        DEMAND.replace("late_after_months = 2\n", "").replace("count = 1,", "count = 1, late_after_months = 2,")
    )
    assert said.endswith("or [[group.NAME.also]] with `late_after_months`")


@pytest.mark.parametrize(("months", "grace", "told"), [(2, 89, 0), (3, 90, 0), (3, 89, 1)])
def test_months_that_no_renewal_is_late_are_doubted(months: int, grace: int, told: int) -> None:
    """Three months after February 1 are over on the 90th day, and after no other day sooner."""
    text = TEXT + AFTER.replace("3", str(months)) + DEMAND.replace("= 2\n", f"= {months}\n")
    text = text.replace("grace_days = 90", f"grace_days = {grace}")
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    found = [str(doubt.what) for doubt in doubts(policy) if "can be renewed" in doubt.what]
    assert found == ["nothing can be renewed more than 3 months late: 89 days late is the latest"] * (2 * told)


@pytest.mark.parametrize(("back", "told"), [('["exam"]', 2), ('["units", "exam"]', 0)])
def test_months_after_which_only_an_exam_renews_are_doubted(back: str, told: int) -> None:
    suspended = f"""
[suspension]
months = 12
renewed_by = {back}
next_starts = "the day after the renewal"
activity = "ended cycle"
source = "s"
"""
    policy = parse_policy(TEXT + AFTER.replace("3", "7") + DEMAND.replace("= 2\n", "= 7\n") + suspended)
    assert isinstance(policy, Policy), policy
    found = [str(doubt.what) for doubt in doubts(policy) if "can be renewed" in doubt.what]
    assert found == ["nothing can be renewed by units more than 7 months late: 90 days late is the latest"] * told


def test_how_many_days_late_that_is_follows_from_the_ends_that_there_are() -> None:
    for ends, days in ((Ends.SAME_DAY, (29, 32)), (Ends.DAY_BEFORE, (29, 32)), (Ends.END_OF_MONTH, (29, 62))):
        assert days_late(rules(ends=ends), row(months=1)) == days
    assert days_late(rules(), row(months=12)) == (366, 367)
    assert days_late(rules(), row(months=96)) == (2922, 2923)


# What being late took of what ended before a day.

NEW_YEAR = date(2027, 1, 1)
USUAL = (row(day=1, units=15), row(months=3, units=20))
ONCE = (replace(row(day=1), ended_before=NEW_YEAR), replace(row(day=61, units=12), ended_before=NEW_YEAR))


def test_what_ended_before_a_day_needs_what_was_needed_then() -> None:
    policy, first = rules(*USUAL, *ONCE), NEW_YEAR
    for end, amounts in ((first - DAY, [0, 10, 10, 12]), (first, [0, 15, 15, 20])):
        last = date(2027, 3, 1) if end < first else date(2027, 4, 1)
        assert [takes(policy, end, on) for on in (end, end + DAY, last, last + DAY)] == amounts
    assert [takes(rules(*ONCE, *USUAL), end, end + DAY) for end in (first - DAY, first)] == [10, 15]
    assert [takes(rules(*ONCE), end, end + DAY) for end in (first - DAY, first)] == [10, 0]
    earlier = replace(row(day=1, units=5), ended_before=date(2026, 1, 1))
    ends = (date(2025, 12, 31), date(2026, 1, 1), first)
    assert [takes(rules(*USUAL, *ONCE, earlier), end, end + DAY) for end in ends] == [5, 10, 15]
    found = [governing(rules(*USUAL, *ONCE, earlier), "aca", end, end + DAY) for end in ends]
    assert [each and each.amount for each in found] == [5, 10, 15]


def test_an_end_that_is_put_off_to_that_day_is_late_by_what_holds_then() -> None:
    put_off = Extension("aca", date(2026, 12, 15), NEW_YEAR)
    history = replace(ending(NEW_YEAR - DAY), extensions=(put_off,))
    assert int(cycle_on(rules(*USUAL, *ONCE), history, NEW_YEAR + DAY).surcharge) == 15


def test_who_is_late_reads_what_holds_for_the_day_on_which_it_ended() -> None:
    policy = rules(*USUAL, *ONCE)
    for end, by, day, more in (
        (NEW_YEAR - DAY, "March 1, 2027", "March 2, 2027", "12 CE units more instead of 10"),
        (NEW_YEAR, "April 1, 2027", "April 2, 2027", "20 CE units more instead of 15"),
    ):
        (standing,) = assess(plan(policy), ending(end), end + DAY).groups
        assert standing.current is not None
        assert f"in all by {by}." in str(ways_left(policy, standing, end + DAY)[0])
        told_later = [str(each) for each in comes_after(policy, "aca", standing.current, end + DAY)]
        assert [each for each in told_later if each.startswith("Renewed on")] == [
            f"Renewed on {day} or later, it takes {more}."
        ]


def test_where_nothing_is_taken_of_what_ends_then_the_last_day_in_time_is_told_by_itself() -> None:
    rule = Deadline(months=0, days=30, late=True, later=Later.COUNTS, types=(), source="s")
    policy, said = replace(rules(*ONCE), deadline=rule), []
    for end in (NEW_YEAR - DAY, NEW_YEAR):
        on = end - timedelta(days=60)
        said.append([str(each) for each in comes_after(policy, "aca", cycle_on(policy, ending(end), on), on)])
    assert [any("last day to renew it in time" in each for each in lines) for lines in said] == [False, True]


def test_a_plan_for_what_ended_before_a_day_is_by_what_held_then() -> None:
    courses = [Activity(f"{n}", "course", date(2026, 5, n), f"C{n}") for n in range(1, 5)]
    policy, wish = plan(rules(*USUAL, *ONCE)), Wish(types=("course",))
    for end, steps in (
        (NEW_YEAR - DAY, ["2 course 1 2027-01-05 to 2027-03-01"]),
        (NEW_YEAR, ["3 course 1 2027-01-05 to 2028-12-01"]),
    ):
        assert told(only(seen(ending(end, *courses), date(2027, 1, 5), wish, policy)).best) == steps


def test_whoever_reads_the_rules_reads_of_what_ended_before_a_day() -> None:
    policy = rules(*USUAL, *ONCE)
    ended = "Ended before January 1, 2027, and renewed"
    later = "Ended on January 1, 2027 or later, and renewed"
    assert [str(each) for each, _ in lateness(policy)] == [
        f"{later} after the end, it takes 15 CE units more.",
        f"{later} more than 3 months after the end, it takes 20 CE units more instead of 15.",
        f"{ended} after the end, it takes 10 CE units more.",
        f"{ended} 61 days after the end or later, it takes 12 CE units more instead of 10.",
    ]
    assert f"{ended} after the end, it takes 10 CE units more." in text_of(policy)


def test_the_rules_page_says_of_which_ends_each_of_several_lists_is() -> None:
    earlier = replace(row(day=1, units=5), ended_before=date(2026, 1, 1))
    told = [str(sentence) for sentence, _ in lateness(rules(*USUAL, *ONCE, earlier))]
    until_then = "Ended from January 1, 2026 to December 31, 2026, and renewed"
    assert [each.split(", it takes")[0] for each in told] == [
        "Ended on January 1, 2027 or later, and renewed after the end",
        "Ended on January 1, 2027 or later, and renewed more than 3 months after the end",
        f"{until_then} after the end",
        f"{until_then} 61 days after the end or later",
        "Ended before January 1, 2026, and renewed after the end",
    ]


def test_whoever_compares_reads_of_which_ends_it_is_said() -> None:
    one, late = (row(day=1),), "Renewed 1 day late or later, of what ends"
    kept = (row(day=1, units=15), replace(row(day=1), ended_before=NEW_YEAR))
    assert differ(one, kept) == [f"{late} on January 1, 2027 or later: it takes 15 CE units more instead of 10."]
    assert differ(kept, (row(day=1, units=15),)) == [
        f"{late} before January 1, 2027: it takes 15 CE units more instead of 10."
    ]
    later = (kept[0], replace(kept[1], ended_before=date(2028, 1, 1)))
    assert differ(kept, later) == [
        f"{late} from January 1, 2027 to December 31, 2027: it takes 10 CE units more instead of 15."
    ]
    assert differ((*USUAL, *ONCE), (*ONCE, *USUAL)) == []
    both = (rules(*one), rules(*kept)), (rules(*one), rules(row(day=1, units=15)))
    whole = [[str(each) for each in differences_told(*pair)] for pair in both]
    assert ["has no day" in told[-1] for told in whole] == [False, True]
    assert whole[1][-2] == (
        "To keep what being late took of what ended before a day: its rows in [[late]], with ended_before."
    )


def test_rows_of_two_days_are_two_lists() -> None:
    before = LATE.replace("from_day", "ended_before = 2027-01-01\nfrom_day")
    assert problems(LATE + before) == problems(before + LATER) == problems(LATER + before) == []
    assert problems(LATE + before + LATER) == ["two begin on day 1: leave one of them out"]
    less = before.replace("from_day = 1", "from_day = 31").replace("10", "5")
    assert problems(LATE + before + less) == ["waiting longer would take less: write 10 or more"]
    (said,) = problems(LATE.replace("from_day", 'ended_before = "soon"\nfrom_day'))
    assert "`ended_before` is" in said and said.endswith("DATE, written as 2024-02-01 without quotes")


def test_how_late_what_ended_before_a_day_could_be_renewed_is_not_doubted() -> None:
    text = TEXT + LATE.replace("= 1\n", "= 400\nended_before = 2026-01-01\n")
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    assert [doubt.what for doubt in doubts(policy) if "can be renewed" in doubt.what] == []
