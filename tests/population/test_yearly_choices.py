"""Choices that each year meets by itself are the same for a population as for one person."""

from collections.abc import Callable
from pathlib import Path

import pytest

from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.read import read_policy
from recert.population import assess as population
from tests.policy.strategies import PROGRAMS
from tests.population.conftest import Tables, tables
from tests.population.test_assess import run_on, standings_alone, standings_written
from tests.population.test_circumstances import in_circumstances, with_circumstances
from tests.population.test_missed import LATE

CHOICES = """
[[group.aca.also]]
key = "active"
title = "Active in each year"
kind = "choices of each year"
years = "of the cycle"
governed_by = "year start"
least = [{ from = 2019-02-01, count = 1, source = "s" }]

[[group.aca.also.relief]]
circumstances = ["leave", "service"]
removes = "the year"
at_least_days = 0
from_days = 100
source = "s"

[group.aca.also.missed]
days = 0
then = "ends"
source = "s"

[[group.aca.also.choice]]
key = "talk"
title = "A talk"
kind = "counter"
counter = "talks"
least = [{ from = 2019-02-01, count = 1, source = "s" }]

[[group.aca.also.choice]]
key = "units"
title = "20 units"
kind = "units"
carried_units = "don't count"
least = [{ from = 2019-02-01, units = 10, source = "s" }, { from = 2022-01-01, units = 20, source = "s" }]

[[group.acp.also]]
key = "active"
title = "Active in each year of the calendar"
kind = "choices of each year"
years = "of the calendar"
least = [{ from = 2019-02-01, count = 1, source = "s" }]

[[group.acp.also.choice]]
key = "talk"
title = "A talk"
kind = "counter"
counter = "talks"
least = [{ from = 2019-02-01, count = 1, source = "s" }]

[[group.acp.also.choice]]
key = "units"
title = "10 units"
kind = "units"
carried_units = "don't count"
least = [{ from = 2019-02-01, units = 10, source = "s" }]

[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting", "local-event", "global-event"]
"""


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_choices_of_each_year_are_the_same_for_a_population(
    compiled: bool, write: Callable[[Path, Tables], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    text = (PROGRAMS / "atlassian" / "policy.toml").read_text().replace("units = 100,", "units = 20,")
    rules = with_circumstances(text + CHOICES, tmp_path)
    policy = read_policy(rules)
    assert isinstance(policy, Policy), policy
    some = [in_circumstances(seed) for seed in range(200)]
    folder = write(tmp_path / "data", tables(some))
    assert run_on(folder, tmp_path / "out", LATE, program=str(rules)) == 0
    told = standings_written(tmp_path / "out")
    assert told == standings_alone(some, LATE, plan(policy))
    other = text + CHOICES.replace("units = 20", "units = 2000").replace("units = 10", "units = 1000")
    (tmp_path / "harder").mkdir()
    harder = read_policy(with_circumstances(other, tmp_path / "harder"))
    assert isinstance(harder, Policy), harder
    assert told != standings_alone(some, LATE, plan(harder))
