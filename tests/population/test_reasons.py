"""Whoever has enough units and is not renewed finds in the standings what else is missing."""

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from recert.policy.history import Activity, Award, Exam, History
from recert.population import assess as population
from tests.policy.strategies import PROGRAMS
from tests.population.conftest import tables, write_csv
from tests.population.test_assess import read, run_on
from tests.population.test_time import same_for_everybody

ATLASSIAN = (PROGRAMS / "atlassian" / "policy.toml").read_text()
TEXT = (
    ATLASSIAN.replace("step = 1\n", 'step = 1\nrounding = "down"\n', 1)
    .replace(
        "\n[group.acp]",
        '\n[group.aca.minimum]\ntalks = [{ from = 2020-01-01, units = 10, source = "s" }]\n\n[group.acp]',
    )
    .replace(
        "\n[activity.presenting]", '\n[category.talks]\nname = "Talks"\n\n[activity.presenting]\ncategory = "talks"', 1
    )
    + """
[[group.aca.also]]
key = "fee"
title = "The fee"
kind = "counter"
counter = "fee"
least = [{ from = 2020-01-01, count = 50, source = "s" }]

[[group.aca.also]]
key = "late-fee"
title = "The late fee"
kind = "counter"
counter = "fee"
late_from_day = 1
least = [{ from = 2020-01-01, count = 80, source = "s" }]

[[group.acp.also]]
key = "form"
title = "A form in each group"
kind = "counter"
counter = "forms"
least = [{ from = 2020-01-01, count = 1, source = "s" }]

[counter.fee]
name = "Fees"
one = "dollar"
many = "dollars"
counts = "quantity"
types = ["fee"]

[counter.forms]
name = "Forms"
one = "form"
many = "forms"
counts = "uses"
types = ["fee"]

[activity.fee]
title = "Fee"
one = "payment"
many = "payments"
description = "A fee."
evidence = "A receipt."
proof = "registration"
measured_in = { one = "dollar", many = "dollars" }
worth = []
"""
)
START = date(2024, 3, 1)


def payer(seed: int) -> History:
    """Somebody of either group, or both, who earns much or little, pays some fee or none; a few pass the exam again."""
    chance = random.Random(seed)
    codes = chance.choice([("ACA-JSWE",), ("ACP-JCA",), ("ACA-JSWE", "ACP-JCA")])
    done = [
        Activity(
            f"{i:02d}",
            chance.choice(["presenting", "global-event", "local-event"]),
            START + timedelta(days=chance.randrange(900)),
            str(i),
        )
        for i in range(chance.randrange(24))
    ]
    paid = [Activity("fee", "fee", START + timedelta(days=600), quantity=Decimal(chance.choice([49, 50, 80])))]
    passed = tuple(Exam(code, START + timedelta(days=650), True) for code in codes)
    return History(
        awards=tuple(Award(code, START) for code in codes),
        exams=passed if not seed % 5 else (),
        activities=(*done, *paid[: chance.randrange(2)]),
    )


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_a_population_is_told_why_each_of_its_people_is_not_renewed(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    monkeypatch.setattr(population, "PEOPLE_PER_PART", 64)
    same_for_everybody(tmp_path, TEXT, [payer(seed) for seed in range(200)])
    rows = read(tmp_path / "out", "standings")
    assert {row["demands_unmet"] for row in rows} >= {None, "fee", "form", "late-fee", "fee late-fee"}
    assert {row["minima_short"] for row in rows} == {None, "talks"}
    renewed = [row for row in rows if row["state"] == "renewed"]
    assert renewed and not any(row["minima_short"] or row["demands_unmet"] for row in renewed)


def test_whoever_did_not_pay_reads_so_beside_enough_units(tmp_path: Path) -> None:
    done = tuple(Activity(str(i), "presenting", START + timedelta(days=i), str(i)) for i in range(4))
    some = [History(awards=(Award("ACA-JSWE", START),), activities=done), History(awards=(Award("ACA-JSWE", START),))]
    write_csv(tmp_path / "data", tables(some))
    rules = tmp_path / "policy.toml"
    rules.write_text(TEXT.replace("units = 50,", "units = 20,"))
    assert run_on(tmp_path / "data", tmp_path / "out", date(2025, 1, 1), program=str(rules)) == 0
    paying, idle = read(tmp_path / "out", "standings")
    assert (paying["required"], paying["state"], paying["minima_short"], paying["demands_unmet"]) == (
        20,
        "open",
        "",
        "fee",
    )
    assert (idle["minima_short"], idle["demands_unmet"]) == ("talks", "fee")


def test_policies_that_ask_for_units_alone_have_no_columns_of_what_else_is_missing(tmp_path: Path) -> None:
    write_csv(tmp_path / "data", tables([History(awards=(Award("ACA-JSWE", START),))]))
    assert run_on(tmp_path / "data", tmp_path / "out") == 0
    assert not {"minima_short", "demands_unmet"} & set(read(tmp_path / "out", "standings")[0])
