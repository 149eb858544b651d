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

OTHER: Final = 10
"""A difference of so many pixels is another letter or digit."""


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


def view(picture: Image.Image) -> View:
    """Makes a picture ready."""
    import cv2

    cv2.setNumThreads(1)
    rough = grey(picture, ROUGH)
    return View(rough, grey(picture, FINE), points(rough))


def decide(first: View, second: View, *, told_apart: bool = False) -> Verdict:
    """Whether two pictures are copies of one.

    `told_apart`: what was read in them differs in a name, a day or a number (`reading.compare.told_apart`). Pixels
    alone decide where they can; where a difference is too small for that, what was read does.
    """
    found = overlay(first.points, second.points, first.rough.shape)
    if found is None or found.points < HOLDING or not _plausible(found.matrix):
        return Verdict(Relation.DIFFERENT, found.points if found else 0)
    seen = difference(first.fine, second.fine, _scaled(found.matrix, first, second))
    return Verdict(_relation(seen, told_apart=told_apart), found.points, seen)


def _relation(seen: Difference, *, told_apart: bool) -> Relation:
    if seen.shared < SHARED:
        return Relation.DIFFERENT
    if seen.largest >= OTHER:
        return Relation.OTHER_CONTENT
    if seen.largest <= NOTHING:
        return Relation.UNSURE if told_apart else Relation.SAME
    return Relation.OTHER_CONTENT if told_apart else Relation.UNSURE


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
