"""A population is asked for so much early in a cycle as each of its people would be."""

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recert.policy.history import Activity, Award, History
from recert.policy.plan import plan
from recert.population import assess as population
from tests.earning import USUAL
from tests.population.test_assess import AS_OF, standings_alone
from tests.population.test_time import same_for_everybody

TEXT = (
    USUAL.read_text().replace("units = 50", "units = 20")
    + """
[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting"]

[[group.aca.also]]
key = "early"
title = "10 units in the first months"
kind = "first months"
months = 7
carried_units = "don't count"
least = [{ from = 2024-02-01, units = 10, source = "s" }]

[[group.aca.also]]
key = "talks"
title = "A talk before the last months"
kind = "all but the last months"
counter = "talks"
months = 12
least = [{ from = 2024-02-01, count = 1, source = "s" }]
"""
)


def person(seed: int) -> History:
    chance = random.Random(seed)
    start = AS_OF - timedelta(days=chance.randrange(300, 900))
    done = tuple(
        Activity(
            f"{i:02d}",
            chance.choice(["course", "presenting"]),
            start + timedelta(days=chance.randrange(500)),
            f"Course {i}",
        )
        for i in range(7)
    )
    return History((Award("ACA-JSWE", start),), (), tuple(sorted(done, key=lambda each: each.on)))


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_was_done_early_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [person(seed) for seed in range(100)]
    policy = same_for_everybody(tmp_path, TEXT, some)
    alone = standings_alone(some, AS_OF, plan(policy))
    group = policy.groups[0]
    for at in range(2):
        fewer = tuple(replace(d, months=1) if i == at else d for i, d in enumerate(group.demands))
        other = replace(policy, groups=(replace(group, demands=fewer), *policy.groups[1:]))
        assert alone != standings_alone(some, AS_OF, plan(other))
