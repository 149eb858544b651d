"""What circumstances take off what is asked of each year, read twice."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.circumstances import CircumstanceKind
from recert.policy.cycles import CycleRule, GraceActivity, Unmet
from recert.policy.lateness import Suspension
from recert.policy.model import Demand, DemandKind, MonthsCounted, Rounding, Value, Way
from recert.policy.relief import Relief, TakesOff
from tests.policy.test_two_readings import (
    A_FEE,
    CATEGORIES,
    COUNTERS,
    EARLY,
    KINDS,
    MORE,
    Standing,
    agree,
    asking,
    circumstances,
    conditions,
    cycles,
    for_some,
    histories,
    late,
    standings,
    suspensions,
    thorough,
    yearly,
)

reliefs = st.builds(
    Relief,
    circumstances=st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True).map(tuple),
    removes=st.sampled_from(list(TakesOff)),
    at_least_days=st.sampled_from([0, 0, 70, 200]),
    source=st.just(""),
    counted=st.sampled_from(list(MonthsCounted)),
    rounding=st.sampled_from(list(Rounding)),
    to=st.sampled_from([Decimal(1), Decimal(1), Decimal(5)]),
    from_days=st.sampled_from([1, 45, 200, 366]),
    from_months=st.sampled_from([0, 0, 1, 6, 12]),
).map(lambda found: replace(found, from_days=0) if found.from_months else found)
at_first = for_some(st.sampled_from([0, 1, 2, 10, 20]), whom=st.one_of(st.none(), st.none(), conditions)).map(
    lambda found: tuple(replace(value, by_end=False) for value in found)
)


def by_year(demand: Demand, values: tuple[Value, ...], *, governs: bool) -> Demand:
    """A demand whose amounts the first day of each year may decide."""
    choices = tuple(replace(choice, by_year=True) for choice in demand.choices)
    return replace(demand, values=values, by_year=True, choices=choices) if governs else demand


relieved = st.builds(
    lambda demand, found, values, governs: by_year(replace(demand, reliefs=found), values, governs=governs),
    yearly,
    st.lists(reliefs, min_size=0, max_size=3).map(tuple),
    at_first,
    st.booleans(),
)
alone = relieved.filter(lambda demand: not demand.choices)
asked_of_years = st.lists(relieved, min_size=1, max_size=2, unique_by=lambda demand: demand.key).map(tuple)


@settings(thorough, max_examples=100 * MORE)
@given(
    cycles,
    asked_of_years,
    circumstances(),
    suspensions,
    st.sampled_from([0, 20, 50]),
    standings(histories(granted=True, eased=True), late),
)
def test_two_readings_of_what_is_taken_off_years_agree(
    cycle: CycleRule,
    asked: tuple[Demand, ...],
    kinds: tuple[CircumstanceKind, ...],
    suspension: Suspension | None,
    units: int,
    known: tuple[Standing, ...],
) -> None:
    cycle = replace(cycle, unmet=Unmet.LAPSES)
    if suspension and cycle.grace_activity is GraceActivity.NEXT_CYCLE:
        suspension = replace(suspension, restarts=False)
    usual = replace(A_FEE, circumstances=kinds, categories=CATEGORIES, counters=COUNTERS)
    rules = replace(usual, cycle=cycle, suspension=suspension, groups=asking(cycle, units, *asked))
    for history, as_of in known:
        agree(rules, history, as_of)


@settings(thorough, max_examples=60 * MORE)
@given(cycles, st.tuples(alone, alone, relieved), circumstances(), standings(histories(eased=True), late))
def test_two_readings_of_years_that_choices_and_other_ways_look_at_agree(
    cycle: CycleRule,
    asked: tuple[Demand, Demand, Demand],
    kinds: tuple[CircumstanceKind, ...],
    known: tuple[Standing, ...],
) -> None:
    first, second, third = (
        replace(each, key=f"demand-{i}", missed=None, from_day=0, after_months=0) for i, each in enumerate(asked)
    )
    least = (Value(EARLY, Decimal(1), ""),)
    either = Demand("either", "", DemandKind.CHOICES, "", 0, 0, least, choices=(first, second))
    usual = replace(A_FEE, circumstances=kinds, categories=CATEGORIES, counters=COUNTERS, cycle=cycle)
    by_choice = replace(usual, groups=asking(cycle, 20, either))
    way = Way("way", "", (), (third,))
    by_way = replace(usual, groups=tuple(replace(group, ways=(way,)) for group in asking(cycle, 50)))
    for history, as_of in known:
        agree(by_choice, history, as_of)
        agree(by_way, history, as_of)
