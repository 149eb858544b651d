"""A population earns under limits of providers and months, as each of its people would alone."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import GroupStanding
from recert.policy.history import Activity, Award, History
from recert.policy.model import Policy
from recert.policy.plan import Plan, plan
from recert.policy.read import parse_policy
from recert.policy.several_days import SeveralDays
from recert.population import assess as population
from recert.terminal.assess import run
from recert.terminal.explain import run as explain
from tests import earning, spanning
from tests.policy.strategies import TYPES
from tests.population.conftest import Tables, tables, write_parquet
from tests.population.test_assess import AS_OF, entries_alone, entries_written, read, standings_alone, standings_written


def person(seed: int) -> History:
    chance = random.Random(seed)
    start = date(2024, 3, 1) + timedelta(days=chance.randrange(100))
    activities = tuple(
        Activity(
            f"{i:02d}",
            chance.choice(TYPES),
            start + timedelta(days=chance.choice([chance.randrange(60), chance.randrange(1000)])),
            chance.choice(["", "A", "a ", "B", "C"]),
            quantity=Decimal(1),
            provider=chance.choice(["", "PMI", " pmi", "ISC2", "ISACA"]),
        )
        for i in range(chance.randrange(20))
    )
    return History(awards=(Award(chance.choice(["ACA-JSWE", "ACP-JCA"]), start),), activities=activities)


def assessed(folder: Path, text: str) -> int:
    (folder / "policy.toml").write_text(text)
    given = ["--policy", str(folder / "policy.toml"), "--data", str(folder / "data"), "--as-of", str(AS_OF)]
    return run([*given, "--out", str(folder / "out")])


def as_each_alone(folder: Path, text: str, some: Sequence[History]) -> list[tuple[object, ...]]:
    """The standings of some people by a policy, which are, as are their entries, those of each of them alone."""
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    write_parquet(folder / "data", tables(some))
    assert assessed(folder, text) == 0
    alone = standings_alone(some, AS_OF, plan(policy))
    assert standings_written(folder / "out") == alone
    assert entries_written(folder / "out") == entries_alone(some, AS_OF, plan(policy))
    return alone


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_providers_months_and_what_is_over_are_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    monkeypatch.setattr(population, "PEOPLE_PER_PART", 64)
    text = earning.text()
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    some = [person(seed) for seed in range(150)]
    write_parquet(tmp_path / "data", tables(some))
    assert assessed(tmp_path, text) == 0
    assert standings_written(tmp_path / "out") == standings_alone(some, AS_OF, plan(policy))
    assert entries_written(tmp_path / "out") == entries_alone(some, AS_OF, plan(policy))
    reasons = {row["reason"] for row in read(tmp_path / "out", "entries")}
    assert {"spilled", "not_approved", "in_part", "over_units"} <= reasons


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_a_step_of_a_types_own_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    stepped = 'proof = "completion"\nmeasured_in = { one = "hour", many = "hours" }\nstep = 5\nrounding = "nearest"'
    text = earning.USUAL.read_text().replace('proof = "completion"', stepped, 1)
    text = text.replace("step = 1\n", 'step = 1\nrounding = "down"\n', 1)
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    some = [
        replace(h, activities=tuple(replace(a, quantity=Decimal(i) / 8) for i, a in enumerate(h.activities, 1)))
        for h in map(person, range(40))
    ]
    write_parquet(tmp_path / "data", tables(some))
    assert assessed(tmp_path, text) == 0
    assert standings_written(tmp_path / "out") == standings_alone(some, AS_OF, plan(policy))
    found = {str(row["units"]).removesuffix(".0") for row in read(tmp_path / "out", "entries")}
    assert {"5", "15"} <= found


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_first_days_are_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    policy = parse_policy(spanning.text())
    assert isinstance(policy, Policy), policy
    some = [
        replace(
            h,
            activities=tuple(
                replace(a, began=a.on - timedelta(days=90 * (i % 3)) if i % 4 else None)
                for i, a in enumerate(h.activities)
            ),
        )
        for h in map(person, range(40))
    ]
    write_parquet(tmp_path / "data", tables(some))
    assert assessed(tmp_path, spanning.text()) == 0
    assert standings_written(tmp_path / "out") == standings_alone(some, AS_OF, plan(policy))
    assert entries_written(tmp_path / "out") == entries_alone(some, AS_OF, plan(policy))
    assert standings_alone(some, AS_OF, plan(policy)) != standings_alone(
        some, AS_OF, plan(replace(policy, several_days=SeveralDays.LAST_DAY))
    )


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_is_divided_by_days_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    monkeypatch.setattr(population, "PEOPLE_PER_PART", 64)
    text = earning.text().replace('several_days = "last day"', 'several_days = "each day"\ndays_rounding = "nearest"')
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    some = [
        replace(
            h,
            activities=tuple(
                replace(a, began=a.on - timedelta(days=(i * 97 + len(h.activities)) % 430) if i % 4 else None)
                for i, a in enumerate(h.activities)
            ),
        )
        for h in map(person, range(150))
    ]
    write_parquet(tmp_path / "data", tables(some))
    assert assessed(tmp_path, text) == 0
    alone = [(f"P{i:04d}", standing) for i, h in enumerate(some) for standing in standings(plan(policy), h)]
    assert standings_written(tmp_path / "out") == standings_alone(some, AS_OF, plan(policy))
    assert entries_written(tmp_path / "out") == entries_alone(some, AS_OF, plan(policy))
    divided = [(f"{who}-{e.activity}", g.group, e.piece) for who, g in alone for e in g.entries if e.piece]
    told = {(row["activity"], row["group"], row["from"], row["until"]) for row in read(tmp_path / "out", "entries")}
    assert {(a, g, piece.first, piece.last) for a, g, piece in divided} <= told
    assert len(divided) > 100


def standings(made: Plan, history: History) -> tuple[GroupStanding, ...]:
    return assess(made, history, AS_OF).groups


def test_a_first_day_after_the_last_is_reported_with_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = Activity("1", "course", date(2024, 5, 1), "Boards", began=date(2024, 5, 2))
    write_parquet(tmp_path / "data", tables([History((Award("ACA-JSWE", date(2024, 3, 1)),), (), (wrong,))]))
    assert assessed(tmp_path, spanning.text()) != 0
    said = capsys.readouterr()
    assert "2024-05-02 comes after its date" in said.out + said.err


def test_the_story_of_one_person_has_first_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course = Activity("1", "course", date(2024, 5, 1), "Boards", began=date(2024, 4, 29))
    write_parquet(tmp_path / "data", tables([History((Award("ACA-JSWE", date(2024, 3, 1)),), (), (course,))]))
    (tmp_path / "policy.toml").write_text(spanning.text())
    given = ["--policy", str(tmp_path / "policy.toml"), "--data", str(tmp_path / "data"), "--as-of", str(AS_OF)]
    assert explain([*given, "P0000"]) == 0
    assert "April 29, 2024: Coursework" in capsys.readouterr().out


def test_without_the_column_nobody_was_given_anything_by_an_approved_provider(
    write: Callable[[Path, Tables], Path], tmp_path: Path
) -> None:
    some = [person(seed) for seed in range(20)]
    write(
        tmp_path / "data",
        tables([replace(h, activities=tuple(replace(a, provider="") for a in h.activities)) for h in some]),
    )
    text = earning.text()
    assert assessed(tmp_path, text) == 0
    reasons = {row["reason"] for row in read(tmp_path / "out", "entries")}
    assert "not_approved" in reasons


def test_the_story_of_one_person_names_the_provider(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course = Activity("1", "course", date(2024, 5, 1), "Boards", provider="ISACA")
    write_parquet(tmp_path / "data", tables([History((Award("ACA-JSWE", date(2024, 3, 1)),), (), (course,))]))
    (tmp_path / "policy.toml").write_text(earning.text())
    given = ["--policy", str(tmp_path / "policy.toml"), "--data", str(tmp_path / "data"), "--as-of", str(AS_OF)]
    assert explain([*given, "P0000"]) == 0
    told = capsys.readouterr().out
    assert "Boards by ISACA" in told
    assert "counts where one of these gave it: PMI, ISC2." in told
