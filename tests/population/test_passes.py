"""Long columns looked up in one pass: the same as NumPy's many."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recert.population import passes
from recert.population.load import runs
from recert.population.passes import place


@pytest.fixture(autouse=True)
def _always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled, however few rows there are."""
    monkeypatch.setattr(passes, "WORTH_COMPILING", 0)


@given(
    known=st.sets(st.integers(-9, 30)),
    ids=st.lists(st.integers(-9, 30)),
    ordered=st.booleans(),
    cuts=st.lists(st.integers(0, 30), max_size=3),
)
@example(known={1, 2}, ids=[2, 1], ordered=False, cuts=[])
@example(known={1, 2}, ids=[2, 1], ordered=False, cuts=[1])
@example(known={1, 2, 3}, ids=[1, 1, 3], ordered=True, cuts=[])
@example(known={1, 2, 3}, ids=[1, 1, 3], ordered=True, cuts=[1, 1, 2])
def test_people_are_placed_where_they_follow_each_other_and_all_are_known(
    known: set[int], ids: list[int], ordered: bool, cuts: list[int]
) -> None:
    column = np.array(sorted(ids) if ordered else ids, dtype=np.int64)
    people = np.array(sorted(known), dtype=np.int64)
    values, lengths = runs(column)
    follow = bool((values[1:] > values[:-1]).all()) and set(values.tolist()) <= known
    found = place(np.split(column, sorted(min(cut, len(ids)) for cut in cuts)), people)
    assert (found is not None) == follow
    if found is not None:
        assert people[found[0]].tolist() == values.tolist()
        assert found[1].tolist() == lengths.tolist()
