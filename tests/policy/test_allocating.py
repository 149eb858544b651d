"""Somebody whose activities serve one credential only assigns them, or takes what is proposed."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from recert.policy import explain
from recert.policy.allocating import propose
from recert.policy.allocating_told import allocation_told
from recert.policy.allocation_search import assigning, deadlines
from recert.policy.assess import assess
from recert.policy.assessment import Reason
from recert.policy.history import Activity, Award, History
from recert.policy.lateness import Suspension
from recert.policy.model import Counter, CounterOf, Demand, DemandKind, Policy, Value
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.policy.story import story
from recert.terminal import plan as plan_command
from recert.terminal.allocate import run
from tests.policy.strategies import PROGRAMS
from tests.policy.test_splitting import read, text_of, told
from tests.population.conftest import tables, write_csv

ALLOCATION = """
[allocation]
activities = "serve one credential"
unassigned = "count for nothing"
source = "s"
"""
ONE = read(text_of("", ALLOCATION))
ON = date(2026, 6, 1)
AWARDS = (Award("ACA-JSWE", date(2025, 1, 10)), Award("ACP-JCA", date(2025, 3, 1)))


def done(many: int, kind: str = "course", serves: tuple[str, ...] = (), name: str = "") -> tuple[Activity, ...]:
    return tuple(
        Activity(f"{kind} {name}{i}", kind, date(2026, 1, 1 + i), f"{kind} {name}{i}", serves=serves)
        for i in range(many)
    )


def reasons(policy: Policy, activity: Activity) -> dict[str, tuple[Reason, str]]:
    found = assess(plan(policy), History(AWARDS, (), (activity,)), ON)
    return {
        standing.group: (entry.reason, str(explain.entry(policy, standing, entry, {activity.ref: activity})))
        for standing in found.groups
        for entry in standing.entries
    }


def test_an_activity_counts_for_the_one_it_is_assigned_to() -> None:
    found = reasons(ONE, done(1, serves=("acp",))[0])
    assert found["acp"][0] == Reason.COUNTED
    assert found["aca"] == (
        Reason.ASSIGNED,
        "0 for Associate: it serves Professional, and an activity serves one level only. "
        "You can assign it to Associate instead.",
    )


def test_a_story_tells_in_one_line_what_was_assigned_elsewhere() -> None:
    history = History(AWARDS, (), (*done(3, serves=("acp",)), *done(1, "presenting", serves=("acp",))))
    lines = [str(line.text) for line in story(ONE, history, assess(plan(ONE), history, ON))]
    names = "“course 0”, “presenting 0”, “course 1”, “course 2”"
    assert f"0 for Associate: 4 activities, which you assigned to Professional: {names}." in lines
    assert not any(line.startswith("0 for Associate: it serves") for line in lines)
    one = replace(history, activities=history.activities[:1])
    lines = [str(line.text) for line in story(ONE, one, assess(plan(ONE), one, ON))]
    assert "0 for Associate: “course 0”, which you assigned to Professional." in lines


def test_not_assigned_it_counts_for_none() -> None:
    assert {reason for reason, _ in reasons(ONE, done(1)[0]).values()} == {Reason.UNASSIGNED}
    assert reasons(ONE, done(1)[0])["aca"][1] == (
        "0 for Associate: it is assigned to no level yet, and it counts for the one alone to which it is."
    )


def test_assigned_to_more_than_it_may_serve_it_counts_for_none() -> None:
    both = done(1, serves=("aca", "acp"))[0]
    assert reasons(ONE, both)["aca"] == (
        Reason.UNASSIGNED,
        "0 for Associate: it is assigned to Associate and Professional, and an activity serves at most 1. "
        "You can choose among them.",
    )
    two = read(text_of("", ALLOCATION + "at_most = 2\n"))
    assert {reason for reason, _ in reasons(two, both).values()} == {Reason.COUNTED}


def test_other_types_serve_all() -> None:
    some = read(text_of("", ALLOCATION + 'of = ["presenting"]\n'))
    assert {reason for reason, _ in reasons(some, done(1)[0]).values()} == {Reason.COUNTED}


def test_the_policy_must_say_what_becomes_of_what_nobody_assigned() -> None:
    assert any("`unassigned` is missing" in each for each in told(text_of("", ALLOCATION.replace("unassigned", "x"))))
    every = ALLOCATION.replace("serve one credential", "serve every credential").replace("unassigned", "# ")
    assert read(text_of("", every)).allocation is None


def test_the_earliest_deadline_comes_first_and_the_rest_is_kept() -> None:
    history = History(AWARDS, (), done(6))
    found = propose(plan(ONE), history, ON)
    assert list(found.assigned.values()) == [*[("aca",)] * 5, ("acp",)]
    assert [group for group, _ in deadlines(found.after)] == ["acp"]
    assert [str(line.text) for line in allocation_told(ONE, history, found)][5:] == [
        "January 6, 2026: Coursework, “course 5”: for Professional",
        "Associate, to be renewed by January 10, 2027: that renews it.",
        "Professional, to be renewed by March 1, 2027: 90 CE units missing then.",
        "ACA-JSWE: January 10, 2029 instead of January 10, 2027.",
        "There are too many ways to try them all: another may leave less missing, or use fewer activities.",
    ]


def test_a_level_that_no_activities_renew_any_more_is_said_to_miss_no_units() -> None:
    each = Demand("year", "20 in each year", DemandKind.EACH_YEAR, "", 0, 0, (Value(ONE.floor, Decimal(20), ""),))
    policy = replace(ONE, groups=tuple(replace(g, demands=(each,) if g.key == "aca" else ()) for g in ONE.groups))
    history = History(AWARDS, (), done(1))
    told = [str(line.text) for line in allocation_told(policy, history, propose(plan(policy), history, ON))]
    (associate,) = [line for line in told if line.startswith("Associate, to be renewed by")]
    assert associate.startswith("Associate, to be renewed by January 10, 2027. No activities renew this cycle any more")
    exam = Suspension(24, by_units=False, by_exam=True, restarts=False, source="")
    policy, late = replace(ONE, suspension=exam), date(2027, 6, 1)
    told = [str(line.text) for line in allocation_told(policy, history, propose(plan(policy), history, late))]
    assert "Associate, to be renewed by April 10, 2029. No units are needed: passing the exam again renews." in told


def test_what_else_a_level_needs_is_said_with_the_last_day_for_it() -> None:
    fee = Demand("fee", "Course", DemandKind.COUNTER, "courses", 0, 0, (Value(ONE.floor, Decimal(1), ""),))
    courses = Counter("courses", "Courses", "course", "courses", ("global-event",), CounterOf.USES)
    groups = tuple(replace(g, demands=(fee,)) for g in ONE.groups)
    policy = replace(ONE, groups=groups, counters=(courses,))

    def said(many: int, on: date) -> list[str]:
        history = History(AWARDS[:1], (), done(many))
        told = [str(line.text) for line in allocation_told(policy, history, propose(plan(policy), history, on))]
        return [line for line in told if line.startswith("Associate")]

    assert said(5, ON) == ["Associate, to be renewed by January 10, 2027. Still needed then: Course."]
    assert said(4, date(2027, 3, 1)) == [
        "Associate, to be renewed by April 10, 2027: 10 CE units missing then. Also needed: Course."
    ]
    assert said(5, date(2027, 6, 1)) == [
        "Associate: 50 of 50 CE units: not renewed by April 10, 2027, so it lapsed. Missing: Course."
    ]


def test_what_nothing_needs_is_kept() -> None:
    history = History(AWARDS[:1], (), done(6))
    found = propose(plan(ONE), history, ON)
    assert found.exact
    assert len(found.kept) == 1
    told = [str(line.text) for line in allocation_told(ONE, history, found)]
    assert sum("kept, nothing needs it now" in each for each in told) == 1


def test_what_is_assigned_stays_and_both_are_renewed_where_that_can_be() -> None:
    """Courses alone would do for one; the event and the talk leave them to the other."""
    history = History(AWARDS, (), (*done(4, serves=("acp",)), *done(1, "global-event"), *done(2, "presenting")))
    lowered = plan(read(text_of("", ALLOCATION)))
    found = propose(lowered, history, ON)
    assert {found.assigned[ref] for ref in ("global-event 0",)} == {("aca",)}
    assert all(a.ref not in found.assigned for a in history.activities if a.serves)


def ranked(policy: Policy, history: History, groups: Sequence[tuple[str, ...]]) -> int:
    free = [a.ref for a in history.activities if not a.serves]
    assigned = {ref: serves for ref, serves in zip(free, groups, strict=True) if serves}
    return len(deadlines(assess(plan(policy), assigning(history, assigned), ON)))


@pytest.mark.parametrize("many", [(1, 1, 1), (2, 1, 0), (0, 1, 2), (3, 1, 1)])
def test_no_assignment_renews_more(many: tuple[int, int, int]) -> None:
    values = "requires = [{ from = 2024-02-01, units = 30,"
    text = text_of("", ALLOCATION).replace("requires = [{ from = 2024-02-01, units = 50,", values)
    policy = read(text.replace("requires = [{ from = 2024-02-01, units = 100,", values))
    courses, events, talks = many
    activities = (*done(courses), *done(events, "global-event"), *done(talks, "presenting"))
    history = History(AWARDS, (), activities)
    found = propose(plan(policy), history, ON)
    every = product([(), ("aca",), ("acp",)], repeat=len(activities))
    assert found.exact
    assert len(deadlines(found.after)) == min(ranked(policy, history, groups) for groups in every)


def test_many_activities_are_assigned_one_after_the_other() -> None:
    history = History(AWARDS, (), done(16))
    found = propose(plan(ONE), history, ON)
    assert not found.exact
    assert deadlines(found.after) == []
    assert sorted(found.assigned.values()) == [("aca",)] * 5 + [("acp",)] * 10


def with_a_fee(policy: Policy) -> Policy:
    """The same where a fee is due besides, which no course pays."""
    fee = Demand("fee", "Fee", DemandKind.COUNTER, "fees", 0, 0, (Value(policy.floor, Decimal(1), ""),))
    fees = Counter("fees", "Fees", "fee", "fees", ("global-event",), CounterOf.USES)
    return replace(policy, groups=tuple(replace(g, demands=(fee,)) for g in policy.groups), counters=(fees,))


def test_a_fee_that_is_not_paid_yet_takes_no_activity_from_another_level() -> None:
    history = History(AWARDS, (), done(16))
    found = propose(plan(with_a_fee(ONE)), history, ON)
    assert not found.exact
    assert sorted(found.assigned.values()) == [("aca",)] * 5 + [("acp",)] * 10
    assert [cycle.missing for _, cycle in deadlines(found.after)] == [0, 0]


def test_many_activities_that_may_serve_two_levels_serve_both() -> None:
    two = read(text_of("", ALLOCATION + "at_most = 2\n"))
    for policy in (two, with_a_fee(two)):
        found = propose(plan(policy), History(AWARDS, (), done(12)), ON)
        assert not found.exact
        assert sorted(found.assigned.values()) == [("aca", "acp")] * 5 + [("acp",)] * 5
        assert len(found.kept) == 2


DIVIDED = read((PROGRAMS / "iapp" / "policy.toml").read_text())


ONE_EACH = replace(DIVIDED, allocation=DIVIDED.allocation and replace(DIVIDED.allocation, most=1, reaches=()))
AWARDED = (Award("CIPP-E", date(2019, 6, 1)), Award("CIPM", date(2019, 7, 1)))


def lasting(*hours: int, kind: str = "group-a", on: date = date(2020, 2, 1)) -> tuple[Activity, ...]:
    days = enumerate(on.replace(day=1 + i) for i in range(len(hours)))
    return tuple(Activity(f"{kind}{i}", kind, day, f"{kind}{i}", quantity=Decimal(hours[i])) for i, day in days)


def test_two_designations_of_many_credits_lack_nothing_but_their_fees() -> None:
    history = History(AWARDED, (), (*lasting(8, 8), *lasting(4, 4, 4, 4, 4, 4, kind="group-b", on=date(2020, 3, 1))))
    for policy in (DIVIDED, ONE_EACH):
        found = propose(plan(policy), history, date(2021, 3, 1))
        assert not found.exact
        assert [cycle.missing for _, cycle in deadlines(found.after)] == [0, 0]


def test_what_one_level_alone_can_use_leaves_the_rest_to_another() -> None:
    """The eight hours before the second award: with the twelve they are enough, and the small ones serve the other."""
    awards = (AWARDED[0], Award("CIPM", date(2020, 2, 2)))
    history = History(awards, (), lasting(8, 4, 2, 2, 2, 1, 12))
    found = propose(plan(ONE_EACH), history, date(2021, 3, 1))
    assert not found.exact
    assert [cycle.missing for _, cycle in deadlines(found.after)] == [0, 9]
    assert not found.kept


def test_what_is_kept_is_not_said_to_be_of_no_use_where_not_all_was_tried() -> None:
    history = History(AWARDS, (), (*done(4), *done(6, "presenting"), *done(1, "global-event")))
    found = propose(plan(ONE), history, ON)
    assert not found.exact
    assert found.kept
    told = [str(line.text) for line in allocation_told(ONE, history, found)]
    assert sum("kept, as nothing was found that needs it now" in each for each in told) == len(found.kept)
    assert told[-1] == (
        "There are too many ways to try them all: another may leave less missing, or use fewer activities."
    )


def test_withdrawn_activities_and_those_to_come_are_not_proposed() -> None:
    later = replace(done(1)[0], on=date(2026, 7, 1))
    assert propose(plan(ONE), History(AWARDS, (), (later,)), ON).assigned == {}


def test_ways_to_renew_are_planned_for_the_one_they_are_for() -> None:
    found = outlook(plan(ONE), History(AWARDS), ON)
    assert [target.best is not None for target in found.targets] == [True, True]
    assert found.together is None


def test_where_only_some_types_are_assigned_plans_say_which_may_serve_several_at_once() -> None:
    some = read(text_of("", ALLOCATION.replace("unassigned", 'of = ["course"]\nunassigned')))
    history = History(AWARDS)
    told = [str(line.text) for line in outlook_told(some, outlook(plan(some), history, ON), Wish())]
    assert told[0].startswith("Each is planned by itself, as some activities serve only what they are assigned to.")
    serving = ", ".join(f"“{kind.title}”" for kind in some.types if kind.key != "course")
    assert told[0].endswith(f"so that together it may take fewer: {serving}.")
    for policy, of in ((ONE, history), (some, History(AWARDS[:1])), (read(text_of("")), history)):
        lines = outlook_told(policy, outlook(plan(policy), of, ON), Wish())
        assert not any("by itself" in str(line.text) for line in lines)


def test_the_command_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "policy.toml").write_text(text_of("", ALLOCATION))
    data = write_csv(tmp_path / "data", tables([History(AWARDS, (), done(6))]))
    given = ["P0000", "--policy", str(tmp_path), "--data", str(data), "--as-of", str(ON)]
    assert run(given) == 0
    assert "January 1, 2026: Coursework, “course 0”: for Associate\n" in capsys.readouterr().out
    assert run([*given, "--json"]) == 0
    assert '"renews": [\n    "aca"\n  ]' in capsys.readouterr().out


def test_who_plans_hears_first_of_what_waits_to_be_assigned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "policy.toml").write_text(text_of("", ALLOCATION))
    both = [History(AWARDS, (), (*done(2), *done(1, "presenting", ("aca",)))), History(AWARDS, (), done(1))]
    data = write_csv(tmp_path / "data", tables(both))
    given = ["--policy", str(tmp_path), "--data", str(data), "--as-of", str(ON)]
    assert plan_command.run(["P0000", *given]) == 0
    assert capsys.readouterr().out.splitlines()[2:4] == [
        "2 activities on record wait to be assigned to what they serve, so they are not counted here.",
        "  “recert allocate” proposes what each serves. Assign them first.",
    ]
    assert plan_command.run(["P0001", *given]) == 0
    assert "1 activity on record waits to be assigned to what it serves" in capsys.readouterr().out
    assert plan_command.run(["P0001", *given, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unassigned"] == 1


def test_what_is_assigned_to_more_than_it_may_serve_waits_for_one_of_them() -> None:
    both = (*done(5, serves=("aca", "acp")), *done(1, "local-event", serves=("aca",)))
    history = History(AWARDS, (), both)
    found = propose(plan(ONE), history, ON)
    assert sorted(found.assigned.values()) == [*[("aca",)] * 4, ("acp",)]
    assert {s.group for s in found.after.groups if s.cycles[0].met_on} == {"aca"}
    assert outlook(plan(ONE), history, ON).unassigned == 5
    enough = replace(history, activities=tuple(replace(each, serves=("aca",)) for each in both))
    assert outlook(plan(ONE), enough, ON).unassigned == 0


REACH = """
[[allocation.reach]]
of = ["presenting"]
at_most = 2
source = "s"
"""


def test_how_many_an_activity_serves_may_depend_on_its_type() -> None:
    policy = read(text_of("", ALLOCATION + REACH))
    both = ("aca", "acp")
    assert {why for why, _ in reasons(policy, done(1, "presenting", both)[0]).values()} == {Reason.COUNTED}
    assert {why for why, _ in reasons(policy, done(1, "course", both)[0]).values()} == {Reason.UNASSIGNED}
    assert reasons(policy, done(1, "presenting")[0])["aca"][1] == (
        "0 for Associate: it is assigned to no level yet, and it counts for those alone to which it is, at most 2."
    )
    found = propose(plan(policy), History(AWARDS, (), (*done(1, "presenting"), *done(1))), ON)
    assert {len(groups) for ref, groups in found.assigned.items() if ref.startswith("course")} <= {1}
    assert found.assigned["presenting 0"] == both


def test_each_type_has_one_number_and_is_one_that_is_assigned() -> None:
    of = ALLOCATION.replace("unassigned", 'of = ["presenting"]\nunassigned')
    for text, said in (
        (ALLOCATION + REACH + REACH, "presenting has another number above it"),
        (of + REACH.replace("presenting", "course"), "activities of course are not assigned: they serve all"),
    ):
        found = parse_policy(text_of("", text))
        assert isinstance(found, Problems)
        assert [problem.what for problem in found.problems] == [said]
