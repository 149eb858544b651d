"""Staff import a file: it is shown line by line, mended where it is wrong, and recorded as a whole."""

import html
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import record_credential
from recert.records.models import Credential, ExamResult
from tests.desk.conftest import DESK, field, text
from tests.records.conftest import TODAY

GOOD = (
    "candidate,name,certification,awarded\r\nAT00000042,,ACP-JCA,2026-03-01\r\nnew@x.org,Nadia,ACA-ACF,2026-03-01\r\n"
)
BAD = GOOD + "AT00000042,,ACP-XXX,2026-03-01\r\n"
EXAMS = "candidate,certification,taken,passed\nAT00000042,ACA-915,2026-06-12,yes\nAT00000042,ACP-120,2026-06-12,no\n"


def send(client: Client, content: str | bytes, kind: str = "awards") -> Any:
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(f"{DESK}/imports/{kind}/", {"file": SimpleUploadedFile("a.csv", data)})


def carried(answer: Any) -> str:
    """The file's text as the page carries it."""
    found = re.search(r'<textarea[^>]* name="text"[^>]*>\n(.*?)</textarea>', answer.content.decode(), re.DOTALL)
    assert found
    return html.unescape(found[1])


def confirm(client: Client, seen: Any, kind: str = "awards") -> Any:
    told = {"text": carried(seen), "digest": field(seen, "digest"), "confirm": "1"}
    return client.post(f"{DESK}/imports/{kind}/", told, follow=True)


def test_an_owner_sees_what_each_line_does_and_records_the_file(owner: Client, grace: Candidate) -> None:
    seen = send(owner, GOOD)
    assert "2 lines will be recorded. 1 new candidate." in text(seen)
    assert "Awards ACP-JCA, which expires on March 1, 2028." in text(seen)
    assert "A new candidate. Awards ACA-ACF" in text(seen)
    assert Credential.objects.count() == 1
    done = confirm(owner, seen)
    assert done.redirect_chain == [(f"{DESK}/imports/done/", 302)]
    assert "Lines recorded 2 New candidates 1" in text(done)
    assert Credential.objects.count() == 3


def test_the_same_file_again_does_nothing(owner: Client, grace: Candidate) -> None:
    seen = send(owner, GOOD)
    confirm(owner, seen)
    confirm(owner, seen)
    assert Credential.objects.count() == 3
    again = text(send(owner, GOOD))
    assert "Everything in this file is on record already." in again


def test_a_bad_line_keeps_the_file_from_being_recorded_and_can_be_mended_here(owner: Client, grace: Candidate) -> None:
    seen = send(owner, BAD)
    assert "1 problem keeps this file" in text(seen)
    assert "Line 4 To mend This program has no certification “ACP-XXX”. Check the code." in text(seen)
    assert carried(seen) == BAD.replace("\r\n", "\n")
    mended = owner.post(f"{DESK}/imports/awards/", {"text": carried(seen).replace("ACP-XXX", "ACP-OA")})
    assert "3 lines will be recorded." in text(mended)
    confirm(owner, mended)
    assert Credential.objects.count() == 4


def test_what_was_not_previewed_is_not_recorded(owner: Client, grace: Candidate) -> None:
    seen = send(owner, GOOD)
    record_credential(SYSTEM, grace, "ACP-OA", TODAY)
    told = {"text": carried(seen) + "AT00000042,,ACP-MJCP,2026-03-01\n", "digest": field(seen, "digest")}
    answer = owner.post(f"{DESK}/imports/awards/", {**told, "confirm": "1"})
    assert "has changed since the preview" in text(answer)
    assert Credential.objects.count() == 2


def test_exam_results_say_what_each_does(owner: Client, grace: Candidate) -> None:
    seen = send(owner, EXAMS, "exams")
    assert "Passed on June 12, 2026: ACA-ACF renewed." in text(seen)
    assert "not passed on June 12, 2026." in text(seen)
    confirm(owner, seen, "exams")
    assert ExamResult.objects.count() == 2


def test_a_file_that_is_no_text_is_told_so(owner: Client, grace: Candidate) -> None:
    assert "The file is not" in text(send(owner, b"\x89PNG\x00\xff"))
    assert "The file is larger than 1 MB." in text(send(owner, b"a" * (1024 * 1024 + 1)))
    assert "Choose a file." in text(owner.post(f"{DESK}/imports/awards/"))
    assert "“CSV UTF-8”" in text(send(owner, "candidate,name\nJosé".encode("latin-1")))


def test_a_spreadsheets_own_encoding_is_read(owner: Client, grace: Candidate) -> None:
    assert "2 lines will be recorded." in text(send(owner, GOOD.replace(",", ";").encode("utf-16")))


def test_the_example_can_be_read(owner: Client, grace: Candidate) -> None:
    for kind in ("awards", "exams"):
        answer = owner.get(f"{DESK}/imports/{kind}/example.csv")
        assert "attachment" in answer["Content-Disposition"]
        lines = answer.content.decode().replace("AT12345678", "AT00000042")
        assert "2 lines will be recorded." in text(send(owner, lines, kind))
    assert owner.get(f"{DESK}/imports/letters/").status_code == 404


def test_where_nothing_was_imported_there_is_nothing_to_show(owner: Client, grace: Candidate) -> None:
    assert owner.get(f"{DESK}/imports/done/").status_code == 302
