"""Whether a title is on the evidence."""

import pytest

from recert.audits.reading.lines import Reading, Says
from recert.audits.reading.titles import title_shown
from tests.audits.people import TITLES
from tests.audits.reading.readings import ENGLISH, reading


@pytest.mark.parametrize(
    "title", ["Ethics in Project Practice", "ETHICS IN PROJECT PRACTICE", "Ethics  in project-practice"]
)
def test_a_title_is_found(title: str) -> None:
    assert title_shown(ENGLISH, title).says is Says.YES


def test_a_title_over_two_lines_is_found() -> None:
    assert title_shown(
        reading("completed", "Ethics in Project", "Practice", "2025"), "Ethics in Project Practice"
    ).says is (Says.YES)


def test_a_part_or_a_title_alike_is_left_to_a_person() -> None:
    assert title_shown(ENGLISH, "Ethics in Project Practice for Leaders").says is Says.UNSURE
    assert title_shown(Reading(()), "Ethics").says is Says.UNSURE
    assert title_shown(ENGLISH, "Этика проектов").says is Says.UNSURE


def test_another_title_is_no_match() -> None:
    for titles in TITLES.values():
        for title in titles:
            if title != "Ethics in Project Practice":
                assert title_shown(ENGLISH, title).says is not Says.YES, title
    assert title_shown(ENGLISH, "Cloud Security Essentials").says is Says.NO
