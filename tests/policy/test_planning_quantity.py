"""The least quantity that is enough, and how seldom is asked for it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recert.policy.history import Activity, Award, History
from recert.policy.planning import trial
from recert.policy.planning.outlook import outlook
from recert.policy.planning.quantity import SMALLEST, least
from recert.policy.planning.way import Wish
from tests.policy.strategies import program

steps = st.integers(1, 40)


@given(st.data(), steps, st.sampled_from([SMALLEST, Decimal("0.25"), Decimal(1)]), st.none() | st.fractions(-9, 99))
def test_wherever_it_is_expected_the_least_that_is_enough_is_found(
    data: st.DataObject, many: int, step: Decimal, about: Fraction | None
) -> None:
    few = data.draw(st.integers(0, many - 1))
    right = data.draw(st.integers(few + 1, many))
    assert least(lambda much: much >= right * step, few * step, many * step, step, about) == right * step


def test_where_it_is_what_was_expected_two_answers_are_enough() -> None:
    asked = list[Decimal]()

    def enough(much: Decimal) -> bool:
        asked.append(much)
        return much >= 12

    assert least(enough, SMALLEST, Decimal(1_000_000), SMALLEST, Fraction(12)) == 12
    assert asked == [Decimal("12.000"), Decimal("11.999")]


@pytest.mark.parametrize(("name", "codes", "most"), [("cdr", ("RD", "DTR"), 800), ("hrci", ("aPHR", "PHR"), 400)])
def test_many_types_that_are_measured_are_planned_with_few_assessments(
    monkeypatch: pytest.MonkeyPatch, name: str, codes: tuple[str, ...], most: int
) -> None:
    """Whoever opens the page of ways waits for each of them: halving all quantities there are took thousands."""
    lowered, made = program(name), list[int]()
    judge = trial.Trial._judge

    def counted(*given: Any) -> Any:
        made.append(1)
        return judge(*given)

    monkeypatch.setattr(trial.Trial, "_judge", counted)
    kinds = [kind.key for kind in lowered.policy.types]
    done = tuple(Activity(f"{i}", kinds[i], date(2025, 4 + i, 3), f"a {i}") for i in range(4))
    history = History(awards=tuple(Award(code, date(2025, 2, 10)) for code in codes), activities=done)
    found = outlook(lowered, history, date(2026, 6, 15), Wish())
    assert len(found.targets) == 2
    assert all(target.best for target in found.targets)
    assert len(made) < most
