"""An auditor compares two pictures that a machine could not tell apart, on the page of the entry."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page, expect

from recert.audits.models import Audit, Comparison
from recert.records.models import Activity
from tests.audits.conftest import nothing_drawn
from tests.audits.test_comparing import files, fresh, two, unsure
from tests.browser import check_page, press_enter
from tests.conftest import Cast
from tests.desk.conftest import text
from tests.desk.test_audits import QUEUE, names, page
from tests.portal.conftest import enter

__all__ = ["nothing_drawn", "two", "unsure"]


def asked(audits: tuple[Audit, Audit], answer: str) -> str:
    """What the button sends."""
    return ":".join([*sorted(files(*audits)), answer])


def test_the_queue_says_perhaps_and_is_filtered_by_it(auditor: Client, two: tuple[Audit, Audit]) -> None:
    assert "Perhaps the same picture" in text(auditor.get(QUEUE))
    Activity.objects.filter(pk=two[1].activity_id).update(name="Looks alike")
    assert names(auditor.get(f"{QUEUE}?check=to_compare")) == ["Looks alike"]
    assert names(auditor.get(f"{QUEUE}?check=same_picture")) == []


def test_the_entry_shows_both_pictures_beside_each_other_and_asks(auditor: Client, two: tuple[Audit, Audit]) -> None:
    shown = auditor.get(page(two[1])).content.decode()
    assert "Perhaps: compare them yourself." in shown
    for file in files(*two):
        assert f'src="/desk/atlassian/evidence/{file}/"' in shown
    assert "Grace Ibarra" in shown and "The same" in shown and "Not the same" in shown


def test_comparing_loses_nothing_that_was_typed_and_is_told_by_name(
    auditor: Client, senior: Client, two: tuple[Audit, Audit]
) -> None:
    told = {"compare": asked(two, "other"), "words": "Half a sentence", "reason": "wrong-activity", "seen": "1"}
    shown = auditor.post(page(two[1]), told)
    said = text(shown)
    assert "Half a sentence" in said and "Ines Auditor compared them on" in said and ": not the same." in said
    assert 'value="wrong-activity" selected' in shown.content.decode()
    assert f'id="id_seen" value="{fresh(two[1]).version}"' in shown.content.decode()
    assert "Perhaps" not in text(senior.get(QUEUE)).split("Keep this view")[-1]
    senior.post(page(two[1]), {"compare": asked(two, "same")})
    assert "Sami Senior compared them on" in text(auditor.get(page(two[1])))
    assert Comparison.objects.get().same


@pytest.mark.parametrize("value", ["", "a:b:same", "x", "a:b:c:d:other", "\x00:y:same"])
def test_a_value_that_no_button_has_changes_nothing(auditor: Client, two: tuple[Audit, Audit], value: str) -> None:
    assert auditor.post(page(two[1]), {"compare": value}).status_code == 200
    assert not Comparison.objects.exists()


def test_who_may_not_decide_sees_the_pictures_and_no_buttons(
    owner: Client, cast: Cast, two: tuple[Audit, Audit]
) -> None:
    shown = owner.get(page(two[1])).content.decode()
    assert "Perhaps: compare them yourself." in shown and "Not the same" not in shown
    assert owner.post(page(two[1]), {"compare": asked(two, "same")}).status_code == 404
    assert not Comparison.objects.exists()


def test_an_entry_asks_as_often_with_a_word_of_a_person_as_without(
    auditor: Client, cast: Cast, two: tuple[Audit, Audit]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            auditor.get(page(two[1]))
        return len(counted)

    auditor.get(page(two[1]))
    few = queries()
    auditor.post(page(two[1]), {"compare": asked(two, "same")})
    assert queries() == few


def test_in_a_browser_two_pictures_are_compared_by_keys_while_words_are_typed(
    desk: Page, cast: Cast, two: tuple[Audit, Audit]
) -> None:
    enter(desk, cast.auditor)
    desk.goto(page(two[1]))
    check_page(desk)
    desk.get_by_label("Words to the candidate").fill("Half a sentence")
    desk.get_by_role("button", name="Not the same").focus()
    press_enter(desk)
    expect(desk.get_by_text("Ines Auditor compared them on")).to_be_visible()
    expect(desk.get_by_label("Words to the candidate")).to_have_value("Half a sentence")
    expect(desk.get_by_role("button", name="Not the same")).to_have_count(0)
    check_page(desk)
