"""What a draft of the rules would do to everybody, as an owner asks for it in the browser, with 1,000,000 candidates.

The copy of the facts is there already: how long it takes to make is told too. Then the draft asks for another number of
units, three times over; each time the program is assessed by the rules in force and by the draft, and the page is
asked for. SQLite. `python -m benchmarks.effect`; `--people 100000` for less.
"""

import argparse
import json
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.queue import ROOT, prepare

PROGRAM = "atlassian"
AS_OF = date(2026, 11, 1)
ACTIVITIES = 12
"""Of each candidate; two certifications besides."""
LIMIT = 5.0
"""Seconds that somebody waits."""


CANDIDATES = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %s)
INSERT INTO people_candidate (id, program, number, name, email, version, created_at)
SELECT i + 1, %s, printf('AT%%08d', i), 'Candidate ' || i, 'c' || i || '@example.org', 1, '2026-01-01' FROM n
"""
CREDENTIALS = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %s)
INSERT INTO records_credential (certification, awarded, recorded_at, candidate_id)
SELECT %s, date('2026-01-01', '-' || (i * 37 %% 700 + %s) || ' days'), '2026-01-01', i + 1 FROM n
"""
DONE = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %s)
INSERT INTO records_activity (id, candidate_id, type, date, name, name_key, language, notes, status, submission,
  version, recorded_at, changed_at, submitted, thousandths, provider, divided, serves)
SELECT printf('%%032x', i), i / %s + 1,
  CASE i %% 3 WHEN 0 THEN 'course' WHEN 1 THEN 'local-event' ELSE 'global-event' END,
  date('2024-03-01', '+' || (i * 61 %% 950) || ' days'), 'Activity ' || i, 'activity ' || i, '', '', 0,
  printf('%%032x', i), 1, '2026-01-01', '2026-01-01', '', 1000, '', '{}', '[]' FROM n
"""


def fill(people: int) -> None:
    """Candidates, their certifications and activities, written by the database itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, [people - 1, PROGRAM])
        for code, days in (("ACP-JCA", 730), ("ACA-JSWE", 0)):
            cursor.execute(CREDENTIALS, [people - 1, code, days])
        cursor.execute(DONE, [people * ACTIVITIES - 1, ACTIVITIES])


def seconds(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def figures(people: int) -> dict[str, float]:
    """Of each draft: until its effect is worked out, and until the page is there."""
    from django.conf import settings
    from django.test import Client

    from recert.journal.change import SYSTEM
    from recert.people.models import StaffRole, User
    from recert.records import effects, projection
    from recert.records.actions import publish_policy
    from recert.records.models import PolicyDraft

    settings.ALLOWED_HOSTS = ["testserver"]
    rules = (ROOT / "programs" / PROGRAM / "policy.toml").read_text()
    publish_policy(SYSTEM, rules, "policy.toml")
    owner = User.objects.create_user("owner@example.org")
    StaffRole.objects.create(program=PROGRAM, user=owner, role=StaffRole.Role.OWNER)
    client = Client()
    client.force_login(owner, backend=settings.AUTHENTICATION_BACKENDS[0])
    found = {"filling, s": seconds(lambda: fill(people))}
    found["copying the facts, s"] = seconds(lambda: projection.project(PROGRAM))
    waits = list[tuple[float, float]]()
    for units in (130, 120, 110, 90):
        text = rules.replace("units = 100,", f"units = {units},")
        assert text != rules
        PolicyDraft.objects.update_or_create(program_id=PROGRAM, defaults={"text": text, "changed_by": owner})
        worked = seconds(lambda text=text: effects.work_out(PROGRAM, text, AS_OF.isoformat()))
        begun = time.perf_counter()
        answer = client.get(f"/desk/{PROGRAM}/policy/draft/effect/?as_of={AS_OF.isoformat()}")
        assert answer.status_code == 200, answer.status_code
        waits.append((worked, time.perf_counter() - begun))
    found["the first, which loads what is compiled, s"] = sum(waits[0])
    worked, shown = max(waits[1:], key=sum)
    return {**found, "working it out, s": worked, "the page, s": shown, f"both, s (at most {LIMIT:g})": worked + shown}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000, help="candidates (default: 1,000,000)")
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as home:
        prepare(Path(home))
        found = {name: round(value, 2) for name, value in figures(people).items()}
    json.dump(found, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
