"""Makes a population as Parquet, sorted by person: believable in its shape, the same for the same seed."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from recert.policy.calendar import number
from recert.policy.model import Policy
from recert.policy.plan import Plan, plan
from recert.policy.read import read_policy

ACTIVITIES_EACH = 12
AT_ONCE = 500_000
"""People made at once, so that any number can be."""
PROGRAMS = Path(__file__).parent.parent / "programs"
Columns = dict[str, Any]


def lowered(program: str) -> Plan:
    """A bundled program's plan."""
    policy = read_policy(PROGRAMS / program)
    assert isinstance(policy, Policy)
    return plan(policy)


def make(folder: Path, people: int, seed: int = 7, *, text_ids: bool = False, program: str = "atlassian") -> None:
    """People with one to three awards over six years, and about 12 activities each."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    rules = lowered(program)
    with ExitStack() as stack:
        writers = dict[str, pq.ParquetWriter]()
        activities = 0
        for begin in range(0, people, AT_ONCE):
            ids = np.arange(begin + 1, min(begin + AT_ONCE, people) + 1, dtype=np.int64) * 7 + 10_000_000
            names = pa.array([f"AT{i:08d}" for i in ids.tolist()]) if text_ids else pa.array(ids)
            for name, columns in some(rng, rules, names, activities):
                table = pa.table(columns)
                if name not in writers:
                    writer = pq.ParquetWriter(folder / f"{name}.parquet", table.schema)
                    writers[name] = stack.enter_context(writer)
                writers[name].write_table(table, row_group_size=1 << 20)
                activities += table.num_rows if name == "activities" else 0


def some(rng: np.random.Generator, rules: Plan, names: pa.Array, numbered: int) -> Iterator[tuple[str, Columns]]:
    """Some people's rows of each table."""
    people = len(names)
    yield "people", {"person": names}
    today = number(date(2026, 11, 1))
    first = today - rng.integers(200, 6 * 365, people)
    codes = [c.code for c in rules.order]
    holder = np.repeat(np.arange(people), rng.integers(1, 4, people))
    awarded = np.minimum(first[holder] + rng.integers(0, 700, len(holder)), today)
    certification = words(rng.integers(0, len(codes), len(holder)), codes)
    yield (
        "credentials",
        {"person": names.take(pa.array(holder)), "certification": certification, "awarded": days(awarded)},
    )
    yield "activities", activities_of(rng, rules, names, first, numbered)
    sitters = np.sort(rng.choice(people, people // 10, replace=False))
    yield (
        "exams",
        {
            "person": names.take(pa.array(sitters)),
            "certification": words(rng.integers(0, len(codes), len(sitters)), codes),
            "date": days(np.minimum(first[sitters] + 700, today)),
            "result": words(rng.integers(0, 2, len(sitters)), ["failed", "passed"]),
        },
    )


def activities_of(rng: np.random.Generator, rules: Plan, names: pa.Array, first: Any, numbered: int) -> Columns:
    """Their activities, numbered on; with hours where the program measures them."""
    today = number(date(2026, 11, 1))
    person = np.repeat(np.arange(len(names)), rng.poisson(ACTIVITIES_EACH, len(names)))
    begin = np.maximum(first, number(date(2023, 11, 1)))[person] - 60
    on = begin + (rng.random(len(person)) * (today + 30 - begin)).astype(np.int64)
    kinds = list(rules.types)
    kind = rng.choice(len(kinds), len(person), p=[0.66, 0.08, 0.2, 0.06] if len(kinds) == 4 else None)
    order = np.lexsort((kind, on, person))
    found = {
        "activity": pa.array(np.arange(1, len(person) + 1, dtype=np.int64) + numbered),
        "person": names.take(pa.array(person)),
        "type": words(kind[order], kinds),
        "date": days(on[order]),
    }
    if any(kind.measure is not None for kind in rules.policy.types):
        quarters = pa.array(rng.integers(2, 64, len(person))).cast(pa.decimal128(19, 0))
        quantity = pc.multiply(quarters, pa.scalar(0.25).cast(pa.decimal128(3, 2)))
        found["quantity"] = quantity.cast(pa.decimal128(12, 3))
    return found


def shuffle(sorted_folder: Path, folder: Path) -> None:
    """The same people with every table in no order."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(3)
    for file in sorted_folder.glob("*.parquet"):
        table = pq.read_table(file)
        pq.write_table(table.take(pa.array(rng.permutation(table.num_rows))), folder / file.name)


def words(codes: "np.ndarray[tuple[int], np.dtype[np.int64]]", known: list[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(known)).cast(pa.string())


def days(values: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> pa.Array:
    return pa.array(values.astype(np.int32)).cast(pa.date32())


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
