"""A population whose groups prorate first cycles by rules of their own is assessed as each of its people would be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from recert.policy.history import Activity, Award, History
from recert.policy.model import Group, Policy
from recert.policy.plan import plan
from recert.population import assess as population
from tests import earning
from tests.population.test_assess import AS_OF, standings_alone
from tests.population.test_time import ending_soon, same_for_everybody

TEXT = (
    earning.USUAL.read_text()
    + """
[proration]
months_counted = "begun"
month_of_award = "counts"
by = "share"
rounding = "up"
to = 5
minima = []
source = "s"

[group.acp.proration]
months_counted = "full"
by = "for every"
every_months = 3
units = 30
source = "s"

[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting", "course"]

[[group.aca.also]]
key = "talks"
title = "Talks"
kind = "counter"
counter = "talks"
least = [{ from = 2024-02-01, count = 4, source = "s" }]
shorter_first_cycle = { rounding = "nearest", to = 1, source = "s" }

[[group.acp.or]]
key = "talks"
title = "By talks"
requires = [{ from = 2024-02-01, units = 60, source = "s" }]
shorter_first_cycle = { units = 5, source = "s" }

[[group.acp.or.also]]
key = "talks"
title = "Talks"
kind = "counter"
counter = "talks"
least = [{ from = 2024-02-01, count = 4, source = "s" }]
shorter_first_cycle = { count = 1, source = "s" }
"""
)
UP_TO_A_DAY = (
    earning.USUAL.read_text()
    + """
[proration]
months_counted = "begun"
month_of_award = "counts up to a day"
up_to_day = 15
by = "for every"
every_months = 1
units = 2
source = "s"
"""
)


def of_all_groups(seed: int) -> History:
    """Somebody whose first cycles of two groups end after some months, and who earns a little in each of these."""
    found = ending_soon(seed)
    (award,) = found.awards
    more = [Award(code, award.on, award.expires) for code in ("ACA-ACF", "ACP-OA") if code != award.certification]
    done = [
        Activity(f"{i}", kind, award.on + timedelta(days=9 * i), f"Done {i}")
        for i, kind in enumerate(("course", "local-event", "course", "presenting")[: seed % 5], start=1)
    ]
    later = [each for each in found.activities if award.expires is None or each.on > award.expires]
    return replace(found, awards=(award, *more), activities=(*later, *done))


def changed(of: Callable[[Group], Group], policy: Policy) -> Policy:
    return replace(policy, groups=tuple(map(of, policy.groups)))


def whole(group: Group) -> Group:
    """The group with demands that stay whole."""
    demands = tuple(replace(each, shrinks=None) for each in group.demands)
    ways = tuple(replace(way, demands=tuple(replace(each, shrinks=None) for each in way.demands)) for way in group.ways)
    return replace(group, demands=demands, ways=ways)


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_shrinks_in_shorter_first_cycles_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [of_all_groups(seed) for seed in range(120)]
    policy = same_for_everybody(tmp_path, TEXT, some)
    usual = standings_alone(some, AS_OF, plan(policy))
    for each in (
        replace(policy, proration=None),
        changed(lambda group: replace(group, own_proration=None), policy),
        changed(lambda group: replace(group, ways=tuple(replace(w, shrinks=None) for w in group.ways)), policy),
        changed(whole, policy),
    ):
        assert standings_alone(some, AS_OF, plan(each)) != usual


def midsummer(seed: int) -> History:
    """Somebody awarded around the middle of July until the end of the year, who takes one course."""
    day = date(AS_OF.year - 1, 7, 5 + seed % 20)
    awards = (Award("ACA-JSWE", day, date(day.year, 12, 31)),)
    return History(awards, (), (Activity("1", "course", day + timedelta(days=9), "Course"),))


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_a_month_that_counts_up_to_a_day_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [midsummer(seed) for seed in range(120)]
    policy = same_for_everybody(tmp_path, UP_TO_A_DAY, some)
    usual = standings_alone(some, AS_OF, plan(policy))
    assert policy.proration is not None
    for until in (0, 14, 16):
        other = replace(policy, proration=replace(policy.proration, until_day=until))
        assert standings_alone(some, AS_OF, plan(other)) != usual
