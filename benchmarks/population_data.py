"""Makes a population as Parquet, sorted by person: believable in its shape, the same for the same seed."""

import sys
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from recert.policy.calendar import number
from recert.policy.plan import plan
from recert.policy.read import read_policy

ACTIVITIES_EACH = 12


def make(folder: Path, people: int, seed: int = 7, *, text_ids: bool = False) -> None:
    """People with one to three awards over six years, and about 12 activities each."""
    policy = read_policy(Path(__file__).parent.parent / "programs" / "atlassian")
    lowered = plan(policy)  # type: ignore[arg-type]
    rng = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    ids = np.arange(1, people + 1, dtype=np.int64) * 7 + 10_000_000
    names = pa.array([f"AT{i:08d}" for i in ids.tolist()]) if text_ids else pa.array(ids)
    pq.write_table(pa.table({"person": names}), folder / "people.parquet")
    today = number(date(2026, 11, 1))
    first = today - rng.integers(200, 6 * 365, people)

    codes = [c.code for c in lowered.order]
    awards = rng.integers(1, 4, people)
    holder = np.repeat(np.arange(people), awards)
    awarded = np.minimum(first[holder] + rng.integers(0, 700, len(holder)), today)
    write(
        folder,
        "credentials",
        {
            "person": names.take(pa.array(holder)),
            "certification": words(rng.integers(0, len(codes), len(holder)), codes),
            "awarded": days(awarded),
        },
    )

    each = rng.poisson(ACTIVITIES_EACH, people)
    person = np.repeat(np.arange(people), each)
    begin = np.maximum(first, number(date(2023, 11, 1)))[person] - 60
    on = begin + (rng.random(len(person)) * (today + 30 - begin)).astype(np.int64)
    kinds = list(lowered.types)
    kind = rng.choice(len(kinds), len(person), p=[0.66, 0.08, 0.2, 0.06])
    order = np.lexsort((kind, on, person))
    write(
        folder,
        "activities",
        {
            "activity": pa.array(np.arange(1, len(person) + 1, dtype=np.int64)),
            "person": names.take(pa.array(person)),
            "type": words(kind[order], kinds),
            "date": days(on[order]),
        },
    )

    sitters = np.sort(rng.choice(people, people // 10, replace=False))
    write(
        folder,
        "exams",
        {
            "person": names.take(pa.array(sitters)),
            "certification": words(rng.integers(0, len(codes), len(sitters)), codes),
            "date": days(np.minimum(first[sitters] + 700, today)),
            "result": words(rng.integers(0, 2, len(sitters)), ["failed", "passed"]),
        },
    )


def write(folder: Path, name: str, columns: dict[str, pa.Array]) -> None:
    pq.write_table(pa.table(columns), folder / f"{name}.parquet", row_group_size=1 << 20)


def words(codes: "np.ndarray[tuple[int], np.dtype[np.int64]]", known: list[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(known)).cast(pa.string())


def days(values: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> pa.Array:
    return pa.array(values.astype(np.int32)).cast(pa.date32())


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
