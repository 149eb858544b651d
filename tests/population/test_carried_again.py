"""A population carries on what was carried in and isn't too old, as each of its people would."""

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recert.policy.carrying import CarriedIn
from recert.policy.history import Activity, Award, History
from recert.policy.plan import plan
from recert.population import assess as population
from tests.earning import USUAL
from tests.population.test_assess import AS_OF, standings_alone
from tests.population.test_time import same_for_everybody

TEXT = (
    USUAL.read_text()
    .replace('surplus = "not carried"', 'surplus = "carried"')
    .replace("months = 24\ngrace_days = 90", "months = 4\ngrace_days = 10")
    .replace("units = 50", "units = 20")
    + """
[carry]
most = [
  { from = 2024-02-01, units = 60, source = "s" },
  { from = 2024-02-01, units = 40, when = { cycle_to = 1 }, source = "s" },
]
earned_in_last_months = 7
carried_units = "may be carried again"
satisfies = "the total alone"
"""
)


def person(seed: int) -> History:
    chance = random.Random(seed)
    start = AS_OF - timedelta(days=400)
    done = tuple(
        Activity(f"{i:02d}", "course", start + timedelta(days=chance.randrange(300)), f"Course {i}") for i in range(9)
    )
    return History((Award("ACA-JSWE", start),), (), tuple(sorted(done, key=lambda each: each.on)))


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_is_carried_again_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [person(seed) for seed in range(100)]
    policy = same_for_everybody(tmp_path, TEXT, some)
    assert policy.carry is not None and policy.cycle.months == 4
    alone = standings_alone(some, AS_OF, plan(policy))
    for other in (
        replace(policy.carry, carried_in=CarriedIn.FIRST),
        replace(policy.carry, months=0),
        replace(policy.carry, most=policy.carry.most[:1]),
    ):
        assert alone != standings_alone(some, AS_OF, plan(replace(policy, carry=other)))
