"""Rules are drafted, proven, tried on everybody, and published with a reason; by one person at a time."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from recert.journal.change import SYSTEM, Actor
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.policy.compare import Totals
from recert.records import clock, effects, projection, rulebook
from recert.records.actions import Refused, drop_draft, publish_draft, publish_policy, record_credential, save_draft
from recert.records.models import PolicyDraft, PolicyVersion
from recert.records.programs import current
from recert.records.progress import progress
from tests.conftest import Cast
from tests.records.conftest import POLICY, TODAY, join, publish, recorded

TEXT = POLICY.read_text()
ONE = 'most = 1, source = "Announcement of 2024 (R5): 1 use per cycle" }'
TWO = TEXT.replace(ONE, 'most = 2, source = "Decided in June 2026" }')
CASES = """
[[case]]
name = "A second event counts"
rule = "decided"
as_of = 2026-06-01
awards = ["2025-01-10 ACA-JSWE"]
activities = ["2025-04-09 global-event: Team", "2025-10-09 global-event: Unleash"]
[case.expect]
aca = { counted = 60 }
"""


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    """Every test has a home folder of its own."""
    settings.HOME = tmp_path / "home"
    return tmp_path / "home"


@pytest.fixture
def two_events(db: None, today: Any) -> Candidate:
    """Holds one Associate certification and was at two global events; another candidate did nothing."""
    publish()
    candidate = join()
    record_credential(SYSTEM, candidate, "ACA-ACF", date(2025, 12, 10))
    for name, day in (("Team", date(2026, 4, 9)), ("Unleash", date(2026, 5, 9))):
        recorded(candidate, name, day, type="global-event")
    record_credential(SYSTEM, join("AT00000099", "other@example.org"), "ACA-ACF", date(2025, 12, 10))
    return candidate


def saved(text: str = TWO, cases: str = CASES, seen: str = "") -> PolicyDraft:
    draft = save_draft(SYSTEM, "atlassian", text, cases, seen)
    assert isinstance(draft, PolicyDraft), draft
    return draft


def looked_at(draft: PolicyDraft, as_of: date = TODAY) -> effects.Result:
    effects.work_out("atlassian", draft.text, as_of.isoformat())
    result = effects.find(draft, as_of).result
    assert result is not None
    return result


def sentence(outcome: object) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.problems[0].sentence


def published(draft: PolicyDraft, seal: str, reason: str = "Asked for by many", as_of: date = TODAY) -> object:
    return publish_draft(SYSTEM, "atlassian", reason, seen=str(draft.edition), as_of=as_of, effect=seal)


def test_a_draft_is_published_with_its_reason_and_its_examples(two_events: Candidate, cast: Cast) -> None:
    draft = saved()
    result = looked_at(draft)
    assert (result.totals.people, result.totals.gained, result.totals.lost) == (4, 1, 0)
    before = current("atlassian").digest
    owner = Actor(cast.owner)
    version = publish_draft(
        owner, "atlassian", " Asked for by many ", seen=str(draft.edition), as_of=TODAY, effect=result.seal
    )
    assert isinstance(version, PolicyVersion)
    assert (version.number, version.cases, version.reason) == (2, CASES, "Asked for by many")
    assert version.published_by == cast.owner
    assert current("atlassian").digest == version.digest != before
    assert not PolicyDraft.objects.exists()
    event = Event.objects.get(verb="policy.published", data__number=2)
    assert event.data == {"number": 2, "digest": version.digest, "reason": "Asked for by many"}
    assert progress(two_events).assessment.groups[0].cycles[-1].counted == 60


def test_what_is_found_is_what_pages_say_once_it_is_published(two_events: Candidate) -> None:
    draft = saved()
    result = looked_at(draft)
    (row,) = pq.read_table(result.changes).to_pylist()
    assert isinstance(published(draft, result.seal), PolicyVersion)
    cycle = progress(two_events).assessment.groups[0].cycles[-1]
    assert (row["person"], row["counted_before"], row["effect"]) == (two_events.pk, 30, "gained")
    assert (row["counted_after"], row["expiry_after"]) == (int(cycle.counted), cycle.new_expiry)


def test_two_people_who_write_at_once_lose_nothing(two_events: Candidate, cast: Cast) -> None:
    theirs = save_draft(Actor(cast.owner), "atlassian", TWO, "", "")
    assert isinstance(theirs, PolicyDraft)
    told = sentence(save_draft(SYSTEM, "atlassian", TEXT + "# mine\n", "", ""))
    assert told.startswith("Otto Owner saved another draft on") and "Nothing you typed is lost." in told
    assert PolicyDraft.objects.get().text == TWO
    mine = saved(TEXT + "# mine\n", "", str(theirs.edition))
    assert mine.edition != theirs.edition
    assert drop_draft(SYSTEM, "atlassian", str(theirs.edition)) is not None
    assert drop_draft(SYSTEM, "atlassian", str(mine.edition)) is None
    assert drop_draft(SYSTEM, "atlassian", str(mine.edition)) is None
    assert "was published or dropped" in sentence(save_draft(SYSTEM, "atlassian", TWO, "", str(mine.edition)))
    verbs = ["policy.drafted", "policy.drafted", "policy.draft_dropped"]
    entries = Event.objects.filter(verb__startswith="policy.draft").order_by("pk")
    assert list(entries.values_list("verb", flat=True)) == verbs


def test_the_same_draft_again_is_no_event(two_events: Candidate) -> None:
    draft = saved()
    assert saved(TWO.replace("\n", "\r\n"), CASES).edition == draft.edition
    assert Event.objects.filter(verb="policy.drafted").count() == 1


def test_nothing_is_published_unseen_or_unproven(two_events: Candidate) -> None:
    draft = saved()
    assert "was not looked at yet" in sentence(published(draft, ""))
    result = looked_at(draft)
    assert "Say why" in sentence(published(draft, result.seal, "  "))
    other = saved(TWO.replace("most = 2", "most = 3"), CASES, str(draft.edition))
    assert "saved another draft" in sentence(published(draft, result.seal))
    assert "was not looked at yet" in sentence(published(other, result.seal)), "another text, another effect"
    failing = saved(TWO, CASES.replace("counted = 60", "counted = 50"), str(other.edition))
    assert "“A second event counts”" in sentence(published(failing, result.seal))
    broken = saved(TWO.replace("months = 24", "months = 0"), CASES, str(failing.edition))
    assert "The draft has a problem" in sentence(published(broken, result.seal))
    assert PolicyVersion.objects.count() == 1


def test_a_draft_is_published_once_however_often_the_button_is_pressed(two_events: Candidate) -> None:
    draft = saved()
    seal = looked_at(draft).seal
    assert isinstance(published(draft, seal), PolicyVersion)
    assert "was published or dropped" in sentence(published(draft, seal))
    assert PolicyVersion.objects.count() == 2


def test_the_text_in_force_can_not_be_published_again(two_events: Candidate) -> None:
    draft = saved(TEXT, "")
    assert "says what version 1 says" in sentence(published(draft, looked_at(draft).seal))


def test_an_effect_seen_beside_other_rules_does_not_count(two_events: Candidate) -> None:
    draft = saved()
    seal = looked_at(draft).seal
    publish_policy(SYSTEM, TEXT + "# a remark\n")
    assert "was not looked at yet" in sentence(published(draft, seal))


def test_examples_stay_with_the_rules_until_others_are_given(two_events: Candidate) -> None:
    assert isinstance(publish_policy(SYSTEM, TEXT, cases=CASES), PolicyVersion)
    version = publish_policy(SYSTEM, TEXT + "# a remark\n")
    assert isinstance(version, PolicyVersion) and (version.number, version.cases) == (3, CASES)


def test_a_text_of_another_program_is_a_problem_with_a_line(two_events: Candidate) -> None:
    (problem,) = rulebook.check("atlassian", TEXT.replace('program = "atlassian"', 'program = "other"'), "").problems
    assert (problem.line, problem.fix) == (8, 'program = "atlassian"')


def test_the_bundled_examples_are_one_text_that_holds() -> None:
    found = rulebook.check("atlassian", TEXT, rulebook.folder_cases(POLICY))
    assert found.good and len(found.outcomes) == 88
    assert rulebook.folder_cases(POLICY.parent / "cases" / "policy.toml") == ""


def test_an_effect_is_worked_out_again_when_facts_change_or_it_was_removed(two_events: Candidate) -> None:
    draft = saved()
    first = looked_at(draft)
    assert looked_at(draft) == first, "nothing was done meanwhile"
    recorded(two_events, "One more", date(2026, 6, 1))
    assert effects.done_since("atlassian", first) == 1
    second = looked_at(draft)
    assert second.number == first.number + 1 and second.seal != first.seal
    projection.drop("atlassian")
    second.changes.unlink()
    (second.changes.parent / "effect.json").unlink()
    second.changes.parent.rmdir()
    assert looked_at(draft).totals == second.totals


def test_work_that_waits_fails_or_falls_silent_is_told_apart(
    two_events: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = saved()
    assert effects.begin(draft, TODAY)
    assert not effects.begin(draft, TODAY), "asked for once"
    assert effects.find(draft, TODAY).under == effects.Under(begun=False, percent=0, failed=False)
    progress = effects.Progress(next((Path(effects._home("atlassian"))).glob("*.progress")))
    progress.tell(40)
    assert effects.find(draft, TODAY).under == effects.Under(begun=True, percent=40, failed=False)
    monkeypatch.setattr(effects, "SILENT", -1)
    assert effects.find(draft, TODAY).under == effects.Under(begun=True, percent=40, failed=True)
    assert effects.begin(draft, TODAY), "it stopped, so it may begin again"
    assert looked_at(draft) and effects.find(draft, TODAY).under is None


def test_an_effect_is_kept_for_a_while(two_events: Candidate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effects, "KEPT", 2)
    draft = saved()
    for day in (1, 2, 3):
        looked_at(draft, date(2027, 1, day))
    kept = [effects.find(draft, date(2027, 1, day)).result for day in (1, 2, 3)]
    assert kept[0] is None and kept[1] and kept[2]


def test_a_later_day_shows_what_becomes_of_it(two_events: Candidate) -> None:
    later = looked_at(saved(), date(2027, 3, 15))
    assert isinstance(later.totals, Totals) and later.totals.gained == 1
    assert clock.today(current("atlassian")) == TODAY


def test_hours_of_what_is_not_measured_are_told_beside_a_draft() -> None:
    (found,) = rulebook.check("atlassian", TEXT, CASES.replace("Unleash", "Unleash, 8 hours")).warnings
    assert (found.file, found.line) == (rulebook.CASES, 7)
    assert "is not measured" in found.what
