"""First cycles that are prorated, read twice: of every length, with what else changes what they require."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.circumstances import CircumstanceKind
from recert.policy.cycles import Anchor, CycleRule, Unmet
from recert.policy.model import Minimum, Proration, Value
from recert.policy.own import OwnCycle
from tests.policy.test_two_readings import (
    CATEGORIES,
    COUNTERS,
    MORE,
    NO_EFFECT,
    REFERENCE,
    Standing,
    agree,
    circumstances,
    cycles,
    histories,
    late,
    minima,
    own_cycle_of,
    own_cycles,
    period_starts,
    prorations,
    requirements,
    standings,
    thorough,
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
