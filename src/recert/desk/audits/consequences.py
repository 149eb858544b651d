"""What a decision would do to a candidate's standing, in sentences for staff."""

from django.utils.translation import gettext as _

from recert.audits.outlook import Outlook
from recert.design.formats import amount, say
from recert.desk.visit import Visit
from recert.desk.words import change_told, required_told
from recert.policy.assessment import Assessment
from recert.policy.measure_words import reached
from recert.policy.model import Policy
from recert.records.actions.renewals import Missing


def told(visit: Visit, seen: Outlook) -> list[str]:
    """The units that count no more or again, the dates that change, and what becomes of renewals."""
    return [
        *counted_told(visit.policy, seen.before, seen.after),
        *required_told(visit.policy, seen.before, seen.after),
        *(change_told(change) for change in seen.changes),
        *_unsupported(visit, seen),
    ]


def counted_told(policy: Policy, before: Assessment, after: Assessment) -> list[str]:
    """What counts in the cycles under way, where that differs."""
    had = {standing.group: standing.current for standing in before.groups}
    said = []
    for standing in after.groups:
        old, new = had.get(standing.group), standing.current
        if old and new and (old.number, old.counted) != (new.number, new.counted):
            values = {
                "group": policy.group(standing.group).name,
                "old": amount(old.counted),
                "new": say(reached(policy, new)),
            }
            said.append(_("%(group)s: %(new)s, instead of %(old)s.") % values)
    return said


def _unsupported(visit: Visit, seen: Outlook) -> list[str]:
    then = {
        Missing.KEEP: _("The renewal of %(group)s stands all the same."),
        Missing.SUSPEND: _("The renewal of %(group)s is suspended, and taken back when nobody can appeal any more."),
        Missing.CONTEST: _("The renewal of %(group)s holds until nobody can appeal any more, and is then taken back."),
    }[seen.then]
    return [then % {"group": visit.policy.group(renewal.group).name} for renewal in seen.unsupported]
