"""Fees in the grace, longer first cycles and cascades of a day are the same for a population as for one person."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from recert.policy.history import Activity, Award, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.read import read_policy
from recert.population import assess as population
from tests.policy.strategies import PROGRAMS
from tests.population.conftest import Tables, tables
from tests.population.test_assess import read, run_on, standings_alone, standings_written

AS_OF = date(2029, 6, 1)
RULES = """
[[group.aca.also]]
key = "fee"
title = "A fee in each year"
kind = "each year"
years = "of the calendar"
counter = "fees"
least = [{ from = 2020-01-01, count = 1, source = "s" }]

[group.aca.also.missed]
on = "02-15"
counts_for = "the year that is over"
then = "ends"
source = "s"

[counter.fees]
name = "Fees"
one = "fee"
many = "fees"
counts = "uses"
types = ["fee"]

[activity.fee]
title = "Annual fee"
one = "fee"
many = "fees"
description = "d"
evidence = "e"
proof = "registration"
worth = []

[[cascade]]
key = "down"
title = "With the associate one"
by = "renewing"
of = ["ACA-JSWE"]
renews = ["ACP-JCA"]
new_expiry = "with it"
from = 2024-02-01
source = "s"
"""
FIRST = 'first = { months = 30, ends = "end of year" }'


def somebody(seed: int) -> History:
    """Who pays around the ends of years, and earns for both levels on one day or on two."""
    draw = Random(seed)
    start = date(2024, 2, 1) + timedelta(draw.randrange(400))
    awards = (Award("ACA-JSWE", start), Award("ACP-JCA", start + timedelta(draw.randrange(200))))
    paid = [date(year, 1, 1) + timedelta(draw.randrange(-40, 70)) for year in range(2024, 2030) for _ in range(2)]
    done = [start + timedelta(draw.randrange(300, 1500)) for _ in range(4)]
    fees = [Activity(f"f{n}", "fee", on, f"f{n}") for n, on in enumerate(paid)]
    courses = [Activity(f"c{n}.{k}", "course", on, f"c{n}.{k}") for n, on in enumerate(done) for k in range(3)]
    return History(awards, (), (*fees, *courses))


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_they_are_the_same_for_a_population(
    compiled: bool, write: Callable[[Path, Tables], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    text = (PROGRAMS / "atlassian" / "policy.toml").read_text()
    text = text.replace("units = 100,", "units = 30,").replace("units = 50,", "units = 30,")
    text = text.replace("[cycle]\n", f"[cycle]\n{FIRST}\n", 1).replace('ends = "same day"', 'ends = "end of year"', 1)
    rules = tmp_path / "policy.toml"
    rules.write_text(text + RULES)
    policy = read_policy(rules)
    assert isinstance(policy, Policy), policy
    some = [somebody(seed) for seed in range(200)]
    folder = write(tmp_path / "data", tables(some))
    assert run_on(folder, tmp_path / "out", AS_OF, program=str(rules)) == 0
    assert standings_written(tmp_path / "out") == standings_alone(some, AS_OF, plan(policy))
    assert {row["state"] for row in read(tmp_path / "out", "standings")} >= {"lapsed", "renewed"}
