"""What is recorded is examined: its sheet, the draw, and whether anybody looks at it."""

from collections.abc import Callable
from datetime import date

import pytest

from recert.audits import nightly, sampling
from recert.audits.actions import examine
from recert.audits.models import Audit, Decision, Draw, Finding
from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.people.actions import follow_address
from recert.people.models import Candidate
from recert.records import clock
from recert.records.actions import correct_activity, publish_policy, withdraw_activity
from recert.records.models import Activity, PolicyVersion
from recert.records.progress import progress
from tests.audits.conftest import audited, do, entry, publish_rules, without_audits
from tests.conftest import Cast
from tests.records.conftest import POLICY, draft, join, recorded

State, Chosen = Audit.State, Audit.Chosen


def found(name: str) -> bool | None:
    return Finding.objects.get(check_name=name).found


def test_an_entry_counts_before_anybody_looked_at_it(ada: Candidate, everything_drawn: None) -> None:
    audit = entry(ada)
    assert (audit.state, audit.chosen) == (State.OPEN, Chosen.SAMPLE)
    assert progress(ada).history.activities[0].status.name == "SUBMITTED"


def test_what_is_neither_drawn_nor_risky_is_accepted_with_its_sheet(ada: Candidate, nothing_drawn: None) -> None:
    audit = entry(ada)
    assert (audit.state, audit.chosen, audit.risk) == (State.ACCEPTED, Chosen.NOT, 0)
    assert not Finding.objects.filter(audit=audit, found=True).exists()
    assert Finding.objects.filter(audit=audit).count() == 13
    assert Decision.objects.get().by is None
    assert Event.objects.get(verb="activity.passed").subject == f"activity:{audit.activity_id}"


def test_the_file_of_another_candidate_is_found(ada: Candidate, nothing_drawn: None) -> None:
    other = join()
    first = entry(other, shade=5)
    second = entry(ada, "Something else", shade=5)
    assert first.state == State.ACCEPTED
    assert (second.state, second.chosen) == (State.OPEN, Chosen.RISK)
    sheet = Finding.objects.get(audit=second, check_name="same_file")
    assert sheet.evidence == {"activities": [str(first.activity_id)]}


def test_many_entries_of_one_day_are_looked_at(ada: Candidate, nothing_drawn: None) -> None:
    made = [entry(ada, f"Course {n}", shade=n) for n in range(5)]
    assert [audit.state for audit in made] == [State.ACCEPTED] * 4 + [State.OPEN]
    assert Finding.objects.get(audit=made[4], check_name="many").evidence == {"count": 5}


def test_what_is_recorded_a_year_later_is_looked_at(ada: Candidate, nothing_drawn: None) -> None:
    audit = entry(ada, day=date(2025, 6, 1))
    assert audit.state == State.OPEN
    assert found("late") is True


def test_a_new_account_of_a_known_name_is_looked_at(ada: Candidate, nothing_drawn: None) -> None:
    assert entry(ada).state == State.ACCEPTED
    twin = join("AT00000099", "other@example.org")
    Candidate.objects.filter(pk=twin.pk).update(name=ada.name, created_at=clock.now())
    twin.refresh_from_db()
    audit = entry(twin, "Another course", shade=3)
    assert audit.state == State.OPEN
    assert Finding.objects.get(audit=audit, check_name="twin").evidence == {"numbers": [ada.number]}


def test_an_address_that_changed_shortly_before_is_looked_at(ada: Candidate, nothing_drawn: None, cast: Cast) -> None:
    before = entry(ada)
    assert Finding.objects.get(audit=before, check_name="fresh_address").found is False
    cast.candidate.email = "somebody@example.net"
    cast.candidate.save()
    follow_address(cast.candidate)
    Event.objects.filter(verb="candidate.readdressed").update(at=clock.now())  # the journal's clock is not the tests'
    audit = entry(ada, "Another course", shade=3)
    assert audit.state == State.OPEN
    finding = Finding.objects.get(audit=audit, check_name="fresh_address")
    assert finding.found and finding.evidence["on"]


def test_whatever_the_checks_find_it_counts_until_a_person_rejects_it(ada: Candidate, nothing_drawn: None) -> None:
    entry(join(), shade=5)
    audit = entry(ada, day=date(2025, 6, 1), shade=5)
    assert Finding.objects.filter(audit=audit, found=True).count() > 1
    assert Activity.objects.get(pk=audit.activity_id).status == Activity.Status.SUBMITTED


def test_a_correction_is_examined_again_and_what_was_accepted_may_be_looked_at(
    ada: Candidate, nothing_drawn: None
) -> None:
    audit = entry(ada)
    assert audit.state == State.ACCEPTED
    correct_activity_to(audit, date(2025, 5, 1))
    assert nightly.examine_all() == 1
    audit.refresh_from_db()
    assert (audit.state, audit.chosen) == (State.OPEN, Chosen.RISK)
    assert nightly.examine_all() == 0


def correct_activity_to(audit: Audit, day: date) -> None:
    activity = Activity.objects.get(pk=audit.activity_id)
    done = correct_activity(SYSTEM, activity, draft(activity.name, day, files=()))
    assert not hasattr(done, "problems"), done


def test_examining_again_changes_nothing(ada: Candidate, everything_drawn: None) -> None:
    audit = entry(ada)
    events = Event.objects.count()
    for _time in range(2):
        examine(audit.activity)
    assert Event.objects.count() == events
    assert Audit.objects.get().version == audit.version


def test_an_entry_that_is_withdrawn_leaves_the_queue(ada: Candidate, everything_drawn: None) -> None:
    audit = entry(ada)
    withdraw_activity(SYSTEM, audit.activity)
    assert nightly.examine_all() == 1
    audit.refresh_from_db()
    assert audit.state == State.WITHDRAWN
    assert nightly.examine_all() == 0


def test_a_program_that_does_not_audit_has_no_queue(ada: Candidate) -> None:
    without_audits()
    assert examine(recorded(ada).activity) is None
    assert nightly.examine_all() == 0
    assert not Audit.objects.exists()


def test_about_as_many_are_drawn_as_the_policy_says_and_anybody_can_work_out_which(
    ada: Candidate, program: str
) -> None:
    publish_rules(percent="40", many_a_day="100")
    made = [entry(ada, f"Course {n}", shade=n) for n in range(30)]
    drawn = {audit.activity_id for audit in made if audit.state == State.OPEN}
    assert 3 <= len(drawn) <= 24  # 40 percent of 30, and chance
    seed = Draw.objects.get().seed
    again = {each.activity_id for each in made if sampling.number(seed, str(each.activity_id)) < 4000}
    assert again == drawn


def test_the_seed_is_secret_until_the_month_is_over_and_then_in_the_journal(
    ada: Candidate, everything_drawn: None, today: Callable[[date], None]
) -> None:
    entry(ada)
    draw = Draw.objects.get()
    begun = Event.objects.get(verb="draw.begun")
    assert begun.data["digest"] == sampling.commitment(draw.seed)
    assert draw.seed not in str(list(Event.objects.values_list("data", flat=True)))
    nightly.end_all()
    assert not Event.objects.filter(verb="draw.published").exists()
    today(date.today().replace(year=date.today().year + 1))
    for _time in range(2):
        nightly.end_all()
    assert Event.objects.get(verb="draw.published").data["seed"] == draw.seed


def test_more_are_drawn_while_many_fail(ada: Candidate, cast: Cast, program: str) -> None:
    publish_rules(percent="100", widened="{ when = 50, of_last = 2, to = 100 }", many_a_day="100")
    for n in range(2):
        do(cast, entry(ada, f"Course {n}", shade=n), "reject")
    publish_rules(percent="0", widened="{ when = 50, of_last = 2, to = 100 }", many_a_day="100")
    assert entry(ada, "Course 8", shade=8).chosen == Chosen.SAMPLE
    for n in (3, 4):
        do(cast, entry(ada, f"Course {n}", shade=n), "accept")
    assert entry(ada, "Course 9", shade=9).chosen == Chosen.NOT


@pytest.mark.parametrize("many", [1, 3])
def test_a_type_has_a_share_of_its_own(ada: Candidate, program: str, many: int) -> None:
    text = audited().replace("\n[activity.course]\n", "\n[activity.course]\naudited = 100\n")
    assert isinstance(publish_policy(SYSTEM, text, str(POLICY)), PolicyVersion)
    made = [entry(ada, f"Course {n}", shade=n) for n in range(many)]
    assert {audit.chosen for audit in made} == {Chosen.SAMPLE}
