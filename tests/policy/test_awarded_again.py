"""Somebody is awarded what they hold already: that changes nothing, and whoever looks reads so."""

from datetime import date

from recert.policy.assess import assess
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.plan import plan
from recert.policy.story import story
from recert.portal.level import held
from tests.policy.strategies import reference

FIRST = Award("ACA-JSWE", date(2024, 1, 10))
AGAIN = Award("ACA-JSWE", date(2025, 3, 1), date(2030, 1, 1))
SAID = "Awarded again on March 1, 2025, while it was held already: that left its date as it was."
POLICY = plan(reference().policy)


def told(history: History, on: date) -> list[str]:
    return [str(line.text) for line in story(POLICY.policy, history, assess(POLICY, history, on))]


def test_who_is_awarded_it_again_reads_in_the_story_of_its_date_that_this_changed_nothing() -> None:
    courses = tuple(Activity(f"{n}", "course", date(2025, 4, n), f"{n}") for n in range(1, 6))
    lines = told(History(awards=(FIRST, AGAIN), activities=courses), date(2025, 6, 1))
    at = lines.index(SAID)
    assert lines[at - 1] == "Awarded on January 10, 2024, due on January 10, 2026."
    assert lines[at + 1].startswith("Renewed on April 5, 2025")
    assert SAID not in told(History(awards=(FIRST,)), date(2025, 6, 1))
    assert SAID not in told(History(awards=(FIRST, AGAIN)), date(2025, 2, 1))


def test_the_candidates_page_says_so_beside_the_date() -> None:
    found = assess(POLICY, History(awards=(FIRST, AGAIN)), date(2025, 6, 1))
    (mine,) = held(POLICY.policy, found.groups[0], found.groups)
    assert [(step.on, str(sentence)) for step, sentence in mine.steps][-1] == (AGAIN.on, SAID)


def test_after_a_lapse_it_is_an_award_like_any_other_and_each_holding_has_its_own() -> None:
    anew, twice = Award("ACA-JSWE", date(2027, 1, 10)), Award("ACA-JSWE", date(2027, 5, 1))
    found = assess(POLICY, History(awards=(FIRST, AGAIN, anew, twice)), date(2027, 6, 1)).groups[0]
    assert [(h.awarded, h.again) for h in found.holdings] == [(FIRST.on, (AGAIN.on,)), (anew.on, (twice.on,))]


def test_the_pass_that_an_award_stands_on_is_no_award_of_its_own() -> None:
    history = History(awards=(FIRST,), exams=(Exam("ACA-JSWE", FIRST.on),))
    (holding,) = assess(POLICY, history, date(2025, 6, 1)).groups[0].holdings
    assert not holding.again
