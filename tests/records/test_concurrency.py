"""Several at once: two tabs, double clicks, a server that is killed. Real threads, real connections, both databases."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.journal.verify import first_break
from recert.people.models import Candidate
from recert.records.actions import (
    Imported,
    Recorded,
    Refused,
    apply_import,
    correct_activity,
    publish_policy,
    record_activity,
    record_credential,
    run_move,
    withdraw_activity,
)
from recert.records.imports.lines import Kind
from recert.records.imports.preview import preview_import
from recert.records.models import Activity, Evidence, PolicyVersion, Renewal
from tests.records.conftest import POLICY, draft, file, join, publish, record_courses, recorded

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Starts all jobs together, each in a thread with a connection of its own. Errors come back as results."""
    gate = threading.Barrier(len(jobs))
    results: list[Any] = [None] * len(jobs)

    def run(n: int, job: Callable[[], Any]) -> None:
        try:
            gate.wait()
            results[n] = job()
        except Exception as problem:
            results[n] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, job)) for n, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_form_sent_by_eight_clicks_at_once_is_one_activity(grace: Candidate, evidence_folder: Path) -> None:
    sent = draft()
    results = at_once(*[lambda: record_activity(SYSTEM, grace, sent)] * 8)
    assert all(isinstance(found, Recorded) for found in results), results
    assert {found.activity.pk for found in results} == {Activity.objects.get().pk}
    assert sorted(found.repeated for found in results) == [False] + [True] * 7
    assert Event.objects.filter(verb="activity.recorded").count() == 1
    assert sum(path.is_file() for path in evidence_folder.rglob("*")) == 1


def test_the_same_activity_from_two_tabs_is_recorded_once(grace: Candidate) -> None:
    drafts = [draft() for _ in range(4)]
    results = at_once(*[lambda d=d: record_activity(SYSTEM, grace, d) for d in drafts])
    assert sorted(type(found).__name__ for found in results) == ["Recorded", "Refused", "Refused", "Refused"], results
    first = Activity.objects.get()
    assert all(f.problems[0].activity == first.pk for f in results if isinstance(f, Refused))


def test_different_activities_at_once_are_all_there_and_renew_once(grace: Candidate) -> None:
    drafts = [draft(f"Course {n}", date(2026, 3, 1 + n), files=(file(shade=n),)) for n in range(8)]
    results = at_once(*[lambda d=d: record_activity(SYSTEM, grace, d) for d in drafts])
    assert all(isinstance(found, Recorded) for found in results), results
    assert Activity.objects.count() == Evidence.objects.count() == 8
    assert Renewal.objects.get().state == Renewal.State.GRANTED
    version = Candidate.objects.get().version
    assert version >= 9
    assert first_break("atlassian") is None


def test_two_corrections_of_what_was_seen_once_do_not_overwrite_each_other(grace: Candidate) -> None:
    activity = recorded(grace).activity
    results = at_once(
        lambda: correct_activity(SYSTEM, activity, draft(name="One"), seen=1),
        lambda: correct_activity(SYSTEM, activity, draft(name="Two"), seen=1),
    )
    assert sorted(type(found).__name__ for found in results) == ["Corrected", "Refused"], results


def test_a_withdrawal_beside_the_last_course_never_leaves_a_wrong_renewal(grace: Candidate) -> None:
    first, *_ = record_courses(grace, 4)
    at_once(
        lambda: record_activity(SYSTEM, grace, draft("Course 5", date(2026, 3, 5))),
        lambda: withdraw_activity(SYSTEM, first.activity),
    )
    states = [renewal.state for renewal in Renewal.objects.all()]
    assert states in ([], [Renewal.State.CONTESTED])


def test_candidates_recorded_at_once_share_one_unbroken_journal(program: str) -> None:
    people = [join(f"AT{n:08d}", f"c{n}@example.org") for n in range(6)]
    results = at_once(*[lambda p=p: record_credential(SYSTEM, p, "ACA-ACF", date(2025, 1, 1)) for p in people])
    assert not [found for found in results if isinstance(found, Exception | Refused)]
    numbers = list(Event.objects.filter(program=program).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert first_break(program) is None


def test_a_policy_published_by_two_at_once_is_one_version(today: Any) -> None:
    text = POLICY.read_text()
    results = at_once(*[lambda: publish_policy(SYSTEM, text)] * 4)
    assert {found.pk for found in results} == {PolicyVersion.objects.get().pk}


def test_a_move_run_by_two_at_once_is_run_once(today: Any) -> None:
    publish_policy(SYSTEM, POLICY.read_text())
    at_once(*[lambda: run_move(SYSTEM, "atlassian", "2024-to-september")] * 4)
    assert Event.objects.filter(verb="move.run").count() == 1


def test_files_imported_at_once_wait_for_each_other(grace: Candidate) -> None:
    other = join("AT00000043", "ben@example.org")
    header = "candidate,certification,awarded\n"
    lines = [f"{grace.number},ACP-JCA,2025-01-01\n", f"{other.number},ACP-OA,2025-01-01\n"]
    texts = [(header + "".join(order)).encode() for order in (lines, lines[::-1])]
    digests = [preview_import("atlassian", Kind.AWARDS, text).digest for text in texts]
    results = at_once(
        *[
            lambda t=t, d=d: apply_import(SYSTEM, "atlassian", Kind.AWARDS, t, d)
            for t, d in zip(texts, digests, strict=True)
        ]
    )
    assert sorted(found.recorded for found in results if isinstance(found, Imported)) == [0, 2], results


def test_an_import_beside_a_recording_neither_waits_forever_nor_loses_anything(grace: Candidate) -> None:
    other = join("AT00000043", "ben@example.org")
    text = f"candidate,certification,awarded\n{other.number},ACA-ACF,2025-01-01\n{grace.number},ACP-OA,2025-01-01\n"
    digest = preview_import("atlassian", Kind.AWARDS, text.encode()).digest
    results = at_once(
        lambda: apply_import(SYSTEM, "atlassian", Kind.AWARDS, text.encode(), digest),
        *[lambda n=n: record_activity(SYSTEM, grace, draft(f"Course {n}")) for n in range(4)],
    )
    assert not [found for found in results if isinstance(found, Exception | Refused)], results
    assert Activity.objects.count() == 4


KILLED = """
import sys, uuid, io
from datetime import date
import django; django.setup()
from django.db import connections
from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import ActivityDraft, record_activity
from tests.records.conftest import file
connections.databases["default"]["NAME"] = sys.argv[1]
connections.databases["default"].update(HOST=sys.argv[2] or "", USER=sys.argv[3] or "")
candidate = Candidate.objects.get()
n = 0
while True:
    n += 1
    name = f"{sys.argv[4]}-{n}"
    sent = ActivityDraft("course", date.today(), name, "en", "", uuid.uuid4(), (file(shade=n % 256),))
    record_activity(SYSTEM, candidate, sent)
    print(name, flush=True)
"""


def test_a_killed_process_loses_no_acknowledged_activity_and_leaves_no_half(
    candidate_of_today: Candidate, settings: Any, tmp_path: Path
) -> None:
    told = connection.settings_dict
    environment = {
        **os.environ,
        "RECERT_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "recert.config.settings",
        "RECERT_SECRET_KEY": "x" * 40,
    }
    where = [str(told["NAME"]), str(told.get("HOST", "")), str(told.get("USER", ""))]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", KILLED, *where, f"worker{n}"], env=environment, stdout=subprocess.PIPE, text=True
        )
        for n in range(3)
    ]
    told_lines = list[str]()
    try:
        for process in running:
            assert process.stdout is not None
            told_lines += [process.stdout.readline().strip() for _ in range(5)]
    finally:
        for process in running:
            process.send_signal(signal.SIGKILL)
    for process in running:
        told_lines += process.communicate()[0].split()
    kept = set(Activity.objects.values_list("name", flat=True))
    assert set(told_lines) <= kept
    assert len(told_lines) >= 15
    for activity in Activity.objects.all():
        assert activity.evidence.count() == 1
        assert Event.objects.filter(subject=f"activity:{activity.pk}", verb="activity.recorded").count() == 1
    assert Event.objects.filter(verb="activity.recorded").count() == len(kept)
    assert first_break("atlassian") is None
    for evidence in Evidence.objects.all():
        assert (tmp_path / "evidence" / str(evidence.file.name)).stat().st_size == evidence.size


@pytest.fixture
def candidate_of_today(transactional_db: None) -> Candidate:
    publish()
    return join()
