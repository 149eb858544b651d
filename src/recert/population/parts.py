"""The columns of what activities serve: parts such as `tax:1.5;accounting:1`, and the keys of groups.

Each text is looked at once, however often it stands there.
"""

from collections.abc import Collection

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from recert.policy.lowering import thousandths
from recert.policy.parts import read_parts
from recert.policy.toml import nearest
from recert.population.load import Rows

Ints = NDArray[np.int32]


def parts_of(rows: Rows, known: Collection[str], quiet: Collection[str]) -> pa.ChunkedArray:
    """The column as text. Rows whose text is none, or names a category that no policy has, are reported."""
    column = pa.chunked_array([chunk.cast(pa.string()) for chunk in rows.data["parts"].chunks], pa.string())
    for text in pc.unique(column).to_pylist():
        wrong = _wrong(text, known, quiet) if text else None
        if wrong:
            same = pc.fill_null(pc.equal(column, text), fill_value=False)
            rows.reject(np.asarray(same.to_numpy(), dtype=bool), "parts", *wrong)
    return column


def _wrong(text: str, known: Collection[str], quiet: Collection[str]) -> tuple[str, str] | None:
    parts = read_parts(text)
    if parts is None:
        return 'parts is "{value}"', "write each category once, with a number: tax:1.5;accounting:1"
    for part in parts:
        if part.category not in known and part.category not in quiet:
            near = nearest(part.category, known)
            fix = f'did you mean "{near}"?' if near else f"write one of {', '.join(known)}"
            return f'there is no category "{part.category}"', fix
    return None


def columns_of(texts: pa.Array | None, rows: int, categories: dict[str, int]) -> tuple[Ints, Ints, Ints]:
    """Where each activity's parts begin, and of all parts the category and the quantity in thousandths."""
    if texts is None:
        return np.zeros(rows + 1, dtype=np.int32), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    encoded = pc.fill_null(texts, "").dictionary_encode()
    different = [
        sorted((categories.get(part.category, -1), thousandths(part.quantity)) for part in read_parts(text) or ())
        for text in encoded.dictionary.to_pylist()
    ]
    of = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
    lengths = np.array([len(parts) for parts in different] or [0], dtype=np.int64)
    begins = np.cumsum(lengths) - lengths
    flat = np.array([part for parts in different for part in parts], dtype=np.int32).reshape(-1, 2)
    many = lengths[of] if len(of) else np.zeros(0, dtype=np.int64)
    at = np.concatenate(([0], np.cumsum(many)))
    picked = np.arange(at[-1]) - np.repeat(at[:-1], many) + np.repeat(begins[of] if len(of) else many, many)
    return at.astype(np.int32), flat[picked, 0].copy(), flat[picked, 1].copy()


def serving(rows: Rows, known: dict[str, int], quiet: Collection[str]) -> NDArray[np.int64]:
    """A bit for each group to which an activity is assigned. Rows that name a group that no policy has are reported."""
    column = pa.chunked_array([chunk.cast(pa.string()) for chunk in rows.data["serves"].chunks], pa.string())
    encoded = pc.fill_null(column, "").combine_chunks().dictionary_encode()
    of = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
    masks = np.zeros(len(encoded.dictionary) + 1, dtype=np.int64)
    for at, text in enumerate(encoded.dictionary.to_pylist()):
        keys = set(text.split())
        masks[at] = sum(1 << known[key] for key in keys if key in known)
        for key in sorted(keys - known.keys() - set(quiet)):
            near = nearest(key, known)
            fix = f'did you mean "{near}"?' if near else f"write one of {', '.join(known)}"
            rows.reject(of == at, "serves", f'there is no group "{key[:60]}"', fix)
    return masks[of]
