"""What somebody is told who may be late, or is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.assess import assess
from recert.policy.condition import Condition
from recert.policy.explain import alternatives, ways_left
from recert.policy.explain_states import comes_after, deadline, state
from recert.policy.governing_words import governing
from recert.policy.history import Award, History
from recert.policy.late_words import lateness
from recert.policy.lateness import Surcharge, Suspension
from recert.policy.model import Counter, CounterOf, Demand, DemandKind, Value, Way
from recert.policy.plan import plan
from tests.policy.strategies import reference

AFTER = Suspension(12, by_units=True, by_exam=False, restarts=False, source="s")
MONTHLY = (Surcharge(1, Decimal(5), share=False, every_months=1, source="s"),)
IN_STEPS = (
    Surcharge(1, Decimal(10), share=True, every_months=0, source="s"),
    Surcharge(31, Decimal(20), share=True, every_months=0, source="s"),
)
HELD = History(awards=(Award("ACA-JSWE", date(2025, 1, 10)),))


def told(on: date, surcharges: tuple[Surcharge, ...], suspension: Suspension | None = AFTER) -> list[str]:
    policy = replace(reference().policy, suspension=suspension, surcharges=surcharges)
    standing = assess(plan(policy), HELD, on).groups[0]
    assert standing.current is not None
    return [str(state(policy, standing)), *map(str, comes_after(policy, standing.group, standing.current, on))]


@pytest.mark.parametrize(
    ("on", "surcharges", "sentences"),
    [
        (
            date(2026, 5, 1),
            MONTHLY,
            [
                "Active until January 10, 2027",
                "Renewed on January 11, 2027 or later, it takes 5 CE units more for every month begun.",
                "If it is not renewed by April 10, 2027, it is suspended and not valid. Earning what is missing by "
                "April 10, 2028 brings it back.",
            ],
        ),
        (
            date(2027, 3, 1),
            MONTHLY,
            [
                "In grace until April 10, 2027",
                "10 CE units of it are required for being late.",
                "It grows: 5 CE units more with every further month.",
                "If it is not renewed by April 10, 2027, it is suspended and not valid. Earning what is missing by "
                "April 10, 2028 brings it back.",
            ],
        ),
        (
            date(2027, 1, 20),
            IN_STEPS,
            [
                "In grace until April 10, 2027",
                "5 CE units of it are required for being late.",
                "Renewed on February 10, 2027 or later, it takes 20 % more instead of 10 %. As it stands that "
                "is 10 CE units.",
                "If it is not renewed by April 10, 2027, it is suspended and not valid. Earning what is missing by "
                "April 10, 2028 brings it back.",
            ],
        ),
        (
            date(2027, 5, 1),
            IN_STEPS,
            [
                "Suspended since April 11, 2027: it can come back until April 10, 2028",
                "10 CE units of it are required for being late.",
            ],
        ),
    ],
)
def test_what_being_late_takes_is_said_before_and_after(
    on: date, surcharges: tuple[Surcharge, ...], sentences: list[str]
) -> None:
    assert told(on, surcharges) == sentences


def more(from_day: int, amount: int, *, share: bool = False, every: int = 0) -> Surcharge:
    return Surcharge(from_day, Decimal(amount), share=share, every_months=every, source="s")


def test_whoever_may_be_later_still_reads_instead_of_what_it_takes_more() -> None:
    """Two steps are not a sum, and a step that changes nothing is none."""
    start, on = "Renewed on February 10, 2027 or later, it takes", date(2026, 5, 1)
    for rows, said in (
        ((more(1, 20), more(31, 50)), "50 CE units more instead of 20."),
        ((more(1, 20), more(31, 5, every=1)), "5 CE units more for every month begun, instead of 20 once."),
        ((more(1, 5), more(31, 5, every=1)), "5 CE units more for every month begun, instead of 5 once."),
        ((more(1, 20), more(31, 5, every=3)), "5 CE units more for every 3 months begun, instead of 20 once."),
        (
            (more(1, 20, share=True), more(31, 5, share=True, every=1)),
            "5 % more for every month begun, instead of 20 % once. As it stands that is 2 CE units each time.",
        ),
        (
            (more(1, 20, share=True), more(31, 5, share=True, every=3)),
            "5 % more for every 3 months begun, instead of 20 % once. As it stands that is 2 CE units each time.",
        ),
    ):
        first, second, *_ = told(on, rows)[1:]
        assert "instead" not in first
        assert second == f"{start} {said}"
    assert not any(line.startswith(start) for line in told(on, (more(1, 20), more(31, 20))))
    assert [line for line in told(on, (more(31, 20),)) if start in line] == [f"{start} 20 CE units more."]


def test_whoever_reads_the_rules_reads_instead_of_what_it_takes_more() -> None:
    whole = replace(reference().policy, surcharges=(more(1, 20), more(31, 50)))
    assert [str(told) for told, _ in lateness(whole)] == [
        "Renewed after the end, it takes 20 CE units more.",
        "Renewed 31 days after the end or later, it takes 50 CE units more instead of 20.",
    ]
    last = [*lateness(replace(whole, surcharges=(more(1, 20), more(31, 20))))][-1]
    assert str(last[0]) == "Renewed 31 days after the end or later, it takes 20 CE units more."


def test_a_step_that_changes_nothing_is_no_day_to_be_sooner_than() -> None:
    policy, on = replace(reference().policy, surcharges=(more(1, 20), more(31, 20))), date(2027, 1, 20)
    (standing,) = assess(plan(policy), HELD, on).groups
    assert str(ways_left(policy, standing, on)[0]).startswith("Earn 70 CE units in all by April 10, 2027.")


def test_who_is_late_reads_until_when_it_takes_no_more_than_today() -> None:
    for surcharges, on, until in (
        (IN_STEPS, date(2027, 1, 20), "Earn 55 CE units in all by February 9, 2027."),
        (MONTHLY, date(2027, 1, 20), "Earn 55 CE units in all by February 10, 2027."),
        (MONTHLY, date(2027, 3, 20), "Earn 65 CE units in all by April 10, 2027."),
    ):
        policy = replace(reference().policy, surcharges=surcharges)
        (standing,) = assess(plan(policy), HELD, on).groups
        assert str(ways_left(policy, standing, on)[0]).startswith(until)


def test_who_is_late_reads_what_is_asked_of_those_who_are_later_still() -> None:
    fees = Counter("fees", "Fees", "fee", "fees", ("presenting",), CounterOf.USES)
    one = (Value(date(2020, 1, 1), Decimal(1), ""),)
    late = tuple(Demand(f"{n}", f"Late fee {n}", DemandKind.COUNTER, "fees", 1, 1, one, n) for n in (1, 30))
    groups = tuple(replace(group, demands=late) for group in reference().policy.groups)
    policy = replace(reference().policy, groups=groups, counters=(fees,))
    on = date(2027, 1, 20)
    (standing,) = assess(plan(policy), HELD, on).groups
    assert standing.current is not None
    (way, *_) = ways_left(policy, standing, on)
    assert str(way).startswith("Earn 50 CE units in all by February 8, 2027.")
    assert str(way).endswith("Also needed: Late fee 1.")
    told = [str(each) for each in comes_after(policy, "aca", standing.current, on)]
    assert told == ["Renewed on February 9, 2027 or later, it also takes: Late fee 30."]
    much = tuple(replace(rule, values=(Value(date(2020, 1, 1), Decimal(500), ""),)) for rule in late)
    policy = replace(policy, groups=tuple(replace(group, demands=much) for group in policy.groups))
    told = [str(each) for each in comes_after(policy, "aca", standing.current, on)]
    assert told == ["Renewed on February 9, 2027 or later, it also takes: Late fee 30 (500 fees)."]


def test_what_is_asked_of_whoever_is_later_is_what_governs_that_cycle() -> None:
    """The cycle began on January 10, 2025 and is to end on January 10, 2027."""
    fees = Counter("fees", "Fees", "fee", "fees", ("presenting",), CounterOf.USES)
    first, since = date(2020, 1, 1), date(2026, 9, 1)
    fifty, none = Value(first, Decimal(50), ""), Value(first, Decimal(0), "")
    more, waived = Value(since, Decimal(75), "", by_end=True), Value(since, Decimal(0), "", by_end=True)
    some = Value(since, Decimal(75), "", when=Condition(cycle_to=1))
    for values, said, by in (
        ((fifty, more), "Late fee (75 fees)", "February 8"),
        ((none, more), "Late fee (75 fees)", "February 8"),
        ((fifty, replace(more, since=date(2027, 2, 1))), "Late fee (50 fees)", "February 8"),
        ((fifty, waived), None, "April 10"),
        ((fifty, replace(more, by_end=False)), "Late fee (50 fees)", "February 8"),
        ((fifty, some), None, "February 8"),  # nobody can tell
    ):
        rule = Demand("fee", "Late fee", DemandKind.COUNTER, "fees", 1, 1, values, from_day=30)
        groups = tuple(replace(group, demands=(rule,)) for group in reference().policy.groups)
        policy, on = replace(reference().policy, groups=groups, counters=(fees,)), date(2027, 1, 20)
        (standing,) = assess(plan(policy), HELD, on).groups
        assert standing.current is not None
        told = [str(each) for each in comes_after(policy, "aca", standing.current, on)]
        assert told == [f"Renewed on February 9, 2027 or later, it also takes: {said}."] * (said is not None)
        assert str(ways_left(policy, standing, on)[0]).startswith(f"Earn 50 CE units in all by {by}, 2027.")


def test_the_late_fee_of_a_cycle_by_its_end_is_told_as_asked_to_whoever_is_late_alone() -> None:
    fees = Counter("fees", "Fees", "fee", "fees", ("presenting",), CounterOf.USES)
    values = (
        Value(date(2020, 1, 1), Decimal(50), ""),
        Value(date(2026, 9, 1), Decimal(75), "announced", by_end=True),
    )
    rule = Demand("fee", "Late fee", DemandKind.COUNTER, "fees", 1, 1, values, from_day=30)
    way = Way("long", "The long way", (Value(date(2020, 1, 1), Decimal(60), ""),), (rule,))
    groups = tuple(replace(group, demands=(rule,), ways=(way,)) for group in reference().policy.groups)
    policy = replace(reference().policy, groups=groups, counters=(fees,))
    why = "Late fee: 75 fees, as this cycle was to end on September 1, 2026 or later (announced)."
    for on, told in ((date(2027, 2, 8), []), (date(2027, 2, 9), [why])):
        (standing,) = assess(plan(policy), HELD, on).groups
        assert standing.current is not None
        assert [str(each) for each in governing(policy, "aca", standing.current)] == told


def test_what_is_suspended_comes_back_only_by_what_the_policy_names() -> None:
    on = date(2027, 5, 1)
    for by_units, by_exam, said in (
        (
            True,
            False,
            [
                "Earn 50 CE units in all by April 10, 2028. That brings back all your suspended Associate "
                "certifications together."
            ],
        ),
        (False, True, ["Pass the exam of a certification by April 10, 2028."]),
        (
            True,
            True,
            ["Earn 50 CE units in all by April 10, 2028.", "Pass the exam of a certification by April 10, 2028."],
        ),
    ):
        policy = replace(reference().policy, suspension=replace(AFTER, by_units=by_units, by_exam=by_exam))
        standing = assess(plan(policy), HELD, on).groups[0]
        ways = [str(way) for way in alternatives(policy, standing)]
        assert [way.startswith(start) for way, start in zip(ways, said, strict=True)] == [True] * len(said), ways


def test_the_last_day_is_that_of_the_suspension() -> None:
    policy = replace(reference().policy, suspension=AFTER)
    cycle = assess(plan(policy), HELD, date(2028, 4, 10)).groups[0].current
    assert cycle is not None
    assert str(deadline(policy, "aca", cycle, date(2028, 4, 10))) == "Today, April 10, 2028, is the last day"
