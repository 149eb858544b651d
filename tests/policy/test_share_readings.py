"""Minima that are a share of what is required, read twice: as circumstances and what is held change that."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.circumstances import CircumstanceKind
from recert.policy.model import Cap, Minimum
from recert.policy.portfolio import Portfolio
from tests.policy.strategies import CODES
from tests.policy.test_two_readings import (
    CATEGORIES,
    EARLY,
    MORE,
    REFERENCE,
    Standing,
    agree,
    caps,
    circumstances,
    for_some,
    histories,
    late,
    portfolios,
    standings,
    thorough,
)

shares = st.builds(
    Minimum, st.just("ethics"), for_some(st.sampled_from([0, 10]), True, whom=st.none()).filter(lambda v: v[0].share)
).map(lambda minimum: (minimum,))


def of_everybody(found: tuple[Cap, ...]) -> tuple[Cap, ...]:
    """The same limits, without conditions."""
    return tuple(replace(cap, most=tuple(replace(value, when=None) for value in cap.most)) for cap in found)


@settings(thorough, max_examples=100 * MORE)
@given(
    st.one_of(st.none(), portfolios, portfolios),
    shares,
    st.tuples(circumstances(), caps.map(of_everybody)),
    standings(histories(granted=True, eased=True), late),
)
def test_two_readings_of_shares_of_what_changes_in_a_cycle_agree(
    portfolio: Portfolio | None,
    minima: tuple[Minimum, ...],
    rest: tuple[tuple[CircumstanceKind, ...], tuple[Cap, ...]],
    known: tuple[Standing, ...],
) -> None:
    required = REFERENCE.groups[0].required
    groups = tuple(
        replace(g, required=() if portfolio else required, portfolio=portfolio, minima=minima) for g in REFERENCE.groups
    )
    certifications = tuple(
        replace(c, alone=Decimal(40), added=Decimal(20)) if c.code in CODES else c for c in REFERENCE.certifications
    )
    types = tuple(replace(t, category="ethics" if t.key == "course" else "") for t in REFERENCE.types)
    rules = replace(REFERENCE, groups=groups, certifications=certifications, types=types, floor=EARLY)
    rules, kinds = replace(rules, categories=CATEGORIES, caps=rest[1]), rest[0]
    for history, as_of in known:
        agree(replace(rules, circumstances=kinds), history, as_of)
        agree(replace(rules, circumstances=()), replace(history, circumstances=()), as_of)
