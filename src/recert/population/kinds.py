"""What can be said of a table's file before it is read: its text is UTF-8, its columns hold what they should."""

import codecs
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from recert.policy.problem import Problem
from recert.population.columns import Kind, Table

AT_ONCE: Final = 1 << 20
SEPARATORS: Final = {";": "semicolons", "\t": "tabs", "|": "bars"}
"""What spreadsheets write between columns instead of commas."""


def separated_by(names: Sequence[str]) -> str:
    """What stands between the columns of a table's first line that was read as one name; else nothing."""
    return next((word for mark, word in SEPARATORS.items() if len(names) == 1 and mark in names[0]), "")


def wrong_bytes(file: Path) -> Problem | None:
    """Where a CSV is no UTF-8. Arrow would say so too, but of a row with too few columns only on the terminal."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with file.open("rb") as opened:
        while True:
            raw = opened.read(AT_ONCE)
            try:
                decoder.decode(raw, final=not raw)
            except UnicodeDecodeError as wrong:
                line += wrong.object.count(b"\n", 0, wrong.start)
                return Problem(str(file), line, 1, "this line is not UTF-8", "save the file as UTF-8")
            if not raw:
                return None
            line += raw.count(b"\n")


def _text(kind: Any) -> bool:
    if pa.types.is_dictionary(kind):
        return _text(kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind))


def _id(kind: Any) -> bool:
    return _text(kind) or bool(pa.types.is_integer(kind) and kind != pa.uint64())


def _date(kind: Any) -> bool:
    return _text(kind) or bool(pa.types.is_date(kind) or pa.types.is_timestamp(kind))


def _number(kind: Any) -> bool:
    return _id(kind) or bool(pa.types.is_floating(kind) or pa.types.is_decimal(kind))


READ_AS: Final[dict[Kind, tuple[Callable[[Any], bool], str]]] = {
    "id": (_id, "text or whole numbers"),
    "word": (_text, "text"),
    "date": (_date, "dates"),
    "text": (_text, "text"),
    "number": (_number, "numbers"),
}


def wrong_kind(file: Path, table: Table, schema: Any) -> Problem | None:
    """The first column of a Parquet file that can't be read, because it holds something else."""
    for column in table.columns:
        if column.name in schema.names:
            fits, words = READ_AS[column.kind]
            kind = schema.field(column.name).type
            if not fits(kind):
                return Problem(str(file), 1, 1, f"the column {column.name} holds {kind}", f"write {words}")
    return None
