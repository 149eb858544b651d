"""What years in a row gave together, within a cycle and across its end, read twice."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.circumstances import CircumstanceKind
from recert.policy.cycles import CycleRule, Rhythm, Unmet
from recert.policy.history import Activity, Award, History, Status
from recert.policy.missed import Missed, Then
from recert.policy.model import Demand, DemandKind, Value
from tests.policy.test_relief_readings import reliefs
from tests.policy.test_two_readings import (
    A_FEE,
    ACA,
    CATEGORIES,
    COUNTERS,
    EARLY,
    MORE,
    REFERENCE,
    Standing,
    activity_of,
    agree,
    asking,
    circumstances,
    cycles,
    histories,
    late,
    standings,
    thorough,
    yearly,
)

in_a_row = st.builds(
    lambda demand, many, across, found: replace(demand, consecutive=many, across_cycles=across, reliefs=found),
    yearly.filter(lambda demand: not demand.choices),
    st.sampled_from([2, 2, 3, 4]),
    st.sampled_from([True, True, True, False]),
    st.one_of(st.just(()), st.just(()), st.lists(reliefs, min_size=1, max_size=2).map(tuple)),
)
rules = st.builds(
    lambda rule, months, unmet: replace(rule, months=months, earlier=(), first_months=None, unmet=unmet),
    cycles,
    st.sampled_from([12, 12, 24, 36]),
    st.sampled_from([Unmet.LAPSES, Unmet.FORGIVEN]),
)


@st.composite
def years_on_end(draw: st.DrawFn) -> History:
    """Histories of many years in which something is done now and then, so that one cycle after the other is renewed."""
    found = draw(histories(granted=True, eased=True))
    start = draw(st.sampled_from([date(2024, 1, 1), date(2024, 2, 29), date(2024, 8, 15)]))
    gaps = draw(st.lists(st.sampled_from([3, 40, 90, 170, 250]), min_size=6, max_size=16))
    on, done = start, list[Activity]()
    for i, gap in enumerate(gaps):
        on += timedelta(days=gap)
        kind = draw(st.sampled_from(["course", "course", "presenting", "local-event"]))
        done.append(replace(activity_of(kind, on, f"{kind} {i}", Status.SUBMITTED, 1000), ref=f"z{i:02d}"))
    awards = tuple(
        Award(code, start) for code in draw(st.lists(st.sampled_from(ACA), min_size=1, max_size=2, unique=True))
    )
    return replace(found, awards=awards, activities=tuple(done), exams=())


plain = st.builds(
    lambda demand, missed, found: replace(demand, missed=missed, reliefs=found),
    st.builds(
        Demand,
        key=st.just("units"),
        title=st.just(""),
        kind=st.sampled_from([DemandKind.EACH_YEAR, DemandKind.EACH_YEAR, DemandKind.EACH_CALENDAR_YEAR]),
        of=st.just(""),
        cycles=st.just(0),
        first_cycle=st.just(0),
        values=st.sampled_from([10, 20, 30, 40]).map(lambda units: (Value(EARLY, Decimal(units), ""),)),
        consecutive=st.sampled_from([2, 2, 3, 4]),
        across_cycles=st.sampled_from([True, True, True, False]),
    ),
    st.one_of(
        st.none(),
        st.builds(
            Missed,
            then=st.sampled_from([Then.ENDS, Then.STAYS]),
            late_counts=st.just(True),
            source=st.just(""),
            days=st.sampled_from([30, 60, 200]),
        ),
    ),
    st.one_of(st.just(()), st.lists(reliefs, min_size=1, max_size=1).map(tuple)),
)
usual_cycles = st.builds(
    lambda months, rhythm, grace: replace(REFERENCE.cycle, months=months, rhythm=rhythm, grace_days=grace),
    st.sampled_from([12, 12, 24, 36]),
    st.sampled_from([Rhythm.KEPT, Rhythm.KEPT, Rhythm.KEPT_END, Rhythm.RESTARTED]),
    st.sampled_from([0, 60, 200]),
)


@settings(thorough, max_examples=200 * MORE)
@given(usual_cycles, plain, circumstances(), standings(years_on_end(), late))
def test_two_readings_of_years_of_one_cycle_after_the_other_agree(
    cycle: CycleRule, asked: Demand, kinds: tuple[CircumstanceKind, ...], known: tuple[Standing, ...]
) -> None:
    policy = replace(A_FEE, circumstances=kinds, cycle=cycle, groups=asking(cycle, 10, asked))
    for history, as_of in known:
        agree(policy, history, as_of)


def without_ends(demand: Demand, cycle: CycleRule) -> Demand:
    """Where a missed cycle ends nothing, no year does."""
    return demand if cycle.unmet is Unmet.LAPSES else replace(demand, missed=None)


@settings(thorough, max_examples=100 * MORE)
@given(
    rules,
    st.lists(in_a_row, min_size=1, max_size=2, unique_by=lambda d: d.key),
    circumstances(),
    st.sampled_from([0, 10, 20]),
    standings(years_on_end(), late),
)
def test_two_readings_of_years_that_are_asked_together_agree(
    cycle: CycleRule,
    asked: list[Demand],
    kinds: tuple[CircumstanceKind, ...],
    units: int,
    known: tuple[Standing, ...],
) -> None:
    demands = [without_ends(demand, cycle) for demand in asked]
    usual = replace(A_FEE, circumstances=kinds, categories=CATEGORIES, counters=COUNTERS)
    policy = replace(usual, cycle=cycle, groups=asking(cycle, units, *demands))
    for history, as_of in known:
        agree(policy, history, as_of)
