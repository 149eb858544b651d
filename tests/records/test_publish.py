"""An operator puts a program in force and appoints its owner, from the command line."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from recert.people.models import StaffRole, User
from recert.records.models import PolicyVersion

PROGRAM = Path(__file__).parents[2] / "programs" / "atlassian"

pytestmark = pytest.mark.django_db


def run(*words: Any) -> str:
    out = StringIO()
    call_command(*map(str, words), stdout=out)
    return out.getvalue()


def test_an_operator_publishes_a_program_once() -> None:
    assert run("publish", PROGRAM) == "Version 1 of atlassian is in force (0 candidates settled).\n"
    assert run("publish", PROGRAM / "policy.toml") == "Version 1 of atlassian is in force (0 candidates settled).\n"
    assert PolicyVersion.objects.count() == 1
    assert PolicyVersion.objects.get().cases.startswith("# 1-units.toml\n")


def test_an_operator_says_why(tmp_path: Path) -> None:
    run("publish", PROGRAM, "--reason", "The program begins")
    assert PolicyVersion.objects.get().reason == "The program begins"


def test_a_policy_with_problems_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text((PROGRAM / "policy.toml").read_text().replace("months = 24", "months = 0"))
    with pytest.raises(CommandError, match=r"policy.toml:\d+: `months` is 0"):
        run("publish", tmp_path)
    with pytest.raises(CommandError, match="can't be read"):
        run("publish", tmp_path / "nothing")
    assert PolicyVersion.objects.count() == 0


def test_an_operator_appoints_an_owner() -> None:
    User.objects.create_user("otto@example.org", "a calm and quiet harbor")
    for _ in range(2):
        assert run("appoint", "Otto@example.org", "owner") == "otto@example.org is owner of atlassian.\n"
    assert StaffRole.objects.count() == 1


def test_nobody_is_appointed_by_a_wrong_address() -> None:
    with pytest.raises(CommandError, match="Ask them to sign up first"):
        run("appoint", "nobody@example.org", "owner")
