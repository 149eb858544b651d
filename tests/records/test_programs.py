"""A program's rules: published, retired, moved, and read by every process at the price of one short query."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.policy.model import Policy
from recert.policy.problem import Problems
from recert.records import programs
from recert.records.actions import (
    Refused,
    publish_policy,
    record_credential,
    record_exam,
    retire_certification,
    run_move,
)
from recert.records.actions.credentials import correct_credential, correct_exam
from recert.records.models import Credential, ExamResult, MoveRun, PolicyVersion, Program, Retirement
from recert.records.moves import affected
from recert.records.progress import progress
from tests.records.conftest import POLICY, join

TEXT = POLICY.read_text()
FIRST, SECOND = "2024-to-september", "2025-one-year-later"


@pytest.fixture
def published(db: None, today: Any) -> PolicyVersion:
    """The reference program, no mass move run."""
    version = publish_policy(SYSTEM, TEXT)
    assert isinstance(version, PolicyVersion)
    return version


def sentence(outcome: Any) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.problems[0].sentence


def expiry(candidate: Candidate) -> date:
    return progress(candidate).assessment.groups[0].holdings[0].expires


def test_a_policy_is_published_once(published: PolicyVersion) -> None:
    assert publish_policy(SYSTEM, TEXT) == published
    assert (published.number, Program.objects.get().name) == (1, "Atlassian Certification")
    again = publish_policy(SYSTEM, TEXT + "\n# a remark\n")
    assert isinstance(again, PolicyVersion) and again.number == 2
    back = publish_policy(SYSTEM, TEXT)
    assert isinstance(back, PolicyVersion) and back.number == 3
    assert [e.data["number"] for e in Event.objects.filter(verb="policy.published").order_by("pk")] == [1, 2, 3]


def test_a_policy_with_a_mistake_is_not_published(db: None) -> None:
    outcome = publish_policy(SYSTEM, TEXT.replace("months = 24", 'months = "two years"'), "mine.toml")
    assert isinstance(outcome, Problems)
    assert outcome.problems[0].file == "mine.toml"
    assert not Program.objects.exists()


def test_the_rules_in_force_cost_one_query(published: PolicyVersion, django_assert_num_queries: Any) -> None:
    programs.current("atlassian")
    with django_assert_num_queries(1):
        assert isinstance(programs.current("atlassian"), Policy)


def test_a_program_without_a_policy_is_told_apart(db: None) -> None:
    with pytest.raises(programs.NoPolicyError):
        programs.current("atlassian")


def test_rules_that_were_rolled_back_are_in_force_nowhere(published: PolicyVersion) -> None:
    from django.db import transaction

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        retire_certification(SYSTEM, "atlassian", "ACA-ACF", date(2026, 5, 1), "Replaced")
        assert programs.current("atlassian").certification("ACA-ACF").retired
        raise ZeroDivisionError
    assert programs.current("atlassian").certification("ACA-ACF").retired is None
    retire_certification(SYSTEM, "atlassian", "ACA-CONFE", date(2026, 5, 1), "Replaced")
    assert programs.current("atlassian").certification("ACA-ACF").retired is None
    assert programs.current("atlassian").certification("ACA-CONFE").retired == date(2026, 5, 1)


def test_staff_retire_a_certification(published: PolicyVersion) -> None:
    before = Program.objects.get()
    found = retire_certification(SYSTEM, "atlassian", "ACA-ACF", date(2026, 5, 1), "Replaced")
    assert isinstance(found, Retirement)
    assert Program.objects.get().version == before.version + 1
    assert Program.objects.get().rules != before.rules
    assert retire_certification(SYSTEM, "atlassian", "ACA-ACF", date(2026, 5, 1), "Replaced") == found
    assert Event.objects.filter(verb="certification.retired").count() == 1


@pytest.mark.parametrize(
    ("code", "reason", "words"),
    [
        ("NONE", "Replaced", "no certification with that code"),
        ("ACA-ACF", " ", "Say why"),
        ("ACP-JA", "Replaced", "is retired already, as of February 1, 2024"),
    ],
)
def test_a_retirement_that_makes_no_sense_is_refused(
    published: PolicyVersion, code: str, reason: str, words: str
) -> None:
    assert words in sentence(retire_certification(SYSTEM, "atlassian", code, date(2026, 5, 1), reason))


def test_the_mass_moves_chain(published: PolicyVersion) -> None:
    candidate = join()
    record_credential(SYSTEM, candidate, "ACP-JCA", date(2022, 3, 15))
    assert expiry(candidate) == date(2024, 3, 15)
    (move,) = affected("atlassian", FIRST)
    assert (move.candidate, move.certification, move.old, move.new) == (
        candidate.pk,
        "ACP-JCA",
        date(2024, 3, 15),
        date(2024, 9, 30),
    )
    assert "comes before this one" in sentence(run_move(SYSTEM, "atlassian", SECOND))
    done = run_move(SYSTEM, "atlassian", FIRST)
    assert isinstance(done, MoveRun) and done.affected == 1
    assert expiry(candidate) == date(2024, 9, 30)
    assert affected("atlassian", FIRST) == []
    run_move(SYSTEM, "atlassian", SECOND)
    assert expiry(candidate) == date(2025, 9, 30)


def test_a_move_is_run_once(published: PolicyVersion) -> None:
    assert run_move(SYSTEM, "atlassian", FIRST) == run_move(SYSTEM, "atlassian", FIRST)
    assert Event.objects.filter(verb="move.run").count() == 1
    assert "no such mass move" in sentence(run_move(SYSTEM, "atlassian", "never"))


def test_a_move_is_not_run_before_its_day(published: PolicyVersion, today: Any) -> None:
    today(date(2024, 1, 31))
    assert "takes effect on February 1, 2024" in sentence(run_move(SYSTEM, "atlassian", FIRST))


def test_looking_at_who_is_affected_costs_the_same_for_many(
    published: PolicyVersion, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        record_credential(SYSTEM, join(f"AT{n:08d}", f"c{n}@example.org"), "ACP-JCA", date(2022, 3, 15))
    with django_assert_max_num_queries(14):
        assert len(affected("atlassian", FIRST)) == 30


def test_an_award_is_recorded_once(published: PolicyVersion) -> None:
    candidate = join()
    first, again = (record_credential(SYSTEM, candidate, "ACA-ACF", date(2025, 1, 1)) for _ in range(2))
    assert isinstance(first, Credential) and first == again
    assert Event.objects.filter(verb="credential.recorded").count() == 1
    other = record_credential(SYSTEM, candidate, "ACA-ACF", date(2025, 1, 1), date(2027, 6, 1))
    assert "on record with another expiry date" in sentence(other)


@pytest.mark.parametrize(
    ("code", "awarded", "expires", "words"),
    [
        ("NONE", date(2025, 1, 1), None, "no certification “NONE”"),
        ("ACA-ACF", date(2026, 6, 16), None, "is in the future"),
        ("ACA-ACF", date(1925, 1, 1), None, "Check the year"),
        ("ACA-ACF", date(2025, 1, 1), date(2025, 1, 1), "not after the award"),
        ("ACP-JA", date(2024, 2, 1), None, "was retired as of February 1, 2024"),
    ],
)
def test_an_award_that_makes_no_sense_is_refused(
    published: PolicyVersion, code: str, awarded: date, expires: date | None, words: str
) -> None:
    assert words in sentence(record_credential(SYSTEM, join(), code, awarded, expires))


def test_staff_correct_an_award(published: PolicyVersion) -> None:
    candidate = join()
    credential = record_credential(SYSTEM, candidate, "ACA-ACF", date(2025, 1, 1))
    record_credential(SYSTEM, candidate, "ACA-ACF", date(2020, 1, 1))
    assert isinstance(credential, Credential)
    assert "Say why" in sentence(correct_credential(SYSTEM, credential, date(2025, 1, 2), None, ""))
    assert "Another award" in sentence(correct_credential(SYSTEM, credential, date(2020, 1, 1), None, "Typo"))
    assert isinstance(correct_credential(SYSTEM, credential, date(2025, 1, 2), None, "Typo"), Credential)
    event = Event.objects.get(verb="credential.corrected")
    assert (event.data["before"]["awarded"], event.data["after"]["awarded"]) == ("2025-01-01", "2025-01-02")


def test_staff_correct_an_exam(published: PolicyVersion) -> None:
    candidate = join()
    exam = record_exam(SYSTEM, candidate, "ACA-ACF", date(2025, 1, 1), passed=False)
    assert record_exam(SYSTEM, candidate, "ACA-ACF", date(2025, 1, 1), passed=False) == exam
    assert "other result" in sentence(record_exam(SYSTEM, candidate, "ACA-ACF", date(2025, 1, 1), passed=True))
    assert isinstance(exam, ExamResult)
    assert not progress(candidate).assessment.groups
    assert isinstance(correct_exam(SYSTEM, exam, date(2025, 1, 1), "Misread", passed=True), ExamResult)
    assert expiry(candidate) == date(2027, 1, 1)


def test_a_statements_rules_can_be_made_again(published: PolicyVersion) -> None:
    rules = programs.rules_of("atlassian")
    assert programs.made_of(rules).policy == programs.current("atlassian")
    assert replace(rules, moves=frozenset({FIRST})).digest != rules.digest
