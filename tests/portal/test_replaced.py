"""Somebody earned the senior certification, and reads on every page what became of the other one."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records.actions import record_credential
from tests.browser import check_page
from tests.conftest import Cast
from tests.portal.conftest import enter
from tests.portal.once import page
from tests.portal.test_other_programs import PROGRAMS, joined
from tests.records.conftest import file, recorded

__all__ = ["page"]

RULE = """
[[replacement]]
key = "senior"
title = "The senior certification takes the place of the other one"
of = ["SHRM-SCP"]
replaces = ["SHRM-CP"]
from = 2015-01-01
source = "decided"
"""
OVER = "It was over on March 9, 2026, as SHRM-SCP took the place of what was held."


@pytest.fixture
def promoted(cast: Cast, today: Any) -> Candidate:
    """Held one certification for a year, with a conference, and the senior one since, with a seminar."""
    text = (PROGRAMS / "shrm" / "policy.toml").read_text() + RULE
    made = joined(cast, "shrm", "SHRM-CP", date(2025, 3, 3), text)
    recorded(made, "Conference", date(2025, 6, 9), type="learning", quantity=Decimal(12), files=(file(shade=1),))
    record_credential(SYSTEM, made, "SHRM-SCP", date(2026, 3, 9))
    recorded(made, "Seminar", date(2026, 4, 9), type="learning", quantity=Decimal(8), files=(file(shade=2),))
    return made


@pytest.mark.django_db(transaction=True)
def test_who_earned_the_senior_one_reads_that_it_took_the_other_one_s_place(
    page: Page, cast: Cast, promoted: Candidate
) -> None:
    enter(page, cast.candidate)
    page.goto("/shrm/")
    other = page.get_by_role("region", name="SHRM Certified Professional")
    expect(other).to_contain_text("Replaced: held until March 9, 2026")
    expect(other).to_contain_text(OVER)
    expect(other).not_to_contain_text("retired")
    check_page(page)
    page.goto("/shrm/history/")
    chapter = page.get_by_role("region", name=re.compile("Mar 3, 2025"))
    expect(chapter).to_contain_text("Replaced")
    expect(chapter).to_contain_text(OVER)
    expect(chapter).not_to_contain_text("Not renewed")
    check_page(page)


@pytest.mark.django_db
def test_the_desk_reads_it_in_the_file_and_among_the_rules(client: Client, cast: Cast, promoted: Candidate) -> None:
    client.force_login(cast.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = client.get(f"/desk/shrm/candidates/{promoted.number}/").content.decode()
    assert OVER in shown
    assert "Replaced, held until March 9, 2026" in shown
    rules = client.get("/desk/shrm/policy/").content.decode()
    assert "earning SHRM-SCP ends SHRM-CP with that day" in rules
