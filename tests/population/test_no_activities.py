"""A population of a program without activities is assessed without a table of them, as each of its people would be."""

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from recert.policy.history import Award, Exam, History
from recert.population import assess as population
from recert.terminal.explain import run as explain
from tests.policy.strategies import PROGRAMS, program
from tests.population.conftest import Tables, tables, write_csv, write_parquet
from tests.population.test_assess import AS_OF, read, standings_alone
from tests.population.test_time import assessed

TEXT = (PROGRAMS / "aws" / "policy.toml").read_text()
CODES = ("SAP", "SAA", "DEA", "CLF")


def sitting(seed: int) -> History:
    """Somebody who holds some of the certifications, and passes or fails exams over the years."""
    chance = random.Random(seed)
    first = date(2019, 1, 10) + timedelta(days=chance.randrange(900))
    awards = [Award(code, first + timedelta(days=chance.randrange(600))) for code in CODES if chance.randrange(2)]
    exams = {
        (code, first + timedelta(days=chance.randrange(3000))): chance.randrange(4) > 0
        for code in chance.choices(CODES, k=chance.randrange(6))
    }
    return History(tuple(awards), tuple(Exam(code, on, passed) for (code, on), passed in exams.items()), ())


SOME = [sitting(seed) for seed in range(150)]


def without_activities(some: list[History]) -> Tables:
    found = tables(some)
    del found["activities"]
    return found


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
@pytest.mark.parametrize("write", [write_csv, write_parquet], ids=["csv", "parquet"])
def test_a_population_without_activities_is_assessed_as_each_of_its_people(
    compiled: bool, write: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    (write_csv if write is write_csv else write_parquet)(tmp_path / "data", without_activities(SOME))
    assert assessed(tmp_path, TEXT) == 0
    assert standings_in(tmp_path / "out") == standings_alone(SOME, AS_OF, program("aws"))
    assert read(tmp_path / "out", "entries") == []
