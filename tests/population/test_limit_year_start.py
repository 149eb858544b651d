"""In each year of a cycle as much counts for a population as for each of its people, where the year decides that."""

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
    USUAL.read_text()
    + """
[[limit]]
key = "of-a-year"
title = "Courses in a calendar year"
types = ["course"]
each = "calendar year"
governed_by = "year start"
most = [
  { from = 2024-02-01, units = 20, source = "s" },
  { from = YEAR-01-01, units = 10, source = "s" },
]

[[limit]]
key = "of-a-cycles-year"
title = "Events in a year of the cycle"
types = ["global-event", "local-event"]
each = "year of the cycle"
governed_by = "year start"
most = [
  { from = 2024-02-01, units = 15, source = "s" },
  { from = YEAR-01-01, units = 5, when = { cycle_to = 1 }, source = "s" },
]
""".replace("YEAR", str(AS_OF.year))
)


def person(seed: int) -> History:
    chance = random.Random(seed)
    start = AS_OF - timedelta(days=chance.randrange(300, 900))
    kinds = ("course", "course", "global-event", "local-event")
    done = tuple(
        Activity(f"{i:02d}", chance.choice(kinds), start + timedelta(days=chance.randrange(800)), f"Done {i}")
        for i in range(9)
    )
    return History((Award("ACA-JSWE", start),), (), tuple(sorted(done, key=lambda each: each.on)))


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_how_much_counts_in_each_year_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [person(seed) for seed in range(150)]
    policy = same_for_everybody(tmp_path, TEXT, some)
    alone = standings_alone(some, AS_OF, plan(policy))
    for at in range(2):
        caps = tuple(replace(cap, by_year=cap.by_year and i != at) for i, cap in enumerate(policy.caps))
        assert alone != standings_alone(some, AS_OF, plan(replace(policy, caps=caps)))
