"""Who holds a designation is the same for a population as for one person."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from recert.policy.assess import assess
from recert.policy.compare import Totals, held_of
from recert.policy.designations import designations
from recert.policy.effect import overall
from recert.policy.history import Award, Exam, History
from recert.policy.model import Policy
from recert.policy.plan import Plan, plan
from recert.policy.read import read_policy
from recert.population import assess as population
from recert.population.compare import compare_population
from tests.policy.strategies import PROGRAMS
from tests.policy.test_designations import EXPERT, ONE_MORE
from tests.population.conftest import Tables, tables
from tests.population.test_assess import read, run_on

ON = date(2026, 10, 15)
CODES = ("ACP-JCA", "ACP-OA", "ACP-MJCP", "ACA-JSWE", "ACA-ACF")
BOTH = f"""{EXPERT}{ONE_MORE}
[designation.all-year]
title = "All year"
description = "Whoever was once both in a year."
counts = ["active"]
lost = "at the end of the year"
from = 2024-02-01
source = "s"

[[designation.all-year.needs]]
of = ["ACP-JCA", "ACA-JSWE"]
at_least = 2
"""


def somebody(seed: int) -> History:
    chance = Random(seed)
    held = chance.sample(CODES, chance.randrange(len(CODES) + 1))
    awards = tuple(Award(code, ON - timedelta(days=chance.randrange(900))) for code in held)
    exams = [Exam(code, ON - timedelta(days=chance.randrange(900)), passed=True) for code in held if seed % 3]
    return History(awards, tuple(exams))


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_who_holds_one_is_the_same_for_a_population(
    compiled: bool, write: Callable[[Path, Tables], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    monkeypatch.setattr(population, "STEPS_PER_PERSON", 1)  # so that it has to begin anew with more room
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "policy.toml").write_text((PROGRAMS / "atlassian" / "policy.toml").read_text() + BOTH)
    policy = read_policy(rules)
    assert isinstance(policy, Policy), policy
    some = [somebody(seed) for seed in range(150)]
    folder = write(tmp_path / "data", tables(some))
    assert run_on(folder, tmp_path / "out", ON, program=str(rules)) == 0
    found = [tuple(row.values()) for row in read(tmp_path / "out", "designations")]
    expected = [
        (f"P{i:04d}", each.designation.key, each.since, each.until)
        for i, history in enumerate(some)
        for each in designations(plan(policy), assess(plan(policy), history, ON))
        if each.held
    ]
    assert [tuple(map(str, row)) for row in found] == [tuple(map(str, row)) for row in expected]
    assert {row[1] for row in found} == {"expert", "all-year"}


def test_who_would_gain_and_lose_one_by_other_rules_is_counted(
    write: Callable[[Path, Tables], Path], tmp_path: Path
) -> None:
    usual = (PROGRAMS / "atlassian" / "policy.toml").read_text()
    texts = (usual + BOTH, usual + BOTH.replace("at_least = 2", "at_least = 3", 1).split("[designation.all-year]")[0])
    plans = list[Plan]()
    for name, rules in zip(("before", "after"), texts, strict=True):
        (tmp_path / name).mkdir()
        (tmp_path / name / "policy.toml").write_text(rules)
        policy = read_policy(tmp_path / name)
        assert isinstance(policy, Policy), policy
        plans.append(plan(policy))
    some = [somebody(seed) for seed in range(150)]
    folder = write(tmp_path / "data", tables(some))
    found = compare_population(plans[0], plans[1], folder, ON)
    assert sum(batch.num_rows for batch in found.batches) == 0  # no certification is another
    held = [
        {
            (each.designation.key, i)
            for i, history in enumerate(some)
            for each in designations(made, assess(made, history, ON))
            if each.held
        }
        for made in plans
    ]
    for key, figures in found.totals.designations.items():
        had, has = ({who for which, who in side if which == key} for side in held)
        assert held_of(figures) == (len(had), len(has), len(has - had), len(had - has))
    assert found.totals.designations["expert"].lost and found.totals.designations["all-year"].after == 0
    assert Totals.from_json(json.loads(json.dumps(found.totals.as_json()))) == found.totals
    expert, all_year = found.totals.designations.values()
    assert [str(sentence) for sentence in overall(found.totals)] == [
        "Of 150 people nobody gains or loses a certification, or time.",
        f"Expert: 0 get it and {expert.lost} lose it; {expert.after} hold it then, instead of {expert.before}.",
        f"All year: 0 get it and {all_year.before} lose it; 0 hold it then, instead of {all_year.before}.",
    ]


def test_a_program_without_any_writes_no_such_table(write: Callable[[Path, Tables], Path], tmp_path: Path) -> None:
    folder = write(tmp_path / "data", tables([somebody(1)]))
    assert run_on(folder, tmp_path / "out", ON) == 0
    assert not list((tmp_path / "out").glob("designations.*"))
