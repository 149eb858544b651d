"""A limit that ended: from a day on a policy says that there is none."""

from datetime import date
from decimal import Decimal

import pytest

from recert.policy import rule_words
from recert.policy.assess import assess
from recert.policy.difference import differences
from recert.policy.earnable import most_of_cap, most_of_type
from recert.policy.explain import limit_of
from recert.policy.history import Activity, Award, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.warn import doubts
from tests.policy.strategies import PROGRAMS

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()
USES = TEXT[TEXT.index("[activity.global-event]") :]
USES = USES[USES.index("uses = [") : USES.index("\n", USES.index("uses = ["))]
ENDED = """uses = [
  { from = 2024-02-01, most = 1, source = "was" },
  { from = 2027-01-01, unlimited = true, source = "is" },
]"""
CAP = """
[[limit]]
key = "events"
title = "Events"
types = ["global-event"]
each = "cycle"
most = [
  { from = 2024-02-01, units = 15, source = "was" },
  { from = 2027-01-01, unlimited = true, source = "is" },
]
"""


def read(text: str) -> Policy:
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    return policy


def counted(policy: Policy, year: int) -> Decimal:
    """What thirty events give in a cycle that begins in a year."""
    events = tuple(Activity(str(n), "global-event", date(year, 6, n), f"Event {n}") for n in range(1, 31))
    history = History((Award("ACA-JSWE", date(year, 5, 10)),), (), events)
    return assess(plan(policy), history, date(year, 12, 31)).groups[0].cycles[0].counted


@pytest.mark.parametrize("text", [TEXT.replace(USES, ENDED), TEXT.replace(USES, "") + CAP], ids=["uses", "units"])
def test_in_cycles_from_that_day_on_everything_counts(text: str) -> None:
    policy = read(text)
    assert counted(policy, 2025) < counted(policy, 2028) == 30 * policy.type("global-event").worth[-1].amount


def test_cycles_under_way_keep_their_limit_and_the_pages_know() -> None:
    kind = read(TEXT.replace(USES, ENDED)).type("global-event")
    assert (limit_of(kind, date(2026, 12, 31)), limit_of(kind, date(2027, 1, 1))) == (1, None)


def test_it_is_said_that_there_is_no_limit_any_more() -> None:
    before, after = (
        read(TEXT.replace(USES, 'uses = [{ from = 2024-02-01, most = 1, source = "was" }]')),
        read(TEXT.replace(USES, ENDED)),
    )
    said = [str(line) for line in differences(before, after)]
    assert any(
        "no limit in cycles that begin on January 1, 2027 or later, instead of 1 use per cycle." in line
        for line in said
    )
    policy = read(TEXT + CAP)
    (cap,) = policy.caps
    assert [str(rule_words.amount_of_limit(policy, cap, value)) for value in cap.most] == [
        "15 CE units in a cycle",
        "No limit",
    ]


def test_nothing_bounds_what_is_not_limited_for_ever() -> None:
    policy = read(TEXT.replace(USES, ENDED) + CAP)
    assert most_of_type(policy, policy.type("global-event")) is None
    assert most_of_cap(policy, policy.caps[0]) is None
    assert not [doubt.what for doubt in doubts(policy) if "no use" in doubt.what]


def test_unlimited_false_is_no_limit_either() -> None:
    found = parse_policy(TEXT.replace(USES, ENDED.replace("true", "false")), "policy.toml")
    assert isinstance(found, Problems)
    (problem,) = found.problems
    assert problem.what == "it says that there is a limit"
