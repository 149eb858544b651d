"""`recert serve`: the pages, until it is stopped."""

import socket
from typing import Any

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections

from recert.config import environment
from recert.config.checks import TAG
from recert.config.state import unapplied


class Command(BaseCommand):
    """Serves with granian. Assets are collected and hashed first, so no step is left to forget."""

    help = "Serve the pages on 127.0.0.1:8000 (PORT or --port for another port)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address, the port, and how many processes."""
        parser.add_argument("--address", default="127.0.0.1", help="the network address to listen on")
        parser.add_argument("--port", type=int, default=None, help="the port (default: PORT, or 8000)")
        parser.add_argument("--workers", type=int, default=1, help="how many processes (default: 1)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses in a sentence what would fail later in a traceback."""
        port = options["port"] or environment.port()
        self.check_installation()
        check_free(options["address"], port)
        call_command("collectstatic", interactive=False, verbosity=0)
        connections.close_all()  # the processes that serve open their own
        self.stdout.write(f"Serving {settings.SITE_URL} on {options['address']}:{port}. Stop with Ctrl-C.")
        self.stdout.flush()
        serve(options["address"], port, options["workers"])

    def check_installation(self) -> None:
        """Deployment mistakes and a database that is not up to date."""
        found = run_checks(tags=[TAG], include_deployment_checks=True)
        for each in found:
            self.stderr.write(f"{each.id}: {each.msg}\n  → {each.hint}")
        if any(each.level >= ERROR for each in found):
            raise CommandError("Not started: mend the settings named above first.")
        try:
            missing = unapplied()
        except DatabaseError as problem:
            raise CommandError(f"The database can't be reached ({problem}). Check DATABASE_URL.") from problem
        if missing:
            raise CommandError("The database is not up to date. Run: recert migrate")


def check_free(address: str, port: int) -> None:
    """Tries to listen, and says in a sentence when somebody else does."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as problem:
            raise CommandError(
                f"Port {port} on {address} can't be used ({problem.strerror}). "
                f"Stop what listens there, or choose another: recert serve --port {port + 1}"
            ) from problem


def serve(address: str, port: int, workers: int) -> None:
    """Runs until stopped."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "recert.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        blocking_threads_idle_timeout=600,  # a thread keeps its connection to the database
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        websockets=False,
    ).serve()
