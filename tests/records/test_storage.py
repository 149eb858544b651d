"""Where evidence is kept, in a folder and in a bucket: written before its row, swept without one, served safely."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.storage import Storage, storages
from django.db import transaction

from recert.config.environment import storage as storage_setting
from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records import clock, nightly
from recert.records.actions import (
    ActivityDraft,
    Recorded,
    add_evidence,
    record_activity,
    remove_evidence,
    stage,
    staged,
    sweep_staged,
    unstage,
)
from recert.records.actions import activities as recording
from recert.records.evidence import Cleaned, Refused
from recert.records.evidence.serving import serve
from recert.records.evidence.store import store, sweep_orphans
from recert.records.models import Evidence, StagedEvidence
from tests.records import conftest as told
from tests.records import files
from tests.records.conftest import file, join, keep_evidence_in, publish


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    """An S3 server over HTTP, on a free port of this machine."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def kept(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """The evidence storage, of both kinds."""
    if request.param == "bucket":
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "testing")
        address = request.getfixturevalue("s3_server")
        bucket = f"evidence-{uuid.uuid4().hex[:8]}"
        boto3.client("s3", endpoint_url=address, region_name="us-east-1").create_bucket(Bucket=bucket)
        monkeypatch.setenv("EVIDENCE_URL", f"s3://{bucket}?endpoint={address}&region=us-east-1")
        keep_evidence_in(storage_setting("EVIDENCE_URL", folder=tmp_path), settings, monkeypatch)
    return storages["evidence"]


def names(storage: Storage, path: str = "") -> list[str]:
    """Every file in the storage."""
    try:
        folders, found = storage.listdir(path)
    except FileNotFoundError:
        return []
    inner = [name for folder in folders if folder for name in names(storage, f"{path}/{folder}".lstrip("/"))]
    return sorted([f"{path}/{name}" for name in found if name] + inner)


def later(monkeypatch: pytest.MonkeyPatch, delta: timedelta) -> None:
    from django.utils import timezone

    moment = timezone.now() + delta
    monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def candidate(transactional_db: None) -> Candidate:
    """Somebody with today's real date: files are dated by the storage."""
    publish()
    return join()


def draft() -> ActivityDraft:
    """A course of today."""
    return told.draft(day=clock.now().date())


def recorded(candidate: Candidate, **other: Any) -> Recorded:
    return told.recorded(candidate, day=clock.now().date(), **other)


def test_evidence_is_kept_and_read_back(kept: Storage, candidate: Candidate) -> None:
    activity = recorded(candidate).activity
    evidence = Evidence.objects.get(activity=activity)
    assert names(kept) == [evidence.file.name]
    with evidence.file.open("rb") as stored:
        assert stored.read() == file().content


def test_a_file_whose_transaction_failed_is_not_left_behind(
    kept: Storage, candidate: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr(recording, "attach", fail)
    with pytest.raises(RuntimeError):
        record_activity(SYSTEM, candidate, draft())
    assert names(kept) == []
    assert not candidate.activities.exists()


@pytest.mark.django_db
def test_where_nothing_was_ever_stored_nothing_is_swept(evidence_folder: Path) -> None:
    evidence_folder.rmdir()
    assert sweep_orphans() == 0


def test_a_file_without_a_row_is_swept_after_a_day(
    kept: Storage, candidate: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence = Evidence.objects.get(activity=recorded(candidate).activity)
    stage(candidate, uuid.uuid4(), (file(shade=1),))
    store([file(shade=2)])  # as a process leaves it that is killed before its transaction
    assert len(names(kept)) == 3
    assert sweep_orphans() == 0
    later(monkeypatch, timedelta(days=1, minutes=1))
    assert sweep_orphans() == 1
    assert names(kept) == sorted([str(evidence.file.name), str(StagedEvidence.objects.get().file.name)])


def test_removed_evidence_leaves_the_storage_when_the_removal_is_certain(kept: Storage, candidate: Candidate) -> None:
    activity = recorded(candidate).activity
    add_evidence(SYSTEM, activity, (file(shade=1),))
    gone, stays = activity.evidence.order_by("added_at")
    with pytest.raises(RuntimeError), transaction.atomic():
        remove_evidence(SYSTEM, gone)
        raise RuntimeError
    assert len(names(kept)) == 2
    remove_evidence(SYSTEM, gone)
    assert names(kept) == [stays.file.name]


def test_files_of_an_unfinished_form_wait_for_a_day(
    kept: Storage, candidate: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    form, other_form = uuid.uuid4(), uuid.uuid4()
    assert stage(candidate, form, (file("one.png"), file("two.png", shade=2))) is None
    assert stage(candidate, form, (file("one.png"),)) is None
    assert stage(candidate, other_form, (file("one.png"),)) is None
    assert [row.name for row in staged(candidate, form)] == ["one.png", "two.png"]
    assert len(names(kept)) == 3
    assert sweep_staged() == 0
    later(monkeypatch, timedelta(days=1, minutes=1))
    assert nightly.sweep() == 3
    assert names(kept) == []


def test_a_waiting_file_is_removed_by_its_owner_alone(kept: Storage, candidate: Candidate) -> None:
    form = uuid.uuid4()
    stage(candidate, form, (file("one.png"),))
    (row,) = staged(candidate, form)
    stranger = join("AT00000099", "stranger@example.org")
    assert not unstage(stranger, form, row.pk)
    assert not unstage(candidate, uuid.uuid4(), row.pk)
    assert unstage(candidate, form, row.pk)
    assert not unstage(candidate, form, row.pk)
    assert names(kept) == []


def test_a_sixth_file_is_refused_and_the_five_stay(kept: Storage, candidate: Candidate) -> None:
    form = uuid.uuid4()
    stage(candidate, form, tuple(file(f"{n}.png", shade=n) for n in range(5)))
    outcome = stage(candidate, form, (file("6.png", shade=6),))
    assert isinstance(outcome, Refused) and "6 files" in outcome.sentence
    assert len(names(kept)) == len(staged(candidate, form)) == 5


def test_the_oldest_files_make_room(kept: Storage, candidate: Candidate) -> None:
    forms = [uuid.uuid4() for _ in range(7)]
    for form in forms:
        stage(candidate, form, tuple(file(f"{n}.png", shade=n) for n in range(4)))
    assert StagedEvidence.objects.count() == len(names(kept)) == 25
    assert not staged(candidate, forms[0])[1:]


def test_a_picture_is_shown_in_place_and_runs_nothing(kept: Storage, candidate: Candidate) -> None:
    evidence = Evidence.objects.get(activity=recorded(candidate).activity)
    response = serve(evidence)
    assert b"".join(response) == file().content
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == 'inline; filename="done.png"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Length"] == str(len(file().content))


def test_a_pdf_is_a_download_whatever_its_name(kept: Storage, candidate: Candidate) -> None:
    from io import BytesIO

    from recert.records.evidence import clean

    pdf = clean('report "final".pdf', BytesIO(files.pdf()))
    assert isinstance(pdf, Cleaned)
    evidence = Evidence.objects.get(activity=recorded(candidate, files=(pdf,)).activity)
    response = serve(evidence)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    response.close()


def test_a_type_that_is_not_on_our_list_is_a_download_of_bytes(kept: Storage, candidate: Candidate) -> None:
    evidence = Evidence.objects.get(activity=recorded(candidate).activity)
    evidence.media_type = "text/html"
    response = serve(evidence)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    response.close()
