"""One way for several levels: each is renewed by its own day, and told of its own days alone."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recert.policy.history import Activity, Award, History
from recert.policy.lateness import Suspension
from recert.policy.model import Value
from recert.policy.plan import Plan, plan
from recert.policy.planning.way import Wish
from tests.policy.hurried import hurried
from tests.policy.test_late_ways import END, SINCE
from tests.policy.test_late_ways import lines as planned
from tests.policy.test_planning import changed, renews, seen, told, uses
from tests.policy.test_planning_demands import lines
from tests.policy.test_too_late_in_time import working
from tests.policy.test_two_readings import MORE, brief

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


AWARDS = (Award("ACA-JSWE", date(2024, 1, 10)), Award("ACP-JCA", date(2024, 5, 10)))
MONTHS = Wish(types=("course",))


def test_where_one_of_two_can_only_be_renewed_late_there_is_one_way_for_both_that_says_so() -> None:
    """Five months of work for Associate until January 10, ten for Professional until May 10, 2026: nine are left."""
    lowered, history, on = working(), History(awards=AWARDS), date(2025, 8, 1)
    shown = planned(lowered, history, on, MONTHS)
    assert shown[shown.index("One way for all of them") :] == [
        "One way for all of them",
        "Professional is renewed late by it.",
        "5 months of “Coursework”, by January 10, 2026",
        "5 months of “Coursework”, by August 8, 2026",
        "That renews Associate until January 10, 2028.",
        "That renews Professional until May 10, 2028.",
        "2 activities. Fewer may be enough.",
    ]
    a_month_later = planned(lowered, history, date(2025, 9, 1), MONTHS)
    assert "Associate and Professional are renewed late by it." in a_month_later
    assert not any("late by it" in line for line in planned(lowered, history, date(2025, 7, 1), MONTHS))


def test_where_nothing_renews_one_of_three_there_is_one_way_for_the_others() -> None:
    lowered = beside_one_that_nobody_renews(working())
    history = replace(History(awards=AWARDS), awards=(*AWARDS, Award("ACA-ACF", date(2024, 3, 10))))
    shown = planned(lowered, history, date(2025, 7, 1), MONTHS)
    at = shown.index("One way for several of them")
    assert shown[at + 1] == "Third is left out: no way was found for it."
    assert shown[at + 2 : at + 4] == [
        "5 months of “Coursework”, by January 10, 2026",
        "5 months of “Coursework”, by May 10, 2026",
    ]
    assert "2 activities. No way needs fewer." in shown[at:]
    of_two = replace(history, awards=history.awards[1:])
    assert not any(line.startswith("One way for") for line in planned(lowered, of_two, date(2025, 7, 1), MONTHS))


def beside_one_that_nobody_renews(lowered: Plan) -> Plan:
    """A program with a third level of so many units that nobody earns them."""
    policy = lowered.policy
    third = replace(policy.groups[0], key="third", name="Third", required=(Value(SINCE, Decimal(900), ""),))
    certifications = tuple(replace(c, group="third") if c.code == "ACA-ACF" else c for c in policy.certifications)
    return plan(replace(policy, groups=(*policy.groups, third), certifications=certifications))


@settings(brief, max_examples=10 * MORE)
@given(
    st.sampled_from([10, 5, 4]),
    st.integers(0, 400),
    st.integers(0, 300),
    st.lists(st.sampled_from(["presenting", "global-event"]), max_size=3),
)
def test_what_is_proposed_for_several_renews_each_by_the_day_that_is_told(
    each: int, before: int, apart: int, done: list[str]
) -> None:
    lowered, on = working(each), END - timedelta(days=before)
    activities = tuple(Activity(f"{n}", kind, date(2025, 1, 1 + n), f"{n}") for n, kind in enumerate(done))
    second = Award("ACP-JCA", date(2024, 1, 10) + timedelta(days=apart))
    history = History(awards=(AWARDS[0], second), activities=activities)
    found = hurried(lowered, history, on)
    able = [target for target in found.targets if target.best or target.afterwards]
    assume(found.together)  # months that would have to be parted to the day aren't found for several
    assert found.together is not None
    assert {goal.group for goal in found.of} == {target.goal.group for target in able}
    for last in (False, True):
        assert renews(lowered, history, list(found.of), uses(found.together.steps, last=last), on)
