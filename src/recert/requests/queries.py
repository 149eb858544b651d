"""What a candidate can ask for, and what can be wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from recert.policy.assessment import RENEWABLE, Holding, HoldingState
from recert.policy.calendar import FOR_LIFE
from recert.policy.certification import Certification
from recert.records.circumstances import extended_name
from recert.records.progress import Progress
from recert.records.refusal import Problem

MOST_LATER: Final = timedelta(days=2 * 366)
"""How long after a date it can be asked to be put off to: two years."""


@dataclass(frozen=True, slots=True)
class Extendable:
    """Something held that can be extended: a level or a certification, and when it expires now."""

    code: str
    name: str
    expires: date


def extendable(seen: Progress) -> list[Extendable]:
    """Levels of which something can still be renewed, then the certifications, as they stand."""
    held = [
        (standing.group, holding)
        for standing in seen.assessment.groups
        for holding in standing.holdings
        if holding.state in RENEWABLE and holding.expires != FOR_LIFE
    ]
    levels = {group: max(other.expires for own, other in held if own == group) for group, _holding in held}
    each = {holding.certification: holding.expires for _group, holding in held}
    return [
        Extendable(code, extended_name(seen.policy, code), expires)
        for code, expires in (*levels.items(), *each.items())
    ]


def retired_held(seen: Progress) -> list[Certification]:
    """Certifications of the candidate that were retired since, and did not lapse before, nor were replaced."""
    gone = {HoldingState.LAPSED, HoldingState.REPLACED}
    held = {holding.certification for holding in _holdings(seen) if holding.state not in gone}
    return [each for each in seen.policy.certifications if each.code in held and _is_retired(each, seen.today)]


def upgrades(seen: Progress) -> list[Certification]:
    """Certifications that can be asked for instead: those in force which the candidate does not hold now."""
    held = {holding.certification for holding in _holdings(seen) if holding.state in RENEWABLE}
    return [each for each in seen.policy.certifications if each.code not in held and not _is_retired(each, seen.today)]


def _holdings(seen: Progress) -> Iterator[Holding]:
    for standing in seen.assessment.groups:
        yield from standing.holdings


def _is_retired(certification: Certification, today: date) -> bool:
    return certification.retired is not None and certification.retired <= today


def extension_asked_problems(seen: Progress, code: str, until: date | None) -> Iterator[Problem]:
    """What is wrong with asking for this to be extended until then."""
    meant = next((each for each in extendable(seen) if each.code == code), None)
    if meant is None:
        yield Problem("code", _("Choose a level or a certification that you hold and can still renew."))
    if until is None:
        yield Problem("until", _("Enter the day until which you need it."))
    elif until <= seen.today:
        yield Problem("until", _("Choose a day that is still to come."))
    elif meant and until <= meant.expires:
        sentence = _("{name} holds until {date} as it is. Choose a later day.")
        yield Problem("until", sentence.format(name=meant.name, date=date_format(meant.expires)))
    elif meant and until > max(meant.expires, seen.today) + MOST_LATER:
        yield Problem("until", _("That is more than two years later. Choose a nearer day."))


def upgrade_asked_problems(seen: Progress, code: str, target: str) -> Iterator[Problem]:
    """What is wrong with asking for this certification in place of that one."""
    if code not in {each.code for each in retired_held(seen)}:
        yield Problem("code", _("Choose a retired certification that you hold."))
    if target not in {each.code for each in upgrades(seen)}:
        yield Problem("target", _("Choose a certification of this program that you do not hold yet."))


def name_asked_problems(seen: Progress, name: str) -> Iterator[Problem]:
    """What is wrong with asking to be called so."""
    if not name:
        yield Problem("name", _("Enter your name as it should be."))
    elif name == seen.candidate.name:
        yield Problem("name", _("This is your name on record already. Enter it as it should be."))
