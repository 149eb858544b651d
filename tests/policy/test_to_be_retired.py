"""What is to be retired can be renewed until the day before, and whoever holds it reads that wherever it matters."""

from datetime import date

import pytest

from recert.policy.assess import assess
from recert.policy.explain import ways_left
from recert.policy.explain_states import deadline, state
from recert.policy.history import Award, History
from recert.policy.plan import plan
from recert.policy.story import story
from recert.portal.timeline import timeline
from tests.policy.strategies import reference

TODAY = date(2026, 11, 30)
HELD = ("ACA-JSWE", date(2025, 4, 3))
OTHER = ("ACA-ACF", date(2025, 6, 3))
BEFORE_IT_EXPIRES, IN_ITS_GRACE = date(2027, 1, 1), date(2027, 5, 1)
"""It expires on April 3, 2027, and its grace ends on July 2."""


def told(retired: dict[str, date], *held: tuple[str, date], as_of: date = TODAY) -> list[str]:
    policy = reference().policy.retiring(retired)
    history = History(tuple(Award(code, on) for code, on in held), (), ())
    return [str(line.text) for line in story(policy, history, assess(plan(policy), history, as_of))]


def test_each_way_to_renew_it_ends_on_the_day_before() -> None:
    lines = told({"ACA-JSWE": BEFORE_IT_EXPIRES}, HELD)
    assert "0 of 50 CE units. It ends on April 3, 2027, and can be renewed until December 31, 2026." in lines
    assert (
        "Earn 50 CE units in all by December 31, 2026. That renews all your active Associate certifications together."
        in lines
    )
    assert any("The last day for that is December 31, 2026." in line for line in lines)
    assert (
        "ACA-JSWE is retired on January 1, 2027: it can be renewed until December 31, 2026, and is held until it "
        "expires." in lines
    )


@pytest.mark.parametrize("as_of", [TODAY, date(2027, 4, 10)])
def test_what_is_retired_in_its_grace_lapses_then(as_of: date) -> None:
    lines = told({"ACA-JSWE": IN_ITS_GRACE}, HELD, as_of=as_of)
    assert any(line.endswith("and can be renewed until April 30, 2027.") for line in lines)
    assert "ACA-JSWE is retired on May 1, 2027: it can be renewed until April 30, 2027, and lapses after that." in lines


def test_where_others_go_on_only_its_own_day_is_told() -> None:
    lines = told({"ACA-JSWE": BEFORE_IT_EXPIRES}, HELD, OTHER)
    assert "0 of 50 CE units. It ends on April 3, 2027, and can be renewed until July 2, 2027." in lines
    assert any(line.startswith("ACA-JSWE is retired on January 1, 2027: ") for line in lines)


def test_several_of_one_day_are_told_together() -> None:
    lines = told(dict.fromkeys(("ACA-JSWE", "ACA-ACF"), BEFORE_IT_EXPIRES), HELD, OTHER)
    assert (
        "ACA-ACF and ACA-JSWE are retired on January 1, 2027: they can be renewed until December 31, 2026, and are "
        "held until they expire." in lines
    )


def test_nothing_is_told_of_what_is_retired_long_after_that() -> None:
    assert told({"ACA-JSWE": date(2030, 1, 1)}, HELD) == told({}, HELD)


def test_the_page_of_a_level_counts_and_draws_the_days_until_then() -> None:
    policy = reference().policy.retiring({"ACA-JSWE": BEFORE_IT_EXPIRES})
    history = History((Award(*HELD),), (), ())
    (standing,) = assess(plan(policy), history, TODAY).groups
    cycle = standing.cycles[-1]
    assert str(deadline(policy, "aca", cycle, TODAY)) == "31 days left, until December 31, 2026"
    assert str(state(policy, standing)) == "Active until April 3, 2027"
    assert any("by December 31, 2026" in str(way) for way in ways_left(policy, standing, TODAY))
    line = timeline(standing, cycle, {}, TODAY, policy)
    assert not line.renewable
    assert line.after.on == line.end.on == date(2027, 4, 3)
