"""The two readings agree on what activities earn: many in one cycle, near each other, under limits."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.again import Again
from recert.policy.formula import Period
from recert.policy.history import Activity, Award, History
from recert.policy.model import (
    ActivityType,
    Cap,
    Limit,
    Measure,
    Policy,
    Rounding,
    Value,
)
from tests.policy.strategies import FIRST, TYPES
from tests.policy.test_two_readings import (
    MORE,
    NO_EFFECT,
    REFERENCE,
    agree,
    by_measure,
    carries,
    formulas,
    laminar,
    lying,
    nestings,
    thorough,
    thrice,
    uncounted,
)

HOURS = [Measure("hour", "hours", Decimal(0), Decimal(step)) for step in ("0", "0.5", "2")]
T0 = max(FIRST, REFERENCE.floor)
some_days = st.one_of(
    st.sampled_from([0, 1, 1, 1, 2, 20, 40, 200, 365, 366, 380, 729]), st.integers(0, 40), st.integers(0, 1500)
).map(lambda n: T0 + timedelta(days=n))
done = st.lists(
    st.builds(
        Activity,
        ref=st.just(""),
        type=st.sampled_from(TYPES),
        on=some_days,
        name=st.sampled_from(["", "A", "a", "A", "B", "C"]),
        provider=st.sampled_from(["", "PMI", " pmi", "ISACA"]),
        quantity=st.sampled_from(["1", "2", "2", "3.5", "50", "0.5", "60"]).map(Decimal),
    ),
    min_size=2,
    max_size=12,
)
some_caps = st.lists(
    st.builds(
        Cap,
        key=st.just(""),
        title=st.just(""),
        types=st.lists(st.sampled_from(TYPES), min_size=1, max_size=4, unique=True).map(tuple),
        groups=st.sampled_from([(), (), (), ("aca",)]),
        period=st.sampled_from(list(Period)),
        most=st.sampled_from(["3", "5", "12", "20"]).map(lambda much: (Value(FIRST, Decimal(much), ""),)),
        categories=st.sampled_from([(), (), ("ethics",), ("technical",), ("ethics", "technical")]),
        over=st.sampled_from(["", "ethics", "technical"]),
        of_provider=st.sampled_from([False, False, True]),
    ),
    max_size=4,
).map(laminar)


@st.composite
def earning(draw: st.DrawFn) -> Policy:
    """The reference program with other worths, limits and categories; what is required is much, so cycles last."""

    def kind(usual: ActivityType) -> ActivityType:
        measure = draw(st.sampled_from([None, *HOURS]))
        kinds = ["rate", "rate", "tiers", "required"] if measure else ["rate", "rate", "rate", "required"]
        values = draw(by_measure) if measure else (Value(date(2020, 1, 1), Decimal(10), ""),)
        values = (replace(values[0], since=date(2020, 1, 1)), *values[1:])
        return replace(
            usual,
            measure=measure,
            worth=draw(formulas(values, kinds)) if draw(st.booleans()) else values,
            limit=draw(st.sampled_from([None, None, Limit((Value(FIRST, Decimal(2), ""),))])),
            category=draw(st.sampled_from(["", "ethics", "technical"])),
            providers=draw(st.sampled_from([(), (), ("PMI", "ISC2"), ("isaca",)])),
            again=draw(st.sampled_from([Again.ALWAYS, Again.ALWAYS, Again.NEXT_CYCLE])),
        )

    required = (Value(FIRST, Decimal(draw(st.sampled_from([10, 20, 100, 400]))), ""),)
    demands = draw(uncounted) if draw(st.booleans()) else ()
    return replace(
        REFERENCE,
        groups=tuple(replace(g, required=required, demands=demands) for g in REFERENCE.groups),
        step=draw(st.sampled_from(["1", "0.5"]).map(Decimal)),
        rounding=draw(st.sampled_from(list(Rounding))),
        categories=lying(draw(nestings)),
        circumstances=NO_EFFECT,
        caps=draw(some_caps),
        carry=draw(st.one_of(st.none(), carries, carries)),
        types=tuple(kind(each) for each in REFERENCE.types),
    )


@settings(thorough, max_examples=170 * MORE)
@given(earning(), thrice(st.tuples(done, st.booleans(), st.sampled_from([700, 1500]))))
def test_two_readings_of_what_is_earned_agree(
    policy: Policy, known: tuple[tuple[list[Activity], bool, int], ...]
) -> None:
    for found, both, after in known:
        awards = (Award("ACA-JSWE", T0), *((Award("ACP-JCA", T0),) if both else ()))
        activities = tuple(replace(a, ref=f"{i:02d}") for i, a in enumerate(found))
        agree(policy, History(awards, (), activities), T0 + timedelta(days=after))
