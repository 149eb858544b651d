"""A population too large for memory is assessed share by share, and nothing in the tables tells."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recert.policy.history import Activity, Award, Exam, History
from recert.population import assess, blocks, kernel, layout, load, ranges
from recert.population.kernel import Loops
from recert.population.layout import look
from tests.policy.strategies import CODES, TYPES, history
from tests.population.conftest import Tables, tables, write_csv, write_parquet
from tests.population.test_assess import run_on

Write = Callable[[Path, Tables], Path]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called on, memory has room for few rows."""

    def begin() -> None:
        monkeypatch.setattr(layout, "ROWS_PER_SHARE", 120)
        monkeypatch.setattr(layout, "SAMPLES", 4)
        monkeypatch.setattr(blocks, "ROWS_PER_BLOCK", 200)
        monkeypatch.setattr(blocks, "CSV_BLOCK", 9000)
        monkeypatch.setattr(load, "CSV_BLOCK", 9000)

    return begin


def anybody(chance: random.Random) -> History:
    """Some facts, several of them on the same day."""
    start = date(2022, 3, 1) + timedelta(days=chance.randrange(900))
    return History(
        awards=tuple(Award(chance.choice(CODES), start + timedelta(30 * i)) for i in range(chance.randrange(3))),
        exams=tuple(Exam(chance.choice(CODES), start + timedelta(600), True) for _ in range(chance.randrange(2))),
        activities=tuple(
            Activity(f"{i:02d}", chance.choice(TYPES), start + timedelta(7 * chance.randrange(200)), "Course")
            for i in range(chance.randrange(14))
        ),
    )


def crowd(people: int) -> Tables:
    chance = random.Random(11)
    return tables([anybody(chance) for _ in range(people)])


def spoiled(found: Tables) -> Tables:
    """With a bad row of each kind here and there."""
    chance = random.Random(5)
    for name, column, value in (
        ("people", "person", None),
        ("people", "person", "P0007"),
        ("credentials", "certification", "ACA-NONE"),
        ("credentials", "person", "nobody"),
        ("exams", "result", "maybe"),
        ("activities", "type", "cours"),
        ("activities", "person", None),
        ("activities", "person", "zzz"),
        ("activities", "date", None),
        ("activities", "status", "lost"),
    ):
        for _ in range(3):
            row = dict(chance.choice(found[name]))
            found[name].insert(chance.randrange(len(found[name])), row | {column: value})
    return found


def shuffled(found: Tables, *names: str) -> Tables:
    for name in names:
        random.Random(3).shuffle(found[name])
    return found


def content(out: Path) -> dict[str, object]:
    """All that was written, rows in their order."""
    found: dict[str, object] = {}
    for file in sorted(out.iterdir()):
        if file.suffix == ".parquet":
            found[file.name] = pq.read_table(file).to_pylist()
        elif file.suffix == ".csv":
            found[file.name] = pacsv.read_csv(file).to_pylist()
        else:
            found[file.name] = file.read_text()
    return found


def same_in_shares(folder: Path, out: Path, small: Callable[[], None], more: tuple[str, ...] = ()) -> dict[str, object]:
    code = run_on(folder, out / "whole", more=more)
    assert len(look(folder, with_ids=True, recorded=True).cuts) == 0
    small()
    assert run_on(folder, out / "shares", more=more) == code
    expected = content(out / "whole")
    assert content(out / "shares") == expected
    return expected


EVERYTHING = ("people", "credentials", "activities", "exams", "renewals", "circumstances", "extensions")


@pytest.mark.parametrize("names", [(), ("activities",), EVERYTHING], ids=["sorted", "activities", "nothing sorted"])
def test_in_shares_the_tables_are_the_same_whatever_the_order(
    names: tuple[str, ...], write: Write, small: Callable[[], None], tmp_path: Path
) -> None:
    folder = write(tmp_path / "data", shuffled(crowd(300), *names))
    expected = same_in_shares(folder, tmp_path, small)
    assert len(expected) == 2
    assert len(look(folder, with_ids=True, recorded=True).cuts) > 10


@pytest.mark.parametrize("names", [(), EVERYTHING], ids=["sorted", "nothing sorted"])
def test_in_shares_the_bad_rows_are_the_same(
    names: tuple[str, ...], write: Write, small: Callable[[], None], tmp_path: Path
) -> None:
    folder = write(tmp_path / "data", shuffled(spoiled(crowd(300)), *names))
    expected = same_in_shares(folder, tmp_path, small)
    told = str(expected["problems.txt"])
    assert 'there is no type "cours": did you mean "course"?' in told
    assert 'person "P0007" is there twice' in told


def test_in_shares_rows_with_too_few_columns_are_named_by_their_line(small: Callable[[], None], tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "data", spoiled(crowd(300)))
    for name in ("activities", "people"):
        lines = (folder / f"{name}.csv").read_text().splitlines(keepends=True)
        lines[40:40] = ["1,2,3\n", "\n"]
        lines[200:200] = ["1,2,3\n"]
        (folder / f"{name}.csv").write_text("".join(lines))
    told = str(same_in_shares(folder, tmp_path, small)["problems.txt"])
    many = (folder / "activities.csv").read_text().splitlines()[0].count(",") + 1
    assert f"activities.csv:41: the row has 3 columns, the first line {many}" in told
    assert "people.csv:201: the row has 3 columns, the first line 1" in told


@pytest.mark.parametrize("kinds", ["numbers", "numbers and texts"])
def test_in_shares_ids_may_be_numbers(kinds: str, small: Callable[[], None], tmp_path: Path) -> None:
    folder = write_parquet(tmp_path / "data", crowd(300), 50)
    for name in EVERYTHING[:4] if kinds != "numbers" else EVERYTHING:
        found = pq.read_table(folder / f"{name}.parquet")
        numbers = pa.array([int(person[1:]) for person in found["person"].to_pylist()], pa.int64())
        found = found.set_column(found.schema.get_field_index("person"), "person", numbers)
        pq.write_table(found, folder / f"{name}.parquet", row_group_size=50)
    assert look(folder, with_ids=True, recorded=True).numeric == (kinds == "numbers")
    same_in_shares(folder, tmp_path, small)


def test_in_shares_a_row_group_that_is_too_large_is_read_bit_by_bit(
    small: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_parquet(tmp_path / "data", crowd(300))
    expected = run_on(folder, tmp_path / "whole")
    small()
    monkeypatch.setattr(blocks, "MOST_ROWS", 100)
    monkeypatch.setattr(ranges, "MOST_ROWS", 100)
    assert run_on(folder, tmp_path / "shares") == expected
    assert content(tmp_path / "shares") == content(tmp_path / "whole")
    assert "activities" not in look(folder, with_ids=True, recorded=True).lying


def test_of_nobody_the_tables_are_empty(write: Write, tmp_path: Path) -> None:
    assert run_on(write(tmp_path / "data", tables([])), tmp_path / "out") == 0
    assert all(rows == [] for rows in content(tmp_path / "out").values())


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_in_shares_either_format_is_written(ending: str, small: Callable[[], None], tmp_path: Path) -> None:
    folder = write_parquet(tmp_path / "data", shuffled(crowd(300), "people"))
    found = same_in_shares(folder, tmp_path, small, ("--format", ending))
    assert set(found) == {f"standings.{ending}", f"entries.{ending}"}


def test_in_shares_compiled_or_without_entries(
    small: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_parquet(tmp_path / "data", crowd(300), 70)
    monkeypatch.setattr(assess, "WORTH_COMPILING", 0)
    same_in_shares(folder, tmp_path, small, ("--tables", "standings"))


def test_in_shares_compiled_for_what_the_policy_uses(
    small: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables are those of plain Python."""
    folder = write_parquet(tmp_path / "data", crowd(600), 70)
    assert run_on(folder, tmp_path / "plain") == 0
    monkeypatch.setattr(assess, "WORTH_COMPILING", 0)
    monkeypatch.setattr(assess, "WORTH_SHAPING", 600)
    asked = list[bool]()

    def compiled(*, shaped: bool = False) -> Loops:
        asked.append(shaped)
        return kernel.compiled(shaped=shaped)

    monkeypatch.setattr(assess, "compiled", compiled)
    small()
    assert run_on(folder, tmp_path / "out") == 0
    assert True in asked
    assert content(tmp_path / "out") == content(tmp_path / "plain")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(history(with_grants=True), min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_any_few_people_in_any_order_are_the_same_in_shares(
    tmp_path: Path, some: list[History], chance: random.Random
) -> None:
    found = tables(some)
    for rows in found.values():
        if chance.random() < 0.5:
            chance.shuffle(rows)
    for write in (write_csv, write_parquet):
        folder = write(tmp_path / write.__name__, found)
        assert run_on(folder, tmp_path / "whole") == 0
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(layout, "ROWS_PER_SHARE", 5)
            patch.setattr(layout, "SAMPLES", 2)
            assert run_on(folder, tmp_path / "shares") == 0
        assert content(tmp_path / "shares") == content(tmp_path / "whole")


def test_a_table_in_shares_is_read_by_others_too(small: Callable[[], None], tmp_path: Path) -> None:
    """The one file is put together from files: another reader of Parquet must find the same in it."""
    import polars as pl

    folder = write_parquet(tmp_path / "data", crowd(300), 70)
    small()
    assert run_on(folder, tmp_path / "out") == 0
    for name in ("standings", "entries"):
        file = tmp_path / "out" / f"{name}.parquet"
        assert pl.read_parquet(file).to_dicts() == pq.read_table(file).to_pylist()
        assert pq.read_metadata(file).num_row_groups > 10
        assert pl.scan_parquet(file).filter(pl.col("person") == "P0100").collect().height > 0


def test_people_are_read_once_for_where_to_cut_and_for_the_shares(
    small: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_parquet(tmp_path / "data", crowd(300))
    small()
    read = list[str]()
    kept = blocks.read_groups

    def noted(source: blocks.Source, groups: range) -> pa.Table:
        read.append(source.table.name)
        return kept(source, groups)

    for module in (blocks, ranges):
        monkeypatch.setattr(module, "read_groups", noted)
    assert run_on(folder, tmp_path / "out") == 0
    assert read.count("people") == pq.read_metadata(folder / "people.parquet").num_row_groups
