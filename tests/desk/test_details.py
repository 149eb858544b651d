"""Staff see all that was said of an activity, not what it is called alone."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.policy.history import Part
from recert.records.actions import publish_policy, record_credential
from recert.records.models import PolicyVersion
from tests.conftest import Cast
from tests.desk.conftest import DESK, text
from tests.portal.test_serving import POLICY as SPLIT
from tests.records.conftest import POLICY, recorded

pytestmark = pytest.mark.django_db


def test_how_much_it_was_and_what_it_serves_stand_below_its_name(auditor: Client, cast: Cast, today: Any) -> None:
    assert isinstance(publish_policy(SYSTEM, SPLIT, "policy.toml"), PolicyVersion)
    candidate = Candidate.objects.get(user=cast.candidate)
    record_credential(SYSTEM, candidate, "ACA-JSWE", date(2025, 4, 3))
    parts = (Part("tax", Decimal("1.5")), Part("accounting", Decimal(1)))
    recorded(candidate, "Closing the year", date(2026, 6, 1), quantity=Decimal("2.5"), parts=parts, serves=("aca",))
    found = text(auditor.get(f"{DESK}/candidates/{candidate.number}/"))
    assert "Coursework · 2.5 hours · 1.5 Tax, 1 Accounting · for Associate" in found


def test_a_level_whose_cycles_are_longer_is_named_with_the_length(auditor: Client, cast: Cast, today: Any) -> None:
    rules = POLICY.read_text()
    longer = f'{rules}\n[group.acp.cycle]\nmonths = 36\nsource = "for professionals"\n'
    for written in (rules, longer):
        assert isinstance(publish_policy(SYSTEM, written, "policy.toml"), PolicyVersion)
        found = text(auditor.get(f"{DESK}/policy/"))
        assert "24 months" in found
        assert ("Professional: a cycle has 36 months." in found) == (written is longer)
