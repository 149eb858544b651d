"""How much an activity was: a column of amounts in thousandths, exactly."""

from decimal import Decimal
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from recert.policy.history import LARGEST
from recert.population.load import Rows, as_truths

DECIMALS: Final = 3
"""How many decimals one may have."""


def thousandths_of(rows: Rows, name: str) -> NDArray[np.int32]:
    """A column of numbers with up to three decimals, in thousandths; 0 where there is none."""
    exact = _exact_thousandths(rows.data[name])
    found = _thousandths_in_text(rows, name) if exact is None else exact
    bad = (found < 0) | (found > LARGEST * 1000)
    rows.reject(bad, name, f'{name} is "{{value}}"', f"write a number up to {LARGEST}, with up to three decimals")
    return np.where(bad, 0, found).astype(np.int32)


def _exact_thousandths(column: pa.ChunkedArray) -> NDArray[np.int64] | None:
    """Thousandths of a column of decimals or whole numbers, -1 of what can't be any. None of any other column."""
    kind = column.type
    if pa.types.is_integer(kind) and kind != pa.uint64():
        whole = pc.fill_null(column, 0).to_numpy().astype(np.int64)
        many = (whole < 0) | (whole > LARGEST)
        return np.where(many, -1, whole * 1000)
    if not pa.types.is_decimal128(kind) or not 0 <= kind.scale <= DECIMALS:
        return None
    low, high = decimal_words(pc.fill_null(column, Decimal(0)))
    within = (high == 0) & (low >= 0) & (low <= LARGEST * 1000)
    return np.where(within, low * 10 ** (DECIMALS - kind.scale), -1)


def decimal_words(column: pa.ChunkedArray) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The lower and the upper half of 128-bit decimals as they lie in memory; of small ones the upper is 0."""
    chunks = [
        np.frombuffer(chunk.buffers()[1], dtype=np.int64)[2 * chunk.offset : 2 * (chunk.offset + len(chunk))]
        for chunk in column.chunks
        if len(chunk)
    ]
    words = np.concatenate(chunks) if chunks else np.zeros(0, dtype=np.int64)
    return words[0::2], words[1::2]


def _thousandths_in_text(rows: Rows, name: str) -> NDArray[np.int64]:
    """Thousandths of a column of anything else, by its text; -1 of what can't be any."""
    text = rows.data[name].cast(pa.string())
    form = pc.fill_null(pc.match_substring_regex(text, r"^\d{1,6}(\.\d{0,3}0*)?$"), fill_value=False)
    shown = pc.replace_substring_regex(pc.if_else(form, text, "0"), r"(\.\d{3})0+$", r"\1")
    number = shown.cast(pa.decimal128(12, 3)).cast(pa.float64()).combine_chunks()
    found = np.rint(np.asarray(number.to_numpy(zero_copy_only=False)) * 1000).astype(np.int64)
    return np.where(~as_truths(form) & as_truths(pc.is_valid(text)), -1, found)
