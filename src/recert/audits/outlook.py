"""What a decision would do to the candidate's standing. Nothing is written."""

from dataclasses import dataclass, replace

from recert.audits.actions.renewing import missing
from recert.audits.transitions import COUNTED, Transition
from recert.policy.assessment import Assessment
from recert.policy.history import Status
from recert.policy.model import Policy
from recert.policy.what_if import Change
from recert.records.actions.renewals import Missing
from recert.records.models import Activity, Renewal
from recert.records.progress import Progress
from recert.records.renewals import settlement
from recert.records.what_if import with_history


@dataclass(frozen=True, slots=True)
class Outlook:
    """The dates that change, the assessments before and after, and the renewals that the facts would no longer give.

    `then` says what becomes of those.
    """

    changes: tuple[Change, ...]
    before: Assessment
    after: Assessment
    unsupported: tuple[Renewal, ...]
    then: Missing


def outlook(policy: Policy, seen: Progress, activity: Activity, step: Transition) -> Outlook:
    """What a step would do. A renewal that would be suspended is taken for one that does not hold."""
    status = Status.SUBMITTED if step.target in COUNTED else Status.REJECTED
    return outlook_of(policy, seen, frozenset({str(activity.pk)}), status)


def outlook_of(policy: Policy, seen: Progress, refs: frozenset[str], status: Status) -> Outlook:
    """What it would do if these activities counted, or counted no more."""
    changed = tuple(replace(each, status=status) if each.ref in refs else each for each in seen.history.activities)
    history = replace(seen.history, activities=changed)
    lost = settlement(seen.as_if(history)).missing if status == Status.REJECTED else ()
    then = missing(policy.audit)
    if lost and then == Missing.SUSPEND:
        gone = {(renewal.group, renewal.cycle) for renewal in lost}
        history = replace(history, grants=tuple(g for g in history.grants if (g.group, g.cycle) not in gone))
    found = with_history(seen, history)
    return Outlook(found.changes, seen.assessment, found.after, tuple(lost), then)
