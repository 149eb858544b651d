"""A missed year that suspends what nothing renews: it is held to the same last day, be it made up for or not."""

from datetime import date

import pytest

from recert.policy import missed_words
from recert.policy.assessment import CycleState, HoldingState
from recert.policy.history import Activity, History
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from tests.policy.test_never_renewed import ANNUAL, AWARDED, NEVER, content, planned, policy_of, seen, text_of, told
from tests.policy.test_suspended_years import LATE

SUSPENDS = ANNUAL.replace('then = "ends"', 'then = "suspends"\ncounter = "late"\nfor_months = 6')
POLICY = policy_of(NEVER, LATE, SUSPENDS)
LATE_FEE = Activity("late", "local-event", date(2028, 2, 1), "Late fee of 2027")
UNPAID = History(AWARDED, activities=content(2026))
PAID_LATE = History(AWARDED, activities=(*content(2026), LATE_FEE))
UNTIL_2029 = History(AWARDED, activities=(*content(2026, 2027, 2028),))


@pytest.mark.parametrize(
    ("history", "on", "cycle", "holding", "due"),
    [
        (UNPAID, date(2027, 12, 31), CycleState.OPEN, HoldingState.ACTIVE, date(2030, 3, 14)),
        (UNPAID, date(2028, 1, 1), CycleState.SUSPENDED, HoldingState.SUSPENDED, date(2030, 3, 14)),
        (PAID_LATE, date(2028, 1, 31), CycleState.SUSPENDED, HoldingState.SUSPENDED, date(2030, 3, 14)),
        (PAID_LATE, date(2028, 2, 1), CycleState.OPEN, HoldingState.ACTIVE, date(2030, 3, 14)),
        (UNPAID, date(2028, 6, 30), CycleState.SUSPENDED, HoldingState.SUSPENDED, date(2030, 3, 14)),
        (UNPAID, date(2028, 7, 1), CycleState.LAPSED, HoldingState.LAPSED, date(2028, 6, 30)),
    ],
)
def test_it_is_suspended_until_the_year_is_made_up_for_and_ends_after_the_months(
    history: History, on: date, cycle: CycleState, holding: HoldingState, due: date
) -> None:
    (standing,) = seen(history, on, POLICY).groups
    assert [each.told_state for each in standing.cycles] == [cycle]
    assert [(each.state, each.expires) for each in standing.holdings] == [(holding, due)]


def test_its_own_last_day_comes_before_the_end_of_a_suspension() -> None:
    on = date(2030, 1, 14)
    (standing,) = seen(UNTIL_2029, on, POLICY).groups
    pause = standing.cycles[0].pause
    assert pause is not None
    assert (pause.since, pause.last) == (date(2030, 1, 1), None)
    lines = told(UNTIL_2029, on, POLICY)
    assert not any("June 30, 2030" in line for line in lines)
    assert "It can't be renewed: it is held until March 14, 2030, and over after that." in lines
    (standing,) = seen(UNTIL_2029, date(2030, 3, 15), POLICY).groups
    assert (standing.cycles[-1].state, standing.holdings[0].state) == (CycleState.ENDED, HoldingState.EXPIRED)
    assert standing.holdings[0].paused == ((date(2030, 1, 1), date(2030, 3, 14)),)
    assert "Over: it was held until March 14, 2030" in told(UNTIL_2029, date(2030, 3, 15), POLICY)


def test_a_plan_does_not_call_it_valid_while_it_is_suspended() -> None:
    lines = planned(UNPAID, date(2028, 1, 10), POLICY)
    assert lines[0].endswith(", held until March 14, 2030")
    assert "Suspended since January 1, 2028, because 2027 gave 0 of 1 completion" in lines[1]
    assert planned(PAID_LATE, date(2028, 2, 10), POLICY)[0].endswith(", valid until March 14, 2030")


def test_its_rule_speaks_of_what_is_held() -> None:
    (group,) = [each for each in POLICY.groups if each.key == "aca"]
    [(sentence, _)] = missed_words.rule(POLICY, group.demands[0])
    assert str(sentence) == (
        "A year can be met until its last day. Where it is not met, what is held is suspended after its last day, and "
        "not valid until one of “Late fees” makes up for that year. After 6 months of that it ends."
    )


@pytest.mark.parametrize("then", ['then = "made up"\ncounter = "late"', 'then = "stays unmet"'])
def test_years_that_could_only_stop_a_renewal_are_refused(then: str) -> None:
    days = 'days = 30\ncounts_for = "the year that is over"'
    found = parse_policy(text_of(NEVER, LATE, ANNUAL.replace("days = 0", days).replace('then = "ends"', then)))
    assert isinstance(found, Problems)
    (problem,) = found.problems
    assert 'with then = "ends" or "suspends"' in str(problem)
