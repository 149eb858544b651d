"""What is carried: the evaluator against the slow reading, where much is over limits and many renew late."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.carrying import CarriedIn, Carry
from recert.policy.formula import Period
from recert.policy.history import Activity, Award, History
from recert.policy.lateness import Suspension
from recert.policy.model import ActivityType, Cap, Minimum, Policy, Value
from recert.policy.serving import Division, Split
from tests.policy.strategies import FIRST, TYPES
from tests.policy.test_two_readings import CATEGORIES, MORE, NO_EFFECT, REFERENCE, agree, lying, nestings, thorough

T0 = max(FIRST, REFERENCE.floor)
AROUND_THE_END = [T0 + timedelta(days=n) for n in (1, 30, 400, 700, 729, 731, 732, 740, 780, 815, 830, 900)]
NAMES = tuple(category.key for category in CATEGORIES[:2])


def units(much: int) -> tuple[Value, ...]:
    return (Value(date(2020, 1, 1), Decimal(much), ""),)


done = st.lists(
    st.builds(Activity, st.just(""), st.sampled_from(TYPES), st.sampled_from(AROUND_THE_END), st.just("")),
    min_size=5,
    max_size=12,
)
FOR_YEARS = [*AROUND_THE_END, *(T0 + timedelta(days=n) for n in (1100, 1300, 1430, 1461, 1500, 1700, 2000, 2191, 2200))]
done_for_years = st.lists(
    st.builds(Activity, st.just(""), st.sampled_from(TYPES), st.sampled_from(FOR_YEARS), st.just("")),
    min_size=9,
    max_size=20,
)
caps = st.lists(
    st.builds(
        Cap,
        key=st.just("all"),
        title=st.just(""),
        types=st.sampled_from([tuple(TYPES), tuple(TYPES[:2])]),
        groups=st.just(()),
        period=st.sampled_from([Period.CYCLE, Period.CYCLE_YEAR]),
        most=st.sampled_from([20, 25, 40]).map(units),
        over=st.sampled_from(["", "", *NAMES]),
    ),
    max_size=1,
).map(tuple)


@st.composite
def carrying(draw: st.DrawFn) -> Policy:
    """The reference program with surplus carried by any rule, of which a renewal takes 20 units."""
    one, kept = draw(st.sampled_from([("", ()), *((key, ()) for key in NAMES), ("", (Minimum(NAMES[0], units(4)),))]))
    rule = Carry(
        units(draw(st.sampled_from([5, 12, 19]))),
        draw(st.sampled_from([0, 0, 1, 12, 30])),
        draw(st.sampled_from([(), (), NAMES[:1], NAMES])),
        draw(st.sampled_from(CarriedIn)),
        kept,
        over_limits=draw(st.booleans()),
        in_time=draw(st.booleans()),
        counts_as=one,
    )

    def kind(usual: ActivityType) -> ActivityType:
        category = draw(st.sampled_from(["", *NAMES]))
        worth = draw(st.sampled_from([5, 10])), draw(st.booleans())
        division = Division(NAMES, Split.THE_WHOLE, ()) if category and worth[1] else None
        return replace(usual, worth=units(worth[0]), limit=None, category=category, division=division)

    types = tuple(kind(each) for each in REFERENCE.types)
    limits = tuple(
        replace(cap, over="")
        if any(k.key in cap.types and (k.division or k.category == cap.over) for k in types)
        else cap
        for cap in draw(caps)
    )
    return replace(
        REFERENCE,
        groups=tuple(replace(group, required=units(20)) for group in REFERENCE.groups),
        suspension=draw(st.sampled_from([None, Suspension(6, True, False, draw(st.booleans()), "")])),
        categories=lying(draw(nestings)),
        circumstances=NO_EFFECT,
        caps=limits,
        carry=rule,
        types=types,
        moves=(),
    )


@settings(thorough, max_examples=200 * MORE)
@given(carrying(), done)
def test_two_readings_of_what_is_carried_agree(policy: Policy, found: list[Activity]) -> None:
    activities = tuple(replace(a, ref=f"{i:02d}", name=f"{i}") for i, a in enumerate(found))
    agree(policy, History((Award("ACA-JSWE", T0),), (), activities), T0 + timedelta(days=950))


@settings(thorough, max_examples=200 * MORE)
@given(carrying(), done_for_years)
def test_two_readings_of_what_is_carried_through_several_cycles_agree(policy: Policy, found: list[Activity]) -> None:
    activities = tuple(replace(a, ref=f"{i:02d}", name=f"{i}") for i, a in enumerate(found))
    agree(policy, History((Award("ACA-JSWE", T0),), (), activities), T0 + timedelta(days=2950))
