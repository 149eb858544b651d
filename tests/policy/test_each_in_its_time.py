"""One way for several levels: each is renewed by its own day, and told of its own days alone."""

from dataclasses import replace
from datetime import date

from recert.policy.history import Activity, Award, History
from recert.policy.lateness import Suspension
from recert.policy.planning.way import Wish
from tests.policy.test_planning import changed, renews, seen, told, uses
from tests.policy.test_planning_demands import lines

ON = date(2026, 6, 15)
COURSES = Wish(types=("course",))
BACK = Suspension(12, by_units=True, by_exam=False, restarts=False, source="")


def both(associate: date, professional: date) -> History:
    return History(awards=(Award("ACA-JSWE", associate), Award("ACP-JCA", professional)))


def test_whoever_follows_one_way_for_two_levels_lets_none_of_them_go_into_grace() -> None:
    """Associate is due on January 10 and Professional on March 1, while Associate would be in grace."""
    history = both(date(2025, 1, 10), date(2025, 3, 1))
    found = seen(history, ON, COURSES)
    assert told(found.together) == ["5 course 1 2026-06-15 to 2027-01-10", "5 course 1 2026-06-15 to 2027-03-01"]


def test_what_is_on_record_for_the_grace_of_one_level_is_counted_on_for_the_other_alone() -> None:
    booked = tuple(Activity(f"{n}", "course", date(2027, 2, n), f"Course {n}") for n in range(1, 6))
    history = replace(both(date(2025, 1, 10), date(2025, 3, 1)), activities=booked)
    found = seen(history, ON, COURSES)
    assert told(found.together) == ["5 course 1 2026-06-15 to 2027-01-10"]
    for last in (False, True):
        done = uses(found.together.steps if found.together else (), last=last)
        assert renews(changed(), history, [target.goal for target in found.targets], done, ON)


def test_whoever_brings_one_level_back_in_time_is_not_told_that_it_is_late() -> None:
    """Associate comes back until September 2026 with what is done by November 2025; Professional has until 2027."""
    lowered = changed(suspension=BACK, retake=None, moves=())
    on = date(2025, 10, 15)
    found = seen(both(date(2022, 9, 1), date(2025, 1, 10)), on, COURSES, lowered)
    said = lines(found, lowered, COURSES)
    assert "That renews Associate until September 1, 2026." in said[said.index("One way for all of them") :]
    assert not any("Done" in line for line in said)
