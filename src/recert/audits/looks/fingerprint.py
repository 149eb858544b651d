"""What is stored of a picture so that its copies are found: some of its places, each described by a few bits.

A place is where the picture has a strong blob: a word, a seal, part of a letter. It is described as SIFT describes it,
turned to its own direction, so that neither turning nor scaling nor cutting the picture changes it, and shortened to
32 bits. The first 20 of them are what an index holds. Copies share many places; pictures of one design do, too: who
shares places is *proposed*, and `decide` tells them apart.
"""

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from recert.audits.looks.canvas import evenly_lit, grey

PLACES: Final = 48
"""The most places that are kept of a picture."""

SIZE: Final = 8 * PLACES
"""The most bytes of a fingerprint."""

INDEXED_BITS: Final = 20
CODE_BITS: Final = 32
SIDE: Final = 512
SMALLEST: Final = 5.0
"""Blobs smaller than this, in pixels of the canvas, do not survive a messenger's compression."""

SLIPS: Final = 5
"""By so many of its 32 bits the description of one place differs between copies."""

TURNS: Final = 16
"""Into so many directions a full turn is cut when places are asked whether they agree on how a picture was turned."""

_DIRECTIONS: Final = Path(__file__).with_name("directions.npz")
_PLACE: Final = np.dtype([("code", ">u4"), ("x", "u1"), ("y", "u1"), ("size", "u1"), ("angle", "u1")])


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A picture's places, eight bytes each, strongest first. A picture without anything to see has none."""

    content: bytes

    @classmethod
    def from_bytes(cls, content: bytes) -> "Fingerprint":
        """What `to_bytes` gave."""
        if len(content) % _PLACE.itemsize or len(content) > SIZE:
            raise ValueError("no fingerprint")
        return cls(content)

    def to_bytes(self) -> bytes:
        """For a column of bytes."""
        return self.content

    def bands(self) -> tuple[int, ...]:
        """What to store in an indexed column, one row each: up to 48 whole numbers below 2**20."""
        return tuple(sorted(set(_indexed(self.places["code"]).tolist())))

    def probes(self) -> tuple[int, ...]:
        """What to look up: the bands, and whatever differs from one of them by a bit. About a thousand numbers."""
        own = _indexed(self.places["code"])
        flips = np.array([0, *(1 << bit for bit in range(INDEXED_BITS))])
        return tuple(np.unique(own[:, None] ^ flips).tolist())

    def near(self, other: "Fingerprint") -> int:
        """How many places agree, and agree on how the picture was turned and scaled. Copies: rarely less than 4."""
        return agreeing(self.places, other.places)

    @property
    def places(self) -> NDArray[Any]:
        """The places as an array of `code`, `x`, `y`, `size`, `angle`."""
        return np.frombuffer(self.content, dtype=_PLACE)


def fingerprint(picture: Image.Image) -> Fingerprint:
    """The same for the same pixels on every machine of one kind; close for copies that were changed on their way."""
    import cv2

    cv2.setNumThreads(1)
    shades = evenly_lit(grey(picture, SIDE))
    finder = cv2.SIFT.create(nfeatures=0, contrastThreshold=0.015, edgeThreshold=15)
    found, described = finder.detectAndCompute(shades, None)  # type: ignore[call-overload]
    large = [at for at, point in enumerate(found) if point.size > SMALLEST]
    strongest = sorted(large, key=lambda at: -found[at].response)[:PLACES]
    if not strongest:
        return Fingerprint(b"")
    places = np.zeros(len(strongest), dtype=_PLACE)
    places["code"] = codes(rooted(described[strongest]))
    for at, point in enumerate(found[each] for each in strongest):
        places["x"][at] = int(point.pt[0] / SIDE * 255)
        places["y"][at] = int(point.pt[1] / SIDE * 255)
        places["size"][at] = min(255, int(np.log2(point.size) * 32))
        places["angle"][at] = int(point.angle / 360 * 256) % 256
    return Fingerprint(places.tobytes())


def rooted(described: NDArray[np.float32]) -> NDArray[np.float32]:
    """Descriptions of places with less weight on their strongest parts (“RootSIFT”)."""
    rows: NDArray[np.float32] = np.sqrt(described / (described.sum(axis=1, keepdims=True) + 1e-6))
    return rows


def codes(described: NDArray[np.float32]) -> NDArray[np.int64]:
    """32 bits for each description: on which side of 32 planes it lies."""
    planes, middle = directions()
    sides = described @ planes.T > middle
    code: NDArray[np.int64] = sides @ (1 << np.arange(CODE_BITS, dtype=np.int64))
    return code


@functools.cache
def directions() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """32 planes through the descriptions of certificates, and where their middle lies.

    Made once by `python -m benchmarks.pictures directions`; other planes make other fingerprints, so that those
    stored would have to be made anew.
    """
    with np.load(_DIRECTIONS) as stored:
        return stored["planes"], stored["middle"]


def agreeing(some: NDArray[Any], others: NDArray[Any]) -> int:
    """The largest number of alike places that tell of one turn and one scale."""
    differing = np.bitwise_count(some["code"].astype(np.uint32)[:, None] ^ others["code"].astype(np.uint32)[None, :])
    pairs = np.argwhere(differing <= SLIPS)
    if not len(pairs):
        return 0
    one, two = some[pairs[:, 0]], others[pairs[:, 1]]
    turn = (two["angle"].astype(int) - one["angle"]) % 256 * TURNS // 256
    scale = (two["size"].astype(int) - one["size"] + 256) // 16
    votes: dict[tuple[int, int], set[int]] = {}
    for mine, t, s in zip(pairs[:, 0].tolist(), turn.tolist(), scale.tolist(), strict=True):
        # what lies near the edge of a drawer lies in its neighbor, too
        for drawer in ((t, s), ((t + 1) % TURNS, s), (t, s + 1), ((t + 1) % TURNS, s + 1)):
            votes.setdefault(drawer, set()).add(mine)
    return max(len(each) for each in votes.values())


def _indexed(code: NDArray[Any]) -> NDArray[np.int64]:
    low: NDArray[np.int64] = code.astype(np.int64) & ((1 << INDEXED_BITS) - 1)
    return low
