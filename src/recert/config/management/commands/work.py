"""`recert work`: the background work, until it is stopped."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_q.cluster import Cluster

from recert.config import schedules
from recert.config.state import unapplied


class Command(BaseCommand):
    """Runs django-q2's cluster with the schedules of `config.schedules`. Several may run."""

    help = "Do the background work: mails and nightly checks."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends on SIGTERM or Ctrl-C, after the tasks in hand."""
        if unapplied():
            raise CommandError("The database is not up to date. Run: recert migrate")
        schedules.write()
        self.stdout.write("Working. Stop with Ctrl-C.")
        Cluster().start()
