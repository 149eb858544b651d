"""A population whose groups have rules of their own is assessed as each of its people would be."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from recert.policy.assess import assess
from recert.policy.history import Award, History
from recert.policy.own import OwnCycle
from recert.policy.plan import plan
from recert.policy.retake import OwnRetake
from recert.population import assess as population
from tests import earning
from tests.population.test_assess import AS_OF, read, standings_alone
from tests.population.test_time import ending_soon, same_for_everybody

TEXT = (
    earning.USUAL.read_text().replace('surplus = "not carried"', 'surplus = "carried"')
    + """
[carry]
carried_units = "are carried once"
satisfies = "the total alone"
most = [{ from = 2024-02-01, units = 0, source = "s" }]

[suspension]
months = 1
renewed_by = ["units"]
next_starts = "where the last one ended"
activity = "ended cycle"
source = "s"

[group.acp.cycle]
months = 12
grace_months = 1
ends = "end of month"
first = { months = 3, ends = "end of year" }
next_starts = "where the last one ended, if renewed in its last months"
last_months = 2
opens_days = 200
source = "s"

[group.acp.retake]
renews = "all of its group"
new_expiry = "day of the pass + cycle"
days = 200
in_grace = true
source = "s"

[group.acp.carry]
most = [{ from = 2024-02-01, units = 20, source = "s" }]
"""
)


def with_both(seed: int) -> History:
    """Somebody who holds one that ends as the issuer said, and of each group another."""
    found = ending_soon(seed)
    (award,) = found.awards
    more = [Award(code, award.on) for code in ("ACA-ACF", "ACP-OA") if seed % 3]
    return replace(found, awards=(award, *more))


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
def test_what_groups_have_of_their_own_is_the_same_for_a_population(
    compiled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "WORTH_COMPILING", 0 if compiled else 10**6)
    some = [with_both(seed) for seed in range(120)]
    policy = same_for_everybody(tmp_path, TEXT, some)
    rows = read(tmp_path / "out", "standings")
    assert {row["group"] for row in rows if row["carried_out"]} == {"acp"}
    last_days = [
        (c.grace_until, c.renewable_until)
        for one in some
        for g in assess(plan(policy), one, AS_OF).groups
        for c in g.cycles
    ]
    assert [(row["grace_until"], row["renewable_until"]) for row in rows] == last_days
    for without in ("own_cycle", "own_retake", "own_carry"):
        nothing: Any = {without: None}
        usual = replace(policy, groups=tuple(replace(group, **nothing) for group in policy.groups))
        assert standings_alone(some, AS_OF, plan(policy)) != standings_alone(some, AS_OF, plan(usual)), without
    for said in ({"rhythm": None}, {"opens_days": 0}):
        groups = (replace(g, own_cycle=g.own_cycle and own_but(g.own_cycle, said)) for g in policy.groups)
        usual = replace(policy, groups=tuple(groups))
        assert standings_alone(some, AS_OF, plan(policy)) != standings_alone(some, AS_OF, plan(usual)), said
    for less in ("whole_group", "counted_from"):
        groups = (replace(g, own_retake=g.own_retake and less_of(g.own_retake, less)) for g in policy.groups)
        usual = replace(policy, groups=tuple(groups))
        assert standings_alone(some, AS_OF, plan(policy)) != standings_alone(some, AS_OF, plan(usual)), less


def own_but(rule: OwnCycle, said: dict[str, Any]) -> OwnCycle:
    """The same but for one of the things that it says."""
    return replace(rule, **said)


def less_of(rule: OwnRetake, field: str) -> OwnRetake:
    """The same without one of the things that it says."""
    without: Any = {field: type(getattr(rule, field))(0)}
    return replace(rule, **without)
