"""Pictures as arrays of grey, in a size that does not depend on how large they came."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.uint8]
Plane = NDArray[np.float32]

SPREAD: Final = 24
"""How far, in pixels of a fingerprint's canvas, light is taken to be even."""

WIDE: Final = 6


def grey(picture: Image.Image, side: int) -> Grey:
    """The picture in shades of grey, `side` pixels long; what shone through is white, as paper is."""
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        picture = Image.new("RGB", layer.size, "white")
        picture.paste(layer, mask=layer.getchannel("A"))
    shades = picture.convert("L")
    scale = side / max(shades.size)
    size = (max(1, round(shades.width * scale)), max(1, round(shades.height * scale)))
    resample = Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC
    return np.asarray(shades.resize(size, resample))


def blurred(plane: Plane, by: float) -> Plane:
    """Softened by a Gaussian of this many pixels; by two boxes where it is wide, which takes no longer when wider."""
    import cv2

    if by < WIDE:
        return _plane(cv2.GaussianBlur(plane, (0, 0), by))
    box = round(by * 6**0.5) | 1
    return _plane(cv2.blur(cv2.blur(plane, (box, box)), (box, box)))


def strength(plane: Plane, by: float) -> Plane:
    """How far from zero a plane is around each pixel."""
    return _plane(np.sqrt(np.maximum(blurred(plane * plane, by), 0)))


def evenly_lit(shades: Grey) -> Grey:
    """The same with light and contrast made even, so that a lamp from one side is no feature of the paper."""
    bright = shades.astype(np.float32)
    above = bright - blurred(bright, SPREAD)
    even: Grey = np.clip(above / (strength(above, SPREAD) + 6) * 40 + 128, 0, 255).astype(np.uint8)
    return even


def blobs(shades: Grey, contrast: float, edge: float = 10, most: int = 0) -> tuple[Sequence[Any], NDArray[np.float32]]:
    """Where the picture stands out from what is around, and how it looks there; `most` of them, 0 for all (SIFT)."""
    import cv2

    finder = cv2.SIFT.create(nfeatures=most, contrastThreshold=contrast, edgeThreshold=edge)
    found, described = finder.detectAndCompute(shades, None)
    return found, _plane(described if described is not None else np.zeros((0, 128)))


def _plane(array: Any) -> Plane:
    return np.asarray(array, dtype=np.float32)
