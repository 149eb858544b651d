"""The sheet of checks of one entry, with what shows each finding and the pictures that people are to compare."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from recert.audits import queries
from recert.audits.checks import PICTURE
from recert.audits.known import Pair
from recert.audits.likeness import comparisons
from recert.audits.models import Audit, Comparison, Finding
from recert.audits.pictures import pairs_of
from recert.desk.audits.words import evidence_told, finding_told, question
from recert.desk.visit import Visit
from recert.records.models import Activity, Evidence


@dataclass(frozen=True, slots=True)
class Compared:
    """Two files beside each other: the entry's own and that of another activity; and what a person said of them."""

    mine: Evidence
    theirs: Evidence
    activity: Activity
    same: bool | None
    by: str
    at: datetime | None

    @property
    def value(self) -> str:
        """The pair, as a button sends it."""
        return f"{self.mine.pk}:{self.theirs.pk}"


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the sheet: the question, its answer, what shows it, and other activities it is about.

    `pairs` are pictures that a machine left open; `open` says whether one of them still waits for a person.
    """

    name: str
    question: str
    found: bool | None
    told: str
    others: tuple[tuple[Activity, tuple[Evidence, ...]], ...]
    pairs: tuple[Compared, ...]
    open: bool

    @property
    def shown(self) -> bool:
        """Whether there is something to look at."""
        return bool(self.found or self.pairs)


def sheet(visit: Visit, audit: Audit) -> list[Found]:
    """The sheet of checks: what was found first, then what is to be compared. A fixed number of queries."""
    rows = list(Finding.objects.filter(audit=audit))
    pairs = {row.pk: pairs_of(row.evidence) for row in rows}
    everything = [pair for each in pairs.values() for pair in each]
    refs = {ref for row in rows for ref in row.evidence.get("activities", ())}
    named = queries.by_ref(refs | {pair.activity for pair in everything}, visit.program)
    files: dict[str, list[Evidence]] = {}
    wanted = [audit.activity_id, *(each.pk for each in named.values())]
    for evidence in Evidence.objects.filter(activity__in=wanted).order_by("added_at", "pk"):
        files.setdefault(str(evidence.activity_id), []).append(evidence)
    known = {str(evidence.pk): evidence for each in files.values() for evidence in each}
    said = comparisons(pair.files for pair in everything)
    lines = [
        _line(row, named, files, tuple(_compared(pair, named, known, said) for pair in _whole(pairs[row.pk], known)))
        for row in rows
    ]
    return sorted(lines, key=lambda line: 0 if line.found else 1 if line.open else {None: 2, False: 3}[line.found])


def _line(
    row: Finding,
    named: Mapping[str, Activity],
    files: Mapping[str, list[Evidence]],
    pairs: tuple[Compared, ...],
) -> Found:
    beside = {str(each.activity.pk) for each in pairs}
    others = [ref for ref in row.evidence.get("activities", ()) if ref in named and ref not in beside]
    waiting = row.found is None and row.check_name == PICTURE
    return Found(
        name=finding_told(row.check_name, row.found)[0],
        question=question(row.check_name),
        found=row.found,
        told=evidence_told(row.check_name, row.evidence),
        others=tuple((named[ref], tuple(files.get(ref, ()))) for ref in others),
        pairs=pairs,
        open=waiting,
    )


def _whole(pairs: Iterable[Pair], known: Mapping[str, Evidence]) -> list[Pair]:
    """The pairs of which both files are still there."""
    return [pair for pair in pairs if pair.mine in known and pair.theirs in known]


def _compared(
    pair: Pair,
    named: Mapping[str, Activity],
    known: Mapping[str, Evidence],
    said: Mapping[frozenset[str], Comparison],
) -> Compared:
    word = said.get(pair.files)
    return Compared(
        mine=known[pair.mine],
        theirs=known[pair.theirs],
        activity=named[pair.activity],
        same=pair.same,
        by=str(word.by) if word else "",
        at=word.at if word else None,
    )
