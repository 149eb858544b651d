"""The verdict about two pictures, with the numbers it rests on."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PIL import Image

from recert.audits.looks.alignment import Matrix, Points, overlay, points
from recert.audits.looks.canvas import Grey, grey
from recert.audits.looks.difference import Difference, difference

ROUGH: Final = 1000
"""The side of the canvas on which pictures are laid on each other."""

FINE: Final = 1400
"""The side of the canvas on which they are compared: a digit of small print has some ten pixels."""

HOLDING: Final = 40
"""The fewest points that hold one picture on another. Pictures of other designs were seen with 30."""

SHARED: Final = 0.5
"""How much of the writing must lie within both pictures: less of it is a part, a logo or a heading, not the picture."""

NOTHING: Final = 4
"""A difference of so few pixels is noise."""

OTHER: Final = 24
"""A difference of so many pixels is another letter or digit, if the picture did not have to be enlarged much."""


class Relation(Enum):
    """What two pictures are to each other."""

    SAME = "same"
    OTHER_CONTENT = "other content"
    """One design, filled in differently: another name, another day."""

    DIFFERENT = "different"
    UNSURE = "unsure"
    """One lies on the other, and it can't be told whether a small part differs: somebody should look."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, and why: how many points hold one picture on the other, how large the largest difference is."""

    relation: Relation
    points: int = 0
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A picture made ready to be laid on others; worth keeping while one picture is compared with several."""

    rough: Grey
    fine: Grey
    points: Points
    enlarged: float
    """How much the picture had to be enlarged for the fine canvas."""


def view(picture: Image.Image) -> View:
    """Makes a picture ready."""
    import cv2

    cv2.setNumThreads(1)
    rough = grey(picture, ROUGH)
    return View(rough, grey(picture, FINE), points(rough), FINE / max(picture.size))


def decide(first: View, second: View, one_by_reading: bool | None = None) -> Verdict:  # noqa: FBT001 (three answers)
    """Whether two pictures are copies of one.

    `one_by_reading`: whether what was read in both is of one certificate (`reading.compare.one_certificate`); None
    where nothing was read or it does not tell. Pixels alone decide where they can; where a difference is too small for
    that, what was read does.
    """
    found = overlay(first.points, second.points, first.rough.shape)
    if found is None or found.points < HOLDING or not _plausible(found.matrix):
        return Verdict(Relation.DIFFERENT, found.points if found else 0)
    matrix = _scaled(found.matrix, first, second)
    seen = difference(first.fine, second.fine, matrix, (first.enlarged, second.enlarged))
    return Verdict(_by_pixels(seen, one_by_reading), found.points, seen)


def _by_pixels(seen: Difference, one_by_reading: bool | None) -> Relation:  # noqa: FBT001
    if seen.shared < SHARED:
        return Relation.DIFFERENT
    if seen.largest >= OTHER * max(1.0, seen.enlarged**2 / 4):
        return Relation.OTHER_CONTENT
    if seen.largest <= NOTHING:
        return Relation.UNSURE if one_by_reading is False else Relation.SAME
    by_reading = {True: Relation.SAME, False: Relation.OTHER_CONTENT, None: Relation.UNSURE}
    return by_reading[one_by_reading]


def _plausible(matrix: Matrix) -> bool:
    """Not mirrored, nor squeezed, nor seen from the edge."""
    import numpy as np

    corner = matrix / matrix[2, 2]
    stretch = np.linalg.svd(corner[:2, :2], compute_uv=False)
    return bool(np.linalg.det(corner[:2, :2]) > 0 and stretch[1] > 0.1 and stretch[0] < 10 * stretch[1])


def _scaled(matrix: Matrix, first: View, second: View) -> Matrix:
    """The same overlay on the canvases on which pictures are compared."""
    import numpy as np

    ours = np.diag([first.fine.shape[1] / first.rough.shape[1], first.fine.shape[0] / first.rough.shape[0], 1.0])
    theirs = np.diag([second.rough.shape[1] / second.fine.shape[1], second.rough.shape[0] / second.fine.shape[0], 1.0])
    scaled: Matrix = ours @ matrix @ theirs
    return scaled
