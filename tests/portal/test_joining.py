from pathlib import Path

import pytest

from recert.people.models import Candidate, StaffRole
from recert.portal.joining import welcome
from recert.records.models import PolicyVersion, Program
from tests.conftest import make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> None:
    text = (Path(__file__).parents[2] / "programs/atlassian/policy.toml").read_text()
    made = Program.objects.create(slug="atlassian", name="Atlassian Certification")
    PolicyVersion.objects.create(program=made, number=1, text=text, digest="0" * 64)


def test_a_newcomer_joins_the_default_program_with_a_number_of_its_kind(program: None) -> None:
    user = make_account("mia@example.org", "Mia")
    welcome(user)
    welcome(user)
    mine = Candidate.objects.get(user=user)
    assert mine.program == "atlassian" and mine.number.startswith("AT") and len(mine.number) == 10


def test_who_is_expected_elsewhere_joins_there_alone(program: None) -> None:
    Candidate.objects.create(program="other", number="O1", email="mia@example.org")
    user = make_account("mia@example.org", "Mia")
    welcome(user)
    assert [each.program for each in Candidate.objects.filter(user=user)] == ["other"]


def test_staff_do_not_become_candidates(program: None) -> None:
    user = make_account("otto@example.org", "Otto")
    StaffRole.objects.create(user=user, program="atlassian", role=StaffRole.Role.OWNER)
    welcome(user)
    assert not Candidate.objects.exists()


def test_without_a_program_nobody_joins_and_nothing_breaks() -> None:
    welcome(make_account("mia@example.org", "Mia"))
    assert not Candidate.objects.exists()
