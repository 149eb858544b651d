"""A population in which some renew for another length than others is assessed as each of its people would be."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recert.policy.history import Activity, Exam, History
from recert.policy.plan import plan
from recert.population import assess as population
from tests import earning
from tests.population.test_assess import AS_OF, standings_alone
from tests.population.test_time import ending_soon, same_for_everybody

TEXT = (
    earning.USUAL.read_text().replace(
        "[retake]\n", '[retake]\nrenews_for = [{ from = 2024-02-01, months = 36, source = "s" }]\n'
    )
    + """
[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting"]

[[group.aca.or]]
key = "talk"
title = "A talk"
requires = []
renews_for = [
  { from = 2024-02-01, months = 3, source = "s" },
  { from = 2025-06-01, months = 48, when = { cycle_from = 2 }, source = "s" },
]

[[group.aca.or.also]]
key = "talk"
title = "A talk"
kind = "counter"
counter = "talks"
least = [{ from = 2024-02-01, count = 1, source = "s" }]

[[limit]]
key = "yearly"
title = "Courses"
types = ["course"]
each = "year of the cycle"
most = [{ from = 2024-02-01, units = 20, source = "s" }]
"""
)


def renewing(seed: int) -> History:
    """Somebody who speaks, passes the exam again, both or neither, around the end of a cycle and after it."""
    found = ending_soon(seed)
    (award,) = found.awards
    end = award.expires or award.on
    talks = [
        Activity(f"talk {i}", "presenting", end - timedelta(days=20 - 70 * i), f"Talk {i}") for i in range(seed % 4)
    ]
    exams = (Exam(award.certification, end - timedelta(days=5), True),) if seed % 5 == 0 else ()
    return replace(found, activities=(*found.activities, *talks), exams=exams)


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_renewals_for_another_length_are_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [renewing(seed) for seed in range(120)]
    policy = same_for_everybody(tmp_path, TEXT, some)
    ways = tuple(replace(g, ways=tuple(replace(way, renews_for=()) for way in g.ways)) for g in policy.groups)
    assert policy.retake is not None
    for usual in (replace(policy, groups=ways), replace(policy, retake=replace(policy.retake, renews_for=()))):
        assert standings_alone(some, AS_OF, plan(policy)) != standings_alone(some, AS_OF, plan(usual))
