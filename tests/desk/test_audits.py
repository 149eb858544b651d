"""Auditors work through the queue, one entry after the other or several at once; and the candidate's side of it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recert.audits.models import Audit, View
from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.notices.models import Mail
from recert.notices.telling import tell
from recert.people.models import Candidate
from recert.records.actions import record_credential
from recert.records.models import Activity
from tests.audits.conftest import do, entry, everything_drawn, nothing_drawn, without_audits
from tests.conftest import Cast
from tests.desk.conftest import DESK, text
from tests.records.conftest import join

__all__ = ["everything_drawn", "nothing_drawn"]

State = Audit.State
QUEUE = f"{DESK}/audits/"


def page(audit: Audit) -> str:
    return f"{QUEUE}{audit.pk}/"


def decision(audit: Audit, verb: str, **other: str) -> dict[str, Any]:
    audit.refresh_from_db()
    return {"verb": verb, "seen": audit.version, "reason": "", "words": "", **other}


@pytest.fixture
def three(ada: Candidate, everything_drawn: None) -> list[Audit]:
    """One that was drawn, one with a file that another candidate used before, one that was recorded late."""
    return [
        entry(join(), "Plain", shade=1),
        entry(ada, "Copied", shade=1),
        entry(ada, "Old", date(2025, 6, 1), shade=3),
    ]


def names(response: Any) -> list[str]:
    return re.findall(r"/audits/\d+/\?[^>]*>([^<]+)</a>", response.content.decode())


def test_the_riskiest_come_first(auditor: Client, three: list[Audit]) -> None:
    shown = auditor.get(QUEUE)
    assert names(shown) == ["Copied", "Old", "Plain"]
    said = text(shown)
    assert "File used elsewhere" in said and "Recorded late" in said and "Drawn at random" in said


def test_the_first_page_says_how_many_wait_to_who_decides(auditor: Client, owner: Client, three: list[Audit]) -> None:
    assert "3 entries wait for an auditor." in text(auditor.get(f"{DESK}/"))
    assert "wait for an auditor" not in text(owner.get(f"{DESK}/"))


def test_the_queue_is_filtered(auditor: Client, three: list[Audit]) -> None:
    assert names(auditor.get(f"{QUEUE}?check=same_file")) == ["Copied"]
    assert names(auditor.get(f"{QUEUE}?chosen=sample")) == ["Plain"]
    assert names(auditor.get(f"{QUEUE}?type=global-event")) == []
    assert names(auditor.get(f"{QUEUE}?mine=1")) == []
    assert names(auditor.get(f"{QUEUE}?type=%00&check=nothing&after=x_y_z&shelf=?")) == ["Copied", "Old", "Plain"]


def test_a_long_queue_comes_in_slices_that_forget_and_repeat_nobody(
    auditor: Client, ada: Candidate, everything_drawn: None
) -> None:
    for n in range(30):
        entry(ada, f"Course {n:02}", date(2026, 1, 1) + timedelta(days=n), shade=n)
    first = auditor.get(QUEUE)
    further = re.search(r'rel="next" href="([^"]+)"', first.content.decode())
    assert further is not None
    second = auditor.get(QUEUE + further[1].replace("&amp;", "&"))
    assert len(names(first)) == 25 and len(names(second)) == 5
    assert len({*names(first), *names(second)}) == 30


def test_views_are_kept_for_oneself(auditor: Client, senior: Client, cast: Cast, three: list[Audit]) -> None:
    for _time in range(2):
        auditor.post(f"{QUEUE}?check=same_file", {"name": "Copies"})
    assert View.objects.get().query == "check=same_file"
    assert "Copies" in text(auditor.get(QUEUE))
    assert "Copies" not in text(senior.get(QUEUE))
    auditor.post(QUEUE, {"drop": "Copies"})
    assert not View.objects.exists()
    assert "Give the view a name." in text(auditor.post(QUEUE, {"name": ""}))


def test_the_next_one_is_taken_in_hand_and_nobody_else_gets_it(
    auditor: Client, senior: Client, three: list[Audit]
) -> None:
    first = auditor.post(f"{QUEUE}next/")
    assert first["Location"].startswith(page(three[1]))
    second = senior.post(f"{QUEUE}next/")
    assert second["Location"].startswith(page(three[2]))
    assert "Ines Auditor has this in hand." in text(senior.get(page(three[1])))
    assert "In hand: Sami Senior" in text(auditor.get(QUEUE))
    auditor.post(page(three[1]), {"release": "1"})
    assert Audit.objects.get(pk=three[1].pk).claim is None


def test_an_entry_is_shown_beside_its_evidence_and_what_looks_like_it(auditor: Client, three: list[Audit]) -> None:
    shown = auditor.get(page(three[1]))
    said = text(shown)
    for words in (
        "Copied",
        "Coursework",
        "Is one of its files evidence of another activity? Yes.",
        "Grace Ibarra : Plain",
        "2 entries of theirs were examined",
        "Was it recorded long after its day? No.",
    ):
        assert words in said, words
    assert shown.content.decode().count("<img") == 2


def test_what_each_decision_does_is_shown_before_it_is_taken(
    auditor: Client, ada: Candidate, everything_drawn: None
) -> None:
    record_credential_of(ada)
    audits = [entry(ada, f"Course {n}", date(2026, 3, n), shade=n) for n in range(1, 6)]
    said = text(auditor.get(page(audits[0])))
    assert "Associate: 40 of 50 CE units, instead of 50." in said
    assert "The renewal of Associate holds until nobody can appeal any more, and is then taken back." in said


def record_credential_of(candidate: Candidate) -> None:
    record_credential(SYSTEM, candidate, "ACA-ACF", date(2024, 12, 10))


def test_an_auditor_accepts(auditor: Client, cast: Cast, three: list[Audit]) -> None:
    for _time in range(2):
        answer = auditor.post(page(three[0]), decision(three[0], "accept"))
    assert answer.status_code in {200, 302}
    assert Audit.objects.get(pk=three[0].pk).state == State.ACCEPTED
    assert Event.objects.filter(verb="activity.accepted", actor=cast.auditor).count() == 1


def test_an_auditor_rejects_with_a_reason_and_words_and_loses_nothing_typed(
    auditor: Client, three: list[Audit]
) -> None:
    refused = auditor.post(page(three[0]), decision(three[0], "reject", words="It is of someone else."))
    assert "Choose the reason." in text(refused)
    assert "It is of someone else." in refused.content.decode()
    done = auditor.post(page(three[0]), decision(three[0], "reject", reason="other-name", words="Another name."))
    assert done.status_code == 302
    assert Activity.objects.get(pk=three[0].activity_id).status == Activity.Status.REJECTED
    assert Audit.objects.get(pk=three[0].pk).reason == "other-name"


def test_an_auditor_does_not_decide_appeals_nor_reopen(auditor: Client, cast: Cast, three: list[Audit]) -> None:
    do(cast, three[1], "reject")
    do(cast, three[1], "appeal")
    assert "Grant the appeal" not in text(auditor.get(page(three[1])))
    said = text(auditor.post(page(three[1]), decision(three[1], "grant", words="Fine.")))
    assert "Your roles on this program's staff do not include this." in said


def test_a_senior_auditor_decides_an_appeal(senior: Client, cast: Cast, three: list[Audit]) -> None:
    do(cast, three[1], "reject")
    do(cast, three[1], "appeal")
    assert names(senior.get(f"{QUEUE}?shelf=appeals")) == ["Copied"]
    assert senior.post(page(three[1]), decision(three[1], "grant", words="It was theirs.")).status_code == 302
    assert Activity.objects.get(pk=three[1].activity_id).status == Activity.Status.SUBMITTED


def test_several_are_decided_after_a_preview(auditor: Client, ada: Candidate, everything_drawn: None) -> None:
    record_credential_of(ada)
    audits = [entry(ada, f"Course {n}", date(2026, 3, n), shade=n) for n in range(1, 4)]
    picked = {"pick": [audit.pk for audit in audits]}
    assert "Decide about 3 entries" in text(auditor.post(f"{QUEUE}several/", picked))
    told = {**picked, "verb": "reject", "reason": "not-readable", "words": "Nothing can be read."}
    shown = auditor.post(f"{QUEUE}several/", told)
    assert "Associate: 20 of 50 CE units, instead of 30." in text(shown)
    assert Audit.objects.filter(state=State.OPEN).count() == 3
    seen = re.search(r'name="seen" value="([^"]+)"', shown.content.decode())
    assert seen is not None
    for _time in range(2):
        auditor.post(f"{QUEUE}several/", {**told, "seen": seen[1], "confirm": "1"})
    assert Audit.objects.filter(state=State.REJECTED).count() == 3
    assert Event.objects.filter(verb="activity.rejected").count() == 3


def test_several_that_changed_after_the_preview_are_shown_again(
    auditor: Client, ada: Candidate, everything_drawn: None
) -> None:
    audit = entry(ada)
    told = {"pick": [audit.pk], "verb": "accept", "seen": f"accept {audit.pk}:{audit.version - 1}", "confirm": "1"}
    assert "What this does" in text(auditor.post(f"{QUEUE}several/", told))
    assert Audit.objects.get().state == State.OPEN


def test_a_rejection_of_several_needs_its_reason(auditor: Client, three: list[Audit]) -> None:
    said = text(auditor.post(f"{QUEUE}several/", {"pick": [three[0].pk], "verb": "reject", "words": ""}))
    assert "Choose the reason." in said and "Say it in a sentence or two" in said
    assert "Pick the entries first." in text(auditor.post(f"{QUEUE}several/", {}, follow=True))


def test_a_queue_of_many_takes_as_many_queries_as_an_empty_one(
    auditor: Client, ada: Candidate, everything_drawn: None
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert auditor.get(QUEUE).status_code == 200
        return len(counted)

    entry(ada, "First", shade=1)
    auditor.get(QUEUE)
    few = queries()
    for n in range(2, 40):
        entry(ada, f"Course {n}", date(2026, 1, 1) + timedelta(days=n), shade=n)
    assert queries() == few


def test_who_looked_at_whom_is_in_the_journal_once_a_day(auditor: Client, cast: Cast, three: list[Audit]) -> None:
    for _time in range(2):
        auditor.get(page(three[1]))
        auditor.get(f"{DESK}/candidates/AT00000001/")
    found = Event.objects.get(verb="candidate.viewed")
    assert (found.actor, found.candidate) == (cast.auditor, Candidate.objects.get(user=cast.candidate).pk)


def test_that_somebody_looked_crowds_out_nothing_that_was_done(auditor: Client, three: list[Audit]) -> None:
    auditor.get(page(three[1]))
    assert "Looked at AT00000001." in text(auditor.get(f"{DESK}/journal/"))
    for address in ("", "candidates/AT00000001/"):
        said = text(auditor.get(f"{DESK}/{address}"))
        assert "Looked at AT00000001." not in said and "Copied was chosen for an audit" in said


def test_the_candidate_is_told_why_and_answers(client: Client, cast: Cast, three: list[Audit]) -> None:
    mine = f"/atlassian/activities/{three[1].activity_id}/"
    client.force_login(cast.candidate)
    assert "An auditor will look at this" in text(client.get(mine))
    do(cast, three[1], "return")
    assert "The auditors ask for more" in text(client.get(mine))
    assert "Because of this." in text(client.get(mine))
    assert client.post(f"{mine}audit/", {"verb": "answer", "words": "Here it is."}).status_code == 302
    assert Audit.objects.get(pk=three[1].pk).state == State.OPEN


def test_the_candidate_appeals_with_words(client: Client, cast: Cast, three: list[Audit]) -> None:
    mine = f"/atlassian/activities/{three[1].activity_id}/audit/"
    client.force_login(cast.candidate)
    do(cast, three[1], "reject")
    shown = text(client.get(mine))
    assert "The evidence shows another activity" in shown and "Appeal" in shown
    refused = client.post(mine, {"verb": "appeal", "words": ""})
    assert refused.status_code == 422 and "Say it in a sentence or two" in text(refused)
    assert "Nothing changed since it was rejected." in text(client.post(mine, {"verb": "resubmit", "words": ""}))
    assert client.post(mine, {"verb": "appeal", "words": "It is mine."}).status_code == 302
    assert Audit.objects.get(pk=three[1].pk).state == State.APPEALED
    assert "Your appeal waits for a decision" in text(client.get(mine))


def test_an_activity_that_was_accepted_has_nothing_to_answer(
    client: Client, cast: Cast, ada: Candidate, nothing_drawn: None
) -> None:
    audit = entry(ada)
    client.force_login(cast.candidate)
    assert client.get(f"/atlassian/activities/{audit.activity_id}/audit/").status_code == 404


@pytest.mark.parametrize(
    ("steps", "subject"),
    [
        (("return",), "More is asked for"),
        (("reject",), "was rejected"),
        (("reject", "appeal", "grant"), "Your appeal was granted"),
        (("reject", "appeal", "refuse"), "Your appeal was refused"),
    ],
)
def test_what_an_auditor_decides_is_told_by_mail(
    steps: tuple[str, ...], subject: str, cast: Cast, three: list[Audit]
) -> None:
    tell()
    Mail.objects.all().delete()
    for verb in steps:
        do(cast, three[1], verb)
    tell()
    mail = Mail.objects.order_by("-pk")[0]
    assert subject in mail.subject
    assert mail.to == "ada@example.org"
    assert "Because of this." in mail.body and "Copied" in mail.body


def test_the_queue_says_where_nothing_is_audited(auditor: Client, program: str) -> None:
    without_audits()
    assert "Nothing is audited" in text(auditor.get(QUEUE))


def test_the_first_day_stands_beside_the_evidence_where_it_was_said(auditor: Client, three: list[Audit]) -> None:
    audit = three[0]
    assert "First day" not in text(auditor.get(page(audit)))
    Activity.objects.filter(pk=audit.activity_id).update(began=date(2026, 2, 27))
    said = text(auditor.get(page(audit)))
    assert "First day" in said and "February 27, 2026" in said
