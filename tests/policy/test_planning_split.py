"""Where an activity may be split among categories, a plan proposes one of it instead of one for each."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from recert.policy.assess import assess
from recert.policy.assessment import CycleState
from recert.policy.history import Activity, Award, Circumstance, History, Part
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Way, Wish
from recert.terminal.plan import run
from tests.policy.test_splitting import CHOSEN, ONE_OF_TWO, course, read, text_of
from tests.population.conftest import tables, write_csv

TODAY = date(2026, 12, 1)
AWARD = Award("ACA-JSWE", date(2025, 1, 10))
MINIMA = """
[group.aca.minimum]
tax = [{ from = 2020-01-01, units = 20, source = "s" }]
accounting = [{ from = 2020-01-01, units = 15, source = "s" }]
"""
A_TALK = """
[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting"]

[[group.aca.also]]
key = "talk"
title = "A talk"
kind = "counter"
counter = "talks"
least = [{ from = 2020-01-01, count = 1, source = "s" }]
"""
EITHER = """
[group.aca.minimum]
tax = [{ from = 2020-01-01, units = 2, source = "s" }]
law = [{ from = 2020-01-01, units = 5, source = "s" }]

[[group.aca.also]]
key = "either"
title = "Either"
kind = "choices"
least = [{ from = 2020-01-01, count = 1, source = "s" }]

[[group.aca.also.choice]]
key = "talks"
title = "Talks"
kind = "counter"
counter = "talks"
least = [{ from = 2020-01-01, count = 2, source = "s" }]

[[group.aca.also.choice]]
key = "accounting"
title = "Accounting"
kind = "units"
carried_units = "don't count"
category = "accounting"
least = [{ from = 2020-01-01, units = 4, source = "s" }]
"""
A_YEAR = """
[group.aca.minimum]
tax = [{ from = 2020-01-01, units = 80, source = "s" }]
accounting = [{ from = 2020-01-01, units = 80, source = "s" }]
law = [{ from = 2020-01-01, units = 80, source = "s" }]

[[limit]]
key = "year"
title = "A year"
types = ["course"]
each = "calendar year"
most = [{ from = 2020-01-01, units = 150, source = "s" }]
"""


def policy_of(how: str = CHOSEN, more: str = "") -> Policy:
    return read(text_of(how, MINIMA + more))


def planned(policy: Policy, *done: Activity, wish: Wish | None = None) -> tuple[Way, list[str]]:
    wish = wish or Wish()
    found = outlook(plan(policy), History((AWARD,), (), done), TODAY, wish)
    best = found.targets[0].best
    assert best is not None
    return best, [str(line.text) for line in outlook_told(policy, found, wish)]


def renews(policy: Policy, way: Way, *done: Activity) -> bool:
    """Whether a way renews, by the evaluator alone, with every step on its last day."""
    steps = [
        Activity(f"{i}:{n}", step.type, step.last, f"{i}:{n}", quantity=step.quantity, parts=given)
        for i, step in enumerate(way.steps)
        for n in range(step.times)
        for given in [tuple(Part(*each) for each in step.parts or [(step.category, step.quantity)] if each[0])]
    ]
    found = assess(plan(policy), History((AWARD,), (), (*done, *steps)), date(2027, 1, 10))
    return found.groups[0].cycles[0].state is CycleState.RENEWED


def test_one_course_is_proposed_for_two_categories_that_lack_something() -> None:
    way, lines = planned(policy_of())
    assert lines[1] == (
        "5 hours of “Coursework”, by January 10, 2027, split: 3.5 hours of Tax and 1.5 hours of Accounting"
    )
    assert "One activity." in lines
    assert any(line.endswith("what is due that day still renews it until April 10, 2027.") for line in lines)
    assert renews(policy_of(), way)


def test_categories_that_lack_nothing_get_no_part() -> None:
    three = CHOSEN.replace('["tax", "accounting"]', '["law", "tax", "accounting"]')
    _, lines = planned(policy_of(three))
    assert lines[1].endswith("split: 3.5 hours of Tax and 1.5 hours of Accounting")


@pytest.mark.parametrize(
    ("first", "split"),
    [
        ("law", "1 hour of Tax, 1 hour of Accounting and 3 hours of Law"),
        ("tax", "4 hours of Tax and 1 hour of Accounting"),
    ],
)
def test_most_of_a_course_is_not_of_the_topic_of_which_an_hour_is_asked(first: str, split: str) -> None:
    named = [first, *(key for key in ("law", "tax", "accounting") if key != first)]
    few = MINIMA.replace("units = 20,", "units = 10,").replace("units = 15,", "units = 10,")
    policy = read(text_of(CHOSEN.replace('["tax", "accounting"]', str(named).replace("'", '"')), few))
    way, lines = planned(policy)
    assert lines[1].endswith(f"split: {split}")
    assert renews(policy, way)


def test_each_part_is_proposed_as_somebody_would_record_it() -> None:
    policy = read(text_of(CHOSEN, MINIMA.replace("units = 15,", "units = 15.5,")))
    way, lines = planned(policy)
    assert lines[1].endswith("split: 3.5 hours of Tax and 1.75 hours of Accounting")
    assert renews(policy, way)


def test_what_is_on_record_leaves_the_rest_to_one_course() -> None:
    done = course("2.5", "accounting:0.5", "tax:2", on=date(2026, 3, 1))
    way, lines = planned(policy_of(), done)
    assert lines[1] == "2.5 hours of “Coursework”, by January 10, 2027 (Accounting)"
    done = course("2.5", "accounting:1", "tax:1.5", on=date(2026, 3, 1))
    way, lines = planned(policy_of(), done)
    assert lines[1].endswith("split: 2 hours of Tax and 0.5 hours of Accounting")
    assert renews(policy_of(), way, done)


def test_where_an_activity_is_of_one_category_each_has_its_own() -> None:
    hours = '\nmeasured_in = { one = "hour", many = "hours" }'
    policy = policy_of(ONE_OF_TWO + hours)
    way, _ = planned(policy)
    assert [step.category for step in way.steps] == ["accounting", "tax"]
    assert renews(policy, way)


def test_no_category_is_named_where_each_of_them_does() -> None:
    policy = read(text_of(ONE_OF_TWO + '\nmeasured_in = { one = "hour", many = "hours" }'))
    way, lines = planned(policy)
    assert {step.category for step in way.steps} == {""}
    assert not any("(Tax)" in line or "(Accounting)" in line for line in lines)
    assert renews(policy, way)


def test_a_condition_that_nothing_on_record_turns_leaves_it_known_how_few_are_enough() -> None:
    student = """
[[circumstance]]
key = "student"
title = "Student"
description = "d"
evidence = "e"
removes = "nothing"
source = "s"
"""
    waived = ', { from = 2020-01-01, count = 0, when = { is = ["student"], on = "any day" }, source = "s" }]'
    policy = policy_of(CHOSEN, A_TALK.rstrip().removesuffix("]") + waived + student)
    _, lines = planned(policy)
    assert "2 activities. No way needs fewer." in lines
    later = Circumstance("student", date(2026, 12, 20))
    found = outlook(plan(policy), History((AWARD,), circumstances=(later,)), TODAY, Wish())
    assert not any(way.is_proved for target in found.targets if (way := target.best))


def test_what_else_is_asked_stands_beside_the_one_that_is_split() -> None:
    policy = policy_of(CHOSEN, A_TALK)
    way, lines = planned(policy)
    assert sorted(step.type for step in way.steps) == ["course", "presenting"]
    assert "2 activities. No way needs fewer." in lines  # no talk is of a category that lacks some
    assert renews(policy, way)
    (split,) = (step for step in way.steps if step.parts)
    assert sum((much for _, much in split.parts), Decimal(0)) == split.quantity == Decimal("3.5")


@pytest.mark.parametrize("size", ["0.4", "1"])
def test_parts_are_proposed_in_the_steps_in_which_they_are_recorded(size: str) -> None:
    policy = policy_of(CHOSEN + f"parts_in = [{size}]\n")
    way, _ = planned(policy)
    (step,) = way.steps
    assert all(much % Decimal(size) == 0 for _, much in step.parts) and len(step.parts) == 2
    assert renews(policy, way)


def test_what_a_choice_asks_of_a_category_is_a_part_of_the_one_that_is_split() -> None:
    how = CHOSEN.replace("hour", "minute").replace("each part", "the whole").replace('"]', '", "law"]')
    text = text_of(how, A_TALK.partition("[[")[0] + EITHER).replace("step = 0.5", "step = 1")
    fixed = "worth = [{ from = 2024-02-01, units = 10, source = "
    text = text.replace(fixed, "worth = [{ from = 2020-01-01, units = 1, per = 50, source = ", 1)
    policy = read(text.replace("units = 50, source", "units = 10, source", 1))
    way, _ = planned(policy)
    (step,) = way.steps
    assert dict(step.parts) == {"tax": 100, "accounting": 200, "law": 250}
    assert renews(policy, way)


def test_where_only_so_much_counts_in_a_year_one_is_split_in_each() -> None:
    policy = read(text_of(CHOSEN.replace('"]', '", "law"]') + "parts_in = [0.5]\n", A_YEAR))
    way, lines = planned(policy)
    assert [(step.quantity, step.times) for step in way.steps] == [(Decimal(9), 1), (Decimal(15), 1)]
    assert all(len(step.parts) == 3 for step in way.steps)
    assert "2 activities. Fewer may be enough." in lines
    assert renews(policy, way)


def test_what_is_priced_is_of_one_category_each() -> None:
    way, _ = planned(policy_of(), wish=Wish(costs={"course": Decimal(1)}))
    assert not any(step.parts for step in way.steps) and renews(policy_of(), way)


def test_a_program_reads_how_much_is_of_which_category(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_csv(tmp_path / "data", tables([History((AWARD,))]))
    (tmp_path / "policy.toml").write_text(text_of(CHOSEN, MINIMA))
    given = ["--policy", str(tmp_path / "policy.toml"), "--data", str(tmp_path / "data"), "--as-of", str(TODAY)]
    assert run(["P0000", *given, "--json"]) == 0
    (step,) = json.loads(capsys.readouterr().out)["cycles"][0]["best"]["steps"]
    assert (step["quantity"], step["parts"]) == ("5", {"tax": "3.5", "accounting": "1.5"})
