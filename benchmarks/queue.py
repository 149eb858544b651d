"""The audits' queue with 100,000 open entries beside one with a page of them: what a page costs, and how many queries.

`python -m benchmarks.queue`; `--open 10000` for less. On a database of its own, SQLite unless DATABASE_URL says other.
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
FEW = 25
TIMES = 40
PAGES = {"first": "", "by type": "type=course", "by check": "check=many", "far": "after=1_{far}_0"}


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

    if not Candidate.objects.filter(program=program).exists():
        Candidate.objects.bulk_create(
            Candidate(program=program, number=f"AT{n:08}", name=f"Candidate {n}", email=f"c{n}@example.org")
            for n in range(100)
        )
    people = list(Candidate.objects.filter(program=program))
    began = datetime(2026, 1, 1, tzinfo=UTC)
    known = Audit.objects.count()
    for start in range(known, count, 5_000):
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
                risk=int(n < FEW or n % 3 == 0),
                seen=1,
                entered_at=began + timedelta(seconds=n),
            )
            for n, each in zip(numbers, made, strict=True)
        )
        Finding.objects.bulk_create(Finding(audit=a, check_name="many", found=True) for a in audits if a.risk)


def measure(client: Any, address: str) -> tuple[float, int]:
    """Milliseconds of processor time of a page, the median; and its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = []
    for _time in range(TIMES):
        begun = time.process_time()
        answer = client.get(address)
        taken.append(time.process_time() - begun)
        assert answer.status_code == 200, answer.status_code
    with CaptureQueriesContext(connection) as counted:
        client.get(address)
    return statistics.median(taken) * 1000, len(counted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", type=int, default=100_000, help="open entries (default: 100,000)")
    many = parser.parse_args().open
    with tempfile.TemporaryDirectory() as home:
        prepare(Path(home))
        print(json.dumps(figures(many), indent=1))


def figures(many: int) -> dict[str, float]:
    from django.conf import settings
    from django.test import Client

    from recert.audits.models import Audit
    from recert.journal.change import SYSTEM
    from recert.people.models import StaffRole, User
    from recert.records.actions import publish_policy

    settings.ALLOWED_HOSTS = ["testserver"]
    file = ROOT / "programs" / "atlassian" / "policy.toml"
    publish_policy(SYSTEM, file.read_text(), str(file))
    auditor = User.objects.create_user("auditor@example.org")
    StaffRole.objects.create(program="atlassian", user=auditor, role=StaffRole.Role.AUDITOR)
    client = Client()
    client.force_login(auditor, backend=settings.AUTHENTICATION_BACKENDS[0])
    found: dict[str, float] = {}
    kept: dict[str, tuple[float, int]] = {}
    for count in (FEW, many):
        fill("atlassian", count)
        middle = Audit.objects.order_by("entered_at")[count // 2].entered_at.isoformat()
        for name, query in PAGES.items():
            query = query.format(far=middle.replace("+", "%2B"))
            cost, queries = measure(client, f"/desk/atlassian/audits/?{query}")
            found[f"{name}, {count} open, ms"] = round(cost, 2)
            if name in kept:
                found[f"{name}, {count} / {FEW} open"] = round(cost / kept[name][0], 2)
                found[f"{name}, more queries"] = queries - kept[name][1]
            else:
                kept[name] = cost, queries
    return found


if __name__ == "__main__":
    main()
