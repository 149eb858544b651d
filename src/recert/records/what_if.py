"""What one fact more, one fact otherwise or one renewal less would do to a candidate's dates. Nothing is written."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from recert.policy.assess import assess
from recert.policy.assessment import Assessment, ExamResult
from recert.policy.history import Award, Exam, History
from recert.records.history import grants
from recert.records.models import Credential, Renewal
from recert.records.progress import Progress

DRAFT: Final = "draft"
"""The reference of a fact that is not on record."""

Key = tuple[str, date]


@dataclass(frozen=True, slots=True)
class Change:
    """One certification whose expiry changes. `old` is None where it is awarded, `new` where it is held no more."""

    certification: str
    old: date | None
    new: date | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Where the candidate would stand, and which dates that changes."""

    after: Assessment
    changes: tuple[Change, ...]

    @property
    def sitting(self) -> ExamResult | None:
        """What the sitting in question would do, if it is about one."""
        return next((result for result in self.after.exams if result.ref == DRAFT), None)


def with_award(seen: Progress, certification: str, awarded: date, expires: date | None) -> WhatIf:
    """With one award more."""
    draft = Award(certification, awarded, expires, DRAFT)
    return _compared(seen, replace(seen.history, awards=(*seen.history.awards, draft)))


def with_exam(seen: Progress, certification: str, taken: date, *, passed: bool) -> WhatIf:
    """With one sitting more."""
    draft = Exam(certification, taken, passed, DRAFT)
    return _compared(seen, replace(seen.history, exams=(*seen.history.exams, draft)))


def with_award_corrected(seen: Progress, credential: Credential, awarded: date, expires: date | None) -> WhatIf:
    """With an award on record dated otherwise."""
    ref = f"award:{credential.pk}"
    corrected = tuple(replace(a, on=awarded, expires=expires) if a.ref == ref else a for a in seen.history.awards)
    return _compared(seen, replace(seen.history, awards=corrected))


def without_renewal(seen: Progress, renewal: Renewal) -> WhatIf:
    """With a renewal taken back: the facts alone say where the candidate stands."""
    others = [other for other in seen.renewals if other.pk != renewal.pk]
    return _compared(seen, replace(seen.history, grants=grants(others)))


def _compared(seen: Progress, history: History) -> WhatIf:
    after = assess(seen.plan, history, seen.today)
    return WhatIf(after, changes(seen.assessment, after))


def changes(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """Which expiry dates differ, by certification. One award that gives way to another of the same is one change."""
    had, has = expiries(before), expiries(after)
    gone = defaultdict[str, list[date]](list)
    for held, day in sorted(had.items()):
        if held not in has:
            gone[held[0]].append(day)
    found = list[Change]()
    for held, new in sorted(has.items()):
        replaced = gone[held[0]]
        old = had[held] if held in had else replaced.pop(0) if replaced else None
        if old != new:
            found.append(Change(held[0], old, new))
    found += [Change(code, old, None) for code, days in sorted(gone.items()) for old in days]
    return tuple(found)


def expiries(assessment: Assessment) -> dict[Key, date]:
    """The expiry of every award, by certification and day."""
    return {(h.certification, h.awarded): h.expires for standing in assessment.groups for h in standing.holdings}
