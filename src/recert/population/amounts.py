"""Columns of units, as tables have them."""

from decimal import Decimal
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

DIGITS: Final = 18


def in_units(steps: NDArray[Any], step: Decimal, absent: NDArray[np.bool_] | None = None) -> pa.Array:
    """Exact: whole numbers where the policy counts in whole units, else decimals. Empty where `absent`."""
    if step == 1:
        return pa.array(np.array(steps, dtype=np.int32), mask=absent)
    places = max(-int(step.as_tuple().exponent), 0)
    words = np.empty((len(steps), 2), dtype=np.int64)  # a decimal lies in memory as two halves, the lower one first
    np.multiply(steps, int(step.scaleb(places)), out=words[:, 0], dtype=np.int64)
    np.right_shift(words[:, 0], 63, out=words[:, 1])
    there = None if absent is None else pa.py_buffer(np.packbits(~absent, bitorder="little"))
    return pa.Array.from_buffers(pa.decimal128(DIGITS, places), len(steps), [there, pa.py_buffer(words)])
