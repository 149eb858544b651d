"""Staff read what was done, and the rules it was done under."""

from pathlib import Path

import pytest
from django.test import Client

from recert.journal.change import SYSTEM
from recert.journal.models import Event, Head
from recert.people.models import Candidate, StaffRole
from recert.records.actions import publish_policy, record_credential
from recert.records.models import PolicyVersion
from tests.conftest import Cast
from tests.desk.conftest import DESK, text
from tests.records.conftest import TODAY, join, record_courses


def test_the_journal_tells_the_latest_first_with_number_and_hash(auditor: Client, grace: Candidate) -> None:
    record_courses(grace, 5)
    page = text(auditor.get(f"{DESK}/journal/"))
    assert page.index("Associate renewed until December 10, 2028.") < page.index("Recorded: Course 5, March 5, 2026.")
    assert "Grace Ibarra" in page and "the system" in page
    last = Event.objects.latest("number")
    assert f"No. {last.number} " in page and last.hash[:12] in page
    assert f"has {Head.objects.get(program='atlassian').number} entries" in page


def test_the_journal_is_filtered_by_kind_and_candidate(auditor: Client, grace: Candidate) -> None:
    record_courses(grace, 1)
    only = text(auditor.get(f"{DESK}/journal/", {"verb": "credential.recorded"}))
    assert "ACA-ACF awarded on December 10, 2024." in only and "Course 1" not in only
    assert "Course 1" in text(auditor.get(f"{DESK}/journal/", {"candidate": "grace@example.org"}))
    assert "No candidate has “nobody”" in text(auditor.get(f"{DESK}/journal/", {"candidate": "nobody"}))
    assert "Nothing of this kind was done." in text(auditor.get(f"{DESK}/journal/", {"verb": "staff.appointed"}))


def test_older_entries_follow_page_by_page(auditor: Client, grace: Candidate) -> None:
    for n in range(60):
        join(f"AT9{n:07}", f"c{n}@example.org")
        record_credential(SYSTEM, Candidate.objects.latest("pk"), "ACA-ACF", TODAY)
    first = auditor.get(f"{DESK}/journal/")
    total = Head.objects.get(program="atlassian").number
    assert f"before={total - 49}" in first.content.decode() and "Newest" not in text(first)
    older = text(auditor.get(f"{DESK}/journal/", {"before": "3"}))
    assert "No. 2 " in older and "No. 1 " in older and "No. 3 " not in older and "Newest" in older
    assert auditor.get(f"{DESK}/journal/", {"before": "x"}).status_code == 200


def test_events_whose_data_were_erased_are_still_told(auditor: Client, grace: Candidate) -> None:
    Event.objects.filter(verb="credential.recorded").update(data={})
    assert "… awarded on …." in text(auditor.get(f"{DESK}/journal/"))


def test_the_rules_in_force_are_readable_with_their_sources(auditor: Client, grace: Candidate) -> None:
    page = text(auditor.get(f"{DESK}/policy/"))
    for words in (
        "24 months",
        "100 CE units",
        "4 uses",
        "Announcement of 2024 (R5): 1 use per cycle",
        "Version 1 In force",
    ):
        assert words in page, words
    assert PolicyVersion.objects.get().digest[:12] in page


def test_a_published_text_is_shown_as_it_is(auditor: Client, grace: Candidate) -> None:
    assert 'program = "atlassian"' in text(auditor.get(f"{DESK}/policy/1/"))
    assert auditor.get(f"{DESK}/policy/2/").status_code == 404


def test_the_rules_of_a_program_with_hours_are_read_in_full(db: None, client: Client, cast: Cast) -> None:
    rules = (Path(__file__).parents[2] / "programs" / "pmi" / "policy.toml").read_text()
    assert isinstance(publish_policy(SYSTEM, rules), PolicyVersion)
    StaffRole.objects.create(program="pmi", user=cast.owner, role=StaffRole.Role.OWNER)
    client.force_login(cast.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = text(client.get("/desk/pmi/policy/"))
    for words in (
        "On the day before that day of the month on which it began",
        "Up to 20 are carried into the next cycle; only what was earned in the last 12 months",
        "8 PDUs of Power Skills",
        "1 for 1 hour since",
        "25 PDUs in a cycle",
        "Giving back: working as a practitioner",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (
            "isa-arborist",
            (
                "Tree Risk Assessment Qualification: a cycle has 60 months. 1: five years from the date it is earned",
                "Tree Risk Assessment Qualification: a cycle ends on the same day of the month as it began.",
            ),
        ),
        (
            "cdr",
            ("Dietetic technician, registered: up to 10 CPEUs are carried into the next cycle, from June 1, 2011 on.",),
        ),
    ],
)
def test_what_a_level_has_of_its_own_is_read_with_its_source(
    program: str, told: tuple[str, ...], db: None, client: Client, cast: Cast
) -> None:
    rules = (Path(__file__).parents[2] / "programs" / program / "policy.toml").read_text()
    assert isinstance(publish_policy(SYSTEM, rules), PolicyVersion)
    StaffRole.objects.create(program=program, user=cast.owner, role=StaffRole.Role.OWNER)
    client.force_login(cast.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = text(client.get(f"/desk/{program}/policy/"))
    assert all(words in shown for words in told)


@pytest.mark.parametrize(
    ("most", "told"),
    [
        (
            """
            { from = 2015-01-01, units = 6, source = "six" },
            { from = 2015-01-01, units = 20, when = { cycle_to = 1 }, source = "twenty" },
            { from = 2015-01-01, units = 0, when = { awarded_before = 2012-01-01 }, source = "six" }""",
            "Up to 6 are carried into the next cycle; nothing (awarded before January 1, 2012); up to 20 (in the first "
            "cycle); only what was earned in the last 12 months; six; twenty",
        ),
        (
            """
            { from = 2015-01-01, units = 6, source = "six" },
            { ending_from = 2027-01-01, units = 20, source = "twenty" }""",
            "Carried into the next cycle: up to 20 (in cycles that end on January 1, 2027 or later); up to 6 (in "
            "cycles that end before January 1, 2027); only what was earned in the last 12 months; twenty; six",
        ),
        (
            """{ from = 2015-01-01, units = 20, when = { cycle_to = 1 }, source = "twenty" }""",
            "Carried into the next cycle: up to 20 (in the first cycle); otherwise nothing; only what was earned",
        ),
    ],
)
def test_for_whom_another_amount_is_carried_is_named(
    most: str, told: str, db: None, client: Client, cast: Cast
) -> None:
    rules = (Path(__file__).parents[2] / "programs" / "pmi" / "policy.toml").read_text()
    at = rules.index("most = [", rules.index("[carry]"))
    rules = f"{rules[:at]}most = [{most}]{rules[rules.index(chr(10), rules.index(']', at)) :]}"
    assert isinstance(publish_policy(SYSTEM, rules), PolicyVersion)
    StaffRole.objects.create(program="pmi", user=cast.owner, role=StaffRole.Role.OWNER)
    client.force_login(cast.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert told in text(client.get("/desk/pmi/policy/"))
