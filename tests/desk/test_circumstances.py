"""Staff record what is so of a candidate for a time, and extend dates: shown before it is done, and told to them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.policy.assessment import CycleState
from recert.records.actions import (
    Refused,
    end_circumstance,
    publish_policy,
    record_circumstance,
    record_credential,
    record_extension,
    withdraw_circumstance,
    withdraw_extension,
)
from recert.records.models import Circumstance, Extension, PolicyVersion, Renewal
from recert.records.progress import progress
from recert.records.renewals import verify_statements
from tests.conftest import Cast
from tests.desk.conftest import DESK, text
from tests.desk.test_facts import confirm
from tests.policy.test_circumstances import HARDSHIP, LEAVE
from tests.policy.test_relief import AWAY as KIND
from tests.policy.test_relief import BY_MONTHS, OF_CYCLE
from tests.records.conftest import POLICY, record_courses

FILE = f"{DESK}/candidates/AT00000042/"
NEW = "/candidates/AT00000042/circumstances/new/"
EXTEND = "/candidates/AT00000042/extensions/new/"
AWAY = {"kind": "leave", "since": "2025-03-01", "until": "2025-08-31", "units": "", "reason": "A letter came."}
LATER = {"code": "aca", "given": "2026-06-01", "until": "2027-03-01", "reason": "The exam center was closed."}


@pytest.fixture
def leaves(grace: Candidate) -> None:
    """The program with circumstances in its rules."""
    made = publish_policy(SYSTEM, POLICY.read_text() + LEAVE + HARDSHIP, str(POLICY))
    assert isinstance(made, PolicyVersion), made


def required(candidate: Candidate) -> Decimal:
    cycle = progress(candidate).assessment.groups[0].current
    assert cycle
    return cycle.required


def test_an_owner_sees_what_a_leave_does_and_records_it(owner: Client, grace: Candidate, leaves: None) -> None:
    seen = text(owner.post(DESK + NEW, AWAY))
    assert "ACA-ACF expires on June 10, 2027, instead of December 10, 2026." in seen
    assert "Associate requires 40 CE units, instead of 50." in seen
    assert not Circumstance.objects.exists()
    assert confirm(owner, NEW, AWAY)["Location"] == FILE
    assert required(grace) == 40
    found = text(owner.get(FILE))
    assert "Parental or medical leave Mar 1, 2025 Aug 31, 2025" in found
    assert "The requirement of this cycle is 40 CE units instead of 50" in found
    event = Event.objects.get(verb="circumstance.recorded")
    assert (event.data["title"], event.data["reason"]) == ("Parental or medical leave", "A letter came.")


def test_a_leave_without_an_end_is_ended_and_then_withdrawn(owner: Client, grace: Candidate, leaves: None) -> None:
    assert confirm(owner, NEW, {**AWAY, "until": ""}).status_code == 302
    row = Circumstance.objects.get()
    assert required(grace) == 25
    end = f"/circumstances/{row.pk}/end/"
    assert "Associate requires 40 CE units, instead of 25." in text(
        owner.post(DESK + end, {"until": "2025-08-31", "reason": "Back."})
    )
    assert confirm(owner, end, {"until": "2025-08-31", "reason": "Back."})["Location"] == FILE
    assert required(grace) == 40
    withdraw = f"/circumstances/{row.pk}/withdraw/"
    assert confirm(owner, withdraw, {"reason": "It was somebody else's."})["Location"] == FILE
    assert required(grace) == 50
    assert owner.get(DESK + withdraw)["Location"] == FILE
    verbs = Event.objects.filter(verb__startswith="circumstance.").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["circumstance.recorded", "circumstance.ended", "circumstance.withdrawn"]
    assert "Withdrawn: Parental or medical leave" in text(owner.get(FILE))


def test_an_extension_is_shown_given_and_withdrawn(owner: Client, grace: Candidate) -> None:
    assert "ACA-ACF expires on March 1, 2027, instead of December 10, 2026." in text(owner.post(DESK + EXTEND, LATER))
    assert confirm(owner, EXTEND, LATER)["Location"] == FILE
    told = text(owner.get(FILE))
    assert "Extended for you on June 1, 2026: from December 10, 2026 to March 1, 2027." in told
    row = Extension.objects.get()
    assert confirm(owner, f"/extensions/{row.pk}/withdraw/", {"reason": "A mistake."})["Location"] == FILE
    assert progress(grace).assessment.groups[0].holdings[0].expires == date(2026, 12, 10)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"kind": ""}, "Choose what is so."),
        ({"since": "2025-09-01"}, "The last day is before the first."),
        ({"kind": "hardship"}, "Enter how many CE units are waived, in steps of 1."),
        ({"kind": "hardship", "units": "2.5"}, "Enter how many CE units are waived, in steps of 1."),
        ({"units": "5"}, "This waives no CE units: leave it empty."),
        ({"since": "1925-09-01"}, "is too long ago to be meant."),
        ({"reason": " "}, "Say why"),
    ],
)
def test_mistakes_are_told_and_nothing_is_recorded(
    told: dict[str, str], sentence: str, owner: Client, grace: Candidate, leaves: None
) -> None:
    assert sentence in text(owner.post(DESK + NEW, {**AWAY, **told, "confirm": "1"}))
    assert not Circumstance.objects.exists()


def test_mistakes_in_an_extension_are_told(owner: Client, grace: Candidate) -> None:
    for told, sentence in (
        ({"until": "2026-05-01"}, "That is before the day on which it is given."),
        ({"given": "2026-07-01"}, "is in the future"),
        ({"code": "acb"}, "Select a valid choice"),
        ({"reason": ""}, "Say why"),
    ):
        assert sentence in text(owner.post(DESK + EXTEND, {**LATER, **told, "confirm": "1"}))
    assert not Extension.objects.exists()


def test_what_comes_twice_is_one(grace: Candidate, leaves: None) -> None:
    away = (grace, "leave", date(2025, 3, 1), date(2025, 8, 31), Decimal(0), "A letter.")
    one, other = record_circumstance(SYSTEM, *away), record_circumstance(SYSTEM, *away)
    assert isinstance(one, Circumstance)
    assert one == other
    assert isinstance(record_circumstance(SYSTEM, *away[:3], None, Decimal(0), "A letter."), Refused)
    assert isinstance(end_circumstance(SYSTEM, one, date(2025, 1, 1), "r"), Refused)
    assert isinstance(withdraw_circumstance(SYSTEM, one, ""), Refused)
    assert isinstance(withdraw_circumstance(SYSTEM, one, "r"), Circumstance)
    assert isinstance(end_circumstance(SYSTEM, one, date(2025, 9, 1), "r"), Refused)
    later = (grace, "aca", date(2026, 6, 1), date(2027, 3, 1), "r")
    given, again = record_extension(SYSTEM, *later), record_extension(SYSTEM, *later)
    assert isinstance(given, Extension)
    assert given == again
    assert isinstance(record_extension(SYSTEM, *later[:3], date(2027, 4, 1), "r"), Refused)
    assert isinstance(withdraw_extension(SYSTEM, given, " "), Refused)
    assert Event.objects.filter(verb__in=["circumstance.recorded", "extension.recorded"]).count() == 2


def test_a_leave_that_is_enough_renews_with_a_statement_that_can_be_derived_again(
    grace: Candidate, leaves: None
) -> None:
    record_courses(grace, 4)
    assert not Renewal.objects.exists()
    record_circumstance(SYSTEM, grace, "leave", date(2025, 3, 1), date(2025, 8, 31), Decimal(0), "A letter.")
    renewal = Renewal.objects.get()
    assert renewal.statement["result"]["required"] == "40"
    assert renewal.statement["facts"]["circumstances"][0][:3] == ["leave", "2025-03-01", "2025-08-31"]
    record_extension(SYSTEM, grace, "aca", date(2026, 6, 1), date(2031, 1, 1), "r")
    assert list(verify_statements()) == []
    assert progress(grace).assessment.groups[0].cycles[-1].state == CycleState.RENEWED


def test_a_candidate_reads_why_less_is_required(client: Client, cast: Cast, leaves: None, ada: Candidate) -> None:
    record_credential(SYSTEM, ada, "ACA-ACF", date(2024, 12, 10))
    record_circumstance(SYSTEM, ada, "leave", date(2025, 3, 1), date(2025, 8, 31), Decimal(0), "Private words.")
    client.force_login(cast.candidate)
    told = text(client.get("/atlassian/"))
    assert (
        "The requirement of this cycle is 40 CE units instead of 50, because of: Parental or medical leave (6 months)."
        in told
    )
    assert "Put off on March 1, 2025 by the months that are taken off" in told
    assert "Private words." not in told


def test_an_owner_sees_what_a_leave_does_to_a_year_and_the_candidate_reads_it(
    owner: Client, client: Client, cast: Cast, ada: Candidate
) -> None:
    made = publish_policy(SYSTEM, POLICY.read_text() + KIND + OF_CYCLE + BY_MONTHS, str(POLICY))
    assert isinstance(made, PolicyVersion), made
    record_credential(SYSTEM, ada, "ACA-ACF", date(2025, 1, 1))
    file, new = f"{DESK}/candidates/{ada.number}/", f"/candidates/{ada.number}/circumstances/new/"
    less = "Ten in each year: 5 instead of 10 CE units are asked of year 1 of the cycle (to December 31, 2025)"
    assert f"{less}." in text(owner.post(DESK + new, AWAY))
    assert confirm(owner, new, AWAY)["Location"] == file
    assert f"{less}, because of: Leave (6 months)." in text(owner.get(file))
    withdrawn = f"/circumstances/{Circumstance.objects.get().pk}/withdraw/"
    back = text(owner.post(DESK + withdrawn, {"reason": "A mistake."}))
    assert "Ten in each year: 10 instead of 5 CE units are asked of year 1" in back
    client.force_login(cast.candidate)
    assert f"{less}, because of: Leave (6 months)." in text(client.get("/atlassian/"))


def test_nobody_but_an_owner_is_offered_it(auditor: Any, grace: Candidate, leaves: None) -> None:
    record_circumstance(SYSTEM, grace, "leave", date(2025, 3, 1), None, Decimal(0), "A letter.")
    told = text(auditor.get(FILE))
    assert "Parental or medical leave" in told
    assert "Record a circumstance" not in told
    assert auditor.get(DESK + NEW).status_code == 404


def test_the_rules_page_says_what_it_takes_off(owner: Client, grace: Candidate, leaves: None) -> None:
    told = text(owner.get(f"{DESK}/policy/"))
    assert "What may be so for a time" in told
    assert "Fewer than 70 days in a row take off nothing." in told
