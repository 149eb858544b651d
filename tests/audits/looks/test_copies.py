"""A copy of a certificate is known as one, however it came; a colleague's certificate of the same course never is.

The figures over thousands of pairs are in benchmarks/README.md; this is a smaller draw with the same limits.
"""

import random
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Final

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from recert.audits.looks.decide import Relation, View, decide, view
from recert.audits.looks.fingerprint import Fingerprint, fingerprint
from tests.audits.alterations import ALTERATIONS, Alteration, several
from tests.audits.certificates import DESIGNS, Certificate, drawn
from tests.audits.people import someone, with_other_day, with_other_name

WAYS: Final[dict[str, Alteration]] = {**ALTERATIONS, "several": several}


@dataclass(frozen=True)
class Course:
    """One certificate, a colleague's, and one of another day; each made ready to be compared when it first is."""

    picture: Image.Image
    of_colleague: Image.Image
    of_another_day: Image.Image

    @cached_property
    def own(self) -> View:
        return view(self.picture)

    @cached_property
    def colleagues(self) -> View:
        return view(self.of_colleague)

    @cached_property
    def another_days(self) -> View:
        return view(self.of_another_day)

    @cached_property
    def stored(self) -> Fingerprint:
        return fingerprint(self.picture)


@pytest.fixture(scope="module")
def courses(browser: Browser) -> list[Course]:
    chance = random.Random(41)
    ones = [someone(chance, design) for design in DESIGNS]
    shown = drawn(
        browser, [each for one in ones for each in (one, with_other_name(one, chance), with_other_day(one, chance))]
    )
    made = []
    for _ in ones:
        made.append(Course(*islice(shown, 3)))
    return made


def test_copies_are_found_and_others_are_not(courses: list[Course]) -> None:
    chance = random.Random(43)
    copies, found, left, proposed, false = 0, 0, 0, 0, []
    for at, course in enumerate(courses):
        for way in list(WAYS)[at :: len(courses)]:
            changed = WAYS[way](course.picture, chance)
            copy = view(changed)
            copies += 1
            seen = decide(course.own, copy).relation
            found += seen is Relation.SAME
            left += seen is Relation.UNSURE
            stored = [(band, 1, spot) for band, spot in course.stored.rows()]
            proposed += bool(fingerprint(changed).ranked(stored))
            for kind, other in (("name", course.colleagues), ("day", course.another_days)):
                if decide(other, copy).relation is Relation.SAME:
                    false.append((way, kind, at))
    assert copies == len(WAYS)
    # So few are no share: pixels alone may leave one to what is read. benchmarks/pictures.py has thousands.
    assert found >= copies - 1
    assert found + left == copies
    assert proposed == copies
    assert false == []


def test_another_name_is_shown_where_it_stands(courses: list[Course]) -> None:
    verdict = decide(courses[0].own, courses[0].colleagues)
    assert verdict.relation is Relation.OTHER_CONTENT
    assert verdict.difference is not None
    assert verdict.difference.box is not None
    left, top, wide, _ = verdict.difference.box
    height, width = courses[0].own.fine.shape
    assert 0.2 * width < left < left + wide < 0.8 * width
    assert 0.2 * height < top < 0.5 * height


def test_what_was_read_decides_where_pixels_are_not_enough(courses: list[Course]) -> None:
    own = courses[1].own
    smudged = courses[1].picture.copy()
    ImageDraw.Draw(smudged).rectangle((352, 203, 353, 204), fill="#15303a")
    small = view(smudged)
    assert decide(own, own).relation is Relation.SAME
    assert decide(own, own, one_by_reading=False).relation is Relation.UNSURE
    assert decide(own, own, one_by_reading=True).relation is Relation.SAME
    assert decide(own, small).relation is not Relation.OTHER_CONTENT
    assert decide(own, courses[1].colleagues, one_by_reading=True).relation is Relation.OTHER_CONTENT


def test_other_designs_and_empty_pictures_are_different(courses: list[Course]) -> None:
    assert decide(courses[0].own, courses[3].own).relation is not Relation.SAME
    empty = view(Image.new("RGB", (800, 600), "white"))
    assert decide(courses[0].own, empty).relation is Relation.DIFFERENT
    assert decide(empty, empty).relation is Relation.DIFFERENT


def test_a_part_of_a_picture_is_not_the_picture(courses: list[Course]) -> None:
    page = courses[2].picture
    heading = page.crop((0, 0, page.width, page.height // 5))
    assert decide(courses[2].own, view(heading)).relation is not Relation.OTHER_CONTENT


def test_a_small_correction_is_no_copy(courses: list[Course]) -> None:
    """Somebody writes another number over the last digit of the year."""
    forged = courses[1].picture.copy()
    pen = ImageDraw.Draw(forged)
    pen.rectangle((300, 330, 480, 372), fill="white")
    pen.text((302, 332), "Robin Example", fill="#15303a", font_size=36)
    assert decide(courses[1].own, view(forged)).relation is Relation.OTHER_CONTENT


def test_another_month_is_no_copy_though_the_whole_line_moves(browser: Browser) -> None:
    """June and July in the middle of a centered line: what differs is long and low."""
    one = Certificate("night", "de", "Ute Weiß", date(2025, 6, 28), "Datenschutz im Betrieb", "Skyline College")
    shown, other = drawn(browser, [one, replace(one, day=date(2025, 7, 28))])
    assert decide(view(shown), view(other)).relation is Relation.OTHER_CONTENT
