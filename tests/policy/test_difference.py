"""Somebody reads what differs between two policies."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from recert.policy.again import Again
from recert.policy.cascades import Cascade, Trigger
from recert.policy.condition import Condition
from recert.policy.cycles import EarlierGrace, Ends, Length, Rhythm
from recert.policy.deadline import Deadline, Later
from recert.policy.designation import Counted, Designation, Lost, Need
from recert.policy.difference import UNSAID, differences
from recert.policy.formula import Formula, Tier
from recert.policy.lateness import MoreOf, Surcharge, Suspension
from recert.policy.missed import Missed, Then
from recert.policy.model import (
    ActivityType,
    Category,
    Counter,
    CounterOf,
    Demand,
    DemandKind,
    Limit,
    Measure,
    MonthsCounted,
    Policy,
    Rounding,
    Value,
    Way,
    Within,
)
from recert.policy.own import OwnCarry, OwnCycle
from recert.policy.portfolio import Portfolio
from recert.policy.proration import EachOf, NotProrated, Proration, Shrinking
from recert.policy.read import parse_policy
from recert.policy.retake import OwnRetake, Retake
from recert.policy.serving import Allocation, Division, Reach, Split
from recert.terminal.policy import run
from tests.policy.strategies import PROGRAMS, reference

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
BEFORE = reference().policy


def read(text: str) -> Policy:
    found = parse_policy(text)
    assert isinstance(found, Policy), found
    return found


def said(after: Policy, before: Policy = BEFORE) -> list[str]:
    return [str(each) for each in differences(before, after)]


def edited(old: str, new: str) -> list[str]:
    assert old in TEXT
    return said(read(TEXT.replace(old, new, 1)))


def test_a_second_event_from_a_day_on() -> None:
    one = 'most = 1, source = "Announcement of 2024 (R5): 1 use per cycle" }'
    assert edited(one, one + ', { from = 2027-01-01, most = 2, source = "decided" }') == [
        "Attending a global event: 1 use per cycle becomes 2 in cycles that begin on January 1, 2027 or later."
    ]


def test_remarks_and_blanks_are_no_difference() -> None:
    assert said(read(TEXT + "\n# a remark\n")) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("grace_days = 90", "grace_days = 120", "The grace of 90 days becomes 120 days."),
        ("in_grace = true", "in_grace = false", "A retake no longer renews in the grace period."),
        (
            "units = 100,",
            "units = 80,",
            "Professional: 100 CE units needed in a cycle become 80, in cycles that are over, too.",
        ),
        (
            'title = "Jira Software Essentials"\ngroup = "aca"',
            'title = "Jira Software Essentials"\ngroup = "aca"\nretired = 2027-03-01\nsource = "June 2026"',
            "ACA-JSWE Jira Software Essentials: retired as of March 1, 2027.",
        ),
        (
            'uses = [{ from = 2024-02-01, most = 4, source = "Announcement of 2024 (R6): 4 uses per cycle" }]',
            "",
            "Attending a local event: no limit, instead of 4 uses per cycle.",
        ),
    ],
)
def test_a_value_that_changes_is_said_with_both_values(old: str, new: str, sentence: str) -> None:
    assert sentence in edited(old, new)


def test_what_is_added_or_taken_out_is_named() -> None:
    video = TEXT[TEXT.index("[activity.course]") : TEXT.index("[activity.global-event]")]
    video = video.replace("activity.course", "activity.video").replace('"Coursework"', '"Watching"')
    more = read(TEXT.replace("[activity.global-event]", video + "[activity.global-event]"))
    assert said(more) == ["Watching is added: a way to earn units.", "Watching: 10 CE units from February 1, 2024."]
    assert said(BEFORE, more) == ["Watching is taken out: activities of this type count nothing any more."]


def test_retakes_given_up() -> None:
    assert said(replace(BEFORE, retake=None)) == ["Passing the exam again no longer renews."]
    assert said(BEFORE, replace(BEFORE, retake=None)) == [
        "Passing the exam again renews, within 6 months before the expiry and in the grace."
    ]


def test_a_retake_is_said_without_a_grace_where_there_is_none() -> None:
    assert BEFORE.retake is not None
    none = replace(BEFORE, cycle=replace(BEFORE.cycle, grace_days=0))
    assert said(none, replace(none, retake=None)) == [
        "Passing the exam again renews, within 6 months before the expiry.",
    ]
    by_days = replace(BEFORE, retake=replace(BEFORE.retake, months=0, days=90))
    assert said(by_days, replace(BEFORE, retake=None)) == [
        "Passing the exam again renews, within 90 days before the expiry and in the grace."
    ]


def test_a_suspension_is_told_in_months_or_in_days() -> None:
    of_months = replace(BEFORE, suspension=Suspension(3, True, False, False, "s"))
    of_days = replace(BEFORE, suspension=Suspension(0, True, False, False, "s", days=90))
    one_day = replace(BEFORE, suspension=Suspension(0, True, False, False, "s", days=1))
    assert said(of_days) == [
        "What is not renewed in its grace is suspended, and can come back.",
        "What the cycle still takes is a way to bring back what is suspended.",
        "What is not renewed is suspended for 90 days.",
    ]
    assert said(of_days, of_months) == [
        "What is not renewed is no longer suspended for 3 months.",
        "What is not renewed is suspended for 90 days.",
    ]
    assert said(one_day, of_days) == ["What is not renewed is suspended for 1 day instead of 90."]


LAW = (MoreOf("law", Decimal(1)),)


def test_more_of_a_category_for_being_late_is_told() -> None:
    law = replace(BEFORE, categories=(Category("law", "Pharmacy law"),))
    one, two = Surcharge(1, Decimal(0), False, 0, "s", LAW), (MoreOf("law", Decimal(2)),)
    late = replace(law, surcharges=(one,))
    assert said(late, law) == ["Renewed 1 day late or later: it takes 1 CE unit more of Pharmacy law."]
    both = replace(law, surcharges=(replace(one, amount=Decimal(5)),))
    assert said(both, law) == [
        "Renewed 1 day late or later: it takes 5 CE units more. "
        "Among all that it takes: 1 CE unit more of Pharmacy law."
    ]
    more = replace(law, surcharges=(replace(one, more_of=two),))
    assert said(more, late) == ["Renewed 1 day late or later, Pharmacy law: it takes 2 more instead of 1."]
    none = replace(law, surcharges=(replace(one, more_of=()),))
    assert said(none, late) == ["Renewed 1 day late or later: it takes no more of Pharmacy law."]
    assert said(late, none) == ["Renewed 1 day late or later: it takes 1 more of Pharmacy law."]


def test_what_a_cascade_is_set_off_by_and_renews_is_listed_in_words() -> None:
    few = Cascade("up", "Up", Trigger.EARNED, ("ACP-JA", "ACP-JCA"), ("ACA-JSWE",), True, date(2024, 1, 1), "s")
    more = replace(few, of=("ACP-JA",), renewed=("ACA-JSWE", "ACA-ACF", "ACA-ITSMF"))
    assert said(replace(BEFORE, cascades=(more,)), replace(BEFORE, cascades=(few,))) == [
        "Up: set off by ACP-JA instead of ACP-JA or ACP-JCA.",
        "Up: renews ACA-JSWE, ACA-ACF and ACA-ITSMF instead of ACA-JSWE.",
    ]
    assert said(replace(BEFORE, cascades=(more,))) == [
        "Up is added: who earns ACP-JA on January 1, 2024 or later has ACA-JSWE, ACA-ACF and ACA-ITSMF renewed by "
        "that.",
        "Up: what is renewed expires together with it.",
    ]
    later = replace(few, trigger=Trigger.RENEWED, aligned=False)
    assert said(replace(BEFORE, cascades=(later,))) == [
        "Up is added: who renews ACP-JA or ACP-JCA on January 1, 2024 or later has ACA-JSWE renewed by that.",
    ]


def test_a_late_fee_that_becomes_a_share_is_told_in_one_sentence() -> None:
    ten = Surcharge(1, Decimal(10), False, 0, "s")
    half = Surcharge(1, Decimal(50), True, 0, "s")
    units, share = replace(BEFORE, surcharges=(ten,)), replace(BEFORE, surcharges=(half,))
    assert said(share, units) == [
        "Renewed 1 day late or later: it takes 50 % of what is required more instead of 10 CE units."
    ]
    assert said(units, share) == [
        "Renewed 1 day late or later: it takes 10 CE units more instead of 50 % of what is required."
    ]


def test_what_one_group_or_one_way_asks_is_not_told_as_everybodys() -> None:
    """The reference program has several levels; with one alone its name says nothing."""
    least = (Value(date(2024, 1, 1), Decimal(2), "s"),)
    talks = Demand("talks", "Talks", DemandKind.COUNTER, "talks", 0, 0, least)
    counter = Counter("talks", "Talks given", "talk", "talks", ("presenting",), CounterOf.USES)
    counted = replace(BEFORE, counters=(counter,))
    way = Way("other", "Another", (), (talks,))
    group, *others = counted.groups
    asked, by_way = replace(group, demands=(talks,)), replace(group, ways=(way,))
    for more, name in ((tuple(others), f"{group.name}, "), ((), "")):
        plain, demanded, with_way = (replace(counted, groups=(each, *more)) for each in (group, asked, by_way))
        added = said(demanded, plain)
        assert added[0] == (f"{group.name}: " if name else "") + "Talks is added: renewing takes it too."
        assert f"{name}Talks: at least 2 talks." in added
        assert said(plain, demanded)[0].startswith(f"{group.name}: Talks is taken out" if name else "Talks is taken")
        raised = replace(talks, values=(replace(least[0], amount=Decimal(3)),))
        told = said(replace(counted, groups=(replace(group, demands=(raised,)), *more)), demanded)
        assert told == [f"{name}Talks: at least 2 talks become at least 3, in cycles that are over, too."]
        told = said(with_way, plain)
        assert told[0] == (f"{group.name}: " if name else "") + "Another is added: another way to renew."
        assert f"{name}Another: Talks is added: this way takes it too." in told
        assert f"{name}Another, Talks: at least 2 talks." in told
        less = replace(counted, groups=(replace(group, ways=(replace(way, demands=()),)), *more))
        assert said(less, with_way) == [f"{name}Another: Talks is taken out: this way does not take it any more."]


def test_values_that_return_to_what_they_were() -> None:
    kind = BEFORE.type("course")
    other = (*kind.worth, Value(date(2026, 1, 1), Decimal(20), "s"), Value(date(2027, 1, 1), Decimal(10), "s"))
    changed = replace(BEFORE, types=(replace(kind, worth=other), *BEFORE.types[1:]))
    assert said(changed) == [
        "Coursework: 10 CE units become 20 from January 1, 2026 to December 31, 2026.",
    ]


def test_what_was_needed_before_a_day_is_told_where_the_first_value_is_taken_out() -> None:
    group = BEFORE.groups[0]
    none = Value(date(2000, 1, 1), Decimal(0), "s")
    later = Value(date(2025, 1, 1), Decimal(20), "s")
    both, one = (
        replace(BEFORE, groups=(replace(group, required=values), *BEFORE.groups[1:]))
        for values in ((none, later), (later,))
    )
    cycles = "in cycles that begin before January 1, 2025"
    assert said(one, both) == [f"Associate: 20 CE units instead of none {cycles}."]
    assert said(both, one) == [f"Associate: none instead of 20 CE units {cycles}."]


def test_another_day_of_the_first_value_changes_nothing_but_is_told() -> None:
    group = BEFORE.groups[0]
    moved = replace(group, required=(replace(group.required[0], since=date(2020, 1, 1)), *group.required[1:]))
    assert said(replace(BEFORE, groups=(moved, *BEFORE.groups[1:]))) == [
        "Associate: what holds first is dated January 1, 2020 instead of February 1, 2024, which changes nothing: "
        "it holds before that day too."
    ]


def test_whoever_gives_a_value_to_others_reads_whom_it_holds_for_now() -> None:
    """Of those for whom it held it may hold still: no other amount is told of them."""
    usual, own = (Value(date(2020, 1, 1), Decimal(n), "s") for n in (50, 10))
    second, first_two = Condition(cycle_from=2, cycle_to=2), Condition(cycle_to=2)
    held = in_aca(usual, replace(own, when=second))
    changed = (
        "Associate: 10 CE units in other cases than before, in cycles that are over, too. Now: up to cycle 2. "
        "Until now: in cycle 2."
    )
    assert said(in_aca(usual, replace(own, when=first_two)), held) == [changed]
    more = replace(own, when=first_two, amount=Decimal(15))
    assert said(in_aca(usual, more), held) == [
        "Associate: 15 CE units up to cycle 2, instead of 10 CE units in cycle 2, in cycles that are over, too. "
        "In all other cases it is what holds otherwise."
    ]
    none = replace(own, amount=Decimal(0))
    assert said(in_aca(usual, replace(none, when=first_two)), in_aca(usual, replace(none, when=second))) == [
        changed.replace("10", "0")
    ]
    third = replace(own, amount=Decimal(20), when=Condition(cycle_from=3))
    both = in_aca(usual, replace(own, when=second), third)
    moved = in_aca(usual, replace(third, when=Condition(cycle_from=4)), replace(own, when=first_two))
    assert said(moved, both) == [
        changed,
        "Associate: 20 CE units in other cases than before, in cycles that are over, too. Now: from cycle 4 on. "
        "Until now: from cycle 3 on.",
        "Associate: which of its values is decisive changes: they stand in another order.",
    ]


def test_whoever_gives_a_later_value_to_others_reads_from_which_cycles_on() -> None:
    usual, later = Value(date(2020, 1, 1), Decimal(50), "s"), Value(date(2027, 1, 1), Decimal(10), "s")
    first, second = (in_aca(usual, replace(later, when=Condition(cycle_to=cycle))) for cycle in (1, 2))
    assert said(second, first) == [
        "Associate: 10 CE units in other cases than before in cycles that begin on January 1, 2027 or later. "
        "Now: up to cycle 2. Until now: in the first cycle."
    ]


def test_whoever_asks_in_other_cycles_reads_in_which() -> None:
    usual, own = (Value(date(2020, 1, 1), Decimal(n), "s") for n in (50, 10))

    def asked(when: Condition) -> Policy:
        return in_aca(usual, replace(own, when=when))

    fifth = asked(Condition(cycle_from=6, every=5))
    assert said(fifth, asked(Condition(every=2))) == [
        "Associate: 10 CE units in other cases than before, in cycles that are over, too. "
        "Now: in cycles 10, 15, 20 and so on. Until now: in cycles 2, 4, 6 and so on."
    ]
    assert said(fifth, asked(Condition(cycle_from=8, every=5))) == []


def test_whoever_takes_out_one_of_two_exceptions_reads_no_amount_that_the_other_may_change() -> None:
    usual, own = (Value(date(2020, 1, 1), Decimal(n), "s") for n in (50, 10))
    first, other = (replace(own, when=when) for when in (Condition(cycle_to=1), Condition(held_years=3)))
    assert said(in_aca(usual, other), in_aca(usual, first, other)) == [
        "Associate, in the first cycle: 10 CE units needed in a cycle become what holds otherwise, "
        "in cycles that are over, too."
    ]


def test_percent_of_an_activity_is_told_as_such() -> None:
    """Not as percent of what is required, which is another amount."""

    def within(amount: int, *, share: bool) -> Policy:
        value = Value(date(2024, 1, 1), Decimal(amount), "s", share=share)
        kind = replace(BEFORE.types[0], of_which=(Within("ethics", (value,)),))
        return replace(BEFORE, types=(kind, *BEFORE.types[1:]))

    whole = within(100, share=True)
    assert said(within(50, share=True), whole) == [
        "Coursework, ethics: 100 % of an activity's CE units become 50 % from January 1, 2024."
    ]
    assert said(within(2, share=False), whole) == [
        "Coursework, ethics: 100 % of an activity's CE units become 2 CE units of an activity from January 1, 2024."
    ]


def test_the_month_of_the_award_is_told_where_it_was_no_question_before() -> None:
    full = Proration(MonthsCounted.FULL, True, 0, Decimal(0), Rounding.UP, Decimal(1), 0, (), "s")
    begun = [replace(full, counted=MonthsCounted.BEGUN, first_month=first) for first in (True, False)]
    counts = [said(replace(BEFORE, proration=rule), replace(BEFORE, proration=full))[1:] for rule in begun]
    assert counts == [
        ["A shorter first cycle: the month of the award counts."],
        ["A shorter first cycle: the month of the award does not count."],
    ]


def test_what_shorter_first_cycles_require_is_told_where_they_required_as_much_as_others() -> None:
    rule = Proration(MonthsCounted.FULL, True, 0, Decimal(0), Rounding.UP, Decimal(5), 3, (), "s")
    assert said(replace(BEFORE, proration=rule), BEFORE) == [
        "A shorter first cycle requires the share of its full months, rounded up to a multiple of 5. "
        "Up to 3 months nothing is required."
    ]
    each = replace(rule, every=1, units=Decimal(1), nothing_up_to=0)
    assert said(replace(BEFORE, proration=each), BEFORE) == [
        "A shorter first cycle requires 1 CE unit for each of its full months, and never more than a whole one."
    ]


def test_a_late_fee_for_every_month_is_told_without_its_number() -> None:
    once = Surcharge(1, Decimal(10), False, 0, "s")
    monthly, quarterly = (replace(BEFORE, surcharges=(replace(once, every_months=n),)) for n in (1, 3))
    late = "Renewed 1 day late or later: added"
    assert said(monthly, replace(BEFORE, surcharges=(once,))) == [f"{late} for every month begun."]
    assert said(quarterly, monthly) == [f"{late} for every 3 months begun instead of 1."]


def test_a_choice_between_categories_is_said() -> None:
    chosen = Division(("ethics", "tax"), Split.EACH_PART, (Decimal("0.2"), Decimal("0.5")))
    within = (Within("ethics", (Value(date(2024, 1, 1), Decimal(2), "s"),)),)
    with_choice = replace(BEFORE, types=(replace(BEFORE.types[0], division=chosen, of_which=within), *BEFORE.types[1:]))
    assert said(with_choice) == [
        "Coursework: the holder chooses between ethics and tax; splitting one is allowed, each part rounded by itself.",
        "Coursework: parts are in steps of 0.2 and 0.5.",
        "Coursework: some of it is of ethics.",
        "Coursework, ethics: 2 CE units of an activity from January 1, 2024.",
    ]
    assert said(BEFORE, with_choice) == [
        "Coursework: the holder no longer chooses between ethics and tax.",
        "Coursework: nothing of it is of ethics any more.",
    ]


def test_every_mutation_is_another_value() -> None:
    kind = BEFORE.types[0]
    worth = (replace(kind.worth[0], formula=Formula(plus=Decimal(1))),)
    before = replace(kind, worth=worth)
    assert [name for name, changed in mutations(before) if changed == before] == []


def test_a_new_demand_is_told_with_how_many_of_its_choices_are_enough() -> None:
    """So many of them, not all; and each with what it asks, counted in what it looks at."""
    amounts = [(Value(date(2024, 1, 1), Decimal(n), "s"),) for n in range(3)]
    talks = Demand("talks", "Talks", DemandKind.COUNTER, "talks", 0, 0, amounts[2])
    units = Demand("units", "Units", DemandKind.UNITS, "", 0, 0, amounts[1])
    either = Demand("either", "Either", DemandKind.CHOICES, "", 0, 0, amounts[1], choices=(talks, units))
    counter = Counter("talks", "Talks", "talk", "talks", ("presenting",), CounterOf.USES)
    counted = replace(BEFORE, counters=(counter,))
    policies = [
        replace(counted, groups=(replace(BEFORE.groups[0], demands=demands), *BEFORE.groups[1:]))
        for demands in ((), (either,), (replace(either, values=amounts[2]),), (replace(either, values=amounts[0]),))
    ]
    assert said(policies[1], policies[0]) == [
        "Associate: Either is added: renewing takes it too.",
        "Associate, Either: one of its choices is enough.",
        "Associate, Either: Talks is among the choices.",
        "Associate, Either, Talks: at least 2 talks.",
        "Associate, Either: Units is among the choices.",
        "Associate, Either, Units: at least 1 CE unit.",
    ]
    assert said(policies[2], policies[1]) == [
        "Associate, Either: 1 of its choices needed becomes 2, in cycles that are over, too."
    ]
    assert said(policies[3], policies[0])[1] == "Associate, Either: nothing is asked."


def test_a_measure_without_a_least_is_told_without_one() -> None:
    def measured(least: int) -> list[str]:
        kind = replace(BEFORE.types[0], measure=Measure("hour", "hours", Decimal(least)))
        return said(replace(BEFORE, types=(kind, *BEFORE.types[1:])))

    assert measured(0) == ["Coursework: recorded in hours."]
    assert measured(1) == ["Coursework: recorded in hours; less than 1 counts nothing."]


def test_another_order_is_a_difference() -> None:
    (sentence,) = said(replace(BEFORE, moves=BEFORE.moves[::-1]))
    assert sentence.startswith("The order changes to: Due September 30, 2024")


def test_a_value_for_everybody_that_ends_an_exception_is_told_with_what_it_ends() -> None:
    group = BEFORE.groups[0]
    usual = group.required[0]
    first = replace(usual, amount=Decimal(10), when=Condition(cycle_to=1))
    later, again = replace(usual, since=date(2027, 1, 1), amount=Decimal(60)), replace(first, since=date(2028, 1, 1))
    policies = [
        replace(BEFORE, groups=(replace(group, required=values), *BEFORE.groups[1:]))
        for values in ((usual, first), (usual, first, later), (usual, first, later, again))
    ]
    ends = "Associate, in the first cycle: this ends with cycles that begin before January 1, 2027; from then on"
    assert f"{ends} what holds for all governs." in said(policies[1], policies[0])
    assert f"{ends} what holds for all governs, until January 1, 2028." in said(policies[2], policies[1])
    assert "Associate, in the first cycle: this does not end any more on January 1, 2027." in said(
        policies[0], policies[1]
    )


UNSAID_OF_YEARS = {"days", "months", "on", "counter", "for_months"}
MISSED = (
    Missed(Then.ENDS, True, "s", on="01-15"),
    Missed(Then.ENDS, False, "s", months=2),
    Missed(Then.MADE_UP, True, "s", days=30, counter="fee"),
    Missed(Then.SUSPENDS, True, "s", days=30, counter="fee", for_months=6),
)
"""Years that can be met until days of their own, in all ways in which that is said."""


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, Enum):
        members = list(type(value))
        return members[(members.index(value) + 1) % len(members)]
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return value + timedelta(days=400)
    if isinstance(value, str):
        return value + "x"
    return {type(None): date(2030, 1, 1)}.get(type(value)) or value + 1


WHERE_NONE: dict[str, Any] = {
    "when": Condition(cycle_to=1),
    "missed": Missed(Then.ENDS, True, "s", days=30),
    "own_proration": NotProrated("s"),
}
WHERE_NONE["shrinks"] = Shrinking("s", Rounding.UP, Decimal(1))
"""What stands in a mutation where there is none."""


def is_beside_the_point(value: Any, name: str) -> bool:
    """Whether a field changes nothing, as the others are."""
    if isinstance(value, Missed):  # it is said in another way, or nothing makes up for it
        return name in UNSAID_OF_YEARS and not getattr(value, name)
    if isinstance(value, ActivityType) and name == "again_months":
        return value.again is not Again.AFTER
    return isinstance(value, Condition) and name == "seen" and not (value.true_of or value.untrue_of)


def mutations(value: Any) -> Iterator[tuple[str, Any]]:
    """The same value with one field otherwise, for every field inside it."""
    if isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from ((where, (*value[:at], new, *value[at + 1 :])) for where, new in mutations(item))
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if is_beside_the_point(value, each.name):
                continue
            if isinstance(value, ActivityType) and each.name == "worth" and value.worth:
                formula = value.worth[0].formula or Formula()
                more = replace(value.worth[0], formula=Formula(plus=formula.plus + 1))
                yield "ActivityType.worth formula", replace(value, worth=(more, *value.worth[1:]))
            if each.name in WHERE_NONE and getattr(value, each.name) is None:
                yield f"{type(value).__name__}.{each.name}", replace(value, **{each.name: WHERE_NONE[each.name]})
            elif each.name not in UNSAID and not (each.name == "formula" and getattr(value, each.name) is None):
                for where, new in mutations(getattr(value, each.name)):
                    yield f"{type(value).__name__}.{each.name} {where}", replace(value, **{each.name: new})
    else:
        yield "", other(value)


def test_no_field_of_hours_limits_categories_and_carry_can_differ_unsaid() -> None:
    pmi = read((PROGRAMS / "pmi" / "policy.toml").read_text())
    found = dict(mutations(pmi))
    assert {name.split()[0] for name in found} >= {"Policy.categories", "Policy.caps", "Policy.carry"}
    carried = {name.split()[1] for name in found if name.startswith("Policy.carry ")}
    assert carried >= {"Carry.over_limits", "Carry.in_time", "Carry.counts_as"}
    assert [name for name, changed in found.items() if not said(changed, pmi)] == []


EVERYTHING = Condition(
    2, 3, 2, date(2020, 1, 1), date(2030, 1, 1), 6, 2, 4, ("ACA-JSWE",), ("ACA-ACF",), ("advisor",), ("retired",)
)


def with_conditions() -> Policy:
    """A program that has a bit of everything that a group may ask."""
    isc2 = read((PROGRAMS / "isc2" / "policy.toml").read_text())
    groups = tuple(
        replace(g, required=tuple(replace(v, when=EVERYTHING) for v in g.required), periods_from=date(2020, 1, 1))
        for g in isc2.groups[:1]
    )
    counter = Counter("fee", "Fee", "fee", "fees", (isc2.types[0].key,), CounterOf.VALID, 12)
    values = (Value(date(2020, 1, 1), Decimal(1), "s"),)
    demand = Demand("fee", "The fee", DemandKind.COUNTER, "fee", 2, 1, values)
    choices = (replace(demand, key="card"), Demand("hours", "Hours", DemandKind.UNITS, "group-a", 0, 0, values))
    chosen = Demand("either", "Either", DemandKind.CHOICES, "", 0, 0, values, choices=choices)
    yearly = tuple(replace(demand, key=f"y{i}", title=f"Y{i}", missed=rule) for i, rule in enumerate(MISSED))
    demand = replace(demand, shrinks=Shrinking("s", Rounding.UP, Decimal(1)))
    way = Way("exam", "The exam", values, (demand, chosen), shrinks=Shrinking("s", each=Decimal(2)))
    cascade = Cascade("c", "Up", Trigger.EARNED, ("A",), ("B",), True, date(2024, 1, 1), "s")
    before = date(2024, 1, 1)
    graces = (EarlierGrace(before, 30, 0, "s"), EarlierGrace(date(2028, 1, 1), 0, 2, "s"))
    cycle = replace(isc2.cycle, earlier=(Length(before, 36, "s"),), earlier_graces=graces)
    late = Suspension(12, True, True, False, "s"), (Surcharge(1, Decimal(5), False, 2, "s", LAW),)
    isc2 = replace(isc2, suspension=late[0], surcharges=late[1])
    isc2 = replace(isc2, counters=(counter,), cascades=(cascade,), cycle=cycle)
    rule = Proration(MonthsCounted.BEGUN, True, 6, Decimal(20), Rounding.UP, Decimal(1), 4, ("group-a",), "s")
    rule = replace(rule, each=(EachOf("group-a", Decimal(2)),))
    held = Portfolio(Decimal(50), True, "s")
    own = OwnCycle("s", 30, 5, 2, Ends.END_OF_MONTH, 7, Ends.DAY_BEFORE)
    own = replace(own, rhythm=Rhythm.KEPT_LATE, kept_months=3, opens_months=2, opens_days=20)
    again = OwnRetake(renews=True, source="s", months=7, days=3, in_grace=True)
    groups = tuple(
        replace(
            g,
            demands=(demand, *yearly),
            ways=(way,),
            portfolio=held,
            own_cycle=own,
            own_retake=again,
            own_carry=OwnCarry(values),
            own_proration=replace(rule, nothing_up_to=3),
        )
        for g in groups
    )
    return replace(isc2, groups=groups, proration=rule)


def test_no_field_of_conditions_and_shorter_first_cycles_can_differ_unsaid() -> None:
    whole = with_conditions()
    groups, demand = whole.groups, whole.groups[0].demands[0]
    yearly, way = groups[0].demands[1:], groups[0].ways[0]
    chosen = way.demands[1]
    found = dict(mutations(whole))
    assert {name.split()[0] for name in found} >= {"Policy.groups", "Policy.proration", "Policy.counters"}
    assert [name for name, changed in found.items() if not said(changed, whole)] == []
    kept = tuple(replace(g, demands=(demand, *(replace(y, missed=None) for y in yearly))) for g in groups)
    assert said(replace(whole, groups=kept), whole)[0] == (
        "Y0: a year that is missed only keeps the cycle from being renewed."
    )
    fewer = replace(chosen, choices=chosen.choices[:1])
    fewer_ways = tuple(replace(g, ways=(replace(way, demands=(demand, fewer)),)) for g in groups)
    assert said(replace(whole, groups=fewer_ways), whole) == [
        "The exam, Either: Hours is not among the choices any more."
    ]
    assert said(replace(whole, suspension=None), whole) == ["Nothing is suspended any more."]
    assert said(replace(whole, surcharges=()), whole) == [
        "Renewed 1 day late or later: it takes no more for that, instead of 5 CPE credits."
    ]


def in_aca(*values: Value) -> Policy:
    """The reference program, where the first group requires this."""
    first, *others = BEFORE.groups
    return replace(BEFORE, groups=(replace(first, required=values), *others))


@pytest.mark.parametrize(
    ("usual", "told"),
    [
        ((30,), "40 CE units needed in a cycle become 30 in cycles that end on January 1, 2027 or later."),
        (
            (30, 35),
            "40 CE units needed in a cycle become what the day asks on which the cycle began in cycles that end on "
            "January 1, 2027 or later.",
        ),
    ],
)
def test_whoever_takes_out_a_value_by_the_end_of_cycles_reads_what_holds_instead(
    usual: tuple[int, ...], told: str
) -> None:
    by_begin = tuple(Value(date(2024 + n, 2, 1), Decimal(amount), "s") for n, amount in enumerate(usual))
    by_end = Value(date(2027, 1, 1), Decimal(40), "s", by_end=True)
    assert said(in_aca(*by_begin), in_aca(*by_begin, by_end)) == [f"Associate: {told}"]


@pytest.mark.parametrize(
    ("day", "when"),
    [("2024-02-01", "needed in a cycle"), ("2025-02-01", "in cycles that begin on February 1, 2025 or later")],
)
def test_an_exception_of_the_first_day_is_told_as_one_of_all_cycles(day: str, when: str) -> None:
    usual = TEXT[TEXT.index("[group.aca]") :]
    usual = usual[usual.index("{ from") : usual.index(" }", usual.index("{ from")) + 2]
    exception = f', {{ from = {day}, units = 30, when = {{ cycle_to = 1 }}, source = "decided" }}'
    told = edited(usual, usual + exception)
    assert len(told) == 1
    assert when in told[0], told


def test_whoever_takes_out_an_exception_reads_what_holds_for_all() -> None:
    for_all = Value(date(2024, 2, 1), Decimal(30), "s")
    newcomers = Value(date(2024, 2, 1), Decimal(10), "s", when=Condition(cycle_to=1))
    (line,) = said(in_aca(for_all), in_aca(for_all, newcomers))
    assert (
        line == "Associate, in the first cycle: 10 CE units needed in a cycle become 30, in cycles that are over, too."
    )


def test_no_field_of_what_makes_a_worth_can_differ_unsaid() -> None:
    kind = BEFORE.type("course")
    formula = Formula(Decimal(1), Decimal(8), (Tier(Decimal(30), Decimal(5)),), times=Decimal(2))
    worth = tuple(replace(value, formula=formula) for value in kind.worth)
    before = replace(BEFORE, types=(replace(kind, worth=worth),))
    found = dict(mutations(before))
    assert any("Tier.least" in name for name in found)
    assert [name for name, changed in found.items() if not said(changed, before)] == []


def with_designations() -> Policy:
    """A small program with what the others have not."""
    within = (Within("ethics", (Value(date(2024, 1, 1), Decimal(2), "s"),)),)
    chosen = Division(("ethics", "tax"), Split.EACH_PART, (Decimal("0.2"),))
    again = replace(BEFORE.types[1], again=Again.AFTER, again_months=12)
    types = (replace(BEFORE.types[0], division=chosen, of_which=within), again)
    assigned = Allocation(("course",), 2, "s", (Reach(("course",), 3, "s"),))
    deadline = Deadline(1, 0, Later.NOTHING, ("course",), late=True, source="s")
    need = Need(("ACA-JSWE", "ACA-ACF"), 1)
    designated = (Designation("d", "Expert", "It is.", (need,), tuple(Counted), Lost.AT_ONCE, date(2024, 2, 1), "s"),)
    return replace(
        BEFORE,
        types=types,
        certifications=BEFORE.certifications[-1:],
        allocation=assigned,
        deadline=deadline,
        designations=designated,
    )


def test_no_field_of_a_policy_can_differ_unsaid() -> None:
    small = with_designations()
    found = dict(mutations(small))
    assert {name.split()[0] for name in found} >= {"Policy.cycle", "Policy.types", "Policy.retake", "Policy.moves"}
    assert [name for name, changed in found.items() if not said(changed, small)] == []


def test_a_field_without_words_of_its_own_is_told_by_its_name() -> None:
    @dataclass(frozen=True)
    class Ceiling:
        units: Decimal
        per_year: bool

    @dataclass(frozen=True)
    class Extended(Limit):
        carry_most: int = 0
        ceiling: Ceiling | None = None

    uses = (Value(date(2024, 2, 1), Decimal(1), "s"),)
    kind = BEFORE.type("global-event")
    before = replace(BEFORE, types=(replace(kind, limit=Extended(uses)),))
    for limit, sentence in (
        (Extended(uses, 3), "Attending a global event: “carry most” was 0 and becomes 3."),
        (
            Extended(uses, 0, Ceiling(Decimal(5), per_year=True)),
            "Attending a global event: “ceiling” is added: units 5; per year yes.",
        ),
    ):
        assert said(replace(BEFORE, types=(replace(kind, limit=limit),)), before) == [sentence]


def test_the_command_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "policy.toml").write_text(TEXT.replace("grace_days = 90", "grace_days = 60"))
    assert run(["diff", str(PROGRAMS / "atlassian"), str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "The grace of 90 days becomes 60 days.",
        "To keep the grace that was for what ended before a day: [[cycle.earlier_grace]] with days = 90.",
        "What is said here of the cycle has no day: it holds for cycles that are over, too, and may change what became "
        "of them.",
    ]
    assert run(["diff", str(PROGRAMS / "atlassian"), str(PROGRAMS / "atlassian" / "policy.toml")]) == 0
    assert capsys.readouterr().out == "No rule differs.\n"
    (tmp_path / "policy.toml").write_text("program = 1")
    assert run(["diff", str(PROGRAMS / "atlassian"), str(tmp_path)]) == 1


def test_every_dataclass_of_the_model_can_be_taken_out() -> None:
    assert said(replace(BEFORE, retake=Retake(9, in_grace=True, source=BEFORE.retake.source))) == [  # type: ignore[union-attr]
        "A retake renews within 9 months before the expiry, instead of within 6."
    ]


def test_where_units_renew_no_more_it_is_said_what_does_instead() -> None:
    """That nothing is needed would read as if it renewed by itself."""
    group, *others = BEFORE.groups
    way = Way("exam", "The exam", (), ())
    by_way = replace(BEFORE, groups=(replace(group, required=(), ways=(way,)), *others))
    assert "Associate: no units by themselves renew it, only passing the exam again, or “The exam”." in said(by_way)
    nothing = replace(BEFORE, groups=(replace(group, required=()), *others), retake=None, cascades=())
    assert "Associate: nothing renews it." in said(nothing)
    every = replace(BEFORE, groups=tuple(replace(each, required=()) for each in BEFORE.groups), cascades=())
    assert "Every level: no units by themselves renew it, only passing the exam again." in said(every)
    for after in (by_way, nothing, every):
        assert not any("nothing is needed" in each for each in said(after))
    assert "Associate: 50 CE units are needed in a cycle." in said(BEFORE, by_way)


def test_what_is_otherwise_now_is_told_with_what_was_so_until_now() -> None:
    up = Cascade("up", "Up", Trigger.EARNED, ("ACP-JCA",), ("ACA-JSWE",), True, date(2020, 1, 1), "s")
    own = replace(BEFORE, cascades=(replace(up, aligned=False),))
    together = replace(BEFORE, cascades=(up,))
    assert said(own, together)[:1] == [
        "Up: what is renewed expires its own length later, instead of together with what renewed it."
    ]
    assert said(together, own)[:1] == [
        "Up: what is renewed expires together with what renewed it, instead of its own length later."
    ]
    new = said(together, BEFORE)
    assert not any("instead" in line for line in new)


def test_what_several_types_have_otherwise_alike_is_told_once_of_all_of_them() -> None:
    kinds = BEFORE.types
    changed = replace(BEFORE, types=(*(replace(kind, again=Again.NEVER) for kind in kinds[:2]), *kinds[2:]))
    usual = replace(BEFORE, types=tuple(replace(kind, again=Again.NEXT_CYCLE) for kind in kinds[:2]) + kinds[2:])
    one, other = (kind.title for kind in kinds[:2])
    assert said(changed, usual)[0] == (
        f"{one} and {other}: the same one counts once; until now it counts again in another cycle."
    )
