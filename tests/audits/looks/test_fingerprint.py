"""What is stored of a picture, and how a copy is found among others."""

import random
import sqlite3

import numpy as np
import pytest
from PIL import Image, ImageDraw

from recert.audits.looks.fingerprint import FEWEST, SIZE, Fingerprint, fingerprint
from tests.audits.alterations import cropped, recompressed, turned


def drawing(seed: int) -> Image.Image:
    """Something with words and shapes, another for each seed."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (1000, 700), "white")
    pen = ImageDraw.Draw(picture)
    for _ in range(30):
        x, y = chance.randrange(80, 900), chance.randrange(80, 600)
        word = "".join(chance.choices("abcdefghknoprstuvxyzAEKRS", k=chance.randrange(4, 12)))
        pen.text(
            (x, y), word, fill=(chance.randrange(120), 0, chance.randrange(200)), font_size=chance.randrange(14, 60)
        )
    return picture


def test_it_comes_back_from_the_database_as_it_was() -> None:
    made = fingerprint(drawing(1))
    assert 0 < len(made.to_bytes()) <= SIZE == 512
    assert Fingerprint.from_bytes(made.to_bytes()) == made
    with pytest.raises(ValueError, match="no fingerprint"):
        Fingerprint.from_bytes(b"12345")


def test_its_rows_fit_columns_of_32_bits() -> None:
    made = fingerprint(drawing(2))
    assert 0 < len(made.rows()) <= 64
    for band, spot in made.rows():
        assert 0 <= band < 2**24
        assert -(2**31) <= spot < 2**31
    assert set(made.bands()) <= set(made.probes())
    assert len(made.probes()) <= 64 * 25


def test_a_copy_is_first_among_forty() -> None:
    stored = [fingerprint(drawing(seed)) for seed in range(40)]
    table = sqlite3.connect(":memory:")
    table.execute("CREATE TABLE place (band INT, picture INT, spot INT)")
    for at, one in enumerate(stored):
        table.executemany("INSERT INTO place VALUES (?, ?, ?)", [(band, at, spot) for band, spot in one.rows()])
    for change in (recompressed, cropped, turned):
        asked = fingerprint(change(drawing(7), random.Random(1)))
        marks = ",".join("?" * len(asked.probes()))
        found = table.execute(f"SELECT band, picture, spot FROM place WHERE band IN ({marks})", asked.probes())  # noqa: S608
        best = asked.ranked(found)
        assert best[0][0] == 7
        assert best[0][1] >= FEWEST
        assert best[0][1] > 2 * max([count for picture, count in best if picture != 7], default=0)


def test_nearness_is_of_copies() -> None:
    one, other = fingerprint(drawing(1)), fingerprint(drawing(2))
    copy = fingerprint(recompressed(drawing(1), random.Random(1)))
    assert copy.near(one) > 4 * copy.near(other)


def test_a_picture_of_nothing_has_no_places_and_is_never_found() -> None:
    nothing = fingerprint(Image.new("RGB", (500, 500), "#888"))
    assert nothing.to_bytes() == b""
    assert nothing.rows() == ()
    assert nothing.probes() == ()
    assert nothing.ranked([]) == nothing.ranked([(1, 2, 3)]) == []
    assert nothing.near(fingerprint(drawing(1))) == 0


def test_pictures_of_every_kind_are_taken() -> None:
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK"):
        assert fingerprint(drawing(3).convert(mode)).rows()
    for size in ((1, 1), (1, 900), (3000, 2)):
        assert len(np.array(fingerprint(Image.new("RGB", size)).rows())) == 0
