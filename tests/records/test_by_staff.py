"""Staff record activities for a candidate, one by one and from a file, and withdraw them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recert.journal.change import SYSTEM, Actor
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.records.actions import (
    ActivityDraft,
    Imported,
    Recorded,
    Refused,
    add_evidence,
    apply_import,
    check_by_staff,
    correct_activity,
    record_activity,
    record_by_staff,
    withdraw_activity,
    withdraw_by_staff,
)
from recert.records.imports.lines import Kind
from recert.records.imports.preview import ImportPreview, preview_import
from recert.records.models import Activity, Renewal
from recert.records.progress import progress
from tests.conftest import Cast
from tests.recorded_by_staff import publish_attendance
from tests.records.conftest import POLICY, draft, file, record_courses, recorded

DAY = date(2026, 5, 7)


@pytest.fixture
def rules(program: str) -> None:
    """Rules by which staff alone record some types."""
    publish_attendance()


def attended(name: str = "First day", day: date = DAY, **other: Any) -> ActivityDraft:
    return draft(name, day, **{"type": "attendance", "files": (), **other})


def by_staff(candidate: Candidate, *args: Any, **other: Any) -> Activity:
    found = record_by_staff(SYSTEM, candidate, attended(*args, **other))
    assert isinstance(found, Recorded), found
    return found.activity


def said(outcome: object) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.problems[0].sentence


def counted(candidate: Candidate) -> int:
    cycle = progress(candidate).assessment.groups[0].current
    assert cycle
    return int(cycle.counted)


# One by one.


def test_what_staff_record_counts_without_evidence_and_says_that_they_did(
    grace: Candidate, rules: None, cast: Cast
) -> None:
    made = record_by_staff(Actor(cast.owner), grace, attended())
    assert isinstance(made, Recorded)
    assert (made.activity.by_staff, made.activity.evidence.count(), counted(grace)) == (True, 0, 6)
    event = Event.objects.get(verb="activity.recorded")
    assert (event.actor, event.data["name"]) == (cast.owner, "First day")


def test_staff_record_what_candidates_record_too(grace: Candidate, rules: None) -> None:
    assert by_staff(grace, "Boards", type="course").by_staff
    assert counted(grace) == 10


def test_a_candidate_is_refused_what_staff_alone_record(grace: Candidate, rules: None) -> None:
    outcome = record_activity(SYSTEM, grace, attended(files=(file(),)))
    assert said(outcome).startswith("The program itself records “Attendance”: it appears among your activities")
    assert isinstance(outcome, Refused)
    assert outcome.problems[0].field == "type"
    assert not Activity.objects.exists()


def test_a_candidates_own_is_not_made_one_of_those_by_a_correction(grace: Candidate, rules: None) -> None:
    mine = recorded(grace, "Boards").activity
    outcome = correct_activity(SYSTEM, mine, draft("Boards", type="attendance"))
    assert "The program itself records" in said(outcome)


def test_what_was_recorded_before_the_rule_can_still_be_corrected(grace: Candidate) -> None:
    mine = recorded(grace, "Boards").activity
    publish_attendance(POLICY.read_text().replace("[activity.course]\n", '[activity.course]\nrecorded_by = "staff"\n'))
    assert "The program itself records “Coursework”" in said(record_activity(SYSTEM, grace, draft("Another")))
    assert not isinstance(correct_activity(SYSTEM, mine, draft("Boards and more")), Refused)


def test_a_candidate_neither_changes_nor_withdraws_what_staff_recorded(grace: Candidate, rules: None) -> None:
    made = by_staff(grace)
    for outcome in (
        correct_activity(SYSTEM, made, draft("Another", DAY)),
        withdraw_activity(SYSTEM, made),
        add_evidence(SYSTEM, made, (file(),)),
    ):
        assert said(outcome).startswith("The program recorded this activity.")
    made.refresh_from_db()
    assert (made.name, made.status, made.version) == ("First day", Activity.Status.SUBMITTED, 1)


def test_nobody_on_the_staff_records_for_themselves(grace: Candidate, rules: None, cast: Cast) -> None:
    grace.user = cast.owner
    grace.save(update_fields=["user"])
    wanted = attended()
    assert "This is your own record." in said(record_by_staff(Actor(cast.owner), grace, wanted))
    assert "This is your own record." in said(check_by_staff(Actor(cast.owner), progress(grace), wanted))
    assert not isinstance(record_by_staff(Actor(cast.senior), grace, wanted), Refused)


def test_the_same_form_is_one_activity_and_the_same_activity_is_recorded_once(grace: Candidate, rules: None) -> None:
    sent = attended()
    first, again = record_by_staff(SYSTEM, grace, sent), record_by_staff(SYSTEM, grace, sent)
    assert isinstance(first, Recorded)
    assert isinstance(again, Recorded)
    assert (again.repeated, again.activity) == (True, first.activity)
    assert "is on record already, of this type, name and day" in said(record_by_staff(SYSTEM, grace, attended()))
    recorded(grace, "Boards")
    theirs = record_by_staff(SYSTEM, grace, draft("Boards", files=()))
    assert said(theirs).startswith("The candidate recorded “Boards” of March 2, 2026 already")
    by_staff(grace, "Sprints", date(2026, 3, 2), type="course")
    assert said(record_activity(SYSTEM, grace, draft("Sprints"))).startswith(
        "The program recorded “Sprints” of March 2, 2026 for you already"
    )


def test_mistakes_are_told_before_and_while_it_is_recorded(grace: Candidate, rules: None) -> None:
    for wrong, sentence in (
        (attended(""), "Give the name of the activity, as the candidate knows it."),
        (attended(day=date(2027, 1, 1)), "is in the future"),
        (attended(type="committee", provider="Exam board", quantity=0.3), "0.5"),
        (attended(type="committee", provider="", quantity=1), "Say who gave it."),
    ):
        wanted = replace(wrong, quantity=type(draft().quantity)(str(wrong.quantity)))
        assert sentence in said(check_by_staff(SYSTEM, progress(grace), wanted))
        assert sentence in said(record_by_staff(SYSTEM, grace, wanted))
    assert not Activity.objects.exists()
    checked = check_by_staff(SYSTEM, progress(grace), attended("  First   day "))
    assert isinstance(checked, ActivityDraft)
    assert (checked.name, checked.by_staff) == ("First day", True)


def test_staff_withdraw_it_with_a_reason_once(grace: Candidate, rules: None) -> None:
    made = by_staff(grace)
    assert "Say why" in said(withdraw_by_staff(SYSTEM, made, " "))
    for _ in range(2):
        assert not isinstance(withdraw_by_staff(SYSTEM, made, " Another person. "), Refused)
    assert counted(grace) == 0
    assert Event.objects.get(verb="activity.withdrawn").data == {"reason": "Another person."}
    mine = recorded(grace, "Boards").activity
    assert said(withdraw_by_staff(SYSTEM, mine, "r")).startswith("The candidate recorded this")
    assert by_staff(grace).pk != made.pk


def test_a_renewal_that_rests_on_it_is_put_before_staff_when_it_is_withdrawn(grace: Candidate, rules: None) -> None:
    record_courses(grace, 4)
    made = [by_staff(grace, f"Day {n}", date(2026, 5, n)) for n in (5, 6)]
    assert Renewal.objects.get().state == "granted"
    withdraw_by_staff(SYSTEM, made[0], "They were not there.")
    assert Renewal.objects.get().state == "contested"


# From a file.

FILE = """candidate,type,date,name,quantity,provider,notes
AT00000042,attendance,2026-05-07,First day,,,Seen at the desk
grace@example.org,Attendance,2026-05-08,Second day,,,
AT00000042,committee,2026-05-09,Spring session,2.5,Exam board,
"""


def preview(text: str, by: Actor = SYSTEM) -> ImportPreview:
    return preview_import("atlassian", Kind.ACTIVITIES, text.encode(), by)


def apply(text: str, by: Actor = SYSTEM) -> Imported | Refused:
    return apply_import(by, "atlassian", Kind.ACTIVITIES, text.encode(), preview(text, by).digest)


def problems(text: str) -> list[str]:
    return [f"{p.line}:{p.column}: {p.sentence}" for p in preview(text).problems]


def test_a_file_says_what_each_line_counts_and_is_recorded_as_a_whole(grace: Candidate, rules: None) -> None:
    seen = preview(FILE)
    assert not seen.problems
    assert {line: str(told[0]).split()[0] for line, told in seen.counts.items()} == {
        2: "6",
        3: "6",
        4: "5",
    }
    assert not Activity.objects.exists()
    assert apply(FILE) == Imported(recorded=3, newcomers=0, duplicates=0)
    assert counted(grace) == 17
    rows = Activity.objects.order_by("date").values_list("type", "name", "by_staff", "notes", "provider")
    assert list(rows) == [
        ("attendance", "First day", True, "Seen at the desk", ""),
        ("attendance", "Second day", True, "", ""),
        ("committee", "Spring session", True, "", "Exam board"),
    ]


def test_the_same_file_again_records_nothing(grace: Candidate, rules: None) -> None:
    apply(FILE)
    before = Event.objects.count()
    assert apply(FILE) == Imported(recorded=0, newcomers=0, duplicates=3)
    assert apply(FILE.replace("First day", "FIRST  day")) == Imported(recorded=0, newcomers=0, duplicates=3)
    assert Event.objects.count() == before


def test_what_the_candidate_recorded_is_not_recorded_again(grace: Candidate, rules: None) -> None:
    recorded(grace, "Boards", DAY)
    text = "candidate,type,date,name\nAT00000042,course,2026-05-07,boards\n"
    assert apply(text) == Imported(recorded=0, newcomers=0, duplicates=1)


def test_a_line_that_says_otherwise_of_the_same_activity_keeps_the_file_out(grace: Candidate, rules: None) -> None:
    apply(FILE)
    assert problems(FILE.replace("2.5", "3")) == [
        "4:name: This contradicts what is on record, or an earlier line, for the same day. Check both."
    ]
    assert isinstance(apply(FILE.replace("2.5", "3")), Refused)


def test_of_several_days_the_first_tells_two_apart_where_the_rules_count_by_it(grace: Candidate) -> None:
    usual = POLICY.read_text()
    publish_attendance(usual.replace('several_days = "last day"', 'several_days = "first day"', 1))
    text = "candidate,type,date,name,began\nAT00000042,attendance,2026-05-07,Camp,2026-05-05\n"
    assert apply(text) == Imported(recorded=1, newcomers=0, duplicates=0)
    assert apply(text) == Imported(recorded=0, newcomers=0, duplicates=1)
    assert apply(text.replace("05-05", "05-06")) == Imported(recorded=1, newcomers=0, duplicates=0)
    assert apply(text.replace(",2026-05-05", ",")) == Imported(recorded=1, newcomers=0, duplicates=0)
    publish_attendance(usual)
    assert apply(text.replace(",2026-05-05", ",")) == Imported(recorded=0, newcomers=0, duplicates=1)
    Activity.objects.filter(began=None).delete()
    assert apply(text.replace(",2026-05-05", ",")) == Imported(recorded=0, newcomers=0, duplicates=1)


HEAD = "candidate,type,date,name,quantity,provider,parts,notes\n"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("AT00000042,attendence,2026-05-07,Day,,,,", "2:type: This program has no type of activity “attendence”."),
        ("AT00000042,x,2026-05-07,Day,,,,", "Write one of: course, "),
        ("AT00000042,attendance,07.05.2026,Day,,,,", "2:date: “07.05.2026” is no day we can be sure of."),
        ("AT00000042,attendance,2027-05-07,Day,,,,", "2:date: May 7, 2027 is in the future."),
        ("AT00000042,attendance,2026-05-07,,,,,", "2:name: Give the name of the activity, as the candidate knows it."),
        ("AT00000042,attendance,2026-05-07,Day,2,,,", "2:quantity: “Attendance” counts by use"),
        ("AT00000042,attendance,2026-05-07,Day,,,tax,", "2:parts: “Attendance” is of one category."),
        ("AT00000042,committee,2026-05-07,Day,,Exam board,,", "2:quantity: Say how many hours it was"),
        ("AT00000042,committee,2026-05-07,Day,two,Exam board,,", "2:quantity: That is not a number."),
        ("AT00000042,committee,2026-05-07,Day,NaN,Exam board,,", "2:quantity: That is not a number."),
        ("AT00000042,committee,2026-05-07,Day,1e99,Exam board,,", "2:quantity: That is not a number."),
        ("AT00000042,committee,2026-05-07,Day,0.7,Exam board,,", "2:quantity:"),
        ("AT00000042,committee,2026-05-07,Day,1,,,", "2:provider: Say who gave it."),
        ("new@example.org,attendance,2026-05-07,Day,,,,", "2:candidate: No candidate has the address new@example.org."),
        ("AT00000042,attendance,2026-05-07,Day,,,,=1+1", "2:notes: “=1+1” begins like a formula."),
    ],
)
def test_what_is_wrong_is_told_with_its_line(grace: Candidate, rules: None, line: str, problem: str) -> None:
    found = problems(f"{HEAD}{line}\n")
    assert len(found) == 1, found
    assert problem in found[0]
    assert isinstance(apply(f"{HEAD}{line}\n"), Refused)


def test_nobody_records_for_themselves_by_a_file(grace: Candidate, rules: None, cast: Cast) -> None:
    grace.user = cast.owner
    grace.save(update_fields=["user"])
    seen = preview(FILE, Actor(cast.owner))
    assert [(p.line, p.column) for p in seen.problems] == [(2, "candidate"), (3, "candidate"), (4, "candidate")]
    assert isinstance(apply(FILE, Actor(cast.owner)), Refused)
    assert apply(FILE, Actor(cast.senior)) == Imported(recorded=3, newcomers=0, duplicates=0)


def test_a_file_is_looked_at_again_when_what_it_counts_has_changed(grace: Candidate, rules: None) -> None:
    digest = preview(FILE).digest
    record_courses(grace, 5)
    refused = apply_import(SYSTEM, "atlassian", Kind.ACTIVITIES, FILE.encode(), digest)
    assert "has changed since the preview" in said(refused)


def test_the_preview_of_a_large_file_asks_no_more_questions_than_that_of_a_small_one(
    grace: Candidate, rules: None
) -> None:
    asked = []
    for many in (2, 300):
        lines = "".join(f"AT00000042,attendance,2026-05-07,Day {n}\n" for n in range(many))
        with CaptureQueriesContext(connection) as context:
            assert len(preview("candidate,type,date,name\n" + lines).lines) == many
        asked.append(len(context))
    assert asked[0] == asked[1]
