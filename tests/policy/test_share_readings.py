"""Minima that are a share of what is required, read twice: as circumstances and what is held change that."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from recert.policy.circumstances import CircumstanceKind
from recert.policy.model import Minimum, Portfolio
from tests.policy.strategies import CODES
from tests.policy.test_two_readings import (
    CATEGORIES,
    EARLY,
    MORE,
    REFERENCE,
    Standing,
    agree,
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


@settings(thorough, max_examples=100 * MORE)
@given(
    st.one_of(st.none(), portfolios, portfolios),
    shares,
    circumstances(),
    standings(histories(granted=True, eased=True), late),
)
def test_two_readings_of_shares_of_what_changes_in_a_cycle_agree(
    portfolio: Portfolio | None,
    minima: tuple[Minimum, ...],
    kinds: tuple[CircumstanceKind, ...],
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
    for history, as_of in known:
        agree(replace(rules, circumstances=kinds, categories=CATEGORIES), history, as_of)
        agree(replace(rules, circumstances=(), categories=CATEGORIES), replace(history, circumstances=()), as_of)
