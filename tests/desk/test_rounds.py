"""Staff start a round after seeing whom it concerns, and read what became of it."""

import csv
import io
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recert.audits.models import Review, Round
from recert.people.models import Candidate
from tests.audits.conftest import without_audits
from tests.audits.reviewing import do, renew, review, rules_of_reviews
from tests.conftest import Cast
from tests.desk.conftest import DESK, field, text
from tests.records.conftest import join

__all__ = ["review"]

NEW = f"{DESK}/rounds/new/"
MAY = {"first": "2026-05-01", "last": "2026-05-31"}


def shown(client: Client, **days: str) -> tuple[Any, dict[str, str]]:
    """The preview, and the form as its page sends it."""
    first = client.get(NEW)
    told = {**MAY, **days, "submission": field(first, "submission")}
    answer = client.post(NEW, told)
    return answer, told


def test_a_round_is_started_after_seeing_whom_it_concerns(auditor: Client, ada: Candidate) -> None:
    rules_of_reviews()
    renew(ada)
    renew(join(), date(2026, 4, 2), first=11)
    answer, told = shown(auditor)
    said = text(answer)
    assert "1 renewal takes part." in said and "1 of them is drawn , asked by mail today" in said
    assert not Round.objects.exists()
    confirmed = {**told, "seen": field(answer, "seen"), "confirm": "1"}
    done = [auditor.post(NEW, confirmed) for _time in range(2)]
    assert {each.headers["Location"] for each in done} == {f"{DESK}/rounds/{Round.objects.get().pk}/"}
    assert Review.objects.count() == 1
    assert "Started: 1 candidate is asked." in text(auditor.get(done[0].headers["Location"]))
    again, _told = shown(auditor, first="2026-04-01")
    assert "1 renewal took part in an earlier round, and takes part once: 1 of them was drawn then." in text(again)


def test_days_that_are_not_over_are_refused_beside_their_field(auditor: Client, ada: Candidate) -> None:
    rules_of_reviews()
    answer, _told = shown(auditor, last="2026-06-15")
    assert "Choose days that are over" in text(answer) and "2026-06-15" in answer.content.decode()
    answer, _told = shown(auditor, first="yesterday")
    assert "That is not a date." in text(answer) and "yesterday" in answer.content.decode()
    empty, told = shown(auditor)
    refused = text(auditor.post(NEW, {**told, "seen": field(empty, "seen"), "confirm": "1"}))
    assert "Nobody who could be drawn renewed in these days." in refused


def test_the_page_says_where_the_rules_ask_for_no_rounds(auditor: Client, program: str) -> None:
    without_audits()
    assert "Whole candidates are not audited" in text(auditor.get(NEW))
    assert "Whole candidates are not audited" in text(auditor.post(NEW, {}))


def test_a_round_says_what_became_of_those_drawn(auditor: Client, cast: Cast, review: Review) -> None:
    do(cast, review, "provide")
    do(cast, review, "fail")
    address = f"{DESK}/rounds/{review.round_id}/"
    said = text(auditor.get(address))
    for words in ("1 renewal took part, 1 was drawn.", "Let the deadline pass 0", "Failed 1", "Ada Moreau"):
        assert words in said, words
    answer = auditor.get(f"{DESK}/rounds/{review.round_id}.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    (head, row) = csv.reader(io.StringIO(answer.content.decode()))
    assert head[:3] == ["Candidate ID", "Name", "Level"]
    assert row[2:4] == ["Associate", str(review.renewal.new_expiry)] and "Failed" in row


def test_those_who_are_overdue_are_looked_at_alone(auditor: Client, review: Review) -> None:
    other = renew(join(), first=11)
    late = Review.objects.create(
        round=review.round, renewal=other, program="atlassian", drawn=1, entered_at=review.entered_at, state="overdue"
    )
    address = f"{DESK}/rounds/{review.round_id}/"
    said = text(auditor.get(address))
    assert "All 2 Asked for evidence 1 Overdue 1" in said and "Ada Moreau" in said
    shown = auditor.get(f"{address}?state=overdue")
    assert f"/reviews/{late.pk}/" in shown.content.decode() and "Ada Moreau" not in text(shown)
    assert "Ada Moreau" in text(auditor.get(f"{address}?state=nothing"))


def test_a_round_is_called_off_with_a_reason_and_says_so(auditor: Client, review: Review) -> None:
    address = f"{DESK}/rounds/{review.round_id}/"
    assert f'href="{address}call-off/"' in auditor.get(address).content.decode()
    said = text(auditor.get(f"{address}call-off/"))
    assert "1 audit that nobody decided about ends without an outcome" in said
    assert "Say why" in text(auditor.post(f"{address}call-off/", {"reason": ""}))
    for _time in range(2):
        done = auditor.post(f"{address}call-off/", {"reason": "Wrong days."})
        assert done.headers["Location"] == address
    shown = auditor.get(address)
    assert "Called off on June 15, 2026 by" in text(shown) and "Wrong days." in text(shown)
    assert "Ended without an outcome, called off 1" in text(shown) and "call-off/" not in shown.content.decode()
    assert auditor.get(f"{address}call-off/").headers["Location"] == address
    assert ", called off" in text(auditor.get(f"{DESK}/reviews/"))


def test_a_name_is_no_formula_in_a_spreadsheet(auditor: Client, review: Review) -> None:
    Candidate.objects.filter(renewals__review=review).update(name="=1+1")
    assert ",'=1+1," in auditor.get(f"{DESK}/rounds/{review.round_id}.csv").content.decode()


def test_a_round_of_many_takes_as_many_queries_as_one_of_few(auditor: Client, cast: Cast, review: Review) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert auditor.get(f"{DESK}/rounds/{review.round_id}/").status_code == 200
        return len(counted)

    auditor.get(f"{DESK}/rounds/{review.round_id}/")
    few = queries()
    for n in range(4):
        renewal = renew(join(f"AT9{n:07}", f"{n}@x.example"), first=2 + n)
        Review.objects.create(
            round=review.round, renewal=renewal, program="atlassian", drawn=n, entered_at=review.entered_at
        )
    assert queries() == few
