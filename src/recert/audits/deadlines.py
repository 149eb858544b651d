"""Until when something is waited for in the audit of a renewal: which days are taken, and what a passed one means."""

from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from recert.audits.models import Review
from recert.audits.rested import rests_on
from recert.audits.transitions import Transition
from recert.policy.model import Policy
from recert.records import clock
from recert.records.refusal import Refused, refuse

MOST: Final = timedelta(days=366)
"""A deadline is at most so far away."""


def too_late(review: Review, policy: Policy) -> Refused | None:
    """Why nobody can appeal any more."""
    if review.due is None or clock.today(policy) > review.due:
        return refuse("", _("The time to appeal is over."))
    return None


def not_over(review: Review, policy: Policy) -> Refused | None:
    """More time may have been given since somebody saw that it was over."""
    if review.due is None or clock.today(policy) <= review.due:
        return refuse("", _("There is still time."))
    return None


def not_later(review: Review, until: date | None, policy: Policy) -> Refused | None:
    """Refuses a day that gives no time, and one so far away that somebody mistyped the year."""
    today = clock.today(policy)
    if until is None:
        return refuse("until", _("Enter the new deadline."))
    if until < today:
        return refuse("until", _("This day is over. Choose today or a later one."))
    if review.due is not None and until <= review.due:
        return refuse("until", _("That is no later than the deadline there is. Choose a later day."))
    if until > today + MOST:
        return refuse("until", _("That is more than a year from now. Look at the year."))
    return None


def appeal_until(known: Transition, policy: Policy) -> date | None:
    """The last day to appeal, where this step is a failure and that can be appealed at all."""
    rules = policy.audit
    if known.target != Review.State.FAILED or rules is None or not rules.appeal_days:
        return None
    return clock.today(policy) + timedelta(days=rules.appeal_days)


def remind_on(until: date, policy: Policy) -> date | None:
    """The day of the reminder before a new deadline; none where the mail about the deadline says it all."""
    rules = policy.audit.candidates if policy.audit else None
    if rules is None:
        return None
    on = until - timedelta(days=rules.remind_days)
    return on if on > clock.today(policy) else None


def lacking(policy: Policy, review: Review) -> list[str]:
    """The names of activities without any evidence."""
    return [row.name for row in rests_on(policy, review.renewal) if row.in_question and not row.files]


def passed(policy: Policy, review: Review, until: date | None) -> dict[str, Any]:
    """What the mail about a deadline that passed tells: what is lacking, and what failing would do by the rules."""
    rules = policy.audit
    return {
        "until": until,
        "lacking": lacking(policy, review),
        "after": rules.after_renewal.name.lower() if rules else "",
        "appeal_days": rules.appeal_days if rules else 0,
    }
