"""What one fact more, one fact otherwise or one renewal less would do to a candidate's dates. Nothing is written."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from recert.policy.assess import assess
from recert.policy.assessment import Assessment, ExamResult
from recert.policy.history import Activity, Award, Circumstance, Exam, Extension, History
from recert.policy.what_if import Change, changes_of
from recert.records.history import grants
from recert.records.models import Credential, Renewal
from recert.records.progress import Progress

DRAFT: Final = "draft"
"""The reference of a fact that is not on record."""


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
    return with_history(seen, replace(seen.history, awards=(*seen.history.awards, draft)))


def with_exam(seen: Progress, certification: str, taken: date, *, passed: bool) -> WhatIf:
    """With one sitting more."""
    draft = Exam(certification, taken, passed, DRAFT)
    return with_history(seen, replace(seen.history, exams=(*seen.history.exams, draft)))


def with_award_corrected(seen: Progress, credential: Credential, awarded: date, expires: date | None) -> WhatIf:
    """With an award on record dated otherwise."""
    ref = f"award:{credential.pk}"
    corrected = tuple(replace(a, on=awarded, expires=expires) if a.ref == ref else a for a in seen.history.awards)
    return with_history(seen, replace(seen.history, awards=corrected))


def with_circumstance(seen: Progress, found: Circumstance) -> WhatIf:
    """With this circumstance, in place of the one of the same reference."""
    others = tuple(each for each in seen.history.circumstances if each.ref != found.ref)
    return with_history(seen, replace(seen.history, circumstances=(*others, found)))


def with_extension(seen: Progress, found: Extension) -> WhatIf:
    """With one extension more."""
    return with_history(seen, replace(seen.history, extensions=(*seen.history.extensions, found)))


def with_activity(seen: Progress, found: Activity) -> WhatIf:
    """With one activity more."""
    return with_history(seen, replace(seen.history, activities=(*seen.history.activities, found)))


def without_activity(seen: Progress, ref: str) -> WhatIf:
    """Without an activity."""
    kept = tuple(each for each in seen.history.activities if each.ref != ref)
    return with_history(seen, replace(seen.history, activities=kept))


def without(seen: Progress, ref: str) -> WhatIf:
    """Without a circumstance or an extension."""
    kept = tuple(each for each in seen.history.circumstances if each.ref != ref)
    extensions = tuple(each for each in seen.history.extensions if each.ref != ref)
    return with_history(seen, replace(seen.history, circumstances=kept, extensions=extensions))


def without_renewal(seen: Progress, renewal: Renewal) -> WhatIf:
    """With a renewal taken back: the facts alone say where the candidate stands."""
    others = [other for other in seen.renewals if other.pk != renewal.pk]
    return with_history(seen, replace(seen.history, grants=grants(others)))


def with_history(seen: Progress, history: History) -> WhatIf:
    """With other facts altogether."""
    after = assess(seen.plan, history, seen.today)
    return WhatIf(after, changes_of(seen.plan, (seen.history, history), (seen.assessment, after)))
