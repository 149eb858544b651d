"""Laying one picture on another: where each point of the second lies in the first."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recert.audits.looks.canvas import Grey, blobs
from recert.audits.looks.fingerprint import rooted

MOST_POINTS: Final = 1500
FEWEST: Final = 8
"""A perspective has eight unknowns; of fewer points than this, anything would fit."""

DISTINCT: Final = 0.72
"""A point's partner must be so much closer than the second best: letters repeat."""

LIKE: Final = 0.8
"""How alike, as a cosine, a point and its partner are at least where it is known where the partner should be."""

CELL: Final = 60
OF_A_CELL: Final = 5

Matrix = NDArray[np.float64]


class Points(NamedTuple):
    """Where a picture has something to hold on to, and how it looks there."""

    at: NDArray[np.float32]
    looks: NDArray[np.float32]


class Overlay(NamedTuple):
    """How the second picture is laid on the first, and how many points hold it there."""

    matrix: Matrix
    points: int


def points(shades: Grey) -> Points:
    """What an overlay is found by."""
    found, described = blobs(shades, contrast=0.02, most=MOST_POINTS)
    return Points(np.array([each.pt for each in found], np.float32).reshape(-1, 2), rooted(described))


def overlay(first: Points, second: Points, shape: tuple[int, ...]) -> Overlay | None:
    """The perspective that most points agree on; None where they agree on none."""
    if min(len(first.at), len(second.at)) < FEWEST:
        return None
    alike = second.looks @ first.looks.T
    found = _fit(first, second, *_distinct(alike), within=4.0)
    for reach in (30, 15, 8):
        if found is not None:
            # Far from the points that were found first, a perspective is a guess: look again where they should be.
            near = _spread(first.at, *_expected(alike, first.at, _moved(second.at, found.matrix), shape, reach))
            found = _fit(first, second, *near, within=2.0) or found
    return found


def _distinct(alike: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    rows = np.arange(len(alike))
    best = alike.argmax(axis=1)
    closest = alike[rows, best].copy()
    rest = alike.copy()
    rest[rows, best] = -1
    kept = (2 - 2 * closest < DISTINCT * (2 - 2 * rest.max(axis=1))) & (alike.argmax(axis=0)[best] == rows)
    return rows[kept], best[kept]


def _expected(
    alike: NDArray[np.float32], at: NDArray[np.float32], moved: NDArray[np.float32], shape: tuple[int, ...], reach: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    rows = np.arange(len(alike))
    inside = ((moved > -5) & (moved < np.array([shape[1], shape[0]]) + 5)).all(axis=1)
    far = ((moved[:, None] - at[None]) ** 2).sum(axis=2) > reach * reach
    nearby = np.where(far, -1, alike)
    best = nearby.argmax(axis=1)
    kept = inside & (nearby[rows, best] > LIKE) & (nearby.argmax(axis=0)[best] == rows)
    return rows[kept], best[kept]


def _spread(
    at: NDArray[np.float32], theirs: NDArray[np.intp], mine: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """No more than some points of each cell, so that a paragraph does not outvote a line at the foot of the page."""
    cells = (at[mine] // CELL).astype(np.int64)
    cell = cells[:, 0] * 1000 + cells[:, 1]
    order = np.argsort(cell, kind="stable")
    new = np.r_[True, cell[order][1:] != cell[order][:-1]] if len(order) else np.zeros(0, bool)
    starts = np.flatnonzero(new)
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    kept = order[rank < OF_A_CELL]
    return theirs[kept], mine[kept]


def _moved(at: NDArray[np.float32], matrix: Matrix) -> NDArray[np.float32]:
    import cv2

    moved: Any = cv2.perspectiveTransform(at[None], matrix)
    return np.asarray(moved[0], np.float32)


def _fit(
    first: Points, second: Points, theirs: NDArray[np.intp], mine: NDArray[np.intp], within: float
) -> Overlay | None:
    import cv2

    if len(mine) < FEWEST:
        return None
    matrix, kept = cv2.findHomography(
        second.at[theirs], first.at[mine], cv2.USAC_MAGSAC, within, maxIters=5000, confidence=0.999
    )
    if matrix is None:
        return None
    return Overlay(np.asarray(matrix, np.float64), int(kept.sum()))
