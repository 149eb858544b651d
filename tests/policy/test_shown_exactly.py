"""What `recert policy show`, `diff` and `check` say of exams that renew in some groups alone, and of single days."""

from dataclasses import replace
from datetime import date

from recert.policy.cycle_words import particulars
from recert.policy.difference import differences
from recert.policy.retake import OwnRetake
from recert.policy.warn import doubts
from tests.policy.strategies import reference
from tests.policy.test_handbook import text_of


def test_what_an_exam_renews_in_one_group_alone_is_not_denied_for_all() -> None:
    usual = reference().policy
    own = OwnRetake(renews=True, source="s", months=6)
    group, *others = usual.groups
    told = text_of(replace(usual, retake=None, groups=(replace(group, own_retake=own), *others)))
    assert "Passing the exam again renews only where that is said below." in told
    assert "Passing the exam again does not renew." not in told
    assert "Passing the exam again does not renew." in text_of(replace(usual, retake=None))


def test_a_move_of_one_day_names_it_once() -> None:
    usual = reference().policy
    move = replace(usual.moves[0], first=date(2024, 4, 16), last=date(2024, 4, 16))
    both = replace(usual, moves=(*usual.moves, replace(move, key="one"), replace(move, key="again")))
    assert "what is due on April 16, 2024 moves" in text_of(both)
    assert any("both move what is due on April 16, 2024" in doubt.what for doubt in doubts(both))
    assert any("a mass move of what is due on April 16, 2024, on" in str(each) for each in differences(usual, both))


def test_a_window_of_days_says_that_the_last_day_comes_besides() -> None:
    usual = reference().policy
    window = replace(usual, cycle=replace(usual.cycle, opens_days=90))
    only = "on its last day and in the 90 days before only."
    assert f"Units renew it {only}" in [str(sentence) for sentence, _ in particulars(window)]
    told = [[str(each) for each in differences(*both)] for both in ((usual, window), (window, usual))]
    assert told[0] == ["Units renew only on the last day of a cycle and in the 90 days before."]
    assert told[1] == ["Units no longer renew only on the last day of a cycle and in the 90 days before."]
