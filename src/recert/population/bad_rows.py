"""The report of bad rows out of what was noted share by share: by table, then by line, none of it in memory."""

import csv
import heapq
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from recert.policy.problem import Problem
from recert.population.blocks import Source
from recert.population.layout import IN_ORDER, Layout
from recert.population.load import MEND
from recert.population.runs import REFUSED
from recert.population.share import PROBLEMS

Noted = tuple[int, str, str]
"""The number of a row from 0, what is wrong, and what to do."""
Refused = tuple[int, str]
"""The number of a row of the file, from 1 with the first line, and what is wrong."""


def bad_rows(layout: Layout, folder: Path) -> Iterator[Problem]:
    """All bad rows of all shares, with their lines."""
    for table in IN_ORDER:
        if table.name not in layout.sources:
            continue
        with ExitStack() as stack:

            def of(*names: str, stack: ExitStack = stack) -> Iterator[Any]:
                files = [file for name in names for file in sorted(folder.glob(name)) if file.stat().st_size]
                return heapq.merge(*(map(json.loads, stack.enter_context(file.open())) for file in files))

            noted = of(f"shares/[0-9]*-{table.name}-{PROBLEMS}")
            refused = of(f"runs/*/{table.name}-{REFUSED}", f"shares/[0-9]*-{table.name}-{REFUSED}")
            yield from _placed(layout.sources[table.name], noted, refused)


def _placed(source: Source, noted: Iterator[Any], refused: Iterator[Any]) -> Iterator[Problem]:
    file = str(source.file)
    row, gone = next(noted, None), next(refused, None)
    if source.parquet:
        while row is not None:
            yield Problem(file, row[0] + 1, 1, row[1], row[2])
            row = next(noted, None)
        return
    number = 0  # of the rows that are rows of the table
    for physical, line in enumerate(_line_starts(source.file) if row or gone else (), 1):
        if gone is not None and gone[0] == physical:
            yield Problem(file, line, 1, gone[1], MEND)
            gone = next(refused, None)
        elif physical > 1:
            if row is not None and row[0] == number:
                yield Problem(file, line, 1, row[1], row[2])
                row = next(noted, None)
            number += 1
        if row is None and gone is None:
            return


def _line_starts(file: Path) -> Iterator[int]:
    """The line on which each row of a CSV begins; blank lines are no rows."""
    line = 1
    with file.open(encoding="utf-8-sig", newline="", errors="replace") as opened:
        reader = csv.reader(opened)
        for row in reader:
            if row:
                yield line
            line = reader.line_num + 1
