"""`recert publish PATH`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recert.journal.change import SYSTEM
from recert.policy.problem import Problems
from recert.records.actions import publish_policy, settle_program
from recert.records.rulebook import folder_cases


class Command(BaseCommand):
    """Puts a program's rules in force. A text that is in force already stays as it is."""

    help = "Publish a program's policy: from now on it is in force."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One program."""
        parser.add_argument("path", type=Path, help="the program's folder, or its policy.toml")
        parser.add_argument("--reason", default="", help="why the rules change; it stays with the version")

    def handle(self, *args: Any, **options: Any) -> None:
        """Everybody's renewals are settled by the new rules before it ends."""
        path: Path = options["path"]
        file = path / "policy.toml" if path.is_dir() else path
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"{file} can't be read ({problem}): check the path, and save it as UTF-8.") from problem
        published = publish_policy(SYSTEM, text, str(file), cases=folder_cases(file), reason=options["reason"])
        if isinstance(published, Problems):
            raise CommandError("\n".join(str(problem) for problem in published.problems))
        people = settle_program(published.program_id)
        self.stdout.write(
            f"Version {published.number} of {published.program_id} is in force ({people} candidates settled)."
        )
