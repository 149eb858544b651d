"""What a table says that nothing looks at, and whoever wrote it surely thought it would."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from recert.policy.model import Policy
from recert.policy.sentence import all_of
from recert.population.columns import ACTIVITIES
from recert.population.load import find, readable

ROWS: Final = 1000
"""Rows that are looked at: who gives quantities by mistake does so from the first on."""
NOTHING_SAID: Final = frozenset({"", "0", "1", "None"})
"""Quantities of what counts by use that nobody means for more than one use."""


def unlooked(folder: Path, policy: Policy) -> str:
    """That quantities are given of types that are not measured, in the first rows; nothing where that is not so."""
    file = find(folder, ACTIVITIES)
    titles = {kind.key: kind.title for kind in policy.types if kind.measure is None}
    if file is None or not titles:
        return ""
    with readable(file):
        given = list(dict.fromkeys(kind for kind, much in _rows(file) if kind in titles and much not in NOTHING_SAID))
    if not given:
        return ""
    names = all_of([titles[kind] for kind in given])
    return (
        f"{file}:1: warning: quantities change nothing of what is not measured: {names}: write measured_in in "
        f"[activity.{given[0]}], or leave them empty there"
    )


def _rows(file: Path) -> Iterator[tuple[str, str]]:
    """The types and the quantities of the first rows; of a table that gives none, nothing."""
    rows: Iterator[dict[str, Any]]
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = iter(list(islice(csv.DictReader(opened), ROWS)))
    else:
        read = pq.ParquetFile(file)
        wanted = [name for name in ("type", "quantity") if name in read.schema_arrow.names]
        first = next(read.iter_batches(ROWS, columns=wanted), None) if len(wanted) == 2 else None
        rows = iter(first.to_pylist() if first is not None else [])
    for row in rows:
        much = str(row.get("quantity", ""))
        yield str(row.get("type", "")), much.rstrip("0").rstrip(".") if "." in much else much
