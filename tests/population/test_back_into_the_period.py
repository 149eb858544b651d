"""A population that comes back from suspensions into the period under way gets what each of its people would."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from recert.policy.history import Activity, Award, History
from recert.population import assess as population
from tests.earning import USUAL
from tests.population.test_earning import as_each_alone

RULES = """
[suspension]
months = 30
renewed_by = ["units", "exam"]
next_starts = "in the period under way"
activity = "ended cycle"
source = "decided"
"""


def person(seed: int) -> History:
    """A year, and what it takes done late: within it, in its grace, or years after."""
    chance = random.Random(seed)
    on = date(2024, 2, 2) + timedelta(days=chance.randrange(100))
    back = on + timedelta(days=chance.choice([300, 380, 500, 731, 900, 1100]))
    return History(
        awards=(Award("ACA-JSWE", on),),
        activities=tuple(
            Activity(f"{i:02d}", "course", back + timedelta(days=i - chance.choice([0, 3])), f"{i}")
            for i in range(chance.randrange(3, 11))
        ),
    )


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_who_comes_back_into_the_period_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    monkeypatch.setattr(population, "PEOPLE_PER_PART", 16)
    text = (
        USUAL.read_text().replace("months = 24", "months = 12").replace("in_grace = false", "in_grace = true") + RULES
    )
    alone = as_each_alone(tmp_path, text, [person(seed) for seed in range(120)])
    assert sum("renewed" in row for row in alone) > 60
