"""What is told of one unit, of the last day, and of what is worth none."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recert.policy.assess import assess
from recert.policy.cycle_words import particulars
from recert.policy.history import Activity, Award, History
from recert.policy.lateness import Surcharge
from recert.policy.model import Category, Counter, CounterOf, Demand, DemandKind, Minimum, Policy, Value
from recert.policy.plan import plan
from recert.policy.story import story
from tests.policy.strategies import reference
from tests.policy.test_years_in_the_grace import rules as with_fees


def told(policy: Policy, as_of: date, *done: Activity) -> list[str]:
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),), (), done)
    return [str(line.text) for line in story(policy, history, assess(plan(policy), history, as_of))]


def asking_for_one(policy: Policy) -> Policy:
    groups = tuple(replace(g, required=(replace(g.required[0], amount=Decimal(1)),)) for g in policy.groups)
    return replace(policy, groups=groups)


def test_one_unit_is_needed_and_one_is_for_being_late() -> None:
    policy = asking_for_one(reference().policy)
    assert any(line.startswith("Earn 1 CE unit in all by") for line in told(policy, date(2025, 2, 1)))
    late = Surcharge(1, Decimal(1), share=False, every_months=0, source="s")
    lines = told(replace(policy, surcharges=(late,)), date(2027, 2, 1))
    assert "1 CE unit of it is required for being late." in lines


def test_a_window_of_one_day_is_told_as_two_days() -> None:
    policy = reference().policy
    for days, text in (
        (1, "Units renew it on its last day and the day before only."),
        (45, "Units renew it on its last day and in the 45 days before only."),
    ):
        rules = replace(policy, cycle=replace(policy.cycle, opens_days=days))
        assert text in [str(sentence) for sentence, _ in particulars(rules)]


def test_a_fee_that_is_worth_nothing_has_no_amount_beside_it() -> None:
    lines = told(with_fees(), date(2025, 6, 1), Activity("x", "fee", date(2025, 5, 1), "X"))
    assert "May 1, 2025: fee, “X”" in lines


def test_more_than_one_where_one_is_asked_is_not_told_as_several_of_one() -> None:
    one = (Value(date(2020, 1, 1), Decimal(1), ""),)
    fees = Counter("fees", "Fees", "fee", "fees", ("presenting",), CounterOf.USES)
    asked = (
        Demand("fee", "Fee", DemandKind.COUNTER, "fees", 0, 0, one),
        Demand("yearly", "Yearly fee", DemandKind.COUNTER_EACH_YEAR, "fees", 0, 0, one),
        Demand("kinds", "Kinds", DemandKind.CATEGORIES, "", 0, 0, one),
    )
    policy = asking_for_one(reference().policy)
    categories = (Category("ethics", "Ethics"), Category("law", "Law"))
    of = {"presenting": "ethics", "course": "law"}
    minima = (Minimum("ethics", one),)
    policy = replace(
        policy,
        counters=(fees,),
        categories=categories,
        types=tuple(replace(kind, category=of.get(kind.key, "")) for kind in policy.types),
        groups=tuple(replace(group, demands=asked, minima=minima) for group in policy.groups),
    )
    days = (date(2025, 5, 1), date(2025, 6, 1), date(2026, 5, 1), date(2026, 6, 1))
    talks = [Activity(f"{day}", "presenting", day, f"Talk {day}") for day in days]
    lines = told(policy, date(2026, 7, 1), *talks, Activity("c", "course", date(2026, 6, 2), "Course"))
    for said in (
        "Fee: 4 fees where 1 is enough",
        "Yearly fee: 2 fees where 1 is enough in each of 2 years",
        "Kinds: 2 categories where 1 is enough",
        "Ethics: 20 CE units where 1 is enough",
    ):
        assert said in lines
    assert any(line.startswith("Renewed on May 1, 2026 in a cycle with 30 CE units in all: ") for line in lines)
    assert not any(" of 1 " in line for line in lines)
    assert "Fee: 1 of 1 fee" in told(policy, date(2025, 5, 2), talks[0])
