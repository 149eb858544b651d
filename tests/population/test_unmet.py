"""Cycles that are missed and end nothing are the same for a population as for one person."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.read import read_policy
from recert.population import assess as population
from tests.policy.strategies import PROGRAMS
from tests.population.conftest import Tables, tables
from tests.population.test_assess import read, run_on, standings_alone, standings_written
from tests.population.test_circumstances import in_circumstances, with_circumstances

LATE = date(2034, 6, 1)  # several cycles after the last fact


@pytest.fixture
def going_on(tmp_path: Path) -> Path:
    """The reference program's rules with years as cycles, of which none ends what is held; leave puts them off."""
    text = (PROGRAMS / "atlassian" / "policy.toml").read_text()
    assert "[cycle]\nmonths = 24\n" in text
    rule = '[cycle]\nunmet = "the next cycle begins"\nshortfall = "is added to the next"\nmonths = 12\n'
    return with_circumstances(text.replace("[cycle]\nmonths = 24\n", rule), tmp_path)


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_missed_cycles_are_the_same_for_a_population(
    compiled: bool,
    going_on: Path,
    write: Callable[[Path, Tables], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    policy = read_policy(going_on)
    assert isinstance(policy, Policy)
    some = [in_circumstances(seed) for seed in range(200)]
    folder = write(tmp_path / "data", tables(some))
    assert run_on(folder, tmp_path / "out", LATE, program=str(going_on)) == 0
    assert standings_written(tmp_path / "out") == standings_alone(some, LATE, plan(policy))
    states = [row["state"] for row in read(tmp_path / "out", "standings")]
    assert states.count("unmet") > len(some)
    assert "lapsed" not in states
