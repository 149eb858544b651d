"""Evidence is looked at by machine: copies among everybody's, and whose name, which day and what title it shows."""

import io
from datetime import date
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from recert.audits import nightly
from recert.audits.actions import examine
from recert.audits.models import Audit, Finding, Look, Page
from recert.people.models import Candidate
from recert.records.evidence import Cleaned, clean
from recert.records.models import Evidence
from tests.audits.conftest import entry
from tests.records.conftest import join, recorded

State = Audit.State


def certificate(name: str = "Ada Moreau", title: str = "Cloud basics", day: str = "March 2, 2026") -> Image.Image:
    """A certificate as a course might hand it out."""
    image = Image.new("RGB", (1000, 700), "#fffdf6")
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 20, 980, 680), outline="#a08030", width=6)
    pen.ellipse((760, 480, 920, 640), outline="#803020", width=10)
    lines = ((60, 46, "Certificate of completion"), (170, 26, "This is to certify that"), (230, 48, name))
    more = ((330, 26, "has completed the course"), (390, 44, title), (500, 30, day), (580, 24, "Riverside Academy"))
    for top, size, text in (*lines, *more):
        pen.text((90, top), text, font=ImageFont.load_default(size), fill="#202020")
    return image


def sent(image: Image.Image, kind: str = "PNG", **options: Any) -> Cleaned:
    out = io.BytesIO()
    image.save(out, kind, **options)
    found = clean(f"certificate.{kind.lower()}", io.BytesIO(out.getvalue()))
    assert isinstance(found, Cleaned), found
    return found


def answer(audit: Audit, check: str) -> bool | None:
    return Finding.objects.get(audit=audit, check_name=check).found


def test_a_certificate_that_shows_what_was_typed_raises_nothing(ada: Candidate, nothing_drawn: None) -> None:
    audit = entry(ada, files=(sent(certificate()),))
    assert audit.unread
    assert nightly.look_all() == 1
    audit.refresh_from_db()
    assert not audit.unread and audit.state == State.ACCEPTED
    assert [answer(audit, check) for check in ("other_name", "other_day", "other_title")] == [False, False, False]
    assert nightly.look_all() == nightly.examine_all() == 0
    assert Look.objects.get().problem == ""


def test_a_certificate_of_somebody_else_on_another_day_is_looked_at(ada: Candidate, nothing_drawn: None) -> None:
    theirs = certificate("Zoltan Kovacs", "Knitting for winter", "August 9, 2019")
    audit = entry(ada, files=(sent(theirs),))
    assert audit.state == State.ACCEPTED
    nightly.look_all()
    audit.refresh_from_db()
    assert (audit.state, audit.chosen) == (State.OPEN, Audit.Chosen.RISK)
    assert [answer(audit, check) for check in ("other_name", "other_day", "other_title")] == [True, True, True]


def test_proof_of_a_registration_alone_is_looked_at_where_completion_is_to_be_shown(
    ada: Candidate, nothing_drawn: None
) -> None:
    image = Image.new("RGB", (1000, 700), "white")
    pen = ImageDraw.Draw(image)
    for at, text in enumerate(("Registration confirmed", "Ada Moreau", "Cloud basics", "March 2, 2026")):
        pen.text((90, 80 + 110 * at), text, font=ImageFont.load_default(44), fill="#202020")
    course = entry(ada, files=(sent(image),))
    complete = entry(ada, "Boards", files=(sent(certificate(title="Boards")),))
    event = examine(recorded(ada, "Team", date(2026, 3, 2), type="global-event", files=(sent(image),)).activity)
    assert event is not None
    nightly.look_all()
    answers = [answer(audit, "only_registered") for audit in (course, event, complete)]
    assert answers == [True, False, False], "an event asks for no more than a registration"


def test_the_same_picture_sent_smaller_and_recompressed_by_another_is_found(
    ada: Candidate, nothing_drawn: None
) -> None:
    first = entry(ada, files=(sent(certificate()),))
    copy = certificate().resize((700, 490)).crop((20, 14, 690, 480))
    second = entry(join(), "Cloud basics", date(2026, 3, 2), files=(sent(copy, "JPEG", quality=60),))
    nightly.look_all()
    second.refresh_from_db()
    assert answer(second, "same_file") is False
    found = Finding.objects.get(audit=second, check_name="same_picture")
    assert found.found and found.evidence == {"activities": [str(first.activity_id)]}
    assert second.state == State.OPEN


def test_another_persons_certificate_of_the_same_course_is_no_copy(ada: Candidate, nothing_drawn: None) -> None:
    entry(ada, files=(sent(certificate()),))
    other = join()
    second = entry(other, "Cloud basics", date(2026, 3, 2), files=(sent(certificate(other.name)),))
    nightly.look_all()
    assert answer(second, "same_picture") is False
    assert answer(second, "other_name") is False


def test_a_file_that_is_gone_is_said_and_stops_nothing(ada: Candidate, nothing_drawn: None) -> None:
    audit = entry(ada, files=(sent(certificate()),))
    stored = Evidence.objects.get().file
    stored.storage.delete(str(stored.name))
    assert nightly.look_all() == 1
    assert Look.objects.get().problem == "gone"
    assert not Page.objects.exists()
    assert answer(audit, "other_name") is None


def test_evidence_is_looked_at_once(ada: Candidate, nothing_drawn: None) -> None:
    entry(ada, files=(sent(certificate()),))
    assert [nightly.look_all() for _time in range(2)] == [1, 0]
    assert Look.objects.count() == 1
