"""Somebody whose cycle asks something of each year of the calendar, and opens in its last months, plans for it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recert.policy import explain
from recert.policy.assess import assess
from recert.policy.history import Activity, Award, Circumstance, Extension, History
from recert.policy.lateness import DoneSuspended
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told, what_if_told
from recert.policy.planning.way import Wish
from recert.policy.sentence import Sentence
from recert.policy.story import story
from recert.policy.what_if import what_if
from tests.policy.strategies import reference
from tests.policy.test_splitting import read

TEXT = """
program = "agents"
name = "Agents"
version = "1"
time_zone = "UTC"
[unit]
one = "hour"
many = "hours"
step = 1
rounding = "down"
[candidate]
prefix = "AG"
digits = 6
source = "s"
[groups]
word = "enrollment"
[category.ethics]
name = "Ethics"
[cycle]
anchor = "calendar"
months = 36
grace_months = 1
opens_months = 2
source = "s"
last_day = "included"
end = "earliest expiry"
new_expiry = "same date for all, at least the latest"
next_starts = "where the last one ended"
grace_activity = "next cycle"
surplus = "not carried"
award_after_early_renewal = "keeps its own date"
[suspension]
months = 35
renewed_by = ["units"]
next_starts = "where the last one ended"
activity = "ended cycle"
done_in_grace = "ended cycle"
source = "s"
[counting]
from = 2018-01-01
source = "s"
when = "submitted"
worth_governed_by = "activity date"
limits_governed_by = "cycle start"
requirement_governed_by = "cycle start"
over_limit = "counts 0"
which_uses = "worth most"
same_day_again = "refused"
other_day_again = "warned"
several_days = "last day"
[[circumstance]]
key = "waiver"
title = "Waiver"
description = "d"
evidence = "e"
removes = "months"
months_counted = "full"
at_least_days = 30
most_months = 36
rounding = "up"
to = 2
shrinks = ["ethics"]
extends = false
source = "s"
"""
ACTIVITY = """
[activity.{key}]
title = "{title}"
one = "{title}"
many = "{title}s"
description = "d"
evidence = "e"
proof = "completion"
"""
HOURS = """measured_in = { one = "hour", many = "hours" }
worth = [{ from = 2018-01-01, units = 1, source = "s" }]
"""
COUNTER = """
[counter.{key}]
name = "{title}"
one = "{title}"
many = "{title}s"
counts = "uses"
types = ["{key}"]
"""
GROUP = """
[group.{key}]
name = "Agent {key}"
short = "{key}"
periods_from = {first}
requires = [{{ from = 2018-01-01, units = 72, source = "s" }}]
[group.{key}.minimum]
ethics = [{{ from = 2018-01-01, units = 6, source = "s" }}]
[[group.{key}.also]]
key = "form"
title = "The form"
kind = "counter"
counter = "form"
least = [{{ from = 2018-01-01, count = 1, source = "s" }}]
[certification.{key}]
exam = "{key}"
title = "Agent {key}"
group = "{key}"
"""
YEARLY = """
[[group.{key}.also{of}]]
key = "{name}"
title = "{title}"
kind = "each year"
{category}
years = "of the calendar"
carried_units = "don't count"
least = [{{ from = 2018-01-01, units = {units}, source = "s" }}]
[[group.{key}.also{of}.relief]]
circumstances = ["waiver"]
removes = "months"
at_least_days = 30
months_counted = "full"
rounding = "up"
to = 1
source = "s"
"""
CHOICES = """
[[group.{key}.also]]
key = "{name}"
title = "{title}"
kind = "choices"
least = [{{ from = 2018-01-01, count = 1, source = "s" }}]
"""
SEE = """
[[{of}]]
key = "see"
title = "The exam again"
kind = "counter"
counter = "see"
least = [{{ from = 2018-01-01, count = 1, source = "s" }}]
"""
WAY = """
[[group.{key}.or]]
key = "see"
title = "The exam again, and 16 hours in the last year"
requires = [{{ from = 2018-01-01, units = 16, source = "s" }}]
"""
LAST = """
[[group.{key}.or.also]]
key = "last"
title = "16 hours in the last year"
kind = "last months"
months = 12
before = "the cycle's end"
carried_units = "don't count"
least = [{{ from = 2018-01-01, units = 16, source = "s" }}]
"""
ASKED = (("hours", "16 hours in each year", "", 16), ("ethics", "2 of ethics in each year", 'category = "ethics"', 2))


def pieces(groups: dict[str, str], *, by_exam: bool) -> Iterator[str]:
    yield TEXT
    yield ACTIVITY.format(key="course", title="course") + HOURS
    yield ACTIVITY.format(key="ethics", title="ethics course") + 'category = "ethics"\n' + HOURS
    for key in ("form", "see") if by_exam else ("form",):
        yield ACTIVITY.format(key=key, title=key) + "worth = []\n" + COUNTER.format(key=key, title=key)
    for key, first in groups.items():
        yield GROUP.format(key=key, first=first)
        for name, title, category, units in ASKED:
            if by_exam:
                yield CHOICES.format(key=key, name=f"{name}-or", title=f"{title}, or the exam")
            of = ".choice" if by_exam else ""
            yield YEARLY.format(key=key, of=of, name=name, title=title, category=category, units=units)
            if by_exam:
                yield SEE.format(of=f"group.{key}.also.choice")
        if by_exam:
            yield WAY.format(key=key) + SEE.format(of=f"group.{key}.or.also") + LAST.format(key=key)


LIMIT = """
[[limit]]
key = "courses"
title = "Courses"
types = ["course"]
each = "calendar year"
most = [{ from = 2018-01-01, units = 30, source = "s" }]
"""


def rules(*groups: str, by_exam: bool = False, more: str = "") -> Policy:
    firsts = {"a4": "2023-01-01", "a7": "2024-01-01"}
    return read("".join(pieces({key: firsts[key] for key in groups or ("a7",)}, by_exam=by_exam)) + more)


def done(on: date, kind: str, hours: int = 1) -> Activity:
    return Activity(f"{kind} {on}", kind, on, f"{kind} {on}", quantity=Decimal(hours))


AWARD = (Award("a7", date(2024, 1, 1)),)
YEARS = tuple(
    each
    for year in (2024, 2025, 2026)
    for each in (done(date(year, 2, 1), "course", 22), done(date(year, 2, 2), "ethics", 2))
)


def planned(policy: Policy, history: History, on: date, wish: Wish = Wish()) -> list[str]:  # noqa: B008 - it is frozen
    return [str(line.text) for line in outlook_told(policy, outlook(plan(policy), history, on, wish), wish)]


def told(policy: Policy, history: History, on: date) -> list[str]:
    return [str(line.text) for line in story(policy, history, assess(plan(policy), history, on))]


@pytest.mark.parametrize("on", [date(2026, 12, 15), date(2027, 1, 15)])
def test_the_last_day_is_this_cycles_also_where_something_of_a_coming_day_renews_it(on: date) -> None:
    history = History(AWARD, (), (*YEARS, done(date(2027, 1, 31), "form")))
    lines = planned(rules(), history, on)
    assert not any("2032" in line for line in lines)
    assert any("December 31, 2029" in line for line in lines[1:] if "to be renewed" in line or "Done from" in line) or (
        lines[0].startswith("Agent a7, to be renewed by December 31, 2029")
    )
    (target,) = outlook(plan(rules()), history, on).targets
    assert target.goal.until == date(2029, 12, 31)


def test_a_year_of_the_calendar_that_is_over_is_lost_in_the_grace_already() -> None:
    history, on = History((Award("a7", date(2025, 12, 31)),)), date(2027, 1, 5)
    lines = planned(rules(), history, on)
    lost = (
        "No activities renew this cycle any more: 2026 gave 0 of 16 hours for “16 hours in each year”, "
        "and it is too late for more."
    )
    assert lost in lines
    assert not any("too many ways" in line for line in lines)
    assert not any("brings it back" in line for line in told(rules(), history, on))


def test_who_reads_of_the_suspension_hears_what_nothing_makes_up_for_then() -> None:
    history = History((Award("a7", date(2025, 12, 31)),))
    lines = told(rules(), history, date(2026, 1, 15))
    at = lines.index(
        "If it is not renewed by January 31, 2027, it is suspended and not valid. Earning what is missing by "
        "December 31, 2029 brings it back."
    )
    assert lines[at + 1] == (
        "What a year lacks can't be made up for then: 16 hours in each year and 2 of ethics in each year."
    )
    paid = History(AWARD, (), YEARS)
    assert not any("made up for then" in line for line in told(rules(), paid, date(2026, 11, 1)))


def test_where_nothing_is_earned_while_suspended_the_story_says_so() -> None:
    policy = rules()
    assert policy.suspension is not None
    next_has_it = replace(policy.suspension, activity=DoneSuspended.NEXT_CYCLE)
    lines = told(replace(policy, suspension=next_has_it), History(AWARD, (), YEARS), date(2026, 11, 1))
    assert (
        "If it is not renewed by January 31, 2027, it is suspended and not valid. Completing what is missing by "
        "December 31, 2029 brings it back, but hours earned after December 31, 2026 don't count for that."
    ) in lines
    assert not any("Earning what is missing" in line for line in lines)


WAITING = (done(date(2026, 2, 1), "course", 14), done(date(2026, 2, 2), "ethics", 2), done(date(2026, 2, 3), "form"))
BY_WAY = (
    "Nothing more is needed: it renews on November 1, 2026, on which its last 2 months begin, "
    "by “The exam again, and 16 hours in the last year”."
)


def test_a_way_that_is_met_and_waits_for_the_window_lacks_nothing() -> None:
    policy, on = rules(by_exam=True), date(2026, 3, 1)
    history = History(AWARD, (), (*WAITING, done(date(2026, 2, 4), "see")))
    lines = told(policy, history, on)
    assert BY_WAY in lines
    assert not any("more hours" in line or "Another way" in line for line in lines)
    assert not any("earliest day" in line for line in lines)
    assert planned(policy, history, on)[0] == "Agent a7, to be renewed by December 31, 2026"
    standing = assess(plan(policy), history, on).groups[0]
    assert explain.alternatives(policy, standing) == ()
    assert str(explain_needs(policy, history, on)) == (
        "Expiry stays December 31, 2026 until it renews on November 1, 2026, on which its last 2 months begin."
    )
    without = told(policy, History(AWARD, (), WAITING), on)
    assert BY_WAY not in without
    assert any(line.endswith("Another way may take less.") for line in without)


def explain_needs(policy: Policy, history: History, on: date) -> Sentence | None:
    from recert.policy.explain_demands import needs_more

    standing = assess(plan(policy), history, on).groups[0]
    return needs_more(policy, policy.group("a7"), standing.current)


def test_what_if_says_that_a_way_is_met_and_waits() -> None:
    policy = rules(by_exam=True)
    proposed = (*WAITING, done(date(2026, 2, 4), "see"))
    found = what_if(plan(policy), History(AWARD), proposed, date(2026, 1, 15))
    assert str(next(iter(what_if_told(policy, found))).text) == f"Agent a7: 16 of 72 hours. Not renewed yet. {BY_WAY}"


def test_one_way_for_all_may_wait_as_long_as_it_renews_whenever_each_step_is_done() -> None:
    policy = rules("a4", "a7", by_exam=True)
    history = History((Award("a4", date(2024, 5, 10)), Award("a7", date(2024, 5, 10))))
    found = outlook(plan(policy), history, date(2024, 6, 1))
    assert found.together is not None
    assert {step.last for step in found.together.steps} == {date(2025, 12, 31)}
    assert {"form", "see"} < {step.type for step in found.together.steps}


def test_each_year_that_lacks_hours_takes_an_activity_of_its_own() -> None:
    leave = Circumstance("waiver", date(2025, 1, 1), date(2025, 12, 31))
    for policy in (rules(more=LIMIT), rules(by_exam=True, more=LIMIT)):
        lines = planned(policy, History(AWARD, circumstances=(leave,)), date(2024, 6, 1))
        assert "3 activities. No way needs fewer." in lines


def test_a_waiver_to_come_is_named_where_it_is_counted_on() -> None:
    leave = Circumstance("waiver", date(2025, 1, 1), date(2025, 12, 31))
    said = "What is on record from January 1, 2025 to December 31, 2025 is counted on: Waiver."
    policy, history = rules(), History(AWARD, circumstances=(leave,))
    assert said in planned(policy, history, date(2024, 6, 1))
    assert said not in planned(policy, history, date(2025, 1, 1))
    open_ended = History(AWARD, circumstances=(Circumstance("waiver", date(2025, 1, 1)),))
    assert "What is on record from January 1, 2025 on is counted on: Waiver." in planned(
        policy, open_ended, date(2024, 6, 1)
    )
    needless = History(AWARD, circumstances=(Circumstance("waiver", date(2025, 1, 1), date(2025, 1, 15)),))
    assert not any("counted on" in line for line in planned(policy, needless, date(2024, 6, 1)))


def test_an_extension_to_come_is_named_where_it_is_counted_on() -> None:
    later = Extension("ACA-JSWE", date(2026, 11, 1), date(2027, 6, 30))
    history = History((Award("ACA-JSWE", date(2025, 1, 10)),), extensions=(later,))
    lines = planned(reference().policy, history, date(2026, 6, 1))
    assert "The extension to June 30, 2027 that is on record for November 1, 2026 is counted on." in lines
