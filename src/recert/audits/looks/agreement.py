"""Places that agree on how one picture lies on another: turned so far, so much larger, its middle there.

Letters look alike in all pictures; that they also stand where the copy would have them is what tells copies from
others.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

PLACE: Final = np.dtype([("code", ">u4"), ("spot", ">u4")])
SLIPS: Final = 5
"""By so many of its 32 bits the description of one place differs between copies."""

MIDDLE: Final = 128
TURN: Final = 24
"""Turns that differ by less than this (of 256) may be one turn."""

GROWTH: Final = 20
"""The same for sizes (of 32 for a doubling)."""

REACH: Final = 48
"""The same for where the middle comes to lie (of 256 for the longer side)."""

Numbers = NDArray[np.int64]


class Spots(NamedTuple):
    """Where places are: across, down, size and angle in 256ths."""

    across: Numbers
    down: Numbers
    size: Numbers
    angle: Numbers


def unpacked(spots: NDArray[Any]) -> Spots:
    """What `fingerprint` put into 32 bits."""
    whole = spots.astype(np.int64) & 0xFFFFFFFF
    return Spots(whole & 255, whole >> 8 & 255, whole >> 16 & 255, whole >> 24)


def agreeing(some: NDArray[Any], others: NDArray[Any]) -> int:
    """The largest number of places of one picture that agree on where the other lies."""
    differing = np.bitwise_count(some["code"].astype(np.uint32)[:, None] ^ others["code"].astype(np.uint32)[None, :])
    mine, theirs = np.nonzero(differing <= SLIPS)
    pictures = np.zeros(len(mine), np.int64)
    _, counts = votes(pictures, mine, unpacked(some["spot"]), unpacked(others["spot"]), theirs)
    return int(counts[0]) if len(counts) else 0


def votes(
    pictures: Numbers, mine: NDArray[np.intp], ours: Spots, others: Spots, theirs: NDArray[np.intp]
) -> tuple[Numbers, Numbers]:
    """For each picture, how many of our places agree. Pairs of places: `mine[i]` of ours, `theirs[i]` of the others."""
    one, two = (Spots(*(each[at] for each in spots)) for spots, at in ((ours, mine), (others, theirs)))
    turn = (two.angle - one.angle) % 256
    growth = two.size - one.size
    radians, factor = turn * (2 * np.pi / 256), np.exp2(growth / 32)
    right, below = (MIDDLE - one.across) * factor, (MIDDLE - one.down) * factor
    across = two.across + right * np.cos(radians) - below * np.sin(radians)
    down = two.down + right * np.sin(radians) + below * np.cos(radians)
    drawers = [
        _drawers(turn, TURN, 256 // TURN + 1),
        _drawers(growth + 256, GROWTH, 32),
        _drawers(np.clip(across + 512, 0, 1535), REACH, 64),
        _drawers(np.clip(down + 512, 0, 1535), REACH, 64),
    ]
    whose, index = np.unique(pictures, return_inverse=True)
    best = np.zeros(len(whose), np.int64)
    for corner in range(16):
        key = index.astype(np.int64)
        for at, (low, high) in enumerate(drawers):
            key = key * 64 + (high if corner >> at & 1 else low)
        held, count = np.unique(np.unique(key * 64 + mine) >> 6, return_counts=True)
        np.maximum.at(best, held >> 24, count)
    return whose, best


def _drawers(values: NDArray[Any], width: int, most: int) -> tuple[Numbers, Numbers]:
    """Each value in two rows of drawers that overlap by half, so that near values share one of them."""
    low = (values / width).astype(np.int64) % most
    return low, (values / width + 0.5).astype(np.int64) % most
