"""What a draft of the rules would do to everybody: worked out over a copy of the facts, kept in the home folder.

An effect belongs to one text, to the rules in force beside which it was seen, and to one day to look from. It is a
folder of its own, whole once it has its name; it may be dropped at any time, and is then worked out again.
"""

import hashlib
import json
import shutil
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from recert.journal.models import Head
from recert.people.queries import present
from recert.policy.compare import COUNTED, Totals
from recert.policy.plan import plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.records import clock, programs
from recert.records.models import PolicyDraft, Program

if TYPE_CHECKING:  # what reads and writes tables takes a command that needs none longer to load than all of Recert
    import pyarrow as pa

SOME: Final = 5_000
"""Up to so many people an effect is worked out while somebody waits for the page; the worker does larger ones."""
SILENT: Final = 180
"""Seconds after which work that says nothing has stopped."""
KEPT: Final = 20


@dataclass(frozen=True, slots=True)
class Result:
    """What was found. `number` is the last entry of the journal that the facts knew, `changes` the table."""

    totals: Totals
    as_of: date
    made_at: datetime
    number: int
    seconds: float
    seal: str
    changes: Path


@dataclass(frozen=True, slots=True)
class Under:
    """Work under way: how much of it is done, in percent; `begun` is false while it waits for the worker."""

    begun: bool
    percent: int
    failed: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What there is of one effect: a result, work under way, or neither."""

    result: Result | None
    under: Under | None


def digest_of(text: str, cases: str) -> str:
    """What tells one draft's words from another's."""
    return hashlib.sha256(f"{text}\x00{cases}".encode()).hexdigest()


def find(draft: PolicyDraft, as_of: date) -> Effect:
    """What was found for exactly this text, beside the rules now in force, from this day."""
    folder = _folder(draft.program_id, _key(draft.program_id, draft.text, as_of))
    return Effect(_read(folder), _under_way(_progress_file(folder)))


def done_since(program: str, result: Result) -> int:
    """How many entries the journal has that the facts did not know."""
    head = Head.objects.filter(program=program).values_list("number", flat=True).first() or 0
    return max(head - result.number, 0)


def is_small(program: str) -> bool:
    """Whether one may wait for it."""
    return present(program).count() <= SOME


def begin(draft: PolicyDraft, as_of: date) -> bool:
    """Notes that the worker is asked for an effect. False where it is there, or under way."""
    found = find(draft, as_of)
    if found.result and not done_since(draft.program_id, found.result):
        return False
    if found.under and not found.under.failed:
        return False
    folder = _folder(draft.program_id, _key(draft.program_id, draft.text, as_of))
    _say(_progress_file(folder), {"begun": False, "percent": 0})
    return True


def work_out(program: str, text: str, as_of: str) -> str:
    """Works out an effect, from a day written as 2026-03-05. Returns its key; the page finds it there."""
    key = _key(program, text, date.fromisoformat(as_of))
    folder, began = _folder(program, key), time.monotonic()
    kept = _read(folder)
    if kept is not None and not done_since(program, kept):
        return key
    progress = Progress(_progress_file(folder))
    part = folder.with_name(f".{uuid.uuid4()}.part")
    part.mkdir(parents=True, mode=0o700)
    try:
        told = _compare(program, text, date.fromisoformat(as_of), part, progress)
        told["seconds"] = round(time.monotonic() - began, 2)
        (part / "effect.json").write_text(json.dumps(told))
        _put(part, folder)
        progress.done()
    except BaseException:
        progress.failed()
        raise
    finally:
        shutil.rmtree(part, ignore_errors=True)
    _forget_old(program)
    return key


def _put(part: Path, folder: Path) -> None:
    """In the place of what was found before, of facts that have changed since."""
    old = folder.with_name(f".{uuid.uuid4()}.part")
    try:
        if folder.is_dir():
            folder.rename(old)
        part.rename(folder)
    except OSError:
        if not folder.is_dir():  # else somebody else was faster with the same
            raise
    shutil.rmtree(old, ignore_errors=True)


def _compare(program: str, text: str, as_of: date, part: Path, progress: "Progress") -> dict[str, Any]:
    from recert.population.compare import compare_population
    from recert.records import projection

    rules = programs.rules_of(program)
    drafted = parse_policy(text)
    if isinstance(drafted, Problems):
        raise ValueError(str(drafted.problems[0]))
    copied = projection.project(program, lambda done, of: progress.tell(40 * done // max(of, 1)))
    before = programs.made_of(rules)
    after = plan(drafted.retiring(rules.retired).moving(set(rules.moves)))
    found = compare_population(before, after, copied.folder, as_of, lambda n, of: progress.tell(40 + 60 * n // of))
    _write(found.batches, part / "changes.parquet")
    return {
        "totals": found.totals.as_json(),
        "as_of": as_of.isoformat(),
        "made_at": clock.now().isoformat(),
        "number": copied.number,
    }


def _write(batches: "Iterator[pa.RecordBatch]", file: Path) -> None:
    from recert.population.write import opened

    first = next(batches, None)
    if first is None:
        return
    with opened(file, first.schema) as writer:
        writer.write(first)
        for batch in batches:
            writer.write(batch)


def _read(folder: Path) -> Result | None:
    try:
        text = (folder / "effect.json").read_text()
    except FileNotFoundError:
        return None
    told = json.loads(text)
    return Result(
        totals=Totals.from_json(told["totals"]),
        as_of=date.fromisoformat(told["as_of"]),
        made_at=datetime.fromisoformat(told["made_at"]),
        number=told["number"],
        seconds=told["seconds"],
        seal=hashlib.sha256((folder.name + text).encode()).hexdigest(),
        changes=folder / "changes.parquet",
    )


def _key(program: str, text: str, as_of: date) -> str:
    """What an effect depends on beside the facts: the words, the rules in force, the day, and the rules' own code."""
    from recert.population.kernel import cache_folder

    rules = Program.objects.values_list("rules", flat=True).get(pk=program)
    parts = [text, rules, as_of.isoformat(), *COUNTED, cache_folder().name]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:32]


def _home(program: str) -> Path:
    return Path(settings.HOME) / "effects" / program


def _folder(program: str, key: str) -> Path:
    return _home(program) / key


def _progress_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.progress")


def _forget_old(program: str) -> None:
    from recert.records import projection

    projection.sweep(_home(program))
    found = [each for each in _home(program).iterdir() if each.is_dir() and not each.name.startswith(".")]
    for old in sorted(found, key=lambda each: each.stat().st_mtime_ns)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


class Progress:
    """Says in a file how far the work is, so that any process can show it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.percent = -1
        self.tell(0)

    def tell(self, percent: int) -> None:
        """So much is done."""
        if percent != self.percent:
            self.percent = percent
            _say(self.file, {"begun": True, "percent": percent})

    def done(self) -> None:
        """There is a result."""
        self.file.unlink(missing_ok=True)

    def failed(self) -> None:
        """There will be none."""
        _say(self.file, {"begun": True, "percent": max(self.percent, 0), "failed": True})


def _say(file: Path, told: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(f".{uuid.uuid4()}.progress")
    part.write_text(json.dumps(told))
    part.replace(file)


def _under_way(file: Path) -> Under | None:
    try:
        told, at = json.loads(file.read_text()), file.stat().st_mtime
    except FileNotFoundError:
        return None
    silent = bool(told["begun"]) and time.time() - at > SILENT
    return Under(told["begun"], told["percent"], bool(told.get("failed")) or silent)
