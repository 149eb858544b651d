"""The server is killed while a hundred forms arrive: what was acknowledged is there, and nothing is there by half."""

import http.client
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from recert.journal.models import Event
from recert.journal.verify import first_break
from recert.people.models import Candidate
from recert.records import clock
from recert.records.models import Activity, Evidence
from tests.conftest import make_account
from tests.records import files
from tests.records.conftest import publish
from tests.serving import Server

pytestmark = pytest.mark.django_db(transaction=True)

CANDIDATES: Final = 10
EACH: Final = 10
KILLED_AFTER: Final = 25  # acknowledgments: the others are under way, or wait in front of the door
CSRF: Final = "c" * 32


@dataclass(frozen=True, slots=True)
class Form:
    """One submission, filled in: it can be sent again exactly as it is."""

    name: str
    session: str
    body: bytes


def settings_of_server(home: Path) -> dict[str, str]:
    """The server on this test's database."""
    told = connection.settings_dict
    chosen = {
        "RECERT_HOME": str(home),
        "RECERT_DEVELOPMENT": "1",
        "RECERT_SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "recert.config.settings",
    }
    if connection.vendor == "sqlite":
        (home / "recert.sqlite3").symlink_to(told["NAME"])
        return {**chosen, "DATABASE_URL": ""}
    who = f"{quote(told['USER'])}:{quote(told['PASSWORD'])}@" if told["USER"] else ""
    port = f":{told['PORT']}" if told["PORT"] else ""
    host = f"?{urlencode({'host': told['HOST']})}" if told["HOST"] else ""
    return {**chosen, "DATABASE_URL": f"postgresql://{who}localhost{port}/{told['NAME']}{host}"}


def forms() -> Iterator[Form]:
    """Ten candidates who each fill in ten forms, with a picture in each that is like no other."""
    today = clock.now().date().isoformat()
    for n in range(CANDIDATES):
        user = make_account(f"person{n}@example.org", f"Person {n}")
        Candidate.objects.create(program="atlassian", number=f"AT{n:08d}", user=user, name=user.name, email=user.email)
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        for each in range(EACH):
            name = f"Course {each} of person {n}"
            image = files.picture((64, 48))
            image.putpixel((0, 0), (n, each, 7))
            typed = {
                "csrfmiddlewaretoken": CSRF,
                "date": today,
                "name": name,
                "language": "en",
                "notes": "",
                "submission": str(uuid.uuid4()),
                "record": "1",
                "files": SimpleUploadedFile("done.png", files.encoded(image, "PNG"), "image/png"),
            }
            yield Form(name, client.cookies[settings.SESSION_COOKIE_NAME].value, encode_multipart(BOUNDARY, typed))


def send(port: int, form: Form) -> bool:
    """Whether the server said that it is recorded. A connection that breaks says nothing."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Cookie": f"session={form.session}; csrf={CSRF}", "Content-Type": MULTIPART_CONTENT}
    try:
        line.request("POST", "/atlassian/activities/new/course/", form.body, headers)
        answer = line.getresponse()
        said = answer.read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()
    assert answer.status == 302, said[:2000].decode()
    assert "/activities/" in answer.headers["Location"]
    return True


def check_whole(home: Path) -> None:
    """Every activity has its evidence, its file and its event; the journal's chain holds."""
    for activity in Activity.objects.all():
        assert Event.objects.filter(subject=f"activity:{activity.pk}", verb="activity.recorded").count() == 1
        evidence = activity.evidence.get()
        assert (home / "evidence" / str(evidence.file.name)).stat().st_size == evidence.size
    assert Event.objects.filter(verb="activity.recorded").count() == Activity.objects.count()
    assert Evidence.objects.count() == Activity.objects.count()
    assert first_break("atlassian") is None


def test_a_killed_server_loses_no_acknowledged_activity_and_leaves_no_half(
    transactional_db: None, tmp_path: Path
) -> None:
    publish()
    every = list(forms())
    told = settings_of_server(tmp_path)
    server = Server(told, workers=2, log=tmp_path / "server.log")
    acknowledged: list[str] = []
    one_at_a_time = threading.Lock()

    def submit(form: Form) -> None:
        if not send(server.port, form):
            return
        with one_at_a_time:
            acknowledged.append(form.name)
            if len(acknowledged) == KILLED_AFTER:  # by whoever hears it: nobody waits for a turn meanwhile
                server.kill()

    try:
        with ThreadPoolExecutor(len(every)) as people:
            for each in [people.submit(submit, form) for form in every]:
                each.result()
    finally:
        server.kill()
    assert KILLED_AFTER <= len(acknowledged) < len(every)
    assert set(acknowledged) <= set(Activity.objects.values_list("name", flat=True))
    check_whole(tmp_path)

    again = Server(told, workers=2, log=tmp_path / "server.log")
    try:  # everybody sends their form once more, whether it was acknowledged or not
        with ThreadPoolExecutor(8) as people:
            assert all(people.map(lambda form: send(again.port, form), every))
    finally:
        again.stop()
    assert sorted(Activity.objects.values_list("name", flat=True)) == sorted(form.name for form in every)
    check_whole(tmp_path)
