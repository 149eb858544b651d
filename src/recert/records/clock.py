"""The only place in this room that asks what day it is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from recert.policy.model import Policy


def now() -> datetime:
    """This moment."""
    return timezone.now()


def today(policy: Policy) -> date:
    """The day it is where the program keeps its calendar."""
    return now().astimezone(ZoneInfo(policy.time_zone)).date()
