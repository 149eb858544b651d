"""Since when somebody holds what a group has, where a rule depends on it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recert.policy.assess import assess
from recert.policy.condition import Condition
from recert.policy.history import Award, Exam, Grant, History
from recert.policy.model import Demand, DemandKind, Value
from recert.policy.plan import plan
from tests.policy.strategies import reference
from tests.policy.test_two_readings import agree

SINCE = date(2020, 1, 1)
RULE = Demand(
    "each",
    "Each year",
    DemandKind.EACH_YEAR,
    "",
    1,
    1,
    (
        Value(SINCE, Decimal(60), "", when=Condition(held_years=2)),
        Value(SINCE, Decimal(10), "", when=Condition(held_from=1, held_to=3)),
    ),
)


def test_what_was_over_before_an_award_and_an_exam_of_one_day_is_not_held_since_then() -> None:
    """All is retired, and a renewal was granted of the cycle that ended before the second award."""
    usual = reference().policy
    policy = replace(
        usual,
        groups=tuple(replace(group, demands=(RULE,)) for group in usual.groups),
        certifications=tuple(replace(each, retired=date(2023, 1, 1)) for each in usual.certifications),
    )
    history = History(
        awards=(Award("ACP-JA", date(2022, 12, 17)), Award("ACP-JCA", date(2026, 1, 20))),
        exams=(Exam("ACP-JCA", date(2026, 1, 20)),),
        grants=(Grant("acp", 1, date(2027, 5, 31), date(2028, 2, 28), date(2029, 4, 13), ()),),
    )
    agree(policy, history, date(2031, 6, 30))
    (standing,) = assess(plan(policy), history, date(2026, 6, 30)).groups
    assert standing.current is not None
    assert [total.required for total in standing.current.demands] == [10]
