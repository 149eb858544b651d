"""One command's work on a population: a folder in which it grows, can be ended at any moment, and goes on."""

import fcntl
import hashlib
import json
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from recert import policy as rules
from recert.policy.plan import Plan
from recert.policy.problem import Problem
from recert.population.assess import make_ready
from recert.population.bad_rows import bad_rows
from recert.population.layout import Layout, look
from recert.population.load import UnreadableError
from recert.population.numbered import Numbers
from recert.population.runs import WHOLE, numbered, run_of, runs
from recert.population.share import COUNTS, Fetch, Task, assess_share
from recert.population.together import Appended, merge
from recert.population.turns import in_turn

FOLDER: Final = ".assess"
"""Within the folder that the tables are written to, while there is work."""
KNOWN: Final = "job.json"


class BusyError(Exception):
    """Somebody else writes into the same folder."""


class MissingError(Exception):
    """Something that an engine needs is not there: its message says how to get it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: everything but the tables and the rules. `ending` None is that of the people table."""

    data: Path
    out: Path
    as_of: date
    both: bool
    ending: str | None


class Told:
    """Is told how the work goes on; does nothing with it."""

    def going_on(self, shares: int, of: int) -> None:
        """So many shares were there already."""

    def compiling(self) -> None:
        """The rules are made machine code, before which nobody is assessed."""

    def sorted(self, table: str, rows: int, of: int) -> None:
        """So many rows of a table are put together by person, of about so many."""

    def assessed(self, people: int, of: int) -> None:
        """So many people are assessed, of about so many."""


@dataclass(slots=True)
class Done:
    """How many people there are, rows of each table, and rows that had to be left out."""

    people: int
    rows: dict[str, int]
    bad: int = 0


Engine = Callable[[Task, list[int], Told], Iterator[int]]
"""Sees to it that shares are there, and says of each in their order that it is."""


Report = Callable[[Iterator[Problem]], int]
"""Takes all bad rows, which are read from the disk meanwhile, and says how many they were."""


def carry_out(plan: Plan, wish: Wish, engine: Engine, told: Told, report: Report) -> Done:
    """Assesses everybody and puts the tables in their place. UnreadableError when a table can't be used at all.

    After an error of the tables nothing is left; after any other end the same wish goes on where this one ended.
    """
    wish.out.mkdir(parents=True, exist_ok=True)
    with _alone(wish.out):
        folder = wish.out / FOLDER
        try:
            done = _carry_out(plan, wish, engine, told, report)
        except UnreadableError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        shutil.rmtree(folder)
    return done


def _carry_out(plan: Plan, wish: Wish, engine: Engine, told: Told, report: Report) -> Done:
    folder = wish.out / FOLDER
    layout = look(wish.data, with_ids=wish.both, recorded=plan.policy.has_activities)
    ending = wish.ending or ("parquet" if layout.sources["people"].parquet else "csv")
    task = Task(plan, wish.as_of, layout, wish.both, ending, folder)
    before = _files(layout)
    _begin(folder, {"files": before, **_asked(task)})
    there = [number for number in range(layout.shares) if task.has(number)]
    if there:
        told.going_on(len(there), layout.shares)
    missing = sorted(set(range(layout.shares)) - set(there))
    done = _together(task, engine(task, missing, told), told)
    if _files(layout) != before:
        raise UnreadableError(f"{wish.data}: its tables changed while they were read: run the command again")
    done.bad = report(bad_rows(layout, folder))
    for name in task.names:
        (folder / f"{name}.{ending}").replace(wish.out / f"{name}.{ending}")
    return done


def _together(task: Task, ready: Iterator[int], told: Told) -> Done:
    """Puts the tables of all shares together, each as soon as it is there."""
    done = Done(0, dict.fromkeys(task.names, 0))
    in_order = task.layout.in_order or not task.layout.cuts
    ends = [task.folder / f"{name}.{task.ending}" for name in task.names]
    growing = [Appended(end) for end in ends] if in_order else []
    for number in range(task.layout.shares):
        while not task.has(number):
            next(ready)
        counts = json.loads(task.of_share(number, COUNTS).read_text())
        for name, table in zip(task.names, growing, strict=False):
            table.append(task.of_share(number, f"{name}.{task.part_ending}"))
        for name in task.names:
            done.rows[name] += counts[name]
        done.people += counts["people"]
        told.assessed(done.people, task.layout.people)
    deque(ready, 0)
    for table in growing:
        table.finish()
    for name, end in zip(task.names, ends, strict=True):
        if not in_order:
            merge([task.of_share(k, f"{name}.parquet") for k in range(task.layout.shares)], end)
    return done


def on_all_cores(task: Task, missing: list[int], told: Told) -> Iterator[int]:
    """The engine of one machine: a share in each thread. One more than cores: one of them waits now and then."""
    layout = task.layout
    workers = (os.cpu_count() or 1) + 1
    with make_ready(layout.people, told.compiling), ThreadPoolExecutor(workers) as pool:
        if missing:
            for source in layout.unsorted:
                folder = task.folder / "runs" / source.table.name
                rows = 0
                for more in in_turn(pool, runs(layout, source, folder), workers):
                    rows += more
                    told.sorted(source.table.name, rows, source.rows)
                (folder / WHOLE).touch()
        fetch = fetcher(task)
        yield from in_turn(pool, (partial(_one, task, number, fetch) for number in missing), workers)


def _one(task: Task, number: int, fetch: Fetch) -> int:
    """Threads that begin at one time begin with different tables: else they all wait for the same row group."""
    layout = task.layout
    lying = list(layout.lying) if layout.cuts else []
    at = number % len(lying) if lying else 0
    for name in (*lying[at:], *lying[:at]):
        fetch(name, number)  # which keeps what was read
    assess_share(task, number, fetch)
    return number


def fetcher(task: Task) -> Fetch:
    """Rows of a share from wherever they lie on this machine's disk."""
    layout = task.layout
    lying = layout.lying if layout.cuts else {}

    def fetch(table: str, share: int) -> tuple[pa.Table, Numbers]:
        if table not in lying:
            return numbered(run_of(task.folder / "runs" / table, share))
        low = layout.cuts[share - 1] if share else None
        high = layout.cuts[share] if share < len(layout.cuts) else None
        return lying[table].between(low, high)

    return fetch


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else works in the folder meanwhile; whoever is ended lets go of it."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"{folder}: another assessment is being written there: wait for it to end") from None
        yield
    finally:
        os.close(opened)


def _begin(folder: Path, known: dict[str, Any]) -> None:
    """Keeps what was done for the same tables, rules and wish; what was done for others is removed."""
    said = json.dumps(known, sort_keys=True)
    file = folder / KNOWN
    if not (file.exists() and file.read_text() == said):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        begun = folder / f".{KNOWN}"
        begun.write_text(said)
        begun.replace(file)
    for begun in (folder / "shares").glob(".*"):
        begun.unlink()


def _asked(task: Task) -> dict[str, Any]:
    return {
        "policy": task.plan.policy.digest,
        "as_of": str(task.as_of),
        "tables": task.names,
        "ending": task.ending,
        "cuts": task.layout.cuts,
        "code": _code(),
    }


def _files(layout: Layout) -> list[tuple[str, int, int, int, int]]:
    """What tells a table's file from any other and from any other state of it: nobody sets a ctime by hand."""
    found = []
    for source in layout.sources.values():
        known = source.file.stat()
        name = str(source.file.resolve())
        found.append((name, known.st_ino, known.st_size, known.st_mtime_ns, known.st_ctime_ns))
    return found


def _code() -> str:
    """A digest of the program itself: another version of it begins anew."""
    digest = hashlib.sha256()
    for top in (Path(rules.__file__).parent, Path(__file__).parent):
        for folder, inner, names in os.walk(top):
            inner.sort()
            for name in sorted(names):
                if name.endswith(".py"):
                    digest.update(Path(folder, name).read_bytes())
    return digest.hexdigest()
