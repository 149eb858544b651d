"""Staff say which events and courses there are; entries are compared with them, and candidates see what comes up."""

from datetime import date

from django.test import Client

from recert.audits.actions import examine
from recert.audits.models import Audit, Finding
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.records.models import Activity, Offering
from tests.audits.conftest import nothing_drawn
from tests.conftest import Cast
from tests.desk.conftest import DESK, text
from tests.records.conftest import file, recorded

__all__ = ["nothing_drawn"]

OFFERINGS = f"{DESK}/offerings/"
LINES = "global-event;Team 2026;2026-05-05;2026-05-08\n\ncourse;Cloud basics\nglobal-event;Unleash;2026-10-14\n"


def answer(audit: Audit, check: str) -> bool | None:
    return Finding.objects.get(audit=audit, check_name=check).found


def event(candidate: Candidate, name: str, day: date, shade: int = 0) -> Audit:
    made = recorded(candidate, name, day, type="global-event", files=(file(shade=shade),)).activity
    found = examine(Activity.objects.select_related("candidate").get(pk=made.pk))
    assert found is not None
    return found


def test_an_owner_lists_what_is_offered_once_however_often_it_is_sent(owner: Client, program: str) -> None:
    for _time in range(2):
        assert owner.post(OFFERINGS, {"lines": LINES}).status_code == 302
    assert Offering.objects.count() == 3
    assert Event.objects.filter(verb="offerings.recorded").count() == 1
    said = text(owner.get(OFFERINGS))
    assert "Team 2026 Attending a global event May 5, 2026 – May 8, 2026" in said
    assert "Cloud basics Coursework Any" in said


def test_every_line_that_is_wrong_is_told_and_nothing_is_recorded(owner: Client, program: str) -> None:
    wrong = "course;Fine\nlecture;No such type\nglobal-event;Team;9 May\nglobal-event;Team;2026-05-08;2026-05-05\n"
    shown = owner.post(OFFERINGS, {"lines": wrong})
    said = text(shown)
    assert "Line 2: There is no type “lecture”." in said
    assert "Line 3: A day is written like" in said and "Line 4: The last day is before" in said
    assert "lecture;No such type" in shown.content.decode()
    assert not Offering.objects.exists()


def test_one_is_removed(owner: Client, auditor: Client, program: str) -> None:
    owner.post(OFFERINGS, {"lines": LINES})
    key = Offering.objects.get(title="Unleash").pk
    assert auditor.post(OFFERINGS, {"remove": key}).status_code == 404
    for _time in range(2):
        owner.post(OFFERINGS, {"remove": key})
    assert Offering.objects.count() == 2
    assert Event.objects.filter(verb="offering.removed").count() == 1


def test_an_event_that_is_known_and_on_its_days_raises_nothing(
    owner: Client, ada: Candidate, nothing_drawn: None
) -> None:
    owner.post(OFFERINGS, {"lines": LINES})
    audit = event(ada, "team 2026", date(2026, 5, 8))
    assert (answer(audit, "unknown"), answer(audit, "outside_days")) == (False, False)
    longer = event(ada, "Team 2026 in Anaheim", date(2026, 5, 5), shade=2)
    assert (answer(longer, "unknown"), answer(longer, "outside_days")) == (False, False)


def test_an_event_on_another_day_and_one_that_nobody_knows_are_looked_at(
    owner: Client, ada: Candidate, nothing_drawn: None
) -> None:
    owner.post(OFFERINGS, {"lines": LINES})
    audit = event(ada, "Team 2026", date(2026, 5, 20))
    assert answer(audit, "outside_days") is True and audit.state == Audit.State.OPEN
    assert answer(event(ada, "Summit of Somewhere", date(2026, 5, 6), shade=2), "unknown") is True


def test_where_a_type_has_no_list_nothing_is_said(ada: Candidate, nothing_drawn: None) -> None:
    audit = event(ada, "Summit of Somewhere", date(2026, 5, 6))
    assert (answer(audit, "unknown"), answer(audit, "outside_days")) == (None, None)


def test_candidates_see_what_comes_up(owner: Client, cast: Cast, ada: Candidate) -> None:
    owner.post(OFFERINGS, {"lines": LINES})
    client = Client()
    client.force_login(cast.candidate)
    said = text(client.get("/atlassian/catalog/"))
    assert "Coming up October 14, 2026 Unleash ( Attending a global event )" in said
    assert "Team 2026" not in said
