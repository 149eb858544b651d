"""Numbers and days as they are typed so far."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.dateparse import parse_date

from recert.records.drafts import MOST, SMALLEST


def parse_amount(text: str) -> Decimal | None:
    """The number that is typed so far; None while it is none that could be recorded."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 < found <= MOST and found % SMALLEST == 0 else None


def parse_day(text: str) -> date | None:
    """The day that is typed so far; None while it is none."""
    try:
        return parse_date(text.strip())
    except ValueError:
        return None
