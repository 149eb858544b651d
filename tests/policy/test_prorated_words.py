"""What somebody reads of a first cycle that is prorated, also where a circumstance changes in it what is required."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recert.policy.assess import assess
from recert.policy.assessment import Cycle
from recert.policy.explain_proration import of_units, shorter
from recert.policy.history import Activity, Award, Circumstance, History
from recert.policy.model import Category, Minimum, MonthsCounted, Policy, Rounding, Value
from recert.policy.plan import plan
from recert.policy.proration import Proration
from tests.policy.strategies import reference
from tests.policy.test_circumstances import policy_of
from tests.policy.test_role_in_a_cycle import asking
from tests.policy.test_what_is_told import told

AWARDED, BEGINS = date(2025, 1, 10), date(2025, 6, 1)
SHARE = Proration(MonthsCounted.FULL, True, 0, Decimal(0), Rounding.UP, Decimal(1), 0, (), "")


def prorating(policy: Policy, rule: Proration = SHARE, months: int = 18) -> Policy:
    """With a first cycle of so many months instead of 24."""
    return replace(policy, proration=rule, cycle=replace(policy.cycle, first_months=months))


def history_of(*circumstances: Circumstance, awards: tuple[date, ...] = (AWARDED,)) -> History:
    return History(tuple(Award("ACA-JSWE", on) for on in awards), circumstances=circumstances)


LEADS = Circumstance("advisor", BEGINS)


def test_who_took_a_role_in_a_shorter_first_cycle_reads_what_that_cycle_asked_for_before() -> None:
    lines = told(prorating(policy_of(asking("any day"))), history_of(LEADS), date(2025, 7, 1))
    (line,) = [line for line in lines if "because of what is on record" in line]
    assert line.startswith("60 CE units, since June 1, 2025, ")
    assert "On the first day of this cycle: 38 CE units." in line
    assert any(line.startswith("0 of 60 CE units.") for line in lines)


def test_who_took_a_role_reads_what_a_category_that_shrinks_alike_took_before() -> None:
    policy = policy_of(asking("any day"))
    advisor = next(value.when for group in policy.groups for value in group.required if value.when)
    ten = Value(date(2020, 1, 1), Decimal(10), "")
    minima = (Minimum("ethics", (ten, replace(ten, amount=Decimal(20), when=advisor))),)
    policy = replace(policy, categories=(Category("ethics", "Ethics"),))
    policy = replace(policy, groups=tuple(replace(group, minima=minima) for group in policy.groups))
    for categories, first, now in (((), 10, 20), (("ethics",), 8, 15)):
        rules = prorating(policy, replace(SHARE, categories=categories))
        lines = told(rules, history_of(LEADS), date(2025, 7, 1))
        assert any(
            line.startswith(f"{now} CE units have to be of Ethics, since June 1, 2025")
            and f"On the first day of this cycle: {first} CE units have to be of Ethics." in line
            for line in lines
        )


def test_who_owes_nothing_since_a_day_reads_when_the_cycle_began_and_not_when_that_was() -> None:
    policy = prorating(policy_of(asking("any day", units=0)))
    lines = told(policy, history_of(LEADS), date(2025, 7, 1))
    assert "Nothing is due in the cycle that began on January 10, 2025: from July 10, 2026 to July 10, 2028." in lines
    lines = told(policy, history_of(LEADS), date(2026, 8, 1))
    assert any(
        line.startswith(
            "Nothing was due in 2 cycles, of which the first began on January 10, 2025 and the last on July 11, 2026: "
        )
        for line in lines
    )


def test_whoever_is_new_reads_once_of_which_share_the_first_cycle_is() -> None:
    lines = told(prorating(reference().policy), history_of(), date(2025, 2, 1))
    said = "This first cycle is shorter than a whole one: for 18 of 24 months it requires 38 of 50 CE units."
    assert lines.count(said) == 1
    assert not any("shorter" in line for line in told(reference().policy, history_of(), date(2025, 2, 1)))
    whole = prorating(reference().policy, months=24)
    assert not any("shorter" in line for line in told(whole, history_of(), date(2025, 2, 1)))


def test_whoever_is_new_reads_which_categories_shrink_alike() -> None:
    names = (Category("ethics", "Ethics"), Category("law", "Law"), Category("tax", "Tax"))
    policy = replace(reference().policy, categories=names)
    rule = replace(SHARE, categories=("ethics", "law", "tax"))

    def said(*asked: str, rule: Proration = rule) -> str:
        minima = tuple(Minimum(key, (Value(date(2020, 1, 1), Decimal(10), ""),)) for key in asked)
        asking = replace(policy, groups=tuple(replace(group, minima=minima) for group in policy.groups))
        lines = told(prorating(asking, rule), history_of(), date(2025, 2, 1))
        return next(line for line in lines if "shorter" in line)

    assert said("ethics").endswith("What it requires of Ethics shrinks alike.")
    assert said("ethics", "tax").endswith("What it requires of Ethics and Tax shrinks alike.")
    assert "alike" not in said()
    none = replace(rule, nothing_up_to=18)
    assert said("ethics", rule=none).endswith("it requires 0 of 50 CE units.")


def test_whoever_is_new_reads_what_so_many_months_take_where_each_takes_some() -> None:
    rule = replace(SHARE, every=6, units=Decimal(12))
    (line,) = [
        line for line in told(prorating(reference().policy, rule), history_of(), date(2025, 2, 1)) if "shorter" in line
    ]
    assert line == (
        "This first cycle is shorter than a whole one: by its 18 months it requires 36 CE units instead of 50."
    )


def test_who_lapsed_and_is_certified_anew_reads_it_of_that_cycle_too() -> None:
    history = history_of(awards=(date(2020, 1, 10), date(2025, 1, 10)))
    lines = told(prorating(reference().policy), history, date(2025, 2, 1))
    assert len([line for line in lines if "shorter" in line]) == 2


def test_who_renewed_reads_nothing_of_a_share_in_the_next_cycle() -> None:
    courses = tuple(Activity(f"{i}", "course", date(2025, 2, i), f"C{i}") for i in range(1, 6))
    lines = told(prorating(reference().policy), replace(history_of(), activities=courses), date(2026, 8, 1))
    assert any(line.startswith("Cycle 2, ") for line in lines)
    assert len([line for line in lines if "shorter" in line]) == 1


@pytest.mark.parametrize("rounding", list(Rounding))
@given(
    months=st.integers(1, 30),
    to=st.sampled_from([Decimal(1), Decimal(5), Decimal("0.5")]),
    every=st.sampled_from([0, 0, 3, 6]),
    least=st.sampled_from([0, 4]),
)
def test_what_is_said_to_be_required_is_what_is(
    rounding: Rounding, months: int, to: Decimal, every: int, least: int
) -> None:
    rule = replace(SHARE, rounding=rounding, to=to, every=every, units=Decimal(every * 2), nothing_up_to=least)
    policy = replace(prorating(reference().policy, rule, months), step=Decimal("0.5"))
    cycle = first_of(policy)
    (value,) = policy.group("aca").required
    assert of_units(policy, "aca", cycle, value).amount == cycle.required
    assert (not list(shorter(policy, "aca", cycle))) == (cycle.required == value.amount)


def first_of(policy: Policy) -> Cycle:
    (standing,) = assess(plan(policy), history_of(), AWARDED).groups
    return standing.cycles[0]


def test_whoever_is_new_reads_why_it_is_less_where_two_amounts_come_to_the_same() -> None:
    policy = prorating(reference().policy, replace(SHARE, rounding=Rounding.DOWN, to=Decimal(20)))
    leads = next(value.when for group in policy_of(asking("any day")).groups for value in group.required if value.when)
    groups = tuple(
        replace(group, required=(*group.required, replace(group.required[0], amount=Decimal(52), when=leads)))
        for group in policy.groups
    )
    policy = replace(policy_of(asking("any day")), groups=groups, proration=policy.proration, cycle=policy.cycle)
    said = "This first cycle is shorter than a whole one: for 18 of 24 months it requires 20 of {} CE units."
    assert said.format(50) in told(policy, history_of(), date(2025, 2, 1))
    assert said.format(52) in told(policy, history_of(LEADS), date(2025, 7, 1))


def test_whoever_is_new_reads_why_nothing_is_due() -> None:
    policy = prorating(reference().policy, replace(SHARE, nothing_up_to=18))
    said = "This first cycle is shorter than a whole one: for 18 of 24 months it requires 0 of 50 CE units."
    assert said in told(policy, history_of(), date(2025, 2, 1))
