"""Renewals for another length than a cycle's, read twice: by ways, by exams, and with what is looked at by year."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.cascades import Cascade
from recert.policy.cycles import CycleRule, GraceActivity, Unmet
from recert.policy.history import History
from recert.policy.lateness import Suspension
from recert.policy.model import Cap, Demand, Way
from recert.policy.retake import OwnRetake, Retake
from tests.policy.test_two_readings import (
    A_FEE,
    CATEGORIES,
    COUNTERS,
    MORE,
    NO_EFFECT,
    Standing,
    agree,
    asking,
    caps,
    cascades,
    counted,
    cycles,
    dated,
    for_some,
    histories,
    in_units,
    late,
    own_retakes,
    passed_again,
    retake_beside,
    some_months,
    some_retake,
    standings,
    suspensions,
    thorough,
    yearly,
)

lasting_ways = st.lists(
    st.builds(
        Way,
        key=st.just(""),
        title=st.just(""),
        required=st.one_of(st.just(()), for_some(st.sampled_from([0, 10, 20, 50]))),
        demands=st.lists(counted, max_size=1).map(tuple),
        renews_for=st.one_of(st.just(()), dated(some_months), dated(some_months), for_some(some_months)),
    ),
    min_size=1,
    max_size=3,
).map(lambda found: tuple(replace(way, key=f"way-{i}") for i, way in enumerate(found)))
asked_by_year = st.one_of(st.just(()), st.one_of(yearly, in_units).map(lambda demand: (demand,)))


@settings(thorough, max_examples=120 * MORE)
@given(
    cycles,
    lasting_ways,
    st.tuples(st.none() | some_retake, st.none() | own_retakes),
    suspensions,
    asked_by_year,
    st.tuples(caps, cascades, st.sampled_from([20, 50])),
    standings(st.one_of(passed_again(), histories(granted=True)), late),
)
def test_two_readings_of_renewals_for_another_length_agree(
    cycle: CycleRule,
    ways: tuple[Way, ...],
    exams: tuple[Retake | None, OwnRetake | None],
    suspension: Suspension | None,
    asked: tuple[Demand, ...],
    rest: tuple[tuple[Cap, ...], tuple[Cascade, ...], int],
    known: tuple[Standing, ...],
) -> None:
    if any(demand.missed for demand in asked):
        cycle = replace(cycle, unmet=Unmet.LAPSES)
    ends = suspension if cycle.unmet is Unmet.LAPSES else None
    if ends and cycle.grace_activity is GraceActivity.NEXT_CYCLE:
        ends = replace(ends, restarts=False)
    retake = retake_beside(exams[0] or (A_FEE.retake if ends and ends.by_exam else None), cycle, ends)
    own = retake_beside(exams[1], cycle, ends)
    groups = tuple(replace(g, ways=ways, own_retake=own) for g in asking(cycle, rest[2], *asked))
    usual = replace(A_FEE, circumstances=NO_EFFECT, categories=CATEGORIES, counters=COUNTERS)
    rules = replace(usual, cycle=cycle, suspension=ends, retake=retake, groups=groups, caps=rest[0], cascades=rest[1])
    for history, as_of in known:
        agree(rules, _without_circumstances(history), as_of)


def _without_circumstances(history: History) -> History:
    return replace(history, circumstances=())
