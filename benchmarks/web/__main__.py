"""Measures the pages on the database of DATABASE_URL, or on an embedded one: `python -m benchmarks.web`.

Every round sends the same numbers of requests to each kind of page, one kind after the other, so that whatever else
the machine does falls on all of them; of the rounds the median counts. Prints the figures as JSON.
"""

import argparse
import io
import json
import os
import random
import statistics
import sys
import tempfile
import uuid
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import django
from django.core.management import call_command
from PIL import Image

from benchmarks.web.storm import Connection, Storm, storm
from tests.serving import Server, serving

CLIENTS = 8
WORKERS = 2
BOUNDARY = "recertbenchmark"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="recert-bench-") as home:
        environment = {
            "RECERT_HOME": home,
            "DJANGO_SETTINGS_MODULE": "benchmarks.web.settings",
            "EMAIL_URL": "smtp://127.0.0.1:25",  # nothing is sent: no worker runs
        }
        os.environ.update(environment)
        django.setup()
        call_command("migrate", verbosity=0)
        from benchmarks.web.crowd import gather

        visitors = gather(chosen.people, min(chosen.people, 2_000))
        from django.db import connections

        connections.close_all()
        with serving(environment, workers=WORKERS, log=Path(home) / "server.log") as server:
            found = Bench(server, [get_cookies(v.session, v.csrf) for v in visitors], [v.csrf for v in visitors])
            json.dump(found.measure(chosen.rounds), sys.stdout, indent=2)
    print()


def get_cookies(session: str, csrf: str) -> str:
    return f"Cookie: session={session}; csrf={csrf}\r\n"


def request(method: str, path: str, headers: str = "", body: bytes = b"") -> bytes:
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}{length}\r\n".encode() + body


class Bench:
    """A server and those who visit it."""

    def __init__(self, server: Server, cookies: list[str], secrets: list[str]) -> None:
        self.server, self.cookies, self.secrets = server, cookies, secrets
        self.random = random.Random(7)
        self.tags = self.read_tags()

    def read_tags(self) -> list[str]:
        """The tag of everybody's progress page: what a browser that has seen it sends."""
        line = Connection(self.server.port)
        answers = [line.ask(request("GET", "/atlassian/", cookies)) for cookies in self.cookies[:400]]
        assert {answer.status for answer in answers} == {200}, answers[0]
        assert all(b"Where you stand" in answer.body for answer in answers)
        return [answer.header("ETag") for answer in answers]

    def anyone(self) -> int:
        return self.random.randrange(len(self.cookies))

    def bare(self) -> bytes:
        return request("GET", "/bare/", self.cookies[self.anyone()])

    def page(self) -> bytes:
        return request("GET", "/atlassian/", self.cookies[self.anyone()])

    def unchanged(self) -> bytes:
        who = self.random.randrange(len(self.tags))
        return request("GET", "/atlassian/", f"{self.cookies[who]}If-None-Match: {self.tags[who]}\r\n")

    def recording(self) -> bytes:
        # nobody who has a tag: recording would make their pages new
        who = self.random.randrange(len(self.tags), len(self.cookies))
        fields = {
            "csrfmiddlewaretoken": self.secrets[who],
            "date": date.today().isoformat(),
            "name": f"Course {uuid.uuid4()}",
            "language": "en",
            "notes": "",
            "submission": str(uuid.uuid4()),
            "record": "1",
        }
        lines = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        lines.append(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="done.png"\r\n'
            "Content-Type: image/png\r\n\r\n"
        )
        body = "".join(lines).encode() + self.picture() + f"\r\n--{BOUNDARY}--\r\n".encode()
        headers = f"{self.cookies[who]}Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
        return request("POST", "/atlassian/activities/new/course/", headers, body)

    def picture(self) -> bytes:
        """A small screenshot, never the same twice."""
        image = Image.new("RGB", (64, 48), tuple(self.random.randbytes(3)))
        image.putpixel((0, 0), tuple(self.random.randbytes(3)))
        out = io.BytesIO()
        image.save(out, "PNG")
        return out.getvalue()

    def measure(self, rounds: int) -> dict[str, float]:
        kinds: dict[str, tuple[Callable[[], bytes], int, int]] = {
            "bare": (self.bare, 500, 200),
            "page": (self.page, 120, 200),
            "unchanged": (self.unchanged, 400, 304),
            "recording": (self.recording, 25, 302),
        }
        self.run(self.page, 40, 200)  # both processes have read the rules and the templates
        found: dict[str, list[Storm]] = {name: [] for name in kinds}
        for _round in range(rounds):
            for name, (make, each, status) in kinds.items():
                found[name].append(self.run(make, each, status))
        figures: dict[str, float] = {"load average": os.getloadavg()[0]}
        for name, storms in found.items():
            figures[f"{name}, requests/s"] = median([s.per_second for s in storms])
            figures[f"{name}, requests per processor second"] = median([s.per_processor_second for s in storms])
            figures[f"{name}, p99 ms"] = median([s.p99 for s in storms])
        for name in ("page", "unchanged"):
            of = [(a, b) for a, b in zip(found[name], found["bare"], strict=True)]
            figures[f"{name} / bare"] = median([a.per_second / b.per_second for a, b in of])
            figures[f"{name} / bare, by processor time"] = median(
                [a.per_processor_second / b.per_processor_second for a, b in of]
            )
        return {name: round(value, 3) for name, value in figures.items()}

    def run(self, make: Callable[[], bytes], each: int, status: int) -> Storm:
        lists = [[make() for _ in range(each)] for _client in range(CLIENTS)]
        before = self.server.processor_seconds
        seconds, latencies, statuses = storm(self.server.port, lists)
        processor = self.server.processor_seconds - before
        assert set(statuses) == {status}, f"answered {dict(statuses)}, not {status} alone"
        return Storm(CLIENTS * each, seconds, processor, tuple(latencies), statuses)


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    main()
