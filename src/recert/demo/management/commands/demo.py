"""`recert demo`: a program with 200 candidates to look around in, served on this machine."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from recert.demo.actions import (
    PASSWORD,
    SIGN_INS,
    NotADemoError,
    check_is_demo,
    load_people,
    load_rules,
)

POLICY = "atlassian/policy.toml"


class Command(BaseCommand):
    """Loads the demo, prints who can sign in, and serves. What is loaded already is left as it is."""

    help = "Loads 200 invented candidates and serves on 127.0.0.1:8000 (PORT overrides). May be run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--no-serve` ends after loading."""
        parser.add_argument("--no-serve", action="store_true", help="load and print, but do not serve")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every step says what it does before it does it."""
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write("Publishing the reference program …")
        program = load_rules(policy_file())
        try:
            check_is_demo(program)
        except NotADemoError as problem:
            raise CommandError(
                f"The program “{problem}” has candidates that no demo loaded. Point DATABASE_URL or RECERT_HOME at an "
                "empty place to try the demo."
            ) from problem
        load_people(program, self.told)
        self.stdout.write("")
        self.introduce(program)
        if not options["no_serve"]:
            if "serve" not in get_commands():
                raise CommandError("This installation has no `serve` command.")
            call_command("serve")

    def told(self, done: int, count: int) -> None:
        """A line that counts up; one line per quarter where nobody is watching."""
        watched = self.stdout.isatty()
        if watched or done == count or done % (count // 4) == 0:
            self.stdout.write(f"\rLoading candidates: {done} of {count}", ending="" if watched else "\n")

    def introduce(self, program: str) -> None:
        """Who can sign in, and where to look first."""
        width = max(len(who.email) for who in SIGN_INS)
        self.stdout.write(f"\nSign in with the password: {PASSWORD}\n")
        for who in SIGN_INS:
            page = f"{settings.SITE_URL}{who.page.format(program=program)}"
            self.stdout.write(f"  {who.email:<{width}}  {who.role:<14}  {page}")
        self.stdout.write("")


def policy_file() -> Path:
    """The bundled policy: beside the sources in a clone, inside the package when installed."""
    package = Path(__file__).parents[3]
    for folder in (package / "programs", package.parents[1] / "programs"):
        if (folder / POLICY).exists():
            return folder / POLICY
    raise CommandError(f"The bundled policy {POLICY} is missing from this installation. Install Recert again.")
