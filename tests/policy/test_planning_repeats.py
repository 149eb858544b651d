"""A plan proposes a course where the same course doesn't count again: it says which it can't be."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy.again import Again
from recert.policy.history import Activity, Award, History
from recert.policy.model import Value
from recert.policy.plan import Plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.way import Wish
from recert.policy.what_if import what_if
from recert.terminal.plan import as_data
from tests.policy.strategies import reference
from tests.policy.test_planning import changed
from tests.policy.test_planning_demands import lines

ON = date(2026, 6, 15)
COURSES = Wish(types=("course",))
FIRST, LATEST = date(2023, 6, 1), date(2026, 2, 1)


def once(again: Again, months: int = 0) -> Plan:
    """The reference program, whose courses count once alone, or again after a time."""
    worth = (Value(date(2020, 1, 1), Decimal(10), ""),)
    types = (replace(kind, worth=worth, limit=None) for kind in reference().policy.types)
    types = (replace(k, again=again, again_months=months) if k.key == "course" else k for k in types)
    return changed(types=tuple(types), floor=date(2020, 1, 1), retake=None, moves=())


def taken(*courses: tuple[str, date]) -> History:
    """An Associate since 2023 whose second cycle ends on April 3, 2027, and who renewed the first by conferences."""
    done = tuple(Activity(name, "course", on, name) for name, on in courses)
    others = tuple(Activity(f"e{n}", "global-event", date(2024, 5, n), f"Event {n}") for n in range(1, 6))
    return History(awards=(Award("ACA-JSWE", date(2023, 4, 3)),), activities=(*done, *others))


def said(lowered: Plan, history: History) -> list[str]:
    found = outlook(lowered, history, ON, COURSES)
    return [line for line in lines(found, lowered, COURSES) if line.startswith("Another than")]


def test_who_took_a_course_reads_that_it_has_to_be_another() -> None:
    lowered, history = once(Again.NEVER), taken(("Boards", LATEST))
    assert said(lowered, history) == ["Another than “Boards”: the same counts only once."]
    (target,) = outlook(lowered, history, ON, COURSES).targets
    assert target.best is not None
    (step,) = target.best.steps
    for name, renews in (("Boards", False), ("Backlogs", True)):
        proposed = tuple(
            Activity(f"p{n}", "course", step.last, name if n == 0 else f"Other {n}") for n in range(step.times)
        )
        assert what_if(lowered, history, proposed, ON).groups[0].renews == renews


@pytest.mark.parametrize(
    ("again", "months", "told"),
    [
        (Again.NEVER, 0, ["Another than “New” or “Old”: the same counts only once."]),
        (Again.NEXT_CYCLE, 0, ["Another than “New”: the same counts once in a cycle."]),
        (Again.AFTER, 40, ["Another than “New” or “Old”: the same counts again after 40 months."]),
        (Again.AFTER, 24, ["Another than “New”: the same counts again after 24 months."]),
        (Again.AFTER, 1, []),
        (Again.NEXT_YEAR, 0, ["Another than “New”: the same counts once in a calendar year."]),
        (
            Again.YEAR_BETWEEN,
            0,
            ["Another than “New”: the same doesn't count in two calendar years that follow each other."],
        ),
        (Again.ALWAYS, 0, []),
    ],
)
def test_only_what_does_not_count_again_on_these_days_is_named(again: Again, months: int, told: list[str]) -> None:
    assert said(once(again, months), taken(("Old", FIRST), ("New", LATEST))) == told


def test_where_much_is_on_record_it_is_not_named_one_by_one() -> None:
    history = taken(*((f"Course {n}", date(2024, 1, n)) for n in range(1, 7)))
    assert said(once(Again.NEVER), history) == ["Another than what is on record: the same counts only once."]


def test_programs_read_the_names() -> None:
    lowered, history = once(Again.NEVER), taken(("Boards", LATEST))
    (cycle,) = as_data(lowered.policy, outlook(lowered, history, ON, COURSES))["cycles"]
    assert [step["unlike"] for step in cycle["best"]["steps"]] == [["Boards"]]
