"""What the worker does by itself, and how often. `recert work` writes this table into the database when it starts."""

from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from django_q.models import Schedule

from recert.people.sessions import SessionStore


@dataclass(frozen=True, slots=True)
class Recurring:
    """A function without arguments, by its dotted name, every so many minutes."""

    name: str
    function: str
    minutes: int


DAY: Final = 24 * 60

SCHEDULES: Final[tuple[Recurring, ...]] = (
    Recurring("tell people what happened to them", "recert.notices.telling.tell", 1),
    Recurring("send mail", "recert.notices.sending.deliver", 1),
    Recurring("examine activities", "recert.audits.nightly.examine_all", 1),
    Recurring("look at evidence", "recert.audits.nightly.look_all", 5),
    Recurring("end audits whose time is over", "recert.audits.nightly.end_all", 60),
    Recurring("remind of audits of renewals", "recert.audits.nightly.review_all", 60),
    Recurring("sweep evidence that nobody waits for", "recert.records.nightly.sweep", DAY),
    Recurring("settle renewals", "recert.records.nightly.settle", DAY),
    Recurring("tell of years that suspend", "recert.records.nightly.tell_of_years", DAY),
    Recurring("derive pinned statements again", "recert.records.nightly.verify", DAY),
    Recurring("copy facts for trying changed rules", "recert.records.nightly.project", DAY),
    Recurring("forget from which browsers people signed in long ago", "recert.records.nightly.forget_browsers", DAY),
    Recurring("forget sessions that ended", "recert.config.schedules.forget_sessions", DAY),
)


def forget_sessions() -> None:
    """Removes the rows of sessions that nobody can use any more."""
    SessionStore.clear_expired()


def write() -> None:
    """Makes the database's table of schedules this one; what is not in it any more is removed."""
    Schedule.objects.exclude(name__in=[each.name for each in SCHEDULES]).delete()
    for each in SCHEDULES:
        made, fresh = Schedule.objects.update_or_create(
            name=each.name,
            defaults={
                "func": each.function,
                "schedule_type": Schedule.MINUTES,
                "minutes": each.minutes,
                "repeats": -1,
            },
        )
        if fresh:
            Schedule.objects.filter(pk=made.pk).update(next_run=timezone.now())
