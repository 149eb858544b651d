"""What audits do to renewals that were granted for what is rejected now."""

from django.db.models import Q

from recert.audits.models import Audit, Review
from recert.journal.change import SYSTEM, Actor
from recert.people.models import Candidate
from recert.policy.auditing import AfterRenewal
from recert.policy.auditing import Audit as Rules
from recert.records.actions.renewals import Missing, propose_taking_back, take_back_renewal
from recert.records.models import Renewal

UNSUPPORTED = (Renewal.State.CONTESTED, Renewal.State.SUSPENDED)


def missing(rules: Rules | None) -> Missing:
    """What becomes at once of a renewal that a rejection takes the facts from."""
    after = rules.after_renewal if rules else AfterRenewal.TAKEN_BACK
    return {AfterRenewal.KEPT: Missing.KEEP, AfterRenewal.SUSPENDED: Missing.SUSPEND}.get(after, Missing.CONTEST)


def take_back_unsupported(candidate: Candidate, reason: str) -> None:
    """Two people decided, by rejecting and by refusing the appeal: what was granted for it is taken back."""
    for renewal in _unsupported(candidate):
        take_back_renewal(SYSTEM, renewal, reason)


def propose_unsupported(actor: Actor, candidate: Candidate, reason: str) -> None:
    """One person decided and nobody appealed in time: it is proposed in their name, for another one to agree."""
    for renewal in _unsupported(candidate):
        propose_taking_back(actor, renewal, reason)


def _unsupported(candidate: Candidate) -> list[Renewal]:
    """Renewals that the facts no longer give, unless another decision about the candidate may still be turned."""
    open_appeal = Audit.objects.filter(activity__candidate=candidate, state=Audit.State.APPEALED).exists()
    turning = Q(state=Review.State.APPEALED) | Q(state=Review.State.FAILED, due__isnull=False)
    if open_appeal or Review.objects.filter(turning, renewal__candidate=candidate).exists():
        return []
    return list(Renewal.objects.filter(candidate=candidate, state__in=UNSUPPORTED).defer("statement").order_by("pk"))
