"""A bad row is named with file and line; the good ones are still assessed; the exit code is 1."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from recert.population import activities
from recert.population.unlooked import unlooked
from tests.policy.strategies import reference
from tests.population.test_assess import entries_written, run_on, standings_written

GOOD = {
    "people": "person\nP1\nP2\n",
    "credentials": "person,certification,awarded,expires\nP1,ACA-JSWE,2025-01-10,\nP2,ACA-ACF,2025-02-10,\n",
    "activities": "activity,person,type,date,name,status\n"
    "1,P1,course,2025-03-01,Automation,\n2,P2,course,2025-03-01,Forms,\n",
    "exams": "person,certification,date,result\nP1,ACA-JSWE,2026-11-01,passed\n",
}


def write(folder: Path, **changed: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in {**GOOD, **changed}.items():
        if text:
            (folder / f"{name}.csv").write_text(text)
    return folder


@pytest.mark.parametrize(
    ("table", "line", "expected"),
    [
        ("activities", "3,P9,course,2025-03-01,X,", 'person "P9" is not in the people table'),
        ("activities", "3,P1,cours,2025-03-01,X,", 'there is no type "cours": did you mean "course"?'),
        ("activities", "3,P1,course,2025-02-30,X,", 'date is "2025-02-30": write a date such as 2026-03-05'),
        ("activities", "3,P1,course,03/01/2025,X,", 'date is "03/01/2025": write a date such as 2026-03-05'),
        ("activities", "3,P1,course,0025-03-01,X,", "date is 0025-03-01: write a date from 1950 to 2199"),
        ("activities", "3,P1,course,,X,", "date is empty: write it"),
        ("activities", "3,P1,course,2025-03-01,X,lost", 'there is no status "lost"'),
        ("activities", "3,P1,course,2025-03-01", "the row has 4 columns, the first line 6"),
        ("credentials", "P1,ACA-JSWEE,2025-01-10,", 'there is no certification "ACA-JSWEE": did you mean "ACA-JSWE"?'),
        ("credentials", "P1,ACA-JSWE,2025-01-10,2025-01-10", "expires is 2025-01-10, not after the award"),
        ("exams", "P1,ACA-JSWE,2026-01-10,pass", 'there is no result "pass": did you mean "passed"?'),
        ("people", "P1", 'person "P1" is there twice: keep one of them'),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_are_assessed(
    table: str, line: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_on(write(tmp_path / "good"), tmp_path / "expected") == 0
    text = GOOD[table] + line + "\n"
    assert run_on(write(tmp_path / "bad", **{table: text}), tmp_path / "found") == 1
    shown = capsys.readouterr().err
    assert f"{table}.csv:{text.count(chr(10))}: " in shown
    assert expected in shown
    assert shown == (tmp_path / "found" / "problems.txt").read_text()
    assert standings_written(tmp_path / "found") == standings_written(tmp_path / "expected")
    assert entries_written(tmp_path / "found") == entries_written(tmp_path / "expected")


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        ("", "quantity is empty or 0: write how much it was, such as 1.5"),
        ("0", "quantity is empty or 0"),
        ("1.2345", 'quantity is "1.2345": write a number up to 100000, with up to three decimals'),
        ("-1", 'quantity is "-1"'),
        ("1e3", 'quantity is "1e3"'),
        ("100000.001", 'quantity is "100000.001"'),
    ],
)
def test_hours_that_are_none_are_named(
    quantity: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(
        tmp_path / "data",
        credentials="person,certification,awarded\nP1,PMP,2024-01-10\n",
        activities="activity,person,type,date,quantity\n1,P1,power-skills-course,2025-03-01,1.500\n"
        f"2,P1,power-skills-course,2025-03-02,{quantity}\n",
        exams="",
    )
    assert run_on(folder, tmp_path / "out", program="pmi") == 1
    assert f"activities.csv:3: {expected}" in capsys.readouterr().err
    assert [row[3] for row in entries_written(tmp_path / "out")] == [Decimal("1.5")]


def test_hours_may_be_any_kind_of_number(tmp_path: Path) -> None:
    for i, hours in enumerate((pa.array([2]), pa.array([2.0]), pa.array([Decimal("2.00")]), pa.array(["2"]))):
        folder = write(
            tmp_path / f"data-{i}",
            credentials="person,certification,awarded\nP1,PMP,2024-01-10\n",
            activities="",
            exams="",
        )
        row = {"activity": ["1"], "person": ["P1"], "type": ["power-skills-course"], "date": ["2025-03-01"]}
        pq.write_table(pa.table({**row, "quantity": hours}), folder / "activities.parquet")
        assert run_on(folder, tmp_path / f"out-{i}", program="pmi") == 0
        assert [row[3] for row in entries_written(tmp_path / f"out-{i}")] == [Decimal(2)]


def test_where_hours_are_needed_their_column_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(
        tmp_path / "data",
        credentials="person,certification,awarded\nP1,PMP,2024-01-10\n",
        activities="activity,person,type,date\n1,P1,power-skills-course,2025-03-01\n",
        exams="",
    )
    assert run_on(folder, tmp_path / "out", program="pmi") == 1
    assert "power-skills-course is measured, but there is no column quantity" in capsys.readouterr().err


def test_a_line_is_counted_through_names_of_several_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = GOOD["activities"] + '3,P1,course,2025-03-02,"Two\nlines",\n4,P1,curse,2025-03-03,X,\n'
    assert run_on(write(tmp_path / "data", activities=text), tmp_path / "out") == 1
    assert 'activities.csv:6: there is no type "curse"' in capsys.readouterr().err


def test_a_line_is_counted_past_a_row_that_has_too_few_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD["activities"] + "3,P1\n4,P1,curse,2025-03-03,X,\n"
    assert run_on(write(tmp_path / "data", activities=text), tmp_path / "out") == 1
    shown = capsys.readouterr().err
    assert "activities.csv:4: the row has 2 columns" in shown
    assert 'activities.csv:5: there is no type "curse"' in shown


@pytest.mark.parametrize(
    ("table", "text", "expected"),
    [
        ("people", "", "there is no people.parquet or people.csv: put one there"),
        ("people", "human\nP1\n", "there is no column person: add it"),
        ("people", "person;name\nP1;Ada\n", "people.csv:1: semicolons stand between its columns: separate them by "),
        ("activities", "\0\0\0", "activities.csv"),
    ],
)
def test_a_table_that_cannot_be_used_is_a_sentence(
    table: str, text: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_on(write(tmp_path / "data", **{table: text}), tmp_path / "out") == 1
    assert expected in capsys.readouterr().err


def test_a_parquet_row_is_named_by_its_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "data")
    rows = {"person": ["P1", "P1"], "certification": ["ACA-JSWE", "ACA-XXX"], "awarded": ["2025-01-10", "2025-01-10"]}
    (folder / "credentials.csv").unlink()
    pq.write_table(pa.table(rows), folder / "credentials.parquet")
    assert run_on(folder, tmp_path / "out") == 1
    assert 'credentials.parquet:2: there is no certification "ACA-XXX"' in capsys.readouterr().err
    assert {row[0] for row in standings_written(tmp_path / "out")} == {"P1"}


def test_a_parquet_row_is_named_by_its_number_in_whatever_turn_it_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(activities, "ROWS_PER_READ", 1)
    folder = write(tmp_path / "data")
    rows = {
        "activity": [1, 2, 3],
        "person": ["P1", "P1", "P2"],
        "type": ["course", "course", "curse"],
        "date": ["2025-03-01", "2025-03-32", "2025-03-01"],
    }
    (folder / "activities.csv").unlink()
    pq.write_table(pa.table(rows), folder / "activities.parquet", row_group_size=1)
    assert run_on(folder, tmp_path / "out") == 1
    shown = capsys.readouterr().err
    assert 'activities.parquet:2: date is "2025-03-32"' in shown
    assert 'activities.parquet:3: there is no type "curse"' in shown


def test_an_activity_without_an_id_is_left_out_of_standings_alone_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "data")
    rows = {"activity": ["1", None], "person": ["P1", "P1"], "type": ["course"] * 2, "date": ["2025-03-01"] * 2}
    (folder / "activities.csv").unlink()
    pq.write_table(pa.table(rows), folder / "activities.parquet")
    assert run_on(folder, tmp_path / "out", more=("--tables", "standings")) == 1
    assert "activities.parquet:2: activity is empty: write it" in capsys.readouterr().err
    assert [row[5] for row in standings_written(tmp_path / "out") if row[:3] == ("P1", "aca", 1)] == [10]


def test_a_file_that_is_damaged_further_on_is_a_sentence_and_leaves_no_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "data")
    rows = {
        "activity": list(range(2000)),
        "person": ["P1"] * 2000,
        "type": ["course"] * 2000,
        "date": ["2025-03-01"] * 2000,
    }
    (folder / "activities.csv").unlink()
    file = folder / "activities.parquet"
    pq.write_table(pa.table(rows), file, row_group_size=500)
    content = bytearray(file.read_bytes())
    start = pq.read_metadata(file).row_group(3).column(0).dictionary_page_offset
    content[start : start + 64] = bytes(64)
    file.write_bytes(content)
    assert run_on(folder, tmp_path / "out") == 1
    assert "activities.parquet: it can't be read" in capsys.readouterr().err
    assert sorted(f.name for f in (tmp_path / "out").iterdir()) == []


def test_a_file_that_is_no_parquet_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "data")
    (folder / "people.parquet").write_bytes(b"PAR1 nothing of the kind")
    assert run_on(folder, tmp_path / "out") == 1
    assert "it can't be read" in capsys.readouterr().err


def test_whoever_gives_quantities_of_what_is_not_measured_is_warned_and_every_row_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD["activities"].replace("name,status", "name,quantity")
    assert run_on(write(tmp_path / "one", activities=text.replace("Forms,", "Forms,1.0")), tmp_path / "out") == 0
    assert capsys.readouterr().err == ""
    folder = write(tmp_path / "three", activities=text.replace("Forms,", "Forms,3"))
    assert run_on(folder, tmp_path / "out") == 0
    shown = capsys.readouterr().err
    assert "activities.csv:1: warning: quantities change nothing of what is not measured: Coursework: write" in shown
    pq.write_table(pacsv.read_csv(folder / "activities.csv"), folder / "activities.parquet")
    assert "activities.parquet:1: warning" in unlooked(folder, reference().policy)
