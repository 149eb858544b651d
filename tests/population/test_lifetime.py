"""A population under limits of a lifetime, and of quarters, gets what each of its people would."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from recert.policy.history import Activity, Award, History
from recert.population import assess as population
from tests.earning import USUAL
from tests.population.test_assess import entries_written
from tests.population.test_earning import as_each_alone

RULES = """
[[limit]]
key = "ever"
title = "Local events"
types = ["local-event"]
each = "lifetime"
most = [{ from = 2020-01-01, units = 25, source = "decided" }, { from = 2024-06-01, units = 15, source = "decided" }]

[[limit]]
key = "of-each"
title = "Courses of one provider"
types = ["course"]
each = "lifetime"
for_each = "provider"
most = [{ from = 2020-01-01, units = 35, source = "decided" }]

[[limit]]
key = "quarter"
title = "Presenting in a quarter"
types = ["presenting"]
each = "quarter"
most = [{ from = 2020-01-01, units = 25, source = "decided" }]
"""


def person(seed: int) -> History:
    """An award, perhaps another one after all has lapsed, and much that is done again and again."""
    chance = random.Random(seed)
    on = date(2024, 2, 2) + timedelta(days=chance.randrange(200))
    again = on + timedelta(days=chance.choice([830, 850, 900]))
    done = sorted(on + timedelta(days=chance.randrange(1200)) for _ in range(chance.randrange(18)))
    kinds = ("local-event", "course", "presenting")
    return History(
        awards=(Award("ACA-JSWE", on), *((Award("ACA-JSWE", again),) if chance.random() < 0.5 else ())),
        activities=tuple(
            Activity(f"{i:02d}", chance.choice(kinds), day, f"{i}", provider=chance.choice(["PMI", "ISACA", ""]))
            for i, day in enumerate(done)
        ),
    )


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_is_limited_in_a_lifetime_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    monkeypatch.setattr(population, "PEOPLE_PER_PART", 16)
    some = [person(seed) for seed in range(120)]
    as_each_alone(tmp_path, USUAL.read_text() + RULES, some)
    written = [str(row) for row in entries_written(tmp_path / "out")]
    assert sum("over_units" in row for row in written) > 20
    assert sum("in_part" in row for row in written) > 20
