"""What does not expire is told of a population as of one person, and its dates are empty, not far away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from recert.policy.calendar import FOR_LIFE
from recert.policy.history import Award, Exam, Grant, History
from recert.policy.plan import plan
from recert.population import assess as population
from tests.policy.test_for_life import BY_EXAM, EARLIER, LIFE
from tests.policy.test_never_renewed import REQUIRES
from tests.population.conftest import Tables, tables, write_csv, write_parquet
from tests.population.test_another_length import renewing
from tests.population.test_assess import AS_OF, read, run_on, standings_alone
from tests.population.test_time import same_for_everybody

CYCLE = BY_EXAM.index("\n[", BY_EXAM.index("[cycle]"))
BEFORE = BY_EXAM[:CYCLE] + EARLIER + BY_EXAM[CYCLE:]
GROUP = BY_EXAM.replace(REQUIRES, "requires = []", 1) + LIFE


def holding(seed: int) -> History:
    """Somebody of whom some hold another certification besides, and some pass an exam again."""
    found = renewing(seed)
    (award,) = found.awards
    given = award if seed % 3 else Award(award.certification, award.on)
    other = Award("ACP-OA" if seed % 2 else "ACA-ITSMF", award.on + timedelta(days=30 * (seed % 7)))
    exams = (*found.exams, Exam(other.certification, other.on + timedelta(days=600), True))
    return replace(found, awards=(given, other), exams=exams if seed % 5 else found.exams)


@pytest.mark.parametrize("text", [BEFORE, GROUP], ids=["before a day", "a group"])
@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_is_held_for_life_is_the_same_for_a_population(
    text: str, compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [holding(seed) for seed in range(120)]
    policy = same_for_everybody(tmp_path, text, some)
    rows = [row for row in read(tmp_path / "out", "standings") if row["state"] == "held"]
    assert rows
    assert {(row["end"], row["grace_until"]) for row in rows} == {(None, None)}
    usual = replace(
        policy,
        cycle=replace(policy.cycle, earlier=()),
        groups=tuple(replace(group, own_cycle=None) for group in policy.groups),
    )
    assert standings_alone(some, AS_OF, plan(policy)) != standings_alone(some, AS_OF, plan(usual))


GRANTED = Grant("aca", 1, date(2026, 2, 1), date(2027, 3, 15), FOR_LIFE)
BY_GRANT = History(awards=(Award("ACA-JSWE", date(2025, 3, 15)),), grants=(GRANTED,))


@pytest.mark.parametrize("write", [write_csv, write_parquet], ids=["csv", "parquet"])
def test_a_renewal_granted_for_life_has_an_empty_date(write: Callable[[Path, Tables], Path], tmp_path: Path) -> None:
    made = tables([BY_GRANT])
    made["renewals"][0]["new_expiry"] = None
    folder = write(tmp_path / "data", made)
    (tmp_path / "policy.toml").write_text(BY_EXAM)
    assert run_on(folder, tmp_path / "out", date(2028, 1, 1), program=str(tmp_path)) == 0
    rows = read(tmp_path / "out", "standings")
    assert [(row["state"], row["end"]) for row in rows] == [("renewed", date(2027, 3, 15)), ("held", None)]
    assert run_on(folder, tmp_path / "other", AS_OF) != 0  # by rules of which nothing is for life
