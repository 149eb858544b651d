"""A way to renew that is open from a day on, or until one."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from recert.policy.assess import assess
from recert.policy.difference import differences
from recert.policy.handbook import handbook
from recert.policy.history import Activity, Award, History
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.planning.outlook import outlook
from recert.policy.planning.told import outlook_told
from recert.policy.planning.way import Wish
from recert.policy.read import read_policy
from recert.policy.story import story
from recert.terminal.typeset import for_terminal
from tests.policy.strategies import PROGRAMS

WAY = """
[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting"]

[[group.aca.or]]
key = "talk"
title = "A talk alone"
requires = [%s]

[[group.aca.or.also]]
key = "talk"
title = "A talk"
kind = "counter"
counter = "talks"
least = [{ from = 2024-02-01, count = 1, source = "s" }]
"""
OPENS = '{ from = 2010-01-01, closed = true, source = "s" }, { from = 2025-03-01, units = 20, source = "s" }'
CLOSES = OPENS + ', { from = 2027-01-01, closed = true, source = "s" }'
ALWAYS = '{ from = 2010-01-01, units = 20, source = "s" }'


def written(folder: Path, requires: str) -> Policy:
    file = folder / "policy.toml"
    file.write_text((PROGRAMS / "atlassian" / "policy.toml").read_text() + WAY % requires)
    found = read_policy(file)
    assert isinstance(found, Policy), found
    return found


def since(awarded: date) -> History:
    talk = Activity("1", "presenting", date(2027, 2, 1), "Boards")
    return History(awards=(Award("ACA-JSWE", awarded),), activities=(talk,))


@pytest.mark.parametrize(
    ("awarded", "way"),
    [(date(2025, 2, 28), ""), (date(2025, 3, 1), "talk"), (date(2026, 12, 31), "talk"), (date(2027, 1, 1), "")],
)
def test_only_cycles_that_begin_while_a_way_is_open_are_renewed_by_it(tmp_path: Path, awarded: date, way: str) -> None:
    lowered = plan(written(tmp_path, CLOSES))
    cycle = assess(lowered, since(awarded), date(2027, 2, 2)).groups[0].cycles[0]
    assert cycle.way == way
    assert [each.way for each in cycle.ways] == (["talk"] if way else [])


def test_whoever_has_no_such_way_is_told_and_proposed_none(tmp_path: Path) -> None:
    lowered = plan(written(tmp_path, OPENS))
    for awarded, told in ((date(2025, 2, 1), False), (date(2025, 4, 1), True)):
        history = History(awards=(Award("ACA-JSWE", awarded),))
        lines = [str(line.text) for line in story(lowered.policy, history, assess(lowered, history, date(2026, 1, 5)))]
        assert any("A talk alone" in line for line in lines) is told
        found = outlook(lowered, history, date(2026, 1, 5), Wish())
        assert (found.targets[0].best.cost == Decimal(1)) is told if found.targets[0].best else False
        planned = [str(line.text) for line in outlook_told(lowered.policy, found, Wish())]
        assert any("A talk alone" in line for line in planned) is told


def test_the_rules_and_their_differences_say_when_it_is_open(tmp_path: Path) -> None:
    opens, closes, always = (written(tmp_path, requires) for requires in (OPENS, CLOSES, ALWAYS))
    told = " ".join(for_terminal(handbook(closes), 200, bold=False).split())
    assert "A talk alone: closed in cycles that begin before March 1, 2025." in told
    assert "A talk alone: closed in cycles that begin on January 1, 2027 or later." in told
    assert [str(each) for each in differences(opens, closes)] == [
        "Associate, A talk alone: closed in cycles that begin on January 1, 2027 or later, instead of 20 CE units."
    ]
    free = ALWAYS.replace("units = 20", "units = 0")
    none, closed = written(tmp_path, free), written(tmp_path, free + CLOSES[CLOSES.rindex(", {") :])
    assert [str(each) for each in differences(none, closed)] == [
        "Associate, A talk alone: closed in cycles that begin on January 1, 2027 or later."
    ]
    assert [str(each) for each in differences(closed, none)] == [
        "Associate, A talk alone: no units are needed in cycles that begin on January 1, 2027 or later, instead of "
        "closed."
    ]
    assert "Associate, A talk alone: closed instead of 20 CE units in cycles that begin before March 1, 2025." in [
        str(each) for each in differences(always, opens)
    ]


@pytest.mark.parametrize(
    ("requires", "told"),
    [
        ('{ from = 2010-01-01, closed = true, source = "s" }', "this way is never open"),
        ('{ from = 2010-01-01, closed = false, source = "s" }', "it says that this way is open"),
    ],
)
def test_a_way_that_is_never_open_or_open_by_false_is_refused(tmp_path: Path, requires: str, told: str) -> None:
    file = tmp_path / "policy.toml"
    file.write_text((PROGRAMS / "atlassian" / "policy.toml").read_text() + WAY % requires)
    found = read_policy(file)
    assert not isinstance(found, Policy)
    assert told in [problem.what for problem in found.problems]
