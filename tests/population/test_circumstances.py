"""Circumstances and extensions are read from tables of a population, and change what is required as for one person."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from recert.policy.history import Activity, Award, Circumstance, Extension, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.read import read_policy
from recert.population import assess as population
from recert.population.person import read_person
from tests.policy.strategies import PROGRAMS
from tests.population.conftest import Tables, tables
from tests.population.test_assess import AS_OF, read, run_on, standings_alone, standings_written


def in_circumstances(seed: int) -> History:
    """A history of the seed's chance, with facts that change what is required."""
    chance = random.Random(seed)
    start = date(2020, 1, 1) + timedelta(days=chance.randrange(1500))

    def on() -> date:
        return start + timedelta(days=chance.randrange(1200))

    def so() -> Circumstance:
        since, kind = on(), chance.choice(["leave", "service", "hardship"])
        until = chance.choice([None, since + timedelta(days=chance.choice([0, 60, 90, 400]))])
        return Circumstance(kind, since, until, Decimal(chance.choice([5, 20]) if kind == "hardship" else 0))

    codes = ["ACA-JSWE", "ACA-ACF", "ACP-JCA"]
    given = [(chance.choice([*codes, "aca"]), on(), chance.randrange(900)) for _ in range(chance.randrange(2))]
    done = [(chance.choice(["course", "presenting"]), on()) for _ in range(chance.randrange(9))]
    return History(
        awards=tuple(Award(code, start) for code in codes[: chance.randrange(1, 4)]),
        activities=tuple(Activity(f"{i:02d}", kind, day, f"a {i}") for i, (kind, day) in enumerate(done)),
        circumstances=tuple(so() for _ in range(chance.randrange(4))),
        extensions=tuple(Extension(of, day, day + timedelta(days=more)) for of, day, more in given),
    )


CIRCUMSTANCES = """
[[circumstance]]
key = "{key}"
title = "{key}"
description = "d"
evidence = "e"
source = "s"
"""
MONTHS = """removes = "months"
months_counted = "begun"
at_least_days = {least}
most_months = 12
rounding = "nearest"
to = 1
extends = {extends}
"""

LOOKED_AT = """,
  { from = 2024-02-01, units = 80, when = { is = ["service"], on = "any day" }, source = "s" },
  { from = 2024-02-01, units = 20, when = { is = ["hardship"], on = "the last day" }, source = "s" }"""
ENDING = ', { ending_from = 2025-06-01, units = 60, source = "s" }'


def with_circumstances(text: str, folder: Path) -> Path:
    """A folder inside another one, with a policy that has leave, service and hardship besides."""
    text += CIRCUMSTANCES.format(key="leave") + MONTHS.format(least=70, extends="true")
    text += CIRCUMSTANCES.format(key="service") + MONTHS.format(least=0, extends="false")
    text += CIRCUMSTANCES.format(key="hardship") + 'removes = "units"\n'
    (folder / "policy").mkdir()
    (folder / "policy" / "policy.toml").write_text(text)
    return folder / "policy"


@pytest.fixture
def eased(tmp_path: Path) -> Path:
    """A folder with the reference program's rules, and circumstances, some of which decide what is required."""
    text = (PROGRAMS / "atlassian" / "policy.toml").read_text()
    for units, more in ((50, LOOKED_AT), (100, ENDING)):
        value = re.search(rf"\{{ from = 2024-02-01, units = {units}, [^}}]*\}}", text)
        assert value
        text = text.replace(value[0], value[0] + more, 1)
    return with_circumstances(text, tmp_path)


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_circumstances_and_extensions_are_the_same_for_a_population(
    compiled: bool, eased: Path, write: Callable[[Path, Tables], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    policy = read_policy(eased)
    assert isinstance(policy, Policy)
    lowered = plan(policy)
    some = [in_circumstances(seed) for seed in range(200)]
    folder = write(tmp_path / "data", tables(some))
    assert run_on(folder, tmp_path / "out", program=str(eased)) == 0
    assert standings_written(tmp_path / "out") == standings_alone(some, AS_OF, lowered)
    without = [replace(one, circumstances=(), extensions=()) for one in some]
    assert standings_alone(some, AS_OF, lowered) != standings_alone(without, AS_OF, lowered)
    read_back = [read_person(folder, lowered, f"P{i:04d}") for i in range(len(some))]
    assert [found and found[0].circumstances for found in read_back] == [one.circumstances for one in some]
    assert [found and found[0].extensions for found in read_back] == [one.extensions for one in some]


YEARS_EASED = """
[[group.aca.also]]
key = "yearly"
title = "Ten in each year"
kind = "each year"
years = "of the cycle"
carried_units = "don't count"
governed_by = "year start"
least = [{ from = 2019-02-01, units = 5, source = "s" }, { from = 2022-01-01, units = 10, source = "s" }]

[[group.aca.also.relief]]
circumstances = ["leave", "service"]
removes = "months"
at_least_days = 0
months_counted = "begun"
rounding = "up"
to = 1
source = "s"

[[group.aca.also.relief]]
circumstances = ["hardship"]
removes = "the year"
at_least_days = 30
from_days = 60
source = "s"

[group.aca.also.missed]
days = 30
counts_for = "the year that is over"
then = "ends"
source = "s"
"""
ALL_EASED = """
[[group.aca.also]]
key = "recent"
title = "Twenty in the last year"
kind = "last months"
months = 12
before = "the cycle's end"
carried_units = "don't count"
least = [{ from = 2019-02-01, units = 20, source = "s" }]

[[group.aca.also.relief]]
circumstances = ["leave", "service"]
removes = "months"
at_least_days = 0
months_counted = "begun"
rounding = "up"
to = 1
source = "s"

[[group.aca.also]]
key = "several"
title = "Sixty in two cycles"
kind = "several cycles"
cycles = 2
least = [{ from = 2019-02-01, units = 60, source = "s" }]

[[group.aca.also.relief]]
circumstances = ["leave", "hardship"]
removes = "everything"
at_least_days = 30
from_days = 60
source = "s"
"""


@pytest.mark.parametrize("asked", [YEARS_EASED, ALL_EASED], ids=["of years", "of all"])
@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_is_taken_off_is_the_same_for_a_population(
    compiled: bool,
    asked: str,
    eased: Path,
    write: Callable[[Path, Tables], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    file = eased / "policy.toml"
    text = file.read_text()
    file.write_text(text.split("[[circumstance]]")[0] + asked + text[text.index("[[circumstance]]") :])
    policy = read_policy(eased)
    assert isinstance(policy, Policy), policy
    lowered = plan(policy)
    some = [in_circumstances(seed) for seed in range(200)]
    folder = write(tmp_path / "data", tables(some))
    assert run_on(folder, tmp_path / "out", program=str(eased)) == 0
    assert standings_written(tmp_path / "out") == standings_alone(some, AS_OF, lowered)
    groups = tuple(replace(g, demands=tuple(replace(d, reliefs=()) for d in g.demands)) for g in policy.groups)
    unrelieved = plan(replace(policy, groups=groups))
    assert standings_alone(some, AS_OF, lowered) != standings_alone(some, AS_OF, unrelieved)


def test_bad_rows_of_circumstances_and_extensions_are_told_by_row(
    eased: Path, write: Callable[[Path, Tables], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = History(awards=(Award("ACA-JSWE", date(2025, 1, 10)),))
    wrong = [
        Circumstance("leaf", date(2025, 3, 1)),
        Circumstance("leave", date(2025, 3, 1), date(2025, 2, 1)),
        Circumstance("leave", date(2025, 3, 1), None, Decimal(5)),
        Circumstance("hardship", date(2025, 3, 1)),
        Circumstance("hardship", date(2025, 3, 1), None, Decimal("0.5")),
        Circumstance("hardship", date(2025, 3, 1), None, Decimal(5)),
    ]
    late = Extension("aca", date(2025, 3, 1), date(2025, 2, 1))
    other = Extension("ACA-JSWX", date(2025, 3, 1), date(2027, 2, 1))
    folder = write(tmp_path / "data", tables([replace(good, circumstances=tuple(wrong), extensions=(late, other))]))
    assert run_on(folder, tmp_path / "out", program=str(eased)) == 1
    told = capsys.readouterr().err
    for line in (
        'there is no circumstance "leaf": did you mean "leave"?',
        "until is 2025-02-01, before its first day: write a later day",
        "and no units are waived here: leave it empty",
        "write a multiple of 1",
        "to is 2025-02-01, before the day on which it was given: write a later day",
        'there is no certification "ACA-JSWX": did you mean "ACA-JSWE"?',
    ):
        assert line in told, told
    (row,) = read(tmp_path / "out", "standings")
    assert row["required"] == 15  # in hardship 20, of which 5 are waived
