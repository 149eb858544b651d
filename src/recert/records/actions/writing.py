"""A change of one candidate's facts: nobody else changes them meanwhile, and their renewals follow at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from recert.journal.change import Actor, Change, change
from recert.people.models import Candidate
from recert.records.actions.renewals import Missing, settle
from recert.records.models import Renewal
from recert.records.progress import Progress, progress
from recert.records.renewals import settlement


@dataclass(slots=True)
class Writing:
    """A change under way. `candidate` is the locked row; `progress` and `renewals` are filled in at its end.

    `missing` is what becomes of renewals that the change takes the facts from.
    """

    candidate: Candidate
    change: Change
    progress: Progress | None = None
    renewals: tuple[Renewal, ...] = ()
    missing: Missing = Missing.CONTEST

    def nothing(self) -> None:
        """Nothing was changed: leave no event, and everything as it is."""
        self.change.nothing()

    @property
    def settled(self) -> Progress:
        """Where the candidate stands after the change."""
        if self.progress is None:
            self.progress = progress(self.candidate)
        return self.progress


@contextmanager
def change_facts(actor: Actor, verb: str, candidate: Candidate) -> Iterator[Writing]:
    """One transaction: the candidate locked, one event, the version grown, renewals granted or put before staff.

    What the facts give is worked out before the journal is locked, so that candidates wait for each other no longer
    than the event takes to write.
    """
    with transaction.atomic():
        locked = lock(candidate)
        with change(actor, verb, program=locked.program) as made:
            made.candidate = locked.pk
            writing = Writing(locked, made)
            yield writing
            if made.dropped:
                return
            locked.version += 1
            locked.save(update_fields=["version"])
            seen = writing.settled
            found = settlement(seen)
        writing.renewals = settle(locked, found, writing.missing)
    candidate.version = locked.version


def lock(candidate: Candidate) -> Candidate:
    """The candidate's row, locked until the transaction ends (SQLite has one writer at a time anyway).

    What was on its way while two were merged is written to the one that was kept. The other's lock is let go first: who
    merges takes both in the order of their keys.
    """
    with transaction.atomic():
        found = Candidate.objects.select_for_update().get(pk=candidate.pk)
        kept = found.merged_into
        if kept is None:
            return found
        transaction.set_rollback(True)
    return lock(kept)
