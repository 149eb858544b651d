"""A population has graces of months, windows of days, and what is done after an end, as each of its people would."""

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from recert.policy.cycles import GraceActivity
from recert.policy.history import Activity, Award, Exam, History
from recert.policy.lateness import DoneSuspended
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.read import parse_policy
from recert.population import assess as population
from tests import earning
from tests.population.conftest import tables, write_parquet
from tests.population.test_assess import AS_OF, entries_alone, entries_written, read, standings_alone, standings_written
from tests.population.test_earning import assessed, person

TEXT = (
    earning.USUAL.read_text()
    .replace("grace_days = 90", "grace_months = 6\nopens_days = 150")
    .replace('"where the last one ended"', '"the day after the renewal, ending where it would have"')
    .replace('grace_activity = "ended cycle"', 'grace_activity = "next cycle"')
)


def same_for_everybody(folder: Path, text: str, some: list[History]) -> Policy:
    """Assesses people by a policy as a population, and checks that both tables are what each of them gets alone."""
    policy = parse_policy(text)
    assert isinstance(policy, Policy), policy
    write_parquet(folder / "data", tables(some))
    assert assessed(folder, text) == 0
    assert standings_written(folder / "out") == standings_alone(some, AS_OF, plan(policy))
    assert entries_written(folder / "out") == entries_alone(some, AS_OF, plan(policy))
    return policy


def ending_soon(seed: int) -> History:
    """Somebody whose first cycle ends after some months; some pass the exam in its grace."""
    found, chance = person(seed), random.Random(seed)
    (award,) = found.awards
    end = award.on + timedelta(days=chance.choice([40, 200, 300]))
    passed = (Exam(award.certification, end + timedelta(days=chance.randrange(180)), True),)
    award = Award(award.certification, award.on, end)
    return replace(found, awards=(award,), exams=passed if chance.randrange(3) else ())


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_is_done_after_an_end_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [ending_soon(seed) for seed in range(150)]
    policy = same_for_everybody(tmp_path, TEXT, some)
    assert "no_next_cycle" in {row["reason"] for row in read(tmp_path / "out", "entries")}
    usual = replace(policy, cycle=replace(policy.cycle, grace_activity=GraceActivity.ENDED_CYCLE))
    assert standings_alone(some, AS_OF, plan(policy)) != standings_alone(some, AS_OF, plan(usual))
    ends = [(row["end"], row["grace_until"]) for row in read(tmp_path / "out", "standings")]
    assert any((last - end).days > 180 for end, last in ends if isinstance(end, date) and isinstance(last, date))


SUSPENDED = """
[suspension]
months = 9
renewed_by = ["units", "exam"]
next_starts = "where the last one ended"
activity = "{suspended}"
{more}
source = "s"
"""


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
@pytest.mark.parametrize(
    ("grace", "suspended", "more"),
    [
        ("next cycle", "ended cycle", 'done_in_grace = "next cycle"'),
        ("next cycle", "ended cycle", 'done_in_grace = "ended cycle"'),
        ("ended cycle", "next cycle", ""),
    ],
)
def test_a_suspension_that_earns_for_another_cycle_than_the_grace_is_the_same_for_a_population(
    grace: str, suspended: str, more: str, compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [ending_soon(seed) for seed in range(100)]
    text = earning.USUAL.read_text().replace('grace_activity = "ended cycle"', f'grace_activity = "{grace}"')
    policy = same_for_everybody(tmp_path, text + SUSPENDED.format(suspended=suspended, more=more), some)
    assert policy.suspension is not None
    for done in {*DoneSuspended} - {policy.suspension.activity}:
        usual = replace(policy, suspension=replace(policy.suspension, activity=done))
        assert entries_alone(some, AS_OF, plan(policy)) != entries_alone(some, AS_OF, plan(usual)), done


ONWARD = (
    earning.USUAL.read_text()
    .replace('surplus = "not carried"', 'surplus = "not carried"\nafter_renewal = "is of the next cycle"')
    .replace('ends = "same day"', 'ends = "end of year"\nyear_ends = ["05-31", "11-01"]')
)


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_is_done_after_a_renewal_in_years_of_its_own_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [ending_soon(seed) for seed in range(100)]
    policy = same_for_everybody(tmp_path, ONWARD, some)
    for cycle in (replace(policy.cycle, renewed_next=False), replace(policy.cycle, year_ends=())):
        usual = replace(policy, cycle=cycle)
        assert entries_alone(some, AS_OF, plan(policy)) != entries_alone(some, AS_OF, plan(usual))


BEGINS = TEXT.replace(
    'ends = "same day"', 'ends = "day before"\nstarts = "the first of its month"\nbefore_award = "counts"'
)


def done_in_its_month(seed: int) -> History:
    """Somebody of whom something is done in the month of the award, before it."""
    found = person(seed)
    (award,) = found.awards
    on = award.on.replace(day=random.Random(seed).randrange(1, award.on.day + 1))
    early = Activity("early", "course", on, "early")
    return replace(found, activities=(*found.activities, early))


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_is_done_in_the_month_of_the_award_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [done_in_its_month(seed) for seed in range(100)]
    policy = same_for_everybody(tmp_path, BEGINS, some)
    usual = replace(policy, cycle=replace(policy.cycle, before_award=False))
    assert entries_alone(some, AS_OF, plan(policy)) != entries_alone(some, AS_OF, plan(usual))


DEADLINE = """
[deadline]
days = 25
of = ["course", "presenting"]
later = "is of the next cycle"
renewing_later = "is late"
source = "s"

[[late]]
from_day = 10
units = 10
source = "s"

[counter.events]
name = "Events"
one = "event"
many = "events"
counts = "uses"
types = ["local-event", "global-event"]

[[group.aca.also]]
key = "either"
title = "An event, or units"
kind = "choices"
least = [{ from = 2024-02-01, count = 1, source = "s" }]

[[group.aca.also.choice]]
key = "event"
title = "An event"
kind = "counter"
counter = "events"
least = [{ from = 2024-02-01, count = 1, source = "s" }]

[[group.aca.also.choice]]
key = "units"
title = "Units"
kind = "units"
carried_units = "don't count"
least = [{ from = 2024-02-01, units = 60, source = "s" }]
"""


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_a_deadline_and_choices_are_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [ending_soon(seed) for seed in range(150)]
    text = earning.USUAL.read_text().replace('grace_activity = "ended cycle"', 'grace_activity = "next cycle"')
    policy = same_for_everybody(tmp_path, text + DEADLINE, some)
    assert "no_next_cycle" in {row["reason"] for row in read(tmp_path / "out", "entries")}
    for usual in (
        replace(policy, deadline=None),
        replace(policy, groups=tuple(replace(group, demands=()) for group in policy.groups)),
    ):
        assert standings_alone(some, AS_OF, plan(policy)) != standings_alone(some, AS_OF, plan(usual))


MONTHS_LATE = """
[[late]]
ended_before = 2025-06-01
from_day = 5
units = 0
source = "s"

[[late]]
from_day = 10
units = 10
source = "s"

[[late]]
after_months = 1
units = 15
every_months = 2
source = "s"

[counter.events]
name = "Events"
one = "event"
many = "events"
counts = "uses"
types = ["local-event", "global-event"]

[[group.aca.also]]
key = "event"
title = "An event"
kind = "counter"
counter = "events"
late_after_months = 2
least = [{ from = 2024-02-01, count = 1, source = "s" }]
"""


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
@pytest.mark.parametrize("ends", ["same day", "day before", "end of month"])
def test_what_late_renewals_take_after_months_is_the_same_for_a_population(
    ends: str, compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [ending_soon(seed) for seed in range(150)]
    text = earning.USUAL.read_text().replace("grace_days = 90", "grace_days = 300")
    policy = same_for_everybody(tmp_path, text.replace('ends = "same day"', f'ends = "{ends}"') + MONTHS_LATE, some)
    for usual in (
        replace(policy, surcharges=policy.surcharges[1:]),
        replace(policy, surcharges=policy.surcharges[:2]),
        replace(policy, groups=tuple(replace(group, demands=()) for group in policy.groups)),
    ):
        assert standings_alone(some, AS_OF, plan(policy)) != standings_alone(some, AS_OF, plan(usual))


NOTICE = """
[[move]]
key = "notice"
title = "Half a year more"
first = 2024-05-01
last = 2026-12-31
months = 6
dates_given_later = "stay"
source = "a notice"
"""


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_a_move_of_what_is_held_on_its_day_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [ending_soon(seed) for seed in range(100)]
    policy = same_for_everybody(tmp_path, earning.USUAL.read_text() + NOTICE, some)
    later = replace(policy, moves=tuple(replace(move, later=True) for move in policy.moves))
    on = [award.on < policy.moves[-1].on for each in some for award in each.awards]
    assert True in on and False in on
    assert standings_alone(some, AS_OF, plan(policy)) != standings_alone(some, AS_OF, plan(later))
