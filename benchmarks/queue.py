"""The audits' queue with 100,000 open entries beside one with a few pages: what a page costs, and how many queries.

Two programs in one database, whose pages are asked for in turns, so that both meet the same machine. SQLite unless
DATABASE_URL says other. `python -m benchmarks.queue`; `--open 10000` for less.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FEW, MANY = "few", "many"
"""The two programs."""
A_FEW = 100
TIMES = 60
PAGES = {
    "first": "",
    "by type": "type=course",
    "by check": "check=many",
    "by a rare check": "check=late",
    "far": "after=1_{far}_0",
}


def prepare(home: Path) -> None:
    """Django on an empty database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recert.config.settings")
    os.environ["RECERT_HOME"], os.environ["RECERT_DEVELOPMENT"] = str(home), "1"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def fill(program: str, count: int) -> None:
    """A hundred candidates with so many open entries, every third with a finding."""
    from recert.audits.models import Audit, Finding
    from recert.people.models import Candidate
    from recert.records.models import Activity

    people = Candidate.objects.bulk_create(
        Candidate(program=program, number=f"{program}{n:08}", name=f"Candidate {n}", email=f"{program}{n}@example.org")
        for n in range(100)
    )
    began = datetime(2026, 1, 1, tzinfo=UTC)
    for start in range(0, count, 5_000):
        numbers = range(start, min(start + 5_000, count))
        made = [
            Activity(
                candidate=people[n % 100],
                type="course" if n % 4 else "global-event",
                date=date(2026, 1, 1),
                name=f"Course {n}",
                name_key=f"course {n}",
                submission=uuid.uuid4(),
            )
            for n in numbers
        ]
        Activity.objects.bulk_create(made)
        audits = Audit.objects.bulk_create(
            Audit(
                activity=each,
                program=program,
                type=each.type,
                state="open",
                chosen="risk" if n % 3 == 0 else "sample",
                drawn=n % 10_000,
                rate=1_000,
                risk=int(n % 3 == 0),
                seen=1,
                entered_at=began + timedelta(seconds=n),
            )
            for n, each in zip(numbers, made, strict=True)
        )
        Finding.objects.bulk_create(Finding(audit=a, check_name="many", found=True) for a in audits if a.risk)
        rare = (a for a in audits if a.drawn == A_FEW - 1)
        Finding.objects.bulk_create(Finding(audit=a, check_name="late", found=True) for a in rare)


def measure(client: Any, addresses: dict[str, str]) -> dict[str, tuple[float, int]]:
    """Of each address, asked for in turns: milliseconds of processor time, the median, and queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken: dict[str, list[float]] = {name: [] for name in addresses}
    for _time in range(TIMES):
        for name, address in addresses.items():
            begun = time.process_time()
            answer = client.get(address)
            taken[name].append(time.process_time() - begun)
            assert answer.status_code == 200, answer.status_code
    found = {}
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) as counted:
            client.get(address)
        found[name] = statistics.median(taken[name]) * 1000, len(counted)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", type=int, default=100_000, help="open entries (default: 100,000)")
    many = parser.parse_args().open
    with tempfile.TemporaryDirectory() as home:
        prepare(Path(home))
        print(json.dumps(figures(many), indent=1))


def figures(many: int) -> dict[str, float]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from recert.journal.change import SYSTEM
    from recert.people.models import StaffRole, User
    from recert.records.actions import publish_policy

    settings.ALLOWED_HOSTS = ["testserver"]
    auditor = User.objects.create_user("auditor@example.org")
    rules = (ROOT / "programs" / "atlassian" / "policy.toml").read_text()
    client = Client()
    client.force_login(auditor, backend=settings.AUTHENTICATION_BACKENDS[0])
    told: dict[str, dict[str, tuple[float, int]]] = {}
    for program, count in ((FEW, A_FEW), (MANY, many)):
        text = rules.replace('program = "atlassian"', f'program = "{program}"')
        publish_policy(SYSTEM, text, f"programs/{program}/policy.toml")
        StaffRole.objects.create(program=program, user=auditor, role=StaffRole.Role.AUDITOR)
        fill(program, count)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        there = (FEW,) if program == FEW else (FEW, MANY)
        for name, query in PAGES.items():
            addresses = {each: f"/desk/{each}/audits/?{query.format(far=middle(each))}" for each in there}
            told[f"{name} {program}"] = measure(client, addresses)
    found: dict[str, float] = {}
    for name in PAGES:
        alone, (beside, queries) = told[f"{name} {FEW}"][FEW][0], told[f"{name} {MANY}"][FEW]
        whole, more = told[f"{name} {MANY}"][MANY]
        found[f"{name}, {A_FEW} open and nothing else, ms"] = round(alone, 2)
        found[f"{name}, {A_FEW} open, ms"] = round(beside, 2)
        found[f"{name}, {many} open, ms"] = round(whole, 2)
        found[f"{name}, many / few"] = round(whole / beside, 2)
        found[f"{name}, more queries"] = more - queries
    return found


def middle(program: str) -> str:
    """The instant at which half of a program's entries were there, for an address."""
    from recert.audits.models import Audit

    entered = Audit.objects.filter(program=program).order_by("entered_at").values_list("entered_at", flat=True)
    return str(entered[entered.count() // 2].isoformat()).replace("+", "%2B")


if __name__ == "__main__":
    main()
