"""Becoming a candidate: once, with a number that stays."""

import re
import threading
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from recert.journal.models import Event
from recert.people import actions
from recert.people.actions import appoint, claim, follow_address, join
from recert.people.models import Candidate, StaffRole, User
from tests.conftest import make_account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mia() -> User:
    user: User = make_account("mia@example.org", "Mia Lindqvist")
    return user


def together(*, times: int, do: Callable[[int], object]) -> list[object]:
    """Does it in several threads at the same moment."""
    start, results = threading.Barrier(times), list[object]()

    def one(number: int) -> None:
        start.wait()
        try:
            results.append(do(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[number]) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def expect(email: str, number: str = "AT00000077") -> Candidate:
    return Candidate.objects.create(program="atlassian", number=number, email=email, name="As recorded")


def test_a_newcomer_gets_a_number_for_good(mia: User) -> None:
    mine = join(mia, "atlassian", prefix="AT", digits=8)
    assert re.fullmatch(r"AT\d{8}", mine.number)
    assert join(mia, "atlassian", prefix="AT", digits=8) == mine
    event = Event.objects.get(verb="candidate.joined")
    assert event.candidate == mine.pk and event.data["number"] == mine.number


def test_who_was_recorded_by_staff_is_recognized_whatever_the_capitals(mia: User) -> None:
    recorded = expect("MIA@Example.org")
    assert claim(mia, "atlassian") == recorded
    assert join(mia, "atlassian", prefix="AT", digits=8) == recorded
    recorded.refresh_from_db()
    assert recorded.user == mia and recorded.name == "As recorded" and recorded.version == 1
    assert Event.objects.filter(verb="candidate.joined").count() == 1


def test_an_address_that_is_not_proven_claims_nothing(mia: User) -> None:
    expect("boss@example.org")
    EmailAddress.objects.create(user=mia, email="boss@example.org", verified=False)
    assert claim(mia, "atlassian") is None
    EmailAddress.objects.filter(email="boss@example.org").update(verified=True)
    assert claim(mia, "atlassian") is not None


def test_signing_up_in_two_tabs_gives_one_number(mia: User) -> None:
    found = together(times=4, do=lambda _number: join(mia, "atlassian", prefix="AT", digits=8))
    assert len(found) == 4 and len(set(found)) == 1
    assert Event.objects.filter(verb="candidate.joined").count() == 1


def test_claiming_in_two_tabs_claims_once(mia: User) -> None:
    recorded = expect("mia@example.org")
    assert set(together(times=4, do=lambda _number: claim(mia, "atlassian"))) == {recorded}
    assert Event.objects.filter(verb="candidate.joined").count() == 1


def test_two_people_at_the_same_moment_never_share_a_number() -> None:
    people = [make_account(f"mia{number}@example.org", "Mia") for number in range(6)]
    found = together(times=6, do=lambda number: join(people[number], "atlassian", prefix="X", digits=1))
    assert len(found) == 6
    assert Candidate.objects.values("number").distinct().count() == 6


def test_numbers_that_ran_out_are_a_sentence(mia: User) -> None:
    for digit in range(10):
        expect(f"{digit}@example.org", number=f"X{digit}")
    with pytest.raises(RuntimeError, match="needs more digits"):
        join(mia, "atlassian", prefix="X", digits=1)


def test_a_candidate_is_written_to_where_they_sign_in_from(mia: User) -> None:
    mine = join(mia, "atlassian", prefix="AT", digits=8)
    User.objects.filter(pk=mia.pk).update(email="mia@home.example.org")
    mia.refresh_from_db()
    follow_address(mia)
    follow_address(mia)
    mine.refresh_from_db()
    assert mine.email == "mia@home.example.org"
    assert Event.objects.filter(verb="candidate.readdressed").count() == 1


def test_an_address_that_passed_on_to_a_colleague_keeps_nobody_out(mia: User) -> None:
    join(mia, "atlassian", prefix="AT", digits=8)
    User.objects.filter(pk=mia.pk).update(email="mia@home.example.org")
    EmailAddress.objects.filter(user=mia).update(email="mia@home.example.org")
    heir = make_account("mia@example.org", "Another Mia")
    assert join(heir, "atlassian", prefix="AT", digits=8).email == "mia@example.org"


def test_staff_are_appointed_once(mia: User) -> None:
    for _again in range(2):
        appoint(mia, "atlassian", StaffRole.Role.AUDITOR)
    assert StaffRole.objects.filter(user=mia).count() == 1
    assert Event.objects.filter(verb="staff.appointed").count() == 1


def test_twenty_tries_are_enough() -> None:
    assert 0.1**actions.TRIES < 1e-15
