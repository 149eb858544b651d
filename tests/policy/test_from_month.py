"""A cycle that is counted from the first day of the award's month, and what was done in it before the award."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import Cycle, GroupStanding, Reason
from recert.policy.condition import Condition
from recert.policy.cycle_words import begins
from recert.policy.cycles import Ends, Rhythm
from recert.policy.difference import differences
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.model import Demand, DemandKind, MonthsCounted, Policy, Rounding, Value
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.proration import Proration
from recert.policy.read import parse_policy
from recert.policy.several_days import SeveralDays
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
USUAL = reference().policy
AWARDED, FIRST, END = date(2025, 1, 10), date(2025, 1, 1), date(2026, 12, 31)
EVERYBODY = Condition()
BEFORE = date(2025, 1, 3)


def counted_from(*, before: bool = True, policy: Policy = USUAL, **changes: object) -> Policy:
    rule = replace(policy.cycle, from_month=True, before_award=before, ends=Ends.DAY_BEFORE)
    return replace(policy, cycle=replace(rule, **changes))  # type: ignore[arg-type]


def seen(policy: Policy, *days: date, awards: tuple[Award, ...] = (), as_of: date = date(2025, 6, 1)) -> GroupStanding:
    activities = tuple(Activity(f"{i}", "course", day, f"Course {i}") for i, day in enumerate(days))
    awards = awards or (Award("ACA-JSWE", AWARDED),)
    (standing,) = assess(plan(policy), History(awards, (), activities), as_of).groups
    return standing


def current(standing: GroupStanding) -> Cycle:
    assert standing.current is not None
    return standing.current


def requiring(units: int) -> Policy:
    values = (Value(date(2020, 1, 1), Decimal(units), ""),)
    return replace(USUAL, groups=tuple(replace(g, required=values) for g in USUAL.groups))


@pytest.mark.parametrize(
    ("ends", "end"),
    [(Ends.DAY_BEFORE, END), (Ends.SAME_DAY, date(2027, 1, 1)), (Ends.END_OF_MONTH, date(2027, 1, 31))],
)
def test_the_first_cycle_begins_with_the_month_of_the_award(ends: Ends, end: date) -> None:
    cycle = current(seen(counted_from(ends=ends)))
    assert (cycle.start, cycle.end) == (FIRST, end)


def test_every_later_cycle_is_whole() -> None:
    five = [date(2026, 2, day) for day in range(1, 6)]
    cycle = current(seen(counted_from(), *five, as_of=date(2027, 1, 1)))
    assert (cycle.start, cycle.end) == (date(2027, 1, 1), date(2028, 12, 31))


def test_a_first_length_and_an_award_that_joins_are_counted_alike() -> None:
    joining = (Award("ACA-JSWE", AWARDED), Award("ACA-JSWBC", date(2025, 3, 20)))
    standing = seen(counted_from(first_months=6, first_ends=Ends.DAY_BEFORE), awards=joining)
    assert {h.certification: h.expires for h in standing.holdings} == {
        "ACA-JSWE": date(2025, 6, 30),
        "ACA-JSWBC": date(2025, 8, 31),
    }


def test_what_was_done_in_the_month_before_the_award_counts() -> None:
    standing = seen(counted_from(), date(2024, 12, 31), FIRST, BEFORE, AWARDED)
    assert current(standing).counted == 30
    reasons = {entry.activity: (entry.reason, entry.cycle) for entry in standing.entries}
    assert reasons["0"] == (Reason.BEFORE_FIRST_AWARD, 0)
    assert reasons["1"] == reasons["2"] == reasons["3"] == (Reason.COUNTED, 1)


def test_or_it_counts_for_nothing_where_the_policy_says_so() -> None:
    standing = seen(counted_from(before=False), BEFORE, AWARDED)
    assert [(e.activity, e.reason) for e in standing.entries] == [
        ("0", Reason.BEFORE_FIRST_AWARD),
        ("1", Reason.COUNTED),
    ]


def test_what_was_done_after_a_lapse_in_the_month_of_the_next_award_counts_too() -> None:
    awards = (Award("ACA-JSWE", date(2020, 1, 10)), Award("ACA-JSWE", AWARDED))
    standing = seen(counted_from(), date(2024, 6, 1), BEFORE, awards=awards)
    assert {e.activity: e.reason for e in standing.entries} == {"0": Reason.NOT_HELD, "1": Reason.COUNTED}
    assert current(standing).start == FIRST


def test_what_was_done_before_can_renew_on_the_day_of_the_award() -> None:
    cycle = current(seen(counted_from(policy=requiring(10)), BEFORE))
    assert (cycle.met_on, cycle.new_expiry) == (AWARDED, date(2028, 12, 31))


def test_a_cycle_renewed_on_the_day_on_which_it_opens_keeps_its_rhythm() -> None:
    for rhythm in (Rhythm.RESTARTED, Rhythm.KEPT_END):
        cycle = current(seen(counted_from(policy=requiring(10), rhythm=rhythm), BEFORE))
        assert (cycle.end, cycle.new_expiry) == (END, date(2028, 12, 31))


def test_awards_of_one_day_are_looked_at_together() -> None:
    several = (Award("ACA-JSWE", AWARDED), Award("ACA-JSWBC", AWARDED))
    twenty = Value(date(2020, 1, 1), Decimal(20), "")
    policy = counted_from(policy=requiring(10))
    more = replace(twenty, when=replace(EVERYBODY, held_from=2))
    groups = tuple(replace(g, required=(*g.required, more)) for g in policy.groups)
    cycle = current(seen(replace(policy, groups=groups), BEFORE, awards=several))
    assert (cycle.required, cycle.counted) == (Decimal(20), Decimal(10))


def test_each_of_its_years_is_whole() -> None:
    ten = (Value(date(2020, 1, 1), Decimal(10), ""),)
    rule = Demand("each-year", "Each year", DemandKind.EACH_YEAR, "", 0, 0, ten)
    policy = counted_from()
    policy = replace(policy, groups=tuple(replace(g, demands=(rule,)) for g in policy.groups))
    found = {y.year: y.amount for y in current(seen(policy, date(2026, 1, 2), as_of=date(2026, 2, 1))).years}
    assert found == {0: 0, 1: 10}


def test_a_first_cycle_of_full_months_requires_the_whole() -> None:
    rule = Proration(MonthsCounted.FULL, True, 0, Decimal(0), Rounding.DOWN, Decimal(1), 0, (), "")
    assert current(seen(replace(counted_from(), proration=rule))).required == 50


def test_passing_the_exam_on_record_begins_with_the_month_too() -> None:
    history = History((), (Exam("ACA-JSWE", AWARDED, True),), (Activity("0", "course", BEFORE, "Course"),))
    (standing,) = assess(plan(counted_from()), history, date(2025, 6, 1)).groups
    assert (current(standing).start, current(standing).counted) == (FIRST, Decimal(10))


def written(*lines: str, ends: str = "day before") -> Policy | Problems:
    usual = 'ends = "same day"'
    assert usual in TEXT
    return parse_policy(TEXT.replace(usual, "\n".join([f'ends = "{ends}"', *lines])))


def test_the_rule_is_written_told_and_compared() -> None:
    found = written('starts = "the first of its month"', 'before_award = "counts"')
    assert isinstance(found, Policy), found
    assert (found.cycle.from_month, found.cycle.before_award) == (True, True)
    assert [str(told) for told in begins(found)] == [
        "On the first day of the month of each holder's own award; what was done in it before the award counts"
    ]
    same = written('starts = "the award\'s day"')
    assert isinstance(same, Policy), same
    assert [str(said) for said in differences(same, found)] == [
        "The cycle that an award begins is counted from the first day of its month, instead of the award's own.",
        "What was done in the month of an award, before it, counts.",
    ]


def test_what_counts_of_the_month_must_be_said() -> None:
    found = written('starts = "the first of its month"')
    assert isinstance(found, Problems)
    assert [problem.what for problem in found.problems] == ["`before_award` is missing in [cycle]"]


def test_periods_of_the_calendar_begin_with_themselves() -> None:
    text = TEXT.replace(
        'ends = "same day"', 'anchor = "calendar"\nstarts = "the first of its month"\nbefore_award = "counts"'
    )
    for group in USUAL.groups:
        text = text.replace(f"[group.{group.key}]\n", f"[group.{group.key}]\nperiods_from = 2020-01-01\n")
    found = parse_policy(text)
    assert isinstance(found, Problems)
    assert "periods of the calendar begin with themselves" in [problem.what for problem in found.problems]


def test_activities_divided_by_days_cannot_be_taken_from_before_the_award() -> None:
    text = TEXT.replace(
        'ends = "same day"', 'ends = "day before"\nstarts = "the first of its month"\nbefore_award = "counts"'
    )
    text = text.replace('several_days = "last day"', 'several_days = "each day"\ndays_rounding = "down"')
    found = parse_policy(text)
    assert isinstance(found, Problems)
    (problem,) = found.problems
    assert problem.what.startswith("what is done before an award counts from the first of its month")
    divided = replace(counted_from(before=False), several_days=SeveralDays.EACH_DAY)
    assert current(seen(divided, BEFORE, AWARDED)).counted == 10
