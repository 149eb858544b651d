"""`recert doctor`: is this installation well, and what to do when it is not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from recert.config.state import examine


class Command(BaseCommand):
    """Prints a line for each finding; the exit code is 1 when there is a problem."""

    help = "Check this installation and say what to do."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Every finding is printed as soon as it is known."""
        problems = 0
        for found in examine():
            problems += bool(found.todo)
            mark = self.style.ERROR("problem") if found.todo else self.style.SUCCESS("ok     ")
            self.stdout.write(f"{mark}  {found.subject}: {found.said}")
            if found.todo:
                self.stdout.write(f"         → {found.todo}")
        if problems:
            self.stdout.write(f"{problems} to look at." if problems > 1 else "One thing to look at.")
            sys.exit(1)
        self.stdout.write("All well.")
