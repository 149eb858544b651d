"""A program's facts as the tables that the population engine reads: a copy in the home folder, made anew at any time.

Each copy is a folder of its own, named after the last entry of the journal that it knows; it appears under its name
once it is whole. The copy before it stays for those who are still reading it.
"""

import json
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings
from django.db import connection

from recert.journal.models import Head
from recert.people.models import Candidate
from recert.people.queries import present
from recert.policy.calendar import FOR_LIFE
from recert.population.write import Writer, opened
from recert.records import clock
from recert.records.history import HOLDING
from recert.records.models import Activity, Circumstance, Credential, ExamResult, Extension, Renewal
from recert.records.serving import parts_of_text

FORMAT: Final = 5
"""Grows when the tables change: older copies are then made anew."""
SLICE: Final = 10_000
"""People whose facts are read at once."""
KEPT: Final = 2
ABANDONED: Final = 24 * 3600
"""Seconds after which nobody is still at work."""

Told = Callable[[int, int], None]
"""Is told how many people were copied, of how many."""


@dataclass(frozen=True, slots=True)
class Projection:
    """One copy. `number` is the last entry of the journal that it knows."""

    folder: Path
    number: int
    people: int
    made_at: datetime


def newest(program: str) -> Projection | None:
    """The latest copy, fresh or not; None where there is none."""
    found = _copies(program)
    return _read(found[-1]) if found else None


def fresh(program: str) -> Projection | None:
    """The copy that knows the journal to its end."""
    folder = _folder(program) / _name(*_head(program))
    return _read(folder) if folder.is_dir() else None


def project(program: str, told: Told | None = None) -> Projection:
    """The copy that knows the journal to its end, made now unless it is there."""
    found = fresh(program)
    if found is not None:
        return found
    home = _folder(program)
    home.mkdir(parents=True, exist_ok=True)
    part = home / f".{uuid.uuid4()}.part"
    part.mkdir(mode=0o700)
    try:
        with snapshot():
            number, link = _head(program)
            people = _copy(program, part, told)
        made = {"number": number, "people": people, "made_at": clock.now().isoformat()}
        (part / "made.json").write_text(json.dumps(made))
        _put(part, home / _name(number, link))
    finally:
        shutil.rmtree(part, ignore_errors=True)
    sweep(home)
    for old in _copies(program)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return _read(home / _name(number, link))


def sweep(home: Path) -> None:
    """Removes what was begun by somebody who was ended in the middle of it."""
    for part in home.glob(".*.part"):
        if clock.now().timestamp() - part.stat().st_mtime > ABANDONED:
            shutil.rmtree(part, ignore_errors=True)


def drop(program: str) -> None:
    """Removes every copy."""
    shutil.rmtree(_folder(program), ignore_errors=True)


def _put(part: Path, folder: Path) -> None:
    try:
        part.rename(folder)
    except OSError:
        if not folder.is_dir():  # else another process was faster with the same copy
            raise


def _folder(program: str) -> Path:
    return Path(settings.HOME) / "projections" / program


def _name(number: int, link: str) -> str:
    return f"{FORMAT}-{number:012}-{link[:12]}"


def _copies(program: str) -> list[Path]:
    return sorted(_folder(program).glob(f"{FORMAT}-*"), key=lambda folder: (folder.stat().st_mtime_ns, folder.name))


def _read(folder: Path) -> Projection:
    made = json.loads((folder / "made.json").read_text())
    return Projection(folder, made["number"], made["people"], datetime.fromisoformat(made["made_at"]))


def _head(program: str) -> tuple[int, str]:
    """The journal's last entry: its number, and its hash, which no other history of the program has."""
    head = Head.objects.filter(program=program).values_list("number", "hash").first()
    return head or (0, "0" * 64)


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside is of one moment, and nobody who writes has to wait."""
    if connection.in_atomic_block:
        yield
        return
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if is_postgres else "BEGIN")
        try:
            yield
        finally:
            cursor.execute("COMMIT")


DATE: Final = pa.date32()
TEXT: Final = pa.string()
AMOUNT: Final = pa.decimal128(13, 3)
WORD: Final = pa.dictionary(pa.int32(), pa.string())
PARTS: Final = pa.dictionary(pa.int16(), pa.string())
KEYS: Final = pa.dictionary(pa.int8(), pa.string())
"""Texts that are made of what the database keeps as JSON: few, many times over."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, and the SELECT that gives them of people in a range, in their order.

    Dates and keys are read as text, which both databases write alike and nobody has to make objects of.
    """

    name: str
    columns: tuple[tuple[str, pa.DataType], ...]
    sql: str

    @property
    def schema(self) -> pa.Schema:
        """The columns as Parquet has them."""
        return pa.schema([(name, TEXT if kind in {PARTS, KEYS} else kind) for name, kind in self.columns])

    def batch(self, rows: Sequence[Sequence[Any]]) -> pa.RecordBatch:
        """Rows of the database as columns."""
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(self.columns)
        return pa.RecordBatch.from_arrays(
            [_column(values, kind) for values, (_, kind) in zip(columns, self.columns, strict=True)],
            schema=self.schema,
        )


def _column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if kind == DATE:
        return pa.array(values, TEXT).cast(DATE)
    if kind == WORD:
        return pa.array(values, TEXT).dictionary_encode()
    if kind in {PARTS, KEYS}:
        made = {text: parts_of_text(text) if kind == PARTS else " ".join(json.loads(text)) for text in set(values)}
        return pa.array([made[text] for text in values], TEXT)
    if kind == AMOUNT:
        return pc.multiply(pa.array(values, pa.int64()).cast(pa.decimal128(19, 0)), pa.scalar(THOUSANDTH)).cast(AMOUNT)
    return pa.array(values, kind)


THOUSANDTH: Final = Decimal("0.001")


def _of_people(select: str, table: type[Any], order: str, where: str = "") -> str:
    people, name = Candidate._meta.db_table, table._meta.db_table
    return (
        f"SELECT f.candidate_id, {select} FROM {name} f JOIN {people} p ON p.id = f.candidate_id "  # noqa: S608
        f"WHERE p.program = %s AND p.merged_into_id IS NULL "
        f"AND f.candidate_id BETWEEN %s AND %s {where}ORDER BY f.candidate_id, {order}"
    )  # names of tables, and nothing from outside


PERSON: Final = ("person", pa.int64())
TABLES: Final = (
    Table(
        "circumstances",
        (PERSON, ("circumstance", WORD), ("from", DATE), ("until", DATE), ("units", AMOUNT)),
        _of_people(
            "f.kind, CAST(f.since AS TEXT), CAST(f.until AS TEXT), f.thousandths",
            Circumstance,
            "f.id",
            "AND NOT f.withdrawn ",
        ),
    ),
    Table(
        "extensions",
        (PERSON, ("certification", WORD), ("on", DATE), ("to", DATE)),
        _of_people("f.code, CAST(f.given AS TEXT), CAST(f.until AS TEXT)", Extension, "f.id", "AND NOT f.withdrawn "),
    ),
    Table(
        "credentials",
        (PERSON, ("certification", WORD), ("awarded", DATE), ("expires", DATE)),
        _of_people("f.certification, CAST(f.awarded AS TEXT), CAST(f.expires AS TEXT)", Credential, "f.id"),
    ),
    Table(
        "activities",
        (
            PERSON,
            ("activity", TEXT),
            ("type", WORD),
            ("date", DATE),
            ("began", DATE),
            ("name", TEXT),
            ("quantity", AMOUNT),
            ("provider", TEXT),
            ("status", WORD),
            ("parts", PARTS),
            ("serves", KEYS),
        ),
        _of_people(
            "CAST(f.id AS TEXT), f.type, CAST(f.date AS TEXT), CAST(f.began AS TEXT), f.name, "
            "f.thousandths, f.provider, "
            "CASE f.status WHEN 0 THEN 'submitted' WHEN 1 THEN 'withdrawn' ELSE 'rejected' END, "
            "CAST(f.divided AS TEXT), CAST(f.serves AS TEXT)",
            Activity,
            "f.date, f.type",
        ),
    ),
    Table(
        "exams",
        (PERSON, ("certification", WORD), ("date", DATE), ("result", WORD)),
        _of_people(
            "f.certification, CAST(f.taken AS TEXT), CASE WHEN f.passed THEN 'passed' ELSE 'failed' END",
            ExamResult,
            "f.id",
        ),
    ),
    Table(
        "renewals",
        (
            PERSON,
            ("group", WORD),
            ("cycle", pa.int32()),
            ("met_on", DATE),
            ("end", DATE),
            ("new_expiry", DATE),
            ("certifications", TEXT),
        ),
        _of_people(
            'f."group", f.cycle, CAST(f.met_on AS TEXT), CAST(f."end" AS TEXT), '
            f"NULLIF(CAST(f.new_expiry AS TEXT), '{FOR_LIFE}'), "
            "CAST(f.certifications AS TEXT)",
            Renewal,
            'f."group", f.cycle, f.id',
            f"AND f.state IN ({', '.join(repr(str(state.value)) for state in HOLDING)}) ",
        ),
    ),
)
PEOPLE: Final = pa.schema([PERSON])


def _copy(program: str, folder: Path, told: Told | None) -> int:
    """Writes all tables, some people at a time. Returns how many people there are."""
    everybody = present(program).count()
    done = 0
    with ExitStack() as stack, connection.cursor() as cursor:
        people = stack.enter_context(opened(folder / "people.parquet", PEOPLE))
        writers = {t.name: stack.enter_context(opened(folder / f"{t.name}.parquet", t.schema)) for t in TABLES}
        for keys in _slices(program):
            people.write(pa.RecordBatch.from_arrays([pa.array(keys, pa.int64())], schema=PEOPLE))
            for table in TABLES:
                cursor.execute(table.sql, [program, keys[0], keys[-1]])
                _write(table, cursor.fetchall(), writers[table.name])
            done += len(keys)
            if told is not None:
                told(done, everybody)
    return done


def _write(table: Table, rows: list[tuple[Any, ...]], writer: Writer) -> None:
    if table.name == "renewals":
        rows = [(*row[:-1], " ".join(json.loads(row[-1]))) for row in rows]
    writer.write(table.batch(rows))


def _slices(program: str) -> Iterator[list[int]]:
    last = 0
    while True:
        mine = present(program).filter(pk__gt=last).order_by("pk")
        keys = list(mine.values_list("pk", flat=True)[:SLICE])
        if not keys:
            return
        yield keys
        last = keys[-1]
