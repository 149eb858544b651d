"""What circumstances take off what demands ask that look at no years, read twice."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.circumstances import CircumstanceKind
from recert.policy.cycles import CycleRule, GraceActivity, Unmet
from recert.policy.lateness import Suspension
from recert.policy.model import CounterOf, Demand, DemandKind, Value, Way
from recert.policy.proration import Proration, Shrinking
from recert.policy.relief import Relief, TakesOff
from tests.policy.test_relief_readings import reliefs
from tests.policy.test_two_readings import (
    A_FEE,
    CATEGORIES,
    COUNTERS,
    EARLY,
    MORE,
    Standing,
    agree,
    asking,
    circumstances,
    counted,
    counted_early,
    counted_recently,
    cycles,
    distinct,
    early,
    histories,
    in_units,
    late,
    of_units,
    prorations,
    recent,
    shrinking_as,
    some_shrinkings,
    standings,
    suspensions,
    thorough,
)

NO_SUM = {counter.key for counter in COUNTERS if counter.of is CounterOf.VALID}
several_cycles = in_units.map(lambda d: replace(d, kind=DemandKind.CYCLES, consecutive=0, across_cycles=False))
one_stretch = st.one_of(counted, counted_recently, counted_early, recent, early, several_cycles, distinct).map(
    lambda demand: replace(demand, before_renewal=False)
)


def of_all(demand: Demand, found: tuple[Relief, ...]) -> Demand:
    """A demand of which these take something off: all of it, where it is no sum."""
    waived = demand.kind in {DemandKind.CATEGORIES, DemandKind.CHOICES} or demand.of in NO_SUM
    mine = (replace(relief, of_years=False) for relief in found)
    return replace(demand, reliefs=tuple(replace(r, removes=TakesOff.ALL) if waived else r for r in mine))


some = st.lists(reliefs, min_size=1, max_size=2).map(tuple)
eased = st.builds(of_all, one_stretch, some)
eased_choice = st.builds(of_all, st.one_of(one_stretch, of_units), some)
asked_of_all = st.lists(eased, min_size=1, max_size=2, unique_by=lambda demand: demand.key).map(tuple)


@settings(thorough, max_examples=100 * MORE)
@given(
    cycles,
    asked_of_all,
    circumstances(),
    suspensions,
    st.sampled_from([0, 20, 50]),
    standings(histories(granted=True, eased=True), late),
)
def test_two_readings_of_what_is_taken_off_one_stretch_of_time_agree(
    cycle: CycleRule,
    asked: tuple[Demand, ...],
    kinds: tuple[CircumstanceKind, ...],
    suspension: Suspension | None,
    units: int,
    known: tuple[Standing, ...],
) -> None:
    if suspension and cycle.grace_activity is GraceActivity.NEXT_CYCLE:
        suspension = replace(suspension, restarts=False)
    usual = replace(A_FEE, circumstances=kinds, categories=CATEGORIES, counters=COUNTERS)
    rules = replace(usual, cycle=cycle, suspension=suspension, groups=asking(cycle, units, *asked))
    for history, as_of in known:
        agree(rules, history, as_of)


@settings(thorough, max_examples=60 * MORE)
@given(cycles, eased_choice, eased_choice, some, circumstances(), standings(histories(eased=True), late))
def test_two_readings_of_what_is_taken_off_choices_and_other_ways_agree(
    cycle: CycleRule,
    one: Demand,
    other: Demand,
    found: tuple[Relief, ...],
    kinds: tuple[CircumstanceKind, ...],
    known: tuple[Standing, ...],
) -> None:
    both = [replace(d, key=key, from_day=0, after_months=0) for key, d in (("one", one), ("other", other))]
    least = (Value(EARLY, Decimal(1), ""),)
    either = of_all(Demand("either", "", DemandKind.CHOICES, "", 0, 0, least, choices=tuple(both)), found)
    usual = replace(A_FEE, circumstances=kinds, categories=CATEGORIES, counters=COUNTERS, cycle=cycle)
    by_choice = replace(usual, groups=asking(cycle, 20, either))
    way = Way("way", "", (), (both[0],))
    by_way = replace(usual, groups=tuple(replace(group, ways=(way,)) for group in asking(cycle, 50)))
    for history, as_of in known:
        agree(by_choice, history, as_of)
        agree(by_way, history, as_of)


@settings(thorough, max_examples=100 * MORE)
@given(
    cycles,
    st.builds(of_all, counted.map(lambda demand: replace(demand, from_day=0, after_months=0)), some),
    prorations,
    some_shrinkings,
    circumstances(),
    standings(histories(granted=True, eased=True), late),
)
def test_two_readings_of_what_is_taken_off_in_a_shorter_first_cycle_agree(
    cycle: CycleRule,
    asked: Demand,
    proration: Proration,
    less: list[Shrinking | None],
    kinds: tuple[CircumstanceKind, ...],
    known: tuple[Standing, ...],
) -> None:
    """What the first cycle's length leaves is the whole, off which a leave in it takes its share."""
    cycle = replace(cycle, unmet=Unmet.LAPSES)
    groups = tuple(shrinking_as(group, proration, less) for group in asking(cycle, 20, asked))
    usual = replace(A_FEE, circumstances=kinds, categories=CATEGORIES, counters=COUNTERS)
    for history, as_of in known:
        agree(replace(usual, cycle=cycle, groups=groups, proration=proration), history, as_of)
