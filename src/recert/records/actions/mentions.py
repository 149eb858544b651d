"""Taking out of what others wrote the words that name a person who is, or will be, erased."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from django.db import transaction

from recert.journal.change import Actor, change, erase_entry
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.people.naming import without
from recert.records.mentions import BY_LABEL, JOURNAL, Mention, mentions

EMPTIED: Final = frozenset({"answer_to"})
"""What holds an address and nothing else: it becomes empty, so that no mail goes to words."""


def remove_mentions(actor: Actor, candidate: Candidate, words: Sequence[str], keys: Collection[str]) -> int:
    """Takes the words out of the texts with these keys, as they are now. Returns how many texts that were.

    The journal says where words were removed, and not which. An entry of the journal can't lose single words: its
    digest stands for all that it tells, so all of that goes.
    """
    with transaction.atomic():
        found = [each for each in mentions(candidate, words) if each.key in keys]
        texts = [each for each in found if each.label != JOURNAL]
        rows = {each.key: _locked(each) for each in texts}  # before the journal is, like everybody else
        for each in texts:
            _text(actor, candidate, each, rows[each.key], words)
        for each in found:
            if each.label == JOURNAL:
                _entry(actor, candidate, each)
    return len(found)


def _locked(found: Mention) -> Any:
    return BY_LABEL[found.label].rows.select_for_update().get(pk=found.row)


def _text(actor: Actor, candidate: Candidate, found: Mention, row: Any, words: Sequence[str]) -> None:
    source = BY_LABEL[found.label]
    mine = source.rows.filter(pk=found.row)
    with change(actor, "words.removed", program=candidate.program) as made:
        mine.update(**{found.field: "" if found.field in EMPTIED else without(words, getattr(row, found.field))})
        made.candidate = mine.values_list(source.whose, flat=True)[0] if source.whose else None
        made.subject = f"{found.label.partition('.')[2]}:{found.row}"
        made.data.update(field=found.field)


def _entry(actor: Actor, candidate: Candidate, found: Mention) -> None:
    with change(actor, "words.removed", program=candidate.program) as made:
        entry = Event.objects.get(program=candidate.program, number=int(found.row))
        erase_entry(candidate.program, entry.number)
        made.candidate, made.subject = entry.candidate, entry.subject
        made.data.update(entry=entry.number)
