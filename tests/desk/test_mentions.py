"""An administrator finds where others name a person who is erased, and takes these words out."""

from datetime import date

import pytest
from django.test import Client

from recert.audits.models import Audit, Decision
from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.journal.verify import first_break
from recert.people.actions import rename
from recert.people.models import Candidate
from recert.records.actions import retire_certification
from recert.records.models import Activity, Retirement
from recert.requests.actions import report
from recert.requests.models import Request
from tests.audits.conftest import do, entry, everything_drawn
from tests.conftest import Cast
from tests.desk.conftest import DESK, text
from tests.desk.test_erasing import administrator, everything_in_the_database
from tests.desk.test_erasing import page as erasing
from tests.records.conftest import file, recorded
from tests.requests.conftest import asked, decided

__all__ = ["everything_drawn"]

ERASED = {"number": "AT00000001", "reason": "Case 12"}


def page(candidate: Candidate) -> str:
    return f"{DESK}/candidates/{candidate.number}/mentions/"


@pytest.fixture
def named(cast: Cast, ada: Candidate, everything_drawn: None) -> Request:
    """Ada, who was called otherwise, is named in a report, in a decision about another, in notes, and in a reason."""
    other = Candidate.objects.get(user=cast.other)
    ada.name = "Adá Morel"
    ada.save()
    rename(SYSTEM, ada, "Ada Moreau")
    told = asked(Request.Kind.REPORT, about="ADA MOREAU", words="With ada morel, too.", answer_to="ada@example.org")
    made = report("atlassian", told)
    assert isinstance(made, Request)
    decided(cast.senior, made, "find_nothing", "Ada Moreau’s is her own.", None)
    do(cast, entry(other, "Boards"), "return", words="Is this of Ada Moreau?")
    recorded(other, "Scripts", date(2026, 3, 3), notes="With Ada Moreau.", files=(file(shade=1),))
    retire_certification(SYSTEM, "atlassian", "ACA-ACF", date(2027, 1, 1), "At the wish of AT00000001.")
    entry(ada, "Ada Moreau’s own", shade=2)
    return made


def keys(response: object) -> list[str]:
    import re

    return re.findall(r'name="pick" value="([^"]+)"', response.content.decode())  # type: ignore[attr-defined]


def test_the_words_are_found_taken_out_and_the_journal_still_holds(cast: Cast, ada: Candidate, named: Request) -> None:
    client = administrator(cast)
    shown = text(client.get(erasing(ada)))
    for words in (
        f"Report of abuse {named.pk}: whom it is about",
        f"Report of abuse {named.pk}: what happened",
        f"Report of abuse {named.pk}: the answer",
        f"Report of abuse {named.pk}: the address for an answer",
        "The audit of an entry: the words of a step",
        "An activity: its notes With Ada Moreau.",
        "The retirement of a certification: why At the wish of AT00000001.",
        "What can't be taken out here",
    ):
        assert words in shown, words
    assert "ADA MOREAU" not in shown  # reports are for others
    before = Event.objects.count()
    found = keys(client.get(page(ada)))
    assert client.post(page(ada), {"pick": found, "also": "", "take": "1"}, follow=True).status_code == 200
    named.refresh_from_db()
    assert (named.about, named.words, named.answer) == ("[removed]", "With [removed], too.", "[removed]’s is her own.")
    assert named.answer_to == ""
    assert {row.words for row in Decision.objects.filter(verb="return")} == {"Is this of [removed]?"}
    assert {row.words for row in Audit.objects.filter(state="returned")} == {"Is this of [removed]?"}
    assert Activity.objects.get(name="Scripts").notes == "With [removed]."
    assert Retirement.objects.get().reason == "At the wish of [removed]."
    removed = Event.objects.filter(verb="words.removed")
    assert removed.count() == len(found) == Event.objects.count() - before
    assert "moreau" not in str([event.data for event in removed]).lower()
    assert removed.filter(subject=f"request:{named.pk}", candidate=None).count() == 5  # four texts, one entry
    assert first_break("atlassian") is None
    assert "Nothing that others wrote names them." in text(client.get(page(ada)))
    client.post(erasing(ada), ERASED)
    kept = everything_in_the_database().lower()
    for trace in ("moreau", "morel"):
        assert trace not in kept.replace("of ada moreau?", ""), trace  # a mail that another candidate was sent


def test_what_is_not_picked_stays_and_sent_twice_it_is_done_once(cast: Cast, ada: Candidate, named: Request) -> None:
    client = administrator(cast)
    told = {"pick": [f"requests.request:{named.pk}:about"], "also": ""}
    for _time in range(2):
        client.post(page(ada), told)
    assert Event.objects.filter(verb="words.removed").count() == 1
    named.refresh_from_db()
    assert (named.about, named.words) == ("[removed]", "With ada morel, too.")
    assert "Pick the texts" in text(client.post(page(ada), {"also": ""}))


def test_once_erased_the_id_is_found_and_whatever_is_typed(cast: Cast, ada: Candidate, named: Request) -> None:
    client = administrator(cast)
    client.post(erasing(ada), ERASED)
    shown = text(client.get(erasing(ada)))
    assert "At the wish of AT00000001." in shown and "Only the ID could be looked for." in shown
    assert "With Ada Moreau." not in shown
    looked = client.post(page(ada), {"also": "ada moreau\nAda Morel", "look": "1"})
    assert "With Ada Moreau." in text(looked) and "Ada Morel</textarea>" in looked.content.decode()
    client.post(page(ada), {"pick": keys(looked), "also": "ada moreau\nAda Morel"})
    named.refresh_from_db()
    assert (named.about, named.words) == ("[removed]", "With [removed], too.")
    assert Event.objects.filter(verb="words.removed").exists() and first_break("atlassian") is None


def test_who_may_not_erase_takes_nothing_out(senior: Client, owner: Client, ada: Candidate, named: Request) -> None:
    for client in (senior, owner):
        assert client.get(page(ada)).status_code == 404
        assert client.post(page(ada), {"pick": [f"requests.request:{named.pk}:about"]}).status_code == 404
    named.refresh_from_db()
    assert named.about == "ADA MOREAU"


def test_another_program_is_left_alone(cast: Cast, ada: Candidate, named: Request) -> None:
    elsewhere = report("elsewhere", asked(Request.Kind.REPORT, about="Ada Moreau"))
    assert isinstance(elsewhere, Request)
    client = administrator(cast)
    assert f"requests.request:{elsewhere.pk}:about" not in keys(client.get(page(ada)))
    client.post(page(ada), {"pick": [f"requests.request:{elsewhere.pk}:about"], "also": ""})
    elsewhere.refresh_from_db()
    assert elsewhere.about == "Ada Moreau"
