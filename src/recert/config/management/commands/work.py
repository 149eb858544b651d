"""`recert work`: the background work, until it is stopped."""

import os
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django_q.cluster import Cluster
from django_q.scheduler import scheduler

from recert.config import schedules
from recert.config.state import unapplied

AT_ONCE: Final = 1.0
"""Seconds in which the process that watches the others has ended, where it was told to end itself."""


class Told(Cluster):  # type: ignore[misc]
    """A cluster that ends whether it alone is told to end, or all of its processes are, as systemd does it."""

    def stop(self) -> bool:
        """Whether there was something to stop. Whoever waits for what has ended meanwhile would wait for ever."""
        self.sentinel.join(AT_ONCE)
        return bool(is_there(self.sentinel.pid) and super().stop())


def is_there(process: int) -> bool:
    """Whether a child runs. Where waiting for it was interrupted just as it ended, `is_alive` says so for ever."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


class Command(BaseCommand):
    """Runs django-q2's cluster with the schedules of `config.schedules`. Several may run."""

    help = "Do the background work: mails and nightly checks."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends on SIGTERM or Ctrl-C, after the tasks in hand."""
        if unapplied():
            raise CommandError("The database is not up to date. Run: recert migrate")
        schedules.write()
        scheduler()  # what is due already: the cluster looks after half a minute for the first time
        self.stdout.write("Working. Stop with Ctrl-C.")
        Told().start()
