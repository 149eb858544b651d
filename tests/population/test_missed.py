"""Years that end what is held, or are made up for, are the same for a population as for one person."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from recert.policy.assess import assess
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.read import read_policy
from recert.population import assess as population
from tests.policy.strategies import PROGRAMS
from tests.population.conftest import Tables, tables
from tests.population.test_assess import read, run_on, standings_alone, standings_written
from tests.population.test_circumstances import in_circumstances, with_circumstances

LATE = date(2034, 6, 1)  # several cycles after the last fact
YEARS = """
[[group.aca.also]]
key = "talk"
title = "A talk in each year"
kind = "each year"
years = "of the calendar"
counter = "talks"
least = [{ from = 2020-01-01, count = 1, source = "s" }]

[group.aca.also.missed]
on = "03-31"
counts_for = "the year that is over"
then = "ends"
source = "s"

[[group.acp.also]]
key = "units"
title = "10 units in each year"
kind = "each year"
years = "of the cycle"
carried_units = "don't count"
least = [{ from = 2020-01-01, units = 10, source = "s" }]

[group.acp.also.missed]
days = 30
counts_for = "the year that is over"
then = "made up"
counter = "talks"
source = "s"

[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting", "local-event", "global-event"]
"""


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_missed_years_are_the_same_for_a_population(
    compiled: bool, write: Callable[[Path, Tables], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    text = (PROGRAMS / "atlassian" / "policy.toml").read_text() + YEARS
    rules = with_circumstances(text.replace("units = 100,", "units = 20,"), tmp_path)
    policy = read_policy(rules)
    assert isinstance(policy, Policy), policy
    some = [in_circumstances(seed) for seed in range(200)]
    folder = write(tmp_path / "data", tables(some))
    assert run_on(folder, tmp_path / "out", LATE, program=str(rules)) == 0
    assert standings_written(tmp_path / "out") == standings_alone(some, LATE, plan(policy))
    ends = [row["end"] for row in read(tmp_path / "out", "standings") if row["state"] == "lapsed"]
    assert any(str(end).endswith("-03-31") for end in ends)


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_missed_years_of_the_program_are_the_same_for_a_population(
    compiled: bool, write: Callable[[Path, Tables], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    years = YEARS.replace("of the calendar", "of the program")
    text = (PROGRAMS / "atlassian" / "policy.toml").read_text() + years
    text = text.replace('ends = "same day"', 'ends = "end of year"\nyear_ends = ["06-30"]', 1)
    rules = with_circumstances(text.replace("units = 100,", "units = 20,"), tmp_path)
    policy = read_policy(rules)
    assert isinstance(policy, Policy), policy
    some = [in_circumstances(seed) for seed in range(200)]
    folder = write(tmp_path / "data", tables(some))
    assert run_on(folder, tmp_path / "out", LATE, program=str(rules)) == 0
    assert standings_written(tmp_path / "out") == standings_alone(some, LATE, plan(policy))
    states = {(row["state"], str(row["end"])[4:]) for row in read(tmp_path / "out", "standings")}
    assert ("lapsed", "-03-31") in states


NEVER = """
[group.acp.cycle]
months = 36
renewed = "never"
source = "s"
"""


def never_renewed(text: str) -> str:
    """A policy of which nothing renews one group, the years of which suspend it."""
    was = next(line for line in text.splitlines() if line.startswith("requires") and "R3): Professional" in line)
    return text.replace(was, "requires = []") + NEVER


@pytest.mark.parametrize("never", [False, True], ids=["renewed", "never renewed"])
@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_missed_years_suspend_is_the_same_for_a_population(
    compiled: bool, never: bool, write: Callable[[Path, Tables], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    years = YEARS.replace('then = "ends"', 'then = "suspends"\ncounter = "talks"\nfor_months = 5')
    text = (PROGRAMS / "atlassian" / "policy.toml").read_text() + years.replace('"made up"', '"suspends"')
    text = never_renewed(text) if never else text
    rules = with_circumstances(text.replace("units = 100,", "units = 20,"), tmp_path)
    policy = read_policy(rules)
    assert isinstance(policy, Policy), policy
    some = [in_circumstances(seed) for seed in range(200)]
    folder, seen = write(tmp_path / "data", tables(some)), set[object]()
    for as_of in (date(2025, 3, 1), date(2026, 6, 1), LATE):
        out = tmp_path / f"out-{as_of}"
        assert run_on(folder, out, as_of, program=str(rules)) == 0
        assert standings_written(out) == standings_alone(some, as_of, plan(policy))
        rows = read(out, "standings")
        told = {(row["person"], row["group"], row["cycle"]): row["suspended_since"] for row in rows}
        alone = {
            (f"P{i:04d}", standing.group, cycle.number): cycle.pause.since if cycle.pause else None
            for i, each in enumerate(some)
            for standing in assess(plan(policy), each, as_of).groups
            for cycle in standing.cycles
        }
        assert told == alone
        seen |= {(row["group"], row["state"]) for row in rows if row["suspended_since"]}
    assert seen >= {("aca", "suspended"), ("acp", "suspended")}


OF_A_ROLE = ', when = { is = ["service"], on = "any day" }, source = "s" }]'


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_a_role_that_begins_later_asks_of_years_is_the_same_for_a_population(
    compiled: bool, write: Callable[[Path, Tables], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    years = YEARS.replace('then = "ends"', 'then = "suspends"\ncounter = "talks"').replace('"made up"', '"suspends"')
    text = (PROGRAMS / "atlassian" / "policy.toml").read_text() + years.replace(', source = "s" }]', OF_A_ROLE)
    rules = with_circumstances(text.replace("months = 24\n", "months = 36\n", 1), tmp_path)
    policy = read_policy(rules)
    assert isinstance(policy, Policy), policy
    some, seen = [in_circumstances(seed) for seed in range(200)], set[tuple[bool, ...]]()
    folder = write(tmp_path / "data", tables(some))
    for as_of in (date(2025, 3, 1), LATE):
        out = tmp_path / f"out-{as_of}"
        assert run_on(folder, out, as_of, program=str(rules)) == 0
        assert standings_written(out) == standings_alone(some, as_of, plan(policy))
        cycles = [c for each in some for g in assess(plan(policy), each, as_of).groups for c in g.cycles]
        seen |= {tuple(year.required > 0 for year in total.years) for cycle in cycles for total in cycle.demands}
    assert seen & {(False, True), (False, True, True), (False, False, True)}
