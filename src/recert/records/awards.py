"""What can be wrong with an award or a sitting, whoever records it and however."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from recert.policy.certification import Certification
from recert.policy.model import Policy
from recert.records import clock
from recert.records.drafts import EARLIEST
from recert.records.refusal import Problem


def award_problems(policy: Policy, certification: str, awarded: date, expires: date | None) -> Iterator[Problem]:
    """What is wrong with an award."""
    known = _certification(policy, certification)
    if known is None:
        yield Problem("certification", _unknown(certification))
    elif known.retired is not None and awarded >= known.retired:
        sentence = _("{code} was retired as of {date} and can't be awarded from that day on. Check code and date.")
        yield Problem("awarded", sentence.format(code=known.code, date=date_format(known.retired)))
    yield from day_problems("awarded", awarded, clock.today(policy))
    if expires is not None and expires <= awarded:
        yield Problem("expires", _("The expiry date is not after the award. Check both dates."))


def exam_problems(policy: Policy, certification: str, taken: date) -> Iterator[Problem]:
    """What is wrong with a sitting."""
    if _certification(policy, certification) is None:
        yield Problem("certification", _unknown(certification))
    yield from day_problems("taken", taken, clock.today(policy))


def _certification(policy: Policy, code: str) -> Certification | None:
    return next((known for known in policy.certifications if known.code == code), None)


def _unknown(code: str) -> str:
    return _("This program has no certification “{code}”. Check the code.").format(code=code)


def day_problems(field: str, day: date, today: date) -> Iterator[Problem]:
    """What is wrong with a day that has been."""
    if day > today:
        yield Problem(field, _("{date} is in the future. Check the date.").format(date=date_format(day)))
    elif day < EARLIEST:
        yield Problem(field, _("{date} is too long ago to be meant. Check the year.").format(date=date_format(day)))
