"""Pictures of which a machine can't tell whether they are the same are compared by a person, once."""

import pytest

from recert.audits import nightly
from recert.audits.actions import compare, examine
from recert.audits.known import Answer, Pair
from recert.audits.looks import decide as deciding
from recert.audits.looks.decide import Relation, Verdict
from recert.audits.models import Audit, Comparison, Finding
from recert.audits.pictures import answer_of
from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.people.models import Candidate, StaffRole
from recert.records.actions.erasing import Erased, erase_person
from recert.records.models import Evidence
from recert.records.refusal import Refused
from tests.audits.conftest import entry
from tests.audits.test_looking import certificate, sent
from tests.conftest import Cast
from tests.records.conftest import join

State = Audit.State


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that can't tell of any two pictures that it takes for alike."""
    monkeypatch.setattr(deciding, "decide", lambda *_all, **_options: Verdict(Relation.UNSURE))


@pytest.fixture
def two(ada: Candidate, nothing_drawn: None, unsure: None) -> tuple[Audit, Audit]:
    """Somebody's certificate, and one of Ada's that looks like it."""
    first = entry(join(), files=(sent(certificate()),))
    again = certificate().resize((700, 490))
    second = entry(ada, files=(sent(again, "JPEG", quality=60),))
    nightly.look_all()
    return fresh(first), fresh(second)


def fresh(audit: Audit) -> Audit:
    return Audit.objects.select_related("activity__candidate").get(pk=audit.pk)


def picture(audit: Audit) -> Finding:
    return Finding.objects.get(audit=audit, check_name="same_picture")


def files(*audits: Audit) -> frozenset[str]:
    return frozenset(str(Evidence.objects.get(activity=audit.activity_id).pk) for audit in audits)


def test_what_can_not_be_told_is_no_finding_and_waits_for_a_person(two: tuple[Audit, Audit]) -> None:
    first, second = two
    sheet = picture(second)
    assert sheet.found is None
    mine, theirs, activity, same = sheet.evidence["pairs"][0]
    assert ({mine, theirs}, activity, same) == (set(files(first, second)), str(first.activity_id), None)
    assert (second.state, second.chosen, second.risk) == (State.OPEN, Audit.Chosen.RISK, 2)


def test_it_weighs_less_than_what_was_found(two: tuple[Audit, Audit], cast: Cast) -> None:
    first, second = two
    assert compare(cast.auditor, second, files(first, second), same=True) is None
    assert fresh(second).risk == 4 > second.risk > 0


@pytest.mark.parametrize("same", [True, False])
def test_what_a_person_says_stands_on_the_sheet_and_is_not_asked_again(
    two: tuple[Audit, Audit], cast: Cast, same: bool
) -> None:
    first, second = two
    compare(cast.auditor, second, files(first, second), same=same)
    for _time in ("said", "examined again"):
        sheet = picture(second)
        assert sheet.found is same
        assert sheet.evidence["activities"] == ([str(first.activity_id)] if same else [])
        assert fresh(second).risk == (4 if same else 0)
        Audit.objects.filter(pk=second.pk).update(seen=0)
        examine(second.activity)
    assert fresh(second).state == State.OPEN  # the person decides about the entry as well
    verb = "evidence.matched" if same else "evidence.told_apart"
    assert Event.objects.get(verb=verb).actor == cast.auditor


def test_the_other_entry_is_answered_with_it(two: tuple[Audit, Audit], cast: Cast) -> None:
    first, second = two
    Audit.objects.filter(pk=first.pk).update(seen=0)
    examine(first.activity)
    assert picture(first).found is None
    before = fresh(first)
    compare(cast.auditor, second, files(first, second), same=False)
    assert picture(first).found is False
    after = fresh(first)
    assert (after.risk, after.state) == (before.risk - 2, before.state) and after.version > before.version


def test_saying_it_twice_is_saying_it_once_and_a_word_can_be_changed(two: tuple[Audit, Audit], cast: Cast) -> None:
    first, second = two
    for _time in range(2):
        compare(cast.auditor, second, files(first, second), same=True)
    assert Event.objects.filter(verb="evidence.matched").count() == 1
    compare(cast.senior, second, files(first, second), same=False)
    assert Comparison.objects.get().by == cast.senior
    assert picture(second).found is False and picture(second).evidence["activities"] == []


def test_nobody_judges_their_own_or_what_another_has_in_hand_or_was_not_asked(
    two: tuple[Audit, Audit], cast: Cast
) -> None:
    first, second = two
    asked = files(first, second)
    StaffRole.objects.create(program="atlassian", user=cast.candidate, role=StaffRole.Role.AUDITOR)
    assert isinstance(compare(cast.candidate, second, asked, same=False), Refused)
    assert isinstance(compare(cast.viewer, second, asked, same=False), Refused)
    assert isinstance(compare(cast.auditor, second, frozenset({"x", "y"}), same=False), Refused)
    Audit.objects.filter(pk=second.pk).update(claim=cast.senior, claimed_until="2999-01-01T00:00Z")
    assert isinstance(compare(cast.auditor, second, asked, same=False), Refused)
    assert not Comparison.objects.exists()


def test_a_person_who_is_erased_takes_comparisons_along(two: tuple[Audit, Audit], cast: Cast) -> None:
    first, second = two
    compare(cast.auditor, second, files(first, second), same=True)
    assert isinstance(erase_person(SYSTEM, second.activity.candidate, "Case 12"), Erased)
    assert not Comparison.objects.exists()


def test_a_pair_of_an_activity_that_is_a_copy_for_certain_is_not_asked_about(ada: Candidate) -> None:
    sure, other = str(ada.pk), "other"
    pairs = (Pair("a", "b", sure), Pair("a", "c", other), Pair("d", "e", other, same=True))
    kept = [["a", "c", other, None], ["d", "e", other, True]]
    assert answer_of([sure], pairs) == Answer(found=True, evidence={"activities": [sure, other], "pairs": kept})
