"""Plans ask for a few cycles alone: they are as in the assessment of everything."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.assess import assess, cycles_of
from recert.policy.assessment import Cycle, DemandTotal
from recert.policy.history import History
from recert.policy.model import Policy
from recert.policy.plan import plan
from tests.policy.test_two_readings import MORE, as_ofs, brief, histories, policies


def by_itself(cycle: Cycle) -> Cycle:
    """Without what is told of a group as a whole."""
    return cycle._replace(grew=False, retires=None, demands=tuple(map(undated, cycle.demands)))


def undated(total: DemandTotal) -> DemandTotal:
    return total._replace(lasts=None, choices=tuple(map(undated, total.choices)))


@settings(brief, max_examples=60 * MORE)
@given(st.one_of(policies(), policies(all_at_once=True)), histories(granted=True, eased=True), as_ofs)
def test_a_cycle_alone_is_as_among_all(policy: Policy, history: History, as_of: date) -> None:
    lowered = plan(policy)
    whole = {standing.group: standing.cycles for standing in assess(lowered, history, as_of).groups}
    for group, cycles in whole.items():
        for cycle in cycles:
            assert cycles_of(lowered, history, as_of, {group: cycle.number}) == {group: by_itself(cycle)}
        assert cycles_of(lowered, history, as_of, {group: len(cycles) + 1}) == {}
    lasts = {group: cycles[-1] for group, cycles in whole.items() if cycles}
    numbers = {group: cycle.number for group, cycle in lasts.items()}
    assert cycles_of(lowered, history, as_of, numbers) == {group: by_itself(cycle) for group, cycle in lasts.items()}
