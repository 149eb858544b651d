"""Who renews late needs more of a category: what they are told before and after, and what a plan proposes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import CycleState
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.explain import ways_left
from recert.policy.explain_states import comes_after
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.late_words import lateness
from recert.policy.lateness import MoreOf, Surcharge
from recert.policy.model import Category, Group, Minimum, Policy, Value
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from recert.policy.story import story
from recert.terminal.typeset import for_terminal
from tests.policy.strategies import reference

AWARD, END = Award("ACA-JSWE", date(2025, 1, 10)), date(2027, 1, 10)
LATE = END + timedelta(days=5)
LAW = (Minimum("law", (Value(date(2020, 1, 1), Decimal(10), ""),)),)


def late(units: int = 0, more: int = 10, *later: Surcharge, days: int = 90) -> Policy:
    """Associates need 10 units of law in time, and 20 when late; the others never any. A talk is 20 units of it."""
    usual = reference().policy
    row = Surcharge(1, Decimal(units), share=False, every_months=0, source="s", more_of=(MoreOf("law", Decimal(more)),))
    return replace(
        usual,
        cycle=replace(usual.cycle, grace_days=days),
        categories=(Category("law", "Pharmacy law"),),
        groups=tuple(replace(g, minima=LAW) if g.key == "aca" else g for g in usual.groups),
        types=tuple(replace(k, category="law") if k.key in ("presenting", "local-event") else k for k in usual.types),
        surcharges=(row, *later),
    )


def done(courses: int, meetings: int = 0, *others: Activity, award: Award = AWARD) -> History:
    """So many courses of 10 units, and local events of 10 units of law each, long before the end."""
    first = [Activity(f"c{i}", "course", date(2026, 2, 1 + i), f"c{i}") for i in range(courses)]
    law = [Activity(f"l{i}", "local-event", date(2026, 3, 1 + i), f"l{i}") for i in range(meetings)]
    return History((award,), activities=(*first, *law, *others))


def talk(on: date) -> Activity:
    return Activity("t", "presenting", on, "A talk")


@pytest.mark.parametrize(
    ("units", "last", "state", "met_on"),
    [
        (0, "local-event", CycleState.GRACE, None),  # 50 units, 10 of them of law
        (0, "presenting", CycleState.RENEWED, LATE),
        (20, "presenting", CycleState.GRACE, None),  # 60 of 70
    ],
)
def test_after_the_end_more_of_it_is_needed(units: int, last: str, state: CycleState, met_on: date | None) -> None:
    found = assess(plan(late(units)), done(4, 0, Activity("x", last, LATE, "x")), LATE)
    cycle = found.groups[0].cycles[0]
    assert (cycle.state, cycle.met_on, cycle.required) == (state, met_on, Decimal(50 + units))
    assert {c.category: c.required for c in cycle.categories} == {"law": Decimal(20)}


def test_in_time_and_by_exam_it_is_not() -> None:
    policy = late()
    assert assess(plan(policy), done(4, 1), END).groups[0].cycles[0].state is CycleState.RENEWED
    course = Activity("x", "course", LATE, "all units, and none of law")
    history = replace(done(4, 0, course), exams=(Exam("ACA-JSWE", LATE + timedelta(days=1), True),))
    for on, least in ((LATE, 20), (LATE + timedelta(days=1), 10)):
        cycle = assess(plan(policy), history, on).groups[0].cycles[0]
        assert {c.category: c.required for c in cycle.categories} == {"law": Decimal(least)}


def test_what_has_no_minimum_of_it_takes_no_more() -> None:
    award = Award("ACP-JCA", date(2025, 1, 10))
    history = done(9, 0, Activity("x", "course", LATE, "x"), award=award)
    (cycle,) = assess(plan(late()), history, LATE).groups[0].cycles
    assert (cycle.state, cycle.met_on) == (CycleState.RENEWED, LATE)


def test_the_last_row_that_is_reached_governs() -> None:
    much = Surcharge(31, Decimal(0), share=False, every_months=0, source="s", more_of=(MoreOf("law", Decimal(30)),))
    policy, history = late(0, 10, much), done(5)
    for on, least in ((END, 10), (LATE, 20), (END + timedelta(days=30), 20), (END + timedelta(days=31), 40)):
        cycle = assess(plan(policy), history, on).groups[0].cycles[0]
        assert cycle.categories[0].required == cycle.missing == Decimal(least), on


def test_only_what_is_beyond_it_is_carried_for_the_category_again() -> None:
    day = date(2020, 1, 1)
    ten = (Value(day, Decimal(100), ""),)
    carry = Carry(ten, 0, (), carried_in=CarriedIn.LAST, kept=(Minimum("law", ten),))
    policy = replace(late(), carry=carry)
    for on, kept in ((END, 10), (LATE, 0)):  # 20 of 60 units are of law
        found = assess(plan(policy), done(4, 0, talk(on)), on + timedelta(days=1))
        first, second = found.groups[0].cycles
        assert (first.met_on, first.carried_out) == (on, Decimal(10))
        assert [c.amount for c in second.categories if c.amount] == [Decimal(kept)] * (kept > 0)


def told(policy: Policy, history: History, on: date) -> list[str]:
    standing = assess(plan(policy), history, on).groups[0]
    assert standing.current is not None
    return [str(each) for each in comes_after(policy, standing.group, standing.current, on)]


def test_who_may_be_late_reads_what_it_would_take_and_who_is_what_of_it_is_for_that() -> None:
    month = Surcharge(31, Decimal(5), share=False, every_months=0, source="s", more_of=(MoreOf("law", Decimal(11)),))
    policy = late(0, 1, month)
    later = (
        "Renewed on February 10, 2027 or later, it takes 5 CE units more. "
        "Among all that it takes: 11 CE units more of Pharmacy law instead of 1."
    )
    first = "Renewed on January 11, 2027 or later, it takes 1 CE unit more of Pharmacy law."
    assert told(policy, done(5), date(2026, 12, 1)) == [first, later]
    for on in (END + timedelta(days=1), LATE):
        assert told(policy, done(5), on) == ["For being late: 1 CE unit more of Pharmacy law.", later]
    award = Award("ACP-JCA", date(2025, 1, 10))
    others = told(policy, done(5, award=award), date(2026, 12, 1))
    assert others == ["Renewed on February 10, 2027 or later, it takes 5 CE units more."]


def test_who_may_be_later_still_reads_which_category_it_takes_more_of_instead_of_how_much() -> None:
    def month(units: int, law: int) -> Surcharge:
        of_law = (MoreOf("law", Decimal(law)),)
        return Surcharge(31, Decimal(units), share=False, every_months=0, source="s", more_of=of_law)

    for first, later, said in (
        ((0, 1), (0, 3), "3 CE units more of Pharmacy law instead of 1."),
        ((5, 1), (5, 3), "3 CE units more of Pharmacy law instead of 1."),
        (
            (5, 1),
            (9, 1),
            "9 CE units more instead of 5. Among all that it takes: 1 CE unit more of Pharmacy law as before.",
        ),
    ):
        policy = late(*first, month(*later))
        start = "Renewed on February 10, 2027 or later, it takes "
        assert told(policy, done(5), date(2026, 12, 1))[1] == start + said
        assert str([line for line, _ in lateness(policy)][1]).endswith(f"{said.rstrip('.')} (Associate).")


def test_the_way_names_what_is_needed_in_all_and_until_when_that_is_so() -> None:
    month = Surcharge(31, Decimal(0), share=False, every_months=0, source="s", more_of=(MoreOf("law", Decimal(20)),))
    policy, history = late(0, 10, month), done(3)
    (standing, *_) = assess(plan(policy), history, LATE).groups
    assert str(ways_left(policy, standing, LATE)[0]).startswith(
        "Earn 50 CE units in all by February 9, 2027, among them 20 of Pharmacy law."
    )


def test_a_plan_proposes_as_much_of_it_as_being_late_takes() -> None:
    policy, history, wish = late(), done(4), Wish(types=("course", "local-event"))
    for on, steps in ((date(2026, 12, 1), 1), (LATE, 2)):
        found = outlook(plan(policy), history, on, wish)
        best = found.targets[0].best
        assert best is not None and best.is_proved
        assert [(step.type, step.times) for step in best.steps] == [("local-event", steps)]
    lines = [str(line.text) for line in outlook_told(policy, outlook(plan(policy), history, LATE, wish), wish)]
    assert lines[0] == "Associate, to be renewed by April 10, 2027: 20 CE units missing"


def lines(policy: Policy, history: History, on: date) -> list[str]:
    return [str(line.text) for line in story(policy, history, assess(plan(policy), history, on))]


def test_a_story_says_what_of_it_was_for_being_late() -> None:
    said = "For being late: 10 CE units more of Pharmacy law."
    assert said in lines(late(), done(5), date(2027, 8, 1))  # it lapsed
    assert said in lines(late(), done(4, 0, talk(LATE)), date(2027, 8, 1))  # it was renewed late
    assert said not in lines(late(), done(4, 1), date(2027, 8, 1))


def test_who_owes_units_for_being_late_reads_that_those_of_a_category_are_among_all() -> None:
    assert told(late(20, 10), done(5), LATE)[:2] == [
        "20 CE units of it are required for being late.",
        "Among all that it takes, for being late: 10 CE units more of Pharmacy law.",
    ]


def test_the_handbook_names_the_groups_in_which_it_is_so() -> None:
    policy = late()
    assert "takes 10 CE units more of Pharmacy law (Associate)." in for_terminal(handbook(policy), 200, bold=False)

    def with_law(group: Group) -> Group:
        return replace(group, minima=LAW)

    everywhere = replace(policy, groups=tuple(map(with_law, policy.groups)))
    whole = for_terminal(handbook(everywhere), 200, bold=False)
    assert "• Renewed after the end, it takes 10 CE units more of Pharmacy law.\n" in whole


def share(percent: int, from_day: int, law: int = 0) -> Surcharge:
    more = (MoreOf("law", Decimal(law)),) if law else ()
    return Surcharge(from_day, Decimal(percent), share=True, every_months=0, source="s", more_of=more)


@pytest.mark.parametrize(
    ("courses", "later", "by"),
    [
        (4, share(20, 31), "February 9, 2027"),  # 40 of 55 units, and of 60
        (5, share(20, 31), "April 10, 2027"),  # 10 of law are missing, with which there are 60
        (5, share(30, 31), "February 9, 2027"),
        (8, share(30, 31), "April 10, 2027"),
        (8, share(10, 31, law=5), "February 9, 2027"),
    ],
)
def test_who_lacks_but_some_of_it_lacks_no_more_later_where_there_is_enough_of_all(
    courses: int, later: Surcharge, by: str
) -> None:
    """50 units are required, 10 of them of law, and a tenth more from the day after the end on."""
    policy, history = replace(late(), surcharges=(share(10, 1), later)), done(courses)
    standing = assess(plan(policy), history, LATE).groups[0]
    assert f" by {by}" in str(ways_left(policy, standing, LATE)[0])
    heading = str(next(iter(outlook_told(policy, outlook(plan(policy), history, LATE), Wish()))).text)
    assert (" more after that" in heading) == (by == "February 9, 2027")


def test_a_plan_says_how_many_units_more_are_missing_later_with_those_of_a_category_among_them() -> None:
    """10 of law are missing, and 5 of all; a month later 10 more of all are required, so 15 are missing."""
    policy, history = replace(late(), surcharges=(share(10, 1), share(30, 31))), done(5)
    lines = [str(line.text) for line in outlook_told(policy, outlook(plan(policy), history, LATE), Wish())]
    assert lines[0].endswith(": 10 CE units missing until February 9, 2027, and more after that")
    assert "After February 9, 2027 it takes more: 5 CE units." in lines
    policy = replace(policy, surcharges=(share(10, 1, law=5), share(30, 31, law=15)))
    lines = [str(line.text) for line in outlook_told(policy, outlook(plan(policy), done(4), LATE), Wish())]
    among = "Among all that it takes: 15 CE units more of Pharmacy law instead of 5."
    assert f"After February 9, 2027 it takes more: 10 CE units. {among}" in lines
