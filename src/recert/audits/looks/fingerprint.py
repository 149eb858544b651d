"""What is stored of a picture so that its copies are found: some of its places, each described by a few bits.

A place is where the picture has a strong blob: a word, a seal, part of a letter. It is described as SIFT describes it,
turned to its own direction, so that neither turning nor scaling nor cutting the picture changes it, and shortened to
32 bits. The first 24 of them are what an index holds. Copies share many places; pictures of one design do, too: who
shares places is *proposed*, and `decide` tells them apart.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from recert.audits.looks.agreement import PLACE, agreeing, unpacked, votes
from recert.audits.looks.canvas import blobs, evenly_lit, grey

PLACES: Final = 64
"""The most places that are kept of a picture."""

SIZE: Final = 8 * PLACES
"""The most bytes of a fingerprint."""

INDEXED_BITS: Final = 24
CODE_BITS: Final = 32
FEWEST: Final = 3
"""Two places agree on anything."""

MOST_WEIGHED: Final = 20_000
"""The most pictures of which it is asked how their places lie."""

SIDE: Final = 640
SMALLEST: Final = 5.0
"""Blobs smaller than this, in pixels of the canvas, do not survive a messenger's compression."""

_DIRECTIONS: Final = Path(__file__).with_name("directions.npz")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A picture's places, eight bytes each, strongest first. A picture without anything to see has none."""

    content: bytes

    @classmethod
    def from_bytes(cls, content: bytes) -> "Fingerprint":
        """What `to_bytes` gave."""
        if len(content) % PLACE.itemsize or len(content) > SIZE:
            raise ValueError("no fingerprint")
        return cls(content)

    def to_bytes(self) -> bytes:
        """For a column of bytes."""
        return self.content

    def rows(self) -> tuple[tuple[int, int], ...]:
        """What to store in a table, one row each, up to 64: a band, to be indexed, and a spot. Both fit 32 bits.

        A band is a whole number below 2**24, a spot says where in the picture the place is.
        """
        places = self.places
        return tuple(zip(_indexed(places["code"]).tolist(), places["spot"].astype(np.int32).tolist(), strict=True))

    def bands(self) -> tuple[int, ...]:
        """The bands of `rows`, each once."""
        return tuple(np.unique(_indexed(self.places["code"])).tolist())

    def probes(self) -> tuple[int, ...]:
        """Which bands to look up: the own ones, and whatever differs from one of them by a bit. Some 1,600."""
        return tuple(np.unique(self._probed()).tolist())

    def near(self, other: "Fingerprint") -> int:
        """How many places agree with another's on how one picture lies on the other."""
        return agreeing(self.places, other.places)

    def ranked(self, found: Iterable[tuple[int, int, int]]) -> list[tuple[int, int]]:
        """The pictures that `found` is of, best first, each with the number of places that agree.

        `found` are rows of the table whose band is one of `probes`: band, picture, spot. Who has fewer than `FEWEST` is
        left out; of the rest, the first fifty or so are worth to be decided about.
        """
        rows = np.array(list(found), dtype=np.int64).reshape(-1, 3)
        rows = rows[_of_likely_pictures(rows[:, 1])]
        probed = self._probed()
        owner = np.repeat(np.arange(len(probed)), probed.shape[1])
        order = np.argsort(probed.ravel(), kind="stable")
        known, owner = probed.ravel()[order], owner[order]
        first, last = np.searchsorted(known, rows[:, 0]), np.searchsorted(known, rows[:, 0], side="right")
        times = last - first
        row = np.repeat(np.arange(len(rows)), times)
        within = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
        mine = owner[first[row] + within]
        pictures, counts = votes(rows[row, 1], mine, unpacked(self.places["spot"]), unpacked(rows[:, 2]), row)
        best = sorted(zip(counts.tolist(), pictures.tolist(), strict=True), key=lambda each: (-each[0], each[1]))
        return [(picture, count) for count, picture in best if count >= FEWEST]

    def _probed(self) -> NDArray[np.int64]:
        flips = np.array([0, *(1 << bit for bit in range(INDEXED_BITS))])
        probed: NDArray[np.int64] = _indexed(self.places["code"])[:, None] ^ flips
        return probed

    @property
    def places(self) -> NDArray[Any]:
        """The places as an array of `code` and `spot`."""
        return np.frombuffer(self.content, dtype=PLACE)


def fingerprint(picture: Image.Image) -> Fingerprint:
    """The same for the same pixels on every machine of one kind; close for copies that were changed on their way."""
    import cv2

    cv2.setNumThreads(1)
    found, described = strongest(picture)
    places = np.zeros(len(found), dtype=PLACE)
    if found:
        places["code"] = codes(described)
        places["spot"] = [_spot(each) for each in found]
    return Fingerprint(places.tobytes())


def strongest(picture: Image.Image) -> tuple[list[Any], NDArray[np.float32]]:
    """The places worth keeping, and their descriptions in full."""
    found, described = blobs(evenly_lit(grey(picture, SIDE)), contrast=0.015, edge=15)
    large = [at for at, point in enumerate(found) if point.size > SMALLEST]
    best = sorted(large, key=lambda at: -found[at].response)[:PLACES]
    return [found[at] for at in best], rooted(described[best])


def rooted(described: NDArray[Any]) -> NDArray[np.float32]:
    """Descriptions of places with less weight on their strongest parts (“RootSIFT”)."""
    rows: NDArray[np.float32] = np.sqrt(described / (described.sum(axis=1, keepdims=True) + 1e-6)).astype(np.float32)
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


def _spot(point: Any) -> int:
    """Where a place is, in 32 bits: across, down, how large and turned which way, a byte each."""
    across, down = int(point.pt[0] / SIDE * 255), int(point.pt[1] / SIDE * 255)
    size = min(255, int(np.log2(point.size) * 32))
    return across | down << 8 | size << 16 | (int(point.angle / 360 * 256) % 256) << 24


def _of_likely_pictures(pictures: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which rows are of pictures with enough of them; if those are very many, of the ones with most."""
    _, whose, often = np.unique(pictures, return_inverse=True, return_counts=True)
    ranks = np.sort(often)[::-1]
    least = max(FEWEST, int(ranks[MOST_WEIGHED]) + 1) if len(ranks) > MOST_WEIGHED else FEWEST
    likely: NDArray[np.bool_] = often[whose] >= least
    return likely


def _indexed(code: NDArray[Any]) -> NDArray[np.int64]:
    low: NDArray[np.int64] = code.astype(np.int64) & ((1 << INDEXED_BITS) - 1)
    return low
