"""What can be wrong with a circumstance or an extension, whoever records it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from recert.policy.circumstances import Removes
from recert.policy.model import Policy
from recert.records import clock
from recert.records.awards import day_problems
from recert.records.drafts import EARLIEST
from recert.records.refusal import Problem

MOST_UNITS = Decimal(100_000)
"""More units than anybody can mean to waive."""


def circumstance_problems(
    policy: Policy, kind: str, since: date, until: date | None, units: Decimal
) -> Iterator[Problem]:
    """What is wrong with a circumstance. A leave may be known of before it begins."""
    known = next((each for each in policy.circumstances if each.key == kind), None)
    if known is None:
        yield Problem("kind", _("These rules know no circumstance “{code}”. Choose another.").format(code=kind))
        return
    if since < EARLIEST:
        yield Problem("since", _("{date} is too long ago to be meant. Check the year.").format(date=date_format(since)))
    yield from until_problems(since, until)
    if known.removes is Removes.UNITS:
        if not 0 < units <= MOST_UNITS or units % policy.step or units % Decimal("0.001"):
            sentence = _("Enter how many {units} are waived, in steps of {step}.")
            yield Problem("units", sentence.format(units=policy.units, step=policy.step))
    elif units:
        yield Problem("units", _("This waives no {units}: leave it empty.").format(units=policy.units))


def until_problems(since: date, until: date | None) -> Iterator[Problem]:
    """What is wrong with a last day."""
    if until is not None and until < since:
        yield Problem("until", _("The last day is before the first. Check both dates."))


def extension_problems(policy: Policy, code: str, given: date, until: date) -> Iterator[Problem]:
    """What is wrong with an extension."""
    if code not in {*(each.code for each in policy.certifications), *(group.key for group in policy.groups)}:
        sentence = _("This program has no certification “{code}”. Check the code.")
        yield Problem("code", sentence.format(code=code))
    yield from day_problems("given", given, clock.today(policy))
    if until < given:
        yield Problem("until", _("That is before the day on which it is given. Check both dates."))


def reason_problems(reason: str) -> Iterator[Problem]:
    """Everything about a person that is changed by hand has its reason."""
    if not reason.strip():
        yield Problem("reason", _("Say why: your colleagues will read it."))


def extended_name(policy: Policy, code: str) -> str:
    """What an extension is of: a certification by its code, a group by its name."""
    return next((group.name for group in policy.groups if group.key == code), code)


def title_of(policy: Policy, kind: str) -> str:
    """What a circumstance is called; its key where the rules have it no more."""
    return next((each.title for each in policy.circumstances if each.key == kind), kind)
