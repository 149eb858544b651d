"""The same work inside Apache Spark: rows put together by person through its shuffle, shares assessed by its workers.

Workers run the functions that one machine runs, and write into the same folder, so all must see the same disk.
"""

import logging
import os
import re
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from recert.population.blocks import ROWS_PER_BLOCK, blocks
from recert.population.job import MissingError, Told, fetcher
from recert.population.load import UnreadableError
from recert.population.numbered import Numbers
from recert.population.runs import REFUSED, by_share, numbered
from recert.population.share import Task, assess_share

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NEEDED: Final = "Apache Spark is not installed: pip install 'recert[spark]'"
NO_JAVA: Final = "Apache Spark needs Java 17 or later, and there is none: apt install default-jre-headless"

TURNS: Final = "source string, turn int, of int"
ROWS: Final = "share int, source string, number int, rows binary"
ASSESSED: Final = "share int"


def check() -> None:
    """MissingError unless Spark can be started."""
    try:
        import pyspark  # noqa: F401 - whether it is there
    except ImportError:
        raise MissingError(NEEDED) from None
    home = os.environ.get("JAVA_HOME")
    if not (home and (Path(home) / "bin" / "java").exists()) and shutil.which("java") is None:
        raise MissingError(NO_JAVA)


@dataclass(frozen=True, slots=True)
class OnSpark:
    """The engine of a cluster, or of a local one such as local[2]."""

    master: str

    def __call__(self, task: Task, missing: list[int], told: Told) -> Iterator[int]:
        """Sees to it that shares are there."""
        if missing:
            from pyspark.errors import PySparkException

            with interrupts_given_back(), started(self.master) as spark:
                try:
                    assess_on(spark, task, missing)
                except PySparkException as wrong:
                    unreadable = re.search(r"UnreadableError: (.+)", str(wrong))
                    if unreadable is None:
                        raise
                    raise UnreadableError(unreadable[1]) from None
        yield from missing


@contextmanager
def interrupts_given_back() -> Iterator[None]:
    """Spark takes interrupts for its own jobs, and keeps taking them once it has ended: they are ours again then."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():  # no other may ask for signals
            signal.signal(signal.SIGINT, before)


def started(master: str) -> "SparkSession":
    """A session; one on this machine listens to nobody else."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    building = SparkSession.builder.master(master).appName("recert assess")
    logging.getLogger("py4j").setLevel(logging.WARNING)
    settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
    if master.startswith("local"):
        settings |= {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    for name, value in settings.items():
        building = building.config(name, value)
    return building.getOrCreate()


def assess_on(spark: "SparkSession", task: Task, missing: list[int]) -> None:
    """Reads what is in no order in turns, brings the rows of each share to one worker, and assesses it there."""
    turns = list(_turns(task))
    every = spark.createDataFrame([(number, "", 0, b"") for number in missing], ROWS)
    if turns:
        reading = spark.createDataFrame(turns, TURNS).repartition(len(turns), "source", "turn")
        every = every.unionByName(reading.mapInArrow(reader(task, missing), ROWS))
    every.groupBy("share").applyInArrow(assessor(task), ASSESSED).count()


def _turns(task: Task) -> Iterator[tuple[str, int, int]]:
    """Every table that must be put together by person, and in how many turns it is read."""
    for source in task.layout.unsorted:
        name = source.table.name
        (task.folder / "runs" / name).mkdir(parents=True, exist_ok=True)
        of = max(1, -(-source.rows // ROWS_PER_BLOCK)) if source.parquet else 1
        yield from ((name, turn, of) for turn in range(of))


def reader(task: Task, missing: list[int]) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What reads turns: a row for each share and block, in which the rows of the table are."""
    wanted = frozenset(missing)

    def read(turns: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for turn in (row for batch in turns for row in batch.to_pylist()):
            name = turn["source"]
            refused = task.folder / "runs" / name / f"{name}-{REFUSED}"
            for block in blocks(task.layout.sources[name], refused):
                if block.number % turn["of"] != turn["turn"]:
                    continue
                for share, rows in enumerate(by_share(task.layout, block)):
                    if share in wanted and (rows.num_rows or not block.number):  # the first one tells the columns
                        packed = [[share], [name], [block.number], [_packed(rows)]]
                        kinds = (pa.int32(), pa.string(), pa.int32(), pa.binary())
                        columns = [pa.array(v, kind) for v, kind in zip(packed, kinds, strict=True)]
                        yield pa.RecordBatch.from_arrays(columns, ["share", "source", "number", "rows"])

    return read


def assessor(task: Task) -> Callable[[pa.Table], pa.Table]:
    """What assesses a share, given its rows of the tables that were in no order."""

    def assess(given: pa.Table) -> pa.Table:
        share = given["share"][0].as_py()
        packed = sorted((row["source"], row["number"], row["rows"]) for row in given.to_pylist() if row["source"])
        lying = fetcher(task)

        def fetch(table: str, number: int) -> tuple[pa.Table, Numbers]:
            mine = [pa.ipc.open_stream(rows).read_all() for source, _, rows in packed if source == table]
            return numbered(pa.concat_tables(mine)) if mine else lying(table, number)

        assess_share(task, share, fetch)
        return pa.table({"share": pa.array([share], pa.int32())})

    return assess


def _packed(rows: Any) -> bytes:
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.ipc.new_stream(sink, rows.schema, options=options) as writer:
        writer.write_batch(rows)
    return bytes(sink.getvalue())
