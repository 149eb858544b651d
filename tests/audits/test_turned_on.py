"""A program that has people already begins to audit: nobody is audited by rules that were not there yet."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from recert.audits import nightly
from recert.audits.models import Audit
from recert.people.models import Candidate
from recert.records.models import Activity, PolicyVersion
from tests.audits.conftest import publish_rules, without_audits
from tests.conftest import Cast
from tests.desk.conftest import DESK, auditor, text
from tests.records.conftest import file, recorded

__all__ = ["auditor"]

START = datetime(2026, 6, 1, 9, tzinfo=UTC)


def after(days: float) -> datetime:
    return START + timedelta(days=days)


def in_force_from(days: float) -> None:
    """As if the newest version had been published then."""
    PolicyVersion.objects.filter(pk=PolicyVersion.objects.order_by("-number")[0].pk).update(published_at=after(days))


@pytest.fixture
def entered(ada: Candidate, program: str) -> Callable[[str, float], Activity]:
    """Records an activity as if on that day of a program that does not audit yet."""
    without_audits()
    PolicyVersion.objects.update(published_at=START)

    def record(name: str, days: float) -> Activity:
        made = recorded(ada, name, date(2026, 3, 2), files=(file(shade=len(name)),)).activity
        Activity.objects.filter(pk=made.pk).update(recorded_at=after(days))
        return made

    return record


def examined() -> set[str]:
    nightly.examine_all()
    return set(Audit.objects.values_list("activity__name", flat=True))


def test_what_was_recorded_before_audits_began_is_not_examined(
    entered: Callable[[str, float], Activity], cast: Cast, auditor: Client
) -> None:
    old = entered("Before", 1)
    publish_rules(percent="100")
    in_force_from(2)
    entered("That moment", 2)
    entered("Afterwards", 3)
    assert examined() == {"That moment", "Afterwards"}
    candidate = Client()
    candidate.force_login(cast.candidate)
    assert "An auditor will look at this" not in text(candidate.get(f"/atlassian/activities/{old.pk}/"))
    assert "Before" not in text(auditor.get(f"{DESK}/audits/?shelf=accepted"))


def test_rules_of_audits_that_change_later_examine_nothing_more(entered: Callable[[str, float], Activity]) -> None:
    entered("Before", 1)
    publish_rules(percent="0")
    in_force_from(2)
    entered("Afterwards", 3)
    assert examined() == {"Afterwards"}
    version = Audit.objects.get().version
    publish_rules(percent="100")
    in_force_from(4)
    entered("Under the changed rules", 3.5)  # between the two, and nobody examined it until now
    assert examined() == {"Afterwards", "Under the changed rules"}
    assert Audit.objects.get(activity__name="Afterwards").version == version


def test_what_was_recorded_while_audits_were_off_stays_unexamined_when_they_are_on_again(
    entered: Callable[[str, float], Activity],
) -> None:
    publish_rules(percent="0")
    in_force_from(2)
    without_audits()
    in_force_from(4)
    entered("While they were off", 5)
    publish_rules(percent="100")
    in_force_from(6)
    entered("On again", 7)
    assert examined() == {"On again"}
