"""A population in which something is awarded while something else is suspended gets what each of its people would."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from recert.policy.history import Activity, Award, Exam, History
from recert.population import assess as population
from tests import spanning
from tests.earning import USUAL
from tests.population.test_earning import as_each_alone

SUSPENSION = """
[suspension]
months = 12
renewed_by = ["units"]
next_starts = "where the last one ended"
activity = "ended cycle"
source = "decided"
"""
CODES = ("ACA-JSWE", "ACA-ACF", "ACA-JSWBC")


def person(seed: int) -> History:
    """Two or three certifications of a level, each awarded when the one before is over."""
    chance = random.Random(seed)
    on, (first, second, third) = date(2021, 3, 1) + timedelta(days=chance.randrange(90)), chance.sample(CODES, 3)
    late = on + timedelta(days=chance.choice([725, 735, 800, 900, 1100, 1200]))
    later = late + timedelta(days=chance.choice([600, 735, 900, 1100]))
    sat = chance.random() < 0.4
    done = sorted(on + timedelta(days=chance.randrange(2200)) for _ in range(chance.randrange(14)))
    return History(
        awards=(Award(first, on), *(() if sat else (Award(second, late),)), Award(third, later)),
        exams=(Exam(second, late, passed=True, ref="e"),) if sat else (),
        activities=tuple(
            Activity(f"{i:02d}", "course", day, f"{i}", began=day - timedelta(days=chance.choice([0, 5, 200])))
            for i, day in enumerate(done)
        ),
    )


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
@pytest.mark.parametrize("text", [USUAL.read_text(), spanning.divided()], ids=["whole", "divided"])
def test_what_is_awarded_after_an_end_is_the_same_for_a_population(
    compiled: bool, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    monkeypatch.setattr(population, "PEOPLE_PER_PART", 16)
    some = [person(seed) for seed in range(120)]
    alone = as_each_alone(tmp_path, text + SUSPENSION, some)
    begun = {award.on for history in some for award in history.awards[1:]}
    begun |= {exam.on for history in some for exam in history.exams}
    assert sum(row[2] == 2 and row[3] in begun for row in alone) > 20
