"""Bundles of columns as compiled code sees them."""

from dataclasses import dataclass
from typing import Any, Final

import numba
import numpy as np
import pytest

from recert.policy.calendar import BEFORE, NEVER
from recert.population.pointer import NOTHING, Handle


@dataclass(frozen=True)
class Rules:
    """A bundle in which something is said of everything that there is."""

    limits: int
    grace: np.ndarray[Any, Any]
    retired: np.ndarray[Any, Any]
    moves: np.ndarray[Any, Any]


def column(*numbers: int) -> np.ndarray[Any, Any]:
    return np.array(numbers, dtype=np.int64)


USED: Final = Rules(3, column(90, 30), column(NEVER, 400), column(5, 6, 7))
UNUSED: Final = Rules(0, column(0, 0), column(NEVER, NEVER), column())


def kind(handle: Handle) -> Any:
    """Its type, which is what something is compiled for."""
    return numba.typeof(handle)  # type: ignore[no-untyped-call]


def read(rules: Rules) -> int:
    """All that is said, each in a place of its own."""
    found = rules.limits * 7
    for i in range(len(rules.grace)):
        found += rules.grace[i] * 1_000 + min(rules.retired[i], 900) * 3
    for i in range(len(rules.moves)):
        found += rules.moves[i] * 100_000
    return found


@pytest.fixture(scope="module")
def compiled() -> Any:
    return numba.njit(read)


@pytest.mark.parametrize("shaped", [False, True], ids=["as it is", "for what is used"])
@pytest.mark.parametrize("rules", [USED, UNUSED], ids=["used", "unused"])
def test_compiled_code_reads_what_is_said(rules: Rules, shaped: bool, compiled: Any) -> None:
    assert compiled(Handle(rules, shaped=shaped)) == read(rules)


@pytest.mark.parametrize("nothing", sorted(NOTHING))
def test_what_is_the_same_nothing_everywhere_is_read_as_that(nothing: int, compiled: Any) -> None:
    rules = Rules(nothing, column(nothing, nothing, nothing), column(nothing, nothing, nothing), column(nothing))
    assert compiled(Handle(rules, shaped=True)) == read(rules)


def test_amounts_may_change_without_another_compilation(compiled: Any) -> None:
    other = Rules(8, column(20, 21), column(700, 800), column(9, 1, 2))
    handle = Handle(other, shaped=True)
    assert kind(handle) == kind(Handle(USED, shaped=True))
    compiled(Handle(USED, shaped=True))
    before = len(compiled.overloads)
    assert (compiled(handle), len(compiled.overloads)) == (read(other), before)


@pytest.mark.parametrize(
    "other",
    [
        Rules(1, UNUSED.grace, UNUSED.retired, UNUSED.moves),
        Rules(0, column(0, 90), UNUSED.retired, UNUSED.moves),
        Rules(0, UNUSED.grace, column(BEFORE, BEFORE), UNUSED.moves),
        Rules(0, UNUSED.grace, UNUSED.retired, column(1)),
    ],
    ids=["a number", "a value in one place", "another nothing", "a row"],
)
def test_what_begins_to_be_used_is_compiled_for(other: Rules, compiled: Any) -> None:
    assert kind(Handle(other, shaped=True)) != kind(Handle(UNUSED, shaped=True))
    assert compiled(Handle(other, shaped=True)) == read(other)


def test_nothing_is_compiled_for_what_is_not_used(compiled: Any) -> None:
    def code(handle: Handle) -> str:
        compiled(handle)
        found: str = compiled.inspect_llvm((kind(handle),))
        return found

    assert "100000" in code(Handle(UNUSED))
    assert "100000" not in code(Handle(UNUSED, shaped=True))


def test_a_column_in_pieces_is_refused() -> None:
    with pytest.raises(ValueError, match="in one piece"):
        Handle(Rules(0, column(1, 2, 3)[::2], column(), column()))
