"""An owner whose relief takes nothing off what is asked of a year is told so."""

import pytest

from recert.policy.warn import warnings
from tests.policy.test_circumstances import TEXT, policy_of
from tests.policy.test_relief import AWAY, BY_MONTHS, FEE, OF_CYCLE, PAID

RISING = OF_CYCLE.replace("}]", '}, { from = 2026-01-01, units = 14, source = "s" }]')


@pytest.mark.parametrize(
    ("asking", "to", "told"),
    [
        (OF_CYCLE, 10, ["it takes nothing off the 10 CE units of a year"]),
        (OF_CYCLE, 9, []),
        (RISING, 20, ["the 10 or 14 CE units"]),
        (RISING, 12, []),
        (FEE + PAID, 2, ["it takes nothing off the 2 payments of a year of which any month is left, as they are"]),
        (FEE + PAID.replace("count = 2", "count = 1"), 1, ["it takes nothing off the 1 payment of a year"]),
        (FEE + PAID, 1, []),
    ],
)
def test_an_owner_whose_relief_is_rounded_up_to_all_that_is_asked_is_told(
    asking: str, to: int, told: list[str]
) -> None:
    relief = BY_MONTHS.replace("to = 1", f"to = {to}")
    for rounded, expected in ((relief, told), (relief.replace('"up"', '"nearest"'), [])):
        text = TEXT + AWAY + asking + rounded
        found = [p for p in warnings(policy_of(text), text, "policy.toml") if "takes nothing off" in p.what]
        assert len(found) == len(expected)
        for problem, words in zip(found, expected, strict=True):
            assert words in problem.what
            assert text.splitlines()[problem.line - 1] == f"to = {to}"
