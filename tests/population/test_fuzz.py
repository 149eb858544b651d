"""Whatever stands in the tables, somebody is told which rows are wrong, or what is wrong with the file."""

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import example, given
from hypothesis import strategies as st

from tests.population.test_assess import run_on
from tests.population.test_bad_rows import GOOD, write

TABLES = [*GOOD, "renewals"]
RENEWALS = "person,group,cycle,met_on,end,new_expiry,certifications\nP1,aca,1,2025-05-01,2027-01-10,2029-01-10,\n"


def tried(files: dict[str, bytes]) -> int:
    """Assesses a good folder in which these files stand instead; what is said names the file, and what to do."""
    with TemporaryDirectory() as made:
        folder = write(Path(made) / "data")
        for name, raw in files.items():
            (folder / name).write_bytes(raw)
        with redirect_stderr(io.StringIO()) as said, redirect_stdout(io.StringIO()):
            code = run_on(folder, Path(made) / "out")
        assert bool(said.getvalue()) == bool(code)
        return code


@given(st.sampled_from(TABLES), st.sampled_from(["csv", "parquet"]), st.binary(max_size=300))
@example("people", "csv", b"")
@example("people", "csv", b"person\n" + b"x" * 200_000)
@example("people", "csv", b"x" * 200_000)
@example("activities", "csv", b"activity,person,type,date\n\x00,\x00,\x00\n1,P1\n")
@example("people", "csv", b"person,person\nP1,P1\n")
@example("people", "csv", b"person\n\xff\xfe\n")
@example("people", "csv", b'person\n"P1')
@example("people", "parquet", b"PAR1" + b"\x00" * 40 + b"PAR1")
def test_any_bytes(table: str, ending: str, raw: bytes) -> None:
    assert tried({f"{table}.{ending}": raw}) in {0, 1}


cells = st.one_of(
    st.sampled_from(
        ["", "P1", "P2", "P3", "ACA-JSWE", "course", "2025-03-01", "2025-02-30", "9999-12-31", "passed", "1", "-1"]
    ),
    st.sampled_from(
        ["aca", "1.5", "1e9", "99999999999999999999", '"', "'", "\x00", "a\nb", "withdrawn", "١", "0000-00-00"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=6),
)


@given(st.data())
def test_any_cells(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    header = (RENEWALS if table == "renewals" else GOOD[table]).split("\n")[0]
    rows = data.draw(st.lists(st.lists(cells, min_size=1, max_size=8).map(",".join), max_size=6))
    quoted = data.draw(st.lists(st.lists(cells, min_size=8, max_size=8), max_size=3))
    width = header.count(",") + 1
    good = [",".join('"' + cell.replace('"', '""') + '"' for cell in row[:width]) for row in quoted]
    text = "\n".join([header, *rows, *good]) + "\n"
    assert tried({f"{table}.csv": text.encode()}) in {0, 1}


@given(st.sampled_from(TABLES), st.data())
def test_a_good_table_with_some_bytes_otherwise(table: str, data: st.DataObject) -> None:
    raw = (RENEWALS if table == "renewals" else GOOD[table]).encode()
    at = data.draw(st.integers(0, len(raw)))
    put = data.draw(st.binary(max_size=4) | st.sampled_from([b"\n", b",", b'"', b"\r", b"\xef\xbb\xbf", b"\x00"]))
    assert tried({f"{table}.csv": raw[:at] + put + raw[at + data.draw(st.integers(0, 9)) :]}) in {0, 1}


def parquet(columns: dict[str, Any]) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


VALUES: list[tuple[pa.DataType, list[Any]]] = [
    (pa.string(), ["P1", "", "ACA-JSWE", "2025-03-01", None]),
    (pa.large_string(), ["P1", "course", None]),
    (pa.dictionary(pa.int32(), pa.string()), ["P1", "x", None]),
    (pa.int64(), [1, -1, 2**62, None]),
    (pa.uint64(), [2**63 + 5, 0]),
    (pa.int8(), [1, None]),
    (pa.float64(), [1.5, float("nan"), float("inf"), None]),
    (pa.bool_(), [True, None]),
    (pa.binary(), [b"\xff", b"P1"]),
    (pa.null(), [None]),
    (pa.date32(), [0, 20000, -700000, None]),
    (pa.date64(), [0, None]),
    (pa.timestamp("us"), [0, 2**62, None]),
    (pa.timestamp("ns", "UTC"), [0, -(2**62)]),
    (pa.time32("s"), [1]),
    (pa.duration("s"), [1]),
    (pa.decimal128(30, 10), [1, None]),
    (pa.list_(pa.string()), [["P1"], None]),
    (pa.struct([("a", pa.string())]), [{"a": "x"}, None]),
    (pa.map_(pa.string(), pa.string()), [[("a", "b")]]),
]


@given(st.sampled_from(TABLES), st.data())
def test_columns_of_any_kind(table: str, data: st.DataObject) -> None:
    names = (RENEWALS if table == "renewals" else GOOD[table]).split("\n")[0].split(",")
    length = data.draw(st.integers(0, 3))
    columns = {}
    for name in names:
        kind, values = data.draw(st.sampled_from(VALUES))
        columns[name] = pa.array(data.draw(st.lists(st.sampled_from(values), min_size=length, max_size=length)), kind)
    assert tried({f"{table}.parquet": parquet(columns)}) in {0, 1}


@given(st.data())
def test_a_parquet_file_whose_pages_are_damaged_or_that_was_cut_off(data: st.DataObject) -> None:
    """Not its last part, which says where everything is: of some lies in it Arrow ends the whole program."""
    raw = bytearray(parquet({"person": ["P1", "P2"]}))
    footer = int.from_bytes(raw[-8:-4], "little") + 8
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - footer - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)) | st.just(len(raw)))
    assert tried({"people.parquet": bytes(raw[:cut])}) in {0, 1}
