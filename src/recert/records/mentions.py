"""Where what others wrote names a person: free text of the program's other records, in whatever room a table is.

It is looked through row by row: no database folds accents, and nobody asks this but whoever erases somebody.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db.models import Q, QuerySet

from recert.journal.models import Event
from recert.people.models import Candidate, User
from recert.people.naming import around, names, traces_of

JOURNAL: Final = "journal.event"
WRITTEN: Final = ("words", "reason", "notes")
"""Under what entries of the journal hold words that somebody wrote."""


@dataclass(frozen=True, slots=True)
class Source:
    """A table with free text in `fields`. `program`, `whose` and `page` are columns, or lead to one: the program, whose
    record it is ("" where it is nobody's), and what its page is called by."""

    label: str
    fields: tuple[str, ...]
    program: str = "program"
    whose: str = ""
    page: str = "pk"

    @property
    def rows(self) -> QuerySet[Any]:
        """All of its rows."""
        found: QuerySet[Any] = apps.get_model(self.label)._base_manager.all()
        return found


SOURCES: Final = (
    Source("requests.request", ("about", "words", "answer", "answer_to"), whose="candidate"),
    Source("audits.audit", ("words",), whose="activity__candidate"),
    Source("audits.decision", ("words",), whose="audit__activity__candidate", page="audit"),
    Source("audits.reviewstep", ("words",), "review__program", "review__renewal__candidate", "review"),
    Source("audits.round", ("reason",)),
    Source("records.activity", ("notes",), "candidate__program", "candidate", "candidate__number"),
    Source("records.renewal", ("proposal",), "candidate__program", "candidate"),
    Source("people.merge", ("reason",), whose="into", page="into__number"),
    Source("records.retirement", ("reason",), page="certification"),
    Source("records.policyversion", ("reason",), page="number"),
    Source("records.policydraft", ("proposal",)),
)
BY_LABEL: Final = {source.label: source for source in SOURCES}


@dataclass(frozen=True, slots=True)
class Mention:
    """One text that names the person. `page` is what its page is called by, `excerpt` the words around the first."""

    label: str
    row: str
    field: str
    page: str
    excerpt: str

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.label}:{self.row}:{self.field}"


def people_of(candidate: Candidate) -> list[Candidate]:
    """The candidate and those who were merged into them."""
    return list(Candidate.objects.filter(Q(pk=candidate.pk) | Q(merged_into=candidate)).order_by("pk"))


def known_traces(candidate: Candidate, user: User | None) -> tuple[str, ...]:
    """What leads to the person; once they were erased, the number alone."""
    return traces_of(people_of(candidate), user)


def mentions(candidate: Candidate, words: Sequence[str]) -> list[Mention]:
    """Every text that names the person in these words, in others' records and in nobody's; then the journal's."""
    own = [each.pk for each in people_of(candidate)]
    found = [each for source in SOURCES for each in _in_source(source, candidate.program, own, words)]
    return [*found, *_in_journal(candidate.program, own, words)]


def _in_source(source: Source, program: str, own: Collection[int], words: Sequence[str]) -> Iterator[Mention]:
    filled = Q()
    for field in source.fields:
        filled |= ~Q(**{field: ""})
    rows = source.rows.filter(filled, **{source.program: program})
    if source.whose:
        rows = rows.filter(Q(**{f"{source.whose}": None}) | ~Q(**{f"{source.whose}__in": own}))
    for row, page, *texts in rows.order_by("pk").values_list("pk", source.page, *source.fields).iterator():
        for field, text in zip(source.fields, texts, strict=True):
            if names(words, text):
                yield Mention(source.label, str(row), field, str(page), around(words, text))


def _in_journal(program: str, own: Collection[int], words: Sequence[str]) -> Iterator[Mention]:
    """Entries that hold what somebody wrote, as it was then."""
    noted = Q(data__has_key="notes") & ~Q(data__notes="") | Q(data__after__has_key="notes")
    told = Event.objects.filter(Q(data__has_any_keys=["words", "reason"]) | noted, program=program)
    others = Q(candidate=None) | ~Q(candidate__in=own)
    for number, data in told.filter(others).order_by("number").values_list("number", "data").iterator():
        text = "\n".join(_written(data))
        if names(words, text):
            yield Mention(JOURNAL, str(number), "data", str(number), around(words, text))


def _written(data: dict[str, Any]) -> Iterator[str]:
    """The words of somebody in what an entry tells; of a correction, those before and after."""
    for told in (data, data.get("before"), data.get("after")):
        if isinstance(told, dict):
            yield from (str(told[key]) for key in WRITTEN if told.get(key))
