"""A population in which certifications take the place of others gets what each of its people would."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from recert.policy.history import Activity, Award, Exam, History
from recert.population import assess as population
from tests import spanning
from tests.earning import USUAL
from tests.population.test_earning import as_each_alone

RULES = """
[[replacement]]
key = "up"
title = "Up"
of = ["ACP-JCA", "ACA-ACF"]
replaces = ["ACA-JSWE"]
from = 2022-01-01
source = "decided"
"""


def person(seed: int) -> History:
    """An associate certification, and one that takes its place: of its level or another, at any time of the cycle."""
    chance = random.Random(seed)
    on = date(2022, 3, 1) + timedelta(days=chance.randrange(200))
    later = on + timedelta(days=chance.choice([0, 1, 90, 400, 725, 735, 760, 900]))
    higher, sat = chance.choice(["ACP-JCA", "ACA-ACF"]), chance.random() < 0.4
    done = sorted(on + timedelta(days=chance.randrange(1500)) for _ in range(chance.randrange(14)))
    return History(
        awards=(Award("ACA-JSWE", on), *(() if sat else (Award(higher, later),))),
        exams=(Exam(higher, later, passed=True, ref="e"),) if sat else (),
        activities=tuple(
            Activity(f"{i:02d}", "course", day, f"{i}", began=day - timedelta(days=chance.choice([0, 5, 200])))
            for i, day in enumerate(done)
        ),
    )


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
@pytest.mark.parametrize("text", [USUAL.read_text(), spanning.divided()], ids=["whole", "divided"])
def test_what_is_replaced_is_the_same_for_a_population(
    compiled: bool, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    monkeypatch.setattr(population, "PEOPLE_PER_PART", 16)
    alone = as_each_alone(tmp_path, text + RULES, [person(seed) for seed in range(120)])
    assert sum("replaced" in row for row in alone) > 20
