"""Whom a missed year ends or suspends is told by mail: before its last day, and when it suspends; and what helps."""

from collections.abc import Callable
from datetime import date

import pytest

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.notices import telling
from recert.notices.models import Mail
from recert.people.models import Candidate
from recert.records.actions import publish_policy, record_credential, tell_years, withdraw_activity
from recert.records.actions.erasing import erase_person
from recert.records.actions.merging import merge_candidates
from recert.records.models import PolicyVersion, YearTold
from recert.records.nightly import tell_of_years
from tests.conftest import Cast
from tests.policy.test_missed import TEXT
from tests.portal.test_suspended_years import SUSPENDS
from tests.records.conftest import join, recorded
from tests.records.test_concurrency import at_once

Turn = Callable[[date], None]


def publish(years: str) -> None:
    assert isinstance(publish_policy(SYSTEM, TEXT + years, "policy.toml"), PolicyVersion)


@pytest.fixture
def mia(cast: Cast, today: Turn) -> Candidate:
    """Holds a certification since December 2024, and has paid nothing for 2025; that is due by January 15, 2026."""
    today(date(2025, 12, 1))
    publish(SUSPENDS)
    made = Candidate.objects.get(user=cast.candidate)
    record_credential(SYSTEM, made, "ACA-JSWE", date(2024, 12, 10))
    return made


def mails() -> list[Mail]:
    tell_of_years()
    telling.tell()
    return list(Mail.objects.order_by("pk"))


def test_who_has_not_paid_is_reminded_thirty_days_before_the_last_day_and_not_before(
    mia: Candidate, today: Turn
) -> None:
    today(date(2025, 12, 15))
    assert mails() == []
    today(date(2025, 12, 16))
    (mail,) = mails()
    assert mail.subject == "Until January 15, 2026: Annual fee"
    assert "“Annual fee”, for the year to December 31, 2025: 0 of 1 payment." in mail.body
    assert "1 more payment by January 15, 2026 keeps your Associate certifications active." in mail.body
    assert "Otherwise they are suspended after January 15, 2026: held, but not valid." in mail.body
    assert "After that it takes one of “Late fees” to make up for it." in mail.body
    assert "/atlassian/" in mail.body and "\n\n\n\n" not in mail.body


def test_who_has_paid_is_told_nothing(mia: Candidate, today: Turn) -> None:
    recorded(mia, "Fee of 2025", date(2025, 11, 1), type="local-event")
    for on in (date(2025, 12, 20), date(2026, 1, 16)):
        today(on)
        assert mails() == []


def test_who_is_suspended_is_told_once_why_and_what_makes_it_active_again(mia: Candidate, today: Turn) -> None:
    today(date(2026, 1, 15))
    assert [mail.subject for mail in mails()] == ["Until January 15, 2026: Annual fee"]
    for on in (date(2026, 1, 16), date(2026, 1, 17), date(2026, 6, 1)):
        today(on)
        (_reminder, mail) = mails()
    assert mail.subject == "Suspended: Associate"
    assert "Your Associate certifications are suspended after January 15, 2026: you still hold them" in mail.body
    assert "“Annual fee”, for the year to December 31, 2025: 0 of 1 payment." in mail.body
    assert "One of “Late fees” by January 15, 2027 makes them active again. After that day they end." in mail.body
    assert "\n\n\n\n" not in mail.body


def test_a_suspension_without_an_end_names_none(mia: Candidate, today: Turn) -> None:
    publish(SUSPENDS.replace("for_months = 12\n", ""))
    today(date(2026, 1, 16))
    (mail,) = mails()
    assert "One of “Late fees” makes them active again.\n" in mail.body


def test_another_year_that_suspends_is_told_again(mia: Candidate, today: Turn) -> None:
    publish(SUSPENDS.replace('"of the calendar"', '"of the cycle"').replace('on = "01-15"', "days = 30"))
    today(date(2026, 1, 20))
    recorded(mia, "Late fee for the first year", date(2026, 1, 18), type="presenting")
    assert mails() == []
    for on in (date(2026, 12, 20), date(2027, 1, 20)):
        today(on)
        found = [mail.subject for mail in mails()]
    assert found == ["Until January 9, 2027: Annual fee", "Suspended: Associate"]


def test_a_payment_that_is_withdrawn_is_told_as_one_that_never_came(mia: Candidate, today: Turn) -> None:
    paid = recorded(mia, "Fee of 2025", date(2025, 11, 1), type="local-event")
    today(date(2026, 2, 1))
    assert mails() == []
    withdraw_activity(SYSTEM, paid.activity)
    assert [mail.subject for mail in mails()] == ["Suspended: Associate"]


ENDS = (
    SUSPENDS.replace('then = "suspends"', 'then = "ends"')
    .replace('counter = "late-fee"\n', "")
    .replace("for_months = 12\n", "")
)


def test_whose_certifications_a_year_would_end_is_reminded_once_before_that(mia: Candidate, today: Turn) -> None:
    publish(ENDS)
    today(date(2025, 12, 15))
    assert mails() == []
    for on in (date(2025, 12, 16), date(2026, 1, 15), date(2026, 1, 16)):
        today(on)
        (mail,) = mails()
    assert mail.subject == "Until January 15, 2026: Annual fee"
    assert "“Annual fee”, for the year to December 31, 2025: 0 of 1 payment." in mail.body
    assert "1 more payment by January 15, 2026 keeps your Associate certifications." in mail.body
    assert "Otherwise they end on January 15, 2026, and nothing that is done later makes up for it." in mail.body
    assert "suspended" not in mail.body and "\n\n\n\n" not in mail.body


def test_who_has_paid_what_would_end_it_is_told_nothing(mia: Candidate, today: Turn) -> None:
    publish(ENDS)
    recorded(mia, "Fee of 2025", date(2025, 11, 1), type="local-event")
    today(date(2025, 12, 20))
    assert mails() == []


def test_years_that_are_made_up_for_tell_nothing(mia: Candidate, today: Turn) -> None:
    publish(SUSPENDS.replace('then = "suspends"', 'then = "made up"').replace("for_months = 12\n", ""))
    today(date(2026, 1, 10))
    assert mails() == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_of_a_year_once(mia: Candidate, today: Turn) -> None:
    today(date(2026, 1, 16))
    results = at_once(*[lambda: tell_years("atlassian")] * 3)
    assert sorted(results, key=str) == [0, 0, 1]
    assert Event.objects.filter(verb="year.suspended").count() == 1


def test_whoever_is_merged_is_not_told_again(mia: Candidate, today: Turn) -> None:
    old = join("old@example.org")
    record_credential(SYSTEM, old, "ACA-JSWE", date(2024, 12, 10))
    today(date(2026, 1, 16))
    assert len(mails()) == 2
    merge_candidates(SYSTEM, mia, old)
    assert len([mail for mail in mails() if mail.subject.startswith("Suspended")]) == 2
    assert YearTold.objects.filter(candidate=mia).count() == 1


def test_what_was_told_goes_with_a_person_who_is_erased(mia: Candidate, today: Turn) -> None:
    other = join("other@example.org")
    record_credential(SYSTEM, other, "ACA-JSWE", date(2024, 12, 10))
    today(date(2026, 1, 16))
    assert tell_years("atlassian") == 2
    erase_person(SYSTEM, other, "Asked for it.")
    assert [told.candidate for told in YearTold.objects.all()] == [mia]
