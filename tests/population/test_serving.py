"""A population whose activities are split among categories, and assigned to groups."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from recert.policy.history import Activity, Award, History, Part
from recert.policy.model import Policy
from recert.policy.plan import Plan, plan
from recert.policy.read import read_policy
from recert.population import assess as population
from recert.population.person import read_person
from recert.terminal.assess import run
from tests.policy.test_splitting import CHOSEN, LIMITED, ONE_OF_TWO, text_of
from tests.population.conftest import Tables, tables, write_csv
from tests.population.test_assess import AS_OF, entries_alone, entries_written, read, standings_alone, standings_written

POLICY = text_of(
    CHOSEN.replace('"hours" }', '"hours", step = 0.5 }') + "parts_in = [0.25, 0.2]",
    LIMITED.replace("units = 10", "units = 65")
    + """
[group.aca.minimum]
accounting = [{ from = 2024-02-01, units = 12.5, source = "s" }]

[allocation]
activities = "serve one credential"
of = ["course", "presenting"]
unassigned = "count for nothing"
source = "s"

[[allocation.reach]]
of = ["presenting"]
at_most = 2
source = "s"
""",
).replace('name = "Accounting"', 'name = "Accounting"\nwithin = "law"')


def folder_of(tmp_path: Path, text: str = POLICY) -> tuple[Path, Plan]:
    folder = tmp_path / "policy"
    folder.mkdir()
    (folder / "policy.toml").write_text(text)
    policy = read_policy(folder)
    assert isinstance(policy, Policy), policy
    return folder, plan(policy)


def split(chance: random.Random, quantity: Decimal) -> tuple[Part, ...]:
    """No parts, the other category, two that fit, or two that don't."""
    half = (quantity / 2).quantize(Decimal("0.25"))
    return chance.choice(
        [
            (),
            (Part("accounting", quantity),),
            (Part("accounting", half), Part("tax", quantity - half)),
            (Part("tax", half), Part("accounting", quantity)),
            (Part("law", quantity),),
        ]
    )


def made(seed: int) -> History:
    chance = random.Random(seed)
    start = date(2024, 3, 1) + timedelta(days=chance.randrange(300))
    activities = list[Activity]()
    for i in range(chance.randrange(20)):
        kind = chance.choice(["course", "course", "course", "presenting", "local-event"])
        much = Decimal(chance.choice(["0.5", "1", "1.25", "2.5", "3"])) if kind == "course" else Decimal(1)
        on = start + timedelta(days=chance.randrange(60))
        parts = split(chance, much) if kind == "course" else ()
        serves = chance.choice([("aca",), ("acp",), (), ("aca", "acp")])
        activities.append(Activity(f"{i:02d}", kind, on, f"activity {i}", quantity=much, parts=parts, serves=serves))
    return History((Award("ACA-JSWE", start), Award("ACP-JCA", start)), (), tuple(activities))


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_parts_and_assignments_are_the_same_for_a_population(
    compiled: bool, write: Callable[[Path, Tables], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    folder, lowered = folder_of(tmp_path)
    people = [made(seed) for seed in range(100)]
    shuffled = tables(people)
    random.Random(3).shuffle(shuffled["activities"])
    data = write(tmp_path / "data", shuffled)
    given = ["--policy", str(folder), "--data", str(data), "--as-of", str(AS_OF), "--out", str(tmp_path / "out")]
    assert run(given) == 0
    assert standings_written(tmp_path / "out") == standings_alone(people, AS_OF, lowered)
    assert entries_written(tmp_path / "out") == entries_alone(people, AS_OF, lowered)
    reasons = {row["reason"] for row in read(tmp_path / "out", "entries")}
    assert {"counted", "in_part", "misdivided", "assigned", "unassigned"} <= reasons
    rows = read(tmp_path / "out", "standings")
    assert any(row["counted_in_accounting"] and row["counted_in_law"] == row["counted_in_accounting"] for row in rows)


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_is_not_measured_serves_the_category_that_is_chosen(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    folder, lowered = folder_of(tmp_path, text_of(ONE_OF_TWO))
    chosen: list[tuple[Part, ...]] = [(), (Part("accounting", Decimal(1)),), (Part("tax", Decimal(2)),)]
    done = tuple(
        Activity(f"{i}", "course", date(2025, 3, 1 + i), f"activity {i}", parts=parts) for i, parts in enumerate(chosen)
    )
    people = [History((Award("ACA-JSWE", date(2025, 1, 10)),), (), done)] * 3
    data = write_csv(tmp_path / "data", tables(people))
    given = ["--policy", str(folder), "--data", str(data), "--as-of", str(AS_OF), "--out", str(tmp_path / "out")]
    assert run(given) == 0
    assert standings_written(tmp_path / "out") == standings_alone(people, AS_OF, lowered)
    assert entries_written(tmp_path / "out") == entries_alone(people, AS_OF, lowered)
    reasons = [row["reason"] for row in read(tmp_path / "out", "entries")]
    assert reasons.count("counted") == 2 * len(people)


def test_without_the_columns_nothing_is_split_or_assigned(tmp_path: Path) -> None:
    folder, lowered = folder_of(tmp_path)
    people = [made(seed) for seed in range(20)]
    found = tables(people)
    for row in found["activities"]:
        del row["parts"], row["serves"]
    data = write_csv(tmp_path / "data", found)
    text = (data / "activities.csv").read_text().splitlines()
    (data / "activities.csv").write_text(
        "\n".join(line.removesuffix(",parts,serves").removesuffix(",,") for line in text)
    )
    given = ["--policy", str(folder), "--data", str(data), "--as-of", str(AS_OF), "--out", str(tmp_path / "out")]
    assert run(given) == 0
    plain = [replace(h, activities=tuple(replace(a, parts=(), serves=()) for a in h.activities)) for h in people]
    assert standings_written(tmp_path / "out") == standings_alone(plain, AS_OF, lowered)


def test_one_person_of_the_tables_has_parts_and_assignments(tmp_path: Path) -> None:
    _, lowered = folder_of(tmp_path)
    history = made(4)
    found = read_person(write_csv(tmp_path / "data", tables([history])), lowered, "P0000")
    assert found is not None
    assert sorted((a.ref, a.parts, a.serves) for a in found[0].activities) == sorted(
        (f"P0000-{a.ref}", a.parts, a.serves) for a in history.activities
    )


def test_bad_parts_and_groups_are_named_by_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, _ = folder_of(tmp_path)
    on = date(2025, 3, 1)
    kinds = [Activity(f"{i:02d}", "course", on, f"activity {i}") for i in range(5)]
    found = tables([History((Award("ACA-JSWE", date(2025, 1, 10)),), (), tuple(kinds))])
    for row, parts, serves in zip(
        found["activities"],
        ["tax", "taxx:1", "tax:1;tax:2", "tax:1", "tax:0.5;accounting:0.5"],
        ["aca", "aca", "aca", "acq", "aca acp"],
        strict=True,
    ):
        row["parts"], row["serves"] = parts, serves
    data = write_csv(tmp_path / "data", found)
    given = ["--policy", str(folder), "--data", str(data), "--as-of", str(AS_OF), "--out", str(tmp_path / "out")]
    assert run(given) == 1
    said = capsys.readouterr()
    told = said.out + said.err
    assert 'activities.csv:2: parts is "tax"' in told
    assert 'activities.csv:3: there is no category "taxx": did you mean "tax"?' in told
    assert 'activities.csv:4: parts is "tax:1;tax:2"' in told
    assert 'activities.csv:5: there is no group "acq"' in told
    assert [row["activity"] for row in read(tmp_path / "out", "entries")] == ["P0000-04"]
