"""Where two pictures that lie on each other say different things.

Light, sharpness and a bend of the paper are taken away first. What is left is compared letter by letter: how well do
the surroundings of a pixel in one picture go with those in the other? Edges of paper, windows and frames are left
out: only what has strokes in more than one direction, as writing has, is looked at.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recert.audits.looks.alignment import Matrix
from recert.audits.looks.canvas import Grey, Plane, blurred, strength

LETTER: Final = 1.8
"""How far around a pixel is compared: small enough that a 3 for a 2 shows."""

UNLIKE: Final = 0.4
"""A correlation below this is of other strokes. Copies were never seen below 0.5, blur and compression included."""

FARTHER: Final = 0.03
"""How much better a farther place must fit for each step: along a line, all places fit."""

SOFT: Final = 0.45
"""How soft a picture is after it was enlarged by one; the sharper of two is made as soft as the other."""

MARGIN: Final = 12
WRITING: Final = 0.0015
NEARBY: Final = 31

SMALL: Final = 150
"""The longest side of a part that is tried in other places: a word or a corner, not a line of writing."""

THIN: Final = 8
"""What is no wider than so many pixels, and so many times longer, is a rule or the edge of a box, not writing."""

AROUND: Final = 28
STEP: Final = 8
MOST_PARTS: Final = 60

Mask = NDArray[np.bool_]
Box = tuple[int, int, int, int]


class Difference(NamedTuple):
    """How much writing was compared, and the size of the largest part that differs, both in pixels."""

    compared: int
    largest: int
    box: Box | None
    """Of the largest part: left, top, width, height in the first picture."""

    shared: float
    """Which part of the writing of that picture of the two that has less lies within both."""

    enlarged: float
    """How much the coarser of the two had to be enlarged: what is small in it says little."""


def difference(first: Grey, second: Grey, matrix: Matrix, enlarged: tuple[float, float]) -> Difference:
    """Compares the second with the first, on which `matrix` lays it; `enlarged` is how much each is on its canvas."""
    import cv2

    height, width = first.shape
    laid = np.asarray(cv2.warpPerspective(second, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE))
    within = _within(second.shape, matrix, width, height)
    if not within.any():
        return Difference(0, 0, None, 0.0, 1.0)
    ours, theirs = first.astype(np.float32), laid.astype(np.float32)
    coarse, other = enlarged[0], enlarged[1] * float(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))))
    if other > 1.1 * coarse:
        ours = blurred(ours, SOFT * other / coarse)
    elif coarse > 1.1 * other:
        theirs = blurred(theirs, SOFT * coarse / other)
    ours, theirs = _strokes(ours, within), _strokes(theirs, within)
    theirs = _straightened(ours, theirs)
    writing, others = _writing(ours), _writing(theirs)
    looked_at = ((writing & _around(others)) | (others & _around(writing))) & within
    whole = max(1, min(int(writing.sum()), _writing_of(second, matrix)))
    shared = min(1.0, float((writing & within).sum()) / whole)
    area, box = _largest(ours, theirs, looked_at)
    return Difference(int(looked_at.sum()), area, box, shared, max(coarse, other))


def _largest(ours: Plane, theirs: Plane, looked_at: Mask) -> tuple[int, Box | None]:
    """The largest part that differs, even if it is moved to where it fits best together with what is around it."""
    import cv2

    unlike = (_unlike(ours, theirs) & looked_at).astype(np.uint8)
    count, _, parts, _ = cv2.connectedComponentsWithStats(unlike)
    largest: tuple[int, Box | None] = (0, None)
    order = sorted(range(1, count), key=lambda at: -int(parts[at, cv2.CC_STAT_AREA]))
    for at in order[:MOST_PARTS]:
        left, top, wide, high, area = (int(each) for each in parts[at])
        if area <= largest[0]:
            break
        if min(wide, high) <= THIN and THIN * min(wide, high) < max(wide, high):
            continue  # scaling loses thin lines
        if max(wide, high) <= SMALL:
            area = min(area, _moved_to_fit(ours, theirs, looked_at, (left, top, wide, high)))
        if area > largest[0]:
            largest = (area, (left, top, wide, high))
    return largest


def _moved_to_fit(ours: Plane, theirs: Plane, looked_at: Mask, box: Box) -> int:
    """How much of a small part still differs when its surroundings are moved to where they fit best."""
    import cv2

    left, top, wide, high = box
    height, width = ours.shape
    y, bottom = max(top - AROUND, STEP), min(top + high + AROUND, height - STEP)
    x, right = max(left - AROUND, STEP), min(left + wide + AROUND, width - STEP)
    if bottom - y < AROUND or right - x < AROUND:
        return wide * high
    patch = ours[y:bottom, x:right]
    room = theirs[y - STEP : bottom + STEP, x - STEP : right + STEP]
    fits = cv2.matchTemplate(room, patch, cv2.TM_CCOEFF_NORMED)
    dx, dy = cv2.minMaxLoc(fits)[3]
    moved = room[dy : dy + patch.shape[0], dx : dx + patch.shape[1]]
    unlike = (_unlike(patch, moved) & looked_at[y:bottom, x:right]).astype(np.uint8)
    unlike = unlike[top - y : top - y + high, left - x : left - x + wide]
    parts = cv2.connectedComponentsWithStats(unlike)[2]
    return int(parts[1:, cv2.CC_STAT_AREA].max(initial=0))


def _within(shape: tuple[int, ...], matrix: Matrix, width: int, height: int) -> Mask:
    """What both pictures show, without the edges of either."""
    import cv2

    shown = np.asarray(cv2.warpPerspective(np.full(shape, 255, np.uint8), matrix, (width, height))).copy()
    shown[:MARGIN] = shown[-MARGIN:] = 0
    shown[:, :MARGIN] = shown[:, -MARGIN:] = 0
    kernel = np.ones((2 * MARGIN + 1, 2 * MARGIN + 1), np.uint8)
    return np.asarray(cv2.erode(shown, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0)) > 0


def _strokes(shades: Plane, within: Mask | None = None) -> Plane:
    """Dark or bright against what is around, in even strength."""
    fine = blurred(shades, 1.2)
    above = fine - blurred(fine, 15)
    strongest = np.percentile(np.abs(above[within] if within is not None else above), 99) + 1
    above = np.clip(above / np.float32(strongest), -2, 2)
    return np.asarray(above / (strength(above, 15) + 0.15), np.float32)


def _writing(strokes: Plane) -> Mask:
    """Where strokes run in more than one direction."""
    import cv2

    across = np.asarray(cv2.Scharr(strokes, cv2.CV_32F, 1, 0), np.float32) / 32
    down = np.asarray(cv2.Scharr(strokes, cv2.CV_32F, 0, 1), np.float32) / 32
    xx, yy, xy = blurred(_times(across, across), 4), blurred(_times(down, down), 4), blurred(_times(across, down), 4)
    weaker = (xx + yy - np.sqrt((xx - yy) ** 2 + 4 * xy * xy)) / 2
    mask: Mask = weaker > WRITING
    return mask


def _times(one: NDArray[Any], other: NDArray[Any]) -> Plane:
    return np.asarray(one * other, np.float32)


def _writing_of(shades: Grey, matrix: Matrix) -> int:
    """How much writing the second picture has, in pixels of the first."""
    area = abs(float(np.linalg.det(matrix[:2, :2])))
    return int(_writing(_strokes(shades.astype(np.float32))).sum() * area)


def _around(mask: Mask) -> Mask:
    import cv2

    return np.asarray(cv2.dilate(mask.astype(np.uint8), np.ones((NEARBY, NEARBY), np.uint8))) > 0


def _straightened(ours: Plane, theirs: Plane) -> Plane:
    """The second picture moved by some pixels, here and there differently, as paper that was not flat asks for.

    A whole line of writing decides how far; so no letter is moved onto another.
    """
    import cv2

    height, width = ours.shape
    third = 1 / 3
    small = [
        np.asarray(cv2.resize(each, None, fx=third, fy=third, interpolation=cv2.INTER_AREA), np.float32)
        for each in (ours, theirs)
    ]
    across, down = _shifts(small[0], small[1], reach=6, box=41)
    return _shifted(theirs, *(3 * np.asarray(cv2.resize(each, (width, height)), np.float32) for each in (across, down)))


def _shifts(ours: Plane, theirs: Plane, reach: int, box: int) -> tuple[Plane, Plane]:
    import cv2

    height, width = ours.shape
    padded = np.pad(theirs, reach, mode="edge")
    best = np.full(ours.shape, np.inf, np.float32)
    across, down = np.zeros_like(ours), np.zeros_like(ours)
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            apart = ours - padded[reach + dy : reach + dy + height, reach + dx : reach + dx + width]
            cost = np.asarray(cv2.blur(apart * apart, (box, box)), np.float32) * np.float32(
                1 + FARTHER * np.hypot(dx, dy)
            )
            better = cost < best
            best[better], across[better], down[better] = cost[better], dx, dy
    weight = np.minimum(np.asarray(cv2.blur(ours * ours, (9, 9)), np.float32), 1)
    whole = blurred(weight, box / 2) + np.float32(1e-4)
    return blurred(across * weight, box / 2) / whole, blurred(down * weight, box / 2) / whole


def _shifted(plane: Plane, across: Plane, down: Plane) -> Plane:
    import cv2

    height, width = plane.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    moved = cv2.remap(plane, columns + across, rows + down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32)


def _unlike(ours: Plane, theirs: Plane) -> Mask:
    """Where there are strokes, and they do not go together."""
    mine, other = blurred(ours, LETTER), blurred(theirs, LETTER)
    varies = blurred(ours * ours, LETTER) - mine * mine
    others_vary = blurred(theirs * theirs, LETTER) - other * other
    together = blurred(ours * theirs, LETTER) - mine * other
    floor = 0.02  # so that paper without writing goes with paper without writing
    apart: Mask = together < UNLIKE * np.sqrt(np.maximum((varies + floor) * (others_vary + floor), 0))
    return apart & (np.maximum(varies, others_vary) > 0.1)
