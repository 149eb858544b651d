"""Finding evidence that shows the same picture as another one, among everybody's."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from uuid import UUID

from recert.audits.known import Pair
from recert.audits.looks.pages import Unseen, pages
from recert.audits.models import Comparison, Page, Place
from recert.audits.reading.compare import one_certificate
from recert.audits.reading.lines import Reading
from recert.records.models import Activity, Evidence

if TYPE_CHECKING:  # what compares pictures takes a command that compares none longer to load than all of Recert
    from recert.audits.looks.decide import Relation, View

PROPOSED: Final = 20
"""How many pages are laid on one another: the best by their fingerprints."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Other activities with a copy for certain, and pairs of files that people are to compare, or have."""

    same: tuple[UUID, ...] = ()
    pairs: tuple[Pair, ...] = ()


def with_same_picture(activity: Activity) -> Alike:
    """Other activities of the program with a page that is a copy of one of its own, or may be."""
    from recert.audits.looks.decide import Relation

    mine = Page.objects.filter(look__evidence__activity=activity).select_related("look__evidence")
    same: set[UUID] = set()
    unsure: dict[frozenset[str], Pair] = {}
    for page in mine:
        for other, relation in _compared(page, activity):
            theirs = other.look.evidence
            if relation is Relation.SAME:
                same.add(theirs.activity_id)
            elif relation is Relation.UNSURE:
                pair = Pair(str(page.look.evidence_id), str(theirs.pk), str(theirs.activity_id))
                unsure[pair.files] = pair
    said = {files: word.same for files, word in comparisons(unsure).items()}
    return Alike(tuple(sorted(same)), tuple(replace(pair, same=said.get(files)) for files, pair in unsure.items()))


def comparisons(pairs: Iterable[frozenset[str]]) -> dict[frozenset[str], Comparison]:
    """What people said before of these pairs of files, and who they were."""
    files = {UUID(each) for pair in pairs for each in pair}
    if not files:
        return {}
    found = Comparison.objects.filter(first__in=files, second__in=files).select_related("by")
    return {frozenset({str(each.first_id), str(each.second_id)}): each for each in found}


def _compared(page: Page, activity: Activity) -> "Iterable[tuple[Page, Relation]]":
    from recert.audits.looks.decide import decide

    proposed = _proposed(page, activity)
    shown = _view(page) if proposed else None
    if shown is None:
        return
    names = [activity.candidate.name]
    for other in proposed:
        theirs = _view(other)
        if theirs is None:
            continue
        owner = other.look.evidence.activity
        one = one_certificate(_reading(page), _reading(other), [*names, owner.candidate.name])
        yield other, decide(shown, theirs, one_by_reading=one).relation


def _proposed(page: Page, activity: Activity) -> list[Page]:
    """The pages of others that agree with this one in the most places, best first."""
    from recert.audits.looks.fingerprint import Fingerprint

    prints = Fingerprint.from_bytes(bytes(page.places))
    bands = prints.probes()
    rows: list[tuple[int, int, int]] = []
    for start in range(0, len(bands), 500):
        found = Place.objects.filter(band__in=bands[start : start + 500]).exclude(page=page)
        rows.extend(found.values_list("band", "page", "spot"))
    best = [key for key, _agreeing in prints.ranked(rows)]
    program = activity.candidate.program
    others = (
        Page.objects.filter(pk__in=best[: 5 * PROPOSED], look__evidence__activity__candidate__program=program)
        .exclude(look__evidence__activity=activity)
        .exclude(look__evidence__activity__status=Activity.Status.WITHDRAWN)
        .select_related("look__evidence__activity__candidate")
    )
    known = {other.pk: other for other in others}
    return [known[key] for key in best if key in known][:PROPOSED]


def _view(page: Page) -> "View | None":
    from recert.audits.looks.decide import view

    content = _content(page.look.evidence)
    found = pages(content, page.look.evidence.media_type) if content else Unseen("gone")
    return None if isinstance(found, Unseen) or page.number >= len(found) else view(found[page.number])


def _content(evidence: Evidence) -> bytes:
    try:
        with evidence.file.open("rb") as stored:
            return bytes(stored.read())
    except FileNotFoundError:
        return b""


def _reading(page: Page) -> Reading:
    return Reading.from_json(page.look.reading or "[]")
