"""First cycles that are prorated, read twice: of every length, with what else changes what they require."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.circumstances import CircumstanceKind
from recert.policy.cycles import Anchor, CycleRule, Unmet
from recert.policy.model import Demand, Minimum, Value, Way
from recert.policy.own import OwnCycle
from recert.policy.proration import OwnProration, Proration, Shrinking
from tests.policy.test_two_readings import (
    CATEGORIES,
    COUNTERS,
    MORE,
    NO_EFFECT,
    REFERENCE,
    Standing,
    agree,
    circumstances,
    counted,
    cycles,
    histories,
    late,
    minima,
    own_cycle_of,
    own_cycles,
    own_prorations,
    period_starts,
    prorated_by,
    prorations,
    requirements,
    shrinking_as,
    some_shrinkings,
    standings,
    thorough,
    ways,
)


@settings(thorough, max_examples=120 * MORE)
@given(
    cycles,
    st.none() | own_cycles,
    period_starts,
    prorations,
    st.tuples(requirements, minima),
    st.just(NO_EFFECT) | circumstances(),
    standings(histories(granted=True, eased=True), late),
)
def test_two_readings_of_first_cycles_of_every_length_agree(
    cycle: CycleRule,
    own: OwnCycle | None,
    begins: date,
    proration: Proration,
    asked: tuple[tuple[Value, ...], tuple[Minimum, ...]],
    kinds: tuple[CircumstanceKind, ...],
    known: tuple[Standing, ...],
) -> None:
    cycle = replace(cycle, unmet=Unmet.LAPSES)
    groups = tuple(
        replace(
            group,
            required=asked[0],
            minima=asked[1],
            own_cycle=own_cycle_of(own, cycle),
            periods_from=begins if cycle.anchor is Anchor.CALENDAR else None,
        )
        for group in REFERENCE.groups
    )
    usual = replace(REFERENCE, circumstances=kinds, categories=CATEGORIES, counters=COUNTERS)
    rules = replace(usual, cycle=cycle, groups=groups, proration=proration)
    for history, as_of in known:
        agree(rules, history, as_of)


def reaching(demand: Demand) -> Demand:
    """A demand of everybody, late or not, from the first cycle on."""
    return replace(demand, from_day=0, after_months=0)


often = st.tuples(*[st.lists(counted.map(reaching), min_size=1, max_size=1), ways, some_shrinkings])


@settings(thorough, max_examples=120 * MORE)
@given(
    cycles,
    st.tuples(own_cycles, period_starts),
    st.tuples(st.none() | prorations, own_prorations),
    st.tuples(requirements, minima),
    st.tuples(often, often),
    st.just(NO_EFFECT) | circumstances(),
    standings(histories(granted=True, eased=True), late),
)
def test_two_readings_of_what_else_asks_for_less_in_shorter_first_cycles_agree(
    cycle: CycleRule,
    own: tuple[OwnCycle, date],
    rules: tuple[Proration | None, OwnProration],
    asked: tuple[tuple[Value, ...], tuple[Minimum, ...]],
    besides: tuple[tuple[list[Demand], tuple[Way, ...], list[Shrinking | None]], ...],
    kinds: tuple[CircumstanceKind, ...],
    known: tuple[Standing, ...],
) -> None:
    cycle = replace(cycle, unmet=Unmet.LAPSES)
    by_all, by_itself = rules
    each = zip(REFERENCE.groups, (None, by_itself), besides, strict=True)
    groups = tuple(
        replace(
            shrinking_as(
                replace(group, demands=tuple(demands), ways=ways_of),
                prorated_by(mine, by_all),
                less,
            ),
            required=asked[0],
            minima=asked[1],
            own_cycle=replace(own_cycle_of(own[0], cycle) or own[0], never_renewed=False),
            periods_from=own[1] if cycle.anchor is Anchor.CALENDAR else None,
            own_proration=mine,
        )
        for group, mine, (demands, ways_of, less) in each
    )
    usual = replace(REFERENCE, circumstances=kinds, categories=CATEGORIES, counters=COUNTERS)
    for history, as_of in known:
        agree(replace(usual, cycle=cycle, groups=groups, proration=by_all), history, as_of)
