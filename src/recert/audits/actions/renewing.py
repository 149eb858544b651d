"""What audits do to renewals that were granted for what is rejected now."""

from django.utils.translation import gettext as _

from recert.audits.models import Audit
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


def take_back_unsupported(audit: Audit) -> None:
    """Two people decided, by rejecting and by refusing the appeal: what was granted for it is taken back."""
    for renewal in _unsupported(audit.activity.candidate):
        take_back_renewal(
            SYSTEM, renewal, _("The appeal about “%(name)s” was refused.") % {"name": audit.activity.name}
        )


def propose_unsupported(audit: Audit) -> None:
    """One person decided and nobody appealed in time: it is proposed in their name, for another one to agree."""
    last = audit.decisions.filter(by__isnull=False, verb__in=("reject", "return")).select_related("by").last()
    actor = Actor(last.by) if last else SYSTEM
    for renewal in _unsupported(audit.activity.candidate):
        sentence = _("“%(name)s” was rejected, and the time to appeal is over.")
        propose_taking_back(actor, renewal, sentence % {"name": audit.activity.name})


def _unsupported(candidate: Candidate) -> list[Renewal]:
    """Renewals that the facts no longer give, unless another of the candidate's activities is under appeal."""
    open_appeal = Audit.objects.filter(activity__candidate=candidate, state=Audit.State.APPEALED).exists()
    found = Renewal.objects.filter(candidate=candidate, state__in=UNSUPPORTED)
    return [] if open_appeal else list(found.defer("statement").order_by("pk"))
