"""An analyst compares two policies over a population: it is what comparing each of its people gives."""

import csv
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from recert.policy import model
from recert.policy.assess import assess
from recert.policy.assessment import Cycle
from recert.policy.case import Case, read_cases
from recert.policy.compare import Effect, Totals, compare
from recert.policy.cycles import FOR_LIFE
from recert.policy.history import History
from recert.policy.missed import Missed, Then
from recert.policy.model import CounterOf, Demand, DemandKind, Policy, Value
from recert.policy.own import OwnCycle
from recert.policy.plan import Plan, plan
from recert.policy.problem import Problems
from recert.population import activities
from recert.population import assess as population
from recert.population.compare import compare_population
from recert.population.load import read_groups
from recert.terminal.compare import run
from tests.policy.strategies import PROGRAMS, history, program, reference
from tests.policy.test_compare import with_uses
from tests.population.conftest import tables, write_csv, write_parquet

AS_OF = date(2027, 6, 1)
TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()


def made(count: int) -> list[History]:
    found = list[History]()

    @settings(max_examples=count, derandomize=True, database=None)
    @given(history(with_grants=True))
    def collect(one: History) -> None:
        found.append(one)

    collect()
    return found


def later_for_more(before: Policy) -> Policy:
    """A cycle that is a month longer, in which more units are needed."""
    dearer = tuple(replace(g, required=(Value(date(2020, 1, 1), Decimal(80), "decided"),)) for g in before.groups)
    return replace(before, cycle=replace(before.cycle, months=25), groups=dearer)


def suspending(before: Policy) -> Policy:
    """A presentation in each year, without which what is held is suspended until one is made up for."""
    missed = Missed(Then.SUSPENDS, late_counts=False, source="decided", counter="talks", for_months=9)
    once = (Value(date(2020, 1, 1), Decimal(1), "decided"),)
    talk = Demand("talk", "A talk", DemandKind.COUNTER_EACH_CALENDAR_YEAR, "talks", 0, 0, once, missed=missed)
    talks = model.Counter("talks", "Talks", "talk", "talks", ("presenting",), CounterOf.USES)
    return replace(before, counters=(talks,), groups=tuple(replace(g, demands=(talk,)) for g in before.groups))


def for_life(before: Policy) -> Policy:
    """One level does not expire; of the other what the exam renews doesn't."""
    endless = replace(before.groups[0], required=(), own_cycle=OwnCycle("decided", FOR_LIFE, never_renewed=True))
    exam = Value(date(2020, 1, 1), Decimal(0), "decided", unlimited=True)
    assert before.retake is not None
    return replace(before, groups=(endless, *before.groups[1:]), retake=replace(before.retake, renews_for=(exam,)))


def others() -> dict[str, Policy]:
    """Rules that differ from the reference program's in every way that matters to a comparison."""
    before = reference().policy
    halves = replace(before, step=Decimal("0.5"))
    return {
        "more events": with_uses(3),
        "longer cycle": replace(before, cycle=replace(before.cycle, months=36)),
        "no courses": replace(before, types=tuple(t for t in before.types if t.key != "course")),
        "one level": replace(
            before, groups=before.groups[1:], certifications=tuple(c for c in before.certifications if c.group == "acp")
        ),
        "half units": halves,
        "later for more": later_for_more(before),
        "a year suspends": suspending(before),
        "for life": for_life(before),
    }


def expected(
    before: Plan, after: Plan, histories: list[History], as_of: date = AS_OF
) -> tuple[list[tuple[object, ...]], Totals]:
    rows, totals = list[tuple[object, ...]](), Totals()
    for n, facts in enumerate(histories):
        changes = compare(before, after, facts, as_of)
        totals.add(changes)
        rows += [
            (
                f"P{n:04d}",
                c.group,
                Effect(c.effect).name.lower(),
                c.before.counted,
                c.before.expiry,
                c.after.counted,
                c.before.held,
                c.after.held,
                c.before.missing,
                c.after.missing,
                sorted(c.before.demands),
                sorted(c.after.demands),
            )
            for c in changes
            if c.differs
        ]
    return rows, totals


@pytest.mark.parametrize("name", others())
@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_a_population_is_compared_as_each_person_is(
    name: str, compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if compiled:
        monkeypatch.setattr(population, "WORTH_COMPILING", 0)
        monkeypatch.setattr(population, "PEOPLE_PER_PART", 7)
    histories, after = made(60), plan(others()[name])
    folder = write_parquet(tmp_path, tables(histories), 20)
    told = list[tuple[int, int]]()
    found = compare_population(reference(), after, folder, AS_OF, lambda *seen: told.append(seen))
    rows = [row for batch in found.batches for row in batch.to_pylist()]
    wanted, totals = expected(reference(), after, histories)
    assert list(map(shown, rows)) == wanted
    assert {k: c for k, c in found.totals.months.items() if c.differs or c.due_before} == totals.months
    assert replace(found.totals, months={}) == replace(totals, months={})
    assert found.problems == [] and told[-1] == (60, 60)


def fractional() -> list[str]:
    """The bundled programs that count in parts of a unit."""
    units = {file.parent.name: tomllib.loads(file.read_text()).get("unit") for file in PROGRAMS.glob("*/policy.toml")}
    return sorted(name for name, unit in units.items() if unit and unit["step"] < 1)


@pytest.mark.parametrize("name", fractional())
def test_rules_that_count_in_parts_of_a_unit_are_compared(name: str, tmp_path: Path) -> None:
    rules = program(name)
    case, group, cycle = with_units(rules)
    folder = write_parquet(tmp_path, tables([case.history]))
    for side, pair in (("before", (rules, reference())), ("after", (reference(), rules))):
        batches = compare_population(*pair, folder, case.as_of).batches
        (row,) = (row for batch in batches for row in batch.to_pylist() if row["group"] == group)
        other = "after" if side == "before" else "before"
        assert (row[f"counted_{side}"], row[f"required_{side}"]) == (cycle.counted, cycle.required)
        assert row[f"counted_{other}"] is row[f"required_{other}"] is None


def with_units(rules: Plan) -> tuple[Case, str, Cycle]:
    """A worked example in which something is held, the group, and its last cycle: with parts of a unit, if any has."""
    found = list[tuple[tuple[bool, bool], int, Case, str, Cycle]]()
    for case in examples(rules):
        for standing in assess(rules, case.history, case.as_of).groups:
            if (cycle := standing.current) and (cycle.counted or cycle.required):
                parts = (cycle.counted % 1 == 0, not cycle.counted)
                found.append((parts, len(found), case, standing.group, cycle))
    return min(found)[2:]


def examples(rules: Plan) -> list[Case]:
    """The worked examples of a bundled program."""
    found = list[Case]()
    for file in sorted((PROGRAMS / rules.policy.key / "cases").glob("*.toml")):
        cases = read_cases(file.read_text(), str(file), rules.policy)
        assert not isinstance(cases, Problems)
        found += cases
    return found


def shown(row: dict[str, Any]) -> tuple[object, ...]:
    """A row of changes; where nothing is held there is no amount."""
    return (
        *(row[name] for name in ("person", "group", "effect")),
        row["counted_before"] or 0,
        row["expiry_before"],
        row["counted_after"] or 0,
        *(row[name] for name in ("held_before", "held_after")),
        *(row[name] or 0 for name in ("missing_before", "missing_after")),
        *(sorted((row.get(name) or "").split()) for name in ("demands_before", "demands_after")),
    )


def less_asked(policy: Policy) -> Policy:
    """Units in all as before, and neither categories nor anything else."""
    return replace(policy, groups=tuple(replace(each, minima=(), demands=()) for each in policy.groups))


def put_otherwise(policy: Policy) -> Policy:
    """The same demands under other keys; the last one counts something else, under the key that it had."""

    def put(demands: tuple[Demand, ...]) -> tuple[Demand, ...]:
        others = tuple(replace(each, key=f"{each.key}-2") for each in demands[:-1])
        last = (replace(each, kind=DemandKind.UNITS, of="", choices=(), missed=None) for each in demands[-1:])
        return (*others, *last)

    return replace(policy, groups=tuple(replace(each, demands=put(each.demands)) for each in policy.groups))


@pytest.mark.parametrize("name", ["california-cpa", "nmc", "iiba"])
def test_demands_that_are_put_otherwise_are_compared_as_of_each_person(name: str, tmp_path: Path) -> None:
    rules = program(name)
    pair, found = (rules, plan(put_otherwise(rules.policy))), examples(rules)
    as_of = Counter(case.as_of for case in found).most_common(1)[0][0]
    histories = [case.history for case in found]
    folder = write_parquet(tmp_path, tables(histories))
    for before, after in (pair, pair[::-1]):
        seen = compare_population(before, after, folder, as_of)
        rows = [row for batch in seen.batches for row in batch.to_pylist()]
        wanted, totals = expected(before, after, histories, as_of)
        assert list(map(shown, rows)) == wanted
        assert seen.totals.demands == totals.demands
        assert replace(seen.totals, months={}, demands={}) == replace(totals, months={}, demands={})


@pytest.mark.parametrize("name", ["california-cpa", "ahima"])
@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_minima_and_demands_are_compared_of_a_population_as_of_each_person(
    name: str, compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if compiled:
        monkeypatch.setattr(population, "WORTH_COMPILING", 0)
    rules = program(name)
    pair, found = (plan(less_asked(rules.policy)), rules), examples(rules)
    as_of = Counter(case.as_of for case in found).most_common(1)[0][0]
    histories = [case.history for case in found]
    folder = write_parquet(tmp_path, tables(histories))
    for before, after in (pair, pair[::-1]):
        seen = compare_population(before, after, folder, as_of)
        rows = [row for batch in seen.batches for row in batch.to_pylist()]
        wanted, totals = expected(before, after, histories, as_of)
        assert list(map(shown, rows)) == wanted
        assert seen.totals.demands == totals.demands and totals.demands
        assert {k: c for k, c in seen.totals.months.items() if c.differs} == {
            k: c for k, c in totals.months.items() if c.differs
        }
    assert Totals.from_json(totals.as_json()) == totals


def write_policy(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "policy.toml").write_text(text)
    return folder


def test_the_command_writes_who_changed_and_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = write_csv(tmp_path / "data", tables(made(60)))
    after = write_policy(tmp_path / "after", TEXT.replace("most = 1, source", "most = 3, source"))
    given = ["--before", str(PROGRAMS / "atlassian"), "--after", str(after), "--data", str(data)]
    assert run([*given, "--as-of", str(AS_OF), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    rows = list(csv.DictReader((tmp_path / "out" / "changes.csv").open()))
    assert "Of 60 people" in said and f"{len(rows)} changes in" in said
    assert {row["effect"] for row in rows} <= {"gained", "lost", "mixed", "same"} and rows
    months = list(csv.DictReader((tmp_path / "out" / "months.csv").open()))
    assert sum(int(row["gained"]) for row in months) == sum(row["effect"] == "gained" for row in rows)


def test_a_policy_with_a_problem_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    after = write_policy(tmp_path / "after", TEXT.replace("months = 24", "months = 0"))
    given = ["--before", str(PROGRAMS / "atlassian"), "--after", str(after), "--data", str(tmp_path)]
    assert run([*given, "--as-of", "2026-11-01", "--out", str(tmp_path / "out")]) == 1
    assert "`months` is 0" in capsys.readouterr().err


def test_what_neither_policy_knows_is_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = tables(made(5))
    found["activities"].append(
        {"activity": "x", "person": "P0000", "type": "corse", "date": date(2025, 1, 1), "name": "", "status": ""}
    )
    data = write_csv(tmp_path / "data", found)
    before, after = str(PROGRAMS / "atlassian"), write_policy(tmp_path / "after", TEXT)
    given = ["--before", before, "--after", str(after), "--data", str(data), "--as-of", "2026-11-01"]
    assert run([*given, "--out", str(tmp_path / "out")]) == 1
    told = capsys.readouterr()
    assert 'there is no type "corse": did you mean "course"?' in told.err
    assert "Nobody gains and nobody loses, of 5 people." in told.out


def test_files_are_read_once_where_both_rules_read_the_same_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_parquet(tmp_path, tables(made(5)))
    opened = list[object]()

    def counted(*given: Any) -> Any:
        opened.append(given[0])
        return read_groups(*given)

    monkeypatch.setattr(activities, "read_groups", counted)
    times = dict[str, int]()
    for name, after in others().items():
        opened.clear()
        for _batch in compare_population(reference(), plan(after), tmp_path, AS_OF).batches:
            pass
        times[name] = len(opened)
    assert times == {
        "more events": 1,
        "longer cycle": 1,
        "no courses": 2,
        "one level": 2,
        "half units": 2,
        "later for more": 1,
        "a year suspends": 1,
        "for life": 1,
    }
