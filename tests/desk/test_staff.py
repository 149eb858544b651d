"""An administrator appoints and dismisses staff; everybody on it can read who may do what."""

from django.test import Client

from recert.journal.models import Event
from recert.people.models import StaffRole
from tests.conftest import Cast
from tests.desk.conftest import DESK, text

STAFF = f"{DESK}/staff/"


def administrator(cast: Cast) -> Client:
    made = Client()
    made.force_login(cast.administrator)
    return made


def test_everybody_on_the_staff_reads_who_may_do_what(auditor: Client, program: str) -> None:
    said = text(auditor.get(STAFF))
    for words in (
        "Otto Owner otto@example.org Program owner",
        "Read the rules Everybody on the staff",
        "Decide audits Auditor, Senior auditor",
        "Change the rules Program owner",
        "take two people",
    ):
        assert words in said, words
    assert "Appoint somebody" not in said
    assert auditor.post(STAFF, {"email": "ben@example.org", "role": "owner"}).status_code == 404


def test_an_administrator_appoints_somebody_who_verified_their_address(cast: Cast, program: str) -> None:
    client = administrator(cast)
    for _time in range(2):
        assert client.post(STAFF, {"email": "BEN@example.org", "role": "auditor"}).status_code == 302
    assert StaffRole.objects.get(user=cast.other).role == StaffRole.Role.AUDITOR
    assert Event.objects.get(verb="staff.appointed").actor == cast.administrator


def test_somebody_unknown_is_not_appointed_and_what_was_typed_is_kept(cast: Cast, program: str) -> None:
    shown = administrator(cast).post(STAFF, {"email": "nobody@example.org", "role": "auditor"})
    assert "Nobody has verified this address." in text(shown)
    assert "nobody@example.org" in shown.content.decode()


def test_an_administrator_dismisses_with_a_reason(cast: Cast, program: str) -> None:
    client, role = administrator(cast), StaffRole.objects.get(user=cast.auditor)
    address = f"{STAFF}{role.pk}/dismiss/"
    assert "Say why" in text(client.post(address, {"reason": ""}))
    for _time in range(2):
        assert client.post(address, {"reason": "Left the program"}).status_code == 302
    assert not StaffRole.objects.filter(user=cast.auditor).exists()
    event = Event.objects.get(verb="staff.dismissed")
    assert (event.actor, event.data["reason"]) == (cast.administrator, "Left the program")


def test_the_last_administrator_stays(cast: Cast, program: str) -> None:
    client, role = administrator(cast), StaffRole.objects.get(user=cast.administrator)
    said = text(client.post(f"{STAFF}{role.pk}/dismiss/", {"reason": "Tired"}))
    assert "This is the last administrator." in said
    assert StaffRole.objects.filter(user=cast.administrator).exists()


def test_who_was_dismissed_may_do_nothing_any_more(cast: Cast, auditor: Client, program: str) -> None:
    role = StaffRole.objects.get(user=cast.auditor)
    assert auditor.get(f"{DESK}/audits/").status_code == 200
    administrator(cast).post(f"{STAFF}{role.pk}/dismiss/", {"reason": "Left"})
    assert auditor.get(f"{DESK}/audits/").status_code == 404
