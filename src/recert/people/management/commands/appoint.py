"""`recert appoint EMAIL ROLE`."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from recert.people.actions import appoint
from recert.people.models import StaffRole, User


class Command(BaseCommand):
    """The first owner of a program has to come from somewhere: from whoever operates the installation."""

    help = "Give somebody who has signed up a role on a program's staff."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, as what, and for which program."""
        parser.add_argument("email", help="the address they signed up with")
        parser.add_argument("role", choices=StaffRole.Role.values)
        parser.add_argument(
            "--program", default=settings.PROGRAM, help=f"the program's key (default: {settings.PROGRAM})"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Repeating it changes nothing."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(
                f"Nobody has signed up as {options['email']}. Ask them to sign up first, or check the address."
            )
        appoint(user, options["program"], StaffRole.Role(options["role"]))
        self.stdout.write(f"{user.email} is {options['role']} of {options['program']}.")
