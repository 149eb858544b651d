"""A population gets what each of its people would get alone, in any format and any order."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recert.policy.assess import assess
from recert.policy.assessment import NOT_RENEWED, Cycle
from recert.policy.calendar import FOR_LIFE
from recert.policy.history import Activity, Award, Grant, History
from recert.policy.model import Policy
from recert.policy.plan import Plan, plan
from recert.policy.read import read_policy
from recert.population import activities
from recert.population import assess as population
from recert.population.kernel import Loops
from recert.population.sheets import Sheets, Sizes, sheets
from recert.terminal.assess import run
from tests.policy.strategies import PROGRAMS, days, history, reference
from tests.population.conftest import Tables, tables, write_csv, write_parquet

AS_OF = date(2027, 6, 1)


def short(cycle: Cycle) -> str | None:
    """The categories that lack something, as the standings write them."""
    return " ".join(each.category for each in cycle.categories if each.missing) or None


def unmet(cycle: Cycle) -> str | None:
    """What is missing of what is demanded by every way, as the standings write it."""
    return " ".join(each.demand for each in cycle.demands if each.missing and not each.way) or None


def none_of_life(day: date | None) -> date | None:
    """A day as a table has it: none of what is held for life."""
    return None if day == FOR_LIFE else day


def standings_alone(histories: Sequence[History], as_of: date, plan: Plan | None = None) -> list[tuple[object, ...]]:
    """What one person after the other gets from the evaluator itself."""
    plan = plan or reference()
    return [
        (
            f"P{i:04d}",
            standing.group,
            cycle.number,
            cycle.start,
            none_of_life(cycle.end),
            cycle.counted,
            cycle.told_state.name.lower(),
            cycle.route.name.lower(),
            cycle.met_on,
            none_of_life(cycle.new_expiry),
            *((short(cycle), unmet(cycle)) if cycle.state in NOT_RENEWED else (None, None)),
        )
        for i, facts in enumerate(histories)
        for standing in assess(plan, facts, as_of).groups
        for cycle in standing.cycles
    ]


def entries_alone(histories: Sequence[History], as_of: date, plan: Plan | None = None) -> list[tuple[object, ...]]:
    plan = plan or reference()
    return sorted(
        (f"P{i:04d}-{entry.activity}", standing.group, entry.cycle, entry.amount, entry.reason.name.lower())
        for i, facts in enumerate(histories)
        for standing in assess(plan, facts, as_of).groups
        for entry in standing.entries
    )


def run_on(folder: Path, out: Path, as_of: date = AS_OF, more: Sequence[str] = (), program: str = "atlassian") -> int:
    given = ["--policy", str(PROGRAMS / program), "--data", str(folder), "--as-of", str(as_of), "--out", str(out)]
    return run([*given, *more])


def read(out: Path, name: str) -> list[dict[str, object]]:
    file = out / f"{name}.parquet"
    found: list[dict[str, object]] = (
        pq.read_table(file).to_pylist() if file.exists() else pacsv.read_csv(out / f"{name}.csv").to_pylist()
    )
    return found


def standings_written(out: Path) -> list[tuple[object, ...]]:
    names = ("person", "group", "cycle", "start", "end", "counted", "state", "route", "met_on", "new_expiry")
    why = ("minima_short", "demands_unmet")
    rows = read(out, "standings")
    return [(*(row[name] for name in names), *(row.get(name) or None for name in why)) for row in rows]


def entries_written(out: Path) -> list[tuple[object, ...]]:
    names = ("activity", "group", "cycle", "units", "reason")
    return sorted(tuple(row[name] for name in names) for row in read(out, "entries"))


@pytest.fixture(scope="module")
def made() -> list[History]:
    """200 histories, always the same."""
    found = list[History]()

    @settings(max_examples=200, derandomize=True, database=None)
    @given(history(with_grants=True))
    def collect(one: History) -> None:
        found.append(one)

    collect()
    return found


def test_a_population_gets_what_each_person_gets(
    made: list[History], write: Callable[[Path, Tables], Path], tmp_path: Path
) -> None:
    assert run_on(write(tmp_path / "data", tables(made)), tmp_path / "out") == 0
    assert standings_written(tmp_path / "out") == standings_alone(made, AS_OF)
    assert entries_written(tmp_path / "out") == entries_alone(made, AS_OF)


def test_the_order_of_rows_makes_no_difference(
    made: list[History], write: Callable[[Path, Tables], Path], tmp_path: Path
) -> None:
    shuffled = tables(made)
    for name in ("credentials", "activities", "exams"):
        random.Random(3).shuffle(shuffled[name])
    assert run_on(write(tmp_path / "data", shuffled), tmp_path / "out") == 0
    assert standings_written(tmp_path / "out") == standings_alone(made, AS_OF)
    assert entries_written(tmp_path / "out") == entries_alone(made, AS_OF)


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_people_who_renewed_more_often_than_there_is_room_for_at_first_get_what_each_gets(
    made: list[History], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: bool
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    monkeypatch.setattr(population, "ROWS_PER_PAIR", 0)
    rows_written = len(standings_alone(made, AS_OF))
    asked = list[int]()

    def noted(rules: Plan, loops: Loops, sizes: Sizes, *, plain: bool) -> Sheets:
        asked.append(sizes.rows)
        return sheets(rules, loops, sizes, plain=plain)

    monkeypatch.setattr(population, "sheets", noted)
    assert run_on(write_parquet(tmp_path / "data", tables(made)), tmp_path / "out") == 0
    assert asked[0] < rows_written < asked[-1]
    assert standings_written(tmp_path / "out") == standings_alone(made, AS_OF)
    assert entries_written(tmp_path / "out") == entries_alone(made, AS_OF)


def test_the_compiled_loop_gives_what_plain_python_gives(
    made: list[History], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0)
    monkeypatch.setattr(population, "PEOPLE_PER_PART", 64)
    assert run_on(write_parquet(tmp_path / "data", tables(made)), tmp_path / "out") == 0
    assert standings_written(tmp_path / "out") == standings_alone(made, AS_OF)
    assert entries_written(tmp_path / "out") == entries_alone(made, AS_OF)


def hours(program: Plan, seed: int) -> History:
    """Five years of activities recorded in hours, in all the program's types, if it has any."""
    chance, kinds = random.Random(seed), list(program.types)
    start = date(2018, 1, 1) + timedelta(days=chance.randrange(400))
    codes = [c.code for c in program.order]
    return History(
        awards=(Award(chance.choice(codes), start),),
        activities=tuple(
            Activity(
                f"{i:02d}",
                chance.choice(kinds),
                start + timedelta(days=chance.randrange(2000)),
                f"activity {i}",
                quantity=Decimal(chance.choice([1, 2, 8, 16, 40]) * 1000 + chance.choice([0, 0, 250, 333])) / 1000,
            )
            for i in range(chance.randrange(25) if kinds else 0)
        ),
    )


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
@pytest.mark.parametrize("program", ["pmi", "isc2", "comptia"])
def test_hours_categories_limits_and_carry_are_the_same_for_a_population(
    program: str, compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    policy = read_policy(PROGRAMS / program)
    assert isinstance(policy, Policy)
    lowered = plan(policy)
    some = [hours(lowered, seed) for seed in range(120)]
    assert run_on(write_parquet(tmp_path / "data", tables(some)), tmp_path / "out", program=program) == 0
    assert standings_written(tmp_path / "out") == standings_alone(some, AS_OF, lowered)
    assert entries_written(tmp_path / "out") == entries_alone(some, AS_OF, lowered)
    reasons = {row["reason"] for row in read(tmp_path / "out", "entries")}
    assert "counted" in reasons
    assert program == "isc2" or {"in_part", "over_units"} <= reasons
    assert program == "comptia" or any(row["carried_in"] for row in read(tmp_path / "out", "standings"))


@pytest.mark.parametrize("program", sorted(folder.name for folder in PROGRAMS.iterdir() if folder.is_dir()))
def test_every_bundled_program_is_the_same_compiled(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0)
    policy = read_policy(PROGRAMS / program)
    assert isinstance(policy, Policy)
    lowered = plan(policy)
    some = [hours(lowered, seed) for seed in range(40)]
    assert run_on(write_parquet(tmp_path / "data", tables(some)), tmp_path / "out", program=program) == 0
    assert standings_written(tmp_path / "out") == standings_alone(some, AS_OF, lowered)
    assert entries_written(tmp_path / "out") == entries_alone(some, AS_OF, lowered)


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_a_file_is_read_in_turns_and_people_go_on_from_one_to_the_next(
    made: list[History], rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(activities, "ROWS_PER_READ", rows)
    folder = write_parquet(tmp_path / "data", tables(made), rows)
    read = pq.read_table(folder / "people.parquet")["person"].combine_chunks()
    turns = activities.reads(folder / "activities.parquet", reference(), read, with_ids=True)
    assert len(turns) == pq.read_metadata(folder / "activities.parquet").num_row_groups > 3
    assert run_on(folder, tmp_path / "out") == 0
    assert standings_written(tmp_path / "out") == standings_alone(made, AS_OF)
    assert entries_written(tmp_path / "out") == entries_alone(made, AS_OF)


def test_row_groups_in_no_order_of_people_are_read_at_once(
    made: list[History], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(activities, "ROWS_PER_READ", 1)
    found = tables(made)
    found["activities"].reverse()
    found["people"].reverse()
    folder = write_parquet(tmp_path / "data", found, 5)
    assert run_on(folder, tmp_path / "out") == 0
    assert sorted(standings_written(tmp_path / "out"), key=repr) == sorted(standings_alone(made, AS_OF), key=repr)
    assert entries_written(tmp_path / "out") == entries_alone(made, AS_OF)


def test_without_entries_the_standings_are_the_same(made: list[History], tmp_path: Path) -> None:
    folder = write_parquet(tmp_path / "data", tables(made), 20)
    assert run_on(folder, tmp_path / "out", more=("--tables", "standings")) == 0
    assert standings_written(tmp_path / "out") == standings_alone(made, AS_OF)
    assert not (tmp_path / "out" / "entries.parquet").exists()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(history(with_grants=True), min_size=1, max_size=4), days)
def test_any_few_people_on_any_day(tmp_path: Path, some: list[History], as_of: date) -> None:
    folder = write_parquet(tmp_path / "data", tables(some))
    assert run_on(folder, tmp_path / "out", as_of) == 0
    assert standings_written(tmp_path / "out") == standings_alone(some, as_of)
    assert entries_written(tmp_path / "out") == entries_alone(some, as_of)


def test_a_granted_renewal_keeps_what_it_renewed_and_nothing_else(
    write: Callable[[Path, Tables], Path], tmp_path: Path
) -> None:
    awards = (
        Award("ACP-JA", date(2023, 1, 10)),
        Award("ACP-OA", date(2023, 3, 10)),
        Award("ACP-JCA", date(2023, 1, 10)),
    )
    day, end, until = date(2024, 12, 1), date(2026, 1, 10), date(2028, 1, 10)
    found = [
        History(awards=awards, grants=(Grant("acp", 1, day, end, until, named),))
        for named in ((), ("ACP-OA",), ("ACP-JA", "ACP-JCA"), ("NO-SUCH",), ("ACP-OA", "NO-SUCH"))
    ]
    assert run_on(write(tmp_path / "data", tables(found)), tmp_path / "out") == 0
    assert standings_written(tmp_path / "out") == standings_alone(found, AS_OF)
    routes = [row["route"] for row in read(tmp_path / "out", "standings")]
    assert "grant" in routes


def test_types_have_a_column_each_in_the_standings(tmp_path: Path) -> None:
    done = Activity("1", "course", date(2025, 3, 1), "Automation")
    held = History(awards=(Award("ACA-JSWE", date(2025, 1, 10)),), activities=(done,))
    assert run_on(write_parquet(tmp_path / "data", tables([held])), tmp_path / "out", date(2025, 6, 1)) == 0
    (row,) = read(tmp_path / "out", "standings")
    assert row["required"] == 50
    assert row["counted_course"] == 10
    assert row["counted_local-event"] == 0


def test_one_person_and_one_standing_are_told_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history = History((Award("ACA-JSWE", date(2026, 1, 10)),), (), (Activity("1", "course", date(2026, 2, 1), "A"),))
    folder = write_csv(tmp_path / "data", tables([history]))
    assert run_on(folder, tmp_path / "out", date(2026, 6, 1)) == 0
    assert capsys.readouterr().out.startswith("1 person, 1 standing, 1 entry in ")
