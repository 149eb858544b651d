"""Which rows of a file some rows are, told one by one and all together."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from recert.population.numbered import Ids, Numbers

lying = st.builds(lambda first, many: range(first, first + many), st.integers(0, 50), st.integers(0, 5))
picked = st.lists(st.integers(0, 50), max_size=5).map(lambda rows: np.array(rows, dtype=np.int64))


@given(st.lists(lying | picked, max_size=4))
@example([])
@example([range(3, 3), range(7, 9)])
def test_a_row_has_the_number_that_it_has_among_all(pieces: list[range | Ids]) -> None:
    numbers = Numbers(tuple(pieces))
    written = [int(row) for piece in pieces for row in piece]
    assert numbers.all().tolist() == written
    assert [numbers.of(row) for row in range(len(written))] == written
