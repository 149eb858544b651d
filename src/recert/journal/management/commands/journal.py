"""`recert journal verify`, `recert journal export FILE` and `recert journal check FILE`."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from recert.journal.chain import Break, walk
from recert.journal.copies import Opening, UnreadableError, copied, ended_as_said, read
from recert.journal.models import Head
from recert.journal.verify import holds, links, verified

SENTENCES = {
    "altered": "Entry {number} is not what was written: something in it was changed afterwards.",
    "data altered": "What entry {number} tells was changed afterwards; that it was written, by whom and when, holds.",
    "missing": "Entry {number} is missing: it was removed.",
    "moved": "Entry {number} was written in another place: entries were put in another order, or one was removed.",
}


class Command(BaseCommand):
    """The exit code is 1 where the journal does not hold."""

    help = "Check that the journal is whole, or copy it for an auditor who checks it elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, with which file."""
        parser.add_argument(
            "--program", default=settings.PROGRAM, help=f"the program's key (default: {settings.PROGRAM})"
        )
        what = parser.add_subparsers(dest="what", required=True)
        verify = what.add_parser("verify", help="walk the whole chain in the database")
        verify.add_argument("--against", type=Path, metavar="FILE", help="a copy made before, which must still hold")
        export = what.add_parser("export", help="copy all entries into a file")
        export.add_argument("file", type=Path)
        export.add_argument("--without-data", action="store_true", help="only what was done when, and by whom")
        check = what.add_parser("check", help="check a copy, without the database")
        check.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Does what was asked."""
        if options["what"] == "verify":
            self.verify(options["program"], options["against"])
        elif options["what"] == "export":
            self.export(options["program"], options["file"], data=not options["without_data"])
        else:
            self.check_copy(options["file"])

    def verify(self, program: str, against: Path | None) -> None:
        """Says that the chain holds, or where it doesn't."""
        found = verified(program)
        if found.broken:
            self.fail(found.broken)
        if against is not None:
            opening = self.checked(against)
            if opening.entries and not holds(program, opening.entries, opening.last):
                raise CommandError(
                    f"Entry {opening.entries} is another one than in {against}: the journal was written anew since."
                )
        self.stdout.write(f"The journal of {program} is whole: {found.links} entries, the last one {found.last}.")

    def export(self, program: str, file: Path, *, data: bool) -> None:
        """Writes the copy; the file has its name only once it is whole."""
        part = file.with_name(f".{file.name}.part")
        try:
            with transaction.atomic(), part.open("w", encoding="utf-8") as opened:
                head = Head.objects.filter(program=program).first() or Head(program=program)
                known = (link for link in links(program) if link.number <= head.number)
                for line in copied(Opening(program, head.number, head.hash), known, data=data):
                    opened.write(line + "\n")
            part.replace(file)
        except OSError as wrong:
            raise CommandError(f"{file} can't be written ({wrong.strerror}): give another file.") from wrong
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"{head.number} entries are in {file}; note the last one's hash elsewhere: {head.hash}.")

    def check_copy(self, file: Path) -> None:
        """Says that a copy holds, or where it doesn't."""
        opening = self.checked(file)
        self.stdout.write(f"{file} holds: {opening.entries} entries of {opening.program}, the last one {opening.last}.")

    def checked(self, file: Path) -> Opening:
        """What a copy says of itself, once every link was followed."""
        try:
            with file.open(encoding="utf-8") as opened:
                opening, entries = read(opened)
                found = walk(entries, opening.program)
        except (OSError, UnicodeDecodeError, UnreadableError) as wrong:
            raise CommandError(f"{file}: {wrong}") from wrong
        if found.broken:
            self.fail(found.broken)
        if not ended_as_said(opening, found):
            self.fail(Break(found.links + 1, "missing"))
        return opening

    def fail(self, broken: Break) -> None:
        """Says where the chain does not hold, and ends with 1."""
        self.stdout.write(self.style.ERROR(SENTENCES[broken.what].format(number=broken.number)))
        sys.exit(1)
